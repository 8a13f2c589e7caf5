"""What each person may see, what their lists hold, and whom the day's overview is for."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.casework.model import (
    Absence,
    Assignment,
    Case,
    Directory,
    Duty,
    DutyKind,
    Handover,
    HandoverReason,
    HandoverState,
    Named,
    Pause,
    Person,
    RequestState,
    Role,
    Unit,
)
from bot.casework.outcome import Decision, Event, Kind
from bot.casework.overview import Group, UnitLoad
from bot.casework.seeing import Seen
from bot.casework.situation import may_see
from bot.storage.store import Store, Work
from tests.storage.examples import NOW, TODAY, chat_of, later, new_request, open_case, settle_in, tell

YESTERDAY = TODAY - timedelta(days=1)
Town = tuple[Unit, Unit, dict[str, Person]]


@pytest.fixture
def town(store: Store) -> Town:
    """The unit and its people, and another unit with a leader of its own."""
    with store.transaction() as work:
        unit, people = settle_in(work)
        people["other"] = work.add_person("other", None)
        people["passed"] = work.add_person("passed", None)
        return unit, work.add_unit(Unit(0, "Helsestasjonen", (people["other"].id,))), people


def ask(town: Town, **changes: Any) -> tuple[Any, ...]:
    """A case's requests: one, to the unit."""
    unit, _, people = town
    return (new_request(unit, people, **changes),)


def appoint(town: Town, **changes: Any) -> tuple[Assignment, ...]:
    """A case's assignments: the unit's employee."""
    unit, _, people = town
    return (replace(Assignment(1, unit.id, 1, Named(people["employee"].id), NOW, people["leader"].id), **changes),)


def see(work: Work, reader: Person, group: Group, **more: Any) -> list[int]:
    """The ids a reader sees in a group; the count must agree."""
    found = work.overview(reader.id, (group,), TODAY, more.get("since"), 20)
    ids = [case.id for case in found.cases[group]]
    assert found.counts[group] == len(ids)
    return ids


def test_each_sees_what_casework_says_they_may(store: Store, town: Town) -> None:
    _, other_unit, people = town
    with store.transaction() as work:
        work.change_person(replace(people["employee"], nearest_leader=people["other"].id))
        cases = [
            open_case(work, people),
            open_case(work, people, requests=ask(town)),
            open_case(work, people, requests=ask(town, unit=other_unit.id, recipients=(people["passed"].id,))),
            open_case(work, people, requests=ask(town, state=RequestState.ACCEPTED), assignments=appoint(town, informed_at=NOW)),
            open_case(work, people, requests=ask(town), assignments=appoint(town, ended_at=NOW)),
            open_case(work, people, requests=ask(town, state=RequestState.WITHDRAWN), closed_at=NOW),
            open_case(work, people, requests=ask(town, state=RequestState.ACCEPTED), assignments=appoint(town)),
        ]
    with store.reading() as work:
        directory: Directory = work.directory()
        for person in people.values():
            seen = work.visible_cases(person.id)
            assert dict(seen) == {case.number: case.id for case in cases if may_see(case, person.id, directory)}, person.name
            assert {case.number: seen.get(case.number) for case in cases} == {case.number: dict(seen).get(case.number) for case in cases}
        assert list(work.visible_cases(people["leader"].id).values()) == [2, 4, 5, 7, 6]
        assert list(work.visible_cases(people["employee"].id).values()) == [4], "seen once told"
        assert list(work.visible_cases(people["passed"].id).values()) == [3]
        assert list(work.visible_cases(people["other"].id).values()) == [3, 4, 7], "the unit's, and those of whom one is nearest leader"


def test_a_number_that_is_used_again_means_the_open_case(store: Store) -> None:
    with store.transaction() as work:
        _, people = settle_in(work)
        open_case(work, people, number="2026-0001", closed_at=NOW)
        fresh = open_case(work, people, number="2026-0001")
        open_case(work, people, number="2026-0002", closed_at=NOW)
    with store.reading() as work:
        seen = work.visible_cases(people["ke"].id)
        assert seen["2026-0001"] == dict(seen)["2026-0001"] == fresh.id
        assert "2026-0002" in seen
        assert "2026-0003" not in seen


