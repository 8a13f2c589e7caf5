"""Graph played on loopback by a real server, and the bot's own client in front of it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.graph.client import Graph
from bot.local.graph_api import LocalGraph
from bot.local.people import DEFAULT_CAST
from tests.tokens import NumberedToken


@dataclass
class Waits:
    """Notes how long the client would have waited, and waits not at all."""

    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def tenant() -> LocalGraph:
    return LocalGraph(DEFAULT_CAST)


@pytest.fixture
async def address(tenant: LocalGraph) -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes(tenant.routes())
    async with TestServer(app) as server:
        yield str(server.make_url("/graph"))


@pytest.fixture
async def graph(address: str, waits: Waits) -> AsyncIterator[Graph]:
    async with aiohttp.ClientSession() as session:
        yield Graph(session, NumberedToken(), address, timeout=5.0, wait=waits)
