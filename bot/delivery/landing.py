"""What came of each errand, written down: whatever has come back meanwhile goes into one transaction."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.delivery.errands import Errand
from bot.storage.engine import AWAY
from bot.storage.store import Store, Work

TRIES = 5
WAIT = 1.0
"""Real seconds after something could not be written: a database that is away for a moment must not make a sent message look unsent."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Landing:
    """What came of one errand, and how that is written."""

    errand: Errand
    write: Callable[[Work], None]
    sent: bool
    """Whether what waits behind it in the same chat may follow once this is written."""
    noted: "asyncio.Future[bool]"
    """Done when it is written, with `sent`; False when it never could be."""
    rest_until: datetime | None = None
    """Teams has asked every replica to wait so long."""
    tries: int = 0


class Logbook:
    """The landings that are not written yet. Used on the event loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.waiting: list[Landing] = []

    async def write_down(self) -> int:
        """Write everything that has come back, and say how much it was.

        What could not be written together is tried each by itself at the next call, TRIES times in all.
        """
        landed, self.waiting = self.waiting, []
        together = sorted((each for each in landed if not each.tries), key=lambda each: each.errand.posted.id)  # as turns lock them
        batches = [together, *([each] for each in landed if each.tries)]
        whole = True
        for number, batch in enumerate(batches):
            try:
                await asyncio.to_thread(self._write, batch)
            except Exception as error:
                log.exception("courier_cannot_record", posted=[each.errand.posted.id for each in batch], error=type(error).__name__)
                whole = False
                self._keep(batch)
                if isinstance(error, AWAY):  # the others need not find out
                    self.waiting += [each for later in batches[number + 1 :] for each in later]
                    break
            else:
                for each in batch:
                    settle(each, sent=each.sent)
        if not whole:
            await asyncio.sleep(WAIT)
        return len(landed)

    def _keep(self, batch: list[Landing]) -> None:
        for each in batch:
            each.tries += 1
            if each.tries < TRIES:
                self.waiting.append(each)
            else:
                settle(each, sent=False)

    def _write(self, batch: list[Landing]) -> None:
        if not batch:
            return
        if rests := [each.rest_until for each in batch if each.rest_until]:
            with self._store.transaction() as work:  # by itself: whoever claims holds the pace and may wait for messages
                work.rest(max(rests))
        with self._store.transaction(brief=True) as work:
            for each in batch:
                each.write(work)


def settle(landing: Landing, *, sent: bool) -> None:
    """Let what waits behind it know."""
    if not landing.noted.done():
        landing.noted.set_result(sent)
