"""Something the bot asks is slow, or never answers: whoever looks after the bot is answered meanwhile, and so is everybody else afterwards.

The seconds are figures to read; what is asserted is the order: /healthz is answered while the bot still waits.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from played_microsoft import APP, TENANT, Json, activity
from sqlalchemy import text

from bot.storage.engine import open_engine
from tests.crash.figures import figure
from tests.served import PATIENCE, Served, serve

LOOKS = 10
"""So often /healthz is answered, at least, while the bot waits."""
MORE_THAN_THREADS = 12
LONG, NEVER = 10, None
HOLDS = [0, *(pytest.param(hold, marks=pytest.mark.full) for hold in (2, LONG, NEVER))]
"""Seconds that the slow thing takes, of which the bot may give up the longest; never: until it gives up."""
GROUP = {"conversation": {"conversationType": "groupChat", "isGroup": True, "tenantId": TENANT, "id": "19:group"}}


@dataclass
class Slow:
    """Stands before a server on this machine, and keeps its answers back until it is set free."""

    behind: int
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    free: asyncio.Event = field(default_factory=asyncio.Event)
    port: int = 0

    def hold(self) -> None:
        """From now on nothing is answered."""
        self.asked.clear()
        self.free.clear()

    @asynccontextmanager
    async def listen(self) -> AsyncIterator["Slow"]:
        async with await asyncio.start_server(self._meet, "127.0.0.1") as server:
            self.port = server.sockets[0].getsockname()[1]
            self.free.set()
            yield self

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, questions = await asyncio.open_connection("127.0.0.1", self.behind)
        answering = asyncio.create_task(self._answer(answers, writer))
        try:
            while piece := await reader.read(65536):
                questions.write(piece)
                self.asked.set()
        except ConnectionError:
            pass  # whoever asked is gone
        finally:
            answering.cancel()
            questions.close()
            writer.close()

    async def _answer(self, answers: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await answers.read(65536):
            await self.free.wait()
            writer.write(piece)


@pytest.fixture
async def identity_endpoint() -> AsyncIterator[TestServer]:
    """Where a managed identity gets its token."""

    async def give(_: web.Request) -> web.Response:
        return web.json_response({"access_token": "token-1", "expires_on": str(int(time.time()) + 3600)})

    app = web.Application()
    app.router.add_get("/identity", give)
    async with TestServer(app) as server:
        yield server


async def look(bot: Served, waiting: asyncio.Future[Any], hold: float | None, name: str) -> None:
    """/healthz is answered again and again while the bot waits for so many seconds, or until it gives up; the longest look is told."""
    began, longest, looks = time.monotonic(), 0.0, 0
    while looks < LOOKS or (not waiting.done() if hold is None else time.monotonic() - began < hold):
        asked = time.monotonic()
        assert await bot.status("/healthz") == 200
        longest = max(longest, time.monotonic() - asked)
        looks += 1
        assert looks > LOOKS or not waiting.done(), f"the bot no longer waits for its {name}: /healthz had to wait with it"
        await asyncio.sleep(0.01)
    figure(f"slow.{name}.longest_healthz_ms", round(longest * 1000))


@pytest.mark.parametrize("hold", HOLDS)
async def test_keys_a_token_and_a_connector_that_are_slow_hold_up_nothing_else(
    door: Any, new_url: Callable[[str], str], identity_endpoint: TestServer, hold: float | None
) -> None:
    async with (
        Slow(door.published.server.port).listen() as keys,
        Slow(identity_endpoint.port).listen() as token,
        Slow(door.service.server.port).listen() as connector,
        serve(
            new_url("sqlite"),
            **served_by(f"http://127.0.0.1:{keys.port}/openid"),
            IDENTITY_ENDPOINT=f"http://127.0.0.1:{token.port}/identity",
        ) as bot,
    ):
        door.url = bot.url("/api/messages")
        service_url = f"http://127.0.0.1:{connector.port}/teams/"
        to_a_group, of_others = activity(service_url, **GROUP), activity(service_url, channelData={})
        cases = (("keys", keys, of_others, 403), ("token", token, to_a_group, 200), ("connector", connector, to_a_group, 200))
        for name, slow, message, status in cases:
            slow.hold()
            waiting = asyncio.create_task(door.knock(message, door.sign({"serviceurl": service_url})))
            await slow.asked.wait()
            await look(bot, waiting, hold, name)
            slow.free.set()
            assert (await waiting)[0] in ({status, 401} if slow is keys and hold in (LONG, NEVER) else {status})
            await becomes(status, door, message, door.sign({"serviceurl": service_url}))


@pytest.mark.parametrize("hold", HOLDS)
async def test_a_database_that_somebody_has_locked_holds_up_nothing_else(door: Any, database_url: str, hold: float | None) -> None:
    async with serve(database_url, **served_by(door.published.url), IDENTITY_ENDPOINT="http://127.0.0.1:9/identity") as bot:
        door.url = bot.url("/api/messages")
        await becomes(200, door, activity(door.service.url), "sound")
        engine = open_engine(database_url)
        with engine.begin() as locking:
            if engine.dialect.name == "postgresql":
                locking.execute(text("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE"))
            knocks = [door.knock(activity(door.service.url, id=f"slow-{number}")) for number in range(MORE_THAN_THREADS)]
            waiting = asyncio.gather(*knocks)
            await look(bot, waiting, hold, f"database_{engine.dialect.name}")
        engine.dispose()
        assert {status for status, _ in await waiting} <= ({200, 500} if hold in (LONG, NEVER) else {200})
        await becomes(200, door, activity(door.service.url, id="afterwards"), "sound")


def served_by(openid: str) -> dict[str, str]:
    """A managed identity, for its endpoint may be on this machine, and keys from there too."""
    return {
        "MicrosoftAppId": APP,
        "MicrosoftAppTenantId": TENANT,
        "MicrosoftAppType": "UserAssignedMSI",
        "MicrosoftAppPassword": "",
        "KOORDINATORBOT_SERVICE_HOSTS": '["127.0.0.1"]',
        "KOORDINATORBOT_OPENID_METADATA": openid,
        "IDENTITY_HEADER": "x",
        "NO_PROXY": "127.0.0.1",
    }


async def becomes(status: int, door: Any, message: Json, token: str) -> None:
    """Whoever knocks is answered so, once what was missing may be asked for again."""
    async with asyncio.timeout(PATIENCE):
        while (await door.knock(message, token))[0] != status:  # noqa: ASYNC110 - over HTTP there is nothing to wait on
            await asyncio.sleep(0.05)
