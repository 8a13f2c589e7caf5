"""A thousand cards to a Connector service that takes its time, beside botbuilder as it comes; and how exactly the pace is kept."""

import asyncio
import statistics
import subprocess
from bisect import bisect_left
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, text

from bench.microsoft import Microsoft
from bench.report import Report
from bench.running import HERE, PEERS, SERVER_CORE, ours, stay_on
from bench.town import ask_unit, fill, settle
from bot.delivery.pace import PER_SECOND

CARDS, ROUNDS, DELAY = 1000, 3, 0.1
PEERS_AT_ONCE = 20
PACED = 300
AT_REST = 3.0
"""Seconds after which a bot that has just started has read all it will need."""
LONGEST = 300.0
"""Seconds after which a round that has not ended never will."""


async def measure(report: Report, folder: Path, postgres: str | None) -> None:
    """Ours and botbuilder in turn, some rounds; then ours once more at Teams' pace."""
    del postgres
    stock, mine, most = [], [], 0
    for number in range(ROUNDS):
        async with Microsoft(4001, DELAY) as microsoft:
            stock.append(await send_stock(microsoft))
        url = await asyncio.to_thread(seed, folder / f"bulk-{number}.sqlite", CARDS)
        async with Microsoft(4001, DELAY) as microsoft, ours(4401 + number, microsoft.openid_url, url):
            await release(url)
            await arrived(microsoft, CARDS)
            mine.append(microsoft.arrivals[CARDS - 1] - microsoft.arrivals[0] + DELAY)
            most = max(most, microsoft.most_at_once)
    url = await asyncio.to_thread(seed, folder / "paced.sqlite", PACED)
    async with Microsoft(4001) as microsoft, ours(4410, microsoft.openid_url, url, str(PER_SECOND)):
        await release(url)
        await arrived(microsoft, PACED)
        at = microsoft.arrivals
    ratio = statistics.median(stock) / statistics.median(mine)
    share = (PACED - PER_SECOND) / (at[PACED - 1] - at[0]) / PER_SECOND  # the first second's worth may leave at once
    in_a_second = max(bisect_left(at, each + 1) - place for place, each in enumerate(at))
    head = ["", f"{CARDS} kort", "× botbuilder", "flest samtidig"]
    rows = [
        [f"botbuilder som det er, {PEERS_AT_ONCE} om gangen", f"{statistics.median(stock):.1f} s", "1.00", str(PEERS_AT_ONCE)],
        ["koordinatorbot, SQLite", f"{statistics.median(mine):.1f} s", f"{ratio:.2f}", str(most)],
    ]
    report.table("Mange kort på en gang", [head, *rows])
    report.table("I takt", [["andel av det tillatte", "flest på ett sekund"], [f"{share:.3f}", str(in_a_second)]])
    report.figure("bulk_ratio", ratio)
    report.figure("bulk_share_of_permitted_rate", share)


def seed(file: Path, cards: int) -> str:
    """A leader for each card, and each card waiting to be let go."""
    url = f"sqlite:///{file}"
    fill(url, settle(url, "http://127.0.0.1:4001/teams/", cards), cards, ask_unit, at=datetime.now(UTC), silent=False)
    let_try(url, "2040-01-01 00:00:00.000000")
    return url


async def release(url: str) -> None:
    """Let every card go, once the bot has come to rest after its start."""
    await asyncio.sleep(AT_REST)
    await asyncio.to_thread(let_try, url, "2020-01-01 00:00:00.000000")


def let_try(url: str, at: str) -> None:
    """When each waiting message may leave, as SQLite keeps an instant."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("update messages set try_at = :at where state = 'pending'"), {"at": at})
    engine.dispose()


async def arrived(microsoft: Microsoft, count: int) -> None:
    """When so many cards have arrived."""
    async with asyncio.timeout(LONGEST):
        while len(microsoft.arrivals) < count:
            await asyncio.sleep(0.01)


async def send_stock(microsoft: Microsoft) -> float:
    """Seconds botbuilder took, in a process of its own."""
    arguments = microsoft.service_url, str(CARDS), str(PEERS_AT_ONCE)
    process = await asyncio.create_subprocess_exec(
        str(PEERS),
        *("-m", "bench.servers.stock_bulk"),
        *arguments,
        cwd=HERE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: stay_on(SERVER_CORE),
    )
    output, _ = await process.communicate()
    return float(output)
