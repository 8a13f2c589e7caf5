"""Invitations within one transaction: drafted, sent, answered, called off, and reminded of once by the clock."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.casework import inviting as rules
from bot.casework.deadlines import WorkCalendar
from bot.casework.inviting import AnswerInvitation, CancelInvitation, Command, DraftInvitation, SendInvitation
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Refusal, Why
from bot.casework.situation import Situation
from bot.storage.store import Work


def carry_out(work: Work, command: Command, situation: Situation) -> Refusal | Mapping[str, Any]:
    """Decide, and keep what was decided; gives what the pressed card shows from now on."""
    if isinstance(command, DraftInvitation):
        return draft(work, command, situation)
    invitation = work.invitation(command.invitation)
    if invitation is None:
        return Refusal(Why.INVITATION_NOT_FOUND)
    answers = work.invitation_answers(invitation.id)
    match command:
        case AnswerInvitation():
            refused = rules.answer(invitation, answers, command, situation)
            if refused:
                return refused
            work.save_invitation_answer(invitation.id, situation.by, command.answer, situation.now)
            work.redraw_kind(Kind.INVITATION, {situation.by, *situation.directory.ke()})
            return {}
        case SendInvitation():
            people, _ = rules.find_receivers((person for person, _ in work.coordinators_since()), situation.directory)
            outcome = rules.send(invitation, people, situation)
            if not isinstance(outcome, Refusal):
                work.invite(invitation.id, people)
        case CancelInvitation():
            outcome = rules.cancel(invitation, answers, situation)
    if isinstance(outcome, Refusal):
        return outcome
    changed, messages = outcome
    work.save_invitation(changed)
    for message in messages:
        work.post(message, situation.now)
    work.redraw_kind(Kind.INVITATION)
    return {}


def draft(work: Work, command: DraftInvitation, situation: Situation) -> Refusal | Mapping[str, Any]:
    """A new draft; the form that was pressed becomes its preview."""
    invitation = rules.draft(command, work.next_invitation_id(), situation)
    if isinstance(invitation, Refusal):
        return invitation
    work.add_invitation(invitation)
    return {"invitation": invitation.id, "form": None}


# ---- the clock


def run(work: Work, situation: Situation) -> None:
    """Remind, once, those who have not answered."""
    gathering = situation.municipality.gathering
    for invitation in work.standing_invitations(situation.today) if gathering else ():
        for message in rules.remind(invitation, work.invitation_answers(invitation.id), gathering, situation) if gathering else ():
            work.post(message, situation.now)


def next_days(work: Work, municipality: Municipality, first: date) -> Iterator[date]:
    """Each day from a reminder's on, while somebody has not answered."""
    gathering, calendar = municipality.gathering, WorkCalendar.of(municipality.deadlines)
    for invitation in work.standing_invitations(first) if gathering else ():
        day = rules.reminder_day(invitation, gathering, calendar) if gathering else None
        if day and None in work.invitation_answers(invitation.id).values():
            yield max(day, first)
