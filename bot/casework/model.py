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
    listed: bool = True
    """False when the newest complete list of the unit no longer has the person; the next night's check lets go of whoever is not."""
    nearest_leader: PersonId | None = None
    """Nærmeste leder, where the municipality lists one: hears of the person's own handovers before the unit's leader does (S2-11)."""

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
    super_users: tuple[PersonId, ...] = ()
    """Superbrukere: who teaches the unit's people the plan tool (S2-24)."""

    @property
    def people(self) -> frozenset[PersonId]:
        """Everybody with a part in the unit."""
        return frozenset(self.leaders + self.stand_ins + self.department_leaders + self.employees + self.super_users)


@dataclass(frozen=True)
class Directory:
    """Everybody and every unit the bot knows, as they are now."""

    people: Mapping[PersonId, Person] = field(default_factory=dict)
    units: Mapping[UnitId, Unit] = field(default_factory=dict)

    def ke(self) -> tuple[PersonId, ...]:
        """The members of koordinerende enhet."""
        return tuple(person.id for person in self.people.values() if person.is_ke and person.active)

    def reaches_ke(self) -> bool:
        """Whether anybody in koordinerende enhet has a chat with the bot."""
        return any(self.people[person].has_chat for person in self.ke())

    def units_led_by(self, person: PersonId) -> tuple[Unit, ...]:
        """The units the person leads or stands in for."""
        return tuple(unit for unit in self.units.values() if person in unit.leaders + unit.stand_ins)

    def answerers(self, unit: UnitId) -> frozenset[PersonId]:
        """Those who may always answer for a unit: its leaders and their stand-ins, as long as they are employed."""
        found = self.units[unit]
        return frozenset(person for person in found.leaders + found.stand_ins if self.people[person].active)

    def recipients(self, unit: UnitId, day: date) -> tuple[PersonId, ...]:
        """Who gets what is sent to a unit on a day: its leaders who are at work, else its stand-ins; else those who are away."""
        found = self.units[unit]
        leaders, stand_ins = (tuple(each for each in ids if self.people[each].active) for ids in (found.leaders, found.stand_ins))
        at_work = (tuple(each for each in ids if not self.people[each].away(day)) for ids in (leaders, stand_ins))
        return next((found for found in (*at_work, stand_ins, leaders) if found), ())

    def leaders_of(self, person: PersonId | None, unit: UnitId, day: date) -> tuple[PersonId, ...]:
        """Who leads a coordinator of the unit on a day: the nearest leader who is listed, if at work, else whoever hears for the unit."""
        nearest = self.people.get(self.people[person].nearest_leader or 0) if person is not None else None
        return (nearest.id,) if nearest and nearest.active and not nearest.away(day) else self.recipients(unit, day)

    def reports(self, person: PersonId) -> tuple[PersonId, ...]:
        """Everybody whose nearest leader the person is."""
        return tuple(each.id for each in self.people.values() if each.nearest_leader == person)

    def units_of(self, person: PersonId) -> tuple[Unit, ...]:
        """The units in which the person has any part."""
        return tuple(unit for unit in self.units.values() if person in unit.people)

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


class Wish(StrEnum):
    """Whether the user's wish was weighed when the coordinator was chosen (S2-03); what it was is never kept (N1)."""

    WEIGHED = "yes"
    NOT_WEIGHED = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A yes in full: who, the three ticks, of which 'informed' and 'access' may come later (S0-13 to S0-15), and the user's wish."""

    named: Named
    permanent: bool | None = None
    informed: bool = False
    access: bool = False
    wish: Wish | None = None


class Way(StrEnum):
    """How a unit comes to have a coordinator of its own in a case (process.md §6, `flow.appoint`)."""

    REQUEST = "request"
    """KE asks, the unit answers yes or no (S0-10)."""
    ORDER = "order"
    """KE orders the unit with most services to name somebody: there is no no (S1-14)."""
    CONSULT = "consult"
    """The unit proposes, KE appoints (S4-11)."""
    DIRECT = "direct"
    """KE names the coordinator itself (S3-02); kept as a request that KE answered."""


