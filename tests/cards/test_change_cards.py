"""Cards of handover, closure, pause and reports: every state in both languages, and what the hard ones say."""

import pytest

from bot.cards.draw import draw
from bot.cards.scene import Drawn
from tests.cards import change_drawings as change
from tests.cards.checks import check_card, read_texts, walk

STATES = tuple(change.draw_all("nb"))


def see(name: str, locale: str = "nb") -> Drawn:
    return draw(change.draw_all(locale)[name])


def read(name: str, locale: str = "nb") -> str:
    """Everything on the card as one text."""
    drawn = see(name, locale)
    return drawn.text or "\n".join(read_texts(drawn.card))


def verbs(name: str) -> dict[str, str]:
    """The verbs of the card's buttons with their ids, forms included."""
    return {each["verb"]: each["data"]["id"] for each in walk(see(name).card) if each.get("type") == "Action.Execute"}


def inputs(name: str) -> dict[str, dict[str, object]]:
    """The card's inputs by name, forms included."""
    return {each["id"]: each for each in walk(see(name).card) if each.get("type", "").startswith("Input.")}


@pytest.mark.parametrize("locale", ["nb", "nn"])
@pytest.mark.parametrize("name", STATES)
def test_every_state_keeps_to_the_rules_of_cards(name: str, locale: str) -> None:
    check_card(see(name, locale), locale)


# ---- a handover


def test_the_leader_is_told_who_from_when_and_why_in_neutral_words() -> None:
    said = read("handover")
    assert "Ny koordinator trengs" in said
    assert "Ada Prøve kan ikke følge opp saken fra mandag 1. mars." in said
    assert "Grunn: slutter." in said
    assert "Ada Prøve er koordinator til noen andre er på plass." in said
    assert verbs("handover") == {"name_successor": "17", "has_none": "17"}


def test_the_unit_s_own_people_come_first_without_the_one_who_leaves() -> None:
    choices = [choice["value"] for choice in inputs("handover")["person"]["choices"]]  # type: ignore[attr-defined]
    assert choices == ["p7", "p8"]
    assert inputs("handover")["from_day"]["value"] == "2027-03-01"
    assert inputs("handover, suggested and without a day")["person"]["value"] == "p7"
    assert "value" not in inputs("handover, suggested and without a day")["from_day"]


def test_a_transfer_goes_to_ke_and_says_nothing_of_life_phases() -> None:
    said = read("handover, transfer")
    assert "Saken skal til en annen virksomhet" in said
    assert "Grunn" not in said.split("Hvem blir")[0]
    assert "Meld til KE" in said


@pytest.mark.parametrize("name", ["handover, barnekoordinator", "succeeded, barnekoordinator", "confirm handover, barnekoordinator"])
def test_a_barnekoordinator_is_called_so(name: str) -> None:
    assert "barnekoordinator" in read(name)


def test_the_receipt_says_who_named_whom_and_what_is_left() -> None:
    said = read("handover, named now")
    assert "Bo Prøve er koordinator nå." in said
    assert "Leder sør navnga tirsdag 8. desember kl. 08.00." in said
    assert set(verbs("handover, named now")) == {"tick_informed", "tick_access"}
    assert "Du svarte" in read("handover, passed to KE")


@pytest.mark.parametrize("name", ["handover, not the reader's", "succeeded, not the reader's", "look again, not the reader's"])
def test_whoever_it_is_not_for_does_not_even_see_the_number(name: str) -> None:
    assert "2026-0417" not in read(name)
    assert not verbs(name)


def test_the_one_who_is_relieved_is_responsible_until_the_day_and_hands_on() -> None:
    said = read("succeeded, from a day")
    assert "Bo Prøve tar over mandag 1. mars." in said
    assert "Du er koordinator til mandag 1. mars." in said
    assert "bo@kommune.example" in said
    assert all(word in said for word in ("Overføringsmøte", "Journalen", "Planen", "Samtykke"))
    assert "Du er ikke lenger koordinator i denne saken." in read("succeeded, now")


