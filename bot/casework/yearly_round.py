"""The yearly round (S4-34): each coordinator gives a few numbers for each case, the leader confirms the unit's, KE sees how it goes.

What belongs to the round is asked of the cases as they are: whoever is coordinator now answers, also for one who handed over in the
year; a case without coordinator waits for nobody.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from bot.casework.deadlines import WorkCalendar, oslo_date
from bot.casework.follow_up_rules import FollowUpRules
from bot.casework.following_up import count_meetings
from bot.casework.model import Case, CaseId, FactKind, PersonId, UnitId
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Message, Refusal, Why
from bot.casework.situation import Situation, leads
from bot.casework.yearly_rules import AnnualRules, in_year

MOST = 99
"""Meetings of one sort in one case in a year; more is a typing error."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Round:
    """One year's round. Without a person the clock opened it."""

    year: int
    opened_at: datetime
    due: date
    opened_by: PersonId | None = None
    closed_at: datetime | None = None
    closed_by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is reported of one case: meetings by the code of their sort, and whether there is a plan (None where it is not asked)."""

    meetings: Mapping[str, int]
    plan: bool | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The numbers of one case, who gave them and who confirmed them; a correction must be confirmed again."""

    case: CaseId
    numbers: Numbers
    answered_at: datetime
    answered_by: PersonId
    confirmed_at: datetime | None = None
    confirmed_by: PersonId | None = None


@dataclass(frozen=True)
class Book:
    """A round with some of its cases, open ones with a coordinator, by løpenummer, and what was answered about them."""

    round: Round
    cases: tuple[Case, ...]
    answers: Mapping[CaseId, Answer]

    def of_person(self, person: PersonId, day: date) -> tuple[Case, ...]:
        """The cases the person is coordinator of on the day, or acts in."""
        return tuple(case for case in self.cases if person in case.responsible(day))

    def of_unit(self, unit: UnitId) -> tuple[Case, ...]:
        """The cases whose coordinator comes from the unit."""
        return tuple(case for case in self.cases if case.assignment and case.assignment.unit == unit)

    def units(self) -> tuple[UnitId, ...]:
        """Every unit with a case in the round."""
        return tuple(dict.fromkeys(case.assignment.unit for case in self.cases if case.assignment))

    def missing(self, cases: Iterable[Case]) -> tuple[Case, ...]:
        """Those of the cases that are not answered."""
        return tuple(case for case in cases if case.id not in self.answers)

    def unconfirmed(self, cases: Iterable[Case]) -> tuple[Answer, ...]:
        """The answers about the cases that nobody has confirmed."""
        found = (self.answers[case.id] for case in cases if case.id in self.answers)
        return tuple(answer for answer in found if answer.confirmed_at is None)


# ---- what somebody wants done


@dataclass(frozen=True, slots=True)
class StartRound:
    """KE opens this year's round before its day, or after it."""


@dataclass(frozen=True, slots=True)
class AnswerRound:
    """Numbers of one case or more, by the coordinator, the leader or KE; given anew they are a correction."""

    year: int
    numbers: Mapping[CaseId, Numbers]


@dataclass(frozen=True, slots=True)
class ConfirmRound:
    """The leader's one press: every answer of the unit that stood on the card, which was drawn when `seen` was the newest."""

    year: int
    unit: UnitId
    seen: int
    """Microseconds since 1970, as `stamp` gives them."""


@dataclass(frozen=True, slots=True)
class CloseRound:
    """KE closes it: nothing more is asked, and nothing more can be changed."""

    year: int


@dataclass(frozen=True, slots=True)
class ReopenRound:
    """KE opens it again."""

    year: int


Command = StartRound | AnswerRound | ConfirmRound | CloseRound | ReopenRound


@dataclass(frozen=True, slots=True)
class Decided:
    """The round as it is now, the answers that are new or changed, and what to say."""

    round: Round
    answers: tuple[Answer, ...] = ()
    messages: tuple[Message, ...] = ()


def decide(book: Book, command: AnswerRound | ConfirmRound | CloseRound | ReopenRound, situation: Situation) -> Decided | Refusal:
    """Carry out a command on a round; `book` holds the cases it is about, and those of their units."""
    match command:
        case AnswerRound():
            return answer(book, command, situation)
        case ConfirmRound():
            return confirm(book, command, situation)
        case CloseRound() if not situation.is_ke:
            return Refusal(Why.ONLY_KE)
        case CloseRound():
            return Refusal(Why.NOTHING_TO_DO) if book.round.closed_at else Decided(close(book.round, situation))
        case ReopenRound() if not situation.is_ke:
            return Refusal(Why.ONLY_KE)
        case ReopenRound():
            again = replace(book.round, closed_at=None, closed_by=None)
            return Decided(again) if book.round.closed_at else Refusal(Why.NOTHING_TO_DO)


