"""What is logged in operation and in the demo: one place, one shape, and nothing that anybody wrote."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import log_json, log_plainly

UNBORN = "02013299997"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("bot")
    handlers, levels = root.handlers, (root.level, ours.level)
    yield
    structlog.reset_defaults()
    root.handlers = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def fail() -> None:
    raise ValueError("sak 2026-0417, skrevet av noen")


def test_in_operation_every_event_is_one_line_of_json_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    log_json()
    structlog.get_logger("bot.app").info("serving", port=3978)
    logging.getLogger("apscheduler").info("a library's small talk")
    logging.getLogger("apscheduler").warning("Run time of job was missed")
    out, err = capsys.readouterr()
    first, second = (json.loads(line) for line in err.splitlines())
    assert out == ""
    assert (first["event"], first["level"], first["port"]) == ("serving", "info", 3978)
    assert first["timestamp"].endswith("Z")
    assert (second["event"], second["level"]) == ("Run time of job was missed", "warning")


@pytest.mark.parametrize("name", ["bot.delivery", "aiohttp.server"])
def test_an_error_is_told_by_type_and_place_and_never_by_its_words(capsys: pytest.CaptureFixture[str], name: str) -> None:
    log_json()
    try:
        fail()
    except ValueError:
        (structlog.get_logger(name) if name.startswith("bot") else logging.getLogger(name)).exception("it_broke")
    written = capsys.readouterr().err
    assert len(written.splitlines()) == 1
    trace = json.loads(written)["trace"]
    assert trace[0] == "ValueError"
    assert any(place.startswith("tests/test_logs.py:") and place.endswith(" fail") for place in trace)
    assert "0417" not in written
    assert "skrevet" not in written


def test_an_id_number_is_taken_out_wherever_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    log_json()
    structlog.get_logger("bot.teams").warning("refused", reason=f"ny sak {UNBORN}", **{UNBORN: 1})
    logging.getLogger("some.library").error("could not read %s", UNBORN)
    assert UNBORN not in capsys.readouterr().err


def test_the_demo_is_quiet_until_something_goes_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    log_plainly()
    structlog.get_logger("bot.app").info("serving")
    assert capsys.readouterr().err == ""
    structlog.get_logger("bot.delivery").warning("send_failed", posted=7)
    assert "send_failed" in (line := capsys.readouterr().err)
    assert "posted=7" in line
    assert "\x1b" not in line
