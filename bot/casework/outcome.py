"""What a decision gives: the new case, what happened, and what must be said to whom; or a refusal with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.casework.model import Case, CaseId, PersonId


class Kind(StrEnum):
    """What a message is about. It is rendered when it is sent or redrawn, from the case as it is then."""

    REQUEST = "request"
    """To the leader: the request itself, redrawn as receipt."""
    REMINDING = "reminding"
    """To the leader: the one reminding message of the day, about every request whose stage is due that day."""
    UNREAD_MAIL = "unread_mail"
    """To the leader, by e-mail: neutral, when there was no reaction or no chat."""
    SHARED_MAIL = "shared_mail"
    """To KE's shared mailbox, by e-mail: neutral, when nobody in KE can be reached."""
    WELCOME = "welcome"
    """To the coordinator: redrawn as 'not you' when the name was wrong."""
    NEWS = "news"
    """To KE (or the leader, for a dispute, or the coordinator, when the name stands): something happened; `data['news']` says which."""
    DUTIES = "duties"
    """To KE: what to tick off after the appointment of the assignment `data['about']`; it also tells that there is one."""
    CHOOSE_UNIT = "choose_unit"
    """To the KE member who asked: who shall get the request."""
    OVERDUE = "overdue"
    """To KE: the reply deadline has passed."""
    THREE_MONTHS = "three_months"
    """To KE: the appointment deadline has come."""
    HANDOVER = "handover"
    """To the leader: a successor is needed; redrawn as receipt. `data['about']` is the handover's seq."""
    SUCCEEDED = "succeeded"
    """To the coordinator who is relieved: who takes over and from when. `data['about']` is the old assignment's seq."""
    SUBSTITUTE = "substitute"
    """To the leader, the coordinator and the vikar: one is wanted, named, or comes to an end. `data['about']` is the substitute's seq."""
    REGISTERS = "registers"
    """To KE: registers to tick off; `data['why']` is close, pause or resume, `data['about']` the closing's or pause's seq."""
    LOOK_AGAIN = "look_again"
    """To the coordinator, or KE where there is none: the month of a pause has come."""
    TRAINING = "training"
    """To KE, the unit and whoever asked: the need in `data['need']`, all that are open with `data['list']`, else the form."""
    COURSE = "course"
    """Whether the reader has taken the course; for KE and leaders with `data['list']` whether others have."""
    INVITATION = "invitation"
    """To coordinators and KE: the one in `data['invitation']`, else the newest; for KE the form with `data['form']`."""
    YEARLY_TASK = "yearly_task"
    """To KE: what is done once a year, `data['task']` in `data['year']`."""
    ROUND = "round"
    """The yearly round of `data['year']`, else the newest: a coordinator's own cases, those of the unit in `data['unit']`, or KE's view."""
    STAFFING = "staffing"
    """To KE: a unit has nobody who answers for it; `data['staffing']` says why."""
    DIGEST = "digest"
    """To anyone with something to see: the day's overview."""
    ANSWER = "answer"
    """To whoever wrote: the answer; `data['view']` says which."""


class News(StrEnum):
    """What is told at once, to KE when nothing else is said."""

    LATE_OFFER = "late_offer"
    PROPOSED = "proposed"
    """A unit proposes somebody, and KE appoints (S4-11)."""
    PROMISED = "promised"
    DECLINED = "declined"
    CALL = "call"
    MORE_TIME = "more_time"
    PASSED_ON = "passed_on"
    TAKEN_BACK = "taken_back"
    DISPUTED = "disputed"
    UPHELD = "upheld"
    """To the coordinator who said 'dette stemmer ikke': the name stands."""
    GUIDANCE = "guidance"
    UNREACHABLE = "unreachable"
    MAIL_LOST = "mail_lost"
    HANDOVER_TO_KE = "handover_to_ke"
    """The leader has no successor, or the case goes to another unit."""
    HANDOVER_UNANSWERED = "handover_unanswered"
    HANDOVER_RETRACTED = "handover_retracted"
    SUBSTITUTE = "substitute"
    """A vikar is named, goes on, or has ended; `data['about']` is the substitute's seq."""
    SUBSTITUTE_UNANSWERED = "substitute_unanswered"
    OVERLAP = "overlap"
    """To both coordinators, and KE when it is over: how long they overlap; `data['about']` is the old assignment's seq."""
    LOOK = "look"
    """To KE and the coordinator: the month KE chose has come, and nothing about why."""
    CHECKLIST_LEFT = "checklist_left"
    """To both coordinators, once: lines of the handover's checklist are open; `data['about']` is the new assignment's seq."""
    NOT_STARTED = "not_started"
    """No first conversation is reported, though it was asked about; `data['about']` is the assignment's seq."""
    COORDINATOR_LEFT = "coordinator_left"
    """To KE and the leader: the coordinator no longer works here; `data['about']` is the assignment's seq."""
    DISCUSSION = "discussion"
    CAPACITY = "capacity"
    """To the leader: a coordinator has no capacity."""


