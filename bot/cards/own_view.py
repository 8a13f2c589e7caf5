"""A case as a unit's leader and as its coordinator may see it: their own part, and what they can do (N8)."""

from collections.abc import Iterator

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.case_actions import change_coordinator, pause_or_close
from bot.cards.handing_over import leads, tell_handover
from bot.cards.pausing import resume_button, tell_look, tell_pause
from bot.cards.registers import name_retract
from bot.cards.reported import tell_reported
from bot.cards.reporting_forms import offer_reports
from bot.cards.roles import name_role
from bot.cards.scene import Scene
from bot.cards.standing_in import substitute_button, tell_substitute
from bot.cards.status import list_remaining, tell_answer, tell_reply_clock, today
from bot.casework.deadlines import oslo_date
from bot.casework.duties import CLOSE
from bot.casework.leaving import has_left
from bot.casework.model import Assignment, Case, Request
from bot.casework.situation import answers
from bot.texts.papers import name_coordinator
from bot.texts.words import Raw

# ---- the leader


def find_own_request(scene: Scene, case: Case) -> Request | None:
    """The newest request that the reader may answer; for a nearest leader the one the coordinator came of."""
    own = next((each for each in reversed(case.requests) if answers(scene.reader.id, each, scene.directory)), None)
    if own is None and case.newest_assignment and leads(scene, case):
        return case.find_request(case.newest_assignment.request)
    return own


def draw_for_leader(scene: Scene, case: Case, request: Request) -> Iterator[CardElement]:
    """The unit's own request, its answer, and what remains after a yes; nothing of other units."""
    say = scene.words.say
    yield build.heading(say("Forespørsel om {role}", **name_role(scene.words, case)))
    if case.closed_at:
        yield build.line(say("Sak {number} er avsluttet. Du trenger ikke gjøre noe.", number=case.number))
        return
    yield build.line(say("Sak {number}, sendt {day}.", number=case.number, day=oslo_date(request.sent_at)))
    own = case.assignment if case.assignment and case.assignment.request == request.seq else None
    newest = case.newest_assignment if own else None
    if request.live:
        yield build.line(tell_reply_clock(scene, request), bold=True)
    else:
        yield build.line(say("{told}.", told=tell_answer(scene, request)))
    if own:
        name = name_coordinator(own, scene.directory)
        yield build.line(say("{Role} er {name}.", name=name, **name_role(scene.words, case)))
        if has_left(own, scene.directory):
            yield build.line(say("{The_role} har sluttet.", **name_role(scene.words, case)))
        yield from build.lines([*tell_handover(scene, case), *tell_substitute(scene, case), *tell_state(scene, case)])
    if newest and (remaining := list_remaining(scene, newest)):
        yield build.line(say("Gjenstår: {what}.", what=scene.words.join(remaining)))
    yield build.actions(*offer_leader(scene, case, request, newest))
    if own:
        yield build.actions(*change_coordinator(scene, case), *substitute_button(scene, case), *pause_or_close(scene, case))


def offer_leader(scene: Scene, case: Case, request: Request, own: Assignment | None) -> Iterator[Action]:
    """The request's own card for the answer, and the two ticks that may come later."""
    plain, id = scene.words.plain, build.case_id(case)
    title = plain("Svar på {number}", number=case.number) if request.live else plain("Vis svaret")
    if own and not own.informed_at:
        yield build.execute(plain("Personen er informert"), "tick_informed", id)
    if own and not own.access_at:
        yield build.execute(plain("Tilganger er bestilt"), "tick_access", id)
    yield build.execute(title, "show_request", build.request_id(case, request), main=request.live)


# ---- the coordinator


