"""How long it takes to get a coordinator, counted so that nobody can be found in it.

A reader knows every number that is shown, and that parts add up to their whole. So a number from 1 to 4 is hidden, and with it whatever
would give it away by subtraction: the whole's other part, and another group where one alone would be what is missing.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TypeVar

from bot.casework.deadlines import oslo_date
from bot.casework.model import Case, CoordinatorType, UnitId

Key = TypeVar("Key", bound=Hashable)
SMALLEST = 5
"""The smallest number above 0 that is shown."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One case's way from the date the clock counts from to the first coordinator."""

    type: CoordinatorType
    unit: UnitId | None
    """Whose coordinator came first, else who was asked last; None when nobody was."""
    days: int | None
    """Calendar days; None while there is no coordinator."""
    in_time: bool | None
    """By the appointment deadline; None where there is none, or no coordinator yet."""


@dataclass(frozen=True, slots=True)
class Group:
    """What is shown of some cases; None is what must not be shown."""

    cases: int | None
    appointed: int | None = None
    """Those that have, or have had, a coordinator."""
    in_time: int | None = None
    """Of those, by the appointment deadline."""
    median_days: float | None = None
    """Of those; half of them waited no longer."""
    slow_days: int | None = None
    """Of those; nine of ten waited no longer. None for fewer than ten."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """A year's cases, all of them and split in ways that each add up to all."""

    year: int
    whole: Group
    types: Mapping[CoordinatorType, Group]
    units: Mapping[UnitId | None, Group]
    has_limit: bool
    """Whether the municipality promises a coordinator by a day."""


def measure(case: Case) -> Wait | None:
    """A case's way; None when no date is known to count from."""
    if case.decided_on is None:
        return None
    first = case.assignments[0] if case.assignments else None
    unit = first.unit if first else case.requests[-1].unit if case.requests else None
    if first is None:
        return Wait(case.type, unit, None, None)
    named = oslo_date(first.named_at)
    in_time = named <= case.appoint_by if case.appoint_by else None
    return Wait(case.type, unit, max((named - case.decided_on).days, 0), in_time)


def count(cases: Iterable[Case], year: int, *, by_unit: bool, has_limit: bool) -> Statistics:
    """The statistics of the cases whose date lies in the year."""
    waits = [wait for case in cases if case.decided_on and case.decided_on.year == year and (wait := measure(case))]
    whole = sum_up(waits, has_limit=has_limit)
    types = {type: [wait for wait in waits if wait.type is type] for type in CoordinatorType}
    units = {unit: [wait for wait in waits if wait.unit == unit] for unit in dict.fromkeys(wait.unit for wait in waits)} if by_unit else {}
    return Statistics(
        year=year,
        whole=hide_small(whole),
        types=protect({type: sum_up(some, has_limit=has_limit) for type, some in types.items()}),
        units=protect({unit: sum_up(some, has_limit=has_limit) for unit, some in units.items()}),
        has_limit=has_limit,
    )


def sum_up(waits: Sequence[Wait], *, has_limit: bool) -> Group:
    """Everything about some cases, nothing hidden yet."""
    days = sorted(wait.days for wait in waits if wait.days is not None)
    return Group(
        cases=len(waits),
        appointed=len(days),
        in_time=sum(wait.in_time is True for wait in waits) if has_limit else None,
        median_days=median(days) if days else None,
        slow_days=days[-(-9 * len(days) // 10) - 1] if len(days) >= 10 else None,
    )


# ---- what must not be shown


def is_small(number: int) -> bool:
    """Whether a number points at somebody."""
    return 0 < number < SMALLEST


def hide_small(group: Group) -> Group:
    """A group with its own small numbers hidden, and what they could be worked out from within it."""
    cases = group.cases or 0
    if is_small(cases):
        return Group(None)
    appointed = group.appointed or 0
    if is_small(appointed) or is_small(cases - appointed):
        return Group(cases)
    in_time = group.in_time
    if in_time is not None and (is_small(in_time) or is_small(appointed - in_time)):
        in_time = None
    return replace(group, in_time=in_time)


def protect(groups: Mapping[Key, Group]) -> dict[Key, Group]:
    """Groups that add up to the whole, with as many hidden as it takes for what is missing to be no small number either.

    What is missing of a column is the sum of the groups that hide it: it is looked at as if it were a group of its own.
    """
    shown = {key: hide_small(group) for key, group in groups.items()}
    for hide in (hide_cases, hide_appointed, hide_in_time):
        while True:
            hidden = [key for key in groups if is_hidden(shown[key], hide)]
            missing = add(groups[key] for key in hidden)
            if not is_hidden(hide_small(missing), hide):
                break
            others = {key: group.cases for key, group in groups.items() if key not in hidden and group.cases}
            if not others:
                break
            smallest = min(others, key=others.__getitem__)
            shown[smallest] = hide(shown[smallest])
    return shown


def hide_cases(_group: Group) -> Group:
    return Group(None)


def hide_appointed(group: Group) -> Group:
    return Group(group.cases)


def hide_in_time(group: Group) -> Group:
    return replace(group, in_time=None)


def is_hidden(group: Group, hide: object) -> bool:
    """Whether the column that `hide` hides is hidden already."""
    column = {hide_cases: group.cases, hide_appointed: group.appointed, hide_in_time: group.in_time}[hide]  # type: ignore[index]
    return column is None


def add(groups: Iterable[Group]) -> Group:
    """Several groups as one."""
    listed = list(groups)
    return Group(
        cases=total(group.cases for group in listed),
        appointed=total(group.appointed for group in listed),
        in_time=total(group.in_time for group in listed),
    )


def total(numbers: Iterable[int | None]) -> int | None:
    """Their sum; None where one of them is not there."""
    known = list(numbers)
    return None if None in known else sum(number for number in known if number is not None)
