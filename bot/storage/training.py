"""Needs for training and the course within one transaction."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from bot.casework.model import PersonId
from bot.casework.training import Course, Need, NeedId
from bot.storage.groups import IS_OPEN, TOLD, in_place
from bot.storage.statements import count_up, insert_into
from bot.storage.tables import assignments, cases, courses, training_needs

if TYPE_CHECKING:
    from bot.storage.work import Work

NEED_COLUMNS = tuple(field.name for field in fields(Need))


def next_need_id(work: "Work") -> NeedId:
    """An id that no need has had."""
    return count_up(work.connection, "need")


def read_need(work: "Work", id: NeedId) -> Need | None:
    """The need, locked until the transaction ends if it may write and holds no messages."""
    chosen = select(*(training_needs.c[name] for name in NEED_COLUMNS)).where(training_needs.c.id == id)
    row = work.connection.execute(chosen.with_for_update() if work.writes and not work.holds_messages else chosen).one_or_none()
    return Need(*row) if row else None


def list_needs(work: "Work", *, only_open: bool) -> tuple[Need, ...]:
    """The needs that are still to be offered, or all, the one to be offered first first."""
    chosen = select(*(training_needs.c[name] for name in NEED_COLUMNS)).order_by(training_needs.c.offer_by, training_needs.c.id)
    if only_open:
        chosen = chosen.where(training_needs.c.offered_on.is_(None), training_needs.c.withdrawn_at.is_(None))
    return tuple(Need(*row) for row in work.connection.execute(chosen))


def add_need(work: "Work", need: Need) -> None:
    """Keep a new need."""
    work.connection.execute(insert(training_needs).values({name: getattr(need, name) for name in NEED_COLUMNS}))


def save_need(work: "Work", need: Need) -> None:
    """Keep what became of a need."""
    values = {name: getattr(need, name) for name in NEED_COLUMNS if name != "id"}
    work.connection.execute(update(training_needs).where(training_needs.c.id == need.id).values(values))


# ---- the course


def read_courses(work: "Work", people: Iterable[PersonId]) -> dict[PersonId, Course]:
    """What is noted of the course of some people."""
    chosen = select(courses).where(courses.c.person.in_(list(people)))
    return {row.person: Course(row.person, row.done_on, row.noted_at, row.noted_by) for row in work.connection.execute(chosen)}


def save_course(work: "Work", course: Course) -> None:
    """Keep what is noted of somebody's course."""
    values = {"done_on": course.done_on, "noted_at": course.noted_at, "noted_by": course.noted_by}
    new = insert_into(work.connection, courses).values(person=course.person, **values)
    work.connection.execute(new.on_conflict_do_update(index_elements=["person"], set_=values))


def coordinators_since(work: "Work") -> list[tuple[PersonId, datetime]]:
    """Everybody who is told that they are coordinator of an open case, and since when of the first of these."""
    named = assignments.c.named_person
    chosen = select(named, func.min(assignments.c.named_at)).join(cases, in_place).where(IS_OPEN, named.is_not(None), TOLD)
    return [(person, since) for person, since in work.connection.execute(chosen.group_by(named).order_by(named))]
