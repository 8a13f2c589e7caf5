"""Which duties an event gives KE (S0-16 to S0-26 and the other municipalities' own). The bot lists them; people do them and tick them off.

Which of them a municipality has, and in what order, is its profile's to say (`Municipality.duties`); here is which can follow what.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.casework.model import Assignment, Case, Directory, Duty, DutyKind

APPOINTMENT = frozenset(
    {
        DutyKind.IDENTITY,
        DutyKind.WELCOME,
        DutyKind.PHONE,
        DutyKind.LETTER,
        DutyKind.MAIL_JOURNAL,
        DutyKind.RECORD,
        DutyKind.STATISTICS_CHECK,
        DutyKind.PLAN_ROLE,
        DutyKind.TRAINING,
        DutyKind.HANDOVER_FORM,
        DutyKind.JOURNAL_NOTE,
        DutyKind.REGISTER_FORM,
        DutyKind.REGISTER_LIST,
    }
)
ABOUT_CASE = 0
"""What the duties of a deadline of the case itself are about."""
REPLY_DEADLINE = frozenset({DutyKind.DEVIATION_REPLY})
APPOINT_DEADLINE = frozenset({DutyKind.MORE_TIME_LETTER, DutyKind.MORE_TIME_JOURNAL, DutyKind.DEVIATION_APPOINT})
OPENING = frozenset({DutyKind.INTAKE_JOURNAL})
PLAN = frozenset({DutyKind.PLAN_CREATED})
NO_PLAN = frozenset({DutyKind.NO_PLAN_FORM})
CONSENT = frozenset({DutyKind.CONSENT_JOURNAL})
GUIDANCE = frozenset({DutyKind.GUIDANCE})
CLOSE = frozenset({DutyKind.CLOSE_RECORD, DutyKind.CLOSE_STATISTICS, DutyKind.CLOSE_FORM})
PAUSE = frozenset({DutyKind.PAUSE_RECORD, DutyKind.PAUSE_STATISTICS})
RESUME = frozenset({DutyKind.RESUME_RECORD, DutyKind.RESUME_STATISTICS})
REGISTERS: Mapping[str, frozenset[DutyKind]] = {
    "open": OPENING,
    "plan": PLAN,
    "no_plan": NO_PLAN,
    "consent": CONSENT,
    "guidance": GUIDANCE,
    "close": CLOSE,
    "pause": PAUSE,
    "resume": RESUME,
}
"""What is ticked off on a card of its own, by what happened."""
EVENTS: Mapping[str, frozenset[DutyKind]] = {
    "opened": OPENING,
    "appointed": APPOINTMENT - {DutyKind.HANDOVER_FORM},
    "handed_over": APPOINTMENT,
    "plan": PLAN,
    "no_plan": NO_PLAN,
    "consent": CONSENT,
    "guidance": GUIDANCE,
    "reply_deadline": REPLY_DEADLINE,
    "appoint_deadline": APPOINT_DEADLINE,
    "closing": CLOSE,
    "pausing": PAUSE,
    "resuming": RESUME,
}
"""Which kinds may follow an event, by its name in the profile."""


def listed(kinds: Iterable[DutyKind], about: int, now: datetime) -> tuple[Duty, ...]:
    """The duties of some kinds, in their order."""
    return tuple(Duty(kind, about, now) for kind in kinds)


def after_appointment(kinds: Iterable[DutyKind], assignment: Assignment, directory: Directory, now: datetime) -> tuple[Duty, ...]:
    """What KE does once somebody is named; who the user is must be told outside Teams where the record system is not used."""
    known_by_number = directory.units[assignment.unit].uses_record_system and assignment.named.person is not None
    return listed((kind for kind in kinds if kind is not DutyKind.IDENTITY or not known_by_number), assignment.seq, now)


def not_yet(case: Case, kinds: Iterable[DutyKind], about: int, now: datetime) -> tuple[Duty, ...]:
    """What a deadline gives once, however often it is extended: one deviation for one unanswered request (S0-12, S0-25, S0-26)."""
    known = {duty.kind for duty in case.duties if duty.about == about}
    return listed((kind for kind in kinds if kind not in known), about, now)


def next_number(case: Case, kinds: frozenset[DutyKind]) -> int:
    """A number that none of the case's duties of these kinds is about."""
    return max((duty.about for duty in case.duties if duty.kind in kinds), default=0) + 1


def fall_away(case: Case, kinds: frozenset[DutyKind], about: int) -> tuple[Duty, ...]:
    """The case's duties without those of some kinds about something that nobody has done."""
    return tuple(duty for duty in case.duties if duty.about != about or duty.kind not in kinds or duty.done_on is not None)
