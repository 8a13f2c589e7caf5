"""The yearly round as each sees it: a coordinator's own numbers, a unit's for its leader, and how it goes for KE (S4-34)."""

from collections.abc import Iterator

from microsoft_teams.cards import Action, CardElement

from bot.cards import build, round_form
from bot.cards.groups import draw_numbered
from bot.cards.round_form import NO_ROUND, finish, tell_answered, tell_due, tell_numbers
from bot.cards.scene import Drawn, Scene
from bot.cards.status import name_unit, today
from bot.casework.model import Case, UnitId
from bot.casework.yearly_round import Book, counted, stamp
from bot.texts.papers import name_coordinator
from bot.texts.words import Raw

MOST_UNITS = 12
MOST_ROWS = 20
MOST_PASTED = 150


def draw(scene: Scene) -> Drawn:
    """The part of it the message is for; what the reader may not see gives way to their own cases."""
    book, unit = scene.book, scene.data.get("unit")
    if book is None:
        return draw_none(scene)
    if unit and (scene.reader.is_ke or scene.reader.id in scene.directory.answerers(unit)):
        return draw_unit(scene, book, unit)
    if scene.data.get("ke") and scene.reader.is_ke:
        return draw_progress(scene, book)
    return round_form.draw_own(scene, book, book.of_person(scene.reader.id, today(scene)))


def has_something_to_ask(scene: Scene) -> bool:
    """Whether a card that was never sent should be: not when all was answered, and confirmed, before it could leave."""
    book, unit = scene.book, scene.data.get("unit")
    if book is None or not scene.data.get("year") or scene.data.get("ke"):
        return True
    if book.round.closed_at:
        return False
    cases = book.of_unit(unit) if unit else book.of_person(scene.reader.id, today(scene))
    return bool(book.missing(cases) or (unit and book.unconfirmed(cases)))


def draw_none(scene: Scene) -> Drawn:
    """There has been no round; KE can start one."""
    start = build.actions(build.execute(scene.words.plain("Start årets runde"), "start_round", main=True))
    body = [
        build.heading(scene.words.say("Årlig rapport")),
        build.line(scene.words.say(NO_ROUND)),
        *([start] if scene.reader.is_ke else []),
    ]
    return finish(scene, body)


# ---- a unit, for its leader or KE


def draw_unit(scene: Scene, book: Book, unit: UnitId) -> Drawn:
    """Every case of the unit with its numbers, and one press that confirms them; or the form, for those who cannot answer themselves."""
    cases = book.of_unit(unit)
    year = book.round.year
    heading = build.heading(scene.words.say("Årlig rapport {year}, {place}", year=str(year), place=name_unit(scene, unit)))
    if "from" in scene.data and not book.round.closed_at:
        return finish(scene, [heading, *round_form.draw_form(scene, book, cases, scene.data["from"])])
    waiting = book.unconfirmed(cases)
    body: list[CardElement] = [heading, build.line(tell_answered(scene, book, cases), bold=True), build.line(tell_due(scene, book))]
    body += build.lines(
        scene.words.say("{number}. {told}", number=case.number, told=tell_row(scene, book, case)) for case in cases[:MOST_ROWS]
    )
    if len(cases) > MOST_ROWS:
        body.append(build.line(scene.words.say("og {n} til", n=len(cases) - MOST_ROWS), subtle=True))
    if cases and not waiting and not book.missing(cases):
        body.append(build.line(scene.words.say("Alle svarene er bekreftet.")))
    if buttons := list(offer_unit(scene, book, unit)):
        body.append(build.actions(*buttons))
    return finish(scene, body, full=scene.reader.is_ke)


def offer_unit(scene: Scene, book: Book, unit: UnitId) -> Iterator[Action]:
    """Confirm what stands there, fill in or correct; and for KE the way back."""
    cases, year = book.of_unit(unit), book.round.year
    if not book.round.closed_at:
        if waiting := book.unconfirmed(cases):
            seen = max(stamp(answer.answered_at) for answer in waiting)
            title = scene.words.plain("Bekreft svarene")
            yield build.execute(title, "confirm_round", f"{year}.{unit}.{seen}", main=True)
        if cases:
            yield build.execute(scene.words.plain("Fyll inn eller rett"), "turn_round", "1")
    if scene.reader.is_ke:
        yield build.execute(scene.words.plain("Vis alle"), "choose", "annual_report")


