"""The day's overview for one reader, by role: what can be acted on today comes first (cards.md 8.11, 8.12)."""

from collections.abc import Iterator

from microsoft_teams.cards import ActionSet, CardElement, HorizontalBarChart, HorizontalBarChartDataValue

from bot.cards import build
from bot.cards.groups import Buttons, draw_group, draw_row, list_groups, name_group, open_row, show_group
from bot.cards.own_cases import offer_start, tell_own, tell_soon, tell_start
from bot.cards.scene import Drawn, Group, Scene
from bot.cards.status import today
from bot.cards.training_view import draw_waiting
from bot.casework.model import Assignment, Case, CaseId
from bot.texts.words import Raw

MOST_ROWS = 5
MOST_BUTTONS = 15
MOST_MORE = 3


def draw(scene: Scene) -> Drawn:
    """Heading with the date, counts, a chart for KE, and the groups; empty groups are left out. Redrawn only for who answers on it."""
    groups = list_groups(scene)
    if groups == (Group.MINE,) and not scene.reader.is_ke:
        return draw_own(scene)
    buttons = Buttons(MOST_BUTTONS - MOST_MORE)
    body: list[CardElement] = [build.heading(name_digest(scene))]
    if scene.reader.is_ke:
        body += draw_counts(scene, groups)
    asked = list_asked(scene, scene.overview.cases.get(Group.MINE, ()))
    body += draw_asked(scene, asked, buttons)
    for group in groups:
        body += draw_group(scene, group, MOST_ROWS, buttons) if group is not Group.MINE or not asked else []
    training = draw_waiting(scene)
    body += training
    if not groups and not training:
        body.append(build.line(scene.words.say("Du har ingen oppgaver nå.")))
    buttons.left = MOST_MORE
    more = [button for group in offer_lists(scene, groups) if (button := buttons.take(show_group(scene, group)))]
    if more:
        body.append(build.actions(*more))
    return build.finish(scene, body, scene.words.plain("Oversikt for i dag"), final=not is_asking(asked), full=True)


def name_digest(scene: Scene) -> Raw:
    """The heading: whose overview it is, and the day."""
    day = today(scene)
    if scene.reader.is_ke:
        return scene.words.say("Oversikt {day}", day=day)
    return scene.words.say("Dine oppgaver {day}", day=day)


def draw_own(scene: Scene) -> Drawn:
    """A coordinator's digest: what comes within days, or once a month everything that comes or is not reported."""
    monthly = bool(scene.data.get("monthly"))
    tell, cases = tell_own if monthly else tell_soon, scene.overview.cases.get(Group.MINE, ())
    asked = list_asked(scene, cases)
    rows = [(case, told) for case in cases if (told := tell(scene, case)) and case.id not in asked]
    day, buttons = today(scene), Buttons(MOST_BUTTONS)
    month = scene.words.month(day)
    heading = scene.words.say("Dine saker i {month}", month=month) if monthly else scene.words.say("Dine saker {day}", day=day)
    body: list[CardElement] = [build.heading(heading), *draw_asked(scene, asked, buttons)]
    for case, told in rows:
        line = scene.words.say("{number}. {told}", number=case.number, told=told)
        body.extend(draw_row(scene, line, buttons.take(open_row(scene, Group.MINE, case))))
    if not rows and not asked:
        body.append(build.line(scene.words.say("Du har ingen oppgaver nå.")))
    if scene.overview.counts.get(Group.MINE, 0) > len(rows) + len(asked):
        body.append(build.actions(show_group(scene, Group.MINE)))
    return build.finish(scene, body, scene.words.plain("Oversikt for i dag"), final=not is_asking(asked), full=True)


def list_asked(scene: Scene, cases: tuple[Case, ...]) -> dict[CaseId, tuple[Case, Assignment]]:
    """The cases whose first conversation the message asks about, as long as they are the reader's."""
    wanted = scene.data.get("asked", ())
    return {case.id: (case, own) for case in cases if case.id in wanted and (own := case.assignment_of(scene.reader.id))}


def is_asking(asked: dict[CaseId, tuple[Case, Assignment]]) -> bool:
    """Whether something on the card is still to be answered."""
    return any(own.first_talk_on is None for _, own in asked.values())


def draw_asked(scene: Scene, asked: dict[CaseId, tuple[Case, Assignment]], buttons: Buttons) -> Iterator[CardElement]:
    """A row for each, what comes soon included; the first that is not answered has the answers below it, the others can be opened."""
    answers: ActionSet | None = None
    for case, own in asked.values():
        soon = tell_soon(scene, case)
        told = scene.words.say("{soon}. {told}", told=tell_start(scene, own), soon=soon) if soon else tell_start(scene, own)
        line = scene.words.say("{number}. {told}", number=case.number, told=told)
        if own.first_talk_on or answers:
            yield from draw_row(scene, line, buttons.take(open_row(scene, Group.MINE, case)))
            continue
        answers = build.actions(*offer_start(scene, case, own))
        yield from (build.line(line, spacing="Small"), answers)


def draw_counts(scene: Scene, groups: tuple[Group, ...]) -> list[CardElement]:
    """The counts in one line, and as a chart where charts are drawn."""
    counts = [(name_group(scene, group), scene.overview.counts[group]) for group in groups]
    if not counts:
        return []
    bars = [HorizontalBarChartDataValue(x=str(name), y=count) for name, count in counts]
    line = " · ".join(scene.words.say("{name} {count}", name=name, count=count) for name, count in counts)
    chart = HorizontalBarChart(
        title=scene.words.plain("Saker nå"), show_title=False, display_mode="AbsoluteNoAxis", data=bars, fallback="drop"
    )
    return [build.line(line), chart]


def offer_lists(scene: Scene, groups: tuple[Group, ...]) -> list[Group]:
    """The lists worth a button: groups with more than the rows shown, most urgent first; for KE every open case as well."""
    counts, shown = scene.overview.counts, scene.overview.cases
    longer = [group for group in groups if counts[group] > min(MOST_ROWS, len(shown.get(group, ())))]
    return [*longer[: MOST_MORE - 1], Group.ACTIVE] if scene.reader.is_ke else longer[:MOST_MORE]
