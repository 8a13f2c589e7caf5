"""The clock jumps an hour or days ahead, is set back, or stands still, or two processes differ by a minute and a half: all is said once."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App
from bot.casework.outcome import Kind
from bot.clock import Clock
from bot.local.bot import Bot
from bot.local.people import DEFAULT_CAST
from bot.local.timeline import Timeline
from bot.local.town import UNLIMITED, Town
from bot.storage.tables import cases, messages
from tests.crash.figures import figure
from tests.crash.mornings import BEFORE, FIRST, ask_everybody, count_sent, count_told, read
from tests.crash.test_outage import NewUrl
from tests.stories.opening import open_town

END = FIRST + timedelta(days=3, hours=4)
MORNINGS, AFTER = {7, 8, 9}, {10}
"""The days of December on which a leader is reminded; the one on which the bot gets to it when it has missed those."""
A_MOMENT = timedelta(minutes=5)
APART = timedelta(seconds=90)


@dataclass(frozen=True)
class WrongClock:
    """Shows another clock's instant, and so much more."""

    right: Clock
    skew: timedelta

    def now(self) -> datetime:
        return self.right.now() + self.skew


@dataclass(frozen=True)
class Pair:
    """Two processes on one database, the second with a clock that is wrong."""

    one: App
    other: App
    skew: timedelta

    async def settle(self) -> None:
        """Both at once, and then each once more, for what the other has written meanwhile."""
        await asyncio.gather(self.one.settle(), self.other.settle())
        await self.one.settle()
        await self.other.settle()

    async def next_due(self) -> datetime | None:
        """By the right clock."""
        own, others = await self.one.next_due(), await self.other.next_due()
        return min((due for due in (own, others and others - self.skew) if due), default=None)

    next_deadline = next_due


Go = Callable[[datetime], Coroutine[Any, Any, None]]


async def jump(town: Town, go: Go, by: timedelta) -> None:
    """Just before Monday's stages the clock shows another time, and goes on from there."""
    await go(FIRST - A_MOMENT)
    town.local.clock.move_to(FIRST - A_MOMENT + by)


async def set_back(town: Town, go: Go, by: timedelta) -> None:
    """Just after them it is set back, and the hours come again."""
    await go(FIRST + A_MOMENT)
    town.local.clock.move_to(FIRST + A_MOMENT - by)


async def stand_still(town: Town, go: Go, by: timedelta) -> None:
    """It stands before them, and again when they are due, while the bot goes on."""
    for instant in (FIRST - by, FIRST):
        await go(instant)
        for _ in range(5):
            await town.app.settle()


WRONG = {
    "an hour ahead": (jump, timedelta(hours=1), timedelta()),
    "three days ahead": (jump, timedelta(days=3), timedelta()),
    "two hours back": (set_back, timedelta(hours=2), timedelta()),
    "frozen": (stand_still, A_MOMENT, timedelta()),
    "a process ahead": (stand_still, A_MOMENT, APART),
    "a process behind": (stand_still, A_MOMENT, -APART),
}
SIZES = [(3, "sqlite"), *(pytest.param(50, kind, marks=[pytest.mark.full, pytest.mark.timeout(1800)]) for kind in ("sqlite", "postgresql"))]


early = select(messages.c.id).where(messages.c.sent_at < messages.c.due_at)
overdue = select(cases.c.number, messages.c.activity_id).join_from(messages, cases).where(messages.c.kind == Kind.OVERDUE)


def reminded_days(town: Town) -> set[int]:
    """The days of December, from the first of these mornings, on which a leader was reminded."""
    days = select(messages.c.reminding_on).where(messages.c.kind == Kind.REMINDING, messages.c.reminding_on >= FIRST.date())
    return {day.day for (day,) in read(town, days)}


@pytest.mark.parametrize(("size", "kind"), SIZES)
@pytest.mark.parametrize("wrong", WRONG)
async def test_all_is_said_once_and_nothing_early(wrong: str, size: int, kind: str, tmp_path: Path, new_url: NewUrl) -> None:
    happens, by, skew = WRONG[wrong]
    async with open_town(tmp_path, new_url(kind), start=BEFORE) as town, AsyncExitStack() as stack:
        bot: Bot = town.app
        if skew:
            clock, credential, mailer = WrongClock(town.local.clock, skew), town.local.credential, town.app._mailer
            other = App(town.settings, clock=clock, credential=credential, mailer=mailer, pace=UNLIMITED)
            bot = Pair(town.app, await stack.enter_async_context(other), skew)
            for each in (bot.one, bot.other):  # the clock must not move by hours while something is in the air
                each._delivering.cancel()
        told = await ask_everybody(town, size)
        go = Timeline(town.local.clock, bot).move_to
        await happens(town, go, by)
        await go(END)

        sent = count_sent(town, BEFORE)
        assert count_told(sent) == dict.fromkeys(told, 2)
        assert max(times for (kind, *_), times in sent.items() if kind is Kind.OVERDUE) == 1
        assert reminded_days(town) == (AFTER if "three days" in wrong else MORNINGS)
        assert read(town, early) == []
        arrived = [each.id for person in DEFAULT_CAST for each in town.local.chats.read(person.id) if each.author == "bot"]
        known = {id for (id,) in read(town, select(messages.c.activity_id))}
        assert [id for id in arrived if id not in known] == [], "nothing arrived twice"
        for number, id in read(town, overdue):
            arrival = town.local.chats.find(id)
            assert arrival
            assert datetime.fromisoformat(arrival.at) >= told[number] - APART
        figure("jumps.told", len(told))
