"""Closed cases leave the bot only when the archive has them as they are, the municipality's time has passed, and somebody says so."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from sqlalchemy import select
from typer.testing import CliRunner

from bot.__main__ import app
from bot.casework.model import Case
from bot.casework.outcome import Decision, Event, Kind, Message
from bot.casework.yearly_round import Answer, Numbers, Round
from bot.clock import SystemClock
from bot.storage.store import Store, Work
from bot.storage.tables import metadata
from bot.storage.trail import check_trail
from tests.storage.examples import NOW, TODAY, full_case, settle_in

OLD, RECENT = "2026-0417", "2026-0500"
TABLES = metadata.sorted_tables


def ago(months: int) -> datetime:
    """An instant by the machine's clock, which the command line goes by."""
    return SystemClock().now() - relativedelta(months=months)


def keep(work: Work, people: dict[str, Any], case: Case) -> None:
    """A case with something about it in every table, and questions that name it."""
    ke = people["ke"].id
    work.save(None, Decision(case, (Event("opened", {"number": case.number}),)), ke, NOW)
    work.save_round(Round(2026, NOW, TODAY, ke), [Answer(case.id, Numbers({"group": 2}, plan=True), NOW, ke)])
    work.post(Message(f"welcome/{case.id}", Kind.WELCOME, ke, NOW, case.id), NOW)
    asked = {"view": "choose_case", "cases": [case.number, "2026-0999"]}
    work.post(Message(f"answer/{case.id}", Kind.ANSWER, ke, NOW, data=asked), NOW)
    work.keep_dialog(people["leader"].id, {"asked": "case", "about": {"case": case.number}}, NOW)


