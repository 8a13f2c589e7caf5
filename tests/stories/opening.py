"""A town opened for a test: the whole bot on a real database, a local Teams, and a clock that only the test moves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from aiohttp import web

from bot.casework.deadlines import OSLO
from bot.local.clock import StillClock
from bot.local.demo import open_port
from bot.local.town import Town

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO)


@asynccontextmanager
async def open_town(
    folder: Path, database_url: str, profile: str | Path = "standard", start: datetime = MONDAY, port: int = 0
) -> AsyncIterator[Town]:
    """Everybody has installed the bot and nobody has written. Opened again on the same port and folder, it goes on where it stopped."""
    door = open_port(port)
    async with Town(door, folder, database_url=database_url, under=StillClock(start), profile=str(profile)) as town:
        runner = web.AppRunner(town.web_app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.SockSite(runner, door).start()
            await town.local.install_bot(town.app)
            yield town
        finally:
            await runner.cleanup()
