"""What is to be said: once, in order, by one courier at a time, and one reminder per person and day."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.casework.outcome import Decision, Event, Kind, Message
from bot.storage.messages import Posted
from bot.storage.store import Store, Work
from bot.storage.tables import State
from tests.storage.examples import NOW, TODAY, chat_of, later, new_request, open_case, settle_in, tell

LEASE = timedelta(minutes=1)


@pytest.fixture
def ids(store: Store) -> dict[str, int]:
    """The ids of the invented people, all of whom have a chat."""
    with store.transaction() as work:
        return {name: person.id for name, person in settle_in(work)[1].items()}


def claim(store: Store, at: datetime = NOW, limit: int = 20) -> list[Posted]:
    """What the courier gets at an instant."""
    with store.transaction() as work:
        return work.claim(at, limit, LEASE)


def keys(posted: list[Posted]) -> list[str]:
    """Which messages these are."""
    return [message.key for message in posted]


def post(store: Store, *messages: Message) -> list[bool]:
    """Add messages, one after the other; says which were added."""
    with store.transaction() as work:
        return [work.post(message, NOW) for message in messages]


def read(store: Store, id: int) -> Posted:
    """The message as it is stored now."""
    with store.reading() as work:
        found = work.posted(id)
    assert found
    return found


def send(work: Work, posted: Posted, *, final: bool = False) -> None:
    """The courier has sent it."""
    work.finish_send(posted.id, activity_id=f"activity-{posted.id}", shown="hash", final=final, now=NOW)


def send_all(store: Store, at: datetime = NOW) -> list[Posted]:
    """Send whatever may leave now."""
    with store.transaction() as work:
        taken = work.claim(at, 100, LEASE)
        for posted in taken:
            send(work, posted)
    return taken


# ---- once


def test_a_key_is_said_once_for_ever(store: Store, ids: dict[str, int]) -> None:
    assert post(store, tell("a", ids["ke"]), tell("a", ids["leader"])) == [True, False]
    send_all(store)
    assert post(store, tell("a", ids["ke"])) == [False]


def test_an_activity_is_new_once(store: Store, second: Store) -> None:
    with store.transaction() as work:
        assert work.is_new("activity-1", NOW)
        assert not work.is_new("activity-1", NOW)
    with second.transaction() as work:
        assert not work.is_new("activity-1", later(days=1))
        assert work.forget_inbox(NOW) == 0
        assert work.forget_inbox(later(seconds=1)) == 1
        assert work.is_new("activity-1", later(days=31))


def test_what_was_posted_comes_back_whole_with_the_address(store: Store, ids: dict[str, int]) -> None:
    post(store, Message("a", Kind.ANSWER, ids["ke"], NOW, data={"view": "list", "ids": [1, 2], "nested": {"æ": None}}))
    (posted,) = claim(store)
    assert (posted.kind, posted.to, posted.data) == (Kind.ANSWER, ids["ke"], {"view": "list", "ids": [1, 2], "nested": {"æ": None}})
    assert (posted.state, posted.channel, posted.due_at, posted.created_at) == ("pending", "chat", NOW, NOW)
    assert posted.address == chat_of("ke")


# ---- order and leases


def test_in_one_chat_the_oldest_leaves_first_and_the_next_when_it_is_out(store: Store, ids: dict[str, int]) -> None:
    post(store, tell("a", ids["ke"]), tell("b", ids["ke"]), tell("c", ids["leader"]))
    first = claim(store)
    assert keys(first) == ["a", "c"]
    assert claim(store) == []
    with store.transaction() as work:
        send(work, first[0])
    assert keys(claim(store)) == ["b"]


def test_what_is_not_due_neither_leaves_nor_holds_anything_back(store: Store, ids: dict[str, int]) -> None:
    post(store, tell("tomorrow", ids["ke"], due_at=later(days=1)), tell("now", ids["ke"]))
    assert keys(claim(store)) == ["now"]


def test_emails_leave_beside_the_chat(store: Store, ids: dict[str, int]) -> None:
    post(store, tell("mail", ids["ke"], Kind.UNREAD_MAIL), tell("a", ids["ke"]), tell("another mail", ids["ke"], Kind.UNREAD_MAIL))
    assert keys(claim(store)) == ["mail", "a", "another mail"]


def test_a_failed_try_holds_back_what_comes_after_it_in_the_same_chat(store: Store, ids: dict[str, int]) -> None:
    post(store, tell("a", ids["ke"]), tell("b", ids["ke"]), tell("c", ids["leader"]))
    failed = claim(store)[0]
    with store.transaction() as work:
        work.retry(failed.id, at=later(minutes=5), in_doubt=True)
        assert work.waiting_now(NOW) == 1  # c is under way; b cannot leave before a
        assert work.next_send() == later(minutes=1)  # when c's lease ends
    assert claim(store, later(seconds=30)) == []
    again = claim(store, later(minutes=5))
    assert keys(again) == ["a", "c"]
    assert (again[0].attempts, again[0].in_doubt, again[0].first_tried_at) == (1, True, NOW)


def test_a_lease_that_ran_out_lets_the_message_be_claimed_again_in_doubt_with_one_attempt_more(store: Store, ids: dict[str, int]) -> None:
    post(store, tell("a", ids["ke"]))
    claim(store)
    assert claim(store, later(seconds=59)) == []
    (again,) = claim(store, later(seconds=60))
    assert (again.attempts, again.in_doubt, again.spent) == (1, True, False)
    (third,) = claim(store, later(seconds=120))
    assert (third.attempts, third.spent) == (2, True)


def test_a_card_whose_redrawing_was_never_heard_of_is_redrawn_as_often_as_needed(store: Store, ids: dict[str, int]) -> None:
    post(store, tell("a", ids["ke"]))
    with store.transaction() as work:
        send(work, work.claim(NOW, 10, timedelta(minutes=1))[0])
        work.redraw(1)
    found = [claim(store, later(minutes=minutes)) for minutes in range(1, 5)]
    assert [(posted.attempts, posted.in_doubt, posted.spent) for (posted,) in found] == [(tried, False, False) for tried in range(4)]


def test_the_next_instant_at_which_something_may_leave_is_known(store: Store, ids: dict[str, int]) -> None:
    with store.reading() as work:
        assert work.next_send() is None
    post(store, tell("a", ids["ke"], due_at=later(hours=2)), tell("b", ids["ke"], due_at=later(hours=1)))
    with store.reading() as work:
        assert work.next_send() == later(hours=1)
        assert work.waiting_now(NOW) == 0
        assert work.waiting_now(later(hours=2)) == 2


def test_a_message_without_a_chat_has_no_address(store: Store, ids: dict[str, int]) -> None:
    with store.transaction() as work:
        work.lose_chat(ids["ke"])
        assert work.address(ids["ke"]) is None
    post(store, tell("a", ids["ke"]))
    assert claim(store)[0].address is None


def test_what_could_not_be_reached_waits_again_when_the_person_is_met(store: Store, ids: dict[str, int]) -> None:
    post(store, tell("sent", ids["ke"]))
    (sent,) = send_all(store)
    post(store, tell("a", ids["ke"]), tell("mail", ids["ke"], Kind.UNREAD_MAIL))
    unsent, mail = claim(store)
    with store.transaction() as work:
        for posted in (sent, unsent, mail):
            work.give_up(posted.id, "unreachable", "no chat")
        work.lose_chat(ids["ke"])
        assert work.next_send() is None
        work.meet("entra-ke", "29:ke", "ke", None, chat_of("new"))
    assert [read(store, posted.id).state for posted in (sent, unsent, mail)] == [State.REDRAW, State.PENDING, State.UNREACHABLE]
    assert claim(store)[0].address == chat_of("new")


# ---- cards that must be redrawn


def test_a_decision_has_the_sent_cards_about_the_case_redrawn(store: Store, ids: dict[str, int]) -> None:
    with store.transaction() as work:
        case = open_case(work, {name: work.directory().people[id] for name, id in ids.items()})
        for key, whose in (("shown", case.id), ("final", case.id), ("other", None)):
            work.post(tell(key, ids["leader"], case=whose), NOW)
        work.post(tell("mail", ids["leader"], Kind.UNREAD_MAIL, case=case.id), NOW)
    for _ in range(3):
        with store.transaction() as work:
            for posted in work.claim(NOW, 100, LEASE):
                send(work, posted, final=posted.key == "final")
    with store.transaction() as work:
        work.save(case, Decision(case, (Event("asked"),)), None, later(hours=1))
    (shown,) = claim(store, later(hours=1))
    assert (shown.key, shown.state, shown.activity_id, shown.first_tried_at) == (
        "shown",
        State.REDRAW,
        f"activity-{shown.id}",
        later(hours=1),
    )
    with store.reading() as work:
        assert work.waiting_now(later(hours=1)) == 1  # neither the final one, nor the other, nor the e-mail
    with store.transaction() as work:
        work.finish_update(shown.id, shown="new", final=True)
    assert (read(store, shown.id).state, read(store, shown.id).shown) == (State.SENT, "new")


def test_a_change_while_the_courier_holds_the_card_has_it_redrawn_once_more(store: Store, ids: dict[str, int]) -> None:
    with store.transaction() as work:
        case = open_case(work, {name: work.directory().people[id] for name, id in ids.items()})
        work.post(tell("a", ids["leader"], case=case.id), NOW)
    for _ in range(2):
        (held,) = claim(store)
        with store.transaction() as work:
            work.redraw_case(case.id)
        with store.transaction() as work:
            send(work, held)
    (held,) = claim(store)
    assert held.state is State.REDRAW
    with store.transaction() as work:
        work.finish_update(held.id, shown="hash", final=False)
    assert claim(store) == []


def test_a_change_before_the_courier_takes_the_message_needs_no_redrawing(store: Store, ids: dict[str, int]) -> None:
    with store.transaction() as work:
        case = open_case(work, {name: work.directory().people[id] for name, id in ids.items()})
        work.post(tell("a", ids["leader"], case=case.id), NOW)
        work.redraw_case(case.id)
    send_all(store)
    assert claim(store) == []


def test_an_answer_has_the_days_reminder_of_several_cases_redrawn(store: Store, ids: dict[str, int]) -> None:
    with store.transaction() as work:
        unit = next(iter(work.directory().units.values()))
        people = {name: work.directory().people[id] for name, id in ids.items()}
        asked = new_request(unit, people, reminded_on=(TODAY,))
        case = open_case(work, people, requests=(asked,))
        for each in ("leader", "stand_in"):
            work.post(tell(f"card of {each}", ids[each], Kind.REQUEST, case=case.id), NOW)
        work.post(tell("reminder", ids["leader"], Kind.REMINDING, reminding_on=TODAY), NOW)
        work.post(tell("about something else", ids["ke"], Kind.REMINDING, reminding_on=TODAY), NOW)
    while send_all(store):
        pass
    with store.transaction() as work:
        work.save(case, Decision(replace(case, version=2, requests=(replace(asked, reacted_at=NOW),))), None, NOW)
    with store.reading() as work:
        found = {key: posted.state for key in ("reminder", "about something else") if (posted := work.posted_under(key))}
    assert found == {"reminder": State.REDRAW, "about something else": State.SENT}


def test_a_sent_message_can_show_something_else(store: Store, ids: dict[str, int]) -> None:
    post(store, tell("a", ids["ke"], Kind.ANSWER, data={"view": "list"}))
    (sent,) = send_all(store)
    with store.transaction() as work:
        case = open_case(work, {name: work.directory().people[id] for name, id in ids.items()})
        work.morph(sent.id, kind=Kind.CHOOSE_UNIT, case=case.id, data={})
        found = work.shown_as(ids["ke"], f"activity-{sent.id}")
        assert found
        assert (found.kind, found.case, found.request, found.data, found.key) == (Kind.CHOOSE_UNIT, case.id, None, {}, "a")
        assert work.shown_as(ids["leader"], f"activity-{sent.id}") is None
    assert claim(store) == []
    with store.transaction() as work:
        work.redraw(sent.id)
    assert keys(claim(store)) == ["a"]


# ---- a press shows that a message arrived


def note_arrival(store: Store, *ids: int) -> None:
    with store.transaction() as work:
        for id in ids:
            work.note_arrival(id, f"pressed-{id}", NOW)


def test_whatever_became_of_a_message_it_is_redrawn_when_somebody_presses_it(store: Store, ids: dict[str, int]) -> None:
    ke = ids["ke"]
    post(store, tell("waits", ke), tell("dropped", ke), tell("unreachable", ke), tell("failed", ke))
    waits, dropped, unreachable, failed = claim(store) + [read(store, id) for id in (2, 3, 4)]
    with store.transaction() as work:
        work.retry(waits.id, at=later(minutes=1), in_doubt=True)
        work.drop(dropped.id, "no longer matters")
        work.give_up(unreachable.id, "unreachable", "no chat")
        work.give_up(failed.id, "failed", "twice in doubt")
    note_arrival(store, waits.id, dropped.id, unreachable.id, failed.id)
    taken = claim(store)
    assert keys(taken) == ["waits", "dropped", "unreachable", "failed"]
    assert {(each.state, each.activity_id, each.in_doubt, each.attempts, each.spent) for each in taken} == {
        (State.REDRAW, f"pressed-{each.id}", False, 0, False) for each in taken
    }


def test_a_message_whose_activity_is_known_keeps_it(store: Store, ids: dict[str, int]) -> None:
    post(store, tell("a", ids["ke"]))
    (sent,) = send_all(store)
    note_arrival(store, sent.id)
    assert (read(store, sent.id).state, read(store, sent.id).activity_id) == (State.SENT, f"activity-{sent.id}")


def test_a_dropped_reminder_takes_its_day_again_unless_another_has_it(store: Store, ids: dict[str, int]) -> None:
    leader, ke = ids["leader"], ids["ke"]
    post(store, tell("a", leader, Kind.REMINDING, reminding_on=TODAY), tell("b", ke, Kind.REMINDING, reminding_on=TODAY))
    first, other = claim(store)
    with store.transaction() as work:
        work.drop(first.id, "answered")
        work.drop(other.id, "answered")
    post(store, tell("c", leader, Kind.REMINDING, reminding_on=TODAY))
    note_arrival(store, first.id, other.id)
    assert [read(store, each.id).state for each in (first, other)] == [State.DROPPED, State.REDRAW]
    assert post(store, tell("d", ke, Kind.REMINDING, reminding_on=TODAY)) == [False]


# ---- one reminder per person and day


def next_day(day: date) -> tuple[date, datetime]:
    """The day after, at nine in the morning UTC."""
    later_day = day + timedelta(days=1)
    return later_day, datetime.combine(later_day, NOW.timetz().replace(hour=9, minute=0, second=0, microsecond=0))


def remind(key: str, to: int, kind: Kind = Kind.REMINDING, day: date = TODAY) -> Message:
    """A message that takes the person's day."""
    return tell(key, to, kind, reminding_on=day)


