"""What a turn says is claimed with it and leaves at once; what has come back is written together; turns go first."""

import asyncio

import pytest
from sqlalchemy import event

from bot.delivery import courier as courier_module
from bot.delivery.courier import Courier
from bot.delivery.pace import SECOND, Pace
from bot.storage.tables import State
from bot.wire import Fate, SendFailed
from tests.delivery.test_courier import running, until
from tests.delivery.town import Town


async def test_what_a_turn_says_leaves_without_being_looked_for(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier_module, "POLL", 1000.0)
    [person] = town.people(1)
    town.courier = town.hire(busy=lambda: True)  # once it has looked, it does not look again for long
    async with running(town):
        await has_looked(town.courier)
        town.turn(person, "svar")
        assert town.read(1).state is State.PENDING
        await until(lambda: town.read(1).state is State.SENT)
    assert town.teams.texts() == ["svar"]


async def test_answers_of_several_turns_leave_in_order_each_when_the_one_before_is_recorded(town: Town) -> None:
    [person] = town.people(1)
    town.teams.slow = asyncio.Event()
    async with running(town):
        await has_looked(town.courier)
        for text in ("en", "to", "tre"):
            town.turn(person, text)
        await until(lambda: len(town.teams.tried) == 1)
        with town.store.reading() as work:
            pressed_early = work.leaving_to(person)
        assert pressed_early
        assert pressed_early.id == 1
        town.teams.slow.set()
        await town.courier.drain()
    assert town.teams.texts() == ["en", "to", "tre"]
    assert {posted.state for posted in town.read_all(3)} == {State.SENT}


async def test_answers_behind_one_that_must_be_tried_again_wait_for_it(town: Town) -> None:
    [person] = town.people(1)
    town.teams.slow = asyncio.Event()
    fates = [SendFailed(Fate.TRANSIENT)]
    town.teams.script = lambda: fates.pop() if fates else None
    async with running(town):
        await has_looked(town.courier)
        for text in ("en", "to", "tre"):
            town.turn(person, text)
        await until(lambda: len(town.teams.tried) == 1)
        town.teams.slow.set()
        await town.courier.drain()
        assert town.teams.texts() == []
        town.turn(person, "fire")
        town.clock.move(seconds=2)
        await town.courier.drain()
    assert town.teams.texts() == ["en", "to", "tre", "fire"]


async def test_an_answer_waits_for_what_is_to_leave_in_its_chat_first(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier_module, "POLL", 1000.0)
    busy = True
    town.courier = town.hire(busy=lambda: busy)
    [person] = town.people(1)
    async with running(town):
        await has_looked(town.courier)
        town.post([person], "først")
        town.turn(person, "svar")
        busy = False
        await town.courier.drain()
    assert [text.partition("/")[0] for text in town.teams.texts()] == ["først", "svar"]


async def test_an_answer_whose_process_died_is_sent_when_its_lease_has_run_out(town: Town) -> None:
    [person] = town.people(1)
    async with running(town):
        await has_looked(town.courier)
        town.turn(person, "svar", dies=True)
        await town.courier.drain()
        assert town.teams.texts() == []
    town.courier = town.hire()
    await town.drain_through()
    assert town.teams.texts() == ["svar"]


async def test_an_answer_that_was_rolled_back_leaves_no_trace(town: Town) -> None:
    [person] = town.people(1)
    async with running(town):
        await has_looked(town.courier)
        with pytest.raises(ZeroDivisionError):
            town.turn(person, "svar", breaks=True)
        town.turn(person, "et annet svar")
        await town.courier.drain()
    assert town.teams.texts() == ["et annet svar"]


async def test_an_answer_keeps_to_the_pace(town: Town) -> None:
    [person] = town.people(1)
    town.courier = town.hire(Pace(per_second=1))
    async with running(town):
        await has_looked(town.courier)
        for text in ("en", "to"):
            town.turn(person, text)
        await town.courier.drain()
        assert town.teams.texts() == ["en"]
        town.clock.move(seconds=SECOND)
        await town.courier.drain()
    assert town.teams.texts() == ["en", "to"]


async def test_what_has_come_back_is_recorded_together(town: Town) -> None:
    town.teams.slow = asyncio.Event()
    town.post(town.people(20))
    commits: list[object] = []
    async with running(town):
        await until(lambda: len(town.teams.tried) == 20)
        event.listen(town.store.engine, "commit", commits.append)
        town.teams.slow.set()
        await town.courier.drain()
        recorded = len(commits)
    assert {posted.state for posted in town.read_all(20)} == {State.SENT}
    assert recorded < 10  # one with what came back, and a look or two with nothing


async def test_an_outcome_that_cannot_be_recorded_does_not_hold_back_the_others(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.landing.WAIT", 0)
    town.teams.slow = asyncio.Event()
    town.post(town.people(5))
    fates = [SendFailed(Fate.UNREACHABLE, 404)]
    town.teams.script = lambda: fates.pop() if fates else None
    monkeypatch.setattr(town, "report", lambda *_: 1 / 0)
    town.courier = town.hire()
    draining = asyncio.create_task(town.courier.drain())
    await until(lambda: len(town.teams.tried) == 5)
    town.teams.slow.set()
    await draining
    assert [posted.state for posted in town.read_all(5)] == [State.PENDING, *[State.SENT] * 4]


async def test_turns_go_first_for_a_while(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier_module, "POLL", 1000.0)
    waiting = True
    town.courier = town.hire(busy=lambda: waiting)
    monkeypatch.setattr(town.courier, "_looked", asyncio.get_running_loop().time())
    people = town.people(2)
    async with running(town):
        town.post(people)
        town.courier.wake()
        await until(lambda: not town.courier._something.is_set())
        await finished(town.courier)
        assert town.teams.tried == []
        waiting = False
        town.courier.wake()
        await until(lambda: len(town.teams.texts()) == 2)


async def has_looked(courier: Courier) -> None:
    """The first look is over, and nobody packs."""
    await until(lambda: courier._looked > 0)
    await finished(courier)


async def finished(courier: Courier) -> None:
    """The round under way is over."""
    assert courier._round_under_way
    await asyncio.wait([courier._round_under_way])
