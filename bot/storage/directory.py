"""The directory: everybody and every unit, remembered by each process until something in it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, select

from bot.casework.model import Absence, Directory, Person, PersonId, Unit, UnitId
from bot.storage.tables import Part, chats, counters, people, unit_people, units
from bot.wire import Address

if TYPE_CHECKING:
    from bot.storage.work import Work

VERSION = "directory"
"""The counter that rises with every committed change to people, units or chats."""
SELECT_VERSION = select(counters.c.value).where(counters.c.name == VERSION)


@dataclass(frozen=True, slots=True)
class Chat:
    """Where a person is reached, and by which id Teams knows them there; closed once the bot was removed or blocked."""

    teams_id: str
    address: Address
    open: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """The directory and every chat, with who has which Entra id."""

    directory: Directory
    chats: Mapping[PersonId, Chat]
    by_entra: Mapping[str, PersonId]


class Memory:
    """The roll as a process last read it, with the version it had then."""

    def __init__(self) -> None:
        self.kept: tuple[int, Roll] | None = None

    def forget(self) -> None:
        """What was read may have been written by somebody whose commit failed, and its version be given to something else."""
        self.kept = None


def read_directory(work: "Work") -> Directory:
    """Everybody and every unit as they are now."""
    return read_roll(work).directory


def read_roll(work: "Work") -> Roll:
    """As it is now: one small query in a transaction, and the rest from memory while nothing has changed."""
    if work.directory_changed:
        return load_roll(work)  # not committed, so not for others to see
    if work.roll is None:
        version = work.connection.scalar(SELECT_VERSION) or 0
        kept = work.memory.kept
        if kept is None or kept[0] != version:
            kept = work.memory.kept = version, load_roll(work)
        work.roll = kept[1]
    return work.roll


def load_roll(work: "Work") -> Roll:
    """Everything from its tables."""
    directory = load_directory(work)
    rows = work.connection.execute(select(chats))
    return Roll(
        directory=directory,
        chats={row.person_id: Chat(row.teams_id, Address(row.service_url, row.conversation_id), row.open) for row in rows},
        by_entra={person.entra_id: person.id for person in directory.people.values() if person.entra_id},
    )


def load_directory(work: "Work") -> Directory:
    """Everybody and every unit from their tables."""
    found = {row.id: read_person(row) for row in work.connection.execute(select_people().order_by(people.c.id))}
    parts: dict[tuple[UnitId, Part], list[PersonId]] = {}
    for row in work.connection.execute(select(unit_people).order_by(unit_people.c.position)):
        parts.setdefault((row.unit_id, row.part), []).append(row.person_id)
    rows = work.connection.execute(select(units).order_by(units.c.id))
    return Directory(people=found, units={row.id: read_unit(row, parts) for row in rows})


def select_people() -> Select[Any]:
    """People, each with whether there is a chat that can be reached."""
    return select(people, chats.c.open).outerjoin_from(people, chats)


def read_person(row: Row[Any]) -> Person:
    """A person from a row of select_people."""
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        entra_id=row.entra_id,
        locale=row.locale,
        is_ke=row.is_ke,
        active=row.active,
        has_chat=bool(row.open),
        absences=tuple(Absence(first, last) for first, last in row.absences),
        listed=row.listed,
        nearest_leader=row.nearest_leader,
    )


def read_unit(row: Row[Any], parts: dict[tuple[UnitId, Part], list[PersonId]]) -> Unit:
    """A unit from its row and the people in it, in their order."""
    return Unit(
        id=row.id,
        name=row.name,
        leaders=tuple(parts.get((row.id, Part.LEADER), ())),
        stand_ins=tuple(parts.get((row.id, Part.STAND_IN), ())),
        department_leaders=tuple(parts.get((row.id, Part.DEPARTMENT_LEADER), ())),
        employees=tuple(parts.get((row.id, Part.EMPLOYEE), ())),
        categories=tuple(row.categories),
        super_users=tuple(parts.get((row.id, Part.SUPER_USER), ())),
        uses_record_system=row.uses_record_system,
        active=row.active,
    )
