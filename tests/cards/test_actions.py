"""Submissions are read strictly: what a card of today sends becomes a command, and nothing else does."""

from datetime import date
from typing import Any

import pytest

from bot.cards.actions import READERS, VIEWS, Act, Bad, BadInput, Confirm, Show, read
from bot.casework import commands as do
from bot.casework.duties import APPOINT_DEADLINE, APPOINTMENT, CLOSE, PAUSE, REGISTERS, RESUME
from bot.casework.model import Acceptance, CoordinatorType, DutyKind, FactKind, HandoverReason, Named, PersonId, Way, Wish

ADA = 12
KNOWN = {"00000000-0000-4000-8000-000000000012": ADA, "ada@kommune.example": ADA}


def find_person(text: str) -> PersonId | None:
    return KNOWN.get(text)


def press(verb: str, id: str = "17", **inputs: Any) -> Act | BadInput:
    return read(verb, {"verb": verb, "id": id, **inputs}, find_person)


GOOD = [
    ("accept", "17.2", {"person": "p12", "permanent": "yes", "informed": "true", "access": "false"},
     do.Accept(2, Acceptance(Named(person=ADA), True, True, False))),
    ("accept", "17.2", {"person": "00000000-0000-4000-8000-000000000012", "permanent": "no"},
     do.Accept(2, Acceptance(Named(person=ADA), False))),
    ("accept", "17.2", {"person": "p3", "email": " ada@kommune.example "}, do.Accept(2, Acceptance(Named(person=ADA)))),
    ("accept", "17.2", {"person": "p3", "email": "ada@kommune.example", "external_name": "Ada  Vik", "external_service": "PPT"},
     do.Accept(2, Acceptance(Named(name="Ada Vik", service="PPT")))),
    ("promise", "17.2", {}, do.Promise(2)),
    ("decline", "17.2", {"reason": "no_capacity"}, do.Decline(2, "no_capacity")),
    ("call_me", "17.2", {}, do.AskToBeCalled(2)),
    ("more_time", "17.2", {"until": "2026-12-14"}, do.AskMoreTime(2, date(2026, 12, 14))),
    ("pass_on", "17.2", {"to": "p12"}, do.PassOn(2, ADA)),
    ("pass_on", "17.2", {"to": "p3", "to_email": "ada@kommune.example"}, do.PassOn(2, ADA)),
    ("take_back", "17.2", {}, do.TakeBack(2)),
    ("tick_informed", "17", {}, do.TickLater(informed=True)),
    ("tick_access", "17", {}, do.TickLater(access=True)),
    ("replace", "17", {"person": "p12", "permanent": "yes", "informed": "true"}, do.ReplaceCoordinator(Named(person=ADA), True, True)),
    ("started", "17", {}, do.StartAssignment()),
    ("started", "17", {"first_talk_on": "2026-11-25"}, do.StartAssignment(date(2026, 11, 25))),
    ("uphold", "17", {}, do.UpholdName()),
    ("guidance", "17", {}, do.AskGuidance()),
    ("dispute", "17", {}, do.Dispute()),
    ("send_request", "17.0", {"unit": "u3", "deadline": "2026-12-07"}, do.SendRequest(3, date(2026, 12, 7), after=0)),
    ("send_request", "17.0", {"unit": "u3", "other_unit": "u7", "deadline": "2026-12-07"}, do.SendRequest(7, date(2026, 12, 7), after=0)),
    ("appoint", "17.0", {"other_unit": "u4", "person": "p12", "permanent": "yes", "informed": "true", "access": "false", "wish": "unknown"},
     do.AppointDirectly(4, Acceptance(Named(person=ADA), True, True, wish=Wish.UNKNOWN), after=0)),
    ("send_request", "17.0", {"other_unit": "u4", "way": "order", "most_services": "true"},
     do.SendRequest(4, after=0, way=Way.ORDER, most_services=True)),
    ("remind", "17.2", {"reference": "left unread, it belongs to the button beside"}, do.RemindNow(2)),
    ("withdraw", "17.2", {}, do.WithdrawRequest(2)),
    ("refuse_time", "17.2", {}, do.RefuseMoreTime(2)),
    ("take_offer", "17.2", {}, do.TakeOffer(2)),
    ("turn_down_offer", "17.2", {}, do.TurnDownOffer(2)),
    ("extend", "17.2", {"deadline": "2026-12-14", "reference": ""}, do.ExtendDeadline(2, date(2026, 12, 14))),
    ("tick", "17.1", {"duties": "phone,letter"}, do.TickDuties(frozenset({DutyKind.PHONE, DutyKind.LETTER}), 1)),
    ("tick", "17.0", {"duties": "deviation_appoint", "reference": "8812"},
     do.TickDuties(frozenset({DutyKind.DEVIATION_APPOINT}), 0, reference="8812")),
    ("tick_all", "17.1", {"duties": ""}, do.TickDuties(APPOINTMENT, 1)),
    ("tick_all", "17.0", {}, do.TickDuties(APPOINT_DEADLINE, 0)),
    ("undo_tick", "17.1", {}, do.UndoLastTick(APPOINTMENT, 1)),
    ("undo_tick", "17.0", {}, do.UndoLastTick(APPOINT_DEADLINE, 0)),
    ("welcome", "17", {}, do.SendWelcome()),
    ("deviation_number", "17", {"reference": "9001"}, do.TickDuties(frozenset({DutyKind.DEVIATION_APPOINT}), 0, reference="9001")),
    ("undo_deviation", "17.2", {}, do.UndoLastTick(frozenset({DutyKind.DEVIATION_REPLY}), 2)),
    ("deviation_sent", "17.2", {"reference": "8812"}, do.TickDuties(frozenset({DutyKind.DEVIATION_REPLY}), 2, reference="8812")),
    ("correct", "17", {"number": "2026-0418", "decided_on": ""}, do.CorrectCase("2026-0418")),
    ("correct", "17", {"type": "barnekoordinator"}, do.CorrectCase(type=CoordinatorType.CHILD_COORDINATOR)),
    ("correct", "17", {"decided_on": "2026-11-18"}, do.CorrectCase(None, date(2026, 11, 18))),
    ("take_case", "17", {}, do.TakeCase()),
    ("look_again", "17", {"look_month": "2027-08", "month": "2027-09"}, do.SetLookAgain(date(2027, 8, 1))),
    ("forget_look", "17", {}, do.SetLookAgain(None)),
    ("reopen", "17", {}, do.ReopenCase()),
    ("name_successor", "17", {"person": "p12", "permanent": "yes", "informed": "true", "access": "false", "from_day": "2027-03-01"},
     do.NameSuccessor(Named(person=ADA), date(2027, 3, 1), True, True)),
    ("name_successor", "17", {"external_name": "Ada Vik", "external_service": "PPT", "from_day": ""},
     do.NameSuccessor(Named(name="Ada Vik", service="PPT"))),
    ("name_successor", "17", {"person": "p12", "permanent": "yes", "overlap_until": "2027-04-01", "wish_asked": "true"},
     do.NameSuccessor(Named(person=ADA), None, True, overlap_until=date(2027, 4, 1), wish_asked=True)),
    ("change_overlap", "17", {"overlap_until": "2027-04-01"}, do.ChangeOverlap(date(2027, 4, 1))),
    ("tick_handed_on", "17", {"handed_on": "meeting,plan"}, do.TickHandedOn(frozenset({"meeting", "plan"}))),
    ("has_none", "17", {}, do.HasNoSuccessor()),
    ("report_handover", "17", {"reason": "absence"}, do.ReportHandover(HandoverReason.ABSENCE)),
    ("report_left", "17", {}, do.ReportHandover(HandoverReason.LEAVING)),
    ("report_handover", "17", {"handover_reason": "transition", "day": "2027-08-01", "transfer": "true", "reason": "moved"},
     do.ReportHandover(HandoverReason.TRANSITION, date(2027, 8, 1), transfer=True)),
    ("retract_handover", "17", {}, do.RetractHandover()),
    ("name_substitute", "17",
     {"substitute": "p3", "substitute_email": "ada@kommune.example", "first_day": "2026-12-01", "last_day": "2026-12-18"},
     do.NameSubstitute(ADA, date(2026, 12, 1), date(2026, 12, 18))),
    ("extend_substitute", "17", {"last_day": "2026-12-18"}, do.ExtendSubstitute(date(2026, 12, 18))),
    ("confirm_return", "17", {}, do.ConfirmReturn()),
    ("keep_substitute", "17", {}, do.KeepSubstitute()),
    ("end_substitute", "17", {}, do.EndSubstitute()),
    ("report_closure", "17", {"reason": "moved"}, do.ReportClosure("moved")),
    ("retract_closure", "17", {}, do.RetractClosure()),
    ("pause", "17", {"month": "2027-08"}, do.PauseCase(date(2027, 8, 1))),
    ("resume", "17", {}, do.ResumeCase()),
    ("report_plan", "17", {"plan": "unsettled"}, do.ReportFact(FactKind.PLAN)),
    ("report_evaluation", "17", {"evaluation_on": "2027-05-05"}, do.ReportFact(FactKind.EVALUATION, date(2027, 5, 5))),
    ("tick_registers", "17.1", {"duties": "close_record,close_statistics,close_form"}, do.TickDuties(CLOSE, 1)),
    ("undo_open", "17.0", {}, do.UndoLastTick(REGISTERS["open"], 0)),
    ("undo_plan", "17.1", {}, do.UndoLastTick(REGISTERS["plan"], 1)),
    ("undo_no_plan", "17.1", {}, do.UndoLastTick(REGISTERS["no_plan"], 1)),
    ("undo_guidance", "17.1", {}, do.UndoLastTick(REGISTERS["guidance"], 1)),
    ("undo_consent", "17.1", {}, do.UndoLastTick(REGISTERS["consent"], 1)),
    ("undo_close", "17.1", {}, do.UndoLastTick(CLOSE, 1)),
    ("undo_pause", "17.1", {}, do.UndoLastTick(PAUSE, 1)),
    ("undo_resume", "17.1", {}, do.UndoLastTick(RESUME, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "id", "inputs", "command"), GOOD)
def test_a_good_submission_becomes_its_command(verb: str, id: str, inputs: dict[str, str], command: do.Command) -> None:
    assert press(verb, id, **inputs) == Act(17, command)


def test_every_verb_that_changes_a_case_is_tried_above() -> None:
    assert {verb for verb, *_ in GOOD} == set(READERS)


def test_a_case_is_opened_and_its_category_goes_beside_the_command() -> None:
    inputs = {"number": "2026-0417", "decided_on": "2026-11-20", "type": "barnekoordinator", "category": "Voksne", "suggested": "p12"}
    command = do.OpenCase("2026-0417", date(2026, 11, 20), CoordinatorType.CHILD_COORDINATOR, ADA)
    assert press("open_case", "", **inputs) == Act(command=command, category="Voksne")


def test_an_old_decision_is_opened_when_the_toggle_says_it_is_right() -> None:
    found = press("open_case", "", number="2015-0417", decided_on="2015-11-20", type="koordinator", old_is_right="true")
    assert isinstance(found, Act)
    assert found.command == do.OpenCase("2015-0417", date(2015, 11, 20), old_is_right=True)


@pytest.mark.parametrize(
    ("what", "inputs", "expected"),
    [
        ("handover", {}, Confirm("handover")),
        ("handover", {"cases": "17,18", "reason": "leaving", "day": "2027-03-01"},
         Confirm("handover", (17, 18), "leaving", date(2027, 3, 1))),
        ("closure", {"reason": "goals_met", "clarified": "true", "journaled": "false"},
         Confirm("closure", reason="goals_met", clarified=True, journaled=False)),
        ("pause", {"cases": "17", "month": "2027-08"}, Confirm("pause", (17,), month="2027-08")),
        ("capacity", {}, Confirm("capacity")),
    ],
)  # fmt: skip
def test_a_yes_comes_with_what_the_card_asked_for(what: str, inputs: dict[str, str], expected: Confirm) -> None:
    assert press("confirm", what, **inputs) == Act(confirm=expected)


def test_a_yes_to_nothing_known_is_an_old_card() -> None:
    assert press("confirm", "sack") == BadInput(Bad.OLD_CARD)


@pytest.mark.parametrize("kind", FactKind)
def test_a_report_is_taken_back_by_its_kind(kind: FactKind) -> None:
    assert press("undo_fact", f"17.{kind.value}") == Act(17, do.UndoFact(kind))
    assert press("undo_fact", f"17.{kind.value}.1") == BadInput(Bad.OLD_CARD)


@pytest.mark.parametrize(
    ("verb", "id", "expected"),
    [
        ("show_units", "17", Act(17, show=Show("show_units", "17"))),
        ("show_case", "17", Act(17, show=Show("show_case", "17"))),
        ("show_texts", "17", Act(17, show=Show("show_texts", "17"))),
        ("show_request", "17.2", Act(17, show=Show("show_request", "17.2"))),
        ("show_list", "overdue", Act(show=Show("show_list", "overdue"))),
        ("show_form", "", Act(show=Show("show_form", ""))),
        ("show_help", "", Act(show=Show("show_help", ""))),
        ("set_language", "nn", Act(show=Show("set_language", "nn"))),
        ("choose", "2026-0391", Act(show=Show("choose", "2026-0391"))),
        ("cancel", "", Act(show=Show("cancel", ""))),
    ],
)
def test_what_only_shows_something_is_told_apart(verb: str, id: str, expected: Act) -> None:
    assert press(verb, id) == expected


@pytest.mark.parametrize(
    ("verb", "id", "inputs", "why", "field"),
    [
        ("accept", "17.2", {}, Bad.CHOOSE_PERSON, "person"),
        ("accept", "17.2", {"email": "nobody@kommune.example"}, Bad.UNKNOWN_PERSON, "email"),
        ("accept", "17.2", {"person": "p0"}, Bad.UNKNOWN_PERSON, "person"),
        ("accept", "17.2", {"external_name": "Ada"}, Bad.BOTH_NAME_AND_SERVICE, "external_service"),
        ("accept", "17.2", {"external_service": "PPT", "person": "p12"}, Bad.BOTH_NAME_AND_SERVICE, "external_name"),
        ("accept", "17.2", {"external_name": "a" * 81, "external_service": "PPT"}, Bad.TOO_LONG, "external_name"),
        ("accept", "17.2", {"person": "p12", "permanent": "maybe"}, Bad.ANSWER_YES_OR_NO, "permanent"),
        ("accept", "17.2", {"person": "p12", "informed": "1"}, Bad.OLD_CARD, "informed"),
        ("decline", "17.2", {"reason": ""}, Bad.CHOOSE_REASON, "reason"),
        ("decline", "17.2", {"reason": "'; drop table"}, Bad.CHOOSE_REASON, "reason"),
        ("more_time", "17.2", {}, Bad.CHOOSE_DATE, "until"),
        ("more_time", "17.2", {"until": "14.12.2026"}, Bad.CHOOSE_DATE, "until"),
        ("more_time", "17.2", {"until": "2026-02-30"}, Bad.CHOOSE_DATE, "until"),
        ("more_time", "17.2", {"until": "20261214"}, Bad.CHOOSE_DATE, "until"),
        ("pass_on", "17.2", {}, Bad.CHOOSE_PERSON, "to"),
        ("send_request", "17.0", {"deadline": "2026-12-07"}, Bad.CHOOSE_UNIT, "unit"),
        ("send_request", "17.0", {"unit": "u3", "deadline": ""}, Bad.CHOOSE_DATE, "deadline"),
        ("send_request", "17.0", {"unit": "3", "deadline": "2026-12-07"}, Bad.OLD_CARD, "unit"),
        ("tick", "17.1", {}, Bad.CHOOSE_DUTY, "duties"),
        ("tick", "17.1", {"duties": "phone,coffee"}, Bad.OLD_CARD, "duties"),
        ("tick", "17.1", {"duties": "phone", "reference": "8" * 21}, Bad.TOO_LONG, "reference"),
        ("report_closure", "17", {}, Bad.CHOOSE_REASON, "reason"),
        ("name_successor", "17", {}, Bad.CHOOSE_PERSON, "person"),
        ("name_successor", "17", {"person": "p12", "from_day": "1. mars"}, Bad.CHOOSE_DATE, "from_day"),
        ("report_handover", "17", {}, Bad.CHOOSE_REASON, "handover_reason"),
        ("report_handover", "17", {"reason": "sick"}, Bad.CHOOSE_REASON, "handover_reason"),
        ("pause", "17", {}, Bad.CHOOSE_MONTH, "month"),
        ("pause", "17", {"month": "2027-13"}, Bad.CHOOSE_MONTH, "month"),
        ("pause", "17", {"month": "2027-08-01"}, Bad.CHOOSE_MONTH, "month"),
        ("tick_registers", "17.1", {"duties": "phone"}, Bad.OLD_CARD, "duties"),
        ("tick_registers", "17.1", {}, Bad.CHOOSE_DUTY, "duties"),
        ("confirm", "handover", {"cases": "17,18x"}, Bad.OLD_CARD, "cases"),
        ("confirm", "closure", {"reason": "'; drop table"}, Bad.CHOOSE_REASON, "reason"),
        ("confirm", "closure", {"clarified": "yes"}, Bad.OLD_CARD, "clarified"),
        ("confirm", "pause", {"month": "august"}, Bad.CHOOSE_MONTH, "month"),
    ],
)
def test_what_is_missing_or_wrong_is_said_with_its_field(verb: str, id: str, inputs: dict[str, str], why: Bad, field: str) -> None:
    assert press(verb, id, **inputs) == BadInput(why, (field,))


def test_a_correction_that_corrects_nothing_is_said() -> None:
    assert press("correct", number=" ", decided_on="") == BadInput(Bad.WRITE_CHANGE, ("number", "decided_on", "type"))


@pytest.mark.parametrize(("missing", "why"), [("number", Bad.WRITE_NUMBER), ("decided_on", Bad.CHOOSE_DATE), ("type", Bad.CHOOSE_TYPE)])
def test_a_new_case_needs_its_three_answers(missing: str, why: Bad) -> None:
    inputs = {"number": "2026-0417", "decided_on": "2026-11-20", "type": "koordinator"} | {missing: ""}
    assert press("open_case", "", **inputs) == BadInput(why, (missing,))


@pytest.mark.parametrize("verb", [*READERS, *VIEWS, "confirm", "undo_fact", "open_case", "open_sesame", ""])
@pytest.mark.parametrize("id", ["x", "0", "17.2.3", "017", "١٧", "17.02x", "-1", "1' or '1'='1", "17\n", "9" * 10 + ".1"])
def test_a_forged_id_is_an_old_card(verb: str, id: str) -> None:
    free = {"choose": {"x", "0", "17.2.3", "017", "-1", "١٧", "17.02x", "9" * 10 + ".1"}}
    if id not in free.get(verb, set()):
        assert press(verb, id) == BadInput(Bad.OLD_CARD)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"verb": "promise"},
        {"id": "17.2"},
        {"verb": "promise", "id": 17},
        {"verb": "accept", "id": "17.2"},
        {"verb": "promise", "id": "17.2", "actor": "p1"},
        {"verb": "promise", "id": "17.2", "name": ""},
    ],
)
def test_data_that_no_card_sends_is_an_old_card(data: dict[str, Any]) -> None:
    assert read("promise", data, find_person) == BadInput(Bad.OLD_CARD)


def test_a_card_from_before_may_also_send_which_version_of_the_case_it_showed() -> None:
    assert press("promise", "17.2", version=3) == press("promise", "17.2")


@pytest.mark.parametrize("value", [None, 1, True, ["p12"], {"person": "p12"}])
def test_an_input_of_another_type_is_an_old_card(value: Any) -> None:
    assert press("accept", "17.2", person=value) == BadInput(Bad.OLD_CARD, ("person",))
