"""The audit trail for those who look after it: is it whole, and all of it to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, select

from bot.storage.engine import make_read_only, open_engine
from bot.storage.seals import digest
from bot.storage.tables import events, seals, unsealed

if TYPE_CHECKING:
    from bot.storage.work import Work

AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the first link that does not hold, if any, how many lines are chained or wait for it, and the newest seal."""

    broken: int | None
    sealed: int
    waiting: int
    newest: str


def check_trail(url: str) -> Checked:
    """Go through the chain from its first link.

    Lines removed from the end together with their seals show only to whoever has kept a newer seal than the newest one here.
    """
    engine = open_engine(url)
    try:
        with engine.connect() as connection, make_read_only(connection).begin():
            return follow(connection)
    finally:
        engine.dispose()


def follow(connection: Connection) -> Checked:
    """The chain as it is in one picture of the database; a line that is neither chained nor waits for it breaks it at its end."""
    waiting = connection.scalar(select(func.count()).select_from(unsealed)) or 0
    chain = select(seals.c.position, seals.c.digest, events).outerjoin(events, events.c.id == seals.c.event_id).order_by(seals.c.position)
    before, sealed = "", 0
    for line in connection.execute(chain):
        if line.position != sealed + 1 or line.id is None or line.digest != digest(before, line):
            return Checked(sealed + 1, sealed, waiting, before)
        before, sealed = line.digest, sealed + 1
    neither = events.c.id.not_in(select(seals.c.event_id)), events.c.id.not_in(select(unsealed.c.event_id))
    if connection.scalar(select(select(events.c.id).where(*neither).exists())):
        return Checked(sealed + 1, sealed, waiting, before)
    return Checked(None, sealed, waiting, before)


def read_lines(work: "Work") -> Iterator[Row[Any]]:
    """Every line, oldest first, with its link and its seal where it has them; some at a time, for it only grows."""
    lines = select(events, seals.c.position, seals.c.digest).outerjoin(seals, seals.c.event_id == events.c.id).order_by(events.c.id)
    yield from work.connection.execute(lines.execution_options(yield_per=AT_A_TIME))
