"""What a coordinator writes in the journal at the end: the need has ended, or somebody else takes over (S0-45, process.md §7.7)."""

from bot.casework.model import Assignment
from bot.texts.papers import Papers, find_successor, short


def write_end(papers: Papers, *, clarified: bool) -> str:
    """The end of the need, as its coordinator journals it; why stands in the journal alone, and a death needs no talk."""
    case = papers.case
    own = case.assignment or case.newest_assignment
    ended = papers.plain(
        "Løpenummer {number}\n{Role}: {named}\nOppdraget er meldt avsluttet {day}. {KE} har fått beskjed.",
        number=case.number,
        named=papers.coordinator(own) if own else papers.plain("[navn]"),
        day=short(case.closing.reported_at if case.closing else papers.today),
    )
    talked = papers.plain("Det er ikke lenger behov. Avklart med {the_user} eller {relatives}: [dato]")
    return "\n".join((ended, *((talked,) if clarified else ()), papers.plain("Grunn: [skriv her]")))


def write_handed_on(papers: Papers, old: Assignment) -> str:
    """Another coordinator takes over; what was handed on is the journal's own matter."""
    new = find_successor(papers.case, old)
    return papers.plain(
        "Løpenummer {number}\n{Role} til nå: {old}\n{New_role} fra {day}: {new}\n"
        "Overført i møte: [dato]\nKontakt med {the_user} eller {relatives} om byttet: [dato]",
        number=papers.case.number,
        old=papers.coordinator(old),
        new=papers.coordinator(new) if new else papers.plain("[navn]"),
        day=short((new.starts_on or new.named_at) if new else None),
    )