class Staffing(StrEnum):
    """Why nobody answers for a unit."""

    AWAY = "away"
    """Its leader is away, and nobody stands in; `data['first']` and `data['last']` are the days."""
    LEFT = "left"
    """Its leader has left, and nobody stands in."""


@dataclass(frozen=True, slots=True)
class Message:
    """An intent to tell someone something. `key` is unique for ever, so that nothing is said twice."""

    key: str
    kind: Kind
    to: PersonId
    due_at: datetime
    case: CaseId | None = None
    request: int | None = None
    reminding_on: date | None = None
    """Set on messages that remind: a person gets one such a day (the day in Oslo)."""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the audit trail: ids, dates and codes, never words anybody wrote."""

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """The case as it is now, what happened, and what to say."""

    case: Case
    events: tuple[Event, ...] = ()
    messages: tuple[Message, ...] = ()


class Why(StrEnum):
    """Why something was not done; texts has a sentence for each."""

    NOT_FOUND = "not_found"
    """Not there, or not yours: the same answer for both."""
    ONLY_KE = "only_ke"
    CASE_CLOSED = "case_closed"
    CASE_NOT_CLOSED = "case_not_closed"
    ALREADY_ANSWERED = "already_answered"
    """Someone else answered first; vars: name, at."""
    YOU_ANSWERED = "you_answered"
    """The reader answered already, and something else; vars: at."""
    NOT_LIVE = "not_live"
    """The request no longer waits for an answer."""
    BAD_NUMBER = "bad_number"
    NUMBER_TAKEN = "number_taken"
    """Vars: number, case."""
    DATE_IN_FUTURE = "date_in_future"
    DATE_PAST = "date_past"
    OLD_DECISION = "old_decision"
    """Asked about, not refused for good; vars: year."""
    DEADLINE_TOO_EARLY = "deadline_too_early"
    DATE_TOO_EARLY = "date_too_early"
    NO_LEADER = "no_leader"
    WAY_NOT_OFFERED = "way_not_offered"
    """The municipality does not appoint in this way."""
    CONFIRM_ORDER = "confirm_order"
    """An order needs KE's word that the user has most services there."""
    ORDERED = "ordered"
    """An order is answered with a name, or by talking to KE."""
    ALREADY_ASKED = "already_asked"
    """The unit has the request already."""
    ASKED_MEANWHILE = "asked_meanwhile"
    """Somebody else of KE was first; vars: name, place, at."""
    HAS_COORDINATOR = "has_coordinator"
    NO_COORDINATOR = "no_coordinator"
    REMINDED_TODAY = "reminded_today"
    NOT_INFORMED = "not_informed"
    NO_CHAT = "no_chat"
    """The coordinator has no chat with the bot; vars: name."""
    KE_HAS_ACTED = "ke_has_acted"
    NOTHING_TO_DO = "nothing_to_do"
    """It is already so; nothing changes and nothing is said but how it is."""
    HANDOVER_OPEN = "handover_open"
    """A handover is under way already."""
    NO_HANDOVER = "no_handover"
    SUBSTITUTE_OPEN = "substitute_open"
    """A vikar is wanted or named already."""
    NO_SUBSTITUTE = "no_substitute"
    BAD_PERIOD = "bad_period"
    """The last day is before the first, or has passed."""
    CLOSURE_REPORTED = "closure_reported"
    NOT_PAUSED = "not_paused"
    MONTH_TOO_EARLY = "month_too_early"
    BAD_REASON = "bad_reason"
    BAD_INPUT = "bad_input"
    """Something on the card was missing or could not be read; vars: field, a code of cards.actions."""
    ID_NUMBER = "id_number"
    """Something on the card may be an id number: nothing of it was kept."""
    NO_ROUND = "no_round"
    """There is no yearly round."""
    ROUND_CLOSED = "round_closed"
    BAD_COUNT = "bad_count"
    """A number is missing or too large."""
    NOT_OFFERED_HERE = "not_offered_here"
    """The municipality does not do this with the bot."""
    CHOOSE_UNIT = "choose_unit"
    NOBODY_TO_INVITE = "nobody_to_invite"
    INVITATION_NOT_FOUND = "invitation_not_found"
    INVITATION_OVER = "invitation_over"
    """It is called off, or the day has passed."""
    DESCRIBES_USER = "describes_user"
    """A text may be about a user: nothing of it was kept."""
    NEED_NOT_FOUND = "need_not_found"
    """No such need for training, or not the reader's: the same answer for both."""
    BEFORE_REPORTED = "before_reported"
    """Offered before it was reported."""
    SAME_PERSON = "same_person"
    UNKNOWN_PERSON = "unknown_person"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing was changed, and why; `words` fill the sentence's blanks (dates as date, instants as datetime)."""

    why: Why
    words: Mapping[str, Any] = field(default_factory=dict)
