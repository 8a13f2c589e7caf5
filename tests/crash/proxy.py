"""Caddy with deploy/Caddyfile as it stands, in front of replicas on this machine."""

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import aiohttp

from tests.crash.world import READY_SECONDS, free_port
from tests.skipping import need_program

CADDYFILE = Path(__file__).parents[2] / "deploy" / "Caddyfile"
AS_SHIPPED = "bot-1:3978 bot-2:3978"
"""Where compose.yaml has the replicas."""
WITHOUT_ADMIN = "{\n\tadmin off\n}\n"
"""Its own door would be one and the same for all who run tests on this machine."""


def write_config(ports: Iterable[int], folder: Path) -> Path:
    """The Caddyfile as it stands, but for where the replicas are."""
    shipped = CADDYFILE.read_text(encoding="utf-8")
    assert AS_SHIPPED in shipped
    folder.mkdir(exist_ok=True)
    config = folder / "Caddyfile"
    config.write_text(WITHOUT_ADMIN + shipped.replace(AS_SHIPPED, " ".join(f"127.0.0.1:{port}" for port in ports)), encoding="utf-8")
    return config


@contextlib.asynccontextmanager
async def open_proxy(ports: Iterable[int], folder: Path) -> AsyncIterator[str]:
    """Gives its address when it listens; it ends with the block. Raises AssertionError with its log when it does not start."""
    config, log = write_config(ports, folder), folder / "caddy.log"
    address = f"http://127.0.0.1:{free_port()}"
    surroundings = {**os.environ, "BOT_HOST": address, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with log.open("wb") as written:
        process = await asyncio.create_subprocess_exec(
            need_program("caddy"),
            "run",
            "--config",
            str(config),
            "--adapter",
            "caddyfile",
            env=surroundings,
            stdout=written,
            stderr=written,
        )
    try:
        async with aiohttp.ClientSession() as session:
            deadline = time.monotonic() + READY_SECONDS
            while True:
                with contextlib.suppress(aiohttp.ClientError):
                    async with session.get(address):
                        break
                assert process.returncode is None, log.read_text()[-2000:]
                assert time.monotonic() < deadline, log.read_text()[-2000:]
                await asyncio.sleep(0.05)
        yield address
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
