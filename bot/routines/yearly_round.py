"""The yearly round within one transaction: opened and reminded of by the clock, answered and confirmed by people, and redrawn."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, assert_never

from bot.casework import yearly_round as rules
from bot.casework.deadlines import WorkCalendar
from bot.casework.municipality import Municipality
from bot.casework.outcome import Event, Kind, Refusal, Why
from bot.casework.seeing import role_of
from bot.casework.situation import Situation
from bot.casework.yearly_round import AnswerRound, Book, CloseRound, Command, ConfirmRound, Decided, ReopenRound, StartRound
from bot.storage.store import Work


def carry_out(work: Work, command: Command, situation: Situation) -> Refusal | Mapping[str, Any]:
    """Decide on a locked round, and keep what was decided; the pressed card shows it whole again, and not a page of it."""
    if isinstance(command, StartRound):
        return start(work, situation) or {}
    book = read_book(work, command)
    if book is None:
        return Refusal(Why.NO_ROUND)
    decided = rules.decide(book, command, situation)
    if isinstance(decided, Refusal):
        return decided
    keep(work, book, decided, situation)
    return {"from": None}


def start(work: Work, situation: Situation) -> Refusal | None:
    """Open this year's round and send its cards, once."""
    opened = rules.open_round(situation)
    if isinstance(opened, Refusal):
        return opened
    if not work.add_round(opened):
        return Refusal(Why.NOTHING_TO_DO)
    for message in rules.tell_opened(work.round_book(opened), situation):
        work.post(message, situation.now)
    work.redraw_kind(Kind.ROUND, situation.directory.ke())
    return None


def read_book(work: Work, command: AnswerRound | ConfirmRound | CloseRound | ReopenRound) -> Book | None:
    """The round, locked, with the cases that the command is about and those of their units."""
    round = work.round(command.year)
    if round is None:
        return None
    match command:
        case AnswerRound():
            found = work.round_book(round, ids=command.numbers)
            return work.round_book(round, units=found.units())
        case ConfirmRound():
            return work.round_book(round, units=(command.unit,))
        case CloseRound() | ReopenRound():
            return Book(round, (), {})
        case _:
            assert_never(command)


def keep(work: Work, book: Book, decided: Decided, situation: Situation) -> None:
    """Store it, leave a line in each case's trail, and redraw the cards of everybody who sees the answers."""
    work.save_round(decided.round, decided.answers)
    for answer in decided.answers:
        kind = "counted" if answer.confirmed_at is None else "count_confirmed"
        data = {"year": book.round.year, "meetings": dict(answer.numbers.meetings), "plan": answer.numbers.plan}
        role = role_of((case for case in book.cases if case.id == answer.case), situation.by, situation.directory, situation.today)
        work.note(answer.case, (Event(kind, data),), situation.by, situation.now, role=role)
    for message in decided.messages:
        work.post(message, situation.now)
    changed = {answer.case for answer in decided.answers}
    told = [case for case in book.cases if case.id in changed]
    people = {person for case in told for person in case.responsible(situation.today)} | {situation.by, *situation.directory.ke()}
    people |= {person for case in told if case.assignment for person in situation.directory.answerers(case.assignment.unit)}
    work.redraw_kind(Kind.ROUND, people if changed else None)


# ---- the clock


def run(work: Work, situation: Situation) -> None:
    """Open the round on its day; from then on each working day whoever came to have a case gets a card, and stages are reminded of."""
    annual = situation.municipality.annual
    if annual is None:
        return
    if rules.is_due(situation.municipality, situation.today) and work.round(situation.today.year) is None:
        start(work, situation)
        return
    round = work.round()
    if round is None or round.closed_at or round.year != situation.today.year:
        return
    book = work.round_book(round)
    new = {message.to for message in rules.tell_opened(book, situation) if work.post(message, situation.now)}
    for message in rules.remind(book, annual, situation):
        if message.to not in new:
            work.post(message, situation.now)


def next_days(work: Work, municipality: Municipality, first: date) -> Iterator[date]:
    """Each day while a round is open; else the day on which the next one opens."""
    annual, calendar = municipality.annual, WorkCalendar.of(municipality.deadlines)
    if annual is None:
        return
    round = work.round()
    if round and round.year == first.year and not round.closed_at:
        yield first
    this_year = round is not None and round.year >= first.year
    if not this_year and first < rules.last_day(annual, first.year, calendar):
        yield rules.opening_day(annual, first.year, calendar)
    else:
        yield rules.opening_day(annual, first.year + 1, calendar)
