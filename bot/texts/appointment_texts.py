"""Texts to paste once a coordinator is named, the first one or a new one (S0-16 to S0-24, S0-39, S0-40)."""

from bot.casework.handing_on import find_former
from bot.casework.model import Assignment, Request, RequestState
from bot.texts.papers import Papers, name_coordinator, short


def write_phone(papers: Papers, assignment: Assignment) -> str:
    """What to say on the phone (S0-18, S0-40)."""
    if find_former(papers.case, assignment):
        return papers.plain(
            "Ring {the_user} eller {relatives}, telefon [nummer].\n"
            "Du får {new_role} {from_day}: {named}.\n"
            "Den nye tar kontakt.\n"
            "Brev kommer i posten.",
            named=papers.coordinator(assignment),
            from_day=short(assignment.starts_on or assignment.named_at),
        )
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
        information_letter=links.letter_about(papers.case.type),
        consent_form=links.consent_form,
    )


def write_letter(papers: Papers, assignment: Assignment) -> str:
    """'Coordinator appointed', with blanks for the user (S0-18, S0-19)."""
    return papers.plain(
        "{Role} er oppnevnt\n"
        "Til [{the_user}s navn]\n"
        "Du fikk {intake} om {role} {decided_on}.\n"
        "{Your_role} er {named}, telefon [nummer].\n"
        "{Your_role} tar kontakt med deg for å avtale en oppstartssamtale.\n"
        "Informasjonsskrivet ligger ved.\n"
        "Har du spørsmål? Kontakt {contact}.",
        decided_on=short(papers.case.decided_on),
        named=papers.coordinator(assignment),
    )


def write_letter_handover(papers: Papers, assignment: Assignment) -> str:
    """'New coordinator', with blanks for the user; whoever leaves is not named, and why is not said (S0-39, S0-40)."""
    return papers.plain(
        "Du får {new_role}\n"
        "Til [{the_user}s navn]\n"
        "Fra {from_day} er {named} {role} for deg, telefon [nummer].\n"
        "Den nye tar kontakt med deg.\n"
        "Informasjonsskrivet ligger ved.\n"
        "Har du spørsmål? Kontakt {contact}.",
        from_day=short(assignment.starts_on or assignment.named_at),
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
        field = papers.plain("Ansv. {coordinator} int.: {initials}", initials=person.initials)
    else:
        field = papers.plain("Ansv. {coordinator} ekst.: {named}", named=papers.coordinator(assignment))
    return f"{number}\n{field}"


def write_journal_note(papers: Papers) -> str:
    """Who is appointed, and which units were contacted when; a no has no reason here (S0-22)."""
    return "\n".join((write_appointed(papers), *(write_contact(papers, request) for request in papers.case.requests)))


def write_appointed(papers: Papers) -> str:
    """The note's first line."""
    assignment = papers.case.newest_assignment
    former = find_former(papers.case, assignment) if assignment else None
    if assignment and former:
        return papers.plain(
            "Løpenummer {number}. {New_role} fra {from_day}: {named}. Tidligere {role}: {former}. Kontaktet:",
            number=papers.case.number,
            from_day=short(assignment.starts_on or assignment.named_at),
            named=papers.coordinator(assignment),
            former=papers.coordinator(former),
        )
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
