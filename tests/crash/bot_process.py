"""The bot alone in a process that can be killed: everything real but its clock, which it reads from a file, and Microsoft."""

import asyncio
import ctypes
import os
import socket
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from bot.app import App
from bot.crashpoints import VARIABLE
from bot.delivery.mail import SmtpMailer
from bot.dialogs import understand
from bot.local.demo import open_port
from bot.local.people import TENANT_ID
from bot.local.town import APP_ID, DOMAIN, UNLIMITED
from bot.logs import log_json
from bot.loop import run
from bot.settings import Settings

understand.warm()  # once, in the process that the others are forked from


@dataclass(frozen=True)
class Plan:
    """What one life of the bot needs to know. `ticks_every` is in real seconds; None ticks only when asked.

    `stop_after` lets it serve as people's own does, until SIGTERM and so many seconds more; None only dies when killed.
    """

    port: int
    database_url: str
    clock: Path
    token: str
    openid: str
    mail_port: int
    log: Path
    crash_at: str = ""
    ticks_every: float | None = None
    skew: timedelta = timedelta()
    stop_after: float | None = None
    is_humble: bool = False
    """Gives up what root may do beyond a file's permissions."""


class FileClock:
    """Shows the instant in a file, which another process writes; `skew` makes it wrong."""

    def __init__(self, path: Path, skew: timedelta) -> None:
        self._path = path
        self._skew = skew

    def now(self) -> datetime:
        return datetime.fromisoformat(self._path.read_text()).astimezone(UTC) + self._skew


class GivenToken:
    """A token that was handed over at the start."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def token(self) -> str:
        return self._token

    def forget(self) -> None:
        """There is no other."""

    async def close(self) -> None:
        """Nothing is ever being fetched."""


def live(plan: Plan) -> None:
    """One life: until killed, or asked to stop."""
    log = os.open(plan.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    sys.stdout.flush()
    os.dup2(log, 1)
    os.dup2(log, 2)
    log_json()
    os.environ[VARIABLE] = plan.crash_at
    if plan.is_humble:
        give_up_privileges()
    run(serve(plan))


def give_up_privileges() -> None:
    """Drop every Linux capability, so that a read-only file is one for root too; what capset(2) calls version 3, for this process."""
    header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, none):
        raise OSError(ctypes.get_errno(), "capset")


async def serve(plan: Plan) -> None:
    """Answer Teams, and the local Teams' questions about what is due."""
    settings = Settings(
        app_id=APP_ID,
        tenant_id=TENANT_ID,
        app_password=SecretStr("the local Teams takes its own token instead"),
        database_url=plan.database_url,
        domains=frozenset({DOMAIN}),
        service_hosts=frozenset({"127.0.0.1"}),
        openid_metadata=plan.openid,
        port=plan.port,
        stop_after=plan.stop_after or 0,
    )
    mailer = SmtpMailer("127.0.0.1", plan.mail_port, f"koordinatorbot@{DOMAIN}", starttls=False, domains=settings.domains)
    clock = FileClock(plan.clock, plan.skew)
    async with App(settings, clock=clock, credential=GivenToken(plan.token), mailer=mailer, pace=UNLIMITED) as app:

        async def settle(_: web.Request) -> web.Response:
            await app.settle()
            return web.Response()

        async def due(_: web.Request) -> web.Response:
            found = await app.next_due()
            return web.json_response(found and found.isoformat())

        app.web_app.add_routes([web.post("/settle", settle), web.get("/due", due)])
        ticking = asyncio.create_task(tick_often(app, plan.ticks_every)) if plan.ticks_every else None
        if plan.stop_after is None:
            await answer_for_ever(app, open_port(plan.port))
        else:
            await app.serve()
        if ticking:
            ticking.cancel()


async def tick_often(app: App, every: float) -> None:
    """As the schedule does, but without its twenty seconds in between."""
    while True:
        await app.service.tick()
        await asyncio.sleep(every)


async def answer_for_ever(app: App, door: socket.socket) -> None:
    """No orderly stop: whoever runs this kills it."""
    runner = web.AppRunner(app.web_app, access_log=None)
    await runner.setup()
    await web.SockSite(runner, door).start()
    await asyncio.Event().wait()
