"""What can be wrong with something said, in one language and one municipality's words."""

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache, reduce
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import bot.casework
from bot import profiles
from bot.casework.model import CoordinatorType, Role
from bot.casework.municipality import Municipality
from bot.casework.nouns import Gender, Locale, Noun
from bot.profiles import read_profile
from bot.texts.catalogue import read_catalogue
from tests.cards.checks import NAMES
from tests.texts.language import find_foreign_words, find_words_not_ours, list_words

SLIPS = {
    "a blank left open": re.compile(r"[{}]|%[sd(]"),
    "a value of the code": re.compile(r"\b(None|True|False|nan)\b"),
    "an identifier": re.compile(r"\b[a-z]+_[a-z_]+\b"),
    "a date as computers write it": re.compile(r"\b\d{4}-\d\d-\d\d\b"),
    "two spaces": re.compile(r"(?<=\S)  +(?=\S)"),
    "a space before a sign": re.compile(r"(?<=\S) [.,:;?!)]"),
    "two signs": re.compile(r"(?<!\.)\.\.(?!\.)|[,:;]\.|[?!]\.|\. ?[,;]|,,|\?\?"),
    "nothing inside": re.compile(r"\(\)|«»|\[\]"),
    "no space after a full stop": re.compile(r"[a-zæøå]\.[A-ZÆØÅ]"),
}
PROFILES = tuple(sorted(file.stem for file in Path(profiles.__file__).parent.glob("*.yaml")))
ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
OF_THE_BOT = {
    "nb": ("koordinatorboten", "koordinatorbot export", "lederen din", "leder nå", "superbruker"),
    "nn": ("koordinatorboten", "koordinatorbot export", "leiaren din", "leier no", "superbrukar"),
}
"""What is called so everywhere: the bot itself, who teaches the plan tool, and one's own leader, who need not be the unit's."""
VERBS = {"nb": {"bruker"}, "nn": {"brukar"}}
"""Nouns of the standard profile that are verbs too."""
GENDERS: dict[Locale, dict[Gender, set[str]]] = {
    "nb": {
        "m": set(["en", "ny", "din", "hvilken", "annen", "den", "denne", "ingen", "noen"]),
        "f": set(["ei", "ny", "di", "hvilken", "anna", "den", "denne", "ingen", "noen"]),
        "n": set(["et", "nytt", "ditt", "hvilket", "annet", "det", "dette"]),
    },
    "nn": {
        "m": set(["ein", "ny", "din", "kva", "annan", "den", "denne", "ingen", "nokon"]),
        "f": set(["ei", "ny", "di", "kva", "anna", "den", "denne", "inga", "noka"]),
        "n": set(["eit", "nytt", "ditt", "kva", "anna", "det", "dette", "noko"]),
    },
}
"""The words before a noun, or after it, that must agree with its gender."""


def find_slips(text: str) -> Iterator[str]:
    """Blanks, code and punctuation that nobody should see."""
    seen = ADDRESS.sub("x", text)
    for what, pattern in SLIPS.items():
        if found := pattern.search(seen):
            yield f"{what}: {found.group()!r}"


def find_wrong_words(text: str, locale: Locale) -> Iterator[str]:
    """Words of the other language, forms that are not ours, and codes of the program."""
    seen = leave_out_names(text)
    for word in find_foreign_words(seen, locale):
        yield f"the other language: {word}"
    for word in find_words_not_ours(seen, locale):
        yield f"not our form: {word}"
    for word in set(list_words(seen)) & name_codes():
        yield f"a code: {word}"


@cache
def name_codes() -> frozenset[str]:
    """The values of every list of codes in the rules and the profiles, without those that are Norwegian words too."""
    modules = [import_module(f"bot.casework.{module.name}") for module in iter_modules(bot.casework.__path__)]
    classes = [each for module in modules for each in vars(module).values() if isinstance(each, type) and issubclass(each, Enum)]
    codes = {str(member.value) for each in classes for member in each if re.fullmatch(r"[a-z]+", str(member.value))}
    codes |= {code for name in PROFILES for code in list_codes(read_profile(name).model_dump())}
    norwegian = {word for locale in ("nb", "nn") for text in list_sources(locale) for word in list_words(text)}
    return frozenset(codes - norwegian - {role.value.lower() for role in (*Role, *CoordinatorType)})


def list_codes(part: object) -> Iterator[str]:
    """The codes that a profile gives its reasons, kinds and tasks, at any depth."""
    if isinstance(part, dict):
        yield from (value for key, value in part.items() if key == "code")
        part = list(part.values())
    if isinstance(part, list | tuple):
        for each in part:
            yield from list_codes(each)


@cache
def list_sources(locale: Locale) -> tuple[str, ...]:
    """Every text of the catalogue in that language; blanks unfilled."""
    texts: list[str] = []
    for message in read_catalogue("nn"):
        said = message.id if locale == "nb" else message.string
        texts += [said] if isinstance(said, str) else said
    return tuple(texts)


def find_words_of_others(text: str, locale: Locale) -> Iterator[str]:
    """Words of the standard profile that the text took for granted."""
    seen = leave_out_names(text).lower()
    for own in OF_THE_BOT[locale]:
        seen = seen.replace(own, "")
    if found := match_standard_words(locale).search(seen):
        yield f"a word of the standard profile: {found.group()}"


@cache
def match_standard_words(locale: Locale) -> re.Pattern[str]:
    """The standard profile's nouns, systems and recipients, at the beginning of a word; and "leder", which is in one of them."""
    words = {word.lower() for word in read_profile("standard").variables(locale).values()} - VERBS[locale]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r"|lede[rn]|leia[rn])\w*")


def find_wrong_genders(text: str, municipality: Municipality, locale: Locale) -> Iterator[str]:
    """Articles and the like that do not agree with the municipality's nouns."""
    everything = set().union(*GENDERS[locale].values())
    words = re.findall(r"\w+|[^\w\s]", leave_out_names(text).lower())
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        for noun in list_nouns(municipality, locale) if before in everything else ():
            one = word == noun.singular and not (word == noun.plural and before == "ingen")
            if one and before not in GENDERS[locale][noun.gender]:
                yield f"gender: {before} {word}"
        for noun in list_nouns(municipality, locale) if after in {"din", "di", "ditt"} else ():
            if word == noun.definite and after not in GENDERS[locale][noun.gender]:
                yield f"gender: {word} {after}"


@cache
def list_nouns(municipality: Municipality, locale: Locale) -> tuple[Noun, ...]:
    """The municipality's own nouns of one word."""
    terms = [getattr(municipality.terms, field) for field in type(municipality.terms).model_fields]
    return tuple(term.noun(locale) for term in (*terms, *(meeting.term for meeting in municipality.follow_up.meetings)))


def leave_out_names(text: str) -> str:
    """The text without addresses, and without names of people and units, which are never translated."""
    return reduce(lambda left, name: left.replace(name, "x"), NAMES, ADDRESS.sub("x", text))
