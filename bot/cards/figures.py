"""How many cases, coordinators and plans there are now: for KE (S4-33)."""

from bot.cards import build
from bot.cards.scene import Drawn, Scene
from bot.casework.model import DutyKind


def draw(scene: Scene) -> Drawn:
    """The counts, and why the statistics elsewhere say something else (process.md §7.3)."""
    say, plural, found = scene.words.say, scene.words.plural, scene.figures
    assert found is not None
    told = [
        plural("{n} åpen sak.", "{n} åpne saker.", found.open_cases),
        plural("{n} sak har {coordinator} nå.", "{n} saker har {coordinator} nå.", found.with_coordinator),
        plural("{n} er {coordinator} nå.", "{n} er {coordinator} nå.", found.coordinators),
        plural("{n} sak har individuell plan (IP).", "{n} saker har individuell plan (IP).", found.plans),
        plural(
            "I {n} sak med {coordinator} er planen ikke avklart.", "I {n} saker med {coordinator} er planen ikke avklart.", found.plans_open
        ),
    ]
    why = say("Tallet i {statistics_system} kan være høyere: der settes «{coordinator} oppnevnt» ved {the_intake}, før noen er på plass.")
    differs = scene.municipality.duties.has(DutyKind.STATISTICS_CHECK, DutyKind.CLOSE_STATISTICS)
    body = [build.heading(say("Tall nå")), *build.lines(told), *((build.line(why, subtle=True),) if differs else ())]
    return build.finish(scene, body, scene.words.plain("Svar på meldingen din"), final=True)
