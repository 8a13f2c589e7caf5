"""Once a night: who no longer works here, whose cases the clock then looks at; and old notes of what came in are forgotten."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.casework.deadlines import DAY, oslo_date, oslo_instant
from bot.casework.leaving import tell_unled
from bot.casework.model import PersonId
from bot.casework.municipality import Municipality
from bot.casework.situation import Situation
from bot.crashpoints import reach
from bot.storage.store import Work
from bot.wire import User

log = structlog.get_logger()

MARK = "nightly"
SEEN_FOR = timedelta(days=30)
"""How long a message is known as received: Teams gives up within minutes, an outage within days, and whoever replays one must not gain."""


def begin(work: Work, municipality: Municipality, now: datetime) -> frozenset[str] | None:
    """The Entra ids to ask about, when it is time and nobody has asked tonight; None else."""
    today = oslo_date(now)
    if now < oslo_instant(today, municipality.routing.check_at) or not work.mark(MARK, today.isoformat()):
        return None
    return frozenset(person.entra_id for person in work.directory().people.values() if person.active and person.entra_id)


def end(work: Work, municipality: Municipality, left: Collection[str], now: datetime) -> None:
    """Let go of those whose Entra ids have left, and of those the newest list of their unit lacks; KE hears of units without anybody.

    Every open case is looked at besides, should a change of the routing list have slipped between two readings of it.
    """
    for person in work.directory().people.values():
        if person.active and (not person.listed or person.entra_id in left):
            let_go(work, municipality, person.id, now)
            reach("nightly/person")
    work.look_now(work.directory().units)
    work.forget_inbox(now - SEEN_FOR)


def let_go(work: Work, municipality: Municipality, person: PersonId, now: datetime) -> None:
    """The person has left: kept in every trail, offered and written to no more."""
    work.leave(person)
    situation = Situation(now, None, municipality, work.directory())
    for message in tell_unled(person, situation):
        work.post(message, now)
    work.look_now((), [person])
    log.info("person_left", person=person)


def keep_ke(work: Work, members: Collection[User]) -> None:
    """KE is who is in the directory's group. An empty group changes nothing: nobody would be left to answer for the cases."""
    if not members:
        log.error("ke_group_is_empty")
        return
    inside = set()
    for user in members:
        person = work.know(user)
        inside.add(person.id)
        if not (person.is_ke and person.active and person.listed):
            work.change_person(replace(person, is_ke=True, active=True, listed=True))
            log.info("joined_ke", person=person.id)
    for person in tuple(work.directory().people.values()):
        if person.is_ke and person.id not in inside:
            work.change_person(replace(person, is_ke=False))
            log.info("left_ke", person=person.id)


def next_check(work: Work, municipality: Municipality, now: datetime) -> datetime | None:
    """The next instant at which it does something by itself: when the newest lists lack somebody who is still asked."""
    if not any(person.active and not person.listed for person in work.directory().people.values()):
        return None
    today = oslo_date(now)
    day = today + DAY if (work.marked(MARK) or "") >= today.isoformat() else today
    return oslo_instant(day, municipality.routing.check_at)
