"""Everybody's chats, kept in a SQLite file of the local Teams' own: activities, blocks, caught mail and the clock's offset."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

Json = dict[str, Any]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS activity (
    place INTEGER PRIMARY KEY, person TEXT NOT NULL, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
    author TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS activity_of_person ON activity (person, place);
CREATE TABLE IF NOT EXISTS chat (person TEXT PRIMARY KEY, installed INTEGER NOT NULL DEFAULT 0, blocked INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS mail (id INTEGER PRIMARY KEY, sender TEXT NOT NULL, recipients TEXT NOT NULL, subject TEXT NOT NULL,
    text TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS number (name TEXT PRIMARY KEY, value NUMERIC NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Activity:
    """One message in a person's chat as it stands now; `author` is "bot" or "person", `body` the Bot Framework activity."""

    id: str
    person: str
    version: int
    author: str
    body: Json
    at: str

    @property
    def attachments(self) -> list[Json]:
        """What is attached, without the HTML copy of the text that Teams adds."""
        return [a for a in self.body.get("attachments") or [] if a.get("contentType") != "text/html"]


@dataclass(frozen=True, slots=True)
class Mail:
    """One caught e-mail."""

    id: int
    sender: str
    recipients: list[str]
    subject: str
    text: str
    at: str


@dataclass(eq=False, slots=True)
class Changes:
    """What is new in somebody's chat and what has changed in it, by id, in that order."""

    person: str
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)


class Chats:
    """The file. `watchers` are told after each change what changed: a person's id, or "mail"."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(_SCHEMA)
        self.watchers: set[Callable[[str], None]] = set()
        self._noting: set[Changes] = set()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def new_id(self, now: datetime) -> str:
        """A new activity id as Teams makes them: milliseconds, always higher than the last one."""
        row = self._db.execute(
            "INSERT INTO number VALUES ('last id', ?) "
            "ON CONFLICT (name) DO UPDATE SET value = max(value + 1, excluded.value) RETURNING value",
            (int(now.timestamp() * 1000),),
        ).fetchone()
        return str(row[0])

    def add(self, person: str, author: str, body: Json, now: datetime) -> str:
        """Put a new activity at the end of a person's chat; returns its id."""
        new = self.new_id(now)
        self._db.execute(
            "INSERT INTO activity (person, id, version, author, body, at) VALUES (?, ?, 1, ?, ?, ?)",
            (person, new, author, json.dumps(body, ensure_ascii=False), stamp(now)),
        )
        for changes in self._noted(person):
            changes.created.append(new)
        self.tell(person)
        return new

    def change(self, activity_id: str, body: Json) -> None:
        """Let an activity read as `body` from now on; its version rises."""
        row = self._db.execute(
            "UPDATE activity SET body = ?, version = version + 1 WHERE id = ? RETURNING person",
            (json.dumps(body, ensure_ascii=False), activity_id),
        ).fetchone()
        for changes in self._noted(row[0]):
            if activity_id not in (*changes.created, *changes.updated):
                changes.updated.append(activity_id)
        self.tell(row[0])

    def find(self, activity_id: str) -> Activity | None:
        """The activity with this id, in whoever's chat."""
        return next(iter(self._read("WHERE id = ?", activity_id)), None)

    def read(self, person: str) -> list[Activity]:
        """A person's chat, oldest first."""
        return self._read("WHERE person = ? ORDER BY place", person)

    @contextmanager
    def noting(self, person: str) -> Iterator[Changes]:
        """What happens in a person's chat meanwhile; a long chat need not be read for it."""
        changes = Changes(person)
        self._noting.add(changes)
        try:
            yield changes
        finally:
            self._noting.discard(changes)

    def _noted(self, person: str) -> list[Changes]:
        return [changes for changes in self._noting if changes.person == person]

    def is_installed(self, person: str) -> bool:
        """Whether the bot is installed for the person."""
        return self._flag(person, "installed")

    def is_blocked(self, person: str) -> bool:
        """Whether the person has blocked the bot."""
        return self._flag(person, "blocked")

    def set_installed(self, person: str, installed: bool) -> None:
        """Remember that the bot was installed for the person, or removed."""
        self._db.execute(
            "INSERT INTO chat (person, installed) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET installed = excluded.installed",
            (person, installed),
        )

    def set_blocked(self, person: str, blocked: bool) -> None:
        """Remember that the person blocked the bot, or let it in again."""
        self._db.execute(
            "INSERT INTO chat (person, blocked) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET blocked = excluded.blocked",
            (person, blocked),
        )
        self.tell(person)

    def add_mail(self, sender: str, recipients: Sequence[str], subject: str, text: str, now: datetime) -> None:
        """Keep an e-mail."""
        self._db.execute(
            "INSERT INTO mail (sender, recipients, subject, text, at) VALUES (?, ?, ?, ?, ?)",
            (sender, json.dumps(list(recipients)), subject, text, stamp(now)),
        )
        self.tell("mail")

    def read_mail(self) -> list[Mail]:
        """All e-mails, oldest first."""
        rows = self._db.execute("SELECT id, sender, recipients, subject, text, at FROM mail ORDER BY id")
        return [Mail(number, sender, json.loads(to), subject, text, at) for number, sender, to, subject, text, at in rows]

    def offset(self) -> timedelta:
        """How far the clock was moved; nothing in a new file."""
        row = self._db.execute("SELECT value FROM number WHERE name = 'offset'").fetchone()
        return timedelta(seconds=row[0] if row else 0)

    def keep_offset(self, offset: timedelta) -> None:
        """Remember how far the clock was moved."""
        self._db.execute("INSERT OR REPLACE INTO number VALUES ('offset', ?)", (offset.total_seconds(),))

    def tell(self, what: str) -> None:
        """Tell the watchers what changed."""
        for watcher in tuple(self.watchers):
            watcher(what)

    def _read(self, where: str, value: str) -> list[Activity]:
        rows = self._db.execute(f"SELECT id, person, version, author, body, at FROM activity {where}", (value,))  # noqa: S608
        return [Activity(new, person, version, author, json.loads(body), at) for new, person, version, author, body, at in rows]

    def _flag(self, person: str, column: str) -> bool:
        row = self._db.execute(f"SELECT {column} FROM chat WHERE person = ?", (person,)).fetchone()  # noqa: S608
        return bool(row and row[0])


def stamp(instant: datetime) -> str:
    """An instant as Teams writes it: UTC, milliseconds, Z."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
