"""decide(case, command, situation): what happens, or why it does not. Pure; who may do what is settled here and nowhere else."""

from dataclasses import replace
from typing import assert_never

from bot.casework import answering, appointing, asking, commands, opening, stages
from bot.casework.model import Assignment, Case, CaseId, Request
from bot.casework.outcome import Decision, Refusal, Why
from bot.casework.situation import Situation, may_see

KE_ALONE = (
    commands.CorrectCase
    | commands.TakeCase
    | commands.SendRequest
    | commands.RemindNow
    | commands.ExtendDeadline
    | commands.RefuseMoreTime
    | commands.WithdrawRequest
    | commands.TakeOffer
    | commands.TurnDownOffer
    | commands.TickDuties
    | commands.UntickDuties
    | commands.UndoLastTick
    | commands.SendWelcome
    | commands.CloseCase
    | commands.ReopenCase
)
ANSWERS = (
    commands.Accept
    | commands.Promise
    | commands.Decline
    | commands.AskToBeCalled
    | commands.AskMoreTime
    | commands.PassOn
    | commands.TakeBack
)
OF_THE_UNIT = commands.TickLater | commands.ReplaceCoordinator | commands.UpholdName
OF_THE_COORDINATOR = commands.Dispute | commands.StartAssignment | commands.AskGuidance
ON_CLOSED = commands.ReopenCase | commands.TickDuties | commands.UntickDuties | commands.UndoLastTick


def open_case(command: commands.OpenCase, case_id: CaseId, situation: Situation) -> Decision | Refusal:
    """Make a case; `case_id` is free for it. Whether the løpenummer is taken is for storage to say."""
    return finish(opening.open_case(command, case_id, situation), situation)


def decide(case: Case, command: commands.Command, situation: Situation) -> Decision | Refusal:
    """Carry out a command on a case, or refuse it; 'not yours' and 'not there' are refused alike."""
    if isinstance(command, commands.TimePassed):
        passed = stages.pass_time(replace(case, version=case.version + 1), situation, command.unsaid)
        return finish(passed if passed.events else Decision(case), situation)
    return refuse(case, command, situation) or finish(carry_out(replace(case, version=case.version + 1), command, situation), situation)


def finish(decided: Decision | Refusal, situation: Situation) -> Decision | Refusal:
    """A decision with the instant at which the case must be looked at again."""
    if isinstance(decided, Refusal):
        return decided
    return replace(decided, case=replace(decided.case, next_look_at=stages.next_look(decided.case, situation)))


def refuse(case: Case, command: commands.PersonCommand, situation: Situation) -> Refusal | None:
    """Why this person may not do this to this case, if they may not."""
    if not may_see(case, situation.by, situation.directory):
        return Refusal(Why.NOT_FOUND)
    if isinstance(command, KE_ALONE) and not situation.is_ke:
        return Refusal(Why.ONLY_KE)
    if isinstance(command, ANSWERS):
        request = case.find_request(command.request)
        if request is None or not situation.answers(request):
            return Refusal(Why.NOT_FOUND)
    if isinstance(command, OF_THE_UNIT) and not (situation.is_ke or answers_for(case.assignment, case, situation)):
        return Refusal(Why.NOT_FOUND)
    if isinstance(command, OF_THE_COORDINATOR) and (case.assignment is None or case.assignment.named.person != situation.actor):
        return Refusal(Why.NOT_FOUND)
    if case.closed_at and not isinstance(command, ON_CLOSED):
        return Refusal(Why.CASE_CLOSED)
    return None


def answers_for(assignment: Assignment | None, case: Case, situation: Situation) -> bool:
    """Whether the actor answers for the unit that named the coordinator."""
    request = case.find_request(assignment.request) if assignment else None
    return request is not None and situation.answers(request)


def carry_out(case: Case, command: commands.PersonCommand, situation: Situation) -> Decision | Refusal:  # noqa: C901, PLR0912
    """One branch a command; the type checker sees to it that none is missing."""
    match command:
        case commands.CorrectCase():
            return opening.correct(case, command, situation)
        case commands.TakeCase():
            return opening.take(case, situation)
        case commands.CloseCase():
            return opening.close(case, command, situation)
        case commands.ReopenCase():
            return opening.reopen(case)
        case commands.SendRequest():
            return asking.send(case, command, situation)
        case commands.TickDuties():
            return appointing.tick(case, command, situation)
        case commands.UntickDuties():
            return appointing.untick(case, command)
        case commands.UndoLastTick():
            return appointing.undo_last_tick(case, command)
        case commands.SendWelcome():
            return appointing.welcome(case, situation)
        case commands.TickLater():
            return appointing.tick_later(case, command, situation)
        case commands.ReplaceCoordinator():
            return appointing.replace_coordinator(case, command, situation)
        case commands.UpholdName():
            return appointing.uphold_name(case, situation)
        case commands.Dispute():
            return appointing.dispute(case, situation)
        case commands.StartAssignment():
            return appointing.start(case, command, situation)
        case commands.AskGuidance():
            return appointing.ask_guidance(case, situation)
        case _:
            request = case.find_request(command.request)
            return carry_out_on_request(case, request, command, situation) if request else Refusal(Why.NOT_FOUND)


def carry_out_on_request(  # noqa: C901, PLR0912
    case: Case,
    request: Request,
    command: commands.RemindNow
    | commands.ExtendDeadline
    | commands.RefuseMoreTime
    | commands.WithdrawRequest
    | commands.TakeOffer
    | commands.TurnDownOffer
    | commands.Accept
    | commands.Promise
    | commands.Decline
    | commands.AskToBeCalled
    | commands.AskMoreTime
    | commands.PassOn
    | commands.TakeBack,
    situation: Situation,
) -> Decision | Refusal:
    """The branches of the commands that name a request."""
    match command:
        case commands.RemindNow():
            return asking.remind_now(case, request, situation)
        case commands.ExtendDeadline():
            return asking.extend(case, request, command, situation)
        case commands.RefuseMoreTime():
            return asking.refuse_more_time(case, request, situation)
        case commands.WithdrawRequest():
            return asking.withdraw(case, request, situation)
        case commands.TakeOffer():
            return asking.take_offer(case, request, situation)
        case commands.TurnDownOffer():
            return asking.turn_down_offer(case, request, situation)
        case commands.Accept():
            return answering.accept(case, request, command, situation)
        case commands.Promise():
            return answering.promise(case, request, situation)
        case commands.Decline():
            return answering.decline(case, request, command, situation)
        case commands.AskToBeCalled():
            return answering.ask_to_be_called(case, request, situation)
        case commands.AskMoreTime():
            return answering.ask_more_time(case, request, command, situation)
        case commands.PassOn():
            return answering.pass_on(case, request, command, situation)
        case commands.TakeBack():
            return answering.take_back(case, request, situation)
        case _:
            assert_never(command)
