"""The audit trail only grows, and a change made behind its back shows."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from typer.testing import CliRunner

from bot.__main__ import app
from bot.casework.outcome import Event
from bot.storage.backup import backup, restore
from bot.storage.store import Store
from bot.storage.trail import check_trail
from tests.storage.examples import NOW, open_case, settle_in

LINES = 5


@pytest.fixture
def chained(store: Store) -> Store:
    """A trail of some lines, all sealed, in two batches."""
    with store.transaction() as work:
        _, people = settle_in(work)
        case = open_case(work, people)
        for number in range(LINES):
            work.note(case.id, [Event(f"noted_{number}", {"day": "2026-11-23"})], people["ke"].id, NOW)
    for expected in (3, 2):
        with store.transaction() as work:
            assert work.seal(3) >= expected
    with store.transaction() as work:
        work.seal(100)
    return store


def test_a_line_that_was_kept_from_its_seal_is_found(chained: Store, database_url: str) -> None:
    with chained.transaction() as work:
        work.note(1, [Event("noted", {})], None, NOW)
        work.connection.execute(text("DELETE FROM unsealed"))
    assert check_trail(database_url).broken is not None


@pytest.mark.parametrize("table", ["events", "seals"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {}", "DELETE FROM {}"])
def test_no_line_and_no_seal_can_be_changed_or_removed(chained: Store, table: str, change: str) -> None:
    column = {"events": "kind = 'other'", "seals": "digest = 'other'"}[table]
    with pytest.raises(DatabaseError, match="only grows"), chained.transaction() as work:
        work.connection.execute(text(change.format(table, column)))


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE events SET kind = 'other' WHERE id = (SELECT event_id FROM seals WHERE position = 3)",
        "UPDATE events SET actor = NULL WHERE id = (SELECT event_id FROM seals WHERE position = 3)",
        "DELETE FROM events WHERE id = (SELECT event_id FROM seals WHERE position = 3)",
        "DELETE FROM seals WHERE position = 3",
    ],
)
def test_what_was_done_behind_its_back_is_found_at_its_first_link(chained: Store, database_url: str, tampering: str) -> None:
    assert check_trail(database_url).broken is None
    with chained.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            for table in ("events", "seals"):
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        else:
            for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(tampering))
    assert check_trail(database_url).broken == 3
    told = CliRunner().invoke(app, ["audit", "check", "--database", database_url])
    assert (told.exit_code, "ledd 3" in told.output) == (1, True)


def test_a_whole_trail_is_said_to_be_whole_and_is_written_out(chained: Store, database_url: str, tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["audit", "check", "--database", database_url])
    assert (told.exit_code, "er hel" in told.output) == (0, True)
    out = tmp_path / "logg.csv"
    assert CliRunner().invoke(app, ["export", "audit", "--database", database_url, "--out", str(out)]).exit_code == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    checked = check_trail(database_url)
    assert len(rows) == checked.sealed >= LINES
    assert rows[-1]["segl"] == checked.newest
    assert checked.waiting == 0


def test_a_restored_trail_is_as_whole_as_it_was(chained: Store, database_url: str, other_database_url: str, tmp_path: Path) -> None:
    backup(database_url, tmp_path / "backup.jsonl")
    restore(other_database_url, tmp_path / "backup.jsonl")
    assert check_trail(other_database_url) == check_trail(database_url)
    assert check_trail(other_database_url).sealed >= LINES


def test_what_is_new_waits_until_the_next_tick_and_joins_the_chain(chained: Store, second: Store, database_url: str) -> None:
    before = check_trail(database_url)
    with second.transaction() as work:
        work.note(1, [Event("noted_later", {})], None, NOW)
    assert check_trail(database_url).waiting == 1
    with chained.transaction() as work:
        assert work.seal(100) == 1
    with second.transaction() as work:
        assert work.seal(100) == 0
    assert (check_trail(database_url).sealed, check_trail(database_url).broken) == (before.sealed + 1, None)


def test_an_error_of_the_database_leaves_out_the_values_it_was_given(store: Store) -> None:
    with pytest.raises(DatabaseError) as error, store.transaction() as work:
        work.connection.execute(text("INSERT INTO marks (name, value) VALUES (:name, NULL)"), {"name": "2026-0417"})
    assert "hide_parameters" in str(error.value)
