"""What a card is drawn from and what comes out: everything a drawing function may know, and nothing it must fetch itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.casework.inviting import Answers, Invitation
from bot.casework.model import Case, Directory, Person, PersonId, Request, Role, UnitId
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Refusal
from bot.casework.overview import Figures, Group, Overview, UnitLoad
from bot.casework.seeing import Seen
from bot.casework.statistics import Statistics
from bot.casework.training import Course, Need
from bot.casework.yearly_round import Book
from bot.casework.yearly_tasks import Tick
from bot.texts.words import Words

__all__ = ["Drawn", "Group", "Overview", "Scene", "UnitLoad"]


TEAMS = "https://teams.microsoft.com/"
"""Opens Teams, and says nothing of what to do there."""


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
    cases: tuple[Case, ...] = ()
    """For the view `confirm`: the cases meant, or those to choose from."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """The message's own data, as it was decided."""
    load: Mapping[UnitId, UnitLoad] = field(default_factory=dict)
    roles: frozenset[Role] = frozenset()
    """What the reader is to the bot now; filled for answers."""
    overview: Overview = field(default_factory=Overview)
    due: tuple[tuple[Case, Request], ...] = ()
    """For REMINDING: the reader's requests whose stage is due on the message's day, most urgent first."""
    needs: tuple[Need, ...] = ()
    """For TRAINING: the need it is about, or all that are open; for KE's overviews all that are open."""
    courses: Mapping[PersonId, Course | None] = field(default_factory=dict)
    """For COURSE: everybody whose course the card is about, by name, with what is noted."""
    invitation: Invitation | None = None
    """For INVITATION: the one it is about."""
    answers: Answers = field(default_factory=dict)
    receivers: tuple[tuple[PersonId, ...], tuple[PersonId, ...]] = ((), ())
    """For a draft: who would get it, and who cannot be reached."""
    tick: Tick | None = None
    """For YEARLY_TASK: that it is done."""
    book: Book | None = None
    """For ROUND: the round with the cases the card is about; None while there is no round."""
    figures: Figures | None = None
    """For the view `figures`: how many there are now."""
    statistics: Statistics | None = None
    """For the same view: how long it took in a year."""
    chat_link: str = TEAMS
    """Opens the reader's chat with the bot, from outside Teams."""
    notice: Refusal | None = None
    """Why the reader's press changed nothing, to be said on top of the card as it is now."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message ready to send. A card with a neutral summary, or plain text, or what Teams itself draws; one alone (cards.md §6)."""

    summary: str
    card: dict[str, Any] | None = None
    text: str | None = None
    attached: dict[str, Any] | None = None
    """An attachment Teams draws by itself: a file it asks about, or one to open."""
    final: bool = False
    """True when nothing on it can change any more: it is never redrawn."""
    to: str | None = None
    """For an e-mail: the address, where it is not the reader's own."""
    alert: bool = False
    """True where a deadline is today or has passed: Teams adds it to the activity feed."""
    seen: Seen | None = None
    """What whoever gets it sees of cases: the trail keeps it."""


def read_day(written: object) -> date | None:
    """A day, or the first day of a month, as data carries it; None when there is none."""
    if not isinstance(written, str) or not written:
        return None
    return date.fromisoformat(written if len(written) > len("2027-08") else f"{written}-01")
