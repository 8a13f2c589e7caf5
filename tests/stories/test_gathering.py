"""The yearly gathering: KE writes it, sees how many get it and sends it; coordinators answer and are reminded once."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from bot.__main__ import app
from tests.stories.people import Here, actions_of, elements_of, words_of
from tests.stories.steps import coordinator_in_place

FILLED = {"invitation_kind": "gathering", "held_on": "2026-12-10", "held_at": "10.00", "place": "Rådhuset", "topic": "Nytt om IP"}


@pytest.mark.row("S0-35", "S0-28", "S1-15")
async def test_every_coordinator_is_invited_answers_and_is_reminded_once(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    _, _, bo = await coordinator_in_place(here, "2026-0391", "Bo")
    await ke.says("inviter til koordinatortreff 10. desember kl 10")
    form = await ke.newest("Inviter koordinatorer")
    known = {element["id"]: element.get("value") for element in elements_of(form) if element.get("id")}
    assert (known["invitation_kind"], known["held_on"], known["held_at"]) == ("gathering", "2026-12-10", "10.00")
    assert "Skriv ikke om brukeren her" in await ke.presses("draft_invitation", on=form, **FILLED | {"topic": "gutten på 7 år"})
    preview = await ke.presses("draft_invitation", on=form, **FILLED)
    assert "Torsdag 10. desember kl. 10.00, Rådhuset" in preview
    assert "Går til 2 koordinatorer" in preview
    assert "Invitasjon" not in await ada.reads(), "nothing is sent before KE says so"
    card = await ke.newest(verb="send_invitation")
    assert "Ikke svart: 2" in await ke.presses("send_invitation", on=card)
    await ke.presses("send_invitation", on=card)
    assert "Invitasjon" not in await leader.reads()
    assert "Du har svart ja" in await ada.presses("attend_yes")
    assert "Du har svart kanskje" in await ada.presses("attend_perhaps"), "the newest answer holds"
    status = words_of(await ke.newest("Ikke svart: 1"))
    assert "Ja: 0 · Kanskje: 1 · Nei: 0" in status
    assert "Ada\tKanskje" in status
    await here.moves_to("2026-12-08 09:00")
    assert (await bo.reads()).count("Påminnelse: Koordinatortreff") == 1
    assert "Påminnelse: Koordinatortreff" not in await ada.reads()
    assert "Du har svart nei" in await bo.presses("attend_no")
    assert "Avlyst" in await ke.presses("cancel_invitation", "Hvem kommer")
    assert "Avlyst" in words_of((await ada.from_bot())[-1]), "whoever might have come is told"
    assert not [action for action in actions_of(await bo.newest("Invitasjon: Koordinatortreff")) if action["verb"].startswith("attend")]


@pytest.mark.row("S0-35")
async def test_who_comes_is_written_to_a_list_that_only_its_owner_can_read(here: Here, database_url: str, tmp_path: Path) -> None:
    arguments = ["export", "paamelding", "--out", str(tmp_path / "ut"), "--database", database_url, "--profile", "standard"]
    nobody = CliRunner().invoke(app, arguments)
    assert (nobody.exit_code, "ikke sendt noen invitasjon" in nobody.output) == (1, True)
    ke, _, ada = await coordinator_in_place(here)
    await coordinator_in_place(here, "2026-0391", "Bo")
    await ke.says("inviter til koordinatortreff 10. desember kl 10")
    await ke.presses("draft_invitation", **FILLED)
    await ke.presses("send_invitation")
    await ada.presses("attend_perhaps")
    assert CliRunner().invoke(app, arguments).exit_code == 0
    (written,) = (tmp_path / "ut").iterdir()
    assert written.stat().st_mode & 0o077 == 0
    assert [[str(cell) for cell in row if cell] for row in load_workbook(written)["Hvem kommer"].iter_rows(values_only=True)] == [
        ["Koordinatortreff 10.12.2026"],
        ["Navn", "E-post", "Svar"],
        ["Ada", "ada@kommune.example", "Kanskje"],
        ["Bo", "bo@kommune.example", "Ikke svart"],
    ]
