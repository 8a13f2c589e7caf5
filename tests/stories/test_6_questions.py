"""Story 6: questions and corrections, in the words people use; and bad input, which changes nothing."""

from collections.abc import Sequence

import pytest
from sqlalchemy import event

from bot.local.town import Town
from tests.stories.people import Here, Someone, raw, words_of
from tests.stories.steps import NUMBER, ask_unit, open_case, say_yes

PUBLISHED_ID = "02013299997"


@pytest.mark.parametrize("said", ["hjelp", "hjlep", "hjelp meg", "kva kan du hjelpe med?"])
async def test_help_shows_the_readers_own_role(here: Here, said: str) -> None:
    assert "ny sak" in await (await here.person("Kari")).says(said)
    leader = await (await here.person("Leder, Hjemmetjenesten sør")).says(said)
    assert "mine forespørsler" in leader
    assert "ny sak" not in leader


@pytest.mark.row("S0-24")
async def test_status_and_lists_for_each_role(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    for said in ("status", "statsu", "hvem har ikke svart", "saker uten koordinator", "frister", "liste"):
        assert NUMBER in await ke.says(said), said
    for said in ("mine forespørsler", "status", "frister", "sak 417", "417"):
        assert NUMBER in await leader.says(said), said
    assert NUMBER not in await (await here.person("Leder, Hjemmetjenesten nord")).says("status")
    assert NUMBER not in await (await here.person("Leder, Hjemmetjenesten nord")).says("sak 2026-0417")


async def test_a_coordinator_sees_own_cases(here: Here) -> None:
    ke, leader, ada = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person("Ada")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await say_yes(leader, "Ada")
    assert NUMBER in await ada.says("mine saker")
    assert NUMBER in await ada.says("417")
    assert NUMBER not in await (await here.person("Bo")).says("mine saker")


async def test_an_ending_that_fits_two_cases_is_asked_about(here: Here) -> None:
    ke = await here.person("Kari")
    await open_case(ke, "2026-0391")
    await open_case(ke, "2025-0391")
    asked = await ke.says("391")
    assert "2026-0391" in asked
    assert "2025-0391" in asked
    await ke.presses("choose", "Hvilken sak gjelder det?")
    shown = words_of((await ke.from_bot())[-1])
    assert ("2026-0391" in shown) != ("2025-0391" in shown), "the case that was pressed, and no other"


async def test_which_of_many_cases_is_meant_is_found_in_as_few_questions_to_the_database_as_of_two(town: Town, here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    asked: list[str] = []
    event.listen(town.app.service.store.engine, "before_cursor_execute", lambda *seen: asked.append(seen[2]))

    async def asks(numbers: Sequence[str]) -> int:
        for number in numbers:
            await open_case(ke, number)
            await ask_unit(ke, "Hjemmetjenesten sør", number)
        asked.clear()
        assert numbers[-1] in await leader.says("jeg trenger mer tid")
        return sum("FROM requests" in statement for statement in asked)

    assert await asks(["2026-0401", "2026-0402"]) == await asks(["2026-0403", "2026-0404", "2026-0405"])


async def test_cancel_at_any_time(here: Here) -> None:
    ke = await here.person("Kari")
    assert "avbryte" in (await ke.says("avbryt")).lower()
    await open_case(ke, "2026-0391")
    await open_case(ke, "2025-0391")
    await ke.says("391")
    assert await ke.says("avbryt") != await ke.says("avbryt")


async def test_an_unknown_person_is_told_whom_to_ask(here: Here) -> None:
    ke, guest = await here.person("Kari"), await here.person("Gjest")
    await open_case(ke)
    for said in ("hei", "sak 417", "ny sak 2026-0999 vedtak 20.11.2026"):
        answer = await guest.says(said)
        assert "koordinerende enhet" in answer
        assert NUMBER not in answer


async def test_small_talk_gets_a_short_answer_with_buttons(here: Here) -> None:
    ke = await here.person("Kari")
    for said, told in (("hei", "Hei"), ("takk", "hyggelig"), ("faen", "Jeg skjønner")):
        answer = await ke.says(said)
        assert told in answer
        assert "Ny sak" in answer


IN_MANY_WORDS = {
    "avsluttede saker": "Avsluttede saker",
    "åpne oppgaver": "Åpne oppgaver",
    "opne oppgåver": "Åpne oppgaver",
    "nye svar": "Nye svar",
    "alle saker": "Åpne saker",
    "vis liste": "Slik står det nå",
    "kor mange ventar på svar?": "Venter på svar",
    "hvem er ke": "ke@kommune.example",
    "slett sak 417": "Jeg kan ikke slette saker",
    "velg virksomhet for 417": "Hvem skal få forespørselen?",
    "avvik sendt i 417": "Venter på svar fra Hjemmetjenesten sør",
    "26-0417": "Skriv løpenummeret slik: 2026-0417.",
    "sak 2026-9999": "Jeg finner ikke denne saken",
}


@pytest.mark.row("S0-48")
async def test_ke_is_understood_in_many_words(here: Here) -> None:
    ke = await here.person("Kari")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    for said, told in IN_MANY_WORDS.items():
        assert told in await ke.says(said), said


@pytest.mark.row("S0-24")
async def test_a_list_can_be_of_one_unit(here: Here) -> None:
    ke = await here.person("Kari")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await open_case(ke, "2026-0500")
    await ask_unit(ke, "Hjemmetjenesten nord", "2026-0500")
    south = await ke.says("saker i hjemmetjenesten sør")
    assert NUMBER in south
    assert "2026-0500" not in south
    assert "2026-0500" in await ke.says("liste nord")


async def test_a_leader_without_a_stand_in_is_told_so_and_ke_sees_the_absence(here: Here) -> None:
    ke, north = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten nord")
    assert "Ingen stedfortredere er lagt inn for deg" in await north.says("jeg er borte til 11. desember")
    assert "Da får KE vite at du er borte til og med fredag 11. desember." in await north.says("ja")
    assert "borte til og med fredag 11. desember, og ingen stedfortreder" in await open_case(ke)


async def test_an_absence_that_cannot_be_meant_is_asked_about_again(here: Here) -> None:
    leader = await here.person("Leder, Hjemmetjenesten sør")
    assert "Til og med hvilken dag?" in await leader.says("jeg er borte fra 20. desember til 1. desember")


@pytest.mark.row("S0-24")
async def test_only_ke_closes_cases(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    assert "Dette kan bare koordinerende enhet gjøre" in await leader.says("avslutt 417")


async def test_ke_corrects_takes_closes_and_reopens_with_a_trace(here: Here) -> None:
    ke, other = await here.person("Kari"), await here.person("Nils")
    await open_case(ke)
    await ke.says("ta saken 417")
    assert "Kari" in await other.says("sak 417")
    await ke.presses("correct", number="2026-0471", decided_on="2026-11-18")
    shown = await other.says("sak 471")
    assert "2026-0471" in shown
    assert "torsdag 18. februar" in shown
    await ke.says("sak 471")
    await ke.presses("report_closure", reason="opened_by_mistake")
    await ke.says("åpne 471 igjen")
    await ke.presses("reopen")
    assert "2026-0471" in await ke.says("status")


async def test_ke_takes_a_tick_back(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await say_yes(leader, "Ada")
    await ke.presses("tick", duties="letter")
    undone = await ke.presses("undo_tick")
    assert "Sendt brev" in undone


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ({"number": "abc", "decided_on": "2026-11-20"}, "2026-0417"),
        ({"number": "2026-0500", "decided_on": "2026-12-20"}, "fram i tid"),
        ({"number": "2026-0500", "decided_on": "2015-11-20"}, "2015"),
    ],
)
async def test_a_form_with_a_mistake_says_what_to_do_and_opens_nothing(here: Here, inputs: dict[str, str], told: str) -> None:
    ke = await here.person("Kari")
    await ke.says("ny sak")
    assert told in await ke.presses("open_case", **inputs)
    assert "2026-0500" not in await ke.says("status")


async def test_an_old_decision_is_asked_about_and_opened_when_it_is_right(here: Here) -> None:
    ke = await here.person("Kari")
    await ke.says("ny sak")
    asked = await ke.presses("open_case", number="2026-0500", decided_on="2014-11-20")
    assert "Vedtaket er fra 2014. Stemmer det?" in asked
    assert "Ja, datoen er riktig" in asked
    assert "2026-0500" in asked, "what was right stands there still"
    await ke.presses("open_case", old_is_right="true")
    assert "2026-0500" in await ke.says("status")


@pytest.mark.row("S0-08")
async def test_a_number_that_is_in_use_is_offered_for_opening(here: Here) -> None:
    ke = await here.person("Kari")
    await open_case(ke)
    refused = await open_case(ke)
    assert NUMBER in refused
    await ke.presses("show_case", "finnes fra før")


@pytest.mark.parametrize(
    "said",
    [PUBLISHED_ID, f"ny sak {PUBLISHED_ID} vedtak 20.11.2026", "020132 99997", "0 2 0 1 3 2 9 9 9 9 7", "fnr 020132-99997"],
)
async def test_an_id_number_is_refused_and_never_repeated(here: Here, said: str) -> None:
    for name in ("Kari", "Leder, Hjemmetjenesten sør", "Gjest"):
        someone = await here.person(name)
        answer = await someone.says(said)
        assert "fødselsnummer" in answer
        said_by_bot = "".join([raw(activity) for activity in await someone.from_bot()])
        assert "99997" not in said_by_bot


@pytest.mark.row("S2-20")
async def test_an_id_number_in_any_field_of_any_form_is_refused_on_the_card(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")

    async def refuses(someone: Someone, verb: str, **inputs: str) -> None:
        before = await ke.counts()
        for field in inputs:
            answer = await someone.presses(verb, **(inputs | {field: PUBLISHED_ID}))
            assert "kan være et fødselsnummer. Ingenting er lagret." in answer, field
        assert await ke.counts() == before
        assert "99997" not in "".join([raw(activity) for activity in await someone.from_bot()])

    await ke.says("ny sak")
    await refuses(ke, "open_case", number="2026-0500", decided_on="2026-11-20", type="koordinator", category="", suggested="")
    await open_case(ke)
    await refuses(ke, "send_request", unit="", other_unit="", deadline="2026-12-07")
    await ask_unit(ke, "Hjemmetjenesten sør")
    await refuses(leader, "accept", person="", email="", external_name="", external_service="", permanent="yes")
    await refuses(leader, "decline", reason="no_capacity")
    await refuses(leader, "more_time", until="2026-12-14")
    await refuses(leader, "pass_on", to="", to_email="")
    assert NUMBER in await leader.says("mine forespørsler"), "the request still waits"


async def test_a_deadline_that_cannot_be_is_refused_on_the_card(here: Here) -> None:
    ke = await here.person("Kari")
    await open_case(ke)
    for deadline in ("9999-12-31", "0001-01-01", "i morgen", "2026-11-23"):
        assert "Velg en" in await ke.presses("send_request", deadline=deadline)
    assert "Ingen er spurt nå" in await ke.says("sak 417")


@pytest.mark.parametrize(
    ("said", "told"), [("", "skriv"), ("👍👍", "sikker"), ("x" * 9000, "langt"), ("gutten på 7 år i 417 har fått ny lærer", "journal")]
)
async def test_odd_messages_get_a_clear_answer(here: Here, said: str, told: str) -> None:
    assert told in (await (await here.person("Kari")).says(said)).lower()


async def test_files_and_edited_messages_are_not_taken(here: Here) -> None:
    ke = await here.person("Kari")
    assert "filer" in await ke.says(
        "se her", attachments=[{"contentType": "image/png", "name": "bilde.png", "contentUrl": "https://kommune.example/x"}]
    )
    await ke.says("hei")
    mine = [activity for activity in await ke.chat() if activity["from"] == "person"][-1]
    assert "endr" in (await ke.says("ny sak 2026-0600 vedtak 20.11.2026", edits=mine["id"])).lower()


async def test_a_correction_to_an_old_decision_is_asked_about_too(here: Here) -> None:
    ke = await here.person("Kari")
    await open_case(ke)
    await ke.says("rett vedtaksdato i 417")
    asked = await ke.presses("correct", number=NUMBER, decided_on="2024-11-01")
    assert "Vedtaket er fra 2024. Stemmer det?" in asked
    assert "Ja, datoen er riktig" in asked
    assert "fredag 20. november" in asked, "nothing is changed"
    assert "lørdag 1. februar 2025" in await ke.presses("correct", number=NUMBER, decided_on="2024-11-01", old_is_right="true")