def close(round: Round, situation: Situation) -> Round:
    """The round when KE has closed it."""
    return replace(round, closed_at=situation.now, closed_by=situation.by)


# ---- opening


def opening_day(rules: AnnualRules, year: int, calendar: WorkCalendar) -> date:
    """The working day on which a year's round opens by itself."""
    return calendar.on_or_after(in_year(rules.opens, year))


def last_day(rules: AnnualRules, year: int, calendar: WorkCalendar) -> date:
    """The day by which it should be answered: a working day."""
    return calendar.on_or_after(in_year(rules.due, year))


def open_round(situation: Situation) -> Round | Refusal:
    """A new round, by KE or by the clock, with room for every reminder; whether the year has one is for storage to say."""
    rules = situation.municipality.annual
    if rules is None:
        return Refusal(Why.NO_ROUND)
    if situation.actor is not None and not situation.is_ke:
        return Refusal(Why.ONLY_KE)
    year = situation.today.year
    room = situation.calendar.after(situation.today, max(rules.reminders, default=0) + 1)
    due = max(last_day(rules, year, situation.calendar), room)
    return Round(year, situation.now, due, situation.actor)


def is_due(municipality: Municipality, today: date) -> bool:
    """Whether the clock opens a round today, unless the year has one: not any more when its last day has come."""
    rules, calendar = municipality.annual, WorkCalendar.of(municipality.deadlines)
    return rules is not None and opening_day(rules, today.year, calendar) <= today < last_day(rules, today.year, calendar)


def tell_opened(book: Book, situation: Situation) -> tuple[Message, ...]:
    """One card to each coordinator about all their cases; to a leader for those who cannot be asked; to KE how it goes.

    Decided anew each day: the keys let nobody have a card twice, and whoever becomes coordinator meanwhile gets one.
    """
    year, at = book.round.year, situation.working_instant()
    waiting = book.missing(book.cases)
    asked = {person for case in waiting for person in case.responsible(situation.today) if is_reachable(person, situation)}
    cards = [Message(f"round-{year}/p{person}", Kind.ROUND, person, at, data={"year": year}) for person in sorted(asked)]
    for unit in book.units():
        if any(not asked.intersection(case.responsible(situation.today)) for case in book.missing(book.of_unit(unit))):
            cards += tell_unit(book.round, unit, at, situation)
    others = (ke for ke in situation.directory.ke() if ke != book.round.opened_by)  # whoever pressed has it before their eyes
    cards += [Message(f"round-{year}/ke/p{ke}", Kind.ROUND, ke, at, data={"year": year, "ke": True}) for ke in others]
    return tuple(cards)


def tell_unit(round: Round, unit: UnitId, at: datetime, situation: Situation) -> tuple[Message, ...]:
    """The unit's answers to whoever gets what is sent to it; once, and redrawn from then on."""
    people = situation.directory.recipients(unit, situation.today)
    data = {"year": round.year, "unit": unit}
    return tuple(Message(f"round-{round.year}/unit-{unit}/p{person}", Kind.ROUND, person, at, data=data) for person in people)


def is_reachable(person: PersonId, situation: Situation) -> bool:
    """Whether a card can reach somebody in Teams."""
    found = situation.directory.people[person]
    return found.active and found.has_chat


# ---- answering


def prefill(case: Case, round: Round, rules: FollowUpRules) -> Numbers:
    """What was reported in the chat in the round's year, by whoever was coordinator then."""
    counts, plan = count_meetings(case, rules, round.year), case.newest_fact(FactKind.PLAN)
    return Numbers({code: min(counts[code], MOST) for code in counted(rules)}, plan.answer if plan else None)


def counted(rules: FollowUpRules) -> tuple[str, ...]:
    """The codes of the sorts of meetings whose number is asked for."""
    return tuple(kind.code for kind in rules.meetings if kind.counted)


def may_answer(case: Case, situation: Situation) -> bool:
    """KE, whoever is or acts as coordinator, and the leader, for one who is not in Teams."""
    own = situation.by in case.responsible(situation.today)
    return situation.is_ke or own or leads(situation.by, case.assignment, case, situation.directory)


