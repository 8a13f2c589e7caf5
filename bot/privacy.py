"""The id-number guard: finds what may be a Norwegian id number in anything people send, and takes it out of anything logged.

The bot never needs eleven digits together, so every such group is refused; date and control digits only grade the wording.
Whatever calls this must neither store, log nor repeat a text that has a finding. Nothing here keeps a digit.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, MutableMapping
from enum import StrEnum
from html import unescape
from typing import Any
from urllib.parse import unquote


class Finding(StrEnum):
    """What was found: an id number by its date and control digits, or eleven digits that may be one."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


REDACTED = "[redacted]"
FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTH_SERIES = (0, 40, 65, 80)
"""Added to the month: nothing, H-numbers and one test series, another test series, and the synthetic people of Skatteetaten."""

SIGN = r"[\s.\-\u2010-\u2015\u2212/:,|]"
RUN = re.compile(rf"\d(?:{SIGN}{{0,3}}\d)*")
LIST_COMMA = re.compile(r",\s")
TOKEN = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b[0-9a-f]{32,}\b", re.IGNORECASE)
"""A GUID or a hash: one in sixty has eleven digits in a row between its letters."""
CASE_NUMBER = re.compile(r"(?<!\d)20[23]\d ?[-/\u2010-\u2015\u2212] ?\d{4}(?!\d)")
"""A year from 2020 and a serial number; no series has months 20 to 39, so an id number cannot begin so."""
DATE = (
    r"(?:(?P<d>3[01]|[12]\d|0?[1-9])[./-] ?(?P<m>1[0-2]|0?[1-9])[./-] ?(?P<y>(?:19|20)?\d\d)"
    r"|(?P<Y>(?:19|20)\d\d)-(?P<M>1[0-2]|0[1-9])-(?P<D>\d\d))"
)
DATES = re.compile(rf"(?<!\d){DATE}(?!\d)")
SPLIT_NUMBER = re.compile(
    rf"(?<!\d)(?:{DATE}{SIGN}{{0,3}}|(?P<dd>\d\d)(?P<mm>\d\d)(?P<yyyy>(?:19|20)\d\d){SIGN}{{1,3}})(?P<last>\d(?: ?\d){{4}})(?! ?\d)"
)
"""A date, or eight digits that may be one, and five more digits."""
HALVES = re.compile(r"(?<!\d)(\d{6})\D{1,20}(\d{5})(?!\d)")


def find_id_number(text: str) -> Finding | None:
    """The gravest finding in the text, or None; sees through every Unicode digit, invisible signs, and HTML and URL escapes."""
    if has_few_digits(text):
        return None
    findings = {finding for form in {text, unescape(unquote(text))} for _, _, finding in scan(normalise(form))}
    return next((finding for finding in Finding if finding in findings), None)


def has_few_digits(text: str) -> bool:
    """Whether plain text has fewer digits than the shortest way to write an id number: 1.1.26 and five more."""
    return text.isascii() and "&" not in text and "%" not in text and sum(map(str.isdigit, text)) < 9


def find_in_value(value: object) -> Finding | None:
    """The gravest finding anywhere in a JSON-like value: in texts, whole numbers and keys, at any depth."""
    findings = {find_id_number(text) for text in texts_in(value)}
    return next((finding for finding in Finding if finding in findings), None)


def contains_id_number(value: object) -> bool:
    """Whether anything in a JSON-like value may be an id number."""
    return find_in_value(value) is not None


def texts_in(value: object) -> Iterator[str]:
    """Every text in a JSON-like value. A whole number of ten digits is read as one that lost its leading zero, as in spreadsheets."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, float) and value.is_integer():
        yield from texts_in(int(value))
    elif isinstance(value, int) and not isinstance(value, bool):
        lost_zero = 10**9 <= value < 10**10 and grade(f"0{value}") is Finding.CERTAIN
        yield f"0{value}" if lost_zero else str(value)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts_in(key)
            yield from texts_in(item)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from texts_in(item)


def normalise(text: str) -> str:
    """The text with every kind of digit as 0-9, without signs that cannot be seen, and with spaces for control characters."""
    seen = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) not in {"Cf", "Mn", "Me"})
    return "".join(" " if unicodedata.category(sign) == "Cc" else str(unicodedata.digit(sign, sign)) for sign in seen)


def scan(text: str) -> Iterator[tuple[int, int, Finding]]:
    """Where in a normalised text something may be an id number: start, end and grade. Findings may overlap."""
    text = TOKEN.sub(blank, text)
    for split in SPLIT_NUMBER.finditer(text):
        yield split.start(), split.end(), grade(join_parts(split))
    for halves in HALVES.finditer(text):
        if grade(halves[1] + halves[2]) is Finding.CERTAIN:
            yield halves.start(), halves.end(), Finding.CERTAIN
    text = CASE_NUMBER.sub(blank, DATES.sub(blank, text))
    for run in RUN.finditer(text):
        yield from scan_run(run.group(), run.start())


def scan_run(run: str, offset: int) -> Iterator[tuple[int, int, Finding]]:
    """The findings among groups of digits that stand close together, wherever neighbours make eleven digits.

    Eleven digits among others count when they are written as id numbers are (11, or 6 and 5) or their control digits are right;
    alone, they always count, unless they are short numbers in a list with commas: "0417, 0391, 208".
    """
    groups = [(group.start(), group.end()) for group in re.finditer(r"\d+", run)]
    for first, (start, _) in enumerate(groups):
        for last in range(first, min(first + 11, len(groups))):
            end = groups[last][1]
            digits = re.sub(r"\D", "", run[start:end])
            if len(digits) != 11:
                continue
            shape = [stop - begin for begin, stop in groups[first : last + 1]]
            alone = len(shape) == len(groups) and not LIST_COMMA.search(run)
            if alone or shape in ([11], [6, 5]) or grade(digits) is Finding.CERTAIN:
                yield offset + start, offset + end, grade(digits)


def blank(found: re.Match[str]) -> str:
    """As many signs as were found, none of them a digit or a gap between digits."""
    return "x" * len(found.group())


def join_parts(split: re.Match[str]) -> str:
    """The eleven digits of a number that was written as a date and five digits."""
    part = split.groupdict()
    day, month, year = (part[a] or part[b] or part[c] for a, b, c in (("d", "D", "dd"), ("m", "M", "mm"), ("y", "Y", "yyyy")))
    return f"{day:0>2}{month:0>2}{year[-2:]}{part['last'].replace(' ', '')}"


def grade(digits: str) -> Finding:
    """How sure it is that these eleven digits are an id number, under today's rules and those that apply from 2032."""
    numbers = [int(digit) for digit in digits]
    first = sum(weight * number for weight, number in zip(FIRST_WEIGHTS, numbers, strict=False)) % 11
    second = sum(weight * number for weight, number in zip(SECOND_WEIGHTS, numbers, strict=True)) % 11
    known = (first <= 3 and is_birth_date(digits)) or (first == 0 and digits[0] in "89")
    return Finding.CERTAIN if second == 0 and known else Finding.POSSIBLE


