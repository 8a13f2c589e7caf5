"""What stands in deploy/ and docs/drift.md is read as its tools would read it: units, image, replicas, proxy, and each command."""

import configparser
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from bot.__main__ import app
from bot.settings import Settings, variable_of
from tests.crash.proxy import AS_SHIPPED
from tests.skipping import skip

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = DEPLOY / "systemd"
INSTALLED = "/opt/koordinatorbot/.venv/bin/koordinatorbot"
KNOWN = {variable_of((name,)) for name in Settings.model_fields}
GUIDE = (ROOT / "docs" / "drift.md").read_text(encoding="utf-8")


def find_command(words: list[str]) -> Any:
    """The command of ours that these words begin with; AssertionError where there is none."""
    command: Any = get_command(app)
    for word in words:
        if not hasattr(command, "commands"):
            break
        assert word in command.commands, f"koordinatorbot has no {' '.join(words)}"
        command = command.commands[word]
    assert not hasattr(command, "commands"), f"koordinatorbot {' '.join(words)} is not whole"
    return command


def options_of(command: Any) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts}


# ---- systemd


def read_unit(path: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text())
    return unit


@pytest.mark.parametrize("name", ["koordinatorbot.service", "koordinatorbot-backup.service"])
def test_a_unit_starts_a_command_of_ours_and_may_do_little_else(name: str) -> None:
    service = read_unit(UNITS / name)["Service"]
    started = re.search(rf"{INSTALLED} (\w+)", service["ExecStart"])
    assert started
    find_command([started[1]])
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert service["User"] == "koordinatorbot"
    assert "koordinatorbot" in service["StateDirectory"].split()


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        skip("this machine has no systemd-analyze")
    command = tmp_path / "koordinatorbot"
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    units = []
    for path in (*UNITS.glob("*.service"), *UNITS.glob("*.timer")):
        units.append(tmp_path / path.name)
        units[-1].write_text(path.read_text().replace(INSTALLED, str(command)))
    shutil.copytree(UNITS / "koordinatorbot.service.d", tmp_path / "koordinatorbot.service.d")
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)


# ---- the image and what is installed


def test_the_image_is_built_of_pinned_packages_and_runs_as_nobody_in_particular() -> None:
    lines = [line.strip() for line in re.sub(r"\\\n", " ", (DEPLOY / "Dockerfile").read_text()).splitlines() if line[:1] not in {"", "#"}]
    last = lines[max(index for index, line in enumerate(lines) if line.startswith("FROM")) :]
    assert sum(line.startswith("FROM") for line in lines) == 2, "what builds is left behind"
    assert any("--require-hashes -r requirements.lock" in line for line in lines)
    assert [line for line in last if line.startswith("USER")] == ["USER 10001:10001"]
    assert any(line.startswith("HEALTHCHECK") and ":3978/healthz" in line for line in last)
    assert last[-2:] == ['ENTRYPOINT ["koordinatorbot"]', 'CMD ["serve"]']
    for line in lines:
        if line.startswith("COPY") and "--from" not in line:
            assert all((ROOT / source).exists() for source in line.split()[1:-1]), line
        for name in re.findall(r"KOORDINATORBOT_\w+", line):
            assert name in KNOWN


def test_the_image_gets_what_it_copies_and_nothing_that_lies_about() -> None:
    ignored = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] not in {"", "#"}]
    build = (DEPLOY / "Dockerfile").read_text()
    copied = {source for line in re.findall(r"^COPY (?!--)(.+)", build, re.MULTILINE) for source in line.split()[:-1]}
    assert ignored[0] == "*"
    assert {line[1:] for line in ignored if line.startswith("!")} == copied
    assert {"**/node_modules", "**/__pycache__"} < set(ignored)


INSTALLED_ROOMS = ("bot", "manifest")


def test_what_is_installed_is_whole(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "README.md", "LICENSE", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    for name in INSTALLED_ROOMS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-w", "wheels", "."]
    done = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [wheel] = (tmp_path / "wheels").glob("*.whl")
    packed = zipfile.ZipFile(wheel)
    files = chain.from_iterable((tmp_path / name).rglob("*") for name in INSTALLED_ROOMS)
    needed = {str(path.relative_to(tmp_path)) for path in files if path.is_file() and path.name[0] != "."}
    assert needed - set(packed.namelist()) == set()
    packed.extractall(tmp_path / "installed")
    manifest = ["-m", "bot", "manifest", "--app-id", "0e4b4f0c-5c1e-4d51-9a53-6d0a0f6f7d21", "--host", "bot.kommune.example"]
    made = subprocess.run([sys.executable, *manifest], cwd=tmp_path / "installed", capture_output=True, text=True, check=False)
    assert (made.returncode, "er klar til å lastes opp" in made.stdout) == (0, True), made.stderr


# ---- the replicas and the proxy


def test_the_replicas_know_every_setting_they_are_given() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    bots = [service for name, service in services.items() if name.startswith("bot-")]
    assert len(bots) == 2
    assert bots[0] == bots[1]
    assert set(bots[0]["environment"]) <= KNOWN
    assert "ports" not in bots[0], "only the proxy is reached from outside"
    assert "ports" not in services["postgres"]
    stop_after = int(bots[0]["environment"]["KOORDINATORBOT_STOP_AFTER"])
    assert int(bots[0]["stop_grace_period"].rstrip("s")) >= stop_after + 4 + 8 + 5
    assert (DEPLOY / bots[0]["build"]["context"]).resolve() == ROOT
    assert (ROOT / bots[0]["build"]["dockerfile"]).exists()
    given = [
        line.partition("=")[0] for line in (DEPLOY / "koordinatorbot.env.example").read_text().splitlines() if line[:1] not in {"", "#"}
    ]
    assert set(given) <= KNOWN


def test_the_proxy_knows_every_replica() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert AS_SHIPPED.split() == [f"{name}:3978" for name in services if name.startswith("bot-")]


# ---- the guide


def written_as_code() -> Iterator[str]:
    """Each piece of the guide that is written as code."""
    blocks = re.compile(r"```\n(.*?)```", re.DOTALL)
    yield from (line for block in blocks.findall(GUIDE) for line in block.splitlines())
    yield from re.findall(r"`([^`\n]+)`", blocks.sub("", GUIDE))


def test_each_command_in_the_guide_is_one_of_ours_with_its_options() -> None:
    named = [match for piece in written_as_code() for match in re.findall(r"(?:^|[ /])koordinatorbot ((?:[a-z-]+ ?)+)(.*)", piece)]
    ours = [(words.split(), rest) for words, rest in named if words.split()[0] not in {"koordinatorbot-backup"}]
    assert {words[0] for words, _ in ours} >= {"backup", "restore", "import", "audit", "export"}
    for words, rest in ours:
        command = find_command(words)
        options = set(re.findall(r"--[a-z-]+", " ".join([*words, rest])))
        assert options <= options_of(command), (words, options)


def test_each_setting_figure_and_file_in_the_guide_is_there() -> None:
    assert set(re.findall(r"KOORDINATORBOT_[A-Z_]+", GUIDE)) <= KNOWN
    counted = (ROOT / "bot" / "watching.py").read_text()
    for name in re.findall(r"`(koordinatorbot_[a-z_]+?)(?:_total|_count)?[`{]", GUIDE):
        assert f'"{name}"' in counted, name
    for path in re.findall(r"deploy/[\w./-]+", GUIDE):
        assert (ROOT / path).exists() or path.endswith("koordinatorbot.env"), path
