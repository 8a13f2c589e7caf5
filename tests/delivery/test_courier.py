"""Every message that is due leaves, once, in order, as things are when it leaves; or ends where somebody sees it."""

import asyncio
import contextlib
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.casework.outcome import Kind
from bot.delivery.pace import Pace
from bot.storage.tables import State
from bot.wire import Fate, SendFailed
from tests.crash.figures import figure
from tests.delivery.town import NOON, Town


def fail_once(*fates: SendFailed | None) -> "Iterator[SendFailed | None]":
    yield from fates
    while True:
        yield None


# ---- leaving


async def test_what_is_due_is_sent_and_kept_with_its_activity_id(town: Town) -> None:
    keys = town.post(town.people(3))
    await town.courier.drain()
    assert sorted(town.teams.texts()) == sorted(keys)
    assert {(sent.state, sent.activity_id is not None) for sent in town.read_all(3)} == {(State.SENT, True)}


async def test_messages_to_one_person_leave_in_the_order_they_were_written(town: Town) -> None:
    [person] = town.people(1)
    keys = town.post([person] * 50)
    await town.drain_through()
    assert town.teams.texts() == keys


async def test_a_message_that_must_be_tried_again_holds_back_those_behind_it(town: Town) -> None:
    one, other = town.people(2)
    script = fail_once(SendFailed(Fate.TRANSIENT, 412))
    town.teams.script = lambda: next(script)
    first, second = town.post([one, one])
    await town.courier.drain()
    [elsewhere] = town.post([other], "other")
    await town.courier.drain()
    assert town.teams.texts() == [elsewhere]
    town.clock.move(seconds=1)
    await town.courier.drain()
    assert town.teams.texts() == [elsewhere, first, second]


async def test_a_message_is_not_sent_before_it_is_due(town: Town) -> None:
    people = town.people(1)
    town.clock.move(days=1)
    town.post(people)
    town.clock.move(days=-1)
    await town.courier.drain()
    assert town.teams.texts() == []


async def test_what_no_longer_matters_is_dropped(town: Town) -> None:
    town.post(town.people(1), gone=True)
    await town.courier.drain()
    assert (town.teams.tried, town.read(1).state) == ([], State.DROPPED)


async def test_a_running_courier_sends_what_it_is_woken_for(town: Town) -> None:
    people = town.people(2)
    async with running(town):
        keys = town.post(people)
        town.courier.wake()
        await town.courier.drain()
        assert sorted(town.teams.texts()) == sorted(keys)


async def test_draining_waits_for_what_another_take_has_in_flight(town: Town) -> None:
    town.teams.slow = asyncio.Event()
    town.post([town.people(1)[0]] * 3)
    async with running(town):
        town.courier.wake()
        await until(lambda: bool(town.teams.tried))
        draining = asyncio.create_task(town.courier.drain())
        await asyncio.sleep(0.05)
        assert not draining.done()
        town.teams.slow.set()
        await draining
    assert len(town.teams.texts()) == 3


# ---- redrawing


async def test_a_card_is_redrawn_in_place_when_it_shows_something_else(town: Town) -> None:
    town.post(town.people(1), card="før")
    await town.courier.drain()
    with town.store.transaction() as work:
        work.morph(1, data={"card": "etter"})
        work.redraw(1)
    await town.courier.drain()
    assert town.teams.updated == [("activity-1", "etter")]
    assert town.read(1).state is State.SENT


async def test_a_redraw_that_would_show_the_same_is_not_sent(town: Town) -> None:
    town.post(town.people(1), card="likt")
    await town.courier.drain()
    with town.store.transaction() as work:
        work.redraw(1)
    await town.courier.drain()
    assert (town.teams.updated, town.read(1).state) == ([], State.SENT)


async def test_a_final_card_is_never_redrawn(town: Town) -> None:
    town.post(town.people(1), card="siste", final=True)
    await town.courier.drain()
    with town.store.transaction() as work:
        work.redraw(1)
    await town.courier.drain()
    assert (town.teams.updated, town.read(1).state) == ([], State.SENT)


async def test_a_card_that_teams_took_without_an_id_is_not_sent_again(town: Town) -> None:
    town.teams.gives_ids = False
    town.post(town.people(1), card="før")
    await town.courier.drain()
    with town.store.transaction() as work:
        work.morph(1, data={"card": "etter"})
        work.redraw(1)
    await town.courier.drain()
    assert (town.teams.texts(), town.teams.updated, town.read(1).state) == (["før"], [], State.SENT)


