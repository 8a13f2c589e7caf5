"""KE's cards in every state and both languages: they keep to what every client draws, and say what is so."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.cards import case_view, choose_unit, digest, duties, lists, new_case, news, overdue, three_months
from bot.cards.scene import Drawn, Group, Overview
from bot.casework.outcome import Kind
from tests.cards import asking_drawings
from tests.cards import ke_scenes as at
from tests.cards.checks import check_card, read_texts, walk
from tests.cards.ke_drawings import SUGGESTED, draw_all


def read(drawn: Drawn) -> str:
    """Everything on the card as one text."""
    return "\n".join(read_texts(drawn.card))


def list_verbs(drawn: Drawn) -> dict[str, str]:
    """The verbs of the card's buttons with their ids, forms included."""
    return {each["verb"]: each["data"]["id"] for each in walk(drawn.card) if each.get("type") == "Action.Execute"}


def find_input(drawn: Drawn, id: str) -> dict[str, Any]:
    return next(each for each in walk(drawn.card) if each.get("id") == id)


@pytest.mark.parametrize("locale", ["nb", "nn"])
@pytest.mark.parametrize("name", draw_all("nb"))
def test_every_card_in_every_state_keeps_to_what_all_clients_draw(name: str, locale: str) -> None:
    scene, draw = draw_all(locale)[name]
    check_card(draw(scene), locale)


@pytest.mark.parametrize("name", draw_all("nb"))
def test_what_newer_clients_draw_stands_in_plain_elements_too(name: str) -> None:
    scene, draw = draw_all("nb")[name]
    card = draw(scene).card or {}
    for each in walk(card):
        if each["type"] == "CodeBlock":
            plain = [block["text"].replace("\\", "") for block in each["fallback"]["items"]]
            assert plain == each["codeSnippet"].splitlines()
        if each["type"] == "Chart.HorizontalBar":
            counts = next(block["text"] for block in card["body"] if " · " in block.get("text", ""))
            assert counts == " · ".join(f"{bar['x']} {bar['y']:g}" for bar in each["data"])


# ---- a new case and the choice of a unit


def test_the_form_is_filled_in_with_what_was_understood_and_asks_about_an_old_decision() -> None:
    scene, draw = draw_all("nb")["new case, old decision"]
    drawn = draw(scene)
    assert find_input(drawn, "number")["value"] == "2015-0417"
    assert find_input(drawn, "decided_on")["value"] == "2015-11-17"
    assert find_input(drawn, "suggested")["value"] == f"p{at.ADA}"
    assert not find_input(drawn, "old_is_right").get("isRequired"), "another date may be chosen instead"
    assert "Vedtaket er fra 2015. Stemmer det?" in read(drawn)


def test_a_taken_number_opens_the_case_it_belongs_to() -> None:
    scene, draw = draw_all("nb")["new case, number taken"]
    assert list_verbs(draw(scene))["show_case"] == "17"
    assert "Sak 2026-0417 finnes fra før." in read(draw(scene))


def test_the_form_without_a_question_has_no_toggle() -> None:
    drawn = new_case.draw_form(at.scene(Kind.ANSWER))
    assert not [each for each in walk(drawn.card) if each["type"] == "Input.Toggle"]
    assert find_input(drawn, "decided_on")["max"] == "2026-11-24"


def test_units_are_suggested_with_reason_load_and_who_gets_it_while_the_leader_is_away() -> None:
    drawn = choose_unit.draw(at.scene(Kind.CHOOSE_UNIT, at.UNASKED, suggested=SUGGESTED, asked=0))
    choices = {choice["value"]: choice["title"] for choice in find_input(drawn, "unit")["choices"]}
    assert choices["u1"] == (
        "Hjemmetjenesten sør. Forslag fra fordelingslisten. 1 åpen forespørsel, 9 aktive saker. "
        "Virksomhetslederen er borte til og med fredag 11. desember. Stedfortreder sør får den."
    )
    assert choices["u2"] == "Hjemmetjenesten nord. Den som er foreslått, arbeider her. 0 åpne forespørsler, 4 aktive saker."
    assert f"u{at.LEADERLESS}" not in json.dumps(drawn.card)
    assert "Virksomhetsleder mangler for Dagsenteret." in read(drawn)
    assert find_input(drawn, "deadline")["value"] == "2026-12-08"
    assert find_input(drawn, "deadline")["min"] == "2026-11-25"


