"""Keys that are changed at Microsoft are noticed, and their server is not asked more than need be."""

import asyncio
from typing import Any

from played_microsoft import activity
from structlog.testing import capture_logs

from bot.teams.keys import SigningKeys


async def test_a_new_key_is_fetched_when_it_is_first_used(door: Any, keys: Any) -> None:
    assert (await door.knock(activity(door.service.url)))[0] == 200
    door.published.publish("second", keys[1])
    assert (await door.knock(activity(door.service.url), door.sign(key=keys[1], headers={"kid": "second"})))[0] == 200
    assert door.published.fetches == 2


async def test_a_withdrawn_key_is_refused_after_the_next_fetch(door: Any, keys: Any) -> None:
    await door.knock(activity(door.service.url))
    door.published.keys = {"second": (keys[1], ["msteams"])}
    await door.knock(activity(door.service.url), door.sign(key=keys[1], headers={"kid": "second"}))
    assert (await door.knock(activity(door.service.url)))[0] == 401


async def test_a_known_key_costs_no_fetch(door: Any) -> None:
    for _ in range(5):
        await door.knock(activity(door.service.url))
    assert door.published.fetches == 1


async def test_many_who_ask_at_once_share_one_fetch(session: Any, published: Any) -> None:
    published.delay = 0.1
    found = SigningKeys(session, published.url, pause=0.0)
    assert None not in await asyncio.gather(*(found.find("first") for _ in range(20)))
    assert published.fetches == 1


async def test_unknown_keys_cannot_make_us_ask_more_often_than_the_pause(session: Any, published: Any) -> None:
    found = SigningKeys(session, published.url, pause=60.0)
    for number in range(20):
        assert await found.find(f"made-up-{number}") is None
    assert published.fetches == 1


async def test_the_old_keys_stay_when_the_server_is_down(session: Any, published: Any) -> None:
    found = SigningKeys(session, published.url, pause=0.0)
    assert await found.find("first")
    published.broken = True
    with capture_logs() as logs:
        assert await found.find("second") is None
    assert logs[0]["event"] == "signing_keys_unavailable"
    published.broken = False
    assert await found.find("first")


async def test_a_server_without_usable_keys_takes_none_away(session: Any, published: Any) -> None:
    found = SigningKeys(session, published.url, pause=0.0)
    assert await found.find("first")
    published.keys = {}
    assert await found.find("second") is None
    assert await found.find("first")
