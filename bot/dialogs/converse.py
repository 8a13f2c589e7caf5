"""One message in, one turn out: from what a person meant to what the bot answers. Only a card or a yes changes a case."""

from collections.abc import Mapping
from dataclasses import replace

from bot.casework.commands import TakeCase
from bot.casework.duties import APPOINT_DEADLINE, REPLY_DEADLINE
from bot.casework.model import Case, Role, UnitId
from bot.casework.outcome import Kind
from bot.casework.overview import Group
from bot.casework.situation import answers
from bot.dialogs import absence, reporting, yearly
from bot.dialogs.meaning import Intent, Meaning, Understanding
from bot.dialogs.steps import Do, Memory, OfferFile, OfferUnits, PressConfirm, Say, SetLanguage, Step, Turned, text
from bot.dialogs.talk import Talk
from bot.dialogs.understand import understand

ABSENCES = frozenset({Intent.SET_STANDIN, Intent.RECORD_ABSENCE, Intent.END_ABSENCE})


def hear(said: str, talk: Talk) -> Turned:
    """Answer what a person wrote."""
    named = talk.municipality.follow_up.meetings_named_in(said)
    if talk.memory and talk.memory.asked == "meeting" and talk.memory.about and len(named) == 1:
        return respond(Understanding((replace(talk.memory.about, what=named[0]),)), talk)
    understood = yearly.name_kinds(understand(said, talk.knowledge), said, talk)
    if len(named) != 1:
        return respond(understood, talk)
    meant = tuple(replace(each, what=named[0]) if each.intent in MEETINGS else each for each in understood.meanings)
    return respond(replace(understood, meanings=meant), talk)


MEETINGS = frozenset({Intent.MEETING_HELD, Intent.NEXT_MEETING, Intent.GROUP})


def choose(token: str, talk: Talk) -> Turned:
    """Answer a pressed choice: one of the intents, alone, about a case ("handover:17") or with an answer ("first_talk:17:no"),
    or one of the cases or sorts of meetings asked about.
    """
    kinds = {kind.code for kind in talk.municipality.follow_up.meetings}
    if talk.memory and talk.memory.asked == "meeting" and talk.memory.about and token in kinds:
        return respond(Understanding((replace(talk.memory.about, what=token),)), talk)
    word, _, rest = token.partition(":")
    case_id, _, answered = rest.partition(":")
    if intent := next((each for each in Intent if each.value == word), None):
        number = next((number for number, case in talk.cases.items() if str(case) == case_id), case_id or None)
        topic = "discussion" if intent is Intent.CALL_ME and number else None
        return respond(Understanding((Meaning(intent, case=number, topic=topic, answer=answered or None),)), talk)
    about = talk.memory.about if talk.memory and talk.memory.about else Meaning(Intent.SHOW_CASE)
    return respond(Understanding((replace(about, case=token, candidates=()),)), talk)


def respond(understood: Understanding, talk: Talk) -> Turned:
    """Every meaning answered in turn. One open question is remembered; with several the cards are pressed instead."""
    turns = [answer(meaning, understood.unsure, talk) for meaning in understood.meanings]
    steps = tuple(step for turned in turns for step in turned.steps)
    open_questions = [turned.memory for turned in turns if turned.memory]
    return Turned(steps, open_questions[0] if len(open_questions) == 1 else Memory("several") if open_questions else None)


