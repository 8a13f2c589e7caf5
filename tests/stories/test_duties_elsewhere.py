"""Duties of municipalities that register otherwise: the same cards, their own systems and forms."""

import pytest

from tests.stories.people import Here
from tests.stories.steps import ask_unit, name_coordinator, open_case


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
