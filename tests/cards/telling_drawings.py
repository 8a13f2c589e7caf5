"""Cards that tell how a case stands and what was reported, counted or fetched: by name, each with how it is drawn."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from bot.cards.draw import draw
from bot.cards.scene import Drawn, Group, Overview, Scene
from bot.casework.inviting import Attendance
from bot.casework.model import Case, Duty, DutyKind, EndReason, Fact, FactKind, HandoverReason, Named
from bot.casework.outcome import Kind
from bot.casework.overview import Figures
from bot.casework.statistics import Group as Counted
from bot.casework.statistics import Statistics
from bot.casework.yearly_round import Answer, Book, Numbers
from bot.casework.yearly_tasks import Tick
from tests.cards import change_drawings as change
from tests.cards import ke_scenes as at
from tests.cards import substitute_drawings as standing
from tests.cards import yearly_drawings as yearly
from tests.cards.ke_drawings import Draw

SPRING = datetime(2027, 4, 1, 7, 0, tzinfo=UTC)
OWN = change.OWN
SOON = Fact(FactKind.NEXT_MEETING, at.WEDNESDAY, at.ADA, date(2026, 12, 9))
REPORTED = (
    Fact(FactKind.GROUP, at.WEDNESDAY, at.ADA, date(2026, 11, 3), True),
    Fact(FactKind.GROUP, at.WEDNESDAY, at.ADA, None, True),
    Fact(FactKind.GROUP, at.WEDNESDAY, at.ADA, None, False),
    Fact(FactKind.MEETING, at.WEDNESDAY, at.ADA, date(2026, 11, 3)),
    Fact(FactKind.EVALUATION, at.WEDNESDAY, at.ADA, date(2026, 12, 10)),
    Fact(FactKind.CONSENT, at.WEDNESDAY, at.ADA, None, True),
    Fact(FactKind.CONSENT_SENT, at.WEDNESDAY, at.ADA, date(2026, 11, 24)),
    Fact(FactKind.PLAN, at.WEDNESDAY, at.ADA, None, None),
)
EVERYTHING = replace(change.PLACED, facts=REPORTED, handler=at.LIV)
GROUPED = tuple(replace(change.PLACED, facts=(fact,)) for fact in REPORTED[:3])
LEFT = replace(change.PLACED, assignments=(replace(OWN, named=Named(at.LEFT)),))
NO_DAY = replace(change.AWAITED, handovers=(replace(change.ASKED, wanted_on=None),))
NO_DAY_KE = replace(change.PASSED_ON, handovers=(replace(change.TO_KE, wanted_on=None),))


def draw_all(locale: str) -> Mapping[str, tuple[Scene, Draw]]:
    """The scene and the drawing function of each card, by a name that says the state."""
    drawn_alone = {**cases(locale), **facts(locale), **questions(locale), **counts(locale), **alerts(locale), **yearly_ones(locale)}
    return {**lists(locale), **files(locale), **{name: (scene, draw) for name, scene in drawn_alone.items()}}


def answer(locale: str, view: str, case: Case | None = None, reader: int = at.KIM, now: datetime = at.OVERDUE_DAY, **data: Any) -> Scene:
    return at.scene(Kind.ANSWER, case, locale=locale, now=now, reader=reader, view=view, **data)


def changed(scene: Scene, part: str, **change: Any) -> Drawn:
    """Drawn where a part of the profile is otherwise."""
    new = getattr(scene.municipality, part).model_copy(update=change)
    return draw(replace(scene, municipality=scene.municipality.model_copy(update={part: new})))


def with_due_meetings(scene: Scene) -> Drawn:
    """Drawn where the next meeting must be held within two months."""
    first, *others = scene.municipality.follow_up.meetings
    return changed(scene, "follow_up", meetings=(first.model_copy(update={"every_months": 2}), *others))


# ---- one case


def cases(locale: str) -> dict[str, Scene]:
    disputed = replace(change.PLACED, assignments=(replace(OWN, disputed_at=at.WEDNESDAY),))
    started = replace(change.PLACED, assignments=(replace(OWN, first_talk_on=None),))
    handed = replace(change.COMING.assignments[1], starts_on=None, wish_asked=True)
    all_done = replace(handed, handed_on=tuple(line.code for line in at.STANDARD.handover.checklist))
    shown = {
        "nothing but opened": (replace(at.UNASKED, decided_on=None), at.KIM),
        "started": (started, at.KIM),
        "disputed, for coordinator": (disputed, at.ADA),
        "left, for leader": (LEFT, at.SOUTH_LEADER),
        "left, for KE": (LEFT, at.KIM),
        "everything reported": (EVERYTHING, at.KIM),
        "handed on": (replace(change.COMING, assignments=(change.COMING.assignments[0], handed)), at.KIM),
        "needed, no day": (NO_DAY, at.KIM),
        "needed, no day, for leader": (NO_DAY, at.SOUTH_LEADER),
    }
    coming = answer(locale, "case", standing.with_one(standing.COMING), now=at.WEDNESDAY)
    took_over = replace(standing.with_one(standing.OVER), assignments=(replace(OWN, ended_at=at.OVERDUE_DAY), change.NEW))
    return {
        **{f"case, {name}": answer(locale, "case", case, reader) for name, (case, reader) in shown.items()},
        **{f"case, {fact.day} {fact.answer}": answer(locale, "case", case) for case in GROUPED for fact in case.facts},
        "checklist, all done": at.scene(
            Kind.NEWS,
            replace(change.COMING, assignments=(change.COMING.assignments[0], all_done)),
            locale=locale,
            now=at.OVERDUE_DAY,
            reader=at.ADA,
            news="checklist_left",
            about=2,
        ),
        "case, a vikar to come": coming,
        "vikar, coordinator since": at.scene(Kind.SUBSTITUTE, took_over, locale=locale, now=at.OVERDUE_DAY, reader=at.BO, about=1),
    }


def facts(locale: str) -> dict[str, Scene]:
    found = {}
    for fact in REPORTED:
        case = replace(change.PLACED, facts=(fact,))
        day = fact.day.isoformat() if fact.day else None
        data = {"fact": fact.kind.value, "day": day, "answer": fact.answer}
        found[f"fact alone {fact.kind.value}, {day}, {fact.answer}"] = answer(locale, "fact", case, at.ADA, **data)
    found["fact first talk, no day"] = answer(locale, "fact", change.PLACED, at.ADA, fact="first_talk", day=None, answer=True)
    return found


def questions(locale: str) -> dict[str, Scene]:
    two = tuple(replace(change.PLACED, id=id, number=f"2026-04{id}") for id in (17, 18))
    acts = ("handover", "transfer", "substitute", "closure", "pause", "resume", "retract_handover", "retract_closure", "end_substitute")
    asked = (*acts, "guidance", "discussion", "capacity")
    return {
        **{f"confirm {what}, of some case": change.confirm(locale, what, *two, choices=True) for what in asked},
        **{
            f"confirm handover, {reason.value}": change.confirm(locale, "handover", change.PLACED, reason=reason.value)
            for reason in HandoverReason
        },
        "confirm end of a vikar": change.confirm(locale, "end_substitute", standing.with_one(standing.COMING)),
        "nothing became of it": change.confirm(locale, "pause", done=True),
        "absence question, of one's own, uncovered": answer(
            locale, "text", text="absence_question", words={"first": "2026-11-30", "until": "2026-12-11", "covered": False}
        ),
    }


# ---- many cases


def lists(locale: str) -> dict[str, tuple[Scene, Draw]]:
    def listed(group: Group, *found: Case, reader: int = at.KIM, now: datetime = at.OVERDUE_DAY, **data: Any) -> Scene:
        scene = answer(locale, "list", reader=reader, now=now, group=group.value, **data)
        return replace(scene, overview=Overview({group: len(found)}, {group: found}))

    near = replace(change.TRANSFERRED, handovers=(replace(change.TRANSFER, wanted_on=change.MARCH),))
    unsettled = replace(change.PLACED, facts=(REPORTED[-1],))
    due = replace(change.PLACED, facts=(Fact(FactKind.MEETING, at.WEDNESDAY, at.ADA, date(2026, 10, 20)),))
    acting = standing.with_one(standing.COMING)
    overview = answer(locale, "overview")
    silent = replace(change.PLACED, assignments=(replace(OWN, guidance_wanted_at=None),))
    return {
        "list, handovers without a day": (listed(Group.HANDOVERS, NO_DAY, NO_DAY_KE), draw),
        "list, handovers without a day, for leader": (listed(Group.HANDOVERS, NO_DAY, reader=at.SOUTH_LEADER), draw),
        "list, transfer near": (listed(Group.HANDOVERS, near, now=at.LAST_DAY), draw),
        "list, without a plan": (listed(Group.WITHOUT_PLAN, change.PLACED, unsettled), draw),
        "list, meetings due": (listed(Group.MEETINGS, due, now=at.LAST_DAY), with_due_meetings),
        "list, of a unit": (listed(Group.ACTIVE, change.PLACED, unit=at.SOUTH), draw),
        "list, the vikar's": (listed(Group.MINE, acting, reader=at.BO), draw),
        "list, mine, what is due": (listed(Group.MINE, acting, EVERYTHING, due, reader=at.ADA), with_due_meetings),
        "list, mine, silent": (listed(Group.MINE, silent, reader=at.ADA, now=SPRING), partial(changed, part="follow_up", status_months=4)),
        **{f"overview, more in {group.value}": (replace(overview, overview=Overview({group: 9}, {group: ()})), draw) for group in Group},
    }


def counts(locale: str) -> dict[str, Scene]:
    found = {
        "none": Counted(0),
        "few": Counted(None),
        "hidden": Counted(20),
        "in time hidden": Counted(20, 12, None, 40.0),
        "all": Counted(20, 12, 6, 40.0, 80),
        "one": Counted(1, 1),
    }
    figures = replace(answer(locale, "figures"), figures=Figures(12, 9, 7, 4, 2))
    return {
        f"figures of a year, {name}": replace(figures, statistics=Statistics(2026, whole, {}, {}, True)) for name, whole in found.items()
    }


def files(locale: str) -> dict[str, tuple[Scene, Draw]]:
    offer = {"file": "register", "name": "koordinering.xlsx", "size": 100}
    saved = {"unique_id": "1", "type": "xlsx", "url": "https://annerledes.example/fil", "name": "koordinering.xlsx"}
    ends = ("saved", "declined", "failed", "refused")
    without_lines = partial(changed, part="follow_up", checklists=())
    return {
        "file, offered": (answer(locale, "file_offer", **offer), draw),
        **{f"file, {ended}": (answer(locale, "file_offer", **offer, ended=ended), draw) for ended in ends},
        "file, to open": (answer(locale, "file_saved", **saved), draw),
        "checklist, none": (answer(locale, "checklist", reader=at.ADA), without_lines),
    }


# ---- what is told without being asked


def alerts(locale: str) -> dict[str, Scene]:
    def overdue(case: Case, now: datetime = at.OVERDUE_DAY) -> Scene:
        return at.scene(Kind.OVERDUE, case, locale=locale, now=now, request=1)

    def tell(news: str, case: Case, reader: int = at.KIM) -> Scene:
        return at.scene(Kind.NEWS, case, locale=locale, now=at.OVERDUE_DAY, reader=reader, news=news, about=1)

    def duties(case: Case) -> Scene:
        return at.scene(Kind.DUTIES, case, locale=locale, now=at.OVERDUE_DAY, about=1)

    unnumbered = replace(at.PASSED, duties=(at.done(at.OWED_REPLY, at.LIV),))
    unreminded = replace(at.PASSED, requests=(replace(at.LATE, reminded_on=()),))
    twice = replace(at.PASSED, requests=(replace(at.LATE, deadline=date(2026, 12, 14), first_deadline=date(2026, 12, 7)),))
    handed = replace(at.APPOINTED, assignments=(replace(at.NAMED, ended_at=at.OVERDUE_DAY, end_reason=EndReason.HANDED_OVER), change.NEW))
    guided = replace(change.PLACED, duties=(Duty(DutyKind.GUIDANCE, 1, at.WEDNESDAY),))
    unknown = replace(change.CLOSING, closing=replace(change.CLOSING.closing, reason="no_longer_listed"))
    at_school = replace(at.APPOINTED, assignments=(replace(at.NAMED, unit=at.SCHOOL, named=Named(at.BO)),))
    asked = at.scene(Kind.DIGEST, locale=locale, reader=at.ADA, now=at.OVERDUE_DAY, asked=[17])
    soon = replace(change.IDLE, facts=(SOON,))
    registers = partial(at.scene, Kind.REGISTERS, locale=locale, now=at.OVERDUE_DAY, about=1)
    return {
        "overdue, no number": overdue(unnumbered),
        "overdue, no reminders": overdue(unreminded),
        "overdue, twice": overdue(twice, datetime(2026, 12, 15, 9, 0, tzinfo=UTC)),
        "three months, later": at.scene(Kind.THREE_MONTHS, at.THREE_MONTHS, locale=locale, now=SPRING),
        "duties, handed over": duties(handed),
        "duties, none": duties(replace(at.APPOINTED, duties=())),
        "news not started, still": tell("not_started", change.IDLE),
        "news guidance, to the leader": tell("guidance", at.GUIDED, at.SOUTH_LEADER),
        "news overlap, closed": tell("overlap", replace(change.COMING, closed_at=at.OVERDUE_DAY)),
        "handover, passed to KE, for KE": at.scene(
            Kind.HANDOVER, change.PASSED_ON, locale=locale, now=at.OVERDUE_DAY, reader=at.KIM, about=1
        ),
        "welcome, at a school": at.scene(Kind.WELCOME, at_school, locale=locale, now=at.WEDNESDAY, reader=at.BO, about=1),
        "registers, guidance": registers(case=guided, why="guidance"),
        "registers, close, a reason no longer listed": registers(case=unknown, why="close"),
        "digest, start asked, a meeting soon": replace(asked, overview=Overview({Group.MINE: 1}, {Group.MINE: (soon,)})),
    }


def yearly_ones(locale: str) -> dict[str, Scene]:
    answers = [
        Answer(case.id, Numbers({"group": 1}, plan), at.TUESDAY, at.ADA) for case, plan in zip(yearly.CASES, (True, False), strict=False)
    ]
    closed = Book(yearly.CLOSED, yearly.CASES[:3], {each.case: each for each in answers})
    perhaps = yearly.invite(locale, at.ADA, yearly.SENT, {at.ADA: Attendance.PERHAPS})
    return {
        "round, closed with plans": yearly.see(locale, at.ADA, closed, year=2026),
        "invitation, perhaps": perhaps,
        "task, numbers, of another municipality": yearly.owe(locale, "numbers"),
        "task, numbers, done": yearly.owe(locale, "numbers", Tick("numbers", 2026, at.TUESDAY.date(), at.KIM, at.TUESDAY)),
        "need, of a kind no longer offered": yearly.train(locale, at.KIM, replace(yearly.NEED, kind="knitting"), need=3),
    }