def answer(book: Book, command: AnswerRound, situation: Situation) -> Decided | Refusal:
    """Keep the numbers that differ from what is known; they wait to be confirmed. A unit that is whole is shown to its leader."""
    cases = {case.id: case for case in book.cases}
    if any(id not in cases or not may_answer(cases[id], situation) for id in command.numbers):
        return Refusal(Why.NOT_FOUND)
    if book.round.closed_at:
        return Refusal(Why.ROUND_CLOSED)
    if not all(is_whole(numbers, situation.municipality) for numbers in command.numbers.values()):
        return Refusal(Why.BAD_COUNT)
    changed = tuple(
        Answer(id, numbers, situation.now, situation.by)
        for id, numbers in command.numbers.items()
        if id not in book.answers or book.answers[id].numbers != numbers
    )
    if not changed:
        return Refusal(Why.NOTHING_TO_DO)
    after = replace(book, answers={**book.answers, **{each.case: each for each in changed}})
    units = dict.fromkeys(assignment.unit for each in changed if (assignment := cases[each.case].assignment))
    whole = [unit for unit in units if not after.missing(after.of_unit(unit))]
    messages = tuple(message for unit in whole for message in tell_unit(book.round, unit, situation.now, situation))
    return Decided(book.round, changed, messages)


def is_whole(numbers: Numbers, municipality: Municipality) -> bool:
    """Whether everything that is asked was answered, with counts that can be."""
    asked = municipality.annual is not None and municipality.annual.ask_plan
    counts = set(numbers.meetings) == set(counted(municipality.follow_up)) and all(0 <= n <= MOST for n in numbers.meetings.values())
    return counts and (numbers.plan is not None) == asked


def confirm(book: Book, command: ConfirmRound, situation: Situation) -> Decided | Refusal:
    """Every answer of the unit that had come when the card was drawn; what came since is shown before it is confirmed."""
    if not (situation.is_ke or situation.by in situation.directory.answerers(command.unit)):
        return Refusal(Why.NOT_FOUND)
    if book.round.closed_at:
        return Refusal(Why.ROUND_CLOSED)
    waiting = [each for each in book.unconfirmed(book.of_unit(command.unit)) if stamp(each.answered_at) <= command.seen]
    if not waiting:
        return Refusal(Why.NOTHING_TO_DO)
    return Decided(book.round, tuple(replace(each, confirmed_at=situation.now, confirmed_by=situation.by) for each in waiting))


def stamp(at: datetime) -> int:
    """An instant as whole microseconds since 1970, which a card can carry."""
    return (at - EPOCH) // timedelta(microseconds=1)


# ---- reminding


def stages(round: Round, rules: AnnualRules, calendar: WorkCalendar, today: date) -> Iterator[date]:
    """The working days from which a reminder is due, in order, up to today."""
    opened = oslo_date(round.opened_at)
    for left in rules.reminders:
        day = calendar.before(round.due, left)
        if opened < day <= today:
            yield day
    late = round.due
    while rules.late_every and (late := calendar.after(late, rules.late_every)) <= today:
        yield late


def remind(book: Book, rules: AnnualRules, situation: Situation) -> tuple[Message, ...]:
    """The newest stage's reminder to everybody something waits for, until the year is over.

    Tried each working day until the person's day is free for it, within the one reminding message a day; the key says that it was told.
    """
    stage = max(stages(book.round, rules, situation.calendar, situation.today), default=None)
    if stage is None or book.round.closed_at or situation.today.year > book.round.year:
        return ()
    today = situation.today
    waiting = {person for case in book.missing(book.cases) for person in case.responsible(today) if is_reachable(person, situation)}
    told = [reminder(book.round, f"{stage}", person, {}, situation) for person in sorted(waiting)]
    for unit in book.units():
        cases = book.of_unit(unit)
        unasked = any(not waiting.intersection(case.responsible(today)) for case in book.missing(cases))
        if unasked or book.unconfirmed(cases):
            people = situation.directory.recipients(unit, today)
            told += [reminder(book.round, f"{stage}/unit-{unit}", person, {"unit": unit}, situation) for person in people]
    return tuple(told)


def reminder(round: Round, occasion: str, person: PersonId, data: Mapping[str, int], situation: Situation) -> Message:
    """One person's reminding message of the day."""
    key, shown = f"round-{round.year}/{occasion}/p{person}", {"year": round.year, "stage": True, **data}
    return Message(key, Kind.ROUND, person, situation.now, reminding_on=situation.today, data=shown)
