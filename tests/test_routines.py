"""What comes back with the year is decided once a working day, whichever replica ticks, and keeps to one reminding message a day."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from bot import digests, routines
from bot.casework.deadlines import OSLO
from bot.casework.inviting import AnswerInvitation, Attendance, DraftInvitation, SendInvitation
from bot.casework.model import Assignment, Case, Named, RequestState
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Message
from bot.casework.situation import Situation
from bot.casework.training import NoteCourse, ReportNeed
from bot.casework.yearly_round import AnswerRound, Numbers, StartRound
from bot.casework.yearly_tasks import TickTask, UntickTask
from bot.drawing import Drawing
from bot.profiles import read_profile
from bot.storage.store import Store
from tests.storage.examples import NOW, new_request, open_case, settle_in

AALESUND, AAS = read_profile("aalesund"), read_profile("aas")


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=OSLO)


class Town:
    """One unit, one coordinator with one case, and a clock that the test moves."""

    def __init__(self, store: Store) -> None:
        self.store = store
        with store.transaction() as work:
            self.unit, self.people = settle_in(work)
        self.employee = self.people["employee"].id

    def has_case(self) -> Case:
        own = Assignment(1, self.unit.id, 1, Named(self.employee), NOW, self.people["leader"].id, informed_at=NOW, access_at=NOW)
        accepted = new_request(self.unit, self.people, state=RequestState.ACCEPTED)
        with self.store.transaction() as work:
            return open_case(work, self.people, requests=(accepted,), assignments=(own,))

    def ticks(self, *moments: str, profile: Municipality = AALESUND) -> None:
        for moment in moments:
            with self.store.transaction() as work:
                routines.run_due(work, profile, at(moment))

    def told(self, key: str) -> bool:
        with self.store.reading() as work:
            return work.posted_under(key) is not None


@pytest.fixture
def town(database_url: str) -> Iterator[Town]:
    store = Store(database_url)
    yield Town(store)
    store.close()


@pytest.mark.row("S4-34")
def test_the_round_opens_by_itself_on_its_day_once_and_reminds_when_the_person_s_day_is_free(town: Town) -> None:
    case = town.has_case()
    card = f"round-2026/p{town.employee}"
    town.ticks("2026-10-14 09:00", "2026-10-15 08:29")
    assert not town.told(card)
    with town.store.reading() as work:
        assert routines.next_due(work, AALESUND, at("2026-10-01 12:00")) == at("2026-10-15 08:30")
    town.ticks("2026-10-15 08:30", "2026-10-15 08:31")
    assert town.told(card)
    other = Message("other", Kind.REMINDING, town.employee, at("2026-11-09 08:00"), reminding_on=at("2026-11-09 08:00").date())
    with town.store.transaction() as work:
        work.post(other, at("2026-11-09 08:00"))
    stage = f"round-2026/2026-11-09/p{town.employee}"
    town.ticks("2026-11-09 08:30")
    assert not town.told(stage), "one reminding message a day"
    town.ticks("2026-11-09 12:00", "2026-11-10 08:30")
    assert town.told(stage)
    with town.store.transaction() as work:
        given = AnswerRound(2026, {case.id: Numbers({"coordination": 1, "cooperation": 0}, plan=False)})
        by = Situation(at("2026-11-11 10:00"), town.employee, AALESUND, work.directory())
        assert routines.carry_out(work, given, by) == {"from": None}
    town.ticks("2026-11-13 08:30")
    assert not town.told(f"round-2026/2026-11-13/p{town.employee}"), "answered"
    assert town.told(f"round-2026/2026-11-13/unit-{town.unit.id}/p{town.people['leader'].id}"), "and not confirmed"


def test_a_town_without_a_yearly_round_never_hears_of_one(town: Town) -> None:
    town.has_case()
    without = AALESUND.model_copy(update={"annual": None})
    with town.store.transaction() as work:
        routines.run_due(work, without, at("2026-10-15 08:30"))
        assert work.round() is None
        assert routines.next_due(work, without, at("2026-10-15 08:31")) == at("2026-12-01 08:30"), "KE's next yearly task"


def test_a_bot_that_was_away_on_the_day_opens_the_round_when_it_is_back_but_not_after_its_last_day(town: Town) -> None:
    town.has_case()
    ke = town.people["ke"].id
    town.ticks("2026-10-20 10:00")
    assert town.told(f"round-2026/ke/p{ke}")
    town.ticks("2027-12-01 10:00")
    assert not town.told(f"round-2027/ke/p{ke}")


@pytest.mark.row("S2-02")
def test_a_coordinator_without_the_course_is_reminded_of_it_once(town: Town) -> None:
    town.has_case()
    key = f"course/p{town.employee}"
    town.ticks("2026-12-18 08:30", profile=AAS)
    assert not town.told(key)
    with town.store.reading() as work:
        assert routines.next_due(work, AAS, at("2026-12-18 12:00")) == at("2026-12-21 08:30")
    town.ticks("2026-12-23 08:30", profile=AAS)
    assert town.told(key)


@pytest.mark.row("S2-02")
def test_whoever_has_taken_the_course_is_not_reminded(town: Town) -> None:
    town.has_case()
    with town.store.transaction() as work:
        by = Situation(NOW, town.employee, AAS, work.directory())
        assert routines.carry_out(work, NoteCourse(town.employee, NOW.date()), by) == {}
    town.ticks("2026-12-23 08:30", profile=AAS)
    assert not town.told(f"course/p{town.employee}")


@pytest.mark.row("S4-30")
def test_ke_s_digest_comes_on_the_days_on_which_a_need_for_training_nears_its_deadline(town: Town) -> None:
    with town.store.transaction() as work:
        by = Situation(NOW, town.people["leader"].id, AALESUND, work.directory())
        assert routines.carry_out(work, ReportNeed("basic", 3), by) == {"need": 1}
    ke = town.people["ke"].id
    sent = []
    for day in ("2027-04-22", "2027-04-23", "2027-04-26", "2027-05-18", "2027-05-24", "2027-05-25"):
        with town.store.transaction() as work:
            digests.send_due(work, AALESUND, at(f"{day} 07:30"))
        sent += [day] if town.told(f"digest/{day}/p{ke}") else []
    assert sent == ["2027-04-23", "2027-05-18", "2027-05-24"]


@pytest.mark.row("S4-38", "S0-35")
def test_ke_is_told_of_a_yearly_task_once_a_year_unless_it_is_done_already(town: Town) -> None:
    ke = town.people["ke"].id
    with town.store.reading() as work:
        assert routines.next_due(work, AALESUND.model_copy(update={"annual": None}), at("2027-01-16 12:00")) == at("2027-02-01 08:30")
    with town.store.transaction() as work:
        by = Situation(at("2027-01-20 10:00"), ke, AALESUND, work.directory())
        assert routines.carry_out(work, TickTask("cooperation", 2027), by) == {}
    town.ticks("2027-02-01 08:30")
    assert not town.told(f"task-2027/cooperation/p{ke}")
    with town.store.transaction() as work:
        by = Situation(at("2027-02-01 10:00"), ke, AALESUND, work.directory())
        assert routines.carry_out(work, UntickTask("cooperation", 2027), by) == {}
    town.ticks("2027-02-02 08:30")
    assert town.told(f"task-2027/cooperation/p{ke}")


def test_a_day_is_looked_at_once_whoever_comes_later_waits_until_tomorrow(town: Town) -> None:
    town.ticks("2026-10-15 08:30")
    town.has_case()
    town.ticks("2026-10-15 12:00")
    assert not town.told(f"round-2026/p{town.employee}")
    town.ticks("2026-10-16 08:30")
    assert town.told(f"round-2026/p{town.employee}"), "whoever became coordinator while the round is open gets a card"


@pytest.mark.row("S0-35", "S4-34")
def test_what_was_answered_before_it_could_leave_is_not_asked_about(town: Town) -> None:
    case, now = town.has_case(), at("2026-11-09 10:00")
    profile = AALESUND.model_copy(update={"gathering": read_profile("standard").gathering})
    with town.store.transaction() as work:
        by = {name: Situation(now, person.id, profile, work.directory()) for name, person in town.people.items()}
        for who, command in (
            ("ke", StartRound()),
            ("ke", DraftInvitation("gathering", at("2026-12-10 10:00").date(), "Rådhuset")),
            ("ke", SendInvitation(1)),
        ):
            assert isinstance(routines.carry_out(work, command, by[who]), dict)
        stage = {"invitation": 1, "stage": True}
        work.post(Message("reminder", Kind.INVITATION, town.employee, now, reminding_on=now.date(), data=stage), now)
        drawing, keys = Drawing(profile), (f"round-2026/p{town.employee}", "reminder")
        asked = [posted for key in keys if (posted := work.posted_under(key))]
        assert all(drawing.draw_to_send(work, posted, now) for posted in asked)
        given = AnswerRound(2026, {case.id: Numbers({"coordination": 1, "cooperation": 0}, plan=False)})
        assert isinstance(routines.carry_out(work, given, by["employee"]), dict)
        assert routines.carry_out(work, AnswerInvitation(1, Attendance.YES), by["employee"]) == {}
        assert [drawing.draw_to_send(work, posted, now) for posted in asked] == [None, None]
