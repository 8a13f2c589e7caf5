"""How it stands with the messages and the deadlines, in numbers for whoever runs the bot: nothing here leads to anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, or_, select

from bot.casework.auditing import LATE
from bot.storage.auditing import IS_OPEN, in_place, live
from bot.storage.outbox import waiting
from bot.storage.tables import State, cases, messages, requests, unsealed

if TYPE_CHECKING:
    from bot.storage.work import Work

WAIT = State.PENDING, State.REDRAW
LOST = State.UNREACHABLE, State.FAILED


@dataclass(frozen=True, slots=True)
class Standing:
    """What whoever runs the bot watches."""

    messages: Mapping[State, int]
    """Those that wait, and those that could not be sent."""
    ages: Mapping[State, float]
    """Seconds since the oldest message that waits was to leave."""
    late_replies: int
    """Requests that wait for an answer after their deadline."""
    late_appointments: int
    """Open cases without a coordinator after theirs."""
    late_cases: int
    """Cases whose time to be looked at has passed, and that the clock has forgotten."""
    unsealed: int
    """Lines of the trail that wait for their seal."""


def how_it_stands(work: "Work", now: datetime) -> Standing:
    """Counted by indexes, however many messages were sent before."""
    counted = select(messages.c.state, func.count()).where(or_(waiting, messages.c.state.in_(LOST))).group_by(messages.c.state)
    found = {State(state): count for state, count in work.connection.execute(counted)}
    oldest = select(messages.c.state, func.min(messages.c.due_at)).where(waiting, messages.c.due_at <= now).group_by(messages.c.state)
    due = {State(state): at for state, at in work.connection.execute(oldest)}
    return Standing(
        messages={state: found.get(state, 0) for state in (*WAIT, *LOST)},
        ages={state: (now - due[state]).total_seconds() if state in due else 0.0 for state in WAIT},
        late_replies=work.connection.scalar(LATE_REPLIES) or 0,
        late_appointments=work.connection.scalar(LATE_APPOINTMENTS) or 0,
        late_cases=work.connection.scalar(select(func.count()).select_from(cases).where(cases.c.next_look_at < now - LATE)) or 0,
        unsealed=work.connection.scalar(select(func.count()).select_from(unsealed)) or 0,
    )


LATE_REPLIES = select(func.count()).select_from(requests).join(cases).where(IS_OPEN, live, requests.c.overdue_on.is_not(None))
LATE_APPOINTMENTS = select(func.count()).select_from(cases).where(IS_OPEN, cases.c.three_months_on.is_not(None), ~exists().where(in_place))
