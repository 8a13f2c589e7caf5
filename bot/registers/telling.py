"""How an export ends on the console: what was written, or what to do about it. That cases are read is in the trail before they are."""

import getpass
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from rich.console import Console

from bot.casework.model import CaseId
from bot.casework.seeing import Seen, TrailRole
from bot.registers.book import UnwritableFile
from bot.storage.store import Store, Work


@dataclass(frozen=True, slots=True)
class Reading:
    """A look at cases from the command line: at every case, or at those that are found."""

    what: str
    now: datetime
    find: Callable[[Work], Iterable[CaseId]] | None = None


def write_and_tell(
    url: str,
    write: Callable[[Work], str],
    console: Console,
    reading: Reading | None = None,
    afterwards: Callable[[Work], None] | None = None,
) -> int:
    """Let `write` make files of one picture of the database, and say what it says of them; returns the exit code.

    What is wrong it raises as UnwritableFile. `afterwards` notes what is on the disk now.
    """
    store = Store(url)
    try:
        if reading:
            note_reading(store, reading)
        with store.reading() as work:
            told = write(work)
        if afterwards:
            with store.transaction() as work:
                afterwards(work)
    except UnwritableFile as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        return 1
    finally:
        store.close()
    console.print(told, markup=False, soft_wrap=True)
    return 0


def note_reading(store: Store, reading: Reading) -> None:
    """A line in the trail for each case that will be read, or one for all, with the account on the machine."""
    with store.transaction() as work:
        for case in reading.find(work) if reading.find else (None,):
            work.note_seen(Seen(reading.what, TrailRole.COMMAND_LINE, case, account=name_account()), None, reading.now)


def name_account() -> str:
    """Whoever is logged in on the machine, cut to what the trail holds; a container may have no name for them."""
    try:
        return getpass.getuser()[:80]
    except (OSError, KeyError, ImportError):
        return "unknown"
