"""What KE gets out of the bot: numbers in the chat, the open cases, and a copy of the register each night."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console

from bot.importing.register import import_register
from bot.local.town import Town
from tests.stories.people import Here
from tests.stories.steps import coordinator_in_place, open_case


@pytest.mark.row("S4-33", "S0-23")
async def test_ke_asks_for_numbers_and_for_the_register_and_nobody_else_gets_them(here: Here) -> None:
    ke, leader, _ = await coordinator_in_place(here)
    told = await ke.says("statistikk for i år")
    assert told.index("1 åpen sak.") < told.index("Tid til koordinator i 2026")
    assert "Det er for få saker til å vise tall." in told, "one case would be somebody"
    assert "Tid til koordinator i 2025" in await ke.says("statistikk for 2025")
    assert "Ingen saker med vedtaksdato i året." in await ke.reads()
    time_first = await ke.says("hvor lang tid tar det i snitt å få koordinator")
    assert time_first.index("Tid til koordinator i 2026") < time_first.index("1 åpen sak.")
    await ke.says("send meg w-lista")
    assert "koordinatorbot export register" in await ke.reads()
    assert "2026-0417" in await ke.reads()
    before = await leader.counts()
    assert "Dette kan bare" in await leader.says("send meg w-lista")
    assert "Dette kan bare" in await leader.says("statistikk")
    assert await leader.counts() == before + 2


@pytest.mark.row("S0-24")
async def test_the_register_is_copied_each_night_and_a_folder_that_is_gone_is_told_of_once(here: Here, town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "W"
    folder.mkdir()
    town.app.service.register_folder = folder
    ke = await here.person("Kari")
    await open_case(ke)
    await here.moves_to("2026-11-24 06:00")
    (copy,) = folder.iterdir()
    assert copy.stat().st_mode & 0o777 == 0o440
    assert [row[0] for row in load_workbook(copy)["Åpne saker"].iter_rows(min_row=3, values_only=True)] == ["2026-0417"]
    first = copy.stat().st_mtime_ns
    await open_case(ke, "2026-0391")
    await here.moves_to("2026-11-24 12:00")
    assert copy.stat().st_mtime_ns == first, "once a night"
    folder.rename(tmp_path / "gone")
    await here.moves_to("2026-11-25 09:00")
    await here.moves_to("2026-11-25 15:00")
    await here.moves_to("2026-11-26 09:00")
    assert (await ke.reads()).count("ble ikke skrevet i natt") == 1
    (tmp_path / "gone").rename(folder)
    await here.moves_to("2026-11-26 11:00")
    assert [row[0] for row in load_workbook(copy)["Åpne saker"].iter_rows(min_row=3, values_only=True)] == ["2026-0391", "2026-0417"]
    folder.rename(tmp_path / "gone")
    await here.moves_to("2026-11-27 09:00")
    assert (await ke.reads()).count("ble ikke skrevet i natt") == 2, "it worked in between"


@pytest.mark.row("S0-24")
async def test_a_case_from_the_old_register_lives_on_and_disturbs_nobody_on_the_first_morning(
    here: Here, town: Town, tmp_path: Path
) -> None:
    ke, leader, ada = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person("Ada")
    before = [await each.counts() for each in (ke, leader, ada)]
    file = tmp_path / "w.csv"
    rows = ["2024-0012;;Hjemmetjenesten sør;Ada", "2026-0033;20.10.2026;Hjemmetjenesten sør;Bo", "2025-0044;01.02.2025;;"]
    file.write_text("Løpenummer;Vedtaksdato;Virksomhet;Navn\n" + "\n".join(rows), encoding="utf-8")
    console, now = Console(quiet=True), await here.now()
    assert import_register(file, town.settings.database_url, town.app.municipality, now, dry_run=False, mapping=None, console=console) == 0
    await here.moves_to("2026-11-24 12:00")
    assert [await each.counts() for each in (leader, ada)] == before[1:], "nothing of it is news"
    assert "Koordinator" in await ke.says("sak 2024-0012")
    assert "2025-0044" in await ke.says("saker uten koordinator")
    await ada.says("jeg slutter 1. mars og kan ikke følge opp 12 lenger")
    assert "2024-0012" in await ada.says("ja")
    await leader.presses("name_successor", person=await leader.choice("person", "Cille"), permanent="yes", informed="true")
    assert "Cille" in await ke.says("sak 2024-0012")
