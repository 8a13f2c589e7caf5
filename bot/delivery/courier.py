"""The courier: takes the messages that are due, draws them as things are now, sends them, and records how it went."""

import asyncio
import contextlib
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.casework.model import PersonId
from bot.clock import Clock
from bot.crashpoints import reach
from bot.delivery.errands import Draw, Errand, LeavesAt, Opening, Packing, Report
from bot.delivery.mail import Letter, Mailer
from bot.delivery.pace import Pace
from bot.delivery.rules import Uniform, Verdict, judge
from bot.storage.messages import Posted
from bot.storage.store import Store, Work
from bot.storage.tables import Channel
from bot.wire import Address, Connector, Fate, Opened, Opener, SendFailed

IN_FLIGHT = 100
LEASE = timedelta(minutes=2)
"""How long a message is the courier's own: well past the connector's 15 seconds and the tries to record what came of it."""
POLL = 1.0
"""Real seconds between looks, for the injected clock may be moved without a word."""
RECORD_TRIES = 5
ANYWHERE = "https://smba.trafficmanager.net/teams/"
"""The service that reaches people wherever they are, for the first chat of all."""
LANDING = 8.0
"""Real seconds that what is in flight gets when the bot stops."""

log = structlog.get_logger(__name__)


def at_once(_posted: Posted, now: datetime) -> datetime:
    """Every message leaves when its turn comes, at any hour."""
    return now


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
    ) -> None:
        """`draw` gives None for a message that no longer matters, `leaves_at` for one it is too late to send.

        `opener`, where there is one, gives a chat to whoever never had one.
        `report_unreachable` runs in the transaction that gives one up.
        """
        self._store = store
        self._connector = connector
        self._mailer = mailer
        self._clock = clock
        self._pace = pace or Pace()
        self._opener = opener
        self._packing = Packing(draw, leaves_at, self._pace, report_unreachable, opens=opener is not None)
        self._uniform = uniform
        self._flying: set[asyncio.Task[Any]] = set()
        self._landed = 0
        self._held_back = False
        """Whether the last look left something that could not leave for want of room."""
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
        try:
            while True:
                self._something.clear()
                try:
                    taken = await asyncio.shield(self._start_taking())
                except Exception as error:
                    log.exception("courier_cannot_read", error=type(error).__name__)
                    await asyncio.sleep(POLL)
                else:
                    if not taken:
                        await self._idle()
        finally:
            await self._land()

    async def drain(self) -> None:
        """Return when nothing more can leave at the clock's present instant, and nothing is in flight."""
        while True:
            landed = self._landed
            if await self._take():
                continue
            if self._flying:
                await asyncio.wait(self._flying, return_when=asyncio.FIRST_COMPLETED)
            elif landed == self._landed and not await self._pace_will_free():
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
                while self._flying:
                    await asyncio.wait(self._flying)
        for task in self._flying:
            task.cancel()

    # ---- taking what is due

    def _start_taking(self) -> "asyncio.Task[int]":
        """A take that finishes even when the courier is stopped meanwhile, so that nothing is claimed and left."""
        task = asyncio.create_task(self._take())
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)
        return task

    async def _take(self) -> int:
        """Claim what may leave now and let it fly; says how many messages were dealt with."""
        async with self._taking:
            now = self._clock.now()
            room = min(self._pace.room(now), IN_FLIGHT - len(self._flying))
            self._held_back = room <= 0
            if room <= 0:
                return 0
            taken, errands = await asyncio.to_thread(self._prepare, now, room)
            self._held_back = taken == room
            if errands:
                reach("courier/claimed")
            for errand in errands:
                task = asyncio.create_task(self._carry(errand))
                self._flying.add(task)
                task.add_done_callback(self._note_landing)
            return taken

    def _note_landing(self, task: "asyncio.Task[bool]") -> None:
        self._flying.discard(task)
        self._landed += 1
        lost = task.cancelled() or task.exception() is not None
        if lost or self._held_back or task.result():
            self._something.set()

    def _prepare(self, now: datetime, limit: int) -> tuple[int, list[Errand]]:
        with self._store.transaction() as work:
            claimed = work.claim(now, limit, LEASE)
            if not claimed:
                return 0, []
            if self._pace.shared:
                self._pace.recall(*work.shared_pace())
            errands = [errand for posted in claimed if (errand := self._packing.pack(work, posted, now))]
            if self._pace.shared and errands:
                work.keep_pace(self._pace.recent())
            return len(claimed), errands

    # ---- sending

    async def _carry(self, errand: Errand) -> bool:
        """Send one message and record what came of it; says whether there is a reason to look for more."""
        outcome: str | Opened | SendFailed | None
        try:
            outcome = await self._hand_over(errand)
            reach("courier/answered")
        except SendFailed as failed:
            outcome = failed
        except Exception as error:
            log.exception("connector_broke", posted=errand.posted.id, error=type(error).__name__)
            outcome = SendFailed(Fate.REJECTED)
        now = self._clock.now()
        if isinstance(outcome, SendFailed):
            verdict = await self._hear(errand, outcome, now)
            await self._record(errand, lambda work: self._obey(work, errand.posted, outcome, verdict, now))
            return True
        if isinstance(outcome, Opened):
            opened = outcome
            await self._record(errand, lambda work: self._keep_chat(work, errand.posted, opened, now))
            return True
        activity_id = outcome
        await self._record(errand, lambda work: self._finish(work, errand, activity_id, now))
        reach("courier/recorded")
        # Only after the commit: what another replica wrote meanwhile, it could not take while this one stood ahead of it.
        return await asyncio.to_thread(self._more_waits, errand.posted.to, now)

    async def _hand_over(self, errand: Errand) -> str | Opened | None:
        """The new message's id, None for a redrawn one; or the chat that was opened, in which it is sent next."""
        if isinstance(errand.load, Opening):
            assert self._opener is not None
            return await self._opener.open_chat(errand.load.entra_id, errand.load.email)
        if isinstance(errand.load, Letter):
            return await self._mailer.send(errand.load)
        address, activity = errand.load
        if errand.posted.activity_id is None:
            return await self._connector.send(address, activity)
        await self._connector.update(address, errand.posted.activity_id, activity)
        return None

    async def _hear(self, errand: Errand, failed: SendFailed, now: datetime) -> Verdict:
        """Judge a failure, and rest, with all replicas, or alarm as the verdict says."""
        posted = errand.posted
        verdict = judge(posted, failed, now, self._uniform)
        if until := verdict.rest_until:
            self._pace.rest(until)
            if self._pace.shared:  # in a transaction of its own: whoever claims holds the pace and may wait for messages
                await self._record(errand, lambda work: work.rest(until))
        tell = log.error if verdict.alarms else log.warning
        tell("send_failed", posted=posted.id, kind=posted.kind, why=verdict.why, ends=verdict.ends, again_at=str(verdict.again_at))
        return verdict

    # ---- recording

    async def _record(self, errand: Errand, write: Callable[[Work], None]) -> None:
        """Write the outcome; a database that is away for a moment must not make a sent message look unsent."""
        for _ in range(RECORD_TRIES):
            try:
                await asyncio.to_thread(self._write, write)
            except Exception as error:
                log.exception("courier_cannot_record", posted=errand.posted.id, error=type(error).__name__)
                await asyncio.sleep(POLL)
            else:
                return

    def _write(self, write: Callable[[Work], None]) -> None:
        with self._store.transaction() as work:
            write(work)

    def _more_waits(self, person: PersonId, now: datetime) -> bool:
        with self._store.reading() as work:
            return work.more_waits(person, now)

    def _finish(self, work: Work, errand: Errand, activity_id: str | None, now: datetime) -> None:
        if errand.posted.activity_id is None:
            work.finish_send(errand.posted.id, activity_id=activity_id or None, shown=errand.shown, final=errand.final, now=now)
            if errand.seen:
                work.note_seen(errand.seen, errand.posted.to, now)
        else:
            work.finish_update(errand.posted.id, shown=errand.shown, final=errand.final, now=now)

    @staticmethod
    def _keep_chat(work: Work, posted: Posted, opened: Opened, now: datetime) -> None:
        """The chat is there: what waits for it is sent. Teams may have told of it before, and then knows the person's id in it."""
        if work.never_met(posted.to):
            person, entra_id = work.directory().people[posted.to], opened.user.entra_id
            address = Address(work.any_service_url() or ANYWHERE, opened.conversation_id)
            work.meet(entra_id, entra_id, person.name, person.email, address)  # by our own address for them: Entra's may differ
        if work.never_met(posted.to):  # the account is another person's here
            work.give_up(posted.id, "unreachable", "the chat is another's")
        else:
            work.postpone(posted.id, now)

    def _obey(self, work: Work, posted: Posted, failed: SendFailed, verdict: Verdict, now: datetime) -> None:
        if posted.channel is Channel.CHAT and (failed.status == 403 or (failed.status == 404 and posted.activity_id is None)):
            work.lose_chat(posted.to)
        if verdict.ends:
            self._packing.end(work, posted, verdict.ends, verdict.why, now, tells=verdict.tells)
        elif verdict.again_at:
            work.retry(posted.id, at=verdict.again_at, in_doubt=verdict.in_doubt)
