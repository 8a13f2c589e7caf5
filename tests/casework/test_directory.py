"""Who is who: what is sent to a unit on a day, who may answer for it, and who leads whom."""

from dataclasses import replace
from datetime import date

import pytest

from bot.casework.model import Absence, Directory, FactKind, Person, Unit
from tests.casework.deciding import BO, settle_in

TODAY = date(2026, 11, 23)
AWAY = (Absence(TODAY, TODAY),)
KE, OLD_KE, LEADER, SECOND, STAND_IN, GONE, ADA, HEAD = range(1, 9)
TOWN = Directory(
    {
        person.id: person
        for person in (
            Person(KE, "Kari", is_ke=True, has_chat=True),
            Person(OLD_KE, "Nils", is_ke=True, active=False, has_chat=True),
            Person(LEADER, "Lise"),
            Person(SECOND, "Sara", absences=AWAY),
            Person(STAND_IN, "Vara"),
            Person(GONE, "Gro", active=False),
            Person(ADA, "Ada", nearest_leader=HEAD),
            Person(HEAD, "Hans"),
        )
    },
    {
        1: Unit(1, "Sør", (LEADER, SECOND), (STAND_IN,), (HEAD,), (ADA, GONE, HEAD)),
        2: Unit(2, "Nord", (SECOND,), (STAND_IN,)),
        3: Unit(3, "Øst", (SECOND,)),
        4: Unit(4, "Vest", (GONE,), (SECOND,)),
        5: Unit(5, "Midt", (GONE,), super_users=(ADA,)),
    },
)


def test_ke_is_whoever_is_at_work_there_and_is_reached_when_one_has_a_chat() -> None:
    assert TOWN.ke() == (KE,)
    assert TOWN.reaches_ke()
    silent = replace(TOWN, people={**TOWN.people, KE: replace(TOWN.people[KE], has_chat=False)})
    assert not silent.reaches_ke(), "whoever has left does not count"


@pytest.mark.parametrize(
    ("unit", "recipients", "answerers"),
    [
        (1, (LEADER,), {LEADER, SECOND, STAND_IN}),
        (2, (STAND_IN,), {SECOND, STAND_IN}),
        (3, (SECOND,), {SECOND}),
        (4, (SECOND,), {SECOND}),
        (5, (), set()),
    ],
)
def test_what_is_sent_to_a_unit_goes_to_leaders_at_work_else_stand_ins_else_those_who_are_away(
    unit: int, recipients: tuple[int, ...], answerers: set[int]
) -> None:
    assert TOWN.recipients(unit, TODAY) == recipients
    assert TOWN.answerers(unit) == answerers


def test_the_leader_is_back_on_the_day_after() -> None:
    assert TOWN.recipients(2, date(2026, 11, 24)) == (SECOND,)
    assert TOWN.recipients(2, date(2026, 11, 22)) == (SECOND,)


def test_a_nearest_leader_at_work_hears_of_one_s_own_else_whoever_hears_for_the_unit() -> None:
    assert TOWN.leaders_of(ADA, 1, TODAY) == (HEAD,)
    assert TOWN.leaders_of(LEADER, 1, TODAY) == TOWN.leaders_of(None, 1, TODAY) == (LEADER,)
    for gone in (replace(TOWN.people[HEAD], active=False), replace(TOWN.people[HEAD], absences=AWAY)):
        assert replace(TOWN, people={**TOWN.people, HEAD: gone}).leaders_of(ADA, 1, TODAY) == (LEADER,)
    assert TOWN.reports(HEAD) == (ADA,)
    assert TOWN.reports(LEADER) == ()


def test_who_has_a_part_in_which_units() -> None:
    assert [unit.id for unit in TOWN.units_led_by(SECOND)] == [1, 2, 3, 4]
    assert [unit.id for unit in TOWN.units_led_by(STAND_IN)] == [1, 2]
    assert [unit.id for unit in TOWN.units_of(ADA)] == [1, 5]
    assert [unit.id for unit in TOWN.units_of(HEAD)] == [1]
    assert [person.id for person in TOWN.colleagues(1)] == [ADA, HEAD], "employees first, each once, nobody who has left"


def test_who_or_what_is_not_in_a_case_is_none() -> None:
    case = settle_in("standard").appoints().case
    assert (case.find_assignment(2), case.find_request(2), case.assignment_of(BO), case.newest_fact(FactKind.PLAN)) == (None,) * 4
    assert (case.find_assignment(1), case.find_request(1)) == (case.assignments[0], case.requests[0])
