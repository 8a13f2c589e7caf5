"""What KE does with requests: send, remind, extend, withdraw, and decide on a late yes (S0-09 to S0-12)."""

from dataclasses import replace
from datetime import date

from bot.casework import commands, telling
from bot.casework.appointing import welcome
from bot.casework.deadlines import oslo_date, reply_deadline, roll
from bot.casework.handing_over import needs_coordinator, stop_waiting, take_over
from bot.casework.model import Case, Request, RequestState, Way
from bot.casework.outcome import Decision, Event, Refusal, Why
from bot.casework.situation import Situation
from bot.casework.stages import change_request


def send(case: Case, command: commands.SendRequest, situation: Situation) -> Decision | Refusal:
    """The request goes to the unit; one that waits elsewhere is withdrawn, and a yes to it becomes an offer."""
    unit = situation.directory.units.get(command.unit)
    if unit is None or not unit.active:
        return Refusal(Why.NO_LEADER)
    if not needs_coordinator(case):
        return Refusal(Why.HAS_COORDINATOR)
    if refusal := refuse_way(command, situation) or refuse_second(case, command, situation):
        return refusal
    if case.request and case.request.unit == command.unit:
        return Refusal(Why.ALREADY_ASKED)
    recipients = situation.directory.recipients(command.unit, situation.today)
    if not recipients:
        return Refusal(Why.NO_LEADER)
    if command.deadline is not None and command.deadline <= situation.today:
        return Refusal(Why.DEADLINE_TOO_EARLY)
    request = Request(
        seq=len(case.requests) + 1,
        unit=command.unit,
        sent_at=situation.now,
        sent_by=situation.by,
        deadline=find_deadline(command.deadline, situation),
        recipients=recipients,
        way=command.way,
    )
    case, withdrawn = stop_waiting(case, situation)
    case = replace(case, requests=(*case.requests, request))
    deadline = request.deadline.isoformat() if request.deadline else None
    data = {"request": request.seq, "unit": request.unit, "way": request.way.value, "deadline": deadline, "to": list(recipients)}
    sent = Event("sent", data)
    return Decision(case, (*withdrawn, sent), telling.ask(case, request, recipients, situation))


def find_deadline(wanted: date | None, situation: Situation) -> date | None:
    """The day KE chose, or the municipality's own, rolled as it says; None where it sets none."""
    rules = situation.municipality.deadlines.reply
    if rules is None:
        return None
    return roll(wanted, rules.roll, situation.calendar) if wanted else reply_deadline(situation.today, rules, situation.calendar)


def refuse_way(command: commands.SendRequest, situation: Situation) -> Refusal | None:
    """Only in a way the municipality has; an order only when KE says that the user has most services there (S1-14)."""
    if command.way not in situation.municipality.flow.appoint or command.way is Way.DIRECT:
        return Refusal(Why.WAY_NOT_OFFERED)
    return Refusal(Why.CONFIRM_ORDER) if command.way is Way.ORDER and not command.most_services else None


def appoint_directly(case: Case, command: commands.AppointDirectly, situation: Situation) -> Decision | Refusal:
    """KE names the coordinator (S3-02), who is welcomed at once; the leader hears of it where the municipality says so."""
    flow, unit, person = situation.municipality.flow, situation.directory.units.get(command.unit), command.acceptance.named.person
    if Way.DIRECT not in flow.appoint:
        return Refusal(Why.WAY_NOT_OFFERED)
    if unit is None or not unit.active:
        return Refusal(Why.NO_LEADER)
    if not needs_coordinator(case):
        return Refusal(Why.HAS_COORDINATOR)
    if refusal := refuse_second(case, command, situation):
        return refusal
    if not situation.knows(person):
        return Refusal(Why.UNKNOWN_PERSON)
    if case.assignment and case.assignment.named == command.acceptance.named:
        return Refusal(Why.SAME_PERSON)
    told = situation.directory.recipients(unit.id, situation.today) if flow.tell_leader else ()
    case, withdrawn = stop_waiting(case, situation)
    request = Request(
        seq=len(case.requests) + 1,
        unit=unit.id,
        sent_at=situation.now,
        sent_by=situation.by,
        deadline=None,
        recipients=told,
        state=RequestState.ACCEPTED,
        way=Way.DIRECT,
        reacted_at=situation.now,
        answered_at=situation.now,
        answered_by=situation.by,
    )
    case, messages = take_over(replace(case, requests=(*case.requests, request)), request, command.acceptance, situation.by, situation)
    event = Event("appointed", {"request": request.seq, "unit": unit.id, "person": person})
    decided = Decision(case, (*withdrawn, event), messages + telling.ask(case, request, told, situation))
    welcomed = welcome(case, situation)
    if isinstance(welcomed, Refusal):
        return decided
    return Decision(welcomed.case, decided.events + welcomed.events, decided.messages + welcomed.messages)


