"""What comes back with the year and belongs to no single case: decided once each working day, within the tick's transaction."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from bot.casework import inviting as inviting_rules
from bot.casework import training as training_rules
from bot.casework import yearly_tasks as task_rules
from bot.casework.deadlines import WorkCalendar, next_working_instant, oslo_date, oslo_instant
from bot.casework.municipality import Municipality
from bot.casework.outcome import Refusal
from bot.casework.routines import Command
from bot.casework.situation import Situation
from bot.crashpoints import reach
from bot.routines import inviting, training, yearly_round, yearly_tasks
from bot.storage.store import Work

MARK = "routine"


def carry_out(work: Work, command: Command, situation: Situation) -> Refusal | Mapping[str, Any]:
    """Carry out what somebody wants done; gives what is new in the data of the pressed card, None for what is no longer in it."""
    if isinstance(command, training_rules.Command):
        return training.carry_out(work, command, situation)
    if isinstance(command, inviting_rules.Command):
        return inviting.carry_out(work, command, situation)
    if isinstance(command, task_rules.Command):
        return yearly_tasks.carry_out(work, command, situation)
    return yearly_round.carry_out(work, command, situation)


def run_due(work: Work, municipality: Municipality, now: datetime) -> None:
    """Let the day's routines say what is due, if it is time and it was not done today."""
    rules, today = municipality.deadlines, oslo_date(now)
    at_work = next_working_instant(now, rules.hours, WorkCalendar.of(rules)) == now
    if not at_work or now < oslo_instant(today, rules.routine_at) or not work.mark(MARK, today.isoformat()):
        return
    situation = Situation(now, None, municipality, work.directory())
    yearly_round.run(work, situation)
    training.run(work, situation)
    inviting.run(work, situation)
    yearly_tasks.run(work, situation)
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
    yield from training.next_days(work, municipality, first)
    yield from inviting.next_days(work, municipality, first)
    yield from yearly_tasks.next_days(municipality, first)
