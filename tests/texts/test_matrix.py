"""Everything the bot says, for every municipality, in both languages: whole, in one language, and in the municipality's own words."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import CodeType

import pytest

from bot import cards
from bot.cards.scene import Scene
from bot.casework.municipality import Municipality
from bot.casework.nouns import Locale
from bot.profiles import read_profile
from bot.storage.store import Store, Work
from bot.texts.catalogue import collect_texts
from bot.texts.words import Words
from tests.cards.checks import check_card, read_drawn
from tests.texts.faults import PROFILES, find_slips, find_words_of_others, find_wrong_genders, find_wrong_words
from tests.texts.listening import listening, watching
from tests.texts.matrix import draw_cards, fill_database, make_files, read_profile_lines, write_papers

ODD = str(Path(__file__).with_name("odd.yaml"))
NAMES = (*PROFILES, ODD)


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
        said |= {(name, text) for text in read_drawn(drawn)}
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


# ---- nothing is left out


EVERYWHERE = ("standard", "aas", ODD)
"""Municipalities that say between them everything there is to say."""
SAID_ELSEWHERE: dict[str, str] = {}
"""Texts that nothing rendered here can say, each with the reason."""
CALLED_ELSEWHERE = {"bot.cards.round_view.has_something_to_ask": "asked by the courier, before it draws anything"}


def test_every_text_of_the_catalogue_is_said_here_and_nothing_is_said_that_is_not_in_it(work: Work) -> None:
    with listening() as heard:
        for municipality in map(read_profile, EVERYWHERE):
            for said in (draw_cards(municipality, "nn"), write_papers(municipality, "nn"), make_files(municipality, "nn", work)):
                assert sum(1 for _ in said) > 1
    texts = {text if isinstance(text, str) else tuple(text) for _, text in collect_texts()}
    assert texts - heard - SAID_ELSEWHERE.keys() == set(), "draw a card, write a paper or make a file in which it is said"
    assert heard - texts == set(), "put together from parts, and so without nynorsk: mark each whole sentence"
    assert SAID_ELSEWHERE.keys() & heard == set(), "said now: it is no exception any more"


def find_drawing_functions() -> Iterator[tuple[str, CodeType]]:
    """Every function of the cards that is given a scene or words, with its code."""
    for module in (import_module(f"bot.cards.{each.name}") for each in iter_modules(cards.__path__)):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            given = {parameter.annotation for parameter in inspect.signature(function).parameters.values()}
            if function.__module__ == module.__name__ and given & {Scene, Words}:
                yield f"{module.__name__}.{name}", function.__code__


def test_every_function_of_the_cards_that_draws_is_reached() -> None:
    with watching() as called:
        assert sum(1 for _ in draw_cards(read_profile(ODD), "nn")) > 1
    unreached = {name for name, code in find_drawing_functions() if code not in called}
    assert unreached == CALLED_ELSEWHERE.keys(), "draw a card that needs it"
