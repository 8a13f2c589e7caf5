"""KE's yearly tasks within one transaction: named on their day by the clock, ticked off by people."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.casework import yearly_tasks as rules
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Refusal
from bot.casework.situation import Situation
from bot.casework.yearly_tasks import Command, TickTask
from bot.storage.store import Work


def carry_out(work: Work, command: Command, situation: Situation) -> Refusal | Mapping[str, Any]:
    """Tick it off, or take the tick back; every member of KE sees it."""
    before = work.yearly_tick(command.task, command.year)
    outcome = rules.tick(command, before, situation) if isinstance(command, TickTask) else rules.untick(before, situation)
    if isinstance(outcome, Refusal):
        return outcome
    if outcome is None:
        work.forget_yearly_tick(command.task, command.year)
    else:
        work.save_yearly_tick(outcome)
    work.redraw_kind(Kind.YEARLY_TASK)
    return {}


def run(work: Work, situation: Situation) -> None:
    """Name the tasks whose day has come, unless they are done already."""
    for message in rules.named_today(situation):
        if work.yearly_tick(message.data["task"], message.data["year"]) is None:
            work.post(message, situation.now)


def next_days(municipality: Municipality, first: date) -> Iterator[date]:
    """The next day of each task."""
    yield from (rules.next_day(first, task) for task in municipality.yearly_tasks)
