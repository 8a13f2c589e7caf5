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
from bot.local.town import Town
from tests.stories.people import Here

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO)


@pytest.fixture
async def town(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """Monday 23 November 2026, 09.00 in Oslo; everybody has installed the bot and nobody has written.

    A story marked with another municipality's profile happens there.
    """
    door, named = open_port(0), request.node.get_closest_marker("profile")
    profile = named.args[0] if named else "standard"
    async with Town(door, tmp_path, database_url=database_url, under=StillClock(MONDAY), profile=profile) as opened:
        runner = web.AppRunner(opened.web_app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.SockSite(runner, door).start()
        await opened.local.install_bot(opened.app)
        yield opened
        await runner.cleanup()


@pytest.fixture
async def here(town: Town) -> AsyncIterator[Here]:
    """The town as people see it."""
    async with aiohttp.ClientSession() as session:
        yield Here(session, town.address)
