"""Closure and pause: reported by the coordinator, the leader or KE; KE ticks off the registers (S0-43 to S0-47)."""

from dataclasses import replace

from bot.casework import commands, duties, telling
from bot.casework.model import Assignment, Case, Closing, EndReason, HandoverState, Pause, RequestState
from bot.casework.municipality import Choice
from bot.casework.outcome import Decision, Event, Refusal, Why
from bot.casework.situation import Situation

DIED = "died"
NOT_CLARIFIED = frozenset({DIED, "moved", "opened_by_mistake", "refused"})
"""Reasons that need not be talked over with the user first."""
BEFORE_COORDINATOR = frozenset({"refused"})
"""Reasons that are no reason any more once there is a coordinator (S4-10)."""


def reasons_for(case: Case | None, reasons: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The municipality's reasons that can be why this case ends; of a case that is still to be chosen, those of one with a coordinator."""
    unasked = case is not None and not case.assignments
    return tuple(reason for reason in reasons if unasked or reason.code not in BEFORE_COORDINATOR)


def report_closure(case: Case, reason: str, situation: Situation) -> Decision | Refusal:
    """KE gets the registers to tick off; a case that never had a coordinator has none, and is closed at once by KE."""
    if situation.municipality.find_choice(reasons_for(case, situation.municipality.closure_reasons), reason) is None:
        return Refusal(Why.BAD_REASON)
    if case.closing:
        return Refusal(Why.CLOSURE_REPORTED)
    if not case.assignments and situation.is_ke:
        return Decision(shut(case, reason, situation), (Event("closed", {"reason": reason}),))
    closing = Closing(case.closings + 1, reason, situation.now, situation.by)
    case = replace(
        case,
        closing=closing,
        closings=closing.seq,
        duties=case.duties + duties.listed(situation.municipality.duties.closing, closing.seq, situation.now),
    )
    messages = telling.list_registers(case, f"closing-{closing.seq}", "close", closing.seq, situation)
    return Decision(case, (Event("closure_reported", {"reason": reason}),), messages)


def retract_closure(case: Case) -> Decision | Refusal:
    """The report is taken back, as long as KE has ticked nothing; KE's card says so."""
    if case.closing is None:
        return Refusal(Why.NOTHING_TO_DO)
    listed = case.duties_about(duties.CLOSE, case.closing.seq)
    if any(duty.done_on for duty in listed):
        return Refusal(Why.KE_HAS_ACTED)
    kept = tuple(duty for duty in case.duties if duty not in listed)
    event = Event("closure_retracted", {"reason": case.closing.reason})
    return Decision(replace(case, closing=None, duties=kept), (event,))


def close_when_ticked(ticked: Decision | Refusal, situation: Situation) -> Decision | Refusal:
    """The case is closed by the tick that completes its closure."""
    if isinstance(ticked, Refusal) or ticked.case.closing is None:
        return ticked
    closing = ticked.case.closing
    if any(duty.done_on is None for duty in ticked.case.duties_about(duties.CLOSE, closing.seq)):
        return ticked
    closed = Event("closed", {"reason": closing.reason})
    return replace(ticked, case=shut(ticked.case, closing.reason, situation), events=(*ticked.events, closed))


def shut(case: Case, reason: str, situation: Situation) -> Case:
    """The closed case: nobody is asked, nobody hands over, nobody is coordinator any more."""
    return replace(
        case,
        requests=tuple(
            replace(request, state=RequestState.WITHDRAWN, closed_at=situation.now) if request.live or request.awaits_ke else request
            for request in case.requests
        ),
        handovers=tuple(
            replace(handover, state=HandoverState.RETRACTED, settled_at=situation.now) if handover.open else handover
            for handover in case.handovers
        ),
        substitutes=tuple(replace(each, ended_at=situation.now) if each.open else each for each in case.substitutes),
        assignments=tuple(end(each, situation) for each in case.assignments),
        closing=None,
        pause=None,
        closed_at=situation.now,
        closed_by=situation.by,
        close_reason=reason,
    )


def end(assignment: Assignment, situation: Situation) -> Assignment:
    """The assignment ended with the case, unless it had ended before."""
    if assignment.ended_at:
        return assignment
    return replace(assignment, ended_at=situation.now, end_reason=EndReason.CASE_CLOSED)


def reopen(case: Case) -> Decision | Refusal:
    """A closed case goes on where it was: whoever was coordinator is so again; the clock was never stopped."""
    if case.closed_at is None:
        return Refusal(Why.CASE_NOT_CLOSED)
    back = tuple(
        replace(each, ended_at=None, end_reason=None) if each.end_reason is EndReason.CASE_CLOSED else each for each in case.assignments
    )
    event = Event("reopened", {"reason": case.close_reason})
    return Decision(replace(case, assignments=back, closed_at=None, closed_by=None, close_reason=None), (event,))


def pause(case: Case, command: commands.PauseCase, situation: Situation) -> Decision | Refusal:
    """The case rests until a month; pausing again moves the month. An unmet appointment deadline is not stopped."""
    month = command.until.replace(day=1)
    if month <= situation.today:
        return Refusal(Why.MONTH_TOO_EARLY)
    if case.pause and case.pause.until == month:
        return Refusal(Why.NOTHING_TO_DO)
    event = Event("paused", {"until": month.isoformat()})
    if case.pause:
        return Decision(replace(case, pause=replace(case.pause, until=month, asked_on=None)), (event,))
    rest = Pause(case.pauses + 1, month, situation.now, situation.by)
    case = replace(
        case,
        pause=rest,
        pauses=rest.seq,
        duties=case.duties + duties.listed(situation.municipality.duties.pausing, rest.seq, situation.now),
    )
    return Decision(case, (event,), telling.list_registers(case, f"pause-{rest.seq}", "pause", rest.seq, situation))


def resume(case: Case, situation: Situation) -> Decision | Refusal:
    """The case is taken up again, and KE sets the registers back."""
    rest = case.pause
    if rest is None:
        return Refusal(Why.NOT_PAUSED)
    case = replace(case, pause=None, duties=case.duties + duties.listed(situation.municipality.duties.resuming, rest.seq, situation.now))
    messages = telling.list_registers(case, f"pause-{rest.seq}/resumed", "resume", rest.seq, situation)
    return Decision(case, (Event("resumed"),), messages)
