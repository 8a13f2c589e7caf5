"""The municipality's directory through Microsoft Graph: who has left, who is in KE, whom an address belongs to, who gets the app."""

from pathlib import Path

import pytest

from bot.local.graph_api import CATALOGUE, KE_GROUP, Refusal
from bot.local.town import Town
from bot.service import MOST_NAMED
from tests.stories.lists import import_rows, person
from tests.stories.opening import NORA
from tests.stories.people import Here, words_of
from tests.stories.steps import NUMBER, ask_unit, coordinator_in_place, open_case

SOUTH = "Hjemmetjenesten sør"
DIRECTORY = pytest.mark.graph(graph_directory=True)
GROUP = pytest.mark.graph(ke_group=KE_GROUP)
INSTALLS = pytest.mark.graph(graph_directory=True, teams_app=CATALOGUE)


@DIRECTORY
async def test_a_coordinator_whose_account_is_closed_has_left_by_the_next_morning(here: Here, town: Town) -> None:
    ke, leader, ada = await coordinator_in_place(here)
    town.local.graph.closed = {ada.id}
    await here.moves_to("2026-11-24 09:00")
    for someone in (ke, leader):
        assert "Ada står ikke lenger som ansatt." in words_of(await someone.newest("har sluttet", verb="report_left"))


