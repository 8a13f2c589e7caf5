"""What must not happen on the way from one coordinator to the next: nobody let go too early, nobody asked in vain."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.casework import commands
from bot.casework.deadlines import OSLO, oslo_date
from bot.casework.decide import decide, open_case
from bot.casework.guidance import copy_leaders
from bot.casework.handing_over import finders, first_day_to_ask
from bot.casework.model import Acceptance, Case, DutyKind, EndReason, Handover, HandoverReason, HandoverState, Named, RequestState
from bot.casework.outcome import Decision, Kind, Message, Refusal, Why
from bot.casework.situation import Situation
from bot.profiles import read_profile
from tests.casework.test_rules_hold import ADA, DIRECTORY, EVEN, GUEST, KARI, NILS, NORTH, SOUTH, STANDARD

LEAVING = commands.ReportHandover(HandoverReason.LEAVING)
TELLS_LEADERS = read_profile("aalesund")
YES_ADA, YES_EVEN = (Acceptance(Named(person), True, True) for person in (ADA, EVEN))


class Story:
    """One case with Ada of the south in place, to which things are done one after the other."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO)
        self.said: list[Message] = []
        opened = open_case(commands.OpenCase("2026-0417", oslo_date(self.now)), 1, self.situation(KARI))
        assert isinstance(opened, Decision)
        self.case: Case = opened.case
        self.do(KARI, commands.SendRequest(1))
        self.do(SOUTH, commands.Accept(1, YES_ADA))

    def situation(self, actor: int | None) -> Situation:
        return Situation(self.now, actor, STANDARD, DIRECTORY)

    def tries(self, actor: int | None, command: commands.Command) -> Why | None:
        """Do it a minute later; why it was refused, if it was."""
        self.now += timedelta(minutes=1)
        decided = decide(self.case, command, self.situation(actor))
        if isinstance(decided, Refusal):
            return decided.why
        self.case = decided.case
        self.said += decided.messages
        return None

    def do(self, actor: int | None, command: commands.Command) -> None:
        assert self.tries(actor, command) is None

    def in_place(self) -> list[int | None]:
        return [each.named.person for each in self.case.assignments if each.ended_at is None]

    def ke_looks(self) -> None:
        """Ada leaves, the leader has nobody, and KE asks the north."""
        self.do(ADA, LEAVING)
        self.do(SOUTH, commands.HasNoSuccessor())
        self.do(KARI, commands.SendRequest(2))


def test_who_goes_on_after_all_is_not_relieved_by_a_yes_that_comes_later() -> None:
    story = Story()
    story.ke_looks()
    story.do(ADA, commands.RetractHandover())
    assert story.case.request is None
    assert story.case.requests[1].state is RequestState.WITHDRAWN
    assert story.tries(NORTH, commands.Accept(2, YES_EVEN)) is Why.HAS_COORDINATOR
    assert story.in_place() == [ADA]


def test_when_the_unit_finds_somebody_after_all_the_other_unit_need_not_answer() -> None:
    story = Story()
    story.ke_looks()
    story.do(SOUTH, commands.NameSuccessor(Named(GUEST)))
    assert story.case.request is None
    assert story.in_place() == [GUEST]


def test_a_yes_cannot_be_taken_back_once_a_successor_follows_from_it() -> None:
    story = Story()
    story.do(SOUTH, commands.NameSuccessor(Named(GUEST)))
    assert story.tries(SOUTH, commands.TakeBack(1)) is Why.KE_HAS_ACTED
    assert story.in_place() == [GUEST]


def test_a_yes_cannot_be_taken_back_nor_the_name_corrected_while_the_coordinator_waits_to_be_relieved() -> None:
    story = Story()
    story.do(ADA, LEAVING)
    assert story.tries(SOUTH, commands.TakeBack(1)) is Why.HANDOVER_OPEN
    assert story.tries(SOUTH, commands.ReplaceCoordinator(Named(GUEST))) is Why.HANDOVER_OPEN
    assert story.in_place() == [ADA]


def test_a_no_is_not_taken_back_when_somebody_took_over_meanwhile() -> None:
    story = Story()
    story.ke_looks()
    story.do(NORTH, commands.Decline(2, "no_capacity"))
    story.do(SOUTH, commands.NameSuccessor(Named(GUEST)))
    assert story.tries(NORTH, commands.TakeBack(2)) is Why.KE_HAS_ACTED
    assert story.case.request is None


def test_the_old_coordinator_is_back_when_a_yes_with_a_corrected_name_is_taken_back() -> None:
    story = Story()
    story.ke_looks()
    story.do(NORTH, commands.Accept(2, YES_EVEN))
    story.do(NORTH, commands.ReplaceCoordinator(Named(GUEST)))
    assert story.in_place() == [GUEST]
    story.do(NORTH, commands.TakeBack(2))
    assert story.in_place() == [ADA]
    assert [each.end_reason for each in story.case.assignments] == [None, EndReason.REPLACED, EndReason.TAKEN_BACK]
    assert story.case.handover
    assert story.case.handover.state is HandoverState.KE


def test_a_name_that_was_disputed_is_kept_apart_from_one_that_was_corrected_and_what_was_said_of_the_new_one_counts() -> None:
    story = Story()
    story.do(ADA, commands.Dispute())
    story.do(SOUTH, commands.ReplaceCoordinator(Named(GUEST), permanent=True, informed=False, access=True))
    story.do(SOUTH, commands.ReplaceCoordinator(Named(EVEN), permanent=True, informed=False))
    assert [each.end_reason for each in story.case.assignments] == [EndReason.DISPUTED, EndReason.REPLACED, None]
    _, guest, even = story.case.assignments
    assert [bool(each.access_at) for each in (guest, even)] == [True, False]
    story.do(SOUTH, commands.TickLater(access=True))
    ticked = story.case.assignments[2]
    assert (ticked.informed_at, ticked.access_at) == (None, story.now), "that access is ordered tells nobody anything"


