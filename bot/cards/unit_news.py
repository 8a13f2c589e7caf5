"""What a unit answered or asks for, as KE is told."""

from bot.cards import build
from bot.cards.overdue import extend_form
from bot.cards.scene import Scene
from bot.cards.status import brief_reason, name_person, name_unit, tell_appoint_clock, tell_reply_clock
from bot.cards.told import Told, ask_next, open_case, tell_now
from bot.casework.handing_over import needs_coordinator
from bot.casework.model import Case, Request, RequestState, Way
from bot.casework.municipality import TALK_IT_OVER
from bot.texts.words import Raw


def find_request(scene: Scene) -> Request:
    """The request the news is about."""
    assert scene.request is not None
    return scene.request


def tell_declined(scene: Scene, case: Case) -> Told:
    """A no: nothing is wrong, the same case goes to the next unit while the appointment clock runs on."""
    say, request = scene.words.say, find_request(scene)
    place, reason = name_unit(scene, request.unit), brief_reason(scene, request)
    if request.state is not RequestState.DECLINED:
        return tell_changed(scene, case, request)
    why = [say("Grunn: {reason}.", reason=reason)] if reason else []
    if request.decline_reason == TALK_IT_OVER and not case.closed_at:
        why.append(say("{The_leader} venter på at {KE} tar kontakt."))
    lines = (say("Sak {number}. {place} kan ikke finne {coordinator}.", number=case.number, place=place), *why)
    if case.closed_at or case.request or not needs_coordinator(case):
        return Told(say("Svart: nei"), (*lines, tell_now(scene, case)))
    clock = () if case.assignment else tell_appoint_clock(scene, case)
    return Told(say("Svart: nei"), (*lines, *clock), (ask_next(scene, case),))


def tell_promised(scene: Scene, case: Case) -> Told:
    """Yes, and the name will follow: nothing to do yet."""
    say, request = scene.words.say, find_request(scene)
    place = name_unit(scene, request.unit)
    if request.state is RequestState.ACCEPTED:
        line = say("Sak {number}. {place} har sendt navnet.", number=case.number, place=place)
        return Told(say("Ja, navn kommer"), (line, tell_now(scene, case)))
    if request.state is not RequestState.PROMISED:
        return tell_changed(scene, case, request)
    lines = (
        say("Sak {number}. {place} finner {coordinator} og sender navnet.", number=case.number, place=place),
        tell_reply_clock(scene, request),
    )
    return Told(say("Ja, navn kommer"), lines, () if case.closed_at else (open_case(scene, case),))


def tell_late_offer(scene: Scene, case: Case) -> Told:
    """A yes to a request that was withdrawn: KE takes it or says no thank you."""
    say, plain, request = scene.words.say, scene.words.plain, find_request(scene)
    place = name_unit(scene, request.unit)
    lines = (
        say("Sak {number}. {place} svarte ja etter at forespørselen var trukket tilbake.", number=case.number, place=place),
        *((tell_offered(scene, request),) if request.offer else ()),
    )
    heading = say("Et sent ja")
    if request.state is RequestState.WITHDRAWN and not case.closed_at:
        lines += (say("{KE} takket nei."),)
    if request.state is not RequestState.OFFERED or case.closed_at or not needs_coordinator(case):
        return Told(heading, (*lines, tell_now(scene, case)))
    if case.request:
        lines += (say("{other} har forespørselen nå. Tar du imot, blir den trukket tilbake.", other=name_unit(scene, case.request.unit)),)
    id = build.request_id(case, request)
    buttons = (
        build.execute(plain("Ta imot"), "take_offer", id, main=True),
        build.execute(plain("Takk nei"), "turn_down_offer", id),
    )
    return Told(heading, lines, buttons)


def tell_proposed(scene: Scene, case: Case) -> Told:
    """A unit proposes somebody: KE appoints, or says no thank you and asks another (S4-11)."""
    say, plain, request = scene.words.say, scene.words.plain, find_request(scene)
    heading = say("Forslag til {coordinator}")
    if request.state is RequestState.ACCEPTED:
        return Told(heading, (say("Sak {number}. {KE} har oppnevnt.", number=case.number), tell_now(scene, case)))
    if request.state is not RequestState.PROPOSED:
        return tell_changed(scene, case, request)
    line = say("Sak {number}. {place} har svart.", number=case.number, place=name_unit(scene, request.unit))
    if case.closed_at or not needs_coordinator(case):
        return Told(heading, (line, tell_now(scene, case)))
    id = build.request_id(case, request)
    buttons = (
        build.execute(plain("Oppnevn"), "take_offer", id, main=True),
        build.execute(plain("Takk nei"), "turn_down_offer", id),
        build.execute(plain("Spør {another_unit}"), "show_units", build.case_id(case)),
    )
    return Told(heading, (line, tell_offered(scene, request)), buttons)


def tell_offered(scene: Scene, request: Request) -> Raw:
    """Whom the unit offers."""
    assert request.offer is not None
    named = request.offer.named
    person = scene.directory.people.get(named.person) if named.person is not None else None
    return scene.words.say("De foreslår {name}.", name=person.name if person else named.name or "")


def tell_changed(scene: Scene, case: Case, request: Request) -> Told:
    """The answer was taken back or followed by another, or KE waits no longer."""
    say = scene.words.say
    if request.state is RequestState.WITHDRAWN:
        line = say("Sak {number}. Forespørselen til {place} er trukket tilbake.", number=case.number, place=name_unit(scene, request.unit))
        return Told(say("Trukket tilbake"), (line, tell_now(scene, case)))
    line = say("Sak {number}. {place} har endret svaret sitt.", number=case.number, place=name_unit(scene, request.unit))
    return Told(say("Svaret er endret"), (line, tell_now(scene, case)))


