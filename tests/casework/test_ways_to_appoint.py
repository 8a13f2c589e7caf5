"""The four ways to a coordinator, and municipalities that promise no time."""

from datetime import date

import pytest

from bot.casework import commands
from bot.casework.model import Acceptance, Named, Phase, RequestState, Way, Wish
from bot.casework.outcome import Kind, News, Why
from bot.profiles import read_profile
from tests.casework.deciding import ADA, BO, KE, LEADER, NORTH, SOUTH, Deciding, settle_in

ADA_YES = Acceptance(Named(ADA), permanent=True, informed=True)


def told(case: Deciding, news: News) -> list[int]:
    return [message.to for message in case.said if message.data.get("news") == news.value]


# ---- order


@pytest.mark.row("S1-14")
def test_an_order_needs_kes_word_that_most_services_are_there_and_a_profile_that_allows_it() -> None:
    ordered = commands.SendRequest(SOUTH, way=Way.ORDER)
    assert settle_in("standard").refuses(ordered, KE) == Why.WAY_NOT_OFFERED
    case = settle_in("retningslinje")
    assert case.refuses(ordered, KE) == Why.CONFIRM_ORDER
    case.does(commands.SendRequest(SOUTH, way=Way.ORDER, most_services=True), KE)
    assert case.happened[-1].data["way"] == "order"


@pytest.mark.row("S1-14")
def test_an_order_is_answered_with_a_name_or_by_talking_to_ke() -> None:
    case = settle_in("retningslinje").does(commands.SendRequest(SOUTH, way=Way.ORDER, most_services=True), KE)
    assert case.refuses(commands.Decline(1, "no_capacity"), LEADER) == Why.ORDERED
    assert case.refuses(commands.Promise(1), LEADER) == Why.ORDERED
    case.does(commands.AskToBeCalled(1), LEADER)
    assert told(case, News.CALL) == [KE]
    case.does(commands.Accept(1, ADA_YES), LEADER)
    assert case.case.phase is Phase.APPOINTED


def test_an_order_may_follow_a_no() -> None:
    case = settle_in("retningslinje").does(commands.SendRequest(SOUTH), KE).does(commands.Decline(1, "no_capacity"), LEADER)
    case.does(commands.SendRequest(SOUTH, way=Way.ORDER, most_services=True), KE)
    assert [request.way for request in case.case.requests] == [Way.REQUEST, Way.ORDER]


# ---- consult


@pytest.mark.row("S4-11")
def test_a_unit_proposes_and_ke_appoints() -> None:
    case = settle_in("aalesund").does(commands.SendRequest(SOUTH, way=Way.CONSULT), KE)
    case.does(commands.Accept(1, ADA_YES), LEADER)
    assert case.case.phase is Phase.PROPOSED
    assert case.case.assignment is None
    assert told(case, News.PROPOSED) == [KE]
    case.does(commands.TakeOffer(1), KE)
    assert case.case.assignment
    assert case.case.assignment.named.person == ADA


def test_a_proposal_can_be_changed_or_taken_back_until_ke_decides() -> None:
    case = settle_in("aalesund").does(commands.SendRequest(SOUTH, way=Way.CONSULT), KE).does(commands.Accept(1, ADA_YES), LEADER)
    assert case.refuses(commands.Accept(1, ADA_YES), LEADER) == Why.NOTHING_TO_DO
    case.does(commands.Accept(1, Acceptance(Named(BO), permanent=True)), LEADER)
    proposal = case.case.proposal
    assert proposal
    assert proposal.offer
    assert proposal.offer.named.person == BO
    case.does(commands.TakeBack(1), LEADER)
    assert case.case.request
    assert case.case.request.state is RequestState.WAITING
    assert case.case.request.offer is None


def test_a_wish_for_more_time_is_gone_once_somebody_is_proposed() -> None:
    case = settle_in("aalesund")
    case.municipality = case.municipality.model_copy(update={"deadlines": read_profile("standard").deadlines})
    case.does(commands.SendRequest(SOUTH, way=Way.CONSULT), KE).does(commands.AskMoreTime(1, date(2026, 12, 14)), LEADER)
    assert case.case.requests[0].wants_until == date(2026, 12, 14)
    case.does(commands.Accept(1, ADA_YES), LEADER)
    assert case.case.requests[0].wants_until is None


def test_a_wish_for_more_time_is_gone_with_the_no_that_followed_it() -> None:
    case = settle_in("standard").does(commands.SendRequest(SOUTH), KE).does(commands.AskMoreTime(1, date(2026, 12, 14)), LEADER)
    case.does(commands.Decline(1, "no_capacity"), LEADER).does(commands.TakeBack(1), LEADER)
    assert case.case.requests[0].wants_until is None


