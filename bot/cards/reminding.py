"""The one reminding message of the day: the same forms again, or a list when several requests are due (cards.md 8.2)."""

from microsoft_teams.cards import CardElement, ExecuteAction

from bot.cards import build, receipt, request
from bot.cards.roles import name_role
from bot.cards.scene import Drawn, Group, Scene
from bot.casework.deadlines import WorkCalendar, oslo_date
from bot.casework.model import Case, Request, RequestState
from bot.texts.words import Raw

ROWS = 15
"""So many requests with a button each; a person with more finds the rest in the list."""


def draw(scene: Scene) -> Drawn:
    """The reminder of the requests that are due; answered ones say so, and none at all is said too."""
    due = [(case, each) for case, each in scene.due if request.may_answer(scene, each)]
    if len(due) == 1:
        return draw_one(scene, *due[0])
    return draw_many(scene, due)


def draw_one(scene: Scene, case: Case, asked: Request) -> Drawn:
    """One request: how long is left, and the same forms as on the request itself."""
    if case.closed_at or not asked.live:
        return receipt.draw(scene, case, asked)
    say = scene.words.say
    blanks = {"number": case.number, **name_role(scene.words, case)}
    if asked.state is RequestState.PROMISED:
        about = say("Sak {number}. Dere svarte ja, navn gjenstår", **blanks)
    else:
        about = say("Sak {number}. Forespørsel om {role}", **blanks)
    body: list[CardElement] = [
        build.heading(tell_left(scene, asked)),
        *build.lines(request.tell_why_you(scene, asked)),
        build.line(about),
        *request.tell_deadline(scene, asked),
        *request.answers(scene, case, asked),
    ]
    return finish(scene, body, [(case, asked)])


def tell_left(scene: Scene, asked: Request) -> Raw:
    """How many working days are left, on the municipality's calendar."""
    words, today = scene.words, oslo_date(scene.now)
    if asked.deadline is None:
        return words.say("Påminnelse: en forespørsel venter på svar")
    if asked.is_late(today):
        return words.say("Fristen er ute")
    if asked.deadline == today:
        return words.say("Fristen er i dag")
    left = WorkCalendar.of(scene.municipality.deadlines).count(today, asked.deadline)
    if left == 0:
        return words.say("Påminnelse: fristen er {deadline}", deadline=asked.deadline)
    return words.plural("Påminnelse: {n} arbeidsdag igjen", "Påminnelse: {n} arbeidsdager igjen", left)


def draw_many(scene: Scene, due: list[tuple[Case, Request]]) -> Drawn:
    """Several requests: one row and one button each, which brings the whole card."""
    say = scene.words.say
    waiting = [(case, asked) for case, asked in due if asked.live and not case.closed_at]
    if not waiting:
        body: list[CardElement] = [build.heading(say("Alt er besvart")), build.line(say("Ingen forespørsler venter på svar fra deg."))]
        return finish(scene, body, [])
    body = [build.heading(scene.words.plural("{n} forespørsel venter på svar", "{n} forespørsler venter på svar", len(waiting)))]
    for case, asked in waiting[:ROWS]:
        body += [build.line(tell_row(scene, case, asked)), build.actions(open_button(scene, case, asked))]
    if len(waiting) > ROWS:
        rest = build.execute(scene.words.plain("Mine forespørsler"), "show_list", Group.WAITING.value)
        body += [build.line(say("og {n} til", n=len(waiting) - ROWS)), build.actions(rest)]
    return finish(scene, body, waiting)


def tell_row(scene: Scene, case: Case, asked: Request) -> Raw:
    """The case and its deadline."""
    say, blanks = scene.words.say, {"number": case.number, "deadline": asked.deadline}
    if asked.deadline is None:
        return say("Sak {number}. Venter på svar.", number=case.number)
    if asked.is_late(oslo_date(scene.now)):
        return say("Sak {number}. Fristen var {deadline}. Du kan fortsatt svare.", **blanks)
    if asked.deadline == oslo_date(scene.now):
        return say("Sak {number}. Fristen er i dag.", **blanks)
    return say("Sak {number}. Svar innen {deadline}.", **blanks)


def open_button(scene: Scene, case: Case, asked: Request) -> ExecuteAction:
    """Brings the live card to the bottom of the chat."""
    title = scene.words.plain("Svar på {number}", number=case.number)
    return build.execute(title, "show_request", build.request_id(case, asked))


def finish(scene: Scene, body: list[CardElement], due: list[tuple[Case, Request]]) -> Drawn:
    """A reminder is an alert from the day itself on."""
    alert = any(request.is_due(scene, asked) for _, asked in due)
    return build.finish(scene, body, scene.words.plain("Påminnelse om en oppgave med frist"), alert=alert)
