"""Story 5: the day's digest, only when something changed or is due soon."""

import pytest

from tests.stories.people import Here, words_of
from tests.stories.steps import NUMBER, ask_unit, open_case, say_yes


async def test_ke_gets_a_digest_at_half_past_seven_when_something_changed(here: Here) -> None:
    ke = await here.person("Kari")
    leader = await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await leader.presses("decline", reason="no_capacity")
    await here.moves_to("2026-11-24 07:29")
    assert "Oversikt tirsdag" not in await ke.reads()
    await here.moves_to("2026-11-24 07:30")
    digest = words_of(await ke.newest("Oversikt tirsdag 24. november"))
    assert NUMBER in digest
    assert "Leder" not in digest, "no names of leaders"


async def test_nothing_is_sent_when_nothing_changed_and_nothing_is_due(here: Here) -> None:
    ke = await here.person("Kari")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await here.moves_to("2026-11-24 12:00")
    before = await ke.counts()
    await here.moves_to("2026-11-27 12:00")
    assert await ke.counts() == before


@pytest.mark.row("S0-14", "S0-29")
async def test_a_leader_sees_open_requests_and_what_remains_after_a_yes(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await say_yes(leader, "Ada", access="false")
    await open_case(ke, "2026-0500")
    await ask_unit(ke, "Hjemmetjenesten sør", "2026-0500")
    await here.moves_to("2026-11-24 08:00")
    digest = words_of(await leader.newest("tirsdag 24. november"))
    assert "2026-0500" in digest
    assert "tilganger" in digest.lower()


async def test_no_digest_on_weekends(here: Here) -> None:
    ke, colleague = await here.person("Kari"), await here.person("Nils")
    await here.moves_to("2026-11-27 16:00")
    await open_case(ke)
    before = await colleague.counts()
    await here.moves_to("2026-11-29 23:00")
    assert await colleague.counts() == before
    await here.moves_to("2026-11-30 07:30")
    assert await colleague.counts() == before + 1


async def test_a_stand_in_gets_no_overview_while_the_leader_is_at_work(here: Here) -> None:
    ke, leader, stand_in = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person("Stedfortreder")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    before = await stand_in.counts()
    await here.moves_to("2026-11-24 08:00")
    assert NUMBER in words_of(await leader.newest("tirsdag 24. november"))
    assert await stand_in.counts() == before
    await leader.says("jeg er borte til 11. desember")
    await leader.says("ja")
    await here.moves_to("2026-12-04 08:00")
    assert NUMBER in await stand_in.reads()


async def test_a_leader_hears_nothing_of_kes_own_clock_and_ticks(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke, decided="2026-09-24")
    await ask_unit(ke, "Hjemmetjenesten sør")
    await open_case(ke, "2026-0500")
    await ask_unit(ke, "Hjemmetjenesten sør", "2026-0500")
    await say_yes(leader, "Ada", "2026-0500", access="false")
    await here.moves_to("2026-11-23 12:00")
    await here.moves_to("2026-11-24 12:00")
    before = await leader.counts()
    await ke.presses("tick", "2026-0500", duties="phone")
    await here.moves_to("2026-11-25 12:00")
    assert "onsdag 25. november" in await (await here.person("Nils")).reads(), "KE is warned that 30 days are left"
    assert await leader.counts() == before


@pytest.mark.row("S0-14", "S0-29", "S4-27")
async def test_what_is_left_open_is_told_of_once_to_ke_and_to_the_leader(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await say_yes(leader, "Ada", access="false")
    await here.moves_to("2026-12-04 12:00")
    quiet = await ke.counts(), await leader.counts()
    await here.moves_to("2026-12-07 12:00")
    assert "2026-0417. 8 åpne oppgaver. Den eldste er fra mandag 23. november" in words_of(await ke.newest("mandag 7. desember"))
    assert "Gjenstår: bestille tilganger" in words_of(await leader.newest("mandag 7. desember"))
    await here.moves_to("2026-12-18 12:00")
    assert (await ke.counts(), await leader.counts()) == (quiet[0] + 1, quiet[1] + 1), "once, and no nudge a day"
    assert "2026-0417. 8 åpne oppgaver" in await ke.says("åpne oppgaver")
    await leader.presses("tick_access", "Svart: ja")
