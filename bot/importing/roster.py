"""From rows to a roster: who is who and who leads what, with every bad row named and what to do about it."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from bot.importing.columns import Column, Kind
from bot.importing.problems import LONGEST, Problem, find_unsafe
from bot.importing.sheets import Row, Tables
from bot.storage.roster import ListedUnit, Roster, same_name

EMAIL = re.compile(r"[^@\s;,<>()]+@[^@\s;,<>()]+\.[^@\s;,<>().]+")
YES, NO = {"ja", "j", "x", "yes", "true", "sann"}, {"nei", "n", "no", "false", "usann"}
KE_ROLES = {"ke", "koordinerende enhet", "koordinerande eining"}


@dataclass
class Reading:
    """A roster under way: each row adds to it, or a problem."""

    known_units: Collection[str]
    problems: list[Problem] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    first_seen: dict[str, Row] = field(default_factory=dict)
    units: dict[str, ListedUnit] = field(default_factory=dict)
    employees: dict[str, list[str]] = field(default_factory=dict)
    ke: dict[str, bool] = field(default_factory=dict)
    nearest_leaders: dict[str, str | None] = field(default_factory=dict)
    complete: set[str] = field(default_factory=set)

    def complain(self, row: Row, advice: str) -> None:
        """Note what is wrong with a row."""
        self.problems.append(Problem(row.source, row.line, advice))


def read_roster(tables: Tables, known_units: Collection[str], step: Callable[[], None]) -> tuple[Roster, tuple[Problem, ...]]:
    """The roster the lists describe and the rows that are wrong; `known_units` are those the bot has from before."""
    reading = Reading(frozenset(map(same_name, known_units)))
    for row in tables.rows.get(Kind.UNITS, ()):
        if _is_safe(reading, row):
            _read_unit(reading, row, tables.columns[Kind.UNITS])
        step()
    for row in tables.rows.get(Kind.PEOPLE, ()):
        if _is_safe(reading, row):
            _read_employee(reading, row, tables.columns[Kind.PEOPLE])
        step()
    roster = Roster(
        people=reading.people,
        units=tuple(reading.units.values()),
        employees={unit: tuple(people) for unit, people in reading.employees.items()},
        ke=reading.ke,
        nearest_leaders=reading.nearest_leaders,
        complete=frozenset(reading.complete),
    )
    return roster, tuple(sorted(reading.problems, key=lambda problem: (problem.source, problem.line)))


def _is_safe(reading: Reading, row: Row) -> bool:
    """Whether the row may be read; else it is told why not."""
    unsafe = list(find_unsafe(row))
    for advice in unsafe:
        reading.complain(row, advice)
    return not unsafe


def _read_unit(reading: Reading, row: Row, columns: Collection[Column]) -> None:
    name = row[Column.UNIT]
    if not name or len(name) > LONGEST:
        reading.complain(row, "Virksomheten mangler navn, eller navnet er for langt. Skriv navnet på virksomheten.")
        return
    leaders = _read_people(reading, row, Column.LEADER, Column.LEADER_EMAIL)
    if leaders == ():
        reading.complain(row, f"{name} mangler leder. Skriv navnet og e-postadressen til lederen.")
    stand_ins = _read_people(reading, row, Column.STAND_IN, Column.STAND_IN_EMAIL)
    department_leaders = _read_people(reading, row, Column.DEPARTMENT_LEADER, Column.DEPARTMENT_LEADER_EMAIL)
    super_users = _read_people(reading, row, Column.SUPER_USER, Column.SUPER_USER_EMAIL)
    listed = ListedUnit(
        name=name,
        leaders=leaders or (),
        stand_ins=(stand_ins or ()) if Column.STAND_IN_EMAIL in columns else None,
        department_leaders=(department_leaders or ()) if Column.DEPARTMENT_LEADER_EMAIL in columns else None,
        super_users=(super_users or ()) if Column.SUPER_USER_EMAIL in columns else None,
        categories=_split(row[Column.CATEGORIES]) if Column.CATEGORIES in columns else None,
        uses_record_system=_read_yes(reading, row, Column.RECORD_SYSTEM),
    )
    earlier = reading.units.get(same_name(name))
    reading.units[same_name(name)] = earlier.join(listed) if earlier else listed


def _read_employee(reading: Reading, row: Row, columns: Collection[Column]) -> None:
    people = _read_people(reading, row, Column.EMPLOYEE, Column.EMPLOYEE_EMAIL)
    if people == ():
        reading.complain(row, "Raden mangler navn og e-postadresse. Skriv dem inn, eller slett raden.")
    is_ke = row[Column.ROLE].casefold() in KE_ROLES
    for email in people or ():
        if Column.ROLE in columns:
            reading.ke[email] = reading.ke.get(email, False) or is_ke
        if Column.NEAREST_LEADER_EMAIL in columns:
            _note_nearest_leader(reading, row, email)
    unit = same_name(row[Column.UNIT])
    known = unit in reading.units or unit in reading.known_units
    if _read_yes(reading, row, Column.COMPLETE) and known:
        reading.complete.add(unit)
    if known:
        reading.employees.setdefault(unit, []).extend(email for email in people or () if email not in reading.employees.get(unit, ()))
    elif not unit and not is_ke:
        reading.complain(row, "Raden mangler virksomhet. Skriv hvor personen arbeider.")
    elif not is_ke:
        reading.complain(row, f"Virksomheten «{row[Column.UNIT]}» er ukjent. Rett navnet, eller legg virksomheten i fordelingslisten.")


def _note_nearest_leader(reading: Reading, row: Row, email: str) -> None:
    """Who leads this person, the same on every row; an empty cell means the unit's leader."""
    leaders = _read_people(reading, row, Column.NEAREST_LEADER, Column.NEAREST_LEADER_EMAIL) or ()
    if len(leaders) > 1:
        reading.complain(row, f"Skriv bare én i «{Column.NEAREST_LEADER}».")
    earlier, given = reading.nearest_leaders.get(email), leaders[0] if leaders else None
    if earlier and given and earlier != given:
        reading.complain(row, f"{email} har {earlier} som nærmeste leder på en annen rad. Skriv samme leder.")
    reading.nearest_leaders[email] = given or earlier


