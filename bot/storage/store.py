"""The store: opens transactions on SQLite or PostgreSQL. Synchronous; a whole transaction is meant to run in one worker thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import OperationalError as SqliteError
from threading import Lock

from sqlalchemy.exc import OperationalError

from bot.storage.directory import Memory
from bot.storage.engine import LOCK_WAIT_MS, make_read_only, open_engine
from bot.storage.work import Work

__all__ = ["Store", "Work"]


class Store:
    """One database, shared by threads and processes. Its schema must have been migrated."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._memory = Memory()
        self._one_at_a_time = Lock() if self.engine.dialect.name == "sqlite" else None

    @contextmanager
    def transaction(self) -> Iterator[Work]:
        """A writing transaction: committed when the block ends, rolled back when it raises."""
        with self._wait_to_write(), self.engine.begin() as connection:
            work = Work(connection, self._memory, writes=True)
            yield work
            work.finish()

    @contextmanager
    def _wait_to_write(self) -> Iterator[None]:
        """SQLite lets writers in by polling, so that under load some wait past its patience; a lock lets them in as they come.

        Nobody waits longer for it than SQLite would: behind a file that somebody else has locked, each would wait for all before it.
        """
        if self._one_at_a_time is None:
            yield
            return
        if not self._one_at_a_time.acquire(timeout=LOCK_WAIT_MS / 1000):
            raise OperationalError("BEGIN IMMEDIATE", None, SqliteError("database is locked"))
        try:
            yield
        finally:
            self._one_at_a_time.release()

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """One unchanging picture of the database, without write locks; writing in it fails."""
        with self.engine.connect() as connection, make_read_only(connection).begin():
            yield Work(connection, self._memory, writes=False)

    def close(self) -> None:
        """Close every connection that is not in use."""
        self.engine.dispose()
