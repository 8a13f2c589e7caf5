"""What a press on a card asks for, read strictly: a typed command, something to show, or what is wrong with it.

Nothing here is trusted to be true: whether the case exists and whether the person may is for `decide`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from bot.cards import routine_actions
from bot.cards.pointing import KEPT_IN
from bot.cards.reporting_forms import PLAN_ANSWERS
from bot.cards.submission import NAME_LENGTH, Bad, BadInput, FindPerson, Form, Wrong
from bot.casework import commands as do
from bot.casework.duties import ABOUT_CASE, APPOINT_DEADLINE, APPOINTMENT, REGISTERS, REPLY_DEADLINE
from bot.casework.model import Acceptance, CaseId, CoordinatorType, DutyKind, FactKind, HandoverReason, PersonId, UnitId, Way
from bot.casework.overview import Group
from bot.casework.routines import Command as RoutineCommand

__all__ = ["INPUTS", "READERS", "ROUTINES", "VIEWS", "Act", "Bad", "BadInput", "Confirm", "FindPerson", "Show", "read"]

INPUTS = frozenset(
    {
        "person", "email", "external_name", "external_service", "permanent", "informed", "access", "to", "to_email", "reason", "until",
        "first_talk_on", "number", "decided_on", "type", "category", "suggested", "old_is_right", "unit", "other_unit", "deadline",
        "way", "most_services", "wish", "duties", "reference", "from_day", "day", "month", "transfer", "handover_reason", "cases",
        "clarified", "journaled", "look_month", "overlap_until", "wish_asked", "handed_on",
        "substitute", "substitute_email", "first_day", "last_day", "plan", "evaluation_on",
    }
)  # fmt: skip
"""Every input of every card. A button also sends the inputs of the cards around it, so those it does not need are left unread."""

DATA = frozenset({"verb", "id", KEPT_IN})
"""What a button itself sends: the last tells which message it was sent with (`cards.pointing`). None of it is an input."""
REFERENCE_LENGTH = 20
NUMBER_LENGTH = 40  # the most a profile can allow; the profile's own limit is a rule of the process


@dataclass(frozen=True, slots=True)
class Show:
    """Something to look at or to choose, which changes no case: the verb and the id as they came."""

    view: str
    id: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """Yes to what the bot asked whether it had understood, with what the card asked for; each None when it was not sent."""

    what: str
    cases: tuple[CaseId, ...] | None = None
    reason: str | None = None
    day: date | None = None
    until: date | None = None
    suggested: PersonId | None = None
    month: str | None = None
    """Year and month, as 2027-08."""
    clarified: bool | None = None
    journaled: bool | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What a press asks for: a command on a case or on a routine, something to show, or a yes."""

    case: CaseId | None = None
    command: do.Command | do.OpenCase | None = None
    show: Show | None = None
    confirm: Confirm | None = None
    routine: RoutineCommand | None = None
    category: str | None = None
    """For ranking units when a case is opened; never stored (N1)."""


def accept(form: Form) -> do.Command:
    return do.Accept(form.part, acceptance(form))


def acceptance(form: Form) -> Acceptance:
    """Who is named, with the ticks."""
    return Acceptance(form.named(), form.yes_or_no("permanent"), form.ticked("informed"), form.ticked("access"), form.wish())


def appoint(form: Form) -> do.Command:
    return do.AppointDirectly(chosen_unit(form), acceptance(form), after=form.part)


def replace(form: Form) -> do.Command:
    return do.ReplaceCoordinator(form.named(), form.yes_or_no("permanent"), form.ticked("informed"), form.ticked("access"))


def pass_on(form: Form) -> do.Command:
    """The inputs have names of their own: ids must be unique on a card, and the yes stands on the same one."""
    person = form.person("to_email") or form.person("to")
    if person is None:
        raise Wrong(Bad.CHOOSE_PERSON, "to")
    return do.PassOn(form.part, person)


def chosen_unit(form: Form) -> UnitId:
    """The unit chosen: one from the whole list before one of those suggested."""
    unit = form.text("other_unit") or form.text("unit")
    if unit is None:
        raise Wrong(Bad.CHOOSE_UNIT, "unit")
    if not re.fullmatch(r"u[1-9]\d{0,8}", unit, re.ASCII):
        raise Wrong(Bad.OLD_CARD, "unit")
    return int(unit[1:])


def send_request(form: Form) -> do.Command:
    way = form.text("way") or Way.REQUEST
    if way not in set(Way):
        raise Wrong(Bad.OLD_CARD, "way")
    deadline = form.required_day("deadline") if "deadline" in form.inputs else None
    return do.SendRequest(chosen_unit(form), deadline, form.part, Way(way), form.ticked("most_services"))