async def test_a_redraw_of_a_card_that_is_gone_ends_without_a_word(town: Town) -> None:
    town.post(town.people(1), card="før")
    await town.courier.drain()
    with town.store.transaction() as work:
        work.morph(1, data={"card": "etter"})
        work.redraw(1)
    town.teams.script = lambda: SendFailed(Fate.UNREACHABLE, 404)
    await town.drain_through()
    assert (town.read(1).state, town.reported) == (State.FAILED, [])


async def test_a_card_that_changes_while_it_is_on_its_way_is_redrawn_at_once(town: Town) -> None:
    town.teams.slow = asyncio.Event()
    town.post(town.people(1), card="før")
    draining = asyncio.create_task(town.courier.drain())
    await until(lambda: bool(town.teams.tried))
    with town.store.transaction() as work:
        work.morph(1, data={"card": "etter"})
        work.redraw(1)
    town.teams.slow.set()
    await draining
    assert (town.teams.texts(), town.teams.updated) == (["før"], [("activity-1", "etter")])


# ---- what can go wrong, one rule at a time


async def test_everything_that_was_throttled_once_is_sent(town: Town) -> None:
    keys = town.post(town.people(100))
    refused: set[str] = set()

    def throttle_each_once() -> SendFailed | None:
        chat = town.teams.tried[-1][1]
        return None if chat in refused else refused.add(chat) or SendFailed(Fate.THROTTLED, 429, retry_after=3)

    town.teams.script = throttle_each_once
    town.courier = town.hire(Pace(per_second=1000))  # so that every message meets the refusal
    await town.drain_through()
    assert sorted(town.teams.texts()) == sorted(keys)


async def test_throttling_stops_everybody_for_as_long_as_teams_asks(town: Town) -> None:
    one, other = town.people(2)
    script = fail_once(SendFailed(Fate.THROTTLED, 429, retry_after=30))
    town.teams.script = lambda: next(script)
    town.post([one])
    await town.courier.drain()
    town.post([other], "other")
    town.clock.move(seconds=29)
    await town.courier.drain()
    assert town.teams.texts() == []
    assert town.courier.free_at() == NOON + timedelta(seconds=30)
    town.clock.move(seconds=1)
    await town.courier.drain()
    assert len(town.teams.texts()) == 2


async def test_days_of_throttling_do_not_end_a_message(town: Town) -> None:
    town.post(town.people(1))
    script = fail_once(*[SendFailed(Fate.THROTTLED, 429, retry_after=7200)] * 20)
    town.teams.script = lambda: next(script)
    await town.drain_through(timedelta(days=3))
    assert len(town.teams.texts()) == 1


async def test_the_waits_double_from_a_second_to_five_minutes_and_end_after_four_days(town: Town) -> None:
    [key] = town.post(town.people(1))
    town.teams.script = lambda: SendFailed(Fate.TRANSIENT, 412)
    await town.drain_through(timedelta(hours=1))
    waits = [(later - earlier).total_seconds() for (earlier, _), (later, _) in pairwise(town.teams.tried)]
    assert waits[:11] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    town.clock.at = NOON + timedelta(days=4, minutes=-1)
    await town.courier.drain()
    assert (town.read(1).state, town.reported) == (State.PENDING, [])
    await town.drain_through()
    assert town.teams.tried[-1][0] - NOON <= timedelta(days=4, minutes=5)
    assert (town.read(1).state, town.reported) == (State.FAILED, [key])


async def test_a_message_in_doubt_is_repeated_once_and_no_more(town: Town) -> None:
    [key] = town.post(town.people(1))
    town.teams.after = lambda: SendFailed(Fate.IN_DOUBT, 504)
    await town.drain_through()
    assert town.teams.texts() == [key, key]
    assert (town.read(1).state, town.reported) == (State.FAILED, [key])


