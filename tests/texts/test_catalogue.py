"""Every text in both languages: translated, complete, in the right language and with blanks that can be filled."""

import re
from pathlib import Path
from string import Formatter

import pytest

import bot.profiles
from bot.casework.municipality import Municipality
from bot.profiles import read_profile
from bot.texts.catalogue import collect_texts, read_catalogue
from tests.texts.language import find_foreign_words, find_words_not_ours

STANDARD: Municipality = read_profile("standard")


def list_translations() -> list[tuple[str, str]]:
    """Each bokmål text beside its nynorsk, plurals form by form."""
    pairs: list[tuple[str, str]] = []
    for message in read_catalogue("nn"):
        if isinstance(message.id, str) and message.id:
            pairs.append((message.id, str(message.string)))
        elif message.id:
            pairs += zip(message.id, message.string, strict=True)
    return pairs


def blanks(text: str) -> set[str]:
    """The names of the blanks, whether or not a sentence begins with them."""
    return {name.lower() for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_text_in_the_code_is_in_the_catalogue_and_nothing_else() -> None:
    in_code = {text for _, text in collect_texts()}
    in_catalogue = {message.id for message in read_catalogue("nn") if message.id}
    assert {tuple(text) if isinstance(text, list) else text for text in in_code} == in_catalogue, (
        "run python -m bot.texts.catalogue and fill in what is new"
    )


def test_every_text_has_a_nynorsk_translation_that_somebody_has_read() -> None:
    assert [source for source, translated in list_translations() if not translated] == []
    assert [message.id for message in read_catalogue("nn") if message.fuzzy and message.id] == []


def test_a_text_has_the_same_blanks_in_both_languages() -> None:
    differing = [(source, translated) for source, translated in list_translations() if blanks(source) != blanks(translated)]
    assert differing == []


@pytest.mark.row("S1-09", "S2-25", "S3-06", "S4-23")
def test_no_text_quotes_the_law() -> None:
    profiles = Path(bot.profiles.__file__).parent.glob("*.yaml")
    texts = [text for pair in list_translations() for text in pair] + [file.read_text(encoding="utf-8") for file in profiles]
    assert [
        text for text in texts if re.search(r"§|(?<!\w)(?i:forvaltningslov|helse- og omsorgstjenestelov|pasientrettighetslov)", text)
    ] == []


def test_names_of_blanks_are_plain_so_that_nothing_is_looked_up_inside_a_value() -> None:
    names = {name for source, _ in list_translations() for name in blanks(source)}
    assert [name for name in names if not name.isidentifier()] == []


def test_the_municipality_has_every_inflected_word_the_texts_use() -> None:
    known = STANDARD.variables("nb").keys()
    terms = {name.removeprefix("the_").removeprefix("a_").removeprefix("your_").removeprefix("another_").lower() for name in known}
    inflected = {
        name
        for source, _ in list_translations()
        for name in blanks(source)
        if name.lower().startswith(("the_", "a_", "your_", "another_", "which_")) and not name.lower().endswith("role")
    }
    assert terms
    assert inflected - known == set()


@pytest.mark.parametrize("locale", ["nb", "nn"])
def test_no_text_has_a_word_of_the_other_language(locale: str) -> None:
    texts = [pair[locale == "nn"] for pair in list_translations()]
    assert [(text, found) for text in texts if (found := find_foreign_words(text, locale))] == []


@pytest.mark.parametrize("locale", ["nb", "nn"])
def test_every_text_uses_our_forms_of_words_and_our_tone(locale: str) -> None:
    texts = [pair[locale == "nn"] for pair in list_translations()]
    assert [(text, found) for text in texts if (found := find_words_not_ours(text, locale))] == []
