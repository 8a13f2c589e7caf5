"""A few people, one case, and a way to decide on it as the bot does, without anything around."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.casework import commands
from bot.casework.decide import decide, open_case
from bot.casework.model import Acceptance, Case, Directory, Named, Person, PersonId, Unit
from bot.casework.municipality import Municipality
from bot.casework.outcome import Decision, Event, Message, Refusal
from bot.casework.situation import Situation
from bot.profiles import read_profile

KE, LEADER, ADA, BO, NORTH_LEADER = 1, 2, 3, 4, 5
SOUTH, NORTH = 1, 2
DIRECTORY = Directory(
    people={
        person.id: person
        for person in (
            Person(KE, "Kari i KE", "kari@kommune.example", is_ke=True, has_chat=True),
            Person(LEADER, "Leder sør", "sor@kommune.example", has_chat=True),
            Person(ADA, "Ada", "ada@kommune.example", has_chat=True),
            Person(BO, "Bo", "bo@kommune.example", has_chat=True),
            Person(NORTH_LEADER, "Leder nord", "nord@kommune.example", has_chat=True),
        )
    },
    units={
        SOUTH: Unit(SOUTH, "Hjemmetjenesten sør", (LEADER,), employees=(ADA, BO)),
        NORTH: Unit(NORTH, "Hjemmetjenesten nord", (NORTH_LEADER,)),
    },
)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DECIDED = date(2026, 11, 20)


@dataclass
class Deciding:
    """One case in a municipality, and all that was said about it."""

    municipality: Municipality
    now: datetime = MONDAY
    directory: Directory = DIRECTORY
    case: Case = field(init=False)
    said: list[Message] = field(default_factory=list)
    happened: list[Event] = field(default_factory=list)

    def situation(self, by: PersonId | None) -> Situation:
        return Situation(self.now, by, self.municipality, self.directory)

    def opens(self, number: str | None = None, decided: date = DECIDED) -> "Deciding":
        number = number or self.municipality.case_number.example
        self.keep(open_case(commands.OpenCase(number, decided), 1, self.situation(KE)))
        return self

    def does(self, command: commands.PersonCommand, by: PersonId) -> "Deciding":
        self.keep(decide(self.case, command, self.situation(by)))
        return self

    def refuses(self, command: commands.PersonCommand, by: PersonId) -> str:
        refused = decide(self.case, command, self.situation(by))
        assert isinstance(refused, Refusal), refused
        return refused.why

    def passes(self, **span: float) -> "Deciding":
        """Let time pass, and everything that falls due on the way happen in order."""
        end = self.now + timedelta(**span)
        while self.case.next_look_at and self.case.next_look_at <= end:
            self.now = max(self.now, self.case.next_look_at)
            self.keep(decide(self.case, commands.TimePassed(), self.situation(None)))
        self.now = end
        return self

    def keep(self, decided: Decision | Refusal) -> None:
        assert isinstance(decided, Decision), decided
        self.case = decided.case
        self.said += decided.messages
        self.happened += decided.events

    def appoints(self, person: PersonId = ADA) -> "Deciding":
        """The whole way to a coordinator in place who has been told."""
        self.does(commands.SendRequest(SOUTH), KE)
        named = Acceptance(Named(person), permanent=True, informed=True, access=True)
        return self.does(commands.Accept(self.case.requests[-1].seq, named), LEADER)

    def owes(self) -> list[str]:
        """The duties nobody has done, by their codes."""
        return [duty.kind.value for duty in self.case.open_duties()]


def settle_in(profile: str) -> Deciding:
    """A case in a municipality whose profile comes with the bot."""
    return Deciding(read_profile(profile)).opens()
