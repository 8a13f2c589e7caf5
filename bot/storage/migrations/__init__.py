"""Brings a database to the present schema with Alembic; safe to run from several processes at once.

The rule from 0020 on: a migration only adds. Nothing is dropped, renamed or made narrower; a new column in a table from before has a
server default or may be empty; and no table from before gets a new reference, uniqueness or condition. So a program that is one release
behind goes on reading and writing while a newer one takes over. `tests/storage/test_migrations_only_add.py` compares the schema before and
after each.
"""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, event, inspect, text

from bot.storage.engine import open_engine
from bot.storage.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

LOCK = 7_150_421
"""The number of the PostgreSQL lock that lets one process migrate at a time."""
REVISIONS = sorted(file.name[:4] for file in (Path(__file__).parent / "versions").glob("[0-9]*.py"))
"""Every revision this program has, the newest last, by the number its file begins with: to ask how a database stands, at each start and
each second after, none of them need be read, nor Alembic."""


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
            if compare(connection) in (Schema.PRESENT, Schema.NEWER):
                return
            upgrade(connection, revision)
            if connection.dialect.name == "sqlite" and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                raise RuntimeError(f"the upgrade would break a reference: {tuple(broken)}")
    finally:
        engine.dispose()


def upgrade(connection: Connection, revision: str) -> None:
    """Let Alembic bring the database of a connection that is in a transaction to a revision."""
    from alembic import command

    config = read_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def read_config() -> "Config":
    """Alembic's settings, which need no file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def find_revision(connection: Connection) -> str | None:
    """Where Alembic has written that the database stands."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def compare(connection: Connection) -> Schema:
    """How the database stands to this program."""
    revision = find_revision(connection)
    if revision is None or knows_revision(revision):
        return Schema.PRESENT if revision == REVISIONS[-1] else Schema.OLDER
    return Schema.NEWER if holds_everything(connection) else Schema.FOREIGN


def holds_everything(connection: Connection) -> bool:
    """Whether every column that this program knows is there: what is added to its own schema only adds."""
    found = {table: {column["name"] for column in columns} for (_, table), columns in inspect(connection).get_multi_columns().items()}
    return all({column.name for column in table.columns} <= found.get(table.name, set()) for table in metadata.sorted_tables)


def knows_revision(revision: str) -> bool:
    """Whether this program can bring a database from that revision to its own."""
    return revision in REVISIONS
