"""The request to a leader as it is now: live with its forms, or the receipt of what was answered (cards.md 8.1 and 8.3)."""

from microsoft_teams.cards import ActionSet, CardElement

from bot.cards import build, receipt
from bot.cards.answering import answer_form, decline_form, more_time_form, pass_on_form, ring_me, take_back
from bot.cards.roles import name_role
from bot.cards.scene import Drawn, Scene
from bot.cards.status import name_unit
from bot.casework.deadlines import oslo_date
from bot.casework.model import Assignment, Case, Request, RequestState, Way
from bot.casework.outcome import Kind
from bot.casework.situation import answers as answers_for
from bot.texts.words import Raw


def draw(scene: Scene) -> Drawn:
    """The request as its reader sees it now; whoever may not answer it finds nothing."""
    case, request = scene.case, scene.request
    if case is None or request is None or not may_answer(scene, request):
        return draw_no_longer(scene, request) if request and scene.kind is Kind.REQUEST else draw_nothing(scene)
    if case.closed_at or not request.live:
        return receipt.draw(scene, case, request)
    if request.state is RequestState.PROMISED:
        return draw_promised(scene, case, request)
    return draw_live(scene, case, request)


def may_answer(scene: Scene, request: Request) -> bool:
    """Whether the reader is one of those who answer the request."""
    return answers_for(scene.reader.id, request, scene.directory)


def draw_nothing(scene: Scene) -> Drawn:
    """The card of a case that is not there, or not the reader's: the same for both."""
    say = scene.words.say
    body = [
        build.heading(say("Jeg finner ikke denne saken")),
        build.line(say("Sjekk løpenummeret, eller spør {contact}.")),
    ]
    return build.finish(scene, body, scene.words.plain("Svar på meldingen din"))


def draw_no_longer(scene: Scene, asked: Request | Assignment) -> Drawn:
    """The card of somebody who was asked for the unit and has that role no longer: nothing of the case."""
    say = scene.words.say
    body = [
        build.heading(say("Ikke lenger din oppgave")),
        build.line(say("Oppgaven hører til {the_leader} i {place}.", place=scene.directory.units[asked.unit].name)),
        build.line(say("Du trenger ikke gjøre noe. Spørsmål? Kontakt {contact}.")),
    ]
    return build.finish(scene, body, scene.words.plain("Svar på meldingen din"))


def draw_live(scene: Scene, case: Case, request: Request) -> Drawn:
    """What is asked, what yes means, by when, and the answers to choose from."""
    body = [
        build.heading(name_request(scene, case, request)),
        *build.lines(tell_why_you(scene, request)),
        build.line(scene.words.say("Sak {number}", number=case.number)),
        *(build.line(each) for each in tell_what(scene, case, request)),
        *tell_deadline(scene, request),
        *answers(scene, case, request),
    ]
    return build.finish(scene, body, scene.words.plain("Ny oppgave fra {the_ke}"), alert=is_due(scene, request))


def name_request(scene: Scene, case: Case, request: Request) -> Raw:
    """What the unit has got: a request, an order, or a question whom it proposes."""
    say, role = scene.words.say, name_role(scene.words, case)
    match request.way:
        case Way.REQUEST | Way.DIRECT:
            return say("Forespørsel om {role}", **role)
        case Way.ORDER:
            return say("Pålegg om {role}", **role)
        case Way.CONSULT:
            return say("Hvem kan bli {role}?", **role)


def tell_what(scene: Scene, case: Case, request: Request) -> list[Raw]:
    """What KE asks, and what an answer means."""
    say, role, place = scene.words.say, name_role(scene.words, case), name_unit(scene, request.unit)
    match request.way:
        case Way.REQUEST | Way.DIRECT:
            return [
                say("{The_ke} ({KE}) ber deg finne {a_role} blant de ansatte i {place}.", place=place, **role),
                say("Ja betyr at du navngir {a_role}, informerer personen og ordner tilganger.", **role),
            ]
        case Way.ORDER:
            return [
                say("{The_ke} ({KE}) har pålagt {place} å oppnevne {a_role}. {The_user} har flest tjenester her.", place=place, **role),
                say("Du navngir {a_role}, informerer personen og ordner tilganger.", **role),
            ]
        case Way.CONSULT:
            return [
                say("{The_ke} ({KE}) ber deg foreslå {a_role} blant de ansatte i {place}.", place=place, **role),
                say("{KE} oppnevner. Vent med å informere personen til du får svar."),
            ]


def draw_promised(scene: Scene, case: Case, request: Request) -> Drawn:
    """Yes was said, the name is still missing; the deadline holds for the name too."""
    say, role = scene.words.say, name_role(scene.words, case)
    body = [
        build.heading(say("Svart: ja. Navn gjenstår")),
        build.line(say("Sak {number}", number=case.number)),
        *receipt.tell_who_answered(scene, request),
        build.line(say("Navngi {a_role} her, så får {the_ke} ({KE}) beskjed.", **role)),
        *tell_deadline(scene, request),
        *answers(scene, case, request),
    ]
    return build.finish(scene, body, scene.words.plain("Ny oppgave fra {the_ke}"), alert=is_due(scene, request))


# ---- what the live card says


