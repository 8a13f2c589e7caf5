"""The courier's side of the messages: which may leave now, and how each try ended."""

from collections.abc import Collection, Container
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import ColumnElement, Row, Select, Update, and_, bindparam, case, false, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.casework.deadlines import oslo_date
from bot.casework.model import PersonId
from bot.storage.columns import Date, Instant
from bot.storage.directory import read_roll
from bot.storage.engine import undoable
from bot.storage.messages import Posted, read_posted
from bot.storage.tables import Channel, State, chats, messages
from bot.wire import Address

if TYPE_CHECKING:
    from bot.storage.work import Work

waiting = messages.c.state.in_([State.PENDING, State.REDRAW])
NOW = bindparam("now", type_=Instant)
TODAY = bindparam("today", type_=Date)
IS_FREE = or_(messages.c.lease_until.is_(None), messages.c.lease_until <= NOW)
"""No courier holds the message."""
ahead = messages.alias("ahead")
failed_before = ahead.c.attempts > 0
"""A message that waits for its next try holds back those behind it: order matters more than haste."""


def first_of(which: ColumnElement[bool]) -> Select[Any]:
    """The first new message of these in each chat: what is redrawn has its place already, and holds nothing back.

    Reckoned for all chats at once, for a long line in one of them would be gone through anew for each message in it.
    """
    new = ahead.c.channel == Channel.CHAT, ahead.c.state == State.PENDING
    return select(ahead.c.person_id, func.min(ahead.c.id).label("id")).where(*new, which).group_by(ahead.c.person_id)


def but_behind(found: Select[Any], which: ColumnElement[bool]) -> Select[Any]:
    """Of the messages found, letters, what is redrawn, and new ones with none of these ahead of them in their chat."""
    first = first_of(which).subquery()
    holds_back = and_(messages.c.channel == Channel.CHAT, messages.c.state == State.PENDING, first.c.id < messages.c.id)
    return found.outerjoin(first, first.c.person_id == messages.c.person_id).where(or_(first.c.id.is_(None), ~holds_back))


first_in_chat = messages.c.id.in_(select(first_of(or_(ahead.c.try_at <= NOW, failed_before)).subquery().c.id))
"""What `but_behind` says, for whoever locks what is found: as a join, PostgreSQL took 200 ms for a claim among a thousand, and 8 so."""
in_time = or_(messages.c.state != State.PENDING, messages.c.reminding_on.is_(None), messages.c.reminding_on >= TODAY)
CHOOSE: Select[Any] = (
    select(messages, chats.c.service_url, chats.c.conversation_id)
    .outerjoin_from(messages, chats, and_(chats.c.person_id == messages.c.person_id, chats.c.open))
    .where(waiting, in_time, messages.c.try_at <= NOW, IS_FREE)
    .where(or_(messages.c.channel == Channel.MAIL, messages.c.state == State.REDRAW, first_in_chat))
    .order_by(messages.c.id)
    .limit(bindparam("limit"))
    .with_for_update(of=messages, skip_locked=True)
)
SELECT_CHAT = (
    select(messages.c.id)
    .where(messages.c.person_id == bindparam("person"), messages.c.channel == Channel.CHAT, messages.c.state == State.PENDING)
    .where(or_(messages.c.try_at <= NOW, messages.c.attempts > 0))
    .order_by(messages.c.id)
)
"""What is to leave in a chat, in its order, that which waits for another try included."""
instant = bindparam("instant", type_=Instant)
unheard = and_(messages.c.lease_until.is_not(None), messages.c.activity_id.is_(None))
"""A courier had the message and never said what came of it: it may have arrived. A redraw changes nothing if it did."""
TAKE = (
    update(messages)
    .where(messages.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        lease_until=bindparam("until", type_=Instant),
        stale=false(),
        first_tried_at=func.coalesce(messages.c.first_tried_at, instant),
        in_doubt=or_(messages.c.in_doubt, unheard),
        attempts=case((messages.c.lease_until.is_not(None), messages.c.attempts + 1), else_=messages.c.attempts),
    )
    .returning(messages)
)
late = and_(messages.c.state == State.PENDING, messages.c.reminding_on < TODAY, IS_FREE)
SELECT_LATE = select(messages).where(late).order_by(messages.c.id).limit(1)


