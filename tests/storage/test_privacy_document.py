"""What the municipality's data protection officer reads is true of what is stored."""

import re
from pathlib import Path

from bot.storage.tables import metadata

DOCUMENT = Path(__file__).parents[2] / "docs" / "personvern.md"
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def test_every_column_of_every_table_stands_in_the_document_and_nothing_else_does() -> None:
    rows = ROW.findall(DOCUMENT.read_text(encoding="utf-8"))
    written = {table: re.findall(r"`(\w+)`", columns) for table, columns, *_ in rows}
    assert len(written) == len(rows), "each table once"
    assert {table: sorted(columns) for table, columns in written.items()} == {
        table.name: sorted(table.columns.keys()) for table in metadata.sorted_tables
    }


def test_every_table_says_what_why_how_long_and_who_sees_it() -> None:
    for table, _, *said in ROW.findall(DOCUMENT.read_text(encoding="utf-8")):
        assert all(cell.strip() for cell in said), table
