"""People, a unit and a case to store, all invented."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.casework.model import (
    Acceptance,
    Assignment,
    Case,
    Closing,
    CoordinatorType,
    Duty,
    DutyKind,
    EndReason,
    Fact,
    FactKind,
    Handover,
    HandoverReason,
    HandoverState,
    Named,
    Pause,
    Person,
    Request,
    RequestState,
    Substitute,
    Unit,
)
from bot.casework.outcome import Decision, Event, Kind, Message
from bot.storage.store import Work
from bot.wire import Address

NOW = datetime(2026, 11, 23, 9, 30, 15, 123456, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def later(**passed: float) -> datetime:
    """An instant after NOW."""
    return NOW + timedelta(**passed)


def settle_in(work: Work, *, chats: bool = True) -> tuple[Unit, dict[str, Person]]:
    """A KE member, a leader, a stand-in and an employee of one unit."""
    people = {name: work.add_person(name, f"{name}@kommune.example") for name in ("ke", "leader", "stand_in", "employee")}
    work.change_person(replace(people["ke"], is_ke=True))
    unit = work.add_unit(
        Unit(0, "Hjemmetjenesten sør", (people["leader"].id,), (people["stand_in"].id,), employees=(people["employee"].id,))
    )
    if chats:
        for name, person in people.items():
            work.meet(f"entra-{name}", f"29:{name}", name, person.email, chat_of(name))
    return unit, people


def chat_of(name: str) -> Address:
    """The invented chat of a person."""
    return Address("https://smba.example/emea/", f"a:{name}")


def new_case(id: int, people: dict[str, Person], **changes: Any) -> Case:
    """A case nobody has been asked about."""
    case = Case(id, f"2026-{id:04}", CoordinatorType.COORDINATOR, date(2026, 11, 20), date(2027, 2, 20), NOW, people["ke"].id)
    return replace(case, **changes)


def new_request(asked: Unit, people: dict[str, Person], **changes: Any) -> Request:
    """A request sent to the unit's leader."""
    request = Request(1, asked.id, NOW, people["ke"].id, date(2026, 12, 7), (people["leader"].id,))
    return replace(request, **changes)


def full_case(id: int, unit: Unit, people: dict[str, Person]) -> Case:
    """A case on which every field that can be set is set."""
    ke, leader, stand_in, employee = (people[name].id for name in ("ke", "leader", "stand_in", "employee"))
    asked = new_request(
        unit,
        people,
        recipients=(leader, stand_in),
        state=RequestState.OFFERED,
        first_deadline=date(2026, 12, 1),
        reminded_on=(date(2026, 12, 1), date(2026, 12, 4)),
        overdue_on=date(2026, 12, 8),
        reacted_at=later(hours=1),
        mailed_on=date(2026, 11, 26),
        answered_at=later(hours=2),
        answered_by=stand_in,
        decline_reason="capacity",
        wants_until=date(2026, 12, 14),
        call_wanted_at=later(hours=3),
        passed_on_by=leader,
        offer=Acceptance(Named(name="Ekstern Person", service="Fastlegekontoret"), permanent=False, informed=True),
        closed_at=later(hours=4),
    )
    ended = Assignment(
        1, unit.id, 1, Named(employee), NOW, leader, True, NOW, NOW, NOW, NOW, TODAY, NOW, NOW, TODAY, TODAY, NOW, EndReason.HANDED_OVER,
        wish_asked=True, handed_on=("meeting",), checklist_reminded_on=TODAY,
    )  # fmt: skip
    outside = Assignment(2, unit.id, 1, Named(None, "Ekstern Person", "Fastlegekontoret"), NOW, leader)
    return new_case(
        id,
        people,
        version=7,
        handler=ke,
        suggested=employee,
        warned=("days_30", "days_14"),
        three_months_on=date(2027, 2, 22),
        closed_at=later(days=200),
        closed_by=ke,
        close_reason="moved",
        closing=Closing(2, "moved", NOW, employee),
        pause=Pause(3, date(2027, 3, 1), NOW, leader, TODAY),
        closings=2,
        pauses=3,
        look_on=date(2027, 8, 1),
        next_look_at=later(days=1),
        requests=(asked, new_request(unit, people, seq=2)),
        assignments=(ended, outside),
        duties=(
            Duty(DutyKind.RECORD, 1, NOW, TODAY, ke, NOW, "A-12"),
            Duty(DutyKind.LETTER, 1, NOW),
            Duty(DutyKind.DEVIATION_REPLY, 2, NOW),
        ),
        handovers=(
            Handover(1, 1, HandoverReason.LEAVING, NOW, employee, TODAY, ke, True, HandoverState.SUCCEEDED, NOW, leader, TODAY),
            Handover(2, 2, HandoverReason.OTHER, NOW, leader),
        ),
        substitutes=(
            Substitute(1, 1, TODAY, TODAY, NOW, employee, stand_in, ke, NOW, leader, TODAY, NOW, TODAY, NOW),
            Substitute(2, 1, TODAY, TODAY, NOW, employee),
        ),
        facts=(Fact(FactKind.MEETING, NOW, employee, TODAY), Fact(FactKind.CONSENT, NOW, employee, answer=False)),
    )


def open_case(work: Work, people: dict[str, Person], **changes: Any) -> Case:
    """A stored case, with the id that is next."""
    case = new_case(work.next_case_id(), people, **changes)
    work.save(None, Decision(case, (Event("opened"),)), people["ke"].id, NOW)
    return case


def tell(key: str, to: int, kind: Kind = Kind.NEWS, **changes: Any) -> Message:
    """A message that is due now."""
    return replace(Message(key, kind, to, NOW), **changes)
