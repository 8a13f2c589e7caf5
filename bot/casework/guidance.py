"""A coordinator asks for guidance, KE gives it and ticks; the leader knows of it where the municipality wants that (S4-26)."""

from dataclasses import replace

from bot.casework import commands, telling
from bot.casework.appointing import change_assignment
from bot.casework.model import Assignment, Case, DutyKind
from bot.casework.outcome import Decision, Event, Kind, Message, News, Refusal, Why
from bot.casework.reporting import owe
from bot.casework.situation import Situation


def ask(case: Case, situation: Situation) -> Decision | Refusal:
    """KE is told, and ticks when it was given (S0-17, S4-31); the coordinator's leader hears of it where the profile says so (S4-26)."""
    assignment = case.acting(situation.by, situation.today)
    if assignment is None:
        return Refusal(Why.NO_COORDINATOR)
    if assignment.guidance_wanted_at:
        return Refusal(Why.NOTHING_TO_DO)
    case = change_assignment(case, replace(assignment, guidance_wanted_at=situation.now))
    case, messages = owe(case, "guidance", situation)
    told = messages or telling.news(News.GUIDANCE, case, situation)
    return Decision(case, (Event("guidance_wanted", {"assignment": assignment.seq}),), (*told, *copy_leaders(case, assignment, situation)))


def copy_leaders(case: Case, assignment: Assignment, situation: Situation) -> tuple[Message, ...]:
    """The coordinator's leader hears that guidance is wanted, where the municipality says so."""
    training = situation.municipality.training
    if training is None or not training.tell_leader:
        return ()
    leaders = situation.directory.leaders_of(assignment.named.person, assignment.unit, situation.today)
    others = [leader for leader in leaders if leader != situation.by and not situation.directory.people[leader].is_ke]
    occasion, data = f"v{case.version}/{News.GUIDANCE}", {"news": News.GUIDANCE.value}
    return telling.tell(others, Kind.NEWS, case, occasion, situation, request=assignment.request, data=data)


def given(decided: Decision | Refusal, command: commands.TickDuties) -> Decision | Refusal:
    """After KE's tick the coordinator may ask anew, once nothing of what was asked for is left."""
    if isinstance(decided, Refusal) or DutyKind.GUIDANCE not in command.kinds:
        return decided
    if any(duty.kind is DutyKind.GUIDANCE for duty in decided.case.open_duties()):
        return decided
    settled = tuple(replace(each, guidance_wanted_at=None) for each in decided.case.assignments)
    return replace(decided, case=replace(decided.case, assignments=settled))
