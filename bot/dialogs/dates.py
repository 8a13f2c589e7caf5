"""Dates as people write them in a sentence: found by a small grammar, resolved to the past or the future when the intent is known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta


class Toward(StrEnum):
    """Which way a date without a year lies: a decision and a held meeting lie behind us, nearly all else ahead."""

    PAST = "past"
    FUTURE = "future"


class Kind(StrEnum):
    """What sort of time was named."""

    DAY = "day"
    MONTH = "month"
    SPAN = "span"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Mention:
    """A time named in a text, at [start, end), with what the grammar read; `resolve` says which day it is."""

    start: int
    end: int
    kind: Kind
    parts: dict[str, str]
    until: bool = False
    """Said with "til" or "ut": the end of something."""


@dataclass(frozen=True, slots=True)
class When:
    """A resolved mention: a day, a span of days, a month ("2027-08"), or nothing when it was too vague ("i forrige uke").

    A working week that was not numbered ("neste uke") is no day, but has a last one.
    """

    day: date | None = None
    last: date | None = None
    month: str | None = None
    until: bool = False
    open_end: bool = False
    """Said with "fra": a start whose end was not said."""


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan", "februar feb", "mars mar", "april apr", "mai", "juni jun", "juli jul", "august aug", "september sept sep",
            "oktober okt", "november nov", "desember des",
        ), start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mandag måndag mondag", "tirsdag tysdag tirsda", "onsdag", "torsdag tossdag torsda", "fredag freda", "lørdag laurdag",
            "søndag sundag",
        )
    )
    for name in names.split()
}  # fmt: skip
NUMBERS = {
    "en": 1, "ein": 1, "ei": 1, "et": 1, "eit": 1, "én": 1, "ett": 1, "eitt": 1, "to": 2, "par": 2, "tre": 3, "fire": 4,
    "fem": 5, "seks": 6,
    "sju": 7, "syv": 7, "åtte": 8, "ni": 9, "ti": 10, "elleve": 11, "tolv": 12, "fjorten": 14,
}  # fmt: skip

_LONG_MONTHS = [name for name in MONTHS if len(name) > 3 or name == "mai"]
_M = "|".join(sorted(MONTHS, key=len, reverse=True))
_LM = "|".join(_LONG_MONTHS)
_W = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_N = "|".join(sorted(NUMBERS, key=len, reverse=True))
_COUNT = rf"(?P<n>\d{{1,2}}|(?:et |eit )?(?:{_N}))"
_D = r"(?P<d>[0-3]?\d)"
_UNIT = r"(?P<unit>dag|dager|dagar|uke|uka|uker|veke|veka|veker|måned|månad|måneder|månader|mnd|år)"
_TO = r"(?:til og med|t\.?o\.?m\.?|til|te|[-–])"
_NEXT = "neste|næste|nesten|førstkommende|førstkomande|komande|kommende|fyrstkomande"
_LAST = "sist|siste|forrige|førre|forige"
_PASSED = frozenset(("sist", "siste", "forrige", "førre", "forige"))
_DAY_MONTH = rf"{_D}\.? ?(?P<mon>{_M})\.?(?![a-zæøå])(?: ?,? ?(?P<y>(?:19|20)\d\d))?"
_DIGITS = r"(?P<d>[0-3]?\d)(?:\.|/|-)(?P<m>[01]?\d)(?:(?:\.|/|-)(?P<y>(?:19|20)?\d\d)\b|\.(?=\s|$|,)|(?![./\d]))"


def _second(pattern: str) -> str:
    return re.sub(r"\?P<(\w+)>", r"?P<\g<1>2>", pattern)


_GRAMMAR: tuple[tuple[str, Kind, str], ...] = (
    ("iso", Kind.DAY, r"(?P<y>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)"),
    ("span", Kind.SPAN, rf"{_DAY_MONTH} ?{_TO} ?{_second(_DAY_MONTH)}"),
    ("span", Kind.SPAN, rf"{_D}\.? ?{_TO} ?{_second(_DAY_MONTH)}"),
    ("span", Kind.SPAN, rf"{_DIGITS} ?{_TO} ?{_second(_DIGITS)}"),
    ("date", Kind.DAY, _DAY_MONTH),
    ("date", Kind.DAY, _DIGITS),
    ("date", Kind.DAY, rf"den {_D}\.?(?! ?(?:{_M})|\d)"),
    ("word", Kind.DAY, r"(?P<word>(?:i )?forgårs|i ?går|i gjår|i ?dag|i kveld|i ?morgen|i ?morgon|i mårra|(?:i )?overmorg[eo]n)"),
    ("in", Kind.DAY, rf"om {_COUNT} ?{_UNIT}"),
    ("ago", Kind.DAY, rf"for {_COUNT} ?{_UNIT} (?:siden|sia|sidan)"),
    ("weekday", Kind.DAY, rf"(?P<wd>{_W}) (?:i )?(?P<which>{_NEXT}|{_LAST}) (?:uke|veke)"),
    ("weekday", Kind.DAY, rf"(?:(?P<which>{_NEXT}|{_LAST}) )?(?P<wd>{_W})(?:en)?(?P<after> som var| om en uke| om ei veke)?"),
    ("week", Kind.SPAN, r"(?:i )?(?:uke|veke) (?P<week>\d{1,2})"),
    ("yule", Kind.SPAN, r"romjul(?:a|en)?"),
    ("newyear", Kind.DAY, r"(?P<word>nyttår|nyåret|nytt år|første nyttårsdag)"),
    ("feast", Kind.MONTH, r"(?P<word>jul|jula|julen|påske|påska|påsken)"),
    ("year_end", Kind.DAY, r"ut (?:året|år)"),
    ("turn", Kind.DAY, r"månedsskiftet|månadsskiftet"),
    ("month", Kind.MONTH, rf"(?:(?P<which>{_NEXT}|{_LAST}) )?(?P<mon>{_LM})(?: (?P<y>20\d\d))?"),
    ("month_word", Kind.MONTH, rf"(?P<which>{_NEXT}) (?:måned|månad)"),
    ("next_week", Kind.VAGUE, rf"(?P<which>denne|{_NEXT}|{_LAST}) (?P<unit>uke|uka|veke|veka|måned|månad|år)"),
)  # fmt: skip
_PRE = r"(?P<pre>(?:fra og med|frå og med|f\.?o\.?m\.?|til og med|t\.?o\.?m\.?|fra|frå|til|te|ut|innen|innan|på|om|i|den|ved) )?(?:den )?"
_COMPILED = tuple((rule, kind, re.compile(rf"(?<![\w.,/-]){_PRE}(?:{pattern})(?!\w|-\w)")) for rule, kind, pattern in _GRAMMAR)
_TIME = re.compile(r"(?<!\w)(?:kl(?:okka|okken)?\.? ?(?P<h>[012]?\d)(?:[.:]?(?P<m>[0-5]\d))?|(?P<h2>[012]?\d):(?P<m2>[0-5]\d))(?!\d)")


def find_dates(text: str) -> tuple[Mention, ...]:
    """Every time named in a lower-case text, in order; a longer reading wins over a shorter one inside it."""
    taken: list[Mention] = []
    for rule, kind, pattern in _COMPILED:
        for found in pattern.finditer(text):
            if not found[0].strip() or any(found.start() < m.end and m.start < found.end() for m in taken):
                continue
            parts = {key: value for key, value in found.groupdict().items() if value is not None}
            pre = parts.pop("pre", "").strip()
            exact = Kind.VAGUE if parts.get("word") == "nyåret" else kind
            mention = Mention(found.start(), found.end(), exact, parts | {"rule": rule, "pre": pre}, _means_until(pre, rule))
            if _possible(mention):
                taken.append(mention)
    return tuple(sorted(taken, key=lambda mention: mention.start))


def _means_until(pre: str, rule: str) -> bool:
    return pre.startswith(("til", "te", "t.", "tom", "ut", "innen", "innan")) or rule == "year_end"


def _possible(mention: Mention) -> bool:
    for tail in ("", "2"):
        day, month = mention.parts.get("d" + tail), mention.parts.get("m" + tail)
        if day is not None and not 1 <= int(day) <= 31:
            return False
        if month is not None and not 1 <= int(month) <= 12:
            return False
    return 1 <= int(mention.parts.get("week", "1")) <= 53


def find_times(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Clock times in a lower-case text, as (start, end, hour, minute)."""
    for found in _TIME.finditer(text):
        hour, minute = int(found["h"] or found["h2"]), int(found["m"] or found["m2"] or 0)
        if hour < 24:
            yield found.start(), found.end(), hour, minute


