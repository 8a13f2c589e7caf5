"""Coordinators report in a sentence; questions are answered, and not taken for reports."""

import pytest

from tests.stories.people import Here, words_of
from tests.stories.steps import NUMBER, coordinator_in_place


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("møte holdt 3. november i 417", "tirsdag 3. november"),
        ("hadde ansvarsgruppe på 417 sist torsdag", "torsdag 19. november"),
        ("oppstartssamtale gjennomført i går i 417", "søndag 22. november"),
        ("neste møte i 417 er 14. januar", "torsdag 14. januar"),
        ("samtykke på plass i 417", "amtykke"),
    ],
)
async def test_a_fact_is_noted_at_once(here: Here, said: str, told: str) -> None:
    _, _, ada = await coordinator_in_place(here)
    answer = await ada.says(said)
    assert told in answer
    assert NUMBER in answer


async def test_a_fact_can_be_undone(here: Here) -> None:
    _, _, ada = await coordinator_in_place(here)
    await ada.says("møte holdt 3. november i 417")
    await ada.presses("undo_fact")
    assert "tirsdag 3. november" not in await ada.says("417")


@pytest.mark.parametrize(("said", "told"), [("jeg ønsker veiledning", "eiledning"), ("trenger drøfting med KE i 417", "røft")])
async def test_ke_hears_of_a_wish_to_talk_after_a_yes(here: Here, said: str, told: str) -> None:
    ke, _, ada = await coordinator_in_place(here)
    before = await ke.counts()
    await ada.says(said)
    assert await ke.counts() == before
    await ada.says("ja")
    assert await ke.counts() == before + 1
    assert told in words_of((await ke.from_bot())[-1])


@pytest.mark.row("S2-27")
async def test_the_leader_hears_of_no_capacity(here: Here) -> None:
    _, leader, ada = await coordinator_in_place(here)
    await ada.says("jeg har ikke kapasitet")
    await ada.says("ja")
    assert "Ada" in words_of((await leader.from_bot())[-1])


@pytest.mark.parametrize(
    "said", ["hvordan avslutter jeg en sak?", "hvem er leder for 417?", "hva skal jeg gjøre nå", "kor finn eg samtykkeskjemaet"]
)
async def test_a_question_changes_nothing(here: Here, said: str) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    before = (await ke.counts(), await leader.counts())
    assert await ada.says(said)
    await ada.says("ja")
    assert (await ke.counts(), await leader.counts()) == before


async def test_who_leads_the_unit(here: Here) -> None:
    _, leader, ada = await coordinator_in_place(here)
    assert leader.name in await ada.says("hvem er leder for 417?")


async def test_two_cases_in_one_message_are_both_asked_about(here: Here) -> None:
    _, _, ada = await coordinator_in_place(here)
    await coordinator_in_place(here, "2025-0208")
    shown = await ada.says("avslutt 208 og bytte 417")
    assert "2025-0208" in shown
    assert NUMBER in shown


async def test_a_coordinator_who_was_replaced_gets_a_clear_answer(here: Here) -> None:
    _, leader, ada = await coordinator_in_place(here)
    await ada.says("jeg slutter 1. mars og kan ikke følge opp 417 lenger")
    await leader.says("sak 417")
    await leader.presses("replace", "Svart: ja", person=await leader.choice("person", "Bo", "Svart: ja"), permanent="yes", informed="true")
    answer = await ada.says("ja")
    assert "finner ikke" in answer


async def test_what_several_cases_lack_is_asked_about_in_one_message(here: Here) -> None:
    _, _, ada = await coordinator_in_place(here)
    for number in ("2026-0391", "2025-0208"):
        await coordinator_in_place(here, number)
    before = len(await ada.from_bot())
    await here.moves_to("2026-12-31 12:00")
    monthly = [words_of(activity) for activity in (await ada.from_bot())[before:]]
    assert len(monthly) == 2, "the question about the start, and once more"
    assert all(number in message for message in monthly for number in (NUMBER, "2026-0391", "2025-0208"))