def draw_for_coordinator(scene: Scene, case: Case, assignment: Assignment) -> Iterator[CardElement]:
    """Since when, the first conversation, whom to ask."""
    say = scene.words.say
    if case.closed_at:
        yield build.heading(say("Saken er avsluttet"))
        yield build.line(say("Sak {number} er avsluttet. Du trenger ikke gjøre noe.", number=case.number))
        return
    if assignment.named.person == scene.reader.id:
        yield build.heading(say("Du er {role}", **name_role(scene.words, case)))
        yield build.line(say("Sak {number}, siden {since}.", number=case.number, since=oslo_date(assignment.named_at)))
    else:
        name = name_coordinator(assignment, scene.directory)
        yield build.heading(say("Du er vikar"))
        yield build.line(say("Sak {number}. {name} er {role}.", number=case.number, name=name, **name_role(scene.words, case)))
    if assignment.first_talk_on:
        yield build.line(say("Oppstartssamtale holdt {day}.", day=assignment.first_talk_on))
    else:
        yield build.line(say("Oppstartssamtale er ikke meldt."))
    if assignment.disputed_at:
        yield build.line(say("Du har meldt at dette ikke stemmer. Lederen din og {the_ke} ({KE}) har fått beskjed."))
    if assignment.guidance_wanted_at:
        yield build.line(say("Du har bedt om veiledning. {KE} tar kontakt."))
    yield from build.lines(
        [
            *tell_reported(scene, case),
            *tell_handover(scene, case),
            *tell_substitute(scene, case),
            *tell_state(scene, case),
            *tell_look(scene, case),
        ]
    )
    buttons = list(offer_coordinator(scene, case, assignment))
    if buttons:
        yield build.actions(*buttons)
    if changes := list(offer_own_changes(scene, case, assignment)):
        yield build.actions(*changes)


def offer_coordinator(scene: Scene, case: Case, assignment: Assignment) -> Iterator[Action]:
    """Report the first conversation and the plan, ask for guidance, and say that the name is wrong; nothing while that is looked into."""
    if assignment.disputed_at:
        return
    plain, id = scene.words.plain, build.case_id(case)
    if not assignment.first_talk_on:
        field = build.date_input("first_talk_on", plain("Dato"), error=plain("Velg en dato som ikke er fram i tid."), last=today(scene))
        save = build.execute(plain("Lagre"), "started", id, main=True)
        yield build.show_card(plain("Oppstartssamtale holdt"), [field], save)
    if not assignment.guidance_wanted_at:
        yield build.execute(plain("Jeg ønsker veiledning"), "guidance", id)
    yield from offer_reports(scene, case)
    yield build.execute(plain("Drøfte med {KE}"), "choose", f"call_me:{id}")
    if assignment.named.person == scene.reader.id:
        yield build.execute(plain("Dette stemmer ikke"), "dispute", id)


def offer_own_changes(scene: Scene, case: Case, assignment: Assignment) -> Iterator[Action]:
    """Bytte, pause and closure, each asked about on a card of its own; and the way back from what was reported."""
    if assignment.disputed_at:
        return
    plain, id = scene.words.plain, build.case_id(case)
    if case.handover and case.handover.assignment == assignment.seq:
        yield build.execute(plain("Jeg fortsetter likevel"), "retract_handover", id)
    elif assignment is case.newest_assignment and case.closing is None:
        yield build.execute(plain("Bytt {coordinator}"), "choose", f"handover:{id}")
    yield from offer_substitute(scene, case, assignment)
    if case.pause:
        yield resume_button(scene, case)
    elif case.closing is None:
        yield build.execute(plain("Sett på pause"), "choose", f"pause:{id}")
    if case.closing is None:
        yield build.execute(plain("Avslutt saken"), "choose", f"close:{id}")
    elif not any(duty.done_on for duty in case.duties_about(CLOSE, case.closing.seq)):
        yield build.execute(name_retract(scene, case), "retract_closure", id)


def offer_substitute(scene: Scene, case: Case, assignment: Assignment) -> Iterator[Action]:
    """Ask for a vikar, or see how it stands with one; a vikar cannot ask for another."""
    if assignment.named.person != scene.reader.id:
        return
    plain, id = scene.words.plain, build.case_id(case)
    if case.substitute:
        yield build.execute(plain("Vikar"), "show_substitute", id)
    elif scene.municipality.handover.substitute.offered:
        yield build.execute(plain("Be om vikar"), "choose", f"substitute:{id}")


# ---- what any of them is told


def tell_state(scene: Scene, case: Case) -> Iterator[Raw]:
    """A pause, and a closure that waits for KE."""
    yield from tell_pause(scene, case)
    if case.closing:
        yield scene.words.say("Avslutning er meldt {day}. {KE} gjør resten.", day=oslo_date(case.closing.reported_at))
