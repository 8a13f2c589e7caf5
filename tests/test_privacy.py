"""The id-number guard: what it must see through, what it must leave alone, and that nothing it found can be logged.

Every id number here is published by Skatteetaten or synthetic (month + 80); all other spellings are made from these.
"""

import csv
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy import (
    REDACTED,
    Finding,
    contains_id_number,
    describes_user,
    find_id_number,
    find_in_value,
    is_birth_date,
    redact,
    redact_event,
)

UNBORN, FROM_2032, ONLY_FROM_2032 = "02013299997", "30108299920", "30108299939"
SYNTHETIC, SYNTHETIC_D = "01912486784", "41912482160"
PUBLISHED = [UNBORN, FROM_2032, ONLY_FROM_2032, SYNTHETIC, SYNTHETIC_D]
MISTYPED = f"{SYNTHETIC[:-1]}5"
SEPARATORS = [" ", "\u00a0", "\u202f", "\n", ".", "-", "–", "—", "/", ":", ",", "|", " - ", "\u200b", "\u00ad", "\ufeff", "\u2066", "\x00"]
DIGIT_KINDS = {"fullwidth": 0xFF10, "Arabic-Indic": 0x0660, "Devanagari": 0x0966, "bold": 0x1D7CE, "superscript-like": 0x2080}


def in_digits_from(zero: int, text: str) -> str:
    return "".join(chr(zero + int(sign)) if sign.isdigit() else sign for sign in text)


@pytest.mark.parametrize("number", PUBLISHED)
def test_an_id_number_of_any_series_is_certain(number: str) -> None:
    assert find_id_number(f"ny sak {number} vedtak 20.11.2026") is Finding.CERTAIN


@pytest.mark.parametrize("number", PUBLISHED)
@pytest.mark.parametrize("gap", SEPARATORS)
def test_an_id_number_is_seen_through_what_stands_between_its_digits(number: str, gap: str) -> None:
    assert find_id_number(f"{number[:6]}{gap}{number[6:]}") is Finding.CERTAIN
    assert find_id_number(gap.join(number)) is Finding.CERTAIN
    assert find_id_number(f"sak {gap.join([number[:2], number[2:4], number[4:6], number[6:]])}") is Finding.CERTAIN


@pytest.mark.parametrize("zero", DIGIT_KINDS.values(), ids=DIGIT_KINDS)
def test_every_kind_of_digit_is_a_digit(zero: int) -> None:
    assert find_id_number(in_digits_from(zero, SYNTHETIC)) is Finding.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        f"fnr{SYNTHETIC}",
        f"({SYNTHETIC})",
        f"{SYNTHETIC}er feil",
        f"{SYNTHETIC[:6]} (født) {SYNTHETIC[6:]}",
        f"2026-0417 {SYNTHETIC}",
        f"417 {SYNTHETIC[:6]} {SYNTHETIC[6:]}",
        f"{SYNTHETIC[:6]} {SYNTHETIC[6:]}, 417",
        f"saker 0417, 0391 og {' '.join(SYNTHETIC)}",
        f"7.12.2026 {SYNTHETIC}",
        "30.10.82 99920",
        "30.10.1982 99920",
        "30.10.1982-99920",
        "30.10.82 999 20",
        "1982-10-30 99920",
        "30101982 99920",
        "2.1.32 99997",
        "".join(f"{digit}\ufe0f\u20e3" for digit in SYNTHETIC),
        quote(f"{SYNTHETIC[:6]} {SYNTHETIC[6:]}"),
        f"{SYNTHETIC[:6]}&nbsp;{SYNTHETIC[6:]}",
        f"50%{UNBORN}",
        "".join(f"&#{ord(digit)};" for digit in SYNTHETIC),
    ],
)
def test_a_certain_number_is_found_however_it_is_dressed(text: str) -> None:
    assert find_id_number(text) is Finding.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        MISTYPED,
        f"{MISTYPED[:6]} {MISTYPED[6:]}",
        f"417 {MISTYPED[:6]} {MISTYPED[6:]}",
        f"{MISTYPED[:6]}, {MISTYPED[6:]}",
        f"{MISTYPED[:6]}．{MISTYPED[6:]}",
        f"30.10.1982 {FROM_2032[6:10]}1",
        "0" * 11,
        "0000.00.00000",
    ],
)
def test_eleven_digits_that_do_not_add_up_are_possible_and_refused_all_the_same(text: str) -> None:
    assert find_id_number(text) is Finding.POSSIBLE


