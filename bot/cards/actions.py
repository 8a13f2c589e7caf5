"""What a press on a card asks for, read strictly: a typed command, something to show, or what is wrong with it.

Nothing here is trusted to be true: whether the case exists and whether the person may is for `decide`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from bot.casework import commands as do
from bot.casework.duties import APPOINT_DEADLINE, APPOINTMENT
from bot.casework.model import Acceptance, CaseId, CoordinatorType, DutyKind, Named, PersonId
from bot.casework.overview import Group

FindPerson = Callable[[str], PersonId | None]
"""Who has that Entra object id or e-mail address; None when nobody known has."""

INPUTS = frozenset(
    {
        "person", "email", "external_name", "external_service", "permanent", "informed", "access", "to", "to_email", "reason", "until",
        "first_talk_on", "number", "decided_on", "type", "category", "suggested", "old_is_right", "unit", "other_unit", "deadline",
        "duties", "reference",
    }
)  # fmt: skip
"""Every input of every card. A button also sends the inputs of the cards around it, so those it does not need are left unread."""

DATA = frozenset({"verb", "id", "version"})
NAME_LENGTH = 80
REFERENCE_LENGTH = 20
NUMBER_LENGTH = 40  # the most a profile can allow; the profile's own limit is a rule of the process
INPUT_LENGTH = 320  # an e-mail address at its longest, and more than all duties together


class Bad(StrEnum):
    """What is wrong with a submission; `cards.refusals` has a sentence for each."""

    OLD_CARD = "old_card"
    """A verb, id, version or input that no card of today sends."""
    CHOOSE_PERSON = "choose_person"
    UNKNOWN_PERSON = "unknown_person"
    """The person picked or the address written is nobody the bot knows."""
    BOTH_NAME_AND_SERVICE = "both_name_and_service"
    ANSWER_YES_OR_NO = "answer_yes_or_no"
    CHOOSE_REASON = "choose_reason"
    CHOOSE_DATE = "choose_date"
    CHOOSE_TYPE = "choose_type"
    CHOOSE_UNIT = "choose_unit"
    CHOOSE_DUTY = "choose_duty"
    WRITE_NUMBER = "write_number"
    WRITE_CHANGE = "write_change"
    """A correction that corrects nothing."""
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class BadInput:
    """Nothing can be done with the submission: why, and which inputs it is about."""

    why: Bad
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Show:
    """Something to look at or to choose, which changes no case: the verb and the id as they came."""

    view: str
    id: str


@dataclass(frozen=True, slots=True)
class Act:
    """What a press asks for: a command or something to show. `version` is the case's when the card was drawn."""

    case: CaseId | None = None
    command: do.Command | do.OpenCase | None = None
    show: Show | None = None
    version: int = 0
    category: str | None = None
    """For ranking units when a case is opened; never stored (N1)."""


class Wrong(Exception):
    """Carries a BadInput out of the reading; never leaves this module."""

    def __init__(self, why: Bad, *fields: str) -> None:
        super().__init__(why)
        self.bad = BadInput(why, fields)


@dataclass(frozen=True)
class Form:
    """One submission: the case it is about, the part of the case (request, assignment or 0), and its inputs."""

    case: CaseId
    part: int
    inputs: Mapping[str, str]
    find_person: FindPerson

    def text(self, name: str, longest: int = INPUT_LENGTH) -> str | None:
        """The input on one line, None when empty or missing."""
        found = " ".join(self.inputs.get(name, "").split())
        if len(found) > longest:
            raise Wrong(Bad.TOO_LONG, name)
        return found or None

    def day(self, name: str) -> date | None:
        """The date, None when empty."""
        found = self.text(name)
        if found is None:
            return None
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", found, re.ASCII):
                raise ValueError
            return date.fromisoformat(found)
        except ValueError:
            raise Wrong(Bad.CHOOSE_DATE, name) from None

    def required_day(self, name: str) -> date:
        found = self.day(name)
        if found is None:
            raise Wrong(Bad.CHOOSE_DATE, name)
        return found

    def code(self, name: str, why: Bad) -> str:
        """A code of the profile; whether it exists is for `decide`."""
        found = self.text(name)
        if found is None or not re.fullmatch(r"[a-z][a-z_]{0,39}", found, re.ASCII):
            raise Wrong(why, name)
        return found

    def ticked(self, name: str) -> bool:
        """Whether a toggle is on."""
        found = self.text(name)
        if found not in (None, "true", "false"):
            raise Wrong(Bad.OLD_CARD, name)
        return found == "true"

    def yes_or_no(self, name: str) -> bool | None:
        """The answer of a pair of radio buttons, None when the card did not ask."""
        found = self.text(name)
        if found not in (None, "yes", "no"):
            raise Wrong(Bad.ANSWER_YES_OR_NO, name)
        return None if found is None else found == "yes"

    def person(self, name: str) -> PersonId | None:
        """The person meant by "p12", an Entra object id or an e-mail address; None when empty."""
        found = self.text(name)
        if found is None:
            return None
        if re.fullmatch(r"p[1-9]\d{0,8}", found, re.ASCII):
            return int(found[1:])
        known = self.find_person(found)
        if known is None:
            raise Wrong(Bad.UNKNOWN_PERSON, name)
        return known

    def named(self) -> Named:
        """Whom a leader names: someone without Teams by name and service, else by e-mail address, else the one picked."""
        outsider, service = self.text("external_name", NAME_LENGTH), self.text("external_service", NAME_LENGTH)
        if outsider and service:
            return Named(name=outsider, service=service)
        if outsider or service:
            raise Wrong(Bad.BOTH_NAME_AND_SERVICE, "external_service" if outsider else "external_name")
        person = self.person("email") or self.person("person")
        if person is None:
            raise Wrong(Bad.CHOOSE_PERSON, "person")
        return Named(person=person)