class RequestState(StrEnum):
    WAITING = "waiting"
    PROMISED = "promised"
    """Yes, the name will follow."""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    PROPOSED = "proposed"
    """Somebody is proposed, and KE decides (S4-11)."""
    OFFERED = "offered"
    """A yes after KE had withdrawn: KE decides."""


@dataclass(frozen=True, slots=True)
class Request:
    """One forespørsel to one unit; `seq` counts from 1 within the case."""

    seq: int
    unit: UnitId
    sent_at: datetime
    sent_by: PersonId
    deadline: date | None
    """None where the municipality sets none."""
    recipients: tuple[PersonId, ...]
    state: RequestState = RequestState.WAITING
    way: Way = Way.REQUEST
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
    passed_to: tuple[PersonId, ...] = ()
    """Recipients who were asked in person; the others are so for their role, and only as long as they have it."""
    offer: Acceptance | None = None
    closed_at: datetime | None = None
    """When it was withdrawn or its offer turned down."""

    @property
    def awaits_ke(self) -> bool:
        """Whether somebody is named in it and KE has yet to say yes."""
        return self.state in (RequestState.PROPOSED, RequestState.OFFERED)

    def is_late(self, today: date) -> bool:
        """Whether its deadline has passed."""
        return self.deadline is not None and self.deadline < today

    @property
    def live(self) -> bool:
        """Still waiting for an answer or for a name."""
        return self.state in (RequestState.WAITING, RequestState.PROMISED)


class EndReason(StrEnum):
    """Why an assignment ended before the case did."""

    REPLACED = "replaced"
    DISPUTED = "disputed"
    TAKEN_BACK = "taken_back"
    HANDED_OVER = "handed_over"
    CASE_CLOSED = "case_closed"


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
    starts_on: date | None = None
    """The day a successor takes over, when that is later than the naming."""
    ends_on: date | None = None
    """The day a successor takes over from this coordinator; until then this one is responsible."""
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    wish_asked: bool = False
    """Whoever named this successor says that the user's wish was asked for; what it was is kept nowhere (S3-29)."""
    handed_on: tuple[str, ...] = ()
    """The lines of the checklist that are ticked at the handover to this coordinator (S0-37)."""
    checklist_reminded_on: date | None = None
    wish: Wish | None = None
    start_told_on: date | None = None
    """The day on which KE was told that no first conversation was reported."""
    left_told_on: date | None = None
    """The day on which KE and the leader were told that the coordinator has left."""

    @property
    def told(self) -> bool:
        """Whether the coordinator has heard of the assignment, from the leader or from KE."""
        return self.informed_at is not None or self.welcomed_at is not None


class HandoverReason(StrEnum):
    """Why somebody hands over, in neutral words: never sickness (N6)."""

    ABSENCE = "absence"
    LEAVING = "leaving"
    CANNOT_FOLLOW_UP = "cannot_follow_up"
    TRANSITION = "transition"
    OTHER = "other"


class HandoverState(StrEnum):
    LEADER = "leader"
    """The unit's leader finds a successor (S0-38)."""
    KE = "ke"
    """The leader has none, or the case goes to another unit: KE finds one (process.md §7.16, S0-41)."""
    SUCCEEDED = "succeeded"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Handover:
    """One bytte: the coordinator stays responsible until someone else is in place. `seq` counts from 1 within the case."""

    seq: int
    assignment: int
    reason: HandoverReason
    reported_at: datetime
    reported_by: PersonId
    wanted_on: date | None = None
    """From when the coordinator cannot follow up."""
    suggested: PersonId | None = None
    transfer: bool = False
    """To another unit, as at a transition (S0-41)."""
    state: HandoverState = HandoverState.LEADER
    settled_at: datetime | None = None
    settled_by: PersonId | None = None
    ke_told_on: date | None = None
    """The day on which KE was told that the leader has not answered."""
    asked: tuple[PersonId, ...] = ()
    """Leaders who got the card."""

    @property
    def open(self) -> bool:
        """Still without a successor."""
        return self.state in (HandoverState.LEADER, HandoverState.KE)


