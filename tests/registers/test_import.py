"""The register the municipality has from before: read whole or not at all, and only what is mapped."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.casework.model import Case, CoordinatorType, Named, PersonId
from bot.importing.columns import DEFAULT_HEADERS, read_mapping
from bot.importing.register import Brought, bring_file
from bot.profiles import read_profile
from bot.storage.store import Store
from tests.storage.examples import NOW, TODAY, settle_in

HEAD = "Løpenummer;Type;Vedtaksdato;Virksomhet;Navn;E-post;Oppnevnt;Diagnose\n"
SOUTH = "Hjemmetjenesten sør"


@pytest.fixture
def store(database_url: str) -> Store:
    store = Store(database_url)
    with store.transaction() as work:
        settle_in(work)
    return store


def bring(store: Store, folder: Path, rows: str, *, dry_run: bool = False) -> Brought:
    (folder / "w-liste.csv").write_text(HEAD + rows, encoding="utf-8")
    return bring_file(folder / "w-liste.csv", store, read_profile("standard"), NOW, DEFAULT_HEADERS, dry_run=dry_run)


def cases(store: Store) -> dict[str, Case]:
    with store.reading() as work:
        return {case.number: case for case in work.every_case()}


def person(store: Store, name: str) -> PersonId:
    with store.reading() as work:
        return next(person.id for person in work.directory().people.values() if person.name == name)


@pytest.mark.row("S0-24")
def test_cases_come_with_their_coordinators_and_the_dates_that_are_known(store: Store, tmp_path: Path) -> None:
    rows = f"2024-0001;;;{SOUTH};employee;;;angst\n2026-0002;barnekoordinator;20.10.2026;{SOUTH};;employee@kommune.example;01.11.2026;\n"
    rows += f"2026-0003;koordinator;2026-11-02;{SOUTH};Utenfor Listen;;;\n2026-0004;;02.11.2026;;;;;\n2025-0005;;01.02.2025;;;;;\n"
    assert bring(store, tmp_path, rows, dry_run=True).rows == 5
    assert cases(store) == {}
    brought = bring(store, tmp_path, rows)
    assert (len(brought.new), brought.known, brought.problems) == (5, 0, [])
    found, employee = cases(store), person(store, "employee")
    oldest, child = found["2024-0001"], found["2026-0002"]
    assert (oldest.decided_on, oldest.appoint_by, oldest.assignments[0].named) == (None, None, Named(employee))
    assert (child.type, child.decided_on, child.assignments[0].named) == (
        CoordinatorType.CHILD_COORDINATOR,
        date(2026, 10, 20),
        Named(employee),
    )
    assert child.assignments[0].named_at.date() == date(2026, 11, 1)
    assert found["2026-0003"].assignments[0].named == Named(None, "Utenfor Listen", SOUTH)
    assert (found["2026-0004"].assignments, found["2026-0004"].appoint_by) == ((), date(2027, 2, 2))
    assert (found["2025-0005"].three_months_on, found["2025-0005"].next_look_at) == (TODAY, None), "what has passed is not told anew"
    assert all(case.duties == () for case in found.values())
    assert "angst" not in str(found), "what is not mapped is never kept"
    again = bring(store, tmp_path, rows)
    assert (again.new, again.known, cases(store)) == ([], 5, found)
    with store.reading() as work:
        assert work.waiting_now(NOW) == 0, "nobody is told"


def test_every_bad_row_is_named_and_then_nothing_is_changed(store: Store, tmp_path: Path) -> None:
    rows = f"2026-0001;;20.11.2026;{SOUTH};employee;;;\nhei;;;;;;;\n2026-0002;andre;;;;;;\n2026-0003;;31.02.2026;;;;;\n"
    rows += "2026-0004;;;Ukjent sted;;;;\n2026-0005;;;;employee;;;\n2026-0006;;24.12.2026;;;;;\n2026-0001;;;;;;;\n"
    rows += f"2026-0007;;;{SOUTH};;ingen@kommune.example;;\n01912486784;;;;;;;\n2026-0008;;;{SOUTH};{'Ada ' * 51};;;\n"
    rows += f"2026-0009;{'x' * 1001};;;;;;\n"
    brought = bring(store, tmp_path, rows)
    assert [problem.line for problem in brought.problems] == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]
    advice = " ".join(problem.advice for problem in brought.problems)
    for expected in (
        "Skriv det slik: 2026-0417.", "Typen «andre» er ukjent", "Datoen i «Vedtaksdato» kan ikke leses", "«Ukjent sted» er ukjent",
        "ingen virksomhet", "er ikke kommet ennå", "står på linje 2 også", "Ingen ansatt har e-postadressen", "kan være et fødselsnummer",
        "Navnet i «Navn» er for langt", "Kolonnen «Type» er for lang",
    ):  # fmt: skip
        assert expected in advice
    assert "01912486784" not in advice
    assert cases(store) == {}


def test_a_workbook_with_columns_of_the_municipality_s_own(store: Store, tmp_path: Path) -> None:
    mapping, path = tmp_path / "kolonner.yaml", tmp_path / "w.xlsx"
    mapping.write_text("register:\n  Løpenummer: Saksnr\n  Navn: Koordinator\n  Virksomhet: Avdeling\n", encoding="utf-8")
    book = Workbook()
    assert book.active
    decided = datetime(2026, 3, 2)  # noqa: DTZ001 - as a workbook holds days
    for row in (["Liste over saker"], ["Saksnr", "Avdeling", "Koordinator", "Vedtaksdato"], ["2026-0009", SOUTH, "employee", decided]):
        book.active.append(row)
    book.save(path)
    brought = bring_file(path, store, read_profile("standard"), NOW, read_mapping(mapping), dry_run=False)
    assert brought.problems == []
    assert cases(store)["2026-0009"].decided_on == date(2026, 3, 2)


def test_without_ke_there_is_nobody_to_take_the_cases(database_url: str, tmp_path: Path) -> None:
    brought = bring(Store(database_url), tmp_path, "2026-0001;;;;;;;\n")
    assert "Les inn de ansatte først" in brought.problems[0].advice
