"""The page as a browser gets it and a person uses it."""

import asyncio
import os
import signal
import socket
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp import web
from playwright.async_api import async_playwright
from rich.console import Console

from bot.local import page
from bot.local.demo import PortTaken, address_of, open_port, serve
from bot.local.people import DEFAULT_CAST
from bot.local.server import LocalTeams
from tests.skipping import need_chromium, need_packages

LEADER = DEFAULT_CAST[2]
CARD = "application/vnd.microsoft.card.adaptive"


def picker() -> dict:
    search = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
    who = {
        "type": "Input.ChoiceSet",
        "id": "who",
        "label": "Hvem?",
        "isRequired": True,
        "errorMessage": "Velg en person.",
        "choices.data": search,
    }
    send = {"type": "Action.Execute", "title": "Send svaret", "verb": "yes", "data": {"id": "17"}}
    inner = {"type": "AdaptiveCard", "body": [who, {"type": "ActionSet", "actions": [send]}]}
    show = {"type": "ActionSet", "actions": [{"type": "Action.ShowCard", "title": "Ja, vi finner", "card": inner}]}
    return {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Forespørsel"}, show]}


async def fetch(scene, path: str) -> tuple[int, str, str]:
    async with scene.session.get(scene.url + path) as response:
        return response.status, response.headers.get("Content-Security-Policy", ""), await response.text()


async def test_everything_the_page_needs_comes_from_this_machine(scene):
    need_packages()
    status, policy, html = await fetch(scene, "/")
    assert (status, "default-src 'none'" in policy, 'lang="nb"' in html) == (200, True, True)
    for name in ("page.css", "cards.css", "page.js", "chat.js", "codeblock.js", "adaptivecards.js", "markdown-it.js"):
        status, policy, text = await fetch(scene, f"/page/{name}")
        assert (status, "script-src 'self'" in policy, bool(text)) == (200, True, True)


@pytest.mark.parametrize("name", ["package.json", ".npmrc", "..%2fapi.py", "nothing.js"])
async def test_only_the_page_s_own_files_are_shown(scene, name):
    assert (await fetch(scene, f"/page/{name}"))[0] == 404


async def test_the_page_says_what_to_run_when_its_packages_are_missing(scene, monkeypatch):
    monkeypatch.setitem(page.PACKAGES, "adaptivecards.js", page.WEB / "nothing.js")
    status, _, text = await fetch(scene, "/")
    assert (status, "npm ci --prefix bot/local/web" in text) == (503, True)


async def test_a_leader_answers_a_card_and_writes_a_line(scene):
    need_packages()
    chromium = need_chromium()
    receipt = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Svart: ja"}]}

    async def redraw(_):
        return {"statusCode": 200, "type": CARD, "value": receipt}

    scene.bot.redraw = redraw
    scene.bot.deadline = datetime(2026, 12, 7, 7, 0, tzinfo=UTC)
    trouble = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = await browser.new_page(viewport={"width": 1400, "height": 900})
        tab.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: trouble.append(str(error)))
        await tab.goto(scene.url)
        chat = tab.get_by_role("region", name=LEADER.name, exact=True)
        await chat.wait_for()
        await scene.show(picker(), person=2)
        await chat.get_by_role("button", name="Ja, vi finner").click()
        await chat.get_by_role("button", name="Send svaret").click()
        await chat.get_by_text("Velg en person.").wait_for()
        await chat.get_by_role("combobox", name="Hvem?").fill("Cille")
        await chat.get_by_role("button", name="Send svaret").click()
        await chat.get_by_text("Svart: ja").wait_for()
        await chat.get_by_role("textbox", name="Skriv til boten").fill("hei")
        await chat.get_by_role("textbox", name="Skriv til boten").press("Enter")
        await chat.get_by_text("Du skrev: hei").wait_for()
        await tab.get_by_role("button", name="til neste frist").click()
        await tab.get_by_text("mandag 7. desember 2026 kl. 08.00", exact=True).wait_for()
        await browser.close()
    assert scene.bot.heard[-2]["value"]["action"]["data"] == {"id": "17", "who": DEFAULT_CAST[8].id}
    assert trouble == []


def test_a_taken_port_is_said_in_plain_words():
    door = open_port(0)
    with pytest.raises(PortTaken, match=f"Port {door.getsockname()[1]} er opptatt"):
        open_port(door.getsockname()[1])
    door.close()


class QuietBot:
    async def settle(self) -> None:
        return

    async def next_due(self) -> None:
        return None

    async def next_deadline(self) -> None:
        return None


async def test_the_demo_prints_its_address_and_stops_at_once_on_ctrl_c_also_with_a_page_open(tmp_path):
    async def accept(_: web.Request) -> web.Response:
        return web.Response()

    door = open_port(0)
    url = address_of(door)
    console = Console(record=True, quiet=False, file=open(os.devnull, "w"))  # noqa: SIM115, ASYNC230
    async with LocalTeams(app_id="x", base_url=url, chats_path=tmp_path / "chats.db") as local, aiohttp.ClientSession() as session:
        app = web.Application()
        app.router.add_post("/api/messages", accept)
        local.attach(app, QuietBot())
        running = asyncio.create_task(serve(app, local, QuietBot(), door, console, browse=False))
        async with session.get(f"{url}/local/events") as events:
            await events.content.readuntil(b"\n\n")
            while "klart" not in console.export_text(clear=False):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.wait_for(running, 1)
        assert f"{url}/" in console.export_text(clear=False)
    console.file.close()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(url.rsplit(":", 1)[1]))) != 0
