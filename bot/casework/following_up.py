"""After the welcome: the first conversation is asked about, and how often meetings must be held (S0-30, S2-15)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from bot.casework import telling
from bot.casework.appointing import change_assignment
from bot.casework.deadlines import DAY, oslo_date
from bot.casework.follow_up_rules import FollowUpRules
from bot.casework.model import Assignment, Case, FactKind
from bot.casework.outcome import Kind, Message, News
from bot.casework.situation import Situation


def start_day(case: Case, rules: FollowUpRules) -> date | None:
    """From when the coordinator in place is asked for the first conversation; None while there is nothing to ask."""
    own = case.assignment
    if rules.start is None or own is None or own.welcomed_at is None or case.pause or case.closing:
        return None
    if own.first_talk_on or own.disputed_at:
        return None
    return max(oslo_date(own.welcomed_at), own.starts_on or date.min) + DAY * rules.start.ask_after_days


def ask_days(case: Case, rules: FollowUpRules) -> tuple[date, ...]:
    """The days from which the coordinator in place is asked: the first, and where the municipality repeats it the second and last."""
    first = start_day(case, rules)
    if first is None or rules.start is None:
        return ()
    again = rules.start.repeat_after_days
    return (first,) if again is None else (first, first + DAY * again)


def tell_day(case: Case, situation: Situation) -> date | None:
    """The working day on which KE is told, once, that none was reported."""
    rules = situation.municipality.follow_up
    asked = ask_days(case, rules)
    if not asked or rules.start is None or (case.assignment and case.assignment.start_told_on):
        return None
    return situation.calendar.on_or_after(asked[-1] + DAY * rules.start.tell_after_days)


def tell_not_started(case: Case, own: Assignment, at: datetime, situation: Situation) -> tuple[Case, tuple[Message, ...]]:
    """KE is told who has not reported a first conversation: perhaps help is needed."""
    case = change_assignment(case, replace(own, start_told_on=oslo_date(at)))
    occasion = f"assignment-{own.seq}/not-started"
    return case, telling.tell_ke(Kind.NEWS, case, occasion, situation, at=at, news=News.NOT_STARTED.value, about=own.seq)


def silent_since(case: Case, rules: FollowUpRules, today: date) -> date | None:
    """The day of the last word of the case, in a month in which it is time for another one (S0-34, S4-35).

    Counted in whole calendar months between the two, so that a message a month asks once for each span and misses none.
    """
    own = case.assignment
    if rules.status_months is None or own is None or case.pause or case.closing:
        return None
    told = [own.named_at, *(at for at in (own.started_at, own.guidance_wanted_at) if at), *(fact.reported_at for fact in case.facts)]
    heard = oslo_date(max(told))
    between = (today.year - heard.year) * 12 + today.month - heard.month - 1
    return heard if between > 0 and between % rules.status_months == 0 else None


# ---- meetings

ESTABLISHING = frozenset({FactKind.MEETING, FactKind.GROUP})
"""What shows that there is a group that meets."""


def meeting_days(case: Case, rules: FollowUpRules) -> Iterator[tuple[date, str]]:
    """By when the next meeting of each sort with a minimum must be held, and the code of the sort.

    Counted from the newest meeting, or from the day on which the group was established; none while the case rests or has no group.
    """
    if case.pause or case.closing or case.closed_at or case.assignment is None:
        return
    for kind in rules.meetings:
        told = [fact for fact in case.facts if fact.kind in ESTABLISHING and rules.meeting(fact.what).code == kind.code]
        since = next((at for at, fact in reversed([*enumerate(told)]) if fact.kind is FactKind.GROUP and fact.answer is False), -1)
        last = max((fact for fact in told[since + 1 :] if fact.day), key=lambda fact: fact.day or date.min, default=None)
        if kind.every_months and last and last.day:
            yield last.day + relativedelta(months=kind.every_months), kind.code


def count_meetings(case: Case, rules: FollowUpRules, year: int) -> dict[str, int]:
    """How many meetings of each sort were held in a year, by code."""
    held = [rules.meeting(fact.what).code for fact in case.facts if fact.kind is FactKind.MEETING and fact.day and fact.day.year == year]
    return {kind.code: held.count(kind.code) for kind in rules.meetings}
