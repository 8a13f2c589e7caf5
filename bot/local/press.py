"""What a Teams client sends when a button is pressed: the action's data with the inputs on its own card and the cards around it."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]

_DRAWN = frozenset(
    {"AdaptiveCard", "TextBlock", "RichTextBlock", "TextRun", "Container", "ColumnSet", "Column", "FactSet", "ActionSet"}
    | {"Image", "ImageSet", "Media", "Table", "TableRow", "TableCell"}
    | {"Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle", "Input.ChoiceSet"}
)
_NOT_WALKED = frozenset({"data", "fallback", "choices", "choices.data", "card"})


class MissingInputs(Exception):
    """Required inputs are not filled in, so that Teams would not send the action; `names` are their labels."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def fill(card: Json | None, action: Json, inputs: Mapping[str, Any]) -> Json:
    """The action's data, merged with the inputs that belong to it: those given, and the untouched ones' defaults.

    An action that is no longer on the card (an old copy was pressed) is sent with the inputs that were given.
    Raises MissingInputs. Patterns and limits are not checked, since not every client does: the bot must.
    """
    data = action.get("data")
    own = data if isinstance(data, dict) else {}
    fields = _inputs_of(card, action, inputs) if card and action.get("associatedInputs") != "none" else []
    values = {field["id"]: _value(field, inputs.get(field["id"])) for field in fields if "id" in field}
    missing = [str(field.get("label") or field.get("title") or field["id"]) for field in fields if _is_missing(field, values)]
    if missing:
        raise MissingInputs(missing)
    return own | {key: str(value) for key, value in inputs.items()} | {key: value for key, value in values.items() if value}


def _inputs_of(card: Json, action: Json, given: Mapping[str, Any]) -> list[Json]:
    """The inputs that enclose the action; of several like actions, the one whose inputs know most of what was given."""
    places = [fields for found, fields in _actions(card, []) if _is_same(found, action)]
    return max(places, key=lambda fields: len(given.keys() & {field.get("id") for field in fields}), default=[])


def _is_same(found: Json, action: Json) -> bool:
    return all(found.get(key) == action.get(key) for key in ("type", "verb", "title", "data"))


def _actions(card: Json, around: list[Json]) -> Iterator[tuple[Json, list[Json]]]:
    """Every action of a card and of the cards it shows, with the inputs that enclose it."""
    elements = list(_walk({key: card.get(key) for key in ("body", "actions", "selectAction")}))
    fields = around + [element for element in elements if str(element.get("type")).startswith("Input.")]
    for element in elements:
        if not str(element.get("type")).startswith("Action."):
            continue
        yield element, fields
        if isinstance(element.get("fallback"), dict):
            yield element["fallback"], fields
        if isinstance(element.get("card"), dict):
            yield from _actions(element["card"], fields)


def _walk(node: Any) -> Iterator[Json]:
    """Every element and action below a node, in reading order, an unknown element replaced by its fallback."""
    if isinstance(node, list):
        for item in node:
            yield from _walk(item)
    elif isinstance(node, dict):
        kind = node.get("type")
        if isinstance(kind, str) and kind not in _DRAWN and not kind.startswith("Action."):
            yield from _walk(node["fallback"] if isinstance(node.get("fallback"), dict) else None)
            return
        if isinstance(kind, str):
            yield node
        for key, value in node.items():
            if key not in _NOT_WALKED:
                yield from _walk(value)


def _value(field: Json, given: Any) -> str:
    """What the client sends for one input; empty when nothing is filled in."""
    if field["type"] == "Input.Toggle":
        on, off = str(field.get("valueOn", "true")), str(field.get("valueOff", "false"))
        ticked = field.get("value", off) if given is None else given
        return on if ticked is True or str(ticked) == on else off
    value = field.get("value", "") if given is None else given
    return ",".join(str(item) for item in value) if isinstance(value, list) else str(value)


def _is_missing(field: Json, values: Mapping[str, str]) -> bool:
    if not field.get("isRequired") or "id" not in field:
        return False
    wanted = str(field.get("valueOn", "true")) if field["type"] == "Input.Toggle" else None
    return values[field["id"]] != wanted if wanted else not values[field["id"]].strip()
