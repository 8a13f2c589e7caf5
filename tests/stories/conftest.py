"""A town for each story: the whole bot on a real database, a local Teams, and a clock that only the story moves."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.casework.deadlines import OSLO
from bot.local.clock import StillClock
from bot.local.demo import open_port
from bot.local.people import DEFAULT_CAST, Person
from bot.local.town import Town
from tests.stories.people import Here

NORA = Person("5a0e3a52-6a0b-4f0e-9a3e-0a1f5b7c9d11", "Nora", "nora@kommune.example", (), None)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO)


@pytest.fixture
async def town(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """Monday 23 November 2026, 09.00 in Oslo; everybody has installed the bot and nobody has written.

    A story marked with another municipality's profile happens there; marked `graph`, with those settings, and Nora, who leads the school,
    has not installed the bot.
    """
    door, named = open_port(0), request.node.get_closest_marker("profile")
    profile = named.args[0] if named else "standard"
    graph = request.node.get_closest_marker("graph")
    people, more = ((*DEFAULT_CAST, NORA), graph.kwargs) if graph else (DEFAULT_CAST, {})
    async with Town(door, tmp_path, database_url=database_url, under=StillClock(MONDAY), people=people, profile=profile, **more) as opened:
        runner = web.AppRunner(opened.web_app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.SockSite(runner, door).start()
        await opened.local.install_bot(opened.app, but=(NORA,))
        yield opened
        await runner.cleanup()


@pytest.fixture
async def here(town: Town) -> AsyncIterator[Here]:
    """The town as people see it."""
    async with aiohttp.ClientSession() as session:
        yield Here(session, town.address)
