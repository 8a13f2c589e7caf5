"""How many cases, coordinators and plans there are now: for KE (S4-33)."""

from microsoft_teams.cards import CardElement

from bot.cards import build
from bot.cards.scene import Drawn, Scene
from bot.casework.model import DutyKind
from bot.casework.statistics import Group
from bot.texts.words import Raw


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
    now = (build.line(say("Nå"), bold=True), *build.lines(told), *((build.line(why, subtle=True),) if differs else ()))
    waited = tell_time(scene)
    body = [build.heading(say("Tall")), *(waited + now if scene.data.get("time_first") else now + waited)]
    if scene.statistics and scene.municipality.exports.by_file_consent:
        file = f"statistics.{scene.statistics.year}"
        body.append(build.actions(build.execute(scene.words.plain("Hent som fil"), "get_file", file)))
    return build.finish(scene, body, scene.words.plain("Svar på meldingen din"), final=True)


def tell_time(scene: Scene) -> tuple[CardElement, ...]:
    """How long it took in the year that was asked about; small numbers are left out as in what is exported."""
    say, found = scene.words.say, scene.statistics
    if found is None:
        return ()
    whole = tell_group(scene, found.whole, has_limit=found.has_limit)
    small = say("Tall fra 1 til 4 vises ikke, og heller ikke tall som ville røpet dem.")
    return (
        build.line(say("Tid til {coordinator} i {year}", year=str(found.year)), bold=True),
        *build.lines(whole),
        build.line(small, subtle=True),
    )


def tell_group(scene: Scene, group: Group, *, has_limit: bool) -> list[Raw]:
    """What is shown of some cases, in sentences."""
    say, plural = scene.words.say, scene.words.plural
    if not group.cases:
        return [say("Ingen saker med {intake_date} i året.") if group.cases == 0 else say("Det er for få saker til å vise tall.")]
    told = [plural("{n} sak har {intake_date} i året.", "{n} saker har {intake_date} i året.", group.cases)]
    if group.appointed is None:
        return [*told, say("Hvor mange som har fått {coordinator}, vises ikke.")]
    told.append(plural("{n} har fått {coordinator}.", "{n} har fått {coordinator}.", group.appointed))
    if group.median_days is not None:
        told.append(say("Halvparten fikk {coordinator} innen {days} dager.", days=round(group.median_days)))
    if has_limit and group.appointed:
        hidden = group.in_time is None
        told.append(say("Hvor mange som fikk det innen fristen, vises ikke.") if hidden else tell_share(scene, group))
    return told


def tell_share(scene: Scene, group: Group) -> Raw:
    """How many were in time, and how large a part that is."""
    in_time = group.in_time or 0
    share = round(100 * in_time / (group.appointed or 1))
    return scene.words.say("{n} av dem innen fristen, {share} prosent.", n=in_time, share=share)
