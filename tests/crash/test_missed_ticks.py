"""The loop stands still while something is due: it is done at the next tick, but for an overview that is more than four hours late."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.casework.outcome import Kind, Message
from bot.local.timeline import Timeline
from bot.local.town import Town
from bot.schedule import start_ticking
from bot.storage.tables import messages
from tests.crash.figures import figure
from tests.crash.mornings import BEFORE, FIRST, ask_everybody, read
from tests.crash.test_outage import NewUrl
from tests.stories.opening import open_town

A_SECOND = timedelta(seconds=1)
DUE = {
    "courier": (timedelta(hours=-1), Kind.ANSWER),
    "digest": (timedelta(minutes=-30), Kind.DIGEST),
    "sweep": (timedelta(), Kind.OVERDUE),
}
"""When each has something to do in a morning, counted from eight, and what KE gets of it."""
BOTH = 2
"""So many are in KE."""
EACH = tuple(DUE)
MORNINGS = (
    (timedelta(seconds=2), EACH),
    (timedelta(seconds=60), EACH),
    *((timedelta(hours=1), (name,)) for name in ("sweep", "digest", "courier")),
)
"""For how long the loop stands still on each morning of a week, and over what."""
BLOCKED = 1.1
"""Real seconds. After one second a scheduler that was not told otherwise leaves a tick out."""


def post_to_ke(town: Town, day: int) -> None:
    """Something that waits for the morning."""
    at = FIRST + timedelta(days=day, hours=-1)
    with town.app.store.transaction() as work:
        for person in work.directory().ke():
            work.post(Message(f"waits/{day}/p{person}", Kind.ANSWER, person, at, data={"view": "help"}), town.local.clock.now())


def count_sent_now(town: Town, kind: Kind) -> int:
    """How many messages of a kind KE got at the town's instant."""
    with town.app.store.reading() as work:
        ke = work.directory().ke()
    now = messages.c.kind == kind, messages.c.sent_at == town.local.clock.now(), messages.c.person_id.in_(ke)
    return int(read(town, select(func.count()).select_from(messages).where(*now))[0][0])


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.full)])
async def test_what_was_due_while_the_loop_stood_still_is_done_at_the_next_tick(kind: str, tmp_path: Path, new_url: NewUrl) -> None:
    caught_up = 0
    async with open_town(tmp_path, new_url(kind), start=BEFORE) as town:
        await ask_everybody(town, 3)
        for day, (frozen, works) in enumerate(MORNINGS):
            post_to_ke(town, day)
            for name in works:
                at, said = DUE[name]
                before = FIRST + timedelta(days=day) + at - A_SECOND
                await Timeline(town.local.clock, town.app).move_to(before)
                assert count_sent_now(town, said) == 0
                town.local.clock.move_to(before + frozen)
                await town.app.settle()
                assert count_sent_now(town, said) == BOTH, (name, frozen)
                caught_up += 1
    figure("missed_ticks.caught_up", caught_up)


async def test_an_overview_more_than_four_hours_late_is_left_out_and_logged(tmp_path: Path, new_url: NewUrl) -> None:
    async with open_town(tmp_path, new_url("sqlite"), start=BEFORE) as town:
        await ask_everybody(town, 3)
        at, said = DUE["digest"]
        await Timeline(town.local.clock, town.app).move_to(FIRST + at - A_SECOND)
        town.local.clock.move_to(FIRST + at + timedelta(hours=4, seconds=1))
        with capture_logs() as logs:
            await town.app.settle()
        assert [(line["event"], line["day"]) for line in logs if line["event"] == "digest_skipped"] == [("digest_skipped", "2026-12-07")]
        assert count_sent_now(town, said) == 0
        await Timeline(town.local.clock, town.app).move_to(FIRST + at + timedelta(days=1))
        assert count_sent_now(town, said) == BOTH


def block(seconds: float) -> None:
    """Let nothing else on this loop run."""
    time.sleep(seconds)


async def test_a_tick_that_the_loop_was_too_late_for_is_made_up_for_once() -> None:
    ticked = asyncio.Event()
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        ticks += 1
        ticked.set()

    ticking = start_ticking(tick)
    try:
        block(BLOCKED)
        async with asyncio.timeout(10):
            await ticked.wait()
    finally:
        ticking.shutdown(wait=False)
    assert ticks == 1
