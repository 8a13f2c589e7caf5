"""A municipality to measure with: KE, units with their leaders, and as many cases as asked, all invented."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import create_engine, delete, func, select

from bot.casework import commands
from bot.casework.decide import decide, open_case
from bot.casework.model import Case, Directory, PersonId, Unit
from bot.casework.municipality import Municipality
from bot.casework.outcome import Decision, Refusal
from bot.casework.situation import Situation
from bot.profiles import read_profile
from bot.storage.migrations import migrate
from bot.storage.people import change, keep_chat
from bot.storage.store import Store, Work
from bot.storage.tables import asked, cases, events, requests, unsealed
from bot.wire import Address

SENT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""When everything happened that was there before the measuring, where nothing else is said: a Monday morning."""
DECIDED = timedelta(days=3)
"""How long before that the cases were decided."""
KE_MEMBERS = 2
AT_ONCE = 500
"""Cases stored in one transaction."""

Happen = Callable[[Case, "Town"], "list[tuple[commands.PersonCommand, PersonId]]"]
"""What was done to a case before the measuring, and by whom."""


@dataclass(frozen=True)
class Town:
    """Who is there. Each unit has a leader and an employee of its own."""

    ke: tuple[PersonId, ...]
    leaders: tuple[PersonId, ...]
    employees: tuple[PersonId, ...]
    units: tuple[int, ...]


def entra_id(role: str, n: int) -> str:
    """The Entra id of the n-th person of a role."""
    return f"{role}-{n}"


def settle(url: str, service_url: str, units: int) -> Town:
    """A new database with people in it, all of whom can be reached in a chat."""
    migrate(url)
    store = Store(url)
    with store.transaction() as work:
        ke = tuple(add(work, "ke", n, service_url, is_ke=True) for n in range(KE_MEMBERS))
        leaders = tuple(add(work, "leader", n, service_url) for n in range(units))
        employees = tuple(add(work, "employee", n, service_url) for n in range(units))
        made = tuple(work.add_unit(Unit(0, f"Virksomhet {n}", (leaders[n],), employees=(employees[n],))).id for n in range(units))
    store.close()
    return Town(ke, leaders, employees, made)


def add(work: Work, role: str, n: int, service_url: str, *, is_ke: bool = False) -> PersonId:
    """One person with a chat."""
    person = work.add_person(f"{role} {n}", f"{role}.{n}@kommune.example")
    change(work, person.id, entra_id=entra_id(role, n), is_ke=is_ke)
    keep_chat(work, person.id, f"29:{role}-{n}", Address(service_url, f"a:{role}-{n}"))
    return person.id


def fill(url: str, town: Town, count: int, happen: Happen, *, at: datetime = SENT, silent: bool = True) -> None:
    """Open cases and let things happen to them, by the rules themselves; `silent` leaves no message waiting."""
    municipality, store = read_profile("standard"), Store(url)
    for start in range(0, count, AT_ONCE):
        with store.transaction() as work:
            directory = work.directory()
            for n in range(start, min(count, start + AT_ONCE)):
                add_case(work, n, town, municipality, directory, happen, at, silent=silent)
    store.close()


def add_case(  # noqa: PLR0917
    work: Work, n: int, town: Town, municipality: Municipality, directory: Directory, happen: Happen, at: datetime, *, silent: bool
) -> None:
    """One case with its history."""

    def situation(by: PersonId) -> Situation:
        return Situation(at, by, municipality, directory)

    opening = commands.OpenCase(f"{2000 + n // 10_000}-{n % 10_000:04}", at.date() - DECIDED)
    done = sound(open_case(opening, work.next_case_id(), situation(town.ke[0])))
    events, messages = done.events, done.messages
    for command, by in happen(done.case, town):
        done = sound(decide(done.case, command, situation(by)))
        events, messages = events + done.events, messages + done.messages
    work.save(None, Decision(done.case, events, () if silent else messages), town.ke[0], at)


def multiply(url: str, times: int) -> None:
    """Double the cases of a database so many times, each copy with its requests and history and a number of its own.

    All lines of the trail count as sealed long ago.
    """
    engine = create_engine(url)
    with engine.begin() as connection:
        for _ in range(times):
            offset = connection.scalar(select(func.max(cases.c.id))) or 0
            for table, key in ((cases, "id"), (requests, "case_id"), (asked, "case_id"), (events, "case_id")):
                copied = {each.name: each for each in table.c if table is not events or each.name != "id"}
                changed = copied | {key: copied[key] + offset}
                if table is cases:
                    changed["number"] = copied["number"] + f"/{offset}"
                connection.execute(table.insert().from_select(list(changed), select(*changed.values())))
            connection.execute(delete(unsealed))
    engine.dispose()


def sound(decided: Decision | Refusal) -> Decision:
    """The decision; a refusal here is a mistake of the measuring."""
    assert isinstance(decided, Decision), decided
    return decided


def ask_unit(case: Case, town: Town) -> list[tuple[commands.PersonCommand, PersonId]]:
    """KE asked the unit whose turn it was."""
    unit = town.units[case.id % len(town.units)]
    return [(commands.SendRequest(unit), town.ke[0])]