def test_a_person_gets_one_reminder_a_day(store: Store, ids: dict[str, int]) -> None:
    leader, ke = ids["leader"], ids["ke"]
    added = post(store, remind("a", leader), remind("b", leader, Kind.DIGEST), remind("c", ke), remind("d", leader, day=date(2026, 11, 24)))
    assert added == [True, False, True, True]
    with store.reading() as work:
        assert work.reminded_on([leader, ke, ids["employee"]], TODAY) == {leader, ke}
        assert work.last_digests([leader]) == {}


def test_a_dropped_reminder_frees_the_day_and_a_sent_one_does_not(store: Store, ids: dict[str, int]) -> None:
    post(store, remind("a", ids["leader"]), remind("b", ids["ke"], Kind.DIGEST))
    first, other = claim(store)
    with store.transaction() as work:
        work.drop(first.id, "answered")
        send(work, other)
    assert post(store, remind("c", ids["leader"]), remind("d", ids["ke"])) == [True, False]
    with store.reading() as work:
        assert work.last_digests([ids["ke"]]) == {ids["ke"]: NOW}


def test_a_waiting_email_gives_way_to_a_reminder_and_moves_to_the_next_free_day(store: Store, ids: dict[str, int]) -> None:
    leader = ids["leader"]
    with store.transaction() as work:
        assert work.post(remind("tomorrow", leader, day=date(2026, 11, 24)), NOW)
        assert work.post(remind("mail", leader, Kind.UNREAD_MAIL), NOW)
        assert work.post(remind("reminder", leader), NOW, next_day)
    assert keys(claim(store)) == ["tomorrow"]
    with store.reading() as work:
        assert work.reminded_on([leader], date(2026, 11, 25)) == {leader}
    (mail,) = [posted for posted in claim(store, datetime(2026, 11, 25, 9, tzinfo=NOW.tzinfo)) if posted.key == "mail"]
    assert (mail.reminding_on, mail.due_at) == next_day(date(2026, 11, 24))


