"""Coordinators report that the need has ended or rests; KE ticks off the registers."""

import pytest

from tests.stories.people import Here, raw, words_of
from tests.stories.steps import NUMBER, coordinator_in_place, open_case


@pytest.mark.row("S3-31", "S0-43", "S0-45")
async def test_a_closure_is_confirmed_ticked_off_and_closed(here: Here) -> None:
    ke, _, ada = await coordinator_in_place(here)
    shown = await ada.says("målene er nådd i 417, kan avsluttes")
    assert "målene er nådd" in shown.lower()
    assert "Det er ikke lenger behov. Avklart med brukeren eller pårørende: [dato]" in raw(await ada.newest("Har jeg forstått deg riktig?"))
    await ada.presses("confirm", clarified="true", journaled="true")
    card = await ke.newest("skal avsluttes")
    assert "PROFIL" in words_of(card)
    await ke.presses("tick_registers", on=card, duties="close_record")
    assert NUMBER in await ada.says("mine saker"), "open until both are ticked"
    await ke.presses("tick_registers", on=card, duties="close_statistics")
    assert NUMBER not in await ada.says("mine saker")
    await ke.says("åpne 417 igjen")
    await ke.presses("reopen")
    assert NUMBER in await ada.says("mine saker")


@pytest.mark.row("S0-43", "S0-45")
async def test_the_two_ticks_are_needed(here: Here) -> None:
    ke, _, ada = await coordinator_in_place(here)
    before = await ke.counts()
    await ada.says("ikke lenger behov i 417")
    await ada.says("ja")
    assert await ke.counts() == before, "a yes in the chat cannot tick for the coordinator"


@pytest.mark.row("S0-47")
@pytest.mark.parametrize("said", ["417 døde i helga", "brukaren i 417 er død", "brukeren er død, sak 417"])
async def test_a_death_gets_neutral_words_and_no_contact_steps(here: Here, said: str) -> None:
    ke, _, ada = await coordinator_in_place(here)
    shown = await ada.says(said)
    assert "er død" in shown
    assert "avklart" not in shown
    await ada.says("ja")
    card = words_of(await ke.newest("skal avsluttes"))
    assert "død" in card
    for step in ("brev", "Ring", "takk"):
        assert step not in card
    await here.moves_to("2026-11-24 08:00")
    digests = [words_of(activity) for activity in await ke.from_bot() if "Oversikt tirsdag 24. november" in words_of(activity)]
    assert digests
    assert not any("død" in digest for digest in digests)


async def test_a_report_can_be_taken_back_until_ke_has_ticked(here: Here) -> None:
    ke, _, ada = await coordinator_in_place(here)
    await ada.says("417 døde i helga")
    await ada.says("ja")
    await ada.presses("retract_closure")
    assert NUMBER in await ada.says("mine saker")
    reads = words_of(await ke.newest("2026-0417"))
    assert "close_record" not in reads


@pytest.mark.row("S0-44")
async def test_a_pause_has_a_month_registers_and_is_looked_at_again(here: Here) -> None:
    ke, _, ada = await coordinator_in_place(here)
    shown = await ada.says("midlertidig opphør 417 til august")
    assert "august 2027" in shown
    await ada.says("ja")
    assert "IPLOS" in words_of(await ke.newest("august"))
    await here.moves_to("2027-08-02 07:59")
    assert "Ta opp igjen" not in words_of((await ada.from_bot())[-1])
    await here.moves_to("2027-08-02 08:00")
    await ada.presses("resume")
    assert NUMBER in await ada.says("mine saker")


async def test_ke_closes_and_a_case_without_a_coordinator_is_closed_at_once(here: Here) -> None:
    ke = await here.person("Kari")
    await open_case(ke, "2026-0500")
    await ke.says("sak 500")
    await ke.presses("report_closure", reason="opened_by_mistake")
    assert "2026-0500" not in await ke.says("saker uten koordinator")