def settling(*, final: bool) -> Update:
    """The message is out, and waits again only if it is stale and can still change."""
    again = and_(messages.c.stale, messages.c.channel == Channel.CHAT) if not final else false()
    out = {
        "state": case((again, State.REDRAW.value), else_=State.SENT.value),
        "final": final,
        "stale": false(),
        "attempts": 0,
        "in_doubt": false(),
        "first_tried_at": None,
        "lease_until": None,
    }
    return update(messages).where(messages.c.id == bindparam("_id")).values(out)


NOTE_ARRIVAL = (
    update(messages)
    .where(messages.c.id == bindparam("_id"), messages.c.activity_id.is_(None))
    .values(
        activity_id=bindparam("activity"),
        state=State.REDRAW,
        stale=messages.c.lease_until.is_not(None),
        attempts=0,
        in_doubt=false(),
        try_at=instant,
        first_tried_at=None,
        sent_at=instant,
        ended_why=None,
    )
)
LOCK_ACTIVITY = select(messages.c.activity_id).where(messages.c.id == bindparam("_id")).with_for_update()
SETTLE = {final: settling(final=final) for final in (False, True)}


def claim(work: "Work", now: datetime, limit: int, lease: timedelta) -> list[Posted]:
    """Take up to `limit` messages that may leave now, for the length of the lease: of what is new in a chat only the oldest.

    A reminder of a day that has passed is left for `unsaid`. A message whose lease ran out unheard is claimed again, in doubt and with one
    attempt more; one that was in doubt already is `spent`.
    """
    work.holds_messages = True
    when = {"now": now, "today": oslo_date(now)}
    rows = work.connection.execute(CHOOSE, {**when, "limit": limit}).all()
    if not rows:
        return []
    changed = work.connection.execute(TAKE, {"ids": [row.id for row in rows], "instant": now, "until": now + lease})
    fresh = {row.id: row for row in changed}
    return [read_claimed(row, fresh[row.id]) for row in rows]


def read_claimed(before: Row[Any], fresh: Row[Any]) -> Posted:
    """A message as it is now, with its address, and what only its row from before the claim tells."""
    address = Address(before.service_url, before.conversation_id) if before.service_url else None
    spent = before.in_doubt and before.lease_until is not None and before.activity_id is None
    return replace(read_posted(fresh, address), spent=spent)


def claim_added(work: "Work", person: PersonId, now: datetime, lease: timedelta, held: Container[int]) -> list[Posted]:
    """Take what this transaction has written to somebody, for the length of the lease; nothing, if what is ahead is not all `held`.

    Nobody else can see these messages yet, so nobody else can be taking them.
    """
    work.holds_messages = True
    added = work.added.get(person, ())
    taken: list[int] = []
    for id in work.connection.scalars(SELECT_CHAT, {"person": person, "now": now}):
        if id in added:
            taken.append(id)
        elif taken or id not in held:
            break
    if not taken:
        return []
    chat = read_roll(work).chats.get(person)
    rows = work.connection.execute(TAKE, {"ids": taken, "instant": now, "until": now + lease})
    return [read_posted(row, chat.address if chat and chat.open else None) for row in sorted(rows, key=lambda row: row.id)]


def unsaid(work: "Work", now: datetime) -> Posted | None:
    """A message that should have reminded on a day that has passed, which no courier holds."""
    row = work.connection.execute(SELECT_LATE, {"now": now, "today": oslo_date(now)}).one_or_none()
    return read_posted(row) if row else None


def postpone(work: "Work", id: int, at: datetime) -> None:
    """A message waits until an instant, and holds nothing back; when it was tried first is remembered."""
    was_tried = messages.c.attempts > 0
    first = case((was_tried, messages.c.first_tried_at), else_=None)
    waits = {"try_at": at, "lease_until": None, "attempts": 0, "first_tried_at": first}
    work.connection.execute(update(messages).where(messages.c.id == id).values(waits))


