"""To KE: a unit has nobody who answers for it, and why. The routing list is mended outside the bot."""

from datetime import date

from bot.cards import build
from bot.cards.scene import Drawn, Scene
from bot.cards.status import name_person


def draw(scene: Scene) -> Drawn:
    """Which units, who is away and when, and what to do about it."""
    say, data = scene.words.say, scene.data
    places = scene.words.join([scene.directory.units[unit].name for unit in data["units"]])
    name = name_person(scene, data["person"])
    period = {"first": date.fromisoformat(data["first"]), "last": date.fromisoformat(data["last"])}
    body = [
        build.heading(say("Ingen svarer for {places}", places=places)),
        build.line(say("{name} er borte fra {first} til og med {last}, og ingen {stand_in} er på jobb da.", name=name, **period)),
        build.line(say("Det som kommer, går til {name} likevel. Avtal hvem som svarer, og rett fordelingslisten.", name=name)),
    ]
    return build.finish(scene, body, scene.words.plain("Nytt om fordelingslisten"), final=True)
