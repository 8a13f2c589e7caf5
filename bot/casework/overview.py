"""What lists and digests show: groups of cases, how many there are of each, and how much a unit has to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.casework.model import Case, Role


class Group(StrEnum):
    """A group of cases in lists and digests, in the order of urgency."""

    OVERDUE = "overdue"
    """KE: a live request whose reply deadline has passed. Leader: the same, own requests."""
    THREE_MONTHS = "three_months"
    """KE: without coordinator, appointment deadline passed or within the profile's first warning (30 days)."""
    ANSWERS = "answers"
    """KE: answered since the reader's last digest."""
    OFFERS = "offers"
    """KE: proposals, late offers and requests for more time that await KE's decision."""
    HANDOVERS = "handovers"
    """KE: handovers that lack a successor. Leader: those of the unit that await the leader's answer."""
    WAITING = "waiting"
    """KE: requests waiting within the deadline. Leader: own open requests."""
    DUTIES = "duties"
    """KE: cases with duties that are not ticked off. Leader: 'informed' or 'access' not ticked."""
    WITHOUT_COORDINATOR = "without_coordinator"
    """KE: open cases without a coordinator now."""
    WITHOUT_PLAN = "without_plan"
    """KE: cases with a coordinator in which it is not settled whether there is an individual plan (S4-41)."""
    MEETINGS = "meetings"
    """KE: cases whose group has not met within the profile's minimum (S2-15)."""
    PAUSED = "paused"
    """KE: cases that rest until a month. Coordinator: the same, own cases."""
    MINE = "mine"
    """Coordinator: own active cases. KE: cases the reader has taken."""
    ACTIVE = "active"
    """KE: every open case. Leader: the unit's open cases."""
    CLOSED = "closed"
    """KE: closed cases, newest first."""


GROUPS: Mapping[Role, tuple[Group, ...]] = {
    Role.KE: (
        Group.OVERDUE,
        Group.THREE_MONTHS,
        Group.ANSWERS,
        Group.OFFERS,
        Group.HANDOVERS,
        Group.WAITING,
        Group.DUTIES,
        Group.WITHOUT_COORDINATOR,
    ),
    Role.LEADER: (Group.OVERDUE, Group.HANDOVERS, Group.WAITING, Group.DUTIES),
    Role.COORDINATOR: (Group.MINE,),
}
"""What each role's overview holds, most urgent first; a person with several roles sees the first that applies."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of every group asked for, and the first cases of each, most urgent first."""

    counts: Mapping[Group, int] = field(default_factory=dict)
    cases: Mapping[Group, tuple[Case, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """How much a unit has now: open requests, and active cases with a coordinator from the unit."""

    open_requests: int = 0
    active_cases: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """How many there are now, of open cases: for KE's own overview (S4-33)."""

    open_cases: int
    with_coordinator: int
    coordinators: int
    """People who are coordinator of one case or more; each one outside the directory counts by case."""
    plans: int
    plans_open: int
    """Cases with a coordinator in which it is not settled whether there is a plan."""
