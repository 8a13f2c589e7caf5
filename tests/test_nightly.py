"""What the night tidies up."""

from datetime import timedelta

from bot import nightly
from bot.profiles import read_profile
from bot.storage.store import Store
from tests.storage.examples import NOW


def test_a_message_is_known_as_received_for_thirty_days(database_url: str) -> None:
    store = Store(database_url)
    with store.transaction() as work:
        work.is_new("older", NOW - timedelta(days=30, minutes=1))
        work.is_new("newer", NOW - timedelta(days=29))
        nightly.end(work, read_profile("standard"), (), NOW)
        assert {key: work.is_new(key, NOW) for key in ("older", "newer")} == {"older": True, "newer": False}
    store.close()
