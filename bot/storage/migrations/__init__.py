"""Brings a database to the present schema with Alembic; safe to run from several processes at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, text

from bot.storage.engine import open_engine

LOCK = 7_150_421
"""The number of the PostgreSQL lock that lets one process migrate at a time."""


def migrate(url: str, revision: str = "head") -> None:
    """Create or upgrade the database's schema, all of it or nothing."""
    engine = open_engine(url)
    if engine.dialect.name == "sqlite":  # a table is changed there by making it anew, while others still refer to it
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = OFF"))
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
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


def newest_revision() -> str | None:
    """The schema this program needs."""
    return ScriptDirectory.from_config(read_config()).get_current_head()


def knows_revision(revision: str) -> bool:
    """Whether this program can bring a database from that revision to its own."""
    return any(script.revision == revision for script in ScriptDirectory.from_config(read_config()).walk_revisions())
