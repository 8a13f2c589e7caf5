"""Who no longer works here: KE and the leader hear of it once, nothing is decided, and nobody who has left is written to."""

from dataclasses import replace

import pytest

from bot.casework import commands
from bot.casework.leaving import tell_unled, unled
from bot.casework.model import Directory, HandoverReason, HandoverState, Named
from bot.casework.outcome import Kind
from tests.casework.deciding import ADA, BO, KE, LEADER, NORTH_LEADER, SOUTH, Deciding, settle_in


def without(directory: Directory, *left: int) -> Directory:
    """The town after some people have left."""
    return replace(directory, people=dict(directory.people) | {id: replace(directory.people[id], active=False) for id in left})


def leaves(story: Deciding, *people: int) -> Deciding:
    """They are gone, and the clock looks at the case."""
    story.directory = without(story.directory, *people)
    story.case = replace(story.case, next_look_at=story.now)
    story.said.clear()
    return story.passes(minutes=1)


def news(story: Deciding) -> list[tuple[int, str]]:
    return [(message.to, message.data["news"]) for message in story.said if message.kind is Kind.NEWS]


@pytest.fixture
def story() -> Deciding:
    return settle_in("standard").appoints(ADA)


@pytest.mark.row("S2-28", "S1-02")
def test_ke_and_the_leader_are_told_once_and_the_handover_is_theirs_to_start(story: Deciding) -> None:
    leaves(story, ADA)
    assert news(story) == [(KE, "coordinator_left"), (LEADER, "coordinator_left")]
    assert story.case.handover is None, "nothing is decided (N2)"
    assert story.case.assignment
    assert story.case.assignment.named.person == ADA, "responsible until somebody else is in place"
    story.passes(days=30)
    assert len(news(story)) == 2
    story.does(commands.ReportHandover(HandoverReason.LEAVING), KE)
    assert story.case.handover
    assert story.case.handover.state is HandoverState.LEADER
    assert [message.to for message in story.said if message.kind is Kind.HANDOVER] == [LEADER]
    story.said.clear()
    story.does(commands.NameSuccessor(Named(BO)), LEADER)
    assert ADA not in {message.to for message in story.said}


@pytest.mark.row("S2-11")
def test_a_nearest_leader_is_told_of_one_s_own_instead_of_the_unit_s(story: Deciding) -> None:
    ada = replace(story.directory.people[ADA], nearest_leader=NORTH_LEADER)
    story.directory = replace(story.directory, people={**story.directory.people, ADA: ada})
    leaves(story, ADA)
    assert news(story) == [(KE, "coordinator_left"), (NORTH_LEADER, "coordinator_left")]


def test_where_ke_finds_successors_ke_alone_is_told() -> None:
    story = leaves(settle_in("heroy").appoints(ADA), ADA)
    assert news(story) == [(KE, "coordinator_left")]


def test_it_is_not_told_where_somebody_else_is_wanted_or_named_already(story: Deciding) -> None:
    story.does(commands.ReportHandover(HandoverReason.LEAVING), ADA)
    leaves(story, ADA)
    assert news(story) == []


def test_whoever_left_outside_working_hours_is_told_of_in_the_morning(story: Deciding) -> None:
    story.passes(hours=13)
    leaves(story, ADA)
    assert news(story) == []
    story.passes(hours=12)
    assert len(news(story)) == 2


@pytest.mark.row("S0-11")
def test_a_leader_who_has_left_is_reminded_no_more_and_ke_hears_that_nobody_answers() -> None:
    story = settle_in("standard").does(commands.SendRequest(SOUTH), KE)
    leaves(story, LEADER)
    assert story.case.requests[0].recipients == ()
    assert [unit.id for unit in unled(LEADER, story.directory)] == [SOUTH]
    told = tell_unled(LEADER, story.situation(None))
    assert [(message.to, message.data["units"]) for message in told] == [(KE, [SOUTH])]
    story.said.clear()
    story.passes(days=16)
    assert LEADER not in {message.to for message in story.said}
    assert Kind.OVERDUE in {message.kind for message in story.said}, "KE hears of the deadline all the same"
    assert story.refuses(commands.SendRequest(SOUTH), KE) in {"already_asked", "no_leader"}
    assert settle_unasked(story).refuses(commands.SendRequest(SOUTH), KE) == "no_leader"


def settle_unasked(story: Deciding) -> Deciding:
    """Another case in the same town."""
    other = Deciding(story.municipality, directory=story.directory)
    return other.opens("2026-0418")
