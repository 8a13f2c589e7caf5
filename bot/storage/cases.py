"""Whole cases, read and saved within one transaction: the case row is the lock, and a save writes only what differs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Table, and_, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.casework.model import Assignment, Case, CaseId, CoordinatorType, Duty, Fact, Handover, Named, PersonId, Request, Substitute
from bot.casework.outcome import Decision, Event
from bot.storage.messages import NextDay, add_messages, mark_stale
from bot.storage.statements import count_up
from bot.storage.tables import assignments, cases, duties, events, facts, handovers, requests, substitutes

if TYPE_CHECKING:
    from bot.storage.work import Work


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
    """The whole case, locked until the transaction ends if it may write; the courier, who holds messages, reads without a lock."""
    return next(iter(load_cases(work, [id], lock=work.writes and not work.holds_messages)), None)


def open_case_with(work: "Work", number: str, type: CoordinatorType) -> Case | None:
    """The open case with that løpenummer and type."""
    found = select(cases.c.id).where(cases.c.number == number, cases.c.type == type, cases.c.closed_at.is_(None))
    id = work.connection.scalar(found)
    return None if id is None else read_case(work, id)


def load_cases(work: "Work", ids: Sequence[CaseId], *, lock: bool) -> tuple[Case, ...]:
    """The whole cases, in the order of the ids; as many queries however many they are. Those that are not there are left out."""
    if not ids:
        return ()
    chosen = select(cases).where(cases.c.id.in_(ids)).order_by(cases.c.id)
    rows = {row.id: row for row in work.connection.execute(chosen.with_for_update(key_share=True) if lock else chosen)}
    children = {table: load_children(work, table, list(rows)) for table in CHILDREN}
    return tuple(read_row(rows[id], children) for id in dict.fromkeys(ids) if id in rows)


def load_children(work: "Work", table: Table, ids: Sequence[CaseId]) -> dict[CaseId, list[Row[Any]]]:
    """The rows of one table that belong to some cases, in their order."""
    found: dict[CaseId, list[Row[Any]]] = {}
    for row in work.connection.execute(select(table).where(table.c.case_id.in_(ids)).order_by(table.c.position)):
        found.setdefault(row.case_id, []).append(row)
    return found


def read_row(row: Row[Any], children: Mapping[Table, Mapping[CaseId, list[Row[Any]]]]) -> Case:
    """A case from its row and its children's."""
    own = {name: getattr(row, name) for name in CASE_COLUMNS}
    return Case(
        **own,
        requests=tuple(Request(**pick(child, REQUEST_COLUMNS)) for child in children[requests].get(row.id, ())),
        assignments=tuple(read_assignment(child) for child in children[assignments].get(row.id, ())),
        duties=tuple(Duty(**pick(child, DUTY_COLUMNS)) for child in children[duties].get(row.id, ())),
        handovers=tuple(Handover(**pick(child, HANDOVER_COLUMNS)) for child in children[handovers].get(row.id, ())),
        substitutes=tuple(Substitute(**pick(child, SUBSTITUTE_COLUMNS)) for child in children[substitutes].get(row.id, ())),
        facts=tuple(Fact(**pick(child, FACT_COLUMNS)) for child in children[facts].get(row.id, ())),
    )


def pick(row: Row[Any], names: Iterable[str]) -> dict[str, Any]:
    """Some of a row's values by name."""
    return {name: getattr(row, name) for name in names}


def read_assignment(row: Row[Any]) -> Assignment:
    """An assignment from its row, which holds who was named in three columns."""
    return Assignment(named=Named(row.named_person, row.named_name, row.named_service), **pick(row, ASSIGNMENT_COLUMNS))


def list_events(work: "Work", case: CaseId) -> list[StoredEvent]:
    """The case's audit trail, oldest first."""
    rows = work.connection.execute(select(events).where(events.c.case_id == case).order_by(events.c.id))
    return [StoredEvent(row.at, row.actor, row.kind, row.data) for row in rows]


# ---- the clock


def due_cases(work: "Work", now: datetime, limit: int) -> list[CaseId]:
    """The cases whose time to be looked at has come, longest due first, leaving out those another process holds."""
    due = select(cases.c.id).where(cases.c.next_look_at <= now).order_by(cases.c.next_look_at, cases.c.id).limit(limit)
    return list(work.connection.scalars(due.with_for_update(skip_locked=True, key_share=True) if work.writes else due))


def next_look(work: "Work") -> datetime | None:
    """When a case must be looked at next."""
    found: datetime | None = work.connection.scalar(select(func.min(cases.c.next_look_at)))
    return found


# ---- saving


def save(
    work: "Work", before: Case | None, decision: Decision, by: PersonId | None, now: datetime, *, next_day: NextDay | None = None
) -> None:
    """Store a decision: the case and what in it differs from `before`, the events, the messages, and which cards must be redrawn.

    Raises NumberTaken when another open case has the number and type, Overtaken when the case was saved since `before` was read.
    `next_day` gives the next free day and instant to an e-mail that makes room for a reminder.
    """
    after = decision.case
    if after != before:
        save_row(work, before, after)
        for table, field, write in CHILDREN.values():
            save_children(work, table, after.id, children_of(before, field, write), children_of(after, field, write))
    if after != before or decision.events:
        mark_stale(work, after, changed_requests(before, after))
    append_events(work, after.id, decision.events, by, now)
    add_messages(work, decision.messages, now, next_day)


