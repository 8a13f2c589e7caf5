"""A case comes back as it was saved, and a save writes what differs and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from bot.casework.model import (
    Acceptance,
    Assignment,
    Case,
    Closing,
    CoordinatorType,
    Duty,
    DutyKind,
    Fact,
    FactKind,
    Handover,
    HandoverReason,
    HandoverState,
    Named,
    Pause,
    Request,
    RequestState,
)
from bot.casework.outcome import Decision, Event
from bot.storage.cases import NumberTaken, Overtaken
from bot.storage.store import Store
from tests.storage.examples import NOW, full_case, later, new_case, new_request, open_case, settle_in


def test_a_case_with_every_field_set_comes_back_the_same(store: Store) -> None:
    with store.transaction() as work:
        unit, people = settle_in(work)
        case = full_case(work.next_case_id(), unit, people)
        work.save(None, Decision(case), people["ke"].id, NOW)
    with store.reading() as work:
        assert work.case(case.id) == case


def test_a_case_that_is_not_there_is_none(store: Store) -> None:
    with store.reading() as work:
        assert work.case(1) is None
        assert work.open_case_with("2026-0001", CoordinatorType.COORDINATOR) is None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_row_of_changes_leaves_the_case_as_it_was_decided(store: Store, data: st.DataObject) -> None:
    with store.transaction() as work:
        directory = work.directory()
        if directory.units:
            unit, people = next(iter(directory.units.values())), {person.name: person for person in directory.people.values()}
        else:
            unit, people = settle_in(work)
        case = open_case(work, people)
    ids = st.sampled_from(sorted(person.id for person in people.values()))
    days = st.dates(date(2026, 1, 1), date(2028, 1, 1))
    instants = st.datetimes(timezones=st.just(NOW.tzinfo))
    named = st.builds(Named, st.none() | ids, st.none() | st.text("abcæøå ", max_size=9), st.none())
    tuples = lambda of: st.lists(of, max_size=3).map(tuple)  # noqa: E731
    requests = st.builds(
        Request,
        seq=st.integers(1, 9),
        unit=st.just(unit.id),
        sent_at=instants,
        sent_by=ids,
        deadline=days,
        recipients=tuples(ids),
        state=st.sampled_from(RequestState),
        first_deadline=st.none() | days,
        reminded_on=tuples(days),
        answered_by=st.none() | ids,
        passed_on_by=st.none() | ids,
        decline_reason=st.none() | st.just("capacity"),
        offer=st.none() | st.builds(Acceptance, named, st.none() | st.booleans(), st.booleans(), st.booleans()),
    )
    assignments = st.builds(
        Assignment,
        seq=st.integers(1, 9),
        unit=st.just(unit.id),
        request=st.integers(1, 9),
        named=named,
        named_at=instants,
        named_by=ids,
        permanent=st.none() | st.booleans(),
        starts_on=st.none() | days,
        ends_on=st.none() | days,
        ended_at=st.none() | instants,
    )
    duties = st.builds(
        Duty, st.sampled_from(DutyKind), st.integers(0, 3), instants, st.none() | days, st.none() | ids, st.none(), st.none()
    )
    handovers = st.builds(
        Handover,
        seq=st.integers(1, 9),
        assignment=st.integers(1, 9),
        reason=st.sampled_from(HandoverReason),
        reported_at=instants,
        reported_by=ids,
        wanted_on=st.none() | days,
        suggested=st.none() | ids,
        transfer=st.booleans(),
        state=st.sampled_from(HandoverState),
        settled_at=st.none() | instants,
        settled_by=st.none() | ids,
    )
    facts = st.builds(Fact, st.sampled_from(FactKind), instants, ids, st.none() | days, st.none() | st.booleans())
    for _ in range(3):
        after = replace(
            case,
            version=case.version + 1,
            requests=data.draw(tuples(requests)),
            assignments=data.draw(tuples(assignments)),
            duties=data.draw(tuples(duties)),
            handovers=data.draw(tuples(handovers)),
            facts=data.draw(tuples(facts)),
            closing=data.draw(st.none() | st.builds(Closing, st.integers(1, 9), st.just("moved"), instants, ids)),
            pause=data.draw(st.none() | st.builds(Pause, st.integers(1, 9), days, instants, ids, st.none() | days)),
            closings=data.draw(st.integers(0, 9)),
            pauses=data.draw(st.integers(0, 9)),
            warned=data.draw(tuples(st.sampled_from(["days_30", "days_14"]))),
            next_look_at=data.draw(st.none() | instants),
        )
        with store.transaction() as work:
            work.save(work.case(case.id), Decision(after), None, NOW)
        with store.reading() as work:
            assert work.case(case.id) == after
        case = after


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """What is written to the database within the block."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            seen.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    yield seen
    event.remove(store.engine, "before_cursor_execute", note)


