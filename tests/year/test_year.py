"""A simulated year; KOORDINATORBOT_YEAR_SEED=7 lives another one. Full size has `standard`, the long run the others."""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.casework.deadlines import OSLO
from bot.storage.trail import check_trail
from tests.stories.opening import open_town
from tests.year.checking import list_faults
from tests.year.living import Year
from tests.year.people import Habits

FIRST, LAST = date(2026, 1, 5), date(2027, 1, 4)
MORNING = datetime(2026, 1, 5, 8, 0, tzinfo=OSLO)
ELSEWHERE = ("karmoy", "aas", "heroy", "aalesund", "retningslinje")
SEED = int(os.environ.get("KOORDINATORBOT_YEAR_SEED", "1"))
NewUrl = Callable[[str], str]


async def live_through(folder: Path, database_url: str, profile: str, cases: int) -> None:
    """Live the year and look at all of it."""
    async with open_town(folder, database_url, profile, MORNING) as town:
        year = Year(town, Habits(SEED), cases)
        with capture_logs() as logs:
            await year.live(FIRST, LAST)
        broken = [log for log in logs if log["log_level"] in {"error", "critical"}]
        faults = [*list_faults(year, town.app.municipality), *map(str, broken), *year.forgotten]
        await town.app.service.tick()
        if (trail := check_trail(town.settings.database_url)).broken is not None:
            faults.append(f"the trail is broken at {trail.broken}")
        print(f"figure year.{profile}.messages {len(year.sent)}")  # noqa: T201
        print(f"figure year.{profile}.faults {len(faults)}")  # noqa: T201
        assert not faults, f"seed {SEED}, {profile}, {len(faults)} faults:\n" + "\n".join(faults[:30])


@pytest.mark.timeout(600)
async def test_a_year_with_twenty_cases_goes_by_the_book(new_url: NewUrl, tmp_path: Path) -> None:
    await live_through(tmp_path, new_url("sqlite"), "standard", 20)


YEARS = [
    *(pytest.param("standard", kind, marks=pytest.mark.full) for kind in ("sqlite", "postgresql")),
    *(pytest.param(profile, "sqlite", marks=pytest.mark.long) for profile in ELSEWHERE),
]


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("profile", "kind"), YEARS)
async def test_a_year_with_two_hundred_cases_goes_by_the_book(new_url: NewUrl, tmp_path: Path, profile: str, kind: str) -> None:
    await live_through(tmp_path, new_url(kind), profile, 200)
