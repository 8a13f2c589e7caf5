"""KE takes a file from the chat, where the municipality allows it: Teams asks where it may lie, and the bot puts it there."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from openpyxl import load_workbook

from bot.local.town import Town
from tests.stories.opening import open_town, write_profile
from tests.stories.people import Here, Someone, actions_of
from tests.stories.steps import NUMBER, coordinator_in_place, open_case
from tests.stories.test_who_has_seen import lines

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
ALLOWED = "exports: {by_file_consent: true}"
pytestmark = pytest.mark.own_profile(ALLOWED)


def question_in(chat: list[dict[str, Any]]) -> dict[str, Any]:
    """The newest message in which Teams asks about a file."""
    return next(each for each in reversed(chat) if any(a["contentType"] == CONSENT for a in each["attachments"]))


async def answer(person: Someone, question: dict[str, Any], *, accept: bool = True) -> tuple[int, bytes]:
    url = f"{person.here.address}/local/people/{person.id}/files"
    async with person.here.session.post(url, json={"activityId": question["id"], "accept": accept}) as response:
        return response.status, await response.read()


async def get_file(person: Someone, *, accept: bool = True) -> tuple[int, bytes]:
    """Say yes or no to the newest question about a file."""
    return await answer(person, question_in(await person.from_bot()), accept=accept)


@pytest.mark.row("S0-23")
async def test_ke_asks_for_the_register_says_yes_and_has_it_in_onedrive(here: Here) -> None:
    ke, *_ = await coordinator_in_place(here)
    await ke.says("send meg w-lista")
    (asked,) = question_in(await ke.from_bot())["attachments"]
    assert asked["name"] == "koordinering-2026-11-23.xlsx"
    assert "Løpenummer er personopplysning" in asked["content"]["description"]
    status, content = await get_file(ke)
    assert status == 200
    assert abs(len(content) - asked["content"]["sizeInBytes"]) < 500, "a workbook holds the moment it was made"
    assert NUMBER in [row[0] for row in load_workbook(io.BytesIO(content))["Åpne saker"].iter_rows(values_only=True)]
    assert "Filen ligger i OneDrive hos deg" in await ke.reads()
    *_, info = await ke.from_bot()
    (opens,) = info["attachments"]
    assert (opens["contentType"], opens["name"], opens["content"]["fileType"]) == (INFO, "koordinering-2026-11-23.xlsx", "xlsx")
    async with here.session.get(opens["contentUrl"]) as opened:
        assert await opened.read() == content


@pytest.mark.row("S4-33")
async def test_the_year_s_statistics_and_a_case_s_file_come_by_a_button(here: Here) -> None:
    ke, *_ = await coordinator_in_place(here)
    await ke.says("statistikk for i år")
    await ke.presses("get_file")
    _, content = await get_file(ke)
    assert [row[0] for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)][:2] == ["2026", "Alle"]
    await ke.says("gi meg tekstene til sak 417")
    await ke.presses("get_file", "Hent saksmappen som fil")
    _, content = await get_file(ke)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        record, document = sorted(archive.namelist(), reverse=True)
        assert json.loads(archive.read(record))["case"]["number"] == NUMBER
        assert NUMBER in archive.read(document).decode()
    assert NUMBER not in question_name(await ke.from_bot()), "Teams shows a file's name in its lists"


def question_name(chat: list[dict[str, Any]]) -> str:
    return str(next(a["name"] for each in reversed(chat) for a in each["attachments"] if a["contentType"] == INFO))


async def test_whoever_takes_a_file_has_seen_what_it_holds(here: Here, town: Town, tmp_path: Path) -> None:
    ke, *_ = await coordinator_in_place(here)
    await ke.says("send meg w-lista")
    await get_file(ke)
    await ke.says("gi meg tekstene til sak 417")
    await ke.presses("get_file", "Hent saksmappen som fil")
    await get_file(ke, accept=False)
    taken = [line for line in lines(town, tmp_path) if "_file" in line["opplysninger"]]
    assert [(line["sak"], line["rolle"], line["opplysninger"]) for line in taken] == [("", "ke", '{"what": "register_file"}')]


async def test_a_no_keeps_nothing_and_the_question_is_gone(here: Here) -> None:
    ke = await here.person("Kari")
    await ke.says("send meg w-lista")
    question = question_in(await ke.from_bot())
    assert (await answer(ke, question, accept=False))[0] == 200
    assert "Du sa nei. Ingenting er lagret." in await ke.reads()
    assert (await answer(ke, question))[0] == 404, "Teams shows no question any more"


@pytest.mark.parametrize("status", [302, 403, 404, 500])
async def test_a_file_that_onedrive_does_not_take_is_told_and_can_be_asked_for_again(here: Here, town: Town, status: int) -> None:
    ke = await here.person("Kari")
    await ke.says("send meg w-lista")
    town.local.files.faults.append(status)
    assert (await get_file(ke))[0] == 409
    assert "Be om den på nytt" in await ke.reads()
    await ke.says("send meg w-lista")
    assert (await get_file(ke))[0] == 200


async def test_a_yes_that_comes_twice_gives_one_file(here: Here, town: Town) -> None:
    ke = await here.person("Kari")
    await ke.says("send meg w-lista")
    await get_file(ke)
    before, place = await ke.chat(), town.local.files.make_place()
    await town.local.teams.deliver(town.local.teams.deliveries[-1])
    question = town.local.chats.find(question_id(before))
    assert question
    consent = {"contentType": CONSENT, "name": "koordinering.xlsx", "content": {"acceptContext": {}}}
    asked_again = type(question)(question.id, ke.id, 1, "bot", {"attachments": [consent]}, question.at)
    await town.local.teams.answer_file(person_of(town, ke), asked_again, place)
    await town.app.settle()
    assert town.local.files.find(place[0]) is None
    assert await ke.chat() == before


def question_id(chat: list[dict[str, Any]]) -> str:
    """The message that was the question, and is now told of as saved."""
    return str(next(each["id"] for each in chat if "Filen er lagret" in json.dumps(each, ensure_ascii=False)))


def person_of(town: Town, someone: Someone) -> Any:
    return next(person for person in town.local.people if person.id == someone.id)


async def test_nobody_but_ke_gets_a_file_by_asking_by_a_forged_button_or_by_another_s_question(here: Here, town: Town) -> None:
    ke, leader, _ = await coordinator_in_place(here)
    await ke.says("statistikk")
    assert "Dette kan bare" in await leader.says("send meg w-lista")
    card = await leader.newest(verb="replace")
    for id in ("register", "statistics.2026", "case.1", "case.999"):
        forged = actions_of(card)[0] | {"verb": "get_file", "data": {"verb": "get_file", "id": id}}
        before = await leader.counts()
        await here.post(f"/local/people/{leader.id}/actions", activityId=card["id"], action=forged, inputs={})
        assert "Dette kan bare" in (await leader.reads()).split("----")[-1]
        assert await leader.counts() == before + 1
    await ke.says("send meg w-lista")
    question = town.local.chats.find(question_in(await ke.from_bot())["id"])
    assert question
    place = town.local.files.make_place()
    await town.local.teams.answer_file(person_of(town, leader), question, place)
    await town.app.settle()
    assert town.local.files.find(place[0]) is None
    assert (await get_file(ke))[0] == 200, "the question is still KE's"


async def test_a_file_never_goes_to_a_host_that_is_not_onedrive(here: Here, town: Town) -> None:
    ke = await here.person("Kari")
    await ke.says("send meg w-lista")
    question = town.local.chats.find(question_in(await ke.from_bot())["id"])
    place, url = town.local.files.make_place()
    assert question
    await town.local.teams.answer_file(person_of(town, ke), question, (place, url.replace("127.0.0.1", "localhost")))
    await town.app.settle()
    assert town.local.files.find(place) is None
    assert "Be om den på nytt" in await ke.reads()


async def test_a_profile_that_stopped_allowing_it_gives_no_file_to_an_old_question(database_url: str, tmp_path: Path) -> None:
    async with open_town(tmp_path, database_url, write_profile(tmp_path, ALLOWED)) as town, aiohttp.ClientSession() as session:
        here = Here(session, town.address)
        ke = await here.person("Kari")
        await open_case(ke)
        await ke.says("send meg w-lista")
        question = question_in(await ke.from_bot())
        port = int(town.address.rpartition(":")[2])
    profile = write_profile(tmp_path, ALLOWED.replace("true", "false"))
    async with open_town(tmp_path, database_url, profile, port=port) as town, aiohttp.ClientSession() as session:
        ke = await Here(session, town.address).person("Kari")
        assert (await answer(ke, question))[0] == 409
        assert "Her kan filer ikke hentes i chatten" in await ke.reads()
        assert "koordinatorbot export register" in await ke.says("send meg w-lista")
