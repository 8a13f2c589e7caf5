"""`koordinatorbot serve` in a process of its own, as whoever runs it starts it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from bot.local.demo import open_port

PATIENCE = 60  # real seconds, for a machine that is busy with other things


class Served:
    """The process, and what it answers to whoever looks after it."""

    def __init__(self, process: asyncio.subprocess.Process, port: int, session: aiohttp.ClientSession) -> None:
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

    async def ends(self, within: float = PATIENCE) -> int:
        return await asyncio.wait_for(self.process.wait(), within)


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
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve", env={**os.environ, **usual, **settings}, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True)) as session:
            served = Served(process, port, session)
            await served.becomes("/readyz", 200)
            yield served
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