@dataclass(frozen=True, slots=True)
class Substitute:
    """A vikar (S2-10): acts for the coordinator from the first day, and stays until somebody has said what happens after the last one.

    Without a person somebody is wanted, and the leader or KE has not named one yet. `seq` counts from 1 within the case.
    """

    seq: int
    assignment: int
    first_day: date
    last_day: date
    asked_at: datetime
    asked_by: PersonId
    person: PersonId | None = None
    """Who acts for the coordinator."""
    suggested: PersonId | None = None
    named_at: datetime | None = None
    named_by: PersonId | None = None
    reminded_on: date | None = None
    """The day on which the leader was asked what happens after the last day."""
    returns_at: datetime | None = None
    """When somebody said that the coordinator is back as planned."""
    ke_told_on: date | None = None
    """The day on which KE was told that nobody has answered."""
    ended_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Still wanted, coming or acting."""
        return self.ended_at is None

    def acts(self, day: date) -> bool:
        """Whether the substitute acts on the day: the last day ends nothing by itself (S2-28)."""
        return self.open and self.person is not None and self.first_day <= day


@dataclass(frozen=True, slots=True)
class Closing:
    """A reported closure: the case is open until KE has ticked off the registers (S0-43 to S0-47)."""

    seq: int
    reason: str
    reported_at: datetime
    reported_by: PersonId


@dataclass(frozen=True, slots=True)
class Pause:
    """Midlertidig opphør (S0-44): looked at again in a month of a year; an unmet appointment deadline runs on."""

    seq: int
    until: date
    """The first day of the month in which the case is looked at again."""
    since: datetime
    by: PersonId
    asked_on: date | None = None
    """The day on which the coordinator was asked whether to take the case up again."""


class FactKind(StrEnum):
    """What a coordinator reports in a sentence: a day, or yes and no, and never a word of content (N5)."""

    MEETING = "meeting"
    NEXT_MEETING = "next_meeting"
    GROUP = "group"
    """Whether there is a group that meets, and since when (S2-15)."""
    CONSENT = "consent"
    CONSENT_SENT = "consent_sent"
    PLAN = "plan"
    EVALUATION = "evaluation"
    """The day on which it is agreed to look at how it goes (S3-27)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing reported: on which day it was or will be, or whether it is so."""

    kind: FactKind
    reported_at: datetime
    reported_by: PersonId
    day: date | None = None
    answer: bool | None = None
    what: str | None = None
    """Which sort of meeting, by its code in the profile."""


class DutyKind(StrEnum):
    """What a person does outside the bot and ticks off here; the bot never claims to have done it (N3)."""

    IDENTITY = "identity"
    WELCOME = "welcome"
    PHONE = "phone"
    LETTER = "letter"
    MAIL_JOURNAL = "mail_journal"
    RECORD = "record"
    STATISTICS_CHECK = "statistics_check"
    PLAN_ROLE = "plan_role"
    TRAINING = "training"
    HANDOVER_FORM = "handover_form"
    JOURNAL_NOTE = "journal_note"
    REGISTER_FORM = "register_form"
    REGISTER_LIST = "register_list"
    INTAKE_JOURNAL = "intake_journal"
    PLAN_CREATED = "plan_created"
    NO_PLAN_FORM = "no_plan_form"
    CONSENT_JOURNAL = "consent_journal"
    DEVIATION_REPLY = "deviation_reply"
    MORE_TIME_LETTER = "more_time_letter"
    MORE_TIME_JOURNAL = "more_time_journal"
    DEVIATION_APPOINT = "deviation_appoint"
    GUIDANCE = "guidance"
    CLOSE_RECORD = "close_record"
    CLOSE_STATISTICS = "close_statistics"
    CLOSE_FORM = "close_form"
    PAUSE_RECORD = "pause_record"
    PAUSE_STATISTICS = "pause_statistics"
    RESUME_RECORD = "resume_record"
    RESUME_STATISTICS = "resume_statistics"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing for KE to do after an event.

    `about` is the seq of the assignment, request, closing or pause, the number of the report, or 0 for the case itself.
    """

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
    PROPOSED = "proposed"
    APPOINTED = "appointed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Case:
    """One need for a coordinator, known by its løpenummer; two clocks run on it (S0-04, S0-11)."""

    id: CaseId
    number: str
    type: CoordinatorType
    decided_on: date | None
    """The date the appointment clock counts from; None for a case that was under way before the bot and has no date."""
    appoint_by: date | None
    """None where the municipality promises no time, or nothing is known to count from."""
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
    closing: Closing | None = None
    pause: Pause | None = None
    closings: int = 0
    """How many closures were reported; the newest one's seq."""
    pauses: int = 0
    look_on: date | None = None
    """The first day of a month in which KE and the coordinator are told, neutrally, to look at the case again; why is kept nowhere (N1)."""
    next_look_at: datetime | None = None
    meet_by: date | None = None
    """The first day by which a meeting with a minimum must be held, kept so that lists need not work it out (S2-15)."""
    requests: tuple[Request, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    duties: tuple[Duty, ...] = ()
    handovers: tuple[Handover, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def reference(self) -> str:
        """The bot's own reference, for texts that many can read: it says nothing of the user."""
        return f"KOORD-{1000 + self.id}"

    @property
    def request(self) -> Request | None:
        """The newest request that still waits for an answer or a name."""
        return next((request for request in reversed(self.requests) if request.live), None)

    @property
    def proposal(self) -> Request | None:
        """The newest request in which somebody is proposed."""
        return next((request for request in reversed(self.requests) if request.state is RequestState.PROPOSED), None)

    @property
    def assignment(self) -> Assignment | None:
        """The coordinator in place: the earliest who has not been relieved."""
        return next((assignment for assignment in self.assignments if assignment.ended_at is None), None)

    @property
    def newest_assignment(self) -> Assignment | None:
        """The coordinator named last: the successor while one is on the way, else the one in place."""
        return next((assignment for assignment in reversed(self.assignments) if assignment.ended_at is None), None)

    @property
    def overlap(self) -> tuple[Assignment, Assignment] | None:
        """The one who leaves and the one who takes over, while both are named (S3-30)."""
        old, new = self.assignment, self.newest_assignment
        return (old, new) if old and new and old is not new and old.ends_on else None

    def newest_fact(self, kind: FactKind) -> Fact | None:
        """What was reported last of a kind."""
        return next((fact for fact in reversed(self.facts) if fact.kind is kind), None)

    @property
    def handover(self) -> Handover | None:
        """The handover that still lacks a successor."""
        return next((handover for handover in reversed(self.handovers) if handover.open), None)

    def assignment_of(self, person: PersonId) -> Assignment | None:
        """The person's own time on the case, if it has not ended."""
        return next((each for each in self.assignments if each.named.person == person and each.ended_at is None), None)

    @property
    def substitute(self) -> Substitute | None:
        """The substitute who is wanted, coming or acting."""
        return next((each for each in reversed(self.substitutes) if each.open), None)

    def responsible(self, day: date) -> tuple[PersonId, ...]:
        """Who does the coordinator's work on the day, as far as they are in Teams: the substitute while there is one."""
        substitute, current = self.substitute, self.assignment
        acting = substitute.person if substitute and substitute.acts(day) else current.named.person if current else None
        return () if acting is None else (acting,)

    def acting(self, person: PersonId, day: date) -> Assignment | None:
        """The person's own time on the case, or that of the coordinator whom the person acts for on the day."""
        substitute = self.substitute
        if substitute and substitute.person == person and substitute.acts(day):
            return self.assignment_of(person) or self.find_assignment(substitute.assignment)
        return self.assignment_of(person)

    def find_assignment(self, seq: int) -> Assignment | None:
        return next((assignment for assignment in self.assignments if assignment.seq == seq), None)

    @property
    def phase(self) -> Phase:
        if self.closed_at:
            return Phase.CLOSED
        if self.assignment:
            return Phase.APPOINTED
        if self.request is None:
            return Phase.PROPOSED if self.proposal else Phase.UNASKED
        return Phase.PROMISED if self.request.state is RequestState.PROMISED else Phase.WAITING

    def find_request(self, seq: int) -> Request | None:
        return next((request for request in self.requests if request.seq == seq), None)

    def duties_about(self, kinds: frozenset[DutyKind], about: int) -> tuple[Duty, ...]:
        """The duties of some kinds that belong to one assignment, one request or the case."""
        return tuple(duty for duty in self.duties if duty.kind in kinds and duty.about == about)

    def open_duties(self) -> Iterator[Duty]:
        return (duty for duty in self.duties if duty.done_on is None)
