"""What a municipality's own words lead to: names in sentences, meetings people write of, its letters, and mistakes in its lists."""

from datetime import date
from pathlib import Path

import pytest

from bot.casework.labels import read_descending
from bot.casework.model import CoordinatorType, DutyKind
from bot.casework.municipality import OwnText, Summer, labels_in, name_words
from bot.casework.nouns import Locale
from bot.casework.yearly_rules import named_in
from bot.profiles import read_profile
from tests.casework.test_municipality import refusal, write

STANDARD, AALESUND, AAS, HEROY = (read_profile(name) for name in ("standard", "aalesund", "aas", "heroy"))
NAMES_OF_THINGS = {
    "record_system": ("PROFIL", "PROFIL"),
    "statistics_system": ("IPLOS", "IPLOS"),
    "quality_system": ("Compilo", "Compilo"),
    "plan_system": ("PROFIL", "PROFIL"),
    "mail_journal": ("postjournal", "postjournal"),
    "register_form": ("eget skjema på W:", "eige skjema på W:"),
    "register_list": ("W-listen", "W-lista"),
    "change_form": ("endringsskjema", "endringsskjema"),
    "consent_recipient": ("bestillerkontoret", "bestillarkontoret"),
    "intake_date": ("vedtaksdato", "vedtaksdato"),
    "Intake_date": ("Vedtaksdato", "Vedtaksdato"),
    "contact": ("koordinerende enhet, ke@kommune.example", "koordinerande eining, ke@kommune.example"),
    "municipality": ("Eksempel kommune", "Eksempel kommune"),
    "INTAKE": ("vedtak", "vedtak"),
    "MEETING": ("ansvarsgruppemøte", "ansvarsgruppemøte"),
}
NOUN = "{singular: a, definite: a, plural: a, definite_plural: a, gender: n}"
MEETING_TWICE = f"    - {{code: group, term: {{nb: {NOUN}, nn: {NOUN}}}, also: [], counted: true, every_months: null}}\n" * 2
NOUNS = {
    "leader", "unit", "ke", "user", "relative", "coordinator", "child_coordinator", "stand_in", "case_officer", "department_leader",
    "intake", "meeting",
}  # fmt: skip


def test_every_thing_has_a_name_and_every_noun_its_forms_and_there_is_nothing_else() -> None:
    forms = {"{0}", "the_{0}", "{0}s", "the_{0}s", "your_{0}", "a_{0}", "another_{0}", "new_{0}", "which_{0}"}
    small = {form.format(noun) for noun in NOUNS for form in forms}
    nouns = small | {word[0].upper() + word[1:] for word in small} | {noun.upper() for noun in NOUNS}
    locales: tuple[Locale, Locale] = ("nb", "nn")
    for place, locale in enumerate(locales):
        words = dict(name_words(STANDARD, locale))
        assert {name: words[name] for name in NAMES_OF_THINGS} == {name: both[place] for name, both in NAMES_OF_THINGS.items()}
        assert words.keys() == nouns | {name for name in NAMES_OF_THINGS if name.upper() != name}
        assert words == STANDARD.variables(locale)
    assert dict(name_words(AAS, "nb"))["plan_system"] == "DIPS Samspill"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Samarbeidsmøtet ble holdt", ["cooperation"]),
        ("KOORDINERINGSMØTER i vår", ["coordination"]),
        ("koordinatormøte", ["coordination"]),
        ("samarbeidsmøte og koordineringsmøte", ["coordination", "cooperation"]),
        ("et møte", []),
    ],
)
def test_a_sort_of_meeting_is_known_by_any_form_and_any_other_word_for_it(text: str, named: list[str]) -> None:
    assert AALESUND.follow_up.meetings_named_in(text) == named


def test_a_sort_of_meeting_that_is_no_longer_there_is_the_usual_one() -> None:
    rules = AALESUND.follow_up
    assert [rules.meeting(code).code for code in ("cooperation", "gone", None)] == ["cooperation", "coordination", "coordination"]


