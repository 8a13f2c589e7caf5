"""The page of reliability has a row for each of the 28 tests; what a row names is there to be run, and what it measures is printed."""

import ast
import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "paalitelighet.md"
ROW = re.compile(r"^\| (\d+) \|(.+)\|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
FIGURE = re.compile(r"`figure ([\w.]+) [\d.]+`")
PRINTED = re.compile(r"figure\(f?\"([\w.{}]+)\"|figure ([\w.{}]+) \{")
MISSING = "mangler"
MOST_MISSING = 0


def rows() -> dict[int, str]:
    """Each row of the page by its number."""
    return {int(number): cells for number, cells in ROW.findall(PAGE.read_text(encoding="utf-8"))}


@cache
def named_in(file: str) -> frozenset[str]:
    """The tests of a file below the folder of tests, read without running it; none where there is no such file."""
    path = TESTS / file
    if not path.exists():
        return frozenset()
    body = ast.parse(path.read_text(encoding="utf-8")).body
    named = {node.name for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    given = {target.id for node in body if isinstance(node, ast.Assign) for target in node.targets if isinstance(target, ast.Name)}
    return frozenset(name for name in named | given if name.lower().startswith("test"))


def printed_in(file: str) -> list[str]:
    """Patterns of the figures a file prints; what is filled in when it runs may be any word."""
    found = PRINTED.findall((TESTS / file).read_text(encoding="utf-8"))
    return [re.sub(r"\\\{\w+\\\}", r"\\w+", re.escape(called or written)) for called, written in found]


def test_each_of_the_28_has_a_row_in_order() -> None:
    assert [int(number) for number, _ in ROW.findall(PAGE.read_text(encoding="utf-8"))] == list(range(1, 29))


def test_each_row_names_tests_that_exist_or_says_that_one_is_missing() -> None:
    for number, cells in rows().items():
        named = NAMED.findall(cells)
        assert named or MISSING in cells, f"row {number} names no test and does not say that it is missing"
        for file, name in named:
            assert name in named_in(file), f"row {number} names {file}::{name}, which does not exist"


def test_each_figure_is_printed_by_a_file_the_row_names() -> None:
    for number, cells in rows().items():
        printed = [pattern for file, _ in NAMED.findall(cells) for pattern in printed_in(file)]
        for name in FIGURE.findall(cells):
            assert any(re.fullmatch(pattern, name) for pattern in printed), (
                f"row {number} has the figure {name}, which its tests do not print"
            )


def test_what_is_missing_grows_less() -> None:
    assert sum(f"**{MISSING}**" in cells for cells in rows().values()) <= MOST_MISSING
