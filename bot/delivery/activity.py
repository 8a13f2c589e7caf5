"""A drawn message as the activity Teams takes."""

import json
from hashlib import sha256

from bot.cards.scene import Drawn
from bot.wire import CARD, Json


def as_activity(drawn: Drawn) -> Json:
    """The activity for a drawn message: a card with its neutral summary, what Teams draws itself, or plain text.

    Never two of them: Teams splits them into two messages and gives no id back, so that the card could not be updated.
    """
    activity: Json = {"type": "message"}
    attached = drawn.attached or (drawn.card and {"contentType": CARD, "content": drawn.card})
    if attached:
        activity |= {"summary": drawn.summary, "attachments": [attached]}
    else:
        activity |= {"text": drawn.text or drawn.summary, "textFormat": "markdown"}
    if drawn.alert:
        activity["channelData"] = {"notification": {"alert": True}}
    return activity


def fingerprint(activity: Json) -> str:
    """What an activity shows, as 64 hexadecimal digits: equal when nothing would change for the reader."""
    return sha256(json.dumps(activity, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
