"""What is in the air: each errand leaves behind the one before it in its chat, and what came of it is left to be written down."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from bot.casework.model import PersonId
from bot.clock import Clock
from bot.crashpoints import reach
from bot.delivery.errands import Errand, Opening, Packing
from bot.delivery.landing import Landing, Logbook
from bot.delivery.mail import Letter, Mailer
from bot.delivery.rules import Uniform, Verdict, judge
from bot.storage.messages import Posted
from bot.storage.store import Work
from bot.storage.tables import Channel
from bot.wire import Address, Connector, Fate, Opened, Opener, SendFailed

ANYWHERE = "https://smba.trafficmanager.net/teams/"
"""The service that reaches people wherever they are, for the first chat of all."""
PATIENCE = timedelta(minutes=1)
"""How long a message waits for the one before it in its chat: well within the lease."""

Noted = asyncio.Future[bool]
log = structlog.get_logger(__name__)


class Flights:
    """The errands under way in one process. Used on the event loop."""

    def __init__(  # noqa: PLR0917 - the ways out
        self,
        connector: Connector,
        mailer: Mailer,
        opener: Opener | None,
        clock: Clock,
        packing: Packing,
        logbook: Logbook,
        uniform: Uniform,
        landed: Callable[[], None],
    ) -> None:
        """`landed` is called when something has been left in the logbook."""
        self._connector = connector
        self._mailer = mailer
        self._opener = opener
        self._clock = clock
        self._packing = packing
        self._logbook = logbook
        self._uniform = uniform
        self._landed = landed
        self.tasks: set[asyncio.Task[None]] = set()
        self.held: set[int] = set()
        """The new messages of chats that are in here, and will have left before what comes in later."""
        self._last_in_chat: dict[PersonId, Noted] = {}

    def start(self, errands: Sequence[Errand]) -> None:
        """Let errands leave."""
        for errand in errands:
            posted, noted = errand.posted, asyncio.get_running_loop().create_future()
            ahead = None
            if posted.channel is Channel.CHAT and posted.activity_id is None:
                ahead = self._last_in_chat.get(posted.to)
                self._last_in_chat[posted.to] = noted
                self.held.add(posted.id)
            task = asyncio.create_task(self._carry(errand, ahead, noted))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _carry(self, errand: Errand, ahead: Noted | None, noted: Noted) -> None:
        """Send one message in its turn, and leave what came of it to be recorded."""
        posted, since = errand.posted, self._clock.now()
        if ahead:
            await asyncio.wait([ahead])
        if ahead and (not ahead.result() or self._clock.now() - since > PATIENCE):
            landing = Landing(errand, lambda work: work.postpone(posted.id, since), sent=False, noted=noted)
        else:
            landing = await self._try(errand, noted)
        if not landing.sent:
            self.held.discard(posted.id)  # before it is written, so that nothing new counts on it
        noted.add_done_callback(lambda _: self._forget(posted, noted))
        self._logbook.waiting.append(landing)
        self._landed()

    def _forget(self, posted: Posted, noted: Noted) -> None:
        """The message is out of our hands."""
        self.held.discard(posted.id)
        if self._last_in_chat.get(posted.to) is noted:
            del self._last_in_chat[posted.to]

    async def _try(self, errand: Errand, noted: Noted) -> Landing:
        """Hand a message in, and say what came of it."""
        try:
            outcome = await self._hand_in(errand)
            reach("courier/answered")
        except SendFailed as failed:
            return self._fail(errand, failed, noted)
        except Exception as error:
            log.exception("connector_broke", posted=errand.posted.id, error=type(error).__name__)
            return self._fail(errand, SendFailed(Fate.REJECTED), noted)
        now = self._clock.now()
        if isinstance(outcome, Opened):
            opened = outcome
            return Landing(errand, lambda work: keep_chat(work, errand.posted, opened, now), sent=False, noted=noted)
        activity_id = outcome
        return Landing(errand, lambda work: finish(work, errand, activity_id, now), sent=True, noted=noted)

    async def _hand_in(self, errand: Errand) -> str | Opened | None:
        """The new message's id, None for a redrawn one; or the chat that was opened, in which it is sent next."""
        if isinstance(errand.load, Opening):
            assert self._opener is not None
            return await self._opener.open_chat(errand.load.entra_id, errand.load.email)
        if isinstance(errand.load, Letter):
            return await self._mailer.send(errand.load)
        address, activity = errand.load
        if errand.posted.activity_id is None:
            if errand.posted.in_doubt:
                await self._connector.reach(address)  # while Teams is away, the one repeat is not spent
            return await self._connector.send(address, activity)
        await self._connector.update(address, errand.posted.activity_id, activity)
        return None

    def _fail(self, errand: Errand, failed: SendFailed, noted: Noted) -> Landing:
        """What follows from a failure: rest or alarm at once as the verdict says, and what is to be written."""
        posted, now = errand.posted, self._clock.now()
        verdict = judge(posted, failed, now, self._uniform)
        if verdict.rest_until:
            self._packing.pace.rest(verdict.rest_until)
        tell = log.error if verdict.alarms else log.warning
        tell("send_failed", posted=posted.id, kind=posted.kind, why=verdict.why, ends=verdict.ends, again_at=str(verdict.again_at))
        rest = verdict.rest_until if self._packing.pace.shared else None
        return Landing(errand, lambda work: self._obey(work, posted, failed, verdict, now), sent=False, noted=noted, rest_until=rest)

    def _obey(self, work: Work, posted: Posted, failed: SendFailed, verdict: Verdict, now: datetime) -> None:
        if posted.channel is Channel.CHAT and (failed.status == 403 or (failed.status == 404 and posted.activity_id is None)):
            work.lose_chat(posted.to)
        if posted.activity_id is None and posted.channel is Channel.CHAT and work.has_arrived(posted.id):
            work.postpone(posted.id, now)
        elif verdict.ends:
            self._packing.end(work, posted, verdict.ends, verdict.why, now, tells=verdict.tells)
        elif verdict.again_at:
            work.retry(posted.id, at=verdict.again_at, in_doubt=verdict.in_doubt)


def finish(work: Work, errand: Errand, activity_id: str | None, now: datetime) -> None:
    """The message is out, or shows what it was drawn to show."""
    if errand.posted.activity_id is None:
        work.finish_send(errand.posted.id, activity_id=activity_id or None, shown=errand.shown, final=errand.final, now=now)
        if errand.seen:
            work.note_seen(errand.seen, errand.posted.to, now)
    else:
        work.finish_update(errand.posted.id, shown=errand.shown, final=errand.final)


def keep_chat(work: Work, posted: Posted, opened: Opened, now: datetime) -> None:
    """The chat is there: what waits for it is sent. Teams may have told of it before, and then knows the person's id in it."""
    if work.never_met(posted.to):
        person, entra_id = work.directory().people[posted.to], opened.user.entra_id
        address = Address(work.any_service_url() or ANYWHERE, opened.conversation_id)
        work.meet(entra_id, entra_id, person.name, person.email, address)  # by our own address for them: Entra's may differ
    if work.never_met(posted.to):  # the account is another person's here
        work.give_up(posted.id, "unreachable", "the chat is another's")
    else:
        work.postpone(posted.id, now)
