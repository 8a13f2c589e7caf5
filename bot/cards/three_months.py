"""KE is told that the appointment deadline has come without a coordinator: a letter, a journal title and a deviation (cards.md 8.4b)."""

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.duties import draw_ticks, list_done, number_form
from bot.cards.scene import Drawn, Scene
from bot.cards.status import tell_appoint_clock, tell_phase, today
from bot.casework.appointing import find_last_ticks
from bot.casework.duties import ABOUT_CASE, APPOINT_DEADLINE
from bot.casework.model import Case, DutyKind
from bot.texts.words import Raw


def draw(scene: Scene) -> Drawn:
    """The alert as things are now; final when the case is closed.

    The duties fall away when somebody is named on the day itself, and come back when that name is taken back.
    """
    case, words = scene.case, scene.words
    assert case is not None
    duties = case.duties_about(APPOINT_DEADLINE, ABOUT_CASE)
    owed = [duty for duty in duties if duty.done_on is None]
    settled = case.closed_at is not None or (not owed and (bool(duties) or case.assignment is not None))
    buttons = [*(() if settled else offer_actions(scene, case)), *offer_mending(scene, case)]
    body: list[CardElement] = [
        build.box("attention", build.heading(tell_deadline(scene, case))),
        build.line(tell_case(scene, case)),
        *list_done(scene, duties),
        *(draw_ticks(scene, owed) if owed and not settled else ()),
        *((build.actions(*buttons),) if buttons else ()),
    ]
    return build.finish(scene, body, words.plain("En frist er ute"), final=case.closed_at is not None and bool(duties), alert=True)


def tell_deadline(scene: Scene, case: Case) -> str:
    """The heading: whether the deadline is today or has passed."""
    months = scene.municipality.deadlines.months
    if case.appoint_by == today(scene):
        return scene.words.say("{months}-månedersfristen er i dag", months=months)
    return scene.words.say("{months} måneder har gått", months=months)


def tell_case(scene: Scene, case: Case) -> str:
    """How the case stands, and which decision the deadline counts from."""
    say = scene.words.say
    if case.assignment or case.closed_at:
        return say("Sak {number}. {told}.", number=case.number, told=tell_phase(scene, case))
    told = say("Sak {number} har ikke {coordinator}.", number=case.number)
    if case.decided_on:
        told = say("{told} {The_intake} er fra {decided}.", told=told, decided=case.decided_on)
    clock = () if case.appoint_by == today(scene) else tell_appoint_clock(scene, case)
    return Raw(" ".join((told, *clock)))


def offer_actions(scene: Scene, case: Case) -> tuple[Action, ...]:
    """Tick off, see the texts, and ask a unit while nobody is in place."""
    plain = scene.words.plain
    id, duties = build.case_id(case), build.duties_id(case, ABOUT_CASE)
    ask = build.execute(plain("Velg {unit}"), "show_units", id)
    ticks = (
        build.execute(plain("Lagre"), "tick", duties, main=True),
        build.execute(plain("Alt gjort i dag"), "tick_all", duties),
        build.execute(plain("Vis tekster"), "show_texts", id),
    )
    return (*(ticks if case.duties_about(APPOINT_DEADLINE, ABOUT_CASE) else ()), *(() if case.assignment else (ask,)))


def offer_mending(scene: Scene, case: Case) -> tuple[Action, ...]:
    """The deviation's number once it has been sent, and undo, as long as the case is open."""
    ticked = find_last_ticks(case, APPOINT_DEADLINE, ABOUT_CASE)
    if case.closed_at or not ticked:
        return ()
    undo = build.execute(scene.words.plain("Angre siste"), "undo_tick", build.duties_id(case, ABOUT_CASE))
    sent = (duty for duty in case.duties_about(frozenset({DutyKind.DEVIATION_APPOINT}), ABOUT_CASE) if duty.done_on)
    numbers = (number_form(scene, "deviation_number", build.case_id(case), duty.reference) for duty in sent)
    return (*numbers, undo)
