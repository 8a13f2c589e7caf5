"""The demo's clock: real time plus an offset that is kept, so that it runs on, can be moved, and survives a restart."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.clock import Clock, SystemClock


class Keeper(Protocol):
    """Keeps the offset; the chats' file does."""

    def offset(self) -> timedelta:
        """The offset kept last, or none at all."""

    def keep_offset(self, offset: timedelta) -> None:
        """Keep the offset over a restart."""


class StillClock:
    """A clock that stands still at one instant: what a test puts under a MovableClock to own its time."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant.astimezone(UTC)

    def now(self) -> datetime:
        """Always the same instant."""
        return self._instant


class MovableClock:
    """A clock that can be moved. Under it runs the machine's own clock, or for tests a StillClock."""

    def __init__(self, keeper: Keeper, under: Clock | None = None) -> None:
        self._keeper = keeper
        self._under = under or SystemClock()
        self._offset = keeper.offset()

    def now(self) -> datetime:
        """The present instant as the demo sees it, aware, in UTC."""
        return self._under.now() + self._offset

    def move_to(self, instant: datetime) -> None:
        """Make `instant` the present; time runs on from there. Whoever calls decides whether that may be backwards."""
        self._offset = instant.astimezone(UTC) - self._under.now()
        self._keeper.keep_offset(self._offset)
