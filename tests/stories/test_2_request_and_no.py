"""Story 2: a leader says no; KE sends the same case to the next unit; an answer can be taken back until KE has acted."""

from tests.stories.people import Here, words_of
from tests.stories.steps import NUMBER, ask_unit, open_case, say_yes


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
