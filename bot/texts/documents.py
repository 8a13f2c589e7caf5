"""Texts for people to paste elsewhere (process.md §8, for S0): the bot writes them, a person uses them (N3).

The record system and its journal get the løpenummer; letters get the coordinator's name and blanks for the user;
deviations and journal titles, which many can read, get the bot's own reference only.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.casework.deadlines import oslo_date
from bot.casework.model import Assignment, Case, CoordinatorType, Directory, DutyKind, Request, RequestState, UnitId
from bot.casework.municipality import Municipality
from bot.texts.words import Words, mark


class Code(StrEnum):
    """Which text, in the order in which people need them."""

    PHONE = "phone"
    WELCOME_MAIL = "welcome_mail"
    LETTER = "letter_appointed"
    MAIL_JOURNAL = "mail_journal"
    RECORD = "record_line"
    JOURNAL_NOTE = "journal_note"
    REGISTER_ROW = "register_row"
    DEVIATION_REPLY = "deviation_reply"
    MORE_TIME_LETTER = "letter_more_time"
    MORE_TIME_JOURNAL = "more_time_journal"
    DEVIATION_APPOINT = "deviation_appoint"


TITLES: Mapping[Code, str] = {
    Code.PHONE: mark("Til telefonsamtalen"),
    Code.WELCOME_MAIL: mark("E-post til {the_coordinator}"),
    Code.LETTER: mark("Brev: {coordinator} er oppnevnt"),
    Code.MAIL_JOURNAL: mark("Tittel i {mail_journal}, brev om {coordinator}"),
    Code.RECORD: mark("Til {record_system}"),
    Code.JOURNAL_NOTE: mark("Journalnotat"),
    Code.REGISTER_ROW: mark("Rad til {register_list}"),
    Code.DEVIATION_REPLY: mark("Avvik om svarfristen, til {quality_system}"),
    Code.MORE_TIME_LETTER: mark("Brev om mer tid"),
    Code.MORE_TIME_JOURNAL: mark("Tittel i {mail_journal}, brev om mer tid"),
    Code.DEVIATION_APPOINT: mark("Avvik om {months}-månedersfristen, til {quality_system}"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """A text ready to copy, and what to call it."""

    code: Code
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Papers:
    """What the texts of one case are written from, on one day, in one reader's language."""

    words: Words
    case: Case
    directory: Directory
    municipality: Municipality
    today: date

    def plain(self, text: str, **values: str) -> str:
        """A plain text filled in; besides the municipality's words it may use {role}, {a_role}, {Role}, {Your_role} and {months}."""
        one = "child_coordinator" if self.case.type is CoordinatorType.CHILD_COORDINATOR else "coordinator"
        known = self.municipality.variables(self.words.locale)
        role = {"role": known[one], "a_role": known[f"a_{one}"], "Role": known[one.capitalize()], "Your_role": known[f"Your_{one}"]}
        return self.words.plain(text, **role, months=self.municipality.deadlines.appoint.months, **values)

    def unit(self, unit: UnitId) -> str:
        """The unit's name as it is now."""
        return self.directory.units[unit].name

    def coordinator(self, assignment: Assignment) -> str:
        """Name and place of work: the unit, or the service of someone outside the directory."""
        return f"{name_coordinator(assignment, self.directory)}, {assignment.named.service or self.unit(assignment.unit)}"


def short(day: date | datetime) -> str:
    """A date as texts to paste have it: 07.12.2026; of an instant, the date in Oslo."""
    return f"{oslo_date(day) if isinstance(day, datetime) else day:%d.%m.%Y}"


def name_coordinator(assignment: Assignment, directory: Directory) -> str:
    """The coordinator's name as the directory has it now, or as the leader wrote it."""
    person = directory.people.get(assignment.named.person) if assignment.named.person is not None else None
    return person.name if person else assignment.named.name or ""


# ---- after the appointment


