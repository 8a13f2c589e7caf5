"""What the rules make of each command is what stands in `lives.txt`, to the letter: a change of the rules is a change of lines there."""

import pytest

from tests.casework.lives import LIVES, RECORD, tell

WRITTEN = {life.partition("\n")[0]: f"== {life}" for life in RECORD.read_text(encoding="utf-8").removeprefix("== ").split("\n== ")}


def test_every_life_is_written_down_and_no_other() -> None:
    assert list(WRITTEN) == list(LIVES)


@pytest.mark.parametrize("name", LIVES)
def test_a_life_goes_as_it_is_written(name: str) -> None:
    assert tell(name).strip().splitlines() == WRITTEN[name].strip().splitlines(), (
        "if it should: python -m tests.casework.lives, and read the diff"
    )
