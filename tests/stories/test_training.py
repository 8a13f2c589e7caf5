"""Training: a leader reports a need in a sentence, KE offers it in time and ticks; the course is noted; guidance is given."""

import pytest

from tests.stories.people import Here, elements_of, words_of
from tests.stories.steps import coordinator_in_place


@pytest.mark.row("S4-29", "S4-30")
@pytest.mark.profile("aalesund")
async def test_a_need_is_reported_in_a_sentence_and_offered_within_its_months(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await leader.says("opplæringsbehov: 3 personer, grunnkurs, oppfrisking")
    form = await leader.newest("Meld opplæringsbehov")
    filled = {element["id"]: element.get("value") for element in elements_of(form) if element.get("id")}
    assert filled == {"training_kind": "basic", "persons": "3", "refresher": "true"}, "pressing the button is the yes"
    receipt = await leader.presses("report_need", on=form, **filled)
    assert "Grunnkurs, 3 personer, oppfriskning" in receipt
    assert "Opplæring tilbys innen søndag 23. mai" in receipt
    await leader.presses("report_need", on=form, **filled)
    need = await ke.newest("Opplæringsbehov")
    assert "Meldt mandag 23. november av Leder, Hjemmetjenesten sør" in words_of(need)
    assert (await ke.reads()).count("Grunnkurs") == 2, "one card, and its text to paste"
    assert "1 behov venter" in await ke.says("opplæringsbehov")
    assert "Opplæring: 1 behov venter. Frist søndag 23. mai" in await ke.says("frister")
    await here.moves_to("2026-12-03 12:00")
    assert "ikke er fram i tid" in await ke.presses("tick_offered", on=need, offered_on="2027-03-01")
    assert "Opplæring er tilbudt torsdag 3. desember" in await ke.presses("tick_offered", on=need, offered_on="2026-12-03")
    assert "Opplæring er tilbudt torsdag 3. desember" in words_of(await leader.newest("Opplæringsbehov"))
    assert "Ingen opplæringsbehov venter" in await ke.says("opplæringsbehov")


@pytest.mark.row("S4-26", "S4-31", "S1-15")
@pytest.mark.profile("aalesund")
async def test_guidance_is_ticked_when_it_was_given_and_the_leader_knows(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    await ada.says("jeg ønsker veiledning i 417")
    await ada.says("ja")
    assert "Ada ønsker veiledning i sak 2026-0417. KE har fått beskjed" in await leader.reads()
    card = await ke.newest("Ønsker veiledning")
    assert "Gitt veiledning" in words_of(card)
    assert "Alt er gjort" in await ke.presses("tick_registers", on=card, duties="guidance")
    await ada.says("jeg ønsker veiledning i 417")
    await ada.says("ja")
    assert (await ke.reads()).count("Ønsker veiledning") == 1, "asked anew: the first card is done, the second waits"


@pytest.mark.row("S2-02", "S1-13")
@pytest.mark.profile("aas")
async def test_a_coordinator_notes_the_course_and_ke_and_the_leader_see_it(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    assert "Ada: ikke meldt" in await ke.says("kursstatus")
    assert "Har du tatt e-læringen for koordinatorer?" in await ada.says("jeg har tatt kurset")
    assert "Du tok e-læringen" in await ada.presses("note_course", course_on="2026-11-20")
    assert "Ada: tatt fredag 20. november" in await leader.says("hvem har tatt kurset")
    assert "1 av 1 har tatt" in await ke.says("kursstatus")
