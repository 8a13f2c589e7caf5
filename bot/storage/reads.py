"""Who has seen what of the cases: lines of the audit trail beside those that tell of changes, sealed and kept as they are."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from bot.casework.model import PersonId
from bot.casework.seeing import Seen
from bot.storage.tables import events

if TYPE_CHECKING:
    from bot.storage.work import Work

SEEN = "seen"
INSERT_SEEN = insert(events)


def note_seen(work: "Work", seen: Seen, by: PersonId | None, now: datetime) -> None:
    """Add a line to the trail; only the ids of cases, and no løpenummer."""
    data: dict[str, Any] = {"what": seen.what}
    data |= {"cases": list(seen.listed)} if seen.listed else {}
    data |= {"account": seen.account} if seen.account else {}
    row = {"case_id": seen.case, "at": now, "actor": by, "role": seen.role, "kind": SEEN, "data": data}
    work.connection.execute(INSERT_SEEN, row)
