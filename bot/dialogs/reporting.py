"""What people report of a case in place. Acts are confirmed on a card or by a yes; facts are noted at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from bot.casework import commands
from bot.casework.commands import PersonCommand
from bot.casework.ending import DIED, NOT_CLARIFIED
from bot.casework.model import Case, CaseId, FactKind, HandoverReason, PersonId, Role
from bot.casework.outcome import Kind
from bot.dialogs.meaning import Intent, Meaning
from bot.dialogs.steps import Confirm, Do, Memory, Say, Turned, text
from bot.dialogs.talk import MOST_LOOKED_AT, Talk

WHAT: Mapping[Intent, str] = {
    Intent.HANDOVER: "handover",
    Intent.TRANSFER: "transfer",
    Intent.SUBSTITUTE: "substitute",
    Intent.CLOSE: "closure",
    Intent.PAUSE: "pause",
    Intent.RESUME: "resume",
    Intent.GUIDANCE: "guidance",
    Intent.CALL_ME: "discussion",
    Intent.CAPACITY: "capacity",
}
"""The acts that are confirmed, by what was meant."""
FACTS: Mapping[Intent, FactKind] = {
    Intent.MEETING_HELD: FactKind.MEETING,
    Intent.NEXT_MEETING: FactKind.NEXT_MEETING,
    Intent.GROUP: FactKind.GROUP,
    Intent.CONSENT: FactKind.CONSENT,
    Intent.PLAN_STATUS: FactKind.PLAN,
    Intent.EVALUATION: FactKind.EVALUATION,
}
WANTS: Mapping[str, tuple[str, ...]] = {
    "handover": ("cases", "reason", "day"),
    "transfer": ("cases",),
    "substitute": ("cases", "until"),
    "closure": ("cases", "reason"),
    "pause": ("cases", "month"),
}
"""What must be known before an act can be carried out; a case, where nothing else is said."""
ASKED = {"cases": "case", "day": "date"}
"""What understanding calls a slot that the card calls otherwise."""
MOST = 30
"""Cases offered to choose from."""


# ---- an act, asked about


def propose(meaning: Meaning, talk: Talk) -> Turned | None:
    """The card that shows what was understood and asks for what is missing; a yes in the chat does the same. None if no case fits."""
    what = WHAT[meaning.intent]
    if what == "substitute" and not talk.municipality.handover.substitute.offered:
        return Turned((text("not_here_yet"),))
    chosen, choices = find_cases(meaning, talk)
    if not chosen and not choices:
        return None
    suggested = talk.person_named(meaning.person)
    first, last = period(meaning, talk)
    if what == "substitute" and len(chosen) == 1 and chosen[0].assignment_of(talk.reader.id) is None:
        return Turned((show_substitute(chosen[0], first, last, suggested),))
    data: dict[str, Any] = {
        "view": "confirm",
        "what": what,
        "cases": [case.id for case in chosen],
        "choices": [] if chosen else [case.id for case in choices],
        "reason": meaning.reason,
        "day": begins.isoformat() if (begins := first or meaning.date) else None,
        "until": last.isoformat() if last else None,
        "month": None if what == "substitute" else meaning.month,
        "suggested": suggested,
    }
    missing = first_missing(data)
    asked = "yes_no" if missing is None else ASKED.get(missing, missing)
    known = replace(meaning, case=chosen[0].number if len(chosen) == 1 else None, candidates=tuple(case.number for case in choices))
    return Turned((Confirm(data, chosen[0].id if len(chosen) == 1 else None),), Memory(asked, known))


def period(meaning: Meaning, talk: Talk) -> tuple[date | None, date | None]:
    """The first and the last day of a vikar, as far as they were said; a month is all its days, and without a beginning it is today."""
    if meaning.intent is not Intent.SUBSTITUTE:
        return None, None
    if meaning.month and meaning.from_date is None and meaning.until is None:
        first = date.fromisoformat(f"{meaning.month}-01")
        return max(first, talk.today), first + relativedelta(day=31)
    return meaning.from_date or (talk.today if meaning.until else None), meaning.until


def show_substitute(case: Case, first: date | None, last: date | None, suggested: PersonId | None) -> Say:
    """The card on which a leader or KE names a vikar, with what was said filled in."""
    known = {"first": first and first.isoformat(), "last": last and last.isoformat(), "suggested": suggested}
    about = case.substitute.seq if case.substitute else 0
    return Say({"about": about} | {name: value for name, value in known.items() if value}, case.id, kind=Kind.SUBSTITUTE)


def first_missing(data: Mapping[str, Any]) -> str | None:
    """The first thing a proposed act still lacks, as the card names it."""
    return next((slot for slot in WANTS.get(data["what"], ("cases",)) if not data.get(slot)), None)


def find_cases(meaning: Meaning, talk: Talk) -> tuple[list[Case], list[Case]]:
    """The cases that are meant, or else those to choose from: one's own, the unit's, or for KE those of whoever was named."""
    if meaning.case:
        named = talk.load(talk.cases[meaning.case]) if meaning.case in talk.cases else None
        return ([named] if named and (concerns(named, meaning, talk) or Role.KE in talk.roles) else []), []
    if Role.KE in talk.roles and not meaning.candidates:
        loaded = talk.coordinated_by(meaning.from_person) if meaning.from_person else []
    else:
        numbers = meaning.candidates or tuple(talk.cases)
        loaded = talk.load_all([talk.cases[number] for number in numbers[:MOST_LOOKED_AT] if number in talk.cases])
    own = [case for case in loaded if concerns(case, meaning, talk)][:MOST]
    return (own, []) if len(own) == 1 or (own and meaning.cases_all) else ([], own)


def concerns(case: Case, meaning: Meaning, talk: Talk) -> bool:
    """Whether a case can be the one: in place, the reader's own or the unit's, and of the coordinator who was mentioned."""
    current = case.assignment
    if case.closed_at or current is None:
        return False
    if meaning.intent is Intent.RETRACT:
        return bool(case.handover or case.closing or case.substitute)
    if meaning.intent is Intent.RESUME:
        return case.pause is not None
    named = talk.directory.people.get(current.named.person) if current.named.person else None
    if meaning.from_person and (named is None or not named.name.startswith(meaning.from_person)):
        return False
    if meaning.intent is Intent.SUBSTITUTE and talk.roles == {Role.COORDINATOR}:
        return case.assignment_of(talk.reader.id) is not None
    return Role.KE in talk.roles or talk.leads(case) or case.acting(talk.reader.id, talk.today) is not None


def retract(meaning: Meaning, talk: Talk) -> Turned | None:
    """'Jeg slutter ikke likevel': a handover or a closure is taken back, after a yes. None if there is none."""
    chosen, choices = find_cases(meaning, talk)
    found = chosen or choices
    if len(found) != 1:
        return choose_case(meaning, found) if found else None
    case = found[0]
    what = "retract_handover" if case.handover else "retract_closure" if case.closing else "end_substitute"
    data = {"view": "confirm", "what": what, "cases": [found[0].id], "choices": []}
    return Turned((Confirm(data, found[0].id),), Memory("yes_no", replace(meaning, case=found[0].number)))


def choose_case(meaning: Meaning, cases: list[Case]) -> Turned:
    """Which of several cases is meant, with a button for each."""
    numbers = [case.number for case in cases]
    return Turned(
        (Say({"view": "choose_case", "cases": numbers, "then": meaning.intent.value}),),
        Memory("case", replace(meaning, candidates=tuple(numbers))),
    )


# ---- an act, carried out


@dataclass(frozen=True, slots=True)
class Lacking:
    """What must be said before the act can be carried out."""

    slot: str


def plan(data: Mapping[str, Any], clarified: bool, journaled: bool) -> list[tuple[CaseId, PersonCommand]] | Lacking:
    """The commands a confirmed card asks for, case by case; or what it lacks."""
    if missing := first_missing(data):
        return Lacking(missing)
    if data["what"] == "closure" and not (clarified or data["reason"] in NOT_CLARIFIED):
        return Lacking("clarified")
    if data["what"] == "closure" and not (journaled or data["reason"] == DIED):
        return Lacking("journaled")
    return [(case, COMMANDS[data["what"]](data)) for case in data["cases"]]


def hand_over(data: Mapping[str, Any]) -> PersonCommand:
    day = date.fromisoformat(data["day"]) if data.get("day") else None
    return commands.ReportHandover(HandoverReason(data["reason"]), day, data.get("suggested"))


def transfer(data: Mapping[str, Any]) -> PersonCommand:
    first = data.get("month") and f"{data['month']}-01"
    return commands.ReportHandover(HandoverReason.TRANSITION, date.fromisoformat(first) if first else None, transfer=True)


def ask_substitute(data: Mapping[str, Any]) -> PersonCommand:
    last = date.fromisoformat(data["until"])
    return commands.AskSubstitute(date.fromisoformat(data["day"]) if data.get("day") else last, last, data.get("suggested"))


COMMANDS: Mapping[str, Callable[[Mapping[str, Any]], PersonCommand]] = {
    "handover": hand_over,
    "transfer": transfer,
    "substitute": ask_substitute,
    "closure": lambda data: commands.ReportClosure(data["reason"]),
    "pause": lambda data: commands.PauseCase(date.fromisoformat(f"{data['month']}-01")),
    "resume": lambda _: commands.ResumeCase(),
    "retract_handover": lambda _: commands.RetractHandover(),
    "retract_closure": lambda _: commands.RetractClosure(),
    "end_substitute": lambda _: commands.EndSubstitute(),
    "guidance": lambda _: commands.AskGuidance(),
    "discussion": lambda _: commands.AskDiscussion(),
    "capacity": lambda _: commands.ReportCapacity(),
}

# ---- facts, noted at once with a way to undo

MEETINGS = frozenset({FactKind.MEETING, FactKind.NEXT_MEETING, FactKind.GROUP})
DATED = frozenset({FactKind.MEETING, FactKind.NEXT_MEETING, FactKind.EVALUATION, FactKind.CONSENT_SENT})
"""Facts that are a day, and nothing besides."""
SINCE_TODAY = frozenset({FactKind.CONSENT, FactKind.CONSENT_SENT, FactKind.GROUP})
"""Facts that are of today when no day was said."""


def note(meaning: Meaning, talk: Talk) -> Turned | None:
    """A meeting, a consent or the plan: kept as a day or yes and no, at once. None if no case fits."""
    chosen, choices = find_cases(meaning, talk)
    if not chosen:
        return choose_case(meaning, choices) if choices else None
    known = replace(meaning, case=chosen[0].number)
    kind = FactKind.CONSENT_SENT if meaning.intent is Intent.CONSENT and meaning.what == "sent" else FACTS[meaning.intent]
    given = kind in SINCE_TODAY and meaning.answer == "yes"
    day = meaning.date or (talk.today if given else None)
    if kind in DATED and day is None:
        return Turned((text("which_date"),), Memory("date", known))
    if kind in MEETINGS and meaning.what is None and len(talk.municipality.follow_up.meetings) > 1:
        return Turned((Say({"view": "choose_meeting"}),), Memory("meeting", known))
    answer = None if kind in DATED else {"yes": True, "no": False}.get(meaning.answer or "")
    what = talk.municipality.follow_up.meeting(meaning.what).code if kind in MEETINGS else None
    data = {"view": "fact", "fact": kind.value, "day": day.isoformat() if day else None, "answer": answer, "what": what}
    return Turned((Do(chosen[0].id, commands.ReportFact(kind, day, answer, what)), Say(data, chosen[0].id)))


def note_first_talk(meaning: Meaning, talk: Talk) -> Turned | None:
    """The first conversation was held; that it was not is answered with what to do. None if no case fits."""
    if meaning.answer == "no":
        return Turned((text("first_talk_not_yet"),))
    chosen, choices = find_cases(meaning, talk)
    if not chosen:
        return choose_case(meaning, choices) if choices else None
    early = meaning.date is not None and chosen[0].decided_on is not None and meaning.date < chosen[0].decided_on
    if meaning.date is None or early:
        known = replace(meaning, case=chosen[0].number, date=None)
        return Turned((text("talk_before_decision" if early else "which_date"),), Memory("date", known))
    data = {"view": "fact", "fact": "first_talk", "day": meaning.date.isoformat(), "answer": True}
    return Turned((Do(chosen[0].id, commands.StartAssignment(meaning.date)), Say(data, chosen[0].id)))
