"""Two processes on one PostgreSQL database, both answering, ticking and sending: every message once."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.crash.figures import figure
from tests.crash.ledger import read_ledger
from tests.crash.scripts import SCRIPTS
from tests.crash.world import Ground, open_world

pytestmark = pytest.mark.long  # two real processes on one database

NewUrl = Callable[[str], str]
TICKS = 0.05
"""Real seconds between two ticks of each process."""


async def compare_two_with_one(story: str, skew: timedelta, new_url: NewUrl, folder: Path) -> None:
    """The story with one process, and with two that share the work."""
    async with open_world(Ground(folder / "one", new_url("postgresql"))) as world:
        await SCRIPTS[story](world.here)
        alone = read_ledger(world)
    plan: dict[str, Any] = {"ticks_every": TICKS}
    async with open_world(Ground(folder / "two", new_url("postgresql"), plan=plan)) as world:
        await world.start_replica(skew=skew)
        await SCRIPTS[story](world.here)
        await world.settle()
        together = read_ledger(world)
        figure("messages", len(together.stored["messages"]))
        assert together.repeated == ()
        alone.tells_the_same_as(together)


@pytest.mark.parametrize("skew", [timedelta(), timedelta(seconds=90)], ids=str)
@pytest.mark.parametrize("story", SCRIPTS)
async def test_two_replicas_say_everything_once(story: str, skew: timedelta, new_url: NewUrl, tmp_path: Path) -> None:
    await compare_two_with_one(story, skew, new_url, tmp_path)
