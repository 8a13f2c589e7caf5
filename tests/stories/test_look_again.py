"""What lies ahead of a case: a neutral month to look again, a transfer in good time, and a gap that KE sees until somebody is in place."""

import pytest

from tests.stories.people import Here, actions_of, raw, words_of
from tests.stories.steps import NUMBER, ask_unit, coordinator_in_place, open_case, say_yes


@pytest.mark.row("S0-41", "S1-08", "S2-08", "S3-23", "S4-28")
async def test_ke_chooses_a_month_and_both_get_one_neutral_reminder_on_its_first_working_day(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    await ke.says("sak 417")
    assert "Se på saken igjen: april 2027." in await press_and_see(ke, look_month="2027-04")
    assert "Se på saken igjen: mars 2027." in await press_and_see(ke, look_month="2027-03")
    assert "Se på saken igjen: mars 2027." in await ada.says("sak 417")
    before = await leader.counts()
    await here.moves_to("2027-02-28 23:00")
    assert "Tid for å se" not in await ke.reads()
    await here.moves_to("2027-03-01 08:01")
    for someone in (ke, ada):
        reminder = await someone.newest("Tid for å se på saken igjen")
        assert (await someone.reads()).count("Tid for å se på saken igjen") == 1
        assert not any(word in raw(reminder).lower() for word in ("skole", "fyller", "overgang", "år"))
    assert "Tid for å se" not in await leader.reads(), "the leader has no part in it"
    assert await leader.counts() <= before + 2, "but for the digests"
    await ke.says("sak 417")
    await ke.presses("look_again", NUMBER, look_month="2027-08")
    await ke.presses("forget_look", NUMBER)
    assert "Se på saken igjen: " not in await ke.says("sak 417")


async def press_and_see(ke, **month: str) -> str:  # type: ignore[no-untyped-def]
    return str(await ke.presses("look_again", NUMBER, **month))


@pytest.mark.row("S0-41", "S0-42", "S2-27")
async def test_a_transfer_that_nears_stands_in_ke_s_digest_and_ke_asks_the_new_unit(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    assert "Meld overganger helst 60 dager før" in await ada.says("overføring 417")
    await ada.presses("confirm", month="2027-03")
    await leader.presses("has_none", "Saken skal til")
    assert "Spør en annen virksomhet nå" not in await ke.says("bytter")
    await here.moves_to("2026-12-30 07:31")
    digest = words_of(await ke.newest("Oversikt onsdag 30. desember"))
    assert "Trengs fra mandag 1. mars" in digest
    await here.moves_to("2026-12-31 07:31")
    digest = words_of(await ke.newest("Oversikt torsdag 31. desember"))
    assert "Overføring mandag 1. mars. Spør en annen virksomhet nå" in digest
    await ke.presses("show_units", "Ada")
    await ask_unit(ke, "Hjemmetjenesten nord")
    await say_yes(await here.person("Leder, Hjemmetjenesten nord"), "Even")
    assert "even" in words_of((await ada.from_bot())[-1]).lower()
    await ke.presses("welcome", "Even")
    assert "Tidligere koordinator: Ada" in await (await here.person("Even")).reads()


@pytest.mark.row("S1-02", "S2-01")
async def test_a_gap_is_shown_with_since_when_until_somebody_is_in_place(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await say_yes(leader, "Ada")
    assert "Uten koordinator" not in await ke.says("sak 417")
    await here.passes(days=1)
    await leader.presses("take_back", NUMBER)
    since = "Uten koordinator siden tirsdag 24. november"
    assert since in await ke.says("sak 417")
    assert since in await ke.says("saker uten koordinator")
    await here.moves_to("2026-11-25 07:31")
    assert since in words_of(await ke.newest("Oversikt onsdag 25. november"))
    assert actions_of(await ke.newest("Oversikt onsdag 25. november"))