@pytest.mark.parametrize("fate", [SendFailed(Fate.IN_DOUBT, 504), SendFailed(Fate.TRANSIENT), SendFailed(Fate.REJECTED, 413), None])
@pytest.mark.parametrize("attempt", [1, 2])
async def test_a_press_while_it_is_sent_ends_the_sending_whatever_comes_of_it(town: Town, fate: SendFailed | None, attempt: int) -> None:
    town.post(town.people(1), card="før")
    after = fail_once(*[SendFailed(Fate.IN_DOUBT, 504)] * (attempt - 1), fate)
    town.teams.after = lambda: next(after)
    if attempt == 2:
        await town.courier.drain()
        town.clock.move(minutes=6)
    town.teams.slow = asyncio.Event()
    sending = asyncio.create_task(town.courier.drain())
    await until(lambda: len(town.teams.tried) == attempt)
    with town.store.transaction() as work:
        work.morph(1, data={"card": "etter"})
        work.note_arrival(1, "activity-1", town.clock.now())
    town.teams.slow.set()
    await sending
    await town.drain_through()
    known = "activity-1" if fate else f"activity-{attempt}"
    assert (town.teams.texts(), town.teams.updated, town.reported) == (["før"] * attempt, [(known, "etter")], [])
    assert (town.read(1).state, town.read(1).activity_id, town.read(1).in_doubt) == (State.SENT, known, False)


@pytest.mark.parametrize("early", [True, False])
async def test_a_press_tells_the_id_that_teams_did_not_give(town: Town, early: bool) -> None:
    town.teams.gives_ids, town.teams.slow = False, asyncio.Event()
    town.post(town.people(1), card="før")
    sending = asyncio.create_task(town.courier.drain())
    await until(lambda: bool(town.teams.tried))
    if not early:
        town.teams.slow.set()
        await sending
    with town.store.transaction() as work:
        work.morph(1, data={"card": "etter"})
        work.note_arrival(1, "activity-1", town.clock.now())
    town.teams.slow.set()
    await sending
    await town.courier.drain()
    assert (town.teams.updated, town.read(1).state) == ([("activity-1", "etter")], State.SENT)


async def test_a_press_after_the_courier_died_with_the_card_spares_the_repeat(town: Town) -> None:
    [person] = town.people(1)
    town.turn(person, "svar", dies=True)
    with town.store.transaction() as work:
        work.claim(town.clock.now(), 1, timedelta(minutes=2))
        work.note_arrival(1, "activity-1", town.clock.now())
    await town.courier.drain()
    assert town.teams.tried == [], "it is another courier's still"
    town.clock.move(minutes=3)
    await town.courier.drain()
    assert (town.teams.texts(), town.teams.updated, town.read(1).state) == ([], [("activity-1", "svar")], State.SENT)


async def test_the_one_repeat_is_not_spent_while_teams_is_away(town: Town) -> None:
    [key] = town.post(town.people(1))
    town.teams.away = True
    await town.drain_through(timedelta(days=3))
    assert (town.read(1).state, len(town.teams.tried)) == (State.PENDING, 1)
    town.teams.away = False
    await town.drain_through(timedelta(minutes=5))
    assert (town.read(1).state, town.teams.texts(), town.reported) == (State.SENT, [key], [])


async def test_a_redraw_may_be_repeated_as_often_as_needed(town: Town) -> None:
    town.post(town.people(1), card="før")
    await town.courier.drain()
    with town.store.transaction() as work:
        work.morph(1, data={"card": "etter"})
        work.redraw(1)
    script = fail_once(*[SendFailed(Fate.IN_DOUBT, 502)] * 5)
    town.teams.script = lambda: next(script)
    await town.drain_through()
    assert (town.teams.updated, town.read(1).state) == ([("activity-1", "etter")], State.SENT)


async def test_a_bot_that_teams_does_not_know_stops_for_a_minute(town: Town) -> None:
    script = fail_once(SendFailed(Fate.UNAUTHORIZED, 401))
    town.teams.script = lambda: next(script)
    town.post(town.people(1))
    await town.courier.drain()
    assert town.courier.free_at() == NOON + timedelta(minutes=1)
    await town.drain_through()
    assert len(town.teams.texts()) == 1


async def test_a_person_who_blocked_the_bot_is_lost_and_reported_and_got_back_when_they_return(town: Town) -> None:
    [person] = town.people(1)
    script = fail_once(SendFailed(Fate.UNREACHABLE, 403))
    town.teams.script = lambda: next(script)
    first, second = town.post([person, person])
    await town.courier.drain()
    assert (town.teams.texts(), town.reported, len(town.teams.tried)) == ([], [first, second], 1)
    town.people(1)
    await town.courier.drain()
    assert town.teams.texts() == [first, second]


