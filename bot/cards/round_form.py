"""The form of the yearly round: a few numbers for each case, filled in with what was reported before; and its receipt."""

from collections.abc import Iterator, Sequence

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.routine_actions import name_count, name_plan
from bot.cards.scene import Drawn, Scene
from bot.casework.model import Case
from bot.casework.yearly_round import Book, Numbers, counted, prefill
from bot.texts.words import Raw, mark

NO_ROUND = mark("Det er ingen årlig rapport å svare på nå.")
MOST_CASES = 6
"""Cases on one page of the form: more would be too long on a phone."""
MOST_ROWS = 30


def finish(scene: Scene, body: Sequence[CardElement], *, full: bool = False) -> Drawn:
    """A card of the round; it can change until the year's round is closed, and after."""
    return build.finish(scene, body, scene.words.plain("Årlig rapport"), full=full)


def draw_own(scene: Scene, book: Book, cases: tuple[Case, ...]) -> Drawn:
    """The form about the reader's own cases that are not answered, or what was answered."""
    say, year = scene.words.say, str(book.round.year)
    reminds = scene.data.get("stage") and book.missing(cases) and not book.round.closed_at
    heading = say("Påminnelse: årlig rapport {year}", year=year) if reminds else say("Årlig rapport {year}", year=year)
    body: list[CardElement] = [build.heading(heading)]
    missing = book.missing(cases)
    if not cases:
        return finish(scene, [*body, build.line(say(NO_ROUND))])
    if not book.round.closed_at and ("from" in scene.data or missing):
        shown, start = (cases, scene.data["from"]) if "from" in scene.data else (missing, 0)
        if len(missing) < len(cases):
            body.append(build.line(tell_answered(scene, book, cases), bold=True))
        return finish(scene, [*body, *draw_form(scene, book, shown, start)])
    return finish(scene, [*body, *draw_receipt(scene, book, cases)])


def draw_form(scene: Scene, book: Book, cases: Sequence[Case], start: int) -> Iterator[CardElement]:
    """The page of cases from `start` on, and the button that sends it; a page that is turned loses what was not sent."""
    say, plain = scene.words.say, scene.words.plain
    page = cases[start : start + MOST_CASES] or cases[:MOST_CASES]
    yield build.line(say("Hvor mange møter er holdt i {year}? {due}", year=str(book.round.year), due=tell_due(scene, book)))
    yield build.line(say("Tallene er det som er meldt her. Rett det som ikke stemmer."), subtle=True)
    for case in page:
        yield from draw_case(scene, book, case)
    buttons: list[Action] = [build.execute(plain("Send"), "answer_round", str(book.round.year), main=True)]
    if "from" in scene.data and len(cases) > MOST_CASES:
        following = start + MOST_CASES if start + MOST_CASES < len(cases) else 0
        buttons.append(build.execute(plain("Neste saker"), "turn_round", str(following + 1)))
    yield build.actions(*buttons)


def draw_case(scene: Scene, book: Book, case: Case) -> Iterator[CardElement]:
    """The inputs of one case, each with the løpenummer in its label."""
    rules, plain = scene.municipality.follow_up, scene.words.plain
    answer = book.answers.get(case.id)
    numbers = answer.numbers if answer else prefill(case, book.round, rules)
    for code in counted(rules):
        name = rules.meeting(code).term.noun(scene.words.locale).plural
        yield build.text_input(
            name_count(case.id, code),
            plain("{number}: {what}", number=case.number, what=name),
            max_length=2,
            regex=r"^\d{1,2}$",
            error=plain("Skriv et tall fra 0 til 99."),
            value=str(numbers.meetings.get(code, 0)),
        )
    if scene.municipality.annual and scene.municipality.annual.ask_plan:
        known = {True: "yes", False: "no", None: None}[numbers.plan]
        label = plain("{number}: individuell plan (IP)", number=case.number)
        choices = [("yes", plain("Ja")), ("no", plain("Nei"))]
        yield build.choose_one(name_plan(case.id), label, choices, error=plain("Svar ja eller nei."), value=known)


def draw_receipt(scene: Scene, book: Book, cases: Sequence[Case]) -> Iterator[CardElement]:
    """What was answered, and the way to correct it."""
    say = scene.words.say
    if not book.round.closed_at:
        yield build.line(say("Takk, tallene er sendt. Lederen din bekrefter dem."))
    for case in cases[:MOST_ROWS]:
        answer = book.answers.get(case.id)
        told = tell_numbers(scene, answer.numbers) if answer else say("ikke svart")
        yield build.line(say("{number}. {told}", number=case.number, told=told), spacing="Small")
    if len(cases) > MOST_ROWS:
        yield build.line(say("og {n} til", n=len(cases) - MOST_ROWS), subtle=True)
    if book.round.closed_at:
        yield build.line(tell_due(scene, book))
    else:
        yield build.actions(build.execute(scene.words.plain("Rett tallene"), "turn_round", "1"))


# ---- in words


def tell_numbers(scene: Scene, numbers: Numbers) -> Raw:
    """'3 koordineringsmøter, 1 samarbeidsmøte, IP: ja'."""
    rules = scene.municipality.follow_up
    told = []
    for code in counted(rules):
        n, noun = numbers.meetings.get(code, 0), rules.meeting(code).term.noun(scene.words.locale)
        told.append(scene.words.say("{n} {what}", n=n, what=noun.singular if n == 1 else noun.plural))
    if numbers.plan is not None:
        told.append(scene.words.say("IP: ja") if numbers.plan else scene.words.say("IP: nei"))
    return Raw(", ".join(told))


def tell_answered(scene: Scene, book: Book, cases: Sequence[Case]) -> Raw:
    """How many of the cases are answered."""
    return scene.words.say("Svart: {answered} av {n}.", answered=len(cases) - len(book.missing(cases)), n=len(cases))


def tell_due(scene: Scene, book: Book) -> Raw:
    """By when, or that it is over."""
    if book.round.closed_at:
        return scene.words.say("Runden er lukket.")
    return scene.words.say("Frist: {day}.", day=book.round.due)