def test_a_unit_that_said_no_stays_possible_with_its_answer() -> None:
    drawn = choose_unit.draw(at.scene(Kind.CHOOSE_UNIT, at.DECLINED, suggested=[], asked=1))
    (choice,) = find_input(drawn, "unit")["choices"]
    assert "Spurt før, svarte nei tirsdag 24. november." in choice["title"]


def test_the_unit_that_has_the_request_is_not_offered_again() -> None:
    drawn = choose_unit.draw(at.scene(Kind.CHOOSE_UNIT, at.WAITING, suggested=SUGGESTED, asked=1))
    assert {choice["value"] for choice in find_input(drawn, "unit")["choices"]} == {"u2", "u3"}
    assert "Forespørselen til Hjemmetjenesten sør blir trukket tilbake når du sender en ny." in read(drawn)


def test_a_passed_appointment_deadline_is_said_first() -> None:
    scene, draw = draw_all("nb")["choose unit, three months passed"]
    lines = [each["text"] for each in walk(draw(scene).card) if each["type"] == "TextBlock"]
    assert lines[1] == "3-månedersfristen var lørdag 24. oktober. Den er passert."


def test_the_choice_becomes_a_receipt_once_sent_and_can_be_withdrawn() -> None:
    drawn = choose_unit.draw(at.scene(Kind.CHOOSE_UNIT, at.WAITING, suggested=SUGGESTED, asked=0))
    assert "Forespørselen gikk til Hjemmetjenesten sør mandag 23. november kl. 09.04." in read(drawn)
    assert list_verbs(drawn) == {"withdraw": "17.1"}


# ---- news


@pytest.mark.parametrize(
    ("name", "verbs"),
    [
        ("news late_offer", {"take_offer": "17.1", "turn_down_offer": "17.1"}),
        ("news declined", {"show_units": "17"}),
        ("news more_time", {"extend": "17.1", "refuse_time": "17.1"}),
        ("news disputed", {"replace": "17", "uphold": "17"}),
        ("news disputed, to the leader", {"replace": "17", "uphold": "17"}),
        ("news upheld, to the coordinator", {"show_case": "17"}),
        ("news unreachable", {"show_case": "17"}),
    ],
)
def test_news_offers_what_can_be_done_about_it(name: str, verbs: dict[str, str]) -> None:
    scene, draw = draw_all("nb")[name]
    assert list_verbs(draw(scene)) == verbs


@pytest.mark.parametrize("name", [name for name in draw_all("nb") if name.endswith("since settled")])
def test_news_that_is_settled_offers_nothing_and_is_final(name: str) -> None:
    scene, draw = draw_all("nb")[name]
    assert draw(scene).final
    assert not list_verbs(draw(scene))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("news unreachable", "Ring Leder sør for å være sikker"),
        ("news unreachable, told of an appointment", "Ta kontakt med"),
        ("news unreachable, a vikar", "Ta kontakt med"),
        ("news unreachable, a coordinator", "Ta kontakt med"),
        ("news unreachable, answered since", "Jeg nådde ikke"),
        ("news unreachable, the vikar is gone", "Jeg nådde ikke"),
        ("news unreachable, the coordinator has begun", "Jeg nådde ikke"),
        ("news unreachable, since settled", "Jeg nådde ikke"),
    ],
)
def test_whoever_was_not_reached_is_to_be_found_another_way_only_while_it_matters(name: str, told: str) -> None:
    scene, draw = {**draw_all("nb"), **asking_drawings.draw_all("nb")}[name]
    assert told in read(draw(scene))


def test_a_no_says_why_and_that_the_other_clock_runs_on() -> None:
    said = read(news.draw(at.scene(Kind.NEWS, at.DECLINED, request=1, news="declined")))
    assert "Grunn: ikke kapasitet nå." in said
    assert "3-månedersfristen er onsdag 17. februar, 85 dager igjen." in said


def test_more_time_is_given_until_the_day_that_was_asked_for() -> None:
    drawn = news.draw(at.scene(Kind.NEWS, at.MORE_TIME, request=1, news="more_time"))
    assert find_input(drawn, "deadline")["value"] == "2026-12-14"


# ---- duties and alerts


