"""Cases as files in a restricted folder: what a machine reads (JSON) beside what people read (HTML), for the archive."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.progress import track

from bot.cards.scene import Scene
from bot.casework.deadlines import closed_before, oslo_date
from bot.casework.model import Case, CaseId, Person
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind
from bot.registers.book import ONLY_OWNER, PRIVATE, UnwritableFile, open_folder, write_file
from bot.registers.case_document import make_document
from bot.registers.case_record import make_record
from bot.registers.telling import Reading, write_and_tell
from bot.storage.store import Work
from bot.texts.words import Words

NOT_IN_NAMES = re.compile(r"[^\w-]")
READER = Person(0, "", is_ke=True)
"""The archive reads what KE may read."""


def export_case(folder: Path, url: str, municipality: Municipality, number: str, now: datetime, *, console: Console) -> int:
    """Write every case with that løpenummer, open or closed; returns the exit code."""
    read = municipality.case_number.normalise(number) or number

    def write(work: Work) -> str:
        found = work.cases_numbered(read)
        if not found:
            raise UnwritableFile(f"Det finnes ingen sak {number}. Se etter at løpenummeret er riktig.")
        names = write_cases(open_folder(folder), work, found, municipality, now)
        return f"Saken er skrevet til {', '.join(names)}. {PRIVATE}"

    return write_and_tell(url, write, console, Reading("case_file", now, lambda work: (case.id for case in work.cases_numbered(read))))


def export_archive(folder: Path, url: str, municipality: Municipality, now: datetime, *, console: Console) -> int:
    """Write the closed cases whose time for it has come, and note that the archive has them; returns the exit code."""
    months, written = municipality.retention.archive_after_months, dict[CaseId, int]()
    before = closed_before(months, now) if months else None

    def write(work: Work) -> str:
        closed = work.closed_cases(before)
        shown = track(work.these_cases(closed), "Skriver saker", len(closed), console=console, transient=True)
        write_cases(open_folder(folder), work, note_versions(shown, written), municipality, now)
        return f"{len(closed)} avsluttede saker er skrevet til {folder.name}. {PRIVATE}"

    reading = Reading("archive", now, lambda work: work.closed_cases(before))
    return write_and_tell(url, write, console, reading, lambda work: work.mark_archived(written, now))


def note_versions(found: Iterable[Case], written: dict[CaseId, int]) -> Iterator[Case]:
    """The cases as they come, and which version each was; the files are whole when the last has been taken."""
    for case in found:
        written[case.id] = case.version
        yield case


def write_cases(folder: Path, work: Work, found: Iterable[Case], municipality: Municipality, now: datetime) -> list[str]:
    """Two files for each case; their names are given."""
    names = []
    for case in found:
        for name, content in make_files(work, case, municipality, now).items():
            write_file(folder / name, partial(write_bytes, content), mode=ONLY_OWNER)
            names.append(name)
    return names


def make_files(work: Work, case: Case, municipality: Municipality, now: datetime) -> dict[str, bytes]:
    """The record and the document of a case, by name."""
    directory, trail = work.directory(), work.events(case.id)
    scene = Scene(Kind.ANSWER, READER, now, municipality, directory, Words(municipality.locale, municipality, oslo_date(now)), case)
    record = json.dumps(make_record(case, trail, directory), ensure_ascii=False, indent=2)
    name = f"sak-{NOT_IN_NAMES.sub('-', case.number)}-{case.id}"
    return {f"{name}.json": record.encode(), f"{name}.html": make_document(scene, trail).encode()}


def write_bytes(content: bytes, file: BinaryIO) -> None:
    """Write what was made to an open file."""
    file.write(content)
