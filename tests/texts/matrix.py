"""Everything the bot says, in one municipality's words and one language: every card in every state, every text to paste, every file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from typing import Any

from bot.cards.draw import draw
from bot.cards.scene import Drawn, Scene
from bot.casework.deadlines import oslo_date
from bot.casework.inviting import Attendance, Invitation
from bot.casework.model import Acceptance, Assignment, Case, CoordinatorType, Duty, DutyKind, Named, Pause, RequestState
from bot.casework.municipality import Municipality, labels_in
from bot.casework.nouns import Locale
from bot.casework.outcome import Kind
from bot.registers.attendance_list import make_attendance
from bot.registers.case_document import make_document
from bot.registers.register_list import HOLDS, Sheets, make_register
from bot.registers.statistics_book import make_statistics
from bot.registers.yearly import list_needs, list_round
from bot.storage.cases import StoredEvent
from bot.storage.store import Store, Work
from bot.texts.documents import documents_for
from bot.texts.happened import HAPPENED
from bot.texts.journal_texts import write_end, write_handed_on
from bot.texts.papers import Papers
from bot.texts.words import Words
from tests.cards import asking_drawings, change_drawings, ke_drawings, substitute_drawings, telling_drawings, unit_drawings, yearly_drawings
from tests.cards import ke_scenes as at
from tests.storage.examples import NOW, new_request, open_case, settle_in
from tests.texts.states import STATES

TODAY = oslo_date(at.OVERDUE_DAY)
Way = Callable[[Scene], Drawn]
Said = tuple[str, str]
"""Where it is said, and what."""


def draw_cards(municipality: Municipality, locale: Locale) -> Iterator[tuple[str, Drawn]]:
    """Every card in every state, by the state's name."""
    for name, (scene, way) in find_ways(locale).items():
        yield name, way(replace(scene, municipality=municipality, words=Words(locale, municipality, oslo_date(scene.now))))


@cache
def find_ways(locale: Locale) -> Mapping[str, tuple[Scene, Way]]:
    """Every scene, and how it is drawn."""
    ways: dict[str, tuple[Scene, Way]] = {}
    for room in (ke_drawings, asking_drawings, telling_drawings):
        ways |= room.draw_all(locale)
    for others in (unit_drawings, change_drawings, substitute_drawings, yearly_drawings):
        ways |= {name: (scene, draw) for name, scene in others.draw_all(locale).items()}
    return ways


def write_papers(municipality: Municipality, locale: Locale) -> Iterator[Said]:
    """Every text to paste, with its title, of every case that has one."""
    words = Words(locale, municipality, TODAY)
    for state, case in list_papers():
        papers = Papers(words, case, at.DIRECTORY, municipality, TODAY)
        for document in documents_for(papers):
            yield f"{document.code.value}, {state}", f"{document.title}\n{document.text}"
        if case.assignments:
            yield f"handed on, {state}", write_handed_on(papers, case.assignments[0])
            for clarified in (True, False):
                yield f"end, {state}, clarified: {clarified}", write_end(papers, clarified=clarified)


def list_papers() -> Iterator[tuple[str, Case]]:
    """Every state, and after every duty there is, for each sort of coordinator."""
    child = CoordinatorType.CHILD_COORDINATOR
    for state, case in STATES.items():
        yield state, case
        yield f"{state}, barnekoordinator", replace(case, type=child)
        yield f"{state}, everything to do", replace(case, duties=tuple(Duty(kind, 1, at.WEDNESDAY) for kind in DutyKind))


