"""What is said outside the life of a case, to the letter: somebody could not be reached, and units that nobody answers for."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.casework import commands as do
from bot.casework import telling
from bot.casework.auditing import NOBODY, Said, find_faults, gives_way
from bot.casework.decide import decide
from bot.casework.leaving import tell_unled
from bot.casework.model import Absence, Directory, HandoverReason
from bot.casework.outcome import Decision, Kind, Message, Refusal, Why
from bot.casework.routing import tell_uncovered
from bot.casework.situation import Situation, leads
from bot.casework.stages import first_mail_day
from tests.casework.deciding import ADA, BO, DIRECTORY, KE, LEADER, MONDAY, NORTH, NORTH_LEADER, SOUTH, Deciding, settle_in
from tests.casework.lived import OUTSIDE
from tests.casework.lived_otherwise import GONE, NILS, TOWN, away, but, left

SATURDAY = datetime(2026, 11, 28, 12, tzinfo=UTC)
MORNING = datetime(2026, 11, 30, 6, tzinfo=UTC)
"""Seven o'clock in Oslo on the Monday after."""
AWAY = Absence(date(2026, 12, 1), date(2026, 12, 3))


def at(now: datetime = MONDAY, by: int | None = None, town: Directory = TOWN, reminded: frozenset[int] = frozenset()) -> Situation:
    return Situation(now, by, settle_in("standard").municipality, town, reminded)


@pytest.fixture
def asked() -> Deciding:
    return settle_in("standard").does(do.SendRequest(SOUTH), KE)


def test_ke_hears_that_whoever_was_asked_could_not_be_reached_and_an_e_mail_goes_at_once(asked: Deciding) -> None:
    news = {"news": "unreachable", "person": LEADER}
    assert telling.unreached(asked.case, asked.case.request, LEADER, at()) == (
        *(Message(f"case-1/request-1/unreachable-2/p{ke}", Kind.NEWS, ke, MONDAY, 1, 1, data=news) for ke in (KE, NILS)),
        Message("case-1/request-1/mail/p2", Kind.UNREAD_MAIL, LEADER, MONDAY, 1, 1, data={"unreached": True}),
    )


def test_ke_hears_that_a_coordinator_could_not_be_reached_and_nobody_is_written_to() -> None:
    case = settle_in("standard").appoints().case
    news = {"news": "unreachable", "person": ADA}
    assert telling.unreached(case, None, ADA, at()) == tuple(
        Message(f"case-1/assignment-1/unreachable-3/p{ke}", Kind.NEWS, ke, MONDAY, 1, data=news) for ke in (KE, NILS)
    )


def test_ke_hears_that_the_e_mail_did_not_arrive_either(asked: Deciding) -> None:
    request = asked.case.requests[0]
    news = {"news": "mail_lost", "person": LEADER}
    assert telling.mail_lost(asked.case, request, LEADER, at()) == tuple(
        Message(f"case-1/request-1/mail-lost-2/p{ke}", Kind.NEWS, ke, MONDAY, 1, 1, data=news) for ke in (KE, NILS)
    )


@pytest.mark.row("S3-32")
def test_the_shared_mailbox_gets_one_e_mail_a_day_in_the_hours() -> None:
    assert telling.mail_ke(at(SATURDAY)) == Message("shared-mail/2026-11-30", Kind.SHARED_MAIL, KE, MORNING)


def test_whoever_a_request_was_passed_on_to_hears_of_it_while_at_work_and_nobody_twice(asked: Deciding) -> None:
    request = asked.does(do.PassOn(1, BO), LEADER).does(do.PassOn(1, NORTH_LEADER), BO).case.requests[0]
    both = replace(request, passed_to=(BO, LEADER))
    assert telling.reachable(request, at()) == (BO, NORTH_LEADER, LEADER)
    assert telling.reachable(both, at()) == (BO, LEADER)
    assert telling.reachable(request, at(town=left(TOWN, BO))) == (NORTH_LEADER, LEADER)
    assert telling.reachable(request, at(town=away(TOWN, BO, MONDAY.date(), MONDAY.date()))) == (NORTH_LEADER, LEADER)
    told = telling.remind(request, MONDAY, at(), frozenset({LEADER}))
    assert [message.to for message in told] == [BO, NORTH_LEADER]


def test_ke_is_not_let_remind_whoever_has_a_reminder_today_already(asked: Deciding) -> None:
    asked.does(do.PassOn(1, BO), LEADER)
    again = decide(asked.case, do.RemindNow(1), at(by=KE, reminded=frozenset({BO, LEADER})))
    assert again == Refusal(Why.REMINDED_TODAY)
    assert isinstance(decide(asked.case, do.RemindNow(1), at(by=KE, reminded=frozenset({LEADER}))), Decision)
    tomorrow = at(SATURDAY, KE, reminded=frozenset({BO, LEADER}))
    assert isinstance(decide(asked.case, do.RemindNow(1), tomorrow), Decision), "it goes out on Monday"


