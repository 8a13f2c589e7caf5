"""How fast the bot may speak: Teams' limits for one conversation, and one for the whole bot, on the instants given."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` sends in any stretch of `seconds`."""

    count: int
    seconds: float

    def free_at(self, sent: Sequence[datetime], now: datetime) -> datetime:
        """When the next send fits after the earlier ones, given in order; `now` when it fits already."""
        if len(sent) < self.count:
            return now
        return max(now, sent[-self.count] + timedelta(seconds=self.seconds))


CONVERSATION = (Limit(7, 1), Limit(8, 2), Limit(60, 30), Limit(1800, 3600))
"""Teams' own limits per bot and conversation (Microsoft's rate-limit page)."""

SHARED = 30
"""Seconds within which replicas know what each other has sent in a chat. The limit of an hour is counted by each."""

SECOND = 1.015
"""A second and a little: what leaves a second apart may arrive closer together."""

PER_SECOND = 30
"""Sends per second for one bot in one tenant: the lower of the two figures Microsoft gives."""


class Pace:
    """Counts what is sent, and tells when the next message may leave. One for each courier; not for several threads.

    What all replicas have sent, and how long they rest, is `recall`ed from the database they share: the limits are one for all.
    """

    def __init__(self, per_second: int = PER_SECOND, conversation: tuple[Limit, ...] = CONVERSATION, *, shared: bool = True) -> None:
        """`shared` is False where there is no limit to share."""
        self.shared = shared
        self._whole = Limit(per_second, SECOND)
        self._conversation = conversation
        self._sent: deque[datetime] = deque(maxlen=per_second)
        self._rest_until: datetime | None = None
        self._lately: dict[str, deque[datetime]] = {}
        """What every replica has sent in each chat within SHARED seconds."""
        self._own: dict[str, deque[datetime]] = {}
        """What this one has sent, as long as any limit counts it."""
        self._departed: deque[datetime] = deque(maxlen=per_second)
        """When the last ones really left here: drawing takes its time, and not always the same."""

    def recall(self, sent: Sequence[datetime], rest_until: datetime | None, chats: Mapping[str, Sequence[datetime]]) -> None:
        """What all replicas have sent lately, to anybody and in each chat, in order, and until when they rest."""
        self._sent = deque(sent, maxlen=self._whole.count)
        self._rest_until = rest_until
        self._lately = {conversation: deque(instants) for conversation, instants in chats.items()}

    def recent(self) -> tuple[datetime, ...]:
        """When the last messages left that still count."""
        return tuple(self._sent)

    def lately(self, now: datetime) -> dict[str, tuple[datetime, ...]]:
        """What was sent in each chat within SHARED seconds."""
        for sent in self._lately.values():
            self._forget(sent, now, SHARED)
        return {conversation: tuple(sent) for conversation, sent in self._lately.items() if sent}

    def rest(self, until: datetime) -> None:
        """Nobody gets anything until then: Teams has asked for it."""
        self._rest_until = max(until, self._rest_until or until)

    def is_resting(self, now: datetime) -> bool:
        """Whether Teams has asked the bot to wait."""
        return self._rest_until is not None and now < self._rest_until

    def room(self, now: datetime) -> int:
        """How many messages the bot may send at this instant, to whomever."""
        self._forget(self._sent, now, self._whole.seconds)
        return 0 if self.is_resting(now) else self._whole.count - len(self._sent)

    def free_at(self, now: datetime) -> datetime:
        """When the bot may send again; `now` when it may already."""
        self._forget(self._sent, now, self._whole.seconds)
        return max(self._whole.free_at(self._sent, now), self._rest_until or now)

    def admit(self, conversation: str, now: datetime) -> datetime:
        """Take the conversation's turn at once and return `now`; or take nothing and return when to ask again."""
        lately = self._lately.setdefault(conversation, deque())
        own = self._own.setdefault(conversation, deque())
        self._forget(lately, now, SHARED)
        self._forget(own, now, max((limit.seconds for limit in self._conversation), default=0))
        free = max((limit.free_at(lately if limit.seconds <= SHARED else own, now) for limit in self._conversation), default=now)
        free = max(free, self.free_at(now))
        if free == now:
            for sent in (lately, own, self._sent):
                sent.append(now)
        return free

    def depart(self, count: int, now: datetime) -> timedelta:
        """How long so many that were admitted must still wait, so that no second sees more than it may; they count as leaving then."""
        second = timedelta(seconds=self._whole.seconds)
        while self._departed and not now - second < self._departed[0] <= now + second:
            self._departed.popleft()
        ahead = len(self._departed) + count - self._whole.count
        leaves = max(now, self._departed[ahead - 1] + second) if ahead > 0 else now
        self._departed.extend([leaves] * count)
        return leaves - now

    @staticmethod
    def _forget(sent: deque[datetime], now: datetime, seconds: float) -> None:
        """Drop what no longer counts; all of it when the clock was set back, for then it says nothing about now."""
        if sent and sent[-1] > now:
            sent.clear()
        while sent and sent[0] + timedelta(seconds=seconds) <= now:
            sent.popleft()
