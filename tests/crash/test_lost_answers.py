"""The bot dies between sending and noting, or Teams' answer is lost, twice for one message: it arrives twice at most, and KE is told."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.local.connector_api import Fault, Mishap
from tests.crash.scripts import SOUTH
from tests.crash.world import AFTER_A_LEASE, Ground, World, open_world
from tests.stories.people import Someone, words_of
from tests.stories.steps import ask_unit, open_case

NewUrl = Callable[[str], str]
LATER = timedelta(minutes=6)
"""Past a lease, and past the longest wait before a repeat."""


async def die_after_sending(world: World, leader: Someone) -> None:
    """The message leaves, and the process is gone before it has noted that."""
    world.bury()
    await world.start("courier/answered")
    world.clock.move_to(world.clock.now() + LATER)
    assert world.bot.process
    await asyncio.to_thread(world.bot.process.join, 30)
    assert world.bot.has_died()
    world.bury()
    await world.start()


async def lose_the_answer(world: World, leader: Someone) -> None:
    """The message arrives, and the connection breaks before Teams has said so."""
    world.connector.faults.append(Fault(Mishap.CUT, person=leader.id))
    world.clock.move_to(world.clock.now() + LATER)
    await world.settle()
    assert world.connector.faults == []


ACCIDENTS = {"killed": die_after_sending, "cut off": lose_the_answer}


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
@pytest.mark.parametrize(("first", "second"), [("killed", "cut off"), ("cut off", "killed"), ("killed", "killed")])
async def test_a_message_arrives_twice_at_most(first: str, second: str, kind: str, new_url: NewUrl, tmp_path: Path) -> None:
    async with open_world(Ground(tmp_path, new_url(kind))) as world:
        ke, leader = await world.here.person("Kari"), await world.here.person(f"Leder, {SOUTH}")
        await open_case(ke)
        world.connector.faults.append(Fault(status=412, person=leader.id))  # so that the request is alone on its way afterwards
        await ask_unit(ke, SOUTH)
        before = await leader.counts()
        for accident in (first, second):
            await ACCIDENTS[accident](world, leader)
        for _ in range(3):
            world.clock.move_to(world.clock.now() + max(LATER, AFTER_A_LEASE))
            await world.settle()
        arrived = [words_of(activity) for activity in (await leader.from_bot())[before:]]
        assert len(arrived) == 2, "once, and once more"
        assert arrived[0] == arrived[1]
        assert world.query("SELECT state, ended_why FROM messages WHERE kind = 'request' AND state != 'sent'") == [
            ("failed", "no answer, twice in doubt" if second == "killed" else "in_doubt, twice in doubt")
        ]
        assert f"Jeg når ikke {leader.name} i Teams" in await ke.reads()
