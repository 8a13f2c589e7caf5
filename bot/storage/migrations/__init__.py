"""Brings a database to the present schema with Alembic; safe to run from several processes at once.

The rule from 0020 on: a migration only adds. Nothing is dropped, renamed or made narrower; a new column in a table from before has a
server default or may be empty; and no table from before gets a new reference, uniqueness or condition. So a program that is one release
behind goes on reading and writing while a newer one takes over. `tests/storage/test_migrations_only_add.py` compares the schema before and
after each.
"""

from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, inspect, text

from bot.storage.engine import open_engine
from bot.storage.tables import metadata

LOCK = 7_150_421
"""The number of the PostgreSQL lock that lets one process migrate at a time."""


class Schema(StrEnum):
    """How a database stands to this program."""

    PRESENT = "present"
    OLDER = "older"
    NEWER = "newer"
    """A newer program has added to it; this one can go on."""
    FOREIGN = "foreign"
    """Not one that this program can have made."""


def migrate(url: str, revision: str = "head") -> None:
    """Create or upgrade the database's schema, all of it or nothing; one that a newer program has added to is left as it is."""
    engine = open_engine(url)
    if engine.dialect.name == "sqlite":  # a table is changed there by making it anew, while others still refer to it
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = OFF"))
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            if compare(connection) is Schema.NEWER:
                return
            command.upgrade(configure(connection), revision)
            if connection.dialect.name == "sqlite" and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                raise RuntimeError(f"the upgrade would break a reference: {tuple(broken)}")
    finally:
        engine.dispose()


def configure(connection: Connection) -> Config:
    """Alembic's settings for a connection that is in a transaction."""
    config = read_config()
    config.attributes["connection"] = connection
    return config


def read_config() -> Config:
    """Alembic's settings, which need no file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def compare(connection: Connection) -> Schema:
    """How the database stands to this program."""
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None or knows_revision(revision):
        newest = ScriptDirectory.from_config(read_config()).get_current_head()
        return Schema.PRESENT if revision == newest else Schema.OLDER
    return Schema.NEWER if holds_everything(connection) else Schema.FOREIGN


def holds_everything(connection: Connection) -> bool:
    """Whether every column that this program knows is there: what is added to its own schema only adds."""
    found = {table: {column["name"] for column in columns} for (_, table), columns in inspect(connection).get_multi_columns().items()}
    return all({column.name for column in table.columns} <= found.get(table.name, set()) for table in metadata.sorted_tables)


def knows_revision(revision: str) -> bool:
    """Whether this program can bring a database from that revision to its own."""
    return any(script.revision == revision for script in ScriptDirectory.from_config(read_config()).walk_revisions())
