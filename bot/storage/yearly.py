"""Invitations, their answers, and ticks of yearly tasks within one transaction."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.casework.inviting import Answers, Attendance, Invitation, InvitationId
from bot.casework.model import PersonId
from bot.casework.yearly_tasks import Tick
from bot.storage.statements import count_up, insert_into
from bot.storage.tables import invitations, invited, yearly_ticks

if TYPE_CHECKING:
    from bot.storage.work import Work

INVITATION_COLUMNS = tuple(field.name for field in fields(Invitation))
SELECT_INVITATIONS = select(*(invitations.c[name] for name in INVITATION_COLUMNS))


def next_invitation_id(work: "Work") -> InvitationId:
    """An id that no invitation has had."""
    return count_up(work.connection, "invitation")


def read_invitation(work: "Work", id: InvitationId) -> Invitation | None:
    """The invitation, locked until the transaction ends if it may write and holds no messages."""
    chosen = SELECT_INVITATIONS.where(invitations.c.id == id)
    row = work.connection.execute(chosen.with_for_update() if work.writes and not work.holds_messages else chosen).one_or_none()
    return Invitation(*row) if row else None


def newest_invitation(work: "Work", person: PersonId | None = None) -> InvitationId | None:
    """The invitation that was sent last, to a person if one is given."""
    chosen = select(invitations.c.id).where(invitations.c.sent_at.is_not(None)).order_by(invitations.c.id.desc()).limit(1)
    if person is not None:
        chosen = chosen.join(invited).where(invited.c.person_id == person)
    found: InvitationId | None = work.connection.scalar(chosen)
    return found


def standing_invitations(work: "Work", today: date) -> tuple[Invitation, ...]:
    """What was sent, not called off, and lies ahead."""
    ahead = invitations.c.sent_at.is_not(None), invitations.c.cancelled_at.is_(None), invitations.c.on > today
    return tuple(Invitation(*row) for row in work.connection.execute(SELECT_INVITATIONS.where(*ahead).order_by(invitations.c.id)))


def add_invitation(work: "Work", invitation: Invitation) -> None:
    """Keep a new draft."""
    work.connection.execute(insert(invitations).values({name: getattr(invitation, name) for name in INVITATION_COLUMNS}))


def save_invitation(work: "Work", invitation: Invitation) -> None:
    """Keep that it was sent or called off."""
    changed = {"sent_at": invitation.sent_at, "cancelled_at": invitation.cancelled_at}
    work.connection.execute(update(invitations).where(invitations.c.id == invitation.id).values(changed))


def invite(work: "Work", id: InvitationId, people: Iterable[PersonId]) -> None:
    """Keep whom it was sent to."""
    work.connection.execute(insert(invited), [{"invitation_id": id, "person_id": person} for person in people])


def read_answers(work: "Work", id: InvitationId) -> Answers:
    """Everybody who was invited, with what they answered."""
    chosen = select(invited.c.person_id, invited.c.answer).where(invited.c.invitation_id == id).order_by(invited.c.person_id)
    return {row.person_id: row.answer for row in work.connection.execute(chosen)}


def save_answer(work: "Work", id: InvitationId, person: PersonId, answer: Attendance, now: datetime) -> None:
    """Keep somebody's answer."""
    own = invited.c.invitation_id == id, invited.c.person_id == person
    work.connection.execute(update(invited).where(*own).values(answer=answer, answered_at=now))


# ---- yearly tasks


def read_tick(work: "Work", task: str, year: int) -> Tick | None:
    """Whether a year's task is done."""
    row = work.connection.execute(select(yearly_ticks).where(yearly_ticks.c.task == task, yearly_ticks.c.year == year)).one_or_none()
    return Tick(row.task, row.year, row.done_on, row.done_by, row.ticked_at) if row else None


def save_tick(work: "Work", tick: Tick) -> None:
    """Keep that it is done; who was first stays."""
    values = {field.name: getattr(tick, field.name) for field in fields(Tick)}
    work.connection.execute(insert_into(work.connection, yearly_ticks).values(values).on_conflict_do_nothing())


def forget_tick(work: "Work", task: str, year: int) -> None:
    """It is not done."""
    work.connection.execute(delete(yearly_ticks).where(yearly_ticks.c.task == task, yearly_ticks.c.year == year))
