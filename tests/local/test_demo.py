"""The command as a person runs it: it starts, says where, stops on Ctrl-C, and has everything when it starts again."""

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot.local.demo import address_of, open_port
from bot.local.people import DEFAULT_CAST

KE = DEFAULT_CAST[0]
READY = re.compile(r"http://127\.0\.0\.1:\d+")


async def start(folder: Path, port: int) -> asyncio.subprocess.Process:
    """The demo in a process of its own."""
    command = [sys.executable, "-m", "bot", "demo", "--no-browse", "--port", str(port), "--folder", str(folder)]
    return await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT)


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[str]:
    """The demo on a free port, until Ctrl-C; it must end well and leave no trace of an error."""
    process = await start(folder, 0)
    assert process.stdout is not None
    said = ""
    while not (ready := READY.search(said)):
        more = await process.stdout.readline()
        assert more, said
        said += more.decode()
    yield ready.group()
    process.send_signal(signal.SIGINT)
    rest, _ = await process.communicate()
    assert "Stoppet." in rest.decode()
    assert "Traceback" not in said + rest.decode()
    assert process.returncode == 0


async def chat(session: aiohttp.ClientSession, address: str) -> list[str]:
    async with session.get(f"{address}/local/people/{KE.id}/chat") as response:
        return [activity["id"] for activity in await response.json()]


async def test_stopped_and_started_again_everything_is_still_there(tmp_path: Path) -> None:
    async with aiohttp.ClientSession() as session:
        async with running(tmp_path) as address:
            await session.post(f"{address}/local/people/{KE.id}/messages", json={"text": "ny sak 2026-0417 vedtak i går"})
            before = await chat(session, address)
            assert len(before) == 3, "the greeting, what was written and the form"
        async with running(tmp_path) as address:
            assert await chat(session, address) == before


async def test_a_taken_port_is_said_in_a_sentence_and_nothing_is_made(tmp_path: Path) -> None:
    with open_port(0) as door:
        port = int(address_of(door).rsplit(":", 1)[1])
        process = await start(tmp_path / "demo", port)
        said, _ = await process.communicate()
    words = " ".join(said.decode().split())
    assert words == f"Port {port} er opptatt. Kanskje kjører demoen allerede? Stopp det andre programmet, eller velg en annen port."
    assert process.returncode == 1
    assert not (tmp_path / "demo").exists()