async def test_a_person_without_a_chat_is_reported_at_once(town: Town) -> None:
    [key] = town.post(town.people(1, chat=False))
    await town.courier.drain()
    assert (town.reported, town.read(1).state) == ([key], State.UNREACHABLE)


async def test_a_message_that_teams_will_not_have_ends_and_the_others_go_on(town: Town) -> None:
    [person] = town.people(1)
    script = fail_once(SendFailed(Fate.REJECTED, 413))
    town.teams.script = lambda: next(script)
    _, second = town.post([person, person])
    await town.courier.drain()
    assert (town.read(1).state, town.teams.texts()) == (State.FAILED, [second])


@pytest.mark.parametrize("size", [60, pytest.param(999, marks=[pytest.mark.full, pytest.mark.timeout(900)])])
async def test_one_message_that_cannot_be_drawn_stops_none_of_the_others(town: Town, size: int) -> None:
    people = town.people(size)
    town.post(people[:1], "poison", poison=True)
    keys = town.post(people)
    await town.drain_through()
    assert sorted(town.teams.texts()) == sorted(keys)
    assert town.read(1).state is State.FAILED


# ---- e-mail


async def test_mail_goes_to_the_persons_address_and_needs_no_chat(town: Town) -> None:
    town.post(town.people(1, chat=False), kind=Kind.UNREAD_MAIL)
    await town.courier.drain()
    assert [(letter.to, letter.subject) for letter in town.mail.letters] == [("u0@kommune.example", "Svar på meldingen din")]
    assert (town.read(1).state, town.reported) == (State.SENT, [])


async def test_mail_takes_nothing_of_what_teams_permits_in_a_second(town: Town) -> None:
    town.courier = town.hire(pace=Pace(1))
    town.post(town.people(20, chat=False), kind=Kind.UNREAD_MAIL)
    town.post(town.people(1))
    began = asyncio.get_running_loop().time()
    await town.courier.drain()
    assert (len(town.mail.letters), len(town.teams.texts())) == (20, 1)
    assert asyncio.get_running_loop().time() - began < 10, "a second for each letter, if they counted"


# ---- all of it at once


@pytest.mark.parametrize(("size", "chats"), [(300, 60), pytest.param(1000, 300, marks=[pytest.mark.full, pytest.mark.timeout(900)])])
async def test_a_storm_loses_nothing_and_keeps_every_limit(town: Town, size: int, chats: int) -> None:
    dice = random.Random(417)
    town.random = dice.uniform
    people = town.people(chats)
    keys = town.post([dice.choice(people[:20] if dice.random() < 0.5 else people) for _ in range(size)])
    forbidden: list[tuple[datetime, datetime]] = []

    def storm() -> SendFailed | None:
        roll = dice.random()
        if roll < 0.3:
            forbidden.append((town.clock.now(), town.clock.now() + timedelta(seconds=5)))
            return SendFailed(Fate.THROTTLED, 429, retry_after=5)
        if roll < 0.4:
            return SendFailed(Fate.IN_DOUBT, 502)
        return SendFailed(Fate.TRANSIENT) if roll < 0.45 else None

    cut: list[str] = []

    def cut_off() -> SendFailed | None:
        if dice.random() >= 0.02:
            return None
        cut.append(town.teams.texts()[-1])
        return SendFailed(Fate.IN_DOUBT)

    town.teams.script, town.teams.after = storm, cut_off
    await town.drain_through()
    arrived = town.teams.times()
    failed = {posted.key for posted in town.read_all(size) if posted.state is State.FAILED}
    assert set(arrived) | failed == set(keys)
    assert failed <= set(town.reported)
    assert len(failed) < size / 20
    assert {key for key, times in arrived.items() if times > 1} <= set(cut)
    assert max(arrived.values()) <= 2
    assert not [at for at, _ in town.teams.tried for since, until in forbidden if since < at < until]
    assert most([at for at, _ in town.teams.tried], 1) <= 30
    by_chat = defaultdict(list)
    for at, chat in town.teams.tried:
        by_chat[chat].append(at)
    for count, seconds in ((7, 1), (8, 2), (60, 30)):
        assert max(most(times, seconds) for times in by_chat.values()) <= count
    figure("storm.messages", size)
    figure("storm.lost", len(set(keys) - set(arrived) - failed))


