"""The profile: its words inflect rightly, and a mistake in the file is told with its line."""

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.profiles import ProfileError, read_profile

STANDARD = read_profile("standard")


def write(folder: Path, text: str, name: str = "own.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(ProfileError) as refused:
        read_profile(write(folder, text))
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "bokmaal", "nynorsk"),
    [
        ("unit", "virksomhet", "verksemd"),
        ("the_unit", "virksomheten", "verksemda"),
        ("The_units", "Virksomhetene", "Verksemdene"),
        ("a_unit", "en virksomhet", "ei verksemd"),
        ("another_unit", "en annen virksomhet", "ei anna verksemd"),
        ("Another_unit", "En annen virksomhet", "Ei anna verksemd"),
        ("which_unit", "hvilken virksomhet", "kva verksemd"),
        ("your_unit", "virksomheten din", "verksemda di"),
        ("a_meeting", "et ansvarsgruppemøte", "eit ansvarsgruppemøte"),
        ("another_meeting", "et annet ansvarsgruppemøte", "eit anna ansvarsgruppemøte"),
        ("which_meeting", "hvilket ansvarsgruppemøte", "kva ansvarsgruppemøte"),
        ("meetings", "ansvarsgruppemøter", "ansvarsgruppemøte"),
        ("another_leader", "en annen virksomhetsleder", "ein annan verksemdsleiar"),
        ("the_leaders", "virksomhetslederne", "verksemdsleiarane"),
        ("relative", "pårørende", "pårørande"),
        ("KE", "KE", "KE"),
        ("The_ke", "Koordinerende enhet", "Koordinerande eining"),
        ("record_system", "PROFIL", "PROFIL"),
        ("register_list", "W-listen", "W-lista"),
        ("contact", "koordinerende enhet, ke@kommune.example", "koordinerande eining, ke@kommune.example"),
    ],
)
def test_every_word_has_its_forms_under_an_english_name(name: str, bokmaal: str, nynorsk: str) -> None:
    assert STANDARD.variables("nb")[name] == bokmaal
    assert STANDARD.variables("nn")[name] == nynorsk


def test_both_languages_have_the_same_variables() -> None:
    assert STANDARD.variables("nb").keys() == STANDARD.variables("nn").keys()


def test_reasons_are_written_with_the_words_of_the_municipality(tmp_path: Path) -> None:
    own = """
extends: standard
terms:
  unit:
    nb: {singular: bestillerkontor, definite: bestillerkontoret, plural: bestillerkontor, definite_plural: bestillerkontorene, gender: n}
    nn: {singular: bestillarkontor, definite: bestillarkontoret, plural: bestillarkontor, definite_plural: bestillarkontora, gender: n}
"""
    municipality = read_profile(write(tmp_path, own))
    wrong = municipality.find_choice(municipality.decline_reasons, "wrong_unit")
    assert wrong is not None
    assert municipality.text(wrong, "nb") == "Forespørselen hører til et annet bestillerkontor"
    assert municipality.text(wrong.brief, "nn") == "høyrer til eit anna bestillarkontor"
    assert municipality.find_choice(municipality.closure_reasons, "wrong_unit") is None


def test_a_municipality_without_an_abbreviation_is_written_out_in_its_place(tmp_path: Path) -> None:
    own = "extends: standard\nterms:\n  ke:\n    abbreviation: null\n"
    municipality = read_profile(write(tmp_path, own))
    assert municipality.variables("nb")["KE"] == "koordinerende enhet"
    assert municipality.variables("nn")["KE"] == "koordinerande eining"


def test_the_standard_profile_promises_what_the_process_describes() -> None:
    deadlines = STANDARD.deadlines
    assert (deadlines.reply.weeks, deadlines.reply.roll, deadlines.reply.reminders) == (2, "next_working_day", (4, 1, 0))
    assert (deadlines.appoint.months, deadlines.appoint.roll, deadlines.appoint.warnings) == (3, "none", (30, 14, 7))
    assert (deadlines.hours.opens, deadlines.hours.closes) == (time(7), time(17))
    assert deadlines.digest_at == time(7, 30)
    assert [choice.code for choice in STANDARD.decline_reasons] == ["no_capacity", "wrong_unit", "no_suitable", "conflict", "other"]
    codes = ["goals_met", "no_need", "moved", "died", "declined_coordinator", "opened_by_mistake", "other"]
    assert [choice.code for choice in STANDARD.closure_reasons] == codes


def test_a_profile_cannot_be_changed_and_can_be_a_key() -> None:
    with pytest.raises(ValidationError):
        STANDARD.name = "Annen kommune"  # type: ignore[misc]
    assert {STANDARD: 1}[read_profile("standard")] == 1


@pytest.mark.parametrize(
    "written",
    ["2026-0417", " 2026-0417 ", "2026 - 0417", "2026–0417", "2026—0417", "2026/0417", "2026 0417", "2026\u20110417", "２０２６-０４１７"],
)
def test_a_case_number_is_known_however_it_is_written(written: str) -> None:
    assert STANDARD.case_number.normalise(written) == "2026-0417"


@pytest.mark.parametrize("written", ["", "417", "2026-041", "2026-04177", "sak 2026-0417", "2026-0417 418", "٢٠٢٦٠٤١٧٢٠٢"])
def test_what_is_no_case_number_is_none(written: str) -> None:
    assert STANDARD.case_number.normalise(written) is None


def test_a_case_number_in_other_digits_is_known_but_not_stored_so() -> None:
    assert not STANDARD.case_number.fits("２０２６-０４１７")