def save_row(work: "Work", before: Case | None, after: Case) -> None:
    """Insert the case's own row, or update the columns that differ."""
    values = case_values(after)
    if before is None:
        guard_number(work, lambda: work.connection.execute(insert(cases).values(values)))
        return
    earlier = case_values(before)
    changed = {name: value for name, value in values.items() if value != earlier[name]}
    if not changed:
        return

    def change() -> None:
        own = and_(cases.c.id == after.id, cases.c.version == before.version)
        if work.connection.execute(update(cases).where(own).values(changed)).rowcount != 1:
            raise Overtaken(f"case {after.id} is no longer at version {before.version}")

    if changed.keys() & {"number", "type", "closed_at"}:
        guard_number(work, change)
    else:
        change()


def guard_number(work: "Work", write: Callable[[], object]) -> None:
    """Write a case in a savepoint, so that a number that turns out to be taken leaves the transaction usable."""
    try:
        with work.connection.begin_nested():
            write()
    except IntegrityError as error:
        if "uq_cases_open_number" in str(error.orig) or "cases.number" in str(error.orig):
            raise NumberTaken from error
        raise


def save_children(work: "Work", table: Table, case: CaseId, before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]) -> None:
    """Write the children that are new or differ, and delete those that fell away; their place in the case is their key."""
    for position, (old, new) in enumerate(zip(before, after, strict=False)):
        changed = {name: value for name, value in new.items() if value != old[name]}
        if changed:
            work.connection.execute(update(table).where(table.c.case_id == case, table.c.position == position).values(changed))
    added = [{"case_id": case, "position": position, **values} for position, values in enumerate(after) if position >= len(before)]
    if added:
        work.connection.execute(insert(table), added)
    if len(after) < len(before):
        work.connection.execute(delete(table).where(table.c.case_id == case, table.c.position >= len(after)))


def append_events(work: "Work", case: CaseId, happened: Sequence[Event], by: PersonId | None, now: datetime) -> None:
    """Add lines to the audit trail."""
    rows = [{"case_id": case, "at": now, "actor": by, "kind": event.kind, "data": dict(event.data)} for event in happened]
    if rows:
        work.connection.execute(insert(events), rows)


def changed_requests(before: Case | None, after: Case) -> tuple[Request, ...]:
    """The requests that are not as they were."""
    known = set(before.requests) if before else set()
    return tuple(request for request in after.requests if request not in known)


# ---- values to columns


def case_values(case: Case) -> dict[str, Any]:
    """The case's own columns; the phase is kept so that lists can ask for it."""
    return {name: getattr(case, name) for name in CASE_COLUMNS} | {"phase": case.phase}


def values_of(names: Iterable[str]) -> Callable[[Any], dict[str, Any]]:
    """How a value whose fields are all columns is written."""
    return lambda value: {name: getattr(value, name) for name in names}


def assignment_values(assignment: Assignment) -> dict[str, Any]:
    """An assignment's columns, with who was named in three of them."""
    named = assignment.named
    own = {name: getattr(assignment, name) for name in ASSIGNMENT_COLUMNS}
    return own | {"named_person": named.person, "named_name": named.name, "named_service": named.service}


def children_of(case: Case | None, field: str, write: Callable[[Any], dict[str, Any]]) -> list[dict[str, Any]]:
    """The columns of each of the case's children of one sort."""
    return [write(child) for child in getattr(case, field)] if case else []


REQUEST_COLUMNS = tuple(field.name for field in fields(Request))
ASSIGNMENT_COLUMNS = tuple(field.name for field in fields(Assignment) if field.name != "named")
DUTY_COLUMNS = tuple(field.name for field in fields(Duty))
HANDOVER_COLUMNS = tuple(field.name for field in fields(Handover))
SUBSTITUTE_COLUMNS = tuple(field.name for field in fields(Substitute))
FACT_COLUMNS = tuple(field.name for field in fields(Fact))
CHILDREN: dict[Table, tuple[Table, str, Callable[[Any], dict[str, Any]]]] = {
    requests: (requests, "requests", values_of(REQUEST_COLUMNS)),
    assignments: (assignments, "assignments", assignment_values),
    duties: (duties, "duties", values_of(DUTY_COLUMNS)),
    handovers: (handovers, "handovers", values_of(HANDOVER_COLUMNS)),
    substitutes: (substitutes, "substitutes", values_of(SUBSTITUTE_COLUMNS)),
    facts: (facts, "facts", values_of(FACT_COLUMNS)),
}
"""The tables of what belongs to a case: the case's field, and how a value becomes columns."""
CASE_COLUMNS = tuple(field.name for field in fields(Case) if field.name not in {name for _, name, _ in CHILDREN.values()})
