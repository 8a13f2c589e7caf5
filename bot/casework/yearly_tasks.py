"""What KE itself does once a year, named on its day and ticked off: cooperation meetings, priorities, plans (S0-35, S4-37 to S4-39)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.casework.model import PersonId
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Message, Refusal, Why
from bot.casework.situation import Situation
from bot.casework.yearly_rules import YearlyTask, in_year

LATE = timedelta(days=30)
"""A day that passed longer ago than this is not named any more: the bot was not here then."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One year's task, done by somebody on a day."""

    task: str
    year: int
    done_on: date
    done_by: PersonId
    ticked_at: datetime


@dataclass(frozen=True, slots=True)
class TickTask:
    """It is done."""

    task: str
    year: int


@dataclass(frozen=True, slots=True)
class UntickTask:
    """It is not done after all."""

    task: str
    year: int


Command = TickTask | UntickTask


def find_task(municipality: Municipality, code: str) -> YearlyTask | None:
    """The task with that code, while the municipality has it."""
    return next((task for task in municipality.yearly_tasks if task.code == code), None)


def tick(command: TickTask, before: Tick | None, situation: Situation) -> Tick | Refusal:
    """KE has done it today; what was ticked before keeps its day and name."""
    if not situation.is_ke:
        return Refusal(Why.ONLY_KE)
    if before is not None or find_task(situation.municipality, command.task) is None:
        return Refusal(Why.NOTHING_TO_DO)
    return Tick(command.task, command.year, situation.today, situation.by, situation.now)


def untick(before: Tick | None, situation: Situation) -> Refusal | None:
    """Whether the tick may be taken back."""
    if not situation.is_ke:
        return Refusal(Why.ONLY_KE)
    return Refusal(Why.NOTHING_TO_DO) if before is None else None


def named_today(situation: Situation) -> Iterator[Message]:
    """The cards of the tasks whose day has come; a key a year lets each be named once."""
    year = situation.today.year
    for task in situation.municipality.yearly_tasks:
        day = situation.calendar.on_or_after(in_year(task.day, year))
        if day <= situation.today <= day + LATE:
            for ke in situation.directory.ke():
                data = {"task": task.code, "year": year}
                yield Message(f"task-{year}/{task.code}/p{ke}", Kind.YEARLY_TASK, ke, situation.now, data=data)


def next_day(situation_day: date, task: YearlyTask) -> date:
    """The task's next day, today included."""
    this_year = in_year(task.day, situation_day.year)
    return this_year if this_year >= situation_day else in_year(task.day, situation_day.year + 1)