def is_birth_date(digits: str) -> bool:
    """Whether the first six digits are a date in some series; D-numbers add 40 to the day. The year 00 is taken as a leap year."""
    day, month, year = (int(digits[start : start + 2]) for start in (0, 2, 4))
    day = day - 40 if day > 40 else day
    months = (month - added for added in MONTH_SERIES if 1 <= month - added <= 12)
    return any(1 <= day <= DAYS_OF_MONTH[each - 1] and (day < 29 or each != 2 or year % 4 == 0) for each in months)


def redact(text: str) -> str:
    """The text without control characters but line breaks, and with everything that may be an id number taken out."""
    text = "".join(sign if sign == "\n" or unicodedata.category(sign) != "Cc" else " " for sign in text)
    while find_id_number(text) is not None:
        text = hide(text)
        if find_id_number(text) is not None:
            text = hide(unescape(unquote(text)))
    return text


def hide(text: str) -> str:
    """The text, normalised, with one mark in place of each finding."""
    text = normalise(text)
    hidden = {place for start, end, _ in scan(text) for place in range(start, end)}
    marks = (REDACTED if place - 1 not in hidden else "" for place in range(len(text)))
    return "".join(mark if place in hidden else sign for place, (sign, mark) in enumerate(zip(text, marks, strict=True)))


def redact_event(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor that redacts a log record whole, keys too; it belongs after what writes the trace."""
    return {redact(key): redact_value(value) for key, value in event.items()}


def redact_value(value: Any) -> Any:
    """A value as it may be logged; one that holds no text and no finding is returned as it was."""
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return {redact_value(key): redact_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [redact_value(item) for item in value]
    written = next(texts_in(value), str(value))
    return value if find_id_number(written) is None else redact(written)


SOMEONE = r"(?:gut(?:t(?:en)?|en)?|jent(?:e|a|en)|barnet|baby(?:en)?|mann(?:en)?|kvinn(?:e|a|en)|dam(?:e|a|en)|sønn(?:en)?|datter(?:en)?)"
ANYONE = rf"(?:{SOMEONE}|barn|ungdom(?:men)?|elev(?:en)?|pasient(?:en)?|bruk[ae]ren|han|hun|ho)"
AGE = r"(?:1[01]\d|\d{1,2})(?!\d)"
DESCRIPTIONS = (
    r"\b(?:født|fødd|fødselsdato|fødselsdag)\b\D{0,20}\d",
    r"\bf\. ?(?:den )?(?:\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2}|(?:19|20)\d\d\b)",
    rf"\b{ANYONE}(?: på|,| er| \()? ?{AGE} ?år\b(?! siden| sidan)",
    rf"\b{SOMEONE}(?: på|,| er| \()? ?{AGE} ?(?:mnd|måneder|månader)\b(?! siden| sidan)",
    rf"\b{SOMEONE} på {AGE}(?= (?:i|med|som|fra|frå)\b|[.,;]|$)",
    rf"\b{AGE}[ -]?åring(?:en|ar|er)?\b",
    rf"\b{AGE}[ -]?(?:årig|års? gamm[ae]l) {ANYONE}\b",
)
DESCRIPTION = re.compile("|".join(DESCRIPTIONS), re.IGNORECASE)


def describes_user(text: str) -> bool:
    """Whether the text tells somebody's birth date or age, such as "gutten på 7 år"; a cautious hint, not a net."""
    return DESCRIPTION.search(normalise(text)) is not None
