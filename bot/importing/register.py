"""The municipality's own register, brought in on the first day (S0-24): all of it or nothing, and always with a report.

Only the mapped columns are read. A case under way keeps its coordinator and the dates that are known; nobody is told of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.casework import commands
from bot.casework.decide import bring_case
from bot.casework.model import CoordinatorType, Directory, Named, UnitId
from bot.casework.municipality import Municipality
from bot.casework.seeing import TrailRole
from bot.casework.situation import Situation
from bot.importing.columns import DEFAULT_HEADERS, Column, Headers, Kind, UnreadableMapping, read_mapping
from bot.importing.problems import LONGEST, Problem, bring_unless, find_unsafe
from bot.importing.sheets import Row, UnreadableFile, read_tables
from bot.storage.roster import same_name
from bot.storage.store import Store, Work

DAYS = ("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y", "%Y-%m-%d %H:%M:%S")
TYPES: Mapping[str, CoordinatorType] = {"": CoordinatorType.COORDINATOR, **{str(type): type for type in CoordinatorType}}


@dataclass
class Brought:
    """What an import of the register found and did; with problems, nothing was changed."""

    rows: int = 0
    new: list[commands.BringCase] = field(default_factory=list)
    known: int = 0
    """Open cases that were here from before, left as they are."""
    problems: list[Problem] = field(default_factory=list)


def import_register(
    path: Path, url: str, municipality: Municipality, now: datetime, *, dry_run: bool, mapping: Path | None, console: Console
) -> int:
    """Import and tell how it went; returns the exit code. The schema must have been migrated."""
    store = Store(url)
    try:
        headers = read_mapping(mapping) if mapping else DEFAULT_HEADERS
        brought = bring_file(path, store, municipality, now, headers, dry_run=dry_run)
    except (UnreadableFile, UnreadableMapping) as error:
        console.print(str(error), style="red", markup=False)
        return 1
    finally:
        store.close()
    tell(brought, console, dry_run=dry_run)
    return 1 if brought.problems else 0


def bring_file(path: Path, store: Store, municipality: Municipality, now: datetime, headers: Headers, *, dry_run: bool) -> Brought:
    """Bring the register in, in one transaction. Raises UnreadableFile when there is none."""
    rows = read_tables(path, headers, (Kind.REGISTER,)).rows[Kind.REGISTER]
    brought = Brought(len(rows))
    bring_unless(store, lambda work: bring(work, rows, municipality, now, brought), lambda _: dry_run or bool(brought.problems))
    return brought


def bring(work: Work, rows: list[Row], municipality: Municipality, now: datetime, brought: Brought) -> None:
    """Read every row, and store the cases that are new when all of them can be read."""
    directory = work.directory()
    if not directory.ke():
        brought.problems.append(Problem(rows[0].source if rows else "register", 0, "Ingen er medlem av KE ennå. Les inn de ansatte først."))
        return
    situation = Situation(now, directory.ke()[0], municipality, directory)
    seen: dict[tuple[str, CoordinatorType], int] = {}
    for row in rows:
        faults = list(find_faults(row, situation))
        brought.problems += [Problem(row.source, row.line, fault) for fault in faults]
        if faults:
            continue
        command = read_row(row, situation)
        if first := seen.get((command.number, command.type)):
            brought.problems.append(Problem(row.source, row.line, f"Løpenummeret står på linje {first} også. Behold én av dem."))
        elif work.open_case_with(command.number, command.type):
            brought.known += 1
        else:
            brought.new.append(command)
        seen.setdefault((command.number, command.type), row.line)
    for command in brought.new if not brought.problems else ():
        work.save(None, bring_case(command, work.next_case_id(), situation), None, now, role=TrailRole.COMMAND_LINE)


# ---- one row


def find_faults(row: Row, situation: Situation) -> Iterator[str]:
    """Everything that must be put right in a row; it never repeats a number that may be an id number."""
    if unsafe := list(find_unsafe(row)):
        yield from unsafe
        return
    municipality, directory = situation.municipality, situation.directory
    if municipality.case_number.normalise(row[Column.NUMBER]) is None:
        yield f"Løpenummeret kan ikke leses. Skriv det slik: {municipality.case_number.example}."
    if row[Column.TYPE].casefold() not in TYPES:
        yield f"Typen «{row[Column.TYPE]}» er ukjent. Skriv {' eller '.join(CoordinatorType)}."
    for column in (Column.DECIDED_ON, Column.APPOINTED_ON):
        day = read_day(row[column]) if row[column] else None
        if row[column] and day is None:
            yield f"Datoen i «{column}» kan ikke leses. Skriv den slik: 20.11.2026."
        elif day and day > situation.today:
            yield f"Datoen i «{column}» er ikke kommet ennå. Rett den."
    place = row[Column.UNIT]
    if place and find_unit(place, directory) is None:
        yield f"Virksomheten «{place}» er ukjent. Rett navnet, eller legg virksomheten i fordelingslisten."
    named = row[Column.COORDINATOR] or row[Column.COORDINATOR_EMAIL]
    if named and not place:
        yield "Raden har en koordinator, men ingen virksomhet. Skriv hvor koordinatoren arbeider."
    if len(row[Column.COORDINATOR]) > LONGEST:
        yield f"Navnet i «{Column.COORDINATOR}» er for langt. Kort det ned."
    if row[Column.COORDINATOR_EMAIL] and find_person(row, directory) is None:
        yield f"Ingen ansatt har e-postadressen i «{Column.COORDINATOR_EMAIL}». Rett den, eller les inn de ansatte først."


def read_row(row: Row, situation: Situation) -> commands.BringCase:
    """A row without faults."""
    unit = find_unit(row[Column.UNIT], situation.directory) if row[Column.UNIT] else None
    named = None
    if row[Column.COORDINATOR] or row[Column.COORDINATOR_EMAIL]:
        person = find_person(row, situation.directory)
        named = Named(person) if person else Named(None, row[Column.COORDINATOR], row[Column.UNIT])
    return commands.BringCase(
        number=situation.municipality.case_number.normalise(row[Column.NUMBER]) or "",
        type=TYPES[row[Column.TYPE].casefold()],
        decided_on=read_day(row[Column.DECIDED_ON]),
        unit=unit,
        named=named,
        appointed_on=read_day(row[Column.APPOINTED_ON]),
    )


def read_day(text: str) -> date | None:
    """A day as people and spreadsheets write it."""
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def find_unit(name: str, directory: Directory) -> UnitId | None:
    """The unit that is in use under that name."""
    return next((unit.id for unit in directory.units.values() if unit.active and same_name(unit.name) == same_name(name)), None)


def find_person(row: Row, directory: Directory) -> int | None:
    """The employee with the address, else the only one with the name; somebody outside the list is kept by name."""
    email, name = row[Column.COORDINATOR_EMAIL].casefold(), same_name(row[Column.COORDINATOR])
    active = [person for person in directory.people.values() if person.active]
    if email:
        return next((person.id for person in active if (person.email or "").casefold() == email), None)
    alike = [person.id for person in active if same_name(person.name) == name]
    return alike[0] if len(alike) == 1 else None


# ---- what is told


def tell(brought: Brought, console: Console, *, dry_run: bool) -> None:
    """Print what was found and done; no løpenummer, for what is printed may be kept."""
    if brought.problems:
        table = Table("Ark", "Linje", "Hva som må rettes", title="Rader som må rettes")
        for problem in brought.problems:
            table.add_row(problem.source, str(problem.line or "–"), problem.advice)
        console.print(table)
        console.print("Ingenting er endret. Rett radene og les inn listen på nytt.")
        return
    named = sum(command.named is not None for command in brought.new)
    undated = sum(command.decided_on is None for command in brought.new)
    done = "Dette ville blitt lest inn" if dry_run else "Lest inn"
    console.print(f"{brought.rows} rader lest. {done}: {len(brought.new)} saker, {named} med koordinator. {brought.known} var her fra før.")
    if undated:
        console.print(f"{undated} har ingen vedtaksdato. De får ingen frist for oppnevning.")
    if len(brought.new) > named:
        console.print(f"{len(brought.new) - named} har ingen koordinator. KE finner dem med «saker uten koordinator».")