def test_roles_follow_from_what_is_stored(store: Store, town: Town) -> None:
    _, _, people = town
    with store.transaction() as work:
        asked = ask(town, recipients=(people["passed"].id,))
        open_case(work, people, requests=asked, assignments=appoint(town))
    with store.reading() as work:
        found = {name: work.roles(person.id) for name, person in people.items()}
    assert found == {
        "ke": {Role.KE},
        "leader": {Role.LEADER},
        "stand_in": {Role.LEADER},
        "other": {Role.LEADER},
        "passed": {Role.LEADER},
        "employee": {Role.COORDINATOR},
    }


def test_overdue_and_waiting_are_ordered_by_deadline_and_kept_apart_for_ke(store: Store, town: Town) -> None:
    _, other_unit, people = town
    with store.transaction() as work:
        waiting = open_case(work, people, requests=ask(town, deadline=TODAY)).id
        late = open_case(work, people, requests=ask(town, deadline=YESTERDAY)).id
        later_still = open_case(work, people, requests=ask(town, deadline=YESTERDAY - timedelta(days=3))).id
        elsewhere = open_case(work, people, requests=ask(town, deadline=YESTERDAY, unit=other_unit.id, recipients=(people["other"].id,))).id
        open_case(work, people, requests=ask(town, deadline=YESTERDAY, state=RequestState.DECLINED))
        open_case(work, people, requests=ask(town, deadline=YESTERDAY), closed_at=NOW)
        assert see(work, people["ke"], Group.OVERDUE) == [later_still, late, elsewhere]
        assert see(work, people["ke"], Group.WAITING) == [waiting]
        assert see(work, people["leader"], Group.OVERDUE) == [later_still, late]
        assert see(work, people["leader"], Group.WAITING) == [later_still, late, waiting]
        assert see(work, people["stand_in"], Group.WAITING) == [later_still, late, waiting]
        assert see(work, people["employee"], Group.WAITING) == []
        assert work.unit_load() == {town[0].id: UnitLoad(3, 0), other_unit.id: UnitLoad(1, 0)}


def test_the_three_month_clock_and_cases_without_coordinator(store: Store, town: Town) -> None:
    people = town[2]
    with store.transaction() as work:
        far = open_case(work, people, appoint_by=TODAY + timedelta(days=31)).id
        near = open_case(work, people, appoint_by=TODAY + timedelta(days=30)).id
        passed = open_case(work, people, appoint_by=YESTERDAY).id
        again = open_case(work, people, appoint_by=TODAY, requests=ask(town), assignments=appoint(town, ended_at=NOW)).id
        open_case(work, people, appoint_by=YESTERDAY, requests=ask(town), assignments=appoint(town))
        assert see(work, people["ke"], Group.THREE_MONTHS) == [passed, again, near]
        assert see(work, people["ke"], Group.WITHOUT_COORDINATOR) == [passed, again, near, far]
        assert see(work, people["leader"], Group.THREE_MONTHS) == []
        soon = work.overview(people["ke"].id, [Group.THREE_MONTHS], TODAY, None, 5, timedelta(days=7))
        assert soon.counts == {Group.THREE_MONTHS: 2}


def test_answers_since_the_last_digest_newest_first_and_offers(store: Store, town: Town) -> None:
    people = town[2]
    with store.transaction() as work:
        old = open_case(work, people, requests=ask(town, answered_at=later(hours=-2), state=RequestState.ACCEPTED)).id
        new = open_case(work, people, requests=ask(town, answered_at=later(hours=1), state=RequestState.DECLINED)).id
        offer = open_case(work, people, requests=ask(town, answered_at=later(hours=2), state=RequestState.OFFERED)).id
        time = open_case(work, people, requests=ask(town, wants_until=TODAY)).id
        assert see(work, people["ke"], Group.ANSWERS, since=NOW) == [offer, new]
        assert see(work, people["ke"], Group.ANSWERS) == [offer, new, old]
        assert see(work, people["ke"], Group.OFFERS) == [offer, time]
        assert see(work, people["leader"], Group.ANSWERS) == []


