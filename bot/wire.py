"""What crosses the border to Teams: who did what, where an answer goes, and how a send can fail.

The Teams edge turns activities into these types and the rest of the bot knows only them, so that an SDK can be replaced in one room.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

Json = dict[str, Any]

CARD = "application/vnd.microsoft.card.adaptive"
"""The content type of a card, in an attachment and in the answer to a press."""


@dataclass(frozen=True, slots=True)
class Address:
    """A person's own chat with the bot, and the service that reaches it."""

    service_url: str
    conversation_id: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a verified activity comes from: never taken from the text or from card data."""

    entra_id: str
    teams_id: str
    name: str
    address: Address


@dataclass(frozen=True, slots=True)
class Said:
    """A person wrote to the bot; `key` is the same when Teams delivers the same activity again."""

    key: str
    sender: Sender
    text: str
    attached: bool = False
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """A person pressed a button: the action's verb, its data with the inputs merged in, and the card's message."""

    key: str
    sender: Sender
    verb: str
    data: Mapping[str, Any]
    activity_id: str | None
    updates: bool = True
    """True for Action.Execute, which is answered with a card; False for the older Action.Submit, which is not."""


@dataclass(frozen=True, slots=True)
class Installed:
    """The bot was added to a person's chat; `email` as the service's roster gives it, if it does."""

    key: str
    sender: Sender
    email: str | None


@dataclass(frozen=True, slots=True)
class Removed:
    """The bot was taken away from a person's chat."""

    key: str
    sender: Sender


@dataclass(frozen=True, slots=True)
class Upload:
    """Where Teams lets one file be put, and what it will be there; the addresses are as Teams gave them, not yet checked."""

    url: str
    content_url: str
    name: str
    unique_id: str
    file_type: str


@dataclass(frozen=True, slots=True)
class FileAnswered:
    """A person answered a file consent card; `upload` is None for a no."""

    key: str
    sender: Sender
    activity_id: str | None
    upload: Upload | None


Incoming = Said | Pressed | Installed | Removed | FileAnswered


@dataclass(frozen=True, slots=True)
class Reply:
    """What an incoming activity is answered with at once: a card that replaces the pressed one, or nothing."""

    card: Json | None = None


class Fate(StrEnum):
    """How a failed send ended; each fate has one row in the courier's rules."""

    THROTTLED = "throttled"
    TRANSIENT = "transient"
    IN_DOUBT = "in_doubt"
    UNAUTHORIZED = "unauthorized"
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"


class SendFailed(Exception):
    """A send that did not succeed, with its fate, the status and the seconds Teams asks us to wait, where known."""

    def __init__(self, fate: Fate, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(f"{fate} (status {status})")
        self.fate = fate
        self.status = status
        self.retry_after = retry_after


class DirectoryUnknown(Exception):
    """The municipality's directory does not say now: nobody is taken to have left, to be in KE no more, or not to exist."""


class Employment(Protocol):
    """The municipality's own directory, asked once a night who still works there."""

    async def still_employed(self, entra_ids: frozenset[str]) -> frozenset[str]:
        """Those of the Entra ids that belong to active employees. Raises DirectoryUnknown and nothing else."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody in the municipality's directory: `email` is the mail address, else the name they log in with."""

    entra_id: str
    name: str
    email: str | None
    enabled: bool = True


class People(Protocol):
    """The same directory, asked about one person. Raises DirectoryUnknown and nothing else."""

    async def find(self, entra_id_or_address: str) -> User | None:
        """Somebody by Entra object id or e-mail address; None when there is nobody."""


ReadKe = Callable[[], Awaitable[Collection[User]]]
"""Everybody in koordinerende enhet, where the directory keeps that. Raises DirectoryUnknown and nothing else."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody's own chat with the bot, which they have not written in yet."""

    user: User
    conversation_id: str


class Opener(Protocol):
    """The way to somebody who never opened the bot. Raises SendFailed and nothing else."""

    async def open_chat(self, entra_id: str | None, email: str | None) -> Opened:
        """The person's chat with the bot, which is given to them first if they have none."""


class Uploader(Protocol):
    """The way to a file's place in OneDrive. Raises SendFailed and nothing else."""

    async def put(self, upload: Upload, content: bytes) -> None:
        """Put the whole file there."""


class Connector(Protocol):
    """The way out to Teams, as the courier uses it. Every method raises SendFailed and nothing else."""

    async def send(self, to: Address, activity: Json) -> str:
        """Send a new message and return its activity id."""

    async def update(self, to: Address, activity_id: str, activity: Json) -> None:
        """Replace a message that was sent before."""

    async def reach(self, to: Address) -> None:
        """Return when Teams answers where that chat is, and change nothing there; a fate in doubt is none that `reach` raises."""
