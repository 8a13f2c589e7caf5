"""The lists written out again, in the columns and the order they are read in: importing what was exported changes nothing."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console

from bot.casework.model import Directory, Person, PersonId, Unit
from bot.importing.columns import DEFAULT_HEADERS, Column, Headers, Kind, UnreadableMapping, read_mapping
from bot.registers.book import UnwritableFile, write_book
from bot.storage.store import Store

Cells = Mapping[Column, str]
APART = "; "
"""Between several people or categories in one cell."""


def export_list(kind: Kind, path: Path, url: str, *, mapping: Path | None = None, console: Console | None = None) -> int:
    """Write one list to a file and tell on the console, if there is one, how it went; returns the exit code."""
    console = console or Console(quiet=True)
    store = Store(url)
    try:
        headers = read_mapping(mapping) if mapping else DEFAULT_HEADERS
        with store.reading() as work:
            rows = write_list(path, kind, work.directory(), headers)
    except (UnreadableMapping, UnwritableFile) as error:
        console.print(str(error), style="red", markup=False)
        return 1
    finally:
        store.close()
    console.print(f"{rows} rader skrevet til {path.name}. Listen inneholder personopplysninger.", markup=False)
    return 0


def write_list(path: Path, kind: Kind, directory: Directory, headers: Headers) -> int:
    """Write a list as xlsx or csv, by the file's name; says how many rows below the header. Raises UnwritableFile."""
    columns = headers[kind]
    rows = [[cells.get(column, "") for column in columns] for cells in LISTS[kind](directory)]
    try:
        match path.suffix.lower():
            case ".xlsx":
                write_book(path, {kind.capitalize(): [[*columns.values()], *rows]})
            case ".csv":
                write_csv(path, [[*columns.values()], *rows])
            case _:
                raise UnwritableFile(f"Kan ikke skrive {path.name}. Velg et navn som slutter på .xlsx eller .csv.")
    except OSError as error:
        raise UnwritableFile(f"Klarte ikke å skrive {path.name}. Er filen åpen et annet sted?") from error
    return len(rows)


def write_csv(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Semicolons and a byte order mark, as Norwegian Excel wants it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


# ---- rows


def list_units(directory: Directory) -> Iterator[Cells]:
    """A row for each unit that is in use."""
    for unit in directory.units.values():
        if unit.active:
            yield describe_unit(unit, directory)


def describe_unit(unit: Unit, directory: Directory) -> Cells:
    """One row of the fordelingsliste."""
    pairs = {
        (Column.LEADER, Column.LEADER_EMAIL): unit.leaders,
        (Column.STAND_IN, Column.STAND_IN_EMAIL): unit.stand_ins,
        (Column.DEPARTMENT_LEADER, Column.DEPARTMENT_LEADER_EMAIL): unit.department_leaders,
        (Column.SUPER_USER, Column.SUPER_USER_EMAIL): unit.super_users,
    }
    people = [cells for columns, ids in pairs.items() for cells in describe_people(columns, ids, directory)]
    return {
        Column.UNIT: unit.name,
        Column.CATEGORIES: APART.join(unit.categories),
        Column.RECORD_SYSTEM: "ja" if unit.uses_record_system else "nei",
        **dict(people),
    }


def list_people(directory: Directory) -> Iterator[Cells]:
    """A row for each person and unit they work in, and one for each member of KE without a unit."""
    for person in directory.people.values():
        places = [unit.name for unit in directory.units.values() if unit.active and person.id in unit.employees]
        for place in places or ([""] if person.is_ke and person.active else []):
            yield describe_person(person, place, directory)


def describe_person(person: Person, place: str, directory: Directory) -> Cells:
    """One row of the list of employees."""
    nearest = (person.nearest_leader,) if person.nearest_leader is not None else ()
    return {
        **dict(describe_people((Column.EMPLOYEE, Column.EMPLOYEE_EMAIL), (person.id,), directory)),
        Column.UNIT: place,
        Column.ROLE: "KE" if person.is_ke else "",
        **dict(describe_people((Column.NEAREST_LEADER, Column.NEAREST_LEADER_EMAIL), nearest, directory)),
    }


def describe_people(columns: tuple[Column, Column], ids: Iterable[PersonId], directory: Directory) -> Iterator[tuple[Column, str]]:
    """A pair of cells: names, and addresses in the same order. Without an address nobody can be read in again, and is left out."""
    listed = [person for id in ids if (person := directory.people[id]).email]
    yield columns[0], APART.join(person.name for person in listed)
    yield columns[1], APART.join(person.email or "" for person in listed)


LISTS = {Kind.UNITS: list_units, Kind.PEOPLE: list_people}
