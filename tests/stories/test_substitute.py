"""Vikar: somebody acts for the coordinator for a while, knows the case meanwhile, and is never let go unanswered (S2-10, S2-28)."""

import pytest

from tests.stories.people import Here, words_of
from tests.stories.steps import NUMBER, coordinator_in_place


@pytest.mark.row("S2-10", "S2-28")
async def test_a_vikar_is_asked_for_in_a_sentence_named_by_the_leader_and_stays_until_somebody_answers(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    bo = await here.person("Bo")
    assert NUMBER not in await bo.says("mine saker")
    shown = await ada.says("jeg trenger vikar fra 30. november til 18. desember for 417")
    assert "Til: fredag 18. desember" in shown
    assert "Vikar trengs" not in await leader.reads(), "nobody is told before the yes"
    await ada.says("ja")
    asked = words_of(await leader.newest("Vikar trengs"))
    assert "Fra mandag 30. november til fredag 18. desember." in asked
    chosen = await leader.choice("substitute", "Bo", "Vikar trengs")
    receipt = await leader.presses("name_substitute", substitute=chosen, first_day="2026-11-30", last_day="2026-12-18")
    assert "Bo" in receipt
    assert "Du er vikar" in await bo.reads()
    assert "Bo" in words_of(await ke.newest("blir vikar"))
    assert "Vikar i saken din" in await ada.reads()
    assert NUMBER in await bo.says("mine saker"), "the vikar is well informed beforehand"
    refused = await bo.says("avslutt 417")
    assert "Har jeg forstått deg riktig" not in refused, "but does not act before the day"

    await here.moves_to("2026-11-30 12:00")
    assert "Har jeg forstått deg riktig" in await bo.says("jeg trenger veiledning i 417"), "acts as coordinator from the day"
    await bo.says("avbryt")
    assert NUMBER in await ada.says("mine saker"), "and Ada is still coordinator"

    await here.moves_to("2026-12-14 08:01")
    assert "Hva skjer etter siste dag?" in words_of((await leader.from_bot())[-1])
    await here.moves_to("2026-12-21 08:01")
    assert "Vikar er ikke avklart" in await ke.reads()
    assert NUMBER in await bo.says("mine saker"), "the vikar stays until somebody answers"
    await leader.presses("extend_substitute", "Hva skjer", last_day="2027-01-08")
    assert "er vikar til fredag 8. januar" in await ke.reads()
    await here.moves_to("2027-01-04 08:01")
    await leader.presses("confirm_return", "Hva skjer etter")
    await here.moves_to("2027-01-11 09:00")
    assert "Du er ikke lenger vikar" in words_of((await bo.from_bot())[-1])
    assert NUMBER not in await bo.says("mine saker")
    assert "Ingen er vikar nå" in await ke.reads()


@pytest.mark.row("S2-10")
async def test_ke_names_one_in_nynorsk_and_the_vikar_becomes_coordinator(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    bo = await here.person("Bo")
    await ada.says("eg treng vikar for 417 frå i dag til fredag")
    await ada.says("avbryt")
    await ke.says("sak 417")
    await ke.presses("show_substitute", NUMBER)
    chosen = await ke.choice("substitute", "Bo", "Sett inn vikar")
    await ke.presses("name_substitute", substitute=chosen, first_day="2026-11-23", last_day="2026-12-31")
    assert "Dette stemmer ikke" not in await bo.says("sak 417")
    await leader.says("sak 417")
    await leader.presses("show_substitute", NUMBER)
    await leader.presses("keep_substitute")
    assert NUMBER not in await ada.says("mine saker")
    assert NUMBER in await bo.says("mine saker")
    assert "Du er koordinator nå" in await bo.reads()


@pytest.mark.row("S2-10")
async def test_who_is_back_early_ends_it_and_ke_hears_when_nobody_names_one(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    await ada.says("jeg trenger vikar til 18. desember i 417")
    await ada.says("ja")
    assert "trenger ikke vikar lenger" in await ada.says("jeg trenger ikke vikar likevel")
    await ada.says("ja")
    assert "Vikar trengs" not in await leader.says("sak 417")
    await ada.says("jeg trenger vikar til 18. desember i 417")
    await ada.says("ja")
    await here.moves_to("2026-12-01 08:01")
    assert "Virksomhetslederen har ikke navngitt noen" in await ke.reads()
    await ke.presses("show_substitute", "ikke avklart")
    chosen = await ke.choice("substitute", "Bo", "Vikar trengs")
    await ke.presses("name_substitute", substitute=chosen, first_day="2026-12-01", last_day="2026-12-18")
    await ada.presses("end_substitute", "Vikar i saken din")
    assert "Du er ikke lenger vikar" in await (await here.person("Bo")).reads()
    assert "Vikar trengs" not in await leader.says("sak 417")
