"""What a coordinator reports in a sentence: meetings, consent, the plan, a wish to talk, no capacity; never content (N5)."""

from dataclasses import replace

from bot.casework import commands, duties, telling
from bot.casework.model import Case, DutyKind, Fact, FactKind
from bot.casework.outcome import Decision, Event, Kind, Message, News, Refusal, Why
from bot.casework.situation import Situation

HELD = frozenset({FactKind.MEETING, FactKind.GROUP, FactKind.CONSENT, FactKind.CONSENT_SENT})
"""Facts whose day cannot lie ahead."""
CONSENTS = frozenset({FactKind.CONSENT, FactKind.CONSENT_SENT})
"""Two reports of one thing: whichever comes first tells KE that there is a consent to register."""
AHEAD = frozenset({FactKind.NEXT_MEETING, FactKind.EVALUATION})
"""Facts whose day cannot have passed."""


def report_fact(case: Case, command: commands.ReportFact, situation: Situation) -> Decision | Refusal:
    """Kept with who said it and when; the same said twice is one, but what was changed may be changed back."""
    if command.day and command.kind in HELD and command.day > situation.today:
        return Refusal(Why.DATE_IN_FUTURE)
    if command.day and command.kind in AHEAD and command.day < situation.today:
        return Refusal(Why.DATE_PAST)
    said = command.kind, command.day, command.answer, command.what
    newest = case.newest_fact(command.kind)
    known = case.facts if command.kind is FactKind.MEETING else (newest,) if newest else ()
    if any((fact.kind, fact.day, fact.answer, fact.what) == said for fact in known):
        return Refusal(Why.NOTHING_TO_DO)
    fact = Fact(command.kind, situation.now, situation.by, command.day, command.answer, command.what)
    day = command.day.isoformat() if command.day else None
    data = {"fact": command.kind.value, "day": day, "answer": command.answer, "what": command.what}
    case = replace(case, facts=(*case.facts, fact))
    case, messages = owe(case, follows(case, fact), situation)
    return Decision(case, (Event("fact_reported", data),), messages)


def follows(case: Case, fact: Fact) -> str | None:
    """The event of `duties.REGISTERS` behind a fact that is news: a plan, no plan, a consent; None for what gives KE nothing to do."""
    match fact.kind:
        case FactKind.PLAN:
            settled = [each.answer for each in case.facts if each.kind is FactKind.PLAN and each.answer is not None and each is not fact]
            if fact.answer is None or settled[-1:] == [fact.answer]:
                return None
            return "plan" if fact.answer else "no_plan"
        case FactKind.CONSENT | FactKind.CONSENT_SENT:
            given = [each.answer is not False for each in case.facts if each.kind in CONSENTS and each is not fact]
            return None if fact.answer is False or given[-1:] == [True] else "consent"
        case FactKind.MEETING | FactKind.NEXT_MEETING | FactKind.GROUP | FactKind.EVALUATION:
            return None


def owe(case: Case, why: str | None, situation: Situation) -> tuple[Case, tuple[Message, ...]]:
    """What the event gives KE to do, on a card of its own; nothing where the municipality has no such duty."""
    kinds: tuple[DutyKind, ...] = getattr(situation.municipality.duties, why) if why else ()
    if why is None or not kinds:
        return case, ()
    about = duties.next_number(case, duties.REGISTERS[why])
    case = replace(case, duties=case.duties + duties.listed(kinds, about, situation.now))
    return case, telling.list_registers(case, f"{why}-{about}", why, about, situation)


def undo_fact(case: Case, command: commands.UndoFact) -> Decision | Refusal:
    """The newest report of the kind goes; the trace of both stays."""
    newest = next((fact for fact in reversed(case.facts) if fact.kind is command.kind), None)
    if newest is None:
        return Refusal(Why.NOTHING_TO_DO)
    why = follows(case, newest)
    if why:
        kinds = duties.REGISTERS[why]
        case = replace(case, duties=duties.fall_away(case, kinds, duties.next_number(case, kinds) - 1))
    kept = tuple(fact for fact in case.facts if fact is not newest)
    return Decision(replace(case, facts=kept), (Event("fact_undone", {"fact": command.kind.value}),))


def ask_discussion(case: Case, situation: Situation) -> Decision | Refusal:
    """KE is told that the coordinator wants to talk about the case (S4-21)."""
    return Decision(case, (Event("discussion_wanted"),), telling.news(News.DISCUSSION, case, situation))


def report_capacity(case: Case, situation: Situation) -> Decision | Refusal:
    """The nearest leader, or the unit's, is told (S2-11, S2-27)."""
    assignment = case.acting(situation.by, situation.today)
    if assignment is None:
        return Refusal(Why.NOT_FOUND)
    leaders = situation.directory.leaders_of(assignment.named.person, assignment.unit, situation.today)
    occasion = f"v{case.version}/{News.CAPACITY}"
    messages = telling.tell(leaders, Kind.NEWS, case, occasion, situation, data={"news": News.CAPACITY.value, "about": assignment.seq})
    return Decision(case, (Event("capacity_reported", {"assignment": assignment.seq}),), messages)
