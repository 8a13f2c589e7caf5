"""Whoever sees a case leaves a line in the trail beside those who change it: who, as what, when, and what was shown."""

import csv
from pathlib import Path

from typer.testing import CliRunner

from bot.__main__ import app
from bot.local.town import Town
from bot.storage.trail import check_trail
from tests.stories.people import Here
from tests.stories.steps import NUMBER, coordinator_in_place, open_case


def command(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == 0, done.output
    return done.output


def lines(town: Town, folder: Path) -> list[dict[str, str]]:
    """The trail as it is exported."""
    command("export", "audit", "--database", town.settings.database_url, "--out", str(folder / "logg.csv"))
    return list(csv.DictReader((folder / "logg.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))


def seen(found: list[dict[str, str]], *, case: str = "1") -> list[tuple[str, str]]:
    """As what, and what was shown, of one case."""
    return [(line["rolle"], line["opplysninger"]) for line in found if line["hva"] == "seen" and line["sak"] == case]


async def test_each_who_sees_a_case_is_in_the_trail_with_the_role_of_that_moment(here: Here, town: Town, tmp_path: Path) -> None:
    ke, leader, coordinator = await coordinator_in_place(here)
    before = len(lines(town, tmp_path))
    for who in (ke, leader, coordinator):
        assert NUMBER in await who.says(f"sak {NUMBER}")
    outsider = await here.person("Bo")
    assert "finner ikke" in await outsider.says(f"sak {NUMBER}")
    new = lines(town, tmp_path)[before:]
    assert seen(new) == [(role, '{"what": "case"}') for role in ("ke", "leader", "coordinator")]
    people = {line["person"] for line in new if line["sak"] == "1"}
    assert len(people) == 3


async def test_a_card_that_was_sent_and_one_that_answers_a_press_are_seen_too(here: Here, town: Town, tmp_path: Path) -> None:
    await coordinator_in_place(here)
    found = lines(town, tmp_path)
    what = seen(found)
    assert ("leader", '{"what": "request"}') in what
    assert ("coordinator", '{"what": "welcome"}') in what
    assert what.count(("leader", '{"what": "request"}')) == 2, "once as it came, once as the receipt of the answer"


async def test_a_list_is_one_line_that_names_its_cases(here: Here, town: Town, tmp_path: Path) -> None:
    ke = await here.person("Kari")
    for number in (NUMBER, "2026-0500"):
        await open_case(ke, number)
    before = len(lines(town, tmp_path))
    await ke.says("alle saker")
    new = [line for line in lines(town, tmp_path)[before:] if line["rolle"] != "command_line"]
    assert [(line["sak"], line["rolle"], line["opplysninger"]) for line in new] == [("", "ke", '{"cases": [1, 2], "what": "list"}')]


async def test_every_line_of_a_story_says_as_what_the_actor_acted(here: Here, town: Town, tmp_path: Path) -> None:
    await coordinator_in_place(here)
    await here.moves_to("2027-02-22 08:00")
    found = lines(town, tmp_path)
    roles = {line["hva"]: line["rolle"] for line in found}
    assert (roles["opened"], roles["accepted"], roles["welcomed"]) == ("ke", "leader", "ke")
    assert {line["rolle"] for line in found if not line["person"]} == {"clock", "command_line"}
    assert all(line["rolle"] for line in found)
    checked = check_trail(town.settings.database_url)
    assert (checked.broken, checked.sealed + checked.waiting) == (None, len(found))


async def test_what_is_written_to_files_is_seen_by_an_account_of_the_machine(here: Here, town: Town, tmp_path: Path) -> None:
    await coordinator_in_place(here)
    before = len(lines(town, tmp_path))
    given = ("--out", str(tmp_path / "ut"), "--database", town.settings.database_url, "--profile", "standard")
    command("export", "case", NUMBER, *given)
    command("export", "register", *given)
    new = lines(town, tmp_path)[before:]
    told = [(line["sak"], line["rolle"], line["person"], line["opplysninger"].partition('"what": ')[2]) for line in new]
    assert told == [
        ("1", "command_line", "", '"case_file"}'),
        ("", "command_line", "", '"register"}'),
        ("", "command_line", "", '"trail"}'),
    ]
    assert all('"account"' in line["opplysninger"] for line in new)
