"""Hears which texts of the catalogue are said, and which functions of the cards are called, while something is rendered."""

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from gettext import NullTranslations
from pathlib import Path
from types import CodeType, FrameType
from unittest.mock import patch

import bot.cards
from bot.texts import words
from bot.texts.catalogue import find_translations

CARDS = str(Path(inspect.getfile(bot.cards)).parent)
Text = str | tuple[str, str]
"""As it stands in the code; a text with a plural is a pair."""


@dataclass
class Heard:
    """What was said, and what was called."""

    texts: set[Text] = field(default_factory=set)
    called: set[CodeType] = field(default_factory=set)


class Ear(NullTranslations):
    """A catalogue that notes what is looked up in it."""

    def __init__(self, catalogue: NullTranslations, texts: set[Text]) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.texts = texts

    def gettext(self, message: str) -> str:
        self.texts.add(message)
        return self.catalogue.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.texts.add((msgid1, msgid2))
        return self.catalogue.ngettext(msgid1, msgid2, n)


@contextmanager
def listen() -> Iterator[Heard]:
    """Whatever is said and called meanwhile; Words made meanwhile are heard, older ones are not."""
    heard = Heard()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(CARDS):
            heard.called.add(frame.f_code)

    with patch.object(words, "find_translations", lambda locale: Ear(find_translations(locale), heard.texts)):
        before = sys.getprofile()
        sys.setprofile(note)
        try:
            yield heard
        finally:
            sys.setprofile(before)
