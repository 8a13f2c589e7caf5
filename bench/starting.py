"""From nothing to ready, and what it holds when it rests."""

import asyncio
import statistics
from pathlib import Path

from bench.microsoft import Microsoft
from bench.report import Report
from bench.running import ours
from bench.town import ask_unit, fill, settle

ROUNDS = 5
REST = 3.0
"""Seconds until what is read ahead of time has been read."""


async def measure(report: Report, folder: Path, _postgres: str | None) -> None:
    """Started again and again on the same database."""
    url = f"sqlite:///{folder / 'start.sqlite'}"
    async with Microsoft(4001) as microsoft:
        fill(url, settle(url, microsoft.service_url, 20), 200, ask_unit)
        seconds, held = [], 0.0
        for number in range(ROUNDS):
            async with ours(4301 + number, microsoft.openid_url, url) as server:
                seconds.append(server.seconds)
                await asyncio.sleep(REST)
                held = server.memory()
    report.table("Start", [["klar etter", "minne i ro"], [f"{statistics.median(seconds):.2f} s", f"{held:.0f} MiB"]])
    report.figure("start_seconds", statistics.median(seconds))
    report.figure("idle_memory_mib", held)
