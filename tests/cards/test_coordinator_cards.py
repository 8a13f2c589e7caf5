"""What a coordinator gets: a calm start, and nothing at all when the name was wrong."""

from dataclasses import replace

import pytest

from bot.cards.answers import TEXTS
from bot.cards.draw import draw
from bot.casework.deadlines import oslo_date
from bot.casework.outcome import Kind
from bot.profiles import read_profile
from bot.texts.words import Words
from tests.cards import ke_scenes as at
from tests.cards import unit_drawings as unit
from tests.cards.checks import check_card, walk
from tests.cards.test_leader_cards import open_buttons, see, texts, verbs

STATES = tuple(unit.coordinators("nb"))


@pytest.mark.parametrize("locale", ["nb", "nn"])
@pytest.mark.parametrize("name", STATES)
def test_every_state_keeps_to_the_rules_of_cards(name: str, locale: str) -> None:
    check_card(see(name, locale), locale)


def test_the_welcome_says_what_to_do_first_and_whom_to_ask() -> None:
    said = texts(see("welcome"))
    assert "Du er oppnevnt som koordinator" in said
    assert "Koordinerende enhet (KE) ringer brukeren først. Avtal så en oppstartssamtale." in said
    assert "Få signert samtykke før du henter eller deler opplysninger." in said
    assert "Før journal for det du gjør som koordinator." in said
    assert "ke@kommune.example" in said


def test_a_barnekoordinator_is_called_so() -> None:
    assert "Du er oppnevnt som barnekoordinator" in texts(see("welcome, barnekoordinator"))


def test_the_welcome_can_be_answered_in_three_ways_and_has_the_papers_at_hand() -> None:
    drawn = see("welcome")
    assert verbs(drawn) == {"started", "guidance", "dispute"}
    assert open_buttons(drawn)[3:] == ["Åpne håndboken", "Åpne informasjonsskrivet", "Åpne samtykkeskjemaet"]


@pytest.mark.row("S2-18", "S2-19", "S3-17")
@pytest.mark.parametrize(("profile", "tool"), [("aas", "DIPS Samspill"), ("heroy", "Visma Flyt Samspill")])
def test_what_is_about_the_user_has_its_place_in_the_plan_tool(profile: str, tool: str) -> None:
    scene, theirs = unit.draw_all("nb")["welcome"], read_profile(profile)
    words = Words("nb", theirs, oslo_date(scene.now))
    assert open_buttons(draw(replace(scene, municipality=theirs, words=words)))[-1] == f"Åpne {tool}"
    assert f"hører hjemme i journalen eller i {tool}" in words.say(TEXTS["describes_user"])


def test_what_was_reported_is_told_and_not_asked_again() -> None:
    assert "guidance" not in verbs(see("welcome, guidance"))
    assert "Du meldte onsdag 25. november at du er i gang." in texts(see("welcome, started"))
    assert "Oppstartssamtale holdt" in open_buttons(see("welcome, started"))
    assert "Oppstartssamtalen var tirsdag 24. november." in texts(see("welcome, first talk held"))
    assert verbs(see("welcome, first talk held")) == {"dispute"}


def test_a_dispute_is_received_and_nothing_more_is_asked() -> None:
    assert verbs(see("welcome, disputed")) == set()
    assert "Du har meldt at dette ikke stemmer" in texts(see("welcome, disputed"))


@pytest.mark.parametrize("name", ["welcome, ended", "welcome, not the reader's"])
def test_whoever_is_not_the_coordinator_does_not_even_see_the_number(name: str) -> None:
    assert "2026-0417" not in texts(see(name))
    assert verbs(see(name)) == set()


def test_an_emptied_card_is_final() -> None:
    assert draw(unit.coordinators("nb")["welcome, ended"]).final


PAGES = {
    "retningslinje": ["Prosedyren i KF"],
    "aas": ["Ansvarsgruppe i KSX", "Individuell plan i KSX", "Koordinator i KSX", "E-læring", "BTI"],
    "aalesund": ["Meldeskjemaet", "Sjekkliste barn og unge", "Sjekkliste voksne", "Veileder"],
    "standard": [],
}


@pytest.mark.row("S1-01", "S2-12", "S2-21", "S2-29", "S2-30", "S4-03", "S4-20")
@pytest.mark.parametrize("profile", PAGES)
def test_the_municipality_s_own_procedures_and_forms_are_opened_from_the_checklist(profile: str) -> None:
    scene, theirs = at.scene(Kind.ANSWER, reader=at.ADA, view="checklist"), read_profile(profile)
    drawn = draw(replace(scene, municipality=theirs, words=Words("nb", theirs, oslo_date(scene.now))))
    assert [each["title"] for each in walk(drawn.card) if each.get("type") == "Action.OpenUrl"] == PAGES[profile]