@given(st.text(max_size=30))
def test_a_normalised_case_number_fits_and_stays_the_same(text: str) -> None:
    normal = STANDARD.case_number.normalise(text)
    assert normal is None or (STANDARD.case_number.fits(normal) and STANDARD.case_number.normalise(normal) == normal)


def test_the_separator_of_the_municipality_is_the_one_that_is_stored(tmp_path: Path) -> None:
    own = read_profile(write(tmp_path, "extends: standard\ncase_number: {pattern: '\\d{2}/\\d{5}', example: 26/00417}\n"))
    assert own.case_number.normalise("26-00417") == "26/00417"


def test_a_request_touches_the_summer_when_any_of_its_days_does() -> None:
    summer = STANDARD.deadlines.summer
    assert summer.touches(date(2026, 6, 8), date(2026, 6, 22))
    assert summer.touches(date(2026, 8, 15), date(2026, 8, 31))
    assert not summer.touches(date(2026, 6, 1), date(2026, 6, 19))
    assert not summer.touches(date(2026, 8, 16), date(2026, 8, 31))
    assert not summer.touches(date(2026, 12, 20), date(2027, 1, 4))
    assert summer.touches(date(2026, 12, 20), date(2027, 7, 4))


def test_an_own_profile_changes_only_what_it_names(tmp_path: Path) -> None:
    heading = "extends: standard\nname: Fjord kommune\nlocale: nn\nrequire_permanent: off\n"
    text = f"{heading}deadlines: {{closing_days: [2026-12-24], hours: {{closes: 15:30}}}}\n"
    own = read_profile(write(tmp_path, text))
    assert (own.name, own.locale, own.require_permanent) == ("Fjord kommune", "nn", "off")
    assert own.deadlines.closing_days == (date(2026, 12, 24),)
    assert (own.deadlines.hours.opens, own.deadlines.hours.closes) == (time(7), time(15, 30))
    assert own.deadlines.reply == STANDARD.deadlines.reply
    assert own.terms == STANDARD.terms


def test_a_profile_may_extend_a_file_beside_it(tmp_path: Path) -> None:
    write(tmp_path, "extends: standard\nname: Fjord kommune\n", "fjord.yaml")
    assert read_profile(write(tmp_path, "extends: fjord.yaml\nlocale: nn\n")).name == "Fjord kommune"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("extends: standard\ncolour: blue\n", "own.yaml, line 2: colour: expected no such key"),
        (
            "extends: standard\ndeadlines:\n  reply:\n    weeks: 0\n",
            "own.yaml, line 4: deadlines.reply.weeks: expected greater than or equal to 1",
        ),
        ("extends: standard\ndeadlines:\n  reply: {weeks: two}\n", "own.yaml, line 3: deadlines.reply.weeks: expected a valid integer"),
        (
            "extends: standard\ndeadlines:\n  reply: {reminders: [1, 4]}\n",
            "line 3: deadlines.reply.reminders: expected the numbers in falling",
        ),
        ("extends: standard\ndeadlines:\n  digest_at: 06:00\n", "line 2: deadlines: expected digest_at to lie within hours, not 06:00"),
        ("extends: standard\ndeadlines:\n  hours: {opens: 18:00}\n", "line 3: deadlines.hours: expected opens to be before closes"),
        ("extends: standard\n\nlocale: se\n", "own.yaml, line 3: locale: expected 'nb' or 'nn'"),
        (
            "extends: standard\ndecline_reasons:\n  - code: other\n    nb: Annet\n    brief: {nb: annet, nn: anna}\n",
            "own.yaml, line 3: decline_reasons.0.nn: expected this key, which is not there",
        ),
        (
            "extends: standard\nclosure_reasons:\n  - {code: other, nb: '{teh_user}', nn: Anna, brief: {nb: annet, nn: anna}}\n",
            "expected a known variable in '{teh_user}', not teh_user",
        ),
        (
            "extends: standard\nlinks:\n  handbook: http://kommune.example\n",
            "own.yaml, line 3: links.handbook: String should match pattern",
        ),
        ("extends: standard\nclosure_reasons: []\n", "profile: expected at least one reason in each list"),
        ("extends: standard\ncase_number: {pattern: '['}\n", "own.yaml, line 2: case_number.pattern: expected a regular expression"),
        ("extends: standard\ncase_number: {example: 26-4}\n", "own.yaml, line 2: case_number: expected an example that fits"),
        ("extends: standard\nname: A\nname: B\n", "own.yaml, line 3: expected each key once"),
        ("name: Fjord kommune\n", "own.yaml, line 1: locale: expected this key, which is not there"),
        ("extends: own.yaml\n", "own.yaml: expected extends to end somewhere"),
        ("extends: nowhere\n", "nowhere: expected a file ending in .yaml, or one of: aalesund, aas, heroy, karmoy"),
        ("extends: [standard]\n", "own.yaml, line 1: extends: expected the name of a profile"),
        ("name: [\n", "own.yaml, line 2: expected YAML"),
        ("", "own.yaml, line 1: expected keys and values"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_what_was_expected(tmp_path: Path, text: str, message: str) -> None:
    assert message in refusal(tmp_path, text)


def test_every_mistake_is_told_at_once_and_a_line_of_the_extended_file_is_named_as_such(tmp_path: Path) -> None:
    write(tmp_path, "extends: standard\nlocale: se\n", "base.yaml")
    told = refusal(tmp_path, "extends: base.yaml\ncolour: blue\n").splitlines()
    assert [line.split(":")[0] for line in told] == ["base.yaml, line 2", "own.yaml, line 2"]


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_bytes(b"name: \xff\xfe\x00")
    with pytest.raises(ProfileError, match=r"own\.yaml, line 1"):
        read_profile(file)
