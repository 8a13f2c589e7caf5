"""A barnekoordinator: another kind of coordinator, with words, a letter, units and numbers of its own, and never a word on the child."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console

from bot.local.town import Town
from bot.registers.exporting import export_statistics
from tests.stories.people import Here, Someone, raw, words_of
from tests.stories.steps import NUMBER, ask_unit, open_case

LETTER = "https://kommune.example/barnekoordinator/informasjonsskriv"
EAST = "Barnehage øst"
pytestmark = pytest.mark.own_profile(f"links: {{child_information_letter: {LETTER}}}")


async def in_place(here: Here) -> tuple[Someone, Someone, Someone]:
    """KE opens the case in one line, the leader names herself, and KE welcomes her."""
    ke, leader = await here.person("Kari"), await here.person(f"Leder, {EAST}")
    await ke.says(f"ny barnekoordinatorsak {NUMBER} vedtak 20.11.2026")
    await ke.presses("open_case")
    await ask_unit(ke, EAST)
    given = {"permanent": "yes", "informed": "true", "access": "false"}
    await leader.presses("accept", NUMBER, email="even@kommune.example", **given)
    await ke.presses("welcome", NUMBER)
    return ke, leader, await here.person("Even")


@pytest.mark.row("S0-09")
async def test_the_routing_list_names_the_units_that_have_barnekoordinator(here: Here) -> None:
    ke = await here.person("Kari")
    await open_case(ke, "2026-0500")
    assert "Forslag fra fordelingslisten" not in words_of(await ke.newest("2026-0500")), "a case for a koordinator is not routed there"
    await ke.says(f"ny barnekoordinatorsak {NUMBER} vedtak 20.11.2026")
    form = words_of(await ke.newest(verb="open_case"))
    assert "barn under skolealder" in form
    assert "barnekoordinator\nbarnekoordinator" not in form, "the kind is chosen once, not as a category too"
    await ke.presses("open_case")
    assert f"{EAST}. Forslag fra fordelingslisten." in words_of(await ke.newest(NUMBER))


@pytest.mark.row("S0-18", "S0-19")
async def test_everybody_reads_barnekoordinator_and_gets_the_letter_about_it(here: Here) -> None:
    ke, leader, even = await in_place(here)
    assert "Barnekoordinator trengs" in await leader.reads() or "barnekoordinator" in words_of(await leader.newest(NUMBER))
    welcome = await even.newest("oppnevnt")
    assert "barnekoordinator" in words_of(welcome)
    assert LETTER in raw(welcome)
    assert "koordinator/informasjonsskriv" not in raw(welcome).replace(LETTER, "")
    await ke.says("gi meg tekstene til sak 417")
    texts = words_of(await ke.newest("Tekster å kopiere"))
    assert "Barnekoordinator er oppnevnt" in texts
    assert LETTER in texts
    for someone in (leader, even):
        said = "\n".join(words_of(each) for each in await someone.from_bot() if NUMBER in words_of(each)).lower()
        assert " koordinator " not in said.replace("barnekoordinator", ""), "the other kind's word"
        assert "fødselsdato" not in said


@pytest.mark.row("S4-33")
async def test_the_statistics_count_each_kind_for_itself(here: Here, town: Town, tmp_path: Path) -> None:
    await in_place(here)
    ke = await here.person("Kari")
    for nth in range(5):
        await open_case(ke, f"2026-05{nth}0")
    console, folder = Console(quiet=True), tmp_path / "ut"
    today = (await here.now()).date()
    assert export_statistics(folder, town.settings.database_url, town.app.municipality, 2026, today, console=console) == 0
    sheet = load_workbook(folder / "statistikk-2026.xlsx").worksheets[0]
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["2026", "Alle", "Koordinator", "Barnekoordinator"]


@pytest.mark.row("S0-08")
async def test_ke_corrects_a_wrong_kind_and_every_card_follows(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person(f"Leder, {EAST}")
    await open_case(ke)
    await ask_unit(ke, EAST)
    assert "barnekoordinator" not in words_of(await leader.newest(NUMBER)).lower()
    await ke.says("sak 417")
    await ke.presses("correct", number=NUMBER, decided_on="2026-11-20", type="barnekoordinator")
    assert "barnekoordinator" in words_of(await leader.newest(NUMBER)).lower()
    assert NUMBER in await open_case(ke), "the same number may have a koordinator beside"
    await ke.says(f"ny sak {NUMBER} vedtak 20.11.2026")
    taken = await ke.presses("open_case")
    assert "har allerede en åpen sak" in taken or "Åpne 2026-0417" in taken
