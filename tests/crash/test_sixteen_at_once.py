"""Sixteen press at once on one case: yes and no from leader and stand-in, another unit from both of KE. One wins, the others see it."""

import asyncio
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.dialogs.steps import Say
from bot.local.chats import Activity
from bot.local.people import DEFAULT_CAST, Person
from bot.local.town import Town
from bot.stepping import Steps
from bot.storage.tables import messages
from tests.crash.figures import figure
from tests.crash.scripts import NORTH, SOUTH
from tests.stories.many import ask_about
from tests.stories.opening import open_town
from tests.stories.people import actions_of, elements_of, words_of_card

LEADER, STAND_IN, KARI, NILS = (
    next(each for each in DEFAULT_CAST if each.name.startswith(name)) for name in (f"Leder, {SOUTH}", "Stedfortreder", "Kari", "Nils")
)
ANSWERS = (("accept", "Ada"), ("decline", ""), ("accept", "Bo"), ("decline", ""), ("accept", "Ada"))
PRESSES = (
    *((person, *answer) for answer in ANSWERS for person in (LEADER, STAND_IN)),
    *((person, "send_request", unit) for unit in (NORTH, "Barnehage øst", NORTH) for person in (KARI, NILS)),
)
"""Who presses what, and whom or where they choose."""
ENDS = {"accepted": "Koordinator er ", "declined": "[Ss]vart(e|:) nei", "withdrawn": "[Tt]rukket tilbake"}
"""How the request can come to its end, and what whoever was asked reads then. Another unit asked instead withdraws it."""
TO_KE = "^(.*\n)?(Sendt|Ingen trenger å bli spurt nå)\n"
"""What KE reads when another unit was asked, or somebody had said yes."""


def prepare(town: Town, number: str) -> None:
    """The leader has been asked; the stand-in has looked the request up, and both of KE the units."""
    now = town.local.clock.now()
    ask_about(town.app.store, town.app.drawing.municipality, now, {number: SOUTH})
    with town.app.store.transaction() as work:
        steps = Steps(work, town.app.drawing.municipality, now)
        [case] = work.cases_numbered(number)
        for person in (STAND_IN, KARI, NILS):
            found = work.person_by_entra(person.id)
            assert found
            say = steps.offer_units(case.id) if found.is_ke else Say({"view": "request"}, case.id, 1)
            steps.step(found, say, f"{number}/{found.id}")


def cards(town: Town, number: str) -> dict[Person, Activity]:
    """The card each of them presses."""
    with town.app.store.reading() as work:
        [case] = work.cases_numbered(number)
        rows = work.connection.execute(
            select(messages.c.person_id, messages.c.activity_id).where(messages.c.case_id == case.id).order_by(messages.c.id)
        )
        known = {found.id: each for each in (LEADER, STAND_IN, KARI, NILS) if (found := work.person_by_entra(each.id))}
        return {known[person]: activity for person, id in rows if person in known and id and (activity := town.local.chats.find(id))}


def fill_in(card: Any, verb: str, chosen: str) -> dict[str, str]:
    if verb == "decline":
        return {"reason": "no_capacity"}
    field = "person" if verb == "accept" else "other_unit"
    choices = next(element["choices"] for element in elements_of(card) if element.get("id") == field)
    value = next(choice["value"] for choice in choices if choice["title"].startswith(chosen))
    return {field: value} | ({"permanent": "yes", "informed": "true", "access": "false"} if verb == "accept" else {})


async def press(town: Town, card: Activity, person: Person, verb: str, chosen: str) -> str:
    body = {"attachments": card.attachments}
    action = next(action for action in actions_of(body) if action["verb"] == verb)
    answer = await town.local.teams.press(person, card, action, fill_in(body, verb, chosen))
    assert answer
    return words_of_card(answer["value"])


@pytest.mark.parametrize("rounds", [2, pytest.param(500, marks=[pytest.mark.full, pytest.mark.timeout(3600)])])
async def test_one_wins_and_the_others_see_it(rounds: int, tmp_path: Path, database_url: str) -> None:
    lots, won = random.Random(417), Counter[str]()
    async with open_town(tmp_path, database_url) as town:
        for number in (f"2026-{each:04}" for each in range(rounds)):
            prepare(town, number)
            await town.app.settle()
            shown, presses = cards(town, number), lots.sample(PRESSES, len(PRESSES))
            answers = await asyncio.gather(*(press(town, shown[person], person, verb, chosen) for person, verb, chosen in presses))
            await town.app.settle()
            with town.app.store.reading() as work:
                [case] = work.cases_numbered(number)
                happened = [event.kind for event in work.events(case.id) if event.data.get("request") == 1]
            [winner] = [kind for kind in happened if kind in ENDS]
            won[winner] += 1
            assert len(case.assignments) == (winner == "accepted")
            assert len(case.requests) == 1 + (winner != "accepted")
            for (person, _, _), answer in zip(presses, answers, strict=True):
                assert re.search(TO_KE if person in {KARI, NILS} else ENDS[winner], answer), answer
    figure("sixteen.rounds", won.total())
    for kind in ENDS:
        figure(f"sixteen.{kind}", won[kind])
