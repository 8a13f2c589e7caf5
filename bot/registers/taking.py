"""What KE may take from the chat as a file: the register, a year's statistics, or the file of one case (S0-23, S0-24)."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.casework.deadlines import oslo_date
from bot.casework.export_rules import Sort
from bot.casework.model import Case
from bot.casework.municipality import Municipality
from bot.registers.book import make_book
from bot.registers.case_files import make_files
from bot.registers.register_list import Sheets, make_register
from bot.registers.statistics_book import make_statistics
from bot.storage.store import Work


@dataclass(frozen=True, slots=True)
class File:
    """A file ready to leave; its name tells of nobody, for Teams shows it in its lists."""

    name: str
    content: bytes


def make_file(work: Work, municipality: Municipality, asked: Mapping[str, Any], case: Case | None, now: datetime) -> File:
    """The file with the sort `asked["file"]`, as it is now: of the year `asked["year"]`, or of the case."""
    today = oslo_date(now)
    match Sort(asked["file"]):
        case Sort.REGISTER:
            return File(f"koordinering-{today}.xlsx", save(make_register(work, municipality, today)))
        case Sort.STATISTICS:
            return File(f"statistikk-{asked['year']}.xlsx", save(make_statistics(work, municipality, asked["year"], today)))
        case Sort.CASE:
            assert case is not None
            return File(f"saksmappe-{today}.zip", pack(make_files(work, case, municipality, now)))


def save(sheets: Sheets) -> bytes:
    """A workbook as bytes."""
    file = io.BytesIO()
    make_book(sheets).save(file)
    return file.getvalue()


def pack(files: Mapping[str, bytes]) -> bytes:
    """Files as one."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()
