"""Cards about a vikar, an overlap, a handover's checklist and a month to look again: every state in both languages."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.cards.draw import draw
from bot.cards.scene import Scene
from bot.casework.model import Case, Substitute
from bot.casework.outcome import Kind, News
from tests.cards import change_drawings as change
from tests.cards import ke_scenes as at
from tests.cards.checks import check_card, read_texts, walk

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
    found["asked in words"] = see(Kind.SUBSTITUTE, with_one(None), at.SOUTH_LEADER, locale, about=0, **asked)
    found["confirm"] = change.confirm(locale, "substitute", with_one(None), day="2026-12-01", until="2026-12-18", suggested=at.BO)
    found["confirm, nothing said"] = change.confirm(locale, "substitute", with_one(None))
    found["sent"] = change.confirm(locale, "substitute", with_one(WANTED), done=True)
    found["sent, taken back"] = change.confirm(locale, "substitute", with_one(None), done=True)
    return found


STATES = tuple(draw_all("nb"))


def read(name: str, locale: str = "nb") -> str:
    """Everything on the card as one text."""
    drawn = draw(draw_all(locale)[name])
    return drawn.text or "\n".join(read_texts(drawn.card))


def verbs(name: str) -> set[str]:
    return {each["verb"] for each in walk(draw(draw_all("nb")[name]).card) if each.get("type") == "Action.Execute"}


@pytest.mark.parametrize("locale", ["nb", "nn"])
@pytest.mark.parametrize("name", STATES)
def test_every_state_keeps_to_the_rules_of_cards(name: str, locale: str) -> None:
    check_card(draw(draw_all(locale)[name]), locale)


@pytest.mark.row("S2-10", "S2-28")
def test_each_reader_is_told_what_concerns_them() -> None:
    assert "Bo Prøve er foreslått." in read("wanted, leader")
    assert verbs("wanted, leader") == {"name_substitute", "end_substitute"}
    assert {"confirm_return", "extend_substitute", "keep_substitute"} <= verbs("coming, leader")
    assert "confirm_return" not in verbs("returning, leader")
    assert "Du er fortsatt koordinator." in read("coming, coordinator")
    assert verbs("coming, substitute") == {"show_case"}
    assert "dispute" not in verbs("case, coming, substitute"), "the name is not the vikar's to dispute"
    assert "ingen har svart på hva som skjer nå" in read("case, unanswered, KE")
    assert "Vikaren" not in read("over, substitute")


@pytest.mark.row("S0-37", "S2-09", "S3-30")
def test_both_and_ke_see_what_is_handed_on_and_how_long_they_overlap() -> None:
    assert "Overføringsmøte er holdt: gjort" in read("checklist, coordinator")
    assert "Ikke krysset av ved overføring: Journalen er oppdatert og Samtykke er avklart på nytt." in read("case, overlapping, KE")
    assert "Ada Prøve og Bo Prøve overlapper til mandag 1. mars." in read("case, overlapping, coordinator")
    assert "change_overlap" in verbs("case, overlapping, KE")
    assert "change_overlap" not in verbs("case, overlapping, leader")
