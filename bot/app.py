"""The composition root: builds every room once, owns the server, the courier and the ticks."""

import asyncio
import contextlib
import gc
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Self

import aiohttp
import structlog
from aiohttp import web

from bot import digests, nightly, routines
from bot.clock import Clock, SystemClock
from bot.delivery.courier import Courier
from bot.delivery.mail import Mailer, NoMailer, SmtpMailer
from bot.delivery.pace import Pace
from bot.dialogs import understand
from bot.drawing import Drawing
from bot.graph.client import Graph
from bot.graph.directory import EntraDirectory
from bot.graph.installing import AppInstaller, ChatOpener
from bot.graph.mail import GraphMailer
from bot.profiles import read_profile
from bot.schedule import start_ticking
from bot.service import Service
from bot.settings import Settings
from bot.stopping import Stopping
from bot.storage.store import Store
from bot.teams.connector import TeamsConnector
from bot.teams.credentials import RESOURCE, Credential, MsalCredential
from bot.teams.hosts import ServiceHosts
from bot.teams.identity import Identity
from bot.teams.routes import build_routes
from bot.teams.uploading import FileUploader
from bot.watching import Watching
from bot.wire import Employment, Opener

MESSAGES = "/api/messages"
CHAT = "https://teams.microsoft.com/l/chat/0/0?users=28:{app_id}"
"""Opens one's own chat with the bot, as Microsoft's links to a bot do."""
UNFINISHED = 4.0
"""Real seconds that requests get when the bot no longer listens: with the five before it, most of the time that Teams waits."""
ACCEPTED = 0.1
"""Real seconds between the last connection and the end: aiohttp never closes one that it accepted in the same moment, and waits for it."""

log = structlog.get_logger(__name__)


