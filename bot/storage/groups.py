"""Which cases belong to which group for which reader, and which of them come first: conditions on the tables, nothing fetched."""

from dataclasses import dataclass
from functools import cache
from typing import Any, assert_never

from sqlalchemy import (
    JSON,
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    true,
    type_coerce,
    union,
)

from bot.casework.model import FactKind, HandoverState, RequestState
from bot.casework.overview import Group
from bot.storage.columns import Date, Instant, fits
from bot.storage.tables import asked, assignments, cases, duties, facts, handovers, requests, substitutes

LIVE = requests.c.state.in_([RequestState.WAITING, RequestState.PROMISED])
IS_OPEN = cases.c.closed_at.is_(None)
of_case = requests.c.case_id == cases.c.id
in_place = and_(assignments.c.case_id == cases.c.id, assignments.c.ended_at.is_(None))
"""Responsible now, or named to take over: while one relieves another there are two."""
HAS_COORDINATOR = exists().where(in_place)
newest_named = and_(in_place, assignments.c.ends_on.is_(None))
"""The coordinator the leader still has something to tick for: not the one who is being relieved."""
TOLD = or_(assignments.c.informed_at.is_not(None), assignments.c.welcomed_at.is_not(None))
AWAITS_LEADER = handovers.c.state == HandoverState.LEADER
newer_plan = facts.alias("newer_plan")
PLAN_SETTLED = exists().where(
    facts.c.case_id == cases.c.id,
    facts.c.kind == FactKind.PLAN,
    facts.c.answer.is_not(None),
    ~exists().where(newer_plan.c.case_id == facts.c.case_id, newer_plan.c.kind == FactKind.PLAN, newer_plan.c.position > facts.c.position),
)
"""What was reported last of a plan is yes or no."""
HAS_PLAN = exists().where(
    facts.c.case_id == cases.c.id,
    facts.c.kind == FactKind.PLAN,
    facts.c.answer.is_(True),
    ~exists().where(newer_plan.c.case_id == facts.c.case_id, newer_plan.c.kind == FactKind.PLAN, newer_plan.c.position > facts.c.position),
)
"""What was reported last of a plan is yes."""
WITHOUT_SUCCESSOR = handovers.c.state.in_([HandoverState.LEADER, HandoverState.KE])


PERSON = bindparam("person", type_=Integer)
AMONG = bindparam("among", type_=Text)
"""The same person, as a list of ids holds them."""
UNITS = bindparam("units", expanding=True, type_=Integer)
"""What the person leads or stands in for."""
REPORTS = bindparam("reports", expanding=True, type_=Integer)
"""Whose nearest leader the person is."""
TODAY = bindparam("today", type_=Date)
SOON = bindparam("soon", type_=Date)
"""The last day of an appointment deadline that counts as near."""
SINCE = bindparam("since", type_=Instant)
UNIT = bindparam("unit", type_=Integer)
FIRST = bindparam("first", type_=Integer)


