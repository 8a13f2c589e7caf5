"""Reads a municipality's profile from YAML; a mistake is told with its file, its line and what was expected there."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import ValidationError

from bot.casework.municipality import Municipality
from bot.profiles.own_texts import Keys, find_faults

HERE = Path(__file__).parent


class ProfileError(ValueError):
    """A profile that cannot be used; the message has one line for each mistake."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value was written."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file.name}, line {self.line}"


@dataclass(slots=True)
class Draft:
    """Plain values as read, and the place of every value by its path."""

    data: dict[str, Any]
    places: dict[Keys, Place]

    def place(self, path: Keys) -> Place:
        """Where the value at this path was written, or the nearest value around it that was."""
        return next(self.places[path[:size]] for size in range(len(path), -1, -1) if path[:size] in self.places)


def read_profile(name_or_path: str | Path) -> Municipality:
    """The profile that comes with the bot under this name, or the one in this file; ProfileError when it is not whole and right."""
    draft = read_draft(find_file(str(name_or_path), Path.cwd()), ())
    try:
        municipality = Municipality.model_validate_json(json.dumps(draft.data))
    except ValidationError as error:
        raise ProfileError("\n".join(explain(error, draft))) from error
    if faults := [f"{draft.place(path)}: {'.'.join(map(str, path))}: {fault}" for path, fault in find_faults(municipality)]:
        raise ProfileError("\n".join(faults))
    return municipality


def find_file(name: str, beside: Path) -> Path:
    """The file a name or path means; a path is read from `beside`. ProfileError when there is none."""
    is_path = name.endswith((".yaml", ".yml"))
    file = beside / name if is_path else HERE / f"{name}.yaml"
    if file.is_file():
        return file
    known = ", ".join(sorted(found.stem for found in HERE.glob("*.yaml")))
    raise ProfileError(f"{name}: expected a file ending in .yaml, or one of: {known}")


def read_draft(file: Path, seen: tuple[Path, ...]) -> Draft:
    """The file's values laid over those of the profile it extends."""
    if file.resolve() in seen:
        raise ProfileError(f"{file.name}: expected extends to end somewhere, but it comes back to this file")
    try:
        node = yaml.compose(file.read_bytes(), Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ProfileError(f"{Place(file, line)}: expected YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise ProfileError(f"{Place(file, 1)}: expected UTF-8 text: {error}") from error
    if not isinstance(node, yaml.MappingNode):
        raise ProfileError(f"{Place(file, 1)}: expected keys and values")
    places: dict[Keys, Place] = {}
    data = read_node(node, file, (), places)
    parent = data.pop("extends", None)
    if parent is None:
        return Draft(data, places)
    if not isinstance(parent, str):
        raise ProfileError(f"{places['extends',]}: extends: expected the name of a profile")
    base = read_draft(find_file(parent, file.parent), (*seen, file.resolve()))
    lines = {path for path in places if is_line(value_at(data, path))}
    kept = {path: place for path, place in base.places.items() if list_around(path) not in places and lines.isdisjoint(around(path))}
    return Draft(lay_over(base.data, data), kept | places)


def around(path: Keys) -> Iterator[Keys]:
    """The paths of everything that a value lies in."""
    return (path[:size] for size in range(1, len(path)))


def value_at(data: Any, path: Keys) -> Any:
    """The value at a path."""
    for key in path:
        data = data[key] if key != "extends" else None
    return data


def list_around(path: Keys) -> Keys | None:
    """The path of the outermost list that the path goes into, if any."""
    return next((path[:size] for size, key in enumerate(path) if isinstance(key, int)), None)


def read_node(node: yaml.Node, file: Path, path: Keys, places: dict[Keys, Place]) -> Any:
    """A node as plain values; the place of each is noted in `places`."""
    places.setdefault(path, Place(file, node.start_mark.line + 1))
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            place = Place(file, key.start_mark.line + 1)
            if not isinstance(key, yaml.ScalarNode) or key.value in found:
                raise ProfileError(f"{place}: expected each key once, as a word")
            places[*path, key.value] = place
            found[key.value] = read_node(value, file, (*path, key.value), places)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [read_node(item, file, (*path, index), places) for index, item in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)
    return read_scalar(node)


def read_scalar(node: yaml.ScalarNode) -> Any:
    """A single value; unquoted true, false, null and whole numbers are what they look like, all else is text, because YAML 1.1
    would read 17:00 as 1020, off as false and 2026-12-24 as a date before the profile could say what it expects.
    """
    if node.style:
        return node.value
    if re.fullmatch(r"-?(0|[1-9]\d*)", node.value):
        return int(node.value)
    return {"true": True, "false": False, "": None, "null": None}.get(node.value, node.value)


def lay_over(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """The base with the changes in it, key by key; a list, a line in two languages or a single value replaces all that was there."""
    merged = dict(base)
    for key, value in change.items():
        below = merged.get(key)
        merged[key] = lay_over(below, value) if isinstance(below, dict) and isinstance(value, dict) and not is_line(value) else value
    return merged


def is_line(value: Any) -> bool:
    """Whether it is a line in bokmål or nynorsk: half of one would be said beside the other half of somebody else's."""
    return isinstance(value, dict) and value.keys() <= {"nb", "nn"} and not any(isinstance(each, dict) for each in value.values())


def suggest_key(path: Keys) -> str:
    """The key that was perhaps meant: the nearest of those that may stand there."""
    part: Any = Municipality
    for key in path[:-1]:
        found = getattr(part, "model_fields", {}).get(key)
        models = [each for each in (found.annotation, *get_args(found.annotation)) if hasattr(each, "model_fields")] if found else []
        part = models[0] if models else None
    near = get_close_matches(str(path[-1]), getattr(part, "model_fields", {}), n=1)
    return f"; perhaps {near[0]}" if near else ""


def explain(error: ValidationError, draft: Draft) -> Iterator[str]:
    """One line for each mistake: the file and line, the key, and what was expected."""
    for mistake in error.errors(include_url=False, include_context=False):
        path = tuple(mistake["loc"])
        expected = mistake["msg"].removeprefix("Value error, ").replace("Input should be", "expected")
        if mistake["type"] == "missing":
            expected = "expected this key, which is not there"
        elif mistake["type"] == "extra_forbidden":
            expected = "expected no such key" + suggest_key(path)
        key = ".".join(map(str, path)) or "profile"
        yield f"{draft.place(path)}: {key}: {expected}"
