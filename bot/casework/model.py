"""The nouns of the process: people and units, the case, the requests, assignments and duties that belong to it.

Everything is frozen; a change is a new value. The user (bruker) appears only as the case's løpenummer (`number`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

PersonId = int
UnitId = int
CaseId = int


class Role(StrEnum):
    """What a person is to the bot; a person may be several."""

    KE = "KE"
    LEADER = "VL"
    COORDINATOR = "KO"


@dataclass(frozen=True, slots=True)
class Absence:
    """A period, both days included, in which stand-ins get what would go to the person. No reason is kept (N6)."""

    first_day: date
    last_day: date

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class Person:
    """Someone employed: never the user or the user's family."""

    id: PersonId
    name: str
    email: str | None = None
    entra_id: str | None = None
    locale: str | None = None
    is_ke: bool = False
    active: bool = True
    has_chat: bool = False
    absences: tuple[Absence, ...] = ()

    def away(self, day: date) -> Absence | None:
        """The absence that covers the day, if any."""
        return next((absence for absence in self.absences if absence.covers(day)), None)

    @property
    def initials(self) -> str:
        """Initials for the record system's field, made from the name: 'Ada Berg' gives AB, 'Ada' gives ADA."""
        words = self.name.replace(",", " ").split()
        return ("".join(word[0] for word in words) if len(words) > 1 else self.name[:3]).upper()


@dataclass(frozen=True, slots=True)
class Unit:
    """A virksomhet: who leads it, who stands in, who works there, and which categories the fordelingsliste gives it."""

    id: UnitId
    name: str
    leaders: tuple[PersonId, ...] = ()
    stand_ins: tuple[PersonId, ...] = ()
    department_leaders: tuple[PersonId, ...] = ()
    employees: tuple[PersonId, ...] = ()
    categories: tuple[str, ...] = ()
    uses_record_system: bool = True
    active: bool = True


@dataclass(frozen=True)
class Directory:
    """Everybody and every unit the bot knows, as they are now."""

    people: Mapping[PersonId, Person] = field(default_factory=dict)
    units: Mapping[UnitId, Unit] = field(default_factory=dict)

    def ke(self) -> tuple[PersonId, ...]:
        """The members of koordinerende enhet."""
        return tuple(person.id for person in self.people.values() if person.is_ke and person.active)

    def units_led_by(self, person: PersonId) -> tuple[Unit, ...]:
        """The units the person leads or stands in for."""
        return tuple(unit for unit in self.units.values() if person in unit.leaders + unit.stand_ins)

    def answerers(self, unit: UnitId) -> frozenset[PersonId]:
        """Those who may always answer for a unit: its leaders and their stand-ins."""
        found = self.units[unit]
        return frozenset(found.leaders + found.stand_ins)

    def recipients(self, unit: UnitId, day: date) -> tuple[PersonId, ...]:
        """Who gets what is sent to a unit on a day: its leaders who are at work, else the stand-ins, else the leaders all the same."""
        found = self.units[unit]
        at_work = tuple(leader for leader in found.leaders if self.people[leader].active and not self.people[leader].away(day))
        return at_work or tuple(person for person in found.stand_ins if self.people[person].active) or found.leaders

    def colleagues(self, unit: UnitId) -> tuple[Person, ...]:
        """The unit's people who could become coordinator: employees first, then department leaders."""
        found = self.units[unit]
        ids = dict.fromkeys(found.employees + found.department_leaders)
        return tuple(self.people[person] for person in ids if self.people[person].active)


class CoordinatorType(StrEnum):
    """Koordinator (hol. § 7-2) or barnekoordinator (hol. § 7-2 a)."""

    COORDINATOR = "koordinator"
    CHILD_COORDINATOR = "barnekoordinator"


