"""The texts to paste: each where it belongs, with what that place may hold and nothing else."""

import re
from dataclasses import replace

import pytest

from bot.casework.deadlines import oslo_date
from bot.casework.model import Case, CoordinatorType, Duty, DutyKind, Named
from bot.profiles import read_profile
from bot.texts.documents import documents_for
from bot.texts.journal_texts import write_end, write_handed_on
from bot.texts.papers import Code, Papers
from bot.texts.words import Words
from tests.cards import change_drawings as change
from tests.cards import ke_scenes as at
from tests.texts.language import find_foreign_words
from tests.texts.states import STATES

LOCALES = ["nb", "nn"]
WITH_NUMBER = {
    Code.RECORD,
    Code.JOURNAL_NOTE,
    Code.REGISTER_ROW,
    Code.TRANSFER,
    Code.CLOSE,
    Code.PAUSE,
    Code.RESUME,
    Code.STATISTICS,
    Code.CHANGE_FORM,
}
READ_BY_MANY = {Code.DEVIATION_REPLY, Code.DEVIATION_APPOINT, Code.MAIL_JOURNAL, Code.MORE_TIME_JOURNAL, Code.PLAN}


def write(case: Case, locale: str = "nb") -> dict[Code, str]:
    words = Words("nn" if locale == "nn" else "nb", at.STANDARD, oslo_date(at.OVERDUE_DAY))
    papers = Papers(words, case, at.DIRECTORY, at.STANDARD, oslo_date(at.OVERDUE_DAY))
    return {document.code: document.text for document in documents_for(papers)}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("case", STATES.values(), ids=STATES)
def test_every_text_is_whole_and_in_one_language(case: Case, locale: str) -> None:
    for code, text in write(case, locale).items():
        assert "{" not in text, code
        own_words = re.sub("|".join(unit.name for unit in at.DIRECTORY.units.values()), "", text)
        assert not find_foreign_words(own_words, locale), (code, text)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("case", STATES.values(), ids=STATES)
def test_the_number_stands_only_where_the_record_is_kept(case: Case, locale: str) -> None:
    for code, text in write(case, locale).items():
        assert (case.number in text) == (code in WITH_NUMBER), code
        assert (case.reference in text) == (code in READ_BY_MANY), code


TEXT_OF: dict[DutyKind, Code] = {
    DutyKind.WELCOME: Code.WELCOME_MAIL,
    DutyKind.PHONE: Code.PHONE,
    DutyKind.LETTER: Code.LETTER_HANDOVER,
    DutyKind.MAIL_JOURNAL: Code.MAIL_JOURNAL,
    DutyKind.RECORD: Code.RECORD,
    DutyKind.STATISTICS_CHECK: Code.STATISTICS,
    DutyKind.PLAN_ROLE: Code.PLAN,
    DutyKind.PLAN_CREATED: Code.PLAN,
    DutyKind.JOURNAL_NOTE: Code.JOURNAL_NOTE,
    DutyKind.REGISTER_FORM: Code.REGISTER_ROW,
    DutyKind.REGISTER_LIST: Code.REGISTER_ROW,
    DutyKind.INTAKE_JOURNAL: Code.INTAKE_JOURNAL,
    DutyKind.DEVIATION_REPLY: Code.DEVIATION_REPLY,
    DutyKind.DEVIATION_APPOINT: Code.DEVIATION_APPOINT,
    DutyKind.MORE_TIME_LETTER: Code.MORE_TIME_LETTER,
    DutyKind.MORE_TIME_JOURNAL: Code.MORE_TIME_JOURNAL,
    **dict.fromkeys((DutyKind.HANDOVER_FORM, DutyKind.NO_PLAN_FORM, DutyKind.CLOSE_FORM), Code.CHANGE_FORM),
    **dict.fromkeys((DutyKind.CLOSE_RECORD, DutyKind.CLOSE_STATISTICS), Code.CLOSE),
    **dict.fromkeys((DutyKind.PAUSE_RECORD, DutyKind.PAUSE_STATISTICS), Code.PAUSE),
    **dict.fromkeys((DutyKind.RESUME_RECORD, DutyKind.RESUME_STATISTICS), Code.RESUME),
}
"""What a person writes somewhere when they do it; the others are said, given or sent."""
PROFILES = ["standard", "karmoy", "retningslinje", "aas", "heroy", "aalesund"]


@pytest.mark.parametrize("profile", PROFILES)
def test_each_duty_of_a_municipality_has_its_text_and_no_other_text_is_offered(profile: str) -> None:
    municipality = read_profile(profile)
    kinds = [kind for kind in DutyKind if municipality.duties.has(kind)]
    owed = replace(change.RELIEVED, three_months_on=at.LAST_DAY.date(), duties=tuple(Duty(kind, 1, at.WEDNESDAY) for kind in kinds))
    words = Words("nb", municipality, oslo_date(at.OVERDUE_DAY))
    texts = documents_for(Papers(words, owed, at.DIRECTORY, municipality, oslo_date(at.OVERDUE_DAY)))
    assert {document.code for document in texts} == {TEXT_OF[kind] for kind in kinds if kind in TEXT_OF} | {Code.TRANSFER}
    assert ("IPLOS" in "".join(document.text for document in texts)) == municipality.duties.has(DutyKind.CLOSE_STATISTICS)


