"""A package as the command makes it, and Microsoft's own schemas to hold it against."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.packaging.package import MANIFEST, Deployment, fill_in
from tests.skipping import skip

HERE = Path(__file__).parent
Json = dict[str, Any]


@pytest.fixture
def deployment() -> Deployment:
    site = "https://bot.kommune.example"
    app_id = "0e4b4f0c-5c1e-4d51-9a53-6d0a0f6f7d21"
    return Deployment(app_id, "bot.kommune.example", "Koordinatorbot", "Eksempel kommune", site, site, site, "1.0.0")


@pytest.fixture
def files(deployment: Deployment) -> dict[str, bytes]:
    return fill_in(deployment)


@pytest.fixture
def manifest(files: dict[str, bytes]) -> Json:
    read: Json = json.loads(files[MANIFEST])
    return read


@pytest.fixture(scope="session")
def validate() -> Callable[[Json], list[str]]:
    """What the schema that a document names in $schema says is wrong with it."""
    node = shutil.which("node")
    if node is None or not (HERE / "node_modules/ajv-draft-04").exists():
        skip("Microsoft's schemas are missing: install node, and run npm ci --prefix tests/manifest")

    def run(document: Json) -> list[str]:
        asked = json.dumps({"schema": "/".join(document["$schema"].rsplit("/", 2)[1:]), "document": document})
        ran = subprocess.run([node, str(HERE / "validate.cjs")], input=asked, capture_output=True, text=True, check=True, timeout=60)
        faults: list[str] = json.loads(ran.stdout)
        return faults

    return run
