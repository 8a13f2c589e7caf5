"""The municipality's lists brought into the tables: what differs is changed, and nothing else is touched."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.casework.model import Directory, Person, PersonId, Unit, UnitId
from bot.storage import people as registry

if TYPE_CHECKING:
    from bot.storage.work import Work


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit as the list gives it, people by e-mail address. None means that the list says nothing about it."""

    name: str
    leaders: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] | None = None
    department_leaders: tuple[str, ...] | None = None
    super_users: tuple[str, ...] | None = None
    categories: tuple[str, ...] | None = None
    uses_record_system: bool | None = None

    def join(self, other: "ListedUnit") -> "ListedUnit":
        """One unit from two rows about it; a yes or no is taken from the first row that has one."""
        return ListedUnit(
            name=self.name,
            leaders=_join(self.leaders, other.leaders) or (),
            stand_ins=_join(self.stand_ins, other.stand_ins),
            department_leaders=_join(self.department_leaders, other.department_leaders),
            super_users=_join(self.super_users, other.super_users),
            categories=_join(self.categories, other.categories),
            uses_record_system=other.uses_record_system if self.uses_record_system is None else self.uses_record_system,
        )


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is who and who works where, as the lists say it. E-mail addresses and unit names are keys, as `same_name` makes them."""

    people: Mapping[str, str] = field(default_factory=dict)
    """Name by e-mail address."""
    units: tuple[ListedUnit, ...] = ()
    employees: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Everybody who works in a unit; a unit that is not here keeps its people."""
    ke: Mapping[str, bool] = field(default_factory=dict)
    """Who is in KE and who is not; people who are not here stay as they are."""
    nearest_leaders: Mapping[str, str | None] = field(default_factory=dict)
    """Who leads whom, where the list says so; None is the unit's leader."""
    complete: frozenset[str] = frozenset()
    """Units of whose employees the list says that it has every one."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is new or different: what it is called, which field, and its value before and after, as text."""

    what: str
    field: str
    before: str
    after: str


def same_name(name: str) -> str:
    """The form of a name or address that is compared: case and spaces do not count."""
    return " ".join(name.split()).casefold()


def bring_in(work: "Work", roster: Roster, step: Callable[[], None] = lambda: None) -> tuple[Change, ...]:
    """Make the tables say what the roster says, and tell what changed: a second time, nothing. `step` is called for each name."""
    before = work.directory()
    known: dict[str, Person] = {same_name(person.email): person for person in before.people.values() if person.email}
    changes: list[Change] = []
    for email, name in roster.people.items():
        changes += _bring_person(work, known, roster, email, name)
        step()
    ids = {email: person.id for email, person in known.items()}
    names = {person.id: person.name for person in (*before.people.values(), *known.values())}
    moved: set[PersonId] = set()
    for email, leader in roster.nearest_leaders.items():
        if led := list(_bring_nearest(work, known[email], ids[leader] if leader else None, names)):
            moved.add(known[email].id)
            changes += led
    touched: set[UnitId] = set()
    units = {same_name(unit.name): unit for unit in before.units.values()}
    listed = {same_name(unit.name): unit for unit in roster.units}
    for key in dict.fromkeys((*listed, *roster.employees)):
        wanted = _wanted(units.get(key), listed.get(key), roster.employees.get(key), ids)
        if brought := _bring_unit(work, units.get(key), wanted, names):
            touched.add(wanted.id)
            changes += brought
    changes += _strike_off(work, roster, before)
    back = [person.id for person in before.people.values() if not person.active and known.get(same_name(person.email or ""), person).active]
    moved.update(back)
    touched.update(unit.id for person in back for unit in before.units_led_by(person))
    work.look_now(touched, moved)
    return tuple(changes)