def tell_row(scene: Scene, book: Book, case: Case) -> str:
    """Who is coordinator, and what was reported."""
    answer, own = book.answers.get(case.id), case.assignment
    name = name_coordinator(own, scene.directory) if own else ""
    if answer is None:
        return scene.words.say("{name}: ikke svart", name=name)
    told = tell_numbers(scene, answer.numbers)
    if answer.confirmed_at:
        return scene.words.say("{name}: {told}, bekreftet", name=name, told=told)
    return scene.words.say("{name}: {told}", name=name, told=told)


# ---- KE


def draw_progress(scene: Scene, book: Book) -> Drawn:
    """Counts, and each unit by name; none is ranked (N7)."""
    say, year = scene.words.say, book.round.year
    confirmed = sum(answer.confirmed_at is not None for answer in book.answers.values())
    body: list[CardElement] = [
        build.heading(say("Årlig rapport {year}", year=str(year))),
        build.line(tell_answered(scene, book, book.cases), bold=True),
        build.line(say("Bekreftet: {n}. {due}", n=confirmed, due=tell_due(scene, book))),
    ]
    units = sorted(book.units(), key=lambda unit: name_unit(scene, unit))
    body += draw_numbered(scene, ((tell_unit(scene, book, unit), "show_round", f"{year}.{unit}") for unit in units[:MOST_UNITS]))
    if len(units) > MOST_UNITS:
        body.append(build.line(say("og {n} til", n=len(units) - MOST_UNITS), subtle=True))
    body.append(build.actions(*offer_ke(scene, book)))
    return finish(scene, body, full=True)


def tell_unit(scene: Scene, book: Book, unit: UnitId) -> Raw:
    """How many of a unit's cases are answered, and confirmed."""
    cases = book.of_unit(unit)
    answered, place = len(cases) - len(book.missing(cases)), name_unit(scene, unit)
    confirmed = answered - len(book.unconfirmed(cases))
    told = scene.words.say("{answered} av {n} svart, {confirmed} bekreftet", answered=answered, n=len(cases), confirmed=confirmed)
    return scene.words.say("{place}: {told}", place=place, told=told)


def offer_ke(scene: Scene, book: Book) -> Iterator[Action]:
    """The numbers to paste, and close, open again or start."""
    plain, year = scene.words.plain, str(book.round.year)
    if book.answers:
        body = [build.line(scene.words.say("Løpenummer er personopplysning. Lim inn bare der dere skal ha det."))]
        yield build.reveal_card(plain("Tall å lime inn"), [*body, build.copyable(paste(scene, book))])
    if book.round.closed_at:
        yield build.execute(plain("Åpne runden igjen"), "reopen_round", year)
    else:
        yield build.execute(plain("Lukk runden"), "close_round", year)
    if book.round.year < today(scene).year:
        yield build.execute(plain("Start årets runde"), "start_round")


def paste(scene: Scene, book: Book) -> str:
    """Units with their sums, then cases, in columns parted by tabs, as a sheet takes them."""
    codes = counted(scene.municipality.follow_up)
    names = [scene.municipality.follow_up.meeting(code).term.noun(scene.words.locale).plural for code in codes]
    rows = [[scene.words.plain("{Unit}"), *names]]
    for unit in sorted(book.units(), key=lambda unit: name_unit(scene, unit)):
        given = [book.answers[case.id].numbers.meetings for case in book.of_unit(unit) if case.id in book.answers]
        rows.append([name_unit(scene, unit), *(str(sum(meetings.get(code, 0) for meetings in given)) for code in codes)])
    rows += [[], [scene.words.plain("Løpenummer"), *names]]
    for case in [case for case in book.cases if case.id in book.answers][:MOST_PASTED]:
        rows.append([case.number, *(str(book.answers[case.id].numbers.meetings.get(code, "")) for code in codes)])
    return "\n".join("\t".join(row) for row in rows)
