"""Story 2: a leader says no; KE sends the same case to the next unit; an answer can be taken back until KE has acted."""

import pytest

from tests.stories.people import Here, actions_of, words_of
from tests.stories.steps import NUMBER, ask_unit, open_case, say_yes


@pytest.mark.row("S0-04")
async def test_a_no_reaches_ke_at_once_and_the_next_unit_is_asked(here: Here) -> None:
    ke, other = await here.person("Kari"), await here.person("Nils")
    south, north = await here.person("Leder, Hjemmetjenesten sør"), await here.person("Leder, Hjemmetjenesten nord")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    receipt = await south.presses("decline", reason="no_capacity")
    assert "Svart: nei" in receipt
    assert "kke kapasitet nå" in await ke.reads()
    assert "kke kapasitet nå" in await other.reads(), "every member of KE is told"

    await ke.presses("show_units", "Svart: nei")
    choosing = words_of((await ke.from_bot())[-1])
    assert "Spurt før" in choosing
    assert "lørdag 20. februar" in choosing, "the three-month clock runs on"
    await ask_unit(ke, "Hjemmetjenesten nord")
    assert NUMBER in await north.reads()
    assert "Svart: ja" in await say_yes(north, "Even")
    history = await ke.says("sak 417")
    assert "Hjemmetjenesten sør" in history
    assert "vvik" not in history.lower().replace("avvikle", ""), "a no in time is no deviation"


async def test_a_no_can_be_taken_back_until_ke_has_asked_elsewhere(here: Here) -> None:
    ke, south = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await south.presses("decline", reason="no_suitable")
    live = await south.presses("take_back")
    assert "Svar innen mandag 7. desember" in live
    assert "Svart: ja" in await say_yes(south, "Ada")


async def test_a_yes_cannot_be_taken_back_when_ke_has_begun(here: Here) -> None:
    ke, south = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await say_yes(south, "Ada")
    receipt = await south.newest("Svart: ja", verb="take_back")
    await ke.presses("tick", duties="phone")
    refused = await south.presses("take_back", on=receipt)
    assert "begynt" in refused
    assert "Svart: ja" in refused


async def test_a_late_yes_after_another_unit_was_asked_is_an_offer(here: Here) -> None:
    ke = await here.person("Kari")
    south, north = await here.person("Leder, Hjemmetjenesten sør"), await here.person("Leder, Hjemmetjenesten nord")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await here.moves_to("2026-12-08 08:00")
    await ke.presses("show_units", "Svarfristen er ute")
    await ask_unit(ke, "Hjemmetjenesten nord")
    assert "Trukket tilbake" in await south.reads()
    await say_yes(south, "Ada")
    assert "Ada" in await ke.reads()
    await ke.presses("take_offer")
    assert "Trukket tilbake" in await north.reads()
    assert "Ada" in await ke.says("sak 417")


async def test_a_receipt_tells_of_the_request_it_was_and_is_not_a_choice_again(here: Here) -> None:
    ke, south = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await south.presses("decline", reason="no_capacity")
    first = await ke.newest("Sendt")
    assert "Forespørselen gikk til Hjemmetjenesten sør" in words_of(first)
    assert "Hjemmetjenesten sør: nei, ikke kapasitet nå." in words_of(first)
    assert not actions_of(first)
    await ke.presses("show_units", "Svart: nei")
    await ask_unit(ke, "Hjemmetjenesten nord")
    sent = [words_of(activity) for activity in await ke.from_bot() if "Forespørselen gikk til" in words_of(activity)]
    assert ["sør" in text for text in sent] == [True, False]


async def test_a_no_that_wants_a_talk_says_so_to_both(here: Here) -> None:
    ke, south = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    receipt = await south.presses("decline", reason="other")
    assert "tar kontakt med deg" in receipt
    assert "Du trenger ikke gjøre mer" not in receipt
    assert "venter på at KE tar kontakt" in await ke.reads()


async def test_a_second_and_other_answer_is_told_that_the_first_counts(here: Here) -> None:
    ke, south = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    card = await south.newest("Forespørsel om koordinator")
    await south.presses("decline", reason="no_capacity")
    action = next(action for action in actions_of(card) if action["verb"] == "decline")
    done = await here.post(f"/local/people/{south.id}/actions", activityId=card["id"], action=action, inputs={"reason": "conflict"})
    assert "Du svarte mandag 23. november kl. 09.00. Det er det svaret som gjelder." in str(done["response"])


async def test_an_offer_that_ke_turns_down_says_so(here: Here) -> None:
    ke, south = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await ke.presses("withdraw")
    await say_yes(south, "Ada")
    assert "KE takket nei." in await ke.presses("turn_down_offer")
    assert "trengte ikke tilbudet" in await south.reads()


async def test_a_promise_that_ke_no_longer_waits_for_is_withdrawn_and_not_turned_down(here: Here) -> None:
    ke, south = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await south.presses("promise")
    await ke.says("sak 417")
    await ke.presses("show_units", "Ta saken")
    await ask_unit(ke, "Hjemmetjenesten nord")
    card = await south.newest("Trukket tilbake", verb="accept")
    assert "trakk forespørselen mandag 23. november" in words_of(card)
    assert "Forespørselen til Hjemmetjenesten sør er trukket tilbake." in await ke.reads()
    assert "har endret svaret" not in await ke.reads()
