"""The yearly round by the rules alone: who answers for whom, what waits for whom, and when it is reminded of."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.casework import commands, yearly_round
from bot.casework.model import Case, Directory, Named, Unit
from bot.casework.outcome import Message, Refusal, Why
from bot.casework.situation import Situation
from bot.casework.yearly_round import Answer, AnswerRound, Book, ConfirmRound, Decided, Numbers, Round
from tests.casework.deciding import ADA, BO, DIRECTORY, KE, LEADER, NORTH_LEADER, SOUTH, settle_in

TOWN = settle_in("aalesund").appoints()
CASE = TOWN.case
MUNICIPALITY = TOWN.municipality
FRIDAY = datetime(2026, 10, 16, 8, 30, tzinfo=UTC)
ROUND = Round(2026, FRIDAY, date(2026, 11, 16))
GIVEN = Numbers({"coordination": 2, "cooperation": 0}, plan=True)
LED_BY_ADA = Directory(DIRECTORY.people, {**DIRECTORY.units, SOUTH: Unit(SOUTH, "Hjemmetjenesten sør", (ADA,), employees=(ADA, BO))})


def situation(by: int | None, now: datetime = FRIDAY, directory: Directory = DIRECTORY) -> Situation:
    return Situation(now, by, MUNICIPALITY, directory)


def book(*answers: Answer, case: Case = CASE, round: Round = ROUND) -> Book:
    return Book(round, (case,), {each.case: each for each in answers})


def answered(**changes: Any) -> Answer:
    return replace(Answer(CASE.id, GIVEN, FRIDAY, ADA), **changes)


def says(kept: Book, by: int, numbers: Numbers = GIVEN) -> Decided | Why:
    decided = yearly_round.decide(kept, AnswerRound(2026, {CASE.id: numbers}), situation(by))
    return decided.why if isinstance(decided, Refusal) else decided


def readers(messages: tuple[Message, ...]) -> list[tuple[int, int | None]]:
    """Who gets a card, and about which unit."""
    return [(each.to, each.data.get("unit")) for each in messages if not each.data.get("ke")]


@pytest.mark.row("S4-34")
def test_the_coordinator_the_leader_and_ke_answer_and_nobody_else() -> None:
    assert [isinstance(says(book(), by), Decided) for by in (ADA, LEADER, KE)] == [True, True, True]
    assert [says(book(), by) for by in (BO, NORTH_LEADER)] == [Why.NOT_FOUND, Why.NOT_FOUND]


def test_a_case_that_was_handed_over_is_answered_by_the_one_who_has_it_now() -> None:
    TOWN_OF_BO = settle_in("aalesund").appoints().does(commands.ReplaceCoordinator(Named(BO), informed=True), LEADER)
    kept = book(case=TOWN_OF_BO.case)
    assert says(kept, ADA) == Why.NOT_FOUND
    assert isinstance(says(kept, BO), Decided)
    assert readers(yearly_round.tell_opened(kept, situation(None))) == [(BO, None)]


@pytest.mark.row("S4-34")
def test_where_the_coordinator_is_not_in_teams_the_leader_is_asked_at_once() -> None:
    outsider = replace(CASE, assignments=(replace(CASE.assignments[0], named=Named(name="Eva", service="PPT")),))
    assert readers(yearly_round.tell_opened(book(case=outsider), situation(None))) == [(LEADER, SOUTH)]
    assert readers(yearly_round.tell_opened(book(), situation(None))) == [(ADA, None)]


def test_numbers_must_be_whole_and_possible() -> None:
    for wrong in (
        Numbers({"coordination": 2}, plan=True),
        Numbers({"coordination": 2, "cooperation": 100}, plan=True),
        replace(GIVEN, plan=None),
    ):
        assert says(book(), ADA, wrong) == Why.BAD_COUNT


def test_the_same_again_changes_nothing_and_a_correction_must_be_confirmed_again() -> None:
    confirmed = answered(confirmed_at=FRIDAY, confirmed_by=LEADER)
    assert says(book(confirmed), ADA) == Why.NOTHING_TO_DO
    corrected = says(book(confirmed), ADA, replace(GIVEN, plan=False))
    assert isinstance(corrected, Decided)
    assert corrected.answers[0].confirmed_at is None


@pytest.mark.row("S4-34")
def test_a_leader_who_is_also_coordinator_answers_and_then_confirms() -> None:
    given = yearly_round.decide(book(), AnswerRound(2026, {CASE.id: GIVEN}), situation(ADA, directory=LED_BY_ADA))
    assert isinstance(given, Decided)
    assert readers(given.messages) == [(ADA, SOUTH)], "the unit is whole"
    press = ConfirmRound(2026, SOUTH, yearly_round.stamp(FRIDAY))
    confirmed = yearly_round.decide(book(*given.answers), press, situation(ADA, directory=LED_BY_ADA))
    assert isinstance(confirmed, Decided)
    assert confirmed.answers[0].confirmed_by == ADA


def test_only_the_leader_or_ke_confirms_and_only_what_stood_on_the_card() -> None:
    kept, press = book(answered()), ConfirmRound(2026, SOUTH, yearly_round.stamp(FRIDAY))
    outcomes = {by: yearly_round.decide(kept, press, situation(by)) for by in (ADA, NORTH_LEADER, LEADER, KE)}
    assert [isinstance(each, Decided) for each in outcomes.values()] == [False, False, True, True]
    older = replace(press, seen=press.seen - 1)
    assert yearly_round.decide(kept, older, situation(LEADER)) == Refusal(Why.NOTHING_TO_DO)


def test_a_closed_round_takes_nothing_and_only_ke_closes_and_opens_it() -> None:
    closed = replace(ROUND, closed_at=FRIDAY, closed_by=KE)
    assert says(book(round=closed), ADA) == Why.ROUND_CLOSED
    assert yearly_round.decide(book(), yearly_round.CloseRound(2026), situation(LEADER)) == Refusal(Why.ONLY_KE)
    again = yearly_round.decide(book(round=closed), yearly_round.ReopenRound(2026), situation(KE))
    assert isinstance(again, Decided)
    assert again.round.closed_at is None


def reminded(day: str, *answers: Answer) -> list[tuple[int, int | None]]:
    assert MUNICIPALITY.annual
    now = datetime.fromisoformat(f"{day}T08:00+00:00")
    return readers(yearly_round.remind(book(*answers), MUNICIPALITY.annual, situation(None, now)))


@pytest.mark.row("S4-34")
def test_who_has_not_answered_is_reminded_on_the_days_of_the_profile_and_the_leader_of_what_waits_for_a_press() -> None:
    assert reminded("2026-11-06") == []
    assert reminded("2026-11-09") == [(ADA, None)], "five working days before Monday 16 November"
    assert reminded("2026-11-09", answered()) == [(LEADER, SOUTH)]
    assert reminded("2026-11-09", answered(confirmed_at=FRIDAY, confirmed_by=LEADER)) == []
    assert reminded("2027-01-11") == [], "not in another year"


def test_a_stage_is_told_under_one_key_however_many_days_it_is_tried() -> None:
    assert MUNICIPALITY.annual
    days = (datetime(2026, 11, 9, 9, tzinfo=UTC) + timedelta(days=n) for n in range(3))
    told = [yearly_round.remind(book(), MUNICIPALITY.annual, situation(None, day))[0] for day in days]
    assert len({each.key for each in told}) == 1
    assert [each.reminding_on for each in told] == [date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 11)]