def test_the_e_mail_waits_a_working_day_while_a_reminder_of_the_day_stands_in_its_place(asked: Deciding) -> None:
    request, third = asked.case.requests[0], datetime(2026, 11, 26, 9, tzinfo=UTC)
    days = {
        "before its day": first_mail_day(request, at(MONDAY, reminded=frozenset({LEADER}))),
        "on its day": first_mail_day(request, at(third)),
        "reminded today of another": first_mail_day(request, at(third, reminded=frozenset({LEADER}))),
        "somebody else reminded": first_mail_day(request, at(third, reminded=frozenset({BO}))),
        "reminded today of this": first_mail_day(replace(request, reminded_on=(third.date(),)), at(third)),
        "a Friday": first_mail_day(request, at(third + timedelta(days=1), reminded=frozenset({LEADER}))),
    }
    assert {name: day.isoformat() for name, day in days.items()} == {
        "before its day": "2026-11-26",
        "on its day": "2026-11-26",
        "reminded today of another": "2026-11-27",
        "somebody else reminded": "2026-11-26",
        "reminded today of this": "2026-11-27",
        "a Friday": "2026-11-30",
    }


# ---- nobody answers for a unit


def test_ke_hears_which_units_have_nobody_while_their_leader_is_away_unless_ke_said_so() -> None:
    data = {"staffing": "away", "person": LEADER, "units": [SOUTH], "first": "2026-12-01", "last": "2026-12-03"}
    key = "staffing/away-2/2026-12-01-2026-12-03"
    assert tell_uncovered(LEADER, AWAY, at(by=LEADER)) == tuple(
        Message(f"{key}/p{ke}", Kind.STAFFING, ke, MONDAY, data=data) for ke in (KE, NILS)
    )
    assert [message.to for message in tell_uncovered(LEADER, AWAY, at(by=NILS))] == [KE]
    assert tell_uncovered(NORTH_LEADER, AWAY, at()) == (), "somebody stands in"


@pytest.mark.parametrize(
    ("first", "last", "covered"),
    [(4, 9, True), (3, 9, False), (1, 1, False), (2, 2, False), (25, 30, True), (20, 29, True)],
)
def test_whoever_is_away_on_one_of_the_days_does_not_cover_them(first: int, last: int, covered: bool) -> None:
    month = 12 if first < 20 else 11
    stand_in = replace(TOWN.people[BO], absences=(Absence(date(2026, month, first), date(2026, month, last)),))
    town = but(TOWN, stand_in, south=replace(TOWN.units[SOUTH], stand_ins=(BO,)))
    assert (tell_uncovered(LEADER, AWAY, at(town=town)) == ()) is covered


def test_ke_hears_in_the_morning_which_units_nobody_answers_for_since_somebody_left() -> None:
    data = {"staffing": "left", "person": LEADER, "units": [SOUTH]}
    told = tell_unled(LEADER, at(SATURDAY, town=left(TOWN, LEADER)))
    assert told == tuple(Message(f"staffing/left-2/2026-11-28/p{ke}", Kind.STAFFING, ke, MORNING, data=data) for ke in (KE, NILS))
    assert tell_unled(NORTH_LEADER, at(town=left(TOWN, NORTH_LEADER))) == (), "somebody stands in"
    assert tell_unled(GONE, at()) != (), "the unit has been without for some time"


# ---- the auditor, and who leads whom


def test_an_e_mail_may_wait_for_the_next_working_day_and_no_longer(asked: Deciding) -> None:
    for day, waits in (("2026-11-24", True), ("2026-11-25", False)):
        assert gives_way(replace(asked.case, next_look_at=datetime.fromisoformat(f"{day}T07:00+00:00")), at()) is waits
    assert not gives_way(replace(asked.case, next_look_at=None), at())


def test_a_coordinator_who_is_in_no_directory_is_somebody_too(asked: Deciding) -> None:
    case = asked.does(do.Accept(1, OUTSIDE), LEADER).case
    without_ke = but(left(TOWN, LEADER), *(replace(TOWN.people[ke], is_ke=False) for ke in (KE, NILS)))
    assert list(find_faults(case, at(town=without_ke), Said(frozenset(), {}))) == []
    ended = replace(case, assignments=(replace(case.assignments[0], ended_at=MONDAY),))
    assert NOBODY in list(find_faults(ended, at(town=without_ke), Said(frozenset(), {})))


def test_a_nearest_leader_answers_for_who_is_led_and_for_nobody_else_s_coordinator() -> None:
    story = settle_in("standard").appoints()
    town = but(DIRECTORY, replace(DIRECTORY.people[ADA], nearest_leader=NORTH_LEADER))
    own = story.case.assignments[0]
    assert leads(NORTH_LEADER, own, story.case, town)
    assert not leads(NORTH_LEADER, own, story.case, DIRECTORY)
    assert not leads(NORTH_LEADER, None, story.case, town)
    story.does(do.ReportHandover(HandoverReason.LEAVING), ADA).does(do.HasNoSuccessor(), LEADER).does(do.SendRequest(NORTH), KE)
    elsewhere = replace(own, seq=2, request=2)
    moved = replace(story.case, assignments=(own, replace(elsewhere, named=replace(own.named, person=BO))))
    assert not leads(LEADER, moved.assignments[1], moved, town), "another unit named that one"
    assert leads(NORTH_LEADER, moved.assignments[1], moved, DIRECTORY), "and the north was asked"
    assert not leads(BO, moved.assignments[1], moved, town)