def test_duties_mine_active_and_closed(store: Store, town: Town) -> None:
    _, _, people = town
    undone = Duty(DutyKind.RECORD, 1, NOW)
    accepted = ask(town, state=RequestState.ACCEPTED)
    with store.transaction() as work:
        done = open_case(
            work,
            people,
            requests=accepted,
            assignments=appoint(town, informed_at=NOW, access_at=NOW),
            duties=(replace(undone, done_on=TODAY),),
        ).id
        todo = open_case(work, people, requests=accepted, assignments=appoint(town, informed_at=NOW), duties=(undone,)).id
        older = open_case(work, people, handler=people["ke"].id, duties=(replace(undone, created_at=later(days=-1)),)).id
        closed = open_case(work, people, closed_at=later(hours=1)).id
        closed_first = open_case(work, people, closed_at=NOW).id
        assert see(work, people["ke"], Group.DUTIES) == [older, todo]
        assert see(work, people["leader"], Group.DUTIES) == [todo]
        assert see(work, people["employee"], Group.MINE) == [done, todo]
        assert see(work, people["ke"], Group.MINE) == [older]
        assert see(work, people["ke"], Group.ACTIVE) == [done, todo, older]
        assert see(work, people["leader"], Group.ACTIVE) == [done, todo]
        assert see(work, people["ke"], Group.CLOSED) == [closed, closed_first]
        assert see(work, people["leader"], Group.CLOSED) == []
        assert work.unit_load() == {town[0].id: UnitLoad(0, 2)}


def test_counts_are_whole_when_the_cases_are_not(store: Store, town: Town) -> None:
    people = town[2]
    with store.transaction() as work:
        for _ in range(7):
            open_case(work, people)
        few = work.overview(people["ke"].id, [Group.ACTIVE, Group.CLOSED], TODAY, None, 2)
        assert (few.counts, [len(few.cases[group]) for group in few.counts]) == ({Group.ACTIVE: 7, Group.CLOSED: 0}, [2, 0])
        none = work.overview(people["ke"].id, [Group.ACTIVE], TODAY, None, 0)
        assert (none.counts[Group.ACTIVE], none.cases[Group.ACTIVE]) == (7, ())


def test_a_reminder_is_about_the_requests_told_of_that_day_for_recipients_and_stand_ins(store: Store, town: Town) -> None:
    people = town[2]
    with store.transaction() as work:
        reminded = open_case(work, people, requests=ask(town, reminded_on=(YESTERDAY, TODAY), deadline=date(2026, 12, 7)))
        overdue = open_case(work, people, requests=ask(town, overdue_on=TODAY, deadline=YESTERDAY))
        open_case(work, people, requests=ask(town, reminded_on=(YESTERDAY,)))
        declined = ask(town, reminded_on=(TODAY,), state=RequestState.DECLINED, deadline=date(2026, 12, 8))
        answered = open_case(work, people, requests=declined)
        for name in ("leader", "stand_in"):
            due = work.due_reminders(people[name].id, TODAY)
            assert due == [(case, case.requests[0]) for case in (overdue, reminded, answered)]
        assert work.due_reminders(people["other"].id, TODAY) == []


def test_something_changed_when_others_or_the_clock_did_it_to_a_case_one_may_see(store: Store, town: Town) -> None:
    people = town[2]
    leader, ke, other = (people[name].id for name in ("leader", "ke", "other"))

    def changed(work: Work) -> list[bool]:
        return [work.changed_since(person, NOW) for person in (leader, ke, other, None)]

    with store.transaction() as work:
        case: Case = open_case(work, people, requests=ask(town))
        assert changed(work) == [False] * 4
        work.note_seen(Seen("case", "ke", case.id), ke, later(minutes=30))
        assert changed(work) == [False] * 4, "that somebody saw it changes nothing"
        work.save(case, Decision(case, (Event("asked"),)), ke, later(hours=1))
        assert changed(work) == [True, False, False, True]
        work.save(case, Decision(case, (Event("reminded"),)), None, later(hours=1))
        assert changed(work) == [True, True, False, True]


def test_the_digest_is_for_ke_and_those_at_work_with_something_to_answer_and_a_chat(store: Store, town: Town) -> None:
    _, other_unit, people = town
    with store.transaction() as work:
        assert work.digest_readers(TODAY) == [people["ke"].id]
        work.meet("entra-passed", "29:passed", "passed", None, chat_of("passed"))
        met = work.person_by_entra("entra-passed")
        assert met
        open_case(work, people, requests=ask(town))
        open_case(work, people, requests=ask(town, unit=other_unit.id, recipients=(met.id,), passed_to=(met.id,)))
        assert work.digest_readers(TODAY) == sorted([people["ke"].id, people["leader"].id, met.id])
        work.add_absence(people["leader"].id, Absence(TODAY, TODAY))
        assert work.digest_readers(TODAY) == sorted([people["ke"].id, people["stand_in"].id, met.id])
        work.lose_chat(people["stand_in"].id)
        assert people["stand_in"].id not in work.digest_readers(TODAY)


