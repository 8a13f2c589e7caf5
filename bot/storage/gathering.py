"""What is written of many cases in one transaction: kept to its end, and given to the database a statement at a time with all its rows."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Executable

from bot.casework.model import CaseId
from bot.storage.messages import mark_cases

if TYPE_CHECKING:
    from bot.storage.work import Work

Values = Mapping[str, Any]


@dataclass
class Gathered:
    """What waits to be written. Nobody reads it before that: the cases themselves are read from memory once they were saved."""

    rows: dict[tuple[int, tuple[str, ...]], tuple[Executable, list[Values]]] = field(default_factory=dict)
    stale: set[CaseId] = field(default_factory=set)
    """Cases whose cards show something else now."""
    days: set[date] = field(default_factory=set)
    """Days whose reminders do."""


@contextmanager
def gathering(work: "Work") -> Iterator[None]:
    """Inside, the writes of cases that were read ahead, and so are locked, wait for each other."""
    work.gathered = gathered = Gathered()
    yield
    work.gathered = None
    for statement, rows in gathered.rows.values():
        work.connection.execute(statement, rows)
    if gathered.stale:
        mark_cases(work, gathered.stale, gathered.days)


def write(work: "Work", statement: Executable, rows: Sequence[Values]) -> None:
    """Write some rows with the same columns, now or with all the others."""
    if work.gathered is None:
        work.connection.execute(statement, rows[0] if len(rows) == 1 else list(rows))
    else:
        work.gathered.rows.setdefault((id(statement), tuple(rows[0])), (statement, []))[1].extend(rows)
