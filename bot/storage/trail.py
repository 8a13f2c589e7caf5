"""The audit trail for those who look after it: is it whole, and all of it as a file."""

import csv
import json
import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from bot.storage.engine import make_read_only, open_engine
from bot.storage.seals import digest
from bot.storage.tables import events, seals, unsealed

COLUMNS = ("ledd", "hendelse", "tidspunkt", "sak", "person", "rolle", "hva", "opplysninger", "segl")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the first link that does not hold, if any, how many lines are chained or wait for it, and the newest seal."""

    broken: int | None
    sealed: int
    waiting: int
    newest: str


def check_trail(url: str) -> Checked:
    """Go through the chain from its first link.

    Lines removed from the end together with their seals show only to whoever has kept a newer seal than the newest one here.
    """
    engine = open_engine(url)
    try:
        with engine.connect() as connection, make_read_only(connection).begin():
            return follow(connection)
    finally:
        engine.dispose()


def follow(connection: Connection) -> Checked:
    """The chain as it is in one picture of the database; a line that is neither chained nor waits for it breaks it at its end."""
    waiting = connection.scalar(select(func.count()).select_from(unsealed)) or 0
    chain = select(seals.c.position, seals.c.digest, events).outerjoin(events, events.c.id == seals.c.event_id).order_by(seals.c.position)
    before, sealed = "", 0
    for line in connection.execute(chain):
        if line.position != sealed + 1 or line.id is None or line.digest != digest(before, line):
            return Checked(sealed + 1, sealed, waiting, before)
        before, sealed = line.digest, sealed + 1
    neither = events.c.id.not_in(select(seals.c.event_id)), events.c.id.not_in(select(unsealed.c.event_id))
    if connection.scalar(select(select(events.c.id).where(*neither).exists())):
        return Checked(sealed + 1, sealed, waiting, before)
    return Checked(None, sealed, waiting, before)


def export_trail(url: str, path: Path) -> int:
    """Write every line, oldest first, to a file that only its owner may read; says how many. People and cases are ids."""
    engine = open_engine(url)
    lines = select(events, seals.c.position, seals.c.digest).outerjoin(seals, seals.c.event_id == events.c.id).order_by(events.c.id)
    written = 0
    try:
        with (
            engine.connect() as connection,
            make_read_only(connection).begin(),
            open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8-sig", newline="") as file,
        ):
            writer = csv.writer(file, delimiter=";")
            writer.writerow(COLUMNS)
            for line in connection.execute(lines):
                said = json.dumps(line.data, sort_keys=True, ensure_ascii=False)
                who = line.actor, line.role
                writer.writerow([line.position, line.id, line.at.isoformat(), line.case_id, *who, line.kind, said, line.digest])
                written += 1
    finally:
        engine.dispose()
    return written
