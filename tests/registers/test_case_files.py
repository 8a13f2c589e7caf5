"""A case as files for the archive: everything that is kept, readable for people and for machines, and for nobody else."""

import ast
import inspect
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.casework import model
from bot.casework.outcome import Decision, Event
from bot.registers.book import PRIVATE
from bot.registers.case_record import PEOPLE, UNITS
from bot.storage.store import Store
from bot.texts.happened import HAPPENED
from tests.storage.examples import NOW, full_case, open_case, settle_in

CASEWORK = Path(inspect.getfile(model)).parent


class Reading(HTMLParser):
    """The text of a document, and its tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.tags.append(tag)


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["export", *arguments, "--profile", "standard"])
    return done.exit_code, " ".join(done.output.split())


@pytest.fixture
def filled(database_url: str) -> str:
    """A closed case on which everything is set, and an open one with the same number."""
    store = Store(database_url)
    with store.transaction() as work:
        unit, people = settle_in(work)
        whole = full_case(work.next_case_id(), unit, people)
        work.save(None, Decision(whole, (Event("opened"), Event("closed", {"reason": "moved"}))), people["ke"].id, NOW)
        open_case(work, people, number=whole.number)
        open_case(work, people, number="2026/77")
    store.close()
    return database_url


def test_every_case_with_the_number_is_written_for_its_owner_alone(filled: str, tmp_path: Path) -> None:
    out = tmp_path / "arkiv"
    code, said = run("case", "2026-0001", "--out", str(out), "--database", filled)
    assert code == 0
    assert "Løpenummer er personopplysning" in said
    assert sorted(path.name for path in out.iterdir()) == [f"sak-2026-0001-{id}.{kind}" for id in (1, 2) for kind in ("html", "json")]
    assert {path.stat().st_mode & 0o777 for path in out.iterdir()} == {0o600}
    told = "Det finnes ingen sak 2026-0999. Se etter at løpenummeret er riktig."
    assert run("case", "2026-0999", "--out", str(out), "--database", filled) == (1, told)


def test_the_record_holds_every_field_with_names_where_people_stand(filled: str, tmp_path: Path) -> None:
    run("case", "2026-0001", "--out", str(tmp_path / "ut"), "--database", filled)
    record = json.loads((tmp_path / "ut" / "sak-2026-0001-1.json").read_text())
    assert record["note"].startswith("Løpenummer er personopplysning")
    case = record["case"]
    assert (case["number"], case["type"], case["opened_by"], case["decided_on"]) == ("2026-0001", "koordinator", "ke", "2026-11-20")
    assert case["requests"][0]["recipients"] == ["leader", "stand_in"]
    assert case["assignments"][0]["named"] == {"person": "employee", "name": None, "service": None}
    assert case["assignments"][0]["unit"] == "Hjemmetjenesten sør"
    assert [line["kind"] for line in record["trail"]] == ["opened", "closed"]
    assert record["trail"][1]["by"] == "ke"
    assert set(case) == set(model.Case.__dataclass_fields__)


def test_every_field_that_holds_a_person_or_a_unit_is_written_by_name() -> None:
    tree = ast.parse(inspect.getsource(model))
    kept = {"Named", "Request", "Assignment", "Handover", "Substitute", "Closing", "Pause", "Fact", "Duty", "Case", "Acceptance"}
    fields = {
        (line.target.id, ast.unparse(line.annotation))
        for made in tree.body
        if isinstance(made, ast.ClassDef) and made.name in kept
        for line in made.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    }
    assert {name for name, kind in fields if "PersonId" in kind} == PEOPLE
    assert {name for name, kind in fields if "UnitId" in kind} == UNITS


def test_the_document_reads_well_and_needs_nothing_beside_it(filled: str, tmp_path: Path) -> None:
    run("archive", "--out", str(tmp_path / "ut"), "--database", filled)
    (path,) = (tmp_path / "ut").glob("*.html")
    text = path.read_text()
    read = Reading(text)
    for words in ("Sak 2026-0001", PRIVATE, "Hjemmetjenesten sør: ja, "
                  "etter at forespørselen var trukket tilbake", "Ekstern Person", "Fastlegekontoret", "Bytter", "A-12", "Møte holdt",
                  "Samtykke", "Saken ble åpnet", "Saken ble avsluttet", "20.11.2026"):  # fmt: skip
        assert words in read.words, words
    assert not {"script", "link", "img"} & set(read.tags)
    assert "{" not in "".join(read.words).replace(text[text.index("<style>") + 7 : text.index("</style>")], "")


def test_what_people_wrote_is_text_in_the_document(database_url: str, tmp_path: Path) -> None:
    store = Store(database_url)
    with store.transaction() as work:
        unit, people = settle_in(work)
        whole = full_case(work.next_case_id(), unit, people)
        work.save(None, Decision(whole, ()), people["ke"].id, NOW)
        person = work.directory().people[people["ke"].id]
        work.change_person(model.Person(person.id, "<b>Kari</b>", person.email, is_ke=True))
    store.close()
    run("archive", "--out", str(tmp_path / "ut"), "--database", database_url)
    (path,) = (tmp_path / "ut").glob("*.html")
    assert "b" not in Reading(path.read_text()).tags


def test_everything_that_can_happen_in_a_case_has_words() -> None:
    kinds = {
        call.args[0].value
        for file in [*CASEWORK.glob("*.py"), CASEWORK.parent / "routines" / "yearly_round.py"]
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Event" and isinstance(call.args[0], ast.Constant)
    }
    assert len(kinds) > 60
    assert kinds <= set(HAPPENED)


def test_a_folder_that_others_can_read_gets_no_case(filled: str, tmp_path: Path) -> None:
    (tmp_path / "felles").mkdir(mode=0o755)
    code, said = run("case", "2026-0001", "--out", str(tmp_path / "felles"), "--database", filled)
    assert (code, "Andre kan lese mappen" in said) == (1, True)
    assert not list((tmp_path / "felles").iterdir())
