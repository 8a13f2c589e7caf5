"""A register with people in it, a clock moved by hand, and Teams as seen from the courier: it does what its script says."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.cards.scene import Drawn
from bot.casework.outcome import Kind, Message
from bot.delivery.courier import Courier, idle
from bot.delivery.mail import Letter
from bot.delivery.pace import Pace
from bot.storage.messages import Posted
from bot.storage.store import Store, Work
from bot.wire import Address, Fate, Json, SendFailed

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class HandClock:
    """Stands still until moved."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Teams:
    """The far end of the wire: keeps what arrives; `script` may fail a call before it arrives, `after` when it has."""

    clock: HandClock
    script: Callable[[], SendFailed | None] = lambda: None
    after: Callable[[], SendFailed | None] = lambda: None
    slow: asyncio.Event | None = None
    gives_ids: bool = True
    away: bool = False
    tried: list[tuple[datetime, str]] = field(default_factory=list)
    arrived: list[tuple[datetime, str, str]] = field(default_factory=list)
    updated: list[tuple[str, str]] = field(default_factory=list)

    async def send(self, to: Address, activity: Json) -> str:
        await self.meet(to)
        self.arrived.append((self.clock.now(), to.conversation_id, read(activity)))
        if failed := self.after():
            raise failed
        return f"activity-{len(self.arrived)}" if self.gives_ids else ""

    async def update(self, to: Address, activity_id: str, activity: Json) -> None:
        await self.meet(to)
        self.updated.append((activity_id, read(activity)))

    async def reach(self, _to: Address) -> None:
        if self.away:
            raise SendFailed(Fate.TRANSIENT, 503)

    async def meet(self, to: Address) -> None:
        self.tried.append((self.clock.now(), to.conversation_id))
        await (self.slow.wait() if self.slow else asyncio.sleep(0))
        if failed := SendFailed(Fate.IN_DOUBT, 503) if self.away else self.script():
            raise failed

    def texts(self) -> list[str]:
        return [text for _, _, text in self.arrived]

    def times(self) -> Counter[str]:
        return Counter(self.texts())


@dataclass
class Postbox:
    """The far end of e-mail."""

    letters: list[Letter] = field(default_factory=list)

    async def send(self, letter: Letter) -> str:
        self.letters.append(letter)
        return "<letter@kommune.example>"


def read(activity: Json) -> str:
    return str(activity.get("text") or activity["attachments"][0]["content"]["body"])


def draw(work: Work, posted: Posted, now: datetime) -> Drawn | None:
    """A message's own words; `poison` cannot be drawn, `gone` has nothing to say, `card` is drawn as a card."""
    match posted.data:
        case {"poison": _}:
            raise KeyError("poison")
        case {"gone": _}:
            return None
        case {"card": body}:
            return Drawn("Nytt i en sak", card={"type": "AdaptiveCard", "body": body}, final=bool(posted.data.get("final")))
        case _:
            return Drawn("Svar på meldingen din", text=posted.data["text"])


@dataclass
class Town:
    """The courier between a real database and a scripted Teams."""

    store: Store
    clock: HandClock = field(default_factory=HandClock)
    reported: list[str] = field(default_factory=list)
    random: Callable[[float, float], float] = lambda _low, high: high

    def __post_init__(self) -> None:
        self.teams = Teams(self.clock)
        self.mail = Postbox()
        self.courier = self.hire()

    def hire(self, pace: Pace | None = None, busy: Callable[[], bool] = idle) -> Courier:
        """A courier; `random` may be set after it was hired."""
        return Courier(self.store, self.teams, self.mail, draw, self.clock, self.report, pace=pace, uniform=self.draw_lots, busy=busy)

    def turn(self, person: int, text: str, *, breaks: bool = False, dies: bool = False) -> None:
        """Somebody's turn that says something to them; it may break before the commit, or the process die right after it."""
        with self.store.transaction() as work:
            self.say(work, person, text)
            sent = self.courier.take_along(work, person, self.clock.now())
            if breaks:
                raise ZeroDivisionError
        if not dies:
            sent()

    def say(self, work: Work, person: int, text: str) -> None:
        work.post(Message(text, Kind.ANSWER, person, self.clock.now(), data={"text": text}), self.clock.now())

    def draw_lots(self, low: float, high: float) -> float:
        return self.random(low, high)

    def report(self, _work: Work, posted: Posted, _now: datetime) -> None:
        self.reported.append(posted.key)

    def people(self, count: int, *, chat: bool = True) -> list[int]:
        with self.store.transaction() as work:
            if not chat:
                return [work.add_person(f"Uten chat {n}", f"u{n}@kommune.example").id for n in range(count)]
            chats = [Address("https://service.example/", f"a:{n}") for n in range(count)]
            return [work.meet(f"entra-{n}", f"29:{n}", f"Person {n}", f"p{n}@kommune.example", to).id for n, to in enumerate(chats)]

    def post(self, to: Sequence[int], text: str = "", kind: Kind = Kind.ANSWER, **data: object) -> list[str]:
        """Post a message to each; the key, and the text unless given, is a running number."""
        with self.store.transaction() as work:
            keys = [f"{text or 'm'}/{n}/p{person}" for n, person in enumerate(to)]
            for key, person in zip(keys, to, strict=True):
                work.post(Message(key, kind, person, self.clock.now(), data={"text": key, **data}), self.clock.now())
        return keys

    def read(self, id: int) -> Posted:
        with self.store.reading() as work:
            posted = work.posted(id)
        assert posted
        return posted

    def read_all(self, count: int) -> list[Posted]:
        return [self.read(id) for id in range(1, count + 1)]

    def next_due(self) -> datetime | None:
        with self.store.reading() as work:
            found = work.next_send()
        return max(found, self.courier.free_at()) if found else None

    async def drain_through(self, longest: timedelta = timedelta(hours=30)) -> None:
        """Drain, and move the clock from due time to due time, until nothing waits."""
        end = self.clock.now() + longest
        await self.courier.drain()
        while (due := self.next_due()) and due <= end:
            self.clock.at = max(due, self.clock.at)
            await self.courier.drain()
