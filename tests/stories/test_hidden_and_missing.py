"""A case that is not yours and one that does not exist are answered alike, to the letter, in writing and on forged buttons."""

import json
from typing import Any

from bot.cards.actions import CASE, REQUEST, VIEWS
from bot.cards.pointing import KEPT_IN
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


def point_elsewhere(own: str, theirs: str) -> list[Any]:
    """What a button may be made to say that it was sent with: another's message, none, or nothing that is one."""
    id, letters = own.split("-")
    near, far = f"{int(id) + 1}-{letters}", f"{10**9}-{letters}"
    odd = [int(id), True, False, None, -1, 1.5, 10**30, [own], {KEPT_IN: own}, "", id, f"-{own}", f"0{own}", f" {own}", own.upper()]
    return [theirs, near, far, f"{id}-aaaaaaaa", f"{id}-{letters[:7]}", f"\u0661-{letters}", *odd]


async def test_on_buttons_that_point_to_what_is_not_yours(here: Here) -> None:
    ke, leader, _ = await coordinator_in_place(here)
    north = await here.person("Leder, Hjemmetjenesten nord")
    await north.says("hjelp")
    card, [own, theirs] = await leader.newest(NUMBER), [actions_of(await whose.newest())[0]["data"][KEPT_IN] for whose in (north, ke)]
    for verb, id in (("promise", "1.1"), ("show_request", "1.1"), ("show_help", ""), ("confirm", "closure")):
        without = await press_forged(here, north, card, verb, id, more={KEPT_IN: "none"})
        for pointer in point_elsewhere(own, theirs):
            assert await press_forged(here, north, card, verb, id, more={KEPT_IN: pointer}) == without, (verb, pointer)
    assert NUMBER not in await north.reads()