def write_phone(papers: Papers, assignment: Assignment) -> str:
    """What to say on the phone (S0-18)."""
    return papers.plain(
        "Ring {the_user} eller {relatives}, telefon [nummer].\n"
        "{Your_role} er {named}.\n"
        "{Your_role} tar kontakt for å avtale en oppstartssamtale.\n"
        "Brev og informasjonsskriv kommer i posten.",
        named=papers.coordinator(assignment),
    )


def write_welcome_mail(papers: Papers, assignment: Assignment) -> str:
    """To a coordinator who has no chat with the bot, with the attachments (S0-16)."""
    links = papers.municipality.links
    return papers.plain(
        "Emne: Du er oppnevnt som {role}\n"
        "Hei {name}\n"
        "Du er oppnevnt som {role}. {Your_leader} vet hvem det gjelder.\n"
        "Les håndboken og informasjonsskrivet.\n"
        "Kontakt {the_user} og avtal en oppstartssamtale.\n"
        "Innhent signert samtykke før du henter eller deler opplysninger.\n"
        "Skriv i journalen det du gjør.\n"
        "Vil du ha veiledning? Kontakt {contact}.\n"
        "Vedlegg: håndbok, informasjonsskriv og samtykkeskjema\n"
        "{handbook}\n{information_letter}\n{consent_form}",
        name=name_coordinator(assignment, papers.directory),
        handbook=links.handbook,
        information_letter=links.information_letter,
        consent_form=links.consent_form,
    )


def write_letter(papers: Papers, assignment: Assignment) -> str:
    """'Coordinator appointed', with blanks for the user (S0-18, S0-19)."""
    return papers.plain(
        "{Role} er oppnevnt\n"
        "Til [{the_user}s navn]\n"
        "Du fikk vedtak om {role} {decided_on}.\n"
        "{Your_role} er {named}, telefon [nummer].\n"
        "{Your_role} tar kontakt med deg for å avtale en oppstartssamtale.\n"
        "Informasjonsskrivet ligger ved.\n"
        "Har du spørsmål? Kontakt {contact}.",
        decided_on=short(papers.case.decided_on),
        named=papers.coordinator(assignment),
    )


def write_mail_journal(papers: Papers, _: Assignment) -> str:
    """A title that can be published: no løpenummer, no name."""
    return papers.plain("Melding om koordinerte tjenester, {reference}", reference=papers.case.reference)


def write_record(papers: Papers, assignment: Assignment) -> str:
    """The field of the record system: initials where the unit uses it, else name and service (S0-20, S0-21)."""
    number = papers.plain("Løpenummer {number}", number=papers.case.number)
    person = papers.directory.people.get(assignment.named.person) if assignment.named.person is not None else None
    if person and papers.directory.units[assignment.unit].uses_record_system:
        field = papers.plain("Ansv. koordinator int.: {initials}", initials=person.initials)
    else:
        field = papers.plain("Ansv. koordinator ekst.: {named}", named=papers.coordinator(assignment))
    return f"{number}\n{field}"


def write_journal_note(papers: Papers) -> str:
    """Who is appointed, and which units were contacted when; a no has no reason here (S0-22)."""
    return "\n".join((write_appointed(papers), *(write_contact(papers, request) for request in papers.case.requests)))


def write_appointed(papers: Papers) -> str:
    """The note's first line."""
    assignment = papers.case.assignment
    if assignment is None:
        return papers.plain("Løpenummer {number}. {Role} er ikke oppnevnt ennå. Kontaktet:", number=papers.case.number)
    return papers.plain(
        "Løpenummer {number}. {Role} oppnevnt {named_on}: {named}. Kontaktet:",
        number=papers.case.number,
        named_on=short(assignment.named_at),
        named=papers.coordinator(assignment),
    )


