"""Makes the pictures in docs/bilder/ anew, from the demo itself: python -m tests.browser.pictures."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.browser.steps import COORDINATOR, KE, LEADER, ask_south, say_yes
from tests.browser.window import Card, Window, open_town, open_window
from tests.skipping import need_chromium, need_packages

PICTURES = Path(__file__).parents[2] / "docs" / "bilder"


@asynccontextmanager
async def begin(*, width: int = 1400, height: int = 900, dark: bool = False, scale: float = 1) -> AsyncIterator[Window]:
    """A town of its own for each picture, and a window on it."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            open_town(Path(folder)) as address,
            open_window(address, need_chromium(), width=width, height=height, dark=dark, scale=scale) as window,
        ):
            yield window


async def keep(name: str, window: Window, card: Card | None = None) -> None:
    """Save the window, or one card of it, with nothing pointed at."""
    await window.is_idle()
    await window.is_in_order()
    await window.page.mouse.move(0, 0)
    path = PICTURES / f"{name}.png"
    await (card.box.locator(".bubble") if card else window.page).screenshot(path=path, animations="disabled", caret="hide")


async def appoint(window: Window) -> Card:
    """Ada is named by the leader and welcomed by KE, who has ticked off two duties; gives the card of duties."""
    ke = window.person(KE)
    await ask_south(ke)
    await say_yes(window.person(LEADER))
    duties = ke.card("Oppgaver etter oppnevning")
    await duties.ticks("Ringt brukeren eller pårørende")
    await duties.ticks("Skrevet journalnotat")
    await duties.presses("Lagre")
    await duties.reads("2 av 8 er gjort.")
    await duties.presses("Send velkomst")
    await duties.reads("Velkomsten ble sendt")
    return duties


async def show_demo() -> None:
    """KE, leader and coordinator side by side in the middle of the story."""
    async with begin() as window:
        await window.shows(KE, LEADER, COORDINATOR)
        await appoint(window)
        await keep("demo", window)


async def show_phone() -> None:
    """The leader's request on a phone."""
    async with begin(width=360, height=740, scale=2) as window:
        await ask_south(await window.turns_to(KE))
        leader = await window.turns_to(LEADER)
        await leader.card("Forespørsel om koordinator").reads("Svar innen mandag 7. desember.")
        await window.page.get_by_text("Neste frist: torsdag 26. november").wait_for()
        await keep("telefon", window)


async def show_duties() -> None:
    """KE's duties after an appointment."""
    async with begin(scale=1.5) as window:
        await window.shows(KE, LEADER)
        await keep("oppgaver", window, await appoint(window))


async def show_overview() -> None:
    """KE's digest on a morning when something has happened."""
    async with begin(scale=1.5) as window:
        await window.shows(KE, LEADER)
        ke, leader = window.person(KE), window.person(LEADER)
        await ask_south(ke, "2026-0402")
        await window.moves("+1 uke", until="mandag 30. november 2026 kl. 09.00")
        await ask_south(ke, "2026-0423", "mandag 14. desember")
        await ask_south(ke, "2026-0417", "mandag 14. desember")
        await window.moves("+1 uke", until="mandag 7. desember 2026 kl. 09.00")
        await window.moves("+1 dag", until="tirsdag 8. desember 2026 kl. 09.00")
        request = leader.card("Koordinerende enhet (KE) ber deg finne en koordinator")
        await request.presses("Nei, vi kan ikke")
        await request.chooses("Vi har ikke kapasitet nå")
        await request.presses("Send svaret")
        await leader.card("Svart: nei").reads("Sak 2026-0417")
        await ask_south(ke, "2026-0440", "tirsdag 22. desember")
        await window.moves("+1 dag", until="onsdag 9. desember 2026 kl. 09.00")
        await keep("oversikt", window, ke.card("Oversikt onsdag 9. desember"))


async def show_overdue(*, dark: bool) -> None:
    """KE's alert when nobody has answered; in the dark the whole page."""
    async with begin(dark=dark, scale=1 if dark else 1.5) as window:
        await window.shows(*((KE, LEADER, COORDINATOR) if dark else (KE, LEADER)))
        await ask_south(window.person(KE))
        await window.moves("+1 uke", until="mandag 30. november 2026 kl. 09.00")
        await window.moves("+1 uke", until="mandag 7. desember 2026 kl. 09.00")
        await window.moves("+1 dag", until="tirsdag 8. desember 2026 kl. 09.00")
        alert = window.person(KE).card("Svarfristen er ute")
        await alert.reads("3 påminnelser er sendt.")
        await (keep("morkt", window) if dark else keep("svarfrist", window, alert))


async def make_pictures() -> None:
    """All of them."""
    need_packages()
    PICTURES.mkdir(parents=True, exist_ok=True)
    for making in (show_demo(), show_phone(), show_duties(), show_overview(), show_overdue(dark=False), show_overdue(dark=True)):
        await making


if __name__ == "__main__":
    asyncio.run(make_pictures())
