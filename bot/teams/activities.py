"""From an admitted activity to what a person did, or None when it does not concern us."""

from collections.abc import Sequence
from hashlib import sha256

from pydantic import ValidationError

from bot.teams.shape import Activity, Attachment, Consent
from bot.wire import Address, FileAnswered, Incoming, Installed, Pressed, Removed, Said, Sender, Upload

CARD_ACTION = "adaptiveCard/action"
FILE_CONSENT = "fileConsent/invoke"
LONGEST_NAME = 200
"""As many signs as are kept; Entra allows 256."""
LONGEST_KEY = 150
"""What the inbox keeps, and the answers' own keys hold with more around it."""
NOT_A_FILE = ("text/html", "messageReference", "application/vnd.microsoft.card.")


def read_activity(activity: Activity) -> Incoming | None:
    """What happened, in a person's own chat with the bot; the sender comes from the activity alone."""
    sender = find_sender(activity)
    if sender is None or not activity.id:
        return None
    key = make_key(activity.conversation.id, activity.id)
    match activity.type:
        case "message":
            return read_message(activity, sender, key)
        case "messageUpdate":
            # An edit carries the id of the message it changes, so the moment of the edit tells two edits apart.
            edit = make_key(key, activity.timestamp or "", "edited")
            return Said(edit, sender, read_text(activity), attached=has_file(activity.attachments or ()), edited=True)
        case "invoke" if activity.name == CARD_ACTION:
            return read_press(activity, sender, key)
        case "invoke" if activity.name == FILE_CONSENT:
            return read_consent(activity, sender, key)
        case "installationUpdate":
            return read_installation(activity, sender, key)
        case "conversationUpdate" if any(account.id == activity.recipient.id for account in activity.members_added or ()):
            return Installed(key, sender, email=None)
        case _:
            return None


def make_key(*parts: str) -> str:
    """The same for the same parts, and never too long to be kept."""
    key = "|".join(parts)
    return key if len(key) <= LONGEST_KEY else sha256(key.encode()).hexdigest()


def is_said_to_many(activity: Activity) -> bool:
    """Whether somebody wrote to the bot in a channel or a group chat, where it says nothing of any case."""
    return activity.type == "message" and activity.conversation.conversation_type in ("channel", "groupChat")


def find_sender(activity: Activity) -> Sender | None:
    """The person behind the activity, or None outside a personal chat and for accounts without an Entra id."""
    person = activity.sender
    if activity.conversation.conversation_type != "personal" or not person.aad_object_id or person.id == activity.recipient.id:
        return None
    return Sender(
        person.aad_object_id, person.id, (person.name or "")[:LONGEST_NAME], Address(activity.service_url, activity.conversation.id)
    )


def read_message(activity: Activity, sender: Sender, key: str) -> Said | Pressed | None:
    """A text, or the older kind of card action, which arrives as a message with a value and no text."""
    text = read_text(activity)
    if activity.value is None or text:
        return Said(key, sender, text, attached=has_file(activity.attachments or ()))
    if not isinstance(activity.value, dict) or not isinstance(verb := activity.value.get("verb"), str):
        return None
    return Pressed(key, sender, verb, activity.value, activity.reply_to_id or None, updates=False)


def read_press(activity: Activity, sender: Sender, key: str) -> Pressed | None:
    """A card action that is answered with a card, or None when it is not one of ours."""
    action = activity.value.get("action") if isinstance(activity.value, dict) else None
    if not isinstance(action, dict):
        return None
    verb, data = action.get("verb"), action.get("data") or {}
    if not isinstance(verb, str) or not isinstance(data, dict):
        return None
    return Pressed(key, sender, verb, data, activity.reply_to_id or None, updates=True)


def read_consent(activity: Activity, sender: Sender, key: str) -> FileAnswered | None:
    """A yes or no to a file, or None when it is neither, or a yes that does not say where to."""
    try:
        consent = Consent.model_validate(activity.value)
    except ValidationError:
        return None
    if consent.action == "decline":
        return FileAnswered(key, sender, activity.reply_to_id or None, upload=None)
    if (to := consent.upload_info) is None:
        return None
    upload = Upload(to.upload_url, to.content_url, to.name, to.unique_id, to.file_type)
    return FileAnswered(key, sender, activity.reply_to_id or None, upload)


def read_installation(activity: Activity, sender: Sender, key: str) -> Installed | Removed | None:
    """The app added or taken away; an upgrade counts as added, since the address may be new."""
    match activity.action:
        case "add" | "add-upgrade":
            return Installed(key, sender, email=None)
        case "remove":
            return Removed(key, sender)
        case _:
            return None


def read_text(activity: Activity) -> str:
    """What the person wrote, without mentions of the bot."""
    text = activity.text or ""
    for entity in activity.entities or ():
        if entity.type == "mention" and entity.text and entity.mentioned and entity.mentioned.id == activity.recipient.id:
            text = text.replace(entity.text, "")
    return text.strip()


def has_file(attachments: Sequence[Attachment]) -> bool:
    """Whether a file or picture came along; Teams also attaches the message's own HTML, quotes and cards, which are none."""
    return any(not (attachment.content_type or "").startswith(NOT_A_FILE) for attachment in attachments)
