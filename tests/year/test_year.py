"""A simulated year in each municipality; KOORDINATORBOT_YEAR_SEED=7 lives another one."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.casework.deadlines import OSLO
from bot.local.clock import StillClock
from bot.local.demo import open_port
from bot.local.town import Town
from bot.storage.trail import check_trail
from tests.year.checking import list_faults
from tests.year.living import Year
from tests.year.people import Habits

FIRST, LAST = date(2026, 1, 5), date(2027, 1, 4)
PROFILES = ("standard", "karmoy", "aas", "heroy", "aalesund", "retningslinje")
SEED = int(os.environ.get("KOORDINATORBOT_YEAR_SEED", "1"))
OpenTown = Callable[[str, str], AbstractAsyncContextManager[Town]]


@pytest.fixture
def open_town(new_url: Callable[[str], str], tmp_path: Path) -> OpenTown:
    """A town with the profile of a municipality, on its first working morning."""

    @asynccontextmanager
    async def opened(profile: str, kind: str) -> AsyncIterator[Town]:
        door, start = open_port(0), datetime(2026, 1, 5, 8, 0, tzinfo=OSLO)
        async with Town(door, tmp_path, database_url=new_url(kind), under=StillClock(start), profile=profile) as town:
            runner = web.AppRunner(town.web_app, access_log=None, shutdown_timeout=1)
            await runner.setup()
            await web.SockSite(runner, door).start()
            await town.local.install_bot(town.app)
            yield town
            await runner.cleanup()

    return opened


async def live_through(open_town: OpenTown, profile: str, cases: int, kind: str = "sqlite") -> None:
    """Live the year and look at all of it."""
    async with open_town(profile, kind) as town:
        year = Year(town, Habits(SEED), cases)
        with capture_logs() as logs:
            await year.live(FIRST, LAST)
        broken = [log for log in logs if log["log_level"] in {"error", "critical"}]
        faults = [*list_faults(year, town.app.municipality), *map(str, broken)]
        await town.app.service.tick()
        if (trail := check_trail(town.settings.database_url)).broken is not None:
            faults.append(f"the trail is broken at {trail.broken}")
        print(f"figure year.{profile}.messages {len(year.sent)}")  # noqa: T201
        print(f"figure year.{profile}.faults {len(faults)}")  # noqa: T201
        assert not faults, f"seed {SEED}, {profile}, {len(faults)} faults:\n" + "\n".join(faults[:30])


@pytest.mark.timeout(600)
async def test_a_year_with_twenty_cases_goes_by_the_book(open_town: OpenTown) -> None:
    await live_through(open_town, "standard", 20)


@pytest.mark.full
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("profile", "kind"), [*((profile, "sqlite") for profile in PROFILES), ("standard", "postgresql")])
async def test_a_year_with_two_hundred_cases_goes_by_the_book_in_each_municipality(open_town: OpenTown, profile: str, kind: str) -> None:
    await live_through(open_town, profile, 200, kind)