@pytest.mark.parametrize("start", ["900000000", "810000000"])
def test_a_number_without_birth_date_is_certain_only_with_the_old_control_digits(start: str) -> None:
    grades = [find_id_number(f"{start}{end:02}") for end in range(100)]
    assert grades.count(Finding.CERTAIN) == 1
    assert grades.count(Finding.POSSIBLE) == 99


@pytest.mark.parametrize("date", ["290200", "290224", "298224", "310112", "719224", "716624", "015224", "300424"])
def test_a_birth_date_may_lie_in_any_series(date: str) -> None:
    assert is_birth_date(date)


@pytest.mark.parametrize("date", ["290223", "300224", "310424", "000124", "320124", "011324", "015324", "720124", "809224"])
def test_a_day_or_month_that_no_series_has_is_no_birth_date(date: str) -> None:
    assert not is_birth_date(date)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-0417",
        "2026-0417, 418",
        "2026-0417, 2025-0208 og 391",
        "417 2026-0417",
        "0417, 0391, 208",
        "7.12.2026",
        "7.12.2026 11.15",
        "1.10.2026 11.15",
        "07.12.2026 kl. 11.15",
        "7.12.2026 og 14.1.2027",
        "1.12.26, 14.1.27",
        "fra 1.12.2026-18.12.2026",
        "neste møte 14.1.2027 9-10.15",
        "2026-12-07 11:15:30.123456+01:00",
        "912 34 567",
        "+47 91 23 45 67",
        "0047 912 34 567",
        "912 345 678",
        "1234567890123456",
        "1234 5678 9012 3456",
        "a:1pL3qzX90-abc_19",
        "19:0dbf5c1d4cd64eb1ad5ba1c1e2d2a1b2@thread.v2",
        "1795423200000",
        "request-17/reminder/2026-12-04",
    ],
)
def test_what_people_and_teams_really_write_is_left_alone(text: str) -> None:
    assert find_id_number(text) is None


@given(st.uuids())
def test_no_directory_id_is_ever_taken_for_an_id_number(uuid: UUID) -> None:
    assert find_id_number(str(uuid)) is None
    assert find_id_number(f"29:{uuid.hex}") is None


@given(st.text(max_size=40), st.sampled_from(PUBLISHED), st.text(max_size=40))
def test_an_id_number_between_letters_is_found_whatever_stands_around(before: str, number: str, after: str) -> None:
    assert find_id_number(f"{before} nr {number} til {after}") is not None


@given(st.text(alphabet="0123456789 .-,:/%&#;x\u200b\n()", max_size=60))
def test_nothing_is_found_in_what_was_redacted(text: str) -> None:
    assert find_id_number(redact(text)) is None


def test_a_number_is_found_at_any_depth_in_values_and_keys() -> None:
    assert find_in_value({"a": [{"b": (1, None, SYNTHETIC)}]}) is Finding.CERTAIN
    assert contains_id_number({MISTYPED: "x"})
    assert contains_id_number([int(SYNTHETIC_D)])
    assert contains_id_number({"cell": float(SYNTHETIC_D)})
    assert not contains_id_number({"case": "2026-0417", "id": 417, "permanent": True, "at": 1795423200.5, "none": None})


def test_a_spreadsheet_number_that_lost_its_leading_zero_is_found() -> None:
    assert contains_id_number(int(UNBORN))
    assert not contains_id_number(int(UNBORN) + 1)


def test_only_the_number_is_taken_out_of_a_text() -> None:
    assert redact(f"sak 2026-0417 {SYNTHETIC[:6]}\u200b {SYNTHETIC[6:]} og mer") == f"sak 2026-0417 {REDACTED} og mer"
    assert redact("sak 2026-0417, frist 7. desember …") == "sak 2026-0417, frist 7. desember …"


