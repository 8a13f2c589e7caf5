"""The register over coordinated cases (S0-23, S0-24): the municipality's own columns, filled with what the bot holds."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.casework.deadlines import oslo_date
from bot.casework.export_rules import Held
from bot.casework.model import Case, CoordinatorType, Directory, FactKind, Phase
from bot.casework.municipality import Municipality
from bot.registers.book import PRIVATE, Cell
from bot.storage.store import Work
from bot.texts.papers import name_coordinator
from bot.texts.words import Words

Sheets = dict[str, list[list[Cell]]]


def make_register(work: Work, municipality: Municipality, today: date) -> Sheets:
    """The open cases, the closed ones, and how much each unit has; in the municipality's language."""
    words, directory = Words(municipality.locale, municipality, today), work.directory()
    note: list[Cell] = [tell_private(words)]
    headings: list[Cell] = [municipality.text(column, municipality.locale) for column in municipality.exports.columns]
    still_open, closed = [note, headings], [[*note], [*headings]]
    for case in work.every_case():
        row = [HOLDS[column.holds](case, directory, words) for column in municipality.exports.columns]
        (closed if case.closed_at else still_open).append(row)
    return {
        words.plain("Åpne saker"): still_open,
        words.plain("Avsluttede saker"): closed,
        words.plain("{Units}"): list_units(work, directory, words),
    }


def tell_private(words: Words) -> str:
    """What stands on everything with a løpenummer in it."""
    return words.plain(PRIVATE)


def list_units(work: Work, directory: Directory, words: Words) -> list[list[Cell]]:
    """What each unit has now: requests that wait for it, and cases with its coordinators."""
    load = work.unit_load()
    rows: list[list[Cell]] = [
        [directory.units[unit].name, load[unit].open_requests, load[unit].active_cases]
        for unit in sorted(load, key=lambda unit: directory.units[unit].name)
    ]
    return [[words.plain("{Unit}"), words.plain("Venter på svar"), words.plain("Saker med {coordinator}")], *rows]


# ---- what a column holds


def tell_status(case: Case, directory: Directory, words: Words) -> str:
    """Where the case stands, in a few words."""
    if case.closed_at:
        return words.plain("avsluttet")
    if case.pause:
        return words.plain("på pause til {month}", month=words.month(case.pause.until))
    request = case.request or case.proposal
    match case.phase:
        case Phase.APPOINTED:
            return words.plain("har {coordinator}")
        case Phase.WAITING | Phase.PROMISED if request:
            return words.plain("venter på svar fra {place}", place=directory.units[request.unit].name)
        case Phase.PROPOSED:
            return words.plain("et forslag venter på {KE}")
        case _:
            return words.plain("ingen er spurt nå")


def name_unit(case: Case, directory: Directory, _words: Words) -> str | None:
    """The coordinator's unit; else the one that was asked last."""
    of = case.assignment or (case.requests[-1] if case.requests else None)
    return directory.units[of.unit].name if of else None


def name_in_place(case: Case, directory: Directory, _words: Words) -> str | None:
    """The coordinator in place."""
    return name_coordinator(case.assignment, directory) if case.assignment else None


def name_type(case: Case, _directory: Directory, words: Words) -> str:
    """Coordinator or child coordinator."""
    return words.terms["child_coordinator" if case.type is CoordinatorType.CHILD_COORDINATOR else "coordinator"]


def name_handler(case: Case, directory: Directory, _words: Words) -> str | None:
    """Who in KE has taken the case."""
    return directory.people[case.handler].name if case.handler else None


def tell_reason(case: Case, _directory: Directory, words: Words) -> str | None:
    """Why it was closed, in the list's own words."""
    reason = words.municipality.find_choice(words.municipality.closure_reasons, case.close_reason) if case.close_reason else None
    return words.municipality.text(reason, words.locale) if reason else None


def tell_fact(kind: FactKind) -> "Tells":
    """Yes or no, as it was reported last."""

    def tell(case: Case, _directory: Directory, words: Words) -> str | None:
        fact = case.newest_fact(kind)
        return None if fact is None or fact.answer is None else words.plain("ja") if fact.answer else words.plain("nei")

    return tell


def find_meeting(case: Case, _directory: Directory, _words: Words) -> date | None:
    """The last meeting that was reported."""
    return max((fact.day for fact in case.facts if fact.kind is FactKind.MEETING and fact.day), default=None)


def find_day(pick: Callable[[Case], date | None]) -> "Tells":
    """A day of the case itself."""
    return lambda case, _directory, _words: pick(case)


Tells = Callable[[Case, Directory, Words], Cell]
HOLDS: Mapping[Held, Tells] = {
    Held.NUMBER: lambda case, _directory, _words: case.number,
    Held.TYPE: name_type,
    Held.DECIDED_ON: find_day(lambda case: case.decided_on),
    Held.APPOINT_BY: find_day(lambda case: case.appoint_by),
    Held.STATUS: tell_status,
    Held.UNIT: name_unit,
    Held.COORDINATOR: name_in_place,
    Held.APPOINTED_ON: find_day(lambda case: oslo_date(case.assignment.named_at) if case.assignment else None),
    Held.ASKED_ON: find_day(lambda case: oslo_date(case.requests[-1].sent_at) if case.requests else None),
    Held.REPLY_BY: find_day(lambda case: case.request.deadline if case.request else None),
    Held.STARTED_ON: find_day(lambda case: case.assignment.first_talk_on if case.assignment else None),
    Held.PLAN: tell_fact(FactKind.PLAN),
    Held.CONSENT: tell_fact(FactKind.CONSENT),
    Held.LAST_MEETING: find_meeting,
    Held.HANDLER: name_handler,
    Held.CLOSED_ON: find_day(lambda case: oslo_date(case.closed_at) if case.closed_at else None),
    Held.CLOSE_REASON: tell_reason,
}


def count_rows(sheets: Sheets) -> int:
    """How many cases stand in it."""
    return sum(max(len(rows) - 2, 0) for rows in list(sheets.values())[:2])
