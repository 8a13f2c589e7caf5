"""The register, the statistics and who comes to the gathering, in a folder that only its owner may read, and told on the console."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from rich.console import Console

from bot.casework.deadlines import oslo_date
from bot.casework.municipality import Municipality
from bot.registers.attendance_list import make_attendance
from bot.registers.book import ONLY_OWNER, PRIVATE, open_folder, write_book
from bot.registers.register_list import Sheets, count_rows, make_register
from bot.registers.statistics_book import make_statistics
from bot.registers.telling import Reading, write_and_tell
from bot.storage.store import Work


def export_register(folder: Path, url: str, municipality: Municipality, now: datetime, *, console: Console) -> int:
    """Write the register; returns the exit code."""
    today = oslo_date(now)

    def tell(sheets: Sheets, name: str) -> str:
        return f"{count_rows(sheets)} saker er skrevet til {name}. {PRIVATE}"

    name, reading = f"koordinering-{today}.xlsx", Reading("register", now)
    return export(folder, url, name, lambda work: make_register(work, municipality, today), tell, console, reading)


def export_statistics(folder: Path, url: str, municipality: Municipality, year: int, today: date, *, console: Console) -> int:
    """Write a year's statistics; returns the exit code."""

    def tell(_sheets: Sheets, name: str) -> str:
        return f"Statistikken for {year} er skrevet til {name}. Tall fra 1 til 4 er utelatt."

    return export(folder, url, f"statistikk-{year}.xlsx", lambda work: make_statistics(work, municipality, year, today), tell, console)


def export_attendance(folder: Path, url: str, municipality: Municipality, today: date, *, console: Console) -> int:
    """Write who was invited last and what they answered; returns the exit code."""

    def tell(sheets: Sheets, name: str) -> str:
        return f"{count_rows(sheets)} som er invitert, er skrevet til {name}."

    return export(folder, url, f"paamelding-{today}.xlsx", lambda work: make_attendance(work, municipality, today), tell, console)


def export(  # noqa: PLR0917 - where, from what, and what is said
    folder: Path,
    url: str,
    name: str,
    make: Callable[[Work], Sheets],
    tell: Callable[[Sheets, str], str],
    console: Console,
    reading: Reading | None = None,
) -> int:
    """Write what is made of one picture of the database."""

    def write(work: Work) -> str:
        sheets = make(work)
        write_book(open_folder(folder) / name, sheets, mode=ONLY_OWNER)
        return tell(sheets, name)

    return write_and_tell(url, write, console, reading)
