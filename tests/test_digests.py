"""Whom the day's overview goes to: coordinators hear once of what comes up, and once a month of what is not reported."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from bot import digests
from bot.casework.deadlines import OSLO
from bot.casework.model import Assignment, Case, Fact, FactKind, Handover, HandoverReason, Named, Pause, Person, RequestState, Unit
from bot.casework.outcome import Kind
from bot.profiles import read_profile
from bot.storage.messages import Posted
from bot.storage.store import Store
from tests.storage.examples import NOW, new_request, open_case, settle_in, tell

STANDARD = read_profile("standard")


def at(day: str, time: str = "07:30") -> datetime:
    return datetime.fromisoformat(f"{day} {time}").replace(tzinfo=OSLO)


class Town:
    """One unit with one coordinator, whose digests can be asked for day by day."""

    def __init__(self, store: Store) -> None:
        self.store = store
        with store.transaction() as work:
            self.unit, self.people = settle_in(work)
        self.employee = self.people["employee"]

    def has_case(self, **changes: Any) -> Case:
        """A case that the employee coordinates, with everything reported that a leader or coordinator can report."""
        own = Assignment(1, self.unit.id, 1, Named(self.employee.id), NOW, self.people["leader"].id, informed_at=NOW, access_at=NOW)
        reported = {"started_at": NOW, "first_talk_on": date(2026, 11, 20)}
        own = replace(own, **(reported | changes.pop("own", {})))
        accepted = new_request(self.unit, self.people, state=RequestState.ACCEPTED)
        with self.store.transaction() as work:
            return open_case(work, self.people, requests=(accepted,), assignments=(own, *changes.pop("more", ())), **changes)

    def digest(self, day: str, person: Person | None = None) -> Posted | None:
        """The person's digest of a day, once it has been decided."""
        with self.store.transaction() as work:
            digests.send_due(work, STANDARD, at(day))
            return work.posted_under(f"digest/{day}/p{(person or self.employee).id}")

    def days(self, *days: str) -> list[str]:
        """The days on which the coordinator gets one, as 11-24 or 12-01 monthly."""
        found = [(day, self.digest(day)) for day in days]
        return [day[5:] + " monthly" * bool(posted.data.get("monthly")) for day, posted in found if posted]


@pytest.fixture
def town(database_url: str) -> Iterator[Town]:
    store = Store(database_url)
    yield Town(store)
    store.close()


def meeting(person: Person, day: str, reported_at: datetime = NOW) -> Fact:
    return Fact(FactKind.NEXT_MEETING, reported_at, person.id, date.fromisoformat(day))


WEEK = ("2026-12-07", "2026-12-08", "2026-12-09", "2026-12-10", "2026-12-11")


def test_a_coordinator_with_nothing_ahead_hears_nothing(town: Town) -> None:
    town.has_case()
    assert town.days("2026-11-30", "2026-12-01", *WEEK) == []


@pytest.mark.row("S3-15")
def test_a_meeting_is_told_of_once_three_days_before(town: Town) -> None:
    town.has_case(facts=(meeting(town.employee, "2026-12-11"),))
    assert town.days(*WEEK, "2026-12-14") == ["12-08"]


def test_a_meeting_that_was_moved_is_told_of_on_its_new_day(town: Town) -> None:
    town.has_case(facts=(meeting(town.employee, "2026-12-08"), meeting(town.employee, "2026-12-14")))
    assert town.days(*WEEK) == ["12-11"]


def test_a_meeting_reported_after_the_digest_is_told_of_even_so(town: Town) -> None:
    town.has_case(facts=(meeting(town.employee, "2026-12-10"),))
    assert town.days("2026-12-07") == ["12-07"]
    town.has_case(facts=(meeting(town.employee, "2026-12-09", at("2026-12-07", "14:00")),))
    assert town.days(*WEEK[1:]) == ["12-08"]


def test_the_day_of_a_take_over_is_told_to_the_one_who_leaves_and_the_one_who_comes(town: Town) -> None:
    day = date(2026, 12, 11)
    comes = town.people["stand_in"]
    with town.store.transaction() as work:  # nobody's leader any more, so that the successor is a coordinator and nothing else
        work.change_unit(Unit(town.unit.id, town.unit.name, town.unit.leaders, employees=(town.employee.id, comes.id)))
    leader = town.people["leader"].id
    successor = Assignment(2, town.unit.id, 1, Named(comes.id), NOW, leader, informed_at=NOW, access_at=NOW, starts_on=day)
    town.has_case(own={"ends_on": day}, more=(successor,))
    assert town.digest("2026-12-07") is town.digest("2026-12-07", comes) is None
    assert town.digest("2026-12-08")
    assert town.digest("2026-12-08", comes)


