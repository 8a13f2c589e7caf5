"""KE is told that nobody answered within the reply deadline: the deviation to copy, and what can be done (cards.md 8.4)."""

from datetime import timedelta

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.duties import number_form
from bot.cards.scene import Drawn, Scene
from bot.cards.status import name_person, tell_answer, tell_appoint_clock, today
from bot.casework.deadlines import oslo_date
from bot.casework.duties import REPLY_DEADLINE
from bot.casework.model import Case, Duty, Request
from bot.texts.deadline_texts import list_reminders, write_deviation_reply
from bot.texts.papers import Papers
from bot.texts.words import Raw


def draw(scene: Scene) -> Drawn:
    """The alert as things are now; final when the unit is no longer waited for and the deviation is ticked off."""
    case, request = scene.case, scene.request
    assert case is not None
    assert request is not None
    duty = next(iter(case.duties_about(REPLY_DEADLINE, request.seq)), None)
    owed = duty is not None and duty.done_on is None
    live = request.live and case.closed_at is None
    words = scene.words
    body: list[CardElement] = [
        tell_deadline(scene, request, live=live),
        build.line(words.say("Sak {number}. {told}.", number=case.number, told=tell_answer(scene, request))),
        build.line(tell_history(scene, request)),
        *(build.line(each) for each in tell_appoint_clock(scene, case) if live),
        *tell_late_answer(scene, request),
        *(write_deviation(scene, case, request) if owed else tell_deviation(scene, duty)),
        *offer_actions(scene, case, request, duty, live=live),
    ]
    done_for = not owed and not live and (duty is None or case.closed_at is not None)
    return build.finish(scene, body, words.plain("En frist er ute"), final=done_for, alert=True)


def tell_deadline(scene: Scene, request: Request, *, live: bool) -> CardElement:
    """The heading: the deadline has passed, or KE has given more time since."""
    if live and request.first_deadline and not request.is_late(today(scene)):
        return build.heading(scene.words.say("Svarfristen er forlenget"))
    return build.box("attention", build.heading(scene.words.say("Svarfristen er ute")))


def tell_history(scene: Scene, request: Request) -> Raw:
    """Sent when, deadline when, how many reminders; and the later deadline when it was extended."""
    words, reminded = scene.words, len(list_reminders(request))
    first = request.first_deadline or request.deadline or today(scene)
    told = words.say("Sendt {sent}. Fristen var {deadline}.", sent=oslo_date(request.sent_at), deadline=first)
    if request.first_deadline and not request.is_late(today(scene)):
        told = words.say("{told} Ny frist er {deadline}.", told=told, deadline=request.deadline)
    elif request.first_deadline:
        told = words.say("{told} Ny frist var {deadline}.", told=told, deadline=request.deadline)
    if not reminded:
        return words.say("{told} Ingen påminnelse er sendt.", told=told)
    return words.plural("{told} {n} påminnelse er sendt.", "{told} {n} påminnelser er sendt.", reminded, told=told)


def tell_late_answer(scene: Scene, request: Request) -> tuple[CardElement, ...]:
    """An answer that came after the deadline still counts."""
    promised = request.first_deadline or request.deadline
    if request.answered_at is None or promised is None or oslo_date(request.answered_at) <= promised:
        return ()
    return (build.line(scene.words.say("Svaret kom etter fristen, {at}.", at=request.answered_at), bold=True),)


def write_deviation(scene: Scene, case: Case, request: Request) -> tuple[CardElement, ...]:
    """The deviation to copy, and the field for its number."""
    papers = Papers(scene.words, case, scene.directory, scene.municipality, today(scene))
    return (
        build.line(scene.words.say("Send avvik i {quality_system}. Kopier teksten:")),
        build.copyable(write_deviation_reply(papers, request)),
        build.text_input("reference", scene.words.plain("Avviksnummer (valgfritt)"), max_length=20),
    )


def tell_deviation(scene: Scene, duty: Duty | None) -> tuple[CardElement, ...]:
    """Who sent the deviation and when, with its number."""
    if duty is None or duty.done_on is None or duty.done_by is None:
        return ()
    say, name = scene.words.say, name_person(scene, duty.done_by)
    if duty.reference:
        return (build.line(say("Avvik sendt {day} av {name}, nr. {reference}.", day=duty.done_on, name=name, reference=duty.reference)),)
    return (build.line(say("Avvik sendt {day} av {name}.", day=duty.done_on, name=name)),)


def offer_actions(scene: Scene, case: Case, request: Request, duty: Duty | None, *, live: bool) -> tuple[CardElement, ...]:
    """What can be done now: about the deviation, and while nobody has answered remind, ask elsewhere, extend or withdraw."""
    plain = scene.words.plain
    id = build.request_id(case, request)
    buttons: list[Action] = []
    if duty and duty.done_on is None:
        buttons.append(build.execute(plain("Avvik er sendt"), "deviation_sent", id, main=True))
    if live:
        buttons += [
            build.execute(plain("Spør {another_unit}"), "show_units", build.case_id(case)),
            build.execute(plain("Send påminnelse"), "remind", id),
            extend_form(scene, case, request),
            build.execute(plain("Trekk tilbake"), "withdraw", id),
        ]
    if duty and duty.done_on and case.closed_at is None:
        buttons.append(number_form(scene, "deviation_sent", id, duty.reference))
        buttons.append(build.execute(plain("Angre avvik sendt"), "undo_deviation", id))
    return (build.actions(*buttons),) if buttons else ()


def extend_form(scene: Scene, case: Case, request: Request) -> Action:
    """A form with the new deadline: a day after today and after the present one, preset to what the leader asked for."""
    plain = scene.words.plain
    first = max(today(scene), request.deadline or today(scene)) + timedelta(days=1)
    wanted = request.wants_until if request.wants_until and request.wants_until >= first else None
    field = build.date_input(
        "deadline", plain("Ny svarfrist"), error=plain("Velg en dato etter i dag og etter fristen nå."), first=first, value=wanted
    )
    extend = build.execute(plain("Gi ny frist"), "extend", build.request_id(case, request), main=True)
    return build.show_card(plain("Forleng fristen"), [field], extend)
