"""Texts for people to paste elsewhere (process.md §8): the bot writes them, a person uses them (N3).

The record system and its journal get the løpenummer; letters get the coordinator's name and blanks for the user;
deviations and journal titles, which many can read, get the bot's own reference only.
"""

from collections.abc import Callable, Iterator

from bot.casework.duties import CLOSE, NO_PLAN, OPENING, PAUSE, PLAN, RESUME
from bot.casework.handing_on import find_former
from bot.casework.model import Assignment, DutyKind
from bot.texts.appointment_texts import (
    write_journal_note,
    write_letter,
    write_letter_handover,
    write_mail_journal,
    write_phone,
    write_record,
    write_register_row,
    write_welcome_mail,
)
from bot.texts.change_texts import (
    write_change_form,
    write_close,
    write_intake_journal,
    write_pause,
    write_plan,
    write_resume,
    write_statistics_check,
    write_transfer,
)
from bot.texts.deadline_texts import write_deviation_appoint, write_deviation_reply, write_more_time_journal, write_more_time_letter
from bot.texts.papers import TITLES, Code, Document, Papers

OF_APPOINTMENT: tuple[tuple[frozenset[DutyKind], Code, Callable[[Papers, Assignment], str]], ...] = (
    (frozenset({DutyKind.PHONE}), Code.PHONE, write_phone),
    (frozenset({DutyKind.WELCOME}), Code.WELCOME_MAIL, write_welcome_mail),
    (frozenset({DutyKind.MAIL_JOURNAL}), Code.MAIL_JOURNAL, write_mail_journal),
    (frozenset({DutyKind.RECORD}), Code.RECORD, write_record),
    (frozenset({DutyKind.REGISTER_FORM, DutyKind.REGISTER_LIST}), Code.REGISTER_ROW, write_register_row),
)
"""The texts of a named coordinator, each where the municipality does one of these."""
OF_REGISTERS: tuple[tuple[frozenset[DutyKind], Code, Callable[[Papers], str]], ...] = (
    (OPENING, Code.INTAKE_JOURNAL, write_intake_journal),
    (frozenset({DutyKind.STATISTICS_CHECK}), Code.STATISTICS, write_statistics_check),
    (PLAN | {DutyKind.PLAN_ROLE}, Code.PLAN, write_plan),
    (NO_PLAN | {DutyKind.HANDOVER_FORM, DutyKind.CLOSE_FORM}, Code.CHANGE_FORM, write_change_form),
    (CLOSE, Code.CLOSE, write_close),
    (PAUSE, Code.PAUSE, write_pause),
    (RESUME, Code.RESUME, write_resume),
)
OF_CASE: tuple[tuple[DutyKind, Code, Callable[[Papers], str]], ...] = (
    (DutyKind.MORE_TIME_LETTER, Code.MORE_TIME_LETTER, write_more_time_letter),
    (DutyKind.MORE_TIME_JOURNAL, Code.MORE_TIME_JOURNAL, write_more_time_journal),
    (DutyKind.DEVIATION_APPOINT, Code.DEVIATION_APPOINT, write_deviation_appoint),
)


def documents_for(papers: Papers) -> tuple[Document, ...]:
    """Every text that has a use in the case as it is now, in the order of `Code`."""
    texts = sorted(write_relevant(papers), key=lambda pair: list(Code).index(pair[0]))
    return tuple(Document(code, papers.plain(TITLES[code]), text) for code, text in texts)


def write_relevant(papers: Papers) -> Iterator[tuple[Code, str]]:
    """The texts of the coordinator named last, of each deadline that passed, of registers to correct, and the journal note."""
    case, lists = papers.case, papers.municipality.duties
    if case.newest_assignment:
        yield from write_named(papers, case.newest_assignment)
    if case.requests and lists.has(DutyKind.JOURNAL_NOTE):
        yield Code.JOURNAL_NOTE, write_journal_note(papers)
    for duty in case.duties:
        request = case.find_request(duty.about) if duty.kind is DutyKind.DEVIATION_REPLY else None
        if request:
            yield Code.DEVIATION_REPLY, write_deviation_reply(papers, request)
    listed = {duty.kind for duty in case.open_duties()}
    for kinds, code, write_lines in OF_REGISTERS:
        if kinds & listed:
            yield code, write_lines(papers)
    if case.three_months_on and case.closed_at is None:
        for kind, code, write_now in OF_CASE:
            if lists.has(kind):
                yield code, write_now(papers)


def write_named(papers: Papers, named: Assignment) -> Iterator[tuple[Code, str]]:
    """The texts of the coordinator named last, and what is handed on where there was one before."""
    lists, former = papers.municipality.duties, find_former(papers.case, named)
    for kinds, code, write in OF_APPOINTMENT:
        if lists.has(*kinds):
            yield code, write(papers, named)
    if lists.has(DutyKind.LETTER):
        yield (Code.LETTER_HANDOVER, write_letter_handover(papers, named)) if former else (Code.LETTER, write_letter(papers, named))
    if former or papers.case.handover:
        yield Code.TRANSFER, write_transfer(papers)