def test_what_units_need_is_known_by_its_name_in_either_language() -> None:
    assert AALESUND.training
    assert AALESUND.training.needs
    kinds = AALESUND.training.needs.kinds
    assert named_in(kinds, "GRUNNKURS og rettleiing") == ["basic", "guidance"]
    assert named_in(kinds, "veiledning") == ["guidance"]
    assert named_in(kinds, "kurs") == []


def test_a_child_s_letter_is_another_where_the_municipality_has_one() -> None:
    own = STANDARD.links.model_copy(update={"child_information_letter": "https://kommune.example/barn"})
    adult, child = CoordinatorType.COORDINATOR, CoordinatorType.CHILD_COORDINATOR
    assert [STANDARD.links.letter_about(kind) for kind in (adult, child)] == [STANDARD.links.information_letter] * 2
    assert [own.letter_about(kind) for kind in (adult, child)] == [STANDARD.links.information_letter, "https://kommune.example/barn"]


def test_own_texts_stand_instead_of_the_bot_s_in_each_language() -> None:
    own = STANDARD.model_copy(update={"texts": (OwnText(instead_of="Takk", nb="Tusen takk", nn="Takk skal du ha"),)})
    assert (own.own_texts("nb"), own.own_texts("nn")) == ({"Takk": "Tusen takk"}, {"Takk": "Takk skal du ha"})
    assert STANDARD.own_texts("nb") == {}


def test_which_duties_there_are_in_a_municipality() -> None:
    assert STANDARD.duties.has(DutyKind.LETTER)
    assert not HEROY.duties.has(DutyKind.LETTER)
    assert HEROY.duties.has(DutyKind.LETTER, DutyKind.TRAINING), "one of them is enough"
    assert not STANDARD.duties.has()


def test_every_line_of_a_profile_is_looked_at_however_deep_it_lies() -> None:
    lines = {label.nb for label in labels_in(STANDARD)}
    assert {
        "Vi har ikke kapasitet nå", "ikke kapasitet nå", "Hold oppstartssamtale og avklar hva rollen er", "Overføringsmøte er holdt",
        "postjournal", "Koordinatortreff", "Løpenummer", "fra barnehage til skole", "bestillerkontoret",
    } <= lines  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "touched"),
    [
        ((2026, 6, 19), (2026, 6, 19), False),
        ((2026, 6, 20), (2026, 6, 20), True),
        ((2026, 8, 15), (2026, 8, 15), True),
        ((2026, 8, 16), (2027, 6, 19), False),
        ((2026, 8, 16), (2027, 6, 20), True),
        ((2026, 8, 15), (2027, 1, 4), True),
    ],
)
def test_the_first_and_the_last_day_are_summer(start: tuple[int, int, int], end: tuple[int, int, int], touched: bool) -> None:
    assert Summer(first="06-20", last="08-15").touches(date(*start), date(*end)) is touched


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("123456789012", "123456789012"),
        ("1234567890123", None),
        ("2026-1234567", None),
        ("ab.cd/12", "ab-cd-12"),
        ("\u00ad2026\u200b-0417", "2026-0417"),
        ("a  b", "a-b"),
        ("", None),
    ],
)
def test_a_case_number_has_so_many_signs_and_digits_at_most(written: str, number: str | None) -> None:
    loose = STANDARD.case_number.model_copy(update={"pattern": r"[\w-]+", "max_length": 12, "max_digits": 12})
    strict = loose.model_copy(update={"max_digits": 10})
    assert (strict if written == "2026-1234567" else loose).normalise(written) == number


