"""How fast all replicas together have sent: one row, which whoever takes messages holds until its transaction ends."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, bindparam, or_, select, update

from bot.storage.statements import insert_new
from bot.storage.tables import pace

if TYPE_CHECKING:
    from bot.storage.work import Work

ONLY = 1
FIRST = insert_new(pace)
SELECT_PACE = select(pace.c.sent, pace.c.rest_until, pace.c.chats).where(pace.c.id == ONLY)
LOCK_PACE = SELECT_PACE.with_for_update()
LOCK_FREE_PACE = SELECT_PACE.with_for_update(skip_locked=True)

KEEP = update(pace).where(pace.c.id == ONLY).values(sent=bindparam("sent"), chats=bindparam("chats"))

SharedPace = tuple[tuple[datetime, ...], datetime | None, dict[str, tuple[datetime, ...]]]
"""When the last messages left, in order; until when nobody sends; and when the last ones left in each chat, by its id in Teams."""


def shared_pace(work: "Work") -> SharedPace:
    """The pace of all replicas, locked until the transaction ends."""
    row = work.connection.execute(LOCK_PACE).one_or_none()
    if row is None:
        begin(work)
        row = work.connection.execute(LOCK_PACE).one()
    return read_pace(row)


def free_pace(work: "Work") -> SharedPace | None:
    """The same, unless somebody else holds it."""
    row = work.connection.execute(LOCK_FREE_PACE).one_or_none()
    if row is None:
        begin(work)
        row = work.connection.execute(LOCK_FREE_PACE).one_or_none()
    return read_pace(row) if row else None


def read_pace(row: Row[*tuple[Any, ...]]) -> SharedPace:
    """The pace from its row."""
    return read_instants(row.sent), row.rest_until, {chat: read_instants(sent) for chat, sent in (row.chats or {}).items()}


def read_instants(written: Sequence[str]) -> tuple[datetime, ...]:
    """Instants from their text."""
    return tuple(datetime.fromisoformat(at) for at in written)


def write_instants(instants: Sequence[datetime]) -> list[str]:
    """Instants as they are kept."""
    return [at.astimezone(UTC).isoformat() for at in instants]


def keep_pace(work: "Work", sent: Sequence[datetime], chats: Mapping[str, Sequence[datetime]]) -> None:
    """Keep when the last messages left, and when in each chat."""
    kept = {"sent": write_instants(sent), "chats": {chat: write_instants(instants) for chat, instants in chats.items()}}
    work.connection.execute(KEEP, kept)


def rest(work: "Work", until: datetime) -> None:
    """Nobody sends until then, or a later instant that is kept already."""
    begin(work)
    earlier = or_(pace.c.rest_until.is_(None), pace.c.rest_until < until)
    work.connection.execute(update(pace).where(pace.c.id == ONLY, earlier).values(rest_until=until))


def begin(work: "Work") -> None:
    """The row, when it is not there yet."""
    work.connection.execute(FIRST[work.connection.dialect.name], {"id": ONLY, "sent": []})
