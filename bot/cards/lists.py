"""Answers that are lists of cases: one group, the status of all groups, and one's own deadlines."""

from microsoft_teams.cards import CardElement

from bot.cards import build
from bot.cards.groups import Buttons, draw_group, list_groups, name_group, show_group
from bot.cards.scene import Drawn, Group, Scene
from bot.cards.training_view import draw_waiting
from bot.texts.words import Raw, mark

MOST_IN_LIST = 12
MOST_IN_GROUP = 5
MOST_BUTTONS = 12
MOST_MORE = 3

EMPTY = {
    Group.OVERDUE: mark("Ingen saker er over fristen."),
    Group.THREE_MONTHS: mark("Ingen saker er nær {months}-månedersfristen eller over den."),
    Group.ANSWERS: mark("Ingen nye svar."),
    Group.OFFERS: mark("Ingenting venter på at {KE} bestemmer."),
    Group.HANDOVERS: mark("Ingen bytter venter."),
    Group.WAITING: mark("Ingen forespørsler venter på svar."),
    Group.DUTIES: mark("Ingen oppgaver står igjen."),
    Group.WITHOUT_COORDINATOR: mark("Alle saker har {coordinator}."),
    Group.WITHOUT_PLAN: mark("Individuell plan (IP) er avklart i alle saker."),
    Group.MEETINGS: mark("Ingen saker mangler et møte."),
    Group.PAUSED: mark("Ingen saker er på pause."),
    Group.MINE: mark("Du har ingen saker nå."),
    Group.ACTIVE: mark("Ingen saker er åpne."),
    Group.CLOSED: mark("Ingen saker er avsluttet."),
}


def draw_list(scene: Scene) -> Drawn:
    """The group in `scene.data['group']`: twelve rows, then how many more there are."""
    group = Group(scene.data["group"])
    heading = name_list(scene, group)
    count = scene.overview.counts.get(group, 0)
    if not count:
        months = scene.municipality.deadlines.months
        return draw_lines(scene, heading, [build.line(scene.words.say(EMPTY[group], months=months))])
    told = scene.words.plural("{n} sak", "{n} saker", count)
    rows = list(draw_group(scene, group, MOST_IN_LIST, Buttons(MOST_BUTTONS)))[1:]
    return draw_lines(scene, heading, [build.line(told), *rows])


def name_list(scene: Scene, group: Group) -> Raw:
    """The group's name, and the unit's when the list is of one unit."""
    unit, name = scene.directory.units.get(scene.data.get("unit", 0)), name_group(scene, group)
    return scene.words.say("{group}, {place}", group=name, place=unit.name) if unit else name


def draw_overview(scene: Scene) -> Drawn:
    """Every group of the reader's role that holds something, five rows of each."""
    return draw_groups(scene, scene.words.say("Slik står det nå"), scene.words.say("Du har ingen oppgaver nå."))


def draw_deadlines(scene: Scene) -> Drawn:
    """The reader's deadlines, soonest first."""
    return draw_groups(scene, scene.words.say("Frister"), scene.words.say("Du har ingen frister nå."))


def draw_groups(scene: Scene, heading: Raw, empty: Raw) -> Drawn:
    """The groups under a heading, or the sentence that there is nothing."""
    groups, buttons = list_groups(scene), Buttons(MOST_BUTTONS)
    body: list[CardElement] = []
    for group in groups:
        body += draw_group(scene, group, MOST_IN_GROUP, buttons)
    longer = [group for group in groups if scene.overview.counts[group] > len(scene.overview.cases.get(group, ())[:MOST_IN_GROUP])]
    if longer:
        body.append(build.actions(*(show_group(scene, group) for group in longer[:MOST_MORE])))
    body += draw_waiting(scene)
    return draw_lines(scene, heading, body or [build.line(empty)])


def draw_lines(scene: Scene, heading: Raw, body: list[CardElement]) -> Drawn:
    """The card; a list is as it was when it was asked for, and is never redrawn."""
    return build.finish(scene, [build.heading(heading), *body], scene.words.plain("Svar på meldingen din"), final=True, full=True)