def test_duties_say_what_is_done_by_whom_and_what_remains() -> None:
    drawn = duties.draw(at.scene(Kind.DUTIES, at.HALF_DONE, now=at.WEDNESDAY, about=1))
    said = read(drawn)
    assert "2 av 8 er gjort." in said
    assert "Ringt brukeren eller pårørende: onsdag 25. november, Liv i KE" in said
    assert len(find_input(drawn, "duties")["choices"]) == 6
    assert list_verbs(drawn) == {
        "welcome": "17", "tick": "17.1", "tick_all": "17.1", "show_texts": "17", "replace": "17", "undo_tick": "17.1",
    }  # fmt: skip


def test_no_welcome_before_the_leader_has_told_the_coordinator() -> None:
    drawn = duties.draw(at.scene(Kind.DUTIES, at.UNSURE, about=1))
    assert "welcome" not in list_verbs(drawn)
    assert "Virksomhetslederen har ikke krysset av for at koordinatoren er informert." in read(drawn)
    assert "Koordinatoren er ikke fast ansatt, men bør være det." in read(drawn)


@pytest.mark.row("S0-15")
def test_a_profile_may_say_nothing_of_permanent_employment() -> None:
    quiet = at.STANDARD.model_copy(update={"require_permanent": "off"})
    assert "fast ansatt." not in read(duties.draw(at.scene(Kind.DUTIES, at.UNSURE, profile=quiet, about=1)))


def test_the_welcome_can_still_be_sent_when_everything_was_ticked_at_once() -> None:
    ticked = replace(at.ALL_DONE, assignments=at.APPOINTED.assignments)
    assert list_verbs(duties.draw(at.scene(Kind.DUTIES, ticked, about=1)))["welcome"] == "17"


def test_duties_of_a_replaced_name_fall_away() -> None:
    drawn = duties.draw(at.scene(Kind.DUTIES, at.REPLACED, about=1))
    assert drawn.final
    assert not list_verbs(drawn)


def test_an_overdue_request_brings_the_deviation_and_five_ways_on() -> None:
    drawn = overdue.draw(at.scene(Kind.OVERDUE, at.PASSED, now=at.OVERDUE_DAY, request=1))
    assert drawn.alert
    assert "Sendt mandag 23. november. Fristen var mandag 7. desember. 3 påminnelser er sendt." in read(drawn)
    assert set(list_verbs(drawn)) == {"deviation_sent", "show_units", "remind", "extend", "withdraw"}


def test_a_deviation_that_is_sent_is_told_with_its_number_and_can_be_put_right() -> None:
    drawn = overdue.draw(at.scene(Kind.OVERDUE, at.PASSED_DONE, now=at.OVERDUE_DAY, request=1))
    assert "Avvik sendt onsdag 25. november av Liv i KE, nr. 8812." in read(drawn)
    assert "Kopier teksten" not in read(drawn)
    assert {"deviation_sent", "undo_deviation"} <= set(list_verbs(drawn)), "its number can be put right, and the tick taken back"


def test_extending_the_deadline_does_not_take_the_deviation_away() -> None:
    drawn = overdue.draw(at.scene(Kind.OVERDUE, at.EXTENDED, now=at.OVERDUE_DAY, request=1))
    assert "Fristen var mandag 7. desember. Ny frist er mandag 14. desember." in read(drawn)
    assert "deviation_sent" in list_verbs(drawn)


def test_three_months_has_its_own_duties_and_still_asks_for_a_unit() -> None:
    drawn = three_months.draw(at.scene(Kind.THREE_MONTHS, at.THREE_MONTHS, now=at.LAST_DAY))
    assert drawn.alert
    assert list_verbs(drawn) == {"tick": "17.0", "tick_all": "17.0", "show_texts": "17", "show_units": "17"}


# ---- views, lists and digests


def test_each_reader_sees_their_own_part_of_a_case() -> None:
    ke = read(case_view.draw(at.scene(Kind.ANSWER, at.PASSED, now=at.OVERDUE_DAY)))
    leader = case_view.draw(at.scene(Kind.ANSWER, at.WAITING, reader=at.SOUTH_LEADER))
    assert "3-månedersfristen" in ke
    assert "3-månedersfristen" not in read(leader)
    assert list_verbs(leader) == {"show_request": "17.1"}


