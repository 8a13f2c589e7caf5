"""Small faults put into the rules one at a time, by mutmut, in a copy of the program; and which of them mypy or some test finds."""

import ast
import difflib
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
WORK = ROOT / ".mutants"
RULES = Path("mutants") / "bot" / "casework"
TYPES = WORK / "types"
TYPE_CHECK = [sys.executable, "-m", "mypy", "--output", "json", "--no-warn-unused-ignores", "bot/casework"]
SETTINGS = f"""
[tool.mutmut]
source_paths = ["bot"]
only_mutate = ["bot/casework/*"]
also_copy = ["tests"]
pytest_add_cli_args_test_selection = ["tests/casework", "--deselect", "tests/casework/test_rules_hold.py::test_whatever_people_press"]
pytest_add_cli_args = ["-p", "no:xdist", "-p", "no:cacheprovider"]
type_check_command = {json.dumps(TYPE_CHECK)}
"""
"""What tries each mutant: mypy as in `make check`, then the tests of the rules, but for the one that takes a quarter of a minute."""
SURVIVED, UNTESTED, REFUSED_BY_MYPY, UNTRIED = 0, 33, 37, None


@dataclass(frozen=True)
class Found:
    """How many mutants there are, how many were tried, how many of those mypy refuses, and those that nothing found, with the change."""

    in_all: int
    tried: int
    refused_by_mypy: int
    survivors: dict[str, str]


def try_mutants(most: int, seed: int) -> Found:
    """Make every mutant of the rules, and try so many of them, drawn evenly."""
    copy_program()
    run(["bot.casework.labels*"])  # a few, so that all are made
    names = sorted(read_results())
    drawn = random.Random(seed).sample(names, min(most, len(names)))
    run(drawn)
    results = read_results()
    assert not [name for name in drawn if results[name] is UNTRIED], "mutmut did not try all"
    left = [name for name in sorted(drawn) if results[name] in (SURVIVED, UNTESTED)]
    refused = sum(results[name] == REFUSED_BY_MYPY for name in drawn)
    return Found(len(names), len(drawn), refused, {name: show_change(name) for name in left})


def copy_program() -> None:
    """The program and its tests as they are, in a folder of their own, and no mutant of what they were."""
    shutil.rmtree(WORK / "mutants", ignore_errors=True)
    for name in ("bot", "tests"):
        shutil.rmtree(WORK / name, ignore_errors=True)
        shutil.copytree(ROOT / name, WORK / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__", "*.lock"))
    TYPES.mkdir(exist_ok=True)
    if not (TYPES / "mutmut").exists():  # what mutmut writes into the rules is typed; the rest of what it came with would hide our own
        (TYPES / "mutmut").symlink_to(WORK / "lib" / "mutmut")
    (WORK / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8") + SETTINGS, encoding="utf-8")


def run(names: Sequence[str]) -> None:
    """Let mutmut try these; it asks mypy first, then the tests that reach the function each is in."""
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", "run", "--max-children", str(os.cpu_count() or 1), *names],
        cwd=WORK,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "MYPYPATH": str(TYPES)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:].decode(errors="replace")


def read_results() -> dict[str, int | None]:
    """Each mutant's exit code by its name."""
    results: dict[str, int | None] = {}
    for file in sorted((WORK / RULES).glob("*.meta")):
        results |= json.loads(file.read_text())["exit_code_by_key"]
    return results


def show_change(name: str) -> str:
    """The changed line before and after, without the rest of the function."""
    module, _, function = name.rpartition(".")
    tree = ast.parse((WORK / "mutants" / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8"))
    bodies = {node.name: ast.unparse(node).splitlines()[1:] for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    before, after = bodies.get(re.sub(r"_\d+$", "_orig", function), []), bodies.get(function, [])
    return "\n".join(line for line in difflib.unified_diff(before, after, n=0, lineterm="") if line[:1] in "+-" and line[1:2] not in "+-")
