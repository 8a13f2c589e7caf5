"""A coordinator after the welcome: the start is asked about, meetings have sorts, consent and plan are days and yes and no."""

import pytest

from tests.stories.people import Here, words_of
from tests.stories.steps import coordinator_in_place


@pytest.mark.row("S0-30", "S0-17", "S0-32", "S3-27")
async def test_the_start_is_asked_about_and_what_is_reported_stands_in_the_case(here: Here) -> None:
    ke, _, ada = await coordinator_in_place(here)
    await here.moves_to("2026-12-07 07:35")
    question = await ada.newest("Er oppstartssamtalen holdt?")
    await ada.presses("choose", on=question)
    assert "Det er greit" in words_of((await ada.from_bot())[-1])
    await ada.presses("guidance", on=question)
    assert "Ønsker veiledning" in await ke.reads()
    await here.moves_to("2026-12-08 12:00")
    assert (await ada.reads()).count("Er oppstartssamtalen holdt?") == 1
    await here.moves_to("2026-12-14 07:35")
    again = await ada.newest("Dine saker mandag 14. desember")
    assert "Er oppstartssamtalen holdt?" in words_of(again)
    assert "Oppstartssamtale holdt torsdag 3. desember" in await ada.presses("started", on=again, first_talk_on="2026-12-03")
    assert "Samtykket er sendt til bestillerkontoret" in await ada.says("samtykket er sendt i 417")
    assert "Evaluering: onsdag 5. mai" in await ada.says("evaluering 5. mai i 417")
    case = await ke.says("sak 417")
    assert "Samtykket er sendt til bestillerkontoret mandag 14. desember" in case
    assert "Evaluering: onsdag 5. mai" in case
    assert "Oppstartssamtale holdt torsdag 3. desember" in case
    await here.moves_to("2027-01-20 08:30")
    assert "har ikke meldt noen oppstartssamtale" not in await ke.reads()
    await here.moves_to("2027-05-04 12:00")
    assert "Dine saker i mai" in words_of((await ada.from_bot())[-1]), "nothing since the month's message"
    await here.moves_to("2027-05-05 07:35")
    assert "2026-0417. Evaluering: onsdag 5. mai" in words_of(await ada.newest("Dine saker onsdag 5. mai"))


@pytest.mark.row("S0-30")
async def test_several_starts_are_asked_about_in_one_message_and_ke_is_told_when_none_is_reported(here: Here) -> None:
    ke, _, ada = await coordinator_in_place(here)
    await coordinator_in_place(here, "2026-0391")
    await here.moves_to("2026-12-07 07:35")
    question = await ada.newest("Dine saker mandag 7. desember")
    assert words_of(question).count("Er oppstartssamtalen holdt?") == 2
    after = await ada.presses("started", on=question, first_talk_on="2026-12-03")
    assert after.count("Er oppstartssamtalen holdt?") == 1
    assert after.count("Oppstartssamtale holdt") == 2, "what was answered, and the button for the other case"
    await here.moves_to("2026-12-21 08:05")
    told = [words_of(each) for each in await ke.from_bot() if "har ikke meldt noen oppstartssamtale" in words_of(each)]
    assert len(told) == 1
    before = await ada.counts()
    await here.moves_to("2027-02-01 12:00")
    assert await ada.counts() == before, "asked twice, and no more"


@pytest.mark.row("S4-16", "S4-17", "S4-18", "S4-21", "S4-40")
@pytest.mark.profile("aalesund")
async def test_which_sort_of_meeting_is_asked_when_nothing_was_said_of_it(here: Here) -> None:
    ke, _, ada = await coordinator_in_place(here)
    assert "Koordineringsmøte onsdag 18. november" in await ada.says("koordinatormøte holdt 18. november i 417")
    assert "Koordineringsmøte torsdag 19. november" in await ada.says("koordineringsmøte holdt 19. november i 417")
    assert "Hva slags møte?" in await ada.says("møte holdt 20. november i 417")
    assert "Samarbeidsmøte fredag 20. november" in await ada.says("det var et samarbeidsmøte")
    await ada.says("neste møte 5. januar i 417")
    await ada.presses("choose", "Hva slags møte?")
    assert "Neste koordineringsmøte: tirsdag 5. januar" in await ada.reads()
    case = await ke.says("sak 417")
    assert "Siste koordineringsmøte: torsdag 19. november" in case
    assert "Siste samarbeidsmøte: fredag 20. november" in case
    await ada.says("sak 417")
    older = await ada.newest("Du er koordinator", verb="choose")
    await ada.says("møte holdt 22. november i 417")
    await ada.presses("choose", on=older)
    assert "søndag 22. november" not in await ke.says("sak 417"), "a button from before is not the answer to what is asked now"
    await ada.says("be KE om bistand ved oppstart i 417")
    await ada.says("ja")
    assert "Vil drøfte en sak" in await ke.reads()


@pytest.mark.row("S3-07", "S3-24", "S3-25", "S3-26")
@pytest.mark.profile("heroy")
async def test_checklists_by_phase_open_on_the_card_itself(here: Here) -> None:
    _, _, ada = await coordinator_in_place(here)
    await ada.says("sjekkliste")
    card = await ada.newest("Sjekkliste")
    assert "Planlegg start i barnehage og skule i god tid" in str(card)
    assert "Ungdom" in str(card)
    assert "Action.Execute" not in str(card), "nobody learns which list is read"


@pytest.mark.row("S2-13", "S2-15", "S2-16", "S4-41", "S0-33")
@pytest.mark.profile("aas")
async def test_ke_registers_the_consent_and_sees_what_is_not_settled_and_who_has_not_met(here: Here) -> None:
    ke, _, ada = await coordinator_in_place(here)
    assert "2026-0417. IP er ikke meldt" in await ke.says("saker uten plan")
    assert "Samtykket er sendt til koordinerende enhet" in await ada.says("samtykket er sendt i 417")
    assert "0 av 1 er gjort" in words_of(await ke.newest("Samtykke er på plass"))
    await ada.says("IP er uavklart i 417")
    assert "2026-0417. IP er uavklart" in await ke.says("saker uten plan")
    await ke.says("sak 417")
    assert "Individuell plan (IP): ja, meldt mandag 23. november" in await ke.presses("report_plan", "Ada", plan="yes")
    assert "avklart i alle saker" in await ke.says("saker uten plan")
    await ke.says("sak 417")
    assert "Evaluering: onsdag 5. mai" in await ke.presses("report_evaluation", "Ada", evaluation_on="2027-05-05")
    assert "Gruppe for ansvarsgruppemøte er etablert fredag 20. november" in await ada.says("ansvarsgruppe etablert 20. november i 417")
    assert "Ingen saker mangler et møte" in await ke.says("møter over fristen")
    assert "Neste ansvarsgruppemøte innen lørdag 20. november 2027" in await ke.says("sak 417")
    await here.moves_to("2027-11-19 12:00")
    assert (await ada.reads()).count("Neste ansvarsgruppemøte innen") == 1, "once, in the month's message"
    await here.moves_to("2027-11-22 12:00")
    assert "2026-0417. Ingen har meldt neste ansvarsgruppemøte" in await ke.says("møter over fristen")
    assert "Er neste møte avtalt?" in await ada.says("ansvarsgruppemøte holdt i går i 417")
    await ada.says("neste ansvarsgruppemøte 5. desember i 417")
    assert "Er neste møte avtalt?" not in await ada.says("samarbeidsmøte holdt i går i 417")
    assert "Ingen saker mangler et møte" in await ke.says("møter over fristen")
