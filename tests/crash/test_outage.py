"""The process is away for hours, days or weeks while reminders and deadlines fall due: what is said after is the newest, and in time."""

import contextlib
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.deadlines import OSLO, WorkCalendar
from bot.casework.lateness import BY_THE_CLOCK
from bot.casework.outcome import Kind
from bot.storage.store import Store
from bot.storage.tables import State, messages
from tests.crash.figures import figure
from tests.crash.scripts import NORTH, SOUTH
from tests.crash.world import Dead, Ground, World, open_world
from tests.stories.people import Here
from tests.stories.steps import ask_unit, open_case

CASES = (
    ("2026-0410", SOUTH, "2026-11-20"),
    ("2026-0411", SOUTH, "2026-09-05"),
    ("2026-0412", NORTH, "2026-09-12"),
    ("2026-0413", NORTH, "2026-11-20"),
    ("2026-0414", "Barnehage øst", "2026-09-30"),
)
NewUrl = Callable[[str], str]
END = datetime(2027, 2, 5, 12, 0, tzinfo=OSLO)


async def ask_everybody(here: Here) -> None:
    """Five cases on three days, all of them with a request that nobody answers."""
    ke = await here.person("Kari")
    for number, unit, decided in CASES:
        await open_case(ke, number, decided)
        await ask_unit(ke, unit, number)
        await here.passes(hours=13)


async def die_with_a_message(world: World, crash_at: str) -> None:
    """Time passes, from due time to due time, until the bot dies."""
    world.bot.kill()
    world.stays_dead = True
    await world.start(crash_at)
    with contextlib.suppress(Dead):
        while world.clock.now() < END:
            world.clock.move_to(await world.next_due() or END)
            await world.settle()


async def come_back(world: World, away: timedelta, crash_at: str = "") -> None:
    """The bot is started after a time in which nobody was there to let anything happen; it may die once more at once."""
    world.bury()
    world.stays_dead = False
    world.clock.move_to(world.clock.now() + away)
    await world.start(crash_at)
    await world.settle()


def read_sent(world: World) -> list[tuple[Kind, int, date | None, datetime]]:
    """Kind, recipient, the day it reminds of and when it left, of all that was said because time passed."""
    sent = select(messages.c.kind, messages.c.person_id, messages.c.reminding_on, messages.c.sent_at)
    rows = world.query(sent.where(messages.c.sent_at.is_not(None), messages.c.kind.in_(list(BY_THE_CLOCK))))
    return [(kind, person, day, at.astimezone(OSLO)) for kind, person, day, at in rows]


def check(world: World) -> None:
    """What holds whatever happened."""
    sent = read_sent(world)
    assert [at for *_, at in sent if not (WorkCalendar().is_working(at.date()) and 7 <= at.hour < 17)] == [], "in working hours alone"
    days = Counter((person, at.date()) for _, person, day, at in sent if day)
    assert max(days.values()) == 1, f"one reminding message a day, not {days.most_common(1)}"
    late = select(messages.c.key).where(messages.c.state == State.PENDING, messages.c.reminding_on < world.clock.now().date())
    assert world.query(late) == [], "nothing is forgotten"
    assert world.query(select(messages.c.key).where(messages.c.state.in_([State.FAILED, State.UNREACHABLE]))) == []


def count_told(world: World) -> Counter[tuple[Kind, int]]:
    """How often KE was told that a deadline came, for each kind and case."""
    told = select(messages.c.kind, messages.c.case_id).where(messages.c.sent_at.is_not(None))
    return Counter(tuple(row) for row in world.query(told.where(messages.c.kind.in_([Kind.OVERDUE, Kind.THREE_MONTHS]))))


async def check_to_the_end(world: World) -> None:
    """Whatever happened on the way, both of KE were told of five deadlines and three periods of three months, once."""
    check(world)
    await world.here.moves_to(f"{END:%Y-%m-%d %H:%M}")
    check(world)
    told = count_told(world)
    assert sorted(kind for kind, _ in told) == [Kind.OVERDUE] * 5 + [Kind.THREE_MONTHS] * 3
    assert set(told.values()) == {2}


def mostly_in_the_long_run(now: timedelta, *later: timedelta) -> list[Any]:
    """One length on SQLite before every commit; the others, and PostgreSQL, in the long run."""
    kinds = ("sqlite", "postgresql")
    return [(now, "sqlite"), *(pytest.param(away, kind, marks=pytest.mark.long) for away in (now, *later) for kind in kinds)]


@pytest.mark.parametrize(("away", "kind"), mostly_in_the_long_run(timedelta(days=3), timedelta(hours=6), timedelta(weeks=2)), ids=str)
async def test_after_an_outage_the_newest_is_said_in_working_hours(away: timedelta, kind: str, tmp_path: Path, new_url: NewUrl) -> None:
    async with open_world(Ground(tmp_path, new_url(kind))) as world:
        await ask_everybody(world.here)
        await world.here.moves_to("2026-12-01 06:00")
        before = len(read_sent(world))
        await come_back(world, away)
        check(world)
        at_once = Counter(person for kind, person, day, _ in read_sent(world)[before:] if day)
        assert max(at_once.values(), default=0) <= 1
        await check_to_the_end(world)


DEATHS = (
    ("2026-12-01 07:59", timedelta(hours=14)),  # back in the evening
    ("2026-12-04 07:59", timedelta(days=3)),  # back on the morning of the next reminder
    ("2026-12-08 07:59", timedelta(days=4, hours=5)),  # back on a Saturday
)


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
@pytest.mark.parametrize("claimed", [1, pytest.param(2, marks=pytest.mark.long), pytest.param(3, marks=pytest.mark.long)])
async def test_what_was_in_hand_when_the_bot_died_keeps_to_the_hours_too(claimed: int, kind: str, tmp_path: Path, new_url: NewUrl) -> None:
    async with open_world(Ground(tmp_path, new_url(kind))) as world:
        await ask_everybody(world.here)
        for dies_after, away in DEATHS:
            await world.here.moves_to(dies_after)
            await die_with_a_message(world, f"courier/claimed:{claimed}")
            await come_back(world, away, "renewed/committed")
            check(world)
        figure("outage_kills", world.deaths)
        assert world.deaths >= 2 * len(DEATHS)
        await check_to_the_end(world)


async def test_a_courier_that_is_faster_than_the_tick_leaves_yesterdays_reminder_alone(tmp_path: Path, new_url: NewUrl) -> None:
    async with open_world(Ground(tmp_path, new_url("sqlite"))) as world:
        await ask_everybody(world.here)
        await world.here.moves_to("2026-12-01 07:59")
        await die_with_a_message(world, "courier/claimed")
        later = world.clock.now() + timedelta(days=1)
        store = Store(world.bot.plan.database_url)
        with store.transaction() as work:
            while claimed := work.claim(later, 100, timedelta(minutes=2)):
                assert (Kind.REMINDING, State.PENDING) not in {(posted.kind, posted.state) for posted in claimed}
                for posted in claimed:
                    work.finish_update(posted.id, shown="", final=True)
            assert work.unsaid(later)
        store.close()