def test_the_new_coordinator_hears_of_the_former_one() -> None:
    said = read("welcome, former coordinator")
    assert "Tidligere koordinator: Ada Prøve, ada@kommune.example." in said
    assert all(word in said for word in ("Overføringsmøte", "Journalen", "Planen", "Samtykke"))
    assert "Du tar over mandag 1. mars. Til da er Ada Prøve koordinator." in read("welcome, before the day")


# ---- registers


def test_a_death_is_told_to_ke_in_one_sentence_with_registers_only() -> None:
    said = read("registers, close, died")
    assert "Sak 2026-0417 skal avsluttes. Grunn: død." in said
    assert not any(word in said.lower() for word in ("brev", "ring", "takk", "pårørende"))
    assert verbs("registers, close, died") == {"tick_registers": "17.1", "show_texts": "17", "retract_closure": "17"}


def test_what_was_ticked_can_be_taken_back_and_a_closed_case_opened_again() -> None:
    assert verbs("registers, close, half done")["undo_close"] == "17.1"
    assert verbs("registers, pause, done") == {"undo_pause": "17.1"}
    assert verbs("registers, close, done") == {"reopen": "17"}
    assert not verbs("registers, close, retracted")


@pytest.mark.row("S0-44")
def test_the_figures_say_why_the_statistics_differ() -> None:
    assert "9 saker har koordinator nå." in read("figures")
    assert "Tallet i IPLOS kan være høyere" in read("figures")


@pytest.mark.row("S0-44")
def test_a_pause_does_not_stop_an_unmet_clock() -> None:
    assert "3-månedersfristen er" in read("registers, pause, nobody appointed")
    assert "Fristen løper fortsatt." in read("confirm pause, nobody appointed")


def test_the_month_has_come() -> None:
    assert verbs("look again") == {"resume": "17", "pause": "17", "choose": "close:17"}
    months = inputs("look again")["month"]["choices"]
    assert len(months) == 12  # type: ignore[arg-type]
    assert months[0] == {"title": "september 2027", "value": "2027-09"}  # type: ignore[index]


# ---- what was understood


def test_a_handover_is_shown_as_understood_before_anything_happens() -> None:
    said = read("confirm handover")
    assert "Du vil bytte koordinator i sak 2026-0417." in said
    assert "Fra: mandag 1. mars" in said
    assert "Lederen din får beskjed og finner en ny. Du er koordinator til den nye er på plass." in said
    assert verbs("confirm handover") == {"confirm": "handover", "cancel": ""}


def test_what_is_missing_is_asked_for_and_never_stands_in_the_way_of_leaving() -> None:
    assert set(inputs("confirm handover, all missing")) == {"cases", "reason", "day"}
    assert set(inputs("confirm closure, no case")) == {"cases", "reason", "clarified", "journaled"}
    assert set(inputs("confirm pause, no month")) == {"month"}
    for name in (state for state in STATES if state.startswith("confirm")):
        assert not any(each.get("isRequired") for each in inputs(name).values()), name


def test_what_is_known_is_filled_in_where_it_can_be_put_right() -> None:
    assert inputs("confirm handover")["day"]["value"] == "2027-03-01"
    assert inputs("confirm handover")["reason"]["value"] == "leaving"
    assert inputs("confirm pause")["month"]["value"] == "2027-08"


def test_a_death_has_a_tone_of_its_own() -> None:
    said = read("confirm closure, died")
    assert "Melding om dødsfall" in said
    assert "Du melder at brukeren i sak 2026-0417 er død." in said
    assert "KE avslutter saken. Du trenger ikke kontakte noen." in said
    assert not inputs("confirm closure, died")
    assert set(inputs("confirm closure, died, no case")) == {"cases"}
    assert "Angre" not in read("sent closure, died")