@DIRECTORY
@pytest.mark.parametrize("trouble", ["no consent", "no answer"])
async def test_nobody_has_left_while_the_directory_cannot_say_and_the_log_says_why(
    here: Here, town: Town, trouble: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ke, _, ada = await coordinator_in_place(here)
    town.local.graph.closed = {ada.id}
    if trouble == "no consent":
        town.local.graph.granted.discard("User.Read.All")
    else:
        town.local.graph.refusals.append(Refusal(429, retry_after="3600", times=99))
    await here.moves_to("2026-11-24 12:00")
    assert "har sluttet" not in await ke.reads()
    told = capsys.readouterr()
    assert ("User.Read.All" if trouble == "no consent" else "answered 429") in told.out + told.err
    town.local.graph.granted.add("User.Read.All")
    town.local.graph.refusals.clear()
    await here.moves_to("2026-11-25 09:00")
    assert "Ada står ikke lenger som ansatt." in await ke.reads()


@GROUP
async def test_ke_is_who_is_in_the_group_from_the_start_and_from_each_night(here: Here, town: Town) -> None:
    kari, nils, even = await here.person("Kari"), await here.person("Nils"), await here.person("Even")
    assert "ny sak" in await kari.says("hjelp")
    town.local.graph.groups[KE_GROUP] = [kari.id, "inside"]
    town.local.graph.groups["inside"] = [even.id]
    await open_case(kari)
    await here.moves_to("2026-11-24 09:00")
    assert NUMBER in await even.says(f"sak {NUMBER}")
    assert NUMBER not in await nils.says(f"sak {NUMBER}")


@GROUP
@pytest.mark.parametrize("trouble", ["no consent", "no answer", "no group", "nobody in it"])
async def test_nobody_loses_ke_while_the_directory_cannot_say_who_is(here: Here, town: Town, trouble: str) -> None:
    graph, kari = town.local.graph, await here.person("Kari")
    match trouble:
        case "no consent":
            graph.granted.clear()
        case "no answer":
            graph.refusals.append(Refusal(503, retry_after="3600", times=99))
        case "no group":
            graph.groups.clear()
        case "nobody in it":
            graph.groups[KE_GROUP] = []
    await open_case(kari)
    await here.moves_to("2026-11-25 09:00")
    assert NUMBER in await kari.says(f"sak {NUMBER}")


@DIRECTORY
async def test_a_coordinator_nobody_knew_is_known_by_the_name_the_directory_has(here: Here, town: Town) -> None:
    ke, leader = await here.person("Kari"), await here.person(f"Leder, {SOUTH}")
    await open_case(ke)
    await ask_unit(ke, SOUTH)
    refused = await leader.presses("accept", NUMBER, email="ingen@kommune.example", permanent="yes", informed="true", access="false")
    assert "ingen@kommune.example" not in await ke.reads()
    assert "kjenner ikke" in refused or "finner ikke" in refused, refused
    await leader.presses("accept", NUMBER, email="Nora@kommune.example", permanent="yes", informed="true", access="false")
    assert "Nora" in (await ke.reads()).replace("Nora@", "")
    assert not any("filter" in call and "sor" in call for call in town.local.graph.calls), "nobody is asked about who is known"


@DIRECTORY
async def test_a_press_that_names_a_crowd_is_asked_about_for_a_few_of_them(here: Here, town: Town) -> None:
    ke, leader = await here.person("Kari"), await here.person(f"Leder, {SOUTH}")
    await open_case(ke)
    await ask_unit(ke, SOUTH)
    filled = {"email": NORA.email, "permanent": "yes", "informed": "true", "access": "false"}
    crowd = {f"more{number}": f"noen.{number}@kommune.example" for number in range(50)}
    assert "for gammelt" in await leader.presses("accept", NUMBER, **filled, **crowd), "no card of ours asks that"
    assert sum("filter=mail" in call for call in town.local.graph.calls) == MOST_NAMED


@DIRECTORY
async def test_without_an_answer_an_address_is_taken_as_before(here: Here, town: Town) -> None:
    town.local.graph.refusals.append(Refusal(503, retry_after="3600", times=99))
    ke, leader = await here.person("Kari"), await here.person(f"Leder, {SOUTH}")
    await open_case(ke)
    await ask_unit(ke, SOUTH)
    await leader.presses("accept", NUMBER, email=NORA.email, permanent="yes", informed="true", access="false")
    assert NORA.email in await ke.reads()


@INSTALLS
async def test_a_leader_who_never_opened_the_bot_gets_the_request_in_a_chat_of_their_own(here: Here, town: Town, tmp_path: Path) -> None:
    ke, nora = await here.person("Kari"), await here.person("Nora")
    await nora_leads(town, tmp_path, here)
    await open_case(ke)
    await ask_unit(ke, "Skolen")
    assert "Forespørsel om" in words_of(await nora.newest(NUMBER, verb="accept"))
    assert "Ikke nådd i Teams" not in await ke.reads()
    assert await here.mails() == []
    assert NUMBER in await nora.says("mine forespørsler")


@INSTALLS
@pytest.mark.parametrize("trouble", ["no consent", "not in the directory"])
async def test_where_the_app_cannot_be_installed_ke_is_told_and_the_leader_is_mailed(
    here: Here, town: Town, tmp_path: Path, trouble: str
) -> None:
    ke = await here.person("Kari")
    await nora_leads(town, tmp_path, here)
    if trouble == "no consent":
        town.local.graph.granted.discard("TeamsAppInstallation.ReadWriteSelfForUser.All")
    else:
        town.local.graph.gone = {NORA.id}
    await open_case(ke)
    await ask_unit(ke, "Skolen")
    assert "Jeg når ikke Nora i Teams" in await ke.reads()
    assert [mail["to"] for mail in await here.mails()] == [[NORA.email]]


@INSTALLS
async def test_the_app_is_not_given_back_to_somebody_who_took_it_away(here: Here, town: Town) -> None:
    ke, leader = await here.person("Kari"), await here.person(f"Leder, {SOUTH}")
    await here.post(f"/local/people/{leader.id}/block", blocked=True)
    await open_case(ke)
    await ask_unit(ke, SOUTH)
    await open_case(ke, "2026-0418")
    await ask_unit(ke, SOUTH, "2026-0418")
    assert leader.name in await ke.reads()
    assert town.local.graph.installed == set()


async def nora_leads(town: Town, folder: Path, here: Here) -> None:
    """The list has a school that Nora leads."""
    columns = ("Virksomhet", "Leder", "Leder e-post")
    import_rows(town, folder, columns, ("Skolen", *person("Nora", "nora")))
    await here.passes(minutes=1)
