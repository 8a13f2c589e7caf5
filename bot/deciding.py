"""Decisions on cases within one transaction: each case is read under its lock, decided on by the rules, and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.casework import commands
from bot.casework.deadlines import WorkCalendar, oslo_date, oslo_instant
from bot.casework.decide import decide, open_case
from bot.casework.model import Case, CaseId, Directory, PersonId
from bot.casework.municipality import Municipality
from bot.casework.outcome import Decision, Refusal, Why
from bot.casework.situation import Situation
from bot.storage.cases import NumberTaken
from bot.storage.messages import Posted
from bot.storage.store import Work
from bot.storage.tables import Channel


@dataclass(frozen=True, slots=True)
class Deciding:
    """What people ask for and what the clock asks for is decided in the same way; the clock is nobody (None)."""

    work: Work
    municipality: Municipality
    now: datetime

    def open(self, command: commands.OpenCase, by: PersonId) -> Decision | Refusal:
        """A new case."""
        return self._keep(None, open_case(command, self.work.next_case_id(), self.situation(by)), by)

    def carry_out(self, case_id: CaseId, command: commands.Command, by: PersonId | None) -> Decision | Refusal:
        """A command on a case."""
        case = self.work.case(case_id)
        if case is None:
            return Refusal(Why.NOT_FOUND)
        return self._keep(case, decide(case, command, self.situation(by, case)), by)

    def _keep(self, before: Case | None, decided: Decision | Refusal, by: PersonId | None) -> Decision | Refusal:
        """Store what was decided; another open case with the same number is a refusal like any other."""
        if isinstance(decided, Refusal):
            return decided
        try:
            self.work.save(before, decided, by, self.now, next_day=self._next_day)
        except NumberTaken:
            existing = self.work.open_case_with(decided.case.number, decided.case.type)
            return Refusal(Why.NUMBER_TAKEN, {"number": decided.case.number, "case": existing.id if existing else 0})
        return decided

    def situation(self, by: PersonId | None, case: Case | None = None) -> Situation:
        """The instant, the actor and everybody the decision may look at."""
        directory = self.work.directory()
        reminded = self.work.reminded_on(people_of(case, directory), oslo_date(self.now)) if case else frozenset()
        return Situation(self.now, by, self.municipality, directory, reminded)

    # ---- what the clock asks for

    def read_ahead(self, ids: Sequence[CaseId]) -> None:
        """Read what many decisions will look at in as few questions as one needs."""
        self.work.read_ahead(ids)
        directory = self.work.directory()
        people = {person for id in ids if (case := self.work.case(id)) for person in people_of(case, directory)}
        self.work.reminded_on(people, oslo_date(self.now))

    def say_late(self, posted: Posted) -> None:
        """What should have reminded on a day that has passed: an e-mail finds another day, and the requests are reminded of anew."""
        if posted.channel is Channel.MAIL:
            self.work.move_mail(posted, oslo_date(self.now), self._next_day)
            return
        for case, request in self.work.due_reminders(posted.to, posted.reminding_on) if posted.reminding_on else ():
            self.carry_out(case.id, commands.TimePassed(request.seq), None)
        self.work.drop(posted.id, "its day passed")

    def _next_day(self, day: date) -> tuple[date, datetime]:
        """The next working day, and when it begins to remind."""
        rules = self.municipality.deadlines
        later = WorkCalendar.of(rules).after(day)
        return later, oslo_instant(later, rules.overdue_at)


def people_of(case: Case, directory: Directory) -> set[PersonId]:
    """Whom a decision on a case may have to remind."""
    asked = {person for request in case.requests for person in (*request.recipients, *directory.answerers(request.unit))}
    return asked | {each.named.person for each in case.assignments if each.named.person is not None}