@pytest.mark.row("S0-45")
def test_a_coordinator_s_own_journal_has_its_text_at_an_end_and_at_a_handover() -> None:
    day = oslo_date(at.OVERDUE_DAY)
    ending, relieved = (
        Papers(Words("nb", at.STANDARD, day), case, at.DIRECTORY, at.STANDARD, day) for case in (change.CLOSING, change.RELIEVED)
    )
    assert "Det er ikke lenger behov. Avklart med brukeren eller pårørende: [dato]" in write_end(ending, clarified=True)
    assert "behov" not in write_end(ending, clarified=False)
    assert write_handed_on(relieved, change.RELIEVED.assignments[0]).splitlines()[:3] == [
        "Løpenummer 2026-0417",
        "Koordinator til nå: Ada Prøve, Hjemmetjenesten sør",
        "Ny koordinator fra 08.12.2026: Bo Prøve, Hjemmetjenesten sør",
    ]


CHANGES = {
    "skifte av koordinator\nFra: Ada Prøve": change.RELIEVED,
    "har takket nei til koordinator": replace(change.CLOSING, closing=replace(change.CLOSING.closing, reason="declined_coordinator")),
    "koordinator er avsluttet": change.CLOSING,
    "har takket nei til individuell plan (IP)": replace(change.PLACED, duties=(Duty(DutyKind.NO_PLAN_FORM, 1, at.WEDNESDAY),)),
}


@pytest.mark.parametrize("change_told", CHANGES)
def test_the_change_form_says_which_of_its_four_changes_it_is(change_told: str) -> None:
    aalesund = read_profile("aalesund")
    case = CHANGES[change_told]
    case = replace(case, duties=(*case.duties, Duty(DutyKind.CLOSE_FORM, 2, at.WEDNESDAY)))
    words = Words("nb", aalesund, oslo_date(at.OVERDUE_DAY))
    texts = documents_for(Papers(words, case, at.DIRECTORY, aalesund, oslo_date(at.OVERDUE_DAY)))
    assert f"Endring: {change_told}" in next(document.text for document in texts if document.code is Code.CHANGE_FORM)


@pytest.mark.row("S4-23")
@pytest.mark.parametrize("case", STATES.values(), ids=STATES)
def test_no_text_gives_the_reason_of_a_no_or_the_law(case: Case) -> None:
    declined = replace(case, requests=tuple(replace(request, decline_reason="conflict") for request in case.requests))
    for text in write(declined).values():
        assert "inhabil" not in text
        assert "§" not in text


def test_a_deviation_has_at_most_ten_lines() -> None:
    assert len(write(at.PASSED)[Code.DEVIATION_REPLY].splitlines()) == 10
    assert len(write(at.THREE_MONTHS)[Code.DEVIATION_APPOINT].splitlines()) <= 10


def test_the_first_deviation_says_what_was_promised_and_what_was_done() -> None:
    assert write(at.EXTENDED)[Code.DEVIATION_REPLY].splitlines() == [
        "Avvik: Svarfristen på forespørsel om koordinator er ikke holdt.",
        "Referanse: KOORD-1017 (koordinerende enhet vet hvilken sak)",
        "Virksomhet: Hjemmetjenesten sør",
        "Sendt: 23.11.2026. Svarfrist: 07.12.2026",
        "Påminnelser: 01.12.2026, 04.12.2026 og 07.12.2026",
        "Svar innen fristen: nei",
        "Følge: Brukeren er uten koordinator.",
        "3-månedersfrist: 17.02.2027",
        "Strakstiltak: (skriv her)",
        "Ved alvorlig hendelse: følg egen rutine.",
    ]


def test_a_late_answer_is_said_in_the_deviation() -> None:
    assert "Svart etter fristen: ja" in write(at.PASSED_ANSWERED)[Code.DEVIATION_REPLY]


@pytest.mark.row("S0-20", "S0-21")
def test_the_record_gets_initials_where_the_unit_uses_it_else_name_and_service() -> None:
    assert write(at.APPOINTED)[Code.RECORD] == "Løpenummer 2026-0417\nAnsv. koordinator int.: AP"
    assert write(at.OUTSIDER)[Code.RECORD] == "Løpenummer 2026-0417\nAnsv. koordinator ekst.: Cato Prøve, PPT"
    at_school = replace(at.APPOINTED, assignments=(replace(at.NAMED, unit=at.SCHOOL, named=Named(at.BO)),))
    assert write(at_school)[Code.RECORD] == "Løpenummer 2026-0417\nAnsv. koordinator ekst.: Bo Prøve, Skolen"


