"""Cards about a vikar, an overlap, a handover's checklist and a month to look again: every state in both languages."""

import pytest

from bot.cards.draw import draw
from tests.cards.checks import check_card, read_texts, walk
from tests.cards.substitute_drawings import draw_all

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
