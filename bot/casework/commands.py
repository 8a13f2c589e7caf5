"""What someone wants done with a case, one type each. Who does it and when comes beside the command, never inside it."""

from dataclasses import dataclass
from datetime import date

from bot.casework.model import Acceptance, CoordinatorType, DutyKind, FactKind, HandoverReason, Named, PersonId, UnitId, Way

# ---- KE


@dataclass(frozen=True, slots=True)
class OpenCase:
    """S0-08: KE opens a case by løpenummer and vedtaksdato; `old_is_right` answers the question about an old decision."""

    number: str
    decided_on: date
    type: CoordinatorType = CoordinatorType.COORDINATOR
    suggested: PersonId | None = None
    old_is_right: bool = False


@dataclass(frozen=True, slots=True)
class BringCase:
    """A case that was under way before the bot came: its coordinator, if it has one, and whatever dates are known."""

    number: str
    type: CoordinatorType
    decided_on: date | None
    unit: UnitId | None
    named: Named | None
    appointed_on: date | None


@dataclass(frozen=True, slots=True)
class CorrectCase:
    """KE corrects a mistyped løpenummer or vedtaksdato, or which kind of coordinator it is; `old_is_right` as when a case is opened."""

    number: str | None = None
    decided_on: date | None = None
    old_is_right: bool = False
    type: CoordinatorType | None = None


@dataclass(frozen=True, slots=True)
class TakeCase:
    """A KE member takes responsibility for the case ('ta saken')."""


@dataclass(frozen=True, slots=True)
class SetLookAgain:
    """KE sets, moves or (with None) removes the month in which the case is looked at again, given as its first day (S0-41)."""

    month: date | None


@dataclass(frozen=True, slots=True)
class SendRequest:
    """S0-10: KE sends the request to a unit; a request already out is withdrawn. Without a deadline the profile's rule holds.

    `after` is how many requests the case had when KE was asked to choose: whoever sent one meanwhile was first.
    """

    unit: UnitId
    deadline: date | None = None
    after: int | None = None
    way: Way = Way.REQUEST
    most_services: bool = False
    """KE's word that the user has most services in this unit, without which nobody is ordered (S1-14)."""


@dataclass(frozen=True, slots=True)
class AppointDirectly:
    """S3-02: KE names the coordinator itself; `after` as when a request is sent."""

    unit: UnitId
    acceptance: Acceptance
    after: int | None = None


@dataclass(frozen=True, slots=True)
class RemindNow:
    """KE reminds by hand."""

    request: int


@dataclass(frozen=True, slots=True)
class ExtendDeadline:
    """KE gives more time; a deviation that was due stays due."""

    request: int
    deadline: date


@dataclass(frozen=True, slots=True)
class RefuseMoreTime:
    """KE lets the deadline stand."""

    request: int


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """KE withdraws the request; nobody else is asked yet."""

    request: int


@dataclass(frozen=True, slots=True)
class TakeOffer:
    """KE takes a yes that came after the request was withdrawn."""

    request: int


@dataclass(frozen=True, slots=True)
class TurnDownOffer:
    """KE says no thank you to a late yes."""

    request: int


@dataclass(frozen=True, slots=True)
class TickDuties:
    """KE has done these, on `done_on` (today when None); a deviation may carry its number."""

    kinds: frozenset[DutyKind]
    about: int
    done_on: date | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class UntickDuties:
    """KE takes ticks back, with a trace."""

    kinds: frozenset[DutyKind]
    about: int


@dataclass(frozen=True, slots=True)
class UndoLastTick:
    """KE takes back whatever was ticked last on one card ('Angre siste'), which lists `kinds`."""

    kinds: frozenset[DutyKind]
    about: int


@dataclass(frozen=True, slots=True)
class SendWelcome:
    """S0-16: KE sends the coordinator the welcome card; only after the leader has ticked 'informed'."""


@dataclass(frozen=True, slots=True)
class ReopenCase:
    """KE opens a closed case again."""


# ---- the unit's leader, the stand-in, or whoever the request was passed on to


@dataclass(frozen=True, slots=True)
class Accept:
    """Yes, with a name: from waiting, from 'the name will follow', or after a withdrawal (then it is an offer)."""

    request: int
    acceptance: Acceptance


@dataclass(frozen=True, slots=True)
class Promise:
    """Yes, the name will follow. The deadline stands."""

    request: int


@dataclass(frozen=True, slots=True)
class Decline:
    """No, with a reason from the profile. No deviation (process.md §7.1)."""

    request: int
    reason: str


@dataclass(frozen=True, slots=True)
class AskToBeCalled:
    """'Ring meg': KE is told; the deadline stands."""

    request: int


@dataclass(frozen=True, slots=True)
class AskMoreTime:
    """'Trenger til (dato)': KE decides; the deadline stands until then."""

    request: int
    until: date


@dataclass(frozen=True, slots=True)
class PassOn:
    """'Feil mottaker': someone else in the unit gets the request as well; the deadline stands (S0, 'avd.leder')."""

    request: int
    to: PersonId


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The leader takes an answer back, as long as KE has not acted on it."""

    request: int


@dataclass(frozen=True, slots=True)
class TickLater:
    """What the leader could not tick when answering."""

    informed: bool = False
    access: bool = False


@dataclass(frozen=True, slots=True)
class ReplaceCoordinator:
    """A wrong name is replaced by leader or KE; the wrong person's card is emptied."""

    named: Named
    permanent: bool | None = None
    informed: bool = False
    access: bool = False


@dataclass(frozen=True, slots=True)
class UpholdName:
    """The name stands although the coordinator said 'dette stemmer ikke': leader or KE says so, and the coordinator is told."""


