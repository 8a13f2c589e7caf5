"""Every card of what comes back with the year, in each state: for checks and photographs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.cards.scene import Scene
from bot.casework.model import Case, Fact, FactKind
from bot.casework.outcome import Kind
from bot.casework.yearly_round import Answer, Book, Numbers, Round
from tests.cards import change_drawings as change
from tests.cards import ke_scenes as at

OPENED = Round(2026, at.MONDAY, date(2026, 12, 1))
CLOSED = replace(OPENED, closed_at=at.OVERDUE_DAY, closed_by=at.KIM)
HELD = (
    Fact(FactKind.MEETING, at.WEDNESDAY, at.ADA, date(2026, 11, 24), what="group"),
    Fact(FactKind.PLAN, at.WEDNESDAY, at.ADA, answer=True),
)
CASES = tuple(replace(change.PLACED, id=17 + n, number=f"2026-04{17 + n}", facts=HELD) for n in range(14))


def book(round: Round, cases: tuple[Case, ...], answered: int, confirmed: int = 0) -> Book:
    """A round in which the first cases are answered, and the first of those confirmed."""
    answers = [Answer(case.id, Numbers({"group": n % 3}), at.TUESDAY, at.ADA) for n, case in enumerate(cases[:answered])]
    done = [replace(each, confirmed_at=at.WEDNESDAY, confirmed_by=at.SOUTH_LEADER) for each in answers[:confirmed]]
    return Book(round, cases, {each.case: each for each in (*done, *answers[confirmed:])})


def see(locale: str, reader: int, kept: Book | None, **data: Any) -> Scene:
    return replace(at.scene(Kind.ROUND, None, locale=locale, now=at.WEDNESDAY, reader=reader, **data), book=kept)


def draw_all(locale: str) -> Mapping[str, Scene]:
    """By what it shows."""
    own, all_own, few = book(OPENED, CASES[:2], 0), book(OPENED, CASES, 0), book(OPENED, CASES[:3], 3, 1)
    leader, unit = at.SOUTH_LEADER, {"unit": at.SOUTH}
    return {
        "round, two cases": see(locale, at.ADA, own, year=2026),
        "round, fourteen cases": see(locale, at.ADA, all_own, year=2026),
        "round, some answered": see(locale, at.ADA, book(OPENED, CASES, 6), year=2026),
        "round, a page to correct": see(locale, at.ADA, book(OPENED, CASES, 14), year=2026, **{"from": 6}),
        "round, reminder": see(locale, at.ADA, own, year=2026, stage=True),
        "round, answered": see(locale, at.ADA, few, year=2026),
        "round, closed": see(locale, at.ADA, replace(few, round=CLOSED), year=2026),
        "round, no cases": see(locale, at.BO, own, year=2026),
        "round, unit": see(locale, leader, book(OPENED, CASES, 9, 3), year=2026, **unit),
        "round, unit all confirmed": see(locale, leader, book(OPENED, CASES[:3], 3, 3), year=2026, **unit),
        "round, unit filled in by its leader": see(locale, leader, all_own, year=2026, **unit, **{"from": 0}),
        "round, unit closed": see(locale, leader, replace(few, round=CLOSED), year=2026, **unit),
        "round, unit for KE": see(locale, at.KIM, few, year=2026, **unit),
        "round, unit for somebody else": see(locale, at.ADA, few, year=2026, **unit),
        "round, KE": see(locale, at.KIM, book(OPENED, CASES, 9, 3), year=2026, ke=True),
        "round, KE closed": see(locale, at.KIM, replace(few, round=CLOSED), year=2026, ke=True),
        "round, none yet": see(locale, at.KIM, None, ke=True),
        "round, none yet for a coordinator": see(locale, at.ADA, None),
    }
