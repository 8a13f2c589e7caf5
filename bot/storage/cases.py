"""Whole cases, read and saved within one transaction: the case row is the lock, and a save writes only what differs."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import Delete, Insert, Row, Select, Table, Update, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.casework.deadlines import oslo_date
from bot.casework.model import (
    Assignment,
    Case,
    CaseId,
    CoordinatorType,
    Duty,
    Fact,
    Handover,
    Named,
    PersonId,
    Request,
    Substitute,
    UnitId,
)
from bot.casework.outcome import Decision, Event
from bot.casework.seeing import role_of
from bot.storage.engine import undoable
from bot.storage.gathering import write
from bot.storage.messages import NextDay, add_messages, mark_stale
from bot.storage.reads import SEEN
from bot.storage.statements import count_up, insert_new
from bot.storage.tables import asked, assignments, cases, duties, events, facts, handovers, requests, substitutes

if TYPE_CHECKING:
    from bot.storage.work import Work


log = structlog.get_logger()

READ_AT_ONCE = 500
AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
"""A time that has come, whatever the clock shows: who changes a list does not know the bot's."""


class NumberTaken(Exception):
    """An open case has that løpenummer and type already; the transaction can go on."""


class Overtaken(Exception):
    """The case has been saved by someone else since it was read."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """A line of the audit trail with when and by whom; no actor means the clock."""

    at: datetime
    actor: PersonId | None
    kind: str
    data: Mapping[str, Any]


# ---- reading


def next_case_id(work: "Work") -> CaseId:
    """An id that no case has had."""
    return count_up(work.connection, "case")


def read_case(work: "Work", id: CaseId) -> Case | None:
    """The whole case, locked until the transaction ends if it may write; the courier, who holds messages, reads without a lock.

    Read once in a transaction: what was saved since is what it gives.
    """
    if id not in work.cases_read:
        work.cases_read[id] = next(iter(load_cases(work, [id], lock=work.writes and not work.holds_messages)), None)
    return work.cases_read[id]


def read_ahead(work: "Work", ids: Sequence[CaseId]) -> None:
    """Read some cases at once, locked, so that `read_case` need not ask for each; it fails for those that cannot be read."""
    work.cases_read |= {case.id: case for case in load_readable(work, ids, lock=work.writes and not work.holds_messages)}


def open_case_with(work: "Work", number: str, type: CoordinatorType) -> Case | None:
    """The open case with that løpenummer and type."""
    found = select(cases.c.id).where(cases.c.number == number, cases.c.type == type, cases.c.closed_at.is_(None))
    id = work.connection.scalar(found)
    return None if id is None else read_case(work, id)


def load_cases(work: "Work", ids: Sequence[CaseId], *, lock: bool) -> tuple[Case, ...]:
    """The whole cases, in the order of the ids; as many queries however many they are. Those that are not there are left out."""
    if not ids:
        return ()
    # all at once: a cursor that breaks on the way would stay open, and hold SQLite's file
    rows = {row.id: row for row in work.connection.execute(LOCK_CASES if lock else SELECT_CASES, {"ids": ids}).all()}
    children = {
        part.table: load_children(work, part, holders)
        for part in PARTS
        if (holders := [id for id, row in rows.items() if part.table.name in row.parts])
    }
    return tuple(read_row(rows[id], children) for id in dict.fromkeys(ids) if id in rows)


def load_readable(work: "Work", ids: Sequence[CaseId], *, lock: bool = False) -> tuple[Case, ...]:
    """As `load_cases`, for what shows or judges many cases: one that holds something unheard of is left out, and logged."""
    try:
        return load_cases(work, ids, lock=lock)
    except (LookupError, ValueError, TypeError) as error:
        if half := len(ids) // 2:  # one broken among a thousand is found in ten steps
            return load_readable(work, ids[:half], lock=lock) + load_readable(work, ids[half:], lock=lock)
        log.error("case_cannot_be_read", case=ids[0], error=type(error).__name__)
        return ()


def load_children(work: "Work", part: "Part", ids: Sequence[CaseId]) -> dict[CaseId, list[Any]]:
    """What one table holds of some cases, in their order."""
    found: dict[CaseId, list[Any]] = {}
    for case, *values in work.connection.execute(part.select, {"ids": ids}).all():
        found.setdefault(case, []).append(part.read(*values))
    return found


def read_row(row: Row[*tuple[Any, ...]], children: Mapping[Table, Mapping[CaseId, list[Any]]]) -> Case:
    """A case from its row and its children."""
    values: dict[str, Any] = dict(zip(CASE_COLUMNS, row, strict=False))
    return Case(**values | {part.field: tuple(found) for part in PARTS if (found := children.get(part.table, {}).get(row.id))})


def read_assignment(person: PersonId | None, name: str | None, service: str | None, *own: Any) -> Assignment:
    """An assignment from its columns, three of which hold who was named."""
    return Assignment(named=Named(person, name, service), **dict(zip(ASSIGNMENT_COLUMNS, own, strict=True)))


def every_case(work: "Work") -> Iterator[Case]:
    """Every case, by løpenummer."""
    return these_cases(work, list(work.connection.scalars(select(cases.c.id).order_by(cases.c.number, cases.c.id))))


def these_cases(work: "Work", ids: Sequence[CaseId]) -> Iterator[Case]:
    """Some cases, in the order of the ids; read some at a time, so that memory holds no more than those."""
    for some in range(0, len(ids), READ_AT_ONCE):
        yield from load_cases(work, ids[some : some + READ_AT_ONCE], lock=False)


def closed_cases(work: "Work", before: datetime | None = None) -> list[CaseId]:
    """The cases that were closed before an instant, or ever, by løpenummer."""
    closed = cases.c.closed_at.is_not(None) if before is None else cases.c.closed_at < before
    return list(work.connection.scalars(select(cases.c.id).where(closed).order_by(cases.c.number, cases.c.id)))


def cases_numbered(work: "Work", number: str) -> tuple[Case, ...]:
    """Every case with that løpenummer, open and closed, the oldest first."""
    ids = list(work.connection.scalars(select(cases.c.id).where(cases.c.number == number).order_by(cases.c.id)))
    return load_cases(work, ids, lock=False)


def list_events(work: "Work", case: CaseId) -> list[StoredEvent]:
    """What happened in the case, by its audit trail, oldest first; not who has seen it."""
    rows = work.connection.execute(select(events).where(events.c.case_id == case, events.c.kind != SEEN).order_by(events.c.id))
    return [StoredEvent(row.at, row.actor, row.kind, row.data) for row in rows]


# ---- the clock


def due_cases(work: "Work", now: datetime, limit: int, but: Collection[CaseId] = ()) -> list[CaseId]:
    """The cases whose time to be looked at has come, longest due first, `but` for some, leaving out those another process holds."""
    due = (
        select(cases.c.id)
        .where(cases.c.next_look_at <= now, cases.c.id.not_in(but))
        .order_by(cases.c.next_look_at, cases.c.id)
        .limit(limit)
    )
    return list(work.connection.scalars(due.with_for_update(skip_locked=True, key_share=True) if work.writes else due))


def look_now(work: "Work", units: Iterable[UnitId], people: Iterable[PersonId] = ()) -> None:
    """Let the clock look, at its next tick, at the open cases that some units were asked about, or some people coordinate or act in."""
    asked = select(requests.c.case_id).where(requests.c.unit.in_(list(units)))
    named = select(assignments.c.case_id).where(assignments.c.named_person.in_(list(people)), assignments.c.ended_at.is_(None))
    acting = select(substitutes.c.case_id).where(substitutes.c.person.in_(list(people)), substitutes.c.ended_at.is_(None))
    chosen = select(cases.c.id).where(cases.c.closed_at.is_(None), or_(*(cases.c.id.in_(each) for each in (asked, named, acting))))
    # locked in one order, so that two transactions that look at the same cases wait for each other instead of dying
    ids = list(work.connection.scalars(chosen.order_by(cases.c.id).with_for_update(key_share=True)))
    work.connection.execute(update(cases).where(cases.c.id.in_(ids)).values(next_look_at=AT_ONCE))


def next_look(work: "Work") -> datetime | None:
    """When a case must be looked at next."""
    found: datetime | None = work.connection.scalar(select(func.min(cases.c.next_look_at)))
    return found


# ---- saving


def save(
    work: "Work",
    before: Case | None,
    decision: Decision,
    by: PersonId | None,
    now: datetime,
    *,
    next_day: NextDay | None = None,
    role: str | None = None,
) -> None:
    """Store a decision: the case and what in it differs from `before`, the events, the messages, and which cards must be redrawn.

    Raises NumberTaken when another open case has the number and type, Overtaken when the case was saved since `before` was read.
    `next_day` gives the next free day and instant to an e-mail that makes room for a reminder. The trail keeps as what the actor acted:
    what they were to the case before, unless a `role` is given.
    """
    after = decision.case
    if after != before:
        save_row(work, before, after)
        for part in PARTS:
            save_children(work, part, after.id, getattr(before, part.field, ()), getattr(after, part.field))
        save_asked(work, before, after)
        work.cases_read[after.id] = after
    if decision.events or before is None or after != replace(before, next_look_at=after.next_look_at):
        mark_stale(work, after, changed_requests(before, after))
    if decision.events:
        acted_as = role or role_of([before or after], by, work.directory(), oslo_date(now))
        append_events(work, after.id, decision.events, by, now, role=acted_as)
    add_messages(work, decision.messages, now, next_day)


def save_row(work: "Work", before: Case | None, after: Case) -> None:
    """Insert the case's own row, or update the columns that differ."""
    values = case_values(after)
    if before is None:
        guard_number(work, lambda: work.connection.execute(INSERT_CASE, values))
        return
    earlier = case_values(before)
    changed = {name: value for name, value in values.items() if value != earlier[name]}
    if not changed:
        return

    def change() -> None:
        unarchived = {**changed, "archived_at": None, "_id": after.id, "_version": before.version}
        if work.gathered is not None:  # locked since it was read: nobody can have saved it
            write(work, UPDATE_CASE, [unarchived])
        elif work.connection.execute(UPDATE_CASE, unarchived).rowcount != 1:
            raise Overtaken(f"case {after.id} is no longer at version {before.version}")

    if changed.keys() & {"number", "type", "closed_at"}:
        guard_number(work, change)
    else:
        change()


