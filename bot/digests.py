"""The day's digests: who gets one, decided once each working day; what stands in it is gathered when it is sent."""

from datetime import UTC, datetime, timedelta

import structlog

from bot.casework.deadlines import WorkCalendar, oslo_date, oslo_instant
from bot.casework.lateness import DIGEST_LASTS
from bot.casework.model import Case, PersonId, Role
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Message
from bot.casework.overview import GROUPS, Group
from bot.casework.situation import Situation
from bot.casework.stages import What, ahead_of_request
from bot.crashpoints import reach
from bot.storage.store import Work

log = structlog.get_logger()

MARK = "digest"
QUIET = frozenset({"reminded", "mailed"})
"""What the clock does on its way without anything having changed for the reader."""
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def next_digest(municipality: Municipality, marked: str | None, now: datetime) -> datetime:
    """The next instant at which digests are decided."""
    rules = municipality.deadlines
    calendar = WorkCalendar.of(rules)
    today = oslo_date(now)
    day = calendar.on_or_after(today)
    if marked == today.isoformat() or now > oslo_instant(day, rules.digest_at) + DIGEST_LASTS:
        day = calendar.after(today)
    return oslo_instant(day, rules.digest_at)


def send_due(work: Work, municipality: Municipality, now: datetime) -> None:
    """Decide today's digests if it is time and it was not done; more than four hours late they are left out."""
    rules = municipality.deadlines
    today = oslo_date(now)
    due = oslo_instant(today, rules.digest_at)
    if not WorkCalendar.of(rules).is_working(today) or now < due or work.marked(MARK) == today.isoformat():
        return
    work.mark(MARK, today.isoformat())
    if now > due + DIGEST_LASTS:
        log.warning("digest_skipped", day=today.isoformat())
        return
    situation = Situation(now, None, municipality, work.directory())
    for reader in work.digest_readers(today):
        since = work.last_digest(reader)
        if is_worth_sending(work, reader, since, situation):
            data = {"since": since.isoformat() if since else None}
            work.post(Message(f"digest/{today}/p{reader}", Kind.DIGEST, reader, now, reminding_on=today, data=data), now)
            reach("digest/written")


def is_worth_sending(work: Work, reader: PersonId, since: datetime | None, situation: Situation) -> bool:
    """Only when something changed or is due within the profile's days; a leader who is reminded today gets that instead."""
    roles = work.roles(reader)
    ke = Role.KE in roles
    groups = next((GROUPS[role] for role in Role if role in roles), ())
    overview = work.overview(reader, groups, situation.today, since, 50)
    if not ke and any(
        is_reminded_today(case, situation) for group in (Group.OVERDUE, Group.WAITING) for case in overview.cases.get(group, ())
    ):
        return False
    if not any(overview.counts.values()):
        return False
    if work.changed_since(reader, since or BEGINNING, QUIET):
        return True
    last = situation.today + timedelta(days=situation.municipality.deadlines.digest_horizon_days)
    waiting = any(case.request and situation.today <= case.request.deadline <= last for case in overview.cases.get(Group.WAITING, ()))
    return waiting or any(situation.today <= case.appoint_by <= last for case in overview.cases.get(Group.THREE_MONTHS, ()))


def is_reminded_today(case: Case, situation: Situation) -> bool:
    """Whether a stage of the case's request falls on today."""
    if case.request is None:
        return False
    stages = ahead_of_request(case.request, situation)
    return any(oslo_date(stage.at) <= situation.today and stage.what in (What.REMIND, What.OVERDUE, What.MAIL) for stage in stages)
