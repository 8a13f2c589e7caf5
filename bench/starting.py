"""From nothing to ready, and what it holds when it rests: the bot as a municipality starts it, on a database that is there."""

import asyncio
import statistics
import time
from pathlib import Path

import aiohttp

from bench.identity import APP_ID, TENANT_ID
from bench.microsoft import Microsoft
from bench.report import Report
from bench.running import Server, served
from bench.town import ask_unit, fill, settle

ROUNDS = 5
REST = 3.0
"""Seconds until what is read ahead of time has been read."""


async def measure(report: Report, folder: Path, _postgres: str | None) -> None:
    """Started again and again on the same database."""
    url = f"sqlite:///{folder / 'start.sqlite'}"
    async with Microsoft(4001) as microsoft:
        fill(url, settle(url, microsoft.service_url, 20), 200, ask_unit)
        settings = {
            "MicrosoftAppId": APP_ID,
            "MicrosoftAppTenantId": TENANT_ID,
            "MicrosoftAppPassword": "not asked for",
            "KOORDINATORBOT_DATABASE_URL": url,
            "KOORDINATORBOT_OPENID_METADATA": microsoft.openid_url,
            "KOORDINATORBOT_SERVICE_HOSTS": '["127.0.0.1"]',
            "KOORDINATORBOT_STOP_AFTER": "0",
        }
        seconds, held = [], 0.0
        for number in range(ROUNDS):
            async with served(4301 + number, settings) as server:
                seconds.append(server.seconds + await ready(server))
                await asyncio.sleep(REST)
                held = server.memory()
    report.table("Start", [["klar etter", "minne i ro"], [f"{statistics.median(seconds):.2f} s", f"{held:.0f} MiB"]])
    report.figure("start_seconds", statistics.median(seconds))
    report.figure("idle_memory_mib", held)


async def ready(server: Server) -> float:
    """Seconds until one that listens says that people can be sent to it."""
    started = time.perf_counter()
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{server.port}/openz") as answer:
        assert answer.status == 200, await answer.text()
    return time.perf_counter() - started