def test_a_new_email_waits_for_a_free_day_and_two_never_wait(store: Store, ids: dict[str, int]) -> None:
    with store.transaction() as work:
        work.post(remind("reminder", ids["leader"]), NOW)
        assert work.post(remind("mail", ids["leader"], Kind.UNREAD_MAIL), NOW, next_day)
        assert not work.post(remind("second mail", ids["leader"], Kind.UNREAD_MAIL), NOW, next_day)
        assert work.reminded_on([ids["leader"]], date(2026, 11, 24)) == {ids["leader"]}


def test_an_email_that_is_sent_or_under_way_keeps_its_day(store: Store, ids: dict[str, int]) -> None:
    with store.transaction() as work:
        work.post(remind("mail", ids["leader"], Kind.UNREAD_MAIL), NOW)
    claim(store)
    with store.transaction() as work:
        assert not work.post(remind("reminder", ids["leader"]), NOW, next_day)


# ---- nights


def test_a_message_that_was_tried_in_vain_remembers_through_the_night_when_that_began(store: Store, ids: dict[str, int]) -> None:
    post(store, tell("tried", ids["ke"]), tell("untried", ids["leader"]))
    tried, untried = claim(store)
    with store.transaction() as work:
        work.retry(tried.id, at=later(minutes=5), in_doubt=False)
        work.postpone(tried.id, later(days=1))
        work.postpone(untried.id, later(days=1))
    again = {posted.key: posted for posted in claim(store, later(days=1))}
    assert again["tried"].first_tried_at == NOW
    assert again["untried"].first_tried_at == later(days=1)
