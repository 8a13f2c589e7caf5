"""What a card is drawn from and what comes out: everything a drawing function may know, and nothing it must fetch itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.casework.model import Case, Directory, Person, Request, UnitId
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Refusal
from bot.texts.words import Words


class Group(StrEnum):
    """A group of cases in lists and digests, in the order of urgency."""

    OVERDUE = "overdue"
    """KE: a live request whose reply deadline has passed. Leader: the same, own requests."""
    THREE_MONTHS = "three_months"
    """KE: without coordinator, appointment deadline passed or within 14 days."""
    ANSWERS = "answers"
    """KE: answered since the reader's last digest."""
    OFFERS = "offers"
    """KE: late offers and requests for more time that await KE's decision."""
    WAITING = "waiting"
    """KE: requests waiting within the deadline. Leader: own open requests."""
    DUTIES = "duties"
    """KE: cases with duties that are not ticked off. Leader: 'informed' or 'access' not ticked."""
    WITHOUT_COORDINATOR = "without_coordinator"
    """KE: open cases without a coordinator now."""
    MINE = "mine"
    """Coordinator: own active cases. KE: cases the reader has taken."""
    ACTIVE = "active"
    """KE: every open case. Leader: the unit's open cases."""
    CLOSED = "closed"
    """KE: closed cases, newest first."""


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


@dataclass(frozen=True)
class Scene:
    """One message to one reader at one instant."""

    kind: Kind
    reader: Person
    now: datetime
    municipality: Municipality
    directory: Directory
    words: Words
    case: Case | None = None
    request: Request | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    """The message's own data, as it was decided."""
    load: Mapping[UnitId, UnitLoad] = field(default_factory=dict)
    overview: Overview = field(default_factory=Overview)
    due: tuple[tuple[Case, Request], ...] = ()
    """For REMINDING: the reader's requests whose stage is due on the message's day, most urgent first."""
    notice: Refusal | None = None
    """Why the reader's press changed nothing, to be said on top of the card as it is now."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message ready to send. Either a card with a neutral summary, or plain text; never both (cards.md §6)."""

    summary: str
    card: dict[str, Any] | None = None
    text: str | None = None
    final: bool = False
    """True when nothing on it can change any more: it is never redrawn."""
    alert: bool = False
    """True where a deadline is today or has passed: Teams adds it to the activity feed."""
