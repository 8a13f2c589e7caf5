"""Story 7's other half: killed in the middle of any story, and started again, the bot loses nothing and repeats nothing."""

import asyncio
import contextlib
import random
import re
import sys
import time
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path

import aiohttp
import pytest

from tests.crash.figures import figure
from tests.crash.ledger import Ledger, read_ledger
from tests.crash.scripts import NORTH, SCRIPTS, SOUTH, Script
from tests.crash.world import Ground, World, free_port, open_world
from tests.stories.people import Here, NotThere
from tests.stories.steps import NUMBER, ask_unit, open_case, say_yes

OF_A_TURN = ("turn/noted", "turn/written", "turn/committed", "courier/claimed", "courier/answered", "courier/recorded", "tick/done")
OF_THE_CLOCK = ("sweep/case", "sweep/committed", "digest/written")
PLACES = OF_A_TURN + OF_THE_CLOCK
WITHOUT_A_CLOCK = {"yes", "no", "questions"}
UNREACHED = re.compile(r"/unreachable-(\d+)/")
"""In the key of what tells KE that somebody was not reached."""

NewUrl = Callable[[str], str]
on_both = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
every_story = pytest.mark.parametrize("story", SCRIPTS)
pytestmark = pytest.mark.long  # real processes killed again and again: minutes, not seconds


async def live_through(ground: Ground, script: Script, ends: list[str], *, again: bool = False) -> tuple[Ledger, World]:
    """A story with a bot that dies where the list says, one place for each of its lives; and what came of it."""
    async with open_world(ground) as world:
        world.bot.kill()
        world.teams.repeats_itself = again
        world.ends = iter(ends)
        await world.start(next(world.ends, ""))
        await script(world.here)
        await finish(world)
        return read_ledger(world), world


calm_runs: dict[tuple[str, str], Ledger] = {}


async def live_calmly(story: str, kind: str, new_url: NewUrl, folder: Path) -> Ledger:
    """What comes of a story in which nobody dies; told once in each test process."""
    if (story, kind) not in calm_runs:
        calm_runs[story, kind], world = await live_through(Ground(folder / "calm", new_url(kind)), SCRIPTS[story], [])
        assert (world.deaths, calm_runs[story, kind].repeated) == (0, ())
    return calm_runs[story, kind]


async def finish(world: World) -> None:
    """The last life, long enough for whatever was under way."""
    world.bury()
    await world.start()
    await world.here.passes(minutes=3)


def find_given_up(world: World) -> set[int]:
    """The messages that were under way twice when the bot died, and that nobody has pressed since."""
    return {id for (id,) in world.query("SELECT id FROM messages WHERE state = 'failed'")}


def judge(calm: Ledger, hard: Ledger, world: World) -> None:
    """Nothing lost; nothing repeated but what was under way when the bot died.

    What was so twice may be given up, and KE knows, also when somebody pressed the card afterwards and so showed that it had arrived.
    """
    given_up = find_given_up(world)
    told_of = {int(whom[1]) for (key,) in world.query("SELECT key FROM messages") if (whom := UNREACHED.search(key))}
    twice = {id: to for id, to in world.query("SELECT id, person_id FROM messages") if world.under_way[id] > 1}
    figure("given_up", len(given_up))
    figure("told_of", len(told_of))
    assert given_up <= twice.keys()
    assert told_of <= set(twice.values())
    if not given_up and not told_of:
        calm.tells_the_same_as(hard)
    assert len(hard.repeated) <= world.under_way.total()
    if world.bot.plan.database_url.startswith("sqlite"):
        assert world.query("PRAGMA integrity_check") == [("ok",)]


def report(kills: int, repeated: int) -> None:
    """What is lost fails the test, so that it is none when this is printed."""
    figure("kills", kills)
    figure("lost", 0)
    figure("repeated", repeated)


def draw_ends(story: str, seed: int) -> list[str]:
    """Where the lives end, in an order of chance, each place once."""
    lots = random.Random(f"{story}/{seed}")
    places = OF_A_TURN if story in WITHOUT_A_CLOCK else PLACES
    return [f"{place}:{lots.randint(1, 2)}" for place in lots.sample(places, len(places))]


@on_both
@every_story
async def test_a_bot_that_dies_again_and_again_ends_where_one_that_lives_does(
    story: str, kind: str, new_url: NewUrl, tmp_path: Path
) -> None:
    calm = await live_calmly(story, kind, new_url, tmp_path)
    hard, world = await live_through(Ground(tmp_path / "hard", new_url(kind)), SCRIPTS[story], draw_ends(story, 0))
    report(world.deaths, len(hard.repeated))
    assert world.deaths >= 3
    judge(calm, hard, world)