@pytest.mark.row("S0-47")
def test_moving_away_needs_no_clarifying() -> None:
    assert set(inputs("confirm closure, moved")) == {"journaled", "reason"}
    assert set(inputs("confirm closure")) == {"clarified", "journaled", "reason"}


def test_somebody_else_than_the_coordinator_is_not_called_so() -> None:
    said = read("confirm handover, by the leader")
    assert "Ada Prøve trenger avløsning i sak 2026-0417." in said
    assert "Lederen din" not in said


@pytest.mark.parametrize(
    ("name", "way_back"),
    [
        ("sent handover", {"retract_handover"}),
        ("sent closure", {"retract_closure"}),
        ("sent closure, begun", set()),
        ("sent pause", {"resume"}),
        ("sent handover, named now", set()),
        ("sent guidance", set()),
        ("confirm, superseded", set()),
    ],
)
def test_there_is_a_way_back_as_long_as_there_is_one(name: str, way_back: set[str]) -> None:
    assert set(verbs(name)) == way_back
    assert see(name).final is (not way_back)


def test_several_cases_are_told_once() -> None:
    said = read("sent handover, several")
    assert said.count("Du får vite hvem som tar over.") == 1
    assert all(f"Behold {number}" in said for number in ("2026-0417", "2025-0208", "2026-0391"))


def test_a_report_is_noted_with_the_way_to_take_it_back() -> None:
    assert "Ansvarsgruppemøte tirsdag 3. november." in read("fact meeting, 2026-11-03")
    assert verbs("fact meeting, 2026-11-03") == {"undo_fact": "17.meeting"}
    assert "Sak 2026-0417 er som før." in read("fact meeting, undone")
    assert not verbs("fact first talk")


# ---- views, news and digests


def test_ke_finds_the_next_coordinator_when_the_unit_has_none() -> None:
    assert set(verbs("news handover_to_ke")) == {"show_units", "name_successor"}
    assert "Hjemmetjenesten sør har ingen som kan ta over." in read("news handover_to_ke")
    assert "has_none" in verbs("news handover_unanswered")
    assert "show_units" in verbs("case, passed to KE, for KE")


def test_the_coordinator_s_view_offers_bytte_pause_and_end() -> None:
    card = see("case, placed, for coordinator").card
    ids = {each["data"]["id"] for each in walk(card) if each.get("verb") == "choose"}
    assert ids == {"handover:17", "substitute:17", "pause:17", "close:17", "call_me:17"}
    assert "retract_handover" in verbs("case, awaited, for coordinator")
    assert "resume" in verbs("case, resting, for coordinator")


@pytest.mark.parametrize("who", ["KE", "leader"])
def test_leader_and_ke_can_start_a_handover_a_pause_and_an_end(who: str) -> None:
    assert {"name_successor", "report_handover", "pause", "report_closure"} <= set(verbs(f"case, placed, for {who}"))


def test_the_history_of_coordinators_is_ke_s() -> None:
    former = "Ada Prøve, Hjemmetjenesten sør: tirsdag 24. november til tirsdag 8. desember"
    assert former in read("case, relieved, for KE")
    assert former not in read("case, relieved, for leader")


def test_a_coordinator_s_day_has_only_what_is_near_and_the_month_everything() -> None:
    assert "Neste ansvarsgruppemøte: torsdag 10. desember" in read("digest, coordinator, daily")
    assert "På pause" not in read("digest, coordinator, daily")
    month = read("digest, coordinator, monthly")
    assert "Dine saker i desember 2026" in month
    assert all(told in month for told in ("På pause til august 2027", "Bo Prøve tar over mandag 1. mars", "Oppstartssamtale er ikke meldt"))


def test_rows_name_nobody_and_give_no_reason() -> None:
    for name in ("digest, KE, handovers and pauses", "list, handovers", "list, paused"):
        assert "Ada" not in read(name)
        assert "slutter" not in read(name)
