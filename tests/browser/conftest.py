"""A town and a window for each story."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.browser.window import Window, open_town, open_window
from tests.skipping import need_chromium, need_packages


@pytest.fixture
def chromium() -> str:
    """The path of the machine's Chromium, where the page can be drawn at all."""
    need_packages()
    return need_chromium()


@pytest.fixture
async def town(chromium: str, sqlite_template: Path, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a demo on Monday 23 November 2026, 09.00; everybody has been greeted and nobody has written."""
    shutil.copy(sqlite_template, tmp_path / "koordinatorbot.db")
    async with open_town(tmp_path) as address:
        yield address


@pytest.fixture
async def window(town: str, chromium: str) -> AsyncIterator[Window]:
    """A wide window; when the story is over, nothing may stand outside its box and the browser has had nothing to complain of."""
    async with open_window(town, chromium) as opened:
        yield opened
        await opened.is_in_order()


@pytest.fixture
async def phone(town: str, chromium: str) -> AsyncIterator[Window]:
    """A phone, held upright."""
    async with open_window(town, chromium, width=360, height=740) as opened:
        yield opened
        await opened.is_in_order()
