"""The nightly check: whoever no longer works here is let go of, and KE and the leader hear of what that leaves behind."""

from pathlib import Path

import pytest

from bot.local.town import Town
from bot.wire import DirectoryUnknown
from tests.stories.lists import import_rows, person
from tests.stories.people import Here, words_of
from tests.stories.steps import NUMBER, ask_unit, coordinator_in_place, open_case

COMPLETE = ("Ansatt", "Ansatt e-post", "Virksomhet", "Alle er med")
SOUTH = "Hjemmetjenesten sør"


class Directory:
    """The municipality's directory, as Microsoft Graph would answer for it."""

    def __init__(self) -> None:
        self.left: set[str] = set()
        self.asked: list[frozenset[str]] = []
        self.answers = True

    async def still_employed(self, entra_ids: frozenset[str]) -> frozenset[str]:
        self.asked.append(entra_ids)
        if not self.answers:
            raise DirectoryUnknown
        return entra_ids - self.left


@pytest.mark.row("S2-28", "S0-36")
async def test_a_coordinator_who_is_gone_from_a_complete_list_is_told_of_and_ke_starts_the_handover(
    here: Here, town: Town, tmp_path: Path
) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    other, before = await here.person("Nils"), await ada.counts()
    told = import_rows(town, tmp_path, COMPLETE, (*person("Bo", "bo"), SOUTH, "ja"), (*person("Cille", "cille"), SOUTH, "ja"))
    assert "står i listen" in told
    await here.passes(minutes=5)
    assert "har sluttet" not in await ke.reads(), "the import decides nothing"
    await here.moves_to("2026-11-24 06:30")
    assert "har sluttet" not in await ke.reads(), "in working hours"
    await here.moves_to("2026-11-24 09:00")
    for someone in (ke, other, leader):
        card = words_of(await someone.newest("har sluttet", verb="report_left"))
        assert card.startswith("Koordinatoren har sluttet")
        assert "Ada står ikke lenger som ansatt." in card
    assert "Koordinatoren har sluttet, Hjemmetjenesten sør" in await ke.says("sak 417")
    assert "Koordinatoren har sluttet." in await leader.says("sak 417")
    settled = await ke.presses("report_left")
    assert "Virksomhetslederen i Hjemmetjenesten sør finner en ny." in settled
    wanted = words_of(await leader.newest("Ny koordinator trengs", verb="name_successor"))
    assert "Ada står ikke lenger som ansatt." in wanted
    assert "til noen andre er på plass" not in wanted
    assert "Start bytte" not in words_of(await leader.newest("Koordinatoren har sluttet\n")), "whoever comes second sees that it is done"
    await leader.presses("name_successor", person=await leader.choice("person", "Bo"), permanent="yes", informed="true")
    assert "Bo" in words_of((await ke.from_bot())[-1])
    assert await ada.counts() == before, "nobody who has left is written to"
    await here.moves_to("2026-11-27 09:00")
    assert len([each for each in await leader.from_bot() if words_of(each).startswith("Koordinatoren har sluttet")]) == 1


@pytest.mark.row("S0-11")
async def test_the_directory_is_asked_once_a_night_and_ke_hears_of_a_unit_nobody_answers_for(here: Here, town: Town) -> None:
    town.app.service.employment = directory = Directory()
    ke, north = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten nord")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten nord")
    directory.left, directory.answers = {north.id}, False
    await here.moves_to("2026-11-24 12:00")
    assert len(directory.asked) == 1, "however often the clock ticks"
    assert "Ingen svarer for" not in await ke.reads(), "no answer means that nobody has left"
    directory.answers = True
    await here.moves_to("2026-11-25 09:00")
    told = words_of(await ke.newest("Ingen svarer for Hjemmetjenesten nord"))
    assert "Leder, Hjemmetjenesten nord står ikke lenger som ansatt, og ingen stedfortredere er lagt inn." in told
    reminded = await north.counts()
    await here.moves_to("2026-12-02 09:00")
    assert await north.counts() == reminded
    assert north.id not in directory.asked[-1], "asked about no more"
    assert NUMBER in await ke.says("hvem har ikke svart")


@pytest.mark.row("S2-10", "S2-28")
async def test_a_vikar_who_left_is_told_of_and_another_is_asked_for(here: Here, town: Town) -> None:
    town.app.service.employment = directory = Directory()
    ke, leader, ada = await coordinator_in_place(here)
    bo = await here.person("Bo")
    await ke.says("sak 417")
    await ke.presses("show_substitute", NUMBER)
    chosen = await ke.choice("substitute", "Bo", "Sett inn vikar")
    await ke.presses("name_substitute", substitute=chosen, first_day="2026-11-23", last_day="2026-12-31")
    directory.left, before = {bo.id}, await bo.counts()
    await here.moves_to("2026-11-24 06:30")
    assert "Bo var vikar" not in await leader.reads(), "in working hours"
    await here.moves_to("2026-11-24 09:00")
    for someone in (leader, ke):
        card = words_of(await someone.newest("Vikar trengs", verb="name_substitute"))
        assert "Bo var vikar, men står ikke lenger som ansatt." in card
        assert "Fra mandag 23. november til torsdag 31. desember." in card
    assert await bo.counts() == before, "nobody who has left is written to"
    await leader.presses("name_substitute", substitute=await leader.choice("substitute", "Cille", "Vikar trengs"), **DAYS)
    assert "Cille" in await ada.says("sak 417")
    await here.moves_to("2026-11-27 09:00")
    assert (await leader.reads()).count("Bo var vikar") == 0, "the card tells of the new vikar"


DAYS = {"first_day": "2026-11-24", "last_day": "2026-12-31"}


async def test_a_leader_who_left_is_replaced_by_the_stand_in_until_the_list_has_a_new_one(here: Here, town: Town) -> None:
    town.app.service.employment = directory = Directory()
    ke, leader, stand_in = await here.person("Kari"), await here.person(f"Leder, {SOUTH}"), await here.person("Stedfortreder")
    await open_case(ke)
    await ask_unit(ke, SOUTH)
    directory.left = {leader.id}
    await here.moves_to("2026-11-24 09:00")
    assert f"Du får denne som stedfortreder i {SOUTH}." in words_of(await stand_in.newest("Forespørsel om"))
    assert "Ingen svarer for" not in await ke.reads()
