"""Each button of a card tells which message it was sent with, so that a press is understood also when Teams' answer to the send was lost.

It is a pointer and no proof: whose message it is, is for the server to look up.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

KEPT_IN = "version"
"""A key that the release before lets through unread: it takes a press on what a newer replica sent. Old cards have a number here."""
PRESSES = frozenset({"Action.Execute", "Action.Submit"})
POINTER = re.compile(r"([1-9]\d{0,8})-[a-p]{8}", re.ASCII)
LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def point_to(id: int, key: str) -> str:
    """A message's id, and eight letters of its key: after a restored backup the same id may be another message's.

    Letters, for with more digits it could be taken for an id number.
    """
    return f"{id}-{sha256(key.encode()).hexdigest()[:8].translate(LETTERS)}"


def find_pointer(data: Mapping[str, Any]) -> tuple[int, str] | None:
    """The id in what a press sent, and the pointer that it stands in; None where there is nothing that looks like one."""
    pointer = data.get(KEPT_IN)
    found = POINTER.fullmatch(pointer) if isinstance(pointer, str) else None
    return (int(found[1]), found[0]) if found else None


def stamp(part: Any, pointer: str) -> Any:
    """A card, or a part of one, with the pointer in each of its buttons, those of forms and of older clients too."""
    if isinstance(part, list):
        return [stamp(each, pointer) for each in part]
    if not isinstance(part, dict):
        return part
    stamped = {name: stamp(each, pointer) for name, each in part.items()}
    return stamped | {"data": part["data"] | {KEPT_IN: pointer}} if part.get("type") in PRESSES else stamped
