"""Every card of a vikar, an overlap, a handover's checklist and a month to look again, in each state: for checks and photographs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.cards.scene import Scene
from bot.casework.model import Case, Substitute
from bot.casework.outcome import Kind, News
from tests.cards import change_drawings as change
from tests.cards import ke_scenes as at

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 18)
WANTED = Substitute(1, 1, FIRST, LAST, at.WEDNESDAY, at.ADA, suggested=at.BO)
COMING = replace(WANTED, person=at.BO, named_at=at.WEDNESDAY, named_by=at.SOUTH_LEADER)
UNANSWERED = replace(COMING, last_day=date(2026, 12, 4), ke_told_on=date(2026, 12, 7))
RETURNING = replace(COMING, returns_at=at.OVERDUE_DAY)
OVER = replace(COMING, ended_at=at.OVERDUE_DAY)
OVERLAPPING = replace(
    change.COMING,
    assignments=(change.COMING.assignments[0], replace(change.COMING.assignments[1], starts_on=None, handed_on=("meeting", "plan"))),
)
LOOKING = replace(change.PLACED, look_on=date(2027, 8, 1))
READERS = {"KE": at.KIM, "leader": at.SOUTH_LEADER, "coordinator": at.ADA, "substitute": at.BO}


def with_one(substitute: Substitute | None) -> Case:
    return replace(change.PLACED, version=12, substitutes=(substitute,) if substitute else ())


def see(kind: Kind, case: Case, reader: int, locale: str, **data: Any) -> Scene:
    return at.scene(kind, case, locale=locale, now=at.OVERDUE_DAY, reader=reader, **data)


def draw_all(locale: str) -> Mapping[str, Scene]:
    states = {"none": None, "wanted": WANTED, "coming": COMING, "unanswered": UNANSWERED, "returning": RETURNING, "over": OVER}
    asked = {"first": "2026-12-01", "last": "2026-12-18", "suggested": at.BO}
    found = {}
    for who, reader in READERS.items():
        for state, substitute in states.items():
            about = 1 if substitute else 0
            found[f"{state}, {who}"] = see(Kind.SUBSTITUTE, with_one(substitute), reader, locale, about=about)
            found[f"case, {state}, {who}"] = see(Kind.ANSWER, with_one(substitute), reader, locale, view="case")
        found[f"overlap, {who}"] = see(Kind.NEWS, OVERLAPPING, reader, locale, news=News.OVERLAP.value, about=1)
        found[f"overlap over, {who}"] = see(Kind.NEWS, change.RELIEVED, reader, locale, news=News.OVERLAP.value, about=1)
        found[f"checklist, {who}"] = see(Kind.NEWS, OVERLAPPING, reader, locale, news=News.CHECKLIST_LEFT.value, about=2)
        found[f"look, {who}"] = see(Kind.NEWS, LOOKING, reader, locale, news=News.LOOK.value)
        found[f"case, looking, {who}"] = see(Kind.ANSWER, LOOKING, reader, locale, view="case")
        found[f"case, overlapping, {who}"] = see(Kind.ANSWER, OVERLAPPING, reader, locale, view="case")
    for state, substitute in states.items():
        about = 1 if substitute else 0
        for news in (News.SUBSTITUTE, News.SUBSTITUTE_UNANSWERED):
            found[f"news {news.value}, {state}"] = see(Kind.NEWS, with_one(substitute), at.KIM, locale, news=news.value, about=about)
    found["wanted, the one before has left"] = see(Kind.SUBSTITUTE, with_one(WANTED), at.SOUTH_LEADER, locale, about=1, left=at.LEFT)
    found["asked in words"] = see(Kind.SUBSTITUTE, with_one(None), at.SOUTH_LEADER, locale, about=0, **asked)
    found["confirm"] = change.confirm(locale, "substitute", with_one(None), day="2026-12-01", until="2026-12-18", suggested=at.BO)
    found["confirm, nothing said"] = change.confirm(locale, "substitute", with_one(None))
    found["sent"] = change.confirm(locale, "substitute", with_one(WANTED), done=True)
    found["sent, taken back"] = change.confirm(locale, "substitute", with_one(None), done=True)
    return found
