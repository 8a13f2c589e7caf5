"""What is about one case: which it is, and the card on which the thing is done."""

from dataclasses import replace

from bot.casework.commands import TakeCase
from bot.casework.duties import APPOINT_DEADLINE, REPLY_DEADLINE
from bot.casework.model import Case, Role, Unit
from bot.casework.outcome import Kind
from bot.casework.situation import answers
from bot.dialogs.meaning import Intent, Meaning
from bot.dialogs.steps import Do, Memory, OfferUnits, Say, Step, Turned, text
from bot.dialogs.talk import Talk

FOR_KE = frozenset(
    {
        Intent.CHOOSE_UNIT,
        Intent.REMIND_NOW,
        Intent.EXTEND_DEADLINE,
        Intent.WITHDRAW_REQUEST,
        Intent.CORRECT_CASE,
        Intent.REOPEN,
        Intent.RECORD_DEVIATION,
        Intent.UNTICK,
        Intent.GET_TEXT,
        Intent.TAKE_CASE,
    }
)
OF_THE_UNIT = frozenset(
    {
        Intent.ACCEPT,
        Intent.DECLINE,
        Intent.MORE_TIME,
        Intent.CALL_ME,
        Intent.PASS_ON,
        Intent.UNDO,
        Intent.TICK_DUTY,
        Intent.REPLACE_NAME,
        Intent.ANSWER,
    }
)
ABOUT_A_CASE = FOR_KE | OF_THE_UNIT | {Intent.SHOW_CASE, Intent.SHOW_DEADLINE, Intent.NOT_ME, Intent.NAME_SUCCESSOR}


def about_a_case(meaning: Meaning, talk: Talk) -> Turned:
    """Find the case, asking when it could be several; then show the card on which the thing is done."""
    if meaning.intent is Intent.SHOW_DEADLINE and meaning.case is None and not meaning.candidates:
        return Turned((Say({"view": "deadlines"}),))
    named = [meaning.case] if meaning.case else list(meaning.candidates)
    if not named and (answering := name_who_answers(meaning, talk)):
        return answering
    numbers = named or possible(meaning, talk)
    if not numbers and len(talk.cases) > MOST_LOADED:
        return ask_for_number(meaning, talk)
    if not numbers:
        of_the_unit = meaning.intent in OF_THE_UNIT and Role.LEADER in talk.roles
        return Turned((text("none_waits" if of_the_unit else "no_cases"),))
    if len(numbers) > 1:
        data = {"view": "choose_case", "cases": numbers, "then": meaning.intent.value}
        return Turned((Say(data),), Memory("case", meaning))
    case = talk.load(talk.cases[numbers[0]]) if numbers[0] in talk.cases else None
    if case is None:
        return Turned((text("not_found"),))
    return Turned(show(meaning, case, talk))


def possible(meaning: Meaning, talk: Talk) -> list[str]:
    """The cases a message without a number can be about: for a leader those that wait, else every one the reader has."""
    loaded = talk.load_all(list(talk.cases.values())) if len(talk.cases) <= MOST_LOADED else []
    if meaning.intent in ABOUT_A_REQUEST and Role.KE in talk.roles:
        return [case.number for case in loaded if case.request and not case.closed_at][:MOST_TO_ASK_ABOUT]
    if meaning.intent in OF_THE_UNIT and Role.LEADER in talk.roles:
        return [case.number for case in loaded if case.request and own_request(case, talk)][:MOST_TO_ASK_ABOUT]
    return [case.number for case in loaded if not case.closed_at][:MOST_TO_ASK_ABOUT]


MOST_TO_ASK_ABOUT = 6
MOST_LOADED = 24
ABOUT_A_REQUEST = frozenset({Intent.REMIND_NOW, Intent.EXTEND_DEADLINE, Intent.WITHDRAW_REQUEST})
"""What KE does with a request that waits for its answer."""


def own_request(case: Case, talk: Talk) -> int | None:
    """The newest request the reader may answer for."""
    return next(
        (request.seq for request in reversed(case.requests) if answers(talk.reader.id, request, talk.directory)),
        None,
    )


