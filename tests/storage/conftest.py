"""A store on each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.store import Store


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store on an empty database."""
    opened = Store(database_url)
    yield opened
    opened.close()


@pytest.fixture
def second(database_url: str) -> Iterator[Store]:
    """Another replica's store on the same database."""
    opened = Store(database_url)
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a table, of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    server = request.getfixturevalue("postgres")
    server.run("CREATE DATABASE step_by_step")
    yield server.url("step_by_step")
    server.run("DROP DATABASE step_by_step WITH (FORCE)")
