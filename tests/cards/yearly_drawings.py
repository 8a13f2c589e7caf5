"""Every card of what comes back with the year, in each state: for checks and photographs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.cards.scene import Scene
from bot.casework.inviting import Answers, Attendance, Invitation
from bot.casework.model import Case, Fact, FactKind
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind
from bot.casework.training import Course, Need
from bot.casework.yearly_round import Answer, Book, Numbers, Round
from bot.casework.yearly_tasks import Tick
from bot.profiles import read_profile
from tests.cards import change_drawings as change
from tests.cards import ke_scenes as at

AALESUND, AAS = read_profile("aalesund"), read_profile("aas")
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


NEED = Need(3, at.SOUTH, "basic", 3, refresher=True, reported_at=at.MONDAY, reported_by=at.SOUTH_LEADER, offer_by=date(2027, 5, 23))
LATER = replace(NEED, id=4, unit=at.NORTH, kind="guidance", persons=1, refresher=False, offer_by=date(2027, 6, 1))
OFFERED = replace(NEED, offered_on=date(2026, 11, 24), offered_by=at.KIM)
TAKEN = Course(at.ADA, date(2026, 11, 20), at.MONDAY, at.ADA)


def train(locale: str, reader: int, *needs: Need, **data: Any) -> Scene:
    """A card about training where units report needs."""
    return replace(at.scene(Kind.TRAINING, None, locale=locale, now=at.WEDNESDAY, reader=reader, profile=AALESUND), data=data, needs=needs)


def course(locale: str, reader: int, *people: int, **data: Any) -> Scene:
    """A card about the course, which Ada has taken."""
    noted = {person: TAKEN if person == at.ADA else None for person in people}
    return replace(at.scene(Kind.COURSE, None, locale=locale, now=at.WEDNESDAY, reader=reader, profile=AAS, **data), courses=noted)


def draw_training(locale: str) -> Mapping[str, Scene]:
    """By what it shows."""
    overdue = replace(NEED, offer_by=date(2026, 11, 20))
    return {
        "need, form": train(locale, at.SOUTH_LEADER),
        "need, form filled in": train(locale, at.SOUTH_LEADER, kind="basic", persons=3, refresher=True),
        "need, form for KE": train(locale, at.KIM, unit=at.SOUTH),
        "need, KE": train(locale, at.KIM, NEED, need=3),
        "need, leader": train(locale, at.SOUTH_LEADER, NEED, need=3),
        "need, late": train(locale, at.KIM, overdue, need=3),
        "need, offered": train(locale, at.KIM, OFFERED, need=3),
        "need, offered, leader": train(locale, at.SOUTH_LEADER, OFFERED, need=3),
        "need, of another unit": train(locale, at.DEPARTMENT, LATER, need=4),
        "need, withdrawn": train(locale, at.KIM, replace(NEED, withdrawn_at=at.TUESDAY), need=3),
        "needs, list": train(locale, at.KIM, NEED, LATER, list=True),
        "needs, long list": train(locale, at.KIM, *(replace(NEED, id=n) for n in range(1, 20)), list=True),
        "needs, none": train(locale, at.KIM, list=True),
        "course, asked": course(locale, at.BO, at.BO, asked=True),
        "course, taken": course(locale, at.ADA, at.ADA),
        "course, KE about one": course(locale, at.KIM, at.BO, person=at.BO),
        "course, list": course(locale, at.KIM, at.ADA, at.BO, list=True),
        "course, list for the leader": course(locale, at.SOUTH_LEADER, at.ADA, at.BO, list=True),
        "course, nobody": course(locale, at.SOUTH_LEADER, list=True),
        "digest with training": replace(train(locale, at.KIM, NEED, LATER), kind=Kind.DIGEST),
        "digest with late training": replace(train(locale, at.KIM, overdue), kind=Kind.DIGEST),
    }


DRAFT = Invitation(5, "gathering", date(2026, 12, 10), "Rådhuset", at.KIM, at.MONDAY, time(10, 0), "Nytt om IP")
SENT = replace(DRAFT, sent_at=at.MONDAY)
ONLINE = replace(SENT, place="https://kommune.example/treff", at=None, topic=None)
COMING = {at.ADA: Attendance.YES, at.BO: None, at.DEPARTMENT: Attendance.NO}


def invite(locale: str, reader: int, shown: Invitation | None, answers: Answers | None = None, **data: Any) -> Scene:
    """A card of an invitation; a draft goes to two and cannot reach one."""
    scene = replace(at.scene(Kind.INVITATION, None, locale=locale, now=at.WEDNESDAY, reader=reader), data=data, invitation=shown)
    receivers = ((at.ADA, at.BO), (at.DEPARTMENT,))
    return replace(scene, answers=COMING if answers is None else answers, receivers=receivers)


def owe(locale: str, task: str, tick: Tick | None = None, profile: Municipality = AALESUND) -> Scene:
    """A card of a yearly task."""
    scene = at.scene(Kind.YEARLY_TASK, None, locale=locale, now=at.WEDNESDAY, profile=profile)
    return replace(scene, data={"task": task, "year": 2026}, tick=tick)


def draw_invitations(locale: str) -> Mapping[str, Scene]:
    """By what it shows."""
    cancelled = replace(SENT, cancelled_at=at.TUESDAY)
    done = Tick("cooperation", 2026, date(2026, 11, 24), at.KIM, at.TUESDAY)
    return {
        "invitation, form": invite(locale, at.KIM, None, form=True),
        "invitation, form filled in": invite(locale, at.KIM, None, form=True, kind="theme", on="2027-03-04", at="10:00"),
        "invitation, form changed": invite(locale, at.KIM, DRAFT, form=True),
        "invitation, draft": invite(locale, at.KIM, DRAFT, {}),
        "invitation, nobody reached": replace(invite(locale, at.KIM, DRAFT, {}), receivers=((), (at.BO,))),
        "invitation, KE": invite(locale, at.KIM, SENT),
        "invitation, KE cancelled": invite(locale, at.KIM, cancelled),
        "invitation, KE afterwards": replace(invite(locale, at.KIM, replace(SENT, on=date(2026, 11, 24))), data={}),
        "invitation, asked": invite(locale, at.BO, SENT),
        "invitation, reminder": invite(locale, at.BO, SENT, stage=True),
        "invitation, yes": invite(locale, at.ADA, ONLINE),
        "invitation, no": invite(locale, at.DEPARTMENT, SENT),
        "invitation, cancelled": invite(locale, at.ADA, cancelled),
        "invitation, over": invite(locale, at.ADA, replace(SENT, on=date(2026, 11, 24))),
        "invitation, over unanswered": invite(locale, at.BO, replace(SENT, on=date(2026, 11, 24))),
        "invitation, not invited": invite(locale, at.SOUTH_LEADER, DRAFT, {}),
        "task, meetings": owe(locale, "cooperation"),
        "task, numbers": owe(locale, "priorities"),
        "task, done": owe(locale, "cooperation", done),
        "task, gathering": owe(locale, "gathering", profile=at.STANDARD),
        "task, no longer": owe(locale, "knitting"),
    }


def draw_all(locale: str) -> Mapping[str, Scene]:
    """By what it shows."""
    own, all_own, few = book(OPENED, CASES[:2], 0), book(OPENED, CASES, 0), book(OPENED, CASES[:3], 3, 1)
    leader, unit = at.SOUTH_LEADER, {"unit": at.SOUTH}
    return {
        **draw_training(locale),
        **draw_invitations(locale),
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
