"""The words of the language room: what a person can mean, and what the bot knows when it listens."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Intent(StrEnum):
    """What somebody wants; the same names as the language test set, plus what the commands of the chat need."""

    ACCEPT = "accept"
    ANNUAL_REPORT = "annual_report"
    ANSWER = "answer"
    ATTENDANCE = "attendance"
    CALL_ME = "call_me"
    CANCEL = "cancel"
    CAPACITY = "capacity"
    CHOOSE_UNIT = "choose_unit"
    CLOSE = "close"
    CHECKLIST = "checklist"
    CONSENT = "consent"
    COURSE = "course"
    CORRECT_CASE = "correct_case"
    DECLINE = "decline"
    END_ABSENCE = "end_absence"
    EVALUATION = "evaluation"
    EXTEND_DEADLINE = "extend_deadline"
    FIRST_TALK = "first_talk"
    GET_REGISTER = "get_register"
    GET_STATS = "get_stats"
    GET_TEXT = "get_text"
    GREET = "greet"
    GROUP = "group"
    GUIDANCE = "guidance"
    HANDOVER = "handover"
    HELP = "help"
    HOW_TO = "how_to"
    INVITE = "invite"
    LIST_CASES = "list_cases"
    MEETING_HELD = "meeting_held"
    MORE_TIME = "more_time"
    NAME_SUCCESSOR = "name_successor"
    NEXT_MEETING = "next_meeting"
    NO = "no"
    NOT_ME = "not_me"
    OPEN_CASE = "open_case"
    ORDER_UNIT = "order_unit"
    PASS_ON = "pass_on"  # noqa: S105
    PAUSE = "pause"
    PLAN_STATUS = "plan_status"
    RECORD_ABSENCE = "record_absence"
    RECORD_DEVIATION = "record_deviation"
    REMIND_NOW = "remind_now"
    REOPEN = "reopen"
    REPLACE_NAME = "replace_name"
    RESUME = "resume"
    RETRACT = "retract"
    SET_LANGUAGE = "set_language"
    SET_STANDIN = "set_standin"
    SHOW_CASE = "show_case"
    SHOW_DEADLINE = "show_deadline"
    SUBSTITUTE = "substitute"
    SUGGEST_UNIT = "suggest_unit"
    SUPER_USER = "super_user"
    SWEARING = "swearing"
    TAKE_CASE = "take_case"
    THANKS = "thanks"
    TICK_DUTY = "tick_duty"
    TRAINING_LIST = "training_list"
    TRAINING_NEED = "training_need"
    TRANSFER = "transfer"
    UNCLEAR = "unclear"
    UNDO = "undo"
    UNTICK = "untick"
    WITHDRAW_REQUEST = "withdraw_request"
    YES = "yes"


HARMLESS = frozenset(
    {
        Intent.ANNUAL_REPORT, Intent.ANSWER, Intent.CANCEL, Intent.CHECKLIST, Intent.COURSE, Intent.TRAINING_LIST,
        Intent.ATTENDANCE, Intent.INVITE,
        Intent.GET_REGISTER, Intent.GET_STATS, Intent.GET_TEXT, Intent.GREET, Intent.HELP, Intent.HOW_TO,
        Intent.LIST_CASES, Intent.NO, Intent.SHOW_CASE, Intent.SHOW_DEADLINE, Intent.SUGGEST_UNIT, Intent.SUPER_USER, Intent.SWEARING,
        Intent.THANKS, Intent.UNCLEAR, Intent.YES,
    }
)  # fmt: skip
"""Intents that change nothing by themselves; every other one is an act."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a person meant. A slot that was not said is None, empty or False; the user (bruker) has no slot."""

    intent: Intent
    case: str | None = None
    """The full number when it was written in full or when one own case ends so; else as written, when no own case ends so."""
    candidates: tuple[str, ...] = ()
    """The own cases that end as written, when there are several: ask which."""
    cases_all: bool = False
    date: dt.date | None = None
    decision_date: dt.date | None = None
    from_date: dt.date | None = None
    until: dt.date | None = None
    month: str | None = None
    """A month in a year, "2027-08"."""
    time: dt.time | None = None
    more_days: int | None = None
    """Days beyond the present deadline ("en uke til" is 7); `date` too when the deadline is known."""
    person: str | None = None
    from_person: str | None = None
    unit: str | None = None
    reason: str | None = None
    duty: tuple[str, ...] = ()
    doc: str | None = None
    filter: str | None = None
    lang: str | None = None
    count: int | None = None
    number: str | None = None
    """The number of a deviation (avvik)."""
    new_case: str | None = None
    """The right number, when somebody corrects a mistyped one."""
    answer: str | None = None
    """"yes" or "no"; for undo, what the answer should have been: "accept" or "decline"."""
    permanent: bool | None = None
    informed: bool | None = None
    access: bool | None = None
    type: str | None = None
    topic: str | None = None
    what: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a message means; one meaning nearly always, several when two things were said at once."""

    meanings: tuple[Meaning, ...]
    unsure: tuple[Intent, ...] = ()
    """The two likeliest intents when the only meaning is UNCLEAR, likeliest first: buttons to choose from. May be empty."""

    @property
    def meaning(self) -> Meaning:
        """The first meaning."""
        return self.meanings[0]


_CASE = re.compile(r"(\d{4})[-–‑/ ](\d{1,4})")


def read_case_number(text: str) -> str | None:
    """The standard profile's number, "2026-0417", from one written number ("2026 0417", "2026-417"); None if it is not one."""
    found = _CASE.fullmatch(text)
    if found is None or not 1990 <= int(found[1]) <= 2099:
        return None
    return f"{found[1]}-{found[2]:0>4}"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the bot knows of the person who writes and of the moment, as far as understanding needs it."""

    role: frozenset[str]
    """Of "KE", "VL", "KO"."""
    today: dt.date
    """In Oslo."""
    cases: Collection[str] = ()
    """The numbers of the cases this person may see."""
    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    read_case: Callable[[str], str | None] = read_case_number
    """One written number to its full form, by the municipality's profile; None if it is not a full case number."""
    deadlines: Mapping[str, dt.date] = field(default_factory=dict)
    """Reply deadlines by case number, for "en uke til"."""
    asked: str | None = None
    """What the bot last asked for: "case", "date", "decision_date", "month", "reason", "person", "unit", "checks", "yes_no", …"""
    about: Meaning | None = None
    """What the talk is about: the meaning that is being completed by an answer, or the matter under way (a handover, say)."""
    last: Meaning | None = None
    """The last thing this person did, for "angre"."""