def test_a_number_behind_url_and_html_escapes_is_taken_out_too() -> None:
    assert redact(f"/local?said={SYNTHETIC[:6]}%20{SYNTHETIC[6:]}") == f"/local?said={REDACTED}"
    assert redact(f"{SYNTHETIC[:6]}&nbsp;{SYNTHETIC[6:]}, {UNBORN}") == f"{REDACTED}, {REDACTED}"


def test_control_characters_do_not_reach_the_log_but_lines_of_a_trace_do() -> None:
    assert redact("rød\x1b[31m\r\x00tekst\nlinje") == "rød [31m  tekst\nlinje"


def test_a_log_record_is_redacted_whole_with_its_trace() -> None:
    lines: list[str] = []
    capture = structlog.PrintLogger

    class Printed(capture):
        def msg(self, message: str) -> None:
            lines.append(message)

        error = msg

    log = structlog.wrap_logger(
        Printed(), processors=[structlog.processors.format_exc_info, redact_event, structlog.processors.JSONRenderer()]
    )
    try:
        raise ValueError(SYNTHETIC)
    except ValueError:
        log.error("did not work", text=f"ny sak {UNBORN}", nested={"numbers": [int(SYNTHETIC_D)]}, exc_info=True, **{FROM_2032: 1})
    assert len(lines) == 1
    assert not any(number in lines[0] for number in PUBLISHED)
    assert lines[0].count(REDACTED) >= 4
    assert "ValueError" in lines[0]


def test_a_log_record_without_findings_is_logged_as_it_was() -> None:
    event = {"event": "sent", "case": 17, "at": datetime(2026, 11, 23, 8, tzinfo=UTC), "id": UUID(int=7), "ok": True, "after": 0.25}
    assert redact_event(None, "info", dict(event)) == event


@pytest.mark.parametrize(
    "text",
    [
        "gutten på 7 år i 417 har fått ny lærer",
        "guten på 7 år",
        "jente, 5 år, ny plass",
        "kvinne (83 år)",
        "mannen er 45 år",
        "gutt på 7 i 417",
        "jenta på 12.",
        "en 7-åring",
        "sjuåring eller 7 åring",
        "5-årig gutt",
        "7 år gammel jente",
        "født 12.3.2019",
        "fødd i mars 2019",
        "f. 12.3.2019",
        "f. 2019",
        "baby, 6 måneder",
        "brukeren er 83 år",
    ],
)
def test_birth_dates_and_ages_are_words_about_the_user(text: str) -> None:
    assert describes_user(text)


@pytest.mark.parametrize(
    "text",
    [
        "statistikk for i år",
        "fyller 18 i mai, må over til voksenavdelinga",
        "vedtaket er 2 år gammelt",
        "saken er 3 år gammel",
        "vi bruker 2 uker på å svare",
        "kor mange månader brukar vi, 3 månader?",
        "brukeren flytter til annen kommune 1.1",
        "brukeren ønsker ikke koordinator lenger, sak 208",
        "overføring 391, begynner på skole til høsten",
        "barnehage øst 7 saker",
        "barnekoordinator i 417, 7 dager igjen",
        "fristen for brukeren er 3 måneder",
        "skriv aldri fødselsnummer i 417",
        "f.eks. 12.3.2027",
        "møte med brukeren, 2 år siden",
    ],
)
def test_ordinary_sentences_are_not_words_about_the_user(text: str) -> None:
    assert not describes_user(text)


def test_of_all_the_sentences_of_the_language_set_the_guard_refuses_only_the_two_it_should() -> None:
    folder = Path(__file__).parent / "dialogs"
    rows: list[dict[str, str]] = []
    for file in sorted(folder.glob("*utterances.tsv")):
        with file.open(encoding="utf-8", newline="") as lines:
            rows += csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    assert len(rows) > 100
    assert {row["id"] for row in rows if find_id_number(row["said"]) or describes_user(row["said"])} == {
        row["id"] for row in rows if row["intent"] == "guard"
    }
