"""Nouns a municipality chooses for itself, inflected so that a sentence is right whichever noun it chose, in bokmål and nynorsk."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Locale = Literal["nb", "nn"]
Gender = Literal["m", "f", "n"]
Word = Annotated[str, Field(min_length=1, max_length=80)]


class Part(BaseModel):
    """A part of the profile: frozen, and strict about unknown keys and wrong types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Noun(Part):
    """One noun in one language, with the forms a sentence may need."""

    singular: Word
    definite: Word
    plural: Word
    definite_plural: Word
    gender: Gender


class Term(Part):
    """The municipality's own word for something, in both languages, and its abbreviation if people use one."""

    nb: Noun
    nn: Noun
    abbreviation: Word | None = None

    def noun(self, locale: Locale) -> Noun:
        """The word in that language."""
        return self.nb if locale == "nb" else self.nn


WORDS_BEFORE: dict[str, dict[Locale, dict[Gender, str]]] = {
    "a": {"nb": {"m": "en", "f": "ei", "n": "et"}, "nn": {"m": "ein", "f": "ei", "n": "eit"}},
    "another": {
        "nb": {"m": "en annen", "f": "ei anna", "n": "et annet"},
        "nn": {"m": "ein annan", "f": "ei anna", "n": "eit anna"},
    },
    "new": {"nb": {"m": "ny", "f": "ny", "n": "nytt"}, "nn": {"m": "ny", "f": "ny", "n": "nytt"}},
    "which": {"nb": {"m": "hvilken", "f": "hvilken", "n": "hvilket"}, "nn": {"m": "kva", "f": "kva", "n": "kva"}},
}
YOUR: dict[Locale, dict[Gender, str]] = {"nb": {"m": "din", "f": "di", "n": "ditt"}, "nn": {"m": "din", "f": "di", "n": "ditt"}}


def inflect(noun: Noun, locale: Locale, one: str, many: str) -> Iterator[tuple[str, str]]:
    """The noun's forms under English names: for `unit` and `units`, unit, the_unit, units, the_units, a_unit, your_unit and so on."""
    yield one, noun.singular
    yield f"the_{one}", noun.definite
    yield many, noun.plural
    yield f"the_{many}", noun.definite_plural
    yield f"your_{one}", f"{noun.definite} {YOUR[locale][noun.gender]}"
    for english, norwegian in WORDS_BEFORE.items():
        yield f"{english}_{one}", f"{norwegian[locale][noun.gender]} {noun.singular}"


def capitalise(name: str, word: str) -> tuple[str, str]:
    """The pair with a capital first letter in both, the rest untouched."""
    return name[0].upper() + name[1:], word[0].upper() + word[1:]
