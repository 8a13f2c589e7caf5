"""Invitations and KE's yearly tasks by the rules alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.casework import inviting, yearly_tasks
from bot.casework.deadlines import WorkCalendar
from bot.casework.inviting import AnswerInvitation, Attendance, DraftInvitation, Invitation
from bot.casework.outcome import Refusal, Why
from bot.casework.situation import Situation
from bot.casework.yearly_tasks import Tick, TickTask
from bot.profiles import read_profile
from tests.casework.deciding import ADA, BO, DIRECTORY, KE, LEADER, MONDAY

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