@dataclass(frozen=True, slots=True)
class Reader:
    """What sort of reader asks; who it is comes as parameters, so that one statement serves everybody of a sort.

    KE sees everything, a leader what the unit or they themselves were asked and whom they lead, a coordinator their own.
    """

    is_ke: bool
    leads: bool
    """Has units."""
    has_reports: bool
    """Is somebody's nearest leader."""

    def was_asked(self) -> ColumnElement[bool]:
        """The request went to the reader, or to a unit they lead or stand in for."""
        in_person = fits(requests.c.recipients, AMONG)
        return or_(in_person, requests.c.unit.in_(UNITS)) if self.leads else in_person

    def sees_request(self) -> ColumnElement[bool]:
        """The request is one the reader follows."""
        return true() if self.is_ke else self.was_asked()

    def coordinates(self) -> ColumnElement[bool]:
        """The reader is the case's coordinator, now or soon, and has been told; or acts for one."""
        return is_one_of(self.own_cases())

    def own_cases(self) -> tuple[Select[int], ...]:
        """The cases the reader coordinates, or acts for a coordinator of."""
        named = select(assignments.c.case_id).where(assignments.c.named_person == PERSON, assignments.c.ended_at.is_(None), TOLD)
        acts = select(substitutes.c.case_id).where(substitutes.c.person == PERSON, substitutes.c.ended_at.is_(None))
        return named, acts

    def asked_cases(self) -> tuple[Select[int], ...]:
        """The cases with a request that `was_asked` is true of: found by person and by unit, without a look at the others."""
        in_person = select(asked.c.case_id).where(asked.c.person_id == PERSON)
        by_unit = (select(requests.c.case_id).where(requests.c.unit.in_(UNITS)),) if self.leads else ()
        return in_person, *by_unit

    def led_cases(self) -> tuple[Select[int], ...]:
        """The cases of those whose nearest leader the reader is."""
        return (select(assignments.c.case_id).where(assignments.c.ended_at.is_(None), self.is_nearest()),) if self.has_reports else ()

    def answers_for(self) -> ColumnElement[bool]:
        """The assignment came of a request the reader was asked, or went to somebody whose nearest leader the reader is."""
        came_of = and_(requests.c.case_id == assignments.c.case_id, requests.c.seq == assignments.c.request)
        return or_(exists().where(came_of, self.was_asked()), self.is_nearest())

    def is_nearest(self) -> ColumnElement[bool]:
        """The assignment is somebody's whose nearest leader the reader is."""
        return assignments.c.named_person.in_(REPORTS) if self.has_reports else false()

    def may_see(self) -> ColumnElement[bool]:
        """Whether the reader may know of a case: the same rule as casework's may_see, asked of many at once."""
        if self.is_ke:
            return true()
        return is_one_of((*self.asked_cases(), *self.own_cases(), *self.led_cases()))


@cache
def select_group(group: Group, reader: Reader, *, one_unit: bool) -> Select[Any]:
    """The statement that finds the first cases of a group and how many there are in all; made once for each sort of reader."""
    matching = select(cases.c.id, func.count().over().label("total")).where(
        which(group, reader), *((lies_with_unit(),) if one_unit else ())
    )
    return matching.order_by(*order_of(group, reader)).limit(FIRST)


def which(group: Group, reader: Reader) -> ColumnElement[bool]:  # noqa: C901, PLR0912
    """The condition for a case to be in a group: one branch a group."""
    match group:
        case Group.OVERDUE:
            return and_(IS_OPEN, has_request(reader, LIVE, requests.c.deadline < TODAY))
        case Group.WAITING:
            within = or_(requests.c.deadline >= TODAY, requests.c.deadline.is_(None)) if reader.is_ke else true()
            return and_(IS_OPEN, has_request(reader, LIVE, within))
        case Group.THREE_MONTHS:
            return and_(for_ke(reader), IS_OPEN, ~HAS_COORDINATOR, cases.c.appoint_by <= SOON)
        case Group.WITHOUT_COORDINATOR:
            return and_(for_ke(reader), IS_OPEN, ~HAS_COORDINATOR)
        case Group.ANSWERS:
            return and_(for_ke(reader), has_request(reader, requests.c.answered_at > SINCE))
        case Group.OFFERS:
            asks_time = and_(LIVE, requests.c.wants_until.is_not(None))
            awaits_ke = requests.c.state.in_([RequestState.PROPOSED, RequestState.OFFERED])
            return and_(for_ke(reader), IS_OPEN, has_request(reader, or_(awaits_ke, asks_time)))
        case Group.DUTIES:
            return and_(or_(IS_OPEN, for_ke(reader)), undone(reader))
        case Group.HANDOVERS:
            return and_(IS_OPEN, has_handover(reader))
        case Group.WITHOUT_PLAN:
            return and_(for_ke(reader), IS_OPEN, HAS_COORDINATOR, cases.c.pause.is_(None), ~PLAN_SETTLED)
        case Group.MEETINGS:
            return and_(for_ke(reader), IS_OPEN, cases.c.meet_by < TODAY)
        case Group.PAUSED:
            return and_(IS_OPEN, cases.c.pause.is_not(None), true() if reader.is_ke else reader.coordinates())
        case Group.MINE:
            taken = cases.c.handler == PERSON if reader.is_ke else false()
            return and_(IS_OPEN, or_(reader.coordinates(), taken))
        case Group.ACTIVE:
            from_unit = select(assignments.c.case_id).where(assignments.c.ended_at.is_(None), assignments.c.unit.in_(UNITS))
            active = (live_requests(reader), *((from_unit,) if reader.leads else ()), *reader.led_cases())
            return and_(IS_OPEN, true() if reader.is_ke else is_one_of(active))
        case Group.CLOSED:
            return and_(for_ke(reader), cases.c.closed_at.is_not(None))
        case _:
            assert_never(group)


