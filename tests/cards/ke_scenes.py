"""Invented people, units and cases in every state KE meets, on Monday 23 November 2026 and the weeks after."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.cards.scene import Group, Overview, Scene, UnitLoad
from bot.casework.deadlines import oslo_date
from bot.casework.duties import listed
from bot.casework.model import (
    Absence,
    Acceptance,
    Assignment,
    Case,
    CoordinatorType,
    Directory,
    Duty,
    DutyKind,
    Named,
    Person,
    Request,
    RequestState,
    Role,
    Unit,
)
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, News
from bot.profiles import read_profile
from bot.texts.words import Words

KIM, LIV, SOUTH_LEADER, NORTH_LEADER, STAND_IN, ADA, BO, DEPARTMENT, LEFT = 1, 2, 3, 4, 5, 6, 7, 8, 9
SOUTH, NORTH, LIVING, SCHOOL, LEADERLESS = 1, 2, 3, 4, 5
MONDAY = datetime(2026, 11, 23, 8, 4, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 9, 2, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
OVERDUE_DAY = datetime(2026, 12, 8, 7, 0, tzinfo=UTC)
LAST_DAY = datetime(2027, 2, 17, 7, 0, tzinfo=UTC)

DIRECTORY = Directory(
    people={
        person.id: person
        for person in (
            Person(KIM, "Kim i KE", "kim@kommune.example", is_ke=True),
            Person(LIV, "Liv i KE", "liv@kommune.example", is_ke=True),
            Person(SOUTH_LEADER, "Leder sør", "sor@kommune.example", absences=(Absence(date(2026, 11, 20), date(2026, 12, 11)),)),
            Person(NORTH_LEADER, "Leder nord", "nord@kommune.example"),
            Person(STAND_IN, "Stedfortreder sør", "vikar@kommune.example"),
            Person(ADA, "Ada Prøve", "ada@kommune.example"),
            Person(BO, "Bo Prøve", "bo@kommune.example"),
            Person(DEPARTMENT, "Avdelingsleder sør", "avdeling@kommune.example"),
            Person(LEFT, "Gro Prøve", "gro@kommune.example", active=False),
        )
    },
    units={
        unit.id: unit
        for unit in (
            Unit(SOUTH, "Hjemmetjenesten sør", (SOUTH_LEADER,), (STAND_IN,), (DEPARTMENT,), (ADA, BO), ("Voksne, hjemmeboende",)),
            Unit(NORTH, "Hjemmetjenesten nord", (NORTH_LEADER,), employees=(BO,), categories=("Voksne, hjemmeboende",)),
            Unit(LIVING, "Bo og aktivitet", (NORTH_LEADER,), categories=("Voksne i bolig",)),
            Unit(SCHOOL, "Skolen", (NORTH_LEADER,), employees=(BO,), categories=("Barn i skolen",), uses_record_system=False),
            Unit(LEADERLESS, "Dagsenteret"),
        )
    },
)
STANDARD = read_profile("standard")

UNASKED = Case(17, "2026-0417", CoordinatorType.COORDINATOR, date(2026, 11, 17), date(2027, 2, 17), MONDAY, KIM)
REQUEST = Request(1, SOUTH, MONDAY, KIM, date(2026, 12, 7), (SOUTH_LEADER,))
NO = replace(REQUEST, state=RequestState.DECLINED, answered_at=TUESDAY, answered_by=SOUTH_LEADER, decline_reason="no_capacity")
YES = replace(REQUEST, state=RequestState.ACCEPTED, answered_at=TUESDAY, answered_by=SOUTH_LEADER)
LATE = replace(
    REQUEST, reminded_on=(date(2026, 12, 1), date(2026, 12, 4), date(2026, 12, 7), date(2026, 12, 8)), overdue_on=date(2026, 12, 8)
)
NAMED = Assignment(1, SOUTH, 1, Named(ADA), TUESDAY, SOUTH_LEADER, permanent=True, informed_at=TUESDAY)
OWED = tuple(Duty(kind, 1, TUESDAY) for kind in STANDARD.duties.appointed[1:])
OWED_REPLY = Duty(DutyKind.DEVIATION_REPLY, 1, OVERDUE_DAY)
OWED_APPOINT = listed(STANDARD.duties.appoint_deadline, 0, LAST_DAY)


def done(duty: Duty, by: int = KIM, reference: str | None = None) -> Duty:
    return replace(duty, done_on=oslo_date(WEDNESDAY), done_by=by, ticked_at=WEDNESDAY, reference=reference)


WAITING = replace(UNASKED, version=2, requests=(REQUEST,))
DECLINED = replace(UNASKED, version=3, requests=(NO,))
PROMISED = replace(
    UNASKED, version=3, requests=(replace(REQUEST, state=RequestState.PROMISED, answered_at=TUESDAY, answered_by=SOUTH_LEADER),)
)
MORE_TIME = replace(UNASKED, version=3, requests=(replace(REQUEST, wants_until=date(2026, 12, 14)),))
CALL = replace(UNASKED, version=3, requests=(replace(REQUEST, call_wanted_at=TUESDAY),))
PASSED_ON = replace(UNASKED, version=3, requests=(replace(REQUEST, recipients=(SOUTH_LEADER, DEPARTMENT), passed_on_by=SOUTH_LEADER),))
OFFERED = replace(
    UNASKED,
    version=5,
    requests=(
        replace(REQUEST, state=RequestState.OFFERED, answered_at=WEDNESDAY, answered_by=SOUTH_LEADER, offer=Acceptance(Named(ADA), True)),
        replace(REQUEST, seq=2, unit=NORTH, sent_at=TUESDAY, recipients=(NORTH_LEADER,)),
    ),
)
APPOINTED = replace(UNASKED, version=3, requests=(YES,), assignments=(NAMED,), duties=OWED)
HALF_DONE = replace(APPOINTED, version=5, duties=(done(OWED[0]), done(OWED[1], LIV), *OWED[2:]))
ALL_DONE = replace(APPOINTED, version=9, assignments=(replace(NAMED, welcomed_at=WEDNESDAY),), duties=tuple(done(duty) for duty in OWED))
UNSURE = replace(APPOINTED, version=4, assignments=(replace(NAMED, permanent=False, informed_at=None, disputed_at=WEDNESDAY),), handler=LIV)
OUTSIDER = replace(
    APPOINTED,
    assignments=(replace(NAMED, named=Named(name="Cato Prøve", service="PPT")),),
    duties=(Duty(DutyKind.IDENTITY, 1, TUESDAY), *OWED),
)
REPLACED = replace(
    APPOINTED,
    version=7,
    assignments=(replace(NAMED, ended_at=WEDNESDAY, disputed_at=WEDNESDAY), replace(NAMED, seq=2, named=Named(BO), named_at=WEDNESDAY)),
    duties=tuple(replace(duty, about=2) for duty in OWED),
)
GONE = replace(APPOINTED, version=4, assignments=(replace(NAMED, named=Named(LEFT)),))
GUIDED = replace(
    ALL_DONE,
    version=10,
    assignments=(
        replace(NAMED, welcomed_at=WEDNESDAY, guidance_wanted_at=WEDNESDAY, started_at=WEDNESDAY, first_talk_on=date(2026, 11, 25)),
    ),
)
PASSED = replace(UNASKED, version=6, requests=(LATE,), duties=(OWED_REPLY,))
PASSED_DONE = replace(PASSED, version=7, duties=(done(OWED_REPLY, LIV, "8812"),))
PASSED_ANSWERED = replace(
    PASSED, version=8, requests=(replace(LATE, state=RequestState.DECLINED, answered_at=OVERDUE_DAY, answered_by=SOUTH_LEADER),)
)
EXTENDED = replace(PASSED, version=8, requests=(replace(LATE, deadline=date(2026, 12, 14), first_deadline=date(2026, 12, 7)),))
THREE_MONTHS = replace(UNASKED, version=12, requests=(NO,), three_months_on=date(2027, 2, 17), duties=OWED_APPOINT)
THREE_MONTHS_HALF = replace(THREE_MONTHS, version=13, duties=(done(OWED_APPOINT[0]), *OWED_APPOINT[1:]))
THREE_MONTHS_DONE = replace(THREE_MONTHS, version=14, duties=tuple(done(duty, reference="8813") for duty in OWED_APPOINT))
CLOSED = replace(DECLINED, version=20, closed_at=WEDNESDAY, closed_by=KIM, close_reason="died")


def scene(
    kind: Kind,
    case: Case | None = None,
    *,
    now: datetime = TUESDAY,
    locale: str = "nb",
    reader: int = KIM,
    request: int | None = None,
    profile: Municipality = STANDARD,
    **data: Any,
) -> Scene:
    """A scene for one reader; `request` is the request's seq."""
    return Scene(
        kind=kind,
        reader=DIRECTORY.people[reader],
        now=now,
        municipality=profile,
        directory=DIRECTORY,
        words=Words("nn" if locale == "nn" else "nb", profile, oslo_date(now)),
        case=case,
        request=case.find_request(request) if case and request else None,
        data=data,
        load={SOUTH: UnitLoad(1, 9), NORTH: UnitLoad(0, 4)},
        roles=frozenset({role_of(reader)}),
    )


