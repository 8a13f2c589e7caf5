"""The edge behind a real server, with Microsoft played on loopback."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from played_microsoft import APP, TENANT, ConnectorService, Json, PublishedKeys, claims, make_key

from bot.teams.connector import TeamsConnector
from bot.teams.hosts import ServiceHosts
from bot.teams.identity import Identity
from bot.teams.routes import build_routes
from bot.wire import Incoming, Reply
from tests.tokens import NumberedToken

LOOPBACK = ServiceHosts(frozenset({"127.0.0.1"}))


@dataclass
class Door:
    """The bot's front door, with what came through it and what it answers."""

    session: aiohttp.ClientSession
    published: PublishedKeys
    service: ConnectorService
    key: RSAPrivateKey
    came: list[Incoming] = field(default_factory=list)
    reply: Reply | Exception = field(default_factory=Reply)
    url: str = ""

    async def turn(self, incoming: Incoming) -> Reply:
        self.came.append(incoming)
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply

    def sign(self, changes: Json | None = None, key: Any = None, algorithm: str = "RS256", headers: Json | None = None) -> str:
        """A token as Microsoft signs it, with changes."""
        content = claims(self.service.url, **(changes or {}))
        return jwt.encode(content, self.key if key is None else key, algorithm, {"kid": "first", **(headers or {})})

    async def knock(self, content: Any, token: str | None = "sound", headers: Json | None = None) -> tuple[int, Any]:
        """Post an activity (or raw bytes) with a token; returns status and answer."""
        sent = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
        if token is not None:
            sent["Authorization"] = f"Bearer {self.sign() if token == 'sound' else token}"
        body = {"data": content} if isinstance(content, bytes) else {"json": content}
        wanted = {name: value for name, value in sent.items() if value is not None}
        skip = [name for name, value in sent.items() if value is None]
        async with self.session.post(self.url, **body, headers=wanted, skip_auto_headers=skip) as response:
            text = await response.text()
            return response.status, (await response.json() if text else None)


@pytest.fixture(scope="session")
def keys() -> tuple[RSAPrivateKey, RSAPrivateKey]:
    """Two signing keys; making them takes most of a second."""
    return make_key(), make_key()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
async def service() -> AsyncIterator[ConnectorService]:
    played = ConnectorService()
    async with played.server:
        yield played


@pytest.fixture
async def published(keys: tuple[RSAPrivateKey, RSAPrivateKey]) -> AsyncIterator[PublishedKeys]:
    played = PublishedKeys()
    played.publish("first", keys[0])
    async with played.server:
        yield played


@pytest.fixture
def connector(session: aiohttp.ClientSession) -> TeamsConnector:
    return TeamsConnector(session, NumberedToken(), LOOPBACK, timeout=1.0)


@pytest.fixture
async def door(
    session: aiohttp.ClientSession,
    service: ConnectorService,
    published: PublishedKeys,
    connector: TeamsConnector,
    keys: tuple[RSAPrivateKey, RSAPrivateKey],
) -> AsyncIterator[Door]:
    opened = Door(session, published, service, keys[0])
    identity = Identity(session, APP, [TENANT], metadata_url=published.url, hosts=LOOPBACK, key_pause=0.0)
    app = web.Application()
    app.router.add_post("/api/messages", build_routes(identity, opened.turn, connector))
    server = TestServer(app)
    async with server:
        opened.url = str(server.make_url("/api/messages"))
        yield opened