def answer(meaning: Meaning, unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """What one meaning leads to, for this reader's roles."""
    if meaning.intent in TALK:
        return TALK[meaning.intent](meaning, unsure, talk)
    if meaning.intent in reporting.FACTS:
        return reporting.note(meaning, talk)
    if meaning.intent in reporting.WHAT and (meaning.intent is not Intent.CALL_ME or meaning.topic == "discussion"):
        return reporting.propose(meaning, talk)
    if meaning.intent is Intent.RETRACT:
        return reporting.retract(meaning, talk)
    if meaning.intent is Intent.FIRST_TALK:
        return reporting.note_first_talk(meaning, talk)
    if meaning.intent in FOR_KE and Role.KE not in talk.roles:
        return Turned((text("only_ke"),))
    if meaning.intent in ABOUT_A_CASE:
        return about_a_case(meaning, talk)
    return Turned((text("not_here_yet"),))


# ---- what needs no case


def small_talk(meaning: Meaning, _unsure: tuple[Intent, ...], _talk: Talk) -> Turned:
    talks = {Intent.GREET: "greet", Intent.THANKS: "thanks", Intent.SWEARING: "angry"}
    return Turned((Say({"view": "small_talk", "talk": talks[meaning.intent]}),))


def show_help(_meaning: Meaning, _unsure: tuple[Intent, ...], _talk: Talk) -> Turned:
    return Turned((Say({"view": "help"}),))


def show_figures(meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """How many cases, coordinators and plans there are, and how long it took, for KE alone (S4-33)."""
    said = {"view": "figures", "year": meaning.year or talk.today.year, "time_first": meaning.what == "time_to_coordinator"}
    return Turned((Say(said) if Role.KE in talk.roles else text("only_ke"),))


def show_register(_meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """The open cases, and the register as a file or how to get it, for KE alone (S0-23)."""
    if Role.KE not in talk.roles:
        return Turned((text("only_ke"),))
    file = OfferFile("register") if talk.municipality.exports.by_file_consent else text("register_from_file")
    return Turned((file, Say({"view": "list", "group": Group.ACTIVE.value})))


def show_checklist(_meaning: Meaning, _unsure: tuple[Intent, ...], _talk: Talk) -> Turned:
    return Turned((Say({"view": "checklist"}),))


def explain(meaning: Meaning, _unsure: tuple[Intent, ...], _talk: Talk) -> Turned:
    return Turned((text("how_to", topic=meaning.topic or "process"),))


def cancel(_meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    return Turned((text("cancelled" if talk.memory else "nothing_to_cancel"),))


def clarify(meaning: Meaning, unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """Once with the two likeliest meanings as buttons, the second time with whom to ask."""
    if meaning.what == "too_long":
        return Turned((text("too_long"),))
    if meaning.what == "number":
        return Turned((text("write_number", example=talk.municipality.case_number.example),))
    if talk.memory and talk.memory.asked == "meaning":
        return Turned((text("not_sure_again"),))
    return Turned((Say({"view": "unsure", "intents": [intent.value for intent in unsure]}),), Memory("meaning"))


def say_yes(_meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """A yes to the question that was asked; without one it is the leader's way of answering a request."""
    about = talk.memory.about if talk.memory else None
    if talk.memory and talk.memory.asked == "several":
        return Turned((text("press_the_cards"),), talk.memory)
    if talk.memory and talk.memory.card:
        return Turned((PressConfirm(),), talk.memory)
    if about and talk.memory and talk.memory.asked == "yes_no" and about.intent in ABSENCES:
        return absence.confirmed(about, talk)
    return answer(Meaning(Intent.ACCEPT), (), talk) if Role.LEADER in talk.roles else clarify(Meaning(Intent.UNCLEAR), (), talk)


def say_no(_meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    if talk.memory and talk.memory.asked == "yes_no":
        return Turned((text("cancelled"),))
    return answer(Meaning(Intent.DECLINE), (), talk) if Role.LEADER in talk.roles else clarify(Meaning(Intent.UNCLEAR), (), talk)


def set_language(meaning: Meaning, _unsure: tuple[Intent, ...], _talk: Talk) -> Turned:
    return Turned((SetLanguage(meaning.lang or "nb"), text("language_changed")))


def open_case(meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """The form, filled in with what was understood: pressing its button is the yes."""
    if Role.KE not in talk.roles:
        return Turned((text("only_ke"),))
    people = (person.id for person in talk.directory.people.values() if meaning.person and person.name == meaning.person)
    found = {
        "number": meaning.case or (meaning.candidates[0] if len(meaning.candidates) == 1 else None),
        "decided_on": meaning.decision_date.isoformat() if meaning.decision_date else None,
        "type": meaning.type,
        "suggested": next(people, None),
    }
    return Turned((Say({"view": "new_case"} | {name: value for name, value in found.items() if value}),))


def name_super_users(meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """Who teaches the plan tool in the unit that was named, else in the asker's own; KE, who has none, hears of every unit (S2-24)."""
    people, units = talk.directory.people, talk.directory.units.values()
    own = [unit for unit in units if unit.name == meaning.unit] or talk.directory.units_of(talk.reader.id)
    asked = own or [unit for unit in units if unit.active and Role.KE in talk.roles]
    found = {unit.name: [people[person].name for person in unit.super_users if people[person].active] for unit in asked}
    listed = [text("super_users", place=place, names=names) for place, names in found.items() if names]
    return Turned(tuple(listed[:MOST_TO_ASK_ABOUT]) or (text("super_user_unknown"),))


LISTS: Mapping[str, Group] = {
    "overdue": Group.OVERDUE,
    "waiting": Group.WAITING,
    "without_coordinator": Group.WITHOUT_COORDINATOR,
    "duties": Group.DUTIES,
    "closed": Group.CLOSED,
    "unit": Group.ACTIVE,
    "answers": Group.ANSWERS,
    "offers": Group.OFFERS,
    "active": Group.ACTIVE,
    "three_months": Group.THREE_MONTHS,
    "without_plan": Group.WITHOUT_PLAN,
    "meetings": Group.MEETINGS,
    "all": Group.ACTIVE,
}


def list_cases(meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """A list by its filter; each role has its own reading of 'mine'."""
    match meaning.filter:
        case "deadlines":
            return Turned((Say({"view": "deadlines"}),))
        case "mine" if Role.KE in talk.roles or talk.roles == {Role.COORDINATOR}:
            return Turned((Say({"view": "list", "group": Group.MINE.value}),))
        case str(name) if name in LISTS and talk.roles != {Role.COORDINATOR}:
            unit = find_unit(meaning, talk)
            return Turned((Say({"view": "list", "group": LISTS[name].value} | ({"unit": unit} if unit else {})),))
        case _:
            return Turned((Say({"view": "overview"}),))


def find_unit(meaning: Meaning, talk: Talk) -> UnitId | None:
    """The unit that was named, if any."""
    return next((unit.id for unit in talk.directory.units.values() if unit.name == meaning.unit), None)


TALK = {
    Intent.GREET: small_talk,
    Intent.THANKS: small_talk,
    Intent.SWEARING: small_talk,
    Intent.HELP: show_help,
    Intent.HOW_TO: explain,
    Intent.CHECKLIST: show_checklist,
    Intent.GET_STATS: show_figures,
    Intent.GET_REGISTER: show_register,
    Intent.CANCEL: cancel,
    Intent.UNCLEAR: clarify,
    Intent.YES: say_yes,
    Intent.NO: say_no,
    Intent.SET_LANGUAGE: set_language,
    Intent.SET_STANDIN: absence.note,
    Intent.RECORD_ABSENCE: absence.record,
    Intent.END_ABSENCE: absence.end,
    Intent.OPEN_CASE: open_case,
    Intent.LIST_CASES: list_cases,
    Intent.SUPER_USER: name_super_users,
    **yearly.TALK,
}

# ---- what is about one case

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
    numbers = [meaning.case] if meaning.case else list(meaning.candidates) or possible(meaning, talk)
    if not numbers:
        return Turned((text("nothing_to_do"),))
    if len(numbers) > 1:
        data = {"view": "choose_case", "cases": numbers, "then": meaning.intent.value}
        return Turned((Say(data),), Memory("case", meaning))
    case = talk.load(talk.cases[numbers[0]]) if numbers[0] in talk.cases else None
    if case is None:
        return Turned((text("not_found"),))
    return Turned(show(meaning, case, talk))


def possible(meaning: Meaning, talk: Talk) -> list[str]:
    """The cases a message without a number can be about: for a leader those that wait, else every one the reader has."""
    loaded = {number: talk.load(case) for number, case in talk.cases.items()} if len(talk.cases) <= MOST_TO_ASK_ABOUT * 4 else {}
    if meaning.intent in OF_THE_UNIT and Role.LEADER in talk.roles:
        return [number for number, case in loaded.items() if case and case.request and own_request(case, talk)][:MOST_TO_ASK_ABOUT]
    return [number for number, case in loaded.items() if case and not case.closed_at][:MOST_TO_ASK_ABOUT]


MOST_TO_ASK_ABOUT = 6


def own_request(case: Case, talk: Talk) -> int | None:
    """The newest request the reader may answer for."""
    return next(
        (request.seq for request in reversed(case.requests) if answers(talk.reader.id, request, talk.directory)),
        None,
    )


def show(meaning: Meaning, case: Case, talk: Talk) -> tuple[Step, ...]:
    """The card on which the reader does what was meant."""
    if meaning.intent is Intent.NAME_SUCCESSOR and case.handover and (Role.KE in talk.roles or talk.leads(case)):
        suggested = next((person.id for person in talk.directory.people.values() if person.name == meaning.person), None)
        return (Say({"about": case.handover.seq, "suggested": suggested}, case.id, kind=Kind.HANDOVER),)
    if meaning.what == "leader" and case.assignment:
        unit = talk.directory.units[case.assignment.unit]
        names = [talk.directory.people[leader].name for leader in unit.leaders]
        return (text("leader_answer", unit=unit.name, names=names),)
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
            return (OfferUnits(case.id, find_unit(meaning, talk)),)
        case Intent.TICK_DUTY | Intent.UNDO | Intent.UNTICK if case.assignment:
            return (Say({"about": case.assignment.seq}, case.id, case.assignment.request, Kind.DUTIES),)
        case Intent.RECORD_DEVIATION if late := [each for each in case.requests if case.duties_about(REPLY_DEADLINE, each.seq)]:
            return (Say({}, case.id, late[-1].seq, Kind.OVERDUE),)
        case Intent.RECORD_DEVIATION if case.duties_about(APPOINT_DEADLINE, 0):
            return (Say({}, case.id, kind=Kind.THREE_MONTHS),)
        case _:
            return (Say({"view": "case"}, case.id),)
