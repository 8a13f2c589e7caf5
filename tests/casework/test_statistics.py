"""What statistics show, and that nobody who knows all that is shown can work out a number from 1 to 4."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from operator import add, sub

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.casework.model import Assignment, Case, CoordinatorType, Named, Request
from bot.casework.statistics import SMALLEST, Group, Wait, count, hide_small, measure, protect

DECIDED = date(2026, 3, 2)
LIMIT = date(2026, 6, 2)


def case(number: int, days: int | None, unit: int = 1, **changes: object) -> Case:
    """A case whose first coordinator was named so many days after the decision."""
    opened = datetime(2026, 3, 2, 9, tzinfo=UTC)
    made = Case(number, f"2026-{number:04}", CoordinatorType.COORDINATOR, DECIDED, LIMIT, opened, 1)
    if days is not None:
        made = replace(made, assignments=(Assignment(1, unit, 1, Named(2), opened + timedelta(days=days), 3),))
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.row("S4-33", "S4-37", "S4-39")
def test_the_time_to_a_coordinator_is_counted_from_the_date_the_clock_counts_from() -> None:
    cases = [case(number, days) for number, days in enumerate([0, 10, 20, 30, 40, 91, 92, 93, 100, 120, None, None, None, None, None])]
    earlier = case(90, 5, decided_on=date(2025, 12, 31))
    undated = case(91, 5, decided_on=None)
    found = count([*cases, earlier, undated], 2026, by_unit=False, has_limit=True)
    assert found.whole == Group(cases=15, appointed=10, in_time=None, median_days=65.5, slow_days=100), "three were late: not shown"
    on_time = [case(number, 10) for number in range(50, 52)]
    found = count([*cases, *on_time, *(case(number, 99) for number in range(60, 62))], 2026, by_unit=False, has_limit=True)
    assert (found.whole.appointed, found.whole.in_time) == (14, 9)
    assert count(cases, 2026, by_unit=False, has_limit=False).whole.in_time is None


def test_a_small_unit_is_hidden_together_with_another_so_that_nothing_can_be_subtracted() -> None:
    cases = [case(number, 10, unit=unit) for number, unit in enumerate([1] * 12 + [2] * 8 + [3] * 3)]
    found = count(cases, 2026, by_unit=True, has_limit=True)
    assert found.whole.cases == 23
    assert {unit: group.cases for unit, group in found.units.items()} == {1: 12, 2: None, 3: None}
    assert count(cases, 2026, by_unit=False, has_limit=True).units == {}
    cases = [case(number, 10, unit=unit) for number, unit in enumerate([1] * 12 + [2] * 2 + [3])]
    found = count(cases, 2026, by_unit=True, has_limit=True)
    assert [group.cases for group in found.units.values()] == [None, None, None], "two that are 3 together are as good as one"


KOORDINATOR, CHILD = CoordinatorType


def test_a_case_waits_from_its_date_to_the_first_coordinator_however_it_goes_on() -> None:
    request = Request(1, 7, datetime(2026, 3, 3, 9, tzinfo=UTC), 1, None, (2,))
    assert measure(case(1, None)) == Wait(KOORDINATOR, None, None, None)
    asked = request, replace(request, unit=9), replace(request, unit=8)
    assert measure(case(1, None, requests=asked)) == Wait(KOORDINATOR, 8, None, None)
    assert measure(case(1, 92, requests=(request,))) == Wait(KOORDINATOR, 1, 92, True)
    assert measure(case(1, 93, type=CHILD)) == Wait(CHILD, 1, 93, False)
    assert measure(case(1, 0)) == Wait(KOORDINATOR, 1, 0, True)
    assert measure(case(1, 1)) == Wait(KOORDINATOR, 1, 1, True)
    assert measure(case(1, -3, appoint_by=None)) == Wait(KOORDINATOR, 1, 0, None), "named before the date: no time at all"
    assert measure(case(1, 5, decided_on=None)) is None


def test_the_types_of_coordinator_are_counted_apart_and_the_slowest_shown_from_ten_on() -> None:
    cases = [case(number, number) for number in range(9)] + [case(20 + number, 50, type=CHILD) for number in range(10)]
    found = count(cases, 2026, by_unit=False, has_limit=False)
    assert found.types == {KOORDINATOR: Group(9, 9, None, 4, None), CHILD: Group(10, 10, None, 50, 50)}
    assert (found.year, found.has_limit, found.whole) == (2026, False, Group(19, 19, None, 50, 50))
    twenty = [case(number, number) for number in range(1, 21)]
    assert count(twenty, 2026, by_unit=False, has_limit=False).whole.slow_days == 18, "nine of ten have waited no longer"
    assert count([], 2026, by_unit=True, has_limit=True).whole == Group(0, 0, 0)


@pytest.mark.parametrize(
    ("group", "shown"),
    [
        (Group(0, 0, 0), Group(0, 0, 0)),
        (Group(1, 0, 0), Group(None)),
        (Group(4, 4, 4), Group(None)),
        (Group(5, 5, 5), Group(5, 5, 5)),
        (Group(9, 4, 4, 3.0, 9), Group(9)),
        (Group(9, 5, 5, 3.0, 9), Group(9)),
        (Group(10, 5, 5, 3.0, 9), Group(10, 5, 5, 3.0, 9)),
        (Group(10, 10, 4, 3.0, 9), Group(10, 10, None, 3.0, 9)),
        (Group(10, 10, 6, 3.0, 9), Group(10, 10, None, 3.0, 9)),
        (Group(10, 10, 5, 3.0, 9), Group(10, 10, 5, 3.0, 9)),
        (Group(10, 10, 0, 3.0, 9), Group(10, 10, 0, 3.0, 9)),
        (Group(10, 10, None, 3.0, 9), Group(10, 10, None, 3.0, 9)),
    ],
)
def test_a_small_number_and_what_it_follows_from_are_hidden(group: Group, shown: Group) -> None:
    assert hide_small(group) == shown


def test_another_group_is_hidden_where_what_is_missing_would_be_a_small_number() -> None:
    a, b, c = (Group(20, 20, in_time) for in_time in (12, 18, 10))
    assert protect({"a": a, "b": b, "c": c}) == {"a": replace(a, in_time=None), "b": replace(b, in_time=None), "c": c}
    few, many, none = Group(12, 9, 9), Group(30, 30, 30), Group(0, 0, 0)
    assert protect({"few": few, "many": many, "none": none}) == {"few": Group(12), "many": Group(30), "none": none}
    assert protect({"all": Group(3, 3, 3), "none": none}) == {"all": Group(None), "none": none}
    assert protect({"a": a, "b": b}) == {"a": Group(20, 20, None), "b": Group(20, 20, None)}
    assert protect({"a": a, "c": c}) == {"a": a, "c": c}
    assert protect({"c": c, "many": many}) == {"c": c, "many": many}
    unlimited = {key: replace(group, in_time=None) for key, group in {"c": c, "many": many}.items()}
    assert protect(unlimited) == unlimited, "where nothing is to be in time, nothing is hidden for it"
    assert protect({"few": Group(3, 3, 3), "less": Group(6, 6, 6), "more": Group(9, 9, 9)}) == {
        "few": Group(None),
        "less": Group(None),
        "more": Group(9, 9, 9),
    }, "the smallest that makes the number large enough"


PARTS = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
"""In time, late, and without a coordinator."""
Column = tuple[int, ...]


def group_of(in_time: int, late: int, without: int) -> Group:
    return Group(in_time + late + without, in_time + late, in_time)


def splits(seen: list[int | None], whole: int | None, most: Column) -> Iterator[Column]:
    """Every way in which a column of two groups can be filled, by what is shown of it and of its sum; no group has more than `most`."""
    for first in [seen[0]] if seen[0] is not None else range(most[0] + 1):
        for second in [seen[1]] if seen[1] is not None else range(most[1] + 1):
            if (whole is None or first + second == whole) and first <= most[0] and second <= most[1]:
                yield first, second


def readings(shown: Mapping[int, Group], whole: Group) -> Iterator[tuple[Column, Column, Column]]:
    """Everything that could lie behind a table of two groups, to somebody who knows that parts add up to their whole."""
    cases, appointed, in_time = ([getattr(group, name) for group in shown.values()] for name in ("cases", "appointed", "in_time"))
    for n in splits(cases, whole.cases, (30, 30)):
        for k in splits(appointed, whole.appointed, n):
            for w in splits(in_time, whole.in_time, k):
                yield w, tuple(map(sub, k, w)), tuple(map(sub, n, k))


@settings(max_examples=150, deadline=None)
@given(st.tuples(PARTS, PARTS))
def test_no_small_number_follows_from_what_is_shown(parts: tuple[tuple[int, int, int], ...]) -> None:
    groups = {key: group_of(*each) for key, each in enumerate(parts)}
    shown, whole = protect(groups), hide_small(group_of(*map(add, *parts)))
    if whole.cases is None:
        assert all(group.cases is None or group.cases == 0 for group in shown.values())
        return
    possible: dict[tuple[int, int], set[int]] = {}
    for reading in readings(shown, whole):
        for place, column in enumerate(reading):
            for group, number in enumerate(column):
                possible.setdefault((group, place), set()).add(number)
        if all(len(numbers) > 1 for numbers in possible.values()):
            return
    certain = {key: next(iter(numbers)) for key, numbers in possible.items() if len(numbers) == 1}
    assert all(parts[group][place] == number for (group, place), number in certain.items()), "the table tells the truth"
    assert not [number for number in certain.values() if 0 < number < SMALLEST], (parts, shown, whole)
