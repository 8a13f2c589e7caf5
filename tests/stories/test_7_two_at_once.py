"""Story 7: two at once, presses that come twice, cards from people they were not for, and a restart in the middle."""

import asyncio

from bot.local.connector_api import Fault, Mishap
from bot.local.town import Town
from tests.stories.people import Here, Someone, actions_of
from tests.stories.steps import NUMBER, ask_unit, open_case, say_yes


async def test_two_of_ke_open_the_same_case_and_one_wins(here: Here) -> None:
    kari, nils = await here.person("Kari"), await here.person("Nils")
    answers = await asyncio.gather(open_case(kari), open_case(nils))
    assert sum("Hvem skal få forespørselen?" in answer for answer in answers) == 1
    assert sum("finnes fra før" in answer for answer in answers) == 1


async def test_two_devices_press_the_same_button(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    before = await ke.counts()
    first, second = await asyncio.gather(say_yes(leader, "Ada"), say_yes(leader, "Ada"))
    assert "Svart: ja" in first
    assert "Svart: ja" in second
    assert await ke.counts() == before + 1, "KE is told once"


async def test_an_old_card_answers_with_the_card_as_it_is(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    old = await leader.newest("Forespørsel om koordinator")
    await leader.presses("decline", reason="no_capacity")
    accept = next(action for action in actions_of(old) if action["verb"] == "promise")
    done = await here.post(f"/local/people/{leader.id}/actions", activityId=old["id"], action=accept, inputs={})
    assert "Svart: nei" in str(done["response"])


async def test_a_card_pressed_by_someone_it_was_not_for_tells_nothing(here: Here) -> None:
    ke, leader, guest = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person("Gjest")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    card = await leader.newest("Forespørsel om koordinator")
    action = next(action for action in actions_of(card) if action["verb"] == "promise")
    done = await here.post(f"/local/people/{guest.id}/actions", activityId=card["id"], action=action, inputs={})
    assert NUMBER not in str(done["response"])
    assert NUMBER not in await guest.reads()
    assert "Svar innen" in await leader.reads()


async def test_forged_ids_change_nothing_and_look_like_what_is_not_there(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    north = await here.person("Leder, Hjemmetjenesten nord")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await open_case(ke, "2026-0500")
    await ask_unit(ke, "Hjemmetjenesten nord", "2026-0500")
    own = await north.newest("Forespørsel om koordinator")
    action = next(action for action in actions_of(own) if action["verb"] == "promise")
    answers = []
    for forged in ("1.1", "999.1", "1.999"):
        await here.post(
            f"/local/people/{north.id}/actions",
            activityId=own["id"],
            action=action | {"data": action["data"] | {"id": forged}},
            inputs={},
        )
        answers.append((await north.reads()).replace(forged, "?"))
    assert "2026-0417" not in answers[-1]
    assert len(set(answers)) == 1
    assert "Svar innen" in await leader.reads()


async def test_two_of_ke_ask_at_once_and_one_request_goes_out(here: Here) -> None:
    kari, nils = await here.person("Kari"), await here.person("Nils")
    await open_case(kari)
    await nils.says("sak 417")
    await nils.presses("show_units")
    units = {unit: await kari.choice("other_unit", unit, NUMBER) for unit in ("Hjemmetjenesten sør", "Hjemmetjenesten nord")}
    cards = await asyncio.gather(
        kari.presses("send_request", NUMBER, other_unit=units["Hjemmetjenesten sør"]),
        nils.presses("send_request", NUMBER, other_unit=units["Hjemmetjenesten nord"]),
    )
    assert all("Sendt" in card for card in cards)
    assert sum("Din ble ikke sendt." in card for card in cards) == 1
    south, north = await here.person("Leder, Hjemmetjenesten sør"), await here.person("Leder, Hjemmetjenesten nord")
    assert (NUMBER in await south.reads()) != (NUMBER in await north.reads())


async def test_a_thumb_that_is_quicker_than_teams_own_answer_gets_its_receipt(town: Town, here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    held = Fault(Mishap.HOLD, person=leader.id)
    town.local.connector.faults = [held]
    asking = asyncio.create_task(ask_unit(ke, "Hjemmetjenesten sør"))
    await sees(leader, "Forespørsel om koordinator")
    answering = asyncio.create_task(say_yes(leader, "Ada"))
    await sees(ke, "Oppgaver etter oppnevning")
    held.release.set()
    assert "Svart: ja" in await answering
    await asking
    assert "Svar innen" not in await leader.reads(), "the message itself was redrawn too"


async def sees(person: Someone, words: str) -> None:
    """Wait for a message that the bot does not yet know to have arrived."""
    async with asyncio.timeout(30):
        while words not in await person.reads():  # noqa: ASYNC110 - over HTTP there is nothing to wait on
            await asyncio.sleep(0.02)
