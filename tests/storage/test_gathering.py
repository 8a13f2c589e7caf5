"""Many cases decided in one transaction are stored as they would be one by one, with as many statements for forty as for four."""

from collections import Counter
from dataclasses import replace
from datetime import date

from sqlalchemy import event

from bot.casework.model import Case
from bot.casework.outcome import Decision, Event, Kind
from bot.storage.store import Store
from tests.storage.examples import NOW, later, new_request, open_case, settle_in, tell

TODAY = date(2026, 11, 23)


def settle(store: Store, count: int) -> tuple[list[Case], int]:
    """Some cases that wait for an answer, and one who is asked in all of them, with a card in each."""
    with store.transaction() as work:
        unit, people = settle_in(work)
        cases = [open_case(work, people, number=f"2026-{n:04}", requests=(new_request(unit, people),)) for n in range(count)]
        asked = cases[0].requests[0].recipients[0]
        for case in cases:
            work.post(tell(f"card/{case.id}", asked, Kind.REQUEST, case=case.id), NOW)
    return cases, asked


def remind(store: Store, cases: list[Case], asked: int) -> Counter[str]:
    """All of them are reminded of, and sentences of SQL are counted by their first words."""
    counted: Counter[str] = Counter()

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        counted[" ".join(statement.split()[:2])] += 1

    event.listen(store.engine, "before_cursor_execute", count)
    with store.transaction() as work:
        work.read_ahead([case.id for case in cases])
        work.reminded_on([asked], TODAY)
        with work.gathering():
            for case in cases:
                reminded = replace(case.requests[0], reminded_on=(TODAY,))
                after = replace(case, requests=(reminded,), version=case.version + 1)
                said = tell(f"reminding/{asked}", asked, Kind.REMINDING, reminding_on=TODAY)
                work.save(case, Decision(after, (Event("reminded", {}),), (said,)), None, later(hours=1), next_day=lambda day: (day, NOW))
    event.remove(store.engine, "before_cursor_execute", count)
    return counted


def test_what_is_gathered_is_stored_as_it_was_decided(store: Store) -> None:
    cases, asked = settle(store, 4)
    remind(store, cases, asked)
    with store.reading() as work:
        for case in cases:
            found = work.case(case.id)
            assert found
            assert (found.version, found.requests[0].reminded_on) == (case.version + 1, (TODAY,))
            assert [each.kind for each in work.events(case.id)][-1] == "reminded"
        assert work.posted_under(f"reminding/{asked}")


def test_the_cards_of_what_was_gathered_are_drawn_again(store: Store) -> None:
    cases, asked = settle(store, 4)
    with store.transaction() as work:
        for number, case in enumerate(cases):
            card = work.posted_under(f"card/{case.id}")
            assert card
            work.finish_send(card.id, activity_id=f"card-{number}", shown="before", final=False, now=NOW)
    remind(store, cases, asked)
    with store.reading() as work:
        assert {posted.state for case in cases if (posted := work.posted_under(f"card/{case.id}"))} == {"redraw"}


def test_forty_cases_take_as_many_statements_as_four(store: Store) -> None:
    cases, asked = settle(store, 44)
    few, many = remind(store, cases[:4], asked), remind(store, cases[4:], asked)
    assert sum(many.values()) <= sum(few.values())


def test_a_sweep_that_breaks_leaves_nothing_of_what_it_gathered(store: Store) -> None:
    [case], _ = settle(store, 1)
    try:
        with store.transaction() as work, work.gathering():
            work.save(work.case(case.id), Decision(replace(case, version=case.version + 1)), None, NOW)
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    with store.reading() as work:
        assert work.case(case.id) == case
