"""Invitations to every coordinator: the yearly gathering, theme days and other offers (S0-35, S0-28, S1-15).

KE makes a draft, sees how many get it, and sends it; each answers yes, no or perhaps, and is reminded once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from bot.casework.deadlines import WorkCalendar, oslo_date
from bot.casework.model import Directory, PersonId
from bot.casework.outcome import Kind, Message, Refusal, Why
from bot.casework.situation import Situation
from bot.casework.yearly_rules import GatheringRules

InvitationId = int


class Attendance(StrEnum):
    """What somebody answers."""

    YES = "yes"
    NO = "no"
    PERHAPS = "perhaps"


@dataclass(frozen=True, slots=True)
class Invitation:
    """One invitation. `place` is a place or an https address; `topic` is about the subject and never about a user."""

    id: InvitationId
    kind: str
    on: date
    place: str
    made_by: PersonId
    made_at: datetime
    at: time | None = None
    topic: str | None = None
    sent_at: datetime | None = None
    cancelled_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Sent, and not called off."""
        return self.sent_at is not None and self.cancelled_at is None


Answers = Mapping[PersonId, Attendance | None]
"""Everybody who was invited, with what they answered."""


# ---- what somebody wants done


@dataclass(frozen=True, slots=True)
class DraftInvitation:
    """KE writes an invitation; nobody gets it yet."""

    kind: str
    on: date
    place: str
    at: time | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class SendInvitation:
    """KE sends it to every coordinator who can be reached."""

    invitation: InvitationId


@dataclass(frozen=True, slots=True)
class CancelInvitation:
    """KE calls it off; whoever has not said no is told."""

    invitation: InvitationId


@dataclass(frozen=True, slots=True)
class AnswerInvitation:
    """A coordinator's answer; the newest holds."""

    invitation: InvitationId
    answer: Attendance


Command = DraftInvitation | SendInvitation | CancelInvitation | AnswerInvitation


def draft(command: DraftInvitation, id: InvitationId, situation: Situation) -> Invitation | Refusal:
    """A new draft under a free id."""
    rules = situation.municipality.gathering
    if not situation.is_ke:
        return Refusal(Why.ONLY_KE)
    if rules is None:
        return Refusal(Why.NOT_OFFERED_HERE)
    if command.kind not in {kind.code for kind in rules.kinds}:
        return Refusal(Why.BAD_REASON)
    if command.on < situation.today:
        return Refusal(Why.DATE_PAST)
    return Invitation(id, command.kind, command.on, command.place, situation.by, situation.now, command.at, command.topic)


def find_receivers(coordinators: Iterable[PersonId], directory: Directory) -> tuple[tuple[PersonId, ...], tuple[PersonId, ...]]:
    """The coordinators who can be reached in Teams, and those who cannot."""
    found = [person for person in coordinators if directory.people[person].active]
    reached = tuple(person for person in found if directory.people[person].has_chat)
    return reached, tuple(person for person in found if not directory.people[person].has_chat)


def send(invitation: Invitation, receivers: Iterable[PersonId], situation: Situation) -> tuple[Invitation, tuple[Message, ...]] | Refusal:
    """The draft sent, once, with a card to each receiver."""
    people = tuple(receivers)
    if not situation.is_ke:
        return Refusal(Why.ONLY_KE)
    if invitation.sent_at or invitation.cancelled_at:
        return Refusal(Why.NOTHING_TO_DO)
    if invitation.on < situation.today:
        return Refusal(Why.DATE_PAST)
    if not people:
        return Refusal(Why.NOBODY_TO_INVITE)
    return replace(invitation, sent_at=situation.now), tuple(tell(invitation, "", people, situation))


def cancel(invitation: Invitation, answers: Answers, situation: Situation) -> tuple[Invitation, tuple[Message, ...]] | Refusal:
    """Called off: a draft is dropped without a word, else everybody who has not said no is told."""
    if not situation.is_ke:
        return Refusal(Why.ONLY_KE)
    if invitation.cancelled_at:
        return Refusal(Why.NOTHING_TO_DO)
    if invitation.on < situation.today:
        return Refusal(Why.INVITATION_OVER)
    coming = [person for person, answer in answers.items() if answer is not Attendance.NO]
    return replace(invitation, cancelled_at=situation.now), tuple(tell(invitation, "/cancelled", coming, situation))


def answer(invitation: Invitation, answers: Answers, command: AnswerInvitation, situation: Situation) -> Refusal | None:
    """Whether the answer counts: from somebody who was invited, until the day is over."""
    if situation.by not in answers:
        return Refusal(Why.INVITATION_NOT_FOUND)
    if not invitation.stands or invitation.on < situation.today:
        return Refusal(Why.INVITATION_OVER)
    return Refusal(Why.NOTHING_TO_DO) if answers[situation.by] is command.answer else None


def tell(invitation: Invitation, occasion: str, people: Iterable[PersonId], situation: Situation) -> Iterator[Message]:
    """A card of the invitation to each of some people."""
    for person in people:
        key = f"invitation-{invitation.id}{occasion}/p{person}"
        yield Message(key, Kind.INVITATION, person, situation.now, data={"invitation": invitation.id})


def reminder_day(invitation: Invitation, rules: GatheringRules, calendar: WorkCalendar) -> date | None:
    """The working day from which whoever has not answered is reminded; None when it was sent too late for that."""
    if invitation.sent_at is None:
        return None
    day = calendar.before(invitation.on, rules.remind_before)
    return day if day > oslo_date(invitation.sent_at) else None


def remind(invitation: Invitation, answers: Answers, rules: GatheringRules, situation: Situation) -> Iterator[Message]:
    """One reminder to each who has not answered, tried each working day before it until the person's day is free."""
    day = reminder_day(invitation, rules, situation.calendar)
    if not invitation.stands or day is None or not day <= situation.today < invitation.on:
        return
    for message in tell(invitation, "/reminder", [person for person, answer in answers.items() if answer is None], situation):
        yield replace(message, reminding_on=situation.today, data={**message.data, "stage": True})
