"""A case that is not yours and one that does not exist are answered alike, to the letter, in writing and on forged buttons."""

import json
from itertools import product

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
VERBS = (
    "promise",
    "accept",
    "decline",
    "take_back",
    "remind",
    "withdraw",
    "take_offer",
    "welcome",
    "started",
    "dispute",
    "report_closure",
    "send_request",
    "show_units",
    "forget_look",
)


EXTRA: tuple[dict[str, object], ...] = ({}, {"is_ke": True}, {"version": 0})


async def press_forged(here: Here, person: Someone, activity: str, action: dict[str, object], **data: object) -> str:
    """What comes back on a button whose verb and id were changed on the way, without the id that was sent."""
    forged = action | {"data": {**dict(action["data"]), **data}}  # type: ignore[call-overload]
    sent = {"activityId": activity, "action": forged, "inputs": {}}
    async with here.session.post(f"{here.address}/local/people/{person.id}/actions", json=sent) as response:
        answer = await response.json()
    return json.dumps([response.status, answer.get("response"), answer.get("error")], sort_keys=True)


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
    action = next(action for action in actions_of(own) if action["verb"] == "promise")
    for verb, extra in product(VERBS, EXTRA):
        for hidden, missing in (("1", "999"), ("1.1", "999.1")):
            answers = [
                (await press_forged(here, north, own["id"], action | {"verb": verb}, verb=verb, id=id, **extra)).replace(f'"{id}"', '"?"')
                for id in (hidden, missing)
            ]
            assert answers[0] == answers[1], (verb, hidden)
            assert NUMBER not in answers[0]
            tried += 2
    figure("forged_presses", tried)
