"""The table of the process names for each row a test that carries the row's mark, or why the row is not the bot's."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
TABLE = TESTS.parent / "docs" / "prosess.md"
ROW = re.compile(r"^\| (S\d-\d\d) \| [^|]+ \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([^`]+\.py::test_\w+)`")
NOT_THE_BOTS = re.compile(r"not the bot's: \S+ \S+")
LAST = {"S0": 48, "S1": 16, "S2": 30, "S3": 33, "S4": 41}


def rows() -> dict[str, str]:
    """Each row of the table, with the cell that says what shows it."""
    return dict(ROW.findall(TABLE.read_text(encoding="utf-8")))


@cache
def marked() -> dict[str, frozenset[str]]:
    """Every test, as file::name below the folder of tests, with the rows it is marked with."""
    return {f"{file.relative_to(TESTS).as_posix()}::{name}": found for file in TESTS.rglob("test_*.py") for name, found in read_marks(file)}


def read_marks(file: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """The tests of a file with their rows, read without running it."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            calls = [each for each in node.decorator_list if isinstance(each, ast.Call) and ast.unparse(each.func) == "pytest.mark.row"]
            yield node.name, frozenset(ast.literal_eval(row) for call in calls for row in call.args)


def test_every_row_of_the_five_documents_stands_in_the_table_once_and_in_order() -> None:
    assert [row for row, _ in ROW.findall(TABLE.read_text(encoding="utf-8"))] == [
        f"{document}-{number:02}" for document, last in LAST.items() for number in range(1, last + 1)
    ]


def test_each_row_names_a_test_that_carries_its_mark_or_says_why_it_is_not_the_bot_s() -> None:
    for row, shown in rows().items():
        named = NAMED.findall(shown)
        assert named or NOT_THE_BOTS.match(shown), f"{row} has neither a test nor a reason: {shown}"
        for test in named:
            assert row in marked().get(test, ()), f"{test} is not a test marked with {row}"


def test_every_test_that_is_named_anywhere_in_the_document_exists() -> None:
    named = NAMED.findall(TABLE.read_text(encoding="utf-8"))
    assert set(named) <= marked().keys(), set(named) - marked().keys()


def test_every_mark_is_of_a_row_in_the_table() -> None:
    for test, found in marked().items():
        assert found <= rows().keys(), f"{test} is marked with rows that are not in the table: {found - rows().keys()}"
