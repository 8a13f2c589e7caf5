"""What the bot says, in the reader's language and the municipality's own words, with dates and numbers written out."""

import re
from collections import ChainMap
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from babel.dates import get_day_names, get_month_names

from bot.casework.deadlines import OSLO
from bot.casework.labels import Label
from bot.casework.municipality import Municipality
from bot.casework.nouns import Locale
from bot.texts.catalogue import find_translations

MARKDOWN = re.compile(r"[\\`*_\[\]<>#]")
ESCAPED = re.compile(rf"\\({MARKDOWN.pattern})")
OBVIOUS_DAYS = 92
"""Within the three months of the appointment deadline a date in another year needs no year."""
LONG_DAYS = 300


class Raw(str):
    """Text that is Markdown already, such as what `say` returns: it is not escaped again."""

    __slots__ = ()


def escape(text: str) -> Raw:
    """The text with a backslash before every sign that Markdown would take as its own.

    Parentheses are left alone: without square brackets they mean nothing, and phones may show the backslash.
    """
    return text if isinstance(text, Raw) else Raw(MARKDOWN.sub(lambda sign: "\\" + sign.group(), text))


def unescape(text: str) -> str:
    """What was written for Teams' Markdown, as plain text."""
    return ESCAPED.sub(r"\1", text)


def mark(text: str) -> str:
    """The text unchanged, known to the catalogue: for tables of texts that are said later."""
    return text


class Words:
    """One reader's language on one day. Texts are given in bokmål, with blanks such as {the_unit}, {KE} or {deadline}.

    A blank is filled from the values given, else from the municipality's terms (casework.municipality.name_words); KeyError
    when it is in neither. Dates become "mandag 7. desember", instants "mandag 7. desember kl. 10.02", numbers digits.
    """

    def __init__(self, locale: Locale, municipality: Municipality, today: date) -> None:
        self.locale: Locale = locale
        self.municipality = municipality
        self.today = today
        self.translations = find_translations(locale)
        self.terms = municipality.variables(locale)
        self.own = municipality.own_texts(locale)

    def say(self, text: str, **values: Any) -> Raw:
        """The text as Markdown for Teams; what is filled in can never become markup."""
        return Raw(self.fill(self.translate(text), {name: escape(self.write(value)) for name, value in values.items()}))

    def plural(self, one: str, many: str, n: int, **values: Any) -> Raw:
        """`one` when n is 1, else `many`, as `say` says it; {n} is the number."""
        found = self.translations.ngettext(one, many, n)
        return Raw(self.fill(found, {name: escape(self.write(value)) for name, value in {"n": n, **values}.items()}))

    def plain(self, text: str, **values: Any) -> str:
        """The text without Markdown: for buttons, labels, choices, documents and mail."""
        return self.fill(self.translate(text), {name: self.write(value) for name, value in values.items()})

    def translate(self, text: str) -> str:
        """The text in the reader's language, in the municipality's own words where it has some; blanks unfilled."""
        return self.own.get(text) or self.translations.gettext(text)

    def fill(self, text: str, values: dict[str, str]) -> str:
        """The text with its blanks filled."""
        return text.format_map(ChainMap(values, self.terms))  # type: ignore[arg-type]

    def write(self, value: Any) -> str:
        """A value as people write it; strings stay as they are."""
        if isinstance(value, str):
            return value
        if isinstance(value, datetime):
            return self.instant(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, int):
            return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")
        raise TypeError(f"no way to write a {type(value).__name__}")

    def day(self, day: date) -> str:
        """'mandag 7. desember'; with the year when it is not obvious.

        That is in another year and more than 92 days away, or more than 300 days away, in the past or to come.
        """
        return f"{name_days(self.locale)[day.weekday()]} {self.day_of_year(day)}"

    def day_of_year(self, day: date) -> str:
        """'7. desember', without the weekday; with the year as in `day`."""
        distance = abs((day - self.today).days)
        far = distance > LONG_DAYS or (day.year != self.today.year and distance > OBVIOUS_DAYS)
        return f"{day.day}. {name_months(self.locale)[day.month]}" + (f" {day.year}" if far else "")

    def month(self, day: date) -> str:
        """'august 2027'."""
        return f"{name_months(self.locale)[day.month]} {day.year}"

    def instant(self, instant: datetime) -> str:
        """'tirsdag 24. november kl. 10.02', as clocks in Oslo show it."""
        local = instant.astimezone(OSLO)
        return f"{self.day(local.date())} kl. {local:%H.%M}"

    def join(self, items: Iterable[str]) -> str:
        """'a, b og c'; Markdown when one of the items is."""
        listed = list(items)
        markdown = any(isinstance(item, Raw) for item in listed)
        *first, last = map(escape, listed) if markdown else listed
        joined = f"{', '.join(first)} og {last}" if first else last
        return Raw(joined) if markdown else joined

    def label(self, label: Label) -> Raw:
        """A line of the profile, such as a reason or its `brief` form, with the municipality's words filled in."""
        return Raw(self.municipality.text(label, self.locale))


@cache
def name_days(locale: str) -> dict[int, str]:
    """The weekdays, Monday first as 0, from CLDR."""
    return dict(get_day_names("wide", "format", locale))


@cache
def name_months(locale: str) -> dict[int, str]:
    """The months, January first as 1, from CLDR."""
    return dict(get_month_names("wide", "format", locale))
