"""What whoever runs the bot sees: up, ready, and figures in which nobody can be found."""

from datetime import timedelta

import aiohttp
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.local.town import Town
from tests.stories.people import Here
from tests.stories.steps import NUMBER, ask_unit, open_case


async def get(here: Here, path: str) -> tuple[int, str]:
    async with here.session.get(here.address + path) as response:
        return response.status, await response.text()


def figure(text: str, name: str) -> float:
    """The value of a line."""
    return float(next(line for line in text.splitlines() if line.startswith(f"{name} ")).rpartition(" ")[2])


def set_revision(town: Town, revision: str) -> None:
    """As if another program had brought the database there."""
    with town.app.store.transaction() as work:
        work.connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


async def test_it_is_ready_until_it_stops_or_its_database_is_older_or_gone(here: Here, town: Town) -> None:
    assert await get(here, "/healthz") == (200, '{"status": "ok"}')
    assert await get(here, "/readyz") == (200, '{"status": "ready"}')
    town.app.watching.stopping = True
    assert await get(here, "/readyz") == await get(here, "/openz") == (503, '{"status": "stopping"}')
    town.app.watching.stopping = False
    set_revision(town, "0001")
    assert await get(here, "/readyz") == await get(here, "/openz") == (503, '{"status": "database: older"}')
    with town.app.store.transaction() as work:
        work.connection.execute(text("ALTER TABLE alembic_version RENAME TO gone"))
        work.connection.execute(text("ALTER TABLE messages RENAME TO away"))
    assert (await get(here, "/readyz"))[0] == 503
    assert (await get(here, "/metrics"))[0] == 503
    assert (await get(here, "/healthz"))[0] == 200, "a restart would not help"


async def test_it_is_ready_when_a_newer_one_has_added_to_the_database_and_says_so_once(here: Here, town: Town) -> None:
    with town.app.store.transaction() as work:
        work.connection.execute(text("ALTER TABLE cases ADD COLUMN unheard_of INTEGER DEFAULT 1 NOT NULL"))
    set_revision(town, "9999")
    with capture_logs() as logs:
        for _ in range(3):
            assert await get(here, "/readyz") == (200, '{"status": "ready"}')
    assert [line["event"] for line in logs] == ["database_is_newer"]
    with town.app.store.transaction() as work:
        work.connection.execute(text("ALTER TABLE chats RENAME COLUMN conversation_id TO room"))
    assert await get(here, "/readyz") == (503, '{"status": "database: foreign"}'), "no database that came from this program's"


async def test_the_figures_tell_of_messages_turns_and_refusals_and_of_nobody(here: Here, town: Town) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await here.post(f"/local/people/{leader.id}/block", blocked=True)
    await ask_unit(ke, "Hjemmetjenesten sør")
    async with aiohttp.ClientSession() as stranger, stranger.post(here.address + "/api/messages", json={"type": "message"}) as refused:
        assert refused.status in {400, 401}
    status, told = await get(here, "/metrics")
    assert status == 200
    assert figure(told, 'koordinatorbot_messages{state="unreachable"}') >= 1
    assert figure(told, 'koordinatorbot_messages{state="pending"}') == 0
    assert figure(told, 'koordinatorbot_oldest_message_seconds{state="pending"}') == 0
    assert figure(told, "koordinatorbot_late_cases") == 0
    assert figure(told, 'koordinatorbot_turn_seconds_count{status="2xx"}') > 3
    assert figure(told, 'koordinatorbot_turn_seconds_count{status="4xx"}') == 1
    assert sum(float(line.rpartition(" ")[2]) for line in told.splitlines() if line.startswith("koordinatorbot_refused_total{")) == 1
    assert NUMBER not in told
    assert ke.name not in told
    town.app._delivering.cancel()
    with town.app.store.transaction() as work:
        work.connection.execute(text("UPDATE cases SET next_look_at = opened_at"))
        work.connection.execute(text("UPDATE messages SET state = 'pending' WHERE id = (SELECT min(id) FROM messages)"))
    town.local.clock.move_to(await here.now() + timedelta(minutes=30))
    told = (await get(here, "/metrics"))[1]
    assert figure(told, "koordinatorbot_late_cases") == 1
    assert figure(told, 'koordinatorbot_oldest_message_seconds{state="pending"}') >= 30 * 60


async def test_the_figures_count_the_deadlines_that_have_passed(here: Here) -> None:
    ke = await here.person("Kari")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await here.moves_to("2026-12-07 12:00")
    assert figure((await get(here, "/metrics"))[1], 'koordinatorbot_deadlines_passed{deadline="reply"}') == 0
    await here.moves_to("2026-12-08 12:00")
    assert figure((await get(here, "/metrics"))[1], 'koordinatorbot_deadlines_passed{deadline="reply"}') == 1
    await here.moves_to("2027-02-22 12:00")
    told = (await get(here, "/metrics"))[1]
    assert figure(told, 'koordinatorbot_deadlines_passed{deadline="appointment"}') == 1
    await ke.says("sak 417")
    await ke.presses("report_closure", reason="opened_by_mistake")
    told = (await get(here, "/metrics"))[1]
    assert figure(told, 'koordinatorbot_deadlines_passed{deadline="reply"}') == 0
    assert figure(told, 'koordinatorbot_deadlines_passed{deadline="appointment"}') == 0
