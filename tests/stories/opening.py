"""A town opened for a test: the whole bot on a real database, a local Teams, and a clock that only the test moves."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.casework.deadlines import OSLO
from bot.local.clock import StillClock
from bot.local.demo import open_port
from bot.local.people import DEFAULT_CAST, Person
from bot.local.town import Town

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO)


NORA = Person("5a0e3a52-6a0b-4f0e-9a3e-0a1f5b7c9d11", "Nora", "nora@kommune.example", (), None)
"""Leads the school, and is there where the town is asked for with a directory: she has not installed the bot."""


def write_profile(folder: Path, decided: str) -> Path:
    """A profile of the municipality's own: `standard`, but for what is decided otherwise, as YAML."""
    own = folder / "egen.yaml"
    own.write_text(f"extends: standard\nname: Fjordvik kommune\n{decided}", encoding="utf-8")
    return own


@asynccontextmanager
async def open_town(
    folder: Path,
    database_url: str,
    profile: str | Path = "standard",
    start: datetime = MONDAY,
    *,
    port: int = 0,
    directory: Mapping[str, Any] | None = None,
) -> AsyncIterator[Town]:
    """Everybody has installed the bot and nobody has written. Opened again on the same port and folder, it goes on where it stopped.

    `directory` has the settings of a bot that asks Microsoft Graph.
    """
    door, people = open_port(port), (*DEFAULT_CAST, NORA) if directory else DEFAULT_CAST
    more = {"under": StillClock(start), "people": people, "profile": str(profile), **(directory or {})}
    async with Town(door, folder, database_url=database_url, **more) as town:
        runner = web.AppRunner(town.web_app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.SockSite(runner, door).start()
            await town.local.install_bot(town.app, but=(NORA,))
            yield town
        finally:
            await runner.cleanup()
