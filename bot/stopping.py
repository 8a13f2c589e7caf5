"""How the process is asked to stop: SIGTERM from systemd or a container, SIGINT from a keyboard."""

import asyncio
import contextlib
import signal

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Stopping:
    """Hears the signals from now on. The first asks for a stop in good order, the second for one at once."""

    def __init__(self) -> None:
        self._heard: asyncio.Queue[int] = asyncio.Queue()
        for name in SIGNALS:  # also as process 1 of a container, where they are else ignored
            asyncio.get_running_loop().add_signal_handler(name, self._heard.put_nowait, name)

    async def asked(self) -> None:
        """Return when the process is asked to stop."""
        await self._heard.get()

    async def asked_again(self, seconds: float) -> None:
        """Return when it is asked once more, or the seconds have passed: a load balancer has then seen that it is not ready.

        From then on a signal ends the process on the spot.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._heard.get()
        for name in SIGNALS:
            asyncio.get_running_loop().remove_signal_handler(name)
