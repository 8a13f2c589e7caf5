"""Cards about units that are asked in every way, and what they answer: by name, each with how it is drawn."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from bot.cards import case_view, choose_unit
from bot.cards.draw import draw
from bot.cards.scene import Drawn, Group, Overview, Scene
from bot.cards.submission import Bad
from bot.casework.model import Acceptance, Case, EndReason, Named, Request, RequestState, Substitute, Way
from bot.casework.outcome import Kind, News, Refusal, Why
from tests.cards import ke_scenes as at
from tests.cards import unit_drawings as unit
from tests.cards.ke_drawings import Draw

LATER = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
APPOINT_DAY = datetime(2027, 2, 17, 9, 0, tzinfo=UTC)
OFFER = Acceptance(Named(at.ADA), True)
ANSWERED = {"answered_at": at.TUESDAY, "answered_by": at.SOUTH_LEADER}
ORDER, CONSULT = (replace(at.REQUEST, way=way) for way in (Way.ORDER, Way.CONSULT))
APPOINTED_BY_KE = replace(at.REQUEST, way=Way.DIRECT, state=RequestState.ACCEPTED, answered_at=at.TUESDAY, answered_by=at.KIM)
PROPOSED = replace(CONSULT, state=RequestState.PROPOSED, offer=OFFER, **ANSWERED)
WITHDRAWN = replace(at.REQUEST, state=RequestState.WITHDRAWN, closed_at=at.WEDNESDAY)
TALKS = replace(at.NO, decline_reason="other")
WITHOUT_DEADLINE = replace(at.REQUEST, deadline=None)


def ask(request: Request, *more: Request, **change: Any) -> Case:
    """A case with these requests."""
    return replace(at.UNASKED, requests=(request, *more), **change)


def appointing(ways: tuple[Way, ...], scene: Scene) -> Drawn:
    """Drawn where KE appoints in these ways."""
    flow = scene.municipality.flow.model_copy(update={"appoint": ways})
    return draw(replace(scene, municipality=scene.municipality.model_copy(update={"flow": flow})))


def nobody_at_work(scene: Scene) -> Scene:
    """The same where the southern unit has no stand-in."""
    units = {**at.DIRECTORY.units, at.SOUTH: replace(at.DIRECTORY.units[at.SOUTH], stand_ins=())}
    return replace(scene, directory=replace(at.DIRECTORY, units=units))


def leader_left(scene: Scene) -> Scene:
    """The same where the southern unit's leader has left."""
    people = {**at.DIRECTORY.people, at.SOUTH_LEADER: replace(at.DIRECTORY.people[at.SOUTH_LEADER], active=False)}
    return replace(scene, directory=replace(at.DIRECTORY, people=people))


def draw_all(locale: str) -> Mapping[str, tuple[Scene, Draw]]:
    """The scene and the drawing function of each card, by a name that says the state."""
    drawn_alone = {**requests(locale), **receipts(locale), **news(locale), **reminders(locale), **mistakes(locale)}
    return {**choices(locale), **views(locale), **{name: (scene, draw) for name, scene in drawn_alone.items()}}


def choices(locale: str) -> dict[str, tuple[Scene, Draw]]:
    def choose(case: Case, asked: int = 0, **data: Any) -> Scene:
        suggested = data.pop("suggested", [[at.SOUTH, "chosen"], [at.NORTH, "routing"]])
        return at.scene(Kind.CHOOSE_UNIT, case, locale=locale, suggested=suggested, asked=asked, **data)

    return {
        "choose unit, chosen": (choose(at.UNASKED), choose_unit.draw),
        "choose unit, nobody stands in": (nobody_at_work(choose(at.UNASKED)), choose_unit.draw),
        "choose unit, not needed": (choose(at.APPOINTED, 1), choose_unit.draw),
        "choose unit, sent by another": (choose(ask(replace(at.REQUEST, sent_by=at.LIV))), choose_unit.draw),
        "choose unit, appointed by KE": (choose(ask(APPOINTED_BY_KE)), choose_unit.draw),
        **{f"choose unit, only {way.value}": (choose(at.UNASKED), partial(appointing, (way,))) for way in Way},
        "choose unit, appoint or ask": (choose(at.UNASKED), partial(appointing, (Way.DIRECT, Way.REQUEST))),
    }


def requests(locale: str) -> dict[str, Scene]:
    def see(request: Request, reader: int = at.STAND_IN, now: datetime = at.TUESDAY, **data: Any) -> Scene:
        return at.scene(Kind.REQUEST, ask(request), locale=locale, now=now, reader=reader, request=1, **data)

    return {
        "request, order": see(ORDER, at.SOUTH_LEADER),
        "request, order, promised": see(replace(ORDER, state=RequestState.PROMISED, **ANSWERED), at.SOUTH_LEADER),
        "request, consult": see(CONSULT, at.SOUTH_LEADER),
        "request, deadline stands": see(at.REQUEST, at.SOUTH_LEADER, deadline_stands=True),
        "request, stand-in, leader left": leader_left(see(at.REQUEST)),
        "request, stand-in, leader at work": see(at.REQUEST, now=LATER),
        "request, no deadline": see(WITHOUT_DEADLINE, at.SOUTH_LEADER),
    }


