"""Needs for training and the course by the rules alone."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.casework import commands, training
from bot.casework.deadlines import WorkCalendar
from bot.casework.model import DutyKind
from bot.casework.outcome import Kind, Message, Refusal, Why
from bot.casework.situation import Situation
from bot.casework.training import Course, Need, NoteCourse, ReportNeed, TickOffered, UntickOffered, WithdrawNeed
from bot.profiles import read_profile
from tests.casework.deciding import ADA, BO, DIRECTORY, KE, LEADER, MONDAY, NORTH, NORTH_LEADER, SOUTH, settle_in

AALESUND, AAS, STANDARD = read_profile("aalesund"), read_profile("aas"), read_profile("standard")
NEED = Need(3, SOUTH, "basic", 3, refresher=False, reported_at=MONDAY, reported_by=LEADER, offer_by=date(2027, 5, 23))


def situation(by: int | None, now: datetime = MONDAY, profile: Any = AALESUND) -> Situation:
    return Situation(now, by, profile, DIRECTORY)


def why(outcome: object) -> Why | None:
    return outcome.why if isinstance(outcome, Refusal) else None


@pytest.mark.row("S4-29", "S4-30")
def test_a_need_of_one_s_own_unit_is_to_be_offered_within_the_months_of_the_profile() -> None:
    need = training.report(ReportNeed("basic", 3), 3, situation(LEADER))
    assert need == NEED
    assert {message.to for message in training.tell_reported(NEED, situation(LEADER))} == {KE}
    assert {message.to for message in training.tell_reported(NEED, situation(ADA))} == {KE, LEADER}, "the leader knows of it"


def test_nobody_reports_for_another_unit_but_ke() -> None:
    assert why(training.report(ReportNeed("basic", 3, unit=NORTH), 3, situation(LEADER))) is Why.CHOOSE_UNIT
    assert why(training.report(ReportNeed("basic", 3), 3, situation(KE))) is Why.CHOOSE_UNIT
    assert why(training.report(ReportNeed("basic", 3, unit=NORTH), 3, situation(KE))) is None
    assert why(training.report(ReportNeed("basic", 0), 3, situation(LEADER))) is Why.BAD_COUNT
    assert why(training.report(ReportNeed("cooking", 1), 3, situation(LEADER))) is Why.BAD_REASON
    assert why(training.report(ReportNeed("basic", 1), 3, situation(LEADER, profile=STANDARD))) is Why.NOT_OFFERED_HERE


@pytest.mark.row("S4-30")
def test_ke_ticks_and_unticks_and_the_unit_withdraws_what_is_not_offered() -> None:
    offered = training.change(NEED, TickOffered(3, date(2026, 11, 23)), situation(KE))
    assert isinstance(offered, Need)
    assert not offered.open
    refused = {
        Why.ONLY_KE: (NEED, TickOffered(3, date(2026, 11, 23)), LEADER),
        Why.NEED_NOT_FOUND: (NEED, WithdrawNeed(3), NORTH_LEADER),
        Why.BEFORE_REPORTED: (NEED, TickOffered(3, date(2026, 11, 20)), KE),
        Why.NOTHING_TO_DO: (offered, WithdrawNeed(3), LEADER),
    }
    assert {reason: why(training.change(need, command, situation(by))) for reason, (need, command, by) in refused.items()} == {
        reason: reason for reason in refused
    }
    assert training.change(offered, UntickOffered(3), situation(KE)) == NEED


@pytest.mark.row("S4-30")
def test_ke_is_warned_on_working_days_before_the_deadline_and_on_the_one_after() -> None:
    rules = training.need_rules(AALESUND)
    assert rules
    days = list(training.warning_days(NEED, rules, WorkCalendar()))
    assert days == [date(2027, 4, 23), date(2027, 5, 18), date(2027, 5, 24)], "Sunday 23 May; Sunday 16 and Monday 17 May are days off"


@pytest.mark.row("S2-02", "S1-13")
def test_the_course_is_noted_by_oneself_or_ke_and_seen_by_the_own_leader() -> None:
    taken = NoteCourse(ADA, date(2026, 11, 20))
    assert isinstance(training.note_course(None, taken, situation(ADA, profile=AAS)), Course)
    assert isinstance(training.note_course(None, taken, situation(KE, profile=AAS)), Course)
    assert why(training.note_course(None, taken, situation(LEADER, profile=AAS))) is Why.ONLY_KE
    assert why(training.note_course(None, NoteCourse(ADA, date(2026, 11, 24)), situation(ADA, profile=AAS))) is Why.DATE_IN_FUTURE
    assert why(training.note_course(None, taken, situation(ADA))) is Why.NOT_OFFERED_HERE
    seen_by = [reader for reader in (ADA, BO, LEADER, NORTH_LEADER, KE) if training.may_see_course(ADA, reader, DIRECTORY)]
    assert seen_by == [ADA, LEADER, KE]


@pytest.mark.row("S2-02")
def test_one_reminder_of_the_course_in_all() -> None:
    early, late = (datetime(2026, 12, day, 8, tzinfo=UTC) for day in (22, 23))
    assert list(training.remind_of_course([(ADA, MONDAY)], situation(None, early, AAS))) == []
    first = list(training.remind_of_course([(ADA, MONDAY)], situation(None, late, AAS)))
    again = list(training.remind_of_course([(ADA, MONDAY)], situation(None, late.replace(day=28), AAS)))
    assert first[0].key == again[0].key == f"course/p{ADA}"


@pytest.mark.row("S4-26", "S4-31")
def test_guidance_is_asked_for_once_until_it_is_given() -> None:
    town = settle_in("aalesund").appoints().does(commands.AskGuidance(), ADA)
    assert town.refuses(commands.AskGuidance(), ADA) == Why.NOTHING_TO_DO
    assert {message.to for message in town.said if message.data.get("news") == "guidance"} == {LEADER}
    town.does(commands.TickDuties(frozenset({DutyKind.GUIDANCE}), 1), KE).does(commands.AskGuidance(), ADA)
    assert [duty.about for duty in town.case.open_duties() if duty.kind is DutyKind.GUIDANCE] == [2]


def test_where_leaders_are_not_told_only_ke_hears_of_guidance() -> None:
    town = settle_in("standard").appoints().does(commands.AskGuidance(), ADA)
    assert [message.to for message in town.said if message.data.get("why") == "guidance"] == [KE]
    assert not [message for message in town.said if message.data.get("news") == "guidance"]


@pytest.mark.parametrize(("persons", "possible"), [(0, False), (1, True), (99, True), (100, False)])
def test_a_need_is_of_one_to_99_persons(persons: int, possible: bool) -> None:
    outcome = training.report(ReportNeed("basic", persons, refresher=True), 3, situation(LEADER))
    assert outcome == (replace(NEED, persons=persons, refresher=True) if possible else Refusal(Why.BAD_COUNT))


def test_ke_may_report_for_any_unit_there_is_and_others_for_one_of_their_own() -> None:
    assert training.report(ReportNeed("basic", 3, unit=NORTH), 3, situation(KE)) == replace(NEED, unit=NORTH, reported_by=KE)
    assert training.report(ReportNeed("basic", 3, unit=9), 3, situation(KE)) == Refusal(Why.CHOOSE_UNIT)
    assert training.report(ReportNeed("basic", 3, unit=SOUTH), 3, situation(ADA)) == replace(NEED, reported_by=ADA)


def test_whoever_has_a_need_to_look_at_gets_one_card() -> None:
    about = {"need": 3}
    cards = [Message(f"need-3/p{person}", Kind.TRAINING, person, MONDAY, data=about) for person in (KE, LEADER)]
    assert list(training.tell_reported(NEED, situation(ADA))) == cards


def test_a_need_is_seen_by_ke_the_unit_and_whoever_reported_it() -> None:
    of_north = replace(NEED, unit=NORTH, reported_by=BO)
    seen_by = [reader for reader in (KE, LEADER, ADA, BO, NORTH_LEADER) if training.may_see(of_north, reader, DIRECTORY)]
    assert seen_by == [KE, BO, NORTH_LEADER]


def test_what_is_offered_or_withdrawn_is_so_once_with_who_and_when() -> None:
    today, tick = MONDAY.date(), TickOffered(3, MONDAY.date())
    offered, withdrawn = replace(NEED, offered_on=today, offered_by=KE), replace(NEED, withdrawn_at=MONDAY)
    outcomes = {
        (NEED, tick, KE): offered,
        (offered, tick, KE): Refusal(Why.NOTHING_TO_DO),
        (NEED, TickOffered(3, date(2026, 11, 24)), KE): Refusal(Why.DATE_IN_FUTURE),
        (NEED, UntickOffered(3), KE): Refusal(Why.NOTHING_TO_DO),
        (offered, UntickOffered(3), LEADER): Refusal(Why.ONLY_KE),
        (NEED, WithdrawNeed(3), LEADER): withdrawn,
        (withdrawn, WithdrawNeed(3), LEADER): Refusal(Why.NOTHING_TO_DO),
        (withdrawn, tick, KE): Refusal(Why.NOTHING_TO_DO),
    }
    assert {tried: training.change(tried[0], tried[1], situation(tried[2])) for tried in outcomes} == outcomes
    assert [need.open for need in (NEED, offered, withdrawn)] == [True, False, False]


def test_a_course_is_a_day_and_who_noted_it_and_may_be_taken_away_again() -> None:
    today = MONDAY.date()
    taken, never = Course(ADA, today, MONDAY, KE), Course(ADA, None, MONDAY, ADA)

    def note(before: Course | None, done_on: date | None, by: int, person: int = ADA) -> Course | Refusal:
        return training.note_course(before, NoteCourse(person, done_on), situation(by, profile=AAS))

    assert note(None, today, KE) == taken
    assert note(taken, None, ADA) == never
    assert note(taken, today, ADA) == note(None, None, ADA) == note(never, None, KE) == Refusal(Why.NOTHING_TO_DO)
    assert note(None, today, KE, person=99) == Refusal(Why.ONLY_KE)


def test_the_reminder_of_the_course_is_of_the_day_and_for_those_at_work() -> None:
    day = datetime(2026, 12, 23, 8, tzinfo=UTC)
    left = replace(DIRECTORY, people={**DIRECTORY.people, BO: replace(DIRECTORY.people[BO], active=False)})
    told = training.remind_of_course([(ADA, MONDAY), (BO, MONDAY)], Situation(day, None, AAS, left))
    assert list(told) == [Message("course/p3", Kind.COURSE, ADA, day, reminding_on=day.date(), data={"asked": True})]
    assert list(training.remind_of_course([(ADA, MONDAY)], situation(None, day))) == [], "no course here"


def test_somebody_s_course_is_seen_by_the_nearest_leader_too() -> None:
    led = replace(DIRECTORY, people={**DIRECTORY.people, ADA: replace(DIRECTORY.people[ADA], nearest_leader=NORTH_LEADER)})
    assert training.may_see_course(ADA, NORTH_LEADER, led)
    assert not training.may_see_course(BO, NORTH_LEADER, led)
