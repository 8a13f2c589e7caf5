"""The register and the statistics as workbooks: the municipality's columns, real days, no formulas, and for nobody else."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console
from typer.testing import CliRunner

from bot.__main__ import app
from bot.casework.model import Assignment, CoordinatorType, Fact, FactKind, Named, Pause, RequestState
from bot.profiles import read_profile
from bot.registers.exporting import export_statistics
from bot.storage.store import Store
from tests.storage.examples import NOW, TODAY, new_request, open_case, settle_in


@pytest.fixture
def filled(database_url: str) -> str:
    """A few cases at different places of the way."""
    store = Store(database_url)
    with store.transaction() as work:
        unit, people = settle_in(work)
        work.change_person(replace(people["employee"], name="=HYPERLINK(1)"))
        named = Assignment(1, unit.id, 1, Named(people["employee"].id), NOW, people["leader"].id, informed_at=NOW)
        accepted = new_request(unit, people, state=RequestState.ACCEPTED)
        held = (Fact(FactKind.MEETING, NOW, people["employee"].id, TODAY), Fact(FactKind.PLAN, NOW, people["employee"].id, answer=True))
        open_case(work, people, number="2026-0003", requests=(accepted,), assignments=(named,), facts=held, handler=people["ke"].id)
        open_case(work, people, number="2026-0001", requests=(new_request(unit, people),))
        child = CoordinatorType.CHILD_COORDINATOR
        open_case(work, people, number="2026-0002", type=child, pause=Pause(1, date(2027, 3, 1), NOW, people["ke"].id))
        ended = replace(named, ended_at=NOW)
        open_case(
            work,
            people,
            number="2026-0004",
            requests=(accepted,),
            assignments=(ended,),
            closed_at=NOW,
            close_reason="goals",
            decided_on=None,
        )
    store.close()
    return database_url


def run(*arguments: str) -> tuple[int, str]:
    """What the command line says, on one line."""
    done = CliRunner().invoke(app, [*arguments, "--profile", "standard"])
    return done.exit_code, " ".join(done.output.split())


def rows(path: Path, sheet: str) -> list[list[object]]:
    return [list(row) for row in load_workbook(path)[sheet].iter_rows(values_only=True)]


@pytest.mark.row("S0-22", "S0-23", "S0-24", "S3-20")
def test_the_register_stands_in_the_municipality_s_columns_open_cases_first(filled: str, tmp_path: Path) -> None:
    folder = tmp_path / "ut"
    code, told = run("export", "register", "--out", str(folder), "--database", filled)
    assert code == 0, told
    (path,) = folder.iterdir()
    assert path.name.startswith("koordinering-"), "the name says nothing of anybody"
    assert (
        told
        == f"4 saker er skrevet til {path.name}. Løpenummer er personopplysning. Filen skal bare ligge der dere har bestemt det. "
        + ("Lås inn eller makuler utskrifter.")
    )
    assert (folder.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)
    note, headings, *cases = rows(path, "Åpne saker")
    assert str(note[0]).startswith("Løpenummer er personopplysning")
    assert headings == [
        "Løpenummer", "Type", "Vedtaksdato", "Virksomhet", "Navn", "Oppnevnt", "Status", "Individuell plan", "Siste møte", "Følges opp av",
        "Avsluttet", "Grunn",
    ]  # fmt: skip
    decided, south, now = datetime(2026, 11, 20), "Hjemmetjenesten sør", datetime(2026, 11, 23)  # noqa: DTZ001 - as a workbook holds days
    waits = f"venter på svar fra {south}"
    assert cases == [
        ["2026-0001", "koordinator", decided, south, None, None, waits, None, None, None, None, None],
        ["2026-0002", "barnekoordinator", decided, None, None, None, "på pause til mars 2027", None, None, None, None, None],
        ["2026-0003", "koordinator", decided, south, "=HYPERLINK(1)", now, "har koordinator", "ja", now, "ke", None, None],
    ]
    book = load_workbook(path)
    assert book["Åpne saker"]["E5"].data_type == "s", "a name is never a formula"
    assert book["Åpne saker"].freeze_panes == "A3"
    assert [row[0] for row in rows(path, "Avsluttede saker")[2:]] == ["2026-0004"]
    assert rows(path, "Virksomheter")[1:] == [[south, 1, 1]]


def test_a_folder_that_others_can_read_is_refused_and_so_is_one_that_cannot_be_made(filled: str, tmp_path: Path) -> None:
    open_to_all = tmp_path / "delt"
    open_to_all.mkdir(mode=0o755)
    code, told = run("export", "register", "--out", str(open_to_all), "--database", filled)
    assert (code, list(open_to_all.iterdir())) == (1, [])
    assert "Andre kan lese mappen" in told
    assert "chmod 700" in told
    (tmp_path / "fil").write_text("")
    code, told = run("export", "statistikk", "--out", str(tmp_path / "fil" / "under"), "--database", filled)
    assert code == 1
    assert "Klarte ikke å lage mappen" in told


@pytest.mark.row("S4-33", "S4-37", "S4-39")
def test_the_statistics_leave_out_what_is_small_and_say_so(filled: str, tmp_path: Path) -> None:
    assert run("export", "statistikk", "--out", str(tmp_path / "ut"), "--year", "2026", "--database", filled)[0] == 0
    path = tmp_path / "ut" / "statistikk-2026.xlsx"
    headings, *shown = rows(path, "Tid til koordinator")
    assert headings == ["2026", "Saker", "Har fått koordinator", "Innen fristen", "Halvparten innen, dager", "Ni av ti innen, dager"]
    hidden = ["vises ikke", "vises ikke", "vises ikke", None, None]
    assert shown == [["Alle", *hidden], ["Koordinator", *hidden], ["Barnekoordinator", *hidden]]
    assert "Tall fra 1 til 4 vises ikke" in str(rows(path, "Om tallene"))
    assert "0003" not in str(rows(path, "Tid til koordinator"))


def test_units_stand_in_the_statistics_only_where_the_municipality_has_decided_so(filled: str, tmp_path: Path) -> None:
    standard = read_profile("standard")
    by_unit = standard.model_copy(update={"exports": standard.exports.model_copy(update={"statistics_by_unit": True})})
    assert export_statistics(tmp_path / "ut", filled, by_unit, 2026, TODAY, console=Console(quiet=True)) == 0
    assert [row[0] for row in rows(tmp_path / "ut" / "statistikk-2026.xlsx", "Tid til koordinator")[4:]] == [
        "Hjemmetjenesten sør",
        "Ingen er spurt",
    ]
