"""The chain of the audit trail: each line is sealed with a digest of itself and of the seal before it, so that a gap or a change shows.

Lines are written with what they tell of and chained at the next tick, so that no turn waits for another's place in the chain.
"""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, bindparam, func, insert, select

from bot.storage.statements import count_up
from bot.storage.tables import events, seals, unsealed

if TYPE_CHECKING:
    from bot.storage.work import Work

oldest = select(unsealed.c.event_id).order_by(unsealed.c.event_id).limit(bindparam("limit"))
UNSEALED: Select[Any] = select(events).where(events.c.id.in_(oldest)).order_by(events.c.id)


def seal(work: "Work", limit: int) -> int:
    """Chain the oldest lines that are not chained yet, and say how many there were."""
    if work.connection.execute(UNSEALED, {"limit": 1}).first() is None:
        return 0
    count_up(work.connection, "seal")  # held until the commit: one replica chains at a time, and sees what the one before it chained
    position, before = newest_seal(work)
    rows = []
    for line in work.connection.execute(UNSEALED, {"limit": limit}):
        position, before = position + 1, digest(before, line)
        rows.append({"position": position, "event_id": line.id, "digest": before})
    if rows:
        work.connection.execute(insert(seals), rows)
    return len(rows)


def newest_seal(work: "Work") -> tuple[int, str]:
    """The place and the digest of the last seal; 0 and nothing before the first."""
    newest = select(seals.c.position, seals.c.digest).where(seals.c.position == select(func.max(seals.c.position)).scalar_subquery())
    found = work.connection.execute(newest).first()
    return (found.position, found.digest) if found else (0, "")


def digest(before: str, line: Row[Any]) -> str:
    """SHA-256 of the seal before and of all that the line says, the same in both kinds of database."""
    said = [before, line.id, line.case_id, line.at.isoformat(), line.actor, line.kind, line.data]
    said += [] if line.role is None else [line.role]  # lines from before roles were kept are sealed without
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
