"""The Teams app: what Microsoft's schemas and store rules say about it, and that the bot keeps what its commands promise."""

import io
import json
import zipfile
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from typer.testing import CliRunner

from bot.__main__ import app
from bot.local.clock import StillClock
from bot.local.demo import address_of, open_port
from bot.local.town import Town
from bot.packaging.icons import read_picture
from bot.packaging.package import MANIFEST, TEMPLATE, Deployment, fill_in, pack
from bot.packaging.rules import find_faults
from tests.stories.opening import MONDAY
from tests.stories.people import Here

Json = dict[str, Any]
Validate = Callable[[Json], list[str]]
Files = dict[str, bytes]


# ---- Microsoft's rules


def test_the_manifest_and_its_languages_follow_microsofts_own_schemas(files: Files, validate: Validate) -> None:
    assert [name for name in files if name.endswith(".json")] == [MANIFEST, "nn-no.json"]
    for name in (MANIFEST, "nn-no.json"):
        assert validate(json.loads(files[name])) == []


def test_the_schema_says_when_something_is_wrong(manifest: Json, validate: Validate) -> None:
    assert validate(manifest | {"accentColor": "teal"}) == ['/accentColor must match pattern "^#[0-9a-fA-F]{6}$"']


def test_the_package_keeps_the_store_s_rules(files: Files) -> None:
    assert find_faults(files) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"app_id": "28:koordinatorbot"}, "botId: «28:koordinatorbot» er ikke en GUID med små bokstaver."),
        ({"host": "https://bot.kommune.example"}, "validDomains: «https://bot.kommune.example» er ikke et vertsnavn"),
        ({"host": "127.0.0.1"}, "validDomains: «127.0.0.1» er ikke et vertsnavn"),
        ({"name": "Koordinator i Teams"}, "nb-no: navnet kan ikke inneholde «teams»."),
        ({"name": "Koordinatorbot for hele kommunen vår"}, "nn-no: name.short har 36 tegn; det er plass til 30."),
        ({"developer": "Kommunen med et altfor langt navn her"}, "developer.name har 37 tegn; det er plass til 32."),
        ({"privacy": "http://kommune.example/personvern"}, "privacyUrl: «http://kommune.example/personvern» må begynne med https://."),
        ({"version": "1.0"}, "version: «1.0» må være tre tall, som 1.0.0."),
        ({"version": "01.0.0"}, "version: «01.0.0» må være tre tall"),
        ({"website": "https://powered by.example"}, "beskrivelsen kan ikke inneholde «powered by»"),
    ],
)
def test_a_wrong_choice_is_named(deployment: Deployment, change: dict[str, str], fault: str) -> None:
    assert fault in "\n".join(find_faults(fill_in(replace(deployment, **change))))


def damage(files: Files, name: str, change: Callable[[Json], Any]) -> Files:
    content = json.loads(files[name])
    change(content)
    return files | {name: json.dumps(content).encode()}


def commands_of(manifest: Json) -> list[Json]:
    found: list[Json] = manifest["bots"][0]["commandLists"][0]["commands"]
    return found


@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        ("nn-no.json", lambda nn: nn.pop("description.full"), "nn-no: description.full mangler."),
        ("nn-no.json", lambda nn: nn.update({"bots[0].commandLists[0].commands[12].title": "meir"}), "finnes ikke i manifestet."),
        ("nn-no.json", lambda nn: nn.update({"name.full": nn["name.short"]}), "nn-no: det korte og det fulle navnet må være ulike."),
        (MANIFEST, lambda nb: nb["localizationInfo"].update(additionalLanguages=[]), "nn-no.json: er ikke nevnt i manifestet."),
        (MANIFEST, lambda nb: nb["bots"][0].update(scopes=["personal"]), "['team'] er ikke blant stedene boten er."),
        (
            MANIFEST,
            lambda nb: nb["bots"][0]["commandLists"][0]["commands"].append({"title": "status", "description": "-"}),
            "to kommandoer er like.",
        ),
        (
            MANIFEST,
            lambda nb: nb["bots"][0]["commandLists"][0]["commands"][0].update(description="x" * 129),
            "har 129 tegn; det er plass til 128.",
        ),
        (MANIFEST, lambda nb: nb["description"].update(short="En app for koordinering"), "bør ikke bruke ordet «app»."),
        (MANIFEST, lambda nb: nb["description"].update(full="Skriv i Teams"), "skriv Microsoft Teams første gang"),
        (MANIFEST, lambda nb: nb["description"].update(full="ord " * 501), "har over 500 ord."),
        (MANIFEST, lambda nb: nb.update(manifestVersion="1.29"), "manifestVersion: et annet tall enn i $schema."),
        (MANIFEST, lambda nb: nb["icons"].update(color="outline.png"), "color: må være 192 × 192 punkter."),
        (MANIFEST, lambda nb: nb["icons"].update(outline="color.png"), "outline: må være hvit på gjennomsiktig bunn."),
    ],
)
def test_a_template_that_was_changed_for_the_worse_is_named(files: Files, name: str, change: Callable[[Json], Any], fault: str) -> None:
    assert fault in "\n".join(find_faults(damage(files, name, change)))


