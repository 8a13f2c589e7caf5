"""Who may do what: one table, a line for each command. What is not in the table nobody may do."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from bot.casework import commands, handing_on, handing_over
from bot.casework.model import Case
from bot.casework.outcome import Refusal, Why
from bot.casework.situation import Situation, leads, may_see


class Role(StrEnum):
    """What somebody is to one case, and to the request that a command names."""

    KE = "ke"
    ASKED = "asked"
    """May answer the request: it was sent or passed on to them, or they lead or stand in for the unit."""
    LEADER = "leader"
    """Answers for the newest coordinator: leads or stands in for the unit that named this one, or is the nearest leader."""
    COORDINATOR = "coordinator"
    """In person."""
    SUBSTITUTE = "substitute"
    """Acts for the coordinator today."""
    HANDS_ON = "hands_on"
    """One of the two in a handover, also the old one who no longer sees the case, or KE."""


KE = frozenset({Role.KE})
ASKED = frozenset({Role.ASKED})
UNIT = frozenset({Role.KE, Role.LEADER})
IN_PERSON = frozenset({Role.COORDINATOR})
COORDINATION = frozenset({Role.COORDINATOR, Role.SUBSTITUTE})
CONCERNED = UNIT | COORDINATION

MAY: Mapping[type[commands.PersonCommand], frozenset[Role]] = {
    commands.CorrectCase: KE,
    commands.TakeCase: KE,
    commands.SetLookAgain: KE,
    commands.SendRequest: KE,
    commands.AppointDirectly: KE,
    commands.RemindNow: KE,
    commands.ExtendDeadline: KE,
    commands.RefuseMoreTime: KE,
    commands.WithdrawRequest: KE,
    commands.TakeOffer: KE,
    commands.TurnDownOffer: KE,
    commands.TickDuties: KE,
    commands.UntickDuties: KE,
    commands.UndoLastTick: KE,
    commands.SendWelcome: KE,
    commands.ReopenCase: KE,
    commands.ChangeOverlap: KE,
    commands.Accept: ASKED,
    commands.Promise: ASKED,
    commands.Decline: ASKED,
    commands.AskToBeCalled: ASKED,
    commands.AskMoreTime: ASKED,
    commands.PassOn: ASKED,
    commands.TakeBack: ASKED,
    commands.TickLater: UNIT,
    commands.ReplaceCoordinator: UNIT,
    commands.UpholdName: UNIT,
    commands.NameSuccessor: UNIT,
    commands.HasNoSuccessor: UNIT,
    commands.NameSubstitute: UNIT,
    commands.ExtendSubstitute: UNIT,
    commands.ConfirmReturn: UNIT,
    commands.KeepSubstitute: UNIT,
    commands.EndSubstitute: UNIT | IN_PERSON,
    commands.Dispute: IN_PERSON,
    commands.AskSubstitute: IN_PERSON,
    commands.StartAssignment: COORDINATION,
    commands.AskGuidance: COORDINATION,
    commands.AskDiscussion: COORDINATION,
    commands.ReportCapacity: COORDINATION,
    commands.ReportHandover: CONCERNED,
    commands.RetractHandover: CONCERNED,
    commands.ReportClosure: CONCERNED,
    commands.RetractClosure: CONCERNED,
    commands.PauseCase: CONCERNED,
    commands.ResumeCase: CONCERNED,
    commands.ReportFact: CONCERNED,
    commands.UndoFact: CONCERNED,
    commands.TickHandedOn: frozenset({Role.HANDS_ON}),
}
KE_DECIDES = frozenset({commands.NameSuccessor, commands.KeepSubstitute})
"""KE's alone where the profile says that KE finds successors (S3-28)."""
ON_CLOSED = frozenset({commands.ReopenCase, commands.TickDuties, commands.UntickDuties, commands.UndoLastTick})
"""What may be done to a closed case; nothing else may."""


def refuse(case: Case, command: commands.PersonCommand, situation: Situation) -> Refusal | None:
    """Why this person may not do this to this case, if they may not; 'not yours' and 'not there' are refused alike."""
    kind, held = type(command), frozenset(roles(case, command, situation))
    allowed = MAY[kind]
    if not held & allowed:
        return Refusal(Why.ONLY_KE if allowed == KE and may_see(case, situation.by, situation.directory) else Why.NOT_FOUND)
    if kind in KE_DECIDES and handing_over.ke_decides(situation) and not situation.is_ke:
        return Refusal(Why.ONLY_KE)
    if case.closed_at and kind not in ON_CLOSED:
        return Refusal(Why.CASE_CLOSED)
    return None


def roles(case: Case, command: commands.PersonCommand, situation: Situation) -> Iterator[Role]:
    """What the acting person is to the case now; nothing to whoever may not know of it, but for the checklist of a handover."""
    if handing_on.hands_on(case, situation):
        yield Role.HANDS_ON
    if not may_see(case, situation.by, situation.directory):
        return
    if situation.is_ke:
        yield Role.KE
    request = case.find_request(seq) if (seq := getattr(command, "request", None)) is not None else None
    if request is not None and situation.answers(request):
        yield Role.ASKED
    if leads(situation.by, case.newest_assignment, case, situation.directory):
        yield Role.LEADER
    own = case.assignment_of(situation.by)
    if own is not None:
        yield Role.COORDINATOR
    elif case.acting(situation.by, situation.today) is not None:
        yield Role.SUBSTITUTE
