"""Closed cases leave the bot once the archive has them and the municipality's time has passed: only when somebody says so."""

from contextlib import closing
from datetime import datetime

from rich.console import Console

from bot.casework.deadlines import closed_before
from bot.casework.municipality import Municipality
from bot.registers.telling import name_account
from bot.storage.store import Store

AT_ONCE = 20
"""Cases in one transaction: the bot waits for no more than that."""


def purge(url: str, municipality: Municipality, now: datetime, *, dry_run: bool, console: Console) -> int:
    """Remove what may go, or only say how much it is; returns the exit code. What is printed may be kept, so it names no case."""
    months = municipality.retention.purge_after_months
    if months is None:
        console.print("Profilen har ingen lagringstid (retention.purge_after_months). Ingenting er fjernet.", style="red")
        return 1
    before = closed_before(months, now)
    with closing(Store(url)) as store:
        with store.reading() as work:
            old, going = work.closed_cases(before), work.purgeable_cases(before)
        gone = 0 if dry_run else remove(store, going, before, now)
    done = f"{len(going)} saker kan fjernes." if dry_run else f"{gone} saker er fjernet. Hendelsesloggen om dem er beholdt."
    console.print(f"{done} De ble avsluttet for minst {months} måneder siden, og er arkivert.")
    if left := len(old) - len(going):
        console.print(f"{left} er gamle nok, men ikke arkivert slik de er nå. Kjør «koordinatorbot export archive» først.")
    return 0


def remove(store: Store, going: list[int], before: datetime, now: datetime) -> int:
    """Remove the cases, a few at a time; those that were changed or opened again meanwhile stay."""
    gone = 0
    for first in range(0, len(going), AT_ONCE):
        with store.transaction() as work:
            gone += work.purge_cases(going[first : first + AT_ONCE], before, name_account(), now)
    return gone