def test_a_leader_sees_nothing_of_another_unit() -> None:
    other = replace(at.DECLINED, requests=(at.NO, replace(at.REQUEST, seq=2, unit=at.NORTH, recipients=(at.NORTH_LEADER,))))
    assert "nord" not in read(case_view.draw(at.scene(Kind.ANSWER, other, reader=at.SOUTH_LEADER)))


def test_a_coordinator_who_has_not_been_told_finds_no_case() -> None:
    untold = replace(at.UNSURE, assignments=(replace(at.NAMED, informed_at=None),))
    drawn = case_view.draw(at.scene(Kind.ANSWER, untold, reader=at.ADA))
    assert drawn.card is None
    assert drawn.text
    assert drawn.text.startswith("Jeg finner ikke denne saken blant dine.")


@pytest.mark.parametrize("case", [at.UNASKED, at.WAITING, at.PASSED, at.UNSURE, at.THREE_MONTHS])
def test_ke_can_always_close_and_correct_an_open_case(case: Any) -> None:
    assert {"report_closure", "correct"} <= set(list_verbs(case_view.draw(at.scene(Kind.ANSWER, case))))


def test_a_closed_case_can_be_opened_again_and_never_says_why_it_was_closed() -> None:
    drawn = case_view.draw(at.scene(Kind.ANSWER, at.CLOSED, now=at.WEDNESDAY))
    assert set(list_verbs(drawn)) == {"reopen", "show_texts"}
    assert "død" not in read(drawn)


@pytest.mark.parametrize("name", [name for name in draw_all("nb") if name.startswith(("digest", "overview", "deadlines", "list"))])
def test_lists_and_digests_name_no_person_and_no_closing_reason(name: str) -> None:
    scene, draw = draw_all("nb")[name]
    said = read(draw(scene))
    assert not [person.name for person in at.DIRECTORY.people.values() if person.name in said]
    assert "død" not in said


def test_the_digest_of_ke_counts_in_words_and_has_at_most_fifteen_buttons() -> None:
    drawn = digest.draw(replace(at.scene(Kind.DIGEST, now=at.OVERDUE_DAY), overview=at.ke_overview()))
    said = read(drawn)
    assert "Oversikt tirsdag 8. desember" in said
    assert "Over fristen 1 · 3-månedersfristen nær eller passert 1 · Nye svar 2" in said
    assert "og 7 til" in said
    assert sum(each["type"] == "Action.Execute" for each in walk(drawn.card)) <= 15


def test_a_leader_answers_from_the_digest_and_sees_each_request_once() -> None:
    scene, draw = draw_all("nb")["digest, leader"]
    said = read(draw(scene))
    assert said.count("Svar på 2026-0423") == 2, "the button and its fallback"
    assert said.count("2026-0423. ") == 1, "one row, though it is both waiting and overdue"
    assert "Gjenstår: informere koordinatoren og bestille tilganger" in said


def test_a_case_in_two_groups_has_one_button() -> None:
    cases = {Group.OVERDUE: (at.PASSED,), Group.DUTIES: (at.PASSED,)}
    drawn = digest.draw(replace(at.scene(Kind.DIGEST, now=at.OVERDUE_DAY), overview=Overview(dict.fromkeys(cases, 1), cases)))
    check_card(drawn, "nb")
    assert read(drawn).count("2026-0417. ") == 2


def test_a_list_shows_twelve_and_says_how_many_more() -> None:
    scene, draw = draw_all("nb")["list, long"]
    drawn = draw(scene)
    assert sum(each["type"] == "Action.Execute" for each in walk(drawn.card)) == 12
    assert "40 saker" in read(drawn)
    assert "og 28 til" in read(drawn)


def test_an_empty_list_says_so() -> None:
    drawn = lists.draw_list(replace(at.scene(Kind.ANSWER, group="overdue"), overview=Overview({Group.OVERDUE: 0})))
    assert "Ingen saker er over fristen." in read(drawn)


def test_a_deadline_on_the_day_itself_and_the_last_day_are_said_so() -> None:
    today = replace(at.UNASKED, appoint_by=date(2026, 11, 24))
    tomorrow = replace(at.UNASKED, appoint_by=date(2026, 11, 25))
    assert "3-månedersfristen er i dag, tirsdag 24. november." in read(case_view.draw(at.scene(Kind.ANSWER, today)))
    assert "3-månedersfristen er onsdag 25. november, 1 dag igjen." in read(case_view.draw(at.scene(Kind.ANSWER, tomorrow)))