# ---- the icons


def test_the_icons_are_the_sizes_teams_wants(files: Files) -> None:
    assert [(picture.width, picture.height) for picture in (read_picture(files["color.png"]), read_picture(files["outline.png"]))] == [
        (192, 192),
        (32, 32),
    ]


def test_the_symbol_keeps_to_the_middle_so_that_teams_may_crop_it(files: Files) -> None:
    picture = read_picture(files["color.png"])
    drawn = [divmod(at, 192) for at, pixel in enumerate(picture.pixels) if pixel != picture.pixels[0]]
    assert all(46 <= place < 146 for point in drawn for place in point)


def test_the_outline_reaches_its_edges(files: Files) -> None:
    drawn = [divmod(at, 32) for at, pixel in enumerate(read_picture(files["outline.png"]).pixels) if pixel[3]]
    rows, columns = {row for row, _ in drawn}, {column for _, column in drawn}
    assert min(rows) + min(columns) <= 1
    assert max(columns) == 31


@pytest.mark.parametrize(
    "content", [b"GIF89a", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + b"\x00\x00\x00\x01" * 2 + b"\x10\x06\x00\x00\x00????"]
)
def test_what_is_no_png_of_the_right_kind_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="filen"):
        read_picture(content)


# ---- the command


ARGUMENTS = ["manifest", "--app-id", "0E4B4F0C-5C1E-4D51-9A53-6D0A0F6F7D21", "--host", "bot.kommune.example", "--name", "Koordinatoren"]


def test_the_command_writes_the_same_zip_every_time(tmp_path: Path) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    for out in (first, second):
        assert CliRunner().invoke(app, [*ARGUMENTS, "--out", str(out)]).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["color.png", "manifest.json", "nn-no.json", "outline.png"]
        manifest = json.loads(archive.read(MANIFEST))
    assert manifest["id"] == manifest["bots"][0]["botId"] == "0e4b4f0c-5c1e-4d51-9a53-6d0a0f6f7d21"
    assert manifest["name"] == {"short": "Koordinatoren", "full": "Koordinatoren for koordinerende enhet"}
    assert manifest["validDomains"] == ["bot.kommune.example"]


def test_a_package_with_faults_is_not_written(tmp_path: Path) -> None:
    out = tmp_path / "koordinatorbot.zip"
    ran = CliRunner().invoke(app, [*ARGUMENTS, "--version", "en", "--out", str(out)])
    assert (ran.exit_code, out.exists()) == (1, False)
    assert "version: «en» må være tre tall" in ran.output


def test_no_blank_is_left_and_an_unknown_one_is_refused(files: Files, deployment: Deployment, tmp_path: Path) -> None:
    assert b"${" not in b"".join(files[name] for name in (MANIFEST, "nn-no.json"))
    for each in TEMPLATE.iterdir():
        (tmp_path / each.name).write_bytes(each.read_bytes().replace(b"${host}", b"${hose}"))
    with pytest.raises(KeyError, match="hose"):
        fill_in(deployment, tmp_path)


def test_the_zip_holds_the_files_as_they_are(files: Files) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


# ---- the commands people see in Teams


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Here]:
    door = open_port(0)
    async with Town(door, tmp_path, under=StillClock(MONDAY)) as town:
        runner = web.AppRunner(town.web_app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.SockSite(runner, door).start()
        await town.local.install_bot(town.app)
        async with aiohttp.ClientSession() as session:
            yield Here(session, address_of(door))
        await runner.cleanup()


WHO = {"KE": "Kari", "Leder": "Leder, Hjemmetjenesten sør", "Koordinator": "Ada", "Alle": "Ada"}
DEAD_ENDS = ("forstår det fortsatt ikke", "Jeg er ikke sikker på hva du mener", "kan jeg ikke hjelpe med ennå", "Jeg kan bare hjelpe")


async def test_every_command_in_both_languages_leads_somewhere(here: Here, files: Files, manifest: Json) -> None:
    nynorsk = json.loads(files["nn-no.json"])
    for number, command in enumerate(commands_of(manifest)):
        someone = await here.person(WHO[command["description"].partition(":")[0]])
        for said in (command["title"], nynorsk[f"bots[0].commandLists[0].commands[{number}].title"]):
            answer = await someone.says(said)
            assert answer, said
            assert not any(dead in answer for dead in DEAD_ENDS), f"{said}: {answer}"
            await someone.says("bokmål")
