"""The bot beside Microsoft's Agents Playground, without authentication, on loopback and on a fresh database of the demo's people."""

import asyncio
import signal
import socket
import webbrowser
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web
from rich.console import Console

from bot.app import MESSAGES, App
from bot.clock import Clock
from bot.delivery.pace import Pace
from bot.importing.lists import import_lists
from bot.local.demo import address_of, has_display
from bot.local.people import DEFAULT_CAST, TENANT_ID, Person
from bot.local.playground import Playground, free_ports
from bot.local.town import APP_ID, DOMAIN, LISTS
from bot.schedule import start_ticking
from bot.settings import Settings
from bot.storage.migrations import migrate

KE, LEADER, COORDINATOR = DEFAULT_CAST[0], DEFAULT_CAST[2], DEFAULT_CAST[6]


class NoCredential:
    """The bot's credential against the Playground, which asks for none."""

    async def token(self) -> str:
        """Any word will do."""
        return "none"

    def forget(self) -> None:
        """There is nothing to forget."""

    async def close(self) -> None:
        """Nothing is ever being fetched."""


class PlaygroundTown:
    """One bot and a Playground for each of some people. Use as `async with`; inside, everything answers.

    The database begins anew each time: the Playground forgets its chats when it stops, so the bot must not go on updating their cards.
    """

    def __init__(
        self,
        door: socket.socket,
        folder: Path,
        *,
        database_url: str | None = None,
        clock: Clock | None = None,
        pace: Pace | None = None,
        people: Sequence[Person] = (KE, LEADER, COORDINATOR),
    ) -> None:
        self._door = door
        self._folder = folder
        self._fresh = database_url is None
        self._clock = clock
        self._pace = pace
        self._people = people
        self.settings = Settings(
            app_id=APP_ID,
            tenant_id=TENANT_ID,
            database_url=database_url or f"sqlite:///{folder / 'koordinatorbot.db'}",
            domains=frozenset({DOMAIN}),
            service_hosts=frozenset({"127.0.0.1"}),
            playground=True,
        )

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._prepare)
        async with AsyncExitStack() as stack:
            self.app = await stack.enter_async_context(App(self.settings, clock=self._clock, credential=NoCredential(), pace=self._pace))
            runner = web.AppRunner(self.app.web_app, access_log=None, shutdown_timeout=1)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            await web.SockSite(runner, self._door).start()
            endpoint = address_of(self._door) + MESSAGES
            self.playgrounds = [
                await stack.enter_async_context(Playground(person, port, endpoint, APP_ID, self._folder / person.id))
                for person, port in zip(self._people, free_ports(len(self._people)), strict=True)
            ]
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self._stack.aclose()

    def _prepare(self) -> None:
        """The schema, and the demo's units and people, read as a municipality's own lists are."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._fresh:
            for old in self._folder.glob("koordinatorbot.db*"):
                old.unlink()
        migrate(self.settings.database_url)
        import_lists(LISTS, self.settings.database_url)


async def serve(town: PlaygroundTown, console: Console, *, browse: bool = True) -> None:
    """Tick until Ctrl-C: prints each person's address, and opens them in a browser where there is one."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    ticking = start_ticking(town.app.service.tick)
    try:
        console.print("\n  Microsofts Playground er klar:\n")
        for playground in town.playgrounds:
            console.print(f"  [bold]{playground.url}/[/bold]  {playground.person.name}")
            if browse and has_display():
                await asyncio.to_thread(webbrowser.open, f"{playground.url}/")
        console.print("\n  Åpne alle sidene før du begynner: en side viser bare det som kommer mens den er åpen.")
        console.print("  Stopp med Ctrl-C. Ingenting blir husket til neste gang.\n")
        await stop.wait()
        console.print("\n  Stoppet.")
    finally:
        ticking.shutdown(wait=False)
