"""Which units KE is shown first, and why; and what somebody was to a case."""

from dataclasses import replace
from datetime import date

import pytest

from bot.casework import commands as do
from bot.casework.model import Case, CoordinatorType, Directory, Unit
from bot.casework.overview import UnitLoad
from bot.casework.seeing import TrailRole, role_of
from bot.casework.suggest import Reason, suggest_units
from tests.casework.deciding import ADA, BO, DIRECTORY, KE, LEADER, MONDAY, NORTH_LEADER, SOUTH, settle_in

CASE = settle_in("standard").case
CHILD = replace(CASE, type=CoordinatorType.CHILD_COORDINATOR)
UNITS = {
    1: Unit(1, "Avlastning", (LEADER,), categories=("Rus", "psykisk helse"), employees=(ADA,)),
    2: Unit(2, "Barnevern", (LEADER,), categories=("RUS", "Barnekoordinator")),
    3: Unit(3, "Camping", stand_ins=(BO,)),
    4: Unit(4, "Dagsenter", (), categories=("rus",)),
    5: Unit(5, "Ergoterapi", (LEADER,), categories=("rus",), active=False),
    6: Unit(6, "Fysioterapi", (LEADER,)),
    7: Unit(7, "Gata", (LEADER,)),
    8: Unit(8, "Hjemmetjenesten", (LEADER,)),
}
TOWN = Directory(DIRECTORY.people, UNITS)
LOAD = {3: UnitLoad(2, 0), 6: UnitLoad(0, 4), 7: UnitLoad(0, 1)}
ROUTED, CHOSEN, PERSON, LEAST = Reason.ROUTING, Reason.CHOSEN, Reason.SUGGESTED_PERSON, Reason.LEAST_LOAD


@pytest.mark.parametrize(
    ("case", "category", "chosen", "suggested"),
    [
        (CASE, None, (), [(1, LEAST), (2, LEAST), (8, LEAST), (7, LEAST), (6, LEAST)]),
        (CASE, "rus", (), [(1, ROUTED), (2, ROUTED), (8, LEAST), (7, LEAST), (6, LEAST)]),
        (CASE, "Psykisk helse", (), [(1, ROUTED), (2, LEAST), (8, LEAST), (7, LEAST), (6, LEAST)]),
        (CHILD, None, (), [(2, ROUTED), (1, LEAST), (8, LEAST), (7, LEAST), (6, LEAST)]),
        (CHILD, "rus", (), [(2, ROUTED), (1, ROUTED), (8, LEAST), (7, LEAST), (6, LEAST)]),
        (CASE, "rus", (6, 2, 4, 5, 99), [(6, CHOSEN), (2, CHOSEN), (1, ROUTED), (8, LEAST), (7, LEAST)]),
        (replace(CASE, suggested=ADA), None, (), [(1, PERSON), (2, LEAST), (8, LEAST), (7, LEAST), (6, LEAST)]),
        (replace(CASE, suggested=ADA), "rus", (), [(1, ROUTED), (2, ROUTED), (8, LEAST), (7, LEAST), (6, LEAST)]),
    ],
)
def test_a_unit_stands_where_its_best_reason_puts_it(case: Case, category: str | None, chosen: tuple[int, ...], suggested: object) -> None:
    assert suggest_units(case, TOWN, LOAD, category, chosen) == suggested


def test_a_coordinator_for_an_adult_is_no_category() -> None:
    named = replace(TOWN, units={**UNITS, 8: replace(UNITS[8], categories=("Koordinator",))})
    assert {reason for _, reason in suggest_units(CASE, named, LOAD)} == {LEAST}


def test_a_unit_that_was_asked_already_comes_only_for_a_reason() -> None:
    asked = settle_in("standard").does(do.SendRequest(SOUTH), KE).case
    assert [unit for unit, _ in suggest_units(asked, TOWN, {})] == [2, 3, 6, 7, 8]
    assert suggest_units(asked, TOWN, {}, "rus")[0] == (1, ROUTED)


TODAY = MONDAY.date()
ASKED = settle_in("standard").does(do.SendRequest(SOUTH), KE)
PASSED = settle_in("standard").does(do.SendRequest(SOUTH), KE).does(do.PassOn(1, NORTH_LEADER), LEADER)
IN_PLACE = settle_in("standard").appoints()
AWAY = settle_in("standard").appoints().does(do.AskSubstitute(TODAY, date(2026, 12, 18)), ADA)
ACTED_FOR = AWAY.does(do.NameSubstitute(BO, TODAY, date(2026, 12, 18)), LEADER)
STANDS_IN = replace(DIRECTORY, units={**DIRECTORY.units, SOUTH: replace(DIRECTORY.units[SOUTH], stand_ins=(BO, LEADER))})
NEAREST = replace(DIRECTORY, people={**DIRECTORY.people, ADA: replace(DIRECTORY.people[ADA], nearest_leader=NORTH_LEADER)})


@pytest.mark.parametrize(
    ("cases", "person", "directory", "day", "role"),
    [
        ([ASKED.case], None, DIRECTORY, TODAY, "clock"),
        ([ASKED.case], KE, DIRECTORY, TODAY, "ke"),
        ([], KE, DIRECTORY, TODAY, "none"),
        ([ASKED.case], LEADER, DIRECTORY, TODAY, "leader"),
        ([ASKED.case], LEADER, STANDS_IN, TODAY, "leader+stand_in"),
        ([ASKED.case], BO, STANDS_IN, TODAY, "stand_in"),
        ([ASKED.case], NORTH_LEADER, DIRECTORY, TODAY, "none"),
        ([PASSED.case], NORTH_LEADER, DIRECTORY, TODAY, "asked"),
        ([IN_PLACE.case], ADA, DIRECTORY, TODAY, "coordinator"),
        ([IN_PLACE.case], NORTH_LEADER, NEAREST, TODAY, "leader"),
        ([IN_PLACE.case, PASSED.case], NORTH_LEADER, NEAREST, TODAY, "leader+asked"),
        ([ACTED_FOR.case], BO, DIRECTORY, TODAY, "substitute"),
        ([ACTED_FOR.case], BO, DIRECTORY, date(2026, 11, 1), "none"),
        ([ACTED_FOR.case], ADA, DIRECTORY, TODAY, "coordinator"),
    ],
)
def test_what_somebody_is_to_some_cases(cases: list[Case], person: int | None, directory: Directory, day: date, role: str) -> None:
    assert role_of(cases, person, directory, day) == role
    assert set(role.split("+")) <= set(TrailRole)


def test_who_was_the_coordinator_is_a_former_one() -> None:
    ended = replace(IN_PLACE.case, assignments=(replace(IN_PLACE.case.assignments[0], ended_at=MONDAY),))
    assert role_of([ended], ADA, DIRECTORY, TODAY) == "former_coordinator"
