"""What a rule is: phrases (in the notation of `phrases`) that mean one intent, and how heavily.

A weight of 9 is unmistakable, 7 strong, 5 enough alone; the heaviest wins, and two that weigh nearly the same are asked about.
An act is not meant when its clause has a negation the phrase itself does not have, a doubt ("kanskje", "hvis"), or is a question.
"""

from dataclasses import dataclass

from bot.dialogs.meaning import Intent


@dataclass(frozen=True, slots=True)
class Rule:
    """One intent, its phrases, and when they do not count."""

    intent: Intent
    weight: float
    phrases: tuple[str, ...]
    unless: tuple[str, ...]
    roles: frozenset[str]
    asking: bool
    """May be a question ("hvem er koordinator"); acts are not, but "kan du", "kan vi få" and "kan noen" are requests."""
    negated: bool
    """Stays meant beside an "ikke" that the phrase does not have."""


def says(intent: Intent, weight: float, phrases: str, *, unless: str = "", roles: str = "KE VL KO", negated: bool = False) -> Rule:
    """A rule for an act; phrases are parted by semicolons."""
    return Rule(intent, weight, _parted(phrases), _parted(unless), frozenset(roles.split()), asking=False, negated=negated)


def asks(intent: Intent, weight: float, phrases: str, *, unless: str = "", roles: str = "KE VL KO") -> Rule:
    """A rule for what may be asked as a question, with or without an "ikke"."""
    return Rule(intent, weight, _parted(phrases), _parted(unless), frozenset(roles.split()), asking=True, negated=True)


def _parted(phrases: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in phrases.split(";") if phrase.strip())