@on_both
@every_story
async def test_whoever_presses_or_writes_again_does_nothing_twice(story: str, kind: str, new_url: NewUrl, tmp_path: Path) -> None:
    calm = await live_calmly(story, kind, new_url, tmp_path)
    ends = ["turn/committed:2", "turn/written:2", "turn/noted:2", "turn/committed:1"] * 4
    hard, world = await live_through(Ground(tmp_path / "hard", new_url(kind)), SCRIPTS[story], ends, again=True)
    report(world.deaths, len(hard.repeated))
    assert world.deaths >= 3
    calm.does_the_same_as(hard)
    assert hard.repeated == ()


async def kill_at_random(world: World, lots: random.Random) -> None:
    """SIGKILL after some milliseconds, ten times; whoever asks next finds it dead."""
    for _ in range(10):
        await asyncio.sleep(lots.uniform(0.02, 0.6))
        if world.bot.process is not None:
            world.bot.process.kill()


async def live_dangerously(ground: Ground, script: Script, seed: int) -> tuple[Ledger, World]:
    """The story; where somebody lacks a card because it was given up, it ends there."""
    async with open_world(ground) as world:
        killing = asyncio.create_task(kill_at_random(world, random.Random(seed)))
        try:
            await script(world.here)
        except NotThere:
            figure("cut_short", seed)
            assert find_given_up(world), "it is not there, and was not given up either"
        killing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await killing
        await finish(world)
        return read_ledger(world), world


@pytest.mark.timeout(7200)  # a place reached seventy times is as many lives of the whole story
@pytest.mark.parametrize("place", PLACES)
@on_both
@every_story
async def test_killed_at_each_place_each_time_it_is_reached(story: str, kind: str, place: str, new_url: NewUrl, tmp_path: Path) -> None:
    calm = await live_calmly(story, kind, new_url, tmp_path)
    kills = repeated = 0
    for times in count(1):
        hard, world = await live_through(Ground(tmp_path / f"{times}", new_url(kind)), SCRIPTS[story], [f"{place}:{times}"])
        if not world.deaths:
            break
        kills, repeated = kills + 1, repeated + len(hard.repeated)
        judge(calm, hard, world)
        if place.startswith("turn"):  # the clock strikes while the courier is at work
            assert hard.repeated == (), place
    assert kills or (story in WITHOUT_A_CLOCK and place in OF_THE_CLOCK)
    report(kills, repeated)


@pytest.mark.timeout(1800)
@on_both
@every_story
async def test_killed_at_many_moments(story: str, kind: str, new_url: NewUrl, tmp_path: Path) -> None:
    calm = await live_calmly(story, kind, new_url, tmp_path)
    kills = repeated = 0
    for seed in range(1, 11):
        hard, world = await live_dangerously(Ground(tmp_path / f"random-{seed}", new_url(kind)), SCRIPTS[story], seed)
        kills, repeated = kills + world.deaths, repeated + len(hard.repeated)
        judge(calm, hard, world)
    report(kills, repeated)


# ---- the command people type


@contextlib.asynccontextmanager
async def run_demo(port: int, folder: Path) -> AsyncIterator[Here]:
    """koordinatorbot demo, until SIGKILL."""
    command = ["-m", "bot", "demo", "--port", str(port), "--no-browse", "--folder", str(folder)]
    with (folder.parent / "demo.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=log, stderr=log)
    try:
        async with aiohttp.ClientSession() as session:
            here = Here(session, f"http://127.0.0.1:{port}")
            until = time.monotonic() + 30
            while True:
                with contextlib.suppress(aiohttp.ClientError):
                    if all([(await (await here.person(name)).counts()) for name in ("Kari", "Nils", "Ada")]):
                        break
                assert time.monotonic() < until
                assert process.returncode is None
                await asyncio.sleep(0.1)
            yield here
    finally:
        process.kill()
        await process.wait()


async def test_the_demo_killed_and_started_again_goes_on_where_it_was(tmp_path: Path) -> None:
    port, folder = free_port(), tmp_path / "demo"
    async with run_demo(port, folder) as here:
        ke = await here.person("Kari")
        await open_case(ke, decided=f"{(await here.now()).date()}")
        await ask_unit(ke, SOUTH)
        before = await ke.reads(), await (await here.person(f"Leder, {SOUTH}")).reads()
    async with run_demo(port, folder) as here:
        ke, leader, ada = await here.person("Kari"), await here.person(f"Leder, {SOUTH}"), await here.person("Ada")
        assert (await ke.reads(), await leader.reads()) == before
        assert "Svart: ja" in await say_yes(leader, "Ada")
        await ke.presses("welcome")
        assert NUMBER in await ada.reads()
        assert NORTH not in await ke.reads()
