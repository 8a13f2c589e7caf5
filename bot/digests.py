"""The day's digests: who gets one, decided once each working day; what stands in it is gathered when it is sent."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import structlog

from bot.casework import following_up, training
from bot.casework.deadlines import WorkCalendar, oslo_date, oslo_instant
from bot.casework.handing_over import first_day_to_ask
from bot.casework.lateness import DIGEST_LASTS
from bot.casework.left_open import is_left_since
from bot.casework.model import Case, FactKind, PersonId, Role
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Message
from bot.casework.overview import GROUPS, Group, Overview
from bot.casework.situation import Situation
from bot.casework.stages import What, ahead_of_request
from bot.crashpoints import reach
from bot.logs import find_place
from bot.storage.engine import AWAY
from bot.storage.queries import BEGINNING
from bot.storage.store import Work

log = structlog.get_logger()

MARK = "digest"
FIRST = 50
"""How many cases of each group are looked at."""
QUIET = frozenset({"reminded", "mailed", "routed", "handover_routed", "counted", "count_confirmed"})
"""What the clock does on its way without anything having changed for the reader, and the yearly round, which has cards of its own."""
NOT_FOR_LEADERS = QUIET | {
    "taken", "ticked", "unticked", "welcomed", "warned", "three_months", "overdue",
    "started", "guidance_wanted", "fact_reported", "fact_undone", "capacity_reported", "discussion_wanted", "not_started",
    "handed_on", "checklist_reminded", "look_again_set", "looked_again",
}  # fmt: skip
"""What is KE's or the coordinator's own, and the deadline that passed, of which the leader heard on the day."""


def next_digest(municipality: Municipality, marked: str | None, now: datetime) -> datetime:
    """The next instant at which digests are decided."""
    rules = municipality.deadlines
    calendar = WorkCalendar.of(rules)
    today = oslo_date(now)
    day = calendar.on_or_after(today)
    if (marked or "") >= today.isoformat() or now > oslo_instant(day, rules.digest_at) + DIGEST_LASTS:
        day = calendar.after(today)
    return oslo_instant(day, rules.digest_at)


def send_due(work: Work, municipality: Municipality, now: datetime) -> None:
    """Decide today's digests if it is time and it was not done; more than four hours late they are left out."""
    rules = municipality.deadlines
    today = oslo_date(now)
    due = oslo_instant(today, rules.digest_at)
    if not WorkCalendar.of(rules).is_working(today) or now < due or not work.mark(MARK, today.isoformat()):
        return
    if now > due + DIGEST_LASTS:
        log.warning("digest_skipped", day=today.isoformat())
        return
    situation = Situation(now, None, municipality, work.directory())
    readers = work.digest_readers(today)
    earlier = work.last_digests(readers)
    for reader in readers:
        try:
            data = gather(work, reader, earlier.get(reader), situation)
        except AWAY:
            raise
        except Exception as error:  # a case that is broken costs its own readers theirs, and nobody else
            log.error("digest_cannot_be_gathered", person=reader, error=type(error).__name__, place=find_place(error))
            continue
        if data is not None:
            work.post(Message(f"digest/{today}/p{reader}", Kind.DIGEST, reader, now, reminding_on=today, data=data), now)
            reach("digest/written")


def gather(work: Work, reader: PersonId, since: datetime | None, situation: Situation) -> dict[str, Any] | None:
    """What the reader's digest is drawn from; None when there is nothing worth sending today."""
    roles = work.roles(reader)
    data: dict[str, Any] = {"since": since.isoformat() if since else None}
    coordinates = Role.COORDINATOR in roles and Role.KE not in roles
    own = work.overview(reader, (Group.MINE,), situation.today, since, FIRST).cases[Group.MINE] if coordinates else ()
    asked = [case.id for case in own if start_comes_up(case, reader, since, situation)]
    data |= {"asked": asked} if asked else {}
    if roles != {Role.COORDINATOR}:
        return data if asked or is_worth_sending(work, reader, roles, since, situation) else None
    if is_first_working_day(situation) and any(is_for_the_month(case, reader, situation) for case in own):
        return data | {"monthly": True}
    return data if asked or any(comes_up(case, reader, since, situation) for case in own) else None


# ---- KE and leaders


