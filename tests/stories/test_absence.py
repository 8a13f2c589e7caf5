"""Leaders who are away: told by themselves or by KE, before and in the middle of a request, and back before the time."""

import pytest

from tests.stories.people import Here, Someone, words_of
from tests.stories.steps import NUMBER, ask_unit, open_case


async def people_of_the_south(here: Here) -> tuple[Someone, Someone, Someone]:
    return await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person("Stedfortreder")


@pytest.mark.row("S0-10", "S0-11")
async def test_in_the_middle_of_a_request_the_stand_in_has_it_while_the_leader_is_away_and_only_then(here: Here) -> None:
    ke, leader, stand_in = await people_of_the_south(here)
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    before = await stand_in.counts()
    asked = await ke.says("lederen i hjemmetjenesten sør er borte fra 1. desember til 3. desember")
    assert "Leder, Hjemmetjenesten sør er borte fra tirsdag 1. desember til og med torsdag 3. desember." in asked
    assert "til stedfortrederen til og med torsdag 3. desember" in await ke.says("ja")
    await here.moves_to("2026-11-30 12:00")
    assert await stand_in.counts() == before
    await here.moves_to("2026-12-01 09:00")
    card = words_of(await stand_in.newest(NUMBER))
    assert "Du får denne som stedfortreder for Leder, Hjemmetjenesten sør til og med torsdag 3. desember." in card
    assert await stand_in.counts() == before + 1, "the card, and no reminder beside it"
    assert "Påminnelse" not in await leader.reads(), "the first reminder fell on a day when the leader was away"
    await here.moves_to("2026-12-04 09:00")
    assert "Påminnelse" in words_of(await leader.newest(NUMBER))
    assert "Påminnelse" not in await stand_in.reads()


async def test_a_leader_who_is_back_before_the_time_says_so_and_hears_again(here: Here) -> None:
    ke, leader, stand_in = await people_of_the_south(here)
    await leader.says("eg er borte til 11. desember")
    await leader.says("ja")
    await here.moves_to("2026-11-25 09:00")
    assert "Du er meldt borte fra mandag 23. november til og med fredag 11. desember" in await leader.says("jeg er tilbake på jobb")
    assert "Du får det som kommer, fra nå av." in await leader.presses("choose", "likevel") + words_of((await leader.from_bot())[-1])
    before = await stand_in.counts()
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    assert NUMBER in words_of((await leader.from_bot())[-1])
    assert await stand_in.counts() == before
    assert "Du er ikke meldt borte." in await leader.says("jeg er tilbake")


async def test_ke_ends_an_absence_that_was_a_mistake_and_the_leader_gets_what_came_meanwhile(here: Here) -> None:
    ke, leader, _ = await people_of_the_south(here)
    await ke.says("Leder, Hjemmetjenesten sør er på ferie til 11. desember")
    await ke.says("ja")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    assert NUMBER not in await leader.reads()
    assert "er meldt borte" in await ke.says("lederen i hjemmetjenesten sør er tilbake")
    assert "Da får Leder, Hjemmetjenesten sør det som kommer" in await ke.says("ja")
    await here.passes(minutes=1)
    assert NUMBER in words_of(await leader.newest("Forespørsel om"))


async def test_without_a_stand_in_all_of_ke_hear_at_once_and_whoever_said_it_is_told_in_the_answer(here: Here) -> None:
    ke, other, north = await here.person("Kari"), await here.person("Nils"), await here.person("Leder, Hjemmetjenesten nord")
    await north.says("jeg er borte 1.–15. desember")
    await north.says("ja")
    for member in (ke, other):
        told = words_of((await member.from_bot())[-1])
        assert told.startswith("Ingen svarer for Hjemmetjenesten nord")
        assert "Leder, Hjemmetjenesten nord er borte fra tirsdag 1. desember til og med tirsdag 15. desember" in told
    before = await ke.counts()
    assert "Ingen stedfortredere er på jobb da" in await ke.says("lederen i barnehage øst er borte til fredag")
    assert "Ingen svarer for Leder, Barnehage øst til og med fredag 27. november" in await ke.says("ja")
    assert "Ingen svarer for Barnehage øst" in words_of((await other.from_bot())[-1])
    assert await ke.counts() == before + 2


async def test_somebody_who_leads_nothing_is_no_leader_and_a_coordinator_cannot_tell_of_others(here: Here) -> None:
    ke, ada = await here.person("Kari"), await here.person("Ada")
    assert "Bo er ikke lagt inn som virksomhetsleder." in await ke.says("Bo er borte til fredag")
    assert "borte" not in await ada.says("Leder, Hjemmetjenesten sør er borte til fredag")