# ---- the coordinator


@dataclass(frozen=True, slots=True)
class Dispute:
    """'Dette stemmer ikke': the person named says it is not right. Leader and KE are told."""


@dataclass(frozen=True, slots=True)
class StartAssignment:
    """'Jeg er i gang', with the day of the first conversation if it was held."""

    first_talk_on: date | None = None


@dataclass(frozen=True, slots=True)
class AskGuidance:
    """'Jeg ønsker veiledning' (S0-17)."""


# ---- handover, closure, pause and reports, by coordinator, leader or KE


@dataclass(frozen=True, slots=True)
class ReportHandover:
    """S0-36: the coordinator cannot go on; a leader or KE may report it for one who is ill or gone. `transfer`: to another unit (S0-41)."""

    reason: HandoverReason
    wanted_on: date | None = None
    suggested: PersonId | None = None
    transfer: bool = False


@dataclass(frozen=True, slots=True)
class RetractHandover:
    """'Jeg fortsetter likevel': as long as nobody has taken over."""


@dataclass(frozen=True, slots=True)
class NameSuccessor:
    """S0-38: leader or KE names who takes over, from a day (now when None); `overlap_until` is the old one's last day, else the profile's.

    `wish_asked` says that the user's wish was asked for, and never what it was (S3-29).
    """

    named: Named
    from_day: date | None = None
    permanent: bool | None = None
    informed: bool = False
    access: bool = False
    overlap_until: date | None = None
    wish_asked: bool = False


@dataclass(frozen=True, slots=True)
class ChangeOverlap:
    """KE makes an overlap longer or shorter; today ends it."""

    until: date


@dataclass(frozen=True, slots=True)
class TickHandedOn:
    """S0-37: lines of the checklist that are done, by the old or the new coordinator."""

    lines: frozenset[str]


@dataclass(frozen=True, slots=True)
class HasNoSuccessor:
    """The leader has none, or passes a transfer on: KE takes over (process.md §7.16)."""


@dataclass(frozen=True, slots=True)
class AskSubstitute:
    """S2-10: the coordinator needs a vikar from the first day to the last, and may suggest whom; the leader or KE names one."""

    first_day: date
    last_day: date
    suggested: PersonId | None = None


@dataclass(frozen=True, slots=True)
class NameSubstitute:
    """The leader or KE says who is vikar and from which day to which."""

    person: PersonId
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class ExtendSubstitute:
    """The vikar goes on to a later day."""

    last_day: date


@dataclass(frozen=True, slots=True)
class ConfirmReturn:
    """The coordinator is back as planned: the vikar's last day ends it."""


@dataclass(frozen=True, slots=True)
class KeepSubstitute:
    """The vikar becomes the coordinator."""


@dataclass(frozen=True, slots=True)
class EndSubstitute:
    """The coordinator is back today, or no vikar is needed after all."""


@dataclass(frozen=True, slots=True)
class ReportClosure:
    """S0-43 to S0-47: the need has ended; KE ticks off the registers, and then the case is closed."""

    reason: str


@dataclass(frozen=True, slots=True)
class RetractClosure:
    """The report was wrong; as long as KE has ticked nothing."""


@dataclass(frozen=True, slots=True)
class PauseCase:
    """S0-44: midlertidig opphør until a month, given as its first day."""

    until: date


@dataclass(frozen=True, slots=True)
class ResumeCase:
    """The case is taken up again."""


@dataclass(frozen=True, slots=True)
class ReportFact:
    """A meeting held or planned, consent, or the plan: a day or yes and no (N5)."""

    kind: FactKind
    day: date | None = None
    answer: bool | None = None
    what: str | None = None


@dataclass(frozen=True, slots=True)
class UndoFact:
    """The newest report of this kind was wrong."""

    kind: FactKind


@dataclass(frozen=True, slots=True)
class AskDiscussion:
    """'Trenger drøfting med KE': no content (S4-21)."""


@dataclass(frozen=True, slots=True)
class ReportCapacity:
    """'Jeg har ikke kapasitet': the leader is told (S2-27)."""


# ---- time


@dataclass(frozen=True, slots=True)
class TimePassed:
    """The clock has moved: whatever stage is due is decided, the newest only after an outage."""

    unsaid: int | None = None
    """The request whose reminder never left on its day, so that it is reminded of anew."""


PersonCommand = (
    CorrectCase
    | TakeCase
    | SetLookAgain
    | SendRequest
    | AppointDirectly
    | RemindNow
    | ExtendDeadline
    | RefuseMoreTime
    | WithdrawRequest
    | TakeOffer
    | TurnDownOffer
    | TickDuties
    | UntickDuties
    | UndoLastTick
    | SendWelcome
    | ReopenCase
    | Accept
    | Promise
    | Decline
    | AskToBeCalled
    | AskMoreTime
    | PassOn
    | TakeBack
    | TickLater
    | ReplaceCoordinator
    | UpholdName
    | Dispute
    | StartAssignment
    | AskGuidance
    | ReportHandover
    | RetractHandover
    | NameSuccessor
    | ChangeOverlap
    | TickHandedOn
    | HasNoSuccessor
    | AskSubstitute
    | NameSubstitute
    | ExtendSubstitute
    | ConfirmReturn
    | KeepSubstitute
    | EndSubstitute
    | ReportClosure
    | RetractClosure
    | PauseCase
    | ResumeCase
    | ReportFact
    | UndoFact
    | AskDiscussion
    | ReportCapacity
)
Command = PersonCommand | TimePassed
"""Every command on a case that exists; OpenCase makes one."""
