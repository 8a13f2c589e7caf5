"""Invitations and KE's yearly tasks by the rules alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.casework import inviting, yearly_tasks
from bot.casework.deadlines import WorkCalendar
from bot.casework.inviting import AnswerInvitation, Attendance, DraftInvitation, Invitation
from bot.casework.outcome import Kind, Message, Refusal, Why
from bot.casework.situation import Situation
from bot.casework.yearly_tasks import Tick, TickTask
from bot.profiles import read_profile
from tests.casework.deciding import ADA, BO, DIRECTORY, KE, LEADER, MONDAY
from tests.casework.lived_otherwise import GONE, TOWN

STANDARD, AALESUND = read_profile("standard"), read_profile("aalesund")
DRAFT = Invitation(5, "gathering", date(2026, 12, 10), "Rådhuset", KE, MONDAY, time(10, 0))
SENT = replace(DRAFT, sent_at=MONDAY)


def situation(by: int | None, day: datetime = MONDAY) -> Situation:
    return Situation(day, by, STANDARD, DIRECTORY)


def why(outcome: object) -> Why | None:
    return outcome.why if isinstance(outcome, Refusal) else None


@pytest.mark.row("S0-35")
def test_only_ke_invites_to_what_the_profile_knows_and_to_a_day_ahead() -> None:
    wanted = DraftInvitation("gathering", date(2026, 12, 10), "Rådhuset", time(10, 0))
    assert inviting.draft(wanted, 5, situation(KE)) == DRAFT
    assert why(inviting.draft(wanted, 5, situation(LEADER))) is Why.ONLY_KE
    assert why(inviting.draft(replace(wanted, kind="party"), 5, situation(KE))) is Why.BAD_REASON
    assert why(inviting.draft(replace(wanted, on=date(2026, 11, 20)), 5, situation(KE))) is Why.DATE_PAST


def test_an_invitation_is_sent_once_and_to_somebody() -> None:
    sent = inviting.send(DRAFT, (ADA, BO), situation(KE))
    assert not isinstance(sent, Refusal)
    assert [message.to for message in sent[1]] == [ADA, BO]
    assert why(inviting.send(sent[0], (ADA, BO), situation(KE))) is Why.NOTHING_TO_DO
    assert why(inviting.send(DRAFT, (), situation(KE))) is Why.NOBODY_TO_INVITE
    assert why(inviting.send(DRAFT, (ADA,), situation(ADA))) is Why.ONLY_KE


def test_an_answer_counts_from_whoever_was_invited_until_the_day_is_over() -> None:
    yes, answers = AnswerInvitation(5, Attendance.YES), {ADA: None}
    assert inviting.answer(SENT, answers, yes, situation(ADA)) is None
    assert why(inviting.answer(SENT, answers, yes, situation(BO))) is Why.INVITATION_NOT_FOUND
    assert why(inviting.answer(SENT, {ADA: Attendance.YES}, yes, situation(ADA))) is Why.NOTHING_TO_DO
    after = situation(ADA, datetime(2026, 12, 11, 8, tzinfo=UTC))
    assert why(inviting.answer(SENT, answers, yes, after)) is Why.INVITATION_OVER
    assert why(inviting.answer(replace(SENT, cancelled_at=MONDAY), answers, yes, situation(ADA))) is Why.INVITATION_OVER


@pytest.mark.row("S0-35")
def test_who_has_not_answered_is_reminded_under_one_key_from_some_working_days_before() -> None:
    rules = STANDARD.gathering
    assert rules
    days = [datetime(2026, 12, day, 8, tzinfo=UTC) for day in (2, 3, 4, 10)]
    told = [list(inviting.remind(SENT, {ADA: None, BO: Attendance.NO}, rules, situation(None, day))) for day in days]
    assert [[message.to for message in each] for each in told] == [[], [ADA], [ADA], []]
    assert told[1][0].key == told[2][0].key
    late = replace(SENT, sent_at=datetime(2026, 12, 8, 8, tzinfo=UTC))
    assert inviting.reminder_day(late, rules, WorkCalendar()) is None


def test_calling_off_tells_those_who_might_have_come() -> None:
    off = inviting.cancel(SENT, {ADA: None, BO: Attendance.NO}, situation(KE))
    assert not isinstance(off, Refusal)
    assert [message.to for message in off[1]] == [ADA]
    assert why(inviting.cancel(off[0], {}, situation(KE))) is Why.NOTHING_TO_DO


LAST_DAY, DAY_AFTER = (datetime(2026, 12, day, 8, tzinfo=UTC) for day in (10, 11))


def test_an_invitation_has_its_subject_and_stands_until_its_day_is_over() -> None:
    wanted = DraftInvitation("theme", date(2026, 11, 23), "https://møte.example/1", topic="Taushetsplikt")
    drafted = Invitation(6, "theme", date(2026, 11, 23), "https://møte.example/1", KE, MONDAY, topic="Taushetsplikt")
    assert inviting.draft(wanted, 6, situation(KE)) == drafted
    assert inviting.draft(wanted, 6, Situation(MONDAY, KE, AALESUND, DIRECTORY)) == Refusal(Why.NOT_OFFERED_HERE)
    assert not isinstance(inviting.send(DRAFT, (ADA,), situation(KE, LAST_DAY)), Refusal)
    assert inviting.send(DRAFT, (ADA,), situation(KE, DAY_AFTER)) == Refusal(Why.DATE_PAST)
    assert inviting.send(replace(DRAFT, cancelled_at=MONDAY), (ADA,), situation(KE)) == Refusal(Why.NOTHING_TO_DO)
    assert inviting.answer(SENT, {ADA: None}, AnswerInvitation(5, Attendance.YES), situation(ADA, LAST_DAY)) is None
    assert inviting.answer(DRAFT, {ADA: None}, AnswerInvitation(5, Attendance.YES), situation(ADA)) == Refusal(Why.INVITATION_OVER)
    assert inviting.cancel(SENT, {}, situation(LEADER)) == Refusal(Why.ONLY_KE)
    assert inviting.cancel(SENT, {}, situation(KE, LAST_DAY)) == (replace(SENT, cancelled_at=LAST_DAY), ())
    assert inviting.cancel(SENT, {}, situation(KE, DAY_AFTER)) == Refusal(Why.INVITATION_OVER)


def test_every_card_of_an_invitation_has_a_key_of_its_own() -> None:
    about = {"invitation": 5}
    card = Message("invitation-5/p3", Kind.INVITATION, ADA, MONDAY, data=about)
    assert inviting.send(DRAFT, (ADA,), situation(KE)) == (SENT, (card,))
    off = replace(SENT, cancelled_at=MONDAY), (replace(card, key="invitation-5/cancelled/p3"),)
    assert inviting.cancel(SENT, {ADA: Attendance.PERHAPS}, situation(KE)) == off
    rules, day = STANDARD.gathering, datetime(2026, 12, 9, 8, tzinfo=UTC)
    assert rules
    reminder = Message("invitation-5/reminder/p3", Kind.INVITATION, ADA, day, reminding_on=day.date(), data={**about, "stage": True})
    assert list(inviting.remind(SENT, {ADA: None}, rules, situation(None, day))) == [reminder]
    assert list(inviting.remind(replace(SENT, cancelled_at=MONDAY), {ADA: None}, rules, situation(None, day))) == []


def test_a_reminder_comes_only_of_what_was_sent_before_that_day() -> None:
    rules = STANDARD.gathering
    assert rules
    assert inviting.reminder_day(DRAFT, rules, WorkCalendar()) is None
    assert inviting.reminder_day(SENT, rules, WorkCalendar()) == date(2026, 12, 3)
    sent_on = (replace(DRAFT, sent_at=datetime(2026, 12, day, 8, tzinfo=UTC)) for day in (2, 3))
    assert [inviting.reminder_day(each, rules, WorkCalendar()) for each in sent_on] == [date(2026, 12, 3), None]


def test_ke_sees_who_can_be_reached_and_who_cannot() -> None:
    quiet = replace(TOWN, people={**TOWN.people, BO: replace(TOWN.people[BO], has_chat=False)})
    assert inviting.find_receivers((ADA, BO, GONE, LEADER), quiet) == ((ADA, LEADER), (BO,))


# ---- yearly tasks


def named(day: datetime) -> list[str]:
    return [message.data["task"] for message in yearly_tasks.named_today(Situation(day, None, AALESUND, DIRECTORY))]


@pytest.mark.row("S4-37", "S4-38", "S4-39", "S0-35")
def test_ke_s_yearly_tasks_are_named_from_their_day_and_not_long_after_it() -> None:
    assert named(datetime(2027, 1, 29, 8, tzinfo=UTC)) == ["training_plan"]
    assert named(datetime(2027, 2, 1, 8, tzinfo=UTC)) == ["cooperation", "training_plan"]
    assert named(datetime(2027, 5, 3, 8, tzinfo=UTC)) == []
    assert named(datetime(2027, 9, 1, 8, tzinfo=UTC)) == ["action_plan"]
    assert named(datetime(2026, 12, 1, 8, tzinfo=UTC)) == ["priorities"]


@pytest.mark.row("S4-38")
def test_a_yearly_task_is_ticked_once_by_ke() -> None:
    press = TickTask("gathering", 2026)
    tick = yearly_tasks.tick(press, None, situation(KE))
    assert tick == Tick("gathering", 2026, date(2026, 11, 23), KE, MONDAY)
    assert why(yearly_tasks.tick(press, tick, situation(KE))) is Why.NOTHING_TO_DO
    assert why(yearly_tasks.tick(press, None, situation(LEADER))) is Why.ONLY_KE
    assert why(yearly_tasks.untick(tick, situation(LEADER))) is Why.ONLY_KE
    assert yearly_tasks.untick(tick, situation(KE)) is None


def test_the_card_of_a_yearly_task_has_a_key_a_year_and_is_named_for_thirty_days() -> None:
    first, last, after = (datetime(2027, *day, 8, tzinfo=UTC) for day in ((1, 15), (2, 14), (2, 15)))
    card = Message("task-2027/training_plan/p1", Kind.YEARLY_TASK, KE, first, data={"task": "training_plan", "year": 2027})
    assert list(yearly_tasks.named_today(Situation(first, None, AALESUND, DIRECTORY))) == [card]
    assert (named(last), named(after)) == (["cooperation", "training_plan"], ["cooperation"])


def test_a_task_is_done_next_on_its_day_this_year_or_the_year_after() -> None:
    task = yearly_tasks.find_task(AALESUND, "action_plan")
    assert task
    days = [date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)]
    assert [yearly_tasks.next_day(day, task) for day in days] == [date(2026, 9, 1), date(2026, 9, 1), date(2027, 9, 1)]
    assert yearly_tasks.find_task(AALESUND, "gathering") is None


def test_a_task_the_municipality_does_not_have_is_not_ticked_and_what_is_not_ticked_not_unticked() -> None:
    assert yearly_tasks.tick(TickTask("cooking", 2026), None, situation(KE)) == Refusal(Why.NOTHING_TO_DO)
    assert yearly_tasks.untick(None, situation(KE)) == Refusal(Why.NOTHING_TO_DO)
