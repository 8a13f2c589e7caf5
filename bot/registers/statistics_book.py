"""The year's statistics as a workbook (S4-33, S4-37): what `casework.statistics` lets be shown, and nothing else."""

from datetime import date

from bot.casework import statistics
from bot.casework.model import CoordinatorType
from bot.casework.municipality import Municipality
from bot.casework.statistics import Group, Statistics
from bot.registers.book import Cell
from bot.registers.register_list import Sheets
from bot.storage.store import Work
from bot.texts.words import Words


def count_year(work: Work, municipality: Municipality, year: int) -> Statistics:
    """The year's statistics, split as the profile allows."""
    appoint = municipality.deadlines.appoint
    return statistics.count(work.every_case(), year, by_unit=municipality.exports.statistics_by_unit, has_limit=appoint is not None)


def make_statistics(work: Work, municipality: Municipality, year: int, today: date) -> Sheets:
    """One sheet: all, each type, and each unit where the profile has them; "under 5" is said, and what is left out with it."""
    words, directory = Words(municipality.locale, municipality, today), work.directory()
    found = count_year(work, municipality, year)
    names = {CoordinatorType.COORDINATOR: "Coordinator", CoordinatorType.CHILD_COORDINATOR: "Child_coordinator"}
    heads = [words.plain("Saker"), words.plain("Har fått {coordinator}"), *([words.plain("Innen fristen")] if found.has_limit else [])]
    headings: list[Cell] = [str(year), *heads, words.plain("Halvparten innen, dager"), words.plain("Ni av ti innen, dager")]
    rows = [write(words.plain("Alle"), found.whole, found, words)]
    rows += [write(words.terms[names[type]], group, found, words) for type, group in found.types.items()]
    units = {unit: directory.units[unit].name if unit else words.plain("Ingen er spurt") for unit in found.units}
    rows += [write(units[unit], found.units[unit], found, words) for unit in sorted(found.units, key=lambda unit: units[unit])]
    notes: list[list[Cell]] = [[note] for note in explain(words)]
    return {words.plain("Tid til {coordinator}"): [headings, *rows], words.plain("Om tallene"): notes}


def explain(words: Words) -> list[str]:
    """What the numbers are, and why some are missing."""
    return [
        words.plain("Tiden er regnet i dager fra {intake_date} til første {coordinator} ble oppnevnt, i saker med {intake_date} i året."),
        words.plain("Tall fra 1 til 4 vises ikke, og heller ikke tall som ville røpet dem. Slik kan ingen kjennes igjen."),
    ]


def write(name: str, group: Group, found: Statistics, words: Words) -> list[Cell]:
    """One row."""
    hidden = words.plain("vises ikke")
    limit = [group.in_time] if found.has_limit else []
    counts: list[Cell] = [hidden if number is None else number for number in (group.cases, group.appointed, *limit)]
    return [name, *counts, group.median_days, group.slow_days]