def tick(form: Form) -> do.Command:
    listed = [name for name in (form.text("duties") or "").split(",") if name]
    if not listed:
        raise Wrong(Bad.CHOOSE_DUTY, "duties")
    if not set(listed) <= set(DutyKind):
        raise Wrong(Bad.OLD_CARD, "duties")
    return do.TickDuties(frozenset(DutyKind(name) for name in listed), form.part, reference=form.text("reference", REFERENCE_LENGTH))


def tick_all(form: Form) -> do.Command:
    """Every duty of this card at once: those after an appointment, or those of the case itself."""
    kinds = APPOINTMENT if form.part else APPOINT_DEADLINE
    return do.TickDuties(kinds, form.part, reference=form.text("reference", REFERENCE_LENGTH))


def tick_deviation(form: Form) -> do.Command:
    return do.TickDuties(frozenset({DutyKind.DEVIATION_REPLY}), form.part, reference=form.text("reference", REFERENCE_LENGTH))


def number_deviation(form: Form) -> do.Command:
    """The number that the quality system gave afterwards to the deviation about the appointment deadline."""
    return do.TickDuties(frozenset({DutyKind.DEVIATION_APPOINT}), ABOUT_CASE, reference=form.text("reference", REFERENCE_LENGTH))


def name_successor(form: Form) -> do.Command:
    return do.NameSuccessor(
        form.named(),
        form.day("from_day"),
        form.yes_or_no("permanent"),
        form.ticked("informed"),
        form.ticked("access"),
        form.day("overlap_until"),
        form.ticked("wish_asked"),
    )


def tick_handed_on(form: Form) -> do.Command:
    """Codes of the profile's checklist; whether they exist is for `decide`."""
    listed = [code for code in (form.text("handed_on") or "").split(",") if code]
    if not listed:
        raise Wrong(Bad.CHOOSE_DUTY, "handed_on")
    return do.TickHandedOn(frozenset(listed))


def report_handover(form: Form) -> do.Command:
    """The reason has a name of its own where the card also asks for the reason of a closure."""
    reason = form.text("handover_reason") or form.text("reason")
    if reason not in set(HandoverReason):
        raise Wrong(Bad.CHOOSE_REASON, "handover_reason")
    return do.ReportHandover(HandoverReason(reason), form.day("day"), transfer=form.ticked("transfer"))


def name_substitute(form: Form) -> do.Command:
    """The inputs have names of their own: a case's card has another form in which somebody is named."""
    person = form.person("substitute_email") or form.person("substitute")
    if person is None:
        raise Wrong(Bad.CHOOSE_PERSON, "substitute")
    return do.NameSubstitute(person, form.required_day("first_day"), form.required_day("last_day"))


def pause(form: Form) -> do.Command:
    month = form.month("month")
    if month is None:
        raise Wrong(Bad.CHOOSE_MONTH, "month")
    return do.PauseCase(month)


def look_again(form: Form) -> do.Command:
    month = form.month("look_month")
    if month is None:
        raise Wrong(Bad.CHOOSE_MONTH, "look_month")
    return do.SetLookAgain(month)


def report_plan(form: Form) -> do.Command:
    answer = form.code("plan", Bad.OLD_CARD)
    if answer not in PLAN_ANSWERS:
        raise Wrong(Bad.OLD_CARD, "plan")
    return do.ReportFact(FactKind.PLAN, answer=PLAN_ANSWERS[answer])


def tick_registers(form: Form) -> do.Command:
    """Only what cards of registers list."""
    ticked = tick(form)
    if not isinstance(ticked, do.TickDuties) or not ticked.kinds <= frozenset().union(*REGISTERS.values()):
        raise Wrong(Bad.OLD_CARD, "duties")
    return ticked


def undo_registers(kinds: frozenset[DutyKind], form: Form) -> do.Command:
    """The last tick of a card of registers."""
    return do.UndoLastTick(kinds, form.part)


def undo_tick(form: Form) -> do.Command:
    """The last tick of this card: of an appointment's duties, or of the case's own."""
    return do.UndoLastTick(APPOINTMENT if form.part else APPOINT_DEADLINE, form.part)


def confirm(what: str, form: Form) -> Confirm:
    """The yes, with whatever the card asked for; what is still missing is for the conversation to ask."""
    reason = form.code("reason", Bad.CHOOSE_REASON) if form.text("reason") else None
    month = form.month("month")
    return Confirm(
        what,
        form.cases("cases"),
        reason,
        form.day("day"),
        form.day("until"),
        form.person("suggested"),
        f"{month:%Y-%m}" if month else None,
        form.answered("clarified"),
        form.answered("journaled"),
    )


