"""A local Teams that outlives the bot: the bot runs in processes of its own, is killed with SIGKILL, and is started again."""

import asyncio
import contextlib
import json
import multiprocessing
import random
import socket
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from signal import SIGKILL
from typing import Any

import aiohttp
from aiohttp import web
from sqlalchemy import Select, text

from bot.casework.deadlines import OSLO
from bot.importing.lists import import_lists
from bot.local.answers import answer_plainly
from bot.local.api import Api
from bot.local.chats import Chats, Json
from bot.local.clock import MovableClock, StillClock
from bot.local.connector_api import ConnectorApi
from bot.local.demo import PortTaken, address_of, open_port
from bot.local.files import LocalFiles
from bot.local.keys import Keys
from bot.local.mail_catcher import MailCatcher
from bot.local.people import DEFAULT_CAST
from bot.local.teams import BotDidNotAnswer, Delivery, Teams
from bot.local.town import APP_ID, LISTS
from bot.storage.engine import open_engine
from tests.crash.bot_process import Plan, live
from tests.stories.people import Here

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO)
AFTER_A_LEASE = timedelta(minutes=2, seconds=1)
READY_SECONDS = 20
STOP_SECONDS = 60

forge = multiprocessing.get_context("forkserver")
forge.set_forkserver_preload(["tests.crash.bot_process"])


class ClockFile:
    """Where the moved clock is kept: the bot's processes read the present instant from it."""

    def __init__(self, path: Path, start: datetime) -> None:
        self.path = path
        self._start = start
        self._offset = timedelta()
        self.keep_offset(self._offset)

    def offset(self) -> timedelta:
        return self._offset

    def keep_offset(self, offset: timedelta) -> None:
        self._offset = offset
        fresh = self.path.with_suffix(".new")
        fresh.write_text((self._start + offset).isoformat())
        fresh.replace(self.path)


@dataclass
class Bot:
    """One replica: a process at a time, on one port."""

    plan: Plan
    process: BaseProcess | None = None

    def is_alive(self) -> bool:
        return self.process is not None and self.process.is_alive()

    def has_died(self) -> bool:
        """Whether somebody else than `kill` ended it; its connections break a moment before it is gone."""
        if self.process is None:
            return False
        self.process.join(5)
        return self.process.exitcode == -SIGKILL

    def start(self, crash_at: str = "") -> None:
        """Begin a life; `answers` tells when it listens."""
        self.process = forge.Process(target=live, args=(replace(self.plan, crash_at=crash_at),), daemon=True)
        self.process.start()

    def kill(self) -> None:
        """SIGKILL, also when it is dead already."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.process = None

    async def stop(self) -> float:
        """SIGTERM; the seconds it took to end well. Raises AssertionError with its log when it did not."""
        assert self.process is not None
        began = time.monotonic()
        self.process.terminate()
        await asyncio.to_thread(self.process.join, STOP_SECONDS)
        assert self.process.exitcode == 0, f"exit code {self.process.exitcode}:\n" + self.plan.log.read_text()[-2000:]
        return time.monotonic() - began

    @property
    def door(self) -> str:
        """Where it takes in what people do."""
        return f"http://127.0.0.1:{self.plan.port}/api/messages"

    async def answers(self) -> bool:
        """Return when it listens; False when it was killed before. Raises AssertionError with its log when it does neither."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and self.is_alive():
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.plan.port), 0.2):
                return True
            await asyncio.sleep(0.01)
        if self.has_died():
            return False
        raise AssertionError("the bot does not start:\n" + self.plan.log.read_text()[-2000:])


