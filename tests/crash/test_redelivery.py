"""Teams delivers the same activities again: two to five copies at once, and later all of them shuffled. One effect, every copy answered."""

import asyncio
import json
import random
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.activity import fingerprint
from bot.local.teams import CARD, Delivery
from tests.crash.figures import figure
from tests.crash.ledger import read_ledger
from tests.crash.scripts import SCRIPTS
from tests.crash.world import Ground, World, open_world

AT_ONCE = 16


async def deliver_again(world: World, deliveries: list[Delivery]) -> list[tuple[Delivery, dict[str, Any] | None]]:
    """Every delivery once more, sixteen at a time; raises BotDidNotAnswer unless each is answered 200."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(delivery: Delivery) -> tuple[Delivery, dict[str, Any] | None]:
        async with room:
            return delivery, await world.teams.deliver(delivery)

    return await asyncio.gather(*(one(delivery) for delivery in deliveries))


def card_now(world: World, press: dict[str, Any]) -> Any:
    """The card that was pressed, as it stands in the chat."""
    pressed = world.chats.find(press["replyToId"])
    return pressed and next((each["content"] for each in pressed.attachments if each["contentType"] == CARD), None)


@pytest.mark.parametrize("story", ["yes", *(pytest.param(story, marks=pytest.mark.long) for story in SCRIPTS if story != "yes")])
async def test_copies_of_an_activity_have_one_effect(story: str, tmp_path: Path, database_url: str, other_database_url: str) -> None:
    async with open_world(Ground(tmp_path / "calm", database_url)) as world:
        await SCRIPTS[story](world.here)
        calm = read_ledger(world)
    lots = random.Random(story)
    async with open_world(Ground(tmp_path / "copied", other_database_url)) as world:
        world.teams.copies = lambda: lots.randint(2, 5)
        await SCRIPTS[story](world.here)
        calm.tells_the_same_as(read_ledger(world))

        world.teams.copies = lambda: 1
        again = world.teams.all_deliveries * 4
        lots.shuffle(again)
        answers = await deliver_again(world, again)
        await world.settle()
        calm.tells_the_same_as(read_ledger(world))
        assert read_ledger(world).repeated == ()

        presses = [(press, answer) for delivery, answer in answers if (press := json.loads(delivery.body))["type"] == "invoke"]
        assert presses
        for press, answer in presses:
            assert answer is not None
            assert answer["type"] == CARD
            if press["timestamp"][:10] == f"{world.clock.now().date()}":  # on another day fewer days are left
                assert fingerprint(answer["value"]) == fingerprint(card_now(world, press)), "but for the version, which nobody sees"
        figure("redelivered", len(world.teams.all_deliveries))
