"""What a talk leads to: something to say, something to carry out, and what to remember until the next message."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.casework.commands import PersonCommand
from bot.casework.model import Absence, CaseId, PersonId, UnitId
from bot.casework.outcome import Kind
from bot.dialogs.meaning import Intent, Meaning


@dataclass(frozen=True, slots=True)
class Say:
    """An answer to the person who wrote: a view by name, or another kind of card about a case."""

    data: Mapping[str, Any]
    case: CaseId | None = None
    request: int | None = None
    kind: Kind = Kind.ANSWER


@dataclass(frozen=True, slots=True)
class Do:
    """A command on a case that needs no yes: it can be undone and leaves a trace."""

    case: CaseId
    command: PersonCommand


@dataclass(frozen=True, slots=True)
class OfferUnits:
    """The choice of who shall be asked, with the unit that was named, if any, on top."""

    case: CaseId
    chosen: UnitId | None = None


@dataclass(frozen=True, slots=True)
class OfferFile:
    """KE wants something as a file: the sort, and for statistics the year, for a case's file the case."""

    file: str
    year: int | None = None
    case: CaseId | None = None


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """The person wants to be written to in another language."""

    locale: str


@dataclass(frozen=True, slots=True)
class SetAbsence:
    """Somebody is away; stand-ins get what would come."""

    absence: Absence
    person: PersonId


@dataclass(frozen=True, slots=True)
class EndAbsence:
    """Somebody is back today, or not away after all."""

    absence: Absence
    person: PersonId


@dataclass(frozen=True, slots=True)
class Confirm:
    """A card that shows what was understood and asks for a yes; it takes the place of one that was asked before."""

    data: Mapping[str, Any]
    case: CaseId | None = None


@dataclass(frozen=True, slots=True)
class PressConfirm:
    """A yes in the chat to the confirm card that the memory knows: the same as pressing its button."""


Step = Say | Do | OfferUnits | OfferFile | SetLanguage | SetAbsence | EndAbsence | Confirm | PressConfirm


@dataclass(frozen=True, slots=True)
class Memory:
    """What the bot asked and about what; kept between two messages of one person, and forgotten after a day."""

    asked: str
    about: Meaning | None = None
    card: str | None = None
    """The key of the confirm card that was sent about it."""

    def as_json(self) -> dict[str, Any]:
        """The memory as it is stored: only words and dates of the meaning, never what was written."""
        about = {name: value for name, value in dataclasses.asdict(self.about).items() if value not in (None, ())} if self.about else None
        return {"asked": self.asked, "about": {name: plain(value) for name, value in about.items()} if about else None, "card": self.card}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Memory":
        """What as_json gave."""
        about = stored.get("about")
        meaning = Meaning(**{name: revive(name, value) for name, value in about.items()}) if about else None
        return cls(stored["asked"], meaning, stored.get("card"))


@dataclass(frozen=True, slots=True)
class Turned:
    """The outcome of one message: the steps in order, and the memory that replaces the old one."""

    steps: tuple[Step, ...] = ()
    memory: Memory | None = None


def text(code: str, **words: Any) -> Say:
    """A short answer in words, by its code in texts."""
    return Say({"view": "text", "text": code, "words": words})


DATES = frozenset({"date", "decision_date", "from_date", "until"})


def plain(value: object) -> object:
    """A slot's value as JSON can hold it."""
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def revive(name: str, value: Any) -> Any:
    """A slot's value again, from what JSON held."""
    if name in DATES:
        return date.fromisoformat(value)
    if name == "time":
        return time.fromisoformat(value)
    if name == "intent":
        return Intent(value)
    return tuple(value) if isinstance(value, list) else value
