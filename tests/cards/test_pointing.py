"""Every button of every message says which message it was sent with, and nothing else of it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.cards.pointing import KEPT_IN, find_pointer, point_to, stamp
from bot.privacy import contains_id_number
from bot.profiles import read_profile
from tests.cards.checks import LARGEST
from tests.texts.matrix import draw_cards

LONGEST = point_to(10**9 - 1, "answer/x")


def buttons(part: Any) -> Iterator[dict[str, Any]]:
    """Every button at any depth, fallbacks too."""
    if isinstance(part, dict):
        if part.get("type") in {"Action.Execute", "Action.Submit"}:
            yield part
        for each in part.values():
            yield from buttons(each)
    elif isinstance(part, list):
        for each in part:
            yield from buttons(each)


def test_every_button_of_every_card_is_stamped_and_nothing_else_changes() -> None:
    seen = 0
    for _, drawn in draw_cards(read_profile("standard"), "nb"):
        stamped = stamp(drawn.card, LONGEST)
        for before, after in zip(buttons(drawn.card), buttons(stamped), strict=True):
            assert after["data"] == before["data"] | {KEPT_IN: LONGEST}
            del after["data"][KEPT_IN]
            seen += 1
        assert stamped == drawn.card
    assert seen > 1000


def test_a_stamped_card_is_small_enough() -> None:
    for _, drawn in draw_cards(read_profile("standard"), "nb"):
        activity = replace(drawn, card=stamp(drawn.card, LONGEST))
        assert len(json.dumps(activity.card, ensure_ascii=False)) <= LARGEST


@pytest.mark.parametrize("id", [1, 417, 10**9 - 1])
def test_what_was_stamped_is_found_and_is_no_id_number(id: int) -> None:
    pointer = point_to(id, f"case-{id}/request-1/p2")
    assert find_pointer({KEPT_IN: pointer}) == (id, pointer)
    assert not contains_id_number({KEPT_IN: pointer})


def test_two_messages_that_had_the_same_id_have_pointers_of_their_own() -> None:
    assert point_to(17, "reminding/2026-12-04/p5") != point_to(17, "reminding/2026-12-07/p5")


@pytest.mark.parametrize(
    "odd", [None, 7, True, -1, 1.5, [LONGEST], {KEPT_IN: LONGEST}, "", "17", "0-abcdefgh", "1234567890-abcdefgh", "1-abcdefgx"]
)
def test_anything_else_points_to_nothing(odd: object) -> None:
    assert find_pointer({KEPT_IN: odd}) is None
    assert find_pointer({}) is None
