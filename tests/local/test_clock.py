"""The clock that can be moved, and what survives a restart."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.local import timeline
from bot.local.people import DEFAULT_CAST
from bot.local.timeline import add_duration

MONDAY = datetime(2026, 11, 23, 8, 4, tzinfo=UTC)
KARI = DEFAULT_CAST[0].id


async def test_everything_due_on_the_way_happens_in_order_each_at_its_own_time(scene):
    late, early = MONDAY + timedelta(days=2), MONDAY + timedelta(hours=5)
    scene.bot.planned = [(late, "sist"), (early, "først"), (MONDAY + timedelta(days=9), "senere")]
    status, clock = await scene.post("clock", {"advance": "P3D"})
    assert status == 200
    assert scene.bot.happened == [(early, "først"), (late, "sist")]
    assert [(a["text"], a["timestamp"]) for a in await scene.chat(KARI)] == [
        ("først", "2026-11-23T13:04:00.000Z"),
        ("sist", "2026-11-25T08:04:00.000Z"),
    ]
    assert clock == {"now": "2026-11-26T08:04:00.000Z", "nextDue": "2026-12-02T08:04:00.000Z", "nextDeadline": None}


async def test_what_one_due_thing_plans_on_the_way_happens_too(scene):
    settle = scene.bot.settle

    async def settle_and_plan():
        before = len(scene.bot.happened)
        await settle()
        if len(scene.bot.happened) > before and len(scene.bot.happened) < 4:
            scene.bot.planned.append((scene.local.clock.now() + timedelta(days=1), "igjen"))

    scene.bot.settle = settle_and_plan
    scene.bot.planned = [(MONDAY + timedelta(days=1), "først")]
    await scene.post("clock", {"advance": "P3D"})
    assert [at for at, _ in scene.bot.happened] == [MONDAY + timedelta(days=n) for n in (1, 2, 3)]


async def test_the_clock_goes_to_the_next_deadline(scene):
    scene.bot.deadline = MONDAY + timedelta(days=14)
    _, clock = await scene.post("clock", {"to": "nextDeadline"})
    assert clock["now"] == "2026-12-07T08:04:00.000Z"
    scene.bot.deadline = None
    assert (await scene.post("clock", {"to": "nextDeadline"})) == (400, {"error": "Det er ingen frist å gå til."})


@pytest.mark.parametrize(
    "body",
    [
        {"now": "2026-11-23T08:03:59Z"},
        {"now": "2026-11-24T08:00:00"},
        {"advance": "tre dager"},
        {"advance": "P"},
        {"advance": "P999999Y"},
        {"to": "yesterday"},
        {"now": "2026-12-01T00:00:00Z", "advance": "P1D"},
        {},
    ],
)
async def test_backwards_and_nonsense_are_refused_and_nothing_moves(scene, body):
    status, answer = await scene.post("clock", body)
    assert (status, list(answer)) == (400, ["error"])
    assert (await scene.get("clock"))["now"] == "2026-11-23T08:04:00.000Z"


async def test_a_bot_that_never_gets_done_does_not_hang_the_clock(scene):
    async def nothing() -> None:
        return

    scene.bot.settle = nothing
    scene.bot.planned = [(MONDAY + timedelta(hours=1), "fast")]
    async with scene.session.post(f"{scene.url}/local/clock", json={"advance": "P1D"}) as response:
        assert response.status == 500


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2026-11-23T08:04Z", "P1W", "2026-11-30T08:04Z"),
        ("2026-11-30T08:04Z", "P3M", "2027-02-28T08:04Z"),
        ("2026-11-23T08:04Z", "P1DT2H30M", "2026-11-24T10:34Z"),
        ("2027-03-27T08:00Z", "P1D", "2027-03-28T07:00Z"),
        ("2027-03-27T08:00Z", "PT24H", "2027-03-28T08:00Z"),
    ],
)
def test_days_follow_the_oslo_calendar_and_hours_the_clock(start, duration, end):
    assert add_duration(datetime.fromisoformat(start), duration) == datetime.fromisoformat(end)


async def test_chats_blocks_mail_and_clock_survive_a_restart(stage):
    async with stage() as scene:
        await scene.post(f"people/{KARI}/messages", {"text": "hei"})
        await scene.post(f"people/{DEFAULT_CAST[1].id}/block", {"blocked": True})
        await scene.post("clock", {"advance": "P3D"})
        scene.local.chats.add_mail("bot@kommune.example", ["leder@kommune.example"], "Frist", "Åpne Teams.", MONDAY)
        before = await scene.chat(KARI), await scene.get("mail"), await scene.get("clock")
    async with stage() as scene:
        assert (await scene.chat(KARI), await scene.get("mail"), await scene.get("clock")) == before
        assert await scene.get(f"people/{DEFAULT_CAST[1].id}/block") == {"blocked": True}


async def test_without_a_still_clock_time_starts_at_real_time_and_runs_on_after_a_move(stage):
    async with stage(running=True) as scene:
        assert abs(scene.local.clock.now() - datetime.now(UTC)) < timedelta(seconds=1)
        _, moved = await scene.post("clock", {"advance": "P1D"})
        await asyncio.sleep(0.05)
        later = scene.local.clock.now()
        assert timedelta(milliseconds=40) < later - datetime.fromisoformat(moved["now"]) < timedelta(seconds=5)
    async with stage(running=True) as scene:
        assert scene.local.clock.now() > later


async def test_what_is_due_again_and_again_stops_the_move_and_is_named(scene, monkeypatch):
    async def creeping():
        return scene.local.clock.now() + timedelta(milliseconds=1)

    async def nothing():
        return None

    monkeypatch.setattr(timeline, "MOST_STOPS", 50)
    scene.bot.next_due, scene.bot.settle = creeping, nothing
    with pytest.raises(RuntimeError, match="again"):
        await timeline.Timeline(scene.local.clock, scene.bot).move_to(MONDAY + timedelta(days=1))
