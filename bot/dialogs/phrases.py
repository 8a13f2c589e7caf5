"""A small notation for phrases, so that rules read as Norwegian: "ikke ha kapasitet", "send SAK ... ENHET".

Any spelling of a word stands for all of its spellings and inflections. Words stand in order; up to three others may come between,
never a comma or full stop.
`a|b` either · `a_b` directly after each other · `+a|b` directly after what came before
`...` up to eight words between · `^` first in its clause · `$` last in the message.
SAK, DATO, TID, ENHET, PERSON and TALL stand for what was found in the text.
"""

import re
from functools import cache

from bot.dialogs.words import known

MARKS = ",.;?!"
_WORD = rf"[^ {MARKS}]+ "
_CLAUSE_START = rf"(?:^|(?<=[{MARKS}] )|(?<= og )|(?<= men )|(?<= så )|(?<=^hei )|(?<=^takk )|(?<=^ja )|(?<=^nei )|(?<=^ok ))"


@cache
def compile_phrase(phrase: str) -> re.Pattern[str]:
    """The phrase as an expression over a sentence's canonical line, in which every token is followed by one space."""
    parts: list[str] = []
    gap = ""
    for step in phrase.split():
        if step == "...":
            gap = rf"(?:{_WORD}){{0,8}}?"
        elif step == "^":
            parts.append(_CLAUSE_START)
            gap = ""
        elif step == "$":
            parts.append(rf"(?=(?:[{MARKS}] )*$)")
        else:
            alternatives = "|".join("".join(f"{re.escape(word)} " for word in option) for option in _options(step))
            parts.append(f"{'' if step.startswith('+') else gap}(?:{alternatives})")
            gap = rf"(?:{_WORD}){{0,3}}?"
    return re.compile(rf"(?:^|(?<= )){''.join(parts)}")


@cache
def words_for(phrase: str) -> frozenset[str]:
    """Words of which one must be in a line that has the phrase: quicker to look for than the phrase."""
    steps = [_options(step) for step in phrase.split() if step not in {"...", "^", "$"}]
    return frozenset(option[0].split()[0] for option in min(steps, key=len))


def _options(step: str) -> list[list[str]]:
    """The words of each of the alternatives of a step, in their canonical form."""
    return [[known(word) or word for word in option.split("_")] for option in step.lstrip("+").split("|")]
