"""The whole audit trail as a file: who has changed and seen what, and the seal that links each line to the one before."""

import csv
import json
from datetime import datetime
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from rich.console import Console

from bot.registers.book import ONLY_OWNER, write_file
from bot.registers.telling import Reading, write_and_tell
from bot.storage.store import Work
from bot.storage.trail import read_lines

COLUMNS = ("ledd", "hendelse", "tidspunkt", "sak", "person", "rolle", "hva", "opplysninger", "segl")


def export_trail(path: Path, url: str, now: datetime, *, console: Console) -> int:
    """Write every line, oldest first, and tell how many; returns the exit code. People and cases are ids. That it was read is in it too."""

    def write(work: Work) -> str:
        written = write_file(path, partial(write_lines, work), mode=ONLY_OWNER)
        return f"{written} hendelser er skrevet til {path}. Filen inneholder personopplysninger."

    return write_and_tell(url, write, console, Reading("trail", now))


def write_lines(work: Work, file: BinaryIO) -> int:
    """The lines as CSV; says how many."""
    written, text = 0, TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    for line in read_lines(work):
        said = json.dumps(line.data, sort_keys=True, ensure_ascii=False)
        who = line.actor, line.role
        writer.writerow([line.position, line.id, line.at.isoformat(), line.case_id, *who, line.kind, said, line.digest])
        written += 1
    text.detach()
    return written
