"""Migrations make the tables the program expects; a backup brings everything back, also in the other kind of database."""

import re
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, create_engine, insert, inspect, select, text

from bot.casework.inviting import Invitation
from bot.casework.model import Acceptance, Named, Pause
from bot.casework.outcome import Decision, Event, Kind
from bot.casework.training import Course, Need
from bot.casework.yearly_round import Answer, Numbers, Round
from bot.casework.yearly_tasks import Tick
from bot.storage.backup import SKIPPED, BadBackup, NotEmpty, backup, restore
from bot.storage.engine import BadAddress, open_engine
from bot.storage.migrations import migrate
from bot.storage.store import Store
from bot.storage.tables import metadata
from tests.storage.examples import NOW, TODAY, chat_of, full_case, later, open_case, settle_in, tell


def test_migrations_and_tables_agree(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_migrations_and_tables_agree_to_the_letter_where_conditions_of_indexes_are_kept(sqlite_template: Path, tmp_path: Path) -> None:
    def schema(url: str) -> dict[str, str]:
        engine = create_engine(url)
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")).all()
        engine.dispose()
        return {name: " ".join(sql.split()) for name, sql in rows}

    made = f"sqlite:///{tmp_path / 'made.sqlite'}"
    engine = open_engine(made)
    metadata.create_all(engine)
    engine.dispose()
    assert schema(f"sqlite:///{sqlite_template}") == schema(made)


def test_migrating_twice_changes_nothing(store: Store, database_url: str) -> None:
    with store.transaction() as work:
        work.mark("tick", "now")
    migrate(database_url)
    with store.reading() as work:
        assert work.marked("tick") == "now"


def test_what_was_stored_before_handovers_were_known_is_there_after_the_upgrade(first_url: str) -> None:
    fill_first(first_url)
    migrate(first_url)
    store = Store(first_url)
    with store.transaction() as work:
        case = work.case(1)
        assert case
        assert (case.number, case.pause, case.closing, case.closings, case.pauses) == ("2026-0417", None, None, 0, 0)
        assert (case.handovers, case.facts) == ((), ())
        assert case.requests[0].passed_to == (1,), "whoever it was passed on to stands in the trail"
        assert case.requests[0].offer == Acceptance(Named(1), True, True, False), "what was kept as JSON is read as before"
        assert case.assignment
        assert (case.assignment.named, case.assignment.starts_on, case.assignment.ends_on) == (Named(1), None, None)
        paused = replace(case, version=case.version + 1, pause=Pause(1, TODAY, NOW, 1), pauses=1)
        work.save(case, Decision(paused), 1, NOW)
    with store.reading() as work:
        assert work.case(1) == paused
    store.close()


def test_a_backup_from_before_handovers_is_restored_and_upgraded(first_url: str, tmp_path: Path) -> None:
    fill_first(first_url)
    path = tmp_path / "backup.jsonl"
    backup(first_url, path)
    fresh = f"sqlite:///{tmp_path / 'fresh.sqlite'}"
    restore(fresh, path)
    migrate(first_url)
    assert contents(fresh) == contents(first_url)


def test_a_column_of_enums_is_wide_enough_for_every_code(store: Store) -> None:
    found = inspect(store.engine)
    for table in metadata.sorted_tables:
        widths = {column["name"]: getattr(column["type"], "length", None) for column in found.get_columns(table.name)}
        for column in table.columns:
            codes = getattr(column.type, "enums", [])
            assert all(len(code) <= (widths[column.name] or 0) for code in codes), column


def test_only_two_kinds_of_database_are_known() -> None:
    for url in ("mysql+pymysql://localhost/x", "/var/lib/bot.sqlite"):
        with pytest.raises(BadAddress):
            open_engine(url)


def test_on_sqlite_the_log_is_ahead_writes_are_whole_and_references_hold(sqlite_template: Path) -> None:
    engine = open_engine(f"sqlite:///{sqlite_template}")
    with engine.connect() as connection:
        pragmas = [connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")]
    engine.dispose()
    assert pragmas == ["wal", 2, 1, 10_000]


# ---- the first tables


@pytest.fixture
def first_url(empty_url: str) -> str:
    """A database with the tables of the first revision, and no more."""
    migrate(empty_url, "0001")
    return empty_url


def fill_first(url: str) -> None:
    """A case with a coordinator, written as the first revision had it."""
    person = {"id": 1, "name": "Ada", "is_ke": True, "active": True, "absences": []}
    unit = {"id": 1, "name": "Hjemmetjenesten sør", "categories": [], "uses_record_system": True, "active": True}
    case = {
        "id": 1,
        "number": "2026-0417",
        "type": "koordinator",
        "phase": "appointed",
        "decided_on": TODAY,
        "appoint_by": TODAY,
        "opened_at": NOW,
        "opened_by": 1,
        "version": 3,
        "warned": ",",
    }
    asked = {"case_id": 1, "position": 0, "seq": 1, "unit": 1, "sent_at": NOW, "sent_by": 1, "deadline": TODAY, "recipients": ",1,"}
    offer = {"named": {"person": 1, "name": None, "service": None}, "permanent": True, "informed": True, "access": False}
    answer = {"state": "accepted", "reminded_on": ",", "offer": offer}
    named = {"case_id": 1, "position": 0, "seq": 1, "unit": 1, "request": 1, "named_person": 1, "named_at": NOW, "named_by": 1}
    engine = open_engine(url)
    with engine.begin() as connection:
        found = MetaData()
        found.reflect(connection)
        passed = {"id": 1, "case_id": 1, "at": NOW, "actor": 1, "kind": "passed_on", "data": {"request": 1, "to": 1}}
        rows = {"people": person, "units": unit, "cases": case, "requests": asked | answer, "assignments": named, "events": passed}
        for table, row in rows.items():
            connection.execute(insert(found.tables[table]).values(row))
    engine.dispose()


# ---- backup


def fill(store: Store) -> None:
    """Something in every table."""
    with store.transaction() as work:
        unit, people = settle_in(work)
        case = full_case(work.next_case_id(), unit, people)
        work.save(None, Decision(case), people["ke"].id, NOW)
        open_case(work, people, next_look_at=later(days=1))
        work.post(tell("a", people["ke"].id, Kind.DIGEST, reminding_on=TODAY, case=case.id, data={"æøå": [1, None, "x"]}), NOW)
        work.keep_dialog(people["ke"].id, {"step": "name"}, NOW)
        work.is_new("activity-1", NOW)
        work.rest(NOW)
        work.mark("digest", "2026-11-23")
        work.add_need(Need(work.next_need_id(), unit.id, "basic", 3, True, NOW, people["leader"].id, TODAY))
        work.save_course(Course(people["employee"].id, TODAY, NOW, people["ke"].id))
        invitation = Invitation(work.next_invitation_id(), "gathering", TODAY, "Rådhuset", people["ke"].id, NOW, time(10, 30), "Nytt")
        work.add_invitation(invitation)
        work.invite(invitation.id, [people["employee"].id])
        work.save_yearly_tick(Tick("gathering", 2026, TODAY, people["ke"].id, NOW))
        round = Round(2026, NOW, TODAY, people["ke"].id)
        work.add_round(round)
        work.save_round(round, [Answer(case.id, Numbers({"group": 3}, plan=True), NOW, people["employee"].id)])
        work.note(case.id, [Event("noted", {})], people["ke"].id, NOW)
        work.seal(1)


def contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table; of the counters their names, for a restore leaves a gap."""
    engine = open_engine(url)
    with engine.connect() as connection:
        found = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }
    engine.dispose()
    found["counters"] = [(name,) for name, _ in found["counters"]]
    return found


def test_everything_comes_back_and_numbering_goes_on(store: Store, database_url: str, other_database_url: str, tmp_path: Path) -> None:
    fill(store)
    kept = contents(database_url)
    assert all(kept.values()), "every table is tried"
    path = tmp_path / "backup.jsonl"
    by_itself = len(kept["unsealed"])  # the database fills that table from the others
    assert backup(database_url, path) == sum(len(rows) for rows in kept.values()) - by_itself
    assert path.stat().st_mode & 0o777 == 0o600
    restore(other_database_url, path)
    assert contents(other_database_url) == kept
    restored = Store(other_database_url)
    with restored.transaction() as work:
        new = work.meet("entra-new", "29:new", "Ny", None, chat_of("new"))
        assert new.id == 5
        assert work.next_case_id() == 3 + SKIPPED
        assert work.post(tell("b", new.id), NOW)
    restored.close()


def test_a_bot_can_move_from_sqlite_to_postgresql(sqlite_template: Path, postgres: "object", database_url: str, tmp_path: Path) -> None:
    if database_url.startswith("sqlite"):
        return  # the other way is the test before this one
    old = f"sqlite:///{tmp_path / 'old.sqlite'}"
    migrate(old)
    store = Store(old)
    fill(store)
    store.close()
    backup(old, tmp_path / "backup.jsonl")
    restore(database_url, tmp_path / "backup.jsonl")
    assert contents(database_url) == contents(old)


def test_a_backup_shows_one_instant_while_the_bot_goes_on(store: Store, database_url: str, tmp_path: Path) -> None:
    fill(store)
    with store.transaction() as work:
        work.mark("tick", "not committed")
        backup(database_url, tmp_path / "backup.jsonl")
    assert "not committed" not in (tmp_path / "backup.jsonl").read_text()


def test_nothing_is_restored_over_something(store: Store, database_url: str, tmp_path: Path) -> None:
    fill(store)
    path = tmp_path / "backup.jsonl"
    backup(database_url, path)
    kept = contents(database_url)
    with pytest.raises(NotEmpty):
        restore(database_url, path)
    assert contents(database_url) == kept


def test_a_backup_that_is_cut_strange_or_newer_is_refused_before_anything_is_touched(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    fill(store)
    path = tmp_path / "backup.jsonl"
    backup(database_url, path)
    whole = path.read_text()
    empty = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    lines = whole.splitlines(keepends=True)
    for bad in (
        "",
        "hello",
        whole[: len(whole) // 2],
        "".join(lines[:-1]),
        "".join(lines[:5] + lines[6:]),
        "[]\n",
        re.sub(r'"\d{4}"', '"9999"', whole, count=1),
    ):
        path.write_text(bad)
        with pytest.raises(BadBackup):
            restore(empty, path)
    assert not (tmp_path / "empty.sqlite").exists()


def test_references_hold(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"), store.transaction() as work:
        work.connection.execute(
            insert(metadata.tables["chats"]).values(person_id=99, teams_id="", service_url="", conversation_id="", open=True)
        )
