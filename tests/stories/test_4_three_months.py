"""Story 4: the three months from the decision."""

from datetime import datetime

import pytest

from bot.casework.deadlines import OSLO
from tests.stories.people import Here, words_of
from tests.stories.steps import NUMBER, ask_unit, open_case, say_yes


@pytest.mark.row("S0-04")
async def test_ke_is_warned_and_then_told_on_the_day(here: Here) -> None:
    ke = await here.person("Kari")
    await open_case(ke, decided="2026-10-15")
    before = await ke.counts()
    await here.moves_to("2027-01-15 23:00")
    said = [
        (datetime.fromisoformat(activity["timestamp"]).astimezone(OSLO), words_of(activity))
        for activity in (await ke.from_bot())[before:]
        if NUMBER in words_of(activity)
    ]
    days = {f"{at:%d.%m}" for at, _ in said}
    assert {"16.12", "04.01", "08.01", "14.01", "15.01"} <= days, days
    assert "3-månedersfristen er i dag" in said[-1][1]
    assert "fredag 15. januar" in said[-2][1]


@pytest.mark.row("S0-25", "S0-26")
async def test_the_day_gives_letter_journal_and_deviation_as_duties(here: Here) -> None:
    ke = await here.person("Kari")
    await open_case(ke, decided="2026-08-24")
    await here.moves_to("2026-11-24 08:00")
    card = await ke.newest("3-månedersfristen er i dag", verb="tick")
    assert NUMBER in words_of(card)
    await ke.presses("tick", on=card, duties="more_time_letter,more_time_journal")
    assert "Angre siste" in await ke.presses("tick", on=card, duties="deviation_appoint")
    assert "9001" in await ke.presses("deviation_number", reference="9001")
    assert "Kryss av" in await ke.presses("undo_tick", "9001")
    assert "mer tid" in await ke.says("brev 417")


async def test_a_date_that_falls_on_a_weekend_is_told_on_the_next_working_day(here: Here) -> None:
    ke = await here.person("Kari")
    await open_case(ke, decided="2026-08-28")
    await here.moves_to("2026-11-28 23:00")
    assert "3 måneder har gått" not in await ke.reads()
    await here.moves_to("2026-11-30 08:00")
    assert "3 måneder har gått" in await ke.reads()


async def test_a_name_on_the_last_day_is_in_time(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke, decided="2026-08-24")
    await ask_unit(ke, "Hjemmetjenesten sør")
    await here.moves_to("2026-11-24 08:00")
    alert = await ke.newest("3-månedersfristen er i dag", verb="tick")
    await say_yes(leader, "Ada")
    now = next(activity for activity in await ke.from_bot() if activity["id"] == alert["id"])
    assert "Koordinator på plass" in words_of(now)
    assert "Sendt brev om mer tid" not in words_of(now)
    await leader.presses("take_back")
    again = next(activity for activity in await ke.from_bot() if activity["id"] == alert["id"])
    assert "Sendt brev om mer tid" in words_of(again), "the name was taken back, and the day is not over"
    await here.moves_to("2026-11-25 09:00")
    await say_yes(leader, "Ada")
    assert "Sendt brev om mer tid" in await ke.says("sak 417"), "a day late"