def accept(form: Form) -> do.Command:
    given = Acceptance(form.named(), form.yes_or_no("permanent"), form.ticked("informed"), form.ticked("access"))
    return do.Accept(form.part, given)


def replace(form: Form) -> do.Command:
    return do.ReplaceCoordinator(form.named(), form.yes_or_no("permanent"), form.ticked("informed"), form.ticked("access"))


def pass_on(form: Form) -> do.Command:
    """The inputs have names of their own: ids must be unique on a card, and the yes stands on the same one."""
    person = form.person("to_email") or form.person("to")
    if person is None:
        raise Wrong(Bad.CHOOSE_PERSON, "to")
    return do.PassOn(form.part, person)


def send_request(form: Form) -> do.Command:
    unit = form.text("other_unit") or form.text("unit")
    if unit is None:
        raise Wrong(Bad.CHOOSE_UNIT, "unit")
    if not re.fullmatch(r"u[1-9]\d{0,8}", unit, re.ASCII):
        raise Wrong(Bad.OLD_CARD, "unit")
    return do.SendRequest(int(unit[1:]), form.required_day("deadline"), after=form.part)


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


def correct(form: Form) -> do.Command:
    number, decided_on = form.text("number", NUMBER_LENGTH), form.day("decided_on")
    if number is None and decided_on is None:
        raise Wrong(Bad.WRITE_CHANGE, "number", "decided_on")
    return do.CorrectCase(number, decided_on)


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
        "remind": Reader(REQUEST, lambda form: do.RemindNow(form.part)),
        "withdraw": Reader(REQUEST, lambda form: do.WithdrawRequest(form.part)),
        "refuse_time": Reader(REQUEST, lambda form: do.RefuseMoreTime(form.part)),
        "take_offer": Reader(REQUEST, lambda form: do.TakeOffer(form.part)),
        "turn_down_offer": Reader(REQUEST, lambda form: do.TurnDownOffer(form.part)),
        "extend": Reader(REQUEST, lambda form: do.ExtendDeadline(form.part, form.required_day("deadline"))),
        "tick": Reader(DUTIES, tick),
        "tick_all": Reader(DUTIES, tick_all),
        "undo_tick": Reader(DUTIES, lambda form: do.UndoLastTick(form.part)),
        "welcome": Reader(CASE, lambda _: do.SendWelcome()),
        "deviation_sent": Reader(REQUEST, tick_deviation),
        "correct": Reader(CASE, correct),
        "take_case": Reader(CASE, lambda _: do.TakeCase()),
        "reopen": Reader(CASE, lambda _: do.ReopenCase()),
        "close": Reader(CASE, lambda form: do.CloseCase(form.code("reason", Bad.CHOOSE_REASON))),
    }
)

VIEWS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "show_units": CASE,
        "show_case": CASE,
        "show_texts": CASE,
        "show_request": REQUEST,
        "show_list": re.compile("|".join(Group)),
        "show_form": NOTHING,
        "show_help": NOTHING,
        "set_language": re.compile(r"nb|nn"),
        "choose": WORD,
        "cancel": NOTHING,
    }
)


def read(verb: str, data: Mapping[str, Any], find_person: FindPerson) -> Act | BadInput:
    """What the submission asks for. Refused: verbs, ids and inputs that no card sends, values of another type, values too long."""
    try:
        return read_strictly(verb, data, find_person)
    except Wrong as wrong:
        return wrong.bad


def read_strictly(verb: str, data: Mapping[str, Any], find_person: FindPerson) -> Act:
    identity, version = data.get("id"), data.get("version")
    if not isinstance(identity, str) or type(version) is not int or version < 0 or data.get("verb") != verb or set(data) - DATA - INPUTS:
        raise Wrong(Bad.OLD_CARD)
    inputs = {name: value for name, value in data.items() if name in INPUTS}
    if wrong := [name for name, value in inputs.items() if not isinstance(value, str)]:
        raise Wrong(Bad.OLD_CARD, *wrong)
    if verb == "open_case" and identity == "":
        form = Form(0, 0, inputs, find_person)
        return Act(command=open_case(form), version=version, category=form.text("category", NAME_LENGTH))
    pattern = READERS[verb].id if verb in READERS else VIEWS.get(verb)
    found = pattern.fullmatch(identity) if pattern else None
    if found is None:
        raise Wrong(Bad.OLD_CARD)
    case = int(found[1]) if pattern in (CASE, REQUEST, DUTIES, CHOICE) else None
    if verb in VIEWS or case is None:
        return Act(case, show=Show(verb, identity), version=version)
    part = int(found[2]) if pattern in (REQUEST, DUTIES, CHOICE) else 0
    return Act(case, READERS[verb].read(Form(case, part, inputs, find_person)), version=version)
