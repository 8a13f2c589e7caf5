"""Texts to paste when a case is closed, paused, taken up again or handed on (S0-37, S0-41, S0-44, S0-46)."""

from bot.casework.deadlines import oslo_date
from bot.casework.duties import RESUME
from bot.casework.model import Assignment, Case
from bot.texts.papers import Papers, find_former, short


def write_close(papers: Papers) -> str:
    """What to end in the record system and to change in the statistics (S0-46); the reason stays out of it."""
    return papers.plain(
        "Løpenummer {number}\n{record_system}: avslutt {role} {initials} fra {day}\n{statistics_system}: sett «{role} oppnevnt» til nei",
        number=papers.case.number,
        initials=write_initials(papers),
        day=short(papers.case.closing.reported_at if papers.case.closing else papers.today),
    )


def write_pause(papers: Papers) -> str:
    """A pause is an end in the registers, until the case is taken up again (S0-44)."""
    return papers.plain(
        "Løpenummer {number}\n"
        "{record_system}: midlertidig opphør for {role} {initials} fra {day}\n"
        "{statistics_system}: sett «{role} oppnevnt» til nei",
        number=papers.case.number,
        initials=write_initials(papers),
        day=short(papers.case.pause.since if papers.case.pause else papers.today),
    )


def write_resume(papers: Papers) -> str:
    """The registers as before the pause."""
    resumed = max((oslo_date(duty.created_at) for duty in papers.case.open_duties() if duty.kind in RESUME), default=papers.today)
    return papers.plain(
        "Løpenummer {number}\n{record_system}: før {role} {initials} på nytt fra {day}\n{statistics_system}: sett «{role} oppnevnt» til ja",
        number=papers.case.number,
        initials=write_initials(papers),
        day=short(resumed),
    )


def find_last(case: Case) -> Assignment | None:
    """The coordinator in place, or the last one there was."""
    return case.assignment or (case.assignments[-1] if case.assignments else None)


def write_initials(papers: Papers) -> str:
    """The coordinator as the record system has it; a blank to fill in when nobody was named."""
    last = find_last(papers.case)
    if last is None:
        return papers.plain("[initialer]")
    person = papers.directory.people.get(last.named.person) if last.named.person is not None else None
    return person.initials if person else last.named.name or ""


def write_transfer(papers: Papers) -> str:
    """What the old and the new coordinator hand on (S0-37); only that it is done, never what it holds."""
    named = papers.case.newest_assignment
    former = find_former(papers.case, named) if named else None
    return papers.plain(
        "Løpenummer {number}\n"
        "Fra: {old}\n"
        "Til: {new}\n"
        "[ ] Overføringsmøte er holdt\n"
        "[ ] Journalen er oppdatert\n"
        "[ ] Individuell plan (IP) er gått gjennom\n"
        "[ ] Samtykke er avklart på nytt\n"
        "[ ] Neste {meeting} er avtalt",
        number=papers.case.number,
        old=papers.coordinator(former or named) if named else "",
        new=papers.coordinator(named) if named and former else papers.plain("ikke navngitt ennå"),
    )