def correct(form: Form) -> do.Command:
    number, decided_on, kind = form.text("number", NUMBER_LENGTH), form.day("decided_on"), form.text("type")
    if number is None and decided_on is None and kind is None:
        raise Wrong(Bad.WRITE_CHANGE, "number", "decided_on", "type")
    if kind is not None and kind not in set(CoordinatorType):
        raise Wrong(Bad.CHOOSE_TYPE, "type")
    return do.CorrectCase(number, decided_on, form.ticked("old_is_right"), CoordinatorType(kind) if kind else None)


def open_case(form: Form) -> do.OpenCase:
    number = form.text("number", NUMBER_LENGTH)
    if number is None:
        raise Wrong(Bad.WRITE_NUMBER, "number")
    kind = form.text("type")
    if kind not in set(CoordinatorType):
        raise Wrong(Bad.CHOOSE_TYPE, "type")
    return do.OpenCase(
        number, form.required_day("decided_on"), CoordinatorType(kind), form.person("suggested"), form.ticked("old_is_right")
    )


CASE = re.compile(r"([1-9]\d{0,8})", re.ASCII)
REQUEST = re.compile(r"([1-9]\d{0,8})\.([1-9]\d{0,3})", re.ASCII)
DUTIES = re.compile(r"([1-9]\d{0,8})\.(\d{1,4})", re.ASCII)
FACT = re.compile(rf"([1-9]\d{{0,8}})\.({'|'.join(FactKind)})", re.ASCII)
WHAT = re.compile(
    "handover|transfer|substitute|closure|pause|resume|retract_handover|retract_closure|end_substitute|guidance|discussion|capacity"
)
CHOICE = re.compile(r"([1-9]\d{0,8})\.(\d{1,4})", re.ASCII)
"""A case, and how many requests it had when the choice of a unit was shown."""
NOTHING = re.compile(r"", re.ASCII)
WORD = re.compile(r"[\w.:@/ -]{1,100}")


class Reader(NamedTuple):
    """How one verb is read: what its id looks like, and the command it makes of the form."""

    id: re.Pattern[str]
    read: Callable[[Form], do.Command]


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "accept": Reader(REQUEST, accept),
        "promise": Reader(REQUEST, lambda form: do.Promise(form.part)),
        "decline": Reader(REQUEST, lambda form: do.Decline(form.part, form.code("reason", Bad.CHOOSE_REASON))),
        "call_me": Reader(REQUEST, lambda form: do.AskToBeCalled(form.part)),
        "more_time": Reader(REQUEST, lambda form: do.AskMoreTime(form.part, form.required_day("until"))),
        "pass_on": Reader(REQUEST, pass_on),
        "take_back": Reader(REQUEST, lambda form: do.TakeBack(form.part)),
        "tick_informed": Reader(CASE, lambda _: do.TickLater(informed=True)),
        "tick_access": Reader(CASE, lambda _: do.TickLater(access=True)),
        "replace": Reader(CASE, replace),
        "uphold": Reader(CASE, lambda _: do.UpholdName()),
        "started": Reader(CASE, lambda form: do.StartAssignment(form.day("first_talk_on"))),
        "guidance": Reader(CASE, lambda _: do.AskGuidance()),
        "dispute": Reader(CASE, lambda _: do.Dispute()),
        "send_request": Reader(CHOICE, send_request),
        "appoint": Reader(CHOICE, appoint),
        "remind": Reader(REQUEST, lambda form: do.RemindNow(form.part)),
        "withdraw": Reader(REQUEST, lambda form: do.WithdrawRequest(form.part)),
        "refuse_time": Reader(REQUEST, lambda form: do.RefuseMoreTime(form.part)),
        "take_offer": Reader(REQUEST, lambda form: do.TakeOffer(form.part)),
        "turn_down_offer": Reader(REQUEST, lambda form: do.TurnDownOffer(form.part)),
        "extend": Reader(REQUEST, lambda form: do.ExtendDeadline(form.part, form.required_day("deadline"))),
        "tick": Reader(DUTIES, tick),
        "tick_all": Reader(DUTIES, tick_all),
        "undo_tick": Reader(DUTIES, undo_tick),
        "welcome": Reader(CASE, lambda _: do.SendWelcome()),
        "deviation_sent": Reader(REQUEST, tick_deviation),
        "deviation_number": Reader(CASE, number_deviation),
        "undo_deviation": Reader(REQUEST, lambda form: do.UndoLastTick(REPLY_DEADLINE, form.part)),
        "correct": Reader(CASE, correct),
        "take_case": Reader(CASE, lambda _: do.TakeCase()),
        "look_again": Reader(CASE, look_again),
        "forget_look": Reader(CASE, lambda _: do.SetLookAgain(None)),
        "reopen": Reader(CASE, lambda _: do.ReopenCase()),
        "name_successor": Reader(CASE, name_successor),
        "has_none": Reader(CASE, lambda _: do.HasNoSuccessor()),
        "report_handover": Reader(CASE, report_handover),
        "report_left": Reader(CASE, lambda _: do.ReportHandover(HandoverReason.LEAVING)),
        "retract_handover": Reader(CASE, lambda _: do.RetractHandover()),
        "change_overlap": Reader(CASE, lambda form: do.ChangeOverlap(form.required_day("overlap_until"))),
        "tick_handed_on": Reader(CASE, tick_handed_on),
        "name_substitute": Reader(CASE, name_substitute),
        "extend_substitute": Reader(CASE, lambda form: do.ExtendSubstitute(form.required_day("last_day"))),
        "confirm_return": Reader(CASE, lambda _: do.ConfirmReturn()),
        "keep_substitute": Reader(CASE, lambda _: do.KeepSubstitute()),
        "end_substitute": Reader(CASE, lambda _: do.EndSubstitute()),
        "report_closure": Reader(CASE, lambda form: do.ReportClosure(form.code("reason", Bad.CHOOSE_REASON))),
        "retract_closure": Reader(CASE, lambda _: do.RetractClosure()),
        "pause": Reader(CASE, pause),
        "resume": Reader(CASE, lambda _: do.ResumeCase()),
        "report_plan": Reader(CASE, report_plan),
        "report_evaluation": Reader(CASE, lambda form: do.ReportFact(FactKind.EVALUATION, form.required_day("evaluation_on"))),
        "tick_registers": Reader(DUTIES, tick_registers),
    }
    | {f"undo_{why}": Reader(DUTIES, partial(undo_registers, kinds)) for why, kinds in REGISTERS.items()}
)

