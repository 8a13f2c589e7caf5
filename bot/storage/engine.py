"""Opens a database so that both kinds keep the same promises: locks taken first, commits on disk, constraints on.

SQLAlchemy's errors leave out the values; the driver's own words may hold some, which is why the log tells no error's words.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from sqlite3 import SQLITE_READONLY
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError, SQLAlchemyError

AWAY = (OperationalError, InterfaceError)
"""What is taken to mean that the database is away, locked or full: no single row is to blame, and it passes."""
LOCK_WAIT_MS = 10_000
IDLE_LIMIT_MS = 60_000
"""How long a transaction may hold its locks without a word, before PostgreSQL ends it."""


class BadAddress(ValueError):
    """The address of no database the bot can use; the message tells what to do, and repeats nothing, for it may hold a password."""

    def __init__(self) -> None:
        super().__init__("Adressen til databasen kan ikke brukes. Skriv den slik: sqlite:////mappe/fil, eller postgresql://vert/database.")


def read_url(url: str) -> URL:
    """The address with the driver this project ships. Raises BadAddress."""
    try:
        read = make_url(url)
    except (ArgumentError, ValueError):
        raise BadAddress from None
    return read.set(drivername="postgresql+psycopg2") if read.drivername in ("postgres", "postgresql") else read


@contextmanager
def undoable(connection: Connection) -> Iterator[None]:
    """What goes wrong inside undoes what was written inside, and the transaction can go on, unless it is the database that went away.

    A savepoint, without the book that SQLAlchemy's `begin_nested` keeps of it, which costs four times as much for each card that is drawn.
    """
    connection.exec_driver_sql("SAVEPOINT undoable")
    try:
        yield
    except BaseException:
        with suppress(SQLAlchemyError):  # with the database gone, so is the savepoint, and that it went is what there is to tell
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT undoable")
            connection.exec_driver_sql("RELEASE SAVEPOINT undoable")
        raise
    connection.exec_driver_sql("RELEASE SAVEPOINT undoable")


def open_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL; BadAddress for anything else."""
    read = read_url(url)
    match read.get_backend_name():
        case "sqlite":
            return open_sqlite(read)
        case "postgresql":
            limits = f"-c timezone=utc -c lock_timeout={LOCK_WAIT_MS} -c idle_in_transaction_session_timeout={IDLE_LIMIT_MS}"
            return create_engine(read, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": 5, "options": limits})
        case _:
            raise BadAddress


def open_sqlite(url: URL) -> Engine:
    """SQLite with a write-ahead log and full synchronisation; a writing transaction takes the lock when it begins."""
    engine = create_engine(url, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: SqliteConnection, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        connection.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("read_only", False)
        if connection.info.get("read_only") is not reads:
            connection.exec_driver_sql(f"PRAGMA query_only = {int(reads)}")
            connection.info["read_only"] = reads
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    @event.listens_for(engine, "handle_error")
    def forget_read_only(context: ExceptionContext) -> None:
        # A file that could only be read when it was opened stays so, also when it can be written to again, while any connection lives.
        if getattr(context.original_exception, "sqlite_errorcode", 0) & 0xFF == SQLITE_READONLY:
            context.is_disconnect = True
            if context.execution_context:
                context.execution_context.cursor.close()  # an open one would keep the connection alive
            engine.dispose()

    return engine


def make_read_only(connection: Connection) -> Connection:
    """The connection set to read one unchanging picture of the database, before its transaction begins."""
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return connection.execution_options(read_only=True)
