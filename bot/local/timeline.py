"""Moving the demo's clock: from due time to due time, so that everything in between happens in order."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

from dateutil.relativedelta import relativedelta

from bot.local.bot import Bot
from bot.local.clock import MovableClock
from bot.local.teams import OSLO

_DURATION = re.compile(
    r"P(?=.)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)


MOST_STOPS = 20_000
"""Several years have fewer instants at which something is due; whatever is due more often will never be done with."""


class Backwards(Exception):
    """The clock can only be moved forwards."""


def add_duration(instant: datetime, duration: str) -> datetime:
    """The instant an ISO 8601 duration later: years to days by the Oslo calendar, hours to seconds as they pass.

    Raises ValueError when the text is no such duration or leaves the calendar.
    """
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise ValueError(duration)
    parts = {unit: int(count) for unit, count in match.groupdict(default="0").items()}
    calendar = {unit: parts[unit] for unit in ("years", "months", "weeks", "days")}
    clock = {unit: parts[unit] for unit in ("hours", "minutes", "seconds")}
    try:
        return (instant.astimezone(OSLO) + relativedelta(None, None, **calendar)).astimezone(UTC) + timedelta(**clock)
    except OverflowError:
        raise ValueError(duration) from None


class Timeline:
    """Moves one clock, one move at a time."""

    def __init__(self, clock: MovableClock, bot: Bot) -> None:
        self._clock = clock
        self._bot = bot
        self._lock = asyncio.Lock()

    async def move_to(self, target: datetime) -> None:
        """Move to an instant; returns when all that was due on the way has happened. Raises Backwards."""
        async with self._lock:
            if target < self._clock.now():
                raise Backwards
            reached, stops = self._clock.now(), 0
            await self._bot.settle()
            while (due := await self._bot.next_due()) is not None and due <= target:
                if due <= reached or stops == MOST_STOPS:
                    raise RuntimeError(f"due at {due} again, after it was settled")
                reached, stops = due, stops + 1
                await self._go(due)
            await self._go(target)

    async def _go(self, instant: datetime) -> None:
        """Be at an instant, unless the running clock has passed it by itself, and let the bot do what is due."""
        if instant > self._clock.now():
            self._clock.move_to(instant)
        await self._bot.settle()
