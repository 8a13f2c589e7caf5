"""Dates inside sentences, read on Monday 23 November 2026."""

from datetime import date

import pytest
from listening import TODAY

from bot.dialogs.dates import Toward, When, find_dates, find_times, read_date, resolve


def only(text: str, toward: Toward = Toward.FUTURE) -> When:
    mentions = find_dates(text)
    assert len(mentions) == 1, mentions
    return resolve(mentions[0], TODAY, toward)


@pytest.mark.parametrize(
    ("text", "ahead", "behind"),
    [
        ("jeg slutter 1. mars og kan ikke mer", "2027-03-01", "2026-03-01"),
        ("vedtak 20.11.2026", "2026-11-20", "2026-11-20"),
        ("vedtak 20/11", "2027-11-20", "2026-11-20"),
        ("er frå 16.11", "2027-11-16", "2026-11-16"),
        ("12.11.26", "2026-11-12", "2026-11-12"),
        ("2026-11-20", "2026-11-20", "2026-11-20"),
        ("5 des", "2026-12-05", "2025-12-05"),
        ("i går", "2026-11-22", "2026-11-22"),
        ("i morgen", "2026-11-24", "2026-11-24"),
        ("i morgon", "2026-11-24", "2026-11-24"),
        ("på torsdag", "2026-11-26", "2026-11-19"),
        ("mandag", "2026-11-23", "2026-11-23"),
        ("neste mandag", "2026-11-30", "2026-11-30"),
        ("neste tysdag", "2026-12-01", "2026-12-01"),
        ("førstkommende fredag", "2026-11-27", "2026-11-27"),
        ("sist torsdag", "2026-11-19", "2026-11-19"),
        ("forrige mandag", "2026-11-16", "2026-11-16"),
        ("fra nyttår", "2027-01-01", "2026-01-01"),
        ("om to uker", "2026-12-07", "2026-12-07"),
        ("om ein månad", "2026-12-23", "2026-12-23"),
        ("om 10 dager", "2026-12-03", "2026-12-03"),
        ("for to dager siden", "2026-11-21", "2026-11-21"),
        ("den 3.", "2026-12-03", "2026-11-03"),
        ("29. februar", "2028-02-29", "2024-02-29"),
        ("ut året", "2026-12-31", "2026-12-31"),
    ],
)
def test_a_day_lies_ahead_or_behind(text: str, ahead: str, behind: str) -> None:
    assert only(text).day == date.fromisoformat(ahead)
    assert only(text, Toward.PAST).day == date.fromisoformat(behind)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("til august", "2027-08"),
        ("ut januar", "2027-01"),
        ("i desember", "2026-12"),
        ("til jul", "2026-12"),
        ("til påske", "2027-03"),
        ("august 2028", "2028-08"),
    ],
)
def test_a_month_is_a_month_and_no_day(text: str, month: str) -> None:
    assert (only(text).month, only(text).day) == (month, None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("fra 1. til 18. desember", "2026-12-01", "2026-12-18"),
        ("1.-18. desember", "2026-12-01", "2026-12-18"),
        ("frå 30. november til 11. desember", "2026-11-30", "2026-12-11"),
        ("21. desember til 4. januar", "2026-12-21", "2027-01-04"),
        ("1.12-18.12", "2026-12-01", "2026-12-18"),
        ("i uke 50", "2026-12-07", "2026-12-11"),
    ],
)
def test_a_span_has_two_ends(text: str, first: str, last: str) -> None:
    assert (only(text).day, only(text).last) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["31. juni", "30. februar", "i forrige uke", "på nyåret", "32.1", "1.13"])
def test_what_is_no_day_resolves_to_none(text: str) -> None:
    assert all(resolve(mention, TODAY, Toward.FUTURE).day is None for mention in find_dates(text))


@pytest.mark.parametrize("text", ["sak 417", "2026-0417", "mai-lis", "0417", "maiken", "12.30.45.67", "marsipan"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert not find_dates(text)


def test_clock_times_are_found_with_and_without_a_word() -> None:
    assert [found[2:] for found in find_times("kl 12, kl. 10.30, klokka 9 og 14:15")] == [(12, 0), (10, 30), (9, 0), (14, 15)]


@pytest.mark.parametrize("text", ["1. mars", "1 mars", "1/3", "01.03", "1.3.", "1.03.2027", "mars 1"])
def test_a_date_standing_alone_is_read_also_when_the_grammar_does_not_know_it(text: str) -> None:
    assert read_date(text, TODAY, Toward.FUTURE) == date(2027, 3, 1)


@pytest.mark.parametrize("text", ["", "vet ikke", "417", "snart", "31.6.2026", "01912486784"])
def test_what_is_not_a_date_is_none(text: str) -> None:
    assert read_date(text, TODAY, Toward.FUTURE) is None
