"""What is asked lies with whoever has the role: stand-ins while a leader is away, new leaders, and nobody twice."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.casework import commands
from bot.casework.deadlines import OSLO
from bot.casework.model import Absence, Directory, HandoverReason, Person
from bot.casework.outcome import Kind
from bot.casework.routing import first_word, uncovered
from bot.casework.situation import Situation, may_see
from tests.casework.deciding import ADA, BO, DIRECTORY, KE, LEADER, NORTH, NORTH_LEADER, SOUTH, Deciding, settle_in

SECOND, STAND_IN = 11, 12
DECEMBER = Absence(date(2026, 12, 1), date(2026, 12, 3))


def with_people(*leaders: int, stand_ins: tuple[int, ...] = (), **absences: Absence) -> Directory:
    """The town with other leaders in the south; absences by 'p2' and so on."""
    people = {SECOND: Person(SECOND, "To", has_chat=True), STAND_IN: Person(STAND_IN, "Vara", has_chat=True)} | DIRECTORY.people
    away = {id: replace(person, absences=(absences[f"p{id}"],)) for id, person in people.items() if f"p{id}" in absences}
    south = replace(DIRECTORY.units[SOUTH], leaders=leaders, stand_ins=stand_ins)
    return Directory(people | away, {**DIRECTORY.units, SOUTH: south})


@pytest.fixture
def story() -> Deciding:
    return settle_in("standard")


def told(story: Deciding, kind: Kind) -> list[int]:
    """To whom a kind of message went, in order; empties what was said."""
    found = [message.to for message in story.said if message.kind is kind]
    story.said.clear()
    return found


@pytest.mark.row("S0-10")
def test_every_leader_of_the_unit_gets_the_request_and_the_first_answer_wins(story: Deciding) -> None:
    story.directory = with_people(LEADER, SECOND, stand_ins=(STAND_IN,))
    story.does(commands.SendRequest(SOUTH), KE)
    assert told(story, Kind.REQUEST) == [LEADER, SECOND]
    story.does(commands.Decline(1, "no_capacity"), SECOND)
    assert story.refuses(commands.Decline(1, "conflict"), LEADER) == "already_answered"


@pytest.mark.row("S0-11")
def test_the_stand_in_gets_it_when_an_absence_begins_and_the_leader_alone_is_reminded_when_it_ends(story: Deciding) -> None:
    story.directory = with_people(LEADER, stand_ins=(STAND_IN,), p2=DECEMBER)
    story.does(commands.SendRequest(SOUTH), KE)
    assert told(story, Kind.REQUEST) == [LEADER]
    story.passes(days=7)
    story.said.clear()
    story.passes(days=2)
    assert story.happened[-1].kind == "reminded"
    assert [(each.kind, each.to) for each in story.said] == [(Kind.REQUEST, STAND_IN)], "the card on the day, and no reminder beside it"
    story.said.clear()
    story.passes(days=3)
    assert told(story, Kind.REMINDING) == [LEADER]


def test_whoever_was_away_when_it_was_sent_gets_it_on_the_day_they_are_back(story: Deciding) -> None:
    story.directory = with_people(LEADER, stand_ins=(STAND_IN,), p2=Absence(date(2026, 11, 20), date(2026, 11, 25)))
    story.does(commands.SendRequest(SOUTH), KE)
    assert told(story, Kind.REQUEST) == [STAND_IN]
    story.passes(days=3)
    assert [(each.to, each.data["routed"]) for each in story.said if each.kind is Kind.REQUEST] == [(LEADER, "back")]
    assert story.now.date() == date(2026, 11, 26)


def test_a_new_leader_gets_what_is_open_once_and_the_old_one_has_no_part_in_it_any_more(story: Deciding) -> None:
    story.does(commands.SendRequest(SOUTH), KE)
    story.directory = with_people(SECOND)
    story.case = replace(story.case, next_look_at=story.now)
    story.said.clear()
    story.passes(minutes=1)
    assert [(each.to, each.data["routed"]) for each in story.said] == [(SECOND, "new")]
    assert story.happened[-1].data == {"request": 1, "to": [SECOND], "from": [LEADER]}
    assert story.refuses(commands.Decline(1, "no_capacity"), LEADER) == "not_found"
    assert not may_see(story.case, LEADER, story.directory)
    story.said.clear()
    story.passes(days=8)
    assert told(story, Kind.REMINDING) == [SECOND]
    assert [event.kind for event in story.happened].count("routed") == 1


def test_a_new_leader_is_not_asked_what_the_unit_need_not_answer_any_more(story: Deciding) -> None:
    story.does(commands.SendRequest(SOUTH), KE).does(commands.SendRequest(NORTH), KE)
    story.directory = with_people(SECOND)
    story.case = replace(story.case, next_look_at=story.now)
    story.said.clear()
    story.passes(minutes=1)
    assert story.said == []
    assert story.case.requests[0].recipients == ()
    assert story.happened[-1].data == {"request": 1, "to": [], "from": [LEADER]}


def test_what_was_answered_before_stays_as_it_was_when_the_live_request_gets_a_new_leader(story: Deciding) -> None:
    story.does(commands.SendRequest(NORTH), KE).does(commands.Decline(1, "no_capacity"), NORTH_LEADER).does(commands.SendRequest(SOUTH), KE)
    answered = story.case.requests[0]
    story.directory = with_people(SECOND)
    story.case = replace(story.case, next_look_at=story.now)
    story.said.clear()
    story.passes(minutes=1)
    assert [(each.kind, each.to) for each in story.said] == [(Kind.REQUEST, SECOND)]
    assert [(each.unit, each.recipients) for each in story.case.requests] == [(NORTH, answered.recipients), (SOUTH, (SECOND,))]


def test_the_first_word_of_a_day_is_at_the_hour_of_reminders_or_of_what_is_overdue(story: Deciding) -> None:
    rules = story.municipality.deadlines
    assert rules.reply
    early = rules.model_copy(update={"reply": rules.reply.model_copy(update={"at": time(6, 5)}), "overdue_at": time(9, 45)})
    for each, hour in ((early, "06:05"), (early.model_copy(update={"reply": None}), "09:45")):
        town = story.municipality.model_copy(update={"deadlines": each})
        told = first_word(date(2026, 12, 1), Situation(story.now, None, town, story.directory))
        assert f"{told.astimezone(OSLO):%H:%M}" == hour


def test_outside_working_hours_the_new_leader_is_told_in_the_morning(story: Deciding) -> None:
    story.does(commands.SendRequest(SOUTH), KE)
    story.passes(hours=12)
    story.directory = with_people(SECOND)
    story.case, before = replace(story.case, next_look_at=story.now), len(story.said)
    story.passes(hours=1)
    assert len(story.said) == before
    story.passes(hours=11)
    assert [each.to for each in story.said[before:]] == [SECOND]


def test_whoever_it_was_passed_on_to_keeps_it_when_the_leader_changes(story: Deciding) -> None:
    story.does(commands.SendRequest(SOUTH), KE).does(commands.PassOn(1, BO), LEADER)
    story.directory = with_people(SECOND)
    story.case = replace(story.case, next_look_at=story.now)
    story.passes(minutes=1)
    assert story.case.requests[0].recipients == (BO, SECOND)


def test_an_open_handover_goes_to_the_new_leader_who_may_answer_it(story: Deciding) -> None:
    story.appoints(ADA).does(commands.ReportHandover(HandoverReason.LEAVING), ADA)
    assert told(story, Kind.HANDOVER) == [LEADER]
    story.directory = with_people(SECOND)
    story.case = replace(story.case, next_look_at=story.now)
    story.passes(minutes=1)
    assert told(story, Kind.HANDOVER) == [SECOND]
    assert story.refuses(commands.HasNoSuccessor(), LEADER) == "not_found"
    story.does(commands.HasNoSuccessor(), SECOND)


def test_a_handover_that_is_over_stays_as_it_was_when_the_next_gets_a_new_leader(story: Deciding) -> None:
    story.appoints(ADA).does(commands.ReportHandover(HandoverReason.LEAVING), ADA).does(commands.RetractHandover(), ADA)
    story.does(commands.ReportHandover(HandoverReason.LEAVING), ADA)
    over = story.case.handovers[0]
    story.directory = with_people(SECOND)
    story.case = replace(story.case, next_look_at=story.now)
    story.passes(minutes=1)
    assert story.case.handovers[0] == over
    assert story.case.handovers[1].asked == (LEADER, SECOND)


def test_a_handover_that_is_ke_s_is_not_put_to_a_new_leader(story: Deciding) -> None:
    story.appoints(ADA).does(commands.ReportHandover(HandoverReason.LEAVING), ADA).does(commands.HasNoSuccessor(), LEADER)
    story.directory = with_people(SECOND)
    story.case = replace(story.case, next_look_at=story.now)
    story.said.clear()
    story.passes(minutes=1)
    assert told(story, Kind.HANDOVER) == []


def test_a_handover_goes_to_the_stand_in_while_the_leader_is_away(story: Deciding) -> None:
    story.appoints(ADA).does(commands.ReportHandover(HandoverReason.LEAVING), ADA)
    story.directory = with_people(LEADER, stand_ins=(STAND_IN,), p2=Absence(date(2026, 11, 24), date(2026, 11, 27)))
    story.case = replace(story.case, next_look_at=story.now)
    story.said.clear()
    story.passes(days=1)
    assert told(story, Kind.HANDOVER) == [STAND_IN]


@pytest.mark.row("S2-11")
def test_a_nearest_leader_who_is_away_is_replaced_by_the_unit_s_leader(story: Deciding) -> None:
    story.appoints(ADA)
    story.directory = with_people(LEADER, p5=Absence(date(2026, 11, 20), date(2026, 11, 24)))
    ada = replace(story.directory.people[ADA], nearest_leader=NORTH_LEADER)
    story.directory = replace(story.directory, people={**story.directory.people, ADA: ada})
    story.said.clear()
    story.does(commands.ReportHandover(HandoverReason.LEAVING), ADA)
    assert told(story, Kind.HANDOVER) == [LEADER]
    story.passes(days=2)
    assert told(story, Kind.HANDOVER) == [NORTH_LEADER], "back at work, and it is still open"


def test_an_absence_is_uncovered_unless_somebody_who_may_answer_is_at_work_in_all_of_it() -> None:
    def bare(directory: Directory) -> list[str]:
        return [unit.name for unit in uncovered(directory.people[LEADER], DECEMBER, directory)]

    assert bare(with_people(LEADER)) == ["Hjemmetjenesten sør"]
    assert bare(with_people(LEADER, stand_ins=(STAND_IN,))) == []
    assert bare(with_people(LEADER, SECOND)) == []
    assert bare(with_people(LEADER, stand_ins=(STAND_IN,), p12=Absence(date(2026, 12, 3), date(2026, 12, 9)))) == ["Hjemmetjenesten sør"]
