"""The bot beside Playgrounds of its own, on a clock that a test moves."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.casework.deadlines import OSLO
from bot.local.demo import open_port
from bot.local.playground import CannotStart, find_node
from bot.local.playground_town import PlaygroundTown
from bot.local.town import UNLIMITED
from tests.playground.people import Someone
from tests.skipping import skip


class HandClock:
    """Monday 23 November 2026, 09.00 in Oslo, until a test moves it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO).astimezone(UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@dataclass
class Here:
    """Who is there."""

    ke: Someone
    leader: Someone
    coordinator: Someone


@pytest.fixture
async def town(clock: HandClock, tmp_path: Path) -> AsyncIterator[PlaygroundTown]:
    """Nobody has opened their page."""
    try:
        find_node()
    except CannotStart:
        skip("Microsoft's Playground is missing: install node, and run npm ci --prefix playground")
    async with PlaygroundTown(open_port(0), tmp_path, clock=clock, pace=UNLIMITED) as opened:
        yield opened


@pytest.fixture
async def here(town: PlaygroundTown) -> AsyncIterator[Here]:
    """Three people who have opened their pages and read along; nobody has written."""
    async with aiohttp.ClientSession() as session:
        people = [Someone(playground, session) for playground in town.playgrounds]
        listening = [asyncio.create_task(person.listen()) for person in people]
        for person in people:
            await person.opens_the_page()
        yield Here(*people)
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
