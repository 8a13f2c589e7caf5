"""People who have left: KE and the leader hear of a coordinator, and KE of units that nobody answers for. Nothing is decided (N2)."""

from dataclasses import replace
from datetime import datetime

from bot.casework import telling
from bot.casework.appointing import change_assignment
from bot.casework.handing_over import ke_decides
from bot.casework.model import Assignment, Case, Directory, PersonId, Unit
from bot.casework.outcome import Kind, Message, News, Staffing
from bot.casework.situation import Situation


def has_left(assignment: Assignment, directory: Directory) -> bool:
    """Whether the coordinator is somebody who no longer works here."""
    return assignment.named.person is not None and not directory.people[assignment.named.person].active


def tell_at(case: Case, situation: Situation) -> datetime | None:
    """When it is told that the coordinator in place has left; None when that was told, or somebody else is wanted or named already."""
    own = case.assignment
    if own is None or own.left_told_on or own.ends_on or case.handover or not has_left(own, situation.directory):
        return None
    return situation.working_instant()


def tell_left(case: Case, own: Assignment, situation: Situation) -> tuple[Case, tuple[Message, ...]]:
    """KE and the leader are told; the handover is theirs to start, and until then the case says who is missing."""
    leaders = () if ke_decides(situation) else situation.directory.leaders_of(own.named.person, own.unit, situation.today)
    case = change_assignment(case, replace(own, left_told_on=situation.today))
    data = {"news": News.COORDINATOR_LEFT.value, "about": own.seq}
    people = (*situation.directory.ke(), *leaders)
    return case, telling.tell(people, Kind.NEWS, case, f"assignment-{own.seq}/left", situation, data=data)


def unled(person: PersonId, directory: Directory) -> tuple[Unit, ...]:
    """The units the person answered for that nobody answers for now."""
    own = (unit for unit in directory.units_led_by(person) if unit.active)
    return tuple(unit for unit in own if not directory.answerers(unit.id))


def tell_unled(person: PersonId, situation: Situation) -> tuple[Message, ...]:
    """KE is told, in working hours, of units without anybody after somebody has left."""
    units = [unit.id for unit in unled(person, situation.directory)]
    at, data = situation.working_instant(), {"staffing": Staffing.LEFT.value, "person": person, "units": units}
    occasion = f"staffing/left-{person}/{situation.today}"
    people = situation.directory.ke() if units else ()
    return tuple(Message(f"{occasion}/p{member}", Kind.STAFFING, member, at, data=data) for member in people)
