"""The year's numbers as a workbook: the yearly round by case and by unit, and needs for training in the form's columns."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console

from bot.casework.deadlines import oslo_date
from bot.casework.model import Case, Directory
from bot.casework.municipality import Municipality
from bot.casework.training import Need, need_rules
from bot.casework.yearly_round import Answer, Book, Numbers, counted, prefill
from bot.registers.book import ONLY_OWNER, PRIVATE, Cell, UnwritableFile, write_book
from bot.registers.register_list import Sheets, tell_private
from bot.registers.telling import Reading, write_and_tell
from bot.storage.store import Work
from bot.texts.words import Words


def export_round(path: Path, url: str, municipality: Municipality, year: int | None = None, *, now: datetime, console: Console) -> int:
    """Write a year's round, or the newest, to a workbook and tell how it went; returns the exit code."""

    def write(work: Work) -> str:
        round = work.round(year)
        if round is None:
            raise UnwritableFile(f"Det var ingen runde i {year}. Velg et annet år." if year else "Det har ikke vært noen runde ennå.")
        words = Words(municipality.locale, municipality, oslo_date(now))
        sheets = list_round(work.round_book(round), work.cases_closed_in(round.year), work.directory(), words)
        write_book(path, sheets, mode=ONLY_OWNER)
        return f"Runden for {round.year} er skrevet til {path.name}. {PRIVATE}"

    return write_and_tell(url, write, console, Reading("yearly_report", now))


def export_needs(path: Path, url: str, municipality: Municipality, *, now: datetime, console: Console) -> int:
    """Write every need for training that was not withdrawn, and tell how it went; returns the exit code."""

    def write(work: Work) -> str:
        needs = [need for need in work.needs(only_open=False) if need.withdrawn_at is None]
        sheets = list_needs(needs, work.directory(), Words(municipality.locale, municipality, oslo_date(now)))
        write_book(path, sheets)
        (rows,) = sheets.values()
        return f"{len(rows) - 1} opplæringsbehov er skrevet til {path.name}."

    return write_and_tell(url, write, console)


def list_round(book: Book, closed: Sequence[Case], directory: Directory, words: Words) -> Sheets:
    """A sheet of cases and a sheet of sums; cases closed in the year with what was reported in the chat, for nobody was asked."""
    rules = words.municipality.follow_up
    codes = counted(rules)
    names = [rules.meeting(code).term.noun(words.locale).plural for code in codes]
    told = [tell_case(case, book.answers.get(case.id), words) for case in book.cases]
    told += [(case, prefill(case, book.round, rules), words.plain("avsluttet")) for case in closed if case.assignments]
    unit = words.plain("{Unit}")
    cases: list[list[Cell]] = [[words.plain("Løpenummer"), unit, *names, words.plain("IP"), words.plain("Status")]]
    sums: dict[str, list[int]] = {}
    for case, numbers, state in sorted(told, key=lambda row: row[0].number):
        place = directory.units[(case.assignment or case.assignments[-1]).unit].name
        counts = [numbers.meetings.get(code, 0) for code in codes] if numbers else []
        shown: Sequence[Cell] = counts or [""] * len(codes)
        cases.append([case.number, place, *shown, yes_or_no(numbers.plan if numbers else None, words), state])
        known = sums.setdefault(place, [0] * (len(codes) + 1))
        sums[place] = [known[0] + 1, *(have + more for have, more in zip(known[1:], counts or [0] * len(codes), strict=True))]
    total = [sum(column) for column in zip(*sums.values(), strict=True)] if sums else []
    summed: list[list[Cell]] = [[unit, words.plain("Saker"), *names]]
    summed += [[place, *sums[place]] for place in sorted(sums)]
    return {
        words.plain("Saker"): [[tell_private(words)], *cases],
        words.plain("Summer"): [*summed, [words.plain("Sum"), *total]],
    }


def tell_case(case: Case, answer: Answer | None, words: Words) -> tuple[Case, Numbers | None, str]:
    """A case that was asked about, its numbers, and how far it has come."""
    if answer is None:
        return case, None, words.plain("mangler")
    return case, answer.numbers, words.plain("bekreftet") if answer.confirmed_at else words.plain("svart")


def yes_or_no(value: bool | None, words: Words) -> str:
    """Yes or no, or nothing where nobody has said."""
    return "" if value is None else words.plain("ja") if value else words.plain("nei")


def list_needs(needs: Sequence[Need], directory: Directory, words: Words) -> Sheets:
    """The columns of the form, and when the training was offered."""
    plain, rules = words.plain, need_rules(words.municipality)
    names = {kind.code: kind.pick(words.locale) for kind in rules.kinds} if rules else {}
    headings = [plain("Opplæring"), plain("Antall"), plain("Oppfriskning"), plain("Meldt"), plain("Tilbys innen"), plain("Tilbudt")]
    rows: list[list[Cell]] = [[plain("{Unit}"), *headings]]
    for need in needs:
        days = [oslo_date(need.reported_at), need.offer_by, need.offered_on]
        place, kind = directory.units[need.unit].name, names.get(need.kind, plain("opplæring"))
        rows.append([place, kind, need.persons, yes_or_no(need.refresher, words), *days])
    return {plain("Opplæringsbehov"): rows}
