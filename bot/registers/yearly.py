"""The year's numbers as a workbook: the yearly round by case and by unit, and needs for training in the form's columns."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console

from bot.casework.deadlines import oslo_date
from bot.casework.model import Case, Directory
from bot.casework.municipality import Municipality
from bot.casework.training import Need, need_rules
from bot.casework.yearly_round import Book, Numbers, counted, prefill
from bot.registers.book import PRIVATE, Cell, UnwritableFile, write_book
from bot.registers.telling import Reading, write_and_tell
from bot.storage.store import Work

YES_NO = {True: "ja", False: "nei", None: ""}


def export_round(path: Path, url: str, municipality: Municipality, year: int | None = None, *, now: datetime, console: Console) -> int:
    """Write a year's round, or the newest, to a workbook and tell how it went; returns the exit code."""

    def write(work: Work) -> str:
        round = work.round(year)
        if round is None:
            raise UnwritableFile("Det er ingen slik runde.")
        write_book(path, list_round(work.round_book(round), work.cases_closed_in(round.year), work.directory(), municipality))
        return f"Runden for {round.year} er skrevet til {path.name}. {PRIVATE}"

    return write_and_tell(url, write, console, Reading("yearly_report", now))


def export_needs(path: Path, url: str, municipality: Municipality, *, console: Console) -> int:
    """Write every need for training that was not withdrawn, and tell how it went; returns the exit code."""

    def write(work: Work) -> str:
        needs = [need for need in work.needs(only_open=False) if need.withdrawn_at is None]
        rows = list(list_needs(needs, work.directory(), municipality))
        write_book(path, {"Opplæringsbehov": rows})
        return f"{len(rows) - 1} opplæringsbehov er skrevet til {path.name}."

    return write_and_tell(url, write, console)


def list_round(book: Book, closed: Sequence[Case], directory: Directory, municipality: Municipality) -> dict[str, list[list[Cell]]]:
    """A sheet of cases and a sheet of sums; cases closed in the year with what was reported in the chat, for nobody was asked."""
    rules = municipality.follow_up
    codes = counted(rules)
    names = [rules.meeting(code).term.nb.plural for code in codes]
    told: list[tuple[Case, Numbers | None, str]] = []
    for case in book.cases:
        answer = book.answers.get(case.id)
        state = "mangler" if answer is None else "bekreftet" if answer.confirmed_at else "svart"
        told.append((case, answer.numbers if answer else None, state))
    told += [(case, prefill(case, book.round, rules), "avsluttet") for case in closed if case.assignments]
    unit = municipality.terms.unit.nb.singular.capitalize()
    cases: list[list[Cell]] = [["Løpenummer", unit, *names, "IP", "Status"]]
    sums: dict[str, list[int]] = {}
    for case, numbers, state in sorted(told, key=lambda row: row[0].number):
        place = directory.units[(case.assignment or case.assignments[-1]).unit].name
        counts = [numbers.meetings.get(code, 0) for code in codes] if numbers else []
        shown: Sequence[Cell] = counts or [""] * len(codes)
        cases.append([case.number, place, *shown, YES_NO[numbers.plan if numbers else None], state])
        known = sums.setdefault(place, [0] * (len(codes) + 1))
        sums[place] = [known[0] + 1, *(have + more for have, more in zip(known[1:], counts or [0] * len(codes), strict=True))]
    total = [sum(column) for column in zip(*sums.values(), strict=True)] if sums else []
    summed: list[list[Cell]] = [[unit, "Saker", *names]]
    summed += [[place, *sums[place]] for place in sorted(sums)]
    return {"Saker": [[PRIVATE], *cases], "Summer": [*summed, ["Sum", *total]]}


def list_needs(needs: Sequence[Need], directory: Directory, municipality: Municipality) -> Iterator[list[Cell]]:
    """The columns of the form, and when the training was offered."""
    rules = need_rules(municipality)
    names = {kind.code: kind.nb for kind in rules.kinds} if rules else {}
    yield [municipality.terms.unit.nb.singular.capitalize(), "Opplæring", "Antall", "Oppfriskning", "Meldt", "Tilbys innen", "Tilbudt"]
    for need in needs:
        days = [oslo_date(need.reported_at), need.offer_by, need.offered_on]
        written = [day.isoformat() if day else "" for day in days]
        yield [directory.units[need.unit].name, names.get(need.kind, need.kind), need.persons, YES_NO[need.refresher], *written]
