"""What was exported can be imported again, in the municipality's own columns, and then nothing changes."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console

from bot.importing.columns import DEFAULT_HEADERS, ROSTER, Kind, read_mapping
from bot.importing.lists import import_lists
from bot.importing.writing import export_list, write_list
from bot.storage.store import Store

OWN = """
fordelingsliste:
  Superbruker: Superbrukar
  Superbruker e-post: Epost til superbrukar
  Virksomhet: Eining
  Kategorier: Gjeld for
  Leder: Leiar
  Leder e-post: Epost til leiar
ansatte:
  Ansatt e-post: Epost
  Ansatt: Namn
  Nærmeste leder: Næraste leiar
"""
UNITS = (
    "Virksomhet;Leder;Leder e-post;Stedfortreder;Stedfortreder e-post;Avdelingsleder;Avdelingsleder e-post;Kategorier;"
    "Bruker PROFIL;Superbruker;Superbruker e-post\n"
    'Hjemmetjenesten vest;"Leder Vest; Leder To";"leder.vest@kommune.example; to@kommune.example";Vara Vest;vara@kommune.example;'
    'Ine;ine@kommune.example;"voksne, hjemmeboende; rehabilitering";ja;Dina;dina@kommune.example\n'
    "Barnehage midt;Leder Midt;leder.midt@kommune.example;;;;;;nei;;\n"
)
PEOPLE = (
    "Ansatt;Ansatt e-post;Virksomhet;Rolle;Nærmeste leder;Nærmeste leder e-post\n"
    "Dina;dina@kommune.example;Hjemmetjenesten vest;;Ine;ine@kommune.example\n"
    "Dina;dina@kommune.example;Barnehage midt;;;\n"
    "Kaja i KE;kaja@kommune.example;;KE;;\n"
)


@pytest.fixture
def filled(database_url: str, tmp_path: Path) -> str:
    """A database with a list in every column."""
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "fordelingsliste.csv").write_text(UNITS, encoding="utf-8")
    (folder / "ansatte.csv").write_text(PEOPLE, encoding="utf-8")
    assert import_lists(folder, database_url) == 0
    return database_url


@pytest.mark.row("S0-09", "S2-24", "S2-11")
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_importing_what_was_exported_changes_nothing(filled: str, tmp_path: Path, ending: str) -> None:
    mapping = tmp_path / "kolonner.yaml"
    mapping.write_text(OWN, encoding="utf-8")
    for columns in (None, mapping):
        for kind in ROSTER:
            file = tmp_path / f"{kind}.{ending}"
            assert export_list(kind, file, filled, mapping=columns) == 0
            console = Console(record=True, width=160)
            assert import_lists(file, filled, mapping=columns, console=console) == 0
            told = console.export_text()
            assert "2 rader lest" in told if kind is Kind.UNITS else "3 rader lest" in told
            assert "Ingenting er endret" in told, told


def test_the_columns_stand_in_the_order_and_under_the_names_of_the_mapping(filled: str, tmp_path: Path) -> None:
    mapping, file = tmp_path / "kolonner.yaml", tmp_path / "liste.xlsx"
    mapping.write_text(OWN, encoding="utf-8")
    export_list(Kind.UNITS, file, filled, mapping=mapping)
    head, west, _ = load_workbook(file)["Fordelingsliste"].iter_rows(values_only=True)
    assert head[:6] == ("Superbrukar", "Epost til superbrukar", "Eining", "Gjeld for", "Leiar", "Epost til leiar")
    assert "Stedfortreder" in head[6:], "what the mapping does not name follows in our own order"
    assert west[:5] == (
        "Dina",
        "dina@kommune.example",
        "Hjemmetjenesten vest",
        "voksne, hjemmeboende; rehabilitering",
        "Leder Vest; Leder To",
    )


def test_a_name_that_looks_like_a_formula_stays_a_name(filled: str, tmp_path: Path) -> None:
    store, file = Store(filled), tmp_path / "liste.xlsx"
    with store.transaction() as work:
        work.change_unit(replace(work.directory().units[1], name="=1+1"))
    with store.reading() as work:
        write_list(file, Kind.UNITS, work.directory(), DEFAULT_HEADERS)
    store.close()
    assert load_workbook(file)["Fordelingsliste"]["A2"].data_type == "s"


def test_a_file_that_cannot_be_written_says_what_to_do(filled: str, tmp_path: Path) -> None:
    console = Console(record=True, width=160)
    assert export_list(Kind.UNITS, tmp_path / "liste.pdf", filled, console=console) == 1
    assert export_list(Kind.UNITS, tmp_path / "mangler" / "liste.csv", filled, console=console) == 1
    told = console.export_text()
    assert "Velg et navn som slutter på .xlsx eller .csv." in told
    assert "Klarte ikke å skrive liste.csv" in told


def test_the_mapping_names_every_column_once(tmp_path: Path) -> None:
    mapping = tmp_path / "kolonner.yaml"
    mapping.write_text(OWN, encoding="utf-8")
    found = read_mapping(mapping)
    assert {kind: set(columns) for kind, columns in found.items()} == {kind: set(columns) for kind, columns in DEFAULT_HEADERS.items()}


def test_a_person_has_one_nearest_leader(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "fordelingsliste.csv").write_text(UNITS, encoding="utf-8")
    two = PEOPLE.replace("Barnehage midt;;;", "Barnehage midt;;Leder Midt;leder.midt@kommune.example")
    (tmp_path / "ansatte.csv").write_text(two, encoding="utf-8")
    console = Console(record=True, width=200)
    assert import_lists(tmp_path, database_url, console=console) == 1
    assert "har ine@kommune.example som nærmeste leder på en annen rad" in console.export_text()
