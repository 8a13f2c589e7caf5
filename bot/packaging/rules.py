"""Microsoft's rules for the store, as far as a program can check them (Teams store validation guidelines, October 2026)."""

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.packaging.icons import read_picture
from bot.packaging.package import MANIFEST, Files

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
VERSION = re.compile(r"(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}")
HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
URL = re.compile(r"https://[^\s/]+(/\S*)?")
LONGEST_NAME, LONGEST_FULL_NAME, LONGEST_DEVELOPER = 30, 100, 32
LONGEST_SHORT, LONGEST_FULL, MOST_WORDS = 80, 4000, 500
LONGEST_COMMAND, LONGEST_EXPLANATION, MOST_COMMANDS = 32, 128, 12
COLOR_SIZE, OUTLINE_SIZE = 192, 32
RESERVED = frozenset(
    {"microsoft", "teams", "excel", "powerpoint", "word", "onedrive", "sharepoint", "onenote", "outlook", "office", "azure", "surface"}
    | {"xbox", "copilot", "chat", "contacts", "calendar", "calls", "files", "activity", "apps", "app", "help"}
)
"""Names of Microsoft's products and of Teams' own parts may not stand in an app's name."""
CLAIMS = ("certified for", "powered by", "MSFT", "Office 365", "appsource.microsoft.com")

Json = dict[str, Any]


def find_faults(files: Files) -> list[str]:
    """Everything wrong with a package, a line each in plain Norwegian; empty when Microsoft has nothing to object to here."""
    manifest = json.loads(files[MANIFEST])
    languages = {language["languageTag"]: json.loads(files[language["file"]]) for language in list_languages(manifest)}
    return [
        *check_ids(manifest),
        *check_texts(manifest["localizationInfo"]["defaultLanguageTag"], manifest["name"], manifest["description"]),
        *check_commands(manifest),
        *(fault for tag, texts in languages.items() for fault in check_language(manifest, tag, texts)),
        *check_files(manifest, files),
        *check_icons(manifest, files),
    ]


def list_languages(manifest: Json) -> list[Json]:
    """The languages besides the manifest's own, each with a tag and a file."""
    found: list[Json] = manifest["localizationInfo"].get("additionalLanguages", [])
    return found


def check_ids(manifest: Json) -> Iterator[str]:
    """Ids, version, addresses and who made it."""
    for name, value in (("id", manifest["id"]), ("botId", manifest["bots"][0]["botId"])):
        if not GUID.fullmatch(value):
            yield f"{name}: «{value}» er ikke en GUID med små bokstaver."
    if not VERSION.fullmatch(manifest["version"]):
        yield f"version: «{manifest['version']}» må være tre tall, som 1.0.0."
    if f"v{manifest['manifestVersion']}/" not in manifest["$schema"]:
        yield "manifestVersion: et annet tall enn i $schema."
    for domain in manifest["validDomains"]:
        if not HOST.fullmatch(domain):
            yield f"validDomains: «{domain}» er ikke et vertsnavn, som bot.kommune.example."
    developer = manifest["developer"]
    for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl"):
        if not URL.fullmatch(developer[name]):
            yield f"{name}: «{developer[name]}» må begynne med https://."
    yield from check_length("developer.name", developer["name"], LONGEST_DEVELOPER)


def check_texts(where: str, name: Json, description: Json) -> Iterator[str]:
    """The names and the descriptions in one language."""
    yield from check_length(f"{where}: name.short", name["short"], LONGEST_NAME)
    yield from check_length(f"{where}: name.full", name["full"], LONGEST_FULL_NAME)
    yield from check_length(f"{where}: description.short", description["short"], LONGEST_SHORT)
    yield from check_length(f"{where}: description.full", description["full"], LONGEST_FULL)
    if name["short"] == name["full"]:
        yield f"{where}: det korte og det fulle navnet må være ulike."
    if description["short"] == description["full"]:
        yield f"{where}: den korte og den fulle beskrivelsen må være ulike."
    for word in sorted(RESERVED.intersection(re.findall(r"\w+", f"{name['short']} {name['full']}".lower()))):
        yield f"{where}: navnet kan ikke inneholde «{word}»."
    if "app" in re.findall(r"\w+", description["short"].lower()):
        yield f"{where}: den korte beskrivelsen bør ikke bruke ordet «app»."
    if len(description["full"].split()) > MOST_WORDS:
        yield f"{where}: den fulle beskrivelsen har over {MOST_WORDS} ord."
    if re.search(r"(?<!Microsoft )\bTeams\b", description["full"].partition("Microsoft Teams")[0]):
        yield f"{where}: skriv Microsoft Teams første gang Teams nevnes."
    for claim in CLAIMS:
        if claim.lower() in f"{description['short']} {description['full']}".lower():
            yield f"{where}: beskrivelsen kan ikke inneholde «{claim}»."


