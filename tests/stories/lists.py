"""The municipality's lists, changed while the bot runs and read in by the same command as on the first day."""

import csv
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bot.importing.lists import import_lists
from bot.local.town import Town

UNITS = ("Virksomhet", "Leder", "Leder e-post", "Stedfortreder", "Stedfortreder e-post")
PEOPLE = ("Ansatt", "Ansatt e-post", "Virksomhet", "Rolle", "Nærmeste leder", "Nærmeste leder e-post")


def import_rows(town: Town, folder: Path, header: Sequence[str], *rows: Sequence[str]) -> str:
    """Import one list of some rows into the running town; returns what the command printed."""
    file, console = folder / "liste.csv", Console(record=True, width=200)
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, delimiter=";").writerows([header, *rows])
    code = import_lists(file, town.settings.database_url, console=console)
    told = console.export_text()
    assert code == 0, told
    return told


def person(name: str, email: str) -> tuple[str, str]:
    """The two cells of somebody in a list."""
    return name, f"{email}@kommune.example"
