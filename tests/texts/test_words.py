"""Dates, numbers, names and inflections as people read them."""

from datetime import UTC, date, datetime

import pytest

from bot.profiles import read_profile
from bot.texts.words import Raw, Words

STANDARD = read_profile("standard")
MONDAY = date(2026, 11, 23)
NB = Words("nb", STANDARD, MONDAY)
NN = Words("nn", STANDARD, MONDAY)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 12, 7), "mandag 7. desember"),
        (date(2027, 2, 22), "mandag 22. februar"),
        (date(2027, 3, 1), "mandag 1. mars 2027"),
        (date(2025, 12, 1), "mandag 1. desember 2025"),
        (date(2026, 1, 12), "mandag 12. januar 2026"),
        (date(2026, 2, 16), "mandag 16. februar"),
    ],
)
def test_a_date_is_written_out_with_the_year_only_when_it_is_not_obvious(day: date, written: str) -> None:
    assert NB.day(day) == written


def test_nynorsk_has_weekdays_of_its_own() -> None:
    days = [date(2026, 11, 23 + number) for number in range(7)]
    assert [NN.day(day).split()[0] for day in days] == ["måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"]


def test_an_instant_is_told_as_clocks_in_oslo_show_it_summer_and_winter() -> None:
    assert NB.instant(datetime(2026, 11, 24, 9, 2, tzinfo=UTC)) == "tirsdag 24. november kl. 10.02"
    assert NB.instant(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "torsdag 2. juli kl. 00.30"


def test_texts_are_translated_and_filled_with_values_and_the_municipalitys_words() -> None:
    assert NB.say("Svar innen {deadline}.", deadline=date(2026, 12, 7)) == "Svar innen mandag 7. desember."
    assert NN.say("Svar innen {deadline}.", deadline=date(2026, 12, 7)) == "Svar innan måndag 7. desember."
    assert NN.say("Ny oppgave fra {the_ke}") == "Ny oppgåve frå koordinerande eining"


def test_plurals_follow_the_number() -> None:
    one, many = "Påminnelse: {n} arbeidsdag igjen", "Påminnelse: {n} arbeidsdager igjen"
    assert (NB.plural(one, many, 1), NB.plural(one, many, 3)) == ("Påminnelse: 1 arbeidsdag igjen", "Påminnelse: 3 arbeidsdager igjen")
    assert (NN.plural(one, many, 1), NN.plural(one, many, 3)) == ("Påminning: 1 arbeidsdag igjen", "Påminning: 3 arbeidsdagar igjen")


def test_what_is_filled_in_can_never_become_markup_or_a_blank() -> None:
    name = "[Ada](https://onde.example) *_`{the}<b>"
    assert NB.say("Du får denne fra {name}.", name=name) == r"Du får denne fra \[Ada\](https://onde.example) \*\_\`{the}\<b\>."
    assert NB.plain("Du får denne fra {name}.", name=name) == f"Du får denne fra {name}."


def test_text_that_was_said_is_not_escaped_again() -> None:
    inner = NB.say("Du får denne fra {name}.", name="A_B")
    assert NB.say("«{example}»", example=inner) == r"«Du får denne fra A\_B.»"


def test_lists_end_with_and_and_stay_markdown_when_a_part_is() -> None:
    assert NB.join(["a"]) == "a"
    assert NB.join(["a_", "b", "c"]) == "a_, b og c"
    assert NB.join([Raw("**a**"), "b_"]) == r"**a** og b\_"


def test_thousands_are_kept_together_by_a_hard_space() -> None:
    assert NB.write(1200) == "1\N{NO-BREAK SPACE}200"


def test_a_blank_nobody_fills_is_an_error() -> None:
    with pytest.raises(KeyError):
        NB.say("Du får denne fra {name}.")