def guard_number(work: "Work", write: Callable[[], object]) -> None:
    """Write a case in a savepoint, so that a number that turns out to be taken leaves the transaction usable."""
    try:
        with undoable(work.connection):
            write()
    except IntegrityError as error:
        if "uq_cases_open_number" in str(error.orig) or "cases.number" in str(error.orig):
            raise NumberTaken from error
        raise


def save_children(work: "Work", part: "Part", case: CaseId, before: Sequence[Any], after: Sequence[Any]) -> None:
    """Write the children that are new or differ, and delete those that fell away; their place in the case is their key."""
    for position, (old, new) in enumerate(zip(before, after, strict=False)):
        if old != new:
            earlier, values = part.write(old), part.write(new)
            changed = {name: value for name, value in values.items() if value != earlier[name]}
            write(work, part.update, [{**changed, "_case": case, "_position": position}])
    added = [
        {"case_id": case, "position": position, **part.write(child)} for position, child in enumerate(after) if position >= len(before)
    ]
    if added:
        write(work, part.insert, added)
    if len(after) < len(before):
        write(work, part.delete, [{"_case": case, "_kept": len(after)}])


def save_asked(work: "Work", before: Case | None, after: Case) -> None:
    """Keep who was asked as the requests have it."""
    had = {person for request in (before.requests if before else ()) for person in request.recipients}
    has = {person for request in after.requests for person in request.recipients}
    if new := sorted(has - had):
        work.connection.execute(INSERT_ASKED[work.connection.dialect.name], [{"person_id": person, "case_id": after.id} for person in new])
    if gone := sorted(had - has):
        work.connection.execute(DELETE_ASKED, [{"_person": person, "_case": after.id} for person in gone])


