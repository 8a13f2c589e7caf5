"""Every card of KE's in every state that matters, by name: what the checks walk and what is photographed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from bot.cards import (
    case_view,
    choose_unit,
    digest,
    documents_card,
    duties,
    lists,
    new_case,
    news,
    overdue,
    staffing,
    three_months,
)
from bot.cards.scene import Drawn, Group, Overview, Scene
from bot.casework.outcome import Kind, Refusal, Why
from tests.cards import ke_scenes as at

Draw = Callable[[Scene], Drawn]
SUGGESTED = [[at.SOUTH, "routing"], [at.NORTH, "suggested_person"], [at.LIVING, "least_load"]]


def draw_all(locale: str) -> Mapping[str, tuple[Scene, Draw]]:
    """The scene and the drawing function of each card, by a name that says the state."""
    found = {**forms(locale), **alerts(locale), **views(locale), **overviews(locale)}
    for what, case in at.NEWS_ABOUT.items():
        blanks = {"news": what.value, "person": at.SOUTH_LEADER, "by": at.SOUTH_LEADER, "to": at.DEPARTMENT, "about": 1}
        found[f"news {what.value}"] = at.scene(Kind.NEWS, case, locale=locale, now=at.WEDNESDAY, request=1, **blanks), news.draw
        moved_on = at.REPLACED if what is what.DISPUTED else at.CLOSED
        found[f"news {what.value}, since settled"] = (
            at.scene(Kind.NEWS, moved_on, locale=locale, now=at.WEDNESDAY, request=1, **blanks),
            news.draw,
        )
    away = {"staffing": "away", "person": at.NORTH_LEADER, "units": [at.NORTH], "first": "2026-12-01", "last": "2026-12-15"}
    found["nobody answers, away"] = at.scene(Kind.STAFFING, locale=locale, **away), staffing.draw
    left = {"staffing": "left", "person": at.LEFT, "units": [at.NORTH, at.LIVING]}
    found["nobody answers, left"] = at.scene(Kind.STAFFING, locale=locale, **left), staffing.draw
    left_to_leader = at.scene(Kind.NEWS, at.GONE, locale=locale, reader=at.SOUTH_LEADER, news="coordinator_left", about=1)
    found["news coordinator left, to the leader"] = left_to_leader, news.draw
    disputed = at.scene(Kind.NEWS, at.UNSURE, locale=locale, reader=at.SOUTH_LEADER, request=1, news="disputed")
    found["news disputed, to the leader"] = disputed, news.draw
    upheld = at.scene(Kind.NEWS, at.APPOINTED, locale=locale, reader=at.ADA, request=1, news="upheld")
    found["news upheld, to the coordinator"] = upheld, news.draw
    welcome_lost = at.scene(Kind.NEWS, at.APPOINTED, locale=locale, news="unreachable", person=at.ADA)
    found["news unreachable, a coordinator"] = welcome_lost, news.draw
    return found


def forms(locale: str) -> dict[str, tuple[Scene, Draw]]:
    june = datetime(2026, 6, 15, 8, 0, tzinfo=UTC)
    blank = at.scene(Kind.ANSWER, locale=locale, view="new_case")
    filled = at.scene(Kind.ANSWER, locale=locale, number="2015-0417", decided_on="2015-11-17", suggested=at.ADA, ask_old=True)
    taken = replace(blank, notice=Refusal(Why.NUMBER_TAKEN, {"number": "2026-0417", "case": 17}))
    bad = replace(blank, notice=Refusal(Why.BAD_NUMBER))
    early = replace(at.UNASKED, decided_on=june.date(), appoint_by=june.date().replace(month=9))
    late = replace(at.UNASKED, appoint_by=at.TUESDAY.date().replace(month=10))
    return {
        "new case": (blank, new_case.draw_form),
        "new case, old decision": (filled, new_case.draw_form),
        "new case, number taken": (taken, new_case.draw_form),
        "new case, bad number": (bad, new_case.draw_form),
        "choose unit": (at.scene(Kind.CHOOSE_UNIT, at.UNASKED, locale=locale, suggested=SUGGESTED, asked=0), choose_unit.draw),
        "choose unit after a no": (at.scene(Kind.CHOOSE_UNIT, at.DECLINED, locale=locale, suggested=SUGGESTED, asked=1), choose_unit.draw),
        "choose unit while one waits": (
            at.scene(Kind.CHOOSE_UNIT, at.WAITING, locale=locale, suggested=SUGGESTED, asked=1),
            choose_unit.draw,
        ),
        "choose unit, nothing suggested": (at.scene(Kind.CHOOSE_UNIT, at.UNASKED, locale=locale, suggested=[], asked=0), choose_unit.draw),
        "choose unit, summer": (at.scene(Kind.CHOOSE_UNIT, early, locale=locale, now=june, suggested=SUGGESTED, asked=0), choose_unit.draw),
        "choose unit, three months passed": (
            at.scene(Kind.CHOOSE_UNIT, late, locale=locale, suggested=SUGGESTED, asked=0),
            choose_unit.draw,
        ),
        "choose unit, sent": (at.scene(Kind.CHOOSE_UNIT, at.WAITING, locale=locale, suggested=SUGGESTED, asked=0), choose_unit.draw),
        "choose unit, appointed": (at.scene(Kind.CHOOSE_UNIT, at.APPOINTED, locale=locale, suggested=SUGGESTED, asked=0), choose_unit.draw),
        "choose unit, closed": (at.scene(Kind.CHOOSE_UNIT, at.CLOSED, locale=locale, suggested=SUGGESTED, asked=0), choose_unit.draw),
    }


def alerts(locale: str) -> dict[str, tuple[Scene, Draw]]:
    overdue_cases = {"": at.PASSED, ", deviation sent": at.PASSED_DONE, ", answered late": at.PASSED_ANSWERED, ", extended": at.EXTENDED}
    settled = replace(at.PASSED_ANSWERED, duties=at.PASSED_DONE.duties)
    months = {"": at.THREE_MONTHS, ", half done": at.THREE_MONTHS_HALF, ", done": at.THREE_MONTHS_DONE, ", closed": at.CLOSED}
    ticking = {"": at.APPOINTED, ", half done": at.HALF_DONE, ", all done": at.ALL_DONE, ", cautions": at.UNSURE, ", outsider": at.OUTSIDER}
    return {
        **{
            f"overdue{state}": (at.scene(Kind.OVERDUE, case, locale=locale, now=at.OVERDUE_DAY, request=1), overdue.draw)
            for state, case in {**overdue_cases, ", settled": settled}.items()
        },
        **{
            f"three months{state}": (at.scene(Kind.THREE_MONTHS, case, locale=locale, now=at.LAST_DAY), three_months.draw)
            for state, case in months.items()
        },
        **{
            f"duties{state}": (at.scene(Kind.DUTIES, case, locale=locale, now=at.WEDNESDAY, about=1), duties.draw)
            for state, case in {**ticking, ", replaced": at.REPLACED}.items()
        },
    }


def views(locale: str) -> dict[str, tuple[Scene, Draw]]:
    cases = {
        "unasked": at.UNASKED,
        "waiting": at.WAITING,
        "declined": at.DECLINED,
        "offered": at.OFFERED,
        "appointed": at.HALF_DONE,
        "cautions": at.UNSURE,
        "guided": at.GUIDED,
        "overdue": at.PASSED,
        "three months": at.THREE_MONTHS,
        "closed": at.CLOSED,
    }
    readers = {"KE": at.KIM, "leader": at.SOUTH_LEADER, "coordinator": at.ADA}
    texts = {
        "appointed": at.APPOINTED,
        "outsider": at.OUTSIDER,
        "overdue": at.PASSED,
        "three months": at.THREE_MONTHS,
        "unasked": at.UNASKED,
    }
    return {
        **{
            f"case, {state}, for {who}": (at.scene(Kind.ANSWER, case, locale=locale, now=at.WEDNESDAY, reader=reader), case_view.draw)
            for state, case in cases.items()
            for who, reader in readers.items()
        },
        **{
            f"texts, {state}": (at.scene(Kind.ANSWER, case, locale=locale, view="texts"), documents_card.draw)
            for state, case in texts.items()
        },
        "one text": (at.scene(Kind.ANSWER, at.APPOINTED, locale=locale, view="texts", document="letter_appointed"), documents_card.draw),
    }


def overviews(locale: str) -> dict[str, tuple[Scene, Draw]]:
    leading = Overview(
        {Group.OVERDUE: 1, Group.WAITING: 2, Group.DUTIES: 1},
        {
            Group.OVERDUE: at.many(at.PASSED, 1, 423),
            Group.WAITING: (*at.many(at.PASSED, 1, 423), *at.many(at.WAITING, 1, 431)),
            Group.DUTIES: at.many(at.UNSURE, 1, 402),
        },
    )
    mine = Overview({Group.MINE: 2}, {Group.MINE: (*at.many(at.GUIDED, 1, 417), *at.many(at.APPOINTED, 1, 391))})
    crowd = Overview({Group.DUTIES: 40}, {Group.DUTIES: at.many(at.APPOINTED, 20, 500)})
    ke = at.scene(Kind.DIGEST, locale=locale, now=at.OVERDUE_DAY, since=None)
    leader, coordinator = replace(ke, reader=at.DIRECTORY.people[at.SOUTH_LEADER]), replace(ke, reader=at.DIRECTORY.people[at.ADA])
    found: dict[str, tuple[Scene, Draw]] = {
        "digest, KE": (replace(ke, overview=at.ke_overview()), digest.draw),
        "digest, leader": (replace(leader, overview=leading), digest.draw),
        "digest, coordinator": (replace(coordinator, overview=mine), digest.draw),
        "digest, empty": (ke, digest.draw),
        "overview, KE": (replace(ke, kind=Kind.ANSWER, overview=at.ke_overview()), lists.draw_overview),
        "overview, leader": (replace(leader, kind=Kind.ANSWER, overview=leading), lists.draw_overview),
        "deadlines, coordinator": (replace(coordinator, kind=Kind.ANSWER), lists.draw_deadlines),
        "list, long": (replace(ke, kind=Kind.ANSWER, overview=crowd, data={"group": "duties"}), lists.draw_list),
    }
    for group in Group:
        found[f"list, {group.value}, empty"] = replace(ke, kind=Kind.ANSWER, data={"group": group.value}), lists.draw_list
    closed = Overview({Group.CLOSED: 1}, {Group.CLOSED: (at.CLOSED,)})
    found["list, closed"] = replace(ke, kind=Kind.ANSWER, overview=closed, data={"group": "closed"}), lists.draw_list
    return found