def tell_why_you(scene: Scene, request: Request) -> list[Raw]:
    """Why the reader got it, when that is not plain: as a stand-in, from a colleague, or passed on to one."""
    say, directory = scene.words.say, scene.directory
    unit = directory.units[request.unit]
    if request.passed_on_by == scene.reader.id:
        others = [person for person in request.passed_to if person != scene.reader.id]
        names = scene.words.join(directory.people[person].name for person in others) if others else ""
        return [say("Du sendte den videre til {names}. Du kan fortsatt svare selv.", names=names)] if others else []
    if scene.reader.id in unit.leaders:
        return tell_later(scene, request)
    if scene.reader.id in directory.answerers(request.unit):
        return tell_stand_in(scene, request) if unit.leaders else []
    return [say("Du får denne fra {name}.", name=directory.people[request.passed_on_by].name)] if request.passed_on_by else []


def tell_later(scene: Scene, request: Request) -> list[Raw]:
    """Why a leader gets it later than it was sent: back from an absence, or new as leader."""
    say, sent = scene.words.say, oslo_date(request.sent_at)
    match scene.data.get("routed"):
        case "back":
            return [say("Denne ble sendt {day}, mens du var borte.", day=sent)]
        case "new":
            return [say("Du er {leader} i {place} nå. Denne ble sendt {day}.", place=name_unit(scene, request.unit), day=sent)]
        case _:
            return []


def tell_stand_in(scene: Scene, request: Request) -> list[Raw]:
    """Whom the reader stands in for, and until when where it is known."""
    say, today = scene.words.say, oslo_date(scene.now)
    leader = scene.directory.people[scene.directory.units[request.unit].leaders[0]]
    away = leader.away(today)
    if not leader.active:
        return [say("Du får denne som {stand_in} i {place}.", place=name_unit(scene, request.unit))]
    if away is None:
        return [say("Du får denne som {stand_in} for {name}.", name=leader.name)]
    return [say("Du får denne som {stand_in} for {name} til og med {last}.", name=leader.name, last=away.last_day)]


def tell_deadline(scene: Scene, request: Request) -> list[CardElement]:
    """By when, in bold, where there is a deadline; and what has been asked for meanwhile."""
    by_when = [build.line(tell_by_when(scene, request), bold=True)] if request.deadline else []
    return [*by_when, *build.lines(tell_asked(scene, request))]


def tell_by_when(scene: Scene, request: Request) -> Raw:
    """The deadline as it stands for whoever answers."""
    say = scene.words.say
    if is_late(scene, request):
        told = say("Fristen var {deadline}. {KE} har fått beskjed. Du kan fortsatt svare.", deadline=request.deadline)
        plain = say("Fristen var {deadline}. Du kan fortsatt svare.", deadline=request.deadline)
        return told if request.deadline and request.overdue_on and request.overdue_on > request.deadline else plain
    if request.first_deadline:
        return say("Ny frist: {deadline}.", deadline=request.deadline)
    if request.state is RequestState.PROMISED:
        return say("Send navnet innen {deadline}.", deadline=request.deadline)
    return say("Svar innen {deadline}.", deadline=request.deadline)


def tell_asked(scene: Scene, request: Request) -> list[Raw]:
    """What the unit has asked for, and what KE has answered."""
    say, asked = scene.words.say, list[Raw]()
    if request.wants_until:
        asked.append(say("Dere har bedt om tid til {until}. Fristen gjelder til {KE} har svart.", until=request.wants_until))
    if request.call_wanted_at:
        asked.append(say("{KE} fikk beskjed {day} om å ringe.", day=oslo_date(request.call_wanted_at)))
    if scene.data.get("deadline_stands") and not request.wants_until and not request.first_deadline:
        asked.append(say("{KE} har svart: Fristen står."))
    return asked


def is_late(scene: Scene, request: Request) -> bool:
    """Whether the deadline has passed."""
    return request.is_late(oslo_date(scene.now))


def is_due(scene: Scene, request: Request) -> bool:
    """Whether the deadline is today or has passed: only then does Teams add it to the activity feed."""
    return request.deadline is not None and request.deadline <= oslo_date(scene.now)


# ---- what can be pressed


def answers(scene: Scene, case: Case, request: Request) -> list[ActionSet]:
    """Yes and no first, the other ways below them; after a yes without a name, the name first."""
    plain = scene.words.plain
    more_time, ring = more_time_form(scene, case, request), ring_me(scene, case, request)
    if request.state is RequestState.PROMISED:
        name = answer_form(scene, case, request, plain("Navngi {role}", **name_role(scene.words, case)))
        later = [more_time] if request.deadline else []
        return [build.actions(name), build.actions(*later, *ring, *take_back(scene, case, request), apart=True)]
    if request.way is Way.ORDER:
        call = [build.execute(plain("Kontakt {KE}"), "call_me", build.request_id(case, request))] if ring else []
        return [build.actions(answer_form(scene, case, request, plain("Navngi {role}", **name_role(scene.words, case))), *call)]
    title = plain("Foreslå {coordinator}") if request.way is Way.CONSULT else plain("Ja, vi finner {coordinator}")
    yes = answer_form(scene, case, request, title)
    promise = build.execute(plain("Ja, navn kommer"), "promise", build.request_id(case, request))
    return [
        build.actions(yes, decline_form(scene, case, request)),
        build.actions(promise, *([more_time] if request.deadline else []), *ring, pass_on_form(scene, case, request), apart=True),
    ]