def append_events(
    work: "Work", case: CaseId, happened: Sequence[Event], by: PersonId | None, now: datetime, *, role: str | None = None
) -> None:
    """Add lines to the audit trail, with what the actor was to the case."""
    line = {"case_id": case, "at": now, "actor": by, "role": role}
    rows = [{**line, "kind": event.kind, "data": dict(event.data)} for event in happened]
    if rows:
        write(work, INSERT_EVENTS, rows)


def changed_requests(before: Case | None, after: Case) -> tuple[Request, ...]:
    """The requests that are not as they were."""
    known = set(before.requests) if before else set()
    return tuple(request for request in after.requests if request not in known)


# ---- values to columns


def case_values(case: Case) -> dict[str, Any]:
    """The case's own columns; the phase is kept so that lists can ask for it, the parts so that empty tables are not asked."""
    parts = tuple(part.table.name for part in PARTS if getattr(case, part.field))
    return {name: getattr(case, name) for name in CASE_COLUMNS} | {"phase": case.phase, "parts": parts}


def values_of(names: Iterable[str]) -> Callable[[Any], dict[str, Any]]:
    """How a value whose fields are all columns is written."""
    return lambda value: {name: getattr(value, name) for name in names}


def assignment_values(assignment: Assignment) -> dict[str, Any]:
    """An assignment's columns, with who was named in three of them."""
    named = assignment.named
    own = {name: getattr(assignment, name) for name in ASSIGNMENT_COLUMNS}
    return own | {"named_person": named.person, "named_name": named.name, "named_service": named.service}


