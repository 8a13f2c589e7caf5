"""Whatever is forgotten shows within fifteen minutes: /readyz says which check and how many, the command line says which cases."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO

import pytest
from rich.console import Console
from sqlalchemy import text

from bot.auditing import tell_faults
from bot.local.town import Town
from bot.storage.trail import check_trail
from tests.crash.figures import figure
from tests.stories.many import ask_about
from tests.stories.people import Here
from tests.stories.steps import NUMBER, ask_unit, coordinator_in_place, open_case
from tests.stories.test_watching import get

CASES = 20


async def found(here: Here) -> dict[str, int]:
    """What /readyz names; nothing while it is ready."""
    status, told = await get(here, "/readyz")
    said = json.loads(told)
    assert (status, said["status"]) in {(200, "ready"), (503, "forgotten")}
    assert "2026-" not in told
    assert (await get(here, "/openz"))[0] == 200, "a proxy turns nobody away for it"
    return said.get("found", {})


async def minutes_pass(here: Here, town: Town, minutes: int, *, courier: bool = True) -> None:
    """The clock with its ticks, and the courier's rounds unless it stands still."""
    if courier:
        await here.passes(minutes=minutes)
        return
    town.local.clock.move_to(town.local.clock.now() + timedelta(minutes=minutes))
    await town.app.service.tick()


def change(town: Town, statement: str, **values: object) -> None:
    """Something is done behind the bot's back."""
    with town.app.store.transaction() as work:
        work.connection.execute(text(statement), values)


def named(town: Town) -> str:
    """What the command line says at the town's instant."""
    told = StringIO()
    tell_faults(town.settings.database_url, town.app.municipality, town.local.clock.now(), console=Console(file=told))
    return told.getvalue()


@pytest.fixture
def asked(town: Town) -> Iterator[Callable[[], list[str]]]:
    """Opens twenty cases and asks the same unit about each, by the rules; gives their numbers."""

    def ask() -> list[str]:
        numbers = [f"2026-{500 + number:04}" for number in range(CASES)]
        ask_about(town.app.store, town.app.drawing.municipality, town.local.clock.now(), dict.fromkeys(numbers, "Hjemmetjenesten sør"))
        return numbers

    return ask


async def test_a_due_message_that_is_gone_is_found_twenty_times_of_twenty(here: Here, town: Town, asked: Callable[[], list[str]]) -> None:
    numbers = asked()
    await here.moves_to("2026-12-08 12:00")
    assert await found(here) == {}
    for count, number in enumerate(numbers, 1):
        change(
            town, "DELETE FROM messages WHERE kind = 'overdue' AND case_id = (SELECT id FROM cases WHERE number = :number)", number=number
        )
        await minutes_pass(here, town, 5)
        assert await found(here) == {"unsaid_overdue": count}
        if count in {1, CASES}:
            told = named(town)
            assert [each for each in numbers if each in told] == numbers[:count]
    figure("auditor.gone", CASES)


async def test_a_message_that_somebody_holds_for_ever_is_found_twenty_times_of_twenty(
    here: Here, town: Town, asked: Callable[[], list[str]]
) -> None:
    asked()
    await here.passes(minutes=1)
    assert await found(here) == {}
    for count in range(1, CASES + 1):
        held = "SELECT min(id) FROM messages WHERE kind = 'request' AND state <> 'pending'"
        forever = town.local.clock.now() + timedelta(days=300)
        until = forever if town.app.store.engine.dialect.name == "postgresql" else forever.replace(tzinfo=None).isoformat(" ")
        change(town, f"UPDATE messages SET state = 'pending', lease_until = :until WHERE id = ({held})", until=until)
        await minutes_pass(here, town, 5)
        assert await found(here) == {"stuck_messages": count}
    figure("auditor.held", CASES)


async def test_a_courier_that_stands_still_is_found_with_twenty_messages(here: Here, town: Town, asked: Callable[[], list[str]]) -> None:
    await here.passes(minutes=1)
    town.app._delivering.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await town.app._delivering
    asked()
    assert await found(here) == {}
    await minutes_pass(here, town, 15, courier=False)
    assert await found(here) == {"stuck_messages": CASES}
    figure("auditor.stopped", CASES)


