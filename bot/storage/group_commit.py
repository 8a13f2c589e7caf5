"""SQLite has one writer at a time, and a commit waits for the disk: turns that stand in line for their turn to write share a commit."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from sqlite3 import OperationalError as SqliteError
from threading import Event, Lock

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from bot.storage.engine import LOCK_WAIT_MS, undoable

MOST = 8
"""How many share a commit: the first of them waits for all."""


@dataclass(slots=True)
class Group:
    """One transaction, and those who write in it one after the other."""

    connection: Connection
    ending: ExitStack
    """Commits, or undoes everything when it is given an error."""
    size: int = 0
    over: Event = field(default_factory=Event)
    """Set when it is on disk, or never will be."""
    error: Exception | None = None


class GroupCommit:
    """Lets the writers of one process in one at a time, as they come. SQLite lets them in by polling, so that some wait past its patience.

    Nobody waits longer for it than SQLite would: behind a file that somebody else has locked, each would wait for all before it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._inside = Lock()
        """Held by whoever writes."""
        self._counting = Lock()
        self.in_line = 0
        """How many wait to write and may share a commit."""
        self._group: Group | None = None
        """Not committed yet: whoever is inside, or the next in line, sees to that."""

    @contextmanager
    def transaction(self, *, brief: bool) -> Iterator[Connection]:
        """On disk when the block has ended; undone when it raises. Only what is `brief` shares its commit, with others that are."""
        group = self._enter(brief=brief)
        try:
            with undoable(group.connection):
                yield group.connection
        except BaseException as error:
            self._leave(group, brief=brief, gone=None if goes_on(group.connection) else error)
            raise
        self._leave(group, brief=brief)
        group.over.wait()
        if group.error:
            raise OperationalError("COMMIT", None, group.error)

    def _enter(self, *, brief: bool) -> Group:
        with self._counting:
            self.in_line += brief
        inside = self._inside.acquire(timeout=LOCK_WAIT_MS / 1000)
        with self._counting:
            self.in_line -= brief
            inside = inside or self._inside.acquire(blocking=False)  # whoever left in this very moment left the commit to us
        if not inside:
            raise OperationalError("BEGIN IMMEDIATE", None, SqliteError("database is locked"))
        try:
            if self._group and not brief:
                self._close(self._group)
            self._group = self._group or begin(self._engine)
            self._group.size += 1
        except BaseException:
            self._inside.release()
            raise
        return self._group

    def _leave(self, group: Group, *, brief: bool, gone: BaseException | None = None) -> None:
        with self._counting:
            left_to_the_next = brief and not gone and self.in_line and group.size < MOST
            if left_to_the_next:
                self._inside.release()
        if not left_to_the_next:
            self._close(group, gone)
            self._inside.release()

    def _close(self, group: Group, gone: BaseException | None = None) -> None:
        """Commit, unless the transaction is gone, and let everybody go."""
        self._group = None
        try:
            with group.ending:
                if gone:
                    raise SqliteError("the transaction is gone") from gone
        except Exception as error:
            group.error = error
        finally:
            group.over.set()


def begin(engine: Engine) -> Group:
    """A transaction that nobody has written in yet."""
    with ExitStack() as ending:
        return Group(ending.enter_context(engine.begin()), ending.pop_all())


def goes_on(connection: Connection) -> bool:
    """Whether the transaction is still there: for want of room on the disk SQLite undoes all of it, not only what one of them wrote."""
    return not connection.invalidated and bool(getattr(connection.connection.dbapi_connection, "in_transaction", False))
