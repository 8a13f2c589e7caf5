"""Duties of municipalities that register otherwise: the same cards, their own systems and forms."""

import pytest

from tests.stories.people import Here, raw
from tests.stories.steps import NUMBER, ask_unit, coordinator_in_place, name_coordinator, open_case


@pytest.mark.row("S4-09", "S4-15", "S4-32")
@pytest.mark.profile("aalesund")
async def test_aalesund_journals_the_report_and_fills_in_its_form_when_the_user_wants_no_plan(here: Here) -> None:
    ke, leader, ada = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person("Ada")
    await open_case(ke)
    opened = await ke.presses("tick_registers", "En ny sak er åpnet", duties="intake_journal")
    assert "Alt er gjort" in opened
    await ask_unit(ke, "Hjemmetjenesten sør")
    await name_coordinator(ke, leader, "Ada")
    await ke.presses("welcome", "Oppgaver etter oppnevning")
    assert "Ikke individuell plan (IP)" in await ada.says("bruker vil ikke ha plan i 417")
    card = await ke.presses("tick_registers", "Individuell plan (IP): nei", duties="no_plan_form")
    assert "Saken er åpen som før" in card
    assert "Angre siste" in card
    await ke.presses("undo_no_plan", "Ført nei til plan")
    texts = await ke.says("tekster til 417")
    assert "Melding - behov for koordinerte tjenester" not in texts, "it is done"
    assert "har takket nei til individuell plan" in texts
    await ada.presses("undo_fact", "Ikke individuell plan")
    assert "Ikke lenger aktuelt" in await ke.reads()


@pytest.mark.row("S4-10")
@pytest.mark.profile("aalesund")
async def test_a_report_that_is_refused_closes_the_case_without_a_word_of_why(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ke.says("sak 417")
    await ke.presses("report_closure", reason="refused")
    assert NUMBER not in await ke.says("saker uten koordinator")
    assert NUMBER not in await leader.reads()
    assert "avslått" not in (answer := await ke.says("avsluttede saker"))
    assert "avslag" not in answer


@pytest.mark.row("S4-13")
@pytest.mark.profile("aalesund")
async def test_the_systemkoordinator_s_list_is_a_duty_with_its_row_and_a_refusal_is_no_end_for_a_coordinator(here: Here) -> None:
    ke, _, ada = await coordinator_in_place(here)
    assert "Ført på listen til systemkoordinator: " in await ke.presses("tick", "Oppgaver etter oppnevning", duties="register_list")
    assert "Rad til listen til systemkoordinator" in await ke.says("tekster til 417")
    await ada.says("avslutt 417")
    assert "refused" not in raw(await ada.newest("Har jeg forstått deg riktig?"))


@pytest.mark.row("S4-33")
@pytest.mark.profile("aalesund")
async def test_ke_sees_how_many_coordinators_and_plans_there_are_and_nobody_else_does(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    await coordinator_in_place(here, "2026-0391")
    await open_case(ke, "2026-0500")
    await ada.says("bruker vil ha plan i 417")
    told = await ke.says("statistikk")
    assert "3 åpne saker." in told
    assert "2 saker har koordinator nå.\n1 er koordinator nå.\n1 sak har individuell plan (IP)." in told
    assert "I 1 sak med koordinator er planen ikke avklart." in told
    assert "IPLOS" not in told, "this municipality does not correct it"
    assert "saker" not in (await leader.says("statistikk")).lower()
