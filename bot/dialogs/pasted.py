"""The e-mail a saksbehandler sends about a decision, pasted whole: case, date and suggestion are taken, nothing else."""

import re
from datetime import date

from bot.dialogs.dates import Toward, find_dates, resolve
from bot.dialogs.meaning import Intent, Knowledge, Meaning
from bot.dialogs.references import PeopleNames, UnitNames, find_full_cases
from bot.dialogs.sentence import plain

LONGEST_MAIL = 10_000
"""Characters; a longer text is not read."""

_CASE_LINE = re.compile(r"l[øo]penummer(?:et)?(?: er)?|saksnummer|l[øo]pe ?nr\.?", re.IGNORECASE)
_DECISION = re.compile(r"vedtak|vedtatt|fatt[ae]t?", re.IGNORECASE)
_SUGGESTION = re.compile(r"(?:forslag|framlegg|f[oø]reslå(?:r|s|tt))(?P<who>[^\n.;]{2,80})", re.IGNORECASE)
_MAILLIKE = re.compile(r"^[ \t]*(?:til|fra|frå|emne|sendt|dato|from|to|subject|hei|god dag)\b", re.IGNORECASE | re.MULTILINE)
_CLOSING = re.compile(r"^[ \t]*(?:mvh|(?:med )?(?:vennlig |venn?leg |beste )?(?:hilsen|helsing))\b", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(r"^[ \t]*(?:til|fra|frå|kopi|cc|emne|sendt|dato|from|to|subject)\s*:.*$", re.IGNORECASE | re.MULTILINE)


def read_pasted_mail(text: str, knows: Knowledge) -> Meaning | None:
    """OPEN_CASE with the number, the decision date and a suggested person or unit; None if the text is not such an e-mail."""
    if len(text) > LONGEST_MAIL or not _looks_like_mail(text):
        return None
    body = _HEADER.sub("", _without_signature(text))
    numbers = _numbers(body, knows) or _numbers(text, knows)
    if not numbers or not _DECISION.search(text):
        return None
    person, unit = _suggested(body, knows)
    return Meaning(
        Intent.OPEN_CASE,
        case=numbers[0] if len(numbers) == 1 else None,
        candidates=numbers if len(numbers) > 1 else (),
        decision_date=_decided(body, knows),
        person=person,
        unit=unit,
        type="barnekoordinator" if re.search(r"\bbarnekoordinator", text, re.IGNORECASE) else None,
    )


def _looks_like_mail(text: str) -> bool:
    signs = (_MAILLIKE, _CLOSING, _CASE_LINE)
    lines = text.strip().count("\n") + 1
    return sum(bool(sign.search(text)) for sign in signs) >= 2 or (lines >= 3 and _CASE_LINE.search(text) is not None)


def _without_signature(text: str) -> str:
    closing = list(_CLOSING.finditer(text))
    return text[: closing[-1].start()] if closing else text


def _numbers(text: str, knows: Knowledge) -> tuple[str, ...]:
    """The number after the word løpenummer, or else every number in the text."""
    one_line = plain(text).lower()
    labelled = [
        number for label in _CASE_LINE.finditer(one_line) for *_, number in find_full_cases(one_line[label.end() : label.end() + 30], knows)
    ]
    return tuple(dict.fromkeys(labelled or [number for *_, number in find_full_cases(one_line, knows)]))


def _decided(body: str, knows: Knowledge) -> date | None:
    lower = plain(body).lower()
    known = [(mention, day) for mention in find_dates(lower) if (day := resolve(mention, knows.today, Toward.PAST).day)]
    words = [found.start() for found in _DECISION.finditer(lower)]
    if not known:
        return None
    return min(known, key=lambda pair: min((abs(pair[0].start - at) + (20 if pair[0].start < at else 0) for at in words), default=0))[1]


def _suggested(body: str, knows: Knowledge) -> tuple[str | None, str | None]:
    found = _SUGGESTION.search(body)
    if found is None:
        return None, None
    words = re.findall(r"[\w@.+'-]+", found["who"])
    words = [word.strip(".") for word in words]
    people, units = PeopleNames.of(knows.people), UnitNames.of(knows.units)
    for at in range(len(words)):
        if person := people.match(words, at):
            return person[1], None
    for at in range(len(words)):
        if unit := units.match([word.lower() for word in words], at):
            return None, unit[1]
    if "koordinator" not in found[0].lower():
        return None, None
    capitals = [word for word in words if word[:1].isupper() or "@" in word]
    return (" ".join(capitals[:3]) or None), None