class PatientTeams(Teams):
    """Delivers the same signed request again, to a bot that was started anew, when nobody answered."""

    revive: Callable[[], Awaitable[None]]
    repeats_itself = False
    """The person presses or writes once more when nothing came back, as a new activity; Teams itself delivers nothing again."""
    doors: tuple[str, ...] = ()
    """Where the replicas answer, each in turn; none: the one bot."""
    copies: Callable[[], int] = staticmethod(lambda: 1)
    """So many copies of each request are delivered at once; none: it is only kept, to be delivered later."""
    all_deliveries: list[Delivery]
    in_flight: Counter[str]
    """So many requests wait for their answer, by where they were sent."""

    async def deliver(self, delivery: Delivery) -> Json | None:
        self.all_deliveries.append(delivery)
        answers = await asyncio.gather(*(self._deliver(delivery) for _ in range(self.copies())))
        return answers[-1] if answers else None

    async def _deliver(self, delivery: Delivery) -> Json | None:
        for _ in range(MANY):
            try:
                if self.doors:
                    self._messages_url, *rest = self.doors
                    self.doors = (*rest, self._messages_url)
                return await self._post_once(delivery, self._messages_url)
            except BotDidNotAnswer as failure:
                if failure.status is not None:
                    raise
                await self.revive()
                if self.repeats_itself:
                    delivery = self._do_again(delivery)
        raise BotDidNotAnswer(None)

    async def _post_once(self, delivery: Delivery, door: str) -> Json | None:
        self.in_flight[door] += 1
        try:
            return await super().deliver(delivery)
        finally:
            self.in_flight[door] -= 1

    def _do_again(self, delivery: Delivery) -> Delivery:
        activity = json.loads(delivery.body)
        activity["id"] = f"f:{uuid.uuid4()}" if activity["type"] == "invoke" else self._chats.new_id(self._clock.now())
        return Delivery(json.dumps(activity).encode(), f"Bearer {self._keys.sign(self.service_url)}")


PATIENT = aiohttp.ClientTimeout(total=1800)
"""For a bot that has thousands of messages to send before it has come to rest."""
MANY = 30
"""So many lives in a row that end in the same request are a bot that cannot live."""


class Dead(Exception):
    """The bot is dead and was to stay so."""


@dataclass
class World:
    """Teams, a clock, people, and one bot that dies. Also what the local Teams' interface knows as the bot."""

    teams: PatientTeams
    chats: Chats
    clock: MovableClock
    connector: ConnectorApi
    bot: Bot
    session: aiohttp.ClientSession
    here: Here
    keys: Keys
    ends: Iterator[str] = field(default_factory=lambda: iter(()))
    """Where the coming lives end; those after the last one do not."""
    runs_by_itself: bool = False
    """Nobody waits until what is due has been said."""
    stays_dead: bool = False
    """Whoever finds it dead is told so by Dead, and it is not started again."""
    deaths: int = 0
    """How often it was found dead."""
    replica: Bot | None = None
    """A second process on the same database."""
    under_way: Counter[int] = field(default_factory=Counter)
    """How often each message was under way when the bot died: Teams may have it, and nobody knows."""

    async def revive(self) -> None:
        """The bot was found dead and is started again, two minutes later: what it held when it died is free by then."""
        self.deaths += self.bot.has_died()
        self.bury()
        if self.stays_dead:
            raise Dead
        self.clock.move_to(self.clock.now() + AFTER_A_LEASE)
        await self.start(next(self.ends, ""))

    def bury(self) -> None:
        """Make sure that it is dead, and look at what it left under way."""
        self.bot.kill()
        under_way = "SELECT id FROM messages WHERE lease_until IS NOT NULL AND activity_id IS NULL AND state = 'pending'"
        self.under_way.update(id for (id,) in self.query(under_way))

    async def start(self, crash_at: str = "") -> None:
        self.bot.start(crash_at)
        while not await self.bot.answers():
            self.deaths += 1
            self.bury()
            self.bot.start(crash_at)

    async def start_replica(self, **plan: Any) -> None:
        """A second bot, which gets every other request from now on."""
        self.replica = Bot(replace(self.bot.plan, port=free_port(), log=self.bot.plan.log.with_name("replica.log"), **plan))
        self.replica.start()
        await self.replica.answers()
        self.teams.doors = (self.bot.door, self.replica.door)

    async def settle(self) -> None:
        if self.runs_by_itself:
            return
        for _ in range(2 if self.replica else 1):
            await asyncio.gather(*(self._ask("POST", "/settle", bot) for bot in (self.bot, self.replica) if bot))

    async def next_due(self) -> datetime | None:
        found = await self._ask("GET", "/due", self.bot)
        return datetime.fromisoformat(found) if found else None

    async def next_deadline(self) -> datetime | None:
        return None

    async def _ask(self, method: str, path: str, bot: Bot) -> Any:
        for _ in range(MANY):
            try:
                async with self.session.request(method, f"http://127.0.0.1:{bot.plan.port}{path}", timeout=PATIENT) as response:
                    assert response.status == 200, bot.plan.log.read_text()[-3000:]
                    return await response.json() if response.content_type == "application/json" else None
            except aiohttp.ClientError:
                await self.revive()
        raise AssertionError("the bot cannot live:\n" + self.bot.plan.log.read_text()[-3000:])

    def query(self, statement: str | Select[Any]) -> list[Any]:
        """Rows of the bot's database, read from outside."""
        engine = open_engine(self.bot.plan.database_url)
        with engine.connect() as connection:
            rows = list(connection.execute(text(statement) if isinstance(statement, str) else statement).all())
        engine.dispose()
        return rows


