"""The app package: the template in manifest/ with this deployment's ids and host, as a zip that is the same bytes every time."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Any

TEMPLATE = Path(__file__).parents[2] / "manifest"
"""Beside bot/, in the checkout and where it is installed."""
MANIFEST = "manifest.json"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold."""

Json = dict[str, Any]
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Deployment:
    """What differs between municipalities; the field names are the blanks of the template."""

    app_id: str
    """The bot's app id, which is the app's own id in Teams too."""
    host: str
    """The name the bot answers at, without https://."""
    name: str
    developer: str
    website: str
    privacy: str
    terms: str
    version: str


def fill_in(deployment: Deployment, template: Path = TEMPLATE) -> dict[str, bytes]:
    """The package's files by name: the manifest, the languages and icons it points to."""
    blanks = asdict(deployment)
    manifest = fill(json.loads((template / MANIFEST).read_text(encoding="utf-8")), blanks)
    files = {MANIFEST: encode(manifest)}
    for language in manifest["localizationInfo"]["additionalLanguages"]:
        name = language["file"]
        files[name] = encode(fill(json.loads((template / name).read_text(encoding="utf-8")), blanks))
    for name in manifest["icons"].values():
        files[name] = (template / name).read_bytes()
    return files


def fill(value: Any, blanks: Mapping[str, str]) -> Any:
    """A JSON value with the blanks of every string filled in; raises KeyError for a blank nobody knows."""
    match value:
        case str():
            return Template(value).substitute(blanks) if "${" in value else value
        case list():
            return [fill(item, blanks) for item in value]
        case dict():
            return {key: fill(item, blanks) for key, item in value.items()}
        case _:
            return value


def encode(value: Json) -> bytes:
    """JSON that people can read."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def pack(files: Files) -> bytes:
    """A zip of the files. Stored, not compressed: what compression makes of the same bytes differs between machines."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
