"""Files that leave the bot. Workbooks: text stays text, days are days, the first row stays in sight; and the folder they may lie in."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from bot.texts.words import mark

if TYPE_CHECKING:
    from openpyxl import Workbook

Saved = TypeVar("Saved")
Cell = str | int | float | date | None
PRIVATE = mark("Løpenummer er personopplysning. Filen skal bare ligge der dere har bestemt det. Lås inn eller makuler utskrifter.")
"""What stands on everything with a løpenummer in it."""
WIDEST = 60
ONLY_OWNER = 0o600


class UnwritableFile(ValueError):
    """The file cannot be written; the message tells what to do."""


def write_book(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]], *, mode: int | None = None) -> None:
    """Write a workbook, whole or not at all, readable for its owner alone where a `mode` is given. Raises UnwritableFile.

    A first row of one cell is a note above the headings.
    """
    if path.suffix.lower() != ".xlsx":
        raise UnwritableFile(f"Kan ikke skrive {path.name}. Velg et navn som slutter på .xlsx.")
    write_file(path, make_book(sheets).save, mode=mode)


def write_file(path: Path, save: Callable[[BinaryIO], Saved], *, mode: int | None = None) -> Saved:
    """Write a file, whole or not at all, readable for its owner alone where a `mode` is given; gives what `save` gave.

    Raises UnwritableFile.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if mode else 0o666), "wb") as file:
            saved = save(file)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            partial.chmod(mode)
        partial.replace(path)
    except OSError as error:
        raise UnwritableFile(f"Klarte ikke å skrive {path.name}. Er filen åpen et annet sted, eller mangler mappen?") from error
    finally:
        partial.unlink(missing_ok=True)
    return saved


def make_book(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> "Workbook":
    """The workbook itself."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
        head = 2 if rows and len(rows[0]) == 1 < max(map(len, rows)) else 1
        sheet.freeze_panes = f"A{head + 1}"
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str):
                cell.data_type = "s"  # what begins with '=' must not become a formula
            elif isinstance(cell.value, date):
                cell.number_format = "dd.mm.yyyy"
        for cell in sheet[head]:
            cell.font = Font(bold=True)
        if sheet.max_row > head:
            sheet.auto_filter.ref = f"A{head}:{get_column_letter(sheet.max_column)}{sheet.max_row}"
        for number, column in enumerate(sheet.iter_cols(min_row=head), 1):
            longest = max((len(str(cell.value)) for cell in column if cell.value is not None), default=0)
            sheet.column_dimensions[get_column_letter(number)].width = min(longest + 4, WIDEST)
    return book


def open_folder(folder: Path) -> Path:
    """The folder, made if it is not there, and for nobody but its owner; UnwritableFile when others can read the one that is."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFile(f"Klarte ikke å lage mappen {folder}. Har du lov til å skrive der?") from error
    if folder.stat().st_mode & 0o077:
        raise UnwritableFile(f"Andre kan lese mappen {folder}. Velg en ny mappe, eller steng den med: chmod 700 {folder}")
    return folder
