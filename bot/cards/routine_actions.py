"""Presses on the cards of what belongs to no single case, read as strictly as those on cases."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bot.cards.submission import Bad, Form, Wrong
from bot.casework.model import CaseId
from bot.casework.routines import Command
from bot.casework.yearly_round import AnswerRound, CloseRound, ConfirmRound, Numbers, ReopenRound, StartRound

INPUT = re.compile(r"count_([1-9]\d{0,8})_([a-z][a-z_]{0,39})|plan_([1-9]\d{0,8})", re.ASCII)
"""An input for each number of each case: the names cannot be listed."""
YEAR = re.compile(r"(20\d{2})", re.ASCII)
UNIT = re.compile(r"(20\d{2})\.([1-9]\d{0,8})", re.ASCII)
NOTHING = re.compile(r"", re.ASCII)


def name_count(case: CaseId, code: str) -> str:
    """The input for a count."""
    return f"count_{case}_{code}"


def name_plan(case: CaseId) -> str:
    """The input for whether there is a plan."""
    return f"plan_{case}"


class Press(NamedTuple):
    """The parts of a button's id, what was shown (`version`), and the inputs."""

    parts: tuple[int, ...]
    version: int
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


class Reader(NamedTuple):
    """How one verb is read: what its id looks like, and the command it makes."""

    id: re.Pattern[str]
    read: Callable[[Press], Command]


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "start_round": Reader(NOTHING, lambda _: StartRound()),
        "answer_round": Reader(YEAR, answer_round),
        "confirm_round": Reader(UNIT, lambda press: ConfirmRound(press.parts[0], press.parts[1], press.version)),
        "close_round": Reader(YEAR, lambda press: CloseRound(press.parts[0])),
        "reopen_round": Reader(YEAR, lambda press: ReopenRound(press.parts[0])),
    }
)
VIEWS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "show_round": re.compile(r"(?:20\d{2}(?:\.[1-9]\d{0,8})?)?", re.ASCII),
        "turn_round": re.compile(r"[1-9]\d{0,3}", re.ASCII),
    }
)


def read(verb: str, identity: str, version: int, form: Form) -> Command:
    """The command; Wrong when the id is none that a card sends."""
    found = READERS[verb].id.fullmatch(identity)
    if found is None:
        raise Wrong(Bad.OLD_CARD)
    return READERS[verb].read(Press(tuple(map(int, found.groups())), version, form))