REQUEST_COLUMNS = tuple(field.name for field in fields(Request))
ASSIGNMENT_COLUMNS = tuple(field.name for field in fields(Assignment) if field.name != "named")
DUTY_COLUMNS = tuple(field.name for field in fields(Duty))
HANDOVER_COLUMNS = tuple(field.name for field in fields(Handover))
SUBSTITUTE_COLUMNS = tuple(field.name for field in fields(Substitute))
FACT_COLUMNS = tuple(field.name for field in fields(Fact))


@dataclass(frozen=True, slots=True)
class Part:
    """One sort of what belongs to a case: the case's field, its table, how a child becomes columns and comes back, and the statements.

    The statements are made once: SQLAlchemy takes longer to put one together than the database to answer it.
    """

    field: str
    table: Table
    write: Callable[[Any], dict[str, Any]]
    read: Callable[..., Any]
    select: Select[Any]
    insert: Insert
    update: Update
    delete: Delete


def part_of(table: Table, field: str, write: Callable[[Any], dict[str, Any]], read: Callable[..., Any], columns: Iterable[str]) -> Part:
    """A part, with its statements."""
    own = table.c.case_id == bindparam("_case")
    chosen = select(table.c.case_id, *(table.c[name] for name in columns)).where(table.c.case_id.in_(bindparam("ids", expanding=True)))
    return Part(
        field=field,
        table=table,
        write=write,
        read=read,
        select=chosen.order_by(table.c.position),
        insert=insert(table),
        update=update(table).where(own, table.c.position == bindparam("_position")),
        delete=delete(table).where(own, table.c.position >= bindparam("_kept")),
    )


NAMED_COLUMNS = ("named_person", "named_name", "named_service")
PARTS = (
    part_of(requests, "requests", values_of(REQUEST_COLUMNS), Request, REQUEST_COLUMNS),
    part_of(assignments, "assignments", assignment_values, read_assignment, NAMED_COLUMNS + ASSIGNMENT_COLUMNS),
    part_of(duties, "duties", values_of(DUTY_COLUMNS), Duty, DUTY_COLUMNS),
    part_of(handovers, "handovers", values_of(HANDOVER_COLUMNS), Handover, HANDOVER_COLUMNS),
    part_of(substitutes, "substitutes", values_of(SUBSTITUTE_COLUMNS), Substitute, SUBSTITUTE_COLUMNS),
    part_of(facts, "facts", values_of(FACT_COLUMNS), Fact, FACT_COLUMNS),
)
CASE_COLUMNS = tuple(field.name for field in fields(Case) if field.name not in {part.field for part in PARTS})
SELECT_CASES = (
    select(*(cases.c[name] for name in CASE_COLUMNS), cases.c.parts)
    .where(cases.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(cases.c.id)
)
LOCK_CASES = SELECT_CASES.with_for_update(key_share=True)
INSERT_CASE = insert(cases)
UPDATE_CASE = update(cases).where(cases.c.id == bindparam("_id"), cases.c.version == bindparam("_version"))
INSERT_ASKED = insert_new(asked)
DELETE_ASKED = delete(asked).where(asked.c.person_id == bindparam("_person"), asked.c.case_id == bindparam("_case"))
INSERT_EVENTS = insert(events)
