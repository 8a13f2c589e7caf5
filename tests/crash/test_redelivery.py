"""Teams delivers the same activities again: copies at once, all of them shuffled, and weeks later. One effect, every copy answered."""

import asyncio
import json
import random
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.local.people import DEFAULT_CAST
from bot.local.teams import CARD, Delivery
from tests.crash.figures import figure
from tests.crash.ledger import read_ledger
from tests.crash.scripts import SCRIPTS
from tests.crash.test_outage import NewUrl
from tests.crash.world import Ground, World, open_world
from tests.stories.people import actions_of

AT_ONCE = 16
KARI, ADA = (next(each for each in DEFAULT_CAST if each.name.startswith(name)) for name in ("Kari", "Ada"))


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
                assert answer["value"] == card_now(world, press)
        figure("redelivered", len(world.teams.all_deliveries))


LATER = (timedelta(seconds=1), timedelta(minutes=4), timedelta(hours=1), timedelta(days=29))
SOME = 50
"""So many are delivered once more after each of these."""
FULL = [pytest.mark.full, pytest.mark.timeout(3600)]


async def record(world: World, doing: Sequence[Coroutine[Any, Any, Any]]) -> list[Delivery]:
    """The activities of what people do, which are kept and not delivered."""
    before, world.teams.copies = len(world.teams.all_deliveries), lambda: 0
    for each in doing:
        await each
    world.teams.copies = lambda: 1
    return world.teams.all_deliveries[before:]


def count_effects(world: World) -> list[int]:
    """How many cases there are, answers in the chats, lines of the trail about a case that was opened, and readers of nynorsk."""
    return [
        world.query(f"SELECT count(*) FROM {what}")[0][0]
        for what in ("cases", "messages WHERE key LIKE 'answer/%'", "events WHERE kind = 'opened'", "people WHERE locale = 'nn'")
    ]


@pytest.mark.parametrize(("size", "kind"), [(5, "sqlite"), *(pytest.param(1000, kind, marks=FULL) for kind in ("sqlite", "postgresql"))])
async def test_shuffled_copies_now_and_weeks_later_have_one_effect_each(size: int, kind: str, tmp_path: Path, new_url: NewUrl) -> None:
    """A line and a press for each case."""
    lots = random.Random(size)
    async with open_world(Ground(tmp_path, new_url(kind))) as world:
        sent = 0

        async def deliver_copies(recorded: list[Delivery]) -> list[tuple[Delivery, dict[str, Any] | None]]:
            nonlocal sent
            copies = [each for each in recorded for _ in range(lots.randint(2, 5))]
            lots.shuffle(copies)
            sent += len(copies)
            answers = await deliver_again(world, copies)
            await world.settle()
            return answers

        lines = [f"ny sak 2026-{number:04} vedtak 20.11.2026" for number in range(size)]
        said = await record(world, [world.teams.say(KARI, line) for line in lines])
        await deliver_copies(said)
        forms = [(each, action) for each in world.chats.read(KARI.id) for action in actions_of(each.body) if action["verb"] == "open_case"]
        pressed = await record(world, [world.teams.press(KARI, form, action, {}) for form, action in forms])
        answers = await deliver_copies(pressed)
        assert all("Hvem skal få forespørselen?" in str(answer) and "finnes fra før" not in str(answer) for _, answer in answers)
        await world.teams.say(ADA, "nynorsk")
        [changed] = world.teams.all_deliveries[-1:]
        await world.teams.say(ADA, "bokmål")
        effects = count_effects(world)
        assert effects == [size, size + 2, size, 0]

        for span in LATER:
            world.clock.move_to(world.clock.now() + span)
            await world.settle()
            await deliver_copies([changed, *lots.sample([*said, *pressed], min(SOME, size))])
            assert count_effects(world) == effects
        assert read_ledger(world).repeated == ()
        figure("copies.activities", len(said) + len(pressed))
        figure("copies.delivered", sent)
