"""A small bot of another make, which stands in for the product: a real server that the local Teams talks to over HTTP."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import jwt
import pytest
from aiohttp import web

from bot.local.clock import StillClock
from bot.local.demo import address_of, open_port
from bot.local.people import DEFAULT_CAST
from bot.local.server import LocalTeams

APP_ID = "b0a1c2d3-local"
MONDAY = datetime(2026, 11, 23, 8, 4, tzinfo=UTC)
CARD = "application/vnd.microsoft.card.adaptive"
Json = dict[str, Any]


@dataclass
class EchoBot:
    """Says what it hears, answers presses with `redraw`, and sends what is in `planned` when the clock is there."""

    local: LocalTeams
    session: aiohttp.ClientSession
    heard: list[Json] = field(default_factory=list)
    planned: list[tuple[datetime, str]] = field(default_factory=list)
    happened: list[tuple[datetime, str]] = field(default_factory=list)
    deadline: datetime | None = None
    redraw: Callable[[Json], Awaitable[Json | None]] | None = None

    async def settle(self) -> None:
        now = self.local.clock.now()
        for due, text in sorted(p for p in self.planned if p[0] <= now):
            self.planned.remove((due, text))
            self.happened.append((now, text))
            await self.send({"type": "message", "text": text}, DEFAULT_CAST[0].conversation_id)

    async def next_due(self) -> datetime | None:
        return min((due for due, _ in self.planned), default=None)

    async def next_deadline(self) -> datetime | None:
        return self.deadline

    async def answer(self, request: web.Request) -> web.Response:
        activity = await request.json()
        claims = await self._check(request.headers["Authorization"].removeprefix("Bearer "))
        assert claims["serviceurl"] == activity["serviceUrl"]
        self.heard.append(activity)
        if activity["type"] == "invoke":
            body = await self.redraw(activity) if self.redraw else None
            return web.json_response(body or {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Takk"})
        if activity["type"] == "message" and activity.get("text"):
            await self.send({"type": "message", "text": f"Du skrev: {activity['text']}"}, activity["conversation"]["id"])
        return web.Response()

    async def send(self, activity: Json, conversation: str) -> tuple[int, Json]:
        return await self.call("POST", f"v3/conversations/{conversation}/activities", activity)

    async def call(self, method: str, path: str, body: Json | None = None, token: str | None = None) -> tuple[int, Json]:
        headers = {"Authorization": f"Bearer {token or await self.local.credential.token()}"}
        async with self.session.request(method, self.local.service_url + path, json=body, headers=headers) as response:
            content = await response.read()
            return response.status, (json.loads(content) if content else {}) | {"headers": dict(response.headers)}

    async def _check(self, token: str) -> Json:
        async with self.session.get(self.local.openid_url) as response:
            openid = await response.json()
        async with self.session.get(openid["jwks_uri"]) as response:
            keys = await response.json()
        [key] = keys["keys"]
        assert key["kid"] == jwt.get_unverified_header(token)["kid"]
        assert key["endorsements"] == ["msteams"]
        return jwt.decode(token, jwt.PyJWK(key).key, algorithms=["RS256"], audience=APP_ID, issuer=openid["issuer"])


@dataclass
class Scene:
    """A running local Teams with its bot, as a script outside sees it."""

    local: LocalTeams
    bot: EchoBot
    session: aiohttp.ClientSession
    url: str

    async def get(self, path: str) -> Any:
        async with self.session.get(f"{self.url}/local/{path}") as response:
            return await response.json()

    async def post(self, path: str, body: Any, headers: dict[str, str] | None = None) -> tuple[int, Json]:
        async with self.session.post(f"{self.url}/local/{path}", json=body, headers=headers) as response:
            return response.status, await response.json()

    async def chat(self, person: str) -> list[Json]:
        return await self.get(f"people/{person}/chat")

    async def show(self, card: Json, person: int = 6) -> str:
        """Let the bot send a card to a person; returns its id."""
        body = {"type": "message", "summary": "Et kort", "attachments": [{"contentType": CARD, "content": card}]}
        status, answer = await self.bot.send(body, DEFAULT_CAST[person].conversation_id)
        assert status == 201
        return answer["id"]


Stage = Callable[..., Any]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """Opens a local Teams on the same file each time, so that a test can stop and start it."""

    @asynccontextmanager
    async def play(at: datetime = MONDAY, *, running: bool = False) -> AsyncIterator[Scene]:
        async with AsyncExitStack() as stack:
            session = await stack.enter_async_context(aiohttp.ClientSession())
            door = open_port(0)
            under = None if running else StillClock(at)
            local = LocalTeams(app_id=APP_ID, base_url=address_of(door), chats_path=tmp_path / "chats.db", under=under)
            await stack.enter_async_context(local)
            app = web.Application()
            bot = EchoBot(local, session)
            app.router.add_post("/api/messages", bot.answer)
            local.attach(app, bot)
            runner = web.AppRunner(app, shutdown_timeout=1)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            await web.SockSite(runner, door).start()
            await local.install_bot(bot)
            yield Scene(local, bot, session, address_of(door))

    return play


@pytest.fixture
async def scene(stage: Stage) -> AsyncIterator[Scene]:
    async with stage() as opened:
        yield opened
