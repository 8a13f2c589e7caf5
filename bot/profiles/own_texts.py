"""A municipality's own texts, held against the bot's: each stands instead of one that exists, with the same blanks."""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from string import Formatter

from bot.casework.municipality import Municipality
from bot.texts.catalogue import read_catalogue

Keys = tuple[str | int, ...]


def find_faults(municipality: Municipality) -> Iterator[tuple[Keys, str]]:
    """What is wrong, each with the path of the value in the profile."""
    if not municipality.texts:
        return
    terms = municipality.variables("nb").keys()
    seen: set[str] = set()
    for number, text in enumerate(municipality.texts):
        if text.instead_of not in known_texts():
            near = get_close_matches(text.instead_of, known_texts(), n=1)
            yield ("texts", number, "instead_of"), "expected a text of the bot's" + (f"; perhaps {near[0]!r}" if near else "")
            continue
        if text.instead_of in seen:
            yield ("texts", number, "instead_of"), "expected each text once"
        seen.add(text.instead_of)
        wanted = blanks(text.instead_of) - terms
        for locale in ("nb", "nn"):
            given = blanks(getattr(text, locale))
            if given - terms != wanted:
                needed = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "no blanks but the municipality's words"
                yield ("texts", number, locale), f"expected {needed}"


@cache
def known_texts() -> frozenset[str]:
    """Every text of the bot's that is said in one way, however many it is about."""
    return frozenset(message.id for message in read_catalogue("nn") if isinstance(message.id, str) and message.id)


def blanks(text: str) -> set[str]:
    """The names of a text's blanks; an unreadable one has a blank that no text has."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"?"}
