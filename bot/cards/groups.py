"""A group of cases on a card: its name, its first rows with a button each, and how many more there are."""

from collections.abc import Iterable, Iterator, Mapping

from microsoft_teams.cards import Action, CardElement, Column, ColumnSet, ExecuteAction

from bot.cards import build
from bot.cards.rows import tell_row
from bot.cards.scene import Group, Scene
from bot.casework.model import Case
from bot.texts.words import Raw, mark

NAMES: Mapping[Group, str] = {
    Group.OVERDUE: mark("Over fristen"),
    Group.THREE_MONTHS: mark("{months}-månedersfristen nær eller passert"),
    Group.ANSWERS: mark("Nye svar"),
    Group.OFFERS: mark("Venter på at {KE} bestemmer"),
    Group.HANDOVERS: mark("Bytte av {coordinator}"),
    Group.WAITING: mark("Venter på svar"),
    Group.DUTIES: mark("Åpne oppgaver"),
    Group.WITHOUT_COORDINATOR: mark("Uten {coordinator}"),
    Group.WITHOUT_PLAN: mark("Uten avklart individuell plan (IP)"),
    Group.MEETINGS: mark("Tid for nytt møte er passert"),
    Group.PAUSED: mark("På pause"),
    Group.MINE: mark("Mine saker"),
    Group.ACTIVE: mark("Åpne saker"),
    Group.CLOSED: mark("Avsluttede saker"),
}
FOR_LEADERS: Mapping[Group, str] = {
    Group.WAITING: mark("Svar på forespørsel"),
    Group.DUTIES: mark("Gjenstår etter ja"),
}
SHOW: Mapping[Group, str] = {
    Group.OVERDUE: mark("Vis over fristen"),
    Group.THREE_MONTHS: mark("Vis {months}-månedersfrister"),
    Group.ANSWERS: mark("Vis nye svar"),
    Group.OFFERS: mark("Vis det som venter"),
    Group.HANDOVERS: mark("Vis bytte av {coordinator}"),
    Group.WAITING: mark("Vis venter på svar"),
    Group.DUTIES: mark("Vis oppgavene"),
    Group.WITHOUT_COORDINATOR: mark("Vis uten {coordinator}"),
    Group.WITHOUT_PLAN: mark("Vis uten avklart IP"),
    Group.MEETINGS: mark("Vis uten nytt møte"),
    Group.PAUSED: mark("Vis på pause"),
    Group.MINE: mark("Vis mine saker"),
    Group.ACTIVE: mark("Vis alle saker"),
    Group.CLOSED: mark("Vis avsluttede"),
}


class Buttons:
    """The buttons a card may still have: never two with the same title, never more than it was given."""

    def __init__(self, most: int) -> None:
        self.left = most
        self.titles: set[str] = set()

    def take(self, button: ExecuteAction) -> ExecuteAction | None:
        """The button, or None when there is no room or one with its title is there already."""
        if self.left == 0 or button.title is None or button.title in self.titles:
            return None
        self.left -= 1
        self.titles.add(button.title)
        return button


def name_group(scene: Scene, group: Group) -> Raw:
    """The group's name for this reader."""
    names = NAMES if scene.reader.is_ke else {**NAMES, **FOR_LEADERS}
    return scene.words.say(names[group], months=scene.municipality.deadlines.months)


def show_group(scene: Scene, group: Group) -> ExecuteAction:
    """The button that sends the group's own list."""
    title = scene.words.plain(SHOW[group], months=scene.municipality.deadlines.months)
    return build.execute(title, "show_list", group.value)


def list_groups(scene: Scene) -> tuple[Group, ...]:
    """The groups that hold something, most urgent first; a leader's own requests stand in one group, overdue or not."""
    counts = scene.overview.counts
    skipped = set() if scene.reader.is_ke or Group.WAITING not in counts else {Group.OVERDUE}
    return tuple(group for group in Group if counts.get(group) and group not in skipped)


def draw_group(scene: Scene, group: Group, most: int, buttons: Buttons) -> Iterator[CardElement]:
    """The name, the first rows, and what is left out."""
    cases = scene.overview.cases.get(group, ())[:most]
    more = scene.overview.counts.get(group, len(cases)) - len(cases)
    yield build.line(name_group(scene, group), bold=True)
    for case in cases:
        yield from draw_row(scene, tell_row(scene, group, case), buttons.take(open_row(scene, group, case)))
    if more > 0:
        yield build.line(scene.words.say("og {n} til", n=more), subtle=True)


def open_row(scene: Scene, group: Group, case: Case) -> ExecuteAction:
    """A leader answers the request from the row; everything else opens the case."""
    if group in (Group.WAITING, Group.OVERDUE) and not scene.reader.is_ke and case.request:
        title = scene.words.plain("Svar på {number}", number=case.number)
        return build.execute(title, "show_request", build.request_id(case, case.request))
    return build.execute(scene.words.plain("Åpne {number}", number=case.number), "show_case", build.case_id(case))


def draw_numbered(scene: Scene, rows: Iterable[tuple[Raw, str, str]]) -> Iterator[CardElement]:
    """Rows that are about no case: each with its number, and a button with the same that shows more, by its verb and id."""
    for n, (told, verb, id) in enumerate(rows, 1):
        line = scene.words.say("{n}. {told}", n=n, told=told)
        yield from draw_row(scene, line, build.execute(scene.words.plain("Vis {n}", n=n), verb, id))


def draw_row(scene: Scene, told: Raw, button: Action | None) -> Iterator[CardElement]:
    """The row's text, and its button where there is one: beside it for KE, who reads many rows, below it for the others' phones."""
    if button is None or not scene.reader.is_ke:
        yield build.line(told, spacing="Small")
        if button:
            yield build.actions(button)
        return
    text = Column(width="stretch", items=[build.line(told)], vertical_content_alignment="Center")
    yield ColumnSet(columns=[text, Column(width="auto", items=[build.actions(button)])], spacing="Small")
