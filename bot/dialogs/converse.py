"""One message in, one turn out: from what a person meant to what the bot answers. Only a card or a yes changes a case."""

from collections.abc import Mapping
from dataclasses import replace

from bot.casework.model import Role
from bot.casework.overview import Group
from bot.dialogs import absence, reporting, yearly
from bot.dialogs.meaning import Intent, Meaning, Understanding
from bot.dialogs.one_case import ABOUT_A_CASE, FOR_KE, MOST_TO_ASK_ABOUT, about_a_case, without_such_case
from bot.dialogs.steps import Memory, OfferFile, PressConfirm, Say, SetLanguage, Turned, text
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
        return reporting.note(meaning, talk) or without_such_case(meaning, talk)
    if meaning.intent in reporting.WHAT and (meaning.intent is not Intent.CALL_ME or meaning.topic == "discussion"):
        return reporting.propose(meaning, talk) or without_such_case(meaning, talk)
    if meaning.intent is Intent.RETRACT:
        return reporting.retract(meaning, talk) or without_such_case(meaning, talk)
    if meaning.intent is Intent.FIRST_TALK:
        return reporting.note_first_talk(meaning, talk) or without_such_case(meaning, talk)
    if meaning.intent in FOR_KE and Role.KE not in talk.roles:
        return Turned((text("only_ke"),))
    if meaning.intent in ABOUT_A_CASE:
        return about_a_case(meaning, talk)
    return Turned((text("not_here_yet"),))


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
    """With the likeliest meanings as buttons; without any, the case that was named, or whom to ask the second time."""
    if meaning.what == "too_long":
        return Turned((text("too_long"),))
    if meaning.what == "number":
        return Turned((text("write_number", example=talk.municipality.case_number.example),))
    case = talk.cases.get(meaning.case or "")
    if unsure:
        about = "" if case is None else f":{case}"
        return Turned((Say({"view": "unsure", "intents": [intent.value + about for intent in unsure]}),), Memory("meaning"))
    if case is not None:
        shown = about_a_case(replace(meaning, intent=Intent.SHOW_CASE), talk)
        return Turned((text("unsure_about_case"), *shown.steps))
    if talk.memory and talk.memory.asked == "meaning":
        return Turned((text("not_sure_again"),))
    return Turned((Say({"view": "unsure", "intents": []}),), Memory("meaning"))


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


def set_language(meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """The language that was named, else the other one."""
    other = "nb" if (talk.reader.locale or talk.municipality.locale) == "nn" else "nn"
    return Turned((SetLanguage(meaning.lang or other), text("language_changed")))


def open_case(meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """The form, filled in with what was understood: pressing its button is the yes."""
    if Role.KE not in talk.roles:
        return Turned((text("only_ke"),))
    found = {
        "number": meaning.case or (meaning.candidates[0] if len(meaning.candidates) == 1 else None),
        "decided_on": meaning.decision_date.isoformat() if meaning.decision_date else None,
        "type": meaning.type,
        "suggested": talk.person_named(meaning.person),
    }
    return Turned((Say({"view": "new_case"} | {name: value for name, value in found.items() if value}),))


def name_super_users(meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """Who teaches the plan tool in the unit that was named, else in the asker's own; KE, who has none, hears of every unit (S2-24)."""
    people, units = talk.directory.people, talk.directory.units.values()
    asked = talk.units_meant(meaning.unit) or [unit for unit in units if unit.active and Role.KE in talk.roles]
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
    if meaning.person:
        return name_cases(meaning.person, talk)
    match meaning.filter:
        case "deadlines":
            return Turned((Say({"view": "deadlines"}),))
        case "mine" if Role.KE in talk.roles or talk.roles == {Role.COORDINATOR}:
            return Turned((Say({"view": "list", "group": Group.MINE.value}),))
        case "duties" if Role.KE not in talk.roles:
            return Turned((Say({"view": "overview"}),))
        case str(name) if name in LISTS and talk.roles != {Role.COORDINATOR}:
            unit = talk.unit_named(meaning.unit)
            return Turned((Say({"view": "list", "group": LISTS[name].value} | ({"unit": unit} if unit else {})),))
        case _:
            return Turned((Say({"view": "overview"}),))


def name_cases(person: str, talk: Talk) -> Turned:
    """The cases somebody coordinates, each with a button."""
    numbers = [case.number for case in talk.coordinated_by(person)]
    if not numbers:
        return Turned((text("coordinates_none", name=person),))
    about = Meaning(Intent.SHOW_CASE, candidates=tuple(numbers))
    return Turned((Say({"view": "choose_case", "cases": numbers, "then": about.intent.value, "person": person}),), Memory("case", about))


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