def test_the_last_digest_is_remembered_by_its_message(store: Store, town: Town) -> None:
    people = town[2]
    with store.transaction() as work:
        work.post(tell("digest-1", people["ke"].id, Kind.DIGEST, reminding_on=YESTERDAY), later(days=-1))
        work.post(tell("digest-2", people["ke"].id, Kind.DIGEST, reminding_on=TODAY), NOW)
        assert work.last_digests([people["ke"].id, people["leader"].id]) == {people["ke"].id: NOW}


# ---- a coordinator hands over, and a case rests


def relieve(town: Town) -> tuple[Assignment, ...]:
    """The unit's employee is coordinator, and somebody of the same unit takes over in a week."""
    (old,) = appoint(town, informed_at=NOW, ends_on=TODAY + timedelta(days=7))
    new = replace(old, seq=2, named=Named(town[2]["passed"].id), informed_at=None, ends_on=None, starts_on=old.ends_on)
    return old, new


def hand_over(town: Town, **changes: Any) -> tuple[Handover, ...]:
    """A case's handovers: one that awaits the leader's answer."""
    return (replace(Handover(1, 1, HandoverReason.LEAVING, NOW, town[2]["employee"].id), **changes),)


def test_while_somebody_takes_over_the_case_has_two_coordinators_and_counts_once(store: Store, town: Town) -> None:
    unit, _, people = town
    accepted = ask(town, state=RequestState.ACCEPTED)
    with store.transaction() as work:
        case = open_case(work, people, appoint_by=YESTERDAY, requests=accepted, assignments=relieve(town))
        assert see(work, people["employee"], Group.MINE) == [case.id]
        assert see(work, people["passed"], Group.MINE) == [], "not told yet"
        told = tuple(replace(each, informed_at=NOW) for each in case.assignments)
        work.save(case, Decision(replace(case, version=2, assignments=told)), None, NOW)
        assert see(work, people["passed"], Group.MINE) == [case.id]
        assert see(work, people["ke"], Group.ACTIVE) == see(work, people["leader"], Group.ACTIVE) == [case.id]
        assert see(work, people["ke"], Group.WITHOUT_COORDINATOR) == see(work, people["ke"], Group.THREE_MONTHS) == []
        assert work.unit_load() == {unit.id: UnitLoad(0, 1)}


def test_what_a_leader_has_not_ticked_is_about_the_successor_and_not_about_who_is_relieved(store: Store, town: Town) -> None:
    people = town[2]
    old, new = relieve(town)
    done = replace(new, informed_at=NOW, access_at=NOW)
    with store.transaction() as work:
        open_case(work, people, requests=ask(town, state=RequestState.ACCEPTED), assignments=(old, done))
        assert see(work, people["leader"], Group.DUTIES) == []
        todo = open_case(work, people, requests=ask(town, state=RequestState.ACCEPTED), assignments=(replace(old, access_at=NOW), new))
        assert see(work, people["leader"], Group.DUTIES) == [todo.id]


def test_what_is_undone_in_one_unit_is_not_for_the_leader_of_another(store: Store, town: Town) -> None:
    _, other_unit, people = town
    with store.transaction() as work:
        open_case(work, people, requests=ask(town), assignments=appoint(town), handovers=hand_over(town))
        elsewhere = ask(town, unit=other_unit.id, recipients=(people["other"].id,), state=RequestState.DECLINED)
        open_case(work, people, requests=elsewhere)
        assert see(work, people["other"], Group.DUTIES) == see(work, people["other"], Group.HANDOVERS) == []
        assert len(see(work, people["leader"], Group.DUTIES)) == len(see(work, people["leader"], Group.HANDOVERS)) == 1


