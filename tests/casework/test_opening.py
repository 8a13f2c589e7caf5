"""Who opens a case, with what, and when a date is asked about."""

from datetime import date

import pytest

from bot.casework import commands as do
from bot.casework.deadlines import oslo_instant, warning_days
from bot.casework.decide import open_case
from bot.casework.model import CoordinatorType
from bot.casework.outcome import Decision, Refusal, Why
from bot.casework.situation import Situation
from bot.profiles import read_profile
from tests.casework.deciding import ADA, DECIDED, KE, LEADER, MONDAY, Deciding, settle_in
from tests.casework.lived_otherwise import GONE, NOBODY, TOWN


def opened(command: do.OpenCase, by: int = KE) -> Decision | Refusal:
    return open_case(command, 17, Situation(MONDAY, by, settle_in("standard").municipality, TOWN))


@pytest.mark.parametrize(
    ("command", "by", "refusal"),
    [
        (do.OpenCase("2026-0417", DECIDED), LEADER, Refusal(Why.ONLY_KE)),
        (do.OpenCase("417", DECIDED), KE, Refusal(Why.BAD_NUMBER)),
        (do.OpenCase("2026-0417", DECIDED, suggested=NOBODY), KE, Refusal(Why.UNKNOWN_PERSON)),
        (do.OpenCase("2026-0417", DECIDED, suggested=GONE), KE, Refusal(Why.UNKNOWN_PERSON)),
        (do.OpenCase("2026-0417", date(2026, 11, 24)), KE, Refusal(Why.DATE_IN_FUTURE)),
        (do.OpenCase("2026-0417", date(2025, 11, 22)), KE, Refusal(Why.OLD_DECISION, {"year": "2025"})),
    ],
)
def test_a_case_is_not_opened_by_others_than_ke_nor_with_what_cannot_be(command: do.OpenCase, by: int, refusal: Refusal) -> None:
    assert opened(command, by) == refusal


def test_a_case_is_opened_under_its_number_as_it_is_stored_for_the_one_who_opened_it() -> None:
    done = opened(do.OpenCase("2026/0417", MONDAY.date(), CoordinatorType.CHILD_COORDINATOR, ADA))
    assert isinstance(done, Decision)
    case = done.case
    assert (case.id, case.number, case.type, case.suggested) == (17, "2026-0417", CoordinatorType.CHILD_COORDINATOR, ADA)
    assert (case.decided_on, case.appoint_by, case.opened_by, case.opened_at) == (MONDAY.date(), date(2027, 2, 23), KE, MONDAY)
    assert isinstance(opened(do.OpenCase("2026-0417", date(2025, 11, 23))), Decision), "a year ago to the day is no old decision"
    assert isinstance(opened(do.OpenCase("2026-0417", date(2024, 1, 1), old_is_right=True)), Decision), "KE says that it is right"


def test_a_warning_that_is_due_as_the_case_is_opened_is_not_given_again() -> None:
    case = Deciding(read_profile("standard"))
    rules = case.municipality.deadlines
    assert rules.appoint
    warnings = warning_days(date(2027, 2, 20), rules.appoint, case.situation(KE).calendar)
    name, day = min(warnings, key=lambda warning: warning.day)
    case.now = oslo_instant(day, rules.digest_at)
    assert case.opens(decided=date(2026, 11, 20)).case.warned == (name,)
