"""Everything the bot says, for every municipality, in both languages: whole, in one language, and in the municipality's own words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import profiles
from bot.casework.municipality import Municipality
from bot.casework.nouns import Locale
from bot.profiles import read_profile
from bot.storage.store import Store, Work
from tests.cards.checks import check_card, read_texts
from tests.texts.faults import find_slips, find_words_of_others, find_wrong_genders, find_wrong_words
from tests.texts.matrix import draw_cards, fill_database, make_files, read_profile_lines, write_papers

ODD = str(Path(__file__).with_name("odd.yaml"))
NAMES = (*sorted(file.stem for file in Path(profiles.__file__).parent.glob("*.yaml")), ODD)


@pytest.fixture(scope="module")
def work(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Work]:
    """A database with something in every file that can be made of it."""
    file = tmp_path_factory.mktemp("matrix") / "kept.sqlite"
    file.write_bytes(sqlite_template.read_bytes())
    store = Store(f"sqlite:///{file}")
    fill_database(store)
    with store.reading() as reading:
        yield reading
    store.close()


def find_faults(municipality: Municipality, locale: Locale, work: Work) -> Iterator[str]:
    """What is wrong with anything said, a line each."""
    said = set[tuple[str, str]]()
    for name, drawn in draw_cards(municipality, locale):
        try:
            check_card(drawn, locale)
        except AssertionError as fault:
            yield f"{name}: {fault}"
        said |= {(name, text) for text in (drawn.summary, drawn.text or "", *read_texts(drawn.card))}
    said |= {*write_papers(municipality, locale), *make_files(municipality, locale, work), *read_profile_lines(municipality, locale)}
    for text, name in sorted({text: name for name, text in said}.items()):
        for fault in (*find_slips(text), *find_wrong_words(text, locale), *find_wrong_genders(text, municipality, locale)):
            yield f"{name}: {fault}, in {text!r}"
        if municipality.name == "Annerledes kommune":
            yield from (f"{name}: {fault}, in {text!r}" for fault in find_words_of_others(text, locale))


@pytest.mark.parametrize("locale", ["nb", "nn"])
@pytest.mark.parametrize("profile", NAMES, ids=[Path(name).stem for name in NAMES])
def test_everything_said_is_whole_in_one_language_and_in_the_municipality_s_own_words(profile: str, locale: Locale, work: Work) -> None:
    assert list(find_faults(read_profile(profile), locale, work)) == []
