"""Two replicas are replaced one after the other while people answer and cards fall due: nothing is lost and nothing said twice.

In front of them is a load balancer of the test's own, or Caddy as deploy/ has it.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.local.people import DEFAULT_CAST
from tests.crash.figures import figure
from tests.crash.ledger import compare, read_ledger
from tests.crash.proxy import open_proxy
from tests.crash.scripts import NORTH, SOUTH
from tests.crash.world import Bot, Ground, World, open_world
from tests.stories.steps import ask_unit, open_case, say_yes

NewUrl = Callable[[str], str]
TICKS = 0.05
LOOKS = 0.1
"""Real seconds between two looks of the load balancer at each replica."""
LOOKS_OF_CADDY = 1.5
"""Its health_interval, and a little."""
KNOCKS = 0.02
"""Real seconds between two requests of a stranger."""
PATIENCE = aiohttp.ClientTimeout(total=5)
LONGEST_STOP = 10.0
SILENT = (("2026-0410", SOUTH), ("2026-0411", NORTH))
"""Cases in which nobody answers, so that the clock has something to say."""
ANSWERED = ((SOUTH, "Ada"), (NORTH, "Even"))
"""Who is named in the cases that are opened each day and answered on the next."""


@dataclass
class Fleet:
    """Two replicas, and what a load balancer in front of them does: requests go to those that said they are ready when it looked."""

    world: World
    bots: tuple[Bot, Bot]
    session: aiohttp.ClientSession
    proxy: str = ""
    """Where Caddy answers, which looks for itself; without it, the test looks."""
    stops: list[float] = field(default_factory=list)
    in_flight: list[int] = field(default_factory=list)
    """How many requests a replica had not answered when it was asked to stop."""

    async def watch(self) -> None:
        """Look at every replica again and again."""
        while True:
            answers = await asyncio.gather(*(self._is_ready(bot) for bot in self.bots))
            if ready := [bot.door for bot, is_ready in zip(self.bots, answers, strict=True) if is_ready]:
                self.world.teams.doors = tuple(ready)
            await asyncio.sleep(LOOKS)

    async def _is_ready(self, bot: Bot) -> bool:
        try:
            async with self.session.get(f"http://127.0.0.1:{bot.plan.port}/openz") as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def knock(self) -> None:
        """A stranger, again and again: the bot refuses him each time, and he never stands before a closed door."""
        while True:
            async with self.session.post(self.world.teams.doors[0], json={}) as response:
                assert response.status == 400
            await asyncio.sleep(KNOCKS)

    async def replace(self, bot: Bot, requests: int) -> None:
        """Ask a replica to stop as soon as so many requests to it are in flight, and start another in its place."""
        async with asyncio.timeout(60):
            while self._under_way(bot) < requests:  # noqa: ASYNC110 - it is the next requests that are waited for
                await asyncio.sleep(0)
        self.in_flight.append(self._under_way(bot))
        self.stops.append(await bot.stop())
        bot.start()
        await bot.answers()
        while not await self._is_ready(bot):  # noqa: ASYNC110 - as above
            await asyncio.sleep(LOOKS)
        await asyncio.sleep(LOOKS_OF_CADDY if self.proxy else LOOKS)

    def _under_way(self, bot: Bot) -> int:
        """So many of its requests have no answer yet; Caddy gives each replica every other."""
        in_flight = self.world.teams.in_flight
        return in_flight[self.proxy] // len(self.bots) if self.proxy else in_flight[bot.door]


async def nobody_answered() -> None:
    """What Teams does not deliver again is lost."""
    raise AssertionError("a request got no answer")


@contextlib.asynccontextmanager
async def open_fleet(world: World) -> AsyncIterator[Fleet]:
    """A second replica beside the first."""
    await world.start_replica()
    assert world.replica
    world.teams.revive = nobody_answered
    connector = aiohttp.TCPConnector(force_close=True)
    async with aiohttp.ClientSession(connector=connector, timeout=PATIENCE) as session:
        yield Fleet(world, (world.bot, world.replica), session)


@contextlib.asynccontextmanager
async def meanwhile(endless: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """What goes on until the block ends; where it fails, so does the block."""
    async with asyncio.TaskGroup() as group:
        going_on = group.create_task(endless)
        yield
        going_on.cancel()


@contextlib.asynccontextmanager
async def look(fleet: Fleet, _: Path) -> AsyncIterator[None]:
    """A load balancer that looks ten times a second."""
    async with meanwhile(fleet.watch()), meanwhile(fleet.knock()):
        yield


@contextlib.asynccontextmanager
async def pass_through_caddy(fleet: Fleet, folder: Path) -> AsyncIterator[None]:
    """The load balancer that deploy/ shows."""
    async with open_proxy((bot.plan.port for bot in fleet.bots), folder / "caddy") as address:
        fleet.proxy = f"{address}/api/messages"
        fleet.world.teams.doors = (fleet.proxy,)
        async with meanwhile(fleet.knock()):
            yield


Balance = Callable[[Fleet, Path], contextlib.AbstractAsyncContextManager[None]]


@dataclass(frozen=True)
class Size:
    """How long it is lived, how often everybody asks at once, and how many of that a replica has under way when it is asked to stop."""

    days: int
    questions: int
    under_way: int


async def live(world: World, size: Size, fleet: Fleet | None = None) -> None:
    """Each day KE opens cases. The next, one replica is replaced while reminders and digests fall due, the other while leaders say yes."""
    here = world.here
    ke, *leaders = [await here.person(name) for name in ("Kari", f"Leder, {SOUTH}", f"Leder, {NORTH}")]
    everybody = [await here.person(person.name) for person in DEFAULT_CAST]
    for number, unit in SILENT:
        await open_case(ke, number)
        await ask_unit(ke, unit, number)

    async def all_at_once(replica: int, *busy: Coroutine[Any, Any, Any]) -> None:
        """All this at once, and everybody asks; then what was due has been said."""
        world.runs_by_itself = True
        async with asyncio.TaskGroup() as group:
            for each in busy:
                group.create_task(each)
            for person in everybody * size.questions:
                group.create_task(person.says("hjelp"))
            if fleet:
                group.create_task(fleet.replace(fleet.bots[replica], requests=size.under_way))
        world.runs_by_itself = False
        await world.settle()

    for day in range(size.days):
        numbers = [f"2026-{1000 + 10 * day + each}" for each in range(len(ANSWERED))]
        for number, (unit, _) in zip(numbers, ANSWERED, strict=True):
            await open_case(ke, number)
            await ask_unit(ke, unit, number)
        world.clock.move_to(world.clock.now() + timedelta(days=1))
        await all_at_once(0)
        answers = zip(leaders, numbers, ANSWERED, strict=True)
        await all_at_once(1, *(say_yes(leader, name, number) for leader, number, (_, name) in answers))


@pytest.mark.timeout(900)
@pytest.mark.parametrize("balance", [look, pass_through_caddy])
@pytest.mark.parametrize(("size", "stop_after"), [(Size(1, 2, 2), 2), pytest.param(Size(10, 11, 50), 5, marks=pytest.mark.long)])
async def test_replicas_are_replaced_one_by_one_and_nobody_notices(
    balance: Balance, size: Size, stop_after: float, new_url: NewUrl, tmp_path: Path
) -> None:
    plan: dict[str, Any] = {"ticks_every": TICKS, "stop_after": stop_after}
    async with open_world(Ground(tmp_path / "calm", new_url("postgresql"), plan=plan)) as world:
        await live(world, size)
        calm = read_ledger(world)
    async with open_world(Ground(tmp_path / "rolling", new_url("postgresql"), plan=plan)) as world:
        async with open_fleet(world) as fleet, balance(fleet, tmp_path):
            await live(world, size, fleet)
        rolling = read_ledger(world)
        held = world.query("SELECT id FROM messages WHERE lease_until IS NOT NULL")
    assert held == [], "nothing is left in the hands of one that stopped"
    assert rolling.repeated == ()
    for table in ("messages", "requests", "assignments", "cases", "events"):  # in whatever order they were written
        compare(table, sorted(calm.stored[table], key=str), sorted(rolling.stored[table], key=str))
    figure("rolling_restarts", len(fleet.stops))
    figure("rolling_least_in_flight", min(fleet.in_flight))
    figure("rolling_lost", 0)
    figure("rolling_repeated", 0)
    figure("rolling_longest_stop_seconds", round(max(fleet.stops), 1))
    assert max(fleet.stops) <= LONGEST_STOP
