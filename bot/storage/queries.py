"""What people ask about many cases at once: who may see what, lists and their counts, and whom the day's overview is for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, exists, func, or_, select, union

from bot.casework.model import Case, CaseId, Directory, PersonId, Request, Role, UnitId
from bot.casework.overview import Figures, Group, Overview, UnitLoad
from bot.storage.cases import load_readable
from bot.storage.columns import Instant, fits, pattern
from bot.storage.groups import (
    AWAITS_LEADER,
    HAS_COORDINATOR,
    HAS_PLAN,
    IS_OPEN,
    LIVE,
    PERSON,
    PLAN_SETTLED,
    SINCE,
    TOLD,
    Reader,
    in_place,
    live_requests,
    newest_named,
    select_group,
)
from bot.storage.reads import SEEN
from bot.storage.tables import asked, assignments, cases, events, handovers, requests, substitutes

if TYPE_CHECKING:
    from bot.storage.work import Work

RECENTLY_CLOSED = 500
"""How many closed cases one can still speak of by number alone."""
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""Before anything was answered."""
was_asked = select(asked.c.case_id).join(cases).where(cases.c.closed_at.is_(None), asked.c.person_id == PERSON)
is_named = select(assignments.c.case_id).where(assignments.c.named_person == PERSON, assignments.c.ended_at.is_(None))
acts = select(substitutes.c.case_id).where(substitutes.c.person == PERSON, substitutes.c.ended_at.is_(None))
SELECT_ROLES = select(was_asked.exists(), or_(is_named.exists(), acts.exists()))
"""Whether somebody was asked about an open case, and whether they coordinate one or act for who does."""


