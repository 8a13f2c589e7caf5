"""The clock jumps, stands still, is set back, and two processes tick at once: every stage once, none early, none left out."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import pytest

from bot.casework.deadlines import OSLO
from bot.drawing import Drawing
from bot.local.town import DOMAIN
from bot.profiles import read_profile
from bot.service import Service
from bot.storage.store import Store
from tests.crash.ledger import Ledger, read_ledger
from tests.crash.test_outage import NewUrl, ask_everybody, check
from tests.crash.world import Ground, World, open_world

KINDS = ("sqlite", "postgresql")
UNTIL = datetime(2026, 12, 16, 12, 0, tzinfo=OSLO)


@asynccontextmanager
async def open_waiting(folder: Path, url: str) -> AsyncIterator[World]:
    """A world in which five requests wait."""
    async with open_world(Ground(folder, url)) as world:
        await ask_everybody(world.here)
        yield world


async def tell_calmly(folder: Path, url: str) -> Ledger:
    """What is said while time passes as it should."""
    async with open_waiting(folder, url) as world:
        await world.here.moves_to(f"{UNTIL:%Y-%m-%d %H:%M}")
        return read_ledger(world)


async def go_to_next(world: World) -> bool:
    """Set the clock to the next due time; False when that lies beyond the end."""
    due = await world.next_due()
    world.clock.move_to(min(due or UNTIL, UNTIL))
    return due is not None and due <= UNTIL


@pytest.mark.parametrize("kind", ["postgresql", pytest.param("sqlite", marks=pytest.mark.long)])
async def test_two_services_that_tick_at_once_and_again_say_everything_once(kind: str, tmp_path: Path, new_url: NewUrl) -> None:
    calm = await tell_calmly(tmp_path / "calm", new_url(kind))
    async with open_waiting(tmp_path / "twice", new_url(kind)) as world:
        drawing = Drawing(read_profile("standard"))
        stores = [Store(world.bot.plan.database_url) for _ in range(2)]
        one, other = (Service(store, drawing, world.clock, frozenset({DOMAIN}), lambda: None, employment=None) for store in stores)
        while await go_to_next(world):
            await asyncio.gather(one.tick(), other.tick(), one.tick(), other.tick())
            await one.tick()
            await world.settle()
        for store in stores:
            store.close()
        calm.tells_the_same_as(read_ledger(world))


@pytest.mark.long
@pytest.mark.parametrize("back", [timedelta(hours=2), timedelta(days=1)], ids=str)
@pytest.mark.parametrize("kind", KINDS)
async def test_a_clock_that_is_set_back_repeats_nothing(back: timedelta, kind: str, tmp_path: Path, new_url: NewUrl) -> None:
    calm = await tell_calmly(tmp_path / "calm", new_url(kind))
    async with open_waiting(tmp_path / "back", new_url(kind)) as world:
        while await go_to_next(world):
            now = world.clock.now()
            await world.settle()
            world.clock.move_to(now - back)
            await world.settle()
            world.clock.move_to(now)
            await world.settle()
        calm.tells_the_same_as(read_ledger(world))


@pytest.mark.long
async def test_a_process_that_stood_still_catches_up(tmp_path: Path, new_url: NewUrl) -> None:
    """As when a machine sleeps: the loop is frozen while deadlines come, for an hour, six hours and a week."""
    async with open_waiting(tmp_path, new_url("sqlite")) as world:
        pid = world.bot.process.pid if world.bot.process else None
        assert pid
        for frozen in (timedelta(hours=1), timedelta(hours=6), timedelta(weeks=1)):
            await go_to_next(world)
            settling = asyncio.create_task(world.settle())
            await asyncio.sleep(0.02)
            os.kill(pid, SIGSTOP)
            world.clock.move_to(world.clock.now() + frozen)
            os.kill(pid, SIGCONT)
            await settling
            await world.settle()
            check(world)
        await world.here.moves_to(f"{UNTIL:%Y-%m-%d %H:%M}")
        check(world)
        assert read_ledger(world).repeated == ()
