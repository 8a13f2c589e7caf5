"""Herøy: KE decides who takes over, both are coordinators for a while, and what is handed on is ticked off (S3-28 to S3-30)."""

import pytest

from tests.stories.people import Here, words_of
from tests.stories.steps import NUMBER, coordinator_in_place

pytestmark = pytest.mark.profile("heroy")


async def in_bokmaal(*people: object) -> None:
    for each in people:
        await each.says("bokmål")  # type: ignore[attr-defined]


@pytest.mark.row("S3-28", "S3-29", "S3-30", "S0-37", "S2-09", "S0-42")
async def test_ke_names_the_next_one_both_are_coordinators_for_a_while_and_it_ends_by_itself(here: Here) -> None:
    ke, leader, ada = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person("Ada")
    bo = await here.person("Bo")
    await in_bokmaal(ke, leader, ada, bo)
    await coordinator_in_place(here)
    before = await leader.counts()
    assert "KE får beskjed og finner en ny" in await ada.says("jeg slutter 1. februar og kan ikke følge opp 417 lenger")
    await ada.says("ja")
    assert await leader.counts() == before, "the leader is not asked here"
    named = await ke.choice("person", "Bo", "Ny koordinator trengs")
    await ke.presses(
        "name_successor", "Ny koordinator trengs", person=named, permanent="yes", informed="true", from_day="2027-01-04",
        overlap_until="2027-02-01", wish_asked="true",
    )  # fmt: skip
    assert "Det er spurt hva" in await ke.says("sak 417")
    await ke.presses("welcome", "Bo")
    for someone in (ada, bo):
        assert "Ada og Bo overlapper til mandag 1. februar" in await someone.reads()
    await here.moves_to("2027-01-05 09:00")
    for someone in (ada, bo):
        assert NUMBER in await someone.says("mine saker"), "both have the case"

    await ada.presses("tick_handed_on", "Overføringen", handed_on="meeting,plan")
    assert "Ikke krysset av ved overføring: Journalen er oppdatert og Samtykke er avklart på nytt." in await ke.says("sak 417")
    await here.moves_to("2027-01-18 08:01")
    assert "Er overføringen gjort?" in words_of((await bo.from_bot())[-1])
    await bo.presses("tick_handed_on", "Er overføringen gjort?", handed_on="journal,consent")
    assert "Ikke krysset av ved overføring" not in await ke.says("sak 417")

    await ke.presses("change_overlap", NUMBER, overlap_until="2027-01-25")
    assert "overlapper til mandag 25. januar" in words_of((await ada.from_bot())[-1])
    await here.moves_to("2027-01-25 08:01")
    assert NUMBER not in await ada.says("mine saker")
    for someone in (ada, bo, ke):
        assert "Overlappen er slutt" in await someone.reads()


@pytest.mark.row("S3-28", "S3-30")
async def test_only_ke_names_and_the_profile_s_days_hold_when_nothing_is_said(here: Here) -> None:
    ke, leader, ada = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person("Ada")
    await in_bokmaal(ke, leader, ada)
    await coordinator_in_place(here)
    assert "Navngi ny" not in await leader.says("sak 417")
    await ke.says("sak 417")
    await ke.presses("name_successor", NUMBER, person=await ke.choice("person", "Bo", NUMBER), permanent="yes")
    assert "overlapper til onsdag 23. desember" in await ada.reads()
