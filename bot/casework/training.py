"""What coordinators need to learn: needs that units report, KE's own deadline to offer training, and who has taken the course.

A need says which unit, what and how many, never who (S4-29); the course is a day in a person's own register (S1-13, S2-02).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from bot.casework.deadlines import DAY, WorkCalendar, oslo_date
from bot.casework.model import Directory, PersonId, UnitId
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Message, Refusal, Why
from bot.casework.situation import Situation
from bot.casework.yearly_rules import CourseRules, NeedRules

MOST = 99
"""Persons in one need; more is a typing error."""
NeedId = int


@dataclass(frozen=True, slots=True)
class Need:
    """One reported need for training; `offer_by` is the last day to offer it."""

    id: NeedId
    unit: UnitId
    kind: str
    persons: int
    refresher: bool
    reported_at: datetime
    reported_by: PersonId
    offer_by: date
    offered_on: date | None = None
    offered_by: PersonId | None = None
    withdrawn_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Still to be offered."""
        return self.offered_on is None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class Course:
    """The day on which somebody took the course, who noted it and when."""

    person: PersonId
    done_on: date | None
    noted_at: datetime
    noted_by: PersonId


# ---- what somebody wants done


@dataclass(frozen=True, slots=True)
class ReportNeed:
    """A unit needs training for some of its people; without a unit it is the reporter's own."""

    kind: str
    persons: int
    refresher: bool = False
    unit: UnitId | None = None


@dataclass(frozen=True, slots=True)
class TickOffered:
    """KE has offered the training, on a day."""

    need: NeedId
    on: date


@dataclass(frozen=True, slots=True)
class UntickOffered:
    """It was not offered after all."""

    need: NeedId


@dataclass(frozen=True, slots=True)
class WithdrawNeed:
    """The need is gone, or was reported by mistake; KE or the unit says so before it is offered."""

    need: NeedId


@dataclass(frozen=True, slots=True)
class NoteCourse:
    """Somebody has taken the course on a day, or has not (None): said by themselves or by KE."""

    person: PersonId
    done_on: date | None


Command = ReportNeed | TickOffered | UntickOffered | WithdrawNeed | NoteCourse


# ---- needs


def report(command: ReportNeed, id: NeedId, situation: Situation) -> Need | Refusal:
    """A new need under a free id, with its deadline."""
    rules = need_rules(situation.municipality)
    if rules is None:
        return Refusal(Why.NOT_OFFERED_HERE)
    own = situation.directory.units_of(situation.by)
    unit = command.unit if command.unit is not None else own[0].id if len(own) == 1 else None
    if unit is None or unit not in situation.directory.units or not (situation.is_ke or any(each.id == unit for each in own)):
        return Refusal(Why.CHOOSE_UNIT)
    if command.kind not in {kind.code for kind in rules.kinds}:
        return Refusal(Why.BAD_REASON)
    if not 1 <= command.persons <= MOST:
        return Refusal(Why.BAD_COUNT)
    offer_by = situation.today + relativedelta(months=rules.months)
    return Need(id, unit, command.kind, command.persons, command.refresher, situation.now, situation.by, offer_by)


def tell_reported(need: Need, situation: Situation) -> tuple[Message, ...]:
    """KE gets it, and the unit's leader where somebody else of the unit reported it."""
    leaders = situation.directory.recipients(need.unit, situation.today)
    people = dict.fromkeys(person for person in (*situation.directory.ke(), *leaders) if person != situation.by)
    return tuple(Message(f"need-{need.id}/p{person}", Kind.TRAINING, person, situation.now, data={"need": need.id}) for person in people)


def change(need: Need, command: TickOffered | UntickOffered | WithdrawNeed, situation: Situation) -> Need | Refusal:
    """The need after what KE or the unit did with it; a tick must be taken back before another."""
    if not may_see(need, situation.by, situation.directory):
        return Refusal(Why.NEED_NOT_FOUND)
    if need.withdrawn_at:
        return Refusal(Why.NOTHING_TO_DO)
    match command:
        case WithdrawNeed():
            return Refusal(Why.NOTHING_TO_DO) if need.offered_on else replace(need, withdrawn_at=situation.now)
        case TickOffered() | UntickOffered() if not situation.is_ke:
            return Refusal(Why.ONLY_KE)
        case TickOffered() if command.on > situation.today:
            return Refusal(Why.DATE_IN_FUTURE)
        case TickOffered() if command.on < oslo_date(need.reported_at):
            return Refusal(Why.BEFORE_REPORTED)
        case TickOffered():
            return Refusal(Why.NOTHING_TO_DO) if need.offered_on else replace(need, offered_on=command.on, offered_by=situation.by)
        case UntickOffered():
            return replace(need, offered_on=None, offered_by=None) if need.offered_on else Refusal(Why.NOTHING_TO_DO)


def may_see(need: Need, person: PersonId, directory: Directory) -> bool:
    """A need is for KE, the unit's people and whoever reported it."""
    return directory.people[person].is_ke or person == need.reported_by or person in directory.units[need.unit].people


def need_rules(municipality: Municipality) -> NeedRules | None:
    """The rules for needs, where the municipality takes them in."""
    return municipality.training.needs if municipality.training else None


def warning_days(need: Need, rules: NeedRules, calendar: WorkCalendar) -> Iterator[date]:
    """The working days on which KE's digest names a need by itself: as the profile warns, and when its day has passed."""
    last = calendar.on_or_before(need.offer_by)
    for left in rules.warnings:
        yield min(calendar.on_or_after(need.offer_by - DAY * left), last)
    yield calendar.after(need.offer_by)


# ---- the course


def course_rules(municipality: Municipality) -> CourseRules | None:
    """The rules for the course, where the municipality has one."""
    return municipality.training.course if municipality.training else None


def note_course(before: Course | None, command: NoteCourse, situation: Situation) -> Course | Refusal:
    """What is known of somebody's course from now on."""
    if course_rules(situation.municipality) is None:
        return Refusal(Why.NOT_OFFERED_HERE)
    if command.person not in situation.directory.people or not (situation.is_ke or command.person == situation.by):
        return Refusal(Why.ONLY_KE)
    if command.done_on and command.done_on > situation.today:
        return Refusal(Why.DATE_IN_FUTURE)
    if (before.done_on if before else None) == command.done_on:
        return Refusal(Why.NOTHING_TO_DO)
    return Course(command.person, command.done_on, situation.now, situation.by)


def may_see_course(person: PersonId, reader: PersonId, directory: Directory) -> bool:
    """Somebody's course is for themselves, KE and their own leader to see (N7)."""
    led = {each for unit in directory.units_led_by(reader) for each in unit.people} | {*directory.reports(reader)}
    return directory.people[reader].is_ke or person == reader or person in led


def remind_of_course(coordinators: Iterable[tuple[PersonId, datetime]], situation: Situation) -> Iterator[Message]:
    """One reminder in all to each coordinator without the course, some days after the first appointment; tried until a day is free."""
    rules = course_rules(situation.municipality)
    for person, since in coordinators:
        found = situation.directory.people[person]
        if rules and rules.remind_after and found.active and oslo_date(since) + DAY * rules.remind_after <= situation.today:
            yield Message(f"course/p{person}", Kind.COURSE, person, situation.now, reminding_on=situation.today, data={"asked": True})
