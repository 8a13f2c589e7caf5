"""How things stand, in sentences: the two clocks, what each unit answered, who is coordinator."""

from datetime import date

from bot.cards.roles import name_role
from bot.cards.scene import Scene
from bot.casework.deadlines import WorkCalendar, oslo_date
from bot.casework.leaving import has_left
from bot.casework.model import Assignment, Case, Phase, Request, RequestState, UnitId, Way
from bot.texts.papers import name_coordinator
from bot.texts.words import Raw


def today(scene: Scene) -> date:
    """The date in Oslo when the card is drawn."""
    return oslo_date(scene.now)


def name_unit(scene: Scene, unit: UnitId) -> str:
    """The unit's name as it is now."""
    return scene.directory.units[unit].name


def name_person(scene: Scene, person: int) -> str:
    """The person's name as it is now."""
    return scene.directory.people[person].name


def describe_appointed(scene: Scene, case: Case, assignment: Assignment) -> Raw:
    """Who is coordinator and from where, for KE's own cards: someone outside the directory by name and service."""
    place = assignment.named.service or name_unit(scene, assignment.unit)
    name = name_coordinator(assignment, scene.directory)
    role = name_role(scene.words, case)
    return scene.words.say("Sak {number}. {name} er {role}, {place}.", number=case.number, name=name, place=place, **role)


# ---- the clocks


def tell_appoint_clock(scene: Scene, case: Case) -> tuple[Raw, ...]:
    """The appointment deadline, and the calendar days left; a date that has passed is said so. Nothing where there is none."""
    return () if case.appoint_by is None else (write_appoint_clock(scene, case.appoint_by),)


def write_appoint_clock(scene: Scene, appoint_by: date) -> Raw:
    """The one line of it."""
    left = (appoint_by - today(scene)).days
    blanks = {"months": scene.municipality.deadlines.months, "day": appoint_by}
    if left < 0:
        return scene.words.say("{months}-månedersfristen var {day}. Den er passert.", **blanks)
    if left == 0:
        return scene.words.say("{months}-månedersfristen er i dag, {day}.", **blanks)
    return scene.words.plural(
        "{months}-månedersfristen er {day}, {n} dag igjen.", "{months}-månedersfristen er {day}, {n} dager igjen.", left, **blanks
    )


def tell_reply_clock(scene: Scene, request: Request) -> Raw:
    """The reply deadline, and the working days left; or that there is none."""
    if request.deadline is None:
        return scene.words.say("Det er ikke satt noen svarfrist.")
    left = WorkCalendar.of(scene.municipality.deadlines).count(today(scene), request.deadline)
    if request.deadline < today(scene):
        return scene.words.say("Svarfristen var {day}.", day=request.deadline)
    if left == 0:
        return scene.words.say("Svarfristen er i dag, {day}.", day=request.deadline)
    return scene.words.plural(
        "Svarfristen er {day}, {n} arbeidsdag igjen.", "Svarfristen er {day}, {n} arbeidsdager igjen.", left, day=request.deadline
    )


def tell_without_since(scene: Scene, case: Case) -> Raw:
    """Since when nobody is coordinator (S1-02): the last one's end, else the decision, else the day the case was opened."""
    ends = [oslo_date(each.ended_at) for each in case.assignments if each.ended_at]
    return scene.words.say("Uten {coordinator} siden {day}", day=max(ends, default=case.decided_on or oslo_date(case.opened_at)))


# ---- requests


def brief_reason(scene: Scene, request: Request) -> str:
    """The reason of a no, short; empty when the profile no longer has it."""
    choice = scene.municipality.find_choice(scene.municipality.decline_reasons, request.decline_reason or "")
    return scene.words.label(choice.brief) if choice else ""


def tell_answer(scene: Scene, request: Request) -> Raw:
    """What the unit has answered, with the unit first: 'Hjemmetjenesten sør: nei, ikke kapasitet nå'."""
    say, place = scene.words.say, name_unit(scene, request.unit)
    match request.state:
        case RequestState.ACCEPTED if request.way is Way.DIRECT:
            return say("{place}: oppnevnt av {KE}", place=place)
        case RequestState.ACCEPTED:
            return say("{place}: ja", place=place)
        case RequestState.PROPOSED:
            return say("{place} har foreslått {a_coordinator}", place=place)
        case RequestState.DECLINED:
            reason = brief_reason(scene, request)
            return say("{place}: nei, {reason}", place=place, reason=reason) if reason else say("{place}: nei", place=place)
        case RequestState.PROMISED:
            return say("{place}: ja, navn kommer", place=place)
        case RequestState.OFFERED:
            return say("{place}: ja, etter at forespørselen var trukket tilbake", place=place)
        case RequestState.WITHDRAWN:
            return say("{place}: trukket tilbake", place=place)
        case RequestState.WAITING if request.way is Way.ORDER:
            return say("{place} har fått pålegg og ikke svart", place=place)
        case RequestState.WAITING:
            return say("{place} har ikke svart", place=place)


def tell_request(scene: Scene, request: Request) -> Raw:
    """One line of a case's history, for KE: sent when, answered what and when."""
    say, told = scene.words.say, tell_answer(scene, request)
    sent = oslo_date(request.sent_at)
    if request.answered_at and request.state is not RequestState.WAITING:
        return say("{told}. Spurt {sent}, svar {answered}.", told=told, sent=sent, answered=oslo_date(request.answered_at))
    return say("{told}. Spurt {sent}.", told=told, sent=sent)


# ---- a case in one line


def tell_phase(scene: Scene, case: Case) -> Raw:
    """Where the case stands, in a few words and without anybody's name."""
    say, request = scene.words.say, case.request
    match case.phase:
        case Phase.CLOSED:
            return say("Avsluttet {day}", day=oslo_date(case.closed_at)) if case.closed_at else say("Avsluttet")
        case Phase.APPOINTED:
            unit = name_unit(scene, case.assignment.unit) if case.assignment else ""
            if case.assignment and has_left(case.assignment, scene.directory):
                return say("{The_role} har sluttet, {place}", place=unit, **name_role(scene.words, case))
            if case.pause:
                return say("På pause til {month}, {place}", month=scene.words.month(case.pause.until), place=unit)
            return say("{Role} på plass, {place}", place=unit, **name_role(scene.words, case))
        case Phase.PROPOSED:
            return tell_answer(scene, case.proposal) if case.proposal else say("Ingen er spurt nå")
        case Phase.PROMISED:
            return tell_answer(scene, request) if request else say("Ingen er spurt nå")
        case Phase.WAITING:
            return say("Venter på svar fra {place}", place=name_unit(scene, request.unit)) if request else say("Ingen er spurt nå")
        case Phase.UNASKED:
            return say("Ingen er spurt nå")


def list_remaining(scene: Scene, assignment: Assignment) -> list[Raw]:
    """What the leader has not ticked yet."""
    informed = [] if assignment.informed_at else [scene.words.say("informere {the_coordinator}")]
    access = [] if assignment.access_at else [scene.words.say("bestille tilganger")]
    return informed + access
