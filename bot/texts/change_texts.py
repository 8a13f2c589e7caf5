"""Texts to paste when a case is closed, paused, taken up again or handed on (S0-37, S0-41, S0-44, S0-46)."""

from bot.casework.deadlines import oslo_date
from bot.casework.duties import RESUME
from bot.casework.handing_on import find_former
from bot.casework.model import Assignment, Case, DutyKind
from bot.texts.papers import Papers, short


def write_close(papers: Papers) -> str:
    """What to end in the record system and to change in the statistics (S0-46); the reason stays out of it."""
    ended = papers.plain(
        "Løpenummer {number}\n{record_system}: avslutt {role} {initials} fra {day}",
        number=papers.case.number,
        initials=write_initials(papers),
        day=short(papers.case.closing.reported_at if papers.case.closing else papers.today),
    )
    return "\n".join((ended, *say_no_more(papers, DutyKind.CLOSE_STATISTICS)))


def write_pause(papers: Papers) -> str:
    """A pause is an end in the registers, until the case is taken up again (S0-44)."""
    rests = papers.plain(
        "Løpenummer {number}\n{record_system}: midlertidig opphør for {role} {initials} fra {day}",
        number=papers.case.number,
        initials=write_initials(papers),
        day=short(papers.case.pause.since if papers.case.pause else papers.today),
    )
    return "\n".join((rests, *say_no_more(papers, DutyKind.PAUSE_STATISTICS)))


def write_resume(papers: Papers) -> str:
    """The registers as before the pause."""
    resumed = max((oslo_date(duty.created_at) for duty in papers.case.open_duties() if duty.kind in RESUME), default=papers.today)
    back = papers.plain(
        "Løpenummer {number}\n{record_system}: før {role} {initials} på nytt fra {day}",
        number=papers.case.number,
        initials=write_initials(papers),
        day=short(resumed),
    )
    if not papers.municipality.duties.has(DutyKind.RESUME_STATISTICS):
        return back
    return "\n".join((back, papers.plain("{statistics_system}: sett «{role} oppnevnt» til ja")))


def say_no_more(papers: Papers, kind: DutyKind) -> tuple[str, ...]:
    """What to change in the statistics at an end, where the municipality has them to correct."""
    return (papers.plain("{statistics_system}: sett «{role} oppnevnt» til nei"),) if papers.municipality.duties.has(kind) else ()


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


def write_intake_journal(papers: Papers) -> str:
    """The title of an incoming report, as the municipality that has it writes it (S4-09)."""
    return papers.plain("{Intake} - behov for koordinerte tjenester")


def write_statistics_check(papers: Papers) -> str:
    """What the statistics hold before anybody is appointed: the case officer ticks it at the decision (S0-05, S0-07)."""
    return papers.plain(
        "Løpenummer {number}\n"
        "{statistics_system}: feltet om individuell plan (IP) er kontrollert: [ja/nei]\n"
        "{statistics_system}: «{role} oppnevnt» ble satt til ja av {case_officer} ved {the_intake}",
        number=papers.case.number,
    )


def write_plan(papers: Papers) -> str:
    """A task line for whoever sets up the plan; whom it is for stands in the plan tool alone (S2-20, S2-22)."""
    last = find_last(papers.case)
    return papers.plain(
        "Opprett plan i {plan_system}, {reference}\nLegg inn {role}: {named}\nNavn og fødselsnummer skrives bare i {plan_system}.",
        reference=papers.case.reference,
        named=papers.coordinator(last) if last else papers.plain("ikke navngitt ennå"),
    )


def write_change_form(papers: Papers) -> str:
    """The fields of the form on which every change is reported (S4-12, S4-15, S4-32)."""
    case, named = papers.case, papers.case.newest_assignment
    former = find_former(case, named) if named else None
    number = papers.plain("Løpenummer {number}", number=case.number)
    day = papers.plain("Dato: {day}", day=short(papers.today))
    return "\n".join((number, describe_change(papers, former), day))


def describe_change(papers: Papers, former: Assignment | None) -> str:
    """What has changed, the newest first: a closure, a no to the plan, another coordinator."""
    case, named = papers.case, papers.case.newest_assignment
    reason = case.closing.reason if case.closing else case.close_reason
    if reason == "declined_coordinator":
        return papers.plain("Endring: har takket nei til {role}")
    if reason:
        return papers.plain("Endring: {role} er avsluttet")
    if any(duty.kind is DutyKind.NO_PLAN_FORM and duty.done_on is None for duty in case.duties) or named is None or former is None:
        return papers.plain("Endring: har takket nei til individuell plan (IP)")
    return papers.plain("Endring: skifte av {role}\nFra: {old}\nTil: {new}", old=papers.coordinator(former), new=papers.coordinator(named))


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