# ---- how a try ended


def note_arrival(work: "Work", id: int, activity_id: str, now: datetime) -> None:
    """A message whose arrival nobody had heard of is in the chat under that id: it is redrawn as it is now, and never sent again.

    A courier that has it right now keeps it, and redraws it when its own try has ended. One that was dropped stays so where the person
    has had another reminder that day, be it one that was written in this very instant: only the table's own key sees that.
    """
    with suppress(IntegrityError), undoable(work.connection):
        work.connection.execute(NOTE_ARRIVAL, {"_id": id, "activity": activity_id, "instant": now})


def has_arrived(work: "Work", id: int) -> bool:
    """Whether somebody has pressed a card of a message while it was being sent. The message is locked, so that it stays so."""
    work.holds_messages = True
    return work.connection.scalar(LOCK_ACTIVITY, {"_id": id}) is not None


def finish_send(work: "Work", id: int, *, activity_id: str | None, shown: str, final: bool, now: datetime) -> None:
    """The message was sent; it is redrawn at once when what it shows changed on the way. Without an id, a press may have told of one."""
    known = {"activity_id": activity_id} if activity_id else {}
    settle(work, id, shown=shown, final=final, sent_at=now, **known)


def finish_update(work: "Work", id: int, *, shown: str, final: bool) -> None:
    """The message was redrawn, and is so again when what it shows changed on the way."""
    settle(work, id, shown=shown, final=final)


def settle(work: "Work", id: int, *, final: bool, **values: Any) -> None:
    """Note that the message is out, and what it shows."""
    work.connection.execute(SETTLE[final], {"_id": id, **values})


def retry(work: "Work", id: int, *, at: datetime, in_doubt: bool) -> None:
    """The try failed: again at an instant. In doubt, once said, stays said until the message is out."""
    again: dict[str, Any] = {"try_at": at, "lease_until": None, "attempts": messages.c.attempts + 1}
    work.connection.execute(update(messages).where(messages.c.id == id).values(again | ({"in_doubt": True} if in_doubt else {})))


def drop(work: "Work", id: int, why: str) -> None:
    """The message no longer matters and was never sent; the person's reminder of the day is free again."""
    end(work, id, State.DROPPED, why)


def give_up(work: "Work", id: int, state: Literal["unreachable", "failed"], why: str) -> None:
    """The message cannot be delivered, or not redrawn."""
    end(work, id, State(state), why)


def end(work: "Work", id: int, state: State, why: str) -> None:
    """The message waits no more."""
    work.holds_messages = True
    work.reminders.forget()
    work.connection.execute(update(messages).where(messages.c.id == id).values(state=state, ended_why=why[:200], lease_until=None))


def anything_lost(work: "Work", people: Collection[PersonId]) -> bool:
    """Whether something could not reach any of these people, and waits until they have a chat again."""
    lost = messages.c.person_id.in_(people), messages.c.state == State.UNREACHABLE, messages.c.channel == Channel.CHAT
    return bool(work.connection.scalar(select(select(messages.c.id).where(*lost).exists())))


# ---- how much waits


def next_send(work: "Work") -> datetime | None:
    """When a message may be claimed next: the earliest try, or lease that ends, of all that is not held back by one ahead of it."""
    when = select(func.min(func.coalesce(messages.c.lease_until, messages.c.try_at))).where(waiting)
    found: datetime | None = work.connection.scalar(but_behind(when, or_(failed_before, ahead.c.lease_until.is_not(None))))
    return found


def waiting_now(work: "Work", now: datetime) -> int:
    """How many messages can leave without the clock being moved, those under way included."""
    due = select(func.count()).select_from(messages).where(waiting, messages.c.try_at <= now)
    return work.connection.scalar(but_behind(due, and_(failed_before, ahead.c.try_at > now))) or 0
