"""Ticks: one function called over and over. What is due is in the rows, so a tick may come late, twice or from a neighbour."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

EVERY = 20
"""Seconds between two ticks."""


def start_ticking(tick: Callable[[], Awaitable[None]]) -> AsyncIOScheduler:
    """Call `tick` now and every twenty seconds until the scheduler is shut down; a missed tick is made up for once."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    at_once = datetime.now(UTC)  # left to itself, it waits for the first interval to pass
    scheduler.add_job(tick, "interval", seconds=EVERY, next_run_time=at_once, coalesce=True, max_instances=1, misfire_grace_time=None)
    scheduler.start()
    return scheduler
