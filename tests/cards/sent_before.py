"""Every button that a card was ever sent with, kept in a file: people have old cards in their chats for years.

`python -m tests.cards.sent_before` adds what the cards of today have and the file has not. Nothing is ever taken out: a button that no card
has any more, and nobody reads, is marked with a `!`.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from bot.profiles import read_profile
from tests.stories.people import walk
from tests.texts.matrix import draw_cards

RECORD = Path(__file__).with_name("sent_before.txt")
YEAR, NUMBER = "2026", re.compile(r"\d+")
MUNICIPALITIES = ("standard", "aas", "heroy", "aalesund")
"""Between them they have every way of working that a button is for."""

LEAST = {"plan": "yes"}
"""The one choice that no client lets a person leave open."""


@dataclass(frozen=True, order=True)
class Button:
    """What a press sends, with every year in it as 2026 and every other number as 1."""

    verb: str
    id: str
    inputs: frozenset[str] = frozenset()
    retired: bool = False

    def filled_in(self) -> dict[str, str]:
        """Each input with as little in it as a client lets through."""
        return {name: LEAST.get(name, "") for name in self.inputs}


def buttons_of_today() -> list[Button]:
    """Every button of every card in every state, with all that some card has to fill in beside it."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in MUNICIPALITIES:
        for _, drawn in draw_cards(read_profile(name), "nb"):
            parts = list(walk(drawn.card))
            inputs = {plainly(part["id"]) for part in parts if str(part.get("type")).startswith("Input.")}
            for data in (part["data"] for part in parts if part.get("type") == "Action.Execute"):
                found[data["verb"], plainly(data["id"])] |= inputs
    return [Button(verb, id, frozenset(inputs)) for (verb, id), inputs in sorted(found.items())]


def plainly(sent: str) -> str:
    """Without the numbers of one case or another."""
    return NUMBER.sub(lambda number: YEAR if len(number[0]) == len(YEAR) else "1", sent)


def read_record() -> list[Button]:
    """The file, a line for each: the verb, the id or a dash, and the inputs."""
    buttons = []
    for line in RECORD.read_text().splitlines():
        verb, id, *inputs = line.removeprefix("! ").split()
        buttons.append(Button(verb, "" if id == "-" else id, frozenset(inputs), line.startswith("!")))
    return buttons


def add_those_of_today() -> None:
    """Write the file anew with what is missing in it."""
    known = {(button.verb, button.id): button for button in read_record()}
    for button in buttons_of_today():
        before = known.get((button.verb, button.id), button)
        known[button.verb, button.id] = Button(button.verb, button.id, before.inputs | button.inputs)
    lines = [
        " ".join([*(["!"] if button.retired else []), button.verb, button.id or "-", *sorted(button.inputs)])
        for _, button in sorted(known.items())
    ]
    RECORD.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    add_those_of_today()
