"""What people type as commands, with typing errors, in nynorsk, as small talk, and as nothing at all."""

from dataclasses import replace
from datetime import date

import pytest
from listening import DEADLINES, KE, KO, VL, acts

from bot.dialogs.meaning import Intent, Knowledge, Meaning
from bot.dialogs.understand import understand


def meaning(said: str, knows: Knowledge = KE) -> Meaning:
    understood = understand(said, knows)
    assert len(understood.meanings) == 1, understood
    return understood.meaning


@pytest.mark.parametrize("knows", [KE, VL, KO])
@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("hjelp", Intent.HELP),
        ("hjlep", Intent.HELP),
        ("Hjelp!!", Intent.HELP),
        ("HJELP", Intent.HELP),
        ("status", Intent.LIST_CASES),
        ("statsu", Intent.LIST_CASES),
        ("mine saker", Intent.LIST_CASES),
        ("mine sakr", Intent.LIST_CASES),
        ("sakene mine", Intent.LIST_CASES),
        ("frister", Intent.LIST_CASES),
        ("fristar", Intent.LIST_CASES),
        ("frsiter", Intent.LIST_CASES),
        ("avbryt", Intent.CANCEL),
        ("avbyrt", Intent.CANCEL),
        ("hei", Intent.GREET),
        ("Heisann!", Intent.GREET),
        ("takk", Intent.THANKS),
        ("tusen takk", Intent.THANKS),
        ("faen", Intent.SWEARING),
        ("bytt til nynorsk", Intent.SET_LANGUAGE),
    ],
)
def test_everyone_is_understood_in_plain_commands(said: str, intent: Intent, knows: Knowledge) -> None:
    assert meaning(said, knows).intent is intent


@pytest.mark.parametrize("said", ["", "   ", "\n\n", "👍", "🙂🙂🙂", "...", "?", "\u200b", "—", "asdf", "qwerty uiop", "0", "123456789"])
@pytest.mark.parametrize("knows", [KE, VL, KO])
def test_nothing_that_can_be_understood_is_unclear_and_no_act(said: str, knows: Knowledge) -> None:
    understood = understand(said, knows)
    assert understood.meaning.intent is Intent.UNCLEAR
    assert not acts(understood)


@pytest.mark.parametrize(
    ("said", "filter_"),
    [
        ("status", "overview"),
        ("liste over fristen", "overdue"),
        ("hvem har ikke svart", "waiting"),
        ("kven har ikkje svart", "waiting"),
        ("saker uten koordinator", "without_coordinator"),
        ("saker utan koordinator", "without_coordinator"),
        ("mine saker", "mine"),
        ("gjøremål", "duties"),
        ("kva skal eg gjere no", "duties"),
        ("frister", "deadlines"),
    ],
)
def test_lists_have_a_filter(said: str, filter_: str) -> None:
    assert meaning(said).filter == filter_


def test_an_ending_means_the_one_own_case_that_ends_so() -> None:
    assert meaning("417", KO) == Meaning(Intent.SHOW_CASE, case="2026-0417")
    assert meaning("sak 0417", KO).case == "2026-0417"
    assert meaning("2026 0417", KO).case == "2026-0417"


def test_an_ending_of_several_own_cases_leaves_the_choice_open() -> None:
    assert meaning("391", KO) == Meaning(Intent.SHOW_CASE, candidates=("2026-0391", "2025-0391"))


def test_numbers_that_are_not_ones_own_are_kept_as_written_so_that_they_can_be_not_found() -> None:
    assert meaning("sak 999", KO).case == "999"
    assert meaning("sak 2026-0999", KO).case == "2026-0999"


def test_a_shorter_number_means_itself_before_a_longer_one_that_ends_so() -> None:
    knows = replace(KO, cases=("2026-1417", "2026-0417"))
    assert meaning("417", knows).case == "2026-0417"
    assert meaning("1417", knows).case == "2026-1417"


