"""What stands in the way of an import, and how an import that only tries, or that met a problem, leaves nothing behind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.storage.store import Store, Work

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be read, and what to do; it never repeats a number that may be an id number."""

    source: str
    line: int
    advice: str


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
