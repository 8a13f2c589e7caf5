"""How the log looks, in one place: a line of JSON for each event in operation, quiet plain lines in the demo, both on stderr.

What people wrote never gets in: a trace has places and types, never the words of an error, and every record is redacted whole.
"""

import logging
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor

from bot.privacy import redact_event

OURS = "bot"


def log_json() -> None:
    """In operation: everything the bot itself tells, and the libraries' warnings, as JSON."""
    configure(structlog.processors.JSONRenderer(ensure_ascii=False), logging.INFO)


def log_plainly() -> None:
    """In the demo: only what went wrong, as lines to read."""
    configure(structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0), logging.WARNING)


def configure(renderer: Processor, level: int) -> None:
    """Send the bot's events from `level` on, and the libraries' from WARNING on, through one handler."""
    when_and_how: list[Processor] = [structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *when_and_how, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=when_and_how,
            processors=[ProcessorFormatter.remove_processors_meta, write_trace, redact_event, renderer],
        )
    )
    logging.getLogger(OURS).setLevel(level)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)


def write_trace(_logger: object, _method: str, event: EventDict) -> EventDict:
    """The error as types and places: its words may hold a number or what somebody wrote."""
    given: Any = event.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else (given if isinstance(given, tuple) else sys.exc_info())[1] if given else None
    if error is not None:
        event["trace"] = list(list_places(error))
    return event


def list_places(error: BaseException) -> Iterator[str]:
    """The type of the error and where it passed, and then the same of what it came from."""
    seen: BaseException | None = error
    while seen is not None:
        yield type(seen).__name__
        yield from name_frames(seen.__traceback__)
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


def name_frames(trace: TracebackType | None) -> Iterator[str]:
    """Each frame as file, line and function; the file without the machine's own path."""
    for frame in traceback.extract_tb(trace):
        parts = frame.filename.replace("\\", "/").split("/")
        yield f"{'/'.join(parts[-2:])}:{frame.lineno} {frame.name}"


def find_place(error: Exception) -> str:
    """Where an error arose, as file and line: its text may quote what a person wrote, so it is not logged."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else "unknown"
