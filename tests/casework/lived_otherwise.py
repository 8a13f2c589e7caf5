"""Lives of a case in which most is refused, people come and go, and days are moved, for `lives` to tell."""

from dataclasses import replace
from datetime import date

from bot.casework import commands as do
from bot.casework.duties import APPOINTMENT, CLOSE, GUIDANCE, PAUSE
from bot.casework.model import (
    Absence,
    Acceptance,
    CoordinatorType,
    Directory,
    DutyKind,
    FactKind,
    HandoverReason,
    Named,
    Person,
    Unit,
    Way,
    Wish,
)
from tests.casework.deciding import ADA, BO, DECIDED, DIRECTORY, KE, LEADER, NORTH, NORTH_LEADER, SOUTH
from tests.casework.lived import LATER, SUMMER, YES, Life, Step, days

NILS, STAND_IN, SECOND, OLA, GONE, NOBODY = 6, 7, 8, 9, 10, 99
CLOSED_DOWN, LEADERLESS = 3, 4
MORE = {
    NILS: Person(NILS, "Nils i KE", is_ke=True, has_chat=True),
    STAND_IN: Person(STAND_IN, "Vara nord", has_chat=True),
    SECOND: Person(SECOND, "Ny leder sør", has_chat=True),
    OLA: Person(OLA, "Ola", has_chat=True, nearest_leader=NORTH_LEADER),
    GONE: Person(GONE, "Har sluttet", active=False),
}
UNITS = {
    **DIRECTORY.units,
    NORTH: Unit(NORTH, "Hjemmetjenesten nord", (NORTH_LEADER,), stand_ins=(STAND_IN,), employees=(OLA,), uses_record_system=False),
    CLOSED_DOWN: Unit(CLOSED_DOWN, "Dagsenteret", (LEADER,), active=False),
    LEADERLESS: Unit(LEADERLESS, "Rustjenesten", (GONE,)),
}
TOWN = Directory({**DIRECTORY.people, **MORE}, UNITS)


def but(town: Directory, *people: Person, south: Unit | None = None) -> Directory:
    """The town with some people as they are now, and perhaps other leaders in the south."""
    return Directory({**town.people, **{person.id: person for person in people}}, {**town.units, SOUTH: south or town.units[SOUTH]})


def away(town: Directory, person: int, first: date, last: date) -> Directory:
    return but(town, replace(town.people[person], absences=(Absence(first, last),)))


def left(town: Directory, person: int) -> Directory:
    return but(town, replace(town.people[person], active=False))


LED_ANEW = replace(TOWN.units[SOUTH], leaders=(SECOND,), stand_ins=(STAND_IN,))
OLA_UNTOLD, YES_OLA = (Acceptance(Named(OLA), informed=told, wish=Wish.WEIGHED) for told in (False, True))
YES_BO = Acceptance(Named(BO), permanent=False, informed=True)


def by(person: int, *commands: do.PersonCommand) -> list[Step]:
    """One after the other, by one person."""
    return [(person, command) for command in commands]


