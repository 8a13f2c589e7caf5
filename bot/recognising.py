"""Which message somebody pressed, also when the bot never heard that it arrived; a press on a card proves that it did."""

from datetime import datetime

from bot.cards.pointing import find_pointer, point_to
from bot.casework.model import PersonId
from bot.storage.messages import Posted
from bot.storage.store import Work
from bot.storage.tables import Channel
from bot.wire import Pressed


def recognise(work: Work, person: PersonId, pressed: Pressed) -> Posted | None:
    """The person's message that Teams shows under that id; else the one the button points to; else the one that is leaving right now."""
    shown = work.shown_as(person, pressed.activity_id) if pressed.activity_id else None
    if found := shown or find_meant(work, person, pressed):
        return found
    return work.leaving_to(person) if pressed.activity_id else None


def find_meant(work: Work, person: PersonId, pressed: Pressed) -> Posted | None:
    """The message that the button points to, if it is the person's own."""
    pointer = find_pointer(pressed.data)
    meant = work.posted(pointer[0]) if pointer else None
    return meant if meant and meant.to == person and meant.channel is Channel.CHAT and is_pointed_to(meant, pressed) else None


def is_pointed_to(posted: Posted, pressed: Pressed) -> bool:
    """Whether the button was sent with this message."""
    pointer = find_pointer(pressed.data)
    return pointer is not None and pointer[1] == point_to(posted.id, posted.key)


def note_arrival(work: Work, posted: Posted | None, pressed: Pressed, now: datetime) -> None:
    """Let a message whose arrival nobody had heard of be one that was sent. Last in a turn: cases are locked before messages."""
    if posted and posted.activity_id is None and pressed.activity_id and is_pointed_to(posted, pressed):
        work.note_arrival(posted.id, pressed.activity_id, now)
