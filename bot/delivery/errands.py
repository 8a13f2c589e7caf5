"""From a claimed message to an errand: drawn as things are now, addressed, and in its turn; or ended, and somebody told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.cards.scene import Drawn
from bot.casework.seeing import Seen
from bot.delivery.activity import as_activity, fingerprint
from bot.delivery.mail import Letter
from bot.delivery.pace import Pace
from bot.delivery.rules import End
from bot.storage.engine import AWAY, undoable
from bot.storage.messages import Posted
from bot.storage.store import Work
from bot.storage.tables import Channel, State
from bot.wire import Address, Json

Draw = Callable[[Work, Posted, datetime], Drawn | None]
LeavesAt = Callable[[Posted, datetime], datetime | None]
Report = Callable[[Work, Posted, datetime], None]

SPENT = "no answer, twice in doubt"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody who never had a chat with the bot, who is to have one before anything can be sent."""

    entra_id: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Errand:
    """A message ready to leave: an activity and where it goes, or a letter; or first a chat to be opened."""

    posted: Posted
    load: tuple[Address, Json] | Letter | Opening
    shown: str
    final: bool
    seen: Seen | None = None
    """What its reader sees of cases; a neutral letter and an empty chat show nothing."""

    @property
    def counts(self) -> bool:
        """Whether Teams' limits count it: neither a letter nor a chat that is opened through Graph."""
        return isinstance(self.load, tuple)


@dataclass(frozen=True, slots=True)
class Packing:
    """Makes errands within the transaction that claims."""

    draw: Draw
    leaves_at: LeavesAt
    pace: Pace
    report: Report
    opens: bool
    """Whether a chat can be opened with somebody who never had one."""

    def pack(self, work: Work, posted: Posted, now: datetime) -> Errand | None:
        """The errand for a claimed message; None when the message needs no sending, cannot be sent, or must wait its turn."""
        if posted.state is State.REDRAW and posted.activity_id is None:  # Teams took it without giving an id
            work.finish_update(posted.id, shown=posted.shown or "", final=True)
            return None
        if posted.spent:
            log.error("send_failed", posted=posted.id, kind=posted.kind, why=SPENT, ends="failed")
            self.end(work, posted, "failed", SPENT, now)
            return None
        if posted.state is State.PENDING and (at := self.leaves_at(posted, now)) != now:
            self.put_off(work, posted, at)
            return None
        try:
            with undoable(work.connection):
                drawn = self.draw(work, posted, now)
        except AWAY:
            raise
        except Exception as error:
            log.exception("message_cannot_be_drawn", posted=posted.id, kind=posted.kind, error=type(error).__name__)
            work.give_up(posted.id, "failed", f"poison: {type(error).__name__}")
            return None
        if drawn is None:
            work.drop(posted.id, "no longer matters")
            return None
        return self._pack_letter(work, posted, drawn, now) if posted.channel is Channel.MAIL else self._pack_card(work, posted, drawn, now)

    def _pack_letter(self, work: Work, posted: Posted, drawn: Drawn, now: datetime) -> Errand | None:
        email = drawn.to or work.directory().people[posted.to].email
        text = drawn.text or drawn.summary
        if email is None:
            self.end(work, posted, "unreachable", "no e-mail address", now)
            return None
        return Errand(posted, Letter(posted.key, email, drawn.summary, text, now), fingerprint({"text": text}), final=True)

    def _pack_card(self, work: Work, posted: Posted, drawn: Drawn, now: datetime) -> Errand | None:
        activity = as_activity(drawn)
        shown = fingerprint(activity)
        if posted.state is State.REDRAW and shown == posted.shown:
            work.finish_update(posted.id, shown=shown, final=drawn.final)
            return None
        if posted.address is None:
            person = work.directory().people[posted.to]
            if self.opens and posted.state is State.PENDING and person.active and work.never_met(person.id):
                return Errand(posted, Opening(person.entra_id, person.email), shown, drawn.final)
            self.end(work, posted, "unreachable", "no chat", now, tells=posted.state is State.PENDING)
            return None
        turn = self.pace.admit(posted.address.conversation_id, now)
        if turn > now:
            work.retry(posted.id, at=turn, in_doubt=False)
            return None
        return Errand(posted, (posted.address, activity), shown, drawn.final, drawn.seen)

    @staticmethod
    def put_off(work: Work, posted: Posted, at: datetime | None) -> None:
        """The message missed its hours: it waits for the next ones, or is not worth saying any more."""
        if at is None:
            work.drop(posted.id, "too late")
        else:
            work.postpone(posted.id, at)

    def end(self, work: Work, posted: Posted, state: End, why: str, now: datetime, *, tells: bool = True) -> None:
        """Give a message up, and let KE know."""
        work.give_up(posted.id, state, why)
        if tells:
            self.report(work, posted, now)
