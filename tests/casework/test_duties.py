"""What each municipality's own duties are after an event, and that a duty it does not have exists nowhere."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from bot.casework import commands
from bot.casework.left_open import is_left_since, oldest_left
from bot.casework.model import Acceptance, DutyKind, FactKind, HandoverReason, Named
from bot.casework.outcome import Kind
from bot.profiles import read_profile
from tests.casework.deciding import ADA, BO, KE, LEADER, SOUTH, settle_in


def cards(said: list, why: str) -> int:  # type: ignore[type-arg]
    return sum(message.kind is Kind.REGISTERS and message.data["why"] == why for message in said)


@pytest.mark.row("S0-05", "S0-18")
def test_karmoy_checks_the_statistics_besides_letter_phone_record_journal_and_both_lists() -> None:
    assert settle_in("karmoy").appoints().owes() == [
        "welcome", "phone", "letter", "mail_journal", "record", "statistics_check", "journal_note", "register_form", "register_list",
    ]  # fmt: skip


@pytest.mark.row("S3-05")
def test_heroy_gives_a_role_in_the_plan_tool_and_offers_training() -> None:
    owed = settle_in("heroy").appoints().owes()
    assert {"plan_role", "training"} <= set(owed)
    assert not {"letter", "register_list", "mail_journal"} & set(owed)


@pytest.mark.row("S2-22")
def test_aas_creates_the_plan_when_the_user_says_yes_to_one_and_only_once() -> None:
    case = settle_in("aas").appoints()
    case.does(commands.ReportFact(FactKind.PLAN, answer=True), ADA)
    assert "plan_created" in case.owes()
    case.does(commands.ReportFact(FactKind.PLAN, day=case.now.date(), answer=True), ADA)
    assert case.owes().count("plan_created") == 1
    assert cards(case.said, "plan") == 1


@pytest.mark.row("S3-08")
def test_where_the_coordinator_creates_the_plan_koordinerende_enhet_does_not() -> None:
    case = settle_in("heroy").appoints()
    case.does(commands.ReportFact(FactKind.PLAN, answer=True), ADA)
    assert "plan_created" not in case.owes()


@pytest.mark.row("S2-13")
def test_a_consent_that_goes_to_ke_is_registered_in_the_journal() -> None:
    case = settle_in("aas").appoints()
    case.does(commands.ReportFact(FactKind.CONSENT, day=case.now.date(), answer=True), ADA)
    assert "consent_journal" in case.owes()


@pytest.mark.row("S4-15", "S4-32", "S4-12")
def test_aalesund_reports_every_change_on_its_form() -> None:
    case = settle_in("aalesund").appoints()
    case.does(commands.ReportFact(FactKind.PLAN, answer=False), ADA)
    assert "no_plan_form" in case.owes()
    case.does(commands.ReportHandover(HandoverReason.LEAVING), ADA)
    case.does(commands.NameSuccessor(Named(BO), informed=True), LEADER)
    assert "handover_form" in case.owes()
    case.does(commands.ReportClosure("declined_coordinator"), BO)
    assert "close_form" in case.owes()


def test_a_report_that_was_wrong_takes_its_duty_back_unless_it_is_done() -> None:
    case = settle_in("aalesund").appoints()
    case.does(commands.ReportFact(FactKind.PLAN, answer=False), ADA).does(commands.UndoFact(FactKind.PLAN), ADA)
    assert "no_plan_form" not in case.owes()
    case.does(commands.ReportFact(FactKind.PLAN, answer=False), ADA)
    case.does(commands.TickDuties(frozenset({DutyKind.NO_PLAN_FORM}), 1), KE)
    case.does(commands.UndoFact(FactKind.PLAN), ADA)
    assert [duty.done_by for duty in case.case.duties if duty.kind is DutyKind.NO_PLAN_FORM] == [KE]


@pytest.mark.row("S4-09")
def test_an_incoming_report_is_journaled_where_the_process_begins_with_one() -> None:
    case = settle_in("aalesund")
    assert case.owes() == ["intake_journal"]
    assert cards(case.said, "open") == 1
    case.does(commands.TickDuties(frozenset({DutyKind.INTAKE_JOURNAL}), 0), KE)
    assert case.owes() == []


@pytest.mark.row("S0-12", "S0-26")
def test_a_municipality_without_deviations_is_never_asked_for_one() -> None:
    with_them, without_them = settle_in("standard"), settle_in("retningslinje")
    for case in (with_them, without_them):
        case.does(commands.SendRequest(SOUTH), KE).passes(days=120)
    assert {"deviation_reply", "deviation_appoint"} <= set(with_them.owes())
    assert without_them.owes() == []


def test_several_unanswered_requests_are_several_deviations() -> None:
    case = settle_in("standard").does(commands.SendRequest(SOUTH), KE).passes(days=20)
    case.does(commands.SendRequest(2), KE).passes(days=20)
    assert [duty.about for duty in case.case.duties if duty.kind is DutyKind.DEVIATION_REPLY] == [1, 2]


@pytest.mark.row("S0-46")
@pytest.mark.parametrize("profile", ["standard", "karmoy", "retningslinje", "aas", "heroy", "aalesund"])
def test_the_tick_that_completes_a_closure_closes_the_case_whatever_the_list(profile: str) -> None:
    case = settle_in(profile).appoints().does(commands.ReportClosure("goals_met"), ADA)
    kinds = case.municipality.duties.closing
    for kind in kinds:
        assert case.case.closed_at is None
        case.does(commands.TickDuties(frozenset({kind}), 1), KE)
    assert case.case.closed_at is not None


def test_a_person_without_the_record_system_is_told_outside_teams_who_it_is() -> None:
    case = settle_in("standard").does(commands.SendRequest(SOUTH), KE)
    case.does(commands.Accept(1, Acceptance(Named(name="Ola Utenfor", service="PPT"), permanent=True)), LEADER)
    assert case.owes()[0] == "identity"


def test_a_duty_under_an_event_it_cannot_follow_is_refused_with_what_can() -> None:
    lists = read_profile("standard").duties
    with pytest.raises(ValidationError, match="expected under opened some of intake_journal, not letter"):
        type(lists).model_validate(lists.model_dump() | {"opened": (DutyKind.LETTER,)})
    with pytest.raises(ValidationError, match="each duty under plan once"):
        type(lists).model_validate(lists.model_dump() | {"plan": (DutyKind.PLAN_CREATED, DutyKind.PLAN_CREATED)})


def test_nothing_is_told_of_as_left_open_before_its_day_nor_where_the_municipality_never_tells() -> None:
    case = settle_in("standard").appoints()
    assert oldest_left(case.case, case.passes(days=13).situation(KE), ke=True) is None
    assert oldest_left(case.case, case.passes(days=1).situation(KE), ke=True) == date(2026, 11, 23)
    never = case.municipality.deadlines.model_copy(update={"left_open_after": None})
    case.municipality = case.municipality.model_copy(update={"deadlines": never})
    assert oldest_left(case.case, case.situation(KE), ke=True) is None


@pytest.mark.parametrize("profile", ["standard", "karmoy"])
def test_the_number_of_either_deviation_can_be_entered_after_the_tick(profile: str) -> None:
    case = settle_in(profile).does(commands.SendRequest(SOUTH), KE).passes(days=120)
    for kind, about in ((DutyKind.DEVIATION_REPLY, 1), (DutyKind.DEVIATION_APPOINT, 0)):
        case.does(commands.TickDuties(frozenset({kind}), about), KE)
        case.does(commands.TickDuties(frozenset({kind}), about, reference="8812"), KE)
        assert [duty.reference for duty in case.case.duties if duty.kind is kind] == ["8812"]


@pytest.mark.row("S0-14", "S0-29", "S4-27")
def test_what_is_left_open_is_told_of_after_the_overview_before_its_day_and_not_again() -> None:
    case = settle_in("standard").does(commands.SendRequest(SOUTH), KE).does(commands.Accept(1, Acceptance(Named(ADA))), LEADER)
    day_before, day = datetime(2026, 12, 6, 7, tzinfo=UTC), datetime(2026, 12, 7, 7, tzinfo=UTC)
    for ke, by in ((True, KE), (False, LEADER)):
        case.now = day_before
        assert not is_left_since(case.case, None, case.situation(by), ke=ke)
        case.now = day
        assert is_left_since(case.case, None, case.situation(by), ke=ke)
        assert is_left_since(case.case, day_before, case.situation(by), ke=ke)
        assert not is_left_since(case.case, day, case.situation(by), ke=ke)
        assert oldest_left(case.case, case.situation(by), ke=ke) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("informed", "access", "left"), [(True, True, False), (True, False, True), (False, True, True), (False, False, True)]
)
def test_the_unit_has_something_left_until_the_coordinator_is_told_and_has_access(informed: bool, access: bool, left: bool) -> None:
    named = Acceptance(Named(ADA), informed=informed, access=access)
    case = settle_in("standard").does(commands.SendRequest(SOUTH), KE).does(commands.Accept(1, named), LEADER).passes(days=30)
    assert (oldest_left(case.case, case.situation(LEADER), ke=False) is not None) is left
    unasked = settle_in("standard").passes(days=30)
    assert oldest_left(unasked.case, unasked.situation(LEADER), ke=False) is None
