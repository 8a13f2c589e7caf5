"""How long understanding one sentence takes: every sentence of the language's test set, and one in a large municipality."""

import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

from bench.report import Report
from bench.running import HERE
from bot.dialogs.meaning import Knowledge
from bot.dialogs.understand import understand, warm

SENTENCES = HERE / "tests" / "dialogs"
CASES = tuple(f"{year}-{number:04}" for year in (2025, 2026) for number in range(1500))
PEOPLE = tuple(f"Testnavn{number} Testesen" for number in range(3000))
UNITS = tuple(f"Enhet nummer {number}" for number in range(60))
SAID = "send 409 til hjemmetjenesten sør i stedet, foreslå Testnavn77"
ROUNDS = 5


async def measure(report: Report, _folder: Path, _postgres: str | None) -> None:
    """The medians of some rounds, after one that counts for nothing."""
    sys.path.insert(0, str(SENTENCES))
    from listening import KE, knowledge, rows  # noqa: PLC0415 - the test set is no package

    warm()
    heard = [(row.said, knowledge(row)) for row in rows(SENTENCES / "utterances.tsv")]
    large = replace(KE, cases=(*KE.cases, *CASES), units=(*KE.units, *UNITS), people=(*KE.people, *PEOPLE))
    each, among_many = time_each(heard), time_each([(SAID, large)] * 50)
    rows_shown = [
        ["", "per setning"],
        [f"{len(heard)} setninger", f"{each:.2f} ms"],
        ["én, med 3000 saker og 3000 personer", f"{among_many:.2f} ms"],
    ]
    report.table("Å forstå en setning", rows_shown)
    report.figure("understanding_ms", each)
    report.figure("understanding_large_ms", among_many)


def time_each(heard: list[tuple[str, Knowledge]]) -> float:
    """Milliseconds for one of them."""
    rounds = []
    for _ in range(ROUNDS + 1):
        before = time.perf_counter()
        for said, knows in heard:
            understand(said, knows)
        rounds.append((time.perf_counter() - before) * 1000 / len(heard))
    return statistics.median(rounds[1:])
