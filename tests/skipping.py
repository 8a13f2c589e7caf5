"""What a test needs of the machine: where it is missing the test is skipped and says what to install; KOORDINATORBOT_NO_SKIPS fails it."""

import os
import shutil
from typing import NoReturn

import pytest

from bot.local import page


def skip(reason: str) -> NoReturn:
    """Skip the running test, or fail it where nothing may be skipped."""
    if os.environ.get("KOORDINATORBOT_NO_SKIPS"):
        pytest.fail(f"nothing may be skipped here, but: {reason}", pytrace=False)
    pytest.skip(reason)


def need_packages() -> None:
    """Go on only where the page's npm packages are installed."""
    if page.missing_packages():
        skip("the page's packages are missing: run npm ci --prefix bot/local/web")


def need_chromium() -> str:
    """The path of the machine's Chromium."""
    return need_program("chromium", "chromium-browser", "google-chrome")


def need_program(package: str, *others: str) -> str:
    """The path of the program that a package of the same name has, or of one that does as well."""
    found = next(filter(None, map(shutil.which, (package, *others))), None)
    if found is None:
        skip(f"there is no {package}: install the package {package}")
    return found
