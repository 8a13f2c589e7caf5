"""The demo's outside: its port, the address in the terminal, the browser, and the way to stop it."""

import asyncio
import errno
import os
import signal
import socket
import sys
import webbrowser

from aiohttp import web
from rich.console import Console

from bot.local.bot import Bot
from bot.local.server import LocalTeams


class PortTaken(Exception):
    """Another program listens on the port; the message says what to do, in plain Norwegian."""

    def __init__(self, port: int) -> None:
        super().__init__(f"Port {port} er opptatt. Kanskje kjører demoen allerede? Stopp det andre programmet, eller velg en annen port.")


def open_port(port: int) -> socket.socket:
    """A listening socket on 127.0.0.1, so that the address is known before anything is built; 0 takes a free one. Raises PortTaken."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", port))
        door.listen(128)
    except OSError as error:
        door.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(port) from None
        raise
    return door


def address_of(door: socket.socket) -> str:
    """The address of a socket from open_port, without a slash at the end."""
    return f"http://127.0.0.1:{door.getsockname()[1]}"


async def serve(app: web.Application, local: LocalTeams, bot: Bot, door: socket.socket, console: Console, *, browse: bool = True) -> None:
    """Serve until Ctrl-C: prints the address, opens a browser where there is one. `app` is what `local` was attached to."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    try:
        await web.SockSite(runner, door).start()
        await local.install_bot(bot)
        console.print(
            f"\n  Lokalt Teams er klart: [bold]{address_of(door)}/[/bold]\n  Stopp med Ctrl-C. Alt er her når du starter igjen.\n"
        )
        if browse and has_display():
            await asyncio.to_thread(webbrowser.open, f"{address_of(door)}/")
        await stop.wait()
        console.print("\n  Stoppet.")
    finally:
        await runner.cleanup()


def has_display() -> bool:
    """Whether a browser window can be opened here."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
