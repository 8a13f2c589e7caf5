"""A browser window on the demo's page, and the people in it: they write, press, choose and read as a person does, by words alone."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from aiohttp import web
from playwright.async_api import Locator, Page, async_playwright, expect

from bot.casework.deadlines import OSLO
from bot.local.clock import StillClock
from bot.local.demo import address_of, open_port
from bot.local.town import Town

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO)
QUIET = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
)  # fmt: skip
PATIENCE_MS = 60_000
"""A machine with little to spare is slow, not wrong."""
TELL_OF_VIOLATIONS = "addEventListener('securitypolicyviolation', (event) => console.error(`CSP: ${event.violatedDirective}`))"
TOO_WIDE = """() => [...document.querySelectorAll("html, .chats, .scroller, .bubble, .ac-adaptiveCard")]
    .filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => `${box.className}: ${box.innerText.slice(0, 80)}`)"""

expect.set_options(timeout=PATIENCE_MS)


@asynccontextmanager
async def open_town(folder: Path) -> AsyncIterator[str]:
    """The whole demo on Monday 23 November 2026, 09.00 in Oslo, with a clock that only the page moves; gives its address."""
    door = open_port(0)
    async with Town(door, folder, under=StillClock(MONDAY)) as town:
        runner = web.AppRunner(town.web_app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.SockSite(runner, door).start()
        await town.local.install_bot(town.app)
        yield address_of(door)
        await runner.cleanup()


@dataclass(frozen=True)
class Window:
    """The page in a browser, and everything the browser complained of."""

    page: Page
    trouble: list[str] = field(default_factory=list)

    def person(self, name: str) -> "Person":
        """The chat of the person with this name, which must be on the page."""
        return Person(self.page.get_by_role("region", name=name, exact=True))

    async def shows(self, *names: str) -> None:
        """Have exactly these people's chats side by side."""
        rail = self.page.get_by_role("navigation", name="Hvem du ser")
        for button in await rail.get_by_role("button").all():
            pressed = await button.get_attribute("aria-pressed") == "true"
            if pressed != any([name in await button.inner_text() for name in names]):
                await button.click()

    async def turns_to(self, name: str) -> "Person":
        """On a phone: choose whose chat is seen."""
        switcher = self.page.get_by_role("combobox", name="Chatten til")
        option = switcher.get_by_role("option", name=re.compile(rf"^{re.escape(name)}( \(nytt\))?$"))
        await switcher.select_option(await option.get_attribute("value"))
        return self.person(name)

    async def moves(self, button: str, until: str) -> None:
        """Press one of the clock's buttons, and wait until it shows a moment."""
        await self.page.get_by_role("button", name=button).click()
        await expect(self.page.get_by_label("Klokka i demoen").get_by_role("time")).to_have_text(until)
        await self.is_idle()

    async def is_idle(self) -> None:
        """Nothing pressed is still under way."""
        await expect(self.page.locator("[aria-busy=true]")).to_have_count(0)

    async def is_in_order(self) -> None:
        """Nothing stands outside its box, and the browser has had nothing to complain of."""
        assert await self.page.evaluate(TOO_WIDE) == []
        assert self.trouble == []


@dataclass(frozen=True)
class Person:
    """One person's chat on the page."""

    chat: Locator

    async def says(self, text: str) -> None:
        field = self.chat.get_by_role("textbox", name="Skriv til boten")
        await field.fill(text)
        await field.press("Enter")
        await expect(field).to_have_value("")

    def card(self, words: str) -> "Card":
        """The newest message from the bot with these words."""
        return Card(self.chat.get_by_role("listitem").filter(has_text="Koordinatorbot").filter(has_text=words).last)


@dataclass(frozen=True)
class Card:
    """A message from the bot."""

    box: Locator

    async def presses(self, title: str) -> None:
        await self.box.get_by_role("button", name=title, exact=True).click()

    async def chooses(self, title: str) -> None:
        await self.box.get_by_role("radio", name=title).check()

    async def ticks(self, title: str) -> None:
        await self.box.get_by_role("checkbox", name=title).check()

    async def fills(self, label: str, text: str) -> None:
        await self.box.get_by_label(label).fill(text)

    async def finds(self, label: str, text: str) -> None:
        """Type in a field that searches, and take what it found."""
        field = self.box.get_by_role("combobox", name=label)
        await field.fill(text)
        await field.press("Tab")

    async def reads(self, *words: str) -> None:
        """All of this stands on it, now or in a moment."""
        for each in words:
            await expect(self.box).to_contain_text(each)


@asynccontextmanager
async def open_window(
    address: str, chromium: str, *, width: int = 1400, height: int = 900, dark: bool = False, scale: float = 1
) -> AsyncIterator[Window]:
    """A window of a new browser on the page at an address."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        page = await browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            device_scale_factor=scale,
            locale="nb-NO",
            reduced_motion="reduce",
        )
        page.set_default_timeout(PATIENCE_MS)
        window = Window(page)
        page.on("console", lambda message: window.trouble.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: window.trouble.append(str(error)))
        await page.add_init_script(TELL_OF_VIOLATIONS)
        await page.goto(address)
        yield window
        await browser.close()
