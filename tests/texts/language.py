"""Which words give the wrong language away, and which are right but not the ones we use."""

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
FOREIGN = {"nb": "nynorsk_only.txt", "nn": "bokmaal_only.txt"}
NOT_OURS = {"nb": "bokmaal_not_ours.txt", "nn": "nynorsk_not_ours.txt"}
NOT_WORDS = re.compile(r"\{\w+\}|https?://\S+|\S+@\S+|«[^»]*»")
"""Blanks, addresses, and what people may write themselves."""


@cache
def read_words(file: str) -> frozenset[str]:
    """The words of a list, one a line."""
    return frozenset((HERE / file).read_text(encoding="utf-8").split())


def list_words(text: str) -> list[str]:
    """The words of a text in lower case, without blanks and addresses."""
    return re.findall(r"[a-zæøåéèêóòâôü]+", NOT_WORDS.sub(" ", text).lower())


def find_foreign_words(text: str, locale: str) -> list[str]:
    """Words that exist only in the other language."""
    return [word for word in list_words(text) if word in read_words(FOREIGN[locale])]


def find_words_not_ours(text: str, locale: str) -> list[str]:
    """Words that are right in the language, but another form than ours, or a tone that is not ours."""
    return [word for word in list_words(text) if word in read_words(NOT_OURS[locale]) | read_words("not_ours.txt")]
