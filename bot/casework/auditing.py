"""What must be true of an open case whatever has happened: no stage lies behind it, its reminder is there, somebody answers for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.casework.deadlines import oslo_date, oslo_instant
from bot.casework.model import Case, CaseId, PersonId
from bot.casework.situation import Situation
from bot.casework.stages import What, ahead
from bot.casework.telling import reachable

LATE = timedelta(minutes=10)
"""What should have happened longer ago than this has been forgotten: the clock looks every twenty seconds."""
REMEMBERED = timedelta(days=30)
"""How far back reminders are asked about."""
NOBODY, REMINDER = "nobody_responsible", "unsaid_reminder"
STAGES: Mapping[What, str] = {what: f"stage_{what}" for what in What}


@dataclass(frozen=True, slots=True)
class Said:
    """Which messages there are: each day's reminding one by person, and when a request was last sent to anybody in a case."""

    reminders: frozenset[tuple[PersonId, date]]
    asked: Mapping[CaseId, datetime]


def find_faults(case: Case, situation: Situation, said: Said) -> Iterator[str]:
    """What is wrong with an open case, by name. What the clock is to look at now is its own to find."""
    if not has_somebody(case, situation):
        yield NOBODY
    if case.request and lacks_reminder(case, situation, said):
        yield REMINDER
    late = [stage.what for stage in ahead(case, situation) if stage.at < situation.now - LATE]
    if case.next_look_at is None or case.next_look_at > situation.now:
        yield from {STAGES[what]: None for what in late if what is not What.MAIL or not gives_way(case, situation)}


def gives_way(case: Case, situation: Situation) -> bool:
    """Whether the e-mail of today waits for the next working day: it gave way to a reminder, also to one that was dropped since."""
    return case.next_look_at is not None and oslo_date(case.next_look_at) <= situation.calendar.after(situation.today)


def has_somebody(case: Case, situation: Situation) -> bool:
    """Whether somebody at work here has the next step: whoever is asked, whoever coordinates, else KE."""
    if situation.directory.ke() or (case.request and reachable(case.request, situation)):
        return True
    current = case.assignment
    return current is not None and situation.knows(current.named.person)


def lacks_reminder(case: Case, situation: Situation, said: Said) -> bool:
    """Whether a request was reminded of and no such message is there; whoever got the request itself then or later was not reminded."""
    request = case.request
    if request is None or not request.reminded_on:
        return False
    day = max(request.reminded_on)
    asked = said.asked.get(case.id)
    if day < situation.today - REMEMBERED or (asked is not None and asked >= oslo_instant(day, time(0))):
        return False
    people = {*request.recipients, *reachable(request, situation)}
    return not any((person, day) in said.reminders for person in people)
