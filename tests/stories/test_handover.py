"""Coordinators hand over: in their own words, on a card or in the chat; nobody is let go before someone else is in place."""

import pytest

from tests.stories.people import Here, actions_of, words_of
from tests.stories.steps import NUMBER, ask_unit, coordinator_in_place, say_yes


@pytest.mark.row("S0-36")
@pytest.mark.parametrize(
    "said",
    [
        "jeg slutter 1. mars og kan ikke følge opp 417 lenger",
        "eg sluttar 1. mars og kan ikkje følgje opp 417 lenger",
    ],
)
async def test_one_sentence_is_understood_shown_and_sent_after_a_yes(here: Here, said: str) -> None:
    _, leader, ada = await coordinator_in_place(here)
    shown = await ada.says(said)
    assert NUMBER in shown
    assert "mandag 1. mars 2027" in shown
    assert await leader.counts() == 2, "nobody is told before the yes"
    await ada.says("ja")
    asked = await leader.newest("Ny koordinator trengs")
    assert "Ada" in words_of(asked)
    assert "mandag 1. mars 2027" in words_of(asked)


async def test_what_is_missing_is_asked_for_on_the_card(here: Here) -> None:
    _, leader, ada = await coordinator_in_place(here)
    await ada.says("bytte 417")
    await ada.presses("confirm", reason="leaving", day="2027-03-01")
    assert "Ny koordinator trengs" in await leader.reads()


async def test_what_is_missing_is_asked_for_in_the_chat(here: Here) -> None:
    _, leader, ada = await coordinator_in_place(here)
    await ada.says("bytte 417")
    await ada.says("jeg slutter")
    await ada.says("1. mars")
    await ada.says("ja")
    assert "mandag 1. mars 2027" in await leader.reads()