async def test_a_clock_that_stands_still_is_found(here: Here, town: Town) -> None:
    await here.passes(minutes=1)
    assert await found(here) == {}
    town.local.clock.move_to(town.local.clock.now() + timedelta(minutes=15))
    assert await found(here) == {"late_tick": 1}
    await minutes_pass(here, town, 5)
    assert await found(here) == {}
    town.local.clock.move_to(town.local.clock.now() - timedelta(days=1))
    assert await found(here) == {"late_tick": 1}, "a clock that was set back has not ticked since"
    await minutes_pass(here, town, 5)
    assert await found(here) == {}


async def test_a_deadline_the_clock_will_not_look_at_is_found_by_its_stage(here: Here, town: Town) -> None:
    ke = await here.person("Kari")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await here.moves_to("2026-12-03 12:00")
    assert await found(here) == {}
    change(town, "UPDATE cases SET next_look_at = NULL")
    await here.moves_to("2026-12-03 23:00")
    town.local.clock.move_to(town.local.clock.now() + timedelta(days=5))
    assert (await found(here)).keys() == {"late_tick", "stage_remind", "stage_overdue"}
    assert "stage_overdue" in named(town)
    assert NUMBER in named(town)
    await here.passes(minutes=10)
    assert await found(here) == {}, "the first tick in the night lets the clock look at every case again"


async def test_a_mail_that_gave_way_to_a_reminder_which_was_never_sent_is_not_forgotten(here: Here, town: Town) -> None:
    ke = await here.person("Kari")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await here.moves_to("2026-11-26 12:00")
    ask_about(town.app.store, town.app.drawing.municipality, town.local.clock.now(), {"2026-0500": "Hjemmetjenesten sør"})
    await here.moves_to("2026-12-01 12:00")
    mailed = len(await here.mails())
    change(town, "UPDATE messages SET state = 'dropped' WHERE kind = 'reminding'")
    assert await found(here) == {}, "the other request's e-mail waits for tomorrow"
    await here.moves_to("2026-12-02 12:00")
    assert (await found(here), len(await here.mails())) == ({}, mailed + 1)


async def test_a_case_nobody_answers_for_is_found(here: Here, town: Town) -> None:
    ke = await here.person("Kari")
    await open_case(ke)
    assert await found(here) == {}
    with town.app.store.transaction() as work:
        change_all = [person for person in work.directory().people.values() if person.is_ke]
        for person in change_all:
            work.leave(person.id)
    await minutes_pass(here, town, 5)
    assert await found(here) == {"nobody_responsible": 1}
    told = named(town)
    assert NUMBER in told
    assert check_trail(town.settings.database_url).broken is None


async def test_an_appointment_deadline_that_nobody_was_told_of_is_found(here: Here, town: Town) -> None:
    await open_case(await here.person("Kari"))
    await here.moves_to("2027-02-22 12:00")
    assert await found(here) == {}
    change(town, "DELETE FROM messages WHERE kind = 'three_months'")
    await here.passes(minutes=5)
    assert await found(here) == {"unsaid_three_months": 1}


@pytest.mark.parametrize(
    ("kind", "check"),
    [("request", "unsaid_request"), ("reminding", "unsaid_reminder"), ("welcome", "unsaid_welcome"), ("handover", "unsaid_handover")],
)
async def test_what_was_decided_without_its_message_is_found(here: Here, town: Town, kind: str, check: str) -> None:
    if kind in {"request", "reminding"}:
        ke = await here.person("Kari")
        await open_case(ke)
        await ask_unit(ke, "Hjemmetjenesten sør")
        await here.moves_to("2026-12-04 12:00")
    else:
        _, _, coordinator = await coordinator_in_place(here)
        await coordinator.says(f"jeg slutter 1. mars og kan ikke følge opp {NUMBER} lenger")
        await coordinator.says("ja")
    assert await found(here) == {}
    change(town, "DELETE FROM messages WHERE kind = :kind OR (:kind = 'reminding' AND reminding_on IS NOT NULL)", kind=kind)
    await minutes_pass(here, town, 5)
    assert await found(here) == {check: 1}
    assert NUMBER in named(town)


async def test_nothing_is_forgotten_in_three_months_and_no_number_leaves(here: Here, town: Town) -> None:
    ke = await here.person("Kari")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    for day in ("2026-11-27", "2026-12-07", "2026-12-08", "2027-01-21", "2027-02-19", "2027-02-22", "2027-03-01"):
        await here.moves_to(f"{day} 09:00")
        assert await found(here) == {}, day
    assert named(town).strip() == "Ingenting er glemt."
    assert NUMBER not in (await get(here, "/metrics"))[1]
