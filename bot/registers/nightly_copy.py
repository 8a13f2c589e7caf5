"""The register copied each night to a folder the municipality has chosen (S0-24): read-only, under one name, whole or not at all."""

from datetime import datetime
from pathlib import Path

import structlog

from bot.casework.deadlines import oslo_date, oslo_instant
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Message
from bot.casework.seeing import Seen, TrailRole
from bot.casework.situation import Situation
from bot.registers.book import UnwritableFile, write_book
from bot.registers.register_list import count_rows, make_register
from bot.storage.store import Store, Work

log = structlog.get_logger()

NAME = "koordinering.xlsx"
"""It says nothing of anybody."""
READ_ONLY = 0o440
COPIED, TRIED = "register_copied", "register_tried"
"""The day of the last copy, and the hour in which one was tried."""


def copy_if_due(store: Store, municipality: Municipality, folder: Path, now: datetime) -> None:
    """Write the night's copy, once whichever replica comes first; what fails is tried again each hour, and told to KE once."""
    with store.transaction() as work:
        if not begin(work, municipality, now):
            return
        work.note_seen(Seen("register_copy", TrailRole.CLOCK), None, now)
    try:
        with store.reading() as work:
            sheets = make_register(work, municipality, oslo_date(now))
        write_book(folder / NAME, sheets, mode=READ_ONLY)
    except UnwritableFile as error:
        log.error("register_not_copied", error=type(error.__cause__).__name__)
        with store.transaction() as work:
            tell_failed(work, municipality, now)
        return
    with store.transaction() as work:
        work.mark(COPIED, oslo_date(now).isoformat())
    log.info("register_copied", cases=count_rows(sheets))


def begin(work: Work, municipality: Municipality, now: datetime) -> bool:
    """Whether it is time, nobody has copied tonight, and nobody has tried this hour."""
    today = oslo_date(now)
    is_time = now >= oslo_instant(today, municipality.routing.check_at) and (work.marked(COPIED) or "") < today.isoformat()
    return is_time and work.mark(TRIED, now.strftime("%Y-%m-%dT%H"))


def tell_failed(work: Work, municipality: Municipality, now: datetime) -> None:
    """KE hears in working hours that the copy is old: once, for the message is known by the last copy there is."""
    newest = work.marked(COPIED) or "never"
    situation = Situation(now, None, municipality, work.directory())
    data = {"view": "text", "text": "register_not_copied"}
    for person in situation.directory.ke():
        work.post(Message(f"register/{newest}/p{person}", Kind.ANSWER, person, situation.working_instant(), data=data), now)
