"""One case as its reader may see it: everything for KE, their own part for a leader and for the coordinator (N8)."""

from collections.abc import Iterator

from microsoft_teams.cards import Action, CardElement, ShowCardAction

from bot.cards import build
from bot.cards.answering import replace_form, uphold_name
from bot.cards.duties import draw_ticks, name_duty
from bot.cards.overdue import extend_form
from bot.cards.scene import Drawn, Scene
from bot.cards.status import (
    describe_appointed,
    list_remaining,
    name_person,
    tell_answer,
    tell_appoint_clock,
    tell_phase,
    tell_reply_clock,
    tell_request,
    today,
)
from bot.casework.deadlines import oslo_date
from bot.casework.duties import APPOINT_DEADLINE, APPOINTMENT, REPLY_DEADLINE
from bot.casework.model import Assignment, Case, Duty, Request
from bot.texts.documents import name_coordinator
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
    assignment = case.assignment
    if assignment and assignment.named.person == scene.reader.id and (assignment.informed_at or assignment.welcomed_at):
        return build.finish(scene, list(draw_for_coordinator(scene, case, assignment)), scene.words.plain("Svar på meldingen din"))
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
    elif not case.closed_at:
        yield build.line(tell_appoint_clock(scene, case))
    if case.request:
        yield build.line(tell_reply_clock(scene, case.request))
    yield build.line(say("Vedtaket er fra {day}. Saken ble åpnet {opened}.", day=case.decided_on, opened=oslo_date(case.opened_at)))
    if case.assignment or case.closed_at:
        yield build.line(say("{months}-månedersfrist: {day}.", months=scene.municipality.deadlines.appoint.months, day=case.appoint_by))
    if case.requests:
        yield build.line(say("Forespørsler"), bold=True)
        yield from build.lines(tell_request(scene, request) for request in case.requests[-MOST_REQUESTS:])
    yield from draw_duties(scene, case)
    handler = name_person(scene, case.handler) if case.handler is not None else None
    yield build.line(say("{name} har saken.", name=handler) if handler else say("Ingen i {KE} har tatt saken."), subtle=True)
    yield build.actions(*offer_next(scene, case))
    if not case.closed_at:
        yield build.actions(*offer_case(scene, case))


def tell_assignment(scene: Scene, assignment: Assignment) -> Iterator[Raw]:
    """Since when, what the coordinator has said, and what the unit has left to do."""
    say = scene.words.say
    yield say("Navngitt {day} av {name}.", day=oslo_date(assignment.named_at), name=name_person(scene, assignment.named_by))
    if assignment.disputed_at:
        yield say("{The_coordinator} sier at dette ikke stemmer.")
    if assignment.first_talk_on:
        yield say("Oppstartssamtale holdt {day}.", day=assignment.first_talk_on)
    elif assignment.started_at:
        yield say("{The_coordinator} er i gang siden {day}.", day=oslo_date(assignment.started_at))
    if remaining := list_remaining(scene, assignment):
        yield say("Gjenstår for lederen: {what}.", what=scene.words.join(remaining))


def draw_duties(scene: Scene, case: Case) -> tuple[CardElement, ...]:
    """The duties that are open."""
    owed = [escape(name_duty(scene, duty.kind)) for duty in case.open_duties()]
    return (build.line(scene.words.say("Ikke krysset av ennå"), bold=True), *build.lines(owed)) if owed else ()


def offer_next(scene: Scene, case: Case) -> Iterator[Action]:
    """What KE can do with the request, the appointment and the duties."""
    plain, id, version = scene.words.plain, build.case_id(case), case.version
    if case.closed_at:
        yield build.execute(plain("Åpne igjen"), "reopen", id, version, main=True)
        yield build.execute(plain("Vis tekster"), "show_texts", id, version)
        return
    if tick := tick_form(scene, case):
        yield tick
    if case.assignment:
        yield build.execute(plain("Vis tekster"), "show_texts", id, version)
        yield replace_form(scene, case, case.assignment.unit)
        if case.assignment.disputed_at:
            yield uphold_name(scene, case)
    elif case.request:
        yield build.execute(plain("Send påminnelse"), "remind", build.request_id(case, case.request), version)
        yield build.execute(plain("Spør {another_unit}"), "show_units", id, version)
        yield extend_form(scene, case, case.request)
        yield build.execute(plain("Trekk tilbake"), "withdraw", build.request_id(case, case.request), version)
    else:
        yield build.execute(plain("Velg {unit}"), "show_units", id, version, main=True)
        yield build.execute(plain("Vis tekster"), "show_texts", id, version)


def offer_case(scene: Scene, case: Case) -> Iterator[Action]:
    """What KE can do with the case itself."""
    if case.handler != scene.reader.id:
        yield build.execute(scene.words.plain("Ta saken"), "take_case", build.case_id(case), case.version)
    yield correct_form(scene, case)
    yield close_form(scene, case)


def tick_form(scene: Scene, case: Case) -> ShowCardAction | None:
    """The duties of one card that are open, to tick off from here: after the appointment first, then the deadlines'."""
    for about, owed in list_owed(case):
        plain, duties = scene.words.plain, build.duties_id(case, about)
        save = build.execute(plain("Lagre"), "tick", duties, case.version, main=True)
        return build.show_card(plain("Kryss av"), draw_ticks(scene, owed), save)
    return None


def list_owed(case: Case) -> Iterator[tuple[int, list[Duty]]]:
    """Open duties by what they are about; each group is ticked off by itself."""
    groups = [(APPOINTMENT, case.assignment.seq)] if case.assignment else []
    groups += [(APPOINT_DEADLINE, 0), *((REPLY_DEADLINE, request.seq) for request in case.requests)]
    for kinds, about in groups:
        if owed := [duty for duty in case.duties_about(kinds, about) if duty.done_on is None]:
            yield about, owed


