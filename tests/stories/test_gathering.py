"""The yearly gathering: KE writes it, sees how many get it and sends it; coordinators answer and are reminded once."""

import pytest

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
