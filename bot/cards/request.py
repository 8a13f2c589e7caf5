"""The request to a leader as it is now: live with its forms, or the receipt of what was answered (cards.md 8.1 and 8.3)."""

from microsoft_teams.cards import ActionSet, CardElement

from bot.cards import build, receipt
from bot.cards.answering import answer_form, decline_form, more_time_form, pass_on_form, ring_me, take_back
from bot.cards.roles import name_role
from bot.cards.scene import Drawn, Scene
from bot.casework.deadlines import oslo_date
from bot.casework.model import Case, Request, RequestState
from bot.casework.situation import Situation
from bot.texts.words import Raw


def draw(scene: Scene) -> Drawn:
    """The request as its reader sees it now; whoever may not answer it finds nothing."""
    case, request = scene.case, scene.request
    if case is None or request is None or not may_answer(scene, request):
        return draw_nothing(scene)
    if case.closed_at or not request.live:
        return receipt.draw(scene, case, request)
    if request.state is RequestState.PROMISED:
        return draw_promised(scene, case, request)
    say = scene.words.say
    return draw_live(scene, case, request, say("Forespørsel om {role}", **name_role(scene.words, case)))


def may_answer(scene: Scene, request: Request) -> bool:
    """Whether the reader is one of those who answer the request."""
    return Situation(scene.now, scene.reader.id, scene.municipality, scene.directory).answers(request)


def draw_nothing(scene: Scene) -> Drawn:
    """The card of a case that is not there, or not the reader's: the same for both."""
    say = scene.words.say
    body = [
        build.heading(say("Jeg finner ikke denne saken")),
        build.line(say("Sjekk løpenummeret, eller spør {contact}.")),
    ]
    return build.finish(scene, body, scene.words.plain("Svar på meldingen din"))


def draw_live(scene: Scene, case: Case, request: Request, heading: Raw) -> Drawn:
    """What is asked, what yes means, by when, and the answers to choose from."""
    say = scene.words.say
    role = name_role(scene.words, case)
    body = [
        build.heading(heading),
        *build.lines(tell_why_you(scene, request)),
        build.line(say("Sak {number}", number=case.number)),
        build.line(say("{The_ke} ({KE}) ber deg finne {a_role} blant de ansatte i {place}.", place=name_unit(scene, request), **role)),
        build.line(say("Ja betyr at du navngir {a_role}, informerer personen og ordner tilganger.", **role)),
        *tell_deadline(scene, request),
        *answers(scene, case, request),
    ]
    return build.finish(scene, body, scene.words.plain("Ny oppgave fra {the_ke}"), alert=is_due(scene, request))


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
        others = [person for person in request.recipients if person != scene.reader.id and person not in unit.leaders]
        names = scene.words.join(directory.people[person].name for person in others) if others else ""
        return [say("Du sendte den videre til {names}. Du kan fortsatt svare selv.", names=names)] if others else []
    if scene.reader.id in directory.answerers(request.unit):
        return tell_stand_in(scene, request) if scene.reader.id not in unit.leaders and unit.leaders else []
    return [say("Du får denne fra {name}.", name=directory.people[request.passed_on_by].name)] if request.passed_on_by else []


def tell_stand_in(scene: Scene, request: Request) -> list[Raw]:
    """Whom the reader stands in for, and until when where it is known."""
    say, today = scene.words.say, oslo_date(scene.now)
    leader = scene.directory.people[scene.directory.units[request.unit].leaders[0]]
    away = leader.away(today)
    if away is None:
        return [say("Du får denne som {stand_in} for {name}.", name=leader.name)]
    return [say("Du får denne som {stand_in} for {name} til og med {last}.", name=leader.name, last=away.last_day)]


def tell_deadline(scene: Scene, request: Request) -> list[CardElement]:
    """By when, in bold; and what has been asked for meanwhile."""
    say, words = scene.words.say, scene.words
    if is_late(scene, request):
        told = say("Fristen var {deadline}. {KE} har fått beskjed. Du kan fortsatt svare.", deadline=request.deadline)
        plain = say("Fristen var {deadline}. Du kan fortsatt svare.", deadline=request.deadline)
        by_when = told if request.overdue_on and request.overdue_on > request.deadline else plain
    elif request.first_deadline:
        by_when = say("Ny frist: {deadline}.", deadline=request.deadline)
    elif request.state is RequestState.PROMISED:
        by_when = say("Send navnet innen {deadline}.", deadline=request.deadline)
    else:
        by_when = say("Svar innen {deadline}.", deadline=request.deadline)
    asked = []
    if request.wants_until:
        asked.append(say("Dere har bedt om tid til {until}. Fristen gjelder til {KE} har svart.", until=request.wants_until))
    if request.call_wanted_at:
        asked.append(words.say("{KE} fikk beskjed {day} om å ringe.", day=oslo_date(request.call_wanted_at)))
    if scene.data.get("deadline_stands") and not request.wants_until and not request.first_deadline:
        asked.append(words.say("{KE} har svart: Fristen står."))
    return [build.line(by_when, bold=True), *build.lines(asked)]


def name_unit(scene: Scene, request: Request) -> str:
    """The unit's name as it is now."""
    return scene.directory.units[request.unit].name


def is_late(scene: Scene, request: Request) -> bool:
    """Whether the deadline has passed."""
    return request.deadline < oslo_date(scene.now)


def is_due(scene: Scene, request: Request) -> bool:
    """Whether the deadline is today or has passed: only then does Teams add it to the activity feed."""
    return request.deadline <= oslo_date(scene.now)


# ---- what can be pressed


def answers(scene: Scene, case: Case, request: Request) -> list[ActionSet]:
    """Yes and no first, the other ways below them; after a yes without a name, the name first."""
    plain = scene.words.plain
    more_time, ring = more_time_form(scene, case, request), ring_me(scene, case, request)
    if request.state is RequestState.PROMISED:
        name = answer_form(scene, case, request, plain("Navngi {role}", **name_role(scene.words, case)))
        return [build.actions(name), build.actions(more_time, *ring, *take_back(scene, case, request), apart=True)]
    yes = answer_form(scene, case, request, plain("Ja, vi finner {coordinator}"))
    promise = build.execute(plain("Ja, navn kommer"), "promise", build.request_id(case, request), case.version)
    return [
        build.actions(yes, decline_form(scene, case, request)),
        build.actions(promise, more_time, *ring, pass_on_form(scene, case, request), apart=True),
    ]
