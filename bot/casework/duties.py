"""Which duties an event gives KE: S0-16 to S0-26. The bot lists them; people do them and tick them off."""

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
        DutyKind.JOURNAL_NOTE,
        DutyKind.REGISTER_FORM,
        DutyKind.REGISTER_LIST,
    }
)
REPLY_DEADLINE = frozenset({DutyKind.DEVIATION_REPLY})
APPOINT_DEADLINE = frozenset({DutyKind.MORE_TIME_LETTER, DutyKind.MORE_TIME_JOURNAL, DutyKind.DEVIATION_APPOINT})
CLOSE = frozenset({DutyKind.CLOSE_RECORD, DutyKind.CLOSE_STATISTICS})
PAUSE = frozenset({DutyKind.PAUSE_RECORD, DutyKind.PAUSE_STATISTICS})
RESUME = frozenset({DutyKind.RESUME_RECORD, DutyKind.RESUME_STATISTICS})


def listed(kinds: frozenset[DutyKind], about: int, now: datetime) -> tuple[Duty, ...]:
    """The duties of some kinds, in the order of the list of kinds."""
    return tuple(Duty(kind, about, now) for kind in DutyKind if kind in kinds)


def after_appointment(assignment: Assignment, directory: Directory, now: datetime) -> tuple[Duty, ...]:
    """What KE does once somebody is named; who the user is must be told outside Teams where the record system is not used."""
    known_by_number = directory.units[assignment.unit].uses_record_system and assignment.named.person is not None
    return listed(APPOINTMENT - {DutyKind.IDENTITY} if known_by_number else APPOINTMENT, assignment.seq, now)


def after_reply_deadline(case: Case, request: int, now: datetime) -> tuple[Duty, ...]:
    """S0-12: one deviation for one unanswered request, however often its deadline is extended."""
    return () if case.duties_about(REPLY_DEADLINE, request) else (Duty(DutyKind.DEVIATION_REPLY, request, now),)


def after_appoint_deadline(case: Case, now: datetime) -> tuple[Duty, ...]:
    """S0-25 and S0-26: letter, journal and the second deviation, once."""
    return () if case.duties_about(APPOINT_DEADLINE, 0) else listed(APPOINT_DEADLINE, 0, now)