def test_ke_says_no_thank_you_to_a_proposal_and_asks_another_unit() -> None:
    case = settle_in("aalesund").does(commands.SendRequest(SOUTH, way=Way.CONSULT), KE).does(commands.Accept(1, ADA_YES), LEADER)
    case.does(commands.TurnDownOffer(1), KE)
    assert case.case.phase is Phase.UNASKED
    assert case.case.requests[0].closed_at == case.now
    case.does(commands.SendRequest(NORTH, way=Way.CONSULT), KE)
    assert case.refuses(commands.TakeOffer(1), KE) == Why.NOT_LIVE


def test_asking_another_unit_withdraws_a_proposal_that_waits() -> None:
    case = settle_in("aalesund").does(commands.SendRequest(SOUTH, way=Way.CONSULT), KE).does(commands.Accept(1, ADA_YES), LEADER)
    case.does(commands.SendRequest(NORTH, way=Way.CONSULT), KE)
    assert [request.state for request in case.case.requests] == [RequestState.WITHDRAWN, RequestState.WAITING]


# ---- direct


@pytest.mark.row("S3-02")
def test_ke_names_the_coordinator_who_is_welcomed_at_once_and_the_leader_hears_of_it() -> None:
    case = settle_in("heroy").does(commands.AppointDirectly(SOUTH, ADA_YES), KE)
    assert case.case.phase is Phase.APPOINTED
    assert {(message.kind, message.to) for message in case.said} >= {(Kind.WELCOME, ADA), (Kind.REQUEST, LEADER), (Kind.DUTIES, KE)}
    assert case.refuses(commands.TakeBack(1), LEADER) == Why.NOT_LIVE


def test_the_leader_hears_nothing_of_it_where_the_municipality_says_so() -> None:
    case = settle_in("heroy")
    quiet = case.municipality.flow.model_copy(update={"tell_leader": False})
    case.municipality = case.municipality.model_copy(update={"flow": quiet})
    case.does(commands.AppointDirectly(SOUTH, ADA_YES), KE)
    assert LEADER not in {message.to for message in case.said}
    assert case.case.requests[0].recipients == ()


def test_nobody_is_asked_where_ke_appoints_and_ke_does_not_appoint_where_units_are_asked() -> None:
    assert settle_in("aalesund").refuses(commands.SendRequest(SOUTH), KE) == Why.WAY_NOT_OFFERED
    assert settle_in("standard").refuses(commands.AppointDirectly(SOUTH, ADA_YES), KE) == Why.WAY_NOT_OFFERED
    assert settle_in("heroy").refuses(commands.AppointDirectly(SOUTH, ADA_YES), LEADER) == Why.NOT_FOUND


def test_somebody_without_teams_is_appointed_by_name_and_service() -> None:
    outsider = Acceptance(Named(name="Ola Utenfor", service="PPT"), permanent=True, informed=True)
    case = settle_in("heroy").does(commands.AppointDirectly(SOUTH, outsider), KE)
    assert "identity" in case.owes()
    assert not [message for message in case.said if message.kind is Kind.WELCOME]


def test_a_second_press_appoints_nobody_anew() -> None:
    case = settle_in("heroy")
    pressed = commands.AppointDirectly(SOUTH, ADA_YES, after=0)
    assert case.does(pressed, KE).refuses(pressed, KE) == Why.HAS_COORDINATOR


# ---- the user's wish, and no promised time


@pytest.mark.row("S2-03")
def test_whether_the_wish_was_weighed_is_kept_and_nothing_of_what_it_was() -> None:
    case = settle_in("aas").does(commands.SendRequest(SOUTH), KE)
    case.does(commands.Accept(1, Acceptance(Named(ADA), wish=Wish.UNKNOWN)), LEADER)
    assert case.case.assignment
    assert case.case.assignment.wish is Wish.UNKNOWN


@pytest.mark.parametrize("profile", ["retningslinje", "aas"])
def test_without_promised_times_nobody_is_reminded_and_nothing_is_overdue(profile: str) -> None:
    case = settle_in(profile).does(commands.SendRequest(SOUTH), KE).passes(days=200)
    assert case.case.appoint_by is None
    assert case.case.request
    assert case.case.request.deadline is None
    assert {event.kind for event in case.happened} == {"opened", "sent", "mailed"}
    assert case.refuses(commands.ExtendDeadline(1, case.now.date()), KE) == Why.NOT_LIVE