def receipts(locale: str) -> dict[str, Scene]:
    def see(request: Request, case: Case | None = None, reader: int = at.SOUTH_LEADER) -> Scene:
        return at.scene(Kind.REQUEST, case or ask(request), locale=locale, now=at.OVERDUE_DAY, reader=reader, request=1)

    left = replace(at.NAMED, ended_at=at.OVERDUE_DAY, end_reason=EndReason.HANDED_OVER)
    successor = replace(at.NAMED, seq=2, named=Named(at.BO), named_at=at.OVERDUE_DAY)
    return {
        "receipt, appointed by KE": see(APPOINTED_BY_KE, ask(APPOINTED_BY_KE, assignments=(at.NAMED,))),
        "receipt, proposed": see(PROPOSED),
        "receipt, no, will be rung": see(TALKS),
        "receipt, a successor": see(at.YES, ask(at.YES, assignments=(left, successor))),
    }


def news(locale: str) -> dict[str, Scene]:
    def tell(what: News, request: Request, now: datetime = at.WEDNESDAY, **change: Any) -> Scene:
        blanks = {"news": what.value, "person": at.BO, "by": at.SOUTH_LEADER, "to": at.DEPARTMENT}
        return at.scene(Kind.NEWS, ask(request, **change), locale=locale, now=now, request=1, **blanks)

    turned_down = replace(WITHDRAWN, offer=OFFER, **ANSWERED)
    declined = replace(at.NO, state=RequestState.DECLINED)
    substitute = Substitute(1, 1, date(2026, 12, 1), date(2026, 12, 18), at.WEDNESDAY, at.ADA, at.BO)
    with_one = replace(at.APPOINTED, substitutes=(substitute,))
    begun = replace(at.APPOINTED, assignments=(replace(at.NAMED, started_at=at.WEDNESDAY),))

    def lost(case: Case, person: int) -> Scene:
        return at.scene(Kind.NEWS, case, locale=locale, now=at.WEDNESDAY, news="unreachable", person=person)

    return {
        "news declined, to be rung": tell(News.DECLINED, TALKS),
        "news declined, withdrawn since": tell(News.DECLINED, WITHDRAWN),
        "news promised, named since": tell(News.PROMISED, at.YES, assignments=(at.NAMED,)),
        "news promised, taken back since": tell(News.PROMISED, at.REQUEST),
        "news late offer, turned down": tell(News.LATE_OFFER, turned_down),
        "news proposed": tell(News.PROPOSED, PROPOSED),
        "news proposed, appointed since": tell(News.PROPOSED, replace(PROPOSED, state=RequestState.ACCEPTED), assignments=(at.NAMED,)),
        "news proposed, withdrawn since": tell(News.PROPOSED, WITHDRAWN),
        "news proposed, another is in place": tell(News.PROPOSED, PROPOSED, assignments=(at.NAMED,)),
        "news proposed, declined since": tell(News.PROPOSED, declined),
        "news taken back, no deadline": tell(News.TAKEN_BACK, WITHOUT_DEADLINE),
        "news taken back, on the last day": tell(News.TAKEN_BACK, at.REQUEST, unit.LAST_DAY),
        "news more time, on the day of the appointment": tell(News.MORE_TIME, at.MORE_TIME.requests[0], APPOINT_DAY),
        "news unreachable, a vikar": lost(with_one, at.BO),
        "news unreachable, the vikar is gone": lost(at.APPOINTED, at.BO),
        "news unreachable, the coordinator has begun": lost(begun, at.ADA),
        "news unreachable, answered since": tell(News.UNREACHABLE, at.YES, assignments=(at.NAMED,)),
        "news unreachable, told of an appointment": tell(News.UNREACHABLE, APPOINTED_BY_KE, assignments=(at.NAMED,)),
    }


def reminders(locale: str) -> dict[str, Scene]:
    holiday = datetime(2026, 12, 4, 7, 0, tzinfo=UTC)
    saturday = replace(unit.ASKED, deadline=date(2026, 12, 5))
    without, late = replace(unit.ASKED, deadline=None), replace(unit.ASKED, deadline=date(2026, 12, 1))
    return {
        "reminder, no deadline": unit.remind(locale, holiday, without),
        "reminder, deadline on a Saturday": unit.remind(locale, holiday, saturday),
        "reminder, several of each sort": unit.remind(locale, holiday, without, late, saturday, unit.ASKED),
    }


def mistakes(locale: str) -> dict[str, Scene]:
    live = unit.ask(locale, unit.ASKED)
    return {f"mistake, {bad.value}": replace(live, notice=Refusal(Why.BAD_INPUT, {"field": bad.value})) for bad in Bad}


def views(locale: str) -> dict[str, tuple[Scene, Draw]]:
    """The case of KE's after every answer there is, and rows about it in lists."""
    after = {
        "order": ORDER,
        "proposed": PROPOSED,
        "appointed by KE": APPOINTED_BY_KE,
        "promised": at.PROMISED.requests[0],
        "withdrawn": WITHDRAWN,
        "no deadline": WITHOUT_DEADLINE,
    }
    days = {"last day": unit.LAST_DAY, "appointment day": APPOINT_DAY}
    ke = at.scene(Kind.ANSWER, locale=locale, now=at.OVERDUE_DAY, view="list", group="three_months")
    passed = replace(at.UNASKED, appoint_by=date(2026, 12, 1)), replace(at.UNASKED, appoint_by=at.OVERDUE_DAY.date())
    near = replace(ke, overview=Overview({Group.THREE_MONTHS: 2}, {Group.THREE_MONTHS: passed}))
    return {
        **{
            f"case, {name}, for KE": (at.scene(Kind.ANSWER, ask(request), locale=locale, now=at.WEDNESDAY), case_view.draw)
            for name, request in after.items()
        },
        **{
            f"case, {name}, for KE": (at.scene(Kind.ANSWER, at.WAITING, locale=locale, now=now), case_view.draw)
            for name, now in days.items()
        },
        "list, three months, passed": (near, draw),
    }