@dataclass(frozen=True, slots=True)
class Named:
    """Who a leader names: a person in the directory, or someone without Teams by name and service (S0-21)."""

    person: PersonId | None = None
    name: str | None = None
    service: str | None = None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A yes in full: who, and the three ticks, of which 'informed' and 'access' may come later (S0-13 to S0-15)."""

    named: Named
    permanent: bool | None = None
    informed: bool = False
    access: bool = False


class RequestState(StrEnum):
    WAITING = "waiting"
    PROMISED = "promised"
    """Yes, the name will follow."""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OFFERED = "offered"
    """A yes after KE had withdrawn: KE decides."""


@dataclass(frozen=True, slots=True)
class Request:
    """One forespørsel to one unit; `seq` counts from 1 within the case."""

    seq: int
    unit: UnitId
    sent_at: datetime
    sent_by: PersonId
    deadline: date
    recipients: tuple[PersonId, ...]
    state: RequestState = RequestState.WAITING
    first_deadline: date | None = None
    """The deadline that was promised first, when it was extended since."""
    reminded_on: tuple[date, ...] = ()
    overdue_on: date | None = None
    """The day on which leader and KE were told that the deadline had passed."""
    reacted_at: datetime | None = None
    mailed_on: date | None = None
    answered_at: datetime | None = None
    answered_by: PersonId | None = None
    decline_reason: str | None = None
    wants_until: date | None = None
    """More time asked for, and not yet answered by KE."""
    call_wanted_at: datetime | None = None
    passed_on_by: PersonId | None = None
    offer: Acceptance | None = None
    closed_at: datetime | None = None
    """When it was withdrawn or its offer turned down."""

    @property
    def live(self) -> bool:
        """Still waiting for an answer or for a name."""
        return self.state in (RequestState.WAITING, RequestState.PROMISED)


class EndReason(StrEnum):
    """Why an assignment ended before the case did."""

    REPLACED = "replaced"
    DISPUTED = "disputed"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One coordinator's time on the case; `seq` counts from 1 within the case."""

    seq: int
    unit: UnitId
    request: int
    named: Named
    named_at: datetime
    named_by: PersonId
    permanent: bool | None = None
    informed_at: datetime | None = None
    access_at: datetime | None = None
    welcomed_at: datetime | None = None
    started_at: datetime | None = None
    first_talk_on: date | None = None
    """The day of the first conversation, as the coordinator reported it (S0-30)."""
    guidance_wanted_at: datetime | None = None
    disputed_at: datetime | None = None
    """The coordinator has said 'dette stemmer ikke'; the leader or KE replaces the name or says it stands."""
    ended_at: datetime | None = None
    end_reason: EndReason | None = None

    @property
    def told(self) -> bool:
        """Whether the coordinator has heard of the assignment, from the leader or from KE."""
        return self.informed_at is not None or self.welcomed_at is not None


class DutyKind(StrEnum):
    """What a person does outside the bot and ticks off here; the bot never claims to have done it (N3)."""

    IDENTITY = "identity"
    WELCOME = "welcome"
    PHONE = "phone"
    LETTER = "letter"
    MAIL_JOURNAL = "mail_journal"
    RECORD = "record"
    JOURNAL_NOTE = "journal_note"
    REGISTER_FORM = "register_form"
    REGISTER_LIST = "register_list"
    DEVIATION_REPLY = "deviation_reply"
    MORE_TIME_LETTER = "more_time_letter"
    MORE_TIME_JOURNAL = "more_time_journal"
    DEVIATION_APPOINT = "deviation_appoint"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing for KE to do after an event. `about` is the assignment's or request's seq, 0 for the case itself."""

    kind: DutyKind
    about: int
    created_at: datetime
    done_on: date | None = None
    done_by: PersonId | None = None
    ticked_at: datetime | None = None
    reference: str | None = None
    """The deviation's number in the quality system, where there is one."""


class Phase(StrEnum):
    """Where a case stands, derived from its requests and assignments."""

    UNASKED = "unasked"
    WAITING = "waiting"
    PROMISED = "promised"
    APPOINTED = "appointed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Case:
    """One need for a coordinator, known by its løpenummer; two clocks run on it (S0-04, S0-11)."""

    id: CaseId
    number: str
    type: CoordinatorType
    decided_on: date
    appoint_by: date
    opened_at: datetime
    opened_by: PersonId
    version: int = 1
    handler: PersonId | None = None
    suggested: PersonId | None = None
    warned: tuple[str, ...] = ()
    """Which warnings about the appointment deadline were given, by stage name (`days_30`, …)."""
    three_months_on: date | None = None
    """The day on which KE was told that the appointment deadline had come."""
    closed_at: datetime | None = None
    closed_by: PersonId | None = None
    close_reason: str | None = None
    next_look_at: datetime | None = None
    requests: tuple[Request, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    duties: tuple[Duty, ...] = ()

    @property
    def reference(self) -> str:
        """The bot's own reference, for texts that many can read: it says nothing of the user."""
        return f"KOORD-{1000 + self.id}"

    @property
    def request(self) -> Request | None:
        """The newest request that still waits for an answer or a name."""
        return next((request for request in reversed(self.requests) if request.live), None)

    @property
    def assignment(self) -> Assignment | None:
        """The coordinator in place."""
        return next((assignment for assignment in reversed(self.assignments) if assignment.ended_at is None), None)

    @property
    def phase(self) -> Phase:
        if self.closed_at:
            return Phase.CLOSED
        if self.assignment:
            return Phase.APPOINTED
        if self.request is None:
            return Phase.UNASKED
        return Phase.PROMISED if self.request.state is RequestState.PROMISED else Phase.WAITING

    def find_request(self, seq: int) -> Request | None:
        return next((request for request in self.requests if request.seq == seq), None)

    def duties_about(self, kinds: frozenset[DutyKind], about: int) -> tuple[Duty, ...]:
        """The duties of some kinds that belong to one assignment, one request or the case."""
        return tuple(duty for duty in self.duties if duty.kind in kinds and duty.about == about)

    def open_duties(self) -> Iterator[Duty]:
        return (duty for duty in self.duties if duty.done_on is None)
