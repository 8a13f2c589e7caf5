"""What is said about things that belong to no single case: the yearly round, training, invitations. Each answer is a card to press on."""

from dataclasses import replace

from bot.casework.model import Role
from bot.casework.outcome import Kind
from bot.casework.training import course_rules, need_rules
from bot.casework.yearly_rules import named_in
from bot.dialogs.meaning import Intent, Meaning, Understanding
from bot.dialogs.steps import Say, Turned, text
from bot.dialogs.talk import Talk

MOST_UNITS = 6


def name_kinds(understood: Understanding, said: str, talk: Talk) -> Understanding:
    """What is needed or invited to, where the profile's own word for it was said."""
    rules, gathering = need_rules(talk.municipality), talk.municipality.gathering
    kinds = {
        Intent.TRAINING_NEED: named_in(rules.kinds, said) if rules else [],
        Intent.INVITE: named_in(gathering.kinds, said) if gathering else [],
    }
    meant = tuple(
        replace(each, what=kinds[each.intent][0]) if len(kinds.get(each.intent, ())) == 1 else each for each in understood.meanings
    )
    return replace(understood, meanings=meant)


def show_round(_meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """KE's view of the yearly round; else the reader's own cases, and each unit they lead (S4-34)."""
    if talk.municipality.annual is None:
        return Turned((text("no_annual_report"),))
    if Role.KE in talk.roles:
        return Turned((Say({"ke": True}, kind=Kind.ROUND),))
    units = [Say({"unit": unit.id}, kind=Kind.ROUND) for unit in talk.directory.units_led_by(talk.reader.id)]
    own = [Say({}, kind=Kind.ROUND)] if Role.COORDINATOR in talk.roles or not units else []
    return Turned((*own, *units[:MOST_UNITS]))


def report_need(meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """The form for a need, filled in with what was understood: pressing its button is the yes (S4-29)."""
    if need_rules(talk.municipality) is None:
        return Turned((text("how_to", topic="training"),))
    found = {
        "kind": meaning.what,
        "persons": meaning.count,
        "refresher": meaning.topic == "refresher",
        "unit": talk.unit_named(meaning.unit),
    }
    return Turned((Say({name: value for name, value in found.items() if value}, kind=Kind.TRAINING),))


def list_needs(_meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """Every need that is to be offered, for KE (S4-30)."""
    if need_rules(talk.municipality) is None:
        return Turned((text("how_to", topic="training"),))
    return Turned((Say({"list": True}, kind=Kind.TRAINING),))


def show_course(meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """The reader's own course, or for KE and leaders those of the coordinators they may see (S2-02)."""
    if course_rules(talk.municipality) is None:
        return Turned((text("how_to", topic="training"),))
    own = {"day": meaning.date.isoformat()} if meaning.date else {}
    return Turned((Say(own if talk.roles == {Role.COORDINATOR} else {"list": True}, kind=Kind.COURSE),))


def invite(meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """The form of an invitation to every coordinator, filled in with what was understood (S0-35)."""
    if talk.municipality.gathering is None:
        return Turned((text("not_here_yet"),))
    if Role.KE not in talk.roles:
        return Turned((text("only_ke"),))
    day, at = meaning.date, meaning.time
    found = {"kind": meaning.what, "on": day.isoformat() if day else None, "at": f"{at:%H:%M}" if at else None}
    return Turned((Say({"form": True} | {name: value for name, value in found.items() if value}, kind=Kind.INVITATION),))


def show_invitation(_meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """The newest invitation: KE sees who comes, a coordinator answers."""
    if talk.municipality.gathering is None:
        return Turned((text("not_here_yet"),))
    return Turned((Say({}, kind=Kind.INVITATION),))


TALK = {
    Intent.ANNUAL_REPORT: show_round,
    Intent.TRAINING_NEED: report_need,
    Intent.TRAINING_LIST: list_needs,
    Intent.COURSE: show_course,
    Intent.INVITE: invite,
    Intent.ATTENDANCE: show_invitation,
}
