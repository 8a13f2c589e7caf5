"""`koordinatorbot serve` in a process of its own, as whoever runs it starts it."""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from multiprocessing.process import BaseProcess

import aiohttp

from bot.__main__ import app
from bot.local.demo import open_port
from tests.crash.world import forge

PATIENCE = 60  # real seconds, for a machine that is busy with other things


def live(settings: Mapping[str, str]) -> None:
    """What the process does; forked from one that has read the program already, for that takes seconds."""
    os.environ.update(settings)
    app(["serve"])


class Served:
    """The process, and what it answers to whoever looks after it."""

    def __init__(self, process: BaseProcess, port: int, session: aiohttp.ClientSession) -> None:
        self.process = process
        self.port = port
        self._session = session

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def status(self, path: str) -> int | None:
        """What it answers, or None when it does not."""
        try:
            async with self._session.get(self.url(path)) as response:
                return response.status
        except aiohttp.ClientError:
            return None

    async def becomes(self, path: str, status: int | None) -> None:
        async with asyncio.timeout(PATIENCE):
            while await self.status(path) != status:  # noqa: ASYNC110 - over HTTP there is nothing to wait on
                await asyncio.sleep(0.05)

    def gets(self, number: int) -> None:
        """A signal."""
        assert self.process.pid
        os.kill(self.process.pid, number)

    async def ends(self, within: float = PATIENCE) -> int | None:
        """Its exit code; None while it goes on."""
        await asyncio.to_thread(self.process.join, within)
        return self.process.exitcode


@asynccontextmanager
async def serve(database_url: str, **settings: str) -> AsyncIterator[Served]:
    """A bot that is ready, with these variables over the usual ones; killed at the end unless it ended before."""
    with open_port(0) as door:
        port = door.getsockname()[1]
    usual = {
        "MicrosoftAppId": "0e4b4f0c-5c1e-4d51-9a53-6d0a0f6f7d21",
        "MicrosoftAppTenantId": "0e4b4f0c-5c1e-4d51-9a53-6d0a0f6f7d22",
        "MicrosoftAppPassword": "never used here",
        "KOORDINATORBOT_DATABASE_URL": database_url,
        "KOORDINATORBOT_PORT": str(port),
    }
    process = forge.Process(target=live, args=({**usual, **settings},), daemon=True)
    process.start()
    try:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True)) as session:
            served = Served(process, port, session)
            await served.becomes("/readyz", 200)
            yield served
    finally:
        process.kill()
        process.join()