def show(meaning: Meaning, case: Case, talk: Talk) -> tuple[Step, ...]:
    """The card on which the reader does what was meant."""
    if meaning.intent is Intent.NAME_SUCCESSOR and case.handover and (Role.KE in talk.roles or talk.leads(case)):
        return (Say({"about": case.handover.seq, "suggested": talk.person_named(meaning.person)}, case.id, kind=Kind.HANDOVER),)
    if meaning.what == "leader" and case.assignment:
        return (name_answerers("leader", talk.directory.units[case.assignment.unit], talk),)
    if Role.KE in talk.roles:
        return show_to_ke(meaning, case, talk)
    if meaning.intent in OF_THE_UNIT and (request := own_request(case, talk)):
        return (Say({"view": "request"}, case.id, request),)
    return (Say({"view": "case"}, case.id),)


def show_to_ke(meaning: Meaning, case: Case, talk: Talk) -> tuple[Step, ...]:
    """KE's cards: units to choose from, texts to copy, duties to tick, or the case with all its buttons."""
    match meaning.intent:
        case Intent.TAKE_CASE:
            return (Do(case.id, TakeCase()), Say({"view": "case"}, case.id))
        case Intent.GET_TEXT:
            return (Say({"view": "texts", "document": meaning.doc}, case.id),)
        case Intent.CHOOSE_UNIT:
            return (OfferUnits(case.id, talk.unit_named(meaning.unit)),)
        case Intent.TICK_DUTY | Intent.UNDO | Intent.UNTICK if case.assignment:
            return (Say({"about": case.assignment.seq}, case.id, case.assignment.request, Kind.DUTIES),)
        case Intent.RECORD_DEVIATION if late := [each for each in case.requests if case.duties_about(REPLY_DEADLINE, each.seq)]:
            return (Say({}, case.id, late[-1].seq, Kind.OVERDUE),)
        case Intent.RECORD_DEVIATION if case.duties_about(APPOINT_DEADLINE, 0):
            return (Say({}, case.id, kind=Kind.THREE_MONTHS),)
        case _:
            return (Say({"view": "case"}, case.id),)


def without_such_case(meaning: Meaning, talk: Talk) -> Turned:
    """No case is as it must be for what was meant: the one that was named is shown as it is, else the next step is told."""
    instead = {Intent.CALL_ME: Intent.CALL_ME, Intent.RETRACT: Intent.UNDO}.get(meaning.intent, Intent.SHOW_CASE)
    if meaning.case or (Role.LEADER in talk.roles and instead is not Intent.SHOW_CASE):
        shown = about_a_case(replace(meaning, intent=instead), talk)
        not_theirs = meaning.intent is Intent.CLOSE and meaning.case in talk.cases and Role.KE not in talk.roles
        return Turned((text("only_ke"), *shown.steps)) if not_theirs else shown
    if Role.KE in talk.roles:
        return ask_for_number(meaning, talk)
    return Turned((text({Intent.RETRACT: "nothing_to_retract", Intent.RESUME: "nothing_paused"}.get(meaning.intent, "no_cases")),))


def ask_for_number(meaning: Meaning, talk: Talk) -> Turned:
    """Which case, where there are too many to offer."""
    return Turned((text("which_number", example=talk.municipality.case_number.example),), Memory("case", meaning))


def name_who_answers(meaning: Meaning, talk: Talk) -> Turned | None:
    """Who leads the unit that was named, or stands in there; else one's own. None when that was not asked, or no unit is known."""
    if meaning.what not in {"leader", "standin"}:
        return None
    told = [name_answerers(meaning.what, unit, talk) for unit in talk.units_meant(meaning.unit)]
    return Turned(tuple(told[:MOST_TO_ASK_ABOUT])) if told else None


def name_answerers(what: str, unit: Unit, talk: Talk) -> Say:
    """Who leads a unit, or stands in there."""
    code, found = ("leader_answer", unit.leaders) if what == "leader" else ("stand_in_answer", unit.stand_ins)
    return text(code, unit=unit.name, names=[talk.directory.people[person].name for person in found])
