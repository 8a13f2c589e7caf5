"""The yearly round, from the day it opens until KE closes it, by the front door."""

import pytest

from tests.stories.people import Here, Someone, elements_of, words_of
from tests.stories.steps import coordinator_in_place

A, B = "2026-0417", "2026-0391"


async def ids(someone: Someone, number: str) -> list[str]:
    """The inputs of one case on the newest form of the round: coordination meetings, cooperation meetings, plan."""
    form = await someone.newest(verb="answer_round")
    return [element["id"] for element in elements_of(form) if str(element.get("label", "")).startswith(number)]


@pytest.mark.row("S4-34")
@pytest.mark.profile("aalesund")
async def test_each_coordinator_counts_once_the_leader_confirms_and_ke_sees_how_it_goes(here: Here) -> None:
    ke, leader, ada = await coordinator_in_place(here, A)
    await coordinator_in_place(here, B)
    for told in ("samarbeidsmøte holdt 20. november i 417", "samarbeidsmøte holdt 3. desember 2025 i 417", "ja til plan i 417"):
        await ada.says(told)
    assert "Det er ingen årlig rapport å svare på nå" in await ada.says("årsrapport")
    assert "Start årets runde" in await ke.says("kva er status for årsrapporten")
    await ke.presses("start_round")

    form = await ada.newest("Årlig rapport 2026", verb="answer_round")
    assert (await ada.reads()).count("Hvor mange møter er holdt i 2026?") == 1, "one card about both cases"
    values = {element["id"]: element.get("value") for element in elements_of(form) if element.get("id")}
    own, others = await ids(ada, A), await ids(ada, B)
    assert [values[name] for name in own] == ["0", "1", "yes"], "what was reported this year, by anybody"
    assert "Svart: 0 av 2" in words_of(await ke.newest("Årlig rapport 2026"))

    second = dict(zip(others, ("0", "4", "no"), strict=True))
    assert "Bruk tall fra 0 til 99" in await ada.presses("answer_round", **dict(zip(own, ("mange", "1", "yes"), strict=True)), **second)
    given = dict(zip(own, ("2", "1", "yes"), strict=True)) | second
    assert "2 koordineringsmøter, 1 samarbeidsmøte, IP: ja" in await ada.presses("answer_round", on=form, **given)
    assert "Takk, tallene er sendt" in await ada.presses("answer_round", on=form, **given), "two presses are one"

    card = await leader.newest("Årlig rapport 2026, Hjemmetjenesten sør")
    assert "Ada: 2 koordineringsmøter" in words_of(card)
    assert "Alle svarene er bekreftet" in await leader.presses("confirm_round", on=card)
    assert "Bekreftet: 2" in words_of(await ke.newest("Bekreftet:"))
    await here.passes(minutes=5)
    await ada.presses("turn_round")
    await ada.presses("answer_round", **dict(zip(own, ("3", "1", "yes"), strict=True)))
    assert "2 av 2 svart, 1 bekreftet" in words_of(await ke.newest("Bekreftet:")), "a correction waits to be confirmed"

    before = await ada.counts()
    await here.moves_to("2026-11-25 09:00")
    reminded = [each for each in await leader.from_bot() if "Årlig rapport 2026" in words_of(each)]
    assert len(reminded) == 2, "something waits for the leader; the day before it was the overview that reminded"
    assert not any("rapport" in words_of(each) for each in (await ada.from_bot())[before:]), "who has answered is left alone"

    assert "Runden er lukket" in await ke.presses("close_round")
    assert "Runden er lukket" in words_of(await ada.newest("Årlig rapport 2026"))
    await leader.presses("confirm_round", on=card)
    assert "2 av 2 svart, 1 bekreftet" in words_of(await ke.newest("Bekreftet:"))
    await ke.presses("reopen_round")
    await leader.presses("confirm_round", on=card)
    assert "2 av 2 svart, 1 bekreftet" in words_of(await ke.newest("Bekreftet:")), "what the old card did not show is not confirmed"
    await leader.presses("confirm_round")
    assert "2 av 2 svart, 2 bekreftet" in words_of(await ke.newest("Bekreftet:"))
