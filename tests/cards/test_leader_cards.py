"""What a leader sees from the request to the receipt, and never sees."""

from dataclasses import replace

import pytest

from bot.cards.draw import draw
from bot.cards.scene import Drawn
from bot.casework.deadlines import oslo_date
from bot.casework.outcome import Refusal, Why
from bot.profiles import read_profile
from bot.texts.words import Words
from tests.cards import ke_scenes as at
from tests.cards import unit_drawings as unit
from tests.cards.checks import check_card, read_texts, walk

STATES = (*unit.requests("nb"), *unit.receipts("nb"), *unit.reminders("nb"))


def see(name: str, locale: str = "nb") -> Drawn:
    """The card in that state."""
    return draw(unit.draw_all(locale)[name])


def texts(drawn: Drawn) -> str:
    """Everything that can be read on it."""
    return "\n".join(read_texts(drawn.card))


def verbs(drawn: Drawn) -> set[str]:
    """What can be pressed on it, forms included."""
    return {each["verb"] for each in walk(drawn.card) if each.get("type") == "Action.Execute"}


def open_buttons(drawn: Drawn) -> list[str]:
    """The titles that are visible before any form is opened."""
    return [action["title"] for each in walk(drawn.card, into_forms=False) if each.get("type") == "ActionSet" for action in each["actions"]]


@pytest.mark.parametrize("locale", ["nb", "nn"])
@pytest.mark.parametrize("name", STATES)
def test_every_state_keeps_to_the_rules_of_cards(name: str, locale: str) -> None:
    check_card(see(name, locale), locale)


def test_the_request_says_what_is_asked_of_whom_and_by_when() -> None:
    said = texts(see("request"))
    assert "Sak 2026-0417" in said
    assert "blant de ansatte i Hjemmetjenesten nord" in said
    assert "Svar innen mandag 7. desember." in said


def test_the_request_can_be_answered_in_six_ways() -> None:
    assert open_buttons(see("request")) == [
        "Ja, vi finner koordinator", "Nei, vi kan ikke", "Ja, navn kommer", "Be om mer tid", "Ring meg", "Feil mottaker",
    ]  # fmt: skip
    assert verbs(see("request")) == {"accept", "decline", "promise", "more_time", "call_me", "pass_on"}


def test_the_units_own_people_stand_ready_and_the_whole_organisation_can_be_searched() -> None:
    person = next(each for each in walk(see("request").card) if each.get("id") == "person")
    assert person["choices"] == [{"title": "Bo Prøve", "value": f"p{at.BO}"}]
    assert person["choices.data"]["dataset"] == "graph.microsoft.com/users"


def test_a_barnekoordinator_is_called_so() -> None:
    said = texts(see("request, barnekoordinator"))
    assert "Forespørsel om barnekoordinator" in said
    assert "Hvem blir barnekoordinator?" in said


def test_a_stand_in_is_told_for_whom_and_until_when() -> None:
    assert "Du får denne som stedfortreder for Leder sør til og med fredag 11. desember." in texts(see("request, stand-in"))


def test_passing_on_is_told_to_both() -> None:
    assert "Du sendte den videre til Avdelingsleder sør" in texts(see("request, passed on, giver"))
    assert "Du får denne fra Stedfortreder sør." in texts(see("request, passed on, receiver"))


def test_asking_for_more_time_leaves_the_deadline_standing() -> None:
    drawn = see("request, more time and call")
    assert "Dere har bedt om tid til mandag 14. desember. Fristen gjelder til KE har svart." in texts(drawn)
    assert "Svar innen mandag 7. desember." in texts(drawn)
    assert "Ring meg" not in open_buttons(drawn)


def test_a_longer_deadline_is_the_one_that_is_shown() -> None:
    assert "Ny frist: mandag 14. desember." in texts(see("request, extended"))


def test_after_the_deadline_the_leader_can_still_answer_and_nobody_is_blamed() -> None:
    drawn = see("request, overdue")
    assert "Fristen var mandag 7. desember. KE har fått beskjed. Du kan fortsatt svare." in texts(drawn)
    assert "accept" in verbs(drawn)
    assert "avvik" not in texts(drawn).lower()


def test_before_ke_has_been_told_the_card_does_not_say_so() -> None:
    assert "KE har fått beskjed" not in texts(see("request, evening of the deadline"))


def test_whoever_may_not_answer_any_more_is_told_whose_it_is_and_nothing_of_the_case() -> None:
    assert "2026-0417" not in texts(see("request, not the reader's"))
    assert "Oppgaven hører til virksomhetslederen i" in texts(see("request, not the reader's"))
    assert verbs(see("request, not the reader's")) == set()


def test_a_mistake_is_said_above_the_card_which_stays_as_it_was() -> None:
    with_notice, without = see("request, mistake").card, see("request").card
    assert with_notice is not None
    assert without is not None
    assert list(read_texts(with_notice["body"][0])) == ["Velg en person, eller skriv e-postadressen."]
    assert with_notice["body"][1:] == without["body"]


def test_a_press_that_changes_nothing_because_it_is_so_already_says_nothing() -> None:
    scene = unit.draw_all("nb")["request"]
    assert draw(replace(scene, notice=Refusal(Why.NOTHING_TO_DO))) == draw(scene)


