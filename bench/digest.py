"""One morning's digests, for three hundred people. A process of its own, so that the memory is its own: `python -m bench.digest`."""

import asyncio
import json
import resource
import sys
import time
from datetime import timedelta
from pathlib import Path

from bench.report import Report
from bench.running import HERE, LOAD_CORE, stay_on
from bench.town import SENT, ask_unit, fill, multiply, settle

BASE, DOUBLED, LEADERS = 3125, 5, 1998
MORNING = SENT + timedelta(days=2) - timedelta(minutes=90)
"""Half past seven some days after the requests went out: news for every leader, and nobody is reminded that day."""


async def measure(report: Report, folder: Path, _postgres: str | None) -> None:
    """A hundred thousand cases, each of them news to its leader."""
    url = f"sqlite:///{folder / 'digest.sqlite'}"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-m", "bench.digest", url, stdout=asyncio.subprocess.PIPE, cwd=HERE
    )
    output, _ = await process.communicate()
    found = json.loads(output)
    rows = [
        ["saker", "sammendrag", "tid", "minne mer enn i ro"],
        [str(BASE * 2**DOUBLED), str(found["count"]), f"{found['seconds']:.1f} s", f"{found['mib']:.0f} MiB"],
    ]
    report.table("Dagens sammendrag", rows)
    report.figure("digest_seconds", found["seconds"])
    report.figure("digest_memory_mib", found["mib"])


def held() -> float:
    """The most this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def decide(url: str) -> dict[str, float]:
    """The digests of that morning, decided and committed."""
    from sqlalchemy import func, select

    from bot import digests
    from bot.casework.outcome import Kind
    from bot.profiles import read_profile
    from bot.storage.store import Store
    from bot.storage.tables import messages

    store, municipality = Store(url), read_profile("standard")
    with store.reading() as work:
        work.directory()
    before, started = held(), time.perf_counter()
    with store.transaction() as work:
        digests.send_due(work, municipality, MORNING)
    seconds, more = time.perf_counter() - started, held() - before
    with store.reading() as work:
        count = work.connection.scalar(select(func.count()).where(messages.c.kind == Kind.DIGEST))
    return {"seconds": seconds, "mib": more, "count": count}


if __name__ == "__main__":
    stay_on(LOAD_CORE)
    if len(sys.argv) > 2:
        print(json.dumps(decide(sys.argv[1])))  # noqa: T201
    else:
        town = settle(sys.argv[1], "http://127.0.0.1:4001/teams/", LEADERS)
        fill(sys.argv[1], town, BASE, ask_unit)
        multiply(sys.argv[1], DOUBLED)
        import subprocess

        subprocess.run([sys.executable, "-W", "ignore", "-m", "bench.digest", sys.argv[1], "decide"], check=True)
