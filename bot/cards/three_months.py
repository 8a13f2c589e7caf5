"""KE is told that the appointment deadline has come without a coordinator: a letter, a journal title and a deviation (cards.md 8.4b)."""

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.duties import draw_ticks, list_done
from bot.cards.scene import Drawn, Scene
from bot.cards.status import tell_appoint_clock, tell_phase, today
from bot.casework.duties import APPOINT_DEADLINE
from bot.casework.model import Case

ABOUT_CASE = 0


def draw(scene: Scene) -> Drawn:
    """The alert as things are now; final when all three duties are ticked off, or the case is closed.

    The duties fall away when somebody is named on the day itself, and come back when that name is taken back.
    """
    case, words = scene.case, scene.words
    assert case is not None
    duties = case.duties_about(APPOINT_DEADLINE, ABOUT_CASE)
    owed = [duty for duty in duties if duty.done_on is None]
    settled = case.closed_at is not None or (not owed and (bool(duties) or case.assignment is not None))
    body: list[CardElement] = [
        build.box("attention", build.heading(tell_deadline(scene, case))),
        build.line(tell_case(scene, case)),
        *list_done(scene, duties),
        *(draw_ticks(scene, owed) if owed and not settled else ()),
        *(() if settled else (build.actions(*offer_actions(scene, case)),)),
    ]
    return build.finish(scene, body, words.plain("En frist er ute"), final=settled and bool(duties), alert=True)


def tell_deadline(scene: Scene, case: Case) -> str:
    """The heading: whether the deadline is today or has passed."""
    months = scene.municipality.deadlines.appoint.months
    if case.appoint_by == today(scene):
        return scene.words.say("{months}-månedersfristen er i dag", months=months)
    return scene.words.say("{months} måneder har gått", months=months)


def tell_case(scene: Scene, case: Case) -> str:
    """How the case stands, and which decision the deadline counts from."""
    say = scene.words.say
    if case.assignment or case.closed_at:
        return say("Sak {number}. {told}.", number=case.number, told=tell_phase(scene, case))
    told = say("Sak {number} har ikke {coordinator}. Vedtaket er fra {decided}.", number=case.number, decided=case.decided_on)
    return told if case.appoint_by == today(scene) else say("{told} {clock}", told=told, clock=tell_appoint_clock(scene, case))


def offer_actions(scene: Scene, case: Case) -> tuple[Action, ...]:
    """Tick off, see the texts, and ask a unit while nobody is in place."""
    plain = scene.words.plain
    id, duties, version = build.case_id(case), build.duties_id(case, ABOUT_CASE), case.version
    ask = build.execute(plain("Velg {unit}"), "show_units", id, version)
    ticks = (
        build.execute(plain("Lagre"), "tick", duties, version, main=True),
        build.execute(plain("Alt gjort i dag"), "tick_all", duties, version),
        build.execute(plain("Vis tekster"), "show_texts", id, version),
    )
    return (*(ticks if case.duties_about(APPOINT_DEADLINE, ABOUT_CASE) else ()), *(() if case.assignment else (ask,)))
