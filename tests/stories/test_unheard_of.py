"""A card arrived and the bot never heard so: whoever presses it is answered, and it is not sent again."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.outcome import Kind
from bot.local.connector_api import Fault, Mishap
from bot.local.town import Town
from bot.storage.tables import messages
from tests.crash.mornings import read
from tests.stories.people import Here, Someone, actions_of, words_of
from tests.stories.steps import NUMBER, ask_unit, open_case

SOUTH = "Hjemmetjenesten sør"
REQUEST = "Forespørsel om koordinator"
LATER = timedelta(minutes=6)
"""Past the longest wait before a repeat."""


async def pass_by(town: Town) -> None:
    town.local.clock.move_to(town.local.clock.now() + LATER)
    await town.app.settle()


async def send_unheard(town: Town, here: Here, *, times: int) -> tuple[Someone, Someone, list[dict[str, Any]]]:
    """The request, whose answer from Teams is lost so many times: KE, the leader, and the cards that arrived."""
    ke, leader = await here.person("Kari"), await here.person(f"Leder, {SOUTH}")
    await open_case(ke)
    town.local.connector.faults = [Fault(Mishap.CUT, person=leader.id, times=times)]
    await ask_unit(ke, SOUTH)
    for _ in range(times - 1):
        await pass_by(town)
    return ke, leader, await cards_about(leader)


async def cards_about(leader: Someone) -> list[dict[str, Any]]:
    return [activity for activity in await leader.from_bot() if NUMBER in words_of(activity)]


async def presses_yes(leader: Someone, card: dict[str, Any]) -> str:
    person = await leader.choice("person", "Ada", NUMBER)
    return await leader.presses("accept", on=card, person=person, permanent="yes", informed="true", wish="yes")


def how_it_stands(town: Town) -> Sequence[Any]:
    """State, activity and why it ended, of the request's message."""
    chosen = select(messages.c.state, messages.c.activity_id, messages.c.ended_why).where(messages.c.kind == Kind.REQUEST)
    [row] = read(town, chosen.order_by(messages.c.id))
    return tuple(row)


@pytest.mark.parametrize("pressed", [0, 1])
async def test_a_press_on_a_card_that_was_given_up_is_answered_and_it_counts_as_sent(town: Town, here: Here, pressed: int) -> None:
    ke, leader, arrived = await send_unheard(town, here, times=2)
    assert len(arrived) == 2
    assert how_it_stands(town) == ("failed", None, "in_doubt, twice in doubt")
    assert f"Jeg når ikke {leader.name} i Teams" in await ke.reads()

    assert "Svart: ja" in await presses_yes(leader, arrived[pressed])
    assert "Ada" in words_of(await ke.newest("Oppgaver etter oppnevning"))
    await pass_by(town)
    assert how_it_stands(town) == ("sent", arrived[pressed]["id"], None)
    assert f"Jeg nådde ikke {leader.name} i Teams" in words_of(await ke.newest("Ikke nådd i Teams")), "nobody is to be rung any more"
    redrawn = await cards_about(leader)
    assert [card["id"] for card in redrawn] == [card["id"] for card in arrived], "nothing is sent again"
    assert "Svart: ja" in words_of(redrawn[pressed])

    assert "Svart: ja" in await leader.presses("promise", on=arrived[1 - pressed]), "the other copy is answered as it is now"
    assert how_it_stands(town) == ("sent", arrived[pressed]["id"], None)


async def test_a_press_before_the_repeat_spares_it(town: Town, here: Here) -> None:
    ke, leader, arrived = await send_unheard(town, here, times=1)
    assert how_it_stands(town) == ("pending", None, None)
    assert "Svart: ja" in await presses_yes(leader, arrived[0])
    await pass_by(town)
    assert how_it_stands(town) == ("sent", arrived[0]["id"], None)
    assert len(await cards_about(leader)) == 1
    assert "Jeg når ikke" not in await ke.reads()


async def test_one_that_no_longer_mattered_is_redrawn_from_the_press_on(town: Town, here: Here) -> None:
    ke, leader, arrived = await send_unheard(town, here, times=1)
    await ke.presses("withdraw", NUMBER)
    await pass_by(town)
    assert how_it_stands(town)[:2] == ("dropped", None)
    assert "trakk" in (await leader.presses("promise", on=arrived[0])).lower()
    await pass_by(town)
    assert how_it_stands(town) == ("sent", arrived[0]["id"], None)
    assert len(await cards_about(leader)) == 1


async def test_the_older_kind_of_press_shows_it_too(town: Town, here: Here) -> None:
    _, leader, arrived = await send_unheard(town, here, times=2)
    submit = next(action for action in actions_of(arrived[0]) if action["verb"] == "promise")["fallback"]
    await here.post(f"/local/people/{leader.id}/actions", activityId=arrived[0]["id"], action=submit, inputs={})
    assert "Navn gjenstår" in words_of((await cards_about(leader))[0]), "redrawn where it stands"
    assert how_it_stands(town) == ("sent", arrived[0]["id"], None)
