"""Three mornings in a row on which KE is told that nobody answered: what happens when something is wrong just then?"""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from bot.casework.deadlines import DAY, OSLO
from bot.casework.outcome import Kind
from bot.local.timeline import Timeline
from bot.local.town import Town
from bot.storage.tables import cases, messages
from tests.crash.scripts import NORTH, SOUTH
from tests.stories.many import ask_about

BEFORE = datetime(2026, 12, 3, 12, 0, tzinfo=OSLO)
"""Thursday at noon: when such a town is opened."""
FIRST = datetime(2026, 12, 7, 8, 0, tzinfo=OSLO)
"""Monday morning. Overviews leave half an hour before."""
ASKED = (20, 23, 24)
"""The days of November on which a third of the cases each is asked about; KE is told on 7, 8 and 9 December at eight."""


async def ask_everybody(town: Town, size: int) -> dict[str, datetime]:
    """So many cases, of two units, asked about on three days; gives when KE is to be told of each."""
    told = {}
    for group, day in enumerate(ASKED):
        units = {f"2026-{each:04}": (SOUTH, NORTH)[each % 2] for each in range(group, size, len(ASKED))}
        ask_about(town.app.store, town.app.drawing.municipality, datetime(2026, 11, day, 9, 0, tzinfo=OSLO), units)
        told |= dict.fromkeys(units, FIRST.replace(day=FIRST.day + group))
    await Timeline(town.local.clock, town.app).move_to(BEFORE + DAY)  # the e-mails to those who have not reacted are out of the way
    return told


def read(town: Town, statement: Select[Any]) -> list[Any]:
    """Rows of the bot's database."""
    with town.app.store.reading() as work:
        return list(work.connection.execute(statement))


def count_sent(town: Town, since: datetime) -> Counter[tuple[Kind, int, str | None]]:
    """What was sent since an instant, by kind, recipient and løpenummer."""
    sent = select(messages.c.kind, messages.c.person_id, cases.c.number).outerjoin(cases).where(messages.c.sent_at >= since)
    return Counter(tuple(row) for row in read(town, sent))


def count_told(sent: Counter[tuple[Kind, int, str | None]]) -> Counter[str | None]:
    """How many in KE were told of each case that nobody answered in time."""
    return Counter(number for kind, _, number in sent.elements() if kind is Kind.OVERDUE)