def correct_form(scene: Scene, case: Case) -> ShowCardAction:
    """A mistyped løpenummer or decision date."""
    plain, number = scene.words.plain, scene.municipality.case_number
    fields = [
        build.text_input(
            "number",
            plain("Løpenummer"),
            max_length=number.max_length,
            error=plain("Skriv løpenummeret slik: {example}.", example=number.example),
            value=case.number,
        ),
        build.date_input(
            "decided_on",
            plain("Vedtaksdato"),
            error=plain("Velg en dato som ikke er fram i tid."),
            last=today(scene),
            value=case.decided_on,
        ),
    ]
    return build.show_card(plain("Rett opp"), fields, build.execute(plain("Lagre rettelsen"), "correct", build.case_id(case), case.version))


def close_form(scene: Scene, case: Case) -> ShowCardAction:
    """A reason from the municipality's own list; it is shown nowhere else."""
    plain = scene.words.plain
    reasons = [(reason.code, str(scene.words.label(reason))) for reason in scene.municipality.closure_reasons]
    field = build.choose_one("reason", plain("Hvorfor avsluttes saken?"), reasons, error=plain("Velg en grunn."))
    return build.show_card(plain("Avslutt"), [field], build.execute(plain("Avslutt saken"), "close", build.case_id(case), case.version))


# ---- the leader


def find_own_request(scene: Scene, case: Case) -> Request | None:
    """The newest request that the reader may answer."""
    reader, directory = scene.reader.id, scene.directory
    own = (each for each in reversed(case.requests) if reader in each.recipients or reader in directory.answerers(each.unit))
    return next(own, None)


def draw_for_leader(scene: Scene, case: Case, request: Request) -> Iterator[CardElement]:
    """The unit's own request, its answer, and what remains after a yes; nothing of other units."""
    say = scene.words.say
    yield build.heading(say("Forespørsel om {coordinator}"))
    if case.closed_at:
        yield build.line(say("Sak {number} er avsluttet. Du trenger ikke gjøre noe.", number=case.number))
        return
    yield build.line(say("Sak {number}, sendt {day}.", number=case.number, day=oslo_date(request.sent_at)))
    own = case.assignment if case.assignment and case.assignment.request == request.seq else None
    if request.live:
        yield build.line(tell_reply_clock(scene, request), bold=True)
    else:
        yield build.line(say("{told}.", told=tell_answer(scene, request)))
    if own:
        yield build.line(say("{Coordinator} er {name}.", name=name_coordinator(own, scene.directory)))
        if remaining := list_remaining(scene, own):
            yield build.line(say("Gjenstår: {what}.", what=scene.words.join(remaining)))
    yield build.actions(*offer_leader(scene, case, request, own))


def offer_leader(scene: Scene, case: Case, request: Request, own: Assignment | None) -> Iterator[Action]:
    """The request's own card for the answer, and the two ticks that may come later."""
    plain, id, version = scene.words.plain, build.case_id(case), case.version
    title = plain("Svar på {number}", number=case.number) if request.live else plain("Vis svaret")
    if own and not own.informed_at:
        yield build.execute(plain("Personen er informert"), "tick_informed", id, version)
    if own and not own.access_at:
        yield build.execute(plain("Tilganger er bestilt"), "tick_access", id, version)
    yield build.execute(title, "show_request", build.request_id(case, request), version, main=request.live)


# ---- the coordinator


def draw_for_coordinator(scene: Scene, case: Case, assignment: Assignment) -> Iterator[CardElement]:
    """Since when, the first conversation, whom to ask."""
    say = scene.words.say
    if case.closed_at:
        yield build.heading(say("Saken er avsluttet"))
        yield build.line(say("Sak {number} er avsluttet. Du trenger ikke gjøre noe.", number=case.number))
        return
    yield build.heading(say("Du er {coordinator}"))
    since = oslo_date(assignment.named_at)
    yield build.line(say("Sak {number}, siden {since}.", number=case.number, since=since))
    if assignment.first_talk_on:
        yield build.line(say("Oppstartssamtale holdt {day}.", day=assignment.first_talk_on))
    else:
        yield build.line(say("Oppstartssamtale er ikke meldt."))
    if assignment.disputed_at:
        yield build.line(say("Du har meldt at dette ikke stemmer. Lederen din og {the_ke} ({KE}) har fått beskjed."))
    if assignment.guidance_wanted_at:
        yield build.line(say("Du har bedt om veiledning. {KE} tar kontakt."))
    buttons = list(offer_coordinator(scene, case, assignment))
    if buttons:
        yield build.actions(*buttons)


def offer_coordinator(scene: Scene, case: Case, assignment: Assignment) -> Iterator[Action]:
    """Report the first conversation, ask for guidance, and say that the name is wrong; nothing while that is looked into."""
    if assignment.disputed_at:
        return
    plain, id, version = scene.words.plain, build.case_id(case), case.version
    if not assignment.first_talk_on:
        field = build.date_input("first_talk_on", plain("Dato"), error=plain("Velg en dato som ikke er fram i tid."), last=today(scene))
        save = build.execute(plain("Lagre"), "started", id, version, main=True)
        yield build.show_card(plain("Oppstartssamtale holdt"), [field], save)
    if not assignment.guidance_wanted_at:
        yield build.execute(plain("Jeg ønsker veiledning"), "guidance", id, version)
    yield build.execute(plain("Dette stemmer ikke"), "dispute", id, version)