class App:
    """The bot, whole. Use as `async with`: inside, it answers at `web_app` and sends what is due; ticking is `start`'s choice."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        credential: Credential | None = None,
        mailer: Mailer | None = None,
        pace: Pace | None = None,
        employment: Employment | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self.municipality = read_profile(settings.profile)
        self.store = Store(settings.database_url)
        self.drawing = Drawing(self.municipality, CHAT.format(app_id=settings.app_id))
        self.service = Service(
            self.store,
            self.drawing,
            self.clock,
            settings.domains,
            self._wake,
            employment=employment,
            register_folder=settings.register_folder,
        )
        self.watching = Watching(self.store, self.clock, self.municipality)
        self._credential = credential or make_credential(settings)
        self._graph_credential = credential or make_credential(settings, settings.graph_host)
        self._mailer = mailer
        self._pace = pace or Pace()
        self.web_app = web.Application(client_max_size=512 * 1024)

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        hosts = ServiceHosts(self.settings.service_hosts)
        self.connector = TeamsConnector(self._session, self._credential, hosts)
        self.service.uploader = FileUploader(self._session, ServiceHosts(self.settings.upload_hosts))
        graph = Graph(self._session, self._graph_credential, self.settings.graph_host)
        people = EntraDirectory(graph)
        self._ask_directory(people)
        self.courier = Courier(
            self.store,
            self.connector,
            self._mailer or make_mailer(self.settings, graph),
            self.drawing.draw_to_send,
            self.clock,
            self.service.report_unreachable,
            leaves_at=self.service.leaves_at,
            opener=make_opener(self.settings, graph, people),
            pace=self._pace,
            busy=lambda: self.service.under_way > 0,
        )
        self.service.take_along = self.courier.take_along
        identity = Identity(
            self._session,
            self.settings.app_id,
            {self.settings.tenant_id},
            metadata_url=self.settings.openid_metadata,
            hosts=hosts,
            bound_to=self.settings.host,
            dangerously_unauthenticated_playground=self.settings.playground,
        )
        receive = build_routes(identity, self.service.turn, self.connector, self.watching.count_refusal)
        self.web_app.router.add_post(MESSAGES, self.watching.time_turns(receive))
        self.web_app.add_routes(self.watching.routes())
        self._delivering = asyncio.create_task(self.courier.run())
        self._warming = asyncio.create_task(asyncio.to_thread(understand.warm))
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._delivering.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._delivering
        await self._warming
        await self._credential.close()
        await self._graph_credential.close()
        await self._session.close()
        self.store.close()

    def _ask_directory(self, people: EntraDirectory) -> None:
        """Let the rest of the bot ask the directory what the settings allow."""
        if self.settings.graph_directory:
            self.service.employment = self.service.employment or people
            self.service.people = people
        if self.settings.ke_group:
            self.service.read_ke = partial(people.members, self.settings.ke_group)

    def _wake(self) -> None:
        self.courier.wake()

    async def serve(self) -> None:
        """Answer and tick until somebody asks the process to stop; then answer a little longer, and let what is in hand come to its end."""
        gc.freeze()  # all there is now stays, and is not gone through again
        stopping = Stopping()
        runner = web.AppRunner(self.web_app, access_log=None, shutdown_timeout=UNFINISHED)
        await runner.setup()
        site = web.TCPSite(runner, self.settings.host, self.settings.port)
        ticking = start_ticking(self.service.tick)
        try:
            await site.start()
            log.info("serving", host=self.settings.host, port=self.settings.port, profile=self.municipality.name)
            await stopping.asked()
            self.watching.stopping = True
            log.info("stopping", seconds=self.settings.stop_after)
            await stopping.asked_again(self.settings.stop_after)
            await site.stop()
            await asyncio.sleep(ACCEPTED)
        finally:
            ticking.shutdown(wait=False)
            await runner.cleanup()

    # ---- what the local Teams asks

    async def settle(self) -> None:
        """Return when everything that is due now has been decided and delivered."""
        await self.service.tick()
        await self.courier.drain()

    async def next_due(self) -> datetime | None:
        """The next instant at which anything will happen by itself."""
        return await asyncio.to_thread(self._next_due)

    async def next_deadline(self) -> datetime | None:
        """The next instant at which a stage of a case is reached."""
        return await asyncio.to_thread(self._next_deadline)

    def _next_deadline(self) -> datetime | None:
        with self.store.reading() as work:
            return work.next_look()

    def _next_due(self) -> datetime | None:
        now = self.clock.now()
        with self.store.reading() as work:
            digest = digests.next_digest(self.municipality, work.marked(digests.MARK), now)
            check, routine = nightly.next_check(work, self.municipality, now), routines.next_due(work, self.municipality, now)
            send = work.next_send()
            leaving = max(send, self.courier.free_at()) if send else None
            found = [instant for instant in (work.next_look(), leaving, digest, check, routine) if instant]
        return min((instant for instant in found if instant > now), default=None)


def make_credential(settings: Settings, resource: str = RESOURCE) -> Credential:
    """How the bot proves to Teams, or to another of Microsoft's services, who it is."""
    file = settings.federated_token_file
    return MsalCredential(
        settings.app_id,
        settings.tenant_id,
        app_type="SingleTenant" if file else settings.app_type,  # a federated managed identity asks for its token as an app does
        secret=settings.app_password.get_secret_value() if settings.app_password else None,
        certificate=settings.certificate.read_text() if settings.certificate else None,
        assertion=(lambda: file.read_text().strip()) if file else None,
        resource=resource,
    )


def make_opener(settings: Settings, graph: Graph, people: EntraDirectory) -> Opener | None:
    """The way to somebody who never opened the bot, if there is one."""
    if settings.teams_app is None:
        return None
    return ChatOpener(AppInstaller(graph, settings.teams_app), people if settings.graph_directory else None)


def make_mailer(settings: Settings, graph: Graph) -> Mailer:
    """The way out for e-mail, if there is one."""
    if settings.graph_sender:
        return GraphMailer(graph, settings.graph_sender, settings.domains)
    if settings.smtp_host is None or settings.smtp_sender is None:
        return NoMailer()
    return SmtpMailer(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_sender,
        starttls=settings.smtp_starttls,
        username=settings.smtp_user,
        password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
        domains=settings.domains,
    )
