"""Many at once, and one who never stops: nobody gets an error, and the process does not grow. Times are printed, not judged."""

import asyncio
import itertools
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression, quantiles

import pytest

from bot.local.people import DEFAULT_CAST
from bot.profiles import read_profile
from bot.storage.store import Store
from bot.wire import Json
from tests.crash.figures import figure
from tests.crash.scripts import NORTH, SOUTH
from tests.crash.test_outage import NewUrl
from tests.crash.world import Ground, World, open_world
from tests.stories.many import ask_about
from tests.stories.steps import ask_unit, open_case

SOAK_MINUTES = float(os.environ.get("KOORDINATORBOT_SOAK_MINUTES", "45"))
LOAD_MINUTES = float(os.environ.get("KOORDINATORBOT_LOAD_MINUTES", "10"))
PER_SECOND = 10
TIMES_THE_OTHERS = 7
USERS = 20
CARDS = 200
LOUD = f"Leder, {SOUTH}"
SAID = ("hjelp", "status", "mine forespørsler", "sak 417", "mine saker", "hva betyr avvik?", "brev 417", "status 417", "avbryt")
SLOPE = 1024
"""KiB that the process may grow by in 10,000 turns, once it is warm; judged when there were that many."""
WARM = 0.2
"""The share of a run after which everything has been used once."""

pytestmark = [pytest.mark.long, pytest.mark.timeout(7200)]


@dataclass
class Crowd:
    """People who write; what they were answered, and how long each waited."""

    world: World
    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[int] = field(default_factory=list)
    texts: Iterator[str] = field(default_factory=lambda: itertools.cycle(SAID))
    numbers: Iterator[int] = field(default_factory=itertools.count)

    async def learn(self) -> None:
        """How Teams writes a message and a press, from those of a case that is asked about."""
        ke, leader = await self.world.here.person("Kari"), await self.world.here.person(LOUD)
        await open_case(ke)
        await ask_unit(ke, SOUTH)
        await leader.presses("decline", reason="none that is known")
        self.pressed = json.loads(self.world.teams.all_deliveries[-1].body)
        await ke.says("hjelp")
        self.template = json.loads(self.world.teams.all_deliveries[-1].body)
        self.token = self.world.keys.sign(self.world.teams.service_url)

    async def press(self) -> None:
        """The loud one presses once more: a whole turn, answered on the card and without a message, of which Teams takes few a second."""
        await self.post(LOUD, self.pressed | {"id": f"f:pressed-{next(self.numbers)}"})

    async def write(self, name: str) -> None:
        """One message from somebody."""
        person = next(each for each in DEFAULT_CAST if each.name.startswith(name))
        sender = {"id": person.teams_id, "name": person.name, "aadObjectId": person.id}
        chat = self.template["conversation"] | {"id": person.conversation_id}
        body = self.template | {"id": f"said-{next(self.numbers)}", "text": next(self.texts), "from": sender, "conversation": chat}
        await self.post(name, body)

    async def post(self, name: str, body: Json) -> None:
        """Let it reach the bot, and note how long the answer took."""
        headers = {"Authorization": f"Bearer {self.token}"}
        began = time.monotonic()
        async with self.world.session.post(
            f"http://127.0.0.1:{self.world.bot.plan.port}/api/messages", json=body, headers=headers
        ) as answer:
            await answer.read()
        self.waits[name].append(time.monotonic() - began)
        if answer.status != 200:
            self.errors.append(answer.status)

    def turns(self) -> int:
        return sum(map(len, self.waits.values()))


def slowest(waits: list[float]) -> int:
    """What only one in a hundred took longer than, in milliseconds."""
    return round(quantiles(waits, n=100)[98] * 1000)


def look_at(world: World) -> tuple[int, int]:
    """KiB in memory, and open files, of the bot's process."""
    assert world.bot.process
    process = Path(f"/proc/{world.bot.process.pid}")
    memory = next(line.split()[1] for line in (process / "status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(memory), len(list((process / "fd").iterdir()))


async def test_one_who_never_stops_slows_nobody_and_the_process_does_not_grow(tmp_path: Path, new_url: NewUrl) -> None:
    async with open_world(Ground(tmp_path, new_url("postgresql"), plan={"ticks_every": 1})) as world:
        crowd = Crowd(world)
        await crowd.learn()
        others = [person.name for person in DEFAULT_CAST if person.name != LOUD]
        quiet, turns, seen = itertools.cycle(others), itertools.count(), []
        end, writing = time.monotonic() + SOAK_MINUTES * 60, set()
        while time.monotonic() < end:
            others_turn = next(turns) % (TIMES_THE_OTHERS + 1) == 0
            task = asyncio.create_task(crowd.write(next(quiet)) if others_turn else crowd.press())
            writing.add(task)
            task.add_done_callback(writing.discard)
            if crowd.turns() // 20 > len(seen):
                seen.append((crowd.turns(), *look_at(world)))
            await asyncio.sleep(1 / PER_SECOND)
        await asyncio.gather(*writing)
        warm = seen[int(len(seen) * WARM) :]
        slope = linear_regression([turns for turns, *_ in warm], [memory for _, memory, _ in warm]).slope * 10_000
        figure("soak.minutes", SOAK_MINUTES)
        figure("soak.turns", crowd.turns())
        figure("soak.errors", len(crowd.errors))
        figure("soak.kib_per_10000_turns", round(slope))
        files = [files for *_, files in warm]
        figure("soak.more_files", files[-1] - files[0])
        figure("soak.loud_p99_ms", slowest(crowd.waits[LOUD]))
        figure("soak.others_p99_ms", slowest([wait for name in others for wait in crowd.waits[name]]))
        await world.settle()
    assert crowd.errors == []
    assert max(files) <= files[0] + 10
    if crowd.turns() >= 10_000:
        assert slope < SLOPE


async def test_twenty_who_write_without_pause_all_get_an_answer(tmp_path: Path, new_url: NewUrl) -> None:
    async with open_world(Ground(tmp_path, new_url("postgresql"), plan={"ticks_every": 1})) as world:
        crowd = Crowd(world)
        await crowd.learn()
        end = time.monotonic() + LOAD_MINUTES * 60

        async def write_on(name: str) -> None:
            while time.monotonic() < end:
                await crowd.write(name)

        began = time.monotonic()
        await asyncio.gather(*(write_on(DEFAULT_CAST[number % len(DEFAULT_CAST)].name) for number in range(USERS)))
        figure("load.minutes", LOAD_MINUTES)
        figure("load.turns", crowd.turns())
        figure("load.per_second", round(crowd.turns() / (time.monotonic() - began), 1))
        figure("load.errors", len(crowd.errors))
        figure("load.p99_ms", slowest([wait for waits in crowd.waits.values() for wait in waits]))
        assert crowd.errors == []


async def test_two_hundred_cards_at_once_all_arrive(tmp_path: Path, new_url: NewUrl) -> None:
    async with open_world(Ground(tmp_path, new_url("postgresql"), plan={"ticks_every": 1})) as world:
        await Crowd(world).learn()
        began = time.monotonic()
        with closing(Store(world.bot.plan.database_url)) as store:
            units = {f"2027-{number:04}": (SOUTH, NORTH)[number % 2] for number in range(CARDS)}
            ask_about(store, read_profile("standard"), world.clock.now(), units)
        await world.settle()
        figure("load.cards_seconds", round(time.monotonic() - began, 1))
        assert len(world.query("SELECT id FROM messages WHERE kind = 'request' AND state = 'sent'")) >= CARDS
