"""Hears which texts of the catalogue are said, and sees which functions of the cards are called, while something is rendered."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from types import CodeType, FrameType

import pytest

from bot.texts import words
from bot.texts.catalogue import find_translations

Text = str | tuple[str, ...]
"""As it stands in the code; a text with a plural is a pair."""


class Ear(NullTranslations):
    """A language's texts, which notes what is looked up in them."""

    def __init__(self, translations: NullTranslations, heard: set[Text]) -> None:
        super().__init__()
        self.translations = translations
        self.heard = heard

    def gettext(self, message: str) -> str:
        self.heard.add(message)
        return self.translations.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.heard.add((msgid1, msgid2))
        return self.translations.ngettext(msgid1, msgid2, n)


@contextmanager
def listening() -> Iterator[set[Text]]:
    """The texts said meanwhile, by Words made meanwhile."""
    heard = set[Text]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "find_translations", lambda locale: Ear(find_translations(locale), heard))
        yield heard


@contextmanager
def watching() -> Iterator[set[CodeType]]:
    """The functions called meanwhile."""
    called = set[CodeType]()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            called.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(before)