@pytest.mark.row("S0-38", "S0-39", "S0-40", "S0-42", "S2-28")
async def test_the_leader_names_a_successor_and_all_three_know_of_each_other(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    bo = await here.person("Bo")
    await ada.says("jeg slutter 1. mars og kan ikke følge opp 417 lenger")
    await ada.says("ja")
    await leader.presses(
        "name_successor",
        person=await leader.choice("person", "Bo", "Ny koordinator trengs"),
        permanent="yes",
        informed="true",
        access="true",
        from_day="2027-03-01",
    )
    assert "Bo" in words_of((await ada.from_bot())[-1])
    assert "mandag 1. mars" in words_of((await ada.from_bot())[-1])
    duties = words_of(await ke.newest("Oppgaver etter bytte"))
    assert all(duty in duties for duty in ("Ringt brukeren", "Sendt brev", "Ført koordinator i PROFIL"))
    await ke.presses("welcome", "Bo")
    assert "Ada" in words_of((await bo.from_bot())[-1]), "the new one hears who the former coordinator was"
    await here.moves_to("2027-02-26 12:00")
    assert NUMBER in await ada.says("mine saker"), "Ada is responsible until the day"
    await here.moves_to("2027-03-01 12:00")
    assert NUMBER not in await ada.says("mine saker")
    assert NUMBER in await bo.says("mine saker")


@pytest.mark.row("S2-28")
async def test_a_leader_without_anyone_hands_it_to_ke_who_asks_another_unit(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    north = await here.person("Leder, Hjemmetjenesten nord")
    await ada.says("bytte 417, jeg slutter 1. desember")
    await ada.says("ja")
    await leader.presses("has_none")
    assert NUMBER in await ada.says("mine saker")
    await ke.presses("show_units", "Ada")
    await ask_unit(ke, "Hjemmetjenesten nord")
    await say_yes(north, "Even")
    assert "Even" in words_of((await ada.from_bot())[-1])
    await here.moves_to("2026-12-01 12:00")
    assert NUMBER not in await ada.says("mine saker")
    assert NUMBER in await (await here.person("Even")).says("mine saker")


@pytest.mark.row("S0-41")
async def test_a_transfer_goes_by_the_leader_to_ke(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    await ada.says("overføring 417, begynner på skole til høsten")
    await ada.says("ja")
    await leader.presses("has_none")
    await ke.presses("show_units", "Ada")
    assert "Hvem skal få forespørselen?" in await ke.reads()


async def test_who_changes_their_mind_goes_on_as_before(here: Here) -> None:
    _, leader, ada = await coordinator_in_place(here)
    await ada.says("jeg slutter 1. mars og kan ikke følge opp 417 lenger")
    await ada.says("ja")
    await ada.says("jeg skal ikke slutte likevel")
    await ada.says("ja")
    newest = words_of(await leader.newest("Sak 2026-0417"))
    assert "Navngi ny koordinator" not in newest
    assert NUMBER in await ada.says("mine saker")


async def test_ke_is_told_when_the_leader_does_not_answer(here: Here) -> None:
    ke, _, ada = await coordinator_in_place(here)
    await ada.says("jeg slutter 1. mars og kan ikke følge opp 417 lenger")
    await ada.says("ja")
    before = await ke.reads()
    await here.moves_to("2026-12-01 08:00")
    assert (await ke.reads()) != before
    assert NUMBER in words_of((await ke.from_bot())[-1])


async def test_cancel_leaves_nothing_half_done(here: Here) -> None:
    _, leader, ada = await coordinator_in_place(here)
    before = await leader.counts()
    await ada.says("bytte 417")
    await ada.says("avbryt")
    assert "ja" not in (await ada.says("ja")).split()[:1]
    assert await leader.counts() == before


async def test_silence_for_a_day_forgets_the_question(here: Here) -> None:
    _, leader, ada = await coordinator_in_place(here)
    before = await leader.counts()
    await ada.says("jeg slutter 1. mars og kan ikke følge opp 417 lenger")
    await here.passes(hours=25)
    await ada.says("ja")
    assert await leader.counts() - before <= 1, "a digest at most: nothing was sent"
    assert "Ny koordinator trengs" not in await leader.reads()


async def test_a_leader_starts_it_for_somebody_who_is_gone(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    await leader.says("sak 417")
    await leader.presses(
        "name_successor", person=await leader.choice("person", "Bo", NUMBER), permanent="yes", informed="true", access="true"
    )
    assert "Bo" in words_of((await ada.from_bot())[-1])
    assert "Bo" in await ke.reads()


@pytest.mark.row("S4-32")
@pytest.mark.profile("aalesund")
async def test_where_every_change_goes_on_a_form_ke_has_it_as_a_duty_with_the_text_ready(here: Here) -> None:
    ke, leader, _ = await coordinator_in_place(here)
    assert "endringsskjema" not in words_of(await ke.newest("Oppgaver etter oppnevning"))
    await leader.says("sak 417")
    chosen = await leader.choice("person", "Bo", NUMBER)
    await leader.presses("name_successor", person=chosen, permanent="yes", informed="true", access="true")
    assert "Ført byttet på endringsskjema" in words_of(await ke.newest("Oppgaver etter bytte"))
    text = await ke.says("tekster til 417")
    assert "Ada" in text
    assert "Bo" in text
    assert "Til endringsskjema" in text


async def test_sickness_is_never_repeated(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    await ada.says("blir sykmeldt framover fra 1. desember, noen må ta over 417")
    await ada.says("ja")
    for someone in (ke, leader, ada):
        assert "syk" not in (await someone.reads()).lower()


async def test_all_cases_at_once(here: Here) -> None:
    _, leader, ada = await coordinator_in_place(here)
    await coordinator_in_place(here, "2026-0391")
    await ada.says("går av med pensjon 31. mai, gjelder alle sakene")
    await ada.says("ja")
    reads = await leader.reads()
    assert reads.count("Ny koordinator trengs") == 2


async def test_the_ways_on_stand_as_buttons_in_the_coordinators_own_view(here: Here) -> None:
    _, leader, ada = await coordinator_in_place(here)
    await ada.says("sak 417")
    view = await ada.newest("Du er koordinator")
    button = next(action for action in actions_of(view) if action["data"]["id"].startswith("handover:"))
    await here.post(f"/local/people/{ada.id}/actions", activityId=view["id"], action=button, inputs={})
    await ada.presses("confirm", reason="leaving", day="2027-03-01")
    assert "Ny koordinator trengs" in await leader.reads()