def check_commands(manifest: Json) -> Iterator[str]:
    """The commands: few enough, short enough, no two alike, and only in places where the bot is."""
    bot = manifest["bots"][0]
    for commands in bot["commandLists"]:
        if not set(commands["scopes"]) <= set(bot["scopes"]):
            yield f"commandLists: {commands['scopes']} er ikke blant stedene boten er."
        if len(commands["commands"]) > MOST_COMMANDS:
            yield f"commandLists: flere enn {MOST_COMMANDS} kommandoer."
        titles = [command["title"] for command in commands["commands"]]
        if len(set(titles)) < len(titles):
            yield "commandLists: to kommandoer er like."
        for command in commands["commands"]:
            yield from check_length(f"kommandoen «{command['title']}»", command["title"], LONGEST_COMMAND)
            yield from check_length(f"forklaringen til «{command['title']}»", command["description"], LONGEST_EXPLANATION)


def check_language(manifest: Json, tag: str, texts: Json) -> Iterator[str]:
    """A language says everything the manifest says, nothing else, and keeps to the same rules."""
    expected = {"name.short", "name.full", "description.short", "description.full"}
    for number, commands in enumerate(manifest["bots"][0]["commandLists"]):
        for line in range(len(commands["commands"])):
            expected |= {f"bots[0].commandLists[{number}].commands[{line}].{part}" for part in ("title", "description")}
    found = texts.keys() - {"$schema"}
    for key in sorted(expected - found):
        yield f"{tag}: {key} mangler."
    for key in sorted(found - expected):
        yield f"{tag}: {key} finnes ikke i manifestet."
    if f"v{manifest['manifestVersion']}/" not in texts["$schema"]:
        yield f"{tag}: et annet skjema enn manifestet."
    if not expected - found:
        both = {part: {kind: texts[f"{part}.{kind}"] for kind in ("short", "full")} for part in ("name", "description")}
        yield from check_texts(tag, both["name"], both["description"])
        for key in sorted(key for key in found if key.startswith("bots")):
            yield from check_length(f"{tag}: {key}", texts[key], LONGEST_COMMAND if key.endswith("title") else LONGEST_EXPLANATION)


def check_files(manifest: Json, files: Files) -> Iterator[str]:
    """The files are those the manifest points to."""
    named = {MANIFEST, *manifest["icons"].values(), *(language["file"] for language in list_languages(manifest))}
    for name in sorted(named ^ files.keys()):
        yield f"{name}: {'mangler i pakken' if name in named else 'er ikke nevnt i manifestet'}."


def check_icons(manifest: Json, files: Files) -> Iterator[str]:
    """The colour icon fills its square; the outline is white on nothing and reaches its edges."""
    try:
        color, outline = (read_picture(files[manifest["icons"][name]]) for name in ("color", "outline"))
    except ValueError as error:
        yield f"ikonene: {error}."
        return
    if (color.width, color.height) != (COLOR_SIZE, COLOR_SIZE):
        yield f"color: må være {COLOR_SIZE} × {COLOR_SIZE} punkter."
    if (outline.width, outline.height) != (OUTLINE_SIZE, OUTLINE_SIZE):
        yield f"outline: må være {OUTLINE_SIZE} × {OUTLINE_SIZE} punkter."
    if len({color.pixels[0], color.pixels[color.width - 1], color.pixels[-1], color.pixels[-color.width]}) > 1:
        yield "color: hjørnene må ha samme farge, for Teams runder dem av selv."
    seen = [pixel for pixel in outline.pixels if pixel[3]]
    if any(pixel[:3] != (255, 255, 255) for pixel in seen) or len(seen) == len(outline.pixels):
        yield "outline: må være hvit på gjennomsiktig bunn."


def check_length(what: str, text: str, longest: int) -> Iterator[str]:
    """A text that is there and not too long."""
    if not text.strip():
        yield f"{what} er tom."
    if len(text) > longest:
        yield f"{what} har {len(text)} tegn; det er plass til {longest}."
