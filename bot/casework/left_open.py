"""What somebody should have ticked off by now: it is told of once, in the day's overview (S0-14, S0-29, S4-27)."""

from collections.abc import Iterator
from datetime import date, datetime

from bot.casework.deadlines import oslo_date
from bot.casework.model import Case
from bot.casework.situation import Situation


def oldest_left(case: Case, situation: Situation, *, ke: bool) -> date | None:
    """Since when the oldest thing has been open that is told of by now; None when nothing is, or the municipality never tells."""
    return min((since for since, told_on in list_left(case, situation, ke=ke) if told_on <= situation.today), default=None)


def is_left_since(case: Case, since: datetime | None, situation: Situation, *, ke: bool) -> bool:
    """Whether the day has come, after the reader's last overview, on which something that is still open is told of."""
    days = (told_on for _, told_on in list_left(case, situation, ke=ke))
    return any(day <= situation.today and (since is None or oslo_date(since) < day) for day in days)


def list_left(case: Case, situation: Situation, *, ke: bool) -> Iterator[tuple[date, date]]:
    """For everything that is not ticked off: since when it has been open, and the day on which that is told."""
    after = situation.municipality.deadlines.left_open_after
    if not after:
        return
    for began in list_open(case, ke=ke):
        yield began, situation.calendar.after(began, after)


def list_open(case: Case, *, ke: bool) -> Iterator[date]:
    """When each thing began that is not ticked off: KE's duties, or what the unit still has to do for the coordinator it named."""
    if ke:
        yield from (oslo_date(duty.created_at) for duty in case.open_duties())
        return
    newest = case.newest_assignment
    if newest and newest.ended_at is None and not (newest.informed_at and newest.access_at):
        yield oslo_date(newest.named_at)
