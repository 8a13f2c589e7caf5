"""The year's numbers as a workbook: by case and by unit, marked as what they are."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console

from bot import routines
from bot.casework.model import Assignment, Fact, FactKind, Named, RequestState
from bot.casework.situation import Situation
from bot.casework.training import ReportNeed
from bot.casework.yearly_round import AnswerRound, ConfirmRound, Numbers, StartRound, stamp
from bot.profiles import read_profile
from bot.registers.yearly import export_needs, export_round
from bot.storage.store import Store
from tests.storage.examples import NOW, new_request, open_case, settle_in

AALESUND = read_profile("aalesund")
QUIET = Console(quiet=True)


def rows(path: Path, sheet: str) -> list[list[object]]:
    return [list(row) for row in load_workbook(path)[sheet].iter_rows(values_only=True)]


@pytest.mark.row("S4-34", "S4-29", "S3-20")
def test_the_round_by_case_and_by_unit_and_the_needs_in_the_form_s_columns(database_url: str, tmp_path: Path) -> None:
    store = Store(database_url)
    with store.transaction() as work:
        unit, people = settle_in(work)
        by = {name: Situation(NOW, person.id, AALESUND, work.directory()) for name, person in people.items()}
        own = Assignment(1, unit.id, 1, Named(people["employee"].id), NOW, people["leader"].id, informed_at=NOW)
        accepted = new_request(unit, people, state=RequestState.ACCEPTED)
        first = open_case(work, people, number="2026-0001", requests=(accepted,), assignments=(own,))
        open_case(work, people, number="2026-0002", requests=(accepted,), assignments=(own,))
        held = Fact(FactKind.MEETING, NOW, people["employee"].id, date(2026, 3, 2), what="cooperation")
        ended = replace(own, ended_at=NOW)
        open_case(work, people, number="2026-0003", requests=(accepted,), assignments=(ended,), facts=(held,), closed_at=NOW)
        earlier = datetime(2025, 12, 1, tzinfo=UTC)
        open_case(work, people, number="2025-0004", requests=(accepted,), assignments=(ended,), closed_at=earlier)
        given = AnswerRound(2026, {first.id: Numbers({"coordination": 2, "cooperation": 1}, plan=True)})
        for who, command in {"ke": StartRound(), "employee": given, "leader": ConfirmRound(2026, unit.id, stamp(NOW))}.items():
            assert isinstance(routines.carry_out(work, command, by[who]), dict)
        assert routines.carry_out(work, ReportNeed("basic", 3, refresher=True), by["leader"]) == {"need": 1}
    store.close()
    assert export_round(tmp_path / "runde.xlsx", database_url, AALESUND, now=NOW, console=QUIET) == 0
    assert (tmp_path / "runde.xlsx").stat().st_mode & 0o077 == 0, "there are løpenumre in it"
    cases = rows(tmp_path / "runde.xlsx", "Saker")
    assert str(cases[0][0]).startswith("Løpenummer er personopplysning")
    assert str(cases[0][0]).endswith("Lås inn eller makuler utskrifter.")
    assert cases[1:] == [
        ["Løpenummer", "Virksomhet", "koordineringsmøter", "samarbeidsmøter", "IP", "Status"],
        ["2026-0001", "Hjemmetjenesten sør", 2, 1, "ja", "bekreftet"],
        ["2026-0002", "Hjemmetjenesten sør", None, None, None, "mangler"],
        ["2026-0003", "Hjemmetjenesten sør", 0, 1, None, "avsluttet"],
    ]
    assert rows(tmp_path / "runde.xlsx", "Summer")[1:] == [["Hjemmetjenesten sør", 3, 2, 2], ["Sum", 3, 2, 2]]
    assert export_needs(tmp_path / "skjema.xlsx", database_url, AALESUND, now=NOW, console=QUIET) == 0
    reported, due = datetime(2026, 11, 23), datetime(2027, 5, 23)  # noqa: DTZ001 - as a workbook holds days
    assert rows(tmp_path / "skjema.xlsx", "Opplæringsbehov")[1] == [
        "Hjemmetjenesten sør", "Grunnkurs", 3, "ja", reported, due, None,
    ]  # fmt: skip


def test_a_year_without_a_round_and_a_name_that_is_no_workbook_are_said_so(database_url: str, tmp_path: Path) -> None:
    store = Store(database_url)
    with store.transaction() as work:
        settle_in(work)
    store.close()
    assert export_round(tmp_path / "runde.xlsx", database_url, AALESUND, 2020, now=NOW, console=QUIET) == 1
    assert export_needs(tmp_path / "skjema.csv", database_url, AALESUND, now=NOW, console=QUIET) == 1
