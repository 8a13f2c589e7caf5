"""Who talks with the bot in one message: what they may see, and what was asked last."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from bot.casework.model import Case, CaseId, Directory, Person, PersonId, Role, Unit, UnitId
from bot.casework.municipality import Municipality
from bot.casework.situation import leads, may_see
from bot.dialogs.meaning import Knowledge
from bot.dialogs.steps import Memory

MOST_LOOKED_AT = 60
"""Cases read to find out what a message without a number can be about."""


@dataclass(frozen=True)
class Talk:
    """Who writes, what they may see, and what was asked last."""

    reader: Person
    roles: frozenset[Role]
    today: date
    cases: Mapping[str, CaseId]
    """The løpenummer of every case the reader may speak of."""
    load: Callable[[CaseId], Case | None]
    read_ahead: Callable[[Sequence[CaseId]], None]
    """Reads many cases in as few questions as one needs."""
    cases_of: Callable[[PersonId], Mapping[str, CaseId]]
    """The same of somebody else: among them those they coordinate."""
    directory: Directory
    municipality: Municipality
    memory: Memory | None = None

    @property
    def knowledge(self) -> Knowledge:
        """What understanding may use."""
        return Knowledge(
            role=frozenset(role.value for role in self.roles),
            today=self.today,
            cases=self.cases,
            units=tuple(unit.name for unit in self.directory.units.values()),
            people=tuple(person.name for person in self.directory.people.values() if person.active),
            read_case=self.municipality.case_number.normalise,
            asked=self.memory.asked if self.memory else None,
            about=self.memory.about if self.memory else None,
        )

    def load_all(self, ids: Sequence[CaseId]) -> list[Case]:
        """Many cases at once, in their order; those that are not there are left out."""
        self.read_ahead(ids)
        return [case for id in ids if (case := self.load(id))]

    def person_named(self, name: str | None) -> PersonId | None:
        """The first person with that name, if any."""
        return next((person.id for person in self.directory.people.values() if person.name == name), None)

    def units_named(self, name: str | None) -> list[Unit]:
        """The units with that name."""
        return [unit for unit in self.directory.units.values() if unit.name == name]

    def unit_named(self, name: str | None) -> UnitId | None:
        """The first unit with that name, if any."""
        return next((unit.id for unit in self.units_named(name)), None)

    def units_meant(self, name: str | None) -> Sequence[Unit]:
        """The unit that was named, else those the reader works in or leads."""
        return self.units_named(name) or self.directory.units_of(self.reader.id)

    def coordinated_by(self, name: str) -> list[Case]:
        """The open cases that the reader may speak of and the person with this name coordinates, the first of many."""
        person = self.person_named(name)
        theirs = () if person is None else islice(self.cases_of(person).values(), MOST_LOOKED_AT)
        coordinated = (case for case in self.load_all([*theirs]) if case.assignment and case.assignment.named.person == person)
        return [case for case in coordinated if not case.closed_at and may_see(case, self.reader.id, self.directory)]

    def leads(self, case: Case) -> bool:
        """Whether the reader answers for the case's coordinator."""
        return leads(self.reader.id, case.newest_assignment, case, self.directory)