def is_worth_sending(work: Work, reader: PersonId, roles: frozenset[Role], since: datetime | None, situation: Situation) -> bool:
    """Only when something changed or is due within the profile's days; a leader who is reminded today gets that instead.

    Counts are asked for first, and cases read only where they decide.
    """
    ke = Role.KE in roles
    groups = next((GROUPS[role] for role in Role if role in roles), ())
    midnight = oslo_instant(situation.today + timedelta(days=1), time())
    if not ke and any(is_reminded_today(case, situation) for case in work.waiting_cases(reader, midnight)):
        return False
    if ke and is_training_due(work, situation):
        return True
    counts = work.overview(reader, groups, situation.today, since, 0).counts
    left = work.overview(reader, (Group.DUTIES,), situation.today, since, FIRST) if counts.get(Group.DUTIES) else Overview()
    if any(is_left_since(case, since, situation, ke=ke) for case in left.cases.get(Group.DUTIES, ())):
        return True
    if not any(counts.values()):
        return False
    if work.changed_since(reader, since or BEGINNING, QUIET if ke else NOT_FOR_LEADERS):
        return True
    rules = situation.municipality.handover
    near = tuple(group for group in (Group.WAITING, Group.THREE_MONTHS, Group.HANDOVERS) if counts.get(group))
    overview = work.overview(reader, near, situation.today, since, FIRST)
    due = [
        *(case.request.deadline for case in overview.cases.get(Group.WAITING, ()) if case.request and case.request.deadline),
        *(case.appoint_by for case in overview.cases.get(Group.THREE_MONTHS, ()) if case.appoint_by),
        *(case.handover.wanted_on for case in overview.cases.get(Group.HANDOVERS, ()) if case.handover and case.handover.wanted_on),
        *(day for case in overview.cases.get(Group.HANDOVERS, ()) if case.handover and (day := first_day_to_ask(case.handover, rules))),
    ]
    return any(situation.today <= day <= last_day(situation) for day in due)


def is_training_due(work: Work, situation: Situation) -> bool:
    """Whether a need for training is to be named today: near its day, or past it (S4-30)."""
    rules = training.need_rules(situation.municipality)
    needs = work.needs(only_open=True) if rules else ()
    return any(situation.today in training.warning_days(need, rules, situation.calendar) for need in needs if rules)


def last_day(situation: Situation) -> date:
    """The last day that is near enough to be told of today."""
    return situation.today + timedelta(days=situation.municipality.deadlines.digest_horizon_days)


def is_reminded_today(case: Case, situation: Situation) -> bool:
    """Whether a stage of the case's request falls on today."""
    if case.request is None:
        return False
    stages = ahead_of_request(case.request, situation)
    return any(oslo_date(stage.at) <= situation.today and stage.what in (What.REMIND, What.OVERDUE, What.MAIL) for stage in stages)


# ---- coordinators: one message a month, and one when something comes up


def is_first_working_day(situation: Situation) -> bool:
    """Whether today is the month's first working day."""
    return situation.calendar.on_or_after(situation.today.replace(day=1)) == situation.today


def is_for_the_month(case: Case, reader: PersonId, situation: Situation) -> bool:
    """Whether an own case belongs in the month's message: nothing is reported, not for long, or something falls in the month."""
    today, rules = situation.today, situation.municipality.follow_up
    days = [*(day for day, _ in days_ahead(case, reader)), *(day for day, _ in following_up.meeting_days(case, rules))]
    days += [evaluation.day] if (evaluation := case.newest_fact(FactKind.EVALUATION)) and evaluation.day else []
    if any((day.year, day.month) == (today.year, today.month) for day in days):
        return True
    if following_up.silent_since(case, rules, today):
        return True
    own = case.assignment_of(reader)
    if own is None or case.pause or (own.starts_on and own.starts_on > today):
        return False
    asked_by_itself = bool(following_up.ask_days(case, rules))
    return own.started_at is None and own.first_talk_on is None and not asked_by_itself


def comes_up(case: Case, reader: PersonId, since: datetime | None, situation: Situation) -> bool:
    """Whether a day has come near since the reader's last digest, or was reported since; told once, so that there is no nudge a day.

    An evaluation is told of on its own day, or the first working day after it (S3-27).
    """
    evaluation = case.newest_fact(FactKind.EVALUATION)
    if evaluation and evaluation.day and situation.calendar.on_or_after(evaluation.day) == situation.today:
        return True
    near = ((day, known) for day, known in days_ahead(case, reader) if situation.today <= day <= last_day(situation))
    horizon = timedelta(days=situation.municipality.deadlines.digest_horizon_days)
    return any(since is None or known > since or day > oslo_date(since) + horizon for day, known in near)


def start_comes_up(case: Case, reader: PersonId, since: datetime | None, situation: Situation) -> bool:
    """Whether a day has come since the reader's last digest on which the first conversation is asked about (S0-30)."""
    if case.assignment is None or case.assignment is not case.assignment_of(reader):
        return False
    days = following_up.ask_days(case, situation.municipality.follow_up)
    return any(day <= situation.today and (since is None or oslo_date(since) < day) for day in days)


def days_ahead(case: Case, reader: PersonId) -> Iterator[tuple[date, datetime]]:
    """The days that concern a case's coordinator, each with when it was reported: what is planned, a pause's month, a take-over.

    By when a group must meet again stands in the month's message alone: one friendly word, early enough to call a meeting (S2-15).
    """
    planned = case.newest_fact(FactKind.NEXT_MEETING)
    if planned and planned.day:
        yield planned.day, planned.reported_at
    if case.pause:
        yield case.pause.until, case.pause.since
    if case.substitute and case.substitute.named_at:
        yield case.substitute.last_day, case.substitute.named_at
    own, newest = case.assignment_of(reader), case.newest_assignment
    taken_over = own and (own.ends_on or own.starts_on)
    if taken_over and newest:
        yield taken_over, newest.named_at
