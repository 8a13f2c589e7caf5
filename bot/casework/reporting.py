"""What a coordinator reports in a sentence: meetings, consent, the plan, a wish to talk, no capacity; never content (N5)."""

from dataclasses import replace

from bot.casework import commands, telling
from bot.casework.model import Case, Fact, FactKind
from bot.casework.outcome import Decision, Event, Kind, News, Refusal, Why
from bot.casework.situation import Situation

HELD = frozenset({FactKind.MEETING, FactKind.CONSENT})
"""Facts whose day cannot lie ahead."""


def report_fact(case: Case, command: commands.ReportFact, situation: Situation) -> Decision | Refusal:
    """Kept with who said it and when; the same said twice is one."""
    if command.day and command.kind in HELD and command.day > situation.today:
        return Refusal(Why.DATE_IN_FUTURE)
    if command.day and command.kind is FactKind.NEXT_MEETING and command.day < situation.today:
        return Refusal(Why.DATE_PAST)
    if any((fact.kind, fact.day, fact.answer) == (command.kind, command.day, command.answer) for fact in case.facts):
        return Refusal(Why.NOTHING_TO_DO)
    fact = Fact(command.kind, situation.now, situation.by, command.day, command.answer)
    data = {"fact": command.kind.value, "day": command.day.isoformat() if command.day else None, "answer": command.answer}
    return Decision(replace(case, facts=(*case.facts, fact)), (Event("fact_reported", data),))


def undo_fact(case: Case, command: commands.UndoFact) -> Decision | Refusal:
    """The newest report of the kind goes; the trace of both stays."""
    newest = next((fact for fact in reversed(case.facts) if fact.kind is command.kind), None)
    if newest is None:
        return Refusal(Why.NOTHING_TO_DO)
    kept = tuple(fact for fact in case.facts if fact is not newest)
    return Decision(replace(case, facts=kept), (Event("fact_undone", {"fact": command.kind.value}),))


def ask_discussion(case: Case, situation: Situation) -> Decision | Refusal:
    """KE is told that the coordinator wants to talk about the case (S4-21)."""
    return Decision(case, (Event("discussion_wanted", {}),), telling.news(News.DISCUSSION, case, situation))


def report_capacity(case: Case, situation: Situation) -> Decision | Refusal:
    """The unit's leader is told (S2-27)."""
    assignment = case.acting(situation.by, situation.today)
    if assignment is None:
        return Refusal(Why.NOT_FOUND)
    leaders = situation.directory.recipients(assignment.unit, situation.today)
    occasion = f"v{case.version}/{News.CAPACITY}"
    messages = telling.tell(leaders, Kind.NEWS, case, occasion, situation, data={"news": News.CAPACITY.value, "about": assignment.seq})
    return Decision(case, (Event("capacity_reported", {"assignment": assignment.seq}),), messages)