def _read_people(reading: Reading, row: Row, name_column: Column, email_column: Column) -> tuple[str, ...] | None:
    """The e-mail addresses of the people in a pair of cells, several parted by semicolons; None after a complaint."""
    names, emails = _split(row[name_column]), tuple(email.lower() for email in _split(row[email_column]))
    before = len(reading.problems)
    if len(names) > len(emails):
        reading.complain(row, f"{'; '.join(names[len(emails) :])} mangler e-postadresse. Fyll ut «{email_column}».")
    elif len(emails) > len(names):
        reading.complain(row, f"{'; '.join(emails[len(names) :])} mangler navn. Fyll ut «{name_column}».")
    for name, email in zip(names, emails, strict=False):
        _meet(reading, row, name, email)
    return emails if len(reading.problems) == before else None


def _meet(reading: Reading, row: Row, name: str, email: str) -> None:
    """Take note of a person, who must have a name of letters, a whole address, and the same name every time."""
    if not EMAIL.fullmatch(email) or len(email) > LONGEST:
        reading.complain(row, f"«{email}» er ikke en e-postadresse. Rett adressen til {name}.")
    elif len(name) > LONGEST or not any(sign.isalpha() for sign in name):
        reading.complain(row, f"Navnet til {email} er ikke et navn. Rett det.")
    elif same_name(reading.people.setdefault(email, name)) != same_name(name):
        first = reading.first_seen[email]
        reading.complain(
            row, f"{email} heter {reading.people[email]} i {first.source}, linje {first.line}, men {name} her. Bruk samme navn."
        )
    reading.first_seen.setdefault(email, row)


def _read_yes(reading: Reading, row: Row, column: Column) -> bool | None:
    """Yes or no as people write it; None when the cell is empty."""
    said = row[column].casefold()
    if said and said not in YES | NO:
        reading.complain(row, f"Skriv ja eller nei i «{column}».")
    return said in YES if said else None


def _split(cell: str) -> tuple[str, ...]:
    return tuple(_parts(cell))


def _parts(cell: str) -> Iterator[str]:
    """The parts of a cell between semicolons, each once."""
    yield from dict.fromkeys(part.strip() for part in cell.split(";") if part.strip())