@pytest.mark.row("S0-22")
def test_the_journal_note_lists_who_was_asked_and_when_they_answered() -> None:
    second = replace(at.YES, seq=2, unit=at.NORTH, sent_at=at.TUESDAY, answered_at=at.WEDNESDAY)
    appointed = replace(at.NAMED, unit=at.NORTH, request=2, named=Named(at.BO), named_at=at.WEDNESDAY)
    assert write(replace(at.APPOINTED, requests=(at.NO, second), assignments=(appointed,)))[Code.JOURNAL_NOTE].splitlines() == [
        "Løpenummer 2026-0417. Koordinator oppnevnt 25.11.2026: Bo Prøve, Hjemmetjenesten nord. Kontaktet:",
        "Hjemmetjenesten sør: spurt 23.11.2026, svarte nei 24.11.2026",
        "Hjemmetjenesten nord: spurt 24.11.2026, svarte ja 25.11.2026",
    ]


@pytest.mark.row("S0-23")
def test_the_register_row_pastes_into_a_spreadsheet() -> None:
    assert write(at.APPOINTED)[Code.REGISTER_ROW].split("\t") == [
        "2026-0417", "Koordinator", "17.11.2026", "23.11.2026", "Hjemmetjenesten sør", "Ada Prøve", "24.11.2026",
    ]  # fmt: skip


@pytest.mark.parametrize("code", [Code.LETTER, Code.PHONE])
def test_letters_name_the_coordinator_and_leave_the_user_blank(code: Code) -> None:
    text = write(at.APPOINTED)[code]
    assert "Koordinatoren din er Ada Prøve, Hjemmetjenesten sør" in text
    assert re.search(r"\[brukerens navn\]|\[nummer\]", text)


@pytest.mark.row("S0-19")
def test_the_letter_encloses_what_the_coordinator_got() -> None:
    assert "Informasjonsskrivet ligger ved." in write(at.APPOINTED)[Code.LETTER]
    assert "håndbok, informasjonsskriv og samtykkeskjema" in write(at.APPOINTED)[Code.WELCOME_MAIL]
    assert "Brev og informasjonsskriv kommer i posten." in write(at.APPOINTED)[Code.PHONE]


@pytest.mark.row("S0-07")
def test_what_the_case_officer_set_at_the_decision_is_said_and_not_asked_for() -> None:
    text = write(STATES["other municipalities' own"])[Code.STATISTICS]
    assert "IPLOS: «koordinator oppnevnt» ble satt til ja av saksbehandler ved vedtaket" in text


@pytest.mark.row("S2-20")
def test_names_and_id_numbers_are_written_in_the_plan_tool_alone() -> None:
    assert "Navn og fødselsnummer skrives bare i PROFIL." in write(STATES["other municipalities' own"])[Code.PLAN]


def test_a_child_coordinator_is_called_so() -> None:
    child = replace(at.APPOINTED, type=CoordinatorType.CHILD_COORDINATOR)
    assert "Barnekoordinatoren din er Ada Prøve" in write(child)[Code.LETTER]
    assert write(child, "nn")[Code.LETTER].startswith("Barnekoordinator er oppnemnd\nTil [namnet til brukaren]")


def test_only_texts_with_a_use_are_offered() -> None:
    assert write(at.UNASKED) == {}
    assert set(write(at.WAITING)) == {Code.JOURNAL_NOTE}
    assert Code.DEVIATION_APPOINT not in write(at.APPOINTED)
    assert Code.MORE_TIME_LETTER not in write(replace(at.THREE_MONTHS, closed_at=at.LAST_DAY))


@pytest.mark.row("S0-40")
def test_after_a_handover_the_letter_tells_of_the_new_coordinator_and_never_why() -> None:
    texts = write(change.RELIEVED)
    assert Code.LETTER not in texts
    assert "Du får ny koordinator" in texts[Code.LETTER_HANDOVER]
    assert "Fra 08.12.2026 er Bo Prøve, Hjemmetjenesten sør koordinator for deg" in texts[Code.LETTER_HANDOVER]
    assert "Ada" not in texts[Code.LETTER_HANDOVER] + texts[Code.PHONE]
    assert "Ny koordinator fra 08.12.2026: Bo Prøve, Hjemmetjenesten sør. Tidligere koordinator: Ada Prøve" in texts[Code.JOURNAL_NOTE]
    assert "Ansv. koordinator int.: BP" in texts[Code.RECORD]
    assert "Fra: Ada Prøve" in texts[Code.TRANSFER]
    assert not any("slutter" in text for text in texts.values())


def test_what_to_correct_in_the_registers_holds_no_reason() -> None:
    assert write(change.DYING)[Code.CLOSE] == (
        "Løpenummer 2026-0417\nPROFIL: avslutt koordinator AP fra 25.11.2026\nIPLOS: sett «koordinator oppnevnt» til nei"
    )
    assert "midlertidig opphør for koordinator AP fra 25.11.2026" in write(change.RESTING)[Code.PAUSE]
    assert "på nytt fra 02.08.2027" in write(change.AWAKE)[Code.RESUME]
