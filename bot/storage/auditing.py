"""What the database can be asked of itself: what waits too long, and what was decided without the message that tells of it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, not_, or_, select

from bot.casework.auditing import LATE, REMEMBERED, Said
from bot.casework.deadlines import DAY, oslo_date
from bot.casework.model import Case, CaseId, HandoverState, PersonId, RequestState, Way
from bot.casework.outcome import Kind
from bot.storage.cases import AT_ONCE, READ_AT_ONCE, load_readable
from bot.storage.columns import Instant
from bot.storage.outbox import but_behind, failed_before, waiting
from bot.storage.reads import SEEN
from bot.storage.tables import State, assignments, cases, events, handovers, messages, pace, requests

if TYPE_CHECKING:
    from bot.storage.work import Work

TICK = "tick"
"""The mark of the last tick that came to its end."""
IS_OPEN = cases.c.closed_at.is_(None)
LONG_AGO = bindparam("long_ago", type_=Instant)
SOON = bindparam("soon", type_=Instant)


def told(kind: Kind, *about: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is a message of a kind about the case, sent or not."""
    said = exists().where(messages.c.case_id == cases.c.id, messages.c.kind == kind, *about)
    return said.correlate(cases, requests, assignments)  # two levels out, where SQLAlchemy does not look by itself


live = and_(requests.c.case_id == cases.c.id, requests.c.state.in_([RequestState.WAITING, RequestState.PROMISED]))
own = messages.c.request == requests.c.seq
in_place = and_(assignments.c.case_id == cases.c.id, assignments.c.ended_at.is_(None))
asks = and_(live, requests.c.way != Way.DIRECT)
awaits_leader = and_(handovers.c.case_id == cases.c.id, handovers.c.state == HandoverState.LEADER)
welcomed = and_(in_place, assignments.c.welcomed_at.is_not(None), assignments.c.named_person.is_not(None))
brought = exists().where(events.c.case_id == cases.c.id, events.c.kind == "brought")
just_changed = exists().where(events.c.case_id == cases.c.id, events.c.at >= LONG_AGO, events.c.kind != SEEN)
UNSAID: Mapping[str, ColumnElement[bool]] = {
    "unsaid_request": exists().where(asks, not_(told(Kind.REQUEST, own))),
    "unsaid_overdue": exists().where(live, requests.c.overdue_on.is_not(None), not_(told(Kind.OVERDUE, own))),
    "unsaid_three_months": and_(
        cases.c.three_months_on.is_not(None), not_(exists().where(in_place)), not_(told(Kind.THREE_MONTHS)), ~brought
    ),
    "unsaid_handover": exists().where(awaits_leader, not_(told(Kind.HANDOVER))),
    "unsaid_welcome": exists().where(welcomed, not_(told(Kind.WELCOME, messages.c.person_id == assignments.c.named_person))),
}
"""By name, what is so of an open case while the message that tells of it is not there."""
CASES: Mapping[str, Select[Any]] = {
    "late_cases": select(cases.c.id).where(cases.c.next_look_at < LONG_AGO, cases.c.next_look_at > AT_ONCE, ~just_changed),
    **{name: select(cases.c.id).where(IS_OPEN, lacks) for name, lacks in UNSAID.items()},
}
"""Each check that finds cases. What was set to be looked at at once, or came to be due by what just happened, is the next tick's."""

free_since = func.coalesce(messages.c.lease_until, messages.c.try_at)
STUCK = but_behind(
    select(func.count()).select_from(messages).where(waiting, or_(free_since < LONG_AGO, messages.c.lease_until > SOON)), failed_before
)
"""Messages nobody takes, and those that somebody has taken for longer than anybody may."""
UNSENT = select(func.count()).select_from(messages).where(waiting, messages.c.attempts > 0, messages.c.first_tried_at < LONG_AGO)
"""Messages that are tried again and again, and do not arrive."""


def faulty_cases(work: "Work", now: datetime) -> Iterator[tuple[str, CaseId]]:
    """Each case that a check finds, with the check's name."""
    for name, found in CASES.items():
        binds = {"long_ago": now - LATE} if name == "late_cases" else {}
        yield from ((name, case) for case in work.connection.scalars(found, binds))


def stuck_messages(work: "Work", now: datetime) -> int:
    """How many messages nobody sends though they could leave; none while Teams has asked the bot to rest, and a little after."""
    resting = work.connection.scalar(select(pace.c.rest_until))
    if resting is not None and resting > now - LATE:
        return 0
    return work.connection.scalar(STUCK, {"long_ago": now - LATE, "soon": now + LATE}) or 0


def unsent_messages(work: "Work", now: datetime) -> int:
    """How many messages have been tried for long, whatever it is that does not take them."""
    return work.connection.scalar(UNSENT, {"long_ago": now - LATE}) or 0


def note_tick(work: "Work", now: datetime) -> None:
    """A tick has come to its end; kept to the minute."""
    value = now.replace(second=0, microsecond=0).isoformat()
    if work.marked(TICK) != value:
        work.keep_mark(TICK, value)


def is_tick_late(work: "Work", now: datetime) -> bool:
    """Whether no tick has come to its end for long, or the last one was in the future; a database that never had one is new."""
    last = work.marked(TICK)
    return last is not None and abs(now - datetime.fromisoformat(last)) > LATE


def open_cases(work: "Work") -> Iterator[Case | CaseId]:
    """Every open case, read some at a time; of one that cannot be read its id."""
    ids = list(work.connection.scalars(select(cases.c.id).where(IS_OPEN).order_by(cases.c.id)))
    for first in range(0, len(ids), READ_AT_ONCE):
        some = ids[first : first + READ_AT_ONCE]
        readable = {case.id: case for case in load_readable(work, some)}
        yield from (readable.get(id, id) for id in some)


def numbers_of(work: "Work", ids: Collection[CaseId]) -> dict[CaseId, str]:
    """The løpenummer of some cases, also of those that cannot be read."""
    found = work.connection.execute(select(cases.c.id, cases.c.number).where(cases.c.id.in_(ids)).order_by(cases.c.id))
    return {id: number for id, number in found}


def reminded_today(work: "Work", now: datetime) -> frozenset[PersonId]:
    """Who has a reminding message today."""
    return frozenset(
        work.connection.scalars(
            select(messages.c.person_id).where(messages.c.reminding_on == oslo_date(now), messages.c.state != State.DROPPED)
        )
    )


def read_said(work: "Work", now: datetime) -> Said:
    """Each day's reminding messages of late, a digest may be one, and when somebody was last asked in each open case."""
    since: date = oslo_date(now - REMEMBERED) - DAY
    reminders = select(messages.c.person_id, messages.c.reminding_on).where(messages.c.reminding_on >= since)
    asked = select(messages.c.case_id, func.max(messages.c.created_at)).join(cases).where(IS_OPEN, messages.c.kind == Kind.REQUEST)
    found = work.connection.execute(asked.group_by(messages.c.case_id))
    return Said(frozenset((person, day) for person, day in work.connection.execute(reminders)), {case: at for case, at in found})
