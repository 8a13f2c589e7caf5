"""From 0020 on a migration only adds, so that the release before goes on reading and writing while a newer one takes over."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Inspector, inspect, text

from bot.storage.engine import open_engine
from bot.storage.migrations import REVISIONS, Schema, compare, migrate, read_config

FIRST_OF_THE_RULE = "0020"
WIDTH = re.compile(r"VARCHAR\((\d+)\)")


@dataclass(frozen=True)
class Shape:
    """What whoever writes to the database must heed."""

    columns: dict[str, dict[str, Any]]
    """By table and name."""
    conditions: dict[str, set[str]]
    """By table: keys, references, what must be unique or true."""


def read_shape(url: str) -> Shape:
    engine = open_engine(url)
    with engine.connect() as connection:
        found = inspect(connection)
        tables = found.get_table_names()
        columns = {table: {column["name"]: column for column in found.get_columns(table)} for table in tables}
        shape = Shape(columns, {table: read_conditions(found, table) for table in tables})
    engine.dispose()
    return shape


def read_conditions(found: Inspector, table: str) -> set[str]:
    unique = [index["column_names"] for index in found.get_indexes(table) if index["unique"]]
    unique += [constraint["column_names"] for constraint in found.get_unique_constraints(table)]
    references = [f"{key['constrained_columns']} is in {key['referred_table']}" for key in found.get_foreign_keys(table)]
    true = [check["sqltext"] for check in found.get_check_constraints(table)]
    key = found.get_pk_constraint(table)["constrained_columns"]
    return {f"key {key}", *(f"unique {names}" for names in unique), *references, *true}


def find_breaks(before: Shape, after: Shape) -> list[str]:
    """What a program that knows only the shape before would stumble over."""
    gone = [table for table in before.columns if table not in after.columns]
    stayed = [table for table in before.columns if table in after.columns]
    breaks = [f"{table} is gone" for table in gone]
    for table in stayed:
        old, new = before.columns[table], after.columns[table]
        breaks += [f"{table}.{name} is gone" for name in old if name not in new]
        breaks += [f"{table}.{name}: {fault}" for name, column in new.items() if (fault := find_fault(old.get(name), column))]
        breaks += [f"{table}: {condition}" for condition in sorted(after.conditions[table] - before.conditions[table])]
    return breaks


def find_fault(old: Any, new: Any) -> str | None:
    """What is wrong with a column."""
    if old is None:
        return None if new["nullable"] or new["default"] is not None else "must be filled"
    if old["nullable"] and not new["nullable"]:
        return "may no longer be empty"
    if old["default"] is not None and new["default"] is None and not new["nullable"]:
        return "has no default any more"
    return None if holds(str(new["type"]), str(old["type"])) else f"{old['type']} became {new['type']}"


def holds(wide: str, narrow: str) -> bool:
    """Whether all that one type takes, the other takes too."""
    widths = WIDTH.fullmatch(wide), WIDTH.fullmatch(narrow)
    if widths[0] and widths[1]:
        return int(widths[0][1]) >= int(widths[1][1])
    return wide == narrow


# ---- the migrations there are


def test_a_migrations_file_begins_with_its_revision() -> None:
    assert [script.revision for script in ScriptDirectory.from_config(read_config()).walk_revisions()][::-1] == REVISIONS


def test_each_migration_only_adds(empty_url: str) -> None:
    *before, last = [revision for revision in REVISIONS if revision < FIRST_OF_THE_RULE]
    assert REVISIONS[len(before)] == last, "those from before the rule come first"
    migrate(empty_url, last)
    shape = read_shape(empty_url)
    for revision in REVISIONS[len(before) + 1 :]:
        migrate(empty_url, revision)
        shape, earlier = read_shape(empty_url), shape
        assert find_breaks(earlier, shape) == [], f"{revision} does more than add"


# ---- what the rule refuses, and what it lets be


REFUSED = {
    "DROP TABLE duties": "duties is gone",
    "ALTER TABLE chats RENAME TO talks": "chats is gone",
    "ALTER TABLE people DROP COLUMN name": "people.name is gone",
    "ALTER TABLE people RENAME COLUMN name TO called": "people.name is gone",
    "ALTER TABLE people ADD COLUMN height INTEGER NOT NULL": "people.height: must be filled",
    "ALTER TABLE people ALTER COLUMN email SET NOT NULL": "people.email: may no longer be empty",
    "ALTER TABLE people ALTER COLUMN name TYPE VARCHAR(3)": "people.name: VARCHAR(200) became VARCHAR(3)",
    "ALTER TABLE people ALTER COLUMN id TYPE BIGINT": "people.id: INTEGER became BIGINT",
    "CREATE UNIQUE INDEX one_of_each ON people (name)": "people: unique ['name']",
    "ALTER TABLE messages ADD FOREIGN KEY (request) REFERENCES people (id)": "messages: ['request'] is in people",
    "ALTER TABLE people ADD CHECK (name <> '')": "people: name::text <> ''::text",
}
ALLOWED = (
    "CREATE TABLE more (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id))",
    "ALTER TABLE people ADD COLUMN height INTEGER",
    "ALTER TABLE people ADD COLUMN height INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE people ALTER COLUMN name TYPE VARCHAR(300)",
    "CREATE INDEX quicker ON people (name)",
)


def change(url: str, statement: str) -> list[str]:
    before = read_shape(url)
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    return find_breaks(before, read_shape(url))


@pytest.mark.parametrize("statement", REFUSED)
def test_a_change_that_the_release_before_would_stumble_over_is_seen(statement: str, new_url: Any) -> None:
    assert REFUSED[statement] in change(new_url("postgresql"), statement)


@pytest.mark.parametrize("statement", ALLOWED)
def test_an_addition_is_let_be(statement: str, new_url: Any) -> None:
    assert change(new_url("postgresql"), statement) == []


# ---- the other way: an older program and a newer database


def set_revision(connection: Connection, revision: str) -> None:
    connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_a_program_that_starts_on_a_newer_database_leaves_it_as_it_is(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE people ADD COLUMN height INTEGER NOT NULL DEFAULT 0"))
        set_revision(connection, "9999")
    migrate(database_url)
    with engine.connect() as connection:
        assert compare(connection) is Schema.NEWER
    engine.dispose()