def refuse_second(case: Case, command: commands.SendRequest | commands.AppointDirectly, situation: Situation) -> Refusal | None:
    """Nothing is sent from a choice that was made already: the same press again, or a colleague who was first."""
    if command.after is None or command.after == len(case.requests):
        return None
    first = case.requests[-1]
    if first.sent_by == situation.actor and first.unit == command.unit:
        return Refusal(Why.NOTHING_TO_DO)
    name, place = situation.directory.people[first.sent_by].name, situation.directory.units[first.unit].name
    return Refusal(Why.ASKED_MEANWHILE, {"name": name, "place": place, "at": first.sent_at})


def remind_now(case: Case, request: Request, situation: Situation) -> Decision | Refusal:
    """KE reminds by hand; it goes out in working hours, and never as a second reminder on one day."""
    if not request.live:
        return Refusal(Why.NOT_LIVE)
    at = situation.working_instant()
    day = oslo_date(at)
    people = telling.reachable(request, situation)
    if day in request.reminded_on or (day == situation.today and situation.reminded.issuperset(people)):
        return Refusal(Why.REMINDED_TODAY)
    case = change_request(case, replace(request, reminded_on=(*request.reminded_on, day)))
    return Decision(case, (Event("reminded", {"request": request.seq, "day": day.isoformat()}),), telling.remind(request, at, situation))


def extend(case: Case, request: Request, command: commands.ExtendDeadline, situation: Situation) -> Decision | Refusal:
    """A later deadline; the leader gets the card again with the new date. A deviation already due stays."""
    if not request.live:
        return Refusal(Why.NOT_LIVE)
    deadline = find_deadline(command.deadline, situation)
    if request.deadline is None or deadline is None:
        return Refusal(Why.NOT_LIVE)
    if deadline <= max(situation.today, request.deadline):
        return Refusal(Why.DEADLINE_TOO_EARLY)
    longer = replace(request, deadline=deadline, first_deadline=request.first_deadline or request.deadline, wants_until=None)
    event = Event("extended", {"request": request.seq, "from": request.deadline.isoformat(), "to": deadline.isoformat()})
    people = telling.reachable(request, situation)
    return Decision(change_request(case, longer), (event,), telling.ask(case, longer, people, situation, f"extended-{deadline}"))


def refuse_more_time(case: Case, request: Request, situation: Situation) -> Decision | Refusal:
    """The deadline stands; the leader gets the card again, which says so."""
    if not request.live or request.wants_until is None:
        return Refusal(Why.NOT_LIVE)
    event = Event("more_time_refused", {"request": request.seq, "wanted": request.wants_until.isoformat()})
    people = telling.reachable(request, situation)
    return Decision(
        change_request(case, replace(request, wants_until=None)),
        (event,),
        telling.ask(case, request, people, situation, f"v{case.version}/deadline-stands", deadline_stands=True),
    )


def withdraw(case: Case, request: Request, situation: Situation) -> Decision | Refusal:
    """Nobody is asked now; the leader's card says that nothing need be done."""
    if not request.live:
        return Refusal(Why.NOT_LIVE)
    return Decision(*stop_waiting(case, situation))


def take_offer(case: Case, request: Request, situation: Situation) -> Decision | Refusal:
    """A late yes, or the name a unit has proposed, becomes the answer; a request that waits elsewhere is withdrawn."""
    if not request.awaits_ke or request.offer is None or request.answered_by is None:
        return Refusal(Why.NOT_LIVE)
    if not needs_coordinator(case):
        return Refusal(Why.HAS_COORDINATOR)
    accepted = replace(request, state=RequestState.ACCEPTED)
    case, withdrawn = stop_waiting(change_request(case, accepted), situation)
    case, messages = take_over(case, accepted, request.offer, request.answered_by, situation)
    return Decision(case, (Event("offer_taken", {"request": request.seq}), *withdrawn), messages)


def turn_down_offer(case: Case, request: Request, situation: Situation) -> Decision | Refusal:
    """KE says no thank you; the leader's card says that nothing need be done."""
    if not request.awaits_ke:
        return Refusal(Why.NOT_LIVE)
    declined = replace(request, state=RequestState.WITHDRAWN, closed_at=situation.now)
    return Decision(change_request(case, declined), (Event("offer_turned_down", {"request": request.seq}),))
