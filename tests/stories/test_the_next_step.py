"""Whatever somebody writes about a case, the answer is about that case, and has the next step: never "nothing to do" where there is."""

import pytest

from tests.stories.people import Here, actions_of, words_of
from tests.stories.steps import NUMBER, ask_unit, coordinator_in_place, open_case

UNSURE, NOT_UNDERSTOOD = "Jeg er ikke sikker på hva du mener", "forstår det fortsatt ikke"


@pytest.mark.parametrize(
    "said",
    [
        "kordan e det med 417", "koss e de med 417?", "ka skjer i 417", "hva er neste steg i 417", "kva står att i 417",
        "hvilke oppgaver er det i 417", "har vi fått svar på 417", "når svarte de på 417?", "hjelp meg med 417",
    ],
)  # fmt: skip
async def test_a_question_about_a_case_is_answered_with_the_case(here: Here, said: str) -> None:
    ke, _, ada = await coordinator_in_place(here)
    for person in (ke, ada):
        answer = await person.says(said)
        assert f"Sak {NUMBER}" in answer
        assert UNSURE not in answer


async def test_what_is_not_understood_shows_the_case_it_named(here: Here) -> None:
    _, _, ada = await coordinator_in_place(here)
    for said in ("eg står fast i 417", "ingen møtte opp i 417"):
        answer = await ada.says(said)
        assert UNSURE in answer
        assert f"Sak {NUMBER}" in answer
        assert NOT_UNDERSTOOD not in answer


async def test_what_was_said_not_to_be_is_not_offered(here: Here) -> None:
    _, _, ada = await coordinator_in_place(here)
    answer = await ada.says("brukeren i 417 er ikke død")
    assert "Avslutte en sak" not in answer
    assert f"Sak {NUMBER}" in answer


async def test_a_choice_between_two_meanings_keeps_the_case_and_is_offered_again(here: Here) -> None:
    _, _, ada = await coordinator_in_place(here)
    await coordinator_in_place(here, "2025-0208")
    for _ in range(2):
        assert "Få en vikar" in await ada.says("kan noen andre ta 417")
    await ada.presses("choose", on=await ada.newest("Få en vikar"))
    asked = words_of((await ada.from_bot())[-1])
    assert NUMBER in asked
    assert "2025-0208" not in asked


async def test_ke_tells_that_a_coordinator_leaves_and_chooses_among_that_persons_cases(here: Here) -> None:
    ke, _, _ = await coordinator_in_place(here)
    await coordinator_in_place(here, "2025-0208")
    await coordinator_in_place(here, "2026-0377", "Bo")
    shown = await ke.says("Ada slutter 1. februar")
    assert "mandag 1. februar" in shown
    assert NUMBER in shown
    assert "2025-0208" in shown
    assert "2026-0377" not in shown
    assert "2026-0377" in await ke.says("Bo slutter 1. februar")


async def test_ke_is_asked_for_the_number_where_no_case_was_named(here: Here) -> None:
    ke, _, _ = await coordinator_in_place(here)
    assert "Skriv løpenummeret" in await ke.says("avslutt saken, målene er nådd")
    shown = await ke.says("417")
    assert "målene er nådd" in shown
    assert NUMBER in shown


