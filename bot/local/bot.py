"""What the local Teams needs to know of the bot, besides the HTTP that Teams itself speaks."""

from datetime import datetime
from typing import Protocol


class Bot(Protocol):
    """The bot, as far as its time goes; `app` implements it."""

    async def settle(self) -> None:
        """Return when everything that is due at the clock's present instant has been decided and delivered."""

    async def next_due(self) -> datetime | None:
        """The next instant, after the present one, at which something will happen by itself."""

    async def next_deadline(self) -> datetime | None:
        """The next instant at which a case's deadline, or one of its stages, is reached."""
