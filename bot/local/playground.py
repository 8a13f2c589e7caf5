"""Microsoft's Agents Playground: Teams' own card renderer in a chat page, one process for each person, reachable from this machine only."""

import asyncio
import json
import os
import shutil
import socket
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp
import yaml

from bot.local.people import DEFAULT_CAST, TENANT_ID, Person

FOLDER = Path(__file__).parents[2] / "playground"
CLI = FOLDER / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
PORTS = range(16150, 16200)
"""Below Linux's ephemeral ports, where the Playground's own default lies."""
OTHERS = 5
"""The Playground wants exactly so many colleagues."""
SECONDS_TO_START = 30.0

Json = dict[str, Any]


class CannotStart(Exception):
    """The Playground is not there or did not start; the message says why, in plain Norwegian."""


class Playground:
    """One person's chat with the bot. Use as `async with`: inside, the page is at `url`.

    Opening the page adds the app for the person, as Teams tells the bot; until then the bot has no chat with them.
    A page shows what is sent while it is open, and nothing older.
    """

    def __init__(self, person: Person, port: int, endpoint: str, bot_id: str, folder: Path) -> None:
        """`endpoint` is the bot's address for activities; `folder` keeps the configuration and the log."""
        self.person = person
        self.url = f"http://127.0.0.1:{port}"
        self._port = port
        self._endpoint = endpoint
        self._bot_id = bot_id
        self._folder = folder

    async def __aenter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        config = self._folder / "m365agentsplayground.yml"
        config.write_text(json.dumps(describe(self.person, self._bot_id), ensure_ascii=False, indent=2), encoding="utf-8")
        self._process = await asyncio.create_subprocess_exec(
            *(find_node(), "--require", str(FOLDER / "preload.cjs"), str(CLI), "start", "--disable-telemetry"),
            *("--channel-id", "msteams", "--app-endpoint", self._endpoint),
            *("--port", str(self._port), "--service-url", f"{self.url}/_connector"),
            cwd=self._folder,
            env={
                "PATH": os.environ.get("PATH", ""),
                "APPLICATION_INSIGHTS_NO_STATSBEAT": "true",
                "TEAMSAPPTESTER_BROWSER": "none",
                "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(config),
            },
            stdin=asyncio.subprocess.PIPE,  # ends when we do, and it with us
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us; we stop it
        )
        try:
            async with asyncio.timeout(SECONDS_TO_START):
                await self._become_ready()
        except BaseException as problem:  # also when we are stopped meanwhile, it must not go on by itself
            await self.__aexit__()
            if isinstance(problem, TimeoutError | aiohttp.ClientError | CannotStart):
                raise CannotStart(f"Microsofts Playground startet ikke på port {self._port}. Se {self._folder / 'devTools'}.") from None
            raise
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._process.returncode is None:
            self._process.terminate()
        # Reads what is left and closes the pipe, which wait() alone does not.
        await self._process.communicate()

    async def _become_ready(self) -> None:
        """It says which port it took, and takes another when ours is occupied; only then are its pages there."""
        assert self._process.stdout is not None
        if await self._process.stdout.readline() != f"Listening on {self._port}\n".encode():
            raise CannotStart
        async with aiohttp.ClientSession() as session:
            await session.get(f"{self.url}/_debug/ping", raise_for_status=True)


def describe(person: Person, bot_id: str) -> Json:
    """The Playground's configuration for one person: `id` equals the Entra id, so that the bot recognises everybody."""
    common: Json = yaml.safe_load((FOLDER / "m365agentsplayground.yml").read_text(encoding="utf-8"))
    others = [other for other in DEFAULT_CAST if other != person][:OTHERS]
    return common | {
        "tenantId": TENANT_ID,
        "bot": {"id": f"28:{bot_id}", "name": "Koordinatorbot"},
        "currentUser": as_user(person),
        "users": [as_user(other) for other in others],
        "personalChat": {"id": person.conversation_id},
    }


def as_user(person: Person) -> Json:
    """A person as the Playground's configuration writes them; the spelling of userPrincipleName is its own."""
    given, _, rest = person.name.partition(", ")
    return {
        "id": person.id,
        "aadObjectId": person.id,
        "name": person.name,
        "givenName": given,
        "surname": rest or given,
        "email": person.email,
        "userPrincipleName": person.email,
    }


def find_node() -> str:
    """The machine's Node, or the one beside this Python; raises CannotStart without it or without the npm package."""
    node = shutil.which("node") or shutil.which("node", path=Path(sys.executable).parent)
    if node is None or not CLI.exists():
        raise CannotStart("Microsofts Playground er ikke installert. Kjør «make playground», eller npm ci --prefix playground.")
    return node


def free_ports(count: int) -> list[int]:
    """Ports of our range that nobody listens on; raises CannotStart when there are too few."""
    found: list[int] = []
    for port in PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        found.append(port)
        if len(found) == count:
            return found
    raise CannotStart(f"Alle portene fra {PORTS.start} til {PORTS.stop - 1} er opptatt.")
