"""The event loop that the bot runs on: uvloop, which asks less of the processor, or Python's own on Windows, where there is none."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any

MakeLoop = Callable[[], asyncio.AbstractEventLoop]

make_loop: MakeLoop | None = None
if sys.platform != "win32":
    import uvloop

    make_loop = uvloop.new_event_loop


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run until it ends."""
    with asyncio.Runner(loop_factory=make_loop) as runner:
        runner.run(main)
