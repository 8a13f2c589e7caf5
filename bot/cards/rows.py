"""One row about a case in a list, by the group it stands in; no names and no closing reasons (N7)."""

from bot.cards.own_cases import tell_own
from bot.cards.reported import name_meeting
from bot.cards.scene import Group, Scene
from bot.cards.status import list_remaining, name_unit, tell_answer, tell_phase, tell_reply_clock, tell_without_since, today
from bot.casework.deadlines import oslo_date
from bot.casework.following_up import meeting_days
from bot.casework.handing_over import first_day_to_ask
from bot.casework.left_open import oldest_left
from bot.casework.model import Assignment, Case, FactKind, Handover, HandoverState
from bot.casework.situation import Situation
from bot.texts.words import Raw


def tell_row(scene: Scene, group: Group, case: Case) -> Raw:
    """One row about a case in a list: the løpenummer, and what makes it belong to the group; no names, no closing reasons (N7)."""
    return scene.words.say("{number}. {told}", number=case.number, told=tell_what(scene, group, case))


def tell_what(scene: Scene, group: Group, case: Case) -> Raw:  # noqa: C901, PLR0912
    """What a row says after the løpenummer."""
    words, request = scene.words, case.request
    match group:
        case Group.OVERDUE if request:
            place = name_unit(scene, request.unit)
            return words.say("{place}. Fristen var {day}", place=place, day=request.deadline)
        case Group.THREE_MONTHS:
            return tell_without(scene, case)
        case Group.WAITING if request and len(scene.directory.units_led_by(scene.reader.id)) == 1:
            return tell_reply_clock(scene, request)
        case Group.WAITING if request:
            return words.say("{place}. {clock}", place=name_unit(scene, request.unit), clock=tell_reply_clock(scene, request))
        case Group.ANSWERS if case.requests:
            answered = max(case.requests, key=lambda each: (each.answered_at is not None, each.answered_at or each.sent_at))
            return tell_answer(scene, answered)
        case Group.OFFERS:
            return tell_pending(scene, case)
        case Group.DUTIES:
            return tell_duties(scene, case)
        case Group.HANDOVERS:
            return tell_awaited(scene, case)
        case Group.WITHOUT_COORDINATOR:
            return words.say("{told}. {since}", told=tell_phase(scene, case), since=tell_without_since(scene, case))
        case Group.WITHOUT_PLAN | Group.MEETINGS if case.assignment:
            return tell_follow_up(scene, group, case, case.assignment)
        case Group.PAUSED if case.pause:
            return words.say("På pause til {month}", month=words.month(case.pause.until))
        case Group.MINE if not scene.reader.is_ke and concerns(scene, case):
            return tell_own(scene, case)
        case _:
            return tell_phase(scene, case)


def tell_follow_up(scene: Scene, group: Group, case: Case, assignment: Assignment) -> Raw:
    """What is not reported of a case with a coordinator: whether there is a plan, or a new meeting."""
    words, since = scene.words, oslo_date(assignment.named_at)
    if group is Group.MEETINGS:
        by, code = min(meeting_days(case, scene.municipality.follow_up))
        return words.say("Ingen har meldt neste {meeting}. Siste dag var {day}", meeting=name_meeting(scene, code), day=by)
    told = words.say("IP er uavklart") if case.newest_fact(FactKind.PLAN) else words.say("IP er ikke meldt")
    return words.say("{told}. {Coordinator} siden {since}", told=told, since=since)


def concerns(scene: Scene, case: Case) -> bool:
    """Whether the reader is coordinator, or vikar."""
    return case.assignment_of(scene.reader.id) is not None or (case.substitute is not None and case.substitute.person == scene.reader.id)


def tell_without(scene: Scene, case: Case) -> Raw:
    """A case that nears its appointment deadline without coordinator."""
    if case.appoint_by is None:
        return scene.words.say("Uten {coordinator}")
    left = (case.appoint_by - today(scene)).days
    if left < 0:
        return scene.words.say("Uten {coordinator}. Fristen var {day}", day=case.appoint_by)
    if left == 0:
        return scene.words.say("Uten {coordinator}. Fristen er i dag")
    return scene.words.plural(
        "Uten {coordinator}. Frist {day}, {n} dag igjen", "Uten {coordinator}. Frist {day}, {n} dager igjen", left, day=case.appoint_by
    )


def tell_pending(scene: Scene, case: Case) -> Raw:
    """What waits for KE's word: a late yes, or a wish for more time."""
    for request in reversed(case.requests):
        if request.awaits_ke:
            return tell_answer(scene, request)
        if request.live and request.wants_until:
            return scene.words.say("{place} ber om mer tid, til {day}", place=name_unit(scene, request.unit), day=request.wants_until)
    return tell_phase(scene, case)


def tell_duties(scene: Scene, case: Case) -> Raw:
    """KE: how many duties are open. Leader: what remains after the yes."""
    if scene.reader.is_ke:
        told = scene.words.plural("{n} åpen oppgave", "{n} åpne oppgaver", sum(1 for _ in case.open_duties()))
        situation = Situation(scene.now, scene.reader.id, scene.municipality, scene.directory)
        since = oldest_left(case, situation, ke=True)
        return scene.words.say("{told}. Den eldste er fra {since}", told=told, since=since) if since else told
    newest = case.newest_assignment
    remaining = list_remaining(scene, newest) if newest else []
    return scene.words.say("Gjenstår: {what}", what=scene.words.join(remaining)) if remaining else tell_phase(scene, case)


def is_near(scene: Scene, case: Case, handover: Handover) -> bool:
    """Whether a transfer is so near that another unit should have been asked, and nobody has been (S0-41)."""
    ask_by = first_day_to_ask(handover, scene.municipality.handover)
    return ask_by is not None and case.request is None and ask_by <= today(scene)


def tell_awaited(scene: Scene, case: Case) -> Raw:
    """A handover without a successor: whose it is to answer, and from when somebody is needed; never who or why (N7)."""
    say, handover, current = scene.words.say, case.handover, case.assignment
    if handover is None or current is None:
        return tell_phase(scene, case)
    day = handover.wanted_on
    if not scene.reader.is_ke:
        return say("{New_coordinator} trengs fra {day}", day=day) if day else say("{New_coordinator} trengs")
    if is_near(scene, case, handover):
        return say("Overføring {day}. Spør {another_unit} nå", day=day)
    place = say("{KE} finner en ny") if handover.state is HandoverState.KE else name_unit(scene, current.unit)
    return say("{place}. Trengs fra {day}", place=place, day=day) if day else say("{place}. {New_coordinator} trengs", place=place)
