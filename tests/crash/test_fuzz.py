"""The front door is knocked on with real activities that went wrong: each is answered or refused, and a refused one leaves nothing."""

import asyncio
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from copy import deepcopy
from csv import DictReader
from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest
from sqlalchemy import MetaData, func, select

from bot.storage.engine import open_engine
from tests.crash.distorting import TOKENS, Json, distort
from tests.crash.figures import figure
from tests.crash.scripts import SCRIPTS
from tests.crash.test_outage import NewUrl
from tests.crash.world import Ground, World, open_world

Knock = tuple[bytes, str | None]
"""A body and a token."""
AT_ONCE = 8
UTTERANCES = Path(__file__).parent.parent / "dialogs" / "utterances.tsv"
REFUSED = range(400, 500)
GROWTH = 20 * 1024
"""KiB that the process may grow by, from the first tenth of the run to its end."""


@dataclass
class Knocking:
    """Posts to the bot and remembers how each was answered."""

    world: World
    answers: Counter[int] = field(default_factory=Counter)
    refused: list[Knock] = field(default_factory=list)
    broken: list[bytes] = field(default_factory=list)
    """What the bot stumbled over."""

    @property
    def door(self) -> str:
        return f"http://127.0.0.1:{self.world.bot.plan.port}/api/messages"

    async def knock(self, body: bytes, token: str | None) -> int:
        """The status; that in the body where a press is answered with one."""
        headers = {"Content-Type": "application/json; charset=utf-8"} | ({"Authorization": f"Bearer {token}"} if token is not None else {})
        async with self.world.session.post(self.door, data=BytesIO(body), headers=headers) as response:
            content = await response.read()
        answer = json.loads(content) if content and response.content_type == "application/json" else {}
        status: int = max(response.status, answer.get("statusCode", 0))
        self.answers[status] += 1
        if status in REFUSED:
            self.refused.append((body, token))
        elif status >= 500:
            self.broken.append(body)
        return status

    async def knock_many(self, requests: Iterable[Knock]) -> None:
        """All of them, some at once."""
        waiting = iter(requests)

        async def one_after_another() -> None:
            for body, token in waiting:
                await self.knock(body, token)

        await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))


def distorted(world: World, kinds: list[list[Json]], size: int, lots: random.Random) -> Iterator[Knock]:
    """So many requests, one in five of them without an honest token."""
    here, sign = world.teams.service_url, world.keys.sign
    honest = sign(here)
    strange = [*TOKENS.values(), sign(here, aud="another"), sign(here, exp=1), sign("https://127.0.0.2/")]
    corpus = list(chain(*kinds))
    for _ in range(size):
        yield distort(lots.choice(lots.choice(kinds)), corpus, lots), honest if lots.random() < 0.8 else lots.choice(strange)


def read_rows(url: str) -> dict[str, int]:
    """How many rows each table has."""
    engine, found = open_engine(url), MetaData()
    found.reflect(engine)
    with engine.connect() as connection:
        rows = {name: connection.scalar(select(func.count()).select_from(table)) or 0 for name, table in found.tables.items()}
    engine.dispose()
    return rows


def memory(world: World) -> int:
    """What the bot's process holds in memory, in KiB."""
    assert world.bot.process
    status = Path(f"/proc/{world.bot.process.pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


def kinds_of(world: World) -> list[list[Json]]:
    """The real activities of the story that was lived, by kind; and the messages with all that the dialogs are known to be asked."""
    came = [json.loads(delivery.body) for delivery in world.teams.all_deliveries]
    kinds: dict[str, list[Json]] = defaultdict(list)
    for activity in came:
        kinds[activity["type"]].append(activity)
    asked = DictReader(UTTERANCES.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    return [*kinds.values(), [kinds["message"][0] | {"text": each["said"]} for each in asked]]


SIZES = [(300, "yes"), pytest.param(10_000, "detours", marks=[pytest.mark.full, pytest.mark.timeout(1800)])]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize(("size", "story"), SIZES)
async def test_whatever_is_sent_is_answered_or_refused_and_what_is_refused_leaves_nothing(
    size: int, story: str, kind: str, tmp_path: Path, new_url: NewUrl
) -> None:
    lots = random.Random(f"{kind}/{size}")
    async with open_world(Ground(tmp_path, new_url(kind))) as world:
        await SCRIPTS[story](world.here)
        kinds = kinds_of(world)
        knocking = Knocking(world)
        await knocking.knock_many(distorted(world, kinds, size // 10, lots))
        before = memory(world)
        await knocking.knock_many(distorted(world, kinds, size - size // 10, lots))
        await world.settle()
        grown = memory(world) - before
        rows = read_rows(world.bot.plan.database_url)
        await knocking.knock_many(knocking.refused[::5])
        left = {name: count - rows[name] for name, count in read_rows(world.bot.plan.database_url).items() if count != rows[name]}
        log = world.bot.plan.log.read_text()
    figure("fuzz.requests", size)
    figure("fuzz.taken", knocking.answers[200])
    figure("fuzz.5xx", len(knocking.broken))
    figure("fuzz.grown_kib", grown)
    assert knocking.broken == [], [line for line in log.splitlines() if "turn_failed" in line]
    assert [line for line in log.splitlines() if "Traceback" in line or '"trace"' in line] == []
    assert left == {}
    assert min(knocking.answers[200], len(knocking.refused)) > size / 10, "both kinds were tried"
    if size >= 10_000:
        assert grown <= GROWTH


LONGEST = {"id": 512, "from.id": 200, "from.aadObjectId": 64, "from.name": 512, "conversation.id": 400}


def lengthen(activity: Json, more: int) -> Json:
    """The activity with everything that is kept of it as long as it may be, and so many signs more."""
    long = deepcopy(activity)
    for path, length in LONGEST.items():
        *around, key = path.split(".")
        (long[around[0]] if around else long)[key] = "x" * (length + more)
    return long


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_the_longest_that_is_let_in_can_be_kept(kind: str, tmp_path: Path, new_url: NewUrl) -> None:
    async with open_world(Ground(tmp_path, new_url(kind))) as world:
        ke = await world.here.person("Kari")
        await ke.says("hjelp")
        said, token, knocking = json.loads(world.teams.all_deliveries[-1].body), world.keys.sign(world.teams.service_url), Knocking(world)
        for activity in (said, said | {"type": "messageUpdate", "timestamp": "9" * 512}):
            for _ in range(2):
                assert await knocking.knock(json.dumps(lengthen(activity, 0)).encode(), token) == 200
            assert await knocking.knock(json.dumps(lengthen(activity, 1)).encode(), token) == 400
        kept = world.query("SELECT name FROM people WHERE entra_id LIKE 'xxx%'")
        assert [(len(name),) for (name,) in kept] == [(200,)]
        assert len(world.query("SELECT key FROM inbox WHERE length(key) = 64")) == 2
