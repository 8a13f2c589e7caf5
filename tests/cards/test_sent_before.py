"""Cards are old in people's chats: what a button ever sent is still read, and a new button joins the record."""

import pytest

from bot.cards.actions import Act, Bad, BadInput, read
from tests.cards.sent_before import Button, buttons_of_today, read_record

READ = sorted(button for button in read_record() if not button.retired)
RETIRED = sorted(button for button in read_record() if button.retired)


def press(button: Button) -> Act | BadInput:
    return read(button.verb, {"verb": button.verb, "id": button.id, "version": 1, **button.filled_in()}, lambda _: None)


def test_the_record_has_every_button_of_the_cards_of_today() -> None:
    known = {(button.verb, button.id): button.inputs for button in READ}
    lacking = [button for button in buttons_of_today() if not button.inputs <= known.get((button.verb, button.id), {None})]
    assert lacking == [], "run python -m tests.cards.sent_before"


@pytest.mark.parametrize("button", READ, ids=lambda button: f"{button.verb} {button.id}")
def test_what_a_card_was_sent_with_is_still_understood(button: Button) -> None:
    understood = press(button)
    assert isinstance(understood, Act) or understood.why is not Bad.OLD_CARD


@pytest.mark.parametrize("button", RETIRED, ids=lambda button: f"{button.verb} {button.id}")
def test_what_no_card_has_any_more_is_told_to_be_old(button: Button) -> None:
    assert press(button) == BadInput(Bad.OLD_CARD)