COUNT_REQUESTS = select(requests.c.unit, func.count()).join(cases).where(IS_OPEN, LIVE).group_by(requests.c.unit)
COUNT_ACTIVE = (
    select(assignments.c.unit, func.count(assignments.c.case_id.distinct()))
    .join(cases)
    .where(IS_OPEN, assignments.c.ended_at.is_(None))
    .group_by(assignments.c.unit)
)


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who asks: what sort of reader, and the parameters that say who."""

    reader: Reader
    binds: Mapping[str, Any]


def find_reader(work: "Work", person: PersonId) -> Asking:
    """What decides which cases a person sees."""
    directory = work.directory()
    units = [unit.id for unit in directory.units_led_by(person)]
    reports = directory.reports(person)
    reader = Reader(directory.people[person].is_ke, bool(units), bool(reports))
    return Asking(reader, {"person": person, "among": pattern(person), "units": units, "reports": reports})


def roles(work: "Work", person: PersonId) -> frozenset[Role]:
    """What the person is to the bot now; being asked makes one answer as a leader does, and whoever works in a unit may be named."""
    asking = find_reader(work, person)
    reader = asking.reader
    employed = any(person in unit.employees + unit.department_leaders for unit in work.directory().units.values())
    answers, coordinates = work.connection.execute(SELECT_ROLES, asking.binds).one()
    held = {Role.KE: reader.is_ke, Role.LEADER: reader.leads or reader.has_reports or answers, Role.COORDINATOR: coordinates or employed}
    return frozenset(role for role, holds_it in held.items() if holds_it)


def visible_cases(work: "Work", person: PersonId) -> "VisibleCases":
    """The cases a person may speak of."""
    return VisibleCases(work, person)


class VisibleCases(Mapping[str, CaseId]):
    """The cases a person may speak of, by løpenummer; an open case before a closed one with the same number, and the newest first of two.

    A number is looked up by itself. Only somebody who goes through them reads them all: the open ones, and the newest closed.
    """

    def __init__(self, work: "Work", person: PersonId) -> None:
        self._work = work
        self._asking = find_reader(work, person)
        self._known: dict[str, CaseId] = {}
        """All of them, once they were gone through: whoever does asks for each by its number too."""

    def __getitem__(self, number: str) -> CaseId:
        if number in self._known:
            return self._known[number]
        numbered = select_numbered(self._asking.reader)
        found = self._work.connection.scalar(numbered, {**self._asking.binds, "number": number})
        if found is None:
            raise KeyError(number)
        return int(found)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @cached_property
    def _all(self) -> dict[str, CaseId]:
        still_open, closed = (self._work.connection.execute(each, self._asking.binds) for each in select_visible(self._asking.reader))
        found = {row.number: row.id for row in still_open}
        for row in closed:
            found.setdefault(row.number, row.id)
        self._known = found
        return found


@cache
def select_visible(reader: Reader) -> tuple[Select[Any], Select[Any]]:
    """The open cases a reader may see, and the newest closed."""
    seen = select(cases.c.id, cases.c.number).where(reader.may_see())
    closed = seen.where(cases.c.closed_at.is_not(None)).order_by(cases.c.closed_at.desc(), cases.c.id.desc()).limit(RECENTLY_CLOSED)
    return seen.where(IS_OPEN).order_by(cases.c.id), closed


@cache
def select_numbered(reader: Reader) -> Select[Any]:
    """The case a reader means by a number."""
    numbered = select(cases.c.id).where(cases.c.number == bindparam("number"), reader.may_see())
    return numbered.order_by(IS_OPEN.desc(), cases.c.closed_at.desc(), cases.c.id.desc()).limit(1)


def unit_load(work: "Work") -> dict[UnitId, UnitLoad]:
    """How much each unit has now, a case that changes hands within it counted once; a unit without anything is left out."""
    open_requests = {unit: count for unit, count in work.connection.execute(COUNT_REQUESTS)}
    active_cases = {unit: count for unit, count in work.connection.execute(COUNT_ACTIVE)}
    return {unit: UnitLoad(open_requests.get(unit, 0), active_cases.get(unit, 0)) for unit in open_requests.keys() | active_cases.keys()}


def figures(work: "Work") -> Figures:
    """How many open cases, coordinators and plans there are now (S4-33)."""

    def count(*having: ColumnElement[bool]) -> int:
        return work.connection.scalar(select(func.count()).select_from(cases).where(IS_OPEN, *having)) or 0

    named = select(assignments.c.named_person).join(cases, in_place).where(IS_OPEN)
    people = select(func.count(assignments.c.named_person.distinct())).join(cases, in_place).where(IS_OPEN)
    outside = select(func.count()).select_from(named.where(assignments.c.named_person.is_(None)).subquery())
    return Figures(
        open_cases=count(),
        with_coordinator=count(HAS_COORDINATOR),
        coordinators=(work.connection.scalar(people) or 0) + (work.connection.scalar(outside) or 0),
        plans=count(HAS_PLAN),
        plans_open=count(HAS_COORDINATOR, ~PLAN_SETTLED),
    )


def overview(  # noqa: PLR0917
    work: "Work",
    reader: PersonId,
    groups: Iterable[Group],
    today: date,
    since: datetime | None,
    first: int,
    soon: timedelta = timedelta(days=30),
    unit: UnitId | None = None,
) -> Overview:
    """The count of each group as the reader sees it, and its first cases, the most urgent first.

    Answers count from `since`, or from the beginning; `soon` is how long before the appointment deadline a case belongs to THREE_MONTHS.
    With a unit only the cases that wait for it, or whose coordinator comes from it.
    """
    asking = find_reader(work, reader)
    binds = {**asking.binds, "today": today, "since": since or BEGINNING, "soon": today + soon, "unit": unit, "first": max(first, 1)}
    counts: dict[Group, int] = {}
    ids: dict[Group, list[CaseId]] = {}
    for group in dict.fromkeys(groups):
        rows = work.connection.execute(select_group(group, asking.reader, one_unit=unit is not None), binds).all()
        counts[group] = rows[0].total if rows else 0
        ids[group] = [row.id for row in rows[:first]]
    found = {case.id: case for case in load_readable(work, sorted({id for group in ids.values() for id in group}))}
    return Overview(counts, {group: tuple(found[id] for id in chosen if id in found) for group, chosen in ids.items()})


def waiting_cases(work: "Work", person: PersonId, look_by: datetime) -> tuple[Case, ...]:
    """The open cases with a request that waits for the person, and that the clock is to look at before an instant."""
    asking = find_reader(work, person)
    ids = work.connection.scalars(select_waiting(asking.reader), {**asking.binds, "look_by": look_by}).all()
    return load_readable(work, ids)


@cache
def select_waiting(reader: Reader) -> Select[Any]:
    """The statement behind `waiting_cases`."""
    look_by = bindparam("look_by", type_=Instant)
    return select(cases.c.id).where(IS_OPEN, cases.c.next_look_at < look_by, cases.c.id.in_(live_requests(reader)))


def due_reminders(work: "Work", person: PersonId, day: date) -> list[tuple[Case, Request]]:
    """The requests of which a person is reminded on a day, also those answered since, the nearest deadline first."""
    asking = find_reader(work, person)
    rows = work.connection.execute(select_told(asking.reader), {**asking.binds, "day": day, "held": pattern(day)}).all()
    found = {case.id: case for case in load_readable(work, sorted({row.case_id for row in rows}))}
    pairs = ((found[row.case_id], found[row.case_id].find_request(row.seq)) for row in rows if row.case_id in found)
    return [(case, request) for case, request in pairs if request]


@cache
def select_told(reader: Reader) -> Select[Any]:
    """The statement behind `due_reminders`."""
    told = or_(fits(requests.c.reminded_on, bindparam("held")), requests.c.overdue_on == bindparam("day"))
    theirs = requests.c.case_id.in_(union(*reader.asked_cases()))
    chosen = select(requests.c.case_id, requests.c.seq).where(theirs, told, reader.was_asked())
    return chosen.order_by(requests.c.deadline, requests.c.case_id)


# ---- the day's overview


def changed_since(work: "Work", person: PersonId | None, since: datetime, quiet: Iterable[str] = ()) -> bool:
    """Whether others, or the clock, have done anything with a case the person may see; None asks about every case and everybody.

    Events of a kind in `quiet` do not count.
    """
    asking = find_reader(work, person) if person is not None else None
    binds = {**(asking.binds if asking else {}), "since": since, "quiet": list(quiet)}
    return bool(work.connection.scalar(select_changed(asking.reader if asking else None), binds))


@cache
def select_changed(reader: Reader | None) -> Select[Any]:
    """Whether there is an event others made, of the cases the reader may see; of all cases for nobody."""
    quiet = bindparam("quiet", expanding=True, type_=String)
    changed = events.c.at > SINCE, events.c.kind != SEEN, events.c.kind.not_in(quiet)
    newer = select(events.c.id).join(cases, cases.c.id == events.c.case_id).where(*changed)
    if reader is not None:
        newer = newer.where(or_(events.c.actor.is_(None), events.c.actor != PERSON), reader.may_see())
    return select(newer.exists())


def digest_readers(work: "Work", today: date) -> list[PersonId]:
    """Who may have something to see in the day's overview and a chat to see it in.

    KE, those who hear today of something that waits for an answer, and coordinators who were told that they are.
    """
    directory = work.directory()
    reachable = {person.id for person in directory.people.values() if person.active and person.has_chat}
    ke = {person for person in reachable if directory.people[person].is_ke}
    return sorted(ke | (reachable & (answering(work, directory, today) | coordinating(work))))


def answering(work: "Work", directory: Directory, today: date) -> set[PersonId]:
    """Those with a request to answer, or with a coordinator of theirs who hands over or waits for ticks; stand-ins while they stand in."""
    unticked = or_(assignments.c.informed_at.is_(None), assignments.c.access_at.is_(None))
    awaited = exists().where(handovers.c.case_id == assignments.c.case_id, handovers.c.assignment == assignments.c.seq, AWAITS_LEADER)
    own = and_(in_place, assignments.c.request == requests.c.seq)
    waits = exists().where(own, or_(and_(newest_named, unticked), awaited))
    chosen = select(requests.c.unit, requests.c.passed_to).join(cases).where(IS_OPEN, or_(LIVE, waits))
    found: set[PersonId] = set()
    for unit, passed_to in work.connection.execute(chosen):
        found |= {person for person in passed_to if not directory.people[person].away(today)} | {*directory.recipients(unit, today)}
    handed = select(assignments.c.unit, assignments.c.named_person).join(cases).where(IS_OPEN, assignments.c.ended_at.is_(None), awaited)
    for unit, person in work.connection.execute(handed):
        found |= {*directory.leaders_of(person, unit, today)}
    return found


def coordinating(work: "Work") -> set[PersonId]:
    """Those who are told that they are coordinator of an open case, now or soon, and those who act for one."""
    named = assignments.c.named_person.is_not(None)
    told = select(assignments.c.named_person).join(cases, in_place).where(IS_OPEN, named, TOLD)
    acting = select(substitutes.c.person).where(substitutes.c.person.is_not(None), substitutes.c.ended_at.is_(None))
    return set(work.connection.scalars(told.union(acting)))