def resolve(mention: Mention, today: date, toward: Toward) -> When:
    """What a mention means on this day; a date that does not exist (31 June) resolves to nothing."""
    try:
        return replace(_resolve(mention, today, toward), open_end=mention.parts["pre"].startswith(("fra", "frå", "f.")))
    except (ValueError, OverflowError):
        return When()


def _resolve(mention: Mention, today: date, toward: Toward) -> When:
    parts, until = mention.parts, mention.until
    match parts["rule"]:
        case "span":
            last = _day_of(parts, "2", today, toward)
            return When(_start_of_span(parts, last), last)
        case "week":
            return _week(int(parts["week"]), today, toward)
        case "yule":
            return When(date(today.year, 12, 27), date(today.year, 12, 31))
        case "next_week" if parts["unit"].startswith(("uk", "vek")) and parts["which"] not in _PASSED and not _is_start(parts):
            friday = today + timedelta(days=4 - today.weekday() + (0 if parts["which"] == "denne" else 7))
            return When(last=friday, until=until)
        case "year_end":
            return When(date(today.year, 12, 31), until=True)
        case "feast" | "month" | "month_word":
            return When(month=_month(parts, today, toward), until=until)
    return When(_one_day(mention, today, toward), until=until)


def _is_start(parts: dict[str, str]) -> bool:
    return parts["pre"].startswith(("fra", "frå"))


