"""Every card of a handover, a closure, a pause and of what coordinators report, in each state: for checks and photographs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.cards.scene import Group, Overview, Scene
from bot.casework.duties import REGISTERS, listed
from bot.casework.model import (
    Case,
    Closing,
    CoordinatorType,
    EndReason,
    Fact,
    FactKind,
    Handover,
    HandoverReason,
    HandoverState,
    Named,
    Pause,
)
from bot.casework.outcome import Kind, News, Refusal, Why
from bot.casework.overview import Figures
from tests.cards import ke_scenes as at

MARCH = date(2027, 3, 1)
AUGUST = date(2027, 8, 1)
THEN = datetime(2027, 8, 2, 7, 0, tzinfo=UTC)
CHILD = CoordinatorType.CHILD_COORDINATOR

PLACED = replace(at.GUIDED, assignments=(replace(at.GUIDED.assignments[0], guidance_wanted_at=None, access_at=at.TUESDAY),))
OWN = PLACED.assignments[0]
ASKED = Handover(1, 1, HandoverReason.LEAVING, at.WEDNESDAY, at.ADA, MARCH)
TRANSFER = replace(ASKED, reason=HandoverReason.TRANSITION, transfer=True)
TO_KE = replace(ASKED, state=HandoverState.KE, settled_at=at.OVERDUE_DAY, settled_by=at.SOUTH_LEADER)
DONE = replace(ASKED, state=HandoverState.SUCCEEDED, settled_at=at.OVERDUE_DAY, settled_by=at.SOUTH_LEADER)
NEW = replace(at.NAMED, seq=2, named=Named(at.BO), named_at=at.OVERDUE_DAY, welcomed_at=at.OVERDUE_DAY)

AWAITED = replace(PLACED, version=11, handovers=(ASKED,))
TRANSFERRED = replace(PLACED, version=11, handovers=(TRANSFER,))
PASSED_ON = replace(PLACED, version=12, handovers=(TO_KE,))
UNANSWERED = replace(PLACED, version=12, handovers=(replace(ASKED, ke_told_on=date(2026, 12, 2)),))
GOES_ON = replace(
    PLACED, version=12, handovers=(replace(ASKED, state=HandoverState.RETRACTED, settled_at=at.OVERDUE_DAY, settled_by=at.ADA),)
)
NEW_DUTIES = (*PLACED.duties, *listed(at.STANDARD.duties.handed_over, 2, at.OVERDUE_DAY))
COMING = replace(
    PLACED, version=13, handovers=(DONE,), duties=NEW_DUTIES, assignments=(replace(OWN, ends_on=MARCH), replace(NEW, starts_on=MARCH))
)
RELIEVED = replace(
    COMING, assignments=(replace(OWN, ended_at=at.OVERDUE_DAY, end_reason=EndReason.HANDED_OVER), replace(NEW, informed_at=None))
)

CLOSING = replace(
    PLACED,
    version=12,
    closing=Closing(1, "goals_met", at.WEDNESDAY, at.ADA),
    closings=1,
    duties=(*PLACED.duties, *listed(at.STANDARD.duties.closing, 1, at.WEDNESDAY)),
)
DYING = replace(CLOSING, closing=Closing(1, "died", at.WEDNESDAY, at.ADA))
HALF_CLOSED = replace(CLOSING, duties=(*PLACED.duties, at.done(CLOSING.duties[-2]), CLOSING.duties[-1]))
SHUT = replace(
    CLOSING,
    closing=None,
    duties=(*PLACED.duties, *(at.done(duty) for duty in CLOSING.duties[-2:])),
    closed_at=at.WEDNESDAY,
    closed_by=at.KIM,
    close_reason="died",
    assignments=(replace(OWN, ended_at=at.WEDNESDAY, end_reason=EndReason.CASE_CLOSED),),
)
REOPENED = replace(SHUT, closed_at=None, closed_by=None, close_reason=None, assignments=(OWN,))

RESTING = replace(
    PLACED,
    version=12,
    pause=Pause(1, AUGUST, at.WEDNESDAY, at.ADA),
    pauses=1,
    duties=(*PLACED.duties, *listed(at.STANDARD.duties.pausing, 1, at.WEDNESDAY)),
)
RESTED = replace(RESTING, duties=(*PLACED.duties, *(at.done(duty) for duty in RESTING.duties[-2:])))
RESTING_ALONE = replace(
    at.UNASKED, pause=Pause(1, AUGUST, at.WEDNESDAY, at.KIM), pauses=1, duties=listed(at.STANDARD.duties.pausing, 1, at.WEDNESDAY)
)
AWAKE = replace(RESTED, version=14, pause=None, duties=(*RESTED.duties, *listed(at.STANDARD.duties.resuming, 1, THEN)))
REPORTED = replace(
    PLACED,
    facts=(
        Fact(FactKind.MEETING, at.WEDNESDAY, at.ADA, date(2026, 11, 3)),
        Fact(FactKind.NEXT_MEETING, at.WEDNESDAY, at.ADA, date(2026, 12, 10)),
        Fact(FactKind.CONSENT, at.WEDNESDAY, at.ADA, date(2026, 11, 24), True),
        Fact(FactKind.CONSENT, at.WEDNESDAY, at.ADA, None, False),
        Fact(FactKind.PLAN, at.WEDNESDAY, at.ADA, None, True),
        Fact(FactKind.PLAN, at.WEDNESDAY, at.ADA, None, False),
    ),
)
IDLE = replace(PLACED, assignments=(replace(OWN, started_at=None, first_talk_on=None),))
SEVERAL = (AWAITED, replace(AWAITED, id=18, number="2025-0208"), replace(AWAITED, id=19, number="2026-0391"))


def draw_all(locale: str) -> Mapping[str, Scene]:
    """The scene of each card, by a name that says the state; all are drawn by `bot.cards.draw`."""
    return {
        **handovers(locale),
        **registers(locale),
        **questions(locale),
        **receipts(locale),
        **facts(locale),
        **starts(locale),
        **news(locale),
        **views(locale),
        **digests(locale),
    }


def handovers(locale: str) -> dict[str, Scene]:
    def ask(case: Case, reader: int = at.SOUTH_LEADER, **data: Any) -> Scene:
        return at.scene(Kind.HANDOVER, case, locale=locale, now=at.OVERDUE_DAY, reader=reader, about=1, **data)

    def relieve(case: Case, reader: int = at.ADA) -> Scene:
        return at.scene(Kind.SUCCEEDED, case, locale=locale, now=at.OVERDUE_DAY, reader=reader, about=1)

    def welcome(case: Case, about: int = 2, reader: int = at.BO) -> Scene:
        return at.scene(Kind.WELCOME, case, locale=locale, now=at.OVERDUE_DAY, reader=reader, about=about)

    suggesting = replace(PLACED, handovers=(replace(ASKED, suggested=at.BO, wanted_on=None, reason=HandoverReason.ABSENCE),))
    mistake = Refusal(Why.BAD_INPUT, {"field": "choose_person"})
    outsider = replace(RELIEVED, assignments=(RELIEVED.assignments[0], replace(NEW, named=Named(name="Cato Prøve", service="PPT"))))
    return {
        "handover": ask(AWAITED),
        "handover, barnekoordinator": ask(replace(AWAITED, type=CHILD)),
        "handover, suggested and without a day": ask(suggesting),
        "handover, KE told": ask(UNANSWERED),
        "handover, transfer": ask(TRANSFERRED),
        "handover, mistake": replace(ask(AWAITED), notice=mistake),
        "handover, asked for by KE": ask(AWAITED, at.KIM, suggested=at.BO),
        "handover, passed to KE": ask(PASSED_ON),
        "handover, named from a day": ask(COMING),
        "handover, named now": ask(RELIEVED, at.STAND_IN),
        "handover, retracted": ask(GOES_ON),
        "handover, closed": ask(replace(SHUT, handovers=GOES_ON.handovers)),
        "handover, not the reader's": ask(AWAITED, at.NORTH_LEADER),
        "succeeded, from a day": relieve(COMING),
        "succeeded, now": relieve(RELIEVED),
        "succeeded, by an outsider": relieve(outsider),
        "succeeded, barnekoordinator": relieve(replace(COMING, type=CHILD)),
        "succeeded, taken back": relieve(PASSED_ON),
        "succeeded, closed": relieve(replace(RELIEVED, closed_at=at.OVERDUE_DAY)),
        "succeeded, not the reader's": relieve(COMING, at.BO),
        "welcome, former coordinator": welcome(RELIEVED),
        "welcome, before the day": welcome(COMING),
        "welcome, handed over": welcome(RELIEVED, 1, at.ADA),
        "welcome, closed with the case": welcome(SHUT, 1, at.ADA),
        "look again": at.scene(Kind.LOOK_AGAIN, RESTED, locale=locale, now=THEN, reader=at.ADA),
        "look again, to KE": at.scene(Kind.LOOK_AGAIN, RESTED, locale=locale, now=THEN),
        "look again, longer": at.scene(Kind.LOOK_AGAIN, RESTED, locale=locale, now=at.LAST_DAY, reader=at.ADA),
        "look again, awake": at.scene(Kind.LOOK_AGAIN, AWAKE, locale=locale, now=THEN, reader=at.ADA),
        "look again, closed": at.scene(Kind.LOOK_AGAIN, SHUT, locale=locale, now=THEN),
        "look again, not the reader's": at.scene(Kind.LOOK_AGAIN, RESTED, locale=locale, now=THEN, reader=at.BO),
    }


def registers(locale: str) -> dict[str, Scene]:
    states = {
        "close": ("close", CLOSING),
        "close, died": ("close", DYING),
        "close, half done": ("close", HALF_CLOSED),
        "close, done": ("close", SHUT),
        "close, retracted": ("close", PLACED),
        "close, opened again": ("close", REOPENED),
        "pause": ("pause", RESTING),
        "pause, nobody appointed": ("pause", RESTING_ALONE),
        "pause, done": ("pause", RESTED),
        "pause, over": ("pause", replace(RESTING, pause=None)),
        "resume": ("resume", AWAKE),
    }
    for why in ("open", "plan", "no_plan", "consent"):
        owing = replace(PLACED, duties=(*PLACED.duties, *listed(sorted(REGISTERS[why]), 1, at.WEDNESDAY)))
        states |= {why: (why, owing), f"{why}, done": (why, replace(owing, duties=tuple(at.done(duty) for duty in owing.duties)))}
    return {
        f"registers, {name}": at.scene(Kind.REGISTERS, case, locale=locale, now=at.OVERDUE_DAY, why=why, about=1)
        for name, (why, case) in states.items()
    }


def confirm(locale: str, what: str, *cases: Case, reader: int = at.ADA, choices: bool = False, **known: Any) -> Scene:
    """A confirm card about the cases, or with the cases to choose from."""
    ids = [case.id for case in cases]
    blank = {"reason": None, "day": None, "month": None, "suggested": None}
    data = {"what": what, "cases": [] if choices else ids, "choices": ids if choices else [], **blank, **known}
    only = cases[0] if len(cases) == 1 and not choices else None
    scene = at.scene(Kind.ANSWER, only, locale=locale, now=at.OVERDUE_DAY, reader=reader, view="confirm", **data)
    return replace(scene, cases=cases)


def questions(locale: str) -> dict[str, Scene]:
    def ask(what: str, *cases: Case, **known: Any) -> Scene:
        return confirm(locale, what, *(cases or (PLACED,)), **known)

    march = MARCH.isoformat()
    three = tuple(replace(PLACED, id=17 + n, number=f"2026-04{17 + n}") for n in range(3))
    lacking = Refusal(Why.BAD_INPUT, {"field": "choose_reason"})
    return {
        "confirm handover": ask("handover", reason="leaving", day=march),
        "confirm handover, barnekoordinator": ask("handover", replace(PLACED, type=CHILD), reason="leaving", day=march),
        "confirm handover, suggested": ask("handover", reason="absence", day=march, suggested=at.BO),
        "confirm handover, all missing": ask("handover", *three, choices=True),
        "confirm handover, several": ask("handover", *three, reason="leaving", day=march),
        "confirm handover, mistake": replace(ask("handover", day=march), notice=lacking),
        "confirm handover, by the leader": ask("handover", reader=at.SOUTH_LEADER, reason="absence"),
        "confirm transfer": ask("transfer", month="2027-08"),
        "confirm transfer, by KE": ask("transfer", reader=at.KIM),
        "confirm closure": ask("closure", reason="goals_met"),
        "confirm closure, moved": ask("closure", reason="moved"),
        "confirm closure, no reason": ask("closure"),
        "confirm closure, no case": ask("closure", *three, choices=True),
        "confirm closure, died": ask("closure", reason="died"),
        "confirm closure, died, no case": ask("closure", *three, choices=True, reason="died"),
        "confirm pause": ask("pause", month="2027-08"),
        "confirm pause, no month": ask("pause"),
        "confirm pause, nobody appointed": ask("pause", at.UNASKED, reader=at.KIM, month="2027-08"),
        **{f"confirm {what}": ask(what) for what in ("guidance", "discussion", "capacity")},
        "confirm resume": ask("resume", RESTED),
        "confirm retract_handover": ask("retract_handover", AWAITED),
        "confirm retract_handover, by the leader": ask("retract_handover", AWAITED, reader=at.SOUTH_LEADER),
        "confirm retract_closure": ask("retract_closure", CLOSING),
        "confirm capacity, no case": ask("capacity", *three, choices=True),
        "confirm, superseded": ask("pause", superseded=True),
    }


def receipts(locale: str) -> dict[str, Scene]:
    def done(what: str, *cases: Case, **data: Any) -> Scene:
        return confirm(locale, what, *cases, done=True, **data)

    return {
        "sent handover": done("handover", AWAITED),
        "sent handover, several": done("handover", *SEVERAL),
        "sent handover, some refused": done("handover", *SEVERAL[:2], refused=True),
        "sent handover, by the leader": done("handover", AWAITED, reader=at.SOUTH_LEADER),
        "sent handover, passed to KE": done("handover", PASSED_ON),
        "sent handover, named from a day": done("handover", COMING),
        "sent handover, named now": done("handover", RELIEVED),
        "sent handover, retracted": done("handover", GOES_ON),
        "sent handover, closed": done("handover", replace(SHUT, handovers=GOES_ON.handovers)),
        "sent transfer": done("transfer", TRANSFERRED),
        "sent closure": done("closure", CLOSING),
        "sent closure, died": done("closure", DYING),
        "sent closure, begun": done("closure", HALF_CLOSED),
        "sent closure, done": done("closure", SHUT),
        "sent closure, retracted": done("closure", PLACED),
        "sent pause": done("pause", RESTING),
        "sent pause, over": done("pause", AWAKE),
        "sent resume": done("resume", AWAKE),
        "sent resume, paused again": done("resume", RESTING),
        "sent retract_handover": done("retract_handover", GOES_ON),
        "sent retract_handover, by the leader": done("retract_handover", GOES_ON, reader=at.SOUTH_LEADER),
        "sent retract_closure": done("retract_closure", PLACED),
        **{f"sent {what}": done(what, PLACED) for what in ("guidance", "discussion", "capacity")},
    }


def facts(locale: str) -> dict[str, Scene]:
    found = {}
    for fact in REPORTED.facts:
        data = {"fact": fact.kind.value, "day": fact.day.isoformat() if fact.day else None, "answer": fact.answer}
        scene = at.scene(Kind.ANSWER, REPORTED, locale=locale, now=at.OVERDUE_DAY, reader=at.ADA, view="fact", **data)
        found[f"fact {fact.kind.value}, {fact.day or fact.answer}"] = scene
        found[f"fact {fact.kind.value}, undone"] = replace(scene, case=PLACED)
    talk = {"fact": "first_talk", "day": "2026-11-25", "answer": True}
    found["fact first talk"] = at.scene(Kind.ANSWER, PLACED, locale=locale, now=at.OVERDUE_DAY, reader=at.ADA, view="fact", **talk)
    return found


def news(locale: str) -> dict[str, Scene]:
    about = {
        News.HANDOVER_TO_KE: PASSED_ON,
        News.HANDOVER_UNANSWERED: UNANSWERED,
        News.HANDOVER_RETRACTED: GOES_ON,
        News.DISCUSSION: PLACED,
        News.CAPACITY: PLACED,
    }

    def tell(what: News, case: Case) -> Scene:
        reader = at.SOUTH_LEADER if what is News.CAPACITY else at.KIM
        return at.scene(Kind.NEWS, case, locale=locale, now=at.OVERDUE_DAY, reader=reader, news=what.value, about=1)

    transferred = replace(TRANSFERRED, handovers=(replace(TRANSFER, state=HandoverState.KE),))
    asked_again = replace(PASSED_ON, requests=(*PASSED_ON.requests, replace(at.REQUEST, seq=2, unit=at.NORTH)))
    return {
        **{f"news {what.value}": tell(what, case) for what, case in about.items()},
        **{f"news {what.value}, closed": tell(what, SHUT) for what in about},
        "news handover_to_ke, transfer": tell(News.HANDOVER_TO_KE, transferred),
        "news handover_to_ke, asked again": tell(News.HANDOVER_TO_KE, asked_again),
        "news handover_to_ke, named": tell(News.HANDOVER_TO_KE, COMING),
        "news handover_unanswered, passed on": tell(News.HANDOVER_UNANSWERED, PASSED_ON),
        "news handover_unanswered, named": tell(News.HANDOVER_UNANSWERED, RELIEVED),
        "choose unit, handover": at.scene(
            Kind.CHOOSE_UNIT, PASSED_ON, locale=locale, now=at.OVERDUE_DAY, suggested=[[at.NORTH, "routing"]], asked=1
        ),
        "duties, after a handover": at.scene(Kind.DUTIES, COMING, locale=locale, now=at.OVERDUE_DAY, about=2),
        "duties, of who was relieved": at.scene(Kind.DUTIES, RELIEVED, locale=locale, now=at.OVERDUE_DAY, about=1),
    }


def views(locale: str) -> dict[str, Scene]:
    cases = {
        "placed": PLACED,
        "awaited": AWAITED,
        "passed to KE": PASSED_ON,
        "coming": COMING,
        "relieved": RELIEVED,
        "closing": CLOSING,
        "half closed": HALF_CLOSED,
        "shut": SHUT,
        "resting": RESTING,
        "reported": REPORTED,
        "barnekoordinator": replace(AWAITED, type=CHILD),
    }
    readers = {"KE": at.KIM, "leader": at.SOUTH_LEADER, "coordinator": at.ADA, "successor": at.BO}
    return {
        **{
            f"case, {state}, for {who}": at.scene(Kind.ANSWER, case, locale=locale, now=at.OVERDUE_DAY, reader=reader, view="case")
            for state, case in cases.items()
            for who, reader in readers.items()
        },
        **{
            f"texts, {state}": at.scene(Kind.ANSWER, case, locale=locale, now=at.OVERDUE_DAY, view="texts")
            for state, case in {**cases, "awake": AWAKE}.items()
        },
    }


def starts(locale: str) -> dict[str, Scene]:
    """What follows a welcome: no first conversation, the checklist, which sort of meeting."""
    held = replace(PLACED, assignments=(replace(PLACED.assignments[0], first_talk_on=at.WEDNESDAY.date()),))
    return {
        "news not started": at.scene(Kind.NEWS, PLACED, locale=locale, now=at.OVERDUE_DAY, news="not_started", about=1),
        "news not started, held since": at.scene(Kind.NEWS, held, locale=locale, now=at.OVERDUE_DAY, news="not_started", about=1),
        "checklist": at.scene(Kind.ANSWER, locale=locale, reader=at.ADA, view="checklist"),
        "figures": replace(at.scene(Kind.ANSWER, locale=locale, view="figures"), figures=Figures(12, 9, 7, 4, 2)),
        **asked_about(locale),
        "choose meeting": at.scene(Kind.ANSWER, locale=locale, reader=at.ADA, view="choose_meeting"),
    }


def asked_about(locale: str) -> dict[str, Scene]:
    """The question about the start, of two cases, as asked and as answered in part."""
    first = replace(PLACED, assignments=(replace(OWN, started_at=None, first_talk_on=None),))
    helped = replace(first, assignments=(replace(first.assignments[0], guidance_wanted_at=at.WEDNESDAY),))
    second = replace(first, id=18, number="2025-0208")
    held = replace(first, assignments=(replace(first.assignments[0], first_talk_on=at.WEDNESDAY.date()),))

    def digest(*cases: Case) -> Scene:
        scene = at.scene(Kind.DIGEST, locale=locale, reader=at.ADA, now=at.OVERDUE_DAY, asked=[case.id for case in cases])
        return replace(scene, overview=Overview({Group.MINE: len(cases)}, {Group.MINE: cases}))

    return {
        "digest, start asked": digest(first),
        "digest, two starts asked": digest(first, second),
        "digest, one start answered": digest(held, second),
        "digest, start asked, help wanted": digest(helped),
    }


def digests(locale: str) -> dict[str, Scene]:
    mine = tuple(replace(case, id=400 + n, number=f"2026-{400 + n:04}") for n, case in enumerate((REPORTED, RESTING, COMING, IDLE, PLACED)))
    overview = Overview({Group.MINE: 7}, {Group.MINE: mine})
    ada = at.DIRECTORY.people[at.ADA]
    coordinator = replace(at.scene(Kind.DIGEST, locale=locale, now=at.OVERDUE_DAY), reader=ada, overview=overview)
    successor = replace(coordinator, reader=at.DIRECTORY.people[at.BO], overview=Overview({Group.MINE: 1}, {Group.MINE: (COMING,)}))
    groups = {Group.HANDOVERS: (*at.many(AWAITED, 1, 377), *at.many(PASSED_ON, 1, 378)), Group.PAUSED: at.many(RESTING, 1, 379)}
    awaited = Overview({group: len(cases) for group, cases in groups.items()}, groups)
    ke = at.scene(Kind.DIGEST, locale=locale, now=at.OVERDUE_DAY)
    return {
        "digest, coordinator, daily": coordinator,
        "digest, coordinator, monthly": replace(coordinator, data={"monthly": True}),
        "digest, coordinator, nothing near": replace(coordinator, overview=Overview({Group.MINE: 1}, {Group.MINE: (IDLE,)})),
        "digest, successor, monthly": replace(successor, data={"monthly": True}),
        "digest, KE, handovers and pauses": replace(ke, overview=awaited),
        "digest, leader, handovers": replace(ke, reader=at.DIRECTORY.people[at.SOUTH_LEADER], overview=awaited),
        "list, handovers": replace(ke, kind=Kind.ANSWER, overview=awaited, data={"view": "list", "group": "handovers"}),
        "list, paused": replace(ke, kind=Kind.ANSWER, overview=awaited, data={"view": "list", "group": "paused"}),
        "list, mine": replace(coordinator, kind=Kind.ANSWER, data={"view": "list", "group": "mine"}),
    }
