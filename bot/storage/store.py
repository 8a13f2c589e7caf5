"""The store: opens transactions on SQLite or PostgreSQL. Synchronous; a whole transaction is meant to run in one worker thread."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.storage.directory import Memory
from bot.storage.engine import make_read_only, open_engine
from bot.storage.group_commit import GroupCommit
from bot.storage.work import Work

__all__ = ["Store", "Work"]


class Store:
    """One database, shared by threads and processes. Its schema must have been migrated."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._memory = Memory()
        self.group_commit = GroupCommit(self.engine) if self.engine.dialect.name == "sqlite" else None

    @contextmanager
    def transaction(self, *, brief: bool = False) -> Iterator[Work]:
        """A writing transaction: committed when the block has ended, rolled back when it raises.

        What is `brief` may wait a moment for others that are, and be committed with them, or be lost with them.
        """
        try:
            with self.group_commit.transaction(brief=brief) if self.group_commit else self.engine.begin() as connection:
                work = Work(connection, self._memory, writes=True)
                yield work
                work.finish()
        except BaseException:
            self._memory.forget()
            raise

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """One unchanging picture of the database, without write locks; writing in it fails."""
        with self.engine.connect() as connection, make_read_only(connection).begin():
            yield Work(connection, self._memory, writes=False)

    def close(self) -> None:
        """Close every connection that is not in use."""
        self.engine.dispose()
