"""Cases that this program cannot read, or cannot reckon with: the clock goes on with all the others, and they are told of."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import select, text
from structlog.testing import capture_logs

from bot.auditing import count_faults, tell_faults
from bot.casework.outcome import Kind
from bot.local.town import Town
from bot.storage.tables import State, messages
from tests.crash.figures import figure
from tests.crash.mornings import BEFORE, FIRST, ask_everybody, count_sent, count_told, read
from tests.crash.test_outage import NewUrl
from tests.stories.opening import open_town

BROKEN = {
    "2026-0000": ("state", "unheard of"),  # as a later release may have written it
    "2026-0001": ("deadline", "0001-01-01"),  # no calendar has the day before
}
"""Of the cases whose mornings are the first two: a column of the request, and what stands there."""
MORNING = (timedelta(minutes=-30), timedelta(), timedelta(minutes=15))
SIZES = [
    (6, "sqlite"),
    *(pytest.param(1000, kind, marks=[pytest.mark.full, pytest.mark.timeout(3600)]) for kind in ("sqlite", "postgresql")),
]


def change(town: Town, number: str, column: str, value: str) -> str:
    """Something is written behind the bot's back; gives what stood there."""
    of_case = "WHERE case_id = (SELECT id FROM cases WHERE number = :number)"
    with town.app.store.transaction() as work:
        [before] = work.connection.scalars(text(f"SELECT {column} FROM requests {of_case}"), {"number": number})
        work.connection.execute(text(f"UPDATE requests SET {column} = :value {of_case}"), {"value": value, "number": number})
    return str(before)


async def live_a_morning(town: Town, day: int) -> None:
    """The day's overviews, stages, and a while."""
    for at in MORNING:
        town.local.clock.move_to(FIRST + timedelta(days=day) + at)
        await town.app.settle()


@pytest.mark.parametrize(("size", "kind"), SIZES)
async def test_the_others_go_on_and_it_is_told_of(size: int, kind: str, tmp_path: Path, new_url: NewUrl) -> None:
    with capture_logs():  # a trace takes its time to be made readable
        async with open_town(tmp_path, new_url(kind), start=BEFORE) as town:
            told = await ask_everybody(town, size)
            right = {number: change(town, number, *wrong) for number, wrong in BROKEN.items()}
            for day in range(3):
                await live_a_morning(town, day)
            now = town.local.clock.now()
            sent = count_sent(town, FIRST)
            assert count_told(sent) == dict.fromkeys(told.keys() - BROKEN.keys(), 2)
            digests = {person for said, person, _ in sent if said is Kind.DIGEST}
            with town.app.store.reading() as work:
                assert digests >= set(work.directory().ke())
                faults = count_faults(work, town.app.municipality, now)
            assert faults["broken_cases"] == len(BROKEN)
            named = StringIO()
            tell_faults(town.settings.database_url, town.app.municipality, now, console=Console(file=named))
            assert all(number in named.getvalue() for number in BROKEN)
            assert not any(number in named.getvalue() for number in told.keys() - BROKEN.keys())

            for number, (column, _) in BROKEN.items():
                change(town, number, column, right[number])
            await live_a_morning(town, 3)
            assert count_told(count_sent(town, FIRST)) == dict.fromkeys(told, 2)
            figure("broken.others_told", len(told) - len(BROKEN))
            figure("broken.told_of", faults["broken_cases"])
            assert read(town, select(messages.c.id).where(messages.c.state == State.UNREACHABLE)) == []
