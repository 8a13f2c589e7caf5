"""Short notes that keep things from being done twice or forgotten: activities seen, dialogs under way, routine marks."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select

from bot.casework.model import PersonId
from bot.storage.statements import count_up, insert_into, insert_new, insert_or_change
from bot.storage.tables import dialogs, inbox, marks

if TYPE_CHECKING:
    from bot.storage.work import Work

INSERT_SEEN = insert_new(inbox)
SELECT_DIALOG = select(dialogs).where(dialogs.c.person_id == bindparam("person"))
END_DIALOG = delete(dialogs).where(dialogs.c.person_id == bindparam("person"))
KEEP_DIALOG = insert_or_change(dialogs, ("person_id",))
KEEP_MARK = insert_or_change(marks, ("name",))


def is_new(work: "Work", key: str, now: datetime) -> bool:
    """Note that an activity was received; False when it was received before."""
    return work.connection.execute(INSERT_SEEN[work.connection.dialect.name], {"key": key, "seen_at": now}).rowcount == 1


def forget_inbox(work: "Work", before: datetime) -> int:
    """Forget activities received before an instant; says how many."""
    return work.connection.execute(delete(inbox).where(inbox.c.seen_at < before)).rowcount


def read_dialog(work: "Work", person: PersonId) -> tuple[dict[str, Any], datetime] | None:
    """The dialog under way with a person, and when it was last kept."""
    row = work.connection.execute(SELECT_DIALOG, {"person": person}).one_or_none()
    return (row.state, row.kept_at) if row else None


def keep_dialog(work: "Work", person: PersonId, state: dict[str, Any] | None, now: datetime) -> None:
    """Keep where the dialog stands; None ends it."""
    if state is None:
        work.connection.execute(END_DIALOG, {"person": person})
    else:
        work.connection.execute(KEEP_DIALOG[work.connection.dialect.name], {"person_id": person, "state": state, "kept_at": now})


def try_writing(work: "Work") -> None:
    """Write what nobody reads: that a database is full, locked or read-only shall not be found out by somebody's message."""
    count_up(work.connection, "writing_tried")


def set_mark(work: "Work", name: str, value: str) -> bool:
    """Note how far a routine has come under a name, such as the day of the digest; False when somebody has come that far already."""
    new = insert_into(work.connection, marks).values(name=name, value=value)
    further = new.on_conflict_do_update(index_elements=["name"], set_={"value": value}, where=marks.c.value < value)
    return work.connection.execute(further).rowcount == 1


def keep_mark(work: "Work", name: str, value: str) -> None:
    """Note something under a name, whatever was there."""
    work.connection.execute(KEEP_MARK[work.connection.dialect.name], {"name": name, "value": value})


def read_mark(work: "Work", name: str) -> str | None:
    """What was last noted under a name."""
    return work.connection.scalar(select(marks.c.value).where(marks.c.name == name))