def role_of(reader: int) -> Role:
    """KE, the leader of a unit or its stand-in, or whoever works there."""
    if DIRECTORY.people[reader].is_ke:
        return Role.KE
    return Role.LEADER if DIRECTORY.units_led_by(reader) else Role.COORDINATOR


def many(case: Case, count: int, first: int = 400) -> tuple[Case, ...]:
    """The same case again and again under other numbers."""
    return tuple(replace(case, id=first + n, number=f"2026-{first + n:04}") for n in range(count))


def ke_overview() -> Overview:
    """Something in every group that KE has."""
    cases = {
        Group.OVERDUE: many(PASSED, 1, 423),
        Group.THREE_MONTHS: many(DECLINED, 1, 388),
        Group.ANSWERS: (*many(APPOINTED, 1, 436), *many(DECLINED, 1, 409)),
        Group.OFFERS: (*many(OFFERED, 1, 441), *many(MORE_TIME, 1, 442)),
        Group.WAITING: many(WAITING, 5, 450),
        Group.DUTIES: many(APPOINTED, 5, 460),
        Group.WITHOUT_COORDINATOR: many(UNASKED, 3, 470),
    }
    counts = {group: len(found) for group, found in cases.items()} | {Group.DUTIES: 12, Group.WAITING: 5}
    return Overview(counts, cases)


NEWS_ABOUT = {
    News.LATE_OFFER: OFFERED,
    News.PROMISED: PROMISED,
    News.DECLINED: DECLINED,
    News.CALL: CALL,
    News.MORE_TIME: MORE_TIME,
    News.PASSED_ON: PASSED_ON,
    News.TAKEN_BACK: WAITING,
    News.DISPUTED: UNSURE,
    News.GUIDANCE: GUIDED,
    News.UNREACHABLE: WAITING,
    News.MAIL_LOST: WAITING,
    News.COORDINATOR_LEFT: GONE,
}
