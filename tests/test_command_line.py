"""What is wrong with a file, a profile or a database is told with what to do about it, by every command, and never as a trace."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.storage.backup import backup
from bot.storage.store import Store
from tests.storage.examples import settle_in


@pytest.fixture
def filled(database_url: str) -> str:
    """A database with people in it."""
    store = Store(database_url)
    with store.transaction() as work:
        settle_in(work)
    store.close()
    return database_url


def refusal(*arguments: str | Path) -> str:
    """What a command that stops with code 1 says, on one line."""
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert (done.exit_code, type(done.exception)) == (1, SystemExit), done.exception
    return " ".join(done.output.split())


@pytest.mark.parametrize(
    "command",
    [
        "import-register liste.csv",
        "export aarsrapport runde.xlsx",
        "export kompetanseskjema skjema.xlsx",
        "export register --out ut",
        "export statistikk --out ut",
        "export paamelding --out ut",
        "export case 2026-0417 --out ut",
        "export archive --out ut",
        "audit cases",
        "purge --dry-run",
    ],
)
def test_a_profile_with_a_fault_is_told_by_every_command_that_reads_one(
    command: str, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("liste.csv").touch()
    Path("own.yaml").write_text("extends: standard\ndeadlines:\n  digest_at: 25:00\n", encoding="utf-8")
    told = refusal(*command.split(), "--database", database_url, "--profile", "own.yaml")
    assert "own.yaml, line 3: deadlines.digest_at: expected" in told


def test_a_backup_is_not_read_into_a_database_in_use_nor_from_what_is_no_backup(filled: str, tmp_path: Path) -> None:
    kept, other, nowhere = tmp_path / "kept.jsonl", tmp_path / "other.jsonl", tmp_path / "nowhere" / "kept.jsonl"
    backup(filled, kept)
    other.write_text("hello", encoding="utf-8")
    assert "Ingenting er lest inn. Databasen er ikke tom. Velg en ny, tom database." in refusal("restore", kept, "--database", filled)
    assert "other.jsonl er ikke en sikkerhetskopi" in refusal("restore", other, "--database", filled)
    assert "Finnes mappen" in refusal("backup", nowhere, "--database", filled)


def test_the_trail_is_written_whole_or_not_at_all(filled: str, tmp_path: Path) -> None:
    assert "mangler mappen?" in refusal("export", "audit", "--out", tmp_path / "nowhere" / "logg.csv", "--database", filled)
    assert not list(tmp_path.glob("*.csv*"))


@pytest.mark.parametrize("command", ["audit check", "export register --out ut --profile standard", "export ansatte ansatte.csv"])
@pytest.mark.parametrize(
    ("database", "told"),
    [
        ("nowhere", "Adressen til databasen kan ikke brukes. Skriv den slik: sqlite:////mappe/fil"),
        ("mysql://bot:secret@127.0.0.1/bot", "Adressen til databasen kan ikke brukes"),
        ("sqlite:////nowhere/bot.sqlite", "Databasen kan ikke brukes: unable to open database file. Er adressen riktig"),
        ("sqlite:///empty.sqlite", "har boten vært startet mot den?"),
        ("postgresql://bot:secret@127.0.0.1:1/bot", "Connection refused. Er adressen riktig, svarer den"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_with_what_to_do(
    command: str, database: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = refusal(*command.split(), "--database", database)
    assert told in said
    assert "secret" not in said
