"""Short answers, questions with buttons, help, and the e-mail that says nothing."""

import re
from dataclasses import replace

import pytest

from bot.cards.answers import INTENTS, TEXTS
from bot.cards.draw import draw
from bot.casework.nouns import Locale
from bot.casework.outcome import Why
from bot.dialogs.meaning import Intent, Knowledge
from bot.dialogs.understand import understand
from bot.profiles import read_profile
from bot.texts.words import Words
from tests.cards import ke_scenes as at
from tests.cards import unit_drawings as unit
from tests.cards.checks import check_card
from tests.cards.test_leader_cards import open_buttons, see, texts, verbs
from tests.texts.faults import PROFILES

STATES = tuple(unit.answers("nb"))
MOST_WORDS = 20


@pytest.mark.parametrize("locale", ["nb", "nn"])
@pytest.mark.parametrize("name", STATES)
def test_every_answer_keeps_to_the_rules(name: str, locale: str) -> None:
    check_card(see(name, locale), locale)


@pytest.mark.parametrize("name", [name for name in STATES if name.startswith(("text, ", "refusal, "))])
@pytest.mark.parametrize("locale", ["nb", "nn"])
def test_answers_are_short_sentences(name: str, locale: str) -> None:
    said = see(name, locale).text or ""
    assert all(len(sentence.split()) <= MOST_WORDS for sentence in re.split(r"[.?:] ", said)), said


@pytest.mark.parametrize("why", list(Why))
def test_every_refusal_says_something_in_the_chat(why: Why) -> None:
    assert len(see(f"refusal, {why.value}").text or "") > 10


def test_a_refusal_that_went_by_way_of_json_has_its_dates_written_out() -> None:
    assert see("refusal, date_too_early").text == "Velg en dato etter mandag 7. desember, som er fristen nå."
    assert "tirsdag 24. november kl. 10.02" in (see("refusal, already_answered").text or "")


def test_hidden_and_missing_sound_the_same() -> None:
    assert see("refusal, not_found").text == see("text, not_found").text


def test_every_meaning_the_bot_can_be_unsure_of_has_a_button() -> None:
    talk = {Intent.CANCEL, Intent.GREET, Intent.NO, Intent.SWEARING, Intent.THANKS, Intent.UNCLEAR, Intent.YES}
    assert {intent.value for intent in Intent} - {intent.value for intent in talk} <= INTENTS.keys()


def test_a_question_about_cases_has_a_button_for_each() -> None:
    assert open_buttons(see("choose case")) == ["Sak 2026-0391", "Sak 2025-0391"]


def test_an_absence_is_asked_about_before_it_is_kept() -> None:
    drawn = see("absence question")
    assert "Du er borte fra mandag 30. november til og med fredag 11. desember." in texts(drawn)
    assert verbs(drawn) == {"choose", "cancel"}


def test_each_role_gets_its_own_help() -> None:
    assert "Ny sak" in open_buttons(see("help, KE"))
    assert "Mine forespørsler" in open_buttons(see("help, leader"))
    assert "Mine saker" in open_buttons(see("help, coordinator"))
    assert "Bytt til nynorsk" in open_buttons(see("help, KE"))
    assert "Byt til bokmål" in open_buttons(see("help, KE", "nn"))


@pytest.mark.parametrize("locale", ["nb", "nn"])
@pytest.mark.parametrize(("role", "code"), [("KE", "KE"), ("leader", "VL"), ("coordinator", "KO")])
@pytest.mark.parametrize("profile", PROFILES)
def test_every_example_in_help_is_understood(profile: str, role: str, code: str, locale: Locale) -> None:
    municipality = read_profile(profile)
    words = Words(locale, municipality, at.TUESDAY.date())
    drawn = draw(replace(unit.answers(locale)[f"help, {role}"], municipality=municipality, words=words))
    numbers = ("2026-0417", "2026-0423")
    knows = Knowledge(frozenset({code}), at.TUESDAY.date(), numbers, people=("Ada", "Bo"), read_case=municipality.case_number.normalise)
    examples = re.findall(r"«([^»]+)»", texts(drawn))
    assert len(examples) > 2
    assert [example for example in examples if understand(example, knows).meanings[0].intent is Intent.UNCLEAR] == []


def test_the_mail_says_nothing_about_whom_or_where() -> None:
    mail = see("mail")
    assert mail.summary == "Du har en oppgave fra koordinerende enhet"
    assert mail.text is not None
    assert not re.search(r"\d|Hjemmetjenesten|Leder nord", mail.text)


def test_every_code_has_its_text() -> None:
    used = {"unknown_person", "id_number_certain", "id_number_possible", "describes_user", "file", "empty", "too_long", "edited"}
    assert used | {"not_found", "only_ke", "cancelled", "nothing_to_cancel", "nothing_to_do", "language_changed"} <= TEXTS.keys()
