"""A case that is not yours and one that does not exist are answered alike, to the letter, in writing and on forged buttons."""

import json

from bot.cards.actions import CASE, REQUEST, VIEWS
from bot.wire import Json
from tests.cards.test_actions import GOOD
from tests.crash.figures import figure
from tests.stories.people import Here, Someone, actions_of
from tests.stories.steps import NUMBER, ask_unit, coordinator_in_place, open_case

MISSING = "2026-0999"
SAID = (
    "sak {}",
    "status {}",
    "{}",
    "hvem er koordinator i {}",
    "møte holdt 3. november i {}",
    "målene er nådd i {}",
    "jeg slutter 1. mars og kan ikke følge opp {} lenger",
    "pause i {} til mars",
)
WITH_MORE: tuple[Json, ...] = ({"is_ke": True}, {"version": 7})


def presses() -> list[tuple[str, str, Json]]:
    """Every verb a card can send about a case, what its id has after the case, and what a good press says with it, and more than that."""
    changing = [(verb, ".1" if id.endswith(".2") else id.removeprefix("17"), inputs) for verb, id, inputs, _ in GOOD]
    looking = [(verb, ".1" if pattern is REQUEST else "", {}) for verb, pattern in VIEWS.items() if pattern in (CASE, REQUEST)]
    return [*changing, *looking, *(("promise", ".1", more) for more in WITH_MORE)]


async def press_forged(here: Here, person: Someone, card: Json, verb: str, id: str, *, more: Json) -> str:
    """What comes back on a button of this card whose verb, id and data were changed on the way, without the id that was sent."""
    action = actions_of(card)[0]
    forged = action | {"verb": verb, "data": {**action["data"], **more, "verb": verb, "id": id}}
    sent = {"activityId": card["id"], "action": forged, "inputs": {}}
    async with here.session.post(f"{here.address}/local/people/{person.id}/actions", json=sent) as response:
        answer = await response.json()
    return json.dumps([response.status, answer.get("response"), answer.get("error")], sort_keys=True).replace(f'"{id}"', '"?"')


async def test_in_writing(here: Here) -> None:
    await coordinator_in_place(here)
    for name in ("Leder, Hjemmetjenesten nord", "Bo"):
        outsider = await here.person(name)
        for said in SAID:
            hidden = (await outsider.says(said.format(NUMBER))).replace(NUMBER, "?")
            await outsider.says("avbryt")
            missing = (await outsider.says(said.format(MISSING))).replace(MISSING, "?")
            await outsider.says("avbryt")
            assert hidden == missing, (name, said)


async def test_on_forged_buttons(here: Here) -> None:
    await coordinator_in_place(here)
    ke, north = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten nord")
    await open_case(ke, "2026-0500")
    await ask_unit(ke, "Hjemmetjenesten nord", "2026-0500")
    own, tried = await north.newest("2026-0500", verb="promise"), 0
    for verb, part, more in presses():
        hidden, missing = [await press_forged(here, north, own, verb, case + part, more=more) for case in ("1", "999")]
        assert hidden == missing, verb
        assert NUMBER not in hidden, verb
        tried += 2
    figure("forged_presses", tried)
