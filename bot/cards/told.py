"""One piece of news, and the few pieces every news is made of."""

from typing import NamedTuple

from microsoft_teams.cards import Action

from bot.cards import build
from bot.cards.scene import Scene
from bot.cards.status import tell_phase
from bot.casework.model import Case
from bot.texts.words import Raw


class Told(NamedTuple):
    """One piece of news: its heading, its lines, and the buttons; without buttons there is nothing left to do."""

    heading: Raw
    lines: tuple[Raw, ...]
    buttons: tuple[Action, ...] = ()


def tell_now(scene: Scene, case: Case) -> Raw:
    """How the case stands, when the news is no longer new."""
    return scene.words.say("{told}.", told=tell_phase(scene, case))


def ask_next(scene: Scene, case: Case) -> Action:
    """The button that opens the choice of a unit."""
    return build.execute(scene.words.plain("Velg {unit}"), "show_units", build.case_id(case), main=True)


def open_case(scene: Scene, case: Case) -> Action:
    """The button that shows the case."""
    return build.execute(scene.words.plain("Åpne {number}", number=case.number), "show_case", build.case_id(case))