async def test_a_crash_between_sending_and_recording_repeats_once_at_most(town: Town) -> None:
    [key] = town.post(town.people(1))
    town.teams.slow = asyncio.Event()
    dying = asyncio.create_task(town.courier.drain())
    await until(lambda: bool(town.teams.tried))
    dying.cancel()
    for task in town.courier._flights.tasks:
        task.cancel()
    town.teams.arrived.append((NOON, "a:0", key))  # it had arrived, and nobody was left to note it
    town.teams.slow = None
    town.courier = town.hire()
    await town.drain_through()
    assert town.teams.texts() == [key, key]
    assert town.read(1).state is State.SENT


async def test_a_courier_that_is_stopped_records_what_was_in_flight(town: Town) -> None:
    town.teams.slow = asyncio.Event()
    town.post(town.people(20))
    async with running(town):
        town.courier.wake()
        await until(lambda: len(town.teams.tried) == 20)
        asyncio.get_running_loop().call_later(0.1, town.teams.slow.set)
    assert {posted.state for posted in town.read_all(20)} == {State.SENT}


async def test_two_couriers_on_one_database_send_everything_once(town: Town) -> None:
    keys = town.post(town.people(25) * 2)
    other = town.hire()
    for _ in range(4):
        await asyncio.gather(town.courier.drain(), other.drain())
        town.clock.move(seconds=2)
    assert sorted(town.teams.texts()) == sorted(keys)


async def test_two_couriers_together_keep_to_the_limit_of_one_and_use_it(town: Town) -> None:
    keys = town.post(town.people(300))
    couriers = [town.courier, town.hire()]
    while due := town.next_due():
        town.clock.at = max(due, town.clock.at)
        await asyncio.gather(*(courier.drain() for courier in couriers))
    assert sorted(town.teams.texts()) == sorted(keys)
    assert most([at for at, _ in town.teams.tried], 1) <= 30
    took = (town.clock.at - NOON).total_seconds() + 1
    figure("share_of_permitted_rate", round(300 / 30 / took, 2))
    assert took <= 10 / 0.98


async def test_two_couriers_together_keep_to_the_limits_of_a_chat(town: Town) -> None:
    [person] = town.people(1)
    couriers = [town.courier, town.hire()]
    keys = [key for n in range(70) for key in town.post([person], f"{n}:")]
    while due := town.next_due():
        town.clock.at = max(due, town.clock.at)
        couriers.reverse()
        for courier in couriers:
            await courier.drain()
    sent = [at for at, _ in town.teams.tried]
    assert town.teams.texts() == keys
    assert [most(sent, seconds) for seconds in (1, 2, 30)] == [7, 8, 60]


async def test_what_one_courier_is_asked_to_wait_for_the_other_waits_for_too(town: Town) -> None:
    first, second = town.people(2)
    town.post([first])
    town.teams.script = lambda: SendFailed(Fate.THROTTLED, 429, retry_after=20)
    other = town.hire()
    await town.courier.drain()
    town.teams.script = lambda: None
    town.clock.move(seconds=10)
    town.post([second], "later")
    await other.drain()
    assert town.teams.arrived == []
    town.clock.move(seconds=11)
    await other.drain()
    assert len(town.teams.arrived) == 2


async def test_draining_on_a_running_clock_waits_for_the_pace(town: Town) -> None:
    town.courier = town.hire(Pace(per_second=5))
    keys = town.post(town.people(12))
    start = asyncio.get_running_loop().time()
    town.clock.now = lambda: NOON + timedelta(seconds=asyncio.get_running_loop().time() - start) * 2  # type: ignore[method-assign]
    await town.courier.drain()
    assert sorted(town.teams.texts()) == sorted(keys)


def most(times: list[datetime], seconds: float) -> int:
    """The most instants in any half-open stretch of so many seconds."""
    return max(sum(start <= at < start + timedelta(seconds=seconds) for at in times) for start in times)


@contextlib.asynccontextmanager
async def running(town: Town) -> AsyncIterator[None]:
    task = asyncio.create_task(town.courier.run())
    yield
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 - what is waited for is the far end's record
            await asyncio.sleep(0.01)


async def test_the_courier_stops_also_in_the_moment_it_is_woken(town: Town) -> None:
    for _ in range(5):
        running = asyncio.create_task(town.courier.run())
        await asyncio.sleep(0.1)
        town.courier.wake()
        await asyncio.sleep(0)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            async with asyncio.timeout(5):
                await running
