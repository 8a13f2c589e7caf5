"""The yearly round by the rules alone: who answers for whom, what waits for whom, and when it is reminded of."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.casework import commands, yearly_round
from bot.casework.model import Case, Directory, FactKind, Named, Unit
from bot.casework.outcome import Kind, Message, Refusal, Why
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


# ---- the days, and every card to the letter


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


def opened(by: int | None, now: datetime, profile: str = "aalesund") -> Round | Why:
    found = yearly_round.open_round(Situation(now, by, settle_in(profile).municipality, DIRECTORY))
    return found.why if isinstance(found, Refusal) else found


@pytest.mark.row("S4-34")
def test_ke_or_the_clock_opens_the_round_with_room_for_every_reminder() -> None:
    assert opened(KE, FRIDAY) == Round(2026, FRIDAY, date(2026, 11, 16), KE), "15 November is a Sunday"
    assert opened(None, FRIDAY) == Round(2026, FRIDAY, date(2026, 11, 16))
    late = at("2026-11-12T08:00")
    assert opened(KE, late) == Round(2026, late, date(2026, 11, 20), KE), "six working days, for the first reminder comes five before"
    assert opened(LEADER, FRIDAY) == Why.ONLY_KE
    assert opened(KE, FRIDAY, "standard") == Why.NO_ROUND


def test_where_nobody_is_reminded_a_round_that_is_opened_late_lasts_to_the_next_working_day() -> None:
    assert MUNICIPALITY.annual
    silent = MUNICIPALITY.model_copy(update={"annual": MUNICIPALITY.annual.model_copy(update={"reminders": ()})})
    late = at("2026-11-20T08:00")
    assert yearly_round.open_round(Situation(late, KE, silent, DIRECTORY)) == Round(2026, late, date(2026, 11, 23), KE)


@pytest.mark.parametrize(("day", "due"), [("2026-10-14", False), ("2026-10-15", True), ("2026-11-15", True), ("2026-11-16", False)])
def test_the_clock_opens_it_from_its_day_until_the_last(day: str, due: bool) -> None:
    assert yearly_round.is_due(MUNICIPALITY, date.fromisoformat(day)) is due
    assert not yearly_round.is_due(settle_in("standard").municipality, date.fromisoformat(day))


def test_a_round_is_closed_once_and_opened_again_once_with_who_and_when() -> None:
    closed = replace(ROUND, closed_at=FRIDAY, closed_by=KE)
    close, reopen = yearly_round.CloseRound(2026), yearly_round.ReopenRound(2026)
    assert yearly_round.decide(book(), close, situation(KE)) == Decided(closed)
    assert yearly_round.decide(book(round=closed), close, situation(KE)) == Refusal(Why.NOTHING_TO_DO)
    assert yearly_round.decide(book(round=closed), reopen, situation(KE)) == Decided(ROUND)
    assert yearly_round.decide(book(), reopen, situation(KE)) == Refusal(Why.NOTHING_TO_DO)
    assert yearly_round.decide(book(round=closed), reopen, situation(ADA)) == Refusal(Why.ONLY_KE)
    press = ConfirmRound(2026, SOUTH, yearly_round.stamp(FRIDAY))
    assert yearly_round.decide(book(answered(), round=closed), press, situation(LEADER)) == Refusal(Why.ROUND_CLOSED)


def test_what_was_told_in_the_year_is_filled_in_and_no_more_than_can_be_told() -> None:
    rules = MUNICIPALITY.follow_up
    assert yearly_round.prefill(CASE, ROUND, rules) == Numbers({"coordination": 0, "cooperation": 0}, None)
    story = settle_in("aalesund").appoints().does(commands.ReportFact(FactKind.PLAN, answer=True), ADA)
    story.does(commands.ReportFact(FactKind.MEETING, date(2026, 11, 2), what="cooperation"), ADA)
    assert yearly_round.prefill(story.case, ROUND, rules) == Numbers({"coordination": 0, "cooperation": 1}, plan=True)
    assert yearly_round.prefill(story.case, replace(ROUND, year=2025), rules).meetings == {"coordination": 0, "cooperation": 0}
    often = replace(story.case, facts=story.case.facts[-1:] * 150)
    assert yearly_round.prefill(often, ROUND, rules).meetings["cooperation"] == 99


@pytest.mark.parametrize(("count", "possible"), [(-1, False), (0, True), (99, True), (100, False)])
def test_up_to_99_meetings_are_possible(count: int, possible: bool) -> None:
    assert yearly_round.is_whole(Numbers({"coordination": count, "cooperation": 0}, plan=False), MUNICIPALITY) is possible


def test_whose_the_cases_of_a_round_are() -> None:
    kept = book()
    assert (kept.of_person(ADA, FRIDAY.date()), kept.of_person(BO, FRIDAY.date())) == ((CASE,), ())
    assert (kept.of_unit(SOUTH), kept.of_unit(2), kept.units()) == ((CASE,), (), (SOUTH,))
    unnamed = Book(ROUND, (replace(CASE, assignments=()),), {})
    assert (unnamed.of_unit(SOUTH), unnamed.units()) == ((), ())


def test_the_cards_of_the_opening_go_out_in_the_hours_under_keys_of_the_year() -> None:
    saturday, monday = at("2026-10-17T12:00"), at("2026-10-19T05:00")
    outsider = replace(CASE, id=2, assignments=(replace(CASE.assignments[0], named=Named(name="Eva", service="PPT")),))
    both = Book(ROUND, (CASE, outsider), {})
    cards = (
        Message("round-2026/p3", Kind.ROUND, ADA, monday, data={"year": 2026}),
        Message("round-2026/unit-1/p2", Kind.ROUND, LEADER, monday, data={"year": 2026, "unit": SOUTH}),
    )
    of_ke = Message("round-2026/ke/p1", Kind.ROUND, KE, monday, data={"year": 2026, "ke": True})
    assert yearly_round.tell_opened(both, situation(None, saturday)) == (*cards, of_ke)
    assert yearly_round.tell_opened(replace(both, round=replace(ROUND, opened_by=KE)), situation(None, saturday)) == cards
    quiet = replace(DIRECTORY, people={**DIRECTORY.people, ADA: replace(DIRECTORY.people[ADA], has_chat=False)})
    assert readers(yearly_round.tell_opened(book(), situation(None, directory=quiet))) == [(LEADER, SOUTH)]


def test_a_reminder_is_one_of_its_stage_and_of_the_day() -> None:
    assert MUNICIPALITY.annual
    outsider = replace(CASE, id=2, assignments=(replace(CASE.assignments[0], named=Named(name="Eva", service="PPT")),))
    day = at("2026-11-10T09:00")
    shown = {"year": 2026, "stage": True}
    assert yearly_round.remind(Book(ROUND, (CASE, outsider), {}), MUNICIPALITY.annual, situation(None, day)) == (
        Message("round-2026/2026-11-09/p3", Kind.ROUND, ADA, day, reminding_on=day.date(), data=shown),
        Message("round-2026/2026-11-09/unit-1/p2", Kind.ROUND, LEADER, day, reminding_on=day.date(), data={**shown, "unit": SOUTH}),
    )


@pytest.mark.row("S4-34")
def test_the_stages_are_the_days_before_the_last_one_and_then_every_fifth_working_day() -> None:
    rules = MUNICIPALITY.annual
    assert rules
    calendar = situation(None).calendar

    def days(today: str, round: Round = ROUND, **changes: object) -> list[str]:
        found = yearly_round.stages(round, rules.model_copy(update=changes), calendar, date.fromisoformat(today))
        return [day.isoformat() for day in found]

    assert days("2026-11-08") == []
    assert days("2026-11-13") == ["2026-11-09", "2026-11-13"]
    assert days("2026-11-30") == ["2026-11-09", "2026-11-13", "2026-11-23", "2026-11-30"]
    assert days("2026-11-30", late_every=None) == ["2026-11-09", "2026-11-13"]
    assert days("2026-11-16", reminders=(2, 0)) == ["2026-11-12", "2026-11-16"]
    assert days("2026-11-13", replace(ROUND, opened_at=at("2026-11-09T08:00"))) == ["2026-11-13"], "not on the day it opened"
    closed = replace(ROUND, closed_at=FRIDAY)
    assert yearly_round.remind(book(round=closed), rules, situation(None, at("2026-11-10T09:00"))) == ()
    assert readers(yearly_round.remind(book(), rules, situation(None, at("2026-12-31T09:00")))) == [(ADA, None)]


def test_answers_are_kept_one_by_one_and_a_unit_is_shown_when_it_is_whole() -> None:
    second = replace(CASE, id=2)
    both, later = Book(ROUND, (CASE, second), {CASE.id: answered()}), FRIDAY + timedelta(hours=1)
    first = AnswerRound(2026, {CASE.id: replace(GIVEN, plan=False)})
    half = yearly_round.decide(both, first, situation(ADA, later))
    assert half == Decided(ROUND, (Answer(CASE.id, replace(GIVEN, plan=False), later, ADA),)), "the other is missing still"
    whole = yearly_round.decide(both, AnswerRound(2026, {CASE.id: GIVEN, 2: GIVEN}), situation(ADA, later))
    card = Message("round-2026/unit-1/p2", Kind.ROUND, LEADER, later, data={"year": 2026, "unit": SOUTH})
    assert whole == Decided(ROUND, (Answer(2, GIVEN, later, ADA),), (card,)), "what was known is no news"
    assert yearly_round.decide(both, AnswerRound(2026, {7: GIVEN}), situation(KE)) == Refusal(Why.NOT_FOUND)
    confirmed = yearly_round.decide(both, ConfirmRound(2026, SOUTH, yearly_round.stamp(FRIDAY)), situation(LEADER, later))
    assert confirmed == Decided(ROUND, (answered(confirmed_at=later, confirmed_by=LEADER),))


def test_an_instant_is_whole_microseconds_since_1970() -> None:
    assert yearly_round.stamp(datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC)) == 1_000_005
