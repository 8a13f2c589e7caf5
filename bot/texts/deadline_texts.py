"""Texts to paste when a deadline has passed (S0-12, S0-25, S0-26)."""

from datetime import date

from bot.casework.deadlines import oslo_date
from bot.casework.model import Request
from bot.texts.papers import Papers, short


def write_deviation_reply(papers: Papers, request: Request) -> str:
    """The first deviation: nobody answered within the reply deadline (S0-12). Ten lines at most."""
    deadline = request.first_deadline or request.deadline
    answered = request.answered_at is not None and deadline is not None and oslo_date(request.answered_at) > deadline
    reminders = [short(day) for day in list_reminders(request) if deadline is None or day <= deadline]
    return papers.plain(
        "Avvik: Svarfristen på forespørsel om {role} er ikke holdt.\n"
        "Referanse: {reference} ({ke} vet hvilken sak)\n"
        "{Unit}: {unit_name}\n"
        "Sendt: {sent_on}. Svarfrist: {deadline}\n"
        "Påminnelser: {reminders}\n"
        "{answered}\n"
        "Følge: {effect}\n"
        "{months}-månedersfrist: {appoint_by}\n"
        "Strakstiltak: (skriv her)\n"
        "Ved alvorlig hendelse: følg egen rutine.",
        reference=papers.case.reference,
        unit_name=papers.unit(request.unit),
        sent_on=short(request.sent_at),
        deadline=short(deadline),
        reminders=papers.words.join(reminders) if reminders else papers.plain("ingen"),
        answered=papers.plain("Svart etter fristen: ja") if answered else papers.plain("Svar innen fristen: nei"),
        effect=papers.plain("{Role} kom på plass etter fristen.") if papers.case.assignment else papers.plain("{The_user} er uten {role}."),
        appoint_by=short(papers.case.appoint_by),
    )


def list_reminders(request: Request) -> tuple[date, ...]:
    """The days on which the leader was reminded before the deadline had passed."""
    return tuple(day for day in request.reminded_on if request.overdue_on is None or day < request.overdue_on)


def write_more_time_letter(papers: Papers) -> str:
    """To the user: it takes longer than the decision promised (S0-25)."""
    return papers.plain(
        "Vi trenger mer tid\n"
        "Til [{the_user}s navn]\n"
        "Du fikk {intake} om {role} {decided_on}.\n"
        "Vi skulle finne {a_role} til deg innen {appoint_by}. Det har vi ikke klart.\n"
        "Vi leter videre. Du får brev når {role} er på plass.\n"
        "Har du spørsmål? Kontakt {contact}.",
        decided_on=short(papers.case.decided_on),
        appoint_by=short(papers.case.appoint_by),
    )


def write_more_time_journal(papers: Papers) -> str:
    """A title that can be published: no løpenummer, no name."""
    return papers.plain("Melding om mer tid, koordinerte tjenester, {reference}", reference=papers.case.reference)


def write_deviation_appoint(papers: Papers) -> str:
    """The second deviation: no coordinator within the appointment deadline (S0-26)."""
    asked = dict.fromkeys(papers.unit(request.unit) for request in papers.case.requests)
    return papers.plain(
        "Avvik: {Role} er ikke oppnevnt innen {months} måneder.\n"
        "Referanse: {reference} ({ke} vet hvilken sak)\n"
        "{Intake_date}: {decided_on}. {months}-månedersfrist: {appoint_by}\n"
        "{Units} som er spurt: {asked}\n"
        "Følge: {The_user} er uten {role}.\n"
        "Strakstiltak: (skriv her)\n"
        "Ved alvorlig hendelse: følg egen rutine.",
        reference=papers.case.reference,
        decided_on=short(papers.case.decided_on),
        appoint_by=short(papers.case.appoint_by),
        asked=papers.words.join(asked) if asked else papers.plain("ingen"),
    )
