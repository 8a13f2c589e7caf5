"""What stands in the way of an import, and how an import that only tries, or that met a problem, leaves nothing behind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from bot.importing.sheets import Row
from bot.privacy import find_id_number
from bot.storage.store import Store, Work

T = TypeVar("T")
LONGEST = 200
"""Characters in a name of a person, unit or category. A cell may name several."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be read, and what to do; it never repeats a number that may be an id number."""

    source: str
    line: int
    advice: str


def find_unsafe(row: Row) -> Iterator[str]:
    """Why a row must not be read at all: it may hold an id number, or something over-long."""
    for column, text in row.cells.items():
        if find_id_number(text):
            yield f"Kolonnen «{column}» har et tall med 11 siffer, som kan være et fødselsnummer. Fjern det fra listen."
        if len(text) > LONGEST * 5:
            yield f"Kolonnen «{column}» er for lang. Kort den ned."


class _Undo(Exception):
    """Ends a transaction without keeping anything."""


def bring_unless(store: Store, bring: Callable[[Work], T], undone: Callable[[T], bool]) -> T:
    """What `bring` found and did, in one transaction; nothing of it is kept when `undone` says so."""
    try:
        with store.transaction() as work:
            found = bring(work)
            if undone(found):
                raise _Undo
    except _Undo:
        pass
    return found
