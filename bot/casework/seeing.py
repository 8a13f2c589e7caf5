"""Who somebody was to a case when they saw it or changed it, and what they saw: kept in the audit trail, for roles change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.casework.model import Case, CaseId, Directory, PersonId


class TrailRole(StrEnum):
    """What the trail says that the actor was. A line from before roles were kept has none."""

    KE = "ke"
    LEADER = "leader"
    """Leads a unit that was asked, or from which the coordinator comes; or is the coordinator's nearest leader."""
    STAND_IN = "stand_in"
    ASKED = "asked"
    """Got the request in person: it was passed on to them, or they led or stood in for the unit then."""
    COORDINATOR = "coordinator"
    SUBSTITUTE = "substitute"
    FORMER = "former_coordinator"
    NONE = "none"
    """Nothing to the case: to be looked into."""
    CLOCK = "clock"
    COMMAND_LINE = "command_line"


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody got to see of cases: one opened, or some named in a list. Without either it is every case."""

    what: str
    """The sort of card or file."""
    role: str
    case: CaseId | None = None
    listed: tuple[CaseId, ...] = ()
    account: str | None = None
    """On the command line: the account on the machine."""


def role_of(cases: Iterable[Case], person: PersonId | None, directory: Directory, today: date) -> str:
    """Every role that somebody has in some cases on a day, joined by '+'; nobody is the clock."""
    if person is None:
        return TrailRole.CLOCK
    held = {role for case in cases for role in roles_in(case, person, directory, today)}
    return "+".join(role for role in TrailRole if role in held) or TrailRole.NONE


def roles_in(case: Case, person: PersonId, directory: Directory, today: date) -> Iterator[TrailRole]:
    """Every role that somebody has in a case."""
    if directory.people[person].is_ke:
        yield TrailRole.KE
    named = [each.named.person for each in case.assignments if each.named.person is not None]
    concerned = {request.unit for request in case.requests} | {each.unit for each in case.assignments}
    units = [directory.units[unit] for unit in concerned]
    leads = any(person in unit.leaders for unit in units) or any(directory.people[each].nearest_leader == person for each in named)
    stands_in = any(person in unit.stand_ins for unit in units)
    if leads:
        yield TrailRole.LEADER
    if stands_in:
        yield TrailRole.STAND_IN
    if not (leads or stands_in) and any(person in request.recipients for request in case.requests):
        yield TrailRole.ASKED
    if case.assignment_of(person):
        yield TrailRole.COORDINATOR
    elif case.acting(person, today):
        yield TrailRole.SUBSTITUTE
    elif person in named:
        yield TrailRole.FORMER
