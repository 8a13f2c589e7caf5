"""A town for each story."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.local.town import Town
from tests.stories.opening import open_town, write_profile
from tests.stories.people import Here


@pytest.fixture
async def town(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """Monday 23 November 2026, 09.00 in Oslo.

    A story marked with another municipality's profile happens there, one marked `own_profile` where that is decided; one marked `graph`
    has those settings.
    """
    named, own, graph = (request.node.get_closest_marker(name) for name in ("profile", "own_profile", "graph"))
    profile = write_profile(tmp_path, own.args[0]) if own else named.args[0] if named else "standard"
    directory = graph.kwargs if graph else None
    async with open_town(tmp_path, database_url, profile, directory=directory) as opened:
        yield opened


@pytest.fixture
async def here(town: Town) -> AsyncIterator[Here]:
    """The town as people see it."""
    async with aiohttp.ClientSession() as session:
        yield Here(session, town.address)
