"""Who comes to the gathering, as a list: everybody who was invited by the newest invitation, with the answer (S0-35)."""

from datetime import date

from bot.cards.invitation_view import GROUPS
from bot.casework.inviting import Invitation
from bot.casework.municipality import Municipality
from bot.registers.book import Cell, UnwritableFile
from bot.registers.register_list import Sheets
from bot.storage.store import Work
from bot.texts.words import Words


def make_attendance(work: Work, municipality: Municipality, today: date) -> Sheets:
    """A sheet of names, addresses and answers, those who come first. Raises UnwritableFile when nobody was invited yet."""
    newest = work.newest_invitation()
    invitation = work.invitation(newest) if newest is not None else None
    if invitation is None:
        raise UnwritableFile("Det er ikke sendt noen invitasjon ennå. Den må være sendt først.")
    words = Words(municipality.locale, municipality, today)
    answers, people, order = work.invitation_answers(invitation.id), work.directory().people, list(GROUPS)
    rows: list[list[Cell]] = [[tell_invitation(invitation, municipality, words)]]
    rows.append([words.plain("Navn"), words.plain("E-post"), words.plain("Svar")])
    for id in sorted(answers, key=lambda id: (order.index(answers[id]), people[id].name)):
        rows.append([people[id].name, people[id].email, words.plain(GROUPS[answers[id]])])
    return {words.plain("Hvem kommer"): rows}


def tell_invitation(invitation: Invitation, municipality: Municipality, words: Words) -> str:
    """'Koordinatortreff 10.12.2026', and whether it was called off."""
    kinds = municipality.gathering.kinds if municipality.gathering else ()
    kind = next((kind.pick(words.locale) for kind in kinds if kind.code == invitation.kind), words.plain("Invitasjon"))
    return f"{kind} {invitation.on:%d.%m.%Y}" + (f". {words.plain('Avlyst.')}" if invitation.cancelled_at else "")
