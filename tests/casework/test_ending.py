"""What the documents leave open about ends: a request that waits while the case is closed, and a case that comes back."""

from datetime import date

from bot.casework import commands
from bot.casework.model import RequestState
from bot.casework.outcome import Why
from tests.casework.deciding import ADA, KE, NORTH, SOUTH, settle_in


def test_a_closed_case_asks_nobody_any_more_and_one_that_comes_back_waits_for_no_old_answer() -> None:
    case = settle_in("standard").does(commands.SendRequest(SOUTH), KE).does(commands.ReportClosure("opened_by_mistake"), KE)
    assert case.case.requests[0].state is RequestState.WITHDRAWN
    said = len(case.said)
    assert len(case.passes(days=60).said) == said, "the clock says nothing of it"
    case.does(commands.ReopenCase(), KE)
    assert case.case.closed_at is None
    assert not any(request.live for request in case.case.requests)
    case.does(commands.SendRequest(NORTH), KE)
    assert case.case.request is not None


def test_a_case_that_rests_cannot_rest_twice_and_is_taken_up_by_the_same_coordinator() -> None:
    case = settle_in("standard").appoints().does(commands.PauseCase(date(2027, 6, 1)), ADA)
    assert case.refuses(commands.PauseCase(date(2027, 6, 1)), ADA) == Why.NOTHING_TO_DO
    case.does(commands.ResumeCase(), ADA)
    assert case.refuses(commands.ResumeCase(), ADA) == Why.NOT_PAUSED
    assert case.case.assignment is not None
    assert case.case.assignment.named.person == ADA