async def test_who_has_which_cases(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    for person in (ke, leader):
        assert NUMBER in await person.says("hvilke saker har Ada?")
        answer = await person.says("hvilke saker har Bo?")
        assert "Bo er ikke koordinator i noen av sakene du ser" in answer
    assert NUMBER in await ada.says("hvilke saker har Ada?")
    assert NUMBER not in await (await here.person("Bo")).says("hvilke saker har Ada?")


async def test_who_leads_a_unit_is_told_without_a_case(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    await coordinator_in_place(here, "2025-0208")
    assert "Leder, Hjemmetjenesten nord" in await ke.says("hvem er leder i hjemmetjenesten nord")
    assert leader.name in await ada.says("kem e leiaren min")


async def test_a_leader_who_asks_what_to_do_sees_what_waits_for_an_answer(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    for said in ("mine oppgaver", "ka har e å gjør"):
        assert NUMBER in await leader.says(said)


@pytest.mark.parametrize("said", ["vi ønsker å drøfte 417 med KE", "jeg angrer, vi kan ikke ta 417 likevel", "vi kan likevel ikke ta den"])
async def test_a_leader_gets_the_request_where_the_buttons_are(here: Here, said: str) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await leader.says(said)
    shown = (await leader.from_bot())[-1]
    assert NUMBER in words_of(shown)
    assert {"decline", "call_me"} <= {action["verb"] for action in actions_of(shown)}


async def test_what_cannot_be_done_now_shows_the_case_or_says_why(here: Here) -> None:
    _, _, ada = await coordinator_in_place(here)
    assert f"Sak {NUMBER}" in await ada.says("start opp igjen 417")
    assert "Ingen saker er på pause" in await ada.says("start opp igjen saken")
    assert "ingenting å trekke tilbake" in await ada.says("jeg slutter ikke likevel")
    assert "Du har ingen saker nå" in await (await here.person("Bo")).says("bytte koordinator")


async def test_ke_reminds_only_of_what_waits(here: Here) -> None:
    ke, _, _ = await coordinator_in_place(here)
    for number in ("2026-0431", "2026-0423"):
        await open_case(ke, number)
        await ask_unit(ke, "Hjemmetjenesten sør", number)
    shown = await ke.says("send ei påminning til hjemmetjenesten sør")
    assert "2026-0431" in shown
    assert "2026-0423" in shown
    assert NUMBER not in shown


async def test_ask_for_another_language_and_get_the_other_of_the_two(here: Here) -> None:
    ke = await here.person("Kari")
    assert "Eg skriv nynorsk" in await ke.says("kan du byte språk")
    assert "Jeg skriver bokmål" in await ke.says("bytt språk")
    assert "Jeg skriver bokmål" in await ke.says("jeg vil ikke ha nynorsk")


async def test_an_absence_without_an_end_is_asked_about_in_so_many_words(here: Here) -> None:
    leader = await here.person("Leder, Hjemmetjenesten sør")
    assert "Til og med hvilken dag?" in await leader.says("eg skal på ferie frå 21. desember")
    assert "fra mandag 21. desember til og med mandag 4. januar" in await leader.says("4. januar")
    assert "fra mandag 30. november til og med fredag 4. desember" in await leader.says("jeg er på ferie neste uke")


async def test_who_stands_in_is_told_and_that_nobody_does(here: Here) -> None:
    south, north = await here.person("Leder, Hjemmetjenesten sør"), await here.person("Leder, Hjemmetjenesten nord")
    assert "Stedfortreder i Hjemmetjenesten sør: Stedfortreder, Hjemmetjenesten sør" in await south.says(
        "hvem svarer for meg når jeg er borte"
    )
    assert "Ingen stedfortredere er lagt inn for Hjemmetjenesten nord" in await north.says("hvem er stedfortreder for meg")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("hva heter brukeren i 417?", "Jeg kjenner bare løpenummeret"),
        ("lagrer du det jeg skriver?", "Jeg lagrer ikke teksten"),
        ("er du en robot?", "Jeg er et dataprogram"),
        ("hva skjer når fristen går ut?", "Er svarfristen ute uten svar"),
        ("hvor finner jeg løpenummeret?", "for eksempel 2026-0417"),
        ("hvorfor oss?", "passer"),
        ("jeg vil ikke ha daglig oversikt", "én gang om dagen"),
        ("ok", "Bare hyggelig"),
        ("god helg!", "Bare hyggelig"),
    ],
)
async def test_what_newcomers_wonder_about_has_an_answer(here: Here, said: str, told: str) -> None:
    _, _, ada = await coordinator_in_place(here)
    assert told in await ada.says(said)


async def test_an_absence_of_one_day_names_the_day_once(here: Here) -> None:
    leader = await here.person("Leder, Hjemmetjenesten sør")
    assert "Du er borte fredag 27. november. Stedfortrederen" in await leader.says("jeg er borte på fredag")
    await leader.says("ja")
    assert "Du er meldt borte fredag 27. november, men er på jobb likevel" in await leader.says("jeg er ikke borte likevel")


async def test_a_first_talk_before_the_decision_is_asked_about_and_a_meeting_tomorrow_is_the_next_one(here: Here) -> None:
    _, _, ada = await coordinator_in_place(here)
    assert "før vedtaksdato" in await ada.says("oppstartssamtale 15. januar i 417")
    assert "Oppstartssamtale mandag 23. november" in await ada.says("23. november")
    assert "Neste ansvarsgruppemøte: tirsdag 24. november" in await ada.says("møte i morgen i 417")