def _one_day(mention: Mention, today: date, toward: Toward) -> date | None:
    parts = mention.parts
    match parts["rule"]:
        case "iso" | "date":
            return _day_of(parts, "", today, toward)
        case "word":
            return today + timedelta(days=_WORDS[parts["word"].replace(" ", "")])
        case "in":
            return _shift(today, _count(parts["n"]), parts["unit"])
        case "ago":
            return _shift(today, -_count(parts["n"]), parts["unit"])
        case "weekday":
            return _weekday(parts, today, toward)
        case "newyear" if mention.kind is Kind.DAY:
            return date(today.year + 1, 1, 1) if toward is Toward.FUTURE else date(today.year, 1, 1)
        case "turn":
            return (today + relativedelta(months=1)).replace(day=1)
        case "next_week" if _is_start(parts) and parts["which"] not in _PASSED | {"denne"}:
            return today + timedelta(days=7 - today.weekday())
    return None


_WORDS = {
    "forgårs": -2, "iforgårs": -2, "igår": -1, "igjår": -1, "idag": 0, "ikveld": 0, "imorgen": 1, "imorgon": 1, "imårra": 1,
    "overmorgen": 2, "iovermorgen": 2, "overmorgon": 2, "iovermorgon": 2,
}  # fmt: skip


def _count(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.rsplit(maxsplit=1)[-1]]


def _shift(today: date, count: int, unit: str) -> date:
    if unit.startswith(("dag",)):
        return today + timedelta(days=count)
    if unit.startswith(("uk", "vek")):
        return today + timedelta(weeks=count)
    return today + (relativedelta(years=count) if unit == "år" else relativedelta(months=count))


def _day_of(parts: dict[str, str], tail: str, today: date, toward: Toward) -> date:
    day = int(parts["d" + tail])
    if "mon" + tail in parts:
        month = MONTHS[parts["mon" + tail]]
    elif "m" + tail in parts:
        month = int(parts["m" + tail])
    else:
        this = today.replace(day=day)
        if toward is Toward.FUTURE:
            return this if this >= today else this + relativedelta(months=1)
        return this if this <= today else this - relativedelta(months=1)
    if year := parts.get("y" + tail):
        return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    return _nearest_year(month, day, today, toward)


