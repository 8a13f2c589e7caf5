"""The demo put together: the bot's own app, on a database of its own, beside a local Teams; everything but Microsoft is the real thing."""

import asyncio
import socket
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import SecretStr

from bot.app import App
from bot.clock import Clock
from bot.delivery.mail import SmtpMailer
from bot.delivery.pace import Pace
from bot.importing.lists import import_lists
from bot.local.demo import address_of
from bot.local.people import DEFAULT_CAST, TENANT_ID, Person
from bot.local.server import LocalTeams
from bot.settings import Settings
from bot.storage.migrations import migrate

APP_ID = "0e4b4f0c-5c1e-4d51-9a53-6d0a0f6f7d21"
DOMAIN = "kommune.example"
LISTS = Path(__file__).parent / "lists"
UNLIMITED = Pace(per_second=1_000_000, conversation=(), shared=False)
"""The local Teams sets no limits, and its clock may stand still: what is due at an instant is delivered at that instant."""


class Town:
    """A local Teams and the bot on one port. Use as `async with`; `web_app` is what a server must serve for either to work."""

    def __init__(
        self,
        door: socket.socket,
        folder: Path,
        *,
        database_url: str | None = None,
        under: Clock | None = None,
        people: Sequence[Person] = DEFAULT_CAST,
        profile: str = "standard",
        **more: Any,
    ) -> None:
        """`more` are settings besides those the demo needs."""
        folder.mkdir(parents=True, exist_ok=True)
        self.address = address_of(door)
        self.local = LocalTeams(app_id=APP_ID, base_url=self.address, chats_path=folder / "teams.db", people=people, under=under)
        self.settings = Settings(
            app_id=APP_ID,
            tenant_id=TENANT_ID,
            app_password=SecretStr("the local Teams takes its own token instead"),
            database_url=database_url or f"sqlite:///{folder / 'koordinatorbot.db'}",
            profile=profile,
            domains=frozenset({DOMAIN}),
            service_hosts=frozenset({"127.0.0.1"}),
            upload_hosts=frozenset({"127.0.0.1"}),
            openid_metadata=self.local.openid_url,
            graph_host=self.local.graph_url,
            **more,
        )

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._prepare)
        await self.local.__aenter__()
        mailer = SmtpMailer(
            self.local.mail.host, self.local.mail.port, f"koordinatorbot@{DOMAIN}", starttls=False, domains=self.settings.domains
        )
        way_out = None if self.settings.graph_sender else mailer
        self.app = App(self.settings, clock=self.local.clock, credential=self.local.credential, mailer=way_out, pace=UNLIMITED)
        await self.app.__aenter__()
        self.web_app = self.app.web_app
        self.local.attach(self.web_app, self.app)
        return self

    async def __aexit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self.app.__aexit__(*error)
        await self.local.__aexit__(*error)

    def _prepare(self) -> None:
        """The schema, and the demo's units and people, read as a municipality's own lists are."""
        migrate(self.settings.database_url)
        if import_lists(LISTS, self.settings.database_url) != 0:
            raise RuntimeError(f"the lists in {LISTS.name} cannot be read")
