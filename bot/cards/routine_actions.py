"""Presses on the cards of what belongs to no single case, read as strictly as those on cases."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import time
from types import MappingProxyType
from typing import NamedTuple

from bot.cards.submission import NAME_LENGTH, Bad, Form, Wrong
from bot.casework.inviting import AnswerInvitation, Attendance, CancelInvitation, DraftInvitation, SendInvitation
from bot.casework.model import CaseId, UnitId
from bot.casework.routines import Command
from bot.casework.training import NoteCourse, ReportNeed, TickOffered, UntickOffered, WithdrawNeed
from bot.casework.yearly_round import AnswerRound, CloseRound, ConfirmRound, Numbers, ReopenRound, StartRound
from bot.casework.yearly_tasks import TickTask, UntickTask

INPUTS = frozenset(
    {
        "training_kind",
        "persons",
        "refresher",
        "need_unit",
        "offered_on",
        "course_on",
        "invitation_kind",
        "held_on",
        "held_at",
        "place",
        "topic",
    }
)
INPUT = re.compile(r"count_([1-9]\d{0,8})_([a-z][a-z_]{0,39})|plan_([1-9]\d{0,8})", re.ASCII)
"""An input for each number of each case: the names cannot be listed."""
ID = re.compile(r"([1-9]\d{0,8})", re.ASCII)
TASK = re.compile(r"([a-z][a-z_]{0,39})\.(20\d{2})", re.ASCII)
PLACE_LENGTH = 200
YEAR = re.compile(r"(20\d{2})", re.ASCII)
SEEN = re.compile(r"(20\d{2})\.([1-9]\d{0,8})\.(\d{1,18})", re.ASCII)
NOTHING = re.compile(r"", re.ASCII)


def name_count(case: CaseId, code: str) -> str:
    """The input for a count."""
    return f"count_{case}_{code}"


def name_plan(case: CaseId) -> str:
    """The input for whether there is a plan."""
    return f"plan_{case}"


class Press(NamedTuple):
    """The numbers and the words of a button's id, and the inputs."""

    parts: tuple[int, ...]
    words: tuple[str, ...]
    form: Form


def answer_round(press: Press) -> Command:
    """Every case whose inputs came along; whether they are whole is a rule of the round."""
    counts: dict[CaseId, dict[str, int]] = defaultdict(dict)
    plans: dict[CaseId, bool | None] = {}
    for name in press.form.inputs:
        found = INPUT.fullmatch(name)
        if found and found[3]:
            plans[int(found[3])] = press.form.yes_or_no(name)
        elif found:
            counts[int(found[1])][found[2]] = count(press.form, name)
    if not counts:
        raise Wrong(Bad.OLD_CARD)
    return AnswerRound(press.parts[0], {case: Numbers(meetings, plans.get(case)) for case, meetings in counts.items()})


def count(form: Form, name: str) -> int:
    """A whole number of one or two digits."""
    found = form.text(name)
    if found is None or not re.fullmatch(r"\d{1,2}", found, re.ASCII):
        raise Wrong(Bad.WRITE_COUNT, name)
    return int(found)


def report_need(press: Press) -> Command:
    """What a unit needs; without a unit it is the reporter's own."""
    form = press.form
    persons = count(form, "persons")
    return ReportNeed(form.code("training_kind", Bad.CHOOSE_KIND), persons, form.ticked("refresher"), read_unit(form, "need_unit"))


def draft_invitation(press: Press) -> Command:
    """What, when and where; the time is optional."""
    form = press.form
    place = form.text("place", PLACE_LENGTH)
    if place is None:
        raise Wrong(Bad.WRITE_PLACE, "place")
    kind = form.code("invitation_kind", Bad.CHOOSE_KIND)
    return DraftInvitation(kind, form.required_day("held_on"), place, read_time(form, "held_at"), form.text("topic", NAME_LENGTH))


def read_time(form: Form, name: str) -> time | None:
    """A time of day, written 10.00 or 10:00; None when empty."""
    found = form.text(name)
    if found is None:
        return None
    parts = re.fullmatch(r"([01]?\d|2[0-3])[.:]([0-5]\d)", found, re.ASCII)
    if parts is None:
        raise Wrong(Bad.WRITE_TIME, name)
    return time(int(parts[1]), int(parts[2]))


def read_task(press: Press) -> tuple[str, int]:
    """Which task, of which year."""
    return press.words[0], press.parts[-1]


def read_unit(form: Form, name: str) -> UnitId | None:
    """The unit chosen, None when there was no choice."""
    found = form.text(name)
    if found is None:
        return None
    if not re.fullmatch(r"u[1-9]\d{0,8}", found, re.ASCII):
        raise Wrong(Bad.OLD_CARD, name)
    return int(found[1:])


class Reader(NamedTuple):
    """How one verb is read: what its id looks like, and the command it makes."""

    id: re.Pattern[str]
    read: Callable[[Press], Command]


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "start_round": Reader(NOTHING, lambda _: StartRound()),
        "answer_round": Reader(YEAR, answer_round),
        "confirm_round": Reader(SEEN, lambda press: ConfirmRound(*press.parts)),
        "close_round": Reader(YEAR, lambda press: CloseRound(press.parts[0])),
        "reopen_round": Reader(YEAR, lambda press: ReopenRound(press.parts[0])),
        "report_need": Reader(NOTHING, report_need),
        "tick_offered": Reader(ID, lambda press: TickOffered(press.parts[0], press.form.required_day("offered_on"))),
        "untick_offered": Reader(ID, lambda press: UntickOffered(press.parts[0])),
        "withdraw_need": Reader(ID, lambda press: WithdrawNeed(press.parts[0])),
        "draft_invitation": Reader(NOTHING, draft_invitation),
        "send_invitation": Reader(ID, lambda press: SendInvitation(press.parts[0])),
        "cancel_invitation": Reader(ID, lambda press: CancelInvitation(press.parts[0])),
        "attend_yes": Reader(ID, lambda press: AnswerInvitation(press.parts[0], Attendance.YES)),
        "attend_no": Reader(ID, lambda press: AnswerInvitation(press.parts[0], Attendance.NO)),
        "attend_perhaps": Reader(ID, lambda press: AnswerInvitation(press.parts[0], Attendance.PERHAPS)),
        "tick_task": Reader(TASK, lambda press: TickTask(*read_task(press))),
        "untick_task": Reader(TASK, lambda press: UntickTask(*read_task(press))),
        "note_course": Reader(ID, lambda press: NoteCourse(press.parts[0], press.form.required_day("course_on"))),
        "forget_course": Reader(ID, lambda press: NoteCourse(press.parts[0], None)),
    }
)
VIEWS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "show_round": re.compile(r"(?:20\d{2}(?:\.[1-9]\d{0,8})?)?", re.ASCII),
        "edit_invitation": ID,
        "show_training": re.compile(r"(?:[1-9]\d{0,8})?", re.ASCII),
        "show_course": re.compile(r"(?:[1-9]\d{0,8})?", re.ASCII),
        "turn_round": re.compile(r"[1-9]\d{0,3}", re.ASCII),
    }
)


def read(verb: str, identity: str, form: Form) -> Command:
    """The command; Wrong when the id is none that a card sends."""
    found = READERS[verb].id.fullmatch(identity)
    if found is None:
        raise Wrong(Bad.OLD_CARD)
    parts = found.groups()
    words = tuple(part for part in parts if not part.isdigit())
    return READERS[verb].read(Press(tuple(int(part) for part in parts if part.isdigit()), words, form))