@pytest.fixture
def filled(database_url: str) -> str:
    """A case that was closed fourteen months ago, one two months ago, and an open one."""
    store = Store(database_url)
    with store.transaction() as work:
        unit, people = settle_in(work)
        work.add_round(Round(2026, NOW, TODAY, people["ke"].id))
        for number, closed in ((OLD, ago(14)), (RECENT, ago(2)), ("2026-0600", None)):
            keep(work, people, replace(full_case(work.next_case_id(), unit, people), number=number, closed_at=closed))
        work.keep_dialog(people["ke"].id, {"asked": "case", "about": {"case": OLD}}, NOW)
    store.close()
    return database_url


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A municipality whose cases may go after a year."""
    path = tmp_path / "own.yaml"
    path.write_text("extends: standard\nretention: {purge_after_months: 12}\n", encoding="utf-8")
    return path


def run(url: str, profile: Path | str, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, [*arguments, "--database", url, "--profile", str(profile)])
    return done.exit_code, " ".join(done.output.split())


def archive(url: str, profile: Path, folder: Path) -> None:
    assert run(url, profile, "export", "archive", "--out", str(folder / "arkiv"))[0] == 0


def contents(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    store = Store(url)
    with store.reading() as work:
        found = {table.name: [tuple(map(str, row)) for row in work.connection.execute(select(table))] for table in TABLES}
    store.close()
    return found


def change(url: str, number: str, *, reopened: bool = False) -> None:
    """Something happens with a closed case."""
    store = Store(url)
    with store.transaction() as work:
        (case,) = work.cases_numbered(number)
        after = replace(case, version=case.version + 1, **({"closed_at": None} if reopened else {"suggested": None}))
        work.save(case, Decision(after, (Event("corrected"),)), 1, SystemClock().now())
    store.close()


def test_a_case_that_may_go_leaves_nothing_but_its_trail_and_takes_nothing_else_along(filled: str, profile: Path, tmp_path: Path) -> None:
    archive(filled, profile, tmp_path)
    before = contents(filled)
    assert run(filled, profile, "purge", "--dry-run") == (
        0,
        "1 saker kan fjernes. De ble avsluttet for minst 12 måneder siden, og er arkivert.",
    )
    assert contents(filled) == before
    code, told = run(filled, profile, "purge", "--yes")
    assert (code, "1 saker er fjernet" in told, OLD in told) == (0, True, False)
    after = contents(filled)
    about = [table.name for table in TABLES if "case_id" in table.c and table.name != "events"]
    for table in TABLES:
        gone = [row for row in before[table.name] if row not in after[table.name]]
        new = [row for row in after[table.name] if row not in before[table.name]]
        assert bool(gone) == (table.name in {*about, "cases", "dialogs"}), table.name
        assert bool(new) == (table.name in {"events", "unsealed"}), table.name
        if table.name in about:
            place = list(table.c.keys()).index("case_id")
            assert {row[place] for row in gone if table.name != "messages" or OLD not in str(row)} == {"1"}, table.name
        assert not any(OLD in str(row) for row in after[table.name] if table.name != "events"), table.name
    assert [row[0] for row in before["cases"] if row not in after["cases"]] == ["1"]
    assert len(before["messages"]) - len(after["messages"]) == 2
    assert len(before["dialogs"]) - len(after["dialogs"]) == 1


def test_the_trail_is_whole_after_it_and_says_that_the_case_was_removed(filled: str, profile: Path, tmp_path: Path) -> None:
    archive(filled, profile, tmp_path)
    store = Store(filled)
    with store.transaction() as work:
        work.seal(100)
    sealed = check_trail(filled).sealed
    assert run(filled, profile, "purge", "--yes")[0] == 0
    with store.transaction() as work:
        assert work.seal(100) == 1
    store.close()
    assert (check_trail(filled).broken, check_trail(filled).sealed) == (None, sealed + 1)
    lines = [row for row in contents(filled)["events"] if row[1] == "1"]
    assert [(row[4], row[6]) for row in (lines[0], lines[-1])] == [("opened", "ke"), ("purged", "command_line")]


def test_what_the_archive_does_not_have_as_it_is_now_stays(filled: str, profile: Path, tmp_path: Path) -> None:
    left = "1 er gamle nok, men ikke arkivert slik de er nå."
    assert left in run(filled, profile, "purge", "--yes")[1], "never archived"
    archive(filled, profile, tmp_path)
    change(filled, OLD)
    assert left in run(filled, profile, "purge", "--yes")[1], "changed since"
    archive(filled, profile, tmp_path)
    change(filled, OLD, reopened=True)
    assert run(filled, profile, "purge", "--yes")[1].startswith("0 saker er fjernet."), "open again"
    assert len(contents(filled)["cases"]) == 3


def test_what_was_not_written_is_not_archived(filled: str, profile: Path, tmp_path: Path) -> None:
    (tmp_path / "felles").mkdir(mode=0o755)
    assert run(filled, profile, "export", "archive", "--out", str(tmp_path / "felles"))[0] == 1
    profile.write_text("extends: standard\nretention: {archive_after_months: 24, purge_after_months: 24}\n", encoding="utf-8")
    archive(filled, profile, tmp_path)
    profile.write_text("extends: standard\nretention: {purge_after_months: 12}\n", encoding="utf-8")
    assert run(filled, profile, "purge", "--yes")[1].startswith("0 saker er fjernet.")


def test_without_a_time_or_a_clear_word_nothing_is_removed(filled: str, profile: Path, tmp_path: Path) -> None:
    archive(filled, profile, tmp_path)
    before = contents(filled)
    code, told = run(filled, "standard", "purge", "--yes")
    assert (code, "ingen lagringstid" in told) == (1, True)
    for unclear in ((), ("--dry-run", "--yes")):
        assert run(filled, profile, "purge", *unclear) == (1, "Velg enten --dry-run eller --yes.")
    assert contents(filled) == before


def test_a_question_that_names_a_number_stays_while_another_case_has_it(filled: str, profile: Path, tmp_path: Path) -> None:
    store = Store(filled)
    with store.transaction() as work:
        (other,) = work.cases_numbered("2026-0600")
        work.save(other, Decision(replace(other, version=other.version + 1, number=OLD)), 1, NOW)
    store.close()
    archive(filled, profile, tmp_path)
    before = contents(filled)
    assert run(filled, profile, "purge", "--yes")[0] == 0
    after = contents(filled)
    assert (len(before["messages"]) - len(after["messages"]), after["dialogs"]) == (1, before["dialogs"])


def test_a_profile_cannot_remove_what_it_has_not_let_the_archive_take(profile: Path) -> None:
    profile.write_text("extends: standard\nretention: {archive_after_months: 12, purge_after_months: 6}\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["profile", "check", str(profile)])
    assert (done.exit_code, "no less than archive_after_months" in " ".join(done.output.split())) == (1, True)


def test_a_case_that_changed_while_the_files_were_written_is_not_archived(filled: str) -> None:
    store = Store(filled)
    with store.transaction() as work:
        (case,) = work.cases_numbered(OLD)
        work.mark_archived({case.id: case.version - 1}, SystemClock().now())
        assert work.purgeable_cases(ago(12)) == []
        work.mark_archived({case.id: case.version}, SystemClock().now())
        assert work.purgeable_cases(ago(12)) == [case.id]
    store.close()
