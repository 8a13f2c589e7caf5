"""The courier: takes the messages that are due, draws them as things are now, sends them, and records how it went."""

import asyncio
import contextlib
import math
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from threading import Lock

import structlog

from bot.casework.model import PersonId
from bot.clock import Clock
from bot.crashpoints import reach
from bot.delivery.errands import Draw, Errand, LeavesAt, Packing, Report
from bot.delivery.flight import Flights
from bot.delivery.landing import Logbook
from bot.delivery.mail import Mailer
from bot.delivery.pace import PER_SECOND, Pace
from bot.delivery.rules import Uniform
from bot.storage.messages import Posted
from bot.storage.store import Store, Work
from bot.wire import Connector, Opener

IN_FLIGHT = 100
BATCH = 25
"""How many must have room in flight before more are taken: a transaction for each that has landed would cost more than the sending."""
LEASE = timedelta(minutes=2)
"""How long a message is the courier's own: well past the connector's 15 seconds and the tries to record what came of it."""
POLL = 1.0
"""Real seconds between looks, for the injected clock may be moved without a word; and while turns are under way, which go first."""
LANDING = 8.0
"""Real seconds that what is in flight gets when the bot stops."""

log = structlog.get_logger(__name__)


def at_once(_posted: Posted, now: datetime) -> datetime:
    """Every message leaves when its turn comes, at any hour."""
    return now


def idle() -> bool:
    """Nobody waits for an answer."""
    return False


