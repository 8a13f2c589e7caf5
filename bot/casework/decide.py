"""decide(case, command, situation): what happens, or why it does not. Pure; who may do what stands in access.py and nowhere else."""

from dataclasses import replace
from typing import assert_never

from bot.casework import (
    access,
    answering,
    appointing,
    asking,
    commands,
    ending,
    following_up,
    guidance,
    handing_on,
    handing_over,
    opening,
    reporting,
    stages,
    standing_in,
)
from bot.casework.model import Case, CaseId, Request
from bot.casework.outcome import Decision, Refusal, Why
from bot.casework.situation import Situation


def open_case(command: commands.OpenCase, case_id: CaseId, situation: Situation) -> Decision | Refusal:
    """Make a case; `case_id` is free for it. Whether the løpenummer is taken is for storage to say."""
    return finish(opening.open_case(command, case_id, situation), situation)


def bring_case(command: commands.BringCase, case_id: CaseId, situation: Situation) -> Decision:
    """Take in a case that was under way before; `case_id` is free for it."""
    brought = opening.bring_case(command, case_id, situation)
    return replace(brought, case=replace(brought.case, next_look_at=stages.next_look(brought.case, situation)))


def decide(case: Case, command: commands.Command, situation: Situation) -> Decision | Refusal:
    """Carry out a command on a case, or refuse it; 'not yours' and 'not there' are refused alike."""
    if isinstance(command, commands.TimePassed):
        passed = stages.pass_time(replace(case, version=case.version + 1), situation, command.unsaid)
        return finish(passed if passed.events else Decision(case), situation)
    return access.refuse(case, command, situation) or finish(
        carry_out(replace(case, version=case.version + 1), command, situation), situation
    )


def finish(decided: Decision | Refusal, situation: Situation) -> Decision | Refusal:
    """A decision with what follows from the case as it is now: when it must be looked at again, and by when a meeting must be held.

    Nobody who has left is written to.
    """
    if isinstance(decided, Refusal):
        return decided
    messages = tuple(message for message in decided.messages if situation.directory.people[message.to].active)
    meet_by = min((day for day, _ in following_up.meeting_days(decided.case, situation.municipality.follow_up)), default=None)
    case = replace(decided.case, next_look_at=stages.next_look(decided.case, situation), meet_by=meet_by)
    return replace(decided, case=case, messages=messages)


def carry_out(case: Case, command: commands.PersonCommand, situation: Situation) -> Decision | Refusal:  # noqa: C901, PLR0912
    """One branch a command; the type checker sees to it that none is missing."""
    match command:
        case commands.CorrectCase():
            return opening.correct(case, command, situation)
        case commands.TakeCase():
            return opening.take(case, situation)
        case commands.SetLookAgain():
            return opening.set_look_again(case, command, situation)
        case commands.ReopenCase():
            return ending.reopen(case)
        case commands.SendRequest():
            return asking.send(case, command, situation)
        case commands.AppointDirectly():
            return asking.appoint_directly(case, command, situation)
        case commands.TickDuties():
            return ending.close_when_ticked(guidance.given(appointing.tick(case, command, situation), command), situation)
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
            return guidance.ask(case, situation)
        case commands.ReportHandover():
            return handing_over.report(case, command, situation)
        case commands.RetractHandover():
            return handing_over.retract(case, situation)
        case commands.NameSuccessor():
            return handing_over.name_successor(case, command, situation)
        case commands.HasNoSuccessor():
            return handing_over.has_none(case, situation)
        case commands.ChangeOverlap():
            return handing_over.change_overlap(case, command, situation)
        case commands.TickHandedOn():
            return handing_on.tick(case, command, situation)
        case commands.AskSubstitute():
            return standing_in.ask(case, command, situation)
        case commands.NameSubstitute():
            return standing_in.name(case, command, situation)
        case commands.ExtendSubstitute():
            return standing_in.extend(case, command, situation)
        case commands.ConfirmReturn():
            return standing_in.confirm_return(case, situation)
        case commands.KeepSubstitute():
            return standing_in.keep(case, situation)
        case commands.EndSubstitute():
            return standing_in.end(case, situation)
        case commands.ReportClosure():
            return ending.report_closure(case, command.reason, situation)
        case commands.RetractClosure():
            return ending.retract_closure(case)
        case commands.PauseCase():
            return ending.pause(case, command, situation)
        case commands.ResumeCase():
            return ending.resume(case, situation)
        case commands.ReportFact():
            return reporting.report_fact(case, command, situation)
        case commands.UndoFact():
            return reporting.undo_fact(case, command)
        case commands.AskDiscussion():
            return reporting.ask_discussion(case, situation)
        case commands.ReportCapacity():
            return reporting.report_capacity(case, situation)
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
