"""What KE does once a year: the line of the profile, what to do it with, and the tick (S4-37 to S4-39)."""

from collections.abc import Iterator

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.scene import Drawn, Scene
from bot.cards.status import name_person
from bot.casework.yearly_rules import YearlyTask
from bot.casework.yearly_tasks import find_task


def draw(scene: Scene) -> Drawn:
    """One year's task; one that the profile no longer has can still be ticked off or forgotten."""
    say, tick = scene.words.say, scene.tick
    task = find_task(scene.municipality, scene.data["task"])
    body: list[CardElement] = [build.heading(say("Årlig oppgave {year}", year=str(scene.data["year"])))]
    if task is None:
        return build.finish(
            scene, [*body, build.line(say("Denne oppgaven gjelder ikke lenger."))], scene.words.plain("Årlig oppgave"), final=True
        )
    body.append(build.line(say("{what}.", what=scene.words.label(task))))
    if tick:
        body.append(build.line(say("Gjort {day} av {name}.", day=tick.done_on, name=name_person(scene, tick.done_by)), bold=True))
    elif task.offers == "numbers":
        body += list(tell_numbers(scene))
    return build.finish(scene, [*body, build.actions(*offer(scene, task))], scene.words.plain("Årlig oppgave"))


def tell_numbers(scene: Scene) -> Iterator[CardElement]:
    """How many cases have a coordinator now, and from how many units."""
    active = [load.active_cases for load in scene.load.values() if load.active_cases]
    told = scene.words.plural("{n} sak har {coordinator} nå.", "{n} saker har {coordinator} nå.", sum(active))
    yield build.line(told)
    yield build.line(
        scene.words.plural("{The_coordinators} kommer fra {n} {unit}.", "{The_coordinators} kommer fra {n} {units}.", len(active))
    )


def offer(scene: Scene, task: YearlyTask) -> Iterator[Action]:
    """The tick or the way back, and what to do it with."""
    plain, id = scene.words.plain, f"{task.code}.{scene.data['year']}"
    if scene.tick:
        yield build.execute(plain("Angre"), "untick_task", id)
        return
    yield build.execute(plain("Gjort"), "tick_task", id, main=True)
    if task.offers == "invitation" and scene.municipality.gathering:
        yield build.execute(plain("Inviter"), "choose", "invite")
    if task.offers == "numbers" and scene.municipality.annual:
        yield build.execute(plain("Årlig rapport"), "choose", "annual_report")
    if task.offers == "numbers":
        yield build.execute(plain("Se tall"), "choose", "get_stats")
