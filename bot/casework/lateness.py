"""What becomes of a message whose turn comes later than it was meant to: after an outage, or when Teams would not take it."""

from datetime import datetime, timedelta

from bot.casework.deadlines import WorkCalendar, next_working_instant
from bot.casework.municipality import Deadlines
from bot.casework.outcome import Kind

BY_THE_CLOCK = frozenset(
    {
        Kind.REMINDING,
        Kind.UNREAD_MAIL,
        Kind.OVERDUE,
        Kind.THREE_MONTHS,
        Kind.STAFFING,
        Kind.DIGEST,
        Kind.ROUND,
        Kind.COURSE,
        Kind.YEARLY_TASK,
    }
)
"""What nobody asked for at that moment, and what therefore keeps to the hours."""
DIGEST_LASTS = timedelta(hours=4)


def leaves_at(kind: Kind, due_at: datetime, now: datetime, rules: Deadlines) -> datetime | None:
    """When a message that is due leaves: now, or when the hours begin again after those it missed; None when it is too late for it."""
    if kind is Kind.DIGEST and now > due_at + DIGEST_LASTS:
        return None
    calendar = WorkCalendar.of(rules)
    kept_hours = kind in BY_THE_CLOCK and next_working_instant(due_at, rules.hours, calendar) == due_at
    return next_working_instant(now, rules.hours, calendar) if kept_hours else now
