"""Tables in xlsx and csv files as rows of the mapped columns; what stands in other columns is never kept."""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.importing.columns import REQUIRED, ROSTER, Column, Headers, Kind, simplify
from bot.privacy import texts_in

HEADER_WITHIN = 20
"""The header row is looked for among this many first rows: lists often begin with a title."""


@dataclass(frozen=True, slots=True)
class Row:
    """The mapped cells of one line, as trimmed text."""

    source: str
    line: int
    cells: Mapping[Column, str]

    def __getitem__(self, column: Column) -> str:
        return self.cells.get(column, "")


@dataclass(slots=True)
class Tables:
    """What was found in a file, by list; `skipped` names the sheets that are neither list."""

    rows: dict[Kind, list[Row]] = field(default_factory=dict)
    columns: dict[Kind, frozenset[Column]] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)


class UnreadableFile(ValueError):
    """The file is not a list the bot can read; the message tells what to do."""


def read_tables(path: Path, headers: Headers, kinds: Collection[Kind] = ROSTER) -> Tables:
    """The lists of some kinds in an xlsx or csv file, or in all such files of a folder. Raises UnreadableFile."""
    tables, headers = Tables(), {kind: headers[kind] for kind in kinds}
    for name, lines in chain.from_iterable(_open(file) for file in _files(path)):
        _sort_in(tables, name, lines, headers)
    if not tables.rows:
        named = ((kind, [headers[kind][column] for column in REQUIRED[kind]]) for kind in kinds)
        wanted = " eller ".join(f"{kind} ({', '.join(columns)})" for kind, columns in named)
        raise UnreadableFile(f"Fant ingen liste i {path.name}. Se etter disse overskriftene: {wanted}.")
    return tables


Line = tuple[int, Sequence[object]]


def _files(path: Path) -> Sequence[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.iterdir() if file.suffix.lower() in {".xlsx", ".csv"} and not file.name.startswith((".", "~")))


def _open(path: Path) -> Iterator[tuple[str, Iterable[Line]]]:
    """Every table of a file: its name, and its lines with the numbers that a spreadsheet shows."""
    try:
        match path.suffix.lower():
            case ".xlsx":
                book = load_workbook(path, read_only=True, data_only=True)
                try:
                    for sheet in book.worksheets:
                        sheet.reset_dimensions()
                        yield sheet.title, enumerate(sheet.iter_rows(values_only=True), start=1)
                finally:
                    book.close()
            case ".csv":
                yield path.name, _read_csv(path)
            case _:
                raise UnreadableFile(f"Kan ikke lese {path.name}. Lagre listen som .xlsx eller .csv.")
    except (OSError, BadZipFile, KeyError, InvalidFileException, csv.Error) as error:
        raise UnreadableFile(f"Klarte ikke å åpne {path.name}. Lagre den på nytt som .xlsx uten passord, eller som .csv.") from error


def _read_csv(path: Path) -> Iterator[Line]:
    """The lines of a csv as Excel and others write it: UTF-8 or Windows-1252; semicolon, tab or comma."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    head = next((line for line in text.splitlines() if any(sign in line for sign in ";\t,")), "")
    reader = csv.reader(text.splitlines(keepends=True), delimiter=max(";\t,", key=head.count))
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1


def _sort_in(tables: Tables, name: str, lines: Iterable[Line], headers: Headers) -> None:
    """Find the table's header row, decide which list it is, and keep the mapped cells of the rows below."""
    left = iter(lines)
    for _, cells in islice(left, HEADER_WITHIN):
        if found := _recognise(cells, headers):
            kind, places = found
            kept = (Row(name, line, {column: _text(row[at]) for column, at in places.items() if at < len(row)}) for line, row in left)
            tables.rows.setdefault(kind, []).extend(row for row in kept if any(row.cells.values()))
            tables.columns[kind] = tables.columns.get(kind, frozenset()) | places.keys()
            return
    tables.skipped.append(name)


def _recognise(cells: Sequence[object], headers: Headers) -> tuple[Kind, Mapping[Column, int]] | None:
    """Which list a header row belongs to, and where its columns stand."""
    places = {simplify(str(cell)): at for at, cell in reversed(list(enumerate(cells))) if cell is not None}
    for kind, wanted in headers.items():
        found = {column: places[simplify(header)] for column, header in wanted.items() if simplify(header) in places}
        if all(column in found for column in REQUIRED[kind]):
            return kind, found
    return None


def _text(cell: object) -> str:
    """A cell as one line; a number as the guard reads it, with the leading zero that spreadsheets take."""
    return "" if cell is None else " ".join(next(texts_in(cell), str(cell)).split())
