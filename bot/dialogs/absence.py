"""Being away, told in the chat: leaders of themselves, KE of anybody who answers for a unit (process.md §7.9). No reason is kept (N6)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.casework.model import Absence, Person, Role
from bot.casework.routing import uncovered
from bot.dialogs.meaning import Intent, Meaning
from bot.dialogs.steps import EndAbsence, Memory, Say, SetAbsence, Turned, text
from bot.dialogs.talk import Talk

AWAY_SINCE = timedelta(days=31)
"""An absence that began longer ago than this is a misunderstanding."""


def note(meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """A leader's own absence: the bot shows what it understood and asks for a yes."""
    if Role.LEADER not in talk.roles:
        return Turned((text("not_here_yet"),))
    return ask_when(meaning, talk.reader, talk)


def record(meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """KE tells of somebody else's absence."""
    return ask_about(meaning, talk, ask_when)


def end(meaning: Meaning, _unsure: tuple[Intent, ...], talk: Talk) -> Turned:
    """Somebody is back, or will not be away after all: the reader, or whoever KE names."""
    named = meaning.person or meaning.unit
    return ask_about(meaning, talk, ask_end) if named and Role.KE in talk.roles else ask_end(meaning, talk.reader, talk)


def ask_about(meaning: Meaning, talk: Talk, ask: Callable[[Meaning, Person, Talk], Turned]) -> Turned:
    """The question about whoever is meant, or who that is when a unit has several leaders."""
    found = list(find_leaders(meaning, talk))
    if len(found) == 1:
        return ask(replace(meaning, person=found[0].name), found[0], talk)
    if found:
        return Turned((text("which_leader", names=[person.name for person in found]),), Memory("person", meaning))
    return Turned((text("not_a_leader", name=meaning.person) if meaning.person else text("which_leader_unknown"),))


def ask_when(meaning: Meaning, person: Person, talk: Talk) -> Turned:
    """The period as it was understood, and who takes over; without an end the bot asks for it."""
    if meaning.until is None:
        return Turned((text("until_when"),), Memory("date", meaning))
    first = meaning.from_date or talk.today
    if meaning.until < max(first, talk.today) or first < talk.today - AWAY_SINCE:
        return Turned((text("until_when"),), Memory("date", replace(meaning, from_date=None, until=None)))
    covered = is_covered(person, Absence(first, meaning.until), talk)
    words = {"first": first, "until": meaning.until, "covered": covered} | name_other(person, talk)
    return Turned((text("absence_question", **words),), Memory("yes_no", replace(meaning, from_date=first)))


def ask_end(meaning: Meaning, person: Person, talk: Talk) -> Turned:
    """The absence that would end, before it does."""
    absence = find_absence(person, talk)
    if absence is None:
        return Turned((tell(person, talk, "not_away"),))
    words = {"first": absence.first_day, "until": absence.last_day} | name_other(person, talk)
    return Turned((text("return_question", **words),), Memory("yes_no", meaning))


def confirmed(about: Meaning, talk: Talk) -> Turned:
    """The yes to one of the questions."""
    own = about.intent is Intent.SET_STANDIN or not (about.person or about.unit)
    person = talk.reader if own else next(find_leaders(about, talk), talk.reader)
    if about.intent is Intent.END_ABSENCE:
        absence = find_absence(person, talk)
        ended = (EndAbsence(absence, person.id),) if absence else ()
        return Turned((*ended, tell(person, talk, "returned")))
    absence = Absence(about.from_date or talk.today, about.until or talk.today)
    code = "absence_noted" if is_covered(person, absence, talk) else "absence_uncovered"
    return Turned((SetAbsence(absence, person.id), tell(person, talk, code, until=absence.last_day)))


def tell(person: Person, talk: Talk, code: str, **words: Any) -> Say:
    """The text with that code to the reader about themselves, or the one about somebody else."""
    other = name_other(person, talk)
    return text(f"{code}_other" if other else code, **words, **other)


def find_leaders(meaning: Meaning, talk: Talk) -> Iterator[Person]:
    """Who is meant: somebody named who answers for a unit, or the leaders of a unit that was named."""
    people, units = talk.directory.people, [unit for unit in talk.directory.units.values() if unit.active]
    answering = {person for unit in units for person in unit.leaders + unit.stand_ins}
    answering |= {person.nearest_leader for person in people.values() if person.nearest_leader is not None}
    if meaning.person:
        return (person for person in people.values() if person.name == meaning.person and person.active and person.id in answering)
    leaders = dict.fromkeys(person for unit in units if unit.name == meaning.unit for person in unit.leaders)
    return (people[person] for person in leaders if people[person].active)


def find_absence(person: Person, talk: Talk) -> Absence | None:
    """The absence the person is in, or the next one."""
    coming = sorted((each for each in person.absences if each.last_day >= talk.today), key=lambda each: each.first_day)
    return person.away(talk.today) or next(iter(coming), None)


def is_covered(person: Person, absence: Absence, talk: Talk) -> bool:
    """Whether somebody at work takes over in every unit that would have nobody."""
    leads = any(person.id in unit.leaders for unit in talk.directory.units.values())
    return leads and not uncovered(person, absence, talk.directory)


def name_other(person: Person, talk: Talk) -> dict[str, str]:
    """The name, when it is not about the reader."""
    return {} if person.id == talk.reader.id else {"name": person.name}
