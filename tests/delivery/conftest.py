"""A town for each test, on each kind of database."""

from collections.abc import Iterator

import pytest

from bot.storage.store import Store
from tests.delivery.town import Town


@pytest.fixture
def town(database_url: str) -> Iterator[Town]:
    store = Store(database_url)
    yield Town(store)
    store.close()
