"""Cards of handover, closure, pause and reports: every state in both languages, and what the hard ones say."""

import pytest

from bot.cards.draw import draw
from bot.cards.scene import Drawn
from tests.cards import change_drawings as change
from tests.cards.checks import check_card, read_texts, walk

STATES = tuple(change.draw_all("nb"))


def see(name: str, locale: str = "nb") -> Drawn:
    return draw(change.draw_all(locale)[name])


def read(name: str, locale: str = "nb") -> str:
    """Everything on the card as one text."""
    drawn = see(name, locale)
    return drawn.text or "\n".join(read_texts(drawn.card))


def verbs(name: str) -> dict[str, str]:
    """The verbs of the card's buttons with their ids, forms included."""
    return {each["verb"]: each["data"]["id"] for each in walk(see(name).card) if each.get("type") == "Action.Execute"}


def inputs(name: str) -> dict[str, dict[str, object]]:
    """The card's inputs by name, forms included."""
    return {each["id"]: each for each in walk(see(name).card) if each.get("type", "").startswith("Input.")}


@pytest.mark.parametrize("locale", ["nb", "nn"])
@pytest.mark.parametrize("name", STATES)
def test_every_state_keeps_to_the_rules_of_cards(name: str, locale: str) -> None:
    check_card(see(name, locale), locale)