@pytest.mark.parametrize(
    "said",
    [
        "neste møte er 14.01.2027 kl 10.30",
        "jeg slutter 31.12",
        "om 3 uker slutter jeg",
        "permisjon i uke 20",
        "slutter i 2027",
        "fyller 18 i mai",
    ],
)
def test_numbers_of_dates_times_and_counts_are_not_cases(said: str) -> None:
    knows = replace(KO, cases=("2026-0014", "2026-0018", "2026-1030", "2026-2027", "2026-0003", "2026-0020", "2026-3112"))
    assert meaning(said, knows) == replace(meaning(said, knows), case=None, candidates=())


def test_the_municipality_decides_what_a_case_number_looks_like() -> None:
    def read(written: str) -> str | None:
        return written.upper() if written[:2] in {"k-", "K-"} and written[2:].isdecimal() else None

    knows = replace(KE, cases=("K-17", "K-118"), read_case=read)
    assert meaning("purr på k-17", knows) == Meaning(Intent.REMIND_NOW, case="K-17")
    assert meaning("sak 118", knows).case == "K-118"


def test_a_mistyped_date_or_number_is_corrected_in_one_line() -> None:
    assert meaning("rett vedtaksdato på 417 til 18.11") == Meaning(Intent.CORRECT_CASE, case="2026-0417", decision_date=date(2026, 11, 18))
    assert meaning("rett løpenummer 2026-0417 til 2026-0471") == Meaning(Intent.CORRECT_CASE, case="2026-0417", new_case="2026-0471")


def test_a_week_more_is_counted_from_the_deadline_and_told_in_days_when_that_is_not_known() -> None:
    assert meaning("kan vi få en uke ekstra på 431", VL).date == date(2026, 12, 14)
    unknown = meaning("kan vi få to uker ekstra på 431", replace(VL, deadlines={}))
    assert (unknown.date, unknown.more_days) == (None, 14)


def test_the_same_words_mean_what_the_role_can_do() -> None:
    assert meaning("forleng fristen på 431", KE).intent is Intent.EXTEND_DEADLINE
    assert meaning("forleng fristen på 431", VL).intent is Intent.MORE_TIME
    assert meaning("er på ferie til 4. januar", VL).intent is Intent.SET_STANDIN
    assert meaning("er på ferie til 4. januar", KO).intent is Intent.SUBSTITUTE


def test_an_answer_completes_what_was_being_asked_about() -> None:
    handover = Meaning(Intent.HANDOVER, case="2026-0417")
    asked = replace(KO, about=handover)
    assert meaning("1. mars", replace(asked, asked="date")) == replace(handover, date=date(2027, 3, 1))
    assert meaning("permisjon", replace(asked, asked="reason")) == replace(handover, reason="absence")
    assert meaning("391", replace(KO, asked="case", about=Meaning(Intent.CLOSE))).candidates == ("2026-0391", "2025-0391")
    assert meaning("18.11", replace(KE, asked="decision_date", about=Meaning(Intent.OPEN_CASE))).decision_date == date(2026, 11, 18)
    assert meaning("til august", replace(KO, asked="month", about=Meaning(Intent.PAUSE))).month == "2027-08"
    assert meaning("4. januar", replace(VL, asked="date", about=Meaning(Intent.SET_STANDIN))).until == date(2027, 1, 4)
    assert meaning("ja", replace(VL, asked="yes_no")).intent is Intent.YES
    assert meaning("nei", replace(VL, asked="yes_no")).intent is Intent.NO


def test_an_answer_without_a_matter_is_an_answer() -> None:
    assert meaning("1. mars", replace(KO, asked="date")) == Meaning(Intent.ANSWER, date=date(2027, 3, 1))


def test_somebody_who_changes_the_subject_is_not_held_to_the_question() -> None:
    asked = replace(KO, asked="date", about=Meaning(Intent.HANDOVER, case="2026-0417"))
    assert meaning("avbryt", asked).intent is Intent.CANCEL
    assert meaning("hjelp", asked).intent is Intent.HELP
    assert meaning("mine saker", asked).intent is Intent.LIST_CASES


def test_a_person_with_two_roles_is_understood_in_both() -> None:
    both = Knowledge(frozenset({"KE", "VL"}), KE.today, KE.cases, KE.units, KE.people, deadlines=DEADLINES)
    assert meaning("purr på 431", both).intent is Intent.REMIND_NOW
    assert meaning("ja, Cille tar 431", both).intent is Intent.ACCEPT
