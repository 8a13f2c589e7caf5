"""The municipality changes its own profile while cases run: what was promised stays, what is new follows the new rules."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from bot.local.town import Town
from tests.stories.opening import open_town, write_profile
from tests.stories.people import Here
from tests.stories.steps import NUMBER, ask_unit, open_case, reminders_of, say_yes

BEFORE = ""
AFTER = """
deadlines:
  reply: {weeks: 1, roll: next_working_day, reminders: [2, 0], at: "10:00"}
systems: {record: Gerica}
terms:
  unit:
    nb: {singular: tjeneste, definite: tjenesten, plural: tjenester, definite_plural: tjenestene, gender: m}
    nn: {singular: teneste, definite: tenesta, plural: tenester, definite_plural: tenestene, gender: f}
"""


@asynccontextmanager
async def at_work(folder: Path, database_url: str, profile: str, port: int = 0) -> AsyncIterator[tuple[Here, Town]]:
    """The bot started with a profile of the municipality's own."""
    async with open_town(folder, database_url, write_profile(folder, profile), port=port) as town, aiohttp.ClientSession() as session:
        yield Here(session, town.address), town


@pytest.mark.row("S0-10", "S0-11")
async def test_a_promised_deadline_stays_and_new_requests_follow_the_new_rules(database_url: str, tmp_path: Path) -> None:
    async with at_work(tmp_path, database_url, BEFORE) as (here, town):
        ke = await here.person("Kari")
        await open_case(ke)
        assert "Svarfrist mandag 7. desember" in await ask_unit(ke, "Hjemmetjenesten sør")
        port = URL(town.address).port or 0
    async with at_work(tmp_path, database_url, AFTER, port) as (here, _):
        ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
        await open_case(ke, "2026-0500")
        assert "Svarfrist mandag 30. november" in await ask_unit(ke, "Hjemmetjenesten nord", "2026-0500")
        assert "mandag 7. desember" in await ke.says("sak 417")
        assert "Velg tjeneste" in await ke.says("ny sak 2026-0600 vedtak 20.11.2026"), "words change at once"
        await here.moves_to("2026-12-07 12:00")
        assert [f"{at:%d.%m. %H:%M}" for at in await reminders_of(leader)] == ["03.12. 10:00", "07.12. 10:00"]
        await say_yes(leader, "Ada")
        assert "Gerica" in await ke.reads(), "the duties name the new system"
        assert "Koordinator på plass" in await ke.says(f"sak {NUMBER}")