def _nearest_year(month: int, day: int, today: date, toward: Toward) -> date:
    for step in range(5):
        year = today.year + (step if toward is Toward.FUTURE else -step)
        try:
            found = date(year, month, day)
        except ValueError:
            if (month, day) == (2, 29):
                continue
            raise
        if (found >= today) if toward is Toward.FUTURE else (found <= today):
            return found
    raise ValueError


def _start_of_span(parts: dict[str, str], last: date) -> date:
    day = int(parts["d"])
    month = MONTHS[parts["mon"]] if "mon" in parts else int(parts["m"]) if "m" in parts else last.month
    year = parts.get("y")
    if year:
        return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    first = date(last.year, month, day)
    return first if first <= last else date(last.year - 1, month, day)


def _weekday(parts: dict[str, str], today: date, toward: Toward) -> date:
    wanted, which, after = WEEKDAYS[parts["wd"]], parts.get("which", ""), parts.get("after", "")
    monday = today - timedelta(days=today.weekday())
    if which in _PASSED:
        days_back = (today.weekday() - wanted) % 7 or 7
        return today - timedelta(days=days_back)
    if after == " som var" or (toward is Toward.PAST and not which):
        return today - timedelta(days=(today.weekday() - wanted) % 7)
    ahead = (wanted - today.weekday()) % 7
    if which.startswith(("førstkom", "fyrst", "kom")):
        return today + timedelta(days=ahead or 7)
    if which:
        return monday + timedelta(days=7 + wanted)
    return today + timedelta(days=ahead + (7 if after else 0))


def _week(number: int, today: date, toward: Toward) -> When:
    monday = date.fromisocalendar(today.year, number, 1)
    if toward is Toward.FUTURE and monday + timedelta(days=6) < today:
        monday = date.fromisocalendar(today.year + 1, number, 1)
    return When(monday, monday + timedelta(days=4))


def _month(parts: dict[str, str], today: date, toward: Toward) -> str:
    if parts["rule"] == "month_word":
        coming = today + relativedelta(months=1)
        return f"{coming:%Y-%m}"
    if parts["rule"] == "feast":
        month = 12 if parts["word"].startswith("jul") else easter(today.year).month
        if month != 12 and easter(today.year) < today:
            return f"{easter(today.year + 1):%Y-%m}"
    else:
        month = MONTHS[parts["mon"]]
    if year := parts.get("y"):
        return f"{int(year)}-{month:02}"
    if toward is Toward.PAST:
        return f"{today.year if month <= today.month else today.year - 1}-{month:02}"
    return f"{today.year if month >= today.month else today.year + 1}-{month:02}"


def read_date(text: str, today: date, toward: Toward) -> date | None:
    """A date standing alone ("1. mars", "på fredag", "the 3rd of March" in Norwegian words); None if it is not one day."""
    plain = " ".join(text.lower().split()).strip(" .!")
    mentions = find_dates(plain)
    if len(mentions) == 1 and mentions[0].kind is not Kind.MONTH:
        return resolve(mentions[0], today, toward).day
    if any(mention.kind is not Kind.MONTH for mention in mentions) or len(plain) > 40 or not any(sign.isdigit() for sign in plain):
        return None
    return _by_dateparser(plain, today, toward)


def warm() -> None:
    """Load dateparser (0.1 s), so that nobody waits for it."""
    _parser()


@cache
def _parser():  # type: ignore[no-untyped-def]
    from dateparser.date import DateDataParser  # noqa: PLC0415 — 0.1 s to import, needed for rare spellings only

    return DateDataParser


def _by_dateparser(text: str, today: date, toward: Toward) -> date | None:
    from datetime import datetime as instant  # noqa: PLC0415

    settings = {
        "PREFER_DATES_FROM": toward.value,
        "RELATIVE_BASE": instant(today.year, today.month, today.day),  # noqa: DTZ001 — dateparser works with naive local days
        "REQUIRE_PARTS": ["day", "month"],
        "DATE_ORDER": "DMY",
    }
    found = _parser()(languages=["nb"], settings=settings).get_date_data(text).date_obj
    return found.date() if found else None
