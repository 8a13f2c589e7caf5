"""Story 1 in Microsoft's own pages, with a mouse and a keyboard: every kind of card is drawn, filled in and pressed there.

With KOORDINATORBOT_PICTURES set to a folder, each card is kept there as a picture.
"""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.local.playground import Playground
from bot.local.playground_town import PlaygroundTown
from tests.playground.conftest import HandClock
from tests.skipping import need_chromium

PICTURES = os.environ.get("KOORDINATORBOT_PICTURES")


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=need_chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield opened
        await opened.close()


@dataclass
class Window:
    """One person's page."""

    page: Page

    @classmethod
    async def open(cls, browser: Browser, playground: Playground) -> "Window":
        page = await browser.new_page(viewport={"width": 1300, "height": 1500}, locale="nb-NO")
        page.set_default_timeout(60_000)
        await page.route(lambda url: "127.0.0.1" not in url, lambda route: route.abort())  # its fonts lie on a server of Microsoft's
        await page.goto(playground.url)
        return cls(page)

    async def says(self, text: str) -> None:
        box = self.page.locator("[role=textbox][contenteditable=true]")
        await box.click()
        await self.page.keyboard.type(text)
        await self.page.keyboard.press("Enter")

    async def card(self, heading: str, keep: str = "") -> Locator:
        """The newest card with this heading, once it is drawn."""
        title = self.page.get_by_role("heading", name=heading, exact=True)
        found = self.page.locator(".ac-preview-panel").filter(has=title).last
        await found.wait_for()
        await self.picture(found, keep)
        return found

    async def picture(self, card: Locator, name: str) -> None:
        if PICTURES and name:
            await self.page.mouse.move(0, 0)
            await card.screenshot(path=Path(PICTURES) / f"{name}.png", animations="disabled")


async def press(card: Locator, name: str) -> None:
    await card.get_by_role("button", name=name, exact=True).last.click()


async def test_story_1_by_hand(town: PlaygroundTown, clock: HandClock, browser: Browser) -> None:
    ke, leader, ada = [await Window.open(browser, playground) for playground in town.playgrounds]
    await ke.card("Dette kan jeg hjelpe med", "hjelp-ke")
    await leader.card("Dette kan jeg hjelpe med", "hjelp-leder")
    await ada.card("Dette kan jeg hjelpe med")

    await ke.says("ny sak 2026-0417 vedtak 20.11.2026")
    await press(await ke.card("Ny sak", "ny-sak"), "Velg virksomhet")
    choosing = await ke.card("Hvem skal få forespørselen?", "velg-virksomhet")
    await choosing.get_by_role("radio", name="Hjemmetjenesten sør").check()
    await press(choosing, "Send forespørsel")
    await ke.card("Sendt", "forespoersel-sendt")

    request = await leader.card("Forespørsel om koordinator", "forespoersel")
    await press(request, "Ja, vi finner koordinator")
    await request.get_by_role("radio", name="Ja", exact=True).check()
    await request.get_by_label("Eller skriv e-postadressen (valgfritt)").fill("ada@kommune.example")  # its people picker finds nobody
    await request.get_by_role("checkbox", name="Jeg har informert koordinatoren").check()
    await leader.picture(request, "svar-ja")
    await press(request, "Send svaret")
    await leader.card("Svart: ja", "kvittering")

    duties = await ke.card("Oppgaver etter oppnevning", "oppgaver")
    await press(duties, "Send velkomst")
    await ada.card("Du er oppnevnt som koordinator", "velkomst")

    clock.at += timedelta(hours=23)
    await town.app.settle()
    await ke.card("Oversikt tirsdag 24. november", "dagens-oversikt")
    await press(await ke.card("Oppgaver etter oppnevning"), "Vis tekster")
    await ke.card("Tekster å kopiere", "tekster")
    await ke.says("sak 417")
    await ke.card("Koordinator på plass, Hjemmetjenesten sør", "sak")