def test_handovers_are_seen_by_ke_and_by_the_leader_whose_answer_they_await_oldest_first(store: Store, town: Town) -> None:
    people = town[2]
    common: dict[str, Any] = {"requests": ask(town, state=RequestState.ACCEPTED), "assignments": appoint(town)}
    with store.transaction() as work:
        newer = open_case(work, people, **common, handovers=hand_over(town, reported_at=later(hours=2))).id
        older = open_case(work, people, **common, handovers=hand_over(town, reported_at=later(hours=1))).id
        with_ke = open_case(work, people, **common, handovers=hand_over(town, state=HandoverState.KE)).id
        for state in (HandoverState.SUCCEEDED, HandoverState.RETRACTED):
            open_case(work, people, **common, handovers=hand_over(town, state=state))
        open_case(work, people, **common, handovers=hand_over(town), closed_at=NOW)
        assert see(work, people["ke"], Group.HANDOVERS) == [with_ke, older, newer]
        assert see(work, people["leader"], Group.HANDOVERS) == see(work, people["stand_in"], Group.HANDOVERS) == [older, newer]
        assert see(work, people["other"], Group.HANDOVERS) == see(work, people["employee"], Group.HANDOVERS) == []
        work.change_person(replace(people["employee"], nearest_leader=people["other"].id))
        assert see(work, people["other"], Group.HANDOVERS) == [older, newer], "as the coordinator's nearest leader"
        assert see(work, people["ke"], Group.WITHOUT_COORDINATOR) == []


def test_a_paused_case_stays_in_the_lists_and_has_one_of_its_own_by_month(store: Store, town: Town) -> None:
    people = town[2]
    common: dict[str, Any] = {"requests": ask(town, state=RequestState.ACCEPTED), "assignments": appoint(town, informed_at=NOW)}
    august, march = (Pause(1, month, NOW, people["employee"].id) for month in (date(2027, 8, 1), date(2027, 3, 1)))
    with store.transaction() as work:
        until_august = open_case(work, people, **common, pause=august, pauses=1).id
        until_march = open_case(work, people, **common, pause=march, pauses=1).id
        goes_on = open_case(work, people, **common).id
        uncoordinated = open_case(work, people, pause=march, appoint_by=YESTERDAY).id
        assert see(work, people["ke"], Group.PAUSED) == [until_march, uncoordinated, until_august]
        assert see(work, people["employee"], Group.PAUSED) == [until_march, until_august]
        assert see(work, people["leader"], Group.PAUSED) == []
        assert see(work, people["employee"], Group.MINE) == [until_august, until_march, goes_on]
        assert set(see(work, people["ke"], Group.ACTIVE)) == {until_august, until_march, goes_on, uncoordinated}
        assert see(work, people["ke"], Group.THREE_MONTHS) == [uncoordinated], "a pause does not stop the clock"


def test_the_digest_is_also_for_coordinators_who_were_told_and_leaders_who_are_asked_for_a_successor(store: Store, town: Town) -> None:
    people = town[2]
    ke, leader, employee = (people[name].id for name in ("ke", "leader", "employee"))
    accepted = ask(town, state=RequestState.ACCEPTED)
    with store.transaction() as work:
        done = appoint(town, informed_at=NOW, access_at=NOW)
        case = open_case(work, people, requests=accepted, assignments=done)
        open_case(work, people, requests=accepted, assignments=done, handovers=hand_over(town), closed_at=NOW)
        assert work.digest_readers(TODAY) == [ke, employee]
        handed = replace(case, version=2, handovers=hand_over(town))
        work.save(case, Decision(handed), None, NOW)
        assert work.digest_readers(TODAY) == [ke, leader, employee], "a stand-in only while standing in"
        passed = replace(handed, version=3, handovers=hand_over(town, state=HandoverState.KE))
        work.save(handed, Decision(passed), None, NOW)
        assert work.digest_readers(TODAY) == [ke, employee]
        untold = replace(passed, version=4, assignments=appoint(town, access_at=NOW))
        work.save(passed, Decision(untold), None, NOW)
        assert work.digest_readers(TODAY) == [ke, leader], "the leader has not told the coordinator"


def test_a_message_is_found_by_its_key(store: Store, town: Town) -> None:
    ke = town[2]["ke"].id
    with store.transaction() as work:
        work.post(tell("case-1/handover-1/p1", ke), NOW)
        found = work.posted_under("case-1/handover-1/p1")
        assert found
        assert (found.to, work.posted(found.id)) == (ke, found)
        assert work.posted_under("case-1/handover-1/p2") is None
