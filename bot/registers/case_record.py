"""Everything the bot holds of one case as plain values: for the archive, and for whoever asks what is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from bot.casework.model import Case, Directory
from bot.registers.book import PRIVATE
from bot.storage.cases import StoredEvent
from bot.wire import Json

PEOPLE = frozenset(
    {
        "answered_by", "asked", "asked_by", "by", "closed_by", "done_by", "handler", "named_by", "opened_by", "passed_on_by", "passed_to",
        "person", "recipients", "reported_by", "sent_by", "settled_by", "suggested",
    }
)  # fmt: skip
"""The fields of a case in which a person stands."""
UNITS = frozenset({"unit"})


def make_record(case: Case, trail: Sequence[StoredEvent], directory: Directory) -> Json:
    """The case as JSON can hold it: days and instants in ISO form, codes as they are kept, people and units by name.

    `trail` has each line of the audit trail; its ids of people stand as they are sealed.
    """
    lines = [
        {"at": line.at.isoformat(), "by": name_person(directory, line.actor), "kind": line.kind, "data": dict(line.data)} for line in trail
    ]
    return {"note": PRIVATE, "case": lay_flat(case, directory), "trail": lines}


def lay_flat(value: Any, directory: Directory) -> Any:
    """A value of the case as plain values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: lay_field(field.name, getattr(value, field.name), directory) for field in fields(value)}
    if isinstance(value, tuple):
        return [lay_flat(each, directory) for each in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return value


def lay_field(name: str, value: Any, directory: Directory) -> Any:
    """A field of the case; ids of people and units are of use to nobody outside the bot."""
    if name in PEOPLE:
        return [name_person(directory, each) for each in value] if isinstance(value, tuple) else name_person(directory, value)
    return directory.units[value].name if name in UNITS else lay_flat(value, directory)


def name_person(directory: Directory, person: int | None) -> str | None:
    """A person's name; None for the clock, or nobody."""
    return None if person is None else directory.people[person].name
