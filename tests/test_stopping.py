"""A bot that is asked to stop says first that it is not ready, answers what comes meanwhile, and ends well."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.local.demo import open_port

PATIENCE = 60  # real seconds, for a machine that is busy with other things


class Served:
    """`koordinatorbot serve` in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process, port: int, session: aiohttp.ClientSession) -> None:
        self.process = process
        self.port = port
        self._session = session

    async def status(self, path: str) -> int | None:
        """What it answers, or None when it does not."""
        try:
            async with self._session.get(f"http://127.0.0.1:{self.port}{path}") as response:
                return response.status
        except aiohttp.ClientError:
            return None

    async def becomes(self, path: str, status: int | None) -> None:
        async with asyncio.timeout(PATIENCE):
            while await self.status(path) != status:  # noqa: ASYNC110 - over HTTP there is nothing to wait on
                await asyncio.sleep(0.05)

    async def ends(self, within: float = PATIENCE) -> int:
        return await asyncio.wait_for(self.process.wait(), within)


Serve = Callable[[float], Coroutine[Any, Any, Served]]


@pytest.fixture
async def serve(tmp_path: Path) -> AsyncIterator[Serve]:
    """Starts a bot that is ready, with the seconds it goes on answering."""
    begun: list[asyncio.subprocess.Process] = []
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True)) as session:

        async def start(stop_after: float) -> Served:
            with open_port(0) as door:
                port = door.getsockname()[1]
            settings = {
                "MicrosoftAppId": "0e4b4f0c-5c1e-4d51-9a53-6d0a0f6f7d21",
                "MicrosoftAppTenantId": "0e4b4f0c-5c1e-4d51-9a53-6d0a0f6f7d22",
                "MicrosoftAppPassword": "never used here",
                "KOORDINATORBOT_DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}",
                "KOORDINATORBOT_PORT": str(port),
                "KOORDINATORBOT_STOP_AFTER": str(stop_after),
            }
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "serve", env={**os.environ, **settings}, stdout=asyncio.subprocess.DEVNULL
            )
            begun.append(process)
            served = Served(process, port, session)
            await served.becomes("/readyz", 200)
            return served

        yield start
    for process in begun:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT], ids=lambda name: name.name)
async def test_it_says_that_it_is_not_ready_while_it_still_answers_and_ends_well(serve: Serve, name: signal.Signals) -> None:
    bot = await serve(2)
    bot.process.send_signal(name)
    await bot.becomes("/readyz", 503)
    assert await bot.status("/healthz") == 200
    assert await bot.ends() == 0


async def test_asked_twice_it_stops_at_once(serve: Serve) -> None:
    bot = await serve(60)
    bot.process.send_signal(signal.SIGTERM)
    await bot.becomes("/readyz", 503)
    bot.process.send_signal(signal.SIGTERM)
    assert await bot.ends(within=30) == 0


async def test_what_comes_in_meanwhile_is_answered(serve: Serve) -> None:
    bot = await serve(3)
    reader, writer = await asyncio.open_connection("127.0.0.1", bot.port)
    with contextlib.closing(writer):
        writer.write(b"POST /api/messages HTTP/1.1\r\nHost: bot.example\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{")
        await writer.drain()
        bot.process.send_signal(signal.SIGTERM)
        await bot.becomes("/readyz", 503)
        writer.write(b"}")
        assert (await asyncio.wait_for(reader.readline(), PATIENCE)).startswith(b"HTTP/1.1 400")
    await writer.wait_closed()
    assert await bot.ends() == 0
