"""What the runs measured, a line each, to be read by people and kept by whoever compares runs."""

from itertools import chain
from typing import Any

FIGURE = "figure "


def figure(name: str, value: float) -> None:
    """Print one figure."""
    print(f"{FIGURE}{name} {value}")  # noqa: T201


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Every figure once more at the end, under the test it is of: without what else the tests wrote, which may be long."""
    ended = chain.from_iterable(terminalreporter.stats.get(outcome, ()) for outcome in ("passed", "failed"))
    for report in ended:
        figures = [line for line in report.capstdout.splitlines() if line.startswith(FIGURE)] if report.when == "call" else []
        if figures:
            terminalreporter.write_line("\n".join([report.nodeid, *figures]))
