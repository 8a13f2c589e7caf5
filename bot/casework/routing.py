"""What a unit is asked follows the role: absences that begin and end, stand-ins, and leaders who come and go (process.md §7.9)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.casework import telling
from bot.casework.deadlines import DAY, oslo_date, oslo_instant
from bot.casework.model import Absence, Assignment, Case, Directory, Handover, HandoverState, Person, PersonId, Request, Unit
from bot.casework.outcome import Event, Kind, Message, Staffing
from bot.casework.situation import Situation


@dataclass(frozen=True, slots=True)
class Followed:
    """The case once everything in it lies with whoever has the role now."""

    case: Case
    events: tuple[Event, ...] = ()
    messages: tuple[Message, ...] = ()
    asked: frozenset[PersonId] = frozenset()
    """Who got the request now, and need not be reminded of it the same day."""


def follow_at(case: Case, situation: Situation) -> datetime | None:
    """When something in an open case will lie with others than it does: now, in working hours, or on the day an absence begins or ends.

    Never earlier in a day than reminders go out, so that whoever gets the request that day is not reminded of it as well.
    """
    if any(strangers(request, situation.directory) for request in case.requests) or is_wanted(case, situation, situation.today):
        at = situation.working_instant()
        return max(at, first_word(oslo_date(at), situation))
    days = (situation.calendar.on_or_after(day) for day in changes(case, situation) if is_wanted(case, situation, day))
    day = next(days, None)
    return first_word(day, situation) if day else None


def first_word(day: date, situation: Situation) -> datetime:
    """When the clock's first word of a request goes out on a day."""
    rules = situation.municipality.deadlines
    return oslo_instant(day, rules.reply.at if rules.reply else rules.overdue_at)


def follow(case: Case, situation: Situation) -> Followed:
    """Whoever has the role gets what is open, with why; whoever has it no longer is asked no more. Nothing is said twice."""
    events: list[Event] = []
    messages: list[Message] = []
    live = case.request
    new = newcomers(live, situation, situation.today) if live else ()
    for request in case.requests:
        gone, added = strangers(request, situation.directory), new if request is live else ()
        if not gone and not added:
            continue
        kept = tuple(person for person in request.recipients if person not in gone)
        routed = replace(request, recipients=(*kept, *added))
        case = replace(case, requests=tuple(routed if each is request else each for each in case.requests))
        events.append(Event("routed", {"request": request.seq, "to": list(added), "from": list(gone)}))
        for person in added:
            messages += telling.ask(case, routed, (person,), situation, routed=why(person, request, situation))
    if (asked := case.handover) and (old := handed_by(case, asked)) and (leaders := unasked(asked, old, situation, situation.today)):
        moved = replace(asked, asked=(*asked.asked, *leaders))
        case = replace(case, handovers=tuple(moved if each is asked else each for each in case.handovers))
        events.append(Event("handover_routed", {"handover": asked.seq, "to": list(leaders)}))
        messages += telling.tell(leaders, Kind.HANDOVER, case, f"handover-{asked.seq}", situation, data={"about": asked.seq})
    return Followed(case, tuple(events), tuple(messages), frozenset(new))


# ---- who has the role


def strangers(request: Request, directory: Directory) -> tuple[PersonId, ...]:
    """Who was asked for a role they have no longer; whoever it was passed on to was asked in person."""
    stay = directory.answerers(request.unit) | {*request.passed_to}
    return tuple(person for person in request.recipients if person not in stay)


def newcomers(request: Request, situation: Situation, day: date) -> tuple[PersonId, ...]:
    """Who gets what is sent to the unit on a day, and has not got this request."""
    return tuple(person for person in situation.directory.recipients(request.unit, day) if person not in request.recipients)


def unasked(handover: Handover, old: Assignment, situation: Situation, day: date) -> tuple[PersonId, ...]:
    """Who leads the coordinator on a day, and has not been asked for a successor, while that is the leader's to answer."""
    if handover.state is not HandoverState.LEADER:
        return ()
    leaders = situation.directory.leaders_of(old.named.person, old.unit, day)
    return tuple(person for person in leaders if person not in handover.asked)


def is_wanted(case: Case, situation: Situation, day: date) -> bool:
    """Whether somebody would get the live request or the open handover on a day who has not."""
    if case.request and newcomers(case.request, situation, day):
        return True
    handover = case.handover
    old = handed_by(case, handover) if handover else None
    return bool(handover and old and unasked(handover, old, situation, day))


def handed_by(case: Case, handover: Handover) -> Assignment | None:
    """The coordinator who hands over."""
    return case.find_assignment(handover.assignment)


def changes(case: Case, situation: Situation) -> list[date]:
    """The days to come on which somebody who may answer goes away or is back, in order."""
    absences = (absence for person in concerned(case, situation.directory) for absence in person.absences)
    days = {day for absence in absences for day in (absence.first_day, absence.last_day + DAY)}
    return sorted(day for day in days if day > situation.today)


def concerned(case: Case, directory: Directory) -> Iterator[Person]:
    """Everybody on whose being at work it depends who is asked."""
    handover = case.handover
    old = handed_by(case, handover) if handover else None
    units = {each.unit for each in (case.request, old) if each}
    ids = {person for unit in units for person in directory.units[unit].leaders + directory.units[unit].stand_ins}
    nearest = directory.people[old.named.person].nearest_leader if old and old.named.person is not None else None
    return (directory.people[person] for person in sorted(ids | ({nearest} if nearest is not None else set())))


def why(person: PersonId, request: Request, situation: Situation) -> str:
    """Why somebody gets a request later than others: back from an absence, or new in the role."""
    return "back" if situation.directory.people[person].away(oslo_date(request.sent_at)) else "new"


# ---- nobody has it


def uncovered(person: Person, absence: Absence, directory: Directory) -> tuple[Unit, ...]:
    """The units that have nobody at work who answers for them in all of the time the person is away."""
    own = (unit for unit in directory.units.values() if unit.active and person.id in unit.leaders + unit.stand_ins)
    return tuple(unit for unit in own if not any(stays(directory.people[each], absence) for each in others(unit, person.id)))


def tell_uncovered(person: PersonId, absence: Absence, situation: Situation) -> tuple[Message, ...]:
    """KE is told which units have nobody while somebody is away; whoever of KE said so knows already."""
    units = uncovered(situation.directory.people[person], absence, situation.directory)
    period = {"first": absence.first_day.isoformat(), "last": absence.last_day.isoformat()}
    data = {"staffing": Staffing.AWAY.value, "person": person, "units": [unit.id for unit in units], **period}
    occasion = f"staffing/away-{person}/{absence.first_day}-{absence.last_day}"
    people = situation.directory.ke() if units else ()
    return tuple(
        Message(f"{occasion}/p{member}", Kind.STAFFING, member, situation.now, data=data) for member in people if member != situation.actor
    )


def others(unit: Unit, person: PersonId) -> Iterable[PersonId]:
    """Whoever else may answer for a unit."""
    return (each for each in unit.leaders + unit.stand_ins if each != person)


def stays(person: Person, absence: Absence) -> bool:
    """Whether somebody is at work in all of a period."""
    overlaps = (own.first_day <= absence.last_day and absence.first_day <= own.last_day for own in person.absences)
    return person.active and not any(overlaps)