def test_a_save_writes_only_what_differs(store: Store) -> None:
    with store.transaction() as work:
        unit, people = settle_in(work)
        case = full_case(work.next_case_id(), unit, people)
        work.save(None, Decision(case), people["ke"].id, NOW)
    changed = replace(case, version=8, requests=(case.requests[0], replace(case.requests[1], state=RequestState.PROMISED)))
    with store.transaction() as work, statements(store) as seen:
        work.save(work.case(case.id), Decision(changed), people["ke"].id, NOW)
    assert [statement.split(" WHERE")[0].split()[:2] for statement in seen] == [
        ["UPDATE", "cases"],
        ["UPDATE", "requests"],
        ["UPDATE", "messages"],
    ]
    assert "number" not in seen[0]
    assert seen[1].split(" WHERE")[0].count("=") == 1
    with store.transaction() as work, statements(store) as seen:
        work.save(work.case(case.id), Decision(changed), people["ke"].id, NOW)
    assert seen == []


def test_events_are_kept_in_order_with_who_and_when(store: Store) -> None:
    with store.transaction() as work:
        _, people = settle_in(work)
        case = open_case(work, people)
        work.save(case, Decision(case, (Event("asked", {"unit": 1}), Event("reminded"))), None, later(hours=1))
    with store.reading() as work:
        told = [(event.at, event.actor, event.kind, event.data) for event in work.events(case.id)]
    assert told == [
        (NOW, people["ke"].id, "opened", {}),
        (later(hours=1), None, "asked", {"unit": 1}),
        (later(hours=1), None, "reminded", {}),
    ]


def test_two_open_cases_never_share_number_and_type_and_the_transaction_goes_on(store: Store) -> None:
    with store.transaction() as work:
        _, people = settle_in(work)
        first = open_case(work, people, number="2026-0417")
        with pytest.raises(NumberTaken):
            open_case(work, people, number="2026-0417")
        child = open_case(work, people, number="2026-0417", type=CoordinatorType.CHILD_COORDINATOR)
        other = open_case(work, people)
        with pytest.raises(NumberTaken):
            work.save(other, Decision(replace(other, number="2026-0417")), None, NOW)
    with store.reading() as work:
        found = work.open_case_with("2026-0417", CoordinatorType.COORDINATOR)
        assert found == first
        assert work.open_case_with("2026-0417", CoordinatorType.CHILD_COORDINATOR) == child


def test_a_number_is_free_again_when_the_case_is_closed_until_it_is_reopened(store: Store) -> None:
    with store.transaction() as work:
        _, people = settle_in(work)
        closed = open_case(work, people, number="2026-0417", closed_at=NOW)
        open_case(work, people, number="2026-0417")
        with pytest.raises(NumberTaken):
            work.save(closed, Decision(replace(closed, closed_at=None)), None, NOW)


def test_saving_from_an_old_copy_is_refused(store: Store) -> None:
    with store.transaction() as work:
        _, people = settle_in(work)
        case = open_case(work, people)
        work.save(case, Decision(replace(case, version=2, handler=people["ke"].id)), None, NOW)
    with pytest.raises(Overtaken), store.transaction() as work:
        work.save(case, Decision(replace(case, version=2, close_reason="moved")), None, NOW)


def test_a_transaction_that_raises_leaves_nothing_behind(store: Store) -> None:
    with store.transaction() as work:
        _, people = settle_in(work)

    def fail_late() -> None:
        with store.transaction() as work:
            open_case(work, people)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_late()
    with store.reading() as work:
        assert not work.visible_cases(people["ke"].id)
        assert work.next_look() is None


def test_the_sweep_gets_what_is_due_and_nothing_else_longest_due_first(store: Store) -> None:
    with store.transaction() as work:
        _, people = settle_in(work)
        late, never, soon, now = (open_case(work, people, next_look_at=at).id for at in (later(days=-2), None, later(seconds=1), NOW))
    with store.transaction() as work:
        assert work.due_cases(NOW, 10) == [late, now]
        assert work.due_cases(NOW, 1) == [late]
        assert work.next_look() == later(days=-2)
        assert {never, soon}.isdisjoint(work.due_cases(NOW, 10))


def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match=r"read-only|readonly"), store.reading() as work:
        work.mark("tick", "now")


def test_new_requests_are_inserted_and_fallen_duties_deleted(store: Store) -> None:
    with store.transaction() as work:
        unit, people = settle_in(work)
        case = open_case(work, people, duties=(Duty(DutyKind.RECORD, 1, NOW), Duty(DutyKind.LETTER, 1, NOW)))
        asked = replace(case, requests=(new_request(unit, people),), duties=(case.duties[1],))
        work.save(case, Decision(asked), None, NOW)
    with store.reading() as work:
        assert work.case(case.id) == asked


def test_numbers_of_cases_begin_at_one_and_rise(store: Store) -> None:
    with store.transaction() as work:
        assert [work.next_case_id() for _ in range(3)] == [1, 2, 3]


def test_naive_instants_are_refused(store: Store) -> None:
    with store.transaction() as work:
        _, people = settle_in(work)
        case: Case = new_case(1, people, opened_at=NOW.replace(tzinfo=None))
        with pytest.raises(Exception, match="aware"):
            work.save(None, Decision(case), None, NOW)