def _bring_person(work: "Work", known: dict[str, Person], roster: Roster, email: str, name: str) -> Iterator[Change]:
    """Add or correct one person, who keeps chat, language and absences."""
    before = known.get(email)
    person = before or registry.add_person(work, name, email)
    wanted = replace(person, name=name, active=True, listed=True, is_ke=roster.ke.get(email, person.is_ke))
    known[email] = wanted
    if before is None:
        yield Change(email, "person", "", name)
    elif before.name != name:
        yield Change(email, "name", before.name, name)
    if before and not before.listed:
        yield Change(name, "listed", "nei", "ja")
    if before and not before.active:
        yield Change(email, "active", "ja", "")
    if person.is_ke != wanted.is_ke:
        yield Change(name, "ke", _yes(person.is_ke), _yes(wanted.is_ke))
    if person != wanted:
        registry.change_person(work, wanted)


def _bring_nearest(work: "Work", person: Person, leader: PersonId | None, names: Mapping[PersonId, str]) -> Iterator[Change]:
    """Let somebody have another nearest leader, or none."""
    if person.nearest_leader != leader:
        registry.change_person(work, replace(person, nearest_leader=leader))
        yield Change(person.name, "nearest_leader", names.get(person.nearest_leader or 0, ""), names.get(leader or 0, ""))


def _strike_off(work: "Work", roster: Roster, before: Directory) -> Iterator[Change]:
    """Note who is gone from a complete list of their unit and stands nowhere else; the night's check lets go of them."""
    now = work.directory()
    employed = {person for unit in now.units.values() for person in unit.employees}
    were = {person for unit in before.units.values() if same_name(unit.name) in roster.complete for person in unit.employees}
    for person in (now.people[id] for id in sorted(were - employed)):
        named = same_name(person.email or "") in roster.people
        if person.listed and person.active and not person.is_ke and not named:
            registry.change_person(work, replace(person, listed=False))
            yield Change(person.name, "listed", "ja", "nei")


def _wanted(unit: Unit | None, listed: ListedUnit | None, employees: tuple[str, ...] | None, ids: Mapping[str, PersonId]) -> Unit:
    """The unit as it is to be."""
    wanted = unit or Unit(id=0, name=listed.name if listed else "")
    if employees is not None:
        wanted = replace(wanted, employees=_ids(employees, ids))
    if listed is None:
        return wanted
    record = listed.uses_record_system
    return replace(
        wanted,
        name=listed.name,
        active=True,
        leaders=_ids(listed.leaders, ids),
        stand_ins=wanted.stand_ins if listed.stand_ins is None else _ids(listed.stand_ins, ids),
        department_leaders=wanted.department_leaders if listed.department_leaders is None else _ids(listed.department_leaders, ids),
        super_users=wanted.super_users if listed.super_users is None else _ids(listed.super_users, ids),
        categories=wanted.categories if listed.categories is None else listed.categories,
        uses_record_system=wanted.uses_record_system if record is None else record,
    )


def _bring_unit(work: "Work", before: Unit | None, wanted: Unit, names: Mapping[PersonId, str]) -> list[Change]:
    """Add or change one unit, and tell field by field."""
    if before == wanted:
        return []
    if before is None:
        registry.add_unit(work, wanted)
    else:
        registry.change_unit(work, wanted)
    old, new = _describe(before, names), _describe(wanted, names)
    return [Change(wanted.name, field, old.get(field, ""), after) for field, after in new.items() if old.get(field, "") != after]


def _describe(unit: Unit | None, names: Mapping[PersonId, str]) -> Mapping[str, str]:
    """A unit's fields as text."""
    if unit is None:
        return {}
    groups = {
        "leaders": unit.leaders,
        "stand_ins": unit.stand_ins,
        "department_leaders": unit.department_leaders,
        "employees": unit.employees,
        "super_users": unit.super_users,
    }
    told = {part: ", ".join(names[person] for person in ids) for part, ids in groups.items()}
    return {
        "unit": unit.name,
        **told,
        "categories": ", ".join(unit.categories),
        "record_system": _yes(unit.uses_record_system),
        "active": "" if unit.active else "ja",
    }


def _ids(emails: tuple[str, ...], ids: Mapping[str, PersonId]) -> tuple[PersonId, ...]:
    return tuple(ids[email] for email in emails)


def _join(first: tuple[str, ...] | None, second: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if first is None and second is None else tuple(dict.fromkeys((*(first or ()), *(second or ()))))


def _yes(fact: bool) -> str:
    return "ja" if fact else "nei"
