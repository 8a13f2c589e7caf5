"""A database of any release, with something in all it had tables for, is brought to the present: nothing is lost, and work goes on."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, Table, insert, make_url, select

from bot.casework.outcome import Decision, Event
from bot.storage.backup import continue_numbers
from bot.storage.engine import open_engine
from bot.storage.migrations import migrate, read_config
from bot.storage.store import Store
from bot.storage.trail import check_trail
from tests.crash.figures import figure
from tests.storage.examples import NOW
from tests.storage.test_schema_and_backup import fill

RELEASES = [script.revision for script in ScriptDirectory.from_config(read_config()).walk_revisions()][::-1]
SOME = ("0001", "0019", RELEASES[-2])
"""The first, the last before migrations only add, and the one before the present."""
KEPT_BY_ITSELF = {"alembic_version", "unsealed", "seals"}
"""What the database or the program fills in, from what the release had."""
Rows = dict[str, list[dict[str, Any]]]


def read_tables(url: str) -> tuple[dict[str, Table], Rows]:
    """Every table as it is there, and every row."""
    engine = open_engine(url)
    found = MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
        tables = {table.name: table for table in found.sorted_tables if table.name not in KEPT_BY_ITSELF}
        rows = {
            name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
            for name, table in tables.items()
        }
    engine.dispose()
    return tables, rows


def write_as_then(url: str, now: Rows) -> Rows:
    """Put into the tables of a release what it could hold of the present rows; returns what that was."""
    tables, _ = read_tables(url)
    written = {
        name: [{column: row[column] for column in row if column in table.c} for row in now.get(name, [])] for name, table in tables.items()
    }
    engine = open_engine(url)
    with engine.begin() as connection:
        for name, table in tables.items():
            if written[name]:
                connection.execute(insert(table), written[name])
            if engine.dialect.name == "postgresql":
                continue_numbers(connection, table)
    engine.dispose()
    return written


@pytest.mark.parametrize("release", [release if release in SOME else pytest.param(release, marks=pytest.mark.full) for release in RELEASES])
def test_what_a_release_stored_is_there_in_the_present_one_and_is_worked_on(
    empty_url: str, new_url: Callable[[str], str], release: str
) -> None:
    present = new_url(make_url(empty_url).get_backend_name())
    store = Store(present)
    fill(store)
    with store.reading() as work:
        whole = work.case(1)
    store.close()
    migrate(empty_url, release)
    then = write_as_then(empty_url, read_tables(present)[1])
    migrate(empty_url)
    _, kept = read_tables(empty_url)
    for table, rows in then.items():
        assert [{name: kept[table][place].get(name) for name in row} for place, row in enumerate(rows)] == rows, table
    upgraded = Store(empty_url)
    with upgraded.transaction() as work:
        case = work.case(1)
        assert case
        assert whole
        changed = replace(case, version=case.version + 1, handler=None)
        work.save(case, Decision(changed, (Event("released"),)), 1, NOW)
        while work.seal(100):
            pass
    with upgraded.reading() as work:
        assert work.case(1) == changed
    upgraded.close()
    assert check_trail(empty_url).broken is None
    figure(f"releases.rows_of_{release}", sum(map(len, then.values())))