ROUTINES = routine_actions.READERS
VIEWS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "show_units": CASE,
        "show_case": CASE,
        "show_substitute": CASE,
        "show_texts": CASE,
        "show_request": REQUEST,
        "get_file": re.compile(r"register|statistics\.\d{4}|case\.[1-9]\d{0,8}", re.ASCII),
        "show_list": re.compile("|".join(Group)),
        "show_form": NOTHING,
        "show_help": NOTHING,
        "set_language": re.compile(r"nb|nn"),
        "choose": WORD,
        "cancel": NOTHING,
    }
    | dict(routine_actions.VIEWS)
)


def is_input(name: str) -> bool:
    """Whether some card has an input of that name."""
    return name in INPUTS | routine_actions.INPUTS or routine_actions.INPUT.fullmatch(name) is not None


def read(verb: str, data: Mapping[str, Any], find_person: FindPerson) -> Act | BadInput:
    """What the submission asks for. Refused: verbs, ids and inputs that no card sends, values of another type, values too long."""
    try:
        return read_strictly(verb, data, find_person)
    except Wrong as wrong:
        return wrong.bad


def read_strictly(verb: str, data: Mapping[str, Any], find_person: FindPerson) -> Act:
    identity = data.get("id")
    if not isinstance(identity, str) or data.get("verb") != verb or not all(map(is_input, set(data) - DATA)):
        raise Wrong(Bad.OLD_CARD)
    inputs = {name: value for name, value in data.items() if name not in DATA}
    if wrong := [name for name, value in inputs.items() if not isinstance(value, str)]:
        raise Wrong(Bad.OLD_CARD, *wrong)
    if verb == "open_case" and identity == "":
        form = Form(0, 0, inputs, find_person)
        return Act(command=open_case(form), category=form.text("category", NAME_LENGTH))
    if verb == "confirm" and WHAT.fullmatch(identity):
        return Act(confirm=confirm(identity, Form(0, 0, inputs, find_person)))
    if verb == "undo_fact" and (told := FACT.fullmatch(identity)):
        return Act(int(told[1]), do.UndoFact(FactKind(told[2])))
    if verb in ROUTINES:
        return Act(routine=routine_actions.read(verb, identity, Form(0, 0, inputs, find_person)))
    pattern = READERS[verb].id if verb in READERS else VIEWS.get(verb)
    found = pattern.fullmatch(identity) if pattern else None
    if found is None:
        raise Wrong(Bad.OLD_CARD)
    case = int(found[1]) if pattern in (CASE, REQUEST, DUTIES, CHOICE) else None
    if verb in VIEWS or case is None:
        return Act(case, show=Show(verb, identity))
    part = int(found[2]) if pattern in (REQUEST, DUTIES, CHOICE) else 0
    return Act(case, READERS[verb].read(Form(case, part, inputs, find_person)))
