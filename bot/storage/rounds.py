"""Yearly rounds within one transaction: the round, the cases it is about, and what was answered."""

from collections.abc import Iterable
from datetime import date, time
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, exists, or_, select, update

from bot.casework.deadlines import oslo_instant
from bot.casework.model import Case, CaseId, PersonId, UnitId
from bot.casework.yearly_round import Answer, Book, Numbers, Round
from bot.storage.cases import load_cases
from bot.storage.groups import HAS_COORDINATOR, IS_OPEN, in_place
from bot.storage.statements import insert_into
from bot.storage.tables import assignments, cases, round_answers, rounds, substitutes

if TYPE_CHECKING:
    from bot.storage.work import Work


def add_round(work: "Work", round: Round) -> bool:
    """Keep a new round; False when the year has one."""
    values = {column.name: getattr(round, column.name) for column in rounds.columns}
    return work.connection.execute(insert_into(work.connection, rounds).values(values).on_conflict_do_nothing()).rowcount == 1


def read_round(work: "Work", year: int | None = None) -> Round | None:
    """The round of a year, or the newest; locked until the transaction ends if it may write and holds no messages."""
    chosen = select(rounds).order_by(rounds.c.year.desc()).limit(1)
    if year is not None:
        chosen = chosen.where(rounds.c.year == year)
    if work.writes and not work.holds_messages:
        chosen = chosen.with_for_update()
    row = work.connection.execute(chosen).one_or_none()
    return Round(row.year, row.opened_at, row.due, row.opened_by, row.closed_at, row.closed_by) if row else None


def read_book(
    work: "Work",
    round: Round,
    *,
    person: PersonId | None = None,
    units: Iterable[UnitId] | None = None,
    ids: Iterable[CaseId] | None = None,
) -> Book:
    """The round with all its cases, or those that could be a person's to answer, of some units, or with some ids. They are not locked."""
    which = [
        *([of_person(person)] if person is not None else []),
        *([of_units(units)] if units is not None else []),
        *([cases.c.id.in_(list(ids))] if ids is not None else []),
    ]
    chosen = select(cases.c.id).where(IS_OPEN, HAS_COORDINATOR, *which).order_by(cases.c.number, cases.c.id)
    found = list(work.connection.scalars(chosen))
    return Book(round, load_cases(work, found, lock=False), read_answers(work, round.year, found))


def cases_closed_in(work: "Work", year: int) -> tuple[Case, ...]:
    """The cases that were closed in a year, as clocks in Oslo have it."""
    first, after = (oslo_instant(date(each, 1, 1), time()) for each in (year, year + 1))
    chosen = select(cases.c.id).where(cases.c.closed_at >= first, cases.c.closed_at < after).order_by(cases.c.id)
    return load_cases(work, list(work.connection.scalars(chosen)), lock=False)


def read_answers(work: "Work", year: int, ids: Iterable[CaseId]) -> dict[CaseId, Answer]:
    """What was answered about some cases in a year's round."""
    chosen = select(round_answers).where(round_answers.c.year == year, round_answers.c.case_id.in_(list(ids)))
    return {
        row.case_id: Answer(
            row.case_id, Numbers(row.meetings, row.plan), row.answered_at, row.answered_by, row.confirmed_at, row.confirmed_by
        )
        for row in work.connection.execute(chosen)
    }


def save_round(work: "Work", round: Round, answers: Iterable[Answer]) -> None:
    """Keep what a decision changed."""
    changed = {"closed_at": round.closed_at, "closed_by": round.closed_by}
    work.connection.execute(update(rounds).where(rounds.c.year == round.year).values(changed))
    for answer in answers:
        values = {
            "meetings": dict(answer.numbers.meetings),
            "plan": answer.numbers.plan,
            "answered_at": answer.answered_at,
            "answered_by": answer.answered_by,
            "confirmed_at": answer.confirmed_at,
            "confirmed_by": answer.confirmed_by,
        }
        new = insert_into(work.connection, round_answers).values(year=round.year, case_id=answer.case, **values)
        work.connection.execute(new.on_conflict_do_update(index_elements=["year", "case_id"], set_=values))


# ---- which cases


def of_person(person: PersonId) -> ColumnElement[bool]:
    """The cases that could be the person's to answer: named in them, or vikar."""
    named = exists().where(in_place, assignments.c.named_person == person)
    acts = exists().where(substitutes.c.case_id == cases.c.id, substitutes.c.person == person, substitutes.c.ended_at.is_(None))
    return or_(named, acts)


def of_units(units: Iterable[UnitId]) -> ColumnElement[bool]:
    """The cases with a coordinator from one of the units."""
    return exists().where(and_(in_place, assignments.c.unit.in_(list(units))))
