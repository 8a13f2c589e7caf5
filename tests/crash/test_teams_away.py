"""Teams itself is away for hours or days while stages fall due: the alarm sounds, and after it each hears the newest of each case, once."""

from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select

from bot.casework.outcome import Kind
from bot.local.connector_api import Fault, Mishap
from bot.local.town import Town
from bot.storage.tables import State, messages
from tests.crash.figures import figure
from tests.crash.mornings import BEFORE, FIRST, ask_everybody, count_sent, count_told, read
from tests.crash.test_outage import NewUrl
from tests.stories.opening import open_town

SINCE = FIRST - timedelta(minutes=35)
"""Five minutes before Monday's first message is due."""
WAYS_OUT = ("POST", "PUT", "GET")
FOR_EVER = 10**9
OFTEN, SELDOM = timedelta(minutes=5), timedelta(hours=3)
"""How time goes until the alarm and after the outage, and in between."""
ALARM = timedelta(minutes=15)
HOURS, DAYS = timedelta(hours=6), timedelta(days=3)
FULL = [pytest.mark.full, pytest.mark.timeout(3600)]
AWAY = [
    (6, (HOURS, Mishap.ANSWER), "sqlite"),
    *(
        pytest.param(500, away, kind, marks=FULL)
        for away in ((HOURS, Mishap.DROP), (DAYS, Mishap.ANSWER))
        for kind in ("sqlite", "postgresql")
    ),
]


async def find_forgotten(town: Town) -> dict[str, int]:
    """What /readyz names; nothing while it is ready."""
    async with aiohttp.ClientSession() as session, session.get(f"{town.address}/readyz") as answer:
        found: dict[str, int] = (await answer.json()).get("found", {})
        assert bool(found) == (answer.status == 503)
        return found


async def pass_time(town: Town, span: timedelta) -> None:
    town.local.clock.move_to(town.local.clock.now() + span)
    await town.app.settle()


async def pass_until_red(town: Town) -> datetime:
    """Time passes until /readyz is red for what does not arrive."""
    await town.app.settle()
    while "unsent_messages" not in await find_forgotten(town):
        await pass_time(town, OFTEN)
        assert town.local.clock.now() < SINCE + HOURS, "nobody is told"
    return town.local.clock.now()


@pytest.mark.parametrize(("size", "away", "kind"), AWAY)
async def test_each_hears_the_newest_of_each_case_once(
    size: int, away: tuple[timedelta, Mishap], kind: str, tmp_path: Path, new_url: NewUrl
) -> None:
    length, how = away
    async with open_town(tmp_path, new_url(kind), start=BEFORE) as town:
        told = await ask_everybody(town, size)
        town.local.clock.move_to(SINCE)
        town.local.connector.faults = [Fault(how, 503, method=method, times=FOR_EVER) for method in WAYS_OUT]
        red = await pass_until_red(town)
        tries = select(messages.c.first_tried_at).where(messages.c.first_tried_at > SINCE).order_by(messages.c.first_tried_at)
        waited = red - read(town, tries.limit(1))[0][0]
        assert waited <= ALARM
        figure("teams_away.red_after_minutes", waited.total_seconds() / 60)

        while (left := SINCE + length - town.local.clock.now()) > timedelta():
            await pass_time(town, min(left, SELDOM))
        town.local.connector.faults, back = [], town.local.clock.now()
        for _ in range(5):
            await pass_time(town, OFTEN)
        assert await find_forgotten(town) == {}

        sent = count_sent(town, back)
        assert max(sent.values()) == 1
        figure("teams_away.sent_after", sent.total())
        about = count_told(sent)
        assert about == {number: 2 for number, at in told.items() if at <= town.local.clock.now()}, "both of KE, once"
        assert sent.total() - about.total() == len({person for kind, person, _ in sent if kind is not Kind.OVERDUE})
        assert read(town, select(messages.c.id).where(messages.c.state.in_([State.FAILED, State.UNREACHABLE]))) == []