def test_the_month_of_a_pause_is_told_of_when_it_nears(town: Town) -> None:
    town.has_case(pause=Pause(1, date(2026, 12, 1), NOW, town.employee.id), pauses=1)
    assert town.days("2026-11-27", "2026-11-30", "2026-12-01", "2026-12-02") == ["11-30", "12-01 monthly"]


def test_on_the_first_working_day_of_a_month_a_first_conversation_that_is_not_reported_is_asked_about_once(town: Town) -> None:
    town.has_case(own={"first_talk_on": None, "started_at": None})
    town.has_case(own={"first_talk_on": None, "started_at": None})
    assert town.days("2026-11-30", "2026-12-01", "2026-12-02", "2027-01-04", "2027-01-05") == ["12-01 monthly", "01-04 monthly"]


def test_the_monthly_message_also_comes_for_a_meeting_in_the_month_and_tells_of_what_is_near(town: Town) -> None:
    town.has_case(facts=(meeting(town.employee, "2026-12-03"),))
    town.has_case(facts=(meeting(town.employee, "2026-12-18"),))
    assert town.days("2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-15", "2026-12-16") == [
        "11-30",
        "12-01 monthly",
        "12-15",
    ]


def test_nobody_is_asked_about_the_first_conversation_of_a_case_that_rests_or_that_they_have_not_taken_over(town: Town) -> None:
    silent = {"first_talk_on": None, "started_at": None}
    town.has_case(own=silent, pause=Pause(1, date(2027, 3, 1), NOW, town.employee.id), pauses=1)
    town.has_case(own=silent | {"starts_on": date(2027, 1, 11)})
    assert town.days("2026-12-01") == []


def test_a_coordinator_who_has_a_reminder_that_day_gets_no_digest(town: Town) -> None:
    town.has_case(facts=(meeting(town.employee, "2026-12-08"),))
    with town.store.transaction() as work:
        work.post(tell("reminding/2026-12-07", town.employee.id, Kind.REMINDING, reminding_on=date(2026, 12, 7)), NOW)
    assert town.days("2026-12-07") == []


def test_a_leader_is_told_when_the_day_nears_from_which_a_successor_is_needed(town: Town) -> None:
    leader = town.people["leader"]
    wanted = Handover(1, 1, HandoverReason.LEAVING, NOW, town.employee.id, wanted_on=date(2026, 12, 11))
    town.has_case(handovers=(wanted,))
    days = ("2026-11-24", "2026-11-25", *WEEK)
    assert [day for day in days if town.digest(day, leader)] == ["2026-11-24", *WEEK[1:]], "news the first day, then when it is near"


def test_an_evaluation_is_told_of_on_its_day_and_one_on_a_day_off_on_the_next_working_day(town: Town) -> None:
    evaluation = Fact(FactKind.EVALUATION, NOW, town.employee.id, date(2026, 12, 9))
    town.has_case(facts=(evaluation,))
    town.has_case(facts=(replace(evaluation, day=date(2026, 12, 12)),))
    assert town.days(*WEEK, "2026-12-14", "2026-12-15") == ["12-09", "12-14"]


def test_the_first_conversation_is_asked_about_twice_whatever_else_was_said_meanwhile(town: Town) -> None:
    town.has_case(own={"first_talk_on": None, "started_at": None, "welcomed_at": NOW}, facts=(meeting(town.employee, "2026-12-03"),))
    days = ("2026-11-30", "2026-12-01", *WEEK, "2026-12-14", "2026-12-15", "2027-01-04")
    assert town.days(*days) == ["11-30", "12-01 monthly", "12-07", "12-14"]


def test_a_leader_who_coordinates_is_asked_too(town: Town) -> None:
    with town.store.transaction() as work:
        work.change_unit(replace(town.unit, leaders=(*town.unit.leaders, town.employee.id)))
    town.has_case(own={"first_talk_on": None, "started_at": None, "welcomed_at": NOW})
    posted = [town.digest(day) for day in WEEK]
    assert [bool(each and each.data.get("asked")) for each in posted] == [True, False, False, False, False]
