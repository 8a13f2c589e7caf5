"""Turns a second, and how long the slowest took, beside the peers: a leader's yes that is stored, and a question in words."""

import asyncio
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text

from bench.activities import answer_yes, say
from bench.load import keep_pace, saturate
from bench.microsoft import Microsoft
from bench.report import Report
from bench.running import Server, ours, peer
from bench.town import Town, ask_unit, fill, settle

UNITS = 20
ROUNDS = 5
TURNS = 200
WARM = 60
PACED = 60
ALONE = "aiohttp alene"
ECHO = "agents-hosting"
STOCK = "botbuilder som det er"


@dataclass
class Contender:
    """A server, the requests still to be sent to it, and what each round gave."""

    name: str
    server: Server
    make: Callable[[int], bytes]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    rates: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)

    def requests(self, many: int) -> list[bytes]:
        return [self.make(next(self.numbers)) for _ in range(many)]

    @property
    def rate(self) -> float:
        """Turns a second: the median of the rounds."""
        return statistics.median(self.rates)


def seed(url: str, service_url: str, cases: int) -> Town:
    """A town in which every case waits for its leader's answer, asked just now, the card having been shown."""
    town = settle(url, service_url, UNITS)
    fill(url, town, cases, ask_unit, at=datetime.now(UTC), silent=False)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("update messages set state = 'sent', activity_id = 'request-' || case_id, sent_at = due_at"))
    engine.dispose()
    return town


async def measure(report: Report, folder: Path, postgres: str | None) -> None:
    """Both kinds of turn, every contender in turn in every round."""
    cases = WARM + ROUNDS * (TURNS + PACED) + 10
    async with Microsoft(4001) as microsoft, AsyncExitStack() as stack:
        token = microsoft.sign()
        databases = {"koordinatorbot, SQLite": f"sqlite:///{folder / 'turns.sqlite'}"}
        if postgres:
            databases["koordinatorbot, PostgreSQL"] = postgres
        pressing = []
        for port, (name, module) in enumerate(PEERS.items(), 4101):
            server = await stack.enter_async_context(peer(module, port, microsoft.openid_url))

            def echo(n: int, port: int = port) -> bytes:
                return say(microsoft, port, token, f"leader-{n % UNITS}", f"m:{n}", "hei")

            pressing.append(Contender(name, server, echo))
        saying = [Contender(each.name, each.server, each.make) for each in pressing]
        for port, (name, url) in enumerate(databases.items(), 4201):
            await asyncio.to_thread(seed, url, microsoft.service_url, cases)
            server = await stack.enter_async_context(ours(port, microsoft.openid_url, url))

            def yes(n: int, port: int = port) -> bytes:
                return answer_yes(microsoft, port, token, n, n % UNITS)

            def ask(n: int, port: int = port) -> bytes:
                return say(microsoft, port, token, f"leader-{n % UNITS}", f"m:{n}", f"sak 2000-{n:04}")

            pressing.append(Contender(name, server, yes))
            saying.append(Contender(name, server, ask))
        report.table("Svar som er lagret (et ja fra en leder), mot ekko", await compete(pressing, microsoft, speaks=False))
        report.table("Spørsmål i ord (sak og nummer), mot ekko", await compete(saying, microsoft, speaks=True))


PEERS = {
    ALONE: "bare_aiohttp",
    STOCK: "stock_botbuilder",
    "teams-apps": "teams_apps",
    ECHO: "agents_hosting",
}


async def compete(contenders: list[Contender], microsoft: Microsoft, *, speaks: bool) -> list[list[str]]:
    """The table: turns a second, ratios, and the time within which 99 of 100 were answered at half that rate.

    Where it `speaks`, a round of ours ends when the last message has reached the connector; the peers' do so by themselves.
    """
    for each in contenders:
        await saturate(each.server.port, each.requests(WARM))
        await each.server.rest()
    for _ in range(ROUNDS):
        for each in contenders:
            requests, before, started = each.requests(TURNS), microsoft.sent, time.perf_counter()
            answered = await saturate(each.server.port, requests)
            assert not answered.refused, f"{each.name} refused {answered.refused}: {answered.bodies}"
            while speaks and each.name != ALONE and microsoft.sent - before < TURNS:
                await asyncio.sleep(0.001)
            each.rates.append(TURNS / (time.perf_counter() - started))
            await each.server.rest()
    for _ in range(ROUNDS):
        for each in contenders:
            each.slow.append((await keep_pace(each.server.port, each.requests(PACED), each.rate / 2)).percentile(0.99))
            await each.server.rest()
    echo, stock = (next(each for each in contenders if each.name == name).rate for name in (ECHO, STOCK))
    head = ["", "turer i sekundet", f"× {ECHO}", f"× {STOCK}", "99 av 100 innen, ved halv fart"]
    rows = [
        [
            each.name,
            f"{each.rate:.0f}",
            f"{each.rate / echo:.2f}",
            f"{each.rate / stock:.2f}",
            f"{statistics.median(each.slow) * 1000:.1f} ms",
        ]
        for each in contenders
    ]
    return [head, *rows]