class Courier:
    """Sends what the outbox holds. One in each process; several share a database through leases."""

    def __init__(  # noqa: PLR0917 - the rooms it works between
        self,
        store: Store,
        connector: Connector,
        mailer: Mailer,
        draw: Draw,
        clock: Clock,
        report_unreachable: Report,
        *,
        leaves_at: LeavesAt = at_once,
        opener: Opener | None = None,
        pace: Pace | None = None,
        uniform: Uniform = random.uniform,
        busy: Callable[[], bool] = idle,
    ) -> None:
        """`draw` gives None for a message that no longer matters, `leaves_at` for one it is too late to send.

        `opener`, where there is one, gives a chat to whoever never had one.
        `report_unreachable` runs in the transaction that gives one up.
        While `busy`, somebody waits for an answer, and what is due is taken once in a while only.
        """
        self._store = store
        self._clock = clock
        self._pace = pace or Pace()
        self._packing = Packing(draw, leaves_at, self._pace, report_unreachable, opens=opener is not None)
        self._packs = Lock()
        """Held by the thread that packs, for the pace counts for one at a time."""
        self._logbook = Logbook(store)
        self._flights = Flights(connector, mailer, opener, clock, self._packing, self._logbook, uniform, self.wake)
        self._busy = busy
        self._loop: asyncio.AbstractEventLoop | None = None
        """Where it runs, while it does."""
        self._round_under_way: asyncio.Task[int] | None = None
        self._looked = -math.inf
        """When what is due was looked for last, on the event loop's clock."""
        self._something = asyncio.Event()
        self._taking = asyncio.Lock()

    def wake(self) -> None:
        """Look for messages at once: something was committed. Call it on the event loop."""
        self._something.set()

    def free_at(self) -> datetime:
        """When the courier may send again; the present instant when it may already."""
        return self._pace.free_at(self._clock.now())

    async def run(self) -> None:
        """Send until cancelled; then what is in flight is given some seconds to land."""
        self._loop = asyncio.get_running_loop()
        try:
            while True:
                self._something.clear()
                try:
                    done = await asyncio.shield(self._start_round())
                except Exception as error:
                    log.exception("courier_cannot_read", error=type(error).__name__)
                    await asyncio.sleep(POLL)
                else:
                    if not done:
                        await self._idle()
        finally:
            self._loop = None
            await self._land()

    async def drain(self) -> None:
        """Return when nothing more can leave at the clock's present instant, and nothing is in flight."""
        while True:
            if await self._round():
                continue
            if self._flights.tasks:
                await asyncio.wait(self._flights.tasks, return_when=asyncio.FIRST_COMPLETED)
            elif not self._logbook.waiting and not await self._pace_will_free():
                return

    # ---- waiting

    async def _idle(self) -> None:
        """Wait to be woken, for the pace, or for the next look."""
        now = self._clock.now()
        until_free = (self._pace.free_at(now) - now).total_seconds()
        # Not wait_for: Python 3.11's drops a cancellation that comes in the moment it is woken, and the courier would never stop.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(POLL, until_free) or POLL):
                await self._something.wait()

    async def _pace_will_free(self) -> bool:
        """Whether messages wait for the pace alone, on a clock that runs; returns after a moment of it."""
        now = self._clock.now()
        until_free = (self._pace.free_at(now) - now).total_seconds()
        if until_free <= 0 or self._pace.is_resting(now) or not await asyncio.to_thread(self._count_waiting, now):
            return False
        await asyncio.sleep(min(until_free, 0.05))
        return self._clock.now() > now

    def _count_waiting(self, now: datetime) -> int:
        with self._store.reading() as work:
            return work.waiting_now(now)

    async def _land(self) -> None:
        """Let what is in flight be recorded; what is not by then is found again when its lease ends."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LANDING):
                if self._round_under_way:
                    await asyncio.wait([self._round_under_way])
                while self._flights.tasks or self._logbook.waiting:
                    if self._flights.tasks:
                        await asyncio.wait(self._flights.tasks, return_when=asyncio.FIRST_COMPLETED)
                    async with self._taking:
                        await self._logbook.write_down()
        for task in self._flights.tasks:
            task.cancel()

    # ---- a round: what has come back is written, and what is due is taken

    def _start_round(self) -> "asyncio.Task[int]":
        """A round that finishes even when the courier is stopped meanwhile, so that nothing is claimed and left."""
        waits = self._busy() and asyncio.get_running_loop().time() < self._looked + POLL
        self._round_under_way = asyncio.create_task(self._round(takes=not waits))
        return self._round_under_way

    async def _round(self, *, takes: bool = True) -> int:
        """Says how many messages were dealt with. In this order, for what has left makes way for what is behind it in the chat."""
        async with self._taking:
            written = await self._logbook.write_down()
            if written:
                reach("courier/recorded")
            return written + (await self._take() if takes else 0)

    async def _take(self) -> int:
        """Claim what may leave now and let it fly."""
        self._looked = asyncio.get_running_loop().time()
        now = self._clock.now()
        most = PER_SECOND if self._busy() else IN_FLIGHT  # in a second: Teams lets it send no more meanwhile
        room = min(self._pace.room(now), IN_FLIGHT - len(self._flights.tasks), most)
        if room <= 0 or len(self._flights.tasks) > IN_FLIGHT - BATCH:
            return 0
        taken, errands = await asyncio.to_thread(self._prepare, now, room)
        if errands:
            reach("courier/claimed")
        counted = sum(errand.counts for errand in errands)
        if (wait := self._pace.depart(counted, self._clock.now())) > timedelta(0):
            await asyncio.sleep(wait.total_seconds())
        self._flights.start(errands)
        return taken

    def _prepare(self, now: datetime, limit: int) -> tuple[int, list[Errand]]:
        with self._packs, self._store.transaction() as work:
            claimed = work.claim(now, limit, LEASE)
            if not claimed:
                return 0, []
            work.read_ahead(sorted({posted.case for posted in claimed if posted.case is not None}))
            if self._pace.shared:
                self._pace.recall(*work.shared_pace())
            return len(claimed), self._pack(work, claimed, now)

    def _pack(self, work: Work, claimed: Sequence[Posted], now: datetime) -> list[Errand]:
        errands = [errand for posted in claimed if (errand := self._packing.pack(work, posted, now))]
        if self._pace.shared and errands:
            work.keep_pace(self._pace.recent(), self._pace.lately(now))
        return errands

    # ---- handed over by a turn

    def take_along(self, work: Work, person: PersonId, now: datetime) -> Callable[[], None]:
        """What a turn has just written to somebody, claimed and drawn in the turn's own transaction, so that it leaves at once.

        Call what is returned in the turn's thread, right after the commit: so two turns' answers keep their order. Nothing is taken
        while something else is to leave in that chat first, it must wait for the pace, or others are at it: then, and when the process
        dies meanwhile, it is found in the usual way.
        """
        if self._loop is None or not work.added.get(person) or not self._packs.acquire(blocking=False):
            return nothing
        try:
            errands = self._pack(work, self._claim_added(work, person, now), now)
        finally:
            self._packs.release()
        return partial(self._hand_over, errands) if errands else nothing

    def _claim_added(self, work: Work, person: PersonId, now: datetime) -> list[Posted]:
        if self._pace.shared:
            kept = work.free_pace()
            if kept is None:
                return []
            self._pace.recall(*kept)
        return work.claim_added(person, now, LEASE, self._flights.held) if self._pace.room(now) > 0 else []

    def _hand_over(self, errands: Sequence[Errand]) -> None:
        if self._loop:
            self._loop.call_soon_threadsafe(self._flights.start, errands)
            self._flights.held.update(errand.posted.id for errand in errands)  # last: whoever sees them held comes behind them


def nothing() -> None:
    """There is nothing to hand over."""
