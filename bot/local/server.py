"""The local Teams as one thing: builds its parts, adds the page, the interface and the connector to the bot's own server."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web
from yarl import URL

from bot.clock import Clock
from bot.local.answers import answer_plainly
from bot.local.api import STOP, Api
from bot.local.bot import Bot
from bot.local.chats import Chats
from bot.local.clock import MovableClock
from bot.local.connector_api import ConnectorApi
from bot.local.files import LocalFiles
from bot.local.graph_api import KE_GROUP, SENDER, LocalGraph
from bot.local.keys import Keys, LocalCredential
from bot.local.mail_catcher import MailCatcher
from bot.local.page import page_routes
from bot.local.people import DEFAULT_CAST, Person
from bot.local.teams import Teams
from bot.teams.hosts import LOOPBACK


class LocalTeams:
    """Use as `async with`: inside, the mail catcher listens and the rest is ready to be attached to a server.

    `base_url` is the address at which that server will answer, without a slash at the end. `under` is the clock
    below the movable one; tests give a StillClock.
    """

    def __init__(
        self,
        *,
        app_id: str,
        base_url: str,
        chats_path: Path,
        people: Sequence[Person] = DEFAULT_CAST,
        under: Clock | None = None,
        bot_name: str = "Koordinatorbot",
        messages_path: str = "/api/messages",
    ) -> None:
        self.people = people
        self.chats = Chats(chats_path)
        self.clock = MovableClock(self.chats, under)
        self.keys = Keys(app_id)
        self.credential = LocalCredential(self.keys)
        self.mail = MailCatcher(self.chats, self.clock)
        self.connector = ConnectorApi(people, self.chats, self.keys, self.clock, base_url)
        ke = [person.id for person in people if "KE" in person.roles]
        self.graph = LocalGraph(people, groups={KE_GROUP: ke}, senders={SENDER}, install=self._install)
        self.files = LocalFiles(base_url)
        self.graph_url = f"{base_url}/graph"
        self.service_url = f"{base_url}/teams/"
        self.openid_url = f"{base_url}/teams/.well-known/openidconfiguration"
        self._base_url = base_url
        self._messages_url = base_url + messages_path
        self._bot_name = bot_name

    async def __aenter__(self) -> Self:
        await self.mail.open()
        self._session = aiohttp.ClientSession()
        self.teams = Teams(
            chats=self.chats,
            keys=self.keys,
            clock=self.clock,
            session=self._session,
            base_url=self._base_url,
            messages_url=self._messages_url,
            bot_name=self._bot_name,
        )
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self._session.close()
        await self.mail.close()
        self.chats.close()

    def attach(self, app: web.Application, bot: Bot) -> None:
        """Add the page, the interface and the connector to the server that also answers the bot's messages."""
        app.middlewares.append(only_from_this_machine)
        app.middlewares.append(answer_plainly)
        app.add_routes(self.connector.routes())
        app.add_routes(self.graph.routes())
        app.add_routes(self.files.routes())
        app.add_routes(Api(self.people, self.chats, self.clock, self.teams, self.files, bot).routes())
        app.add_routes(page_routes())
        app.on_shutdown.append(self._stop_streams)

    async def _install(self, person: Person) -> None:
        await self.teams.install(person)

    async def install_bot(self, bot: Bot, but: Collection[Person] = ()) -> None:
        """Install the bot for everyone who never had it. Call when the server answers; costs nothing the next time."""
        new = [person for person in self.people if person not in but and not self.chats.is_installed(person.id)]
        await asyncio.gather(*(self.teams.install(person) for person in new))
        await bot.settle()

    async def _stop_streams(self, _: web.Application) -> None:
        self.chats.tell(STOP)


@web.middleware
async def only_from_this_machine(request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
    """Refuse other host names (a page elsewhere that points its own name here) and what other pages' scripts send."""
    origin = request.headers.get("Origin")
    if _host(f"http://{request.host}") not in LOOPBACK or (origin is not None and origin.partition("://")[2] != request.host):
        return web.json_response({"error": "Bare denne maskinen slipper inn."}, status=403)
    return await handler(request)  # type: ignore[no-any-return]


def _host(address: str) -> str | None:
    try:
        return URL(address).host
    except ValueError:
        return None
