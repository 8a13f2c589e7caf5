"""A store on each kind of database."""

from collections.abc import Iterator

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