def make_files(municipality: Municipality, locale: Locale, work: Work) -> Iterator[Said]:
    """Every workbook cell by cell, and the document of a case."""
    ours = municipality.model_copy(update={"locale": locale})
    words = Words(locale, municipality, TODAY)
    book, needs = yearly_drawings.book(yearly_drawings.CLOSED, yearly_drawings.CASES, 9, 3), (yearly_drawings.NEED, yearly_drawings.OFFERED)
    books: dict[str, Sheets] = {
        "register": make_register(work, ours, TODAY),
        "statistics": make_statistics(work, ours, TODAY.year, TODAY),
        "round": list_round(book, [yearly_drawings.CASES[0]], at.DIRECTORY, words),
        "needs": list_needs(needs, at.DIRECTORY, words),
    }
    if municipality.gathering:
        books["attendance"] = make_attendance(work, ours, TODAY)
    for name, sheets in books.items():
        for title, rows in sheets.items():
            yield f"{name}, title", title
            yield from ((f"{name}, {title}", cell) for row in rows for cell in row if isinstance(cell, str))
    for column, hold in HOLDS.items():
        for state, case in STATES.items():
            held = hold(case, at.DIRECTORY, words)
            yield from [(f"register, {column.value}, {state}", held)] if isinstance(held, str) else []
    yield from write_documents(municipality, locale)


def write_documents(municipality: Municipality, locale: Locale) -> Iterator[Said]:
    """The document of each case, with a trail in which everything has happened."""
    trail = [StoredEvent(at.TUESDAY, at.KIM if number % 2 else None, kind, {}) for number, kind in enumerate(HAPPENED)]
    words = Words(locale, municipality, TODAY)
    for state, case in list_papers():
        scene = Scene(Kind.ANSWER, at.DIRECTORY.people[at.KIM], at.OVERDUE_DAY, municipality, at.DIRECTORY, words, case)
        yield from ((f"document, {state}", text) for text in Reading(make_document(scene, trail)).texts)


class Reading(HTMLParser):
    """What a person reads of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tag = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.tag = tag

    def handle_data(self, data: str) -> None:
        if self.tag != "style" and data.strip():
            self.texts.append(data)


def read_profile_lines(municipality: Municipality, locale: Locale) -> Iterable[Said]:
    """Every line the profile itself holds, its blanks filled."""
    return (("profile", municipality.text(label, locale)) for label in labels_in(municipality))


# ---- what the files are made of


def fill_database(store: Store) -> None:
    """Cases at every point of the way, and an invitation with each answer."""
    with store.transaction() as work:
        unit, people = settle_in(work)
        for name, written in {"ke": "Kim i KE", "leader": "Leder sør", "stand_in": "Stedfortreder sør", "employee": "Ada Prøve"}.items():
            people[name] = replace(people[name], name=written)
            work.change_person(replace(people[name], is_ke=name == "ke"))
        named = Assignment(1, unit.id, 1, Named(people["employee"].id), NOW, people["leader"].id)
        accepted = new_request(unit, people, state=RequestState.ACCEPTED)
        stages: dict[str, Any] = {
            "unasked": {},
            "waiting": {"requests": (new_request(unit, people),)},
            "proposed": {"requests": (new_request(unit, people, state=RequestState.PROPOSED, offer=Acceptance(named.named)),)},
            "appointed": {"requests": (accepted,), "assignments": (named,)},
            "paused": {"pause": Pause(1, date(2027, 3, 1), NOW, people["ke"].id)},
            "closed": {"requests": (accepted,), "assignments": (replace(named, ended_at=NOW),), "closed_at": NOW, "close_reason": "died"},
        }
        for number, stage in enumerate((*stages.values(), *[stages["appointed"]] * 12), 1):
            open_case(work, people, number=f"2026-{number:04}", **stage)
        gathering = Invitation(
            work.next_invitation_id(), "gathering", TODAY, "Rådhuset", people["ke"].id, NOW, sent_at=NOW, cancelled_at=NOW
        )
        work.add_invitation(gathering)
        work.invite(gathering.id, [person.id for person in people.values()])
        for person, answer in zip(people.values(), Attendance, strict=False):
            work.save_invitation_answer(gathering.id, person.id, answer, NOW)
