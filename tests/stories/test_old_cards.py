"""Every button a card was ever sent with, pressed in a town of today: it is answered with a card or a sentence, and never with a fault."""

import re
from itertools import cycle

from structlog.testing import capture_logs

from bot.wire import Json
from tests.cards.sent_before import Button, read_record
from tests.crash.figures import figure
from tests.stories.people import Here, Someone, actions_of
from tests.stories.steps import NUMBER, coordinator_in_place

OLD = re.compile("Dette kortet er for gam(melt|malt)")
"""In either language: one of the buttons changes it."""
ROLES = ("Kari", "Leder, Hjemmetjenesten sør")


async def press_old(here: Here, person: Someone, card: Json, button: Button) -> str:
    """What comes back when somebody presses it with nothing filled in, as far as people can read it."""
    data = {"verb": button.verb, "id": button.id, "version": 0}
    action = actions_of(card)[0] | {"verb": button.verb, "data": data}
    sent = {"activityId": card["id"], "action": action, "inputs": button.filled_in()}
    async with here.session.post(f"{here.address}/local/people/{person.id}/actions", json=sent) as response:
        assert response.status == 200, (button, await response.text())
        return str((await response.json())["response"])


async def test_whatever_is_pressed_on_an_old_card_is_answered(here: Here) -> None:
    await coordinator_in_place(here)
    people = [await here.person(name) for name in ROLES]
    cards = [await person.newest(NUMBER) for person in people]
    buttons = read_record()
    with capture_logs() as logs:
        for button, person, card in zip(buttons, cycle(people), cycle(cards), strict=False):
            told = await press_old(here, person, card, button)
            assert bool(OLD.search(told)) is button.retired, (button, told)
    figure("old_cards.pressed", len(buttons))
    assert [log for log in logs if log["log_level"] in {"error", "critical"}] == []
