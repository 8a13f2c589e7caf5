"""What a decision may look at besides the case: the time, who acts, the municipality's rules, and who everybody is."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from bot.casework.deadlines import WorkCalendar, next_working_instant, oslo_date
from bot.casework.model import Assignment, Case, Directory, PersonId, Request
from bot.casework.municipality import Municipality


@dataclass(frozen=True)
class Situation:
    """One instant, one actor (None is the clock itself), one municipality."""

    now: datetime
    actor: PersonId | None
    municipality: Municipality
    directory: Directory
    reminded: frozenset[PersonId] = frozenset()
    """Who already has a reminding message today."""

    @property
    def today(self) -> date:
        return oslo_date(self.now)

    @cached_property
    def calendar(self) -> WorkCalendar:
        return WorkCalendar.of(self.municipality.deadlines)

    @property
    def by(self) -> PersonId:
        """The acting person; commands other than the clock's always have one."""
        if self.actor is None:
            raise ValueError("this command needs a person: the clock cannot give it")
        return self.actor

    @property
    def is_ke(self) -> bool:
        return self.actor is not None and self.directory.people[self.actor].is_ke

    def answers(self, request: Request) -> bool:
        """Whether the actor may answer the request: it was sent or passed on to them, or they lead or stand in for the unit."""
        return self.actor is not None and answers(self.actor, request, self.directory)

    def knows(self, person: PersonId | None) -> bool:
        """Whether somebody who is named is in the directory and at work here; someone without Teams (None) is named in words."""
        return person is None or (person in self.directory.people and self.directory.people[person].active)

    def working_instant(self) -> datetime:
        """The first instant from now on at which the clock may make the bot speak."""
        return next_working_instant(self.now, self.municipality.deadlines.hours, self.calendar)

    def telling_instant(self) -> datetime:
        """When others hear of what is done now: at once when somebody did it, in working hours when the clock did."""
        return self.working_instant() if self.actor is None else self.now


def answers(person: PersonId, request: Request, directory: Directory) -> bool:
    """Whether a person may answer a request: it was sent or passed on to them, or they lead or stand in for the unit."""
    return person in request.recipients or person in directory.answerers(request.unit)


def leads(person: PersonId, assignment: Assignment | None, case: Case, directory: Directory) -> bool:
    """Whether a person answers for a coordinator: for the unit that named this one, or as nearest leader (S2-11).

    The nearest leader of whoever hands over within the unit answers for the successor too, until the one who leaves is gone.
    """
    if assignment is None:
        return False
    request = case.find_request(assignment.request)
    own = (each for each in case.assignments if each is assignment or (each.request == assignment.request and each.ended_at is None))
    nearest = any(each.named.person is not None and directory.people[each.named.person].nearest_leader == person for each in own)
    return nearest or (request is not None and answers(person, request, directory))


def may_see(case: Case, person: PersonId, directory: Directory) -> bool:
    """Whether a person may know that the case exists: KE, the units asked, a coordinator who was told and who leads one, a vikar (N8)."""
    if directory.people[person].is_ke:
        return True
    if any(answers(person, request, directory) for request in case.requests):
        return True
    if any(leads(person, each, case, directory) for each in case.assignments if each.ended_at is None):
        return True
    if case.substitute and case.substitute.person == person:
        return True
    return any(assignment.named.person == person and assignment.told for assignment in case.assignments if assignment.ended_at is None)