def test_after_yes_without_a_name_only_the_name_is_asked_for() -> None:
    assert open_buttons(see("request, promised")) == ["Navngi koordinator", "Be om mer tid", "Ring meg", "Endre svaret"]


def test_the_receipt_says_who_when_and_what_is_left() -> None:
    drawn = see("receipt, yes")
    assert "Koordinator er Bo Prøve." in texts(drawn)
    assert "Du svarte tirsdag 24. november kl. 10.02." in texts(drawn)
    assert "Gjenstår for deg: informere koordinatoren og bestille tilganger" in texts(drawn)
    assert verbs(drawn) == {"tick_informed", "tick_access", "take_back"}


def test_somebody_else_reads_who_answered() -> None:
    assert "Kim i KE svarte ja tirsdag 24. november kl. 10.02." in texts(see("receipt, yes by another"))
    assert "Leder nord svarte tirsdag 24. november kl. 10.02. Svaret ditt ble ikke registrert." in texts(see("request, somebody was first"))


def test_when_ke_has_acted_only_the_name_can_be_put_right() -> None:
    assert verbs(see("receipt, yes, nothing left")) == {"take_back"}
    assert verbs(see("receipt, yes, KE has acted")) == {"replace"}


def test_a_no_cannot_be_taken_back_once_ke_has_asked_elsewhere() -> None:
    assert verbs(see("receipt, no, asked elsewhere")) == set()


@pytest.mark.row("S0-15")
def test_remarks_about_the_answer_warn_and_comfort() -> None:
    assert "Koordinatoren bør være fast ansatt. KE ser at du svarte nei på det." in texts(see("receipt, yes and not permanent"))
    assert "Svaret kom etter fristen, men det teller." in texts(see("receipt, yes and late"))


def test_a_name_put_right_by_ke_is_told() -> None:
    said = texts(see("receipt, corrected"))
    assert "Koordinator er Ada Prøve." in said
    assert "Kim i KE rettet navnet onsdag 25. november" in said


def test_a_disputed_name_can_be_replaced_or_talked_over() -> None:
    drawn = see("receipt, disputed")
    assert "Bo Prøve sier at oppnevningen som koordinator ikke stemmer." in texts(drawn)
    assert verbs(drawn) == {"replace", "uphold"}


def test_a_no_says_its_reason_and_asks_no_more() -> None:
    drawn = see("receipt, no")
    assert "Grunn: ikke kapasitet nå." in texts(drawn)
    assert verbs(drawn) == {"take_back"}


def test_after_a_withdrawal_the_unit_may_still_offer_somebody_while_nobody_is_in_place() -> None:
    assert open_buttons(see("receipt, withdrawn")) == ["Vi kan likevel"]
    assert open_buttons(see("receipt, withdrawn and appointed")) == []
    assert open_buttons(see("receipt, offer turned down")) == []


def test_a_closed_case_says_only_that_nothing_need_be_done() -> None:
    drawn = see("receipt, closed")
    assert "Ikke lenger aktuelt" in texts(drawn)
    assert "Bo Prøve" not in texts(drawn)
    assert verbs(drawn) == set()


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("reminder", "Påminnelse: 3 arbeidsdager igjen"),
        ("reminder, working day before", "Påminnelse: 1 arbeidsdag igjen"),
        ("reminder, last day", "Fristen er i dag"),
        ("reminder, overdue", "Fristen er ute"),
        ("reminder, answered", "Svart: nei"),
        ("reminder, all answered", "Alt er besvart"),
        ("reminder, several", "3 forespørsler venter på svar"),
    ],
)
def test_a_reminder_counts_working_days_and_follows_the_answer(name: str, heading: str) -> None:
    assert texts(see(name)).splitlines()[0] == heading


def test_a_reminder_has_the_same_forms_as_the_request() -> None:
    assert verbs(see("reminder")) == verbs(see("request"))
    assert verbs(see("reminder, promised")) == verbs(see("request, promised"))


def test_several_reminders_are_one_message_with_a_button_for_each_case() -> None:
    assert open_buttons(see("reminder, several")) == ["Svar på 2026-0417", "Svar på 2026-0418", "Svar på 2026-0419"]


def test_only_the_day_itself_and_the_days_after_reach_the_activity_feed() -> None:
    assert [see(name).alert for name in ("reminder", "reminder, last day", "reminder, overdue", "request", "request, overdue")] == [
        False, True, True, False, True,
    ]  # fmt: skip


@pytest.mark.row("S1-11")
def test_the_municipality_s_advice_stands_where_a_name_is_chosen() -> None:
    scene, guideline = unit.draw_all("nb")["request"], read_profile("retningslinje")
    theirs = replace(scene, municipality=guideline, words=Words("nb", guideline, oslo_date(scene.now)))
    assert "Velg en som kjenner brukeren godt" in texts(draw(theirs))
    assert "kjenner brukeren godt" not in texts(draw(scene))


@pytest.mark.row("S1-16")
def test_whoever_is_named_is_asked_for_no_profession() -> None:
    asked = {each["id"] for each in walk(see("request").card) if str(each.get("type", "")).startswith("Input.")}
    assert {"person", "email", "external_name", "external_service", "permanent", "informed", "access"} <= asked
    assert not {"profession", "title", "role"} & asked