def for_ke(reader: Reader) -> ColumnElement[bool]:
    """Groups that only KE has are empty for everybody else."""
    return true() if reader.is_ke else false()


def has_request(reader: Reader, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """The case has a request the reader follows and of which something is true."""
    having = exists().where(of_case, reader.sees_request(), *conditions)
    return having if reader.is_ke else and_(is_one_of(reader.asked_cases()), having)


def live_requests(reader: Reader) -> Select[int]:
    """The cases with a request that waits for the reader."""
    theirs = requests.c.case_id.in_(union(*reader.asked_cases()))
    return select(requests.c.case_id).where(theirs, reader.was_asked(), LIVE)


def is_one_of(chosen: tuple[Select[int], ...]) -> ColumnElement[bool]:
    """The case is among some that an index finds; an `or` of conditions would have the database look at every case."""
    return cases.c.id.in_(union(*chosen) if len(chosen) > 1 else chosen[0])


def lies_with_unit() -> ColumnElement[bool]:
    """The case waits for the unit's answer, or its coordinator comes from there."""
    return or_(exists().where(of_case, LIVE, requests.c.unit == UNIT), exists().where(in_place, assignments.c.unit == UNIT))


def undone(reader: Reader) -> ColumnElement[bool]:
    """KE has something to tick off; a leader has not ticked 'informed' or 'access' for the unit's own coordinator."""
    if reader.is_ke:
        return exists().where(duties.c.case_id == cases.c.id, duties.c.done_on.is_(None))
    unticked = or_(assignments.c.informed_at.is_(None), assignments.c.access_at.is_(None))
    own = is_one_of((*reader.asked_cases(), *reader.led_cases()))
    return and_(own, exists().where(newest_named, unticked, reader.answers_for()))


def has_handover(reader: Reader) -> ColumnElement[bool]:
    """KE follows every handover without a successor; a leader those about the unit's own coordinator that were not passed to KE."""
    of_handover = handovers.c.case_id == cases.c.id
    if reader.is_ke:
        return exists().where(of_handover, WITHOUT_SUCCESSOR)
    of_assignment = and_(assignments.c.case_id == handovers.c.case_id, assignments.c.seq == handovers.c.assignment)
    own = is_one_of((*reader.asked_cases(), *reader.led_cases()))
    return and_(own, exists().where(of_handover, AWAITS_LEADER, exists().where(of_assignment, reader.answers_for())))


def order_of(group: Group, reader: Reader) -> tuple[ColumnElement[Any], ...]:
    """The most urgent first: by the nearest deadline, the oldest duty or the newest answer, and then by age."""
    match group:
        case Group.OVERDUE | Group.WAITING:
            key: ColumnElement[Any] = earliest(requests.c.deadline, of_case, reader.sees_request(), LIVE)
        case Group.DUTIES if reader.is_ke:
            key = earliest(duties.c.created_at, duties.c.case_id == cases.c.id, duties.c.done_on.is_(None))
        case Group.HANDOVERS:
            key = earliest(handovers.c.reported_at, handovers.c.case_id == cases.c.id, WITHOUT_SUCCESSOR)
        case Group.WITHOUT_PLAN:
            key = earliest(assignments.c.named_at, in_place)
        case Group.MEETINGS:
            key = cases.c.meet_by
        case Group.PAUSED:
            key = type_coerce(cases.c.pause, JSON)["until"].as_string()
        case Group.ANSWERS:
            key = select(func.max(requests.c.answered_at)).where(of_case).correlate(cases).scalar_subquery().desc()
        case Group.CLOSED:
            key = cases.c.closed_at.desc()
        case _:
            key = cases.c.appoint_by
    return key, cases.c.id


def earliest(column: ColumnElement[Any], *conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    """The smallest value among the case's children of which something is true."""
    return select(func.min(column)).where(*conditions).correlate(cases).scalar_subquery()
