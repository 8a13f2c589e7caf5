"""Closed cases on their way out: what the archive has, and what may leave the bot. The trail of a case stays."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, String, and_, cast, delete, false, or_, select, update

from bot.casework.model import CaseId
from bot.casework.outcome import Event
from bot.casework.seeing import TrailRole
from bot.storage.cases import append_events
from bot.storage.tables import cases, dialogs, events, messages, metadata

if TYPE_CHECKING:
    from bot.storage.work import Work

PARTS = tuple(table for table in metadata.sorted_tables if "case_id" in table.c and table is not events)
"""Every table with rows about a case, but for the trail."""


def mark_archived(work: "Work", written: Mapping[CaseId, int], now: datetime) -> None:
    """The archive has these cases, as they were at these versions; one that was changed since is not archived."""
    for case, version in written.items():
        as_written = cases.c.id == case, cases.c.version == version
        work.connection.execute(update(cases).where(*as_written).values(archived_at=now))


def may_go(before: datetime) -> ColumnElement[bool]:
    """Closed before an instant, and the archive has it as it is now."""
    return and_(cases.c.closed_at < before, cases.c.archived_at.is_not(None))


def purgeable_cases(work: "Work", before: datetime) -> list[CaseId]:
    """The cases that were closed before an instant and that the archive has as they are now."""
    return list(work.connection.scalars(select(cases.c.id).where(may_go(before)).order_by(cases.c.id)))


def purge_cases(work: "Work", some: Sequence[CaseId], before: datetime, account: str, now: datetime) -> int:
    """Remove every row about those of some cases that still may go, but for the trail, which gets a line more; says how many went.

    Questions, forms and talks that name the løpenummer go too, where no other case has it.
    """
    chosen = select(cases.c.id, cases.c.number).where(may_go(before), cases.c.id.in_(some)).order_by(cases.c.id).with_for_update()
    going = {row.id: row.number for row in work.connection.execute(chosen)}
    for table in PARTS:
        work.connection.execute(delete(table).where(table.c.case_id.in_(going)))
    work.connection.execute(delete(cases).where(cases.c.id.in_(going)))
    still = set(work.connection.scalars(select(cases.c.number).where(cases.c.number.in_(going.values()))))
    forget_numbers(work, set(going.values()) - still)
    for case in going:
        append_events(work, case, [Event("purged", {"account": account})], None, now, role=TrailRole.COMMAND_LINE)
    return len(going)


def forget_numbers(work: "Work", numbers: Collection[str]) -> None:
    """Remove what names a løpenummer, as JSON has it, without being a case's own: questions, forms, and talks under way."""

    def named_in(column: ColumnElement[Any]) -> ColumnElement[bool]:
        return or_(false(), *(cast(column, String).contains(f'"{number}"', autoescape=True) for number in numbers))

    work.connection.execute(delete(messages).where(messages.c.case_id.is_(None), named_in(messages.c.data)))
    work.connection.execute(delete(dialogs).where(named_in(dialogs.c.state)))