def write_contact(papers: Papers, request: Request) -> str:
    """One unit that was asked: when, and what it answered when."""
    blanks = {"unit_name": papers.unit(request.unit), "sent_on": short(request.sent_at)}
    if request.answered_at is None:
        return papers.plain("{unit_name}: spurt {sent_on}, ikke svart", **blanks)
    blanks["answered_on"] = short(request.answered_at)
    if request.state is RequestState.DECLINED:
        return papers.plain("{unit_name}: spurt {sent_on}, svarte nei {answered_on}", **blanks)
    return papers.plain("{unit_name}: spurt {sent_on}, svarte ja {answered_on}", **blanks)


def write_register_row(papers: Papers, assignment: Assignment) -> str:
    """One row for the shared register, with tabs between the cells: it pastes into a spreadsheet (S0-23, S0-24)."""
    case = papers.case
    asked = case.find_request(assignment.request)
    cells = (
        case.number,
        papers.plain("{Role}"),
        short(case.decided_on),
        short(asked.sent_at) if asked else "",
        papers.unit(assignment.unit),
        name_coordinator(assignment, papers.directory),
        short(assignment.named_at),
    )
    return "\t".join(cells)


# ---- when a deadline has passed


def write_deviation_reply(papers: Papers, request: Request) -> str:
    """The first deviation: nobody answered within the reply deadline (S0-12). Ten lines at most."""
    deadline = request.first_deadline or request.deadline
    answered = request.answered_at is not None and oslo_date(request.answered_at) > deadline
    reminders = [short(day) for day in list_reminders(request) if day <= deadline]
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
        "Du fikk vedtak om {role} {decided_on}.\n"
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
        "Vedtaksdato: {decided_on}. {months}-månedersfrist: {appoint_by}\n"
        "{Units} som er spurt: {asked}\n"
        "Følge: {The_user} er uten {role}.\n"
        "Strakstiltak: (skriv her)\n"
        "Ved alvorlig hendelse: følg egen rutine.",
        reference=papers.case.reference,
        decided_on=short(papers.case.decided_on),
        appoint_by=short(papers.case.appoint_by),
        asked=papers.words.join(asked) if asked else papers.plain("ingen"),
    )


# ---- which are wanted now

OF_APPOINTMENT: tuple[tuple[Code, Callable[[Papers, Assignment], str]], ...] = (
    (Code.PHONE, write_phone),
    (Code.WELCOME_MAIL, write_welcome_mail),
    (Code.LETTER, write_letter),
    (Code.MAIL_JOURNAL, write_mail_journal),
    (Code.RECORD, write_record),
    (Code.REGISTER_ROW, write_register_row),
)
OF_CASE: tuple[tuple[Code, Callable[[Papers], str]], ...] = (
    (Code.MORE_TIME_LETTER, write_more_time_letter),
    (Code.MORE_TIME_JOURNAL, write_more_time_journal),
    (Code.DEVIATION_APPOINT, write_deviation_appoint),
)


def documents_for(papers: Papers) -> tuple[Document, ...]:
    """Every text that has a use in the case as it is now, in the order of `Code`."""
    texts = sorted(write_relevant(papers), key=lambda pair: list(Code).index(pair[0]))
    return tuple(Document(code, papers.plain(TITLES[code]), text) for code, text in texts)


def write_relevant(papers: Papers) -> Iterator[tuple[Code, str]]:
    """The texts of the coordinator in place, of each deadline that passed, and the journal note once somebody was asked."""
    case = papers.case
    if case.assignment:
        for code, write in OF_APPOINTMENT:
            yield code, write(papers, case.assignment)
    if case.requests:
        yield Code.JOURNAL_NOTE, write_journal_note(papers)
    for duty in case.duties:
        request = case.find_request(duty.about) if duty.kind is DutyKind.DEVIATION_REPLY else None
        if request:
            yield Code.DEVIATION_REPLY, write_deviation_reply(papers, request)
    if case.three_months_on and case.closed_at is None:
        for code, write_now in OF_CASE:
            yield code, write_now(papers)
