"""How an export ends on the console: what was written, or what to do about it."""

from collections.abc import Callable

from rich.console import Console

from bot.registers.book import UnwritableFile
from bot.storage.store import Store, Work


def write_and_tell(url: str, write: Callable[[Work], str], console: Console) -> int:
    """Let `write` make files of one picture of the database, and say what it says of them; returns the exit code.

    What is wrong it raises as UnwritableFile.
    """
    store = Store(url)
    try:
        with store.reading() as work:
            told = write(work)
    except UnwritableFile as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        return 1
    finally:
        store.close()
    console.print(told, markup=False, soft_wrap=True)
    return 0
