"""Deadlines: Oslo dates, working days, and when the clock may speak. Pure; instants are aware UTC, deadlines are Oslo dates.

Periods end as in domstolloven § 148 (same weekday, same date, or the month's last day) and roll as in § 149.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import count
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays
from dateutil.relativedelta import relativedelta

from bot.casework.municipality import AppointRules, Deadlines, Hours, ReplyRules, Roll

OSLO = ZoneInfo("Europe/Oslo")
DAY = timedelta(days=1)


def oslo_date(now: datetime) -> date:
    """The date on the wall in Oslo at that instant."""
    return now.astimezone(OSLO).date()


def oslo_instant(day: date, at: time) -> datetime:
    """The instant, in UTC, when clocks in Oslo show that time on that day; in the hour that is shown twice, the first."""
    return datetime.combine(day, at, OSLO).astimezone(UTC)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The days of the year that Norwegian law treats as Sundays; the Sundays themselves are not listed."""
    return frozenset(holidays.country_holidays("NO", years=year))


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are working days: Monday to Friday, but for public holidays and the municipality's own closing days."""

    closing_days: frozenset[date] = frozenset()

    @classmethod
    def of(cls, deadlines: Deadlines) -> "WorkCalendar":
        """The calendar of a municipality's profile."""
        return cls(frozenset(deadlines.closing_days))

    def is_working(self, day: date) -> bool:
        """Whether people are at work that day."""
        return day.weekday() < 5 and day not in self.closing_days and day not in public_holidays(day.year)

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the next one."""
        return day if self.is_working(day) else self.after(day)

    def on_or_before(self, day: date) -> date:
        """The day itself if it is a working day, else the last one before it."""
        return day if self.is_working(day) else self.before(day)

    def after(self, day: date, n: int = 1) -> date:
        """The n-th working day after the day; n is 1 or more."""
        return find_working_day(self, day, DAY, n)

    def before(self, day: date, n: int = 1) -> date:
        """The n-th working day before the day; the day itself when n is 0."""
        return find_working_day(self, day, -DAY, n)

    def count(self, from_day: date, to_day: date) -> int:
        """How many working days come after from_day, up to and including to_day; 0 when to_day is not later."""
        return sum(self.is_working(from_day + DAY * days) for days in range(1, (to_day - from_day).days + 1))


@lru_cache(maxsize=4096)
def find_working_day(calendar: WorkCalendar, day: date, stride: timedelta, n: int) -> date:
    """The n-th working day from the day in one direction, the day itself not counted; a morning asks for the same few again and again."""
    for _ in range(n):
        day = next(later for later in (day + stride * days for days in count(1)) if calendar.is_working(later))
    return day


def roll(day: date, how: Roll, calendar: WorkCalendar) -> date:
    """The day a period really ends on, when it would end on that day."""
    return calendar.on_or_after(day) if how == "next_working_day" else day


def reply_deadline(sent_on: date, rules: ReplyRules, calendar: WorkCalendar) -> date:
    """The last day to answer a request sent that day: same weekday some weeks later, rolled as the profile says."""
    return roll(sent_on + timedelta(weeks=rules.weeks), rules.roll, calendar)


def appoint_deadline(decided_on: date, rules: AppointRules, calendar: WorkCalendar) -> date:
    """The last day to have a coordinator in place: same date some months after the decision, or that month's last day."""
    return roll(decided_on + relativedelta(months=rules.months), rules.roll, calendar)


def closed_before(months: int, now: datetime) -> datetime:
    """The instant before which a case must have been closed to have been so for some months, counted in days in Oslo."""
    return oslo_instant(oslo_date(now) - relativedelta(months=months) + DAY, time(0))


def reminder_days(deadline: date, rules: ReplyRules, calendar: WorkCalendar, sent_on: date) -> tuple[date, ...]:
    """The working days, in order, on which an unanswered request is reminded of, all after the day it was sent.

    A reminder for the day itself goes out on the last working day before when the deadline is not one: later is too late.
    """
    days = {calendar.before(deadline, n) if n else calendar.on_or_before(deadline) for n in rules.reminders}
    return tuple(sorted(day for day in days if day > sent_on))


class Stage(NamedTuple):
    """A warning before the appointment deadline: its name in keys and registers, and the working day it goes out."""

    name: str
    day: date


def warning_days(deadline: date, rules: AppointRules, calendar: WorkCalendar) -> tuple[Stage, ...]:
    """The warnings before the appointment deadline, in order, one a day at most: `days_30` and so on, and `working_day_before`.

    A warning that falls on a day off waits for the next working day, so that "30 days left" never comes when more are left, and a
    stage is due as soon as its day has come, also after an outage. It must still come before the deadline, so over a long
    holiday it goes out on the last working day before it instead. Of two on one day the later stage stays.
    """
    last = calendar.before(deadline)
    stages = {min(calendar.on_or_after(deadline - DAY * left), last): f"days_{left}" for left in rules.warnings}
    if rules.working_day_before:
        stages[last] = "working_day_before"
    return tuple(Stage(name, day) for day, name in sorted(stages.items()))


def next_working_instant(now: datetime, hours: Hours, calendar: WorkCalendar) -> datetime:
    """Now, when it lies inside the hours of a working day in Oslo; else the next time they begin."""
    local = now.astimezone(OSLO)
    today = local.date()
    if calendar.is_working(today) and local.time() < hours.closes:
        return max(now, oslo_instant(today, hours.opens))
    return oslo_instant(calendar.after(today), hours.opens)


def overdue_instant(deadline: date, rules: Deadlines, calendar: WorkCalendar) -> datetime:
    """When people are told that a deadline has passed without an answer: in the morning of the next working day."""
    return oslo_instant(calendar.after(deadline), rules.overdue_at)
