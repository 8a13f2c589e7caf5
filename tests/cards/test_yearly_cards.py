"""Cards of what comes back with the year: every state in both languages, and what a reader must and must not see."""

import pytest

from bot.cards.draw import draw
from tests.cards import yearly_drawings as drawings
from tests.cards.checks import check_card, read_texts, walk

NAMES = sorted(drawings.draw_all("nb"))


@pytest.mark.parametrize("locale", ["nb", "nn"])
def test_every_card_is_whole_and_right(locale: str) -> None:
    for name, scene in drawings.draw_all(locale).items():
        try:
            check_card(draw(scene), locale)
        except AssertionError as fault:
            raise AssertionError(name) from fault


def inputs(name: str) -> list[str]:
    return [each["id"] for each in walk(draw(drawings.draw_all("nb")[name]).card) if str(each.get("type")).startswith("Input.")]


@pytest.mark.row("S4-34")
def test_more_cases_than_fit_come_a_page_at_a_time_on_the_same_card() -> None:
    assert inputs("round, fourteen cases") == [f"count_{17 + n}_group" for n in range(6)]
    assert inputs("round, some answered") == [f"count_{17 + n}_group" for n in range(6, 12)]
    assert inputs("round, a page to correct") == [f"count_{17 + n}_group" for n in range(6, 12)]
    assert inputs("round, unit filled in by its leader") == inputs("round, fourteen cases")


def test_a_need_of_another_unit_and_one_that_is_not_there_look_the_same() -> None:
    told = list(read_texts(draw(drawings.draw_all("nb")["need, of another unit"]).card))
    assert "Hjemmetjenesten nord" not in str(told)
    assert "Jeg finner ikke dette opplæringsbehovet" in str(told)


@pytest.mark.row("S0-35")
def test_whoever_was_not_invited_sees_no_draft_and_who_has_answered_can_answer_otherwise() -> None:
    assert "Rådhuset" not in str(draw(drawings.draw_all("nb")["invitation, not invited"]).card)
    verbs = [each["verb"] for each in walk(draw(drawings.draw_all("nb")["invitation, yes"]).card) if each.get("type") == "Action.Execute"]
    assert verbs == ["attend_no", "attend_perhaps"]


@pytest.mark.row("S4-34")
def test_who_may_not_see_a_unit_sees_their_own_cases_and_ke_sees_units_without_names_of_people() -> None:
    other = "\n".join(read_texts(draw(drawings.draw_all("nb")["round, unit for somebody else"]).card))
    assert "Hjemmetjenesten sør" not in other
    progress = "\n".join(read_texts(draw(drawings.draw_all("nb")["round, KE"]).card))
    assert "Hjemmetjenesten sør: 9 av 14 svart, 3 bekreftet" in progress
    assert "Ada" not in progress
