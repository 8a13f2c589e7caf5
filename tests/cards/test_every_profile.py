"""Every card in every state, in both languages and in the words of every municipality whose profile comes with the bot."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import profiles
from bot.cards.draw import draw
from bot.cards.scene import Scene
from bot.casework.deadlines import oslo_date
from bot.casework.municipality import Municipality
from bot.casework.nouns import Locale
from bot.profiles import read_profile
from bot.texts.words import Words
from tests.cards import change_drawings, ke_drawings, unit_drawings, yearly_drawings
from tests.cards.checks import check_card

NAMES = sorted(file.stem for file in Path(profiles.__file__).parent.glob("*.yaml"))


def seen_in(scene: Scene, municipality: Municipality, locale: Locale) -> Scene:
    """The same scene in a municipality's own words."""
    return replace(scene, municipality=municipality, words=Words(locale, municipality, oslo_date(scene.now)))


def find_faults(municipality: Municipality, locale: Locale) -> Iterator[str]:
    """What is wrong with any card, a line each."""
    drawn_alone = {**unit_drawings.draw_all(locale), **change_drawings.draw_all(locale), **yearly_drawings.draw_all(locale)}
    for name, (scene, how) in (ke_drawings.draw_all(locale) | {name: (scene, draw) for name, scene in drawn_alone.items()}).items():
        try:
            check_card(how(seen_in(scene, municipality, locale)), locale)
        except (AssertionError, KeyError) as fault:
            yield f"{name}: {fault!r}"


@pytest.mark.parametrize("locale", ["nb", "nn"])
@pytest.mark.parametrize("profile", NAMES)
def test_every_card_is_whole_and_right_in_every_municipality_s_words(profile: str, locale: Locale) -> None:
    assert list(find_faults(read_profile(profile), locale)) == []