NOBODY_YET: list[Step] = [
    *by(KE,
        do.SendWelcome(), do.TickLater(informed=True), do.ReplaceCoordinator(Named(BO)), do.UpholdName(), do.NameSuccessor(Named(BO)),
        do.NameSubstitute(BO, LATER, LATER), do.ExtendSubstitute(LATER), do.ConfirmReturn(), do.KeepSubstitute(), do.EndSubstitute(),
        do.ReportHandover(HandoverReason.LEAVING), do.HasNoSuccessor(), do.ChangeOverlap(LATER), do.RetractHandover(), do.RetractClosure(),
        do.ReportClosure("bored"), do.TickDuties(APPOINTMENT, 1), do.UntickDuties(APPOINTMENT, 1), do.UndoLastTick(APPOINTMENT, 1),
        do.TickHandedOn(frozenset({"meeting"})), do.TakeOffer(1), do.ReopenCase(), do.ResumeCase(), do.UndoFact(FactKind.PLAN),
        do.CorrectCase("17"), do.CorrectCase("2026-0417"), do.CorrectCase(decided_on=date(2026, 11, 24)),
        do.CorrectCase(decided_on=date(2025, 11, 22)), do.CorrectCase(decided_on=date(2025, 11, 23)),
        do.CorrectCase(decided_on=date(2026, 9, 10)),
        do.CorrectCase("2026 0500", type=CoordinatorType.CHILD_COORDINATOR), do.TakeCase(), do.TakeCase(),
        do.SetLookAgain(date(2026, 11, 30)),
        do.SetLookAgain(date(2026, 12, 24)), do.SetLookAgain(date(2026, 12, 1)), do.PauseCase(date(2026, 11, 30)),
        do.PauseCase(date(2026, 12, 24)),
        do.PauseCase(date(2027, 2, 3)), do.UndoLastTick(PAUSE, 1),
    ),
    days(90),
    *by(KE,
        do.PauseCase(date(2027, 6, 30)), do.ResumeCase(), do.ReportClosure("no_need"),
    ),
    (LEADER, do.ReopenCase()),
    (KE, do.ReopenCase()),
]  # fmt: skip
REFUSED: list[Step] = [
    TOWN,
    *by(KE,
        do.SendRequest(CLOSED_DOWN), do.SendRequest(LEADERLESS), do.SendRequest(SOUTH, way=Way.DIRECT),
        do.SendRequest(SOUTH, date(2026, 11, 23)), do.SendRequest(SOUTH, date(2026, 12, 25), after=0), do.SendRequest(SOUTH, after=0),
    ),
    (NILS, do.SendRequest(SOUTH, after=0)),
    (KE, do.SendRequest(NORTH, after=0)),
    (LEADER, do.AskMoreTime(1, SUMMER)),
    (NILS, do.SendRequest(NORTH, after=1)),
    *by(LEADER,
        do.Promise(1), do.Decline(1, "conflict"), do.AskToBeCalled(1), do.AskMoreTime(1, SUMMER), do.PassOn(1, BO), do.TakeBack(1),
        do.Promise(2), do.PassOn(3, BO),
    ),
    *by(KE,
        do.RemindNow(1), do.ExtendDeadline(1, SUMMER), do.RefuseMoreTime(1), do.TurnDownOffer(1), do.TakeOffer(2), do.RefuseMoreTime(2),
        do.ExtendDeadline(2, date(2026, 12, 7)), do.ExtendDeadline(2, date(2026, 11, 24)),
    ),
    *by(NORTH_LEADER,
        do.TakeBack(2), do.AskMoreTime(2, date(2026, 12, 7)), do.AskMoreTime(2, LATER), do.AskMoreTime(2, LATER), do.Decline(2, "cooking"),
        do.PassOn(2, NOBODY), do.PassOn(2, GONE), do.PassOn(2, NORTH_LEADER), do.Accept(2, Acceptance(Named(NOBODY))),
        do.Accept(2, Acceptance(Named(GONE))), do.AskToBeCalled(2), do.AskToBeCalled(2), do.Promise(2), do.Promise(2),
    ),
    (STAND_IN, do.Promise(2)),
    days(1),
    (STAND_IN, do.AskToBeCalled(2)),
    (STAND_IN, do.AskMoreTime(2, SUMMER)),
    (NORTH_LEADER, do.Accept(2, OLA_UNTOLD)),
    (NORTH_LEADER, do.Accept(2, OLA_UNTOLD)),
    (STAND_IN, do.Accept(2, OLA_UNTOLD)),
    (NORTH_LEADER, do.Accept(2, YES_BO)),
    (STAND_IN, do.Decline(2, "conflict")),
    (KE, do.SendRequest(SOUTH)),
    (LEADER, do.Accept(1, YES)),
    (KE, do.SendWelcome()),
    (STAND_IN, do.TakeBack(2)),
    (NORTH_LEADER, do.Decline(2, "conflict")),
    (STAND_IN, do.Decline(2, "conflict")),
    (STAND_IN, do.TakeBack(2)),
    (NORTH_LEADER, do.Decline(2, "other")),
    (LEADER, do.Accept(1, YES)),
    (LEADER, do.Accept(1, YES_BO)),
    (STAND_IN, do.TakeBack(2)),
    (KE, do.RemindNow(2)),
    (KE, do.TakeOffer(1)),
    (LEADER, do.TakeBack(1)),
    (LEADER, do.TickLater(access=True)),
    *by(KE,
        do.TickDuties(frozenset({DutyKind.PHONE}), 1, done_on=date(2026, 11, 25)),
        do.TickDuties(frozenset({DutyKind.PHONE}), 2, date(2026, 11, 24), "K-1"), do.TickDuties(frozenset({DutyKind.PHONE}), 2),
        do.TickDuties(frozenset({DutyKind.PHONE, DutyKind.LETTER}), 2, reference="K-2"),
        do.TickDuties(frozenset({DutyKind.PHONE}), 2, reference="K-3"), do.UndoLastTick(APPOINTMENT, 2), do.SendWelcome(),
        do.UndoLastTick(APPOINTMENT, 2), do.UndoLastTick(APPOINTMENT, 2),
    ),
]  # fmt: skip
ROUTED: list[Step] = [
    TOWN,
    (KE, do.SendRequest(SOUTH)),
    (LEADER, do.PassOn(1, BO)),
    away(but(TOWN, south=replace(TOWN.units[SOUTH], stand_ins=(STAND_IN,))), LEADER, date(2026, 11, 24), date(2026, 11, 27)),
    days(7.5),
    but(TOWN, south=LED_ANEW),
    days(14),
    (None, do.TimePassed(1)),
    days(1),
    (None, do.TimePassed(2)),
    (None, do.TimePassed(1)),
    (LEADER, do.Accept(1, YES_OLA)),
    (SECOND, do.Accept(1, YES_OLA)),
    *by(OLA,
        do.ReportCapacity(), do.AskDiscussion(), do.ReportHandover(HandoverReason.ABSENCE, date(2026, 12, 20), NOBODY),
        do.ReportHandover(HandoverReason.ABSENCE, date(2026, 12, 20)),
    ),
    away(but(TOWN, south=LED_ANEW), NORTH_LEADER, date(2026, 12, 16), date(2026, 12, 18)),
    days(12),
    *by(SECOND,
        do.NameSuccessor(Named(NOBODY)), do.NameSuccessor(Named(OLA)),
        do.NameSuccessor(Named(BO), date(2027, 1, 11), overlap_until=date(2027, 1, 10)),
        do.NameSuccessor(Named(BO), date(2027, 1, 11), True, overlap_until=date(2027, 1, 13), wish_asked=True),
        do.NameSuccessor(Named(ADA)),
        do.ReplaceCoordinator(Named(NOBODY)), do.ReplaceCoordinator(Named(BO)), do.ReplaceCoordinator(Named(ADA), informed=True),
    ),
    (NORTH_LEADER, do.TickLater(access=True)),
    (OLA, do.ReportHandover(HandoverReason.OTHER)),
    *by(KE,
        do.ChangeOverlap(date(2027, 1, 13)), do.ChangeOverlap(date(2027, 1, 10)), do.ChangeOverlap(date(2027, 1, 12)),
    ),
    (ADA, do.TickHandedOn(frozenset({"plan", "journal"}))),
    (OLA, do.TickHandedOn(frozenset({"plan", "meeting"}))),
    days(16.5),
    (KE, do.ChangeOverlap(date(2027, 1, 12))),
    (NORTH_LEADER, do.TickLater(informed=True)),
    (KE, do.TickHandedOn(frozenset({"consent"}))),
    days(1),
    (SECOND, do.NameSubstitute(NOBODY, date(2027, 1, 20), date(2027, 1, 29))),
    (SECOND, do.NameSubstitute(BO, date(2027, 1, 20), date(2027, 1, 19))),
    (ADA, do.AskSubstitute(date(2027, 1, 20), date(2027, 1, 29), NOBODY)),
    (ADA, do.AskSubstitute(date(2027, 1, 20), date(2027, 1, 29), BO)),
    (SECOND, do.ExtendSubstitute(SUMMER)),
    days(8),
    *by(SECOND,
        do.NameSubstitute(BO, date(2027, 1, 21), date(2027, 1, 29)), do.NameSubstitute(OLA, date(2027, 1, 20), date(2027, 1, 29)),
        do.ExtendSubstitute(date(2027, 1, 20)), do.ExtendSubstitute(date(2027, 1, 28)),
    ),
    (BO, do.StartAssignment(date(2027, 2, 1))),
    (BO, do.StartAssignment(date(2027, 1, 21))),
    (SECOND, do.ConfirmReturn()),
    (SECOND, do.ConfirmReturn()),
    left(but(TOWN, south=LED_ANEW), BO),
    days(9),
    (SECOND, do.EndSubstitute()),
    left(left(but(TOWN, south=LED_ANEW), BO), ADA),
    days(2),
    (KE, do.ReportHandover(HandoverReason.TRANSITION, date(2027, 9, 1), OLA, transfer=True)),
    (SECOND, do.NameSuccessor(Named(OLA), informed=True)),
    days(30),
]  # fmt: skip
ON_THE_LAST_DAY: list[Step] = [
    TOWN,
    (KE, do.SendRequest(SOUTH)),
    (LEADER, do.Accept(1, YES)),
    (KE, do.TickDuties(frozenset({DutyKind.PHONE}), 1)),
    (LEADER, do.TakeBack(1)),
    (KE, do.UndoLastTick(APPOINTMENT, 1)),
    (KE, do.ReplaceCoordinator(Named(BO), informed=True)),
    (LEADER, do.TakeBack(1)),
    (BO, do.Dispute()),
    (BO, do.TickHandedOn(frozenset({"plan"}))),
    days(30),
    (LEADER, do.UpholdName()),
    (KE, do.SendWelcome()),
    (BO, do.StartAssignment(date(2026, 12, 24))),
    (BO, do.AskGuidance()),
    (KE, do.TickDuties(GUIDANCE | {DutyKind.LETTER}, 1)),
    days(10),
    (BO, do.ReportClosure("goals_met")),
    (BO, do.ReportClosure("moved")),
    (KE, do.TickDuties(frozenset({DutyKind.CLOSE_RECORD}), 1)),
    (BO, do.RetractClosure()),
    (KE, do.UndoLastTick(CLOSE, 1)),
    *by(BO,
        do.RetractClosure(), do.PauseCase(date(2027, 2, 1)), do.StartAssignment(date(2026, 12, 30)),
    ),
    days(31),
    *by(LEADER,
        do.PauseCase(date(2027, 4, 9)), do.ReportHandover(HandoverReason.CANNOT_FOLLOW_UP, transfer=True), do.HasNoSuccessor(),
    ),
    (KE, do.SendRequest(NORTH)),
    (NORTH_LEADER, do.Promise(2)),
    (LEADER, do.NameSubstitute(ADA, date(2027, 2, 3), date(2027, 2, 10))),
    (BO, do.ReportClosure("died")),
    days(0.25),
    (KE, do.TickDuties(CLOSE, 2)),
    (KE, do.TickDuties(frozenset({DutyKind.PHONE}), 2)),
    (BO, do.PauseCase(SUMMER)),
    (NORTH_LEADER, do.Accept(2, YES)),
    (KE, do.ReopenCase()),
    days(70),
]  # fmt: skip
AUGUST = do.OpenCase("2026-0417", date(2026, 8, 23), CoordinatorType.CHILD_COORDINATOR)
OTHERWISE: dict[str, Life] = {
    "what cannot be while nobody is coordinator": ("standard", do.OpenCase("2026-0417", DECIDED), NOBODY_YET),
    "what cannot be asked or answered": ("standard", do.OpenCase("2026-0417", DECIDED), REFUSED),
    "leaders, stand-ins and vikarer come and go": ("standard", do.OpenCase("2026-0417", date(2026, 9, 10)), ROUTED),
    "named on the last day, disputed, closed with everything open": ("standard", AUGUST, ON_THE_LAST_DAY),
}
