"""To KE: a unit has nobody who answers for it, and why. The routing list is mended outside the bot."""

from datetime import date

from bot.cards import build
from bot.cards.scene import Drawn, Scene
from bot.cards.status import name_person
from bot.casework.outcome import Staffing
from bot.texts.words import Raw


def draw(scene: Scene) -> Drawn:
    """Which units, who is away and when, and what to do about it."""
    say, data = scene.words.say, scene.data
    places = scene.words.join([scene.directory.units[unit].name for unit in data["units"]])
    name = name_person(scene, data["person"])
    if data["staffing"] == Staffing.LEFT:
        left = say("{name} står ikke lenger som ansatt, og ingen {stand_ins} er lagt inn.", name=name)
        return finish(scene, places, left, say("Ingen får det som kommer. Legg inn {new_leader} i fordelingslisten, og les den inn."))
    period = {"first": date.fromisoformat(data["first"]), "last": date.fromisoformat(data["last"])}
    away = say("{name} er borte fra {first} til og med {last}, og ingen {stand_ins} er på jobb da.", name=name, **period)
    return finish(scene, places, away, say("Det som kommer, går til {name} likevel. Avtal hvem som svarer.", name=name))


def finish(scene: Scene, places: str, *lines: Raw) -> Drawn:
    """The heading, why, what to do, and the way to the list."""
    plain = scene.words.plain
    list_button = build.open_url(plain("Åpne fordelingslisten"), scene.municipality.links.routing_list)
    body = [
        build.heading(scene.words.say("Ingen svarer for {places}", places=places)),
        *(build.line(each) for each in lines),
        build.actions(list_button),
    ]
    return build.finish(scene, body, scene.words.plain("Nytt om fordelingslisten"), final=True)
