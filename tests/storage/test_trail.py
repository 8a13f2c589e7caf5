"""The audit trail only grows, and a change made behind its back shows."""

import csv
import hashlib
import json
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from typer.testing import CliRunner

from bot.__main__ import app
from bot.casework.outcome import Event
from bot.storage.backup import backup, restore
from bot.storage.engine import open_engine
from bot.storage.migrations import migrate
from bot.storage.store import Store
from bot.storage.trail import Checked, check_trail
from tests.storage.examples import NOW, open_case, settle_in

LINES = 5


@pytest.fixture
def chained(store: Store) -> Store:
    """A trail of some lines, all sealed, in two batches."""
    with store.transaction() as work:
        _, people = settle_in(work)
        case = open_case(work, people)
        for number in range(LINES):
            work.note(case.id, [Event(f"noted_{number}", {"day": "2026-11-23"})], people["ke"].id, NOW, role="ke")
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
        "UPDATE events SET role = 'leader' WHERE id = (SELECT event_id FROM seals WHERE position = 3)",
        "UPDATE events SET role = NULL WHERE id = (SELECT event_id FROM seals WHERE position = 3)",
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
    assert len(rows) - 1 == checked.sealed >= LINES
    assert rows[-2]["segl"] == checked.newest
    assert (rows[-1]["hva"], rows[-1]["rolle"], rows[-1]["segl"]) == ("seen", "command_line", ""), "that the trail was read stands in it"
    assert checked.waiting == 1


def test_a_restored_trail_is_as_whole_as_it_was(chained: Store, database_url: str, other_database_url: str, tmp_path: Path) -> None:
    backup(database_url, tmp_path / "backup.jsonl")
    restore(other_database_url, tmp_path / "backup.jsonl")
    assert check_trail(other_database_url) == check_trail(database_url)
    assert check_trail(other_database_url).sealed >= LINES


@pytest.fixture
def older_url(empty_url: str) -> str:
    """A database from before roles were kept in the trail."""
    migrate(empty_url, "0025")
    return empty_url


def test_a_trail_from_before_roles_were_kept_is_as_whole_after_the_upgrade(older_url: str) -> None:
    engine = open_engine(older_url)
    before = hashlib.sha256(json.dumps(["", 1, 1, NOW.isoformat(), None, "opened", {"day": 1}], sort_keys=True).encode()).hexdigest()
    with engine.begin() as connection:
        values = {"at": NOW.replace(tzinfo=None), "seal": before}
        connection.execute(text("INSERT INTO people (id, name, is_ke, active, absences) VALUES (1, 'Kari', true, true, '[]')"))
        case = "INSERT INTO cases (id, number, type, phase, opened_at, opened_by, version, warned) VALUES"
        connection.execute(text(f"{case} (1, '2026-0417', 'koordinator', 'open', :at, 1, 1, ',')"), values)
        connection.execute(text("INSERT INTO events (id, case_id, at, kind, data) VALUES (1, 1, :at, 'opened', '{\"day\": 1}')"), values)
        connection.execute(text("INSERT INTO seals (position, event_id, digest) VALUES (1, 1, :seal)"), values)
    migrate(older_url)
    assert check_trail(older_url) == Checked(None, 1, 0, before)
    for change in ("UPDATE events SET role = 'ke'", "DELETE FROM events"):
        with pytest.raises(DatabaseError, match="only grows"), engine.begin() as connection:
            connection.execute(text(change))
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO events (id, at, kind, data) VALUES (2, :at, 'seen', '{}')"), values)
    assert check_trail(older_url).waiting == 1
    engine.dispose()


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
