"""A fault put into the rules is found by mypy or a test of the rules: `make mutants` puts in some thousand, one at a time."""

import os

import pytest

from tests.crash.figures import figure
from tests.mutation.mutants import WORK, try_mutants

MOST = int(os.environ.get("KOORDINATORBOT_MUTANTS", "2000"))
SEED = 12
LEAST = 0.95
"""The share that is found at least; what it is, and what is not found, stands in docs/paalitelighet.md."""


@pytest.mark.mutants
@pytest.mark.timeout(4 * 3600)
def test_a_fault_in_the_rules_is_found_by_a_test() -> None:
    found = try_mutants(MOST, SEED)
    killed = found.tried - len(found.survivors)
    (WORK / "survivors.txt").write_text("".join(f"{name}\n{change}\n\n" for name, change in found.survivors.items()), encoding="utf-8")
    figure("mutants.in_all", found.in_all)
    figure("mutants.tried", found.tried)
    figure("mutants.refused_by_mypy", found.refused_by_mypy)
    figure("mutants.found", killed)
    assert killed >= LEAST * found.tried, f"{WORK / 'survivors.txt'} has those that no test found"
