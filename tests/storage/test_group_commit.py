"""Turns that stand in line to write to one SQLite file share a commit; none is let go before it is on disk, or loses its own."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import OperationalError

from bot.storage import group_commit, migrations
from bot.storage.engine import open_engine
from bot.storage.group_commit import MOST, GroupCommit
from bot.storage.store import Store
from tests.storage.examples import chat_of

Write = Callable[[], None]


class Line:
    """Writers of one file, let in one after the other, with what is committed counted."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.engine: Engine = open_engine(f"sqlite:///{file}")
        self.commits = 0
        self.group_commit = GroupCommit(self.engine)
        with self.engine.begin() as connection:
            connection.execute(text("create table said (word text unique not null)"))
        event.listen(self.engine, "commit", self._count)
        self._pool = ThreadPoolExecutor(64)

    def _count(self, _connection: object) -> None:
        self.commits += 1

    def say(self, word: str, meanwhile: Write | None = None, *, brief: bool = True) -> str:
        """Write one word, and do something else before it is committed."""
        with self.group_commit.transaction(brief=brief) as connection:
            connection.execute(text("insert into said values (:word)"), {"word": word})
            if meanwhile:
                meanwhile()
        return word

    def later(self, word: str, meanwhile: Write | None = None, *, brief: bool = True) -> Future[str]:
        """The same, in a thread of its own."""
        return self._pool.submit(self.say, word, meanwhile, brief=brief)

    def start(self, what: Write) -> Future[None]:
        """Anything else in a thread of its own."""
        return self._pool.submit(what)

    def wait_for(self, many: int, where: GroupCommit | None = None) -> None:
        """Until so many wait to write."""
        group_commit, until = where or self.group_commit, time.monotonic() + 10
        while group_commit.in_line < many:
            assert time.monotonic() < until, f"only {group_commit.in_line} came"
            time.sleep(0.001)

    def on_disk(self) -> set[str]:
        """What somebody else sees in the file."""
        with sqlite3.connect(self.file) as other:
            return {word for (word,) in other.execute("select word from said")}

    def close(self) -> None:
        self._pool.shutdown()
        self.engine.dispose()


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    opened = Line(tmp_path / "words.sqlite")
    yield opened
    opened.close()


def queue(line: Line, words: list[str]) -> list[Future[str]]:
    """The first writes until all the others stand in line."""
    said: list[Future[str]] = []

    def let_others_come() -> None:
        said.extend(line.later(word) for word in words[1:])
        line.wait_for(len(words) - 1)

    first = line.later(words[0], let_others_come)
    first.exception(timeout=30)
    return [first, *said]


def test_those_who_stand_in_line_share_one_commit(line: Line) -> None:
    words = [f"word {number}" for number in range(MOST)]
    assert [said.result(30) for said in queue(line, words)] == words
    assert line.on_disk() == set(words)
    assert line.commits == 1


def test_no_more_than_so_many_share_it(line: Line) -> None:
    words = [f"word {number}" for number in range(MOST + 1)]
    assert [said.result(30) for said in queue(line, words)] == words
    assert line.commits == 2


def test_one_who_writes_alone_waits_for_nobody(line: Line) -> None:
    line.say("first")
    line.say("second")
    assert line.commits == 2


def test_whoever_is_let_go_is_on_disk(line: Line) -> None:
    def say(number: int) -> bool:
        return line.say(f"word {number}") in line.on_disk()

    with ThreadPoolExecutor(12) as pool:
        assert all(pool.map(say, range(120)))
    assert line.commits < 120


def test_what_one_of_them_wrote_is_undone_alone(line: Line) -> None:
    def break_off() -> None:
        raise ValueError

    said: list[Future[str]] = []

    def let_others_come() -> None:
        said.extend([line.later("second", break_off), line.later("third")])
        line.wait_for(2)

    assert line.later("first", let_others_come).result(30) == "first"
    assert [type(each.exception(30)) for each in said] == [ValueError, type(None)]
    assert line.on_disk() == {"first", "third"}
    assert line.commits == 1


