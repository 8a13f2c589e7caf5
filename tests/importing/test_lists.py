"""The municipality's own lists: read whole or not at all, as often as one likes, and every bad row named."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from rich.console import Console

from bot.casework.model import Person, Unit
from bot.importing.columns import UnreadableMapping, read_mapping
from bot.importing.lists import Report, import_file, import_lists
from bot.importing.sheets import UnreadableFile
from bot.storage.store import Store
from bot.wire import Address

LISTS = Path(__file__).parent / "lists"
UNITS = "Virksomhet;Leder;Leder e-post;Stedfortreder;Stedfortreder e-post;Kategorier;Bruker PROFIL\n"
PEOPLE = "Ansatt;Ansatt e-post;Virksomhet;Rolle\n"
WEST = "Hjemmetjenesten vest;Leder Vest;leder.vest@kommune.example;;;;ja\n"
SYNTHETIC = "01912486784"
"""A published kind of test number that can belong to nobody."""


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = Store(database_url)
    yield store
    store.close()


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    return shutil.copytree(LISTS, tmp_path / "lists")


def people(store: Store) -> dict[str, Person]:
    with store.reading() as work:
        return {person.email: person for person in work.directory().people.values() if person.email}


def units(store: Store) -> dict[str, Unit]:
    with store.reading() as work:
        return {unit.name: unit for unit in work.directory().units.values()}


def names(store: Store, ids: tuple[int, ...]) -> list[str]:
    with store.reading() as work:
        return [work.directory().people[person].name for person in ids]


def bring(store: Store, folder: Path, *, units: str = "", people: str = "") -> Report:
    folder.mkdir(exist_ok=True)
    for name, head, rows in (("fordelingsliste.csv", UNITS, units), ("ansatte.csv", PEOPLE, people)):
        (folder / name).unlink(missing_ok=True)
        if rows:
            (folder / name).write_text(head + rows, encoding="utf-8")
    return import_file(folder, store)


def advice(report: Report) -> list[tuple[str, int, str]]:
    return [(problem.source, problem.line, problem.advice) for problem in report.problems]


def test_units_people_and_the_first_member_of_ke_are_read(store: Store) -> None:
    report = import_file(LISTS, store)
    assert report.problems == ()
    assert report.rows == 5
    west, kindergarten = units(store)["Hjemmetjenesten vest"], units(store)["Barnehage midt"]
    assert names(store, west.leaders) == ["Leder Vest"]
    assert names(store, west.stand_ins) == ["Vara Vest"]
    assert names(store, west.employees) == ["Dina"]
    assert west.categories == ("voksne, hjemmeboende", "rehabilitering")
    assert (west.uses_record_system, kindergarten.uses_record_system) == (True, False)
    assert [person.name for person in people(store).values() if person.is_ke] == ["Kaja i KE"]


def test_columns_that_are_not_mapped_are_kept_nowhere(store: Store) -> None:
    report = import_file(LISTS, store)
    assert "vernepleier" not in str((report, people(store), units(store)))
    assert "22 00 00 00" not in str((report, people(store), units(store)))


def test_a_second_time_changes_nothing(store: Store) -> None:
    import_file(LISTS, store)
    before = people(store), units(store)
    assert import_file(LISTS, store).changes == ()
    assert (people(store), units(store)) == before


def test_a_dry_run_tells_what_would_change_and_changes_nothing(store: Store) -> None:
    promised = import_file(LISTS, store, dry_run=True).changes
    assert (people(store), units(store)) == ({}, {})
    assert import_file(LISTS, store).changes == promised != ()


def test_a_new_leader_replaces_the_old_one_who_stays_known(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path / "l", units=WEST)
    report = bring(store, tmp_path / "l", units="hjemmetjenesten  VEST;Ny leder;ny@kommune.example;;;;\n")
    unit = units(store)["hjemmetjenesten VEST"]
    assert len(units(store)) == 1
    assert names(store, unit.leaders) == ["Ny leder"]
    assert unit.uses_record_system
    assert "leder.vest@kommune.example" in people(store)
    assert ("leaders", "Leder Vest", "Ny leder") in [(change.field, change.before, change.after) for change in report.changes]


def test_people_are_known_by_their_address_and_keep_their_chat_and_language(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path / "l", units=WEST)
    with store.transaction() as work:
        met = work.meet("entra-1", "29:1", "Vest, Leder", "Leder.Vest@kommune.example", Address("https://service.example/", "a:1"))
        work.set_locale(met.id, "nn")
    bring(store, tmp_path / "l", units=WEST.replace("Leder Vest", "Leder Vest-Hansen"))
    person = people(store)["leder.vest@kommune.example"]
    assert (person.id, person.name, person.entra_id, person.locale, person.has_chat) == (met.id, "Leder Vest-Hansen", "entra-1", "nn", True)


def test_a_unit_that_is_not_on_the_list_is_left_alone(store: Store, tmp_path: Path) -> None:
    import_file(LISTS, store)
    before = units(store)["Barnehage midt"]
    bring(
        store, tmp_path / "l", units=WEST, people="Frida;frida@kommune.example;Hjemmetjenesten vest;\nKaja i KE;kaja@kommune.example;;KE\n"
    )
    assert units(store)["Barnehage midt"] == before
    assert names(store, units(store)["Hjemmetjenesten vest"].employees) == ["Frida"]


def test_several_leaders_stand_in_one_cell_or_on_a_row_each(store: Store, tmp_path: Path) -> None:
    rows = "Skole;En; en@kommune.example;;;;\nSkole;To; to@kommune.example;;;;\nBad;Tre; tre@kommune.example;;;;\n"
    bring(
        store,
        tmp_path / "l",
        units=rows.replace("Bad;Tre; tre@kommune.example", 'Bad;"Tre; Fire";"tre@kommune.example; fire@kommune.example"'),
    )
    assert names(store, units(store)["Skole"].leaders) == ["En", "To"]
    assert names(store, units(store)["Bad"].leaders) == ["Tre", "Fire"]


def test_every_bad_row_is_named_and_nothing_is_kept(store: Store, tmp_path: Path) -> None:
    report = bring(
        store,
        tmp_path / "l",
        units=WEST + "Barnehage midt;Leder Midt;;;;;\nSkole;;;;;;kanskje\n;Leder Nord;leder.nord@kommune.example;;;;\n",
        people="Dina;dina@kommune.example;Ukjent sted;\nDiana;DINA@kommune.example;Hjemmetjenesten vest;\n"
        "Emil;emil;Hjemmetjenesten vest;\nKai;kai@kommune.example;;\n",
    )
    assert advice(report) == [
        ("ansatte.csv", 2, "Virksomheten «Ukjent sted» er ukjent. Rett navnet, eller legg virksomheten i fordelingslisten."),
        ("ansatte.csv", 3, "dina@kommune.example heter Dina i ansatte.csv, linje 2, men Diana her. Bruk samme navn."),
        ("ansatte.csv", 4, "«emil» er ikke en e-postadresse. Rett adressen til Emil."),
        ("ansatte.csv", 5, "Raden mangler virksomhet. Skriv hvor personen arbeider."),
        ("fordelingsliste.csv", 3, "Leder Midt mangler e-postadresse. Fyll ut «Leder e-post»."),
        ("fordelingsliste.csv", 4, "Skole mangler leder. Skriv navnet og e-postadressen til lederen."),
        ("fordelingsliste.csv", 4, "Skriv ja eller nei i «Bruker PROFIL»."),
        ("fordelingsliste.csv", 5, "Virksomheten mangler navn, eller navnet er for langt. Skriv navnet på virksomheten."),
    ]
    assert (people(store), units(store)) == ({}, {})


@pytest.mark.parametrize("written", [SYNTHETIC, f"{SYNTHETIC[:6]} {SYNTHETIC[6:]}", f"dina{SYNTHETIC}"])
def test_an_id_number_in_a_cell_that_is_read_is_refused_and_never_repeated(store: Store, tmp_path: Path, written: str) -> None:
    report = bring(store, tmp_path / "l", units=WEST, people=f"Dina;{written};Hjemmetjenesten vest;\n")
    assert [(line, text) for _, line, text in advice(report)] == [
        (2, "Kolonnen «Ansatt e-post» har et tall med 11 siffer, som kan være et fødselsnummer. Fjern det fra listen.")
    ]
    assert SYNTHETIC[6:] not in str(report)
    assert people(store) == {}


def test_an_id_number_that_lost_its_leading_zero_in_a_spreadsheet_is_refused_too(store: Store, tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Virksomhet", "Leder", "Leder e-post"], [int(SYNTHETIC), "En", "en@kommune.example"]):
        book.active.append(row)
    book.save(tmp_path / "liste.xlsx")
    report = import_file(tmp_path / "liste.xlsx", store)
    assert [problem.line for problem in report.problems] == [2]
    assert SYNTHETIC[1:] not in str(report)


def test_an_id_number_in_a_column_that_is_not_read_is_not_looked_at(store: Store, lists: Path) -> None:
    text = (lists / "ansatte.csv").read_text(encoding="utf-8")
    (lists / "ansatte.csv").write_text(text.replace("vernepleier", SYNTHETIC), encoding="utf-8")
    assert import_file(lists, store).problems == ()


def test_nobody_can_take_the_last_member_out_of_ke_by_a_list(store: Store, tmp_path: Path) -> None:
    import_file(LISTS, store)
    report = bring(store, tmp_path / "l", people="Kaja i KE;kaja@kommune.example;Hjemmetjenesten vest;\n")
    assert advice(report) == [("ansatte.csv", 0, "Ingen ville vært medlem av KE. Skriv KE i «Rolle» hos minst én.")]
    assert people(store)["kaja@kommune.example"].is_ke


def test_a_workbook_has_a_sheet_for_each_list_below_a_title(store: Store, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Omsorg"
    for row in (["Fordelingsliste"], [], ["Telefon", "Virksomhet", "Leder", "Leder  epost:"], [1, "Skole", "En", "en@kommune.example"]):
        sheet.append(row)
    employees = book.create_sheet("Personer")
    for row in (["Ansatt", "Ansatt e-post", "Virksomhet", "Rolle"], ["Kaja", "kaja@kommune.example", None, "KE"]):
        employees.append(row)
    book.create_sheet("Notater").append(["noe annet"])
    book.save(tmp_path / "liste.xlsx")
    report = import_file(tmp_path / "liste.xlsx", store)
    assert (report.problems, report.skipped, report.has_ke) == ((), ("Notater",), True)
    assert names(store, units(store)["Skole"].leaders) == ["En"]


def test_line_numbers_in_a_workbook_are_those_the_spreadsheet_shows(store: Store, tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["Fordelingsliste"],
        [],
        ["Virksomhet", "Leder", "Leder e-post"],
        ["Skole", "En", "en@kommune.example"],
        ["Bad", "To", None],
    ):
        book.active.append(row)
    book.save(tmp_path / "liste.xlsx")
    assert [problem.line for problem in import_file(tmp_path / "liste.xlsx", store).problems] == [5]


def test_a_csv_saved_by_excel_is_read_in_its_own_encoding(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes("Virksomhet\tLeder\tLeder e-post\r\nBarnehage sør\tÅse\tase@kommune.example\r\n".encode("cp1252"))
    import_file(path, store)
    assert names(store, units(store)["Barnehage sør"].leaders) == ["Åse"]


def test_a_mapping_renames_the_columns(store: Store, tmp_path: Path) -> None:
    mapping = tmp_path / "kolonner.yaml"
    mapping.write_text("fordelingsliste:\n  Virksomhet: Enhet\n  leder epost: Epost\n", encoding="utf-8")
    path = tmp_path / "liste.csv"
    path.write_text("Epost,Enhet,Leder\nen@kommune.example,Skole,En\n", encoding="utf-8")
    import_file(path, store, headers=read_mapping(mapping))
    assert names(store, units(store)["Skole"].leaders) == ["En"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ansatte: [1]", "skal ha fordelingsliste eller ansatte eller register øverst"),
        ("enheter: {Leder: x}", "Ukjent liste i kolonner.yaml: enheter"),
        ("ansatte: {Stilling: x}", "Ukjent kolonne i ansatte: Stilling"),
        ("a: [", "Klarte ikke å lese kolonner.yaml"),
    ],
)
def test_a_mapping_that_is_wrong_says_how(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "kolonner.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableMapping, match=said):
        read_mapping(path)


@pytest.mark.parametrize(("name", "content"), [("liste.xlsx", b"PK not a workbook"), ("liste.xls", b""), ("liste.csv", b"Navn;Alder\n")])
def test_a_file_that_is_no_list_is_refused_with_advice(store: Store, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile, match=name):
        import_file(tmp_path / name, store)


def test_the_command_prints_what_changed_and_what_must_be_put_right(database_url: str, lists: Path) -> None:
    console = Console(record=True, width=160)
    assert import_lists(lists, database_url, console=console) == 0
    assert "5 rader lest. Endret: " in console.export_text()
    (lists / "ansatte.csv").write_text(PEOPLE + "Dina;;Hjemmetjenesten vest;\n", encoding="utf-8")
    assert import_lists(lists, database_url, console=console) == 1
    assert "Dina mangler e-postadresse. Fyll ut «Ansatt e-post»." in console.export_text()
    assert import_lists(lists / "ansatte.csv", database_url, mapping=lists / "mangler.yaml", console=console) == 1


def test_a_long_list_is_read_with_progress(store: Store, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    (tmp_path / "l").mkdir()
    rows = "".join(f"Ansatt {n};a{n}@kommune.example;Hjemmetjenesten vest;KE\n" for n in range(300))
    (tmp_path / "l" / "fordelingsliste.csv").write_text(UNITS + WEST, encoding="utf-8")
    (tmp_path / "l" / "ansatte.csv").write_text(PEOPLE + rows, encoding="utf-8")
    import_file(tmp_path / "l", store, watch=lambda *step: told.append(step))
    assert told[300] == ("Leser radene", 301, 301)
    assert told[-1] == ("Oppdaterer personene", 301, 301)
    assert len(units(store)["Hjemmetjenesten vest"].employees) == 300


COMPLETE = "Ansatt;Ansatt e-post;Virksomhet;Rolle;Alle er med\n"


def bring_employees(store: Store, folder: Path, rows: str) -> Report:
    folder.mkdir(exist_ok=True)
    (folder / "ansatte.csv").write_text(COMPLETE + rows, encoding="utf-8")
    return import_file(folder / "ansatte.csv", store)


def test_only_a_list_that_says_it_is_complete_for_a_unit_tells_who_has_left(store: Store, tmp_path: Path) -> None:
    import_file(LISTS, store)
    frida = "Frida;frida@kommune.example;Hjemmetjenesten vest;;"
    bring_employees(store, tmp_path / "l", f"{frida}\nDina;dina@kommune.example;Hjemmetjenesten vest;;ja\n")
    bring_employees(store, tmp_path / "l", f"{frida}\n")
    assert people(store)["dina@kommune.example"].listed, "moved out of the unit, and perhaps into one that is not in the list"
    bring_employees(store, tmp_path / "l", f"{frida}\nDina;dina@kommune.example;Hjemmetjenesten vest;;\n")
    report = bring_employees(store, tmp_path / "l", f"{frida}ja\n")
    assert ("Dina", "listed", "ja", "nei") in [(change.what, change.field, change.before, change.after) for change in report.changes]
    gone = people(store)["dina@kommune.example"]
    assert (gone.listed, gone.active) == (False, True), "the night's check lets go of people, not the import"
    assert people(store)["frida@kommune.example"].listed
    assert people(store)["leder.vest@kommune.example"].listed, "leaders need not stand in the list of employees"
    report = bring_employees(store, tmp_path / "l", "Dina;dina@kommune.example;Barnehage midt;;\n")
    assert people(store)["dina@kommune.example"].listed
    assert ("Dina", "listed", "nei", "ja") in [(change.what, change.field, change.before, change.after) for change in report.changes]


def test_whoever_works_in_another_unit_or_is_in_ke_has_not_left(store: Store, tmp_path: Path) -> None:
    import_file(LISTS, store)
    both = "Dina;dina@kommune.example;Barnehage midt;;\nKaja i KE;kaja@kommune.example;Hjemmetjenesten vest;KE;\n"
    bring_employees(store, tmp_path / "l", both)
    bring_employees(store, tmp_path / "l", "Frida;frida@kommune.example;Hjemmetjenesten vest;;ja\n")
    assert all(person.listed for person in people(store).values())