@pytest.mark.parametrize(
    ("pattern", "number"), [(r"\d/\d", "1/2"), (r"\d\.\d", "1.2"), (r"\d\d", "12"), (r"\d \d", "1 2"), (r"\d-\d", "1-2")]
)
def test_the_sign_between_the_parts_is_the_municipality_s_own(pattern: str, number: str) -> None:
    assert STANDARD.case_number.model_copy(update={"pattern": pattern}).normalise("1 / 2") == number


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("exports:\n  columns:\n    - {holds: type, nb: Type, nn: Type}", "expected each of columns once, and number among them"),
        (
            "exports:\n  columns:\n    - {holds: number, nb: A, nn: A}\n    - {holds: number, nb: B, nn: B}",
            "expected each of columns once, and number among them",
        ),
        ("flow: {appoint: [request, request]}", "expected each way to appoint once"),
        ("retention: {archive_after_months: 6, purge_after_months: 5}", "expected purge_after_months to be at least 1"),
        ("retention: {archive_after_months: 0, purge_after_months: 0}", "expected purge_after_months to be at least 1"),
        ("annual: {opens: 10-15, due: 10-15, reminders: [], late_every: null, ask_plan: true}", "expected opens to be before due"),
        (
            "handover:\n  checklist:\n    - {code: a, nb: A, nn: A}\n    - {code: a, nb: B, nn: B}",
            "expected each code of the checklist once",
        ),
        (
            "yearly_tasks:\n  - {code: a, day: 02-01, nb: A, nn: A, offers: null}\n  - {code: a, day: 02-02, nb: B, nn: B, offers: null}",
            "expected each code of yearly_tasks once",
        ),
        (
            "follow_up:\n  meetings:\n" + MEETING_TWICE,
            "expected each code of meetings once",
        ),
        ("gathering:\n  kinds:\n    - {code: a, nb: A, nn: A}\n    - {code: a, nb: B, nn: B}", "expected each code of kinds once"),
        (
            "training:\n  course: null\n  tell_leader: false\n  needs:\n    months: 6\n    warnings: []\n    form: {nb: A, nn: A}\n"
            "    kinds:\n      - {code: a, nb: A, nn: A}\n      - {code: a, nb: B, nn: B}",
            "expected each code of kinds once",
        ),
        ("duties: {plan: [plan_created, plan_created]}", "expected each duty under plan once"),
        ("duties: {plan: [letter, phone]}", "expected under plan some of plan_created, not letter, phone"),
        ("duties: {appointed: [handover_form]}", "expected under appointed some of"),
        ("deadlines: {overdue_at: '17:00'}", "expected overdue_at to lie within hours, not 17:00"),
        ("deadlines: {routine_at: '06:59'}", "expected routine_at to lie within hours, not 06:59"),
        ("deadlines: {reply: {at: '17:00'}}", "expected reply.at to lie within hours, not 17:00"),
        ("deadlines: {reply: {reminders: [4, 4]}}", "expected the numbers in falling order, each once"),
        ("deadlines: {hours: {opens: '17:00'}}", "expected opens to be before closes"),
        (
            "decline_reasons:\n  - {code: a, nb: A, nn: A, brief: {nb: a, nn: a}}\n  - {code: a, nb: B, nn: B, brief: {nb: b, nn: b}}",
            "expected at least one reason in each list, and each code once",
        ),
        ("decline_reasons:\n  - {code: a, nb: A, nn: '{unitt} {useer}', brief: {nb: a, nn: a}}", "not unitt, useer"),
    ],
)
def test_a_list_that_cannot_be_is_refused_with_what_was_expected(tmp_path: Path, text: str, message: str) -> None:
    assert message in refusal(tmp_path, f"extends: standard\n{text}\n")


def test_times_at_the_edge_of_the_hours_are_inside_and_a_purge_may_follow_the_archive_at_once(tmp_path: Path) -> None:
    edges = "deadlines: {overdue_at: '07:00', digest_at: '16:59'}\nretention: {archive_after_months: 6, purge_after_months: 6}\n"
    assert read_profile(write(tmp_path, f"extends: standard\n{edges}")).retention.purge_after_months == 6
    assert read_descending((3, 1)) == (3, 1)
