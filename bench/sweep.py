"""Time passing: what a tick costs when nothing is due, and when ten thousand cases are, by how many cases are open."""

import asyncio
import statistics
import time
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from bench.report import Report
from bench.town import SENT, ask_unit, fill, multiply, settle
from bot.drawing import Drawing
from bot.profiles import read_profile
from bot.service import Service
from bot.storage.store import Store

BASE, UNITS, DUE = 625, 500, 10_000
DOUBLED = {10_000: 4, 160_000: 8, 1_280_000: 11}
"""How often the cases made one by one are doubled, by how many that makes."""
TICKS = 20
LATER = SENT + timedelta(hours=12)
"""In the evening, when no digest is due: those are measured by themselves."""
REMINDING = SENT + timedelta(days=10)
"""A working day on which a reminder may leave, at nine in the morning."""
NEVER = datetime(2040, 1, 1)  # noqa: DTZ001 - as SQLite keeps it


class Standing:
    """A clock that stands."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Where it was put."""
        return self.at


async def measure(report: Report, folder: Path, _postgres: str | None) -> None:
    """One database for each size."""
    rows = [["åpne saker", "ingenting forfaller: en runde", f"{DUE} forfaller: saker i sekundet"]]
    for size, times in DOUBLED.items():
        url = f"sqlite:///{folder / f'sweep-{size}.sqlite'}"
        await asyncio.to_thread(seed, url, times)
        idle, rate = await look(url)
        rows.append([str(size), f"{idle * 1000:.2f} ms", f"{rate:.0f}"])
        report.figure(f"sweep_idle_ms_{size}", idle * 1000)
        report.figure(f"sweep_due_per_second_{size}", rate)
    report.table("Når tiden går", rows)


def seed(url: str, times: int) -> None:
    """Ten thousand cases will want a reminder, the rest nothing for years."""
    town = settle(url, "http://127.0.0.1:4001/teams/", UNITS)
    fill(url, town, BASE, ask_unit)
    multiply(url, times)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("update cases set next_look_at = :never where id > :due"), {"never": NEVER, "due": DUE})
        # each night every open case is looked at once, which is not what is measured here
        connection.execute(text("insert into marks values ('nightly', '2040-01-01')"))
        connection.execute(text("analyze"))
    engine.dispose()


async def look(url: str) -> tuple[float, float]:
    """Seconds for a tick without anything due, and due cases decided and committed in a second."""
    store, clock = Store(url), Standing(LATER)
    service = Service(store, Drawing(read_profile("standard")), clock, frozenset(), lambda: None, employment=None)
    await service.tick()
    idle = []
    for _ in range(TICKS):
        started = time.perf_counter()
        await service.tick()
        idle.append(time.perf_counter() - started)
    clock.at = REMINDING
    started = time.perf_counter()
    await asyncio.to_thread(service._sweep, clock.at, ())
    rate = DUE / (time.perf_counter() - started)
    store.close()
    return statistics.median(idle), rate
