"""The tables. A change here needs a migration; a test holds the two together."""

from datetime import date
from enum import StrEnum

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Time,
    text,
)

from bot.casework.inviting import Attendance
from bot.casework.model import (
    Acceptance,
    Closing,
    CoordinatorType,
    DutyKind,
    EndReason,
    FactKind,
    HandoverReason,
    HandoverState,
    Pause,
    Phase,
    RequestState,
    Way,
    Wish,
)
from bot.casework.outcome import Kind
from bot.storage.columns import Instant, Listed, Period, Whole, coded

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Part(StrEnum):
    """What a person is in a unit."""

    LEADER = "leader"
    STAND_IN = "stand_in"
    DEPARTMENT_LEADER = "department_leader"
    SUPER_USER = "super_user"
    EMPLOYEE = "employee"


class State(StrEnum):
    """Where a message is on its way: pending and redraw wait for the courier, the rest do not."""

    PENDING = "pending"
    REDRAW = "redraw"
    SENT = "sent"
    DROPPED = "dropped"
    UNREACHABLE = "unreachable"
    FAILED = "failed"


class Channel(StrEnum):
    """How a message leaves."""

    CHAT = "chat"
    MAIL = "mail"


def person_column(name: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    """A reference to a person."""
    return Column(name, Integer, ForeignKey("people.id"), nullable=nullable, index=index)


people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("email", String(320)),
    Column("email_key", String(320), unique=True),  # the address in lower case, by which it is found
    Column("entra_id", String(64), unique=True),
    Column("locale", String(8)),
    Column("is_ke", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("absences", Period, nullable=False),
    Column("listed", Boolean, nullable=False, server_default=text("true")),
    Column("nearest_leader", Integer),  # another person's id; a reference would make it matter in which order people are restored
)

chats = Table(
    "chats",
    metadata,
    Column("person_id", Integer, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("teams_id", String(200), nullable=False),
    Column("service_url", String(400), nullable=False),
    Column("conversation_id", String(400), nullable=False),
    Column("open", Boolean, nullable=False),
)

dialogs = Table(
    "dialogs",
    metadata,
    Column("person_id", Integer, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("state", JSON, nullable=False),
    Column("kept_at", Instant, nullable=False),
)

units = Table(
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("categories", JSON, nullable=False),
    Column("uses_record_system", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
)

unit_people = Table(
    "unit_people",
    metadata,
    Column("unit_id", Integer, ForeignKey("units.id"), nullable=False),
    Column("part", coded(Part), nullable=False),
    person_column("person_id"),
    Column("position", Integer, nullable=False),
    PrimaryKeyConstraint("unit_id", "part", "person_id"),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", String(40), nullable=False),
    Column("type", coded(CoordinatorType), nullable=False),
    Column("phase", coded(Phase), nullable=False),
    Column("decided_on", Date),
    Column("appoint_by", Date),
    Column("opened_at", Instant, nullable=False),
    person_column("opened_by"),
    Column("version", Integer, nullable=False),
    person_column("handler", nullable=True),
    person_column("suggested", nullable=True),
    Column("warned", Listed(str), nullable=False),
    Column("three_months_on", Date),
    Column("closed_at", Instant),
    person_column("closed_by", nullable=True),
    Column("close_reason", String(80)),
    Column("archived_at", Instant),  # as the case still is: any change takes it away
    Column("closing", Whole(Closing)),
    Column("pause", Whole(Pause)),
    Column("closings", Integer, nullable=False, server_default=text("0")),
    Column("pauses", Integer, nullable=False, server_default=text("0")),
    Column("look_on", Date),
    Column("next_look_at", Instant, index=True),
    Column("meet_by", Date, index=True),
    Column("parts", Listed(str), nullable=False, server_default=text("',requests,assignments,duties,handovers,facts,'")),
    Index(
        "uq_cases_open_number",
        "number",
        "type",
        unique=True,
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
    Index("ix_cases_closed_at", "closed_at"),
    Index("ix_cases_number", "number"),
)

requests = Table(
    "requests",
    metadata,
    Column("case_id", Integer, ForeignKey("cases.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("unit", Integer, ForeignKey("units.id"), nullable=False),
    Column("sent_at", Instant, nullable=False),
    person_column("sent_by"),
    Column("deadline", Date),
    Column("recipients", Listed(int), nullable=False),
    Column("state", coded(RequestState), nullable=False),
    Column("way", coded(Way), nullable=False, server_default=text("'request'")),
    Column("first_deadline", Date),
    Column("reminded_on", Listed(date), nullable=False),
    Column("overdue_on", Date),
    Column("reacted_at", Instant),
    Column("mailed_on", Date),
    Column("answered_at", Instant),
    person_column("answered_by", nullable=True),
    Column("decline_reason", String(80)),
    Column("wants_until", Date),
    Column("call_wanted_at", Instant),
    person_column("passed_on_by", nullable=True),
    Column("passed_to", Listed(int), nullable=False, server_default=text("','")),
    Column("offer", Whole(Acceptance)),
    Column("closed_at", Instant),
    PrimaryKeyConstraint("case_id", "position"),
    Index("ix_requests_unit_state", "unit", "state"),
)

asked = Table(  # what the requests' recipients say, by person: whose cases these are is asked at every turn
    "asked",
    metadata,
    person_column("person_id"),
    Column("case_id", Integer, ForeignKey("cases.id"), nullable=False, index=True),
    PrimaryKeyConstraint("person_id", "case_id"),
)

assignments = Table(
    "assignments",
    metadata,
    Column("case_id", Integer, ForeignKey("cases.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("unit", Integer, ForeignKey("units.id"), nullable=False, index=True),
    Column("request", Integer, nullable=False),
    person_column("named_person", nullable=True, index=True),
    Column("named_name", String(200)),
    Column("named_service", String(200)),
    Column("named_at", Instant, nullable=False),
    person_column("named_by"),
    Column("permanent", Boolean),
    Column("wish", coded(Wish)),
    Column("start_told_on", Date),
    Column("left_told_on", Date),
    Column("informed_at", Instant),
    Column("access_at", Instant),
    Column("welcomed_at", Instant),
    Column("started_at", Instant),
    Column("first_talk_on", Date),
    Column("guidance_wanted_at", Instant),
    Column("disputed_at", Instant),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("ended_at", Instant),
    Column("end_reason", coded(EndReason)),
    Column("wish_asked", Boolean, nullable=False, server_default=text("false")),
    Column("handed_on", Listed(str), nullable=False, server_default=text("','")),
    Column("checklist_reminded_on", Date),
    PrimaryKeyConstraint("case_id", "position"),
)

duties = Table(
    "duties",
    metadata,
    Column("case_id", Integer, ForeignKey("cases.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", coded(DutyKind), nullable=False),
    Column("about", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("done_on", Date),
    person_column("done_by", nullable=True),
    Column("ticked_at", Instant),
    Column("reference", String(80)),
    PrimaryKeyConstraint("case_id", "position"),
)

handovers = Table(
    "handovers",
    metadata,
    Column("case_id", Integer, ForeignKey("cases.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("assignment", Integer, nullable=False),
    Column("reason", coded(HandoverReason), nullable=False),
    Column("reported_at", Instant, nullable=False),
    person_column("reported_by"),
    Column("wanted_on", Date),
    person_column("suggested", nullable=True),
    Column("transfer", Boolean, nullable=False),
    Column("state", coded(HandoverState), nullable=False),
    Column("settled_at", Instant),
    person_column("settled_by", nullable=True),
    Column("ke_told_on", Date),
    Column("asked", Listed(int), nullable=False, server_default=text("','")),
    PrimaryKeyConstraint("case_id", "position"),
)

substitutes = Table(
    "substitutes",
    metadata,
    Column("case_id", Integer, ForeignKey("cases.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("assignment", Integer, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("asked_at", Instant, nullable=False),
    person_column("asked_by"),
    person_column("person", nullable=True, index=True),
    person_column("suggested", nullable=True),
    Column("named_at", Instant),
    person_column("named_by", nullable=True),
    Column("reminded_on", Date),
    Column("returns_at", Instant),
    Column("ke_told_on", Date),
    Column("ended_at", Instant),
    PrimaryKeyConstraint("case_id", "position"),
)

facts = Table(
    "facts",
    metadata,
    Column("case_id", Integer, ForeignKey("cases.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", coded(FactKind), nullable=False),
    Column("reported_at", Instant, nullable=False),
    person_column("reported_by"),
    Column("day", Date),
    Column("answer", Boolean),
    Column("what", String(40)),
    PrimaryKeyConstraint("case_id", "position"),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer),  # no reference: the trail outlives the case; none where several were seen
    Column("at", Instant, nullable=False, index=True),
    person_column("actor", nullable=True),
    Column("kind", String(60), nullable=False),
    Column("data", JSON, nullable=False),
    Column("role", String(80)),  # unknown on lines from before it was kept
    Index("ix_events_case_id_at", "case_id", "at"),
)

seals = Table(
    "seals",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("event_id", Integer, nullable=False, unique=True),  # no reference: a line that is gone must show as gone
    Column("digest", String(64), nullable=False),
)

unsealed = Table(  # filled and emptied by triggers on events and seals
    "unsealed",
    metadata,
    Column("event_id", Integer, primary_key=True, autoincrement=False),
)

pace = Table(
    "pace",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sent", JSON, nullable=False),
    Column("chats", JSON),
    Column("rest_until", Instant),
)

rounds = Table(
    "rounds",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("opened_at", Instant, nullable=False),
    Column("due", Date, nullable=False),
    person_column("opened_by", nullable=True),
    Column("closed_at", Instant),
    person_column("closed_by", nullable=True),
)

round_answers = Table(
    "round_answers",
    metadata,
    Column("year", Integer, ForeignKey("rounds.year"), nullable=False),
    Column("case_id", Integer, ForeignKey("cases.id"), nullable=False),
    Column("meetings", JSON, nullable=False),
    Column("plan", Boolean),
    Column("answered_at", Instant, nullable=False),
    person_column("answered_by"),
    Column("confirmed_at", Instant),
    person_column("confirmed_by", nullable=True),
    PrimaryKeyConstraint("year", "case_id"),
)

training_needs = Table(
    "training_needs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("unit", Integer, ForeignKey("units.id"), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("persons", Integer, nullable=False),
    Column("refresher", Boolean, nullable=False),
    Column("reported_at", Instant, nullable=False),
    person_column("reported_by"),
    Column("offer_by", Date, nullable=False),
    Column("offered_on", Date),
    person_column("offered_by", nullable=True),
    Column("withdrawn_at", Instant),
)

courses = Table(
    "courses",
    metadata,
    Column("person", Integer, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("done_on", Date),
    Column("noted_at", Instant, nullable=False),
    person_column("noted_by"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(40), nullable=False),
    Column("on", Date, nullable=False),
    Column("place", String(200), nullable=False),
    person_column("made_by"),
    Column("made_at", Instant, nullable=False),
    Column("at", Time),
    Column("topic", String(200)),
    Column("sent_at", Instant),
    Column("cancelled_at", Instant),
)

invited = Table(
    "invited",
    metadata,
    Column("invitation_id", Integer, ForeignKey("invitations.id"), nullable=False),
    person_column("person_id"),
    Column("answer", coded(Attendance)),
    Column("answered_at", Instant),
    PrimaryKeyConstraint("invitation_id", "person_id"),
)

yearly_ticks = Table(
    "yearly_ticks",
    metadata,
    Column("task", String(40), nullable=False),
    Column("year", Integer, nullable=False),
    Column("done_on", Date, nullable=False),
    person_column("done_by"),
    Column("ticked_at", Instant, nullable=False),
    PrimaryKeyConstraint("task", "year"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", coded(Kind), nullable=False),
    person_column("person_id"),
    Column("case_id", Integer, ForeignKey("cases.id")),
    Column("request", Integer),
    Column("reminding_on", Date),
    Column("data", JSON, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("state", coded(State), nullable=False),
    Column("channel", coded(Channel), nullable=False),
    Column("activity_id", String(200)),
    Column("shown", String(100)),
    Column("final", Boolean, nullable=False, default=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("in_doubt", Boolean, nullable=False, default=False),
    Column("try_at", Instant, nullable=False),  # due_at, or later after a try that failed
    Column("first_tried_at", Instant),
    Column("lease_until", Instant),
    Column("stale", Boolean, nullable=False, default=False),  # changed since the courier took it
    Column("sent_at", Instant),
    Column("ended_why", String(200)),
    Index(
        "uq_messages_reminding",
        "person_id",
        "reminding_on",
        unique=True,
        sqlite_where=text("state <> 'dropped'"),
        postgresql_where=text("state <> 'dropped'"),
    ),
    Index("ix_messages_state_try_at", "state", "try_at"),
    Index("ix_messages_person_id_state", "person_id", "state"),
    Index("ix_messages_case_id_state", "case_id", "state"),
    Index("ix_messages_activity_id", "activity_id"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("key", String(400), primary_key=True),
    Column("seen_at", Instant, nullable=False, index=True),
)

marks = Table(
    "marks",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("value", String(400), nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Integer, nullable=False),
)
