"""Backup and restore: every table as lines of JSON, the same for SQLite and PostgreSQL, so that a bot can also move between them.

The tables are read from the database and not from this program, so an older backup is restored as it was and then upgraded.
"""

import json
import os
from datetime import UTC, date, datetime, time
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TextIO

from alembic.migration import MigrationContext
from sqlalchemy import JSON, Column, Connection, Date, DateTime, Engine, MetaData, Table, Time, func, insert, select, update

from bot.storage.engine import make_read_only, open_engine
from bot.storage.migrations import knows_revision, migrate

FORMAT = "koordinatorbot-1"
BATCH = 500
SKIPPED = 1000
"""Ids of cases that are not given again: cards that went out after the backup carry them, and must not be about another case."""
LEFT_OUT = frozenset({"alembic_version", "unsealed"})
"""What the database knows by itself."""


class BadBackup(Exception):
    """The file is no backup, or not a whole one; nothing was restored, and the message tells what to do."""


class NotEmpty(Exception):
    """The database holds something already; nothing was restored, and the message tells what to do."""


def backup(url: str, path: Path) -> int:
    """Write the database as it is at one instant to a file that only its owner may read, while the bot runs; says how many rows.

    The file appears when it is whole: an earlier one under the same name stays until then.
    """
    engine = open_engine(url)
    partial = path.with_name(f"{path.name}.partial")
    try:
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            rows = write_all(engine, file)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        engine.dispose()
        partial.unlink(missing_ok=True)
    return rows


def write_all(engine: Engine, file: TextIO) -> int:
    """A line that says what this is, a line for each row, and one that says how many there were."""
    rows = 0
    with engine.connect() as connection, make_read_only(connection).begin():
        revision = MigrationContext.configure(connection).get_current_revision()
        write_line(file, {"format": FORMAT, "revision": revision})
        for table in read_tables(connection):
            for row in connection.execute(select(table).order_by(*table.primary_key)).mappings():
                write_line(file, {"table": table.name, "row": {name: write_value(value) for name, value in row.items()}})
                rows += 1
    write_line(file, {"rows": rows})
    return rows


def restore(url: str, path: Path) -> int:
    """Fill an empty database from a backup and bring it to the present schema; says how many rows. All of it, or nothing.

    Raises BadBackup or NotEmpty.
    """
    revision = check_whole(path)
    migrate(url, revision)
    engine = open_engine(url)
    try:
        with engine.begin() as connection, path.open(encoding="utf-8") as file:
            rows = read_all(connection, file, revision)
    finally:
        engine.dispose()
    migrate(url)
    return rows


def check_whole(path: Path) -> str:
    """The schema revision of a backup that is whole; BadBackup otherwise."""
    try:
        with path.open(encoding="utf-8") as file:
            head = last = json.loads(next(file))
            rows = -1
            for line in file:
                last, rows = json.loads(line), rows + 1
    except (ValueError, StopIteration) as error:
        raise BadBackup(f"{path.name} er ikke en sikkerhetskopi, eller ikke en hel. Velg en fil fra koordinatorbot backup.") from error
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise BadBackup(f"{path.name} er ikke en sikkerhetskopi av denne boten. Velg en fil fra koordinatorbot backup.")
    if last.get("rows") != rows:
        raise BadBackup(f"{path.name} er ikke hel. Velg en annen fil fra koordinatorbot backup.")
    if not knows_revision(head["revision"]):
        raise BadBackup(f"{path.name} er fra en nyere versjon av boten. Installer den versjonen, og prøv igjen.")
    return str(head["revision"])


def read_all(connection: Connection, file: TextIO, revision: str) -> int:
    """Insert every row, table by table as they come, into tables that must be empty and as old as the backup."""
    tables = {table.name: table for table in read_tables(connection)}
    if MigrationContext.configure(connection).get_current_revision() != revision:
        raise NotEmpty("Databasen er i bruk, av en nyere versjon enn sikkerhetskopien. Velg en ny, tom database.")
    if any(connection.scalar(select(func.count()).select_from(table)) for table in tables.values()):
        raise NotEmpty("Databasen er ikke tom. Velg en ny, tom database.")
    rows = 0
    for name, group in groupby((json.loads(line) for line in file), lambda line: line.get("table")):
        table = tables.get(name)
        while table is not None and (some := list(islice(group, BATCH))):
            connection.execute(insert(table), [read_row(table, line["row"]) for line in some])
            rows += len(some)
    if connection.dialect.name == "postgresql":
        for table in tables.values():
            continue_numbers(connection, table)
    if (counters := tables.get("counters")) is not None:
        connection.execute(update(counters).values(value=counters.c.value + SKIPPED))
    return rows


def continue_numbers(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows from after those that were restored; SQLite does so by itself."""
    for column in table.primary_key:
        sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
        if sequence:
            newest = select(func.setval(sequence, func.coalesce(func.max(column), 0) + 1, False))
            connection.execute(newest)


# ---- tables and values


def read_tables(connection: Connection) -> list[Table]:
    """The tables as the database has them, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type.none_as_null = True
    return [table for table in found.sorted_tables if table.name not in LEFT_OUT]


def write_line(file: TextIO, line: dict[str, Any]) -> None:
    """One line of JSON."""
    file.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_value(value: Any) -> Any:
    """A value as JSON: instants in UTC, dates and times of day as they are written."""
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    return value.isoformat() if isinstance(value, date | time) else value


def read_row(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row's values as its columns take them."""
    return {name: read_value(table.c[name], value) for name, value in row.items()}


def read_value(column: Column[Any], value: Any) -> Any:
    """A value from JSON; SQLite keeps instants without their zone, which is UTC."""
    if value is None:
        return None
    if isinstance(column.type, DateTime):
        instant = datetime.fromisoformat(value)
        return instant if column.type.timezone else instant.replace(tzinfo=None)
    if isinstance(column.type, Time):
        return time.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value
