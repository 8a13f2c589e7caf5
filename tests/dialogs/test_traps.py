"""The ways a sentence fools a machine, each by itself; what is not certain is asked about."""

from dataclasses import replace
from datetime import date

import pytest
from listening import KE, KO, VL, acts, slots_of

from bot.dialogs.meaning import Intent, Meaning
from bot.dialogs.understand import understand


@pytest.mark.parametrize(
    "said",
    [
        "hvordan avslutter jeg en sak?",
        "korleis avsluttar eg ei sak",
        "kan jeg avslutte 417?",
        "skal jeg avslutte 417?",
        "hva skjer når jeg slutter",
        "er møtet holdt i 417?",
        "er 417 avsluttet?",
    ],
)
def test_a_question_with_a_verb_of_action_is_not_an_act(said: str) -> None:
    assert not acts(understand(said, KO))


def test_not_after_all_takes_back_and_does_not_start() -> None:
    for said in ("jeg slutter ikke likevel", "eg sluttar ikkje likevel", "jeg skal ikke slutte likevel", "jeg fortsetter likevel"):
        assert understand(said, KO).meaning.intent is Intent.RETRACT


def test_no_to_a_plan_is_not_closure() -> None:
    said = understand("takket nei til IP i 417, men vil fortsatt ha koordinator", KO)
    assert acts(said) == {"plan_status"}


@pytest.mark.parametrize(
    "said", ["jeg blir sykmeldt fra mandag", "sjukmeldt frå 1. desember", "må ha sykepermisjon fra 1. desember", "permisjon fra 1. mars"]
)
def test_sickness_is_kept_as_absence_and_as_nothing_else(said: str) -> None:
    meaning = understand(said, KO).meaning
    assert (meaning.intent, meaning.reason) == (Intent.HANDOVER, "absence")
    assert not any("syk" in value or "sjuk" in value for value in slots_of(meaning).values())


@pytest.mark.parametrize(
    ("said", "person"),
    [
        ("377 tar Dag over", "Dag"),
        ("377 tar dag over", "Dag"),
        ("Dag tar over 377", "Dag"),
        ("dag tek over 377", "Dag"),
        ("Bo tar over 377", "Bo"),
        ("bo tek over 377 frå 1. desember", "Bo"),
    ],
)
def test_people_named_dag_and_bo_are_people_where_people_stand(said: str, person: str) -> None:
    meaning = understand(said, VL).meaning
    assert (meaning.intent, meaning.person, meaning.case) == (Intent.NAME_SUCCESSOR, person, "2026-0377")


@pytest.mark.parametrize("said", ["jeg svarer på 431 en dag", "brukeren skal bo hjemme", "det tar en dag", "en god dag", "svarer i dag"])
def test_a_day_and_a_dwelling_are_not_people(said: str) -> None:
    meaning = understand(said, VL).meaning
    assert meaning.person is None
    assert not acts(understand(said, VL))


def test_two_cases_in_one_line_are_two_meanings() -> None:
    yes, no = understand("ja til 431 og nei til 423", VL).meanings
    assert (yes.intent, yes.case, no.intent, no.case) == (Intent.ACCEPT, "2026-0431", Intent.DECLINE, "2026-0423")
    first, second = understand("avslutt 417 og 208", KO).meanings
    assert (first.intent, first.case, second.intent, second.case) == (Intent.CLOSE, "2026-0417", Intent.CLOSE, "2025-0208")


def test_two_cases_of_which_one_is_not_understood_are_asked_about() -> None:
    assert not acts(understand("ja vi tar 431 men ikke 423", VL))


def test_yes_with_two_open_requests_names_no_case() -> None:
    meaning = understand("ja", VL).meaning
    assert (meaning.intent, meaning.case, meaning.candidates) == (Intent.ACCEPT, None, ())


@pytest.mark.parametrize(
    "said", ["rekker ikke fristen på 431, må snakke med Bo først", "jeg har ikke fått svar fra Bo enda", "vi har spurt Bo om 431"]
)
def test_a_person_mentioned_is_not_a_coordinator_named(said: str) -> None:
    understood = understand(said, VL)
    assert "accept" not in acts(understood)
    assert understood.meaning.person is None


@pytest.mark.parametrize(
    "said",
    [
        "ikke avslutt 417",
        "møtet i 417 ble ikke holdt",
        "brukeren er ikke død",
        "jeg vil ikke slutte",
        "417 skal aldri avsluttes",
        "jeg slutter kanskje",
        "avslutt 417 hvis brukeren vil",
    ],
)
def test_a_negation_or_a_doubt_is_never_the_act_itself(said: str) -> None:
    assert acts(understand(said, KO)) <= {"retract"}


def test_what_could_be_two_things_is_a_choice_between_them() -> None:
    understood = understand("e må ha nokken te å ta 208 for mæ", KO)
    assert understood.meaning.intent is Intent.UNCLEAR
    assert set(understood.unsure) == {Intent.HANDOVER, Intent.SUBSTITUTE}


def test_nothing_about_the_user_is_kept() -> None:
    for said in (
        "brukeren Kari Testesen i 417 er død",
        "Kari Testesen i 417 har nådd målene",
        "mora til Testa flytter til annen kommune, 417",
    ):
        meaning = understand(said, KO).meaning
        assert meaning.intent is Intent.CLOSE
        assert "est" not in slots_of(meaning).get("person", "") + slots_of(meaning).get("what", "")


def test_a_text_of_ten_thousand_characters_is_not_understood() -> None:
    for said in ("avslutt 417 " * 840, "løpenummer 2026-0417 vedtak " * 360, "9" * 10_000, "\n" * 10_000, "hei\nmvh " * 1250):
        understood = understand(said, KO)
        assert not acts(understood) - {"open_case"}


def test_a_weekday_is_the_last_one_for_what_was_held_and_the_next_one_for_what_comes() -> None:
    assert understand("møte holdt på torsdag i 417", KO).meaning.date == date(2026, 11, 19)
    assert understand("jeg slutter på torsdag, 417", KO).meaning.date == date(2026, 11, 26)
    assert understand("møte holdt 3. mars i 417", KO).meaning.date == date(2026, 3, 3)


def test_what_was_done_last_is_what_is_undone() -> None:
    last = Meaning(Intent.TICK_DUTY, case="2026-0417", duty=("letter",))
    undone = understand("angre siste", replace(KE, last=last)).meaning
    assert (undone.intent, undone.case, undone.duty) == (Intent.UNDO, "2026-0417", ("letter",))
