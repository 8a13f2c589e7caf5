"""An order, a proposal and a direct appointment, each from first message to last, in the municipality that has them."""

import pytest

from tests.stories.people import Here, raw
from tests.stories.steps import NUMBER, ask_unit, open_case

SOUTH = "Hjemmetjenesten sør"


@pytest.mark.row("S1-14")
@pytest.mark.profile("retningslinje")
async def test_after_a_no_ke_orders_the_unit_with_most_services(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person(f"Leder, {SOUTH}")
    await open_case(ke)
    unit = await ke.choice("other_unit", SOUTH, NUMBER)
    assert "Svarfrist" not in await ke.reads(), "this municipality sets none"
    await ke.presses("send_request", NUMBER, other_unit=unit, way="request")
    await leader.presses("decline", NUMBER, reason="no_capacity")
    await ke.presses("show_units", "Svart: nei")
    refused = await ke.presses("send_request", NUMBER, other_unit=unit, way="order")
    assert "flest tjenester" in refused
    assert "Sendt" in await ke.presses("send_request", NUMBER, other_unit=unit, way="order", most_services="true")
    order = await leader.newest("Pålegg om koordinator")
    assert "har pålagt Hjemmetjenesten sør" in await leader.reads()
    assert "decline" not in str(order)
    await leader.presses("call_me", "Pålegg om koordinator")
    assert "Vil bli ringt" in await ke.reads()
    person = await leader.choice("person", "Ada", "Pålegg om koordinator")
    assert "Svart: ja" in await leader.presses("accept", "Pålegg om koordinator", person=person, permanent="yes", informed="true")
    await here.passes(days=100)
    assert "Svarfristen er ute" not in await ke.reads()


@pytest.mark.row("S4-11")
@pytest.mark.profile("aalesund")
async def test_a_unit_proposes_ke_says_no_thank_you_and_appoints_the_next_one(here: Here) -> None:
    ke, leader, ada = await here.person("Kari"), await here.person(f"Leder, {SOUTH}"), await here.person("Ada")
    await ke.says("ny sak")
    assert "Dato for meldingen" in raw(await ke.newest("Ny sak"))
    await open_case(ke)
    assert "Sendt" in await ke.presses("send_request", NUMBER, other_unit=await ke.choice("other_unit", SOUTH, NUMBER))
    assert "ber deg foreslå en koordinator" in await leader.reads()
    bo, wished = await leader.choice("person", "Bo", NUMBER), {"permanent": "yes", "wish": "yes"}
    assert "Forslaget er sendt" in await leader.presses("accept", NUMBER, person=bo, **wished)
    assert "Forslag til koordinator" in await ke.reads()
    await leader.presses("take_back", "Forslaget er sendt")
    await leader.presses("accept", NUMBER, person=await leader.choice("person", "Ada", NUMBER), **wished)
    answered = await ke.presses("take_offer", "Forslag til koordinator")
    assert "har oppnevnt" in answered
    assert "Koordinator er Ada" in await leader.reads()
    assert "Oppgaver etter oppnevning" in await ke.reads()
    assert NUMBER not in await ada.reads(), "not before the leader has told them"
    await leader.presses("tick_informed", NUMBER)
    await ke.presses("welcome", NUMBER)
    assert "Du er oppnevnt som koordinator" in await ada.reads()


@pytest.mark.row("S3-01", "S3-02", "S3-05")
@pytest.mark.profile("heroy")
async def test_heroy_appoints_directly_in_nynorsk(here: Here) -> None:
    ke, leader, ada = await here.person("Kari"), await here.person(f"Leder, {SOUTH}"), await here.person("Ada")
    await open_case(ke)
    assert "Kven blir koordinator?" in await ke.reads()
    inputs = {"other_unit": await ke.choice("other_unit", SOUTH, NUMBER), "person": await ke.choice("person", "Ada", NUMBER)}
    assert "Oppnemnd" in await ke.presses("appoint", NUMBER, permanent="yes", informed="true", **inputs)
    assert "Du er oppnemnd som koordinator" in await ada.reads()
    assert "KE har oppnemnt ein koordinator" in await leader.reads()
    duties = await ke.newest("Oppgåver etter oppnemning")
    assert "Visma Flyt Samspill" in str(duties)
    assert NUMBER in await ada.says("sakene mine")


@pytest.mark.row("S4-11")
@pytest.mark.profile("aalesund")
async def test_ke_reminds_of_requests_that_have_no_deadline(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person(f"Leder, {SOUTH}")
    for number in (NUMBER, "2026-0391"):
        await open_case(ke, number)
        await ask_unit(ke, SOUTH, number)
    await ke.says("minn om 417")
    await ke.presses("remind", NUMBER)
    await here.moves_to("2026-11-24 12:00")
    assert "Påminnelse: en forespørsel venter på svar" in await leader.reads()
    await here.moves_to("2026-11-24 18:00")
    for number in (NUMBER, "2026-0391"):
        await ke.says(f"minn om {number}")
        await ke.presses("remind", number)
    await here.moves_to("2026-11-25 12:00")
    assert "Sak 2026-0391. Venter på svar." in await leader.reads()
