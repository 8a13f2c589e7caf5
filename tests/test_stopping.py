"""A bot that is asked to stop says first that it is not ready, answers what comes meanwhile, and ends well."""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from tests.served import PATIENCE, Served, serve

Start = Callable[[int], AbstractAsyncContextManager[Served]]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Starts a bot with the seconds it goes on answering."""
    return lambda seconds: serve(f"sqlite:///{tmp_path / 'bot.db'}", KOORDINATORBOT_STOP_AFTER=str(seconds))


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT], ids=lambda name: name.name)
async def test_it_says_that_it_is_not_ready_while_it_still_answers_and_ends_well(start: Start, name: signal.Signals) -> None:
    async with start(2) as bot:
        bot.gets(name)
        await bot.becomes("/readyz", 503)
        assert await bot.status("/healthz") == 200
        assert await bot.ends() == 0


async def test_asked_twice_it_stops_at_once(start: Start) -> None:
    async with start(60) as bot:
        bot.gets(signal.SIGTERM)
        await bot.becomes("/readyz", 503)
        bot.gets(signal.SIGTERM)
        assert await bot.ends(within=30) == 0


async def test_what_comes_in_meanwhile_is_answered(start: Start) -> None:
    async with start(3) as bot:
        reader, writer = await asyncio.open_connection("127.0.0.1", bot.port)
        with contextlib.closing(writer):
            writer.write(
                b"POST /api/messages HTTP/1.1\r\nHost: bot.example\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{"
            )
            await writer.drain()
            bot.gets(signal.SIGTERM)
            await bot.becomes("/readyz", 503)
            writer.write(b"}")
            assert (await asyncio.wait_for(reader.readline(), PATIENCE)).startswith(b"HTTP/1.1 400")
        await writer.wait_closed()
        assert await bot.ends() == 0
