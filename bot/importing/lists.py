"""Brings the municipality's lists into the database: all of them or nothing, and always with a report."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from bot.importing.columns import DEFAULT_HEADERS, Column, Headers, Kind, UnreadableMapping, read_mapping
from bot.importing.problems import Problem, bring_unless
from bot.importing.roster import read_roster
from bot.importing.sheets import Tables, UnreadableFile, read_tables
from bot.storage.roster import Change, bring_in
from bot.storage.store import Store, Work

Watch = Callable[[str, int, int], None]
"""Told how far the work has come: the step, how many are done, how many there are."""

FIELDS = {
    "person": "ny person",
    "name": "navn",
    "ke": "medlem av KE",
    "unit": "virksomhet",
    "leaders": "leder",
    "stand_ins": "stedfortreder",
    "department_leaders": "avdelingsleder",
    "super_users": "superbruker",
    "nearest_leader": "nærmeste leder",
    "employees": "ansatte",
    "categories": "kategorier",
    "record_system": "bruker PROFIL",
    "listed": "står i listen",
    "active": "tatt ut av bruk",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What an import found and did. With problems, nothing was changed; in a dry run `changes` are those it would have made."""

    rows: int = 0
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    skipped: tuple[str, ...] = ()
    """Sheets that are neither list."""
    has_ke: bool = True
    """Somebody is in KE after the import."""


def import_file(
    path: Path, store: Store, *, dry_run: bool = False, headers: Headers = DEFAULT_HEADERS, watch: Watch = lambda *_: None
) -> Report:
    """Bring the lists at a path in, in one transaction. Raises UnreadableFile when there is no list."""
    tables = read_tables(path, headers)
    return bring_unless(store, lambda work: _bring(work, tables, headers, watch), lambda report: dry_run or bool(report.problems))


def _bring(work: Work, tables: Tables, headers: Headers, watch: Watch) -> Report:
    rows, skipped = sum(map(len, tables.rows.values())), tuple(tables.skipped)
    known = [unit.name for unit in work.directory().units.values()]
    roster, problems = read_roster(tables, known, _steps(watch, "Leser radene", rows))
    if problems:
        return Report(rows, problems, skipped=skipped)
    changes = bring_in(work, roster, _steps(watch, "Oppdaterer personene", len(roster.people)))
    has_ke = bool(work.directory().ke())
    if roster.ke and not has_ke:
        role = headers[Kind.PEOPLE][Column.ROLE]
        problems = (Problem(tables.rows[Kind.PEOPLE][0].source, 0, f"Ingen ville vært medlem av KE. Skriv KE i «{role}» hos minst én."),)
    return Report(rows, problems, changes, skipped, has_ke)


def _steps(watch: Watch, what: str, total: int) -> Callable[[], None]:
    """A function to call once for each thing done."""
    done = count(1)
    return lambda: watch(what, next(done), total)


# ---- the command line


def import_lists(path: Path, url: str, *, dry_run: bool = False, mapping: Path | None = None, console: Console | None = None) -> int:
    """Import and tell on the console, if there is one, how it went; returns the exit code. The schema must have been migrated."""
    console = console or Console(quiet=True)
    store = Store(url)
    try:
        headers = read_mapping(mapping) if mapping else DEFAULT_HEADERS
        with show_progress(console) as watch:
            report = import_file(path, store, dry_run=dry_run, headers=headers, watch=watch)
    except (UnreadableFile, UnreadableMapping) as error:
        console.print(str(error), style="red", markup=False)
        return 1
    finally:
        store.close()
    tell(report, console, dry_run=dry_run)
    return 1 if report.problems else 0


@contextmanager
def show_progress(console: Console) -> Iterator[Watch]:
    """A progress bar for each step, gone when the work is done."""
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True) as progress:
        bars: dict[str, TaskID] = {}

        def watch(what: str, done: int, total: int) -> None:
            if what not in bars:
                bars[what] = progress.add_task(what, total=total)
            progress.update(bars[what], completed=done)

        yield watch


def tell(report: Report, console: Console, *, dry_run: bool) -> None:
    """Print what was found and done."""
    for name in report.skipped:
        console.print(f"Arket «{name}» er ikke en av listene, og ble ikke lest.", markup=False)
    if report.problems:
        console.print(_list_problems(report.problems))
        console.print("Ingenting er endret. Rett radene og les inn listen på nytt.")
        return
    if report.changes:
        console.print(_list_changes(report.changes))
    done = "Dette ville blitt endret" if dry_run else "Endret"
    told = f"{done}: {len(report.changes)}." if report.changes else "Alt i listene er lest inn fra før. Ingenting er endret."
    console.print(f"{report.rows} rader lest. {told}")
    if not report.has_ke:
        console.print("Ingen er medlem av KE ennå. Skriv KE i kolonnen «Rolle» hos minst én ansatt, og les inn listen på nytt.")


def _list_problems(problems: Sequence[Problem]) -> Table:
    table = Table("Liste", "Linje", "Hva som må rettes", title="Rader som må rettes")
    for problem in problems:
        table.add_row(Text(problem.source), str(problem.line or "–"), Text(problem.advice))
    return table


def _list_changes(changes: Sequence[Change]) -> Table:
    table = Table("Hva", "Felt", "Før", "Etter", title="Endringer")
    for change in changes:
        table.add_row(Text(change.what), FIELDS[change.field], Text(change.before), Text(change.after))
    return table
