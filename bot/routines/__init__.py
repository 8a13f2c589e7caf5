"""What comes back with the year and belongs to no single case: decided once each working day, within the tick's transaction."""

from collections.abc import Iterator
from datetime import date, datetime

from bot.casework.deadlines import WorkCalendar, next_working_instant, oslo_date, oslo_instant
from bot.casework.municipality import Municipality
from bot.casework.outcome import Refusal
from bot.casework.routines import Command
from bot.casework.situation import Situation
from bot.crashpoints import reach
from bot.routines import yearly_round
from bot.storage.store import Work

MARK = "routine"


def carry_out(work: Work, command: Command, situation: Situation) -> Refusal | None:
    """Carry out what somebody wants done; None when it was."""
    return yearly_round.carry_out(work, command, situation)


def run_due(work: Work, municipality: Municipality, now: datetime) -> None:
    """Let the day's routines say what is due, if it is time and it was not done today."""
    rules, today = municipality.deadlines, oslo_date(now)
    at_work = next_working_instant(now, rules.hours, WorkCalendar.of(rules)) == now
    if not at_work or now < oslo_instant(today, rules.routine_at) or not work.mark(MARK, today.isoformat()):
        return
    yearly_round.run(work, Situation(now, None, municipality, work.directory()))
    reach("routine/written")


def next_due(work: Work, municipality: Municipality, now: datetime) -> datetime | None:
    """The next instant at which a routine has something to look at; None when none of them ever will."""
    rules = municipality.deadlines
    calendar, today = WorkCalendar.of(rules), oslo_date(now)
    past = (work.marked(MARK) or "") >= today.isoformat() or now > oslo_instant(today, rules.routine_at)
    first = calendar.after(today) if past else calendar.on_or_after(today)
    day = min(days_to_come(work, municipality, first), default=None)
    return oslo_instant(calendar.on_or_after(max(day, first)), rules.routine_at) if day else None


def days_to_come(work: Work, municipality: Municipality, first: date) -> Iterator[date]:
    """By routine, the first day from `first` on at which it looks; a day before it means that it looks each day."""
    yield from yearly_round.next_days(work, municipality, first)
