"""Servers as processes of their own, on a core of their own where there are two."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

HERE = Path(__file__).parent.parent
PEERS = HERE / "bench" / ".venv" / "bin" / "python"
SERVER_CORE, LOAD_CORE = 0, 1
SECONDS_TO_START = 120
GLANCE = 0.5
IDLE_SHARE = 0.05
"""A server that takes less of its core than this, for so many seconds, is at rest."""
AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""A server in the field is compiled once; where Python may not keep what it compiled, each start would do it anew."""


def stay_on(core: int) -> None:
    """Keep this process on one core; on a machine with one core it stays where it is."""
    if core in os.sched_getaffinity(0):
        os.sched_setaffinity(0, {core})


class Server:
    """One server to be measured, up inside `async with`. `seconds` is how long it took to answer, from nothing."""

    def __init__(self, port: int, *command: str, settings: Mapping[str, str] | None = None) -> None:
        self.port = port
        self.seconds = 0.0
        self._command = command
        self._settings = settings or {}

    async def __aenter__(self) -> Self:
        started = time.perf_counter()
        self._process = subprocess.Popen(  # noqa: ASYNC220 - our own command; nothing else runs while it starts
            self._command,
            cwd=HERE,
            env={**AS_INSTALLED, **self._settings},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda: stay_on(SERVER_CORE),
        )
        while not await answers(self.port):
            if self._process.poll() is not None or time.perf_counter() - started > SECONDS_TO_START:
                raise RuntimeError(f"no answer from {' '.join(self._command)}; run it by hand to see why")
            await asyncio.sleep(0.01)
        self.seconds = time.perf_counter() - started
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._process.terminate()
        try:
            await asyncio.to_thread(self._process.wait, 10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    async def rest(self) -> None:
        """Return when it has nothing more to do: much of what a turn sets going comes after its answer, and would slow whoever is next."""
        worked = 1.0
        while worked > IDLE_SHARE:
            before = self.worked()
            await asyncio.sleep(GLANCE)
            worked = (self.worked() - before) / GLANCE

    def worked(self) -> float:
        """The processor's time it has had, in seconds."""
        times = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """What it holds just now, in MiB."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def peer(name: str, port: int, *arguments: str) -> Server:
    """One of the others, in the environment that has them all."""
    return Server(port, str(PEERS), "-m", f"bench.servers.{name}", str(port), *arguments)


def ours(port: int, *arguments: str) -> Server:
    """The bot, in the environment that runs this, with a token that was given to it."""
    return Server(port, sys.executable, "-m", "bench.servers.ours", str(port), *arguments)


def served(port: int, settings: Mapping[str, str]) -> Server:
    """The bot as a municipality starts it."""
    return Server(port, sys.executable, "-m", "bot", "serve", settings={**settings, "KOORDINATORBOT_PORT": str(port)})


async def answers(port: int) -> bool:
    """Whether somebody listens there."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