def test_what_takes_its_time_is_not_waited_for(line: Line) -> None:
    for number in range(30):  # which of the two comes first is not for us to say
        seen: list[set[str]] = []
        waiting: list[Future[str]] = []

        def let_both_come(number: int = number, seen: list[set[str]] = seen, waiting: list[Future[str]] = waiting) -> None:
            waiting.append(line.later(f"long {number}", lambda: seen.append(line.on_disk()), brief=False))
            waiting.append(line.later(f"brief {number}"))
            line.wait_for(1)

        line.later(f"first {number}", let_both_come).result(30)
        for each in waiting:
            each.result(30)
        assert f"first {number}" in seen[0]


def test_when_it_cannot_be_committed_everybody_is_told(line: Line) -> None:
    event.listen(line.engine, "commit", refuse)
    said = queue(line, ["one", "two", "three"])
    assert [type(each.exception(30)) for each in said] == [OperationalError] * 3
    event.remove(line.engine, "commit", refuse)
    assert line.on_disk() == set()
    assert line.say("four") in line.on_disk()


def test_those_whose_writing_went_with_anothers_are_told(line: Line) -> None:
    """SQLite may undo the whole transaction where it had no room or could not read or write (sqlite.org/lang_transaction.html)."""

    def lose_all() -> None:
        with line.group_commit.transaction(brief=True) as connection:
            connection.exec_driver_sql("rollback")
            raise sqlite3.OperationalError("disk I/O error")

    lost: list[Future[None]] = []

    def let_it_come() -> None:
        lost.append(line.start(lose_all))
        line.wait_for(1)

    assert type(line.later("first", let_it_come).exception(30)) is OperationalError
    assert str(lost[0].exception(30)) == "disk I/O error"
    assert line.say("second") in line.on_disk()


def test_whoever_gives_up_waiting_leaves_nothing_uncommitted(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "LOCK_WAIT_MS", 2)
    gave_up = 0
    for number in range(400):
        both = [line.later(f"{who} {number}", lambda number=number: time.sleep(0.002 + number % 3 / 1000)) for who in ("one", "other")]
        outcomes = [each.exception(5) for each in both]
        assert None in outcomes
        gave_up += any(outcomes)
    assert gave_up > 0
    assert len(line.on_disk()) == 800 - gave_up


def test_what_was_read_and_never_committed_is_not_remembered(line: Line, tmp_path: Path) -> None:
    """The directory's version that was given to somebody who is not there is given again to somebody who is."""
    file = tmp_path / "bot.sqlite"
    store = empty_store(file)
    assert store.group_commit

    def meet(name: str, meanwhile: Write | None = None) -> None:
        with store.transaction(brief=True) as work:
            work.meet(f"entra-{name}", f"29:{name}", name, None, chat_of(name))
            if meanwhile:
                meanwhile()

    def look() -> None:
        with store.transaction(brief=True) as work:
            assert work.person_by_entra("entra-gone")

    looking: list[Future[None]] = []

    def let_somebody_look() -> None:
        looking.append(line.start(look))
        line.wait_for(1, store.group_commit)

    event.listen(store.engine, "commit", refuse)
    with pytest.raises(OperationalError):
        meet("gone", let_somebody_look)
    assert isinstance(looking[0].exception(30), OperationalError)
    event.remove(store.engine, "commit", refuse)
    elsewhere = Store(f"sqlite:///{file}")
    with elsewhere.transaction() as work:
        work.meet("entra-there", "29:there", "there", None, chat_of("there"))
    with store.reading() as work:
        assert work.person_by_entra("entra-there")
        assert work.person_by_entra("entra-gone") is None
    store.close()
    elsewhere.close()


def empty_store(file: Path) -> Store:
    """A store on a database in which nothing has happened."""
    url = f"sqlite:///{file}"
    migrations.migrate(url)
    return Store(url)


def refuse(_connection: object) -> None:
    """A disk that fails at the commit."""
    raise sqlite3.OperationalError("disk I/O error")
