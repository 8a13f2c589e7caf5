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
            options = step.lstrip("+").split("|")
            alternatives = "|".join("".join(f"{re.escape(known(word) or word)} " for word in option.split("_")) for option in options)
            parts.append(f"{'' if step.startswith('+') else gap}(?:{alternatives})")
            gap = rf"(?:{_WORD}){{0,3}}?"
    return re.compile(rf"(?:^|(?<= )){''.join(parts)}")
