"""Whatever people write, and whatever goes wrong meanwhile, the log holds none of it: no words, no løpenummer, no eleven digits."""

import io
import json
import logging
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle, islice

import pytest
import structlog
from sqlalchemy import text

from bot.local.people import DEFAULT_CAST, Person
from bot.local.teams import BotDidNotAnswer
from bot.local.town import Town
from bot.logs import log_json
from bot.storage.engine import open_engine
from tests.crash.figures import figure

SECRET, NUMBER, PUBLISHED_ID = "Hemmelighetskrem", "2026-0417", "02013299997"
PLANTED = (
    f"ny sak {NUMBER} vedtak 20.11.2026 {SECRET}",
    f"{SECRET}\nneste linje\r\nen til",
    f"status {NUMBER}",
    f"sak {PUBLISHED_ID}",
    f"{PUBLISHED_ID[:6]} {PUBLISHED_ID[6:]} {SECRET}",
    f"\x1b[31m{SECRET}\x07\x00 rødt",
    f'{{"event": "{SECRET}", "level": "critical"}}',
    f"møte holdt 3. mars i {NUMBER}, {SECRET} var med",
    f"{SECRET} " * 50,
)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged in operation, and the libraries' from INFO on besides."""
    root, ours = logging.getLogger(), logging.getLogger("bot")
    before = root.handlers, root.level, ours.level
    log_json()
    root.setLevel(logging.INFO)
    written = io.StringIO()
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield written
    structlog.reset_defaults()
    root.handlers, (root.level, ours.level) = before[0], before[1:]


def leaks(line: str) -> bool:
    """Whether a line of the log tells what was written, or is not one event."""
    event = json.loads(line)
    said = json.dumps({key: value for key, value in event.items() if key != "timestamp"}, ensure_ascii=False)
    control = any(unicodedata.category(sign) == "Cc" for sign in line)
    return control or SECRET in said or NUMBER in said or "0417" in said or re.search(r"\d{6} ?\d{5}", said) is not None


async def write(town: Town, person: Person, said: str) -> None:
    """Write to the bot, whatever it answers: some of it is refused. What it says comes when the courier gets to it."""
    with suppress(BotDidNotAnswer):
        await town.local.teams.say(person, said)


@pytest.mark.parametrize("size", [60, pytest.param(5_000, marks=[pytest.mark.full, pytest.mark.timeout(1800)])])
async def test_nothing_that_was_written_is_in_the_log(town: Town, database_url: str, log: io.StringIO, size: int) -> None:
    ke, leader = (next(each for each in DEFAULT_CAST if each.name.startswith(name)) for name in ("Kari", "Leder, Hjemmetjenesten sør"))
    for person, said in zip(cycle((ke, leader)), islice(cycle(PLANTED), size - len(PLANTED)), strict=False):
        await write(town, person, said)
    await town.app.settle()
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE dialogs"))
    engine.dispose()
    for said in PLANTED:
        await write(town, ke, said)
    await town.app.settle()
    lines = log.getvalue().split("\n")[:-1]
    assert any(json.loads(line)["event"] == "turn_failed" for line in lines), "what goes wrong is logged"
    found = [line for line in lines if leaks(line)]
    figure("log_leaks", len(found))
    assert not found