def tell_taken_back(scene: Scene, case: Case) -> Told:
    """The unit took its answer back; the request waits again."""
    say, request = scene.words.say, find_request(scene)
    line = say("Sak {number}. {place} har trukket svaret sitt tilbake.", number=case.number, place=name_unit(scene, request.unit))
    if not request.live or case.closed_at:
        return Told(say("Svaret er trukket tilbake"), (line, tell_now(scene, case)))
    lines = (line, say("Forespørselen venter på nytt svar."), tell_reply_clock(scene, request))
    return Told(say("Svaret er trukket tilbake"), lines, (open_case(scene, case),))


# ---- what the leader asks for


def tell_call(scene: Scene, case: Case) -> Told:
    """The leader wants to be rung; the deadline stands."""
    say, request = scene.words.say, find_request(scene)
    name, place = name_person(scene, scene.data["by"]), name_unit(scene, request.unit)
    asked = say("Sak {number}. Ring {name} i {place}.", number=case.number, name=name, place=place)
    if not request.live or case.closed_at:
        return Told(say("Ba om å bli ringt"), (asked, tell_now(scene, case)))
    return Told(say("Vil bli ringt"), (asked, tell_reply_clock(scene, request)), (open_case(scene, case),))


def tell_more_time(scene: Scene, case: Case) -> Told:
    """The leader asks for more time; KE gives it, with the date wanted filled in, or lets the deadline stand."""
    say, plain, request = scene.words.say, scene.words.plain, find_request(scene)
    place, heading = name_unit(scene, request.unit), say("Ber om mer tid")
    if request.wants_until is None or not request.live or case.closed_at:
        line = say("Sak {number}. {place} ba om mer tid.", number=case.number, place=place)
        return Told(heading, (line, tell_reply_clock(scene, request) if request.live else tell_now(scene, case)))
    lines = (
        say("Sak {number}. {place} trenger tid til {until}.", number=case.number, place=place, until=request.wants_until),
        tell_reply_clock(scene, request),
        *tell_appoint_clock(scene, case),
    )
    stand = build.execute(plain("La fristen stå"), "refuse_time", build.request_id(case, request))
    return Told(heading, lines, (extend_form(scene, case, request), stand))


def tell_passed_on(scene: Scene, case: Case) -> Told:
    """Someone else in the unit has the request too; the deadline stands."""
    say, request = scene.words.say, find_request(scene)
    by, to = name_person(scene, scene.data["by"]), name_person(scene, scene.data["to"])
    line = say("Sak {number}. {by} sendte forespørselen videre til {to}.", number=case.number, by=by, to=to)
    live = request.live and not case.closed_at
    now = tell_reply_clock(scene, request) if live else tell_now(scene, case)
    return Told(say("Sendt videre"), (line, now), (open_case(scene, case),) if live else ())


def tell_unreachable(scene: Scene, case: Case) -> Told:
    """Somebody has no chat with the bot: whoever was asked gets a neutral e-mail, a coordinator gets nothing."""
    say, heading = scene.words.say, scene.words.say("Ikke nådd i Teams")
    name = name_person(scene, scene.data["person"])
    advice = None if case.closed_at else advise_instead(scene, case, name)
    if advice is None:
        line = say("Sak {number}. Jeg nådde ikke {name} i Teams.", number=case.number, name=name)
        return Told(heading, (line, tell_now(scene, case)))
    lines = (say("Sak {number}. Jeg når ikke {name} i Teams.", number=case.number, name=name), advice)
    return Told(heading, lines, (open_case(scene, case),))


def advise_instead(scene: Scene, case: Case, name: str) -> Raw | None:
    """How else to reach somebody; None when whoever it is has been reached since, or what was to be said matters no longer."""
    say, person, request = scene.words.say, scene.data["person"], scene.request
    own, substitute = case.assignment_of(person), case.substitute
    if request and request.live:
        return say("Jeg sender en e-post uten opplysninger om saken. Ring {name} for å være sikker.", name=name)
    if request:
        told_only = request.way is Way.DIRECT and case.assignment is not None and case.assignment.request == request.seq
        return say("Beskjeden kom ikke fram. Ta kontakt med {name} på en annen måte.", name=name) if told_only else None
    if substitute and (substitute.person == person or (own and own.started_at)):
        return say("Beskjeden om vikar kom ikke fram. Ta kontakt med {name} på en annen måte.", name=name)
    if own and own.started_at is None:
        return say("Velkomsten kom ikke fram. Ta kontakt med {name} på en annen måte.", name=name)
    return None


def tell_mail_lost(scene: Scene, case: Case) -> Told:
    """The neutral e-mail did not arrive either."""
    say, request = scene.words.say, find_request(scene)
    name = name_person(scene, scene.data["person"])
    line = say("Sak {number}. E-posten til {name} kom ikke fram.", number=case.number, name=name)
    if not request.live or case.closed_at:
        return Told(say("E-post kom ikke fram"), (line, tell_now(scene, case)))
    lines = (line, say("Ring {name} om forespørselen.", name=name), tell_reply_clock(scene, request))
    return Told(say("E-post kom ikke fram"), lines, (open_case(scene, case),))
