"""One transaction per thing that happens: a message, a press, an install, or time passing. What is answered is stored first."""

import asyncio
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

import structlog

from bot import digests, handing_out, nightly, routines
from bot.casework import commands, telling
from bot.casework.lateness import leaves_at
from bot.casework.model import CaseId, PersonId
from bot.casework.outcome import Kind
from bot.casework.situation import Situation
from bot.clock import Clock
from bot.crashpoints import reach
from bot.deciding import Deciding
from bot.drawing import Drawing
from bot.logs import find_place
from bot.registers import nightly_copy
from bot.registers.taking import File
from bot.storage.engine import AWAY
from bot.storage.messages import Posted
from bot.storage.store import Store, Work
from bot.turn import Turn
from bot.wire import DirectoryUnknown, Employment, FileAnswered, Incoming, People, Pressed, ReadKe, Reply, SendFailed, Uploader, User

log = structlog.get_logger()

SWEEP = 200
"""Cases looked at in one transaction when time passes."""

SEALED = 500
"""Lines of the audit trail chained in one transaction."""


LOOK_UP = 5.0
"""Real seconds for asking the directory about whoever a press names: Teams waits fifteen for the answer."""
MOST_NAMED = 10
"""People asked about for one press. No card has so many inputs for one; whoever makes a press up could name thousands."""

TakeAlong = Callable[[Work, PersonId, datetime], Callable[[], None]]
"""Claims within a transaction what it says to somebody, and gives what is to be called right after the commit."""

ENTRA_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


