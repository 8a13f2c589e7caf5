"""What must hold while somebody acts for a coordinator, and while two coordinators overlap."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.casework import commands
from bot.casework.deadlines import OSLO, oslo_date
from bot.casework.decide import decide
from bot.casework.model import Named, Substitute
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Refusal, Why
from bot.casework.situation import Situation, may_see
from bot.casework.standing_in import want_another
from bot.profiles import read_profile
from tests.casework.test_handing_over import LEAVING, YES_EVEN, Story
from tests.casework.test_rules_hold import ADA, DIRECTORY, EVEN, GUEST, KARI, NILS, NORTH, SOUTH, STANDARD

TODAY, LAST = date(2026, 11, 23), date(2026, 12, 18)
NAME_GUEST = commands.NameSubstitute(GUEST, TODAY + timedelta(days=7), LAST)
HEROY = read_profile("heroy")


class Elsewhere(Story):
    """The same case in another municipality."""

    def __init__(self, municipality: Municipality) -> None:
        self.municipality = municipality
        super().__init__()

    def situation(self, actor: int | None) -> Situation:
        return Situation(self.now, actor, self.municipality, DIRECTORY)


def comes(story: Story, when: str) -> None:
    """Let the clock look at the case at an Oslo time, as often as it is due."""
    story.now = datetime.fromisoformat(when).replace(tzinfo=OSLO)
    story.do(None, commands.TimePassed())


@pytest.mark.row("S2-10")
def test_a_substitute_acts_from_the_first_day_and_never_ends_or_disputes_anything_alone() -> None:
    story = Story()
    story.do(ADA, commands.AskSubstitute(TODAY, LAST))
    assert story.tries(ADA, commands.AskSubstitute(TODAY, LAST)) is Why.SUBSTITUTE_OPEN
    assert story.tries(ADA, NAME_GUEST) is Why.NOT_FOUND, "the leader names"
    story.do(SOUTH, NAME_GUEST)
    assert may_see(story.case, GUEST, DIRECTORY)
    assert story.tries(GUEST, commands.AskGuidance()) is Why.NOT_FOUND
    comes(story, "2026-11-30T09:00")
    story.do(GUEST, commands.AskGuidance())
    for command in (commands.Dispute(), commands.EndSubstitute(), commands.AskSubstitute(TODAY, LAST), commands.ConfirmReturn()):
        assert story.tries(GUEST, command) is Why.NOT_FOUND
    assert story.in_place() == [ADA]


@pytest.mark.row("S2-10", "S2-28")
def test_the_last_day_ends_nothing_until_somebody_has_answered() -> None:
    story = Story()
    story.do(SOUTH, NAME_GUEST)
    comes(story, "2026-12-14T08:00")
    asked = [message for message in story.said if message.kind is Kind.SUBSTITUTE and "ends" in message.key]
    assert {message.to for message in asked} == {SOUTH}
    comes(story, "2027-02-01T09:00")
    assert story.case.acting(GUEST, oslo_date(story.now)), "nobody is let go"
    comes(story, "2027-02-02T09:00")
    assert sorted(message.to for message in story.said if "unanswered" in message.key) == [KARI, NILS], "KE is told once"
    story.do(SOUTH, commands.ConfirmReturn())
    assert story.case.acting(GUEST, oslo_date(story.now)) is None
    assert not may_see(story.case, GUEST, DIRECTORY)


@pytest.mark.row("S2-10")
def test_a_confirmed_return_ends_it_the_day_after_the_last() -> None:
    story = Story()
    story.do(SOUTH, NAME_GUEST)
    story.do(SOUTH, commands.ConfirmReturn())
    comes(story, "2026-12-18T16:00")
    assert story.case.acting(GUEST, LAST)
    comes(story, "2026-12-19T08:00")
    assert story.case.substitute is None
    told = {message.due_at.astimezone(OSLO).isoformat()[:16] for message in story.said if message.key.endswith("ended/p6")}
    assert told == {"2026-12-21T07:00"}, "that was a Saturday: it is said on Monday morning"


@pytest.mark.row("S2-10")
def test_on_the_last_day_the_vikar_still_acts_and_the_period_may_be_cut_to_today() -> None:
    story = Story()
    story.do(SOUTH, NAME_GUEST)
    comes(story, "2026-12-18T12:00")
    assert story.tries(SOUTH, commands.ExtendSubstitute(LAST - timedelta(days=1))) is Why.BAD_PERIOD
    story.do(SOUTH, commands.ConfirmReturn())
    assert story.case.acting(GUEST, LAST)
    assert [story.case.responsible(day) for day in (TODAY, LAST)] == [(ADA,), (GUEST,)]
    story.do(SOUTH, commands.ExtendSubstitute(date(2027, 1, 8)))
    comes(story, "2026-12-21T09:00")
    story.do(SOUTH, commands.ExtendSubstitute(date(2026, 12, 21)))
    assert story.case.acting(GUEST, date(2026, 12, 21))


@pytest.mark.row("S2-10", "S2-28")
def test_a_later_last_day_is_asked_about_anew_although_the_return_was_confirmed() -> None:
    story = Story()
    story.do(SOUTH, NAME_GUEST)
    story.do(SOUTH, commands.ConfirmReturn())
    story.do(SOUTH, commands.ExtendSubstitute(date(2027, 1, 15)))
    comes(story, "2027-01-11T09:00")
    asked = [message for message in story.said if message.kind is Kind.SUBSTITUTE and "ends" in message.key]
    assert {message.to for message in asked} == {SOUTH}


@pytest.mark.row("S2-10", "S2-28")
def test_when_the_vikar_has_left_another_is_wanted_as_if_nobody_had_been_reminded_or_told() -> None:
    story = Story()
    story.do(SOUTH, NAME_GUEST)
    comes(story, "2026-12-21T09:00")
    gone = story.case.substitute
    assert gone
    assert gone.reminded_on
    case, _, _ = want_another(story.case, replace(gone, ke_told_on=TODAY, returns_at=story.now), story.situation(None))
    assert case.substitute == Substitute(gone.seq, gone.assignment, gone.first_day, gone.last_day, story.now, gone.asked_by)


@pytest.mark.row("S2-10")
def test_whoever_acted_goes_with_the_coordinator() -> None:
    story = Story()
    story.do(SOUTH, NAME_GUEST)
    story.do(SOUTH, commands.NameSuccessor(Named(EVEN)))
    assert story.case.substitute is None
    assert story.in_place() == [EVEN]


def test_bad_periods_and_a_municipality_without_are_refused() -> None:
    story = Story()
    assert story.tries(SOUTH, replace(NAME_GUEST, last_day=TODAY)) is Why.BAD_PERIOD
    assert story.tries(SOUTH, replace(NAME_GUEST, person=ADA)) is Why.SAME_PERSON
    rules = STANDARD.handover.model_copy(update={"substitute": STANDARD.handover.substitute.model_copy(update={"offered": False})})
    off = Situation(story.now, SOUTH, STANDARD.model_copy(update={"handover": rules}), DIRECTORY)
    assert decide(story.case, NAME_GUEST, off) == Refusal(Why.NO_SUBSTITUTE)


@pytest.mark.row("S3-28", "S3-30")
def test_in_heroy_ke_decides_and_names_one_and_both_overlap_until_the_day() -> None:
    story = Elsewhere(HEROY)
    story.do(ADA, LEAVING)
    assert story.tries(SOUTH, commands.NameSuccessor(Named(GUEST))) is Why.ONLY_KE
    story.do(KARI, commands.AppointDirectly(2, YES_EVEN))
    assert story.in_place() == [ADA, EVEN]
    assert story.tries(NORTH, commands.ChangeOverlap(LAST)) is Why.ONLY_KE
    story.do(KARI, commands.ChangeOverlap(LAST))
    comes(story, "2026-12-17T16:00")
    assert story.in_place() == [ADA, EVEN]
    comes(story, "2026-12-18T08:00")
    assert story.in_place() == [EVEN]
    assert {ADA, EVEN, KARI} <= {message.to for message in story.said if "overlap-over" in message.key}


@pytest.mark.row("S3-30")
def test_a_yes_that_is_taken_back_ends_the_overlap_and_the_old_one_goes_on() -> None:
    story = Elsewhere(HEROY)
    story.do(ADA, LEAVING)
    story.do(KARI, commands.SendRequest(2))
    story.do(NORTH, commands.Accept(2, YES_EVEN))
    story.do(NORTH, commands.TakeBack(2))
    assert story.in_place() == [ADA]
    assert story.case.assignments[0].ends_on is None


@pytest.mark.row("S0-37")
def test_both_coordinators_tick_and_nobody_else() -> None:
    story = Story()
    story.do(SOUTH, commands.NameSuccessor(Named(GUEST), informed=True))
    ticks = commands.TickHandedOn(frozenset({"meeting", "unheard_of"}))
    assert story.tries(EVEN, ticks) is Why.NOT_FOUND
    story.do(ADA, ticks)
    assert story.tries(GUEST, ticks) is Why.NOTHING_TO_DO
    assert story.case.assignments[1].handed_on == ("meeting",)
    comes(story, "2027-01-11T09:00")
    comes(story, "2027-02-11T09:00")
    assert {message.to for message in story.said if "checklist" in message.key} == {ADA, GUEST}


@pytest.mark.row("S0-41")
def test_only_a_month_ahead_is_looked_at_again_and_only_ke_sets_it() -> None:
    story = Story()
    assert story.tries(ADA, commands.SetLookAgain(date(2027, 3, 1))) is Why.ONLY_KE
    assert story.tries(KARI, commands.SetLookAgain(date(2026, 11, 1))) is Why.MONTH_TOO_EARLY
    story.do(KARI, commands.SetLookAgain(date(2027, 5, 31)))
    assert story.case.look_on == date(2027, 5, 1)
    comes(story, "2027-05-03T08:00")
    assert {message.to for message in story.said if "look-" in message.key} == {KARI, NILS, ADA}
    assert story.case.look_on is None


@pytest.mark.row("S2-10")
def test_a_vikar_may_be_wanted_for_one_day_and_for_today() -> None:
    for day in (TODAY, TODAY + timedelta(days=1)):
        story = Story()
        story.do(SOUTH, commands.NameSubstitute(GUEST, day, day))
        assert story.case.substitute
        assert story.case.substitute.last_day == day
