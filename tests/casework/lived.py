"""Lives of a case from the first request to the end, for `lives` to tell: who does what, and how long it takes."""

from datetime import date, datetime, timedelta

from bot.casework import commands as do
from bot.casework.duties import APPOINTMENT, CLOSE
from bot.casework.model import Acceptance, CoordinatorType, Directory, DutyKind, FactKind, HandoverReason, Named, Way
from bot.profiles import read_profile
from tests.casework.deciding import ADA, BO, DECIDED, KE, LEADER, NORTH, NORTH_LEADER, SOUTH

Step = timedelta | datetime | Directory | tuple[int | None, do.Command]
"""Time that passes, an instant until which the bot was away, the town as it is from now on, or what somebody does."""
Life = tuple[str, do.OpenCase | do.BringCase, list[Step]]
"""The municipality, how the case begins, and what happens to it."""
YES = Acceptance(Named(ADA), permanent=True, informed=True, access=True)
OUTSIDE = Acceptance(Named(name="Tiril", service="PPT"), permanent=False)
LATER, SUMMER = date(2026, 12, 14), date(2027, 8, 1)


def days(number: float) -> timedelta:
    return timedelta(days=number)


ASKED: list[Step] = [
    (LEADER, do.CorrectCase("2026-0418")),
    (KE, do.CorrectCase("2026-0418", type=CoordinatorType.CHILD_COORDINATOR)),
    (KE, do.CorrectCase(decided_on=date(2026, 8, 3))),
    (KE, do.CorrectCase(decided_on=date(2026, 8, 3), old_is_right=True)),
    (KE, do.TakeCase()),
    (KE, do.SetLookAgain(SUMMER)),
    (KE, do.SetLookAgain(None)),
    (KE, do.SendRequest(9)),
    (KE, do.SendRequest(SOUTH, date(2026, 11, 1))),
    (KE, do.SendRequest(SOUTH)),
    (KE, do.SendRequest(NORTH, after=0)),
    (LEADER, do.AskToBeCalled(1)),
    (LEADER, do.AskToBeCalled(1)),
    (LEADER, do.AskMoreTime(1, date(2026, 11, 2))),
    (LEADER, do.AskMoreTime(1, LATER)),
    (KE, do.RefuseMoreTime(1)),
    (LEADER, do.AskMoreTime(1, LATER)),
    (KE, do.ExtendDeadline(1, LATER)),
    (KE, do.RemindNow(1)),
    (KE, do.RemindNow(1)),
    (ADA, do.Promise(1)),
    (LEADER, do.PassOn(1, BO)),
    (LEADER, do.PassOn(1, BO)),
    (BO, do.Promise(1)),
    (BO, do.TakeBack(1)),
    days(30),
    (KE, do.TickDuties(frozenset({DutyKind.DEVIATION_REPLY}), 1, reference="8812")),
    (KE, do.UndoLastTick(frozenset({DutyKind.DEVIATION_REPLY}), 1)),
    (BO, do.Decline(1, "no_capacity")),
    (BO, do.Decline(1, "no_capacity")),
    (BO, do.Decline(1, "wrong_unit")),
    (LEADER, do.TakeBack(1)),
    (KE, do.WithdrawRequest(1)),
    (KE, do.SendRequest(NORTH)),
    (KE, do.WithdrawRequest(2)),
    (KE, do.WithdrawRequest(2)),
    (NORTH_LEADER, do.Accept(2, OUTSIDE)),
    (KE, do.TurnDownOffer(2)),
    (NORTH_LEADER, do.Accept(2, OUTSIDE)),
    (KE, do.TakeOffer(2)),
    (KE, do.TakeOffer(2)),
    days(120),
    (KE, do.TickDuties(APPOINTMENT, 1)),
    (KE, do.UntickDuties(frozenset({DutyKind.LETTER}), 1)),
    (KE, do.UndoLastTick(APPOINTMENT, 1)),
    (KE, do.ReportClosure("moved")),
    days(1),
]
IN_PLACE: list[Step] = [
    (KE, do.SendRequest(SOUTH)),
    (LEADER, do.Accept(1, Acceptance(Named(ADA), permanent=True))),
    (LEADER, do.Accept(1, YES)),
    (NORTH_LEADER, do.Accept(1, YES)),
    (ADA, do.Dispute()),
    (LEADER, do.UpholdName()),
    (LEADER, do.TickLater(informed=True)),
    (LEADER, do.TickLater(access=True)),
    (LEADER, do.TickLater(access=True)),
    (KE, do.SendWelcome()),
    (KE, do.SendWelcome()),
    (ADA, do.Dispute()),
    (ADA, do.Dispute()),
    (ADA, do.UpholdName()),
    (LEADER, do.UpholdName()),
    (LEADER, do.UpholdName()),
    (KE, do.TickDuties(frozenset({DutyKind.LETTER, DutyKind.PHONE}), 1, done_on=date(2026, 11, 24))),
    (KE, do.UndoLastTick(APPOINTMENT, 1)),
    (BO, do.StartAssignment()),
    days(40),
    (ADA, do.StartAssignment(date(2026, 11, 26))),
    (ADA, do.StartAssignment()),
    (ADA, do.AskGuidance()),
    (ADA, do.AskGuidance()),
    (ADA, do.AskDiscussion()),
    (ADA, do.ReportCapacity()),
    (ADA, do.ReportCapacity()),
    (LEADER, do.ReplaceCoordinator(Named(BO), True, True)),
    (BO, do.ReportFact(FactKind.MEETING, date(2027, 1, 2))),
    (BO, do.ReportFact(FactKind.MEETING, date(2029, 1, 2))),
    (BO, do.UndoFact(FactKind.MEETING)),
    (BO, do.UndoFact(FactKind.MEETING)),
    (BO, do.ReportFact(FactKind.PLAN, answer=True)),
    (BO, do.ReportFact(FactKind.PLAN, answer=True)),
    (BO, do.UndoFact(FactKind.PLAN)),
    (BO, do.ReportFact(FactKind.CONSENT, answer=True)),
    (BO, do.PauseCase(date(2026, 1, 1))),
    (BO, do.PauseCase(date(2027, 6, 1))),
    (BO, do.PauseCase(date(2027, 6, 1))),
    days(150),
    (BO, do.ResumeCase()),
    (BO, do.ResumeCase()),
    days(120),
]
HANDED_OVER: list[Step] = [
    (KE, do.SendRequest(SOUTH)),
    (LEADER, do.Accept(1, YES)),
    (ADA, do.AskSubstitute(date(2026, 12, 7), date(2026, 12, 1))),
    (ADA, do.AskSubstitute(date(2026, 12, 7), date(2026, 12, 18), BO)),
    (ADA, do.AskSubstitute(date(2026, 12, 7), date(2026, 12, 18), BO)),
    (LEADER, do.NameSubstitute(ADA, date(2026, 12, 7), date(2026, 12, 18))),
    (LEADER, do.NameSubstitute(BO, date(2026, 12, 7), date(2026, 12, 18))),
    days(20),
    (LEADER, do.ExtendSubstitute(date(2027, 1, 8))),
    (LEADER, do.ExtendSubstitute(date(2027, 1, 8))),
    days(30),
    (ADA, do.KeepSubstitute()),
    (ADA, do.ConfirmReturn()),
    (LEADER, do.EndSubstitute()),
    (LEADER, do.EndSubstitute()),
    (BO, do.ReportHandover(HandoverReason.LEAVING)),
    (ADA, do.ReportHandover(HandoverReason.LEAVING, date(2027, 3, 1), BO)),
    (ADA, do.ReportHandover(HandoverReason.OTHER)),
    (ADA, do.RetractHandover()),
    (ADA, do.RetractHandover()),
    (ADA, do.ReportHandover(HandoverReason.OTHER, date(2027, 3, 1))),
    days(20),
    (LEADER, do.HasNoSuccessor()),
    (LEADER, do.HasNoSuccessor()),
    (LEADER, do.NameSuccessor(Named(ADA))),
    (LEADER, do.NameSuccessor(Named(BO), date(2027, 3, 1), True, True, True, date(2027, 3, 20), wish_asked=True)),
    (LEADER, do.ChangeOverlap(date(2027, 2, 1))),
    (LEADER, do.ChangeOverlap(date(2027, 3, 25))),
    (BO, do.TickHandedOn(frozenset({"meeting"}))),
    days(45),
    (ADA, do.StartAssignment()),
    (BO, do.ReportClosure("goals_met")),
    (BO, do.ReportClosure("goals_met")),
    (KE, do.RetractClosure()),
    (KE, do.RetractClosure()),
    (BO, do.ReportClosure("goals_met")),
    days(40),
    (KE, do.TickDuties(CLOSE, 2)),
    (BO, do.ReportFact(FactKind.MEETING)),
    (LEADER, do.ReopenCase()),
    (KE, do.ReopenCase()),
    (KE, do.ReopenCase()),
    days(7),
]
STAYS: list[Step] = [
    (KE, do.SendRequest(SOUTH)),
    (LEADER, do.Accept(1, YES)),
    (LEADER, do.NameSubstitute(BO, date(2026, 11, 24), date(2026, 12, 18))),
    (LEADER, do.ConfirmReturn()),
    days(30),
    (LEADER, do.ConfirmReturn()),
    (LEADER, do.NameSubstitute(BO, date(2027, 1, 4), date(2027, 1, 15))),
    days(25),
    (LEADER, do.KeepSubstitute()),
    (LEADER, do.KeepSubstitute()),
    days(30),
]
ELSEWHERE: list[Step] = [
    (KE, do.AppointDirectly(9, YES)),
    (KE, do.AppointDirectly(SOUTH, YES)),
    (KE, do.SendRequest(SOUTH, way=Way.CONSULT)),
    (KE, do.SendRequest(SOUTH, way=Way.ORDER, most_services=True)),
    (KE, do.SendRequest(SOUTH)),
    (LEADER, do.Accept(1, YES)),
    (KE, do.TakeOffer(1)),
    (KE, do.SendWelcome()),
    (ADA, do.ReportHandover(HandoverReason.LEAVING, date(2027, 3, 1), BO, transfer=True)),
    (KE, do.NameSuccessor(Named(BO), date(2027, 3, 1), True, True, True)),
    days(60),
    (ADA, do.AskSubstitute(date(2027, 3, 1), date(2027, 3, 10))),
    (BO, do.ReportClosure("goals_met")),
    days(200),
]
BROUGHT = [
    do.BringCase("2026-0417", CoordinatorType.COORDINATOR, date(2026, 8, 3), SOUTH, Named(ADA), date(2026, 9, 1)),
    do.BringCase("2026-0417", CoordinatorType.CHILD_COORDINATOR, date(2026, 8, 3), None, None, None),
    do.BringCase("2026-0417", CoordinatorType.COORDINATOR, DECIDED, SOUTH, None, None),
    do.BringCase("2026-0417", CoordinatorType.COORDINATOR, None, SOUTH, Named(name="Tiril", service="PPT"), None),
]
AFTERWARDS: list[Step] = [(ADA, do.StartAssignment()), (KE, do.SendRequest(SOUTH)), days(100)]
LIVED: dict[str, Life] = {
    "asked in vain, then somebody outside": ("standard", do.OpenCase("2026-0417", DECIDED), ASKED),
    "in place, wrongly named, paused": ("standard", do.OpenCase("2026-0417", DECIDED, suggested=ADA), IN_PLACE),
    "a vikar, a new coordinator, the end": ("standard", do.OpenCase("2026-0417", date(2026, 8, 3)), HANDED_OVER),
    "a vikar who stays": ("standard", do.OpenCase("2026-0417", DECIDED), STAYS),
    **{
        f"elsewhere: {profile}": (profile, do.OpenCase(read_profile(profile).case_number.example, DECIDED), ELSEWHERE)
        for profile in ("karmoy", "aas", "heroy", "aalesund", "retningslinje")
    },
    **{f"from before the bot: {number}": ("standard", brought, AFTERWARDS) for number, brought in enumerate(BROUGHT, start=1)},
}