@dataclass(frozen=True)
class Ground:
    """What every world of a test stands on: where files lie, and which database."""

    folder: Path
    database_url: str
    starts_at: datetime = MONDAY
    plan: dict[str, Any] = field(default_factory=dict)


@contextlib.asynccontextmanager
async def open_world(ground: Ground) -> AsyncIterator[World]:
    """Monday 23 November 2026, 09.00 in Oslo; everybody has installed the bot and nobody has written."""
    ground.folder.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(import_lists, LISTS, ground.database_url)
    door, bot_port = open_port(0), free_port()
    address = address_of(door)
    keeper = ClockFile(ground.folder / "clock", ground.starts_at)
    chats, keys = Chats(ground.folder / "teams.db"), Keys(APP_ID)
    clock = MovableClock(keeper, StillClock(ground.starts_at))
    mail = MailCatcher(chats, clock)
    await mail.open()
    connector = ConnectorApi(DEFAULT_CAST, chats, keys, clock, address)
    plan = Plan(
        port=bot_port,
        database_url=ground.database_url,
        clock=keeper.path,
        token=keys.sign_for_bot(),
        openid=f"{address}/teams/.well-known/openidconfiguration",
        mail_port=mail.port,
        log=ground.folder / "bot.log",
        **ground.plan,
    )
    bot = Bot(plan)
    connections = aiohttp.TCPConnector(limit=0)  # as many at once as a test wants under way
    async with aiohttp.ClientSession(connector=connections) as session:
        teams = PatientTeams(
            chats=chats,
            keys=keys,
            clock=clock,
            session=session,
            base_url=address,
            messages_url=bot.door,
            bot_name="Koordinatorbot",
        )
        world = World(teams, chats, clock, connector, bot, session, Here(session, address), keys)
        teams.revive = world.revive
        teams.all_deliveries = []
        teams.in_flight = Counter()
        app = web.Application(middlewares=[answer_plainly])
        app.add_routes([*connector.routes(), *Api(DEFAULT_CAST, chats, clock, teams, LocalFiles(address), world).routes()])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.SockSite(runner, door).start()
        try:
            await world.start()
            await asyncio.gather(*(teams.install(person) for person in DEFAULT_CAST))
            await world.settle()
            yield world
        finally:
            world.bot.kill()
            if world.replica:
                world.replica.kill()
            await runner.cleanup()
            await mail.close()
            chats.close()


def free_port() -> int:
    """A port nobody listens on now, below those that the system hands out: nobody shall get it while the bot is dead."""
    for port in random.SystemRandom().choices(range(12_000, 32_000), k=MANY):
        with contextlib.suppress(PortTaken), open_port(port):
            return port
    raise AssertionError("no port is free")
