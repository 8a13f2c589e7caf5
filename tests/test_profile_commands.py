"""`koordinatorbot profile`: what is decided here, for people to read; and every fault of a profile with its file and line."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.casework.deadlines import oslo_date
from bot.clock import SystemClock
from bot.profiles import HERE, read_profile
from bot.profiles.showing import HEADINGS, NAMES, walk
from bot.texts.words import Words
from tests.casework.test_municipality import refusal

PROFILES = sorted(file.stem for file in HERE.glob("*.yaml"))
NOT_SHOWN = {"name", "locale", "terms"}


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["profile", *arguments])
    return done.exit_code, " ".join(done.output.split())


@pytest.mark.parametrize("name", PROFILES)
def test_every_value_of_every_profile_has_a_name_and_a_place(name: str) -> None:
    municipality = read_profile(name)
    assert set(type(municipality).model_fields) - NOT_SHOWN == set(HEADINGS)
    assert {".".join(path) for path, _ in walk(municipality, ()) if path[0] not in NOT_SHOWN} <= NAMES.keys()
    code, told = run("show", name)
    assert code == 0
    assert f"Slik er fristene og ansvaret satt hos {municipality.name}" in told
    assert not re.search(r"\{[A-Za-z_]", told), "every blank is filled"
    assert run("check", name) == (0, f"Profilen til {municipality.name} kan brukes.")


def test_what_is_the_municipality_s_own_is_marked_and_the_standard_stands_beside_it() -> None:
    told = run("show", "aalesund")[1]
    assert "| ✎ KE kan | la virksomheten foreslå | spørre en virksomhet |" in told
    assert "| ✎ Svarfrist | brukes ikke | brukes |" in told
    assert "| Daglig sammendrag klokken | 07.30 | |" in told
    assert "avvik om 3-månedersfristen" in told, "the standard is said in its own numbers"
    assert "✎" not in run("show", "standard")[1].replace("✎ Kommunens eget", "")


def test_every_fault_is_told_at_once_with_its_line_and_what_was_expected(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "extends: standard\ndeadlines:\n  digest_at: 25:00\n  replay: {weeks: 3}\nlinks:\n  contact: {nb: KE}\n", encoding="utf-8"
    )
    code, told = run("check", str(own))
    assert code == 1
    assert "own.yaml, line 3: deadlines.digest_at: expected" in told
    assert "own.yaml, line 4: deadlines.replay: expected no such key; perhaps reply" in told
    assert "own.yaml, line 6: links.contact.nn: expected this key, which is not there" in told


def test_a_municipality_says_a_text_in_its_own_words(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    text = "Avbrutt. Ingenting er endret."
    own.write_text(
        f'extends: standard\ntexts:\n  - {{instead_of: "{text}", nb: "Stoppet, {{KE}}.", nn: "Stoppa, {{KE}}."}}\n', encoding="utf-8"
    )
    municipality = read_profile(own)
    today = oslo_date(SystemClock().now())
    assert Words("nb", municipality, today).plain(text) == "Stoppet, KE."
    assert Words("nn", municipality, today).say(text) == "Stoppa, KE."
    assert Words("nn", read_profile("standard"), today).say(text) != "Stoppa, KE."


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ('- {instead_of: "Avbrutt. Ingenting er endra.", nb: a, nn: b}', "line 3: texts.0.instead_of: expected a text of the bot's"),
        ('- {instead_of: "{Leader} i {unit}: {names}.", nb: "{names}", nn: "{unit}"}', "line 3: texts.0.nn: expected {names}"),
        ('- {instead_of: "Tall", nb: "Tall {day}", nn: Tal}', "line 3: texts.0.nb: expected no blanks but the municipality's words"),
        ('- {instead_of: "Tall", nb: "{", nn: Tal}', "line 3: texts.0.nb: expected no blanks"),
        ("- {instead_of: Tall, nb: a, nn: b}\n  - {instead_of: Tall, nb: a, nn: b}", "line 4: texts.1.instead_of: expected each text once"),
        ("- {instead_of: Tall, nb: a}", "line 3: texts.0.nn: expected this key"),
    ],
)
def test_an_own_text_that_cannot_be_said_is_refused(tmp_path: Path, texts: str, fault: str) -> None:
    assert fault in refusal(tmp_path, f"extends: standard\ntexts:\n  {texts}\n")
