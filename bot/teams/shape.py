"""The parts of an activity we read, and their types; anything else in it is ignored."""

import re
from typing import Annotated, Any, Literal

import pydantic_core
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

Id = Annotated[str, StringConstraints(min_length=1, max_length=400)]
AccountId = Annotated[str, StringConstraints(min_length=1, max_length=200)]
EntraId = Annotated[str, StringConstraints(max_length=64)]
Address = Annotated[str, StringConstraints(min_length=1, max_length=4096)]
Label = Annotated[str, StringConstraints(max_length=512)]
"""What is stored has the lengths of its columns: SQLite would store any, PostgreSQL would fail far from here."""

NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class Shape(BaseModel):
    """A JSON object read strictly: no value is turned into another type."""

    model_config = ConfigDict(strict=True, frozen=True, alias_generator=to_camel)


class Account(Shape):
    """A person or a bot; `aad_object_id` is the person's id in Entra."""

    id: AccountId
    name: Label | None = None
    aad_object_id: EntraId | None = None


class Conversation(Shape):
    """Where the activity happened."""

    id: Id
    conversation_type: Label | None = None
    tenant_id: Label | None = None


class Tenant(Shape):
    """The organisation Teams says the activity comes from."""

    id: Label


class ChannelData(Shape):
    """What Teams adds to the common protocol."""

    tenant: Tenant | None = None


class Attachment(Shape):
    """Something that came with a message; only its kind matters here."""

    content_type: Label | None = None


class UploadInfo(Shape):
    """Where Teams lets a file be put (its documents: send and receive files)."""

    upload_url: Address
    content_url: Address
    name: Id
    unique_id: Id
    file_type: Id


class Consent(Shape):
    """The value of an answered file consent card."""

    type: Literal["fileUpload"]
    action: Literal["accept", "decline"]
    upload_info: UploadInfo | None = None


class Entity(Shape):
    """A note about the text, such as a mention."""

    type: Label | None = None
    text: str | None = None
    mentioned: Account | None = None


class Activity(Shape):
    """One activity as Teams delivers it."""

    type: Id
    channel_id: Id
    service_url: Id
    sender: Account = Field(alias="from")
    recipient: Account
    conversation: Conversation
    id: Label | None = None
    channel_data: ChannelData | None = None
    timestamp: Label | None = None
    name: Label | None = None
    text: str | None = None
    value: Any = None
    action: Label | None = None
    reply_to_id: Label | None = None
    attachments: list[Attachment] | None = None
    entities: list[Entity] | None = None
    members_added: list[Account] | None = None


def parse_activity(body: bytes) -> Activity:
    """Read an activity from UTF-8 JSON nested at most 200 deep; raises ValueError for anything else."""
    # PostgreSQL cannot store NUL, so a text with one would fail far from here.
    if NUL.search(body):
        raise ValueError("NUL in a text")
    return Activity.model_validate(pydantic_core.from_json(body, allow_inf_nan=False))