class Service:
    """What the edge and the clock ask of the bot. Every call is one hop to a worker thread, one transaction, one answer."""

    def __init__(
        self,
        store: Store,
        drawing: Drawing,
        clock: Clock,
        own_domains: frozenset[str],
        wake: Callable[[], None],
        *,
        employment: Employment | None,
        register_folder: Path | None = None,
    ) -> None:
        """The ports are set from outside: `uploader`, `take_along`, and where there is a directory `employment`, `people` and `read_ke`."""
        self.store = store
        self.drawing = drawing
        self.municipality = drawing.municipality
        self.clock = clock
        self.own_domains = own_domains
        self.wake = wake
        self.uploader: Uploader
        self.employment = employment
        self.people: People | None = None
        self.read_ke: ReadKe | None = None
        self._ke_is_read = False
        self.take_along: TakeAlong | None = None
        self.under_way = 0
        """Turns that somebody waits for."""
        self.register_folder = register_folder

    async def turn(self, incoming: Incoming) -> Reply:
        """Take in what came from Teams; returns after the commit, with the card to show at once if a card was pressed."""
        if isinstance(incoming, FileAnswered):
            await self._hand_out(incoming)
            self.wake()
            return Reply()
        found = await self._look_up(incoming) if self.people and isinstance(incoming, Pressed) else {}
        self.under_way += 1
        try:
            return await asyncio.to_thread(self._turn, incoming, found)
        finally:
            self.under_way -= 1
            self.wake()

    async def _hand_out(self, answered: FileAnswered) -> None:
        """Let a file be put where Teams says it may lie. Should the bot die on the way, the question stands there still."""
        file = await asyncio.to_thread(self._take_answer, answered)
        if file is None or answered.upload is None:
            return
        try:
            await self.uploader.put(answered.upload, file.content)
        except SendFailed as failed:
            log.warning("file_not_put", fate=failed.fate.value, status=failed.status)
            await asyncio.to_thread(self._note_outcome, answered, saved=False)
        else:
            await asyncio.to_thread(self._note_outcome, answered, saved=True)

    def _take_answer(self, answered: FileAnswered) -> File | None:
        now = self.clock.now()
        with self.store.transaction() as work:
            return handing_out.take_answer(work, self.municipality, answered, now) if work.is_new(answered.key, now) else None

    def _note_outcome(self, answered: FileAnswered, *, saved: bool) -> None:
        with self.store.transaction() as work:
            handing_out.note_outcome(work, answered, self.clock.now(), saved=saved)

    async def tick(self) -> None:
        """Check once a night who has left, let time pass for every case that is due, send the day's digests, and copy the register."""
        if (asked := await asyncio.to_thread(self._begin_night)) is not None:
            await asyncio.to_thread(self._end_night, await self._who_left(asked))
        if self.read_ke and (asked is not None or not self._ke_is_read):
            await self._keep_ke(self.read_ke)
        await asyncio.to_thread(self._tick)
        if self.register_folder:
            await asyncio.to_thread(nightly_copy.copy_if_due, self.store, self.municipality, self.register_folder, self.clock.now())
        self.wake()

    async def _who_left(self, asked: frozenset[str]) -> frozenset[str]:
        """Those the municipality's directory no longer has as employees; nobody where there is none, or where it does not answer."""
        if self.employment is None:
            return frozenset()
        try:
            return asked - await self.employment.still_employed(asked)
        except DirectoryUnknown as problem:
            log.warning("employment_unknown", why=str(problem))
            return frozenset()

    async def _keep_ke(self, read_ke: ReadKe) -> None:
        """Take over who is in KE, when the bot starts and once a night; KE stays as it is while the directory does not answer."""
        try:
            members = await read_ke()
        except DirectoryUnknown as problem:
            log.warning("ke_unknown", why=str(problem))
            return
        await asyncio.to_thread(self._take_over_ke, members)
        self._ke_is_read = True

    def _take_over_ke(self, members: Collection[User]) -> None:
        with self.store.transaction() as work:
            nightly.keep_ke(work, members)

    async def _look_up(self, pressed: Pressed) -> dict[str, User | None]:
        """Whom the press names and the bot does not know, as the directory has them; None for who is not there. Empty without an answer."""
        assert self.people is not None
        values = dict.fromkeys(" ".join(value.split()) for value in pressed.data.values() if isinstance(value, str))
        named = list(islice((value for value in values if names_somebody(value, self.own_domains)), MOST_NAMED))
        unknown = await asyncio.to_thread(self._unknown, named) if named else []
        try:
            async with asyncio.timeout(LOOK_UP):
                return {name: await self.people.find(name) for name in unknown}
        except (DirectoryUnknown, TimeoutError) as problem:
            log.warning("person_not_looked_up", why=str(problem) or type(problem).__name__)
            return {}

    def _unknown(self, named: Sequence[str]) -> list[str]:
        with self.store.reading() as work:
            return [name for name in named if not (work.person_by_email(name) if "@" in name else work.person_by_entra(name))]

    def _begin_night(self) -> frozenset[str] | None:
        with self.store.transaction() as work:
            return nightly.begin(work, self.municipality, self.clock.now())

    def _end_night(self, left: frozenset[str]) -> None:
        with self.store.transaction() as work:
            nightly.end(work, self.municipality, left, self.clock.now())
        reach("nightly/committed")

    def _turn(self, incoming: Incoming, found: Mapping[str, User | None]) -> Reply:
        now = self.clock.now()
        with self.store.transaction(brief=True) as work:
            turn = Turn(work, self.drawing, self.own_domains, now, found)
            if not work.is_new(incoming.key, now):
                return turn.show_again(incoming)
            reach("turn/noted")
            reply = turn.take(incoming)
            sent = self._take_along(work, incoming, now)
            reach("turn/written")
        reach("turn/committed")
        sent()
        return reply

    def _take_along(self, work: Work, incoming: Incoming, now: datetime) -> Callable[[], None]:
        """What the turn says to whoever wrote or pressed need not wait for the courier's next look."""
        person = work.person_by_entra(incoming.sender.entra_id) if self.take_along and work.added else None
        return self.take_along(work, person.id, now) if self.take_along and person else lambda: None

    def _tick(self) -> None:
        now = self.clock.now()
        while self._renew(now):
            reach("renewed/committed")
        broken: set[CaseId] = set()
        while due := self._sweep(now, broken):
            broken |= {case for case in due if not self._passes(case, now)}
        with self.store.transaction() as work:
            digests.send_due(work, self.municipality, now)
        with self.store.transaction() as work:
            routines.run_due(work, self.municipality, now)
        if self.municipality.links.shared_mailbox:
            self._mail_ke(now)
        while self._seal():
            reach("sealed/committed")
        with self.store.transaction() as work:
            work.note_tick(now)
        reach("tick/done")

    def _mail_ke(self, now: datetime) -> None:
        """Nobody in KE can be reached, and something waits for them: asked here, for two who are lost at once do not see each other."""
        with self.store.transaction() as work:
            directory = work.directory()
            if not directory.reaches_ke() and work.anything_lost(directory.ke()):
                work.post(telling.mail_ke(Situation(now, None, self.municipality, directory)), now)

    def _renew(self, now: datetime) -> bool:
        with self.store.transaction() as work:
            if posted := work.unsaid(now):
                Deciding(work, self.municipality, now).say_late(posted)
        return posted is not None

    def _sweep(self, now: datetime, broken: Collection[CaseId]) -> list[CaseId]:
        """Let time pass for every case that is due but those known to be broken; returns early with some among which another one is."""
        due = []
        try:
            while True:
                with self.store.transaction() as work:
                    due = work.due_cases(now, SWEEP, broken)
                    self._let_pass(work, due, now)
                reach("sweep/committed")
                if not due:
                    return due
        except AWAY:
            raise
        except Exception:
            if not due:
                raise
            return due  # one of them is broken: each by itself will show which

    def _passes(self, case: CaseId, now: datetime) -> bool:
        """Let time pass for one case by itself; False when it is what breaks the sweep. The auditor tells of it."""
        try:
            with self.store.transaction() as work:
                self._let_pass(work, [case], now)
        except AWAY:
            raise
        except Exception as error:
            log.error("case_cannot_be_decided", case=case, error=type(error).__name__, place=find_place(error))
            return False
        return True

    def _let_pass(self, work: Work, due: Sequence[CaseId], now: datetime) -> None:
        deciding = Deciding(work, self.municipality, now)
        deciding.read_ahead(due)
        with work.gathering():
            for case_id in due:
                deciding.carry_out(case_id, commands.TimePassed(), None)
                reach("sweep/case")

    def _seal(self) -> bool:
        with self.store.transaction() as work:
            return work.seal(SEALED) > 0

    def leaves_at(self, posted: Posted, now: datetime) -> datetime | None:
        """When a message that is due leaves; None when it is too late for it."""
        return leaves_at(posted.kind, posted.due_at, now, self.municipality.deadlines)

    def report_unreachable(self, work: Work, posted: Posted, now: datetime) -> None:
        """Tell KE, within the courier's transaction, that a message about a case could not reach somebody."""
        case = work.case(posted.case) if posted.case is not None else None
        if case is None or posted.kind not in (Kind.REQUEST, Kind.WELCOME, Kind.SUBSTITUTE, Kind.UNREAD_MAIL):
            return
        request = case.find_request(posted.request) if posted.request is not None else None
        situation = Situation(now, None, self.municipality, work.directory())
        if request and posted.kind is Kind.UNREAD_MAIL:
            told = telling.mail_lost(case, request, posted.to, situation)
        else:
            told = telling.unreached(case, request, posted.to, situation)
        for message in told:
            work.post(message, now)


def names_somebody(value: str, own_domains: frozenset[str]) -> bool:
    """Whether an input is an Entra object id or an address of the municipality's own."""
    return bool(ENTRA_ID.fullmatch(value)) or ("@" in value and value.rpartition("@")[2].lower() in own_domains)