def test_whoever_leads_the_coordinator_finds_the_successor_and_hears_of_guidance_unless_it_is_they_who_ask() -> None:
    ada = replace(DIRECTORY.people[ADA], nearest_leader=NORTH)
    elsewhere = replace(DIRECTORY, people={**DIRECTORY.people, ADA: ada})
    story = Story()
    [own] = story.case.assignments
    assert finders(own, Situation(story.now, ADA, STANDARD, elsewhere)) == (NORTH,)
    assert finders(own, Situation(story.now, ADA, STANDARD, DIRECTORY)) == (SOUTH,)
    for directory, by, told in ((elsewhere, ADA, [NORTH]), (elsewhere, NORTH, [])):
        assert [message.to for message in copy_leaders(story.case, own, Situation(story.now, by, TELLS_LEADERS, directory))] == told
    in_ke = replace(elsewhere, people={**elsewhere.people, ADA: replace(ada, nearest_leader=KARI)})
    assert copy_leaders(story.case, own, Situation(story.now, ADA, TELLS_LEADERS, in_ke)) == (), "KE hears of it anyway"


def test_who_is_to_take_over_cannot_hand_over_before_that_day() -> None:
    story = Story()
    story.do(SOUTH, commands.NameSuccessor(Named(GUEST), oslo_date(story.now) + timedelta(days=7), informed=True))
    assert story.tries(GUEST, LEAVING) is Why.HANDOVER_OPEN
    assert story.in_place() == [ADA, GUEST]


def test_who_is_relieved_twice_hears_of_both_successors() -> None:
    story = Story()
    story.ke_looks()
    story.do(NORTH, commands.Accept(2, YES_EVEN))
    story.do(NORTH, commands.TakeBack(2))
    story.do(NORTH, commands.Accept(2, Acceptance(Named(GUEST), True, True)))
    told = [message.key for message in story.said if message.kind is Kind.SUCCEEDED]
    assert len(set(told)) == 2


def test_a_late_yes_is_not_taken_once_somebody_else_is_in_place() -> None:
    story = Story()
    story.ke_looks()
    story.do(KARI, commands.WithdrawRequest(2))
    story.do(NORTH, commands.Accept(2, YES_EVEN))
    story.do(SOUTH, commands.NameSuccessor(Named(GUEST)))
    assert story.tries(KARI, commands.TakeOffer(2)) is Why.HAS_COORDINATOR
    assert story.in_place() == [GUEST]


def test_where_nobody_leads_ke_finds_the_successor_at_once() -> None:
    story = Story()
    alone = replace(DIRECTORY, units={**DIRECTORY.units, 1: replace(DIRECTORY.units[1], leaders=(), stand_ins=())})
    done = decide(story.case, LEAVING, Situation(story.now, ADA, STANDARD, alone))
    assert isinstance(done, Decision)
    assert done.case.handover
    assert (done.case.handover.state, done.case.handover.settled_by) == (HandoverState.KE, ADA)
    assert [(message.to, message.data["news"]) for message in done.messages] == [(person, "handover_to_ke") for person in (KARI, NILS)]
    assert [event.kind for event in done.events] == ["handover_reported"]


@pytest.mark.row("S0-41")
def test_another_unit_should_be_asked_sixty_days_before_a_transfer() -> None:
    handover = Handover(1, 1, HandoverReason.TRANSITION, datetime(2026, 11, 23, 9, tzinfo=OSLO), ADA, date(2027, 3, 2), transfer=True)
    assert first_day_to_ask(handover, STANDARD.handover) == date(2027, 1, 1)
    assert first_day_to_ask(replace(handover, transfer=False), STANDARD.handover) is None
    assert first_day_to_ask(replace(handover, wanted_on=None), STANDARD.handover) is None


def test_a_vikar_is_not_kept_while_somebody_else_is_on_the_way() -> None:
    story = Story()
    today = oslo_date(story.now)
    story.do(SOUTH, commands.NameSubstitute(GUEST, today, today + timedelta(days=20)))
    story.do(SOUTH, commands.NameSuccessor(Named(EVEN), today + timedelta(days=10)))
    assert story.tries(SOUTH, commands.KeepSubstitute()) is Why.HANDOVER_OPEN


@pytest.mark.row("S4-31")
def test_guidance_may_be_asked_for_anew_only_when_all_of_it_is_given() -> None:
    story = Story()
    story.do(ADA, commands.AskGuidance())
    story.do(KARI, commands.TickDuties(frozenset({DutyKind.PHONE}), 1))
    assert story.tries(ADA, commands.AskGuidance()) is Why.NOTHING_TO_DO
    twice = replace(story.case, duties=(*story.case.duties, replace(story.case.duties[-1], about=2)))
    story.case = twice
    story.do(KARI, commands.TickDuties(frozenset({DutyKind.GUIDANCE}), 1))
    assert story.tries(ADA, commands.AskGuidance()) is Why.NOTHING_TO_DO
    story.do(KARI, commands.TickDuties(frozenset({DutyKind.GUIDANCE}), 2))
    story.do(ADA, commands.AskGuidance())
