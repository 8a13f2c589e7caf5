"""The catalogues of texts: bokmål is the source text in the code, the other languages lie beside this file as messages.po.

`python -m bot.texts.catalogue` collects every text in the code and merges it into the files, keeping what is translated.
"""

from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
ROOMS = ("cards", "delivery", "texts", "registers")
"""The rooms that say something to people."""
KEYWORDS: dict[str, tuple[int, ...] | None] = {"say": None, "plain": None, "mark": None, "plural": (1, 2)}
SOURCE = "nb"


@cache
def find_translations(locale: str) -> NullTranslations:
    """The texts of a language, read once per process; bokmål needs no file."""
    if locale == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(locale))
    compiled.seek(0)
    return GNUTranslations(compiled)


def read_catalogue(locale: str) -> Catalog:
    """The file of a language as it lies there, translated or not."""
    with (HERE / locale / "messages.po").open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def collect_texts() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Every text in the code with the file it stands in, as room/file.py; a text with a plural is a pair."""
    for room in ROOMS:
        method_map = [("**.py", "python")]
        for name, _, text, _, _ in extract_from_dir(HERE.parent / room, method_map=method_map, keywords=KEYWORDS):
            yield f"{room}/{name}", text


def merge_texts(catalogue: Catalog) -> Catalog:
    """A catalogue with exactly the texts now in the code, and the translations they already have."""
    template = Catalog()
    for name, text in collect_texts():
        template.add(text, locations=[(name, 1)])
    catalogue.update(template, no_fuzzy_matching=True)
    return catalogue


def update(locale: str) -> int:
    """Merge the code's texts into the language's file; returns how many lack a translation."""
    catalogue = merge_texts(read_catalogue(locale))
    with (HERE / locale / "messages.po").open("wb") as file:
        write_po(file, catalogue, width=140, omit_header=True, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    return sum(not all(message.string if isinstance(message.string, tuple) else (message.string,)) for message in catalogue if message.id)


if __name__ == "__main__":
    for folder in sorted(path.parent.name for path in HERE.glob("*/messages.po")):
        print(f"{folder}: {update(folder)} texts without a translation")  # noqa: T201
