"""One case as its reader may see it: everything for KE, their own part for a leader and for the coordinator (N8)."""

from collections.abc import Iterator
from dataclasses import replace

from microsoft_teams.cards import CardElement

from bot.cards import build, handing_on, standing_in
from bot.cards.case_actions import offer_changes, offer_next, offer_people
from bot.cards.duties import name_duty
from bot.cards.handing_over import list_former, tell_handover
from bot.cards.own_view import draw_for_coordinator, draw_for_leader, find_own_request, tell_state
from bot.cards.pausing import tell_look
from bot.cards.reported import tell_reported
from bot.cards.scene import Drawn, Scene
from bot.cards.status import (
    describe_appointed,
    list_remaining,
    name_person,
    tell_appoint_clock,
    tell_phase,
    tell_reply_clock,
    tell_request,
    tell_without_since,
    today,
)
from bot.casework.deadlines import oslo_date
from bot.casework.model import Assignment, Case
from bot.texts.words import Raw, escape

MOST_REQUESTS = 5


def draw(scene: Scene) -> Drawn:
    """The reader's view of `scene.case`; somebody with no part in it is told that it was not found."""
    case = scene.case
    assert case is not None
    if scene.reader.is_ke:
        return build.finish(scene, list(draw_whole(scene, case)), scene.words.plain("Svar på meldingen din"))
    if request := find_own_request(scene, case):
        return build.finish(scene, list(draw_for_leader(scene, case, request)), scene.words.plain("Svar på meldingen din"))
    own = case.acting(scene.reader.id, today(scene))
    if own and (own.told or own.named.person != scene.reader.id):
        return build.finish(scene, list(draw_for_coordinator(scene, case, own)), scene.words.plain("Svar på meldingen din"))
    if case.substitute and case.substitute.person == scene.reader.id:
        return standing_in.draw(replace(scene, data={"about": case.substitute.seq}))
    missing = scene.words.say("Jeg finner ikke denne saken blant dine. Sjekk løpenummeret, eller spør {contact}.")
    return Drawn(scene.words.plain("Svar på meldingen din"), text=missing, final=True)


# ---- KE


def draw_whole(scene: Scene, case: Case) -> Iterator[CardElement]:
    """Status, clocks, coordinator, history, duties, who looks after it, and what can be done."""
    say = scene.words.say
    yield build.heading(tell_phase(scene, case))
    if case.assignment is None:
        yield build.line(say("Sak {number}", number=case.number))
    if case.assignment:
        yield build.line(describe_appointed(scene, case, case.assignment))
        yield from build.lines(tell_assignment(scene, case.assignment))
        yield from build.lines([*tell_handover(scene, case), *handing_on.tell_left(scene, case), *standing_in.tell_substitute(scene, case)])
    elif not case.closed_at:
        yield from build.lines(tell_appoint_clock(scene, case))
        yield build.line(say("{told}.", told=tell_without_since(scene, case)))
    if case.request:
        yield build.line(tell_reply_clock(scene, case.request))
    yield from build.lines([*tell_state(scene, case), *tell_look(scene, case), *tell_reported(scene, case)])
    yield build.line(tell_beginning(scene, case))
    if case.appoint_by and (case.assignment or case.closed_at):
        yield build.line(say("{months}-månedersfrist: {day}.", months=scene.municipality.deadlines.months, day=case.appoint_by))
    if case.requests:
        yield build.line(say("Forespørsler"), bold=True)
        yield from build.lines(tell_request(scene, request) for request in case.requests[-MOST_REQUESTS:])
    yield from draw_former(scene, case)
    yield from draw_duties(scene, case)
    handler = name_person(scene, case.handler) if case.handler is not None else None
    yield build.line(say("{name} har saken.", name=handler) if handler else say("Ingen i {KE} har tatt saken."), subtle=True)
    yield build.actions(*offer_next(scene, case))
    for buttons in (list(offer_people(scene, case)), list(offer_changes(scene, case))):
        if buttons:
            yield build.actions(*buttons)


def tell_beginning(scene: Scene, case: Case) -> Raw:
    """The decision or report the case began with, if its date is known, and when the case was opened."""
    say, opened = scene.words.say, oslo_date(case.opened_at)
    if case.decided_on is None:
        return say("Saken ble lagt inn {opened}.", opened=opened)
    return say("{The_intake} er fra {day}. Saken ble åpnet {opened}.", day=case.decided_on, opened=opened)


def tell_assignment(scene: Scene, assignment: Assignment) -> Iterator[Raw]:
    """Since when, what the coordinator has said, and what the unit has left to do."""
    say = scene.words.say
    yield say("Navngitt {day} av {name}.", day=oslo_date(assignment.named_at), name=name_person(scene, assignment.named_by))
    if assignment.disputed_at:
        yield say("{The_coordinator} sier at dette ikke stemmer.")
    if assignment.first_talk_on:
        yield say("Oppstartssamtale holdt {day}.", day=assignment.first_talk_on)
    elif assignment.started_at:
        yield say("{The_coordinator} har vært i gang siden {day}.", day=oslo_date(assignment.started_at))
    if remaining := list_remaining(scene, assignment):
        yield say("Gjenstår for {the_leader}: {what}.", what=scene.words.join(remaining))


def draw_former(scene: Scene, case: Case) -> tuple[CardElement, ...]:
    """Who has been coordinator before."""
    told = list(list_former(scene, case))
    return (build.line(scene.words.say("Tidligere"), bold=True), *build.lines(told)) if told else ()


def draw_duties(scene: Scene, case: Case) -> tuple[CardElement, ...]:
    """The duties that are open."""
    owed = [escape(name_duty(scene, duty.kind)) for duty in case.open_duties()]
    return (build.line(scene.words.say("Ikke krysset av ennå"), bold=True), *build.lines(owed)) if owed else ()
