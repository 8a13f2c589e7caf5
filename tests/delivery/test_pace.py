"""Teams' limits are kept to the letter, and no message waits longer than they ask."""

from datetime import timedelta

import pytest

from bot.delivery.pace import SECOND, Limit, Pace
from tests.delivery.town import NOON


@pytest.mark.parametrize("limit", [Limit(7, 1), Limit(8, 2), Limit(60, 30), Limit(1800, 3600)])
def test_an_eager_sender_fills_each_limit_and_never_breaks_it(limit: Limit) -> None:
    pace, now, sent = Pace(per_second=10_000), NOON, []
    while now < NOON + timedelta(hours=1, minutes=1):
        free = pace.admit("a:1", now)
        if free == now:
            sent.append(now)
        now = free
    per_stretch = [
        sum(at <= other < at + timedelta(seconds=limit.seconds) for other in sent[n : n + limit.count + 1]) for n, at in enumerate(sent)
    ]
    assert max(per_stretch) == limit.count


def test_one_conversation_does_not_wait_for_another() -> None:
    pace = Pace()
    assert [pace.admit("a:1", NOON) for _ in range(7)] == [NOON] * 7
    assert pace.admit("a:1", NOON) == NOON + timedelta(seconds=1)
    assert pace.admit("a:2", NOON) == NOON


def test_the_whole_bot_has_room_for_thirty_a_second() -> None:
    pace = Pace()
    for chat in range(30):
        pace.admit(f"a:{chat}", NOON)
    free = NOON + timedelta(seconds=SECOND)
    assert (pace.room(NOON), pace.free_at(NOON)) == (0, free)
    assert (pace.room(free), pace.free_at(free)) == (30, free)


def test_a_clock_that_was_set_back_is_not_waited_for() -> None:
    pace = Pace()
    for _ in range(7):
        pace.admit("a:1", NOON)
    assert pace.admit("a:1", NOON - timedelta(hours=2)) == NOON - timedelta(hours=2)


def test_a_chat_without_limits_is_never_held_back() -> None:
    pace = Pace(per_second=100, conversation=())
    assert [pace.admit("a:1", NOON) for _ in range(50)] == [NOON] * 50


def test_what_left_late_holds_back_what_is_drawn_quickly() -> None:
    pace = Pace(per_second=3)
    second = timedelta(seconds=SECOND)
    slow, quick, last = (NOON + timedelta(seconds=seconds) for seconds in (0.4, 1, 1.5))
    assert pace.depart(3, slow) == timedelta(0)
    assert pace.depart(2, quick) == slow + second - quick
    assert pace.depart(3, last) == slow + 2 * second - last
    assert pace.depart(3, last - timedelta(hours=2)) == timedelta(0), "a clock that was set back"
