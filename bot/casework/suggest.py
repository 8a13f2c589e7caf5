"""Which units to suggest for a case, and why; KE decides (N2)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.casework.model import Case, CoordinatorType, Directory, UnitId
from bot.casework.overview import UnitLoad

MOST = 5


class Reason(StrEnum):
    """Why a unit is suggested."""

    ROUTING = "routing"
    SUGGESTED_PERSON = "suggested_person"
    CHOSEN = "chosen"
    LEAST_LOAD = "least_load"


def suggest_units(
    case: Case, directory: Directory, load: Mapping[UnitId, UnitLoad], category: str | None = None, chosen: Iterable[UnitId] = ()
) -> list[tuple[UnitId, Reason]]:
    """At most five units with a leader, each with its best reason. The category is used here and kept nowhere.

    A unit that has "barnekoordinator" among its categories is the routing list's own suggestion for every such case.
    """
    usable = {unit.id: unit for unit in directory.units.values() if unit.active and (unit.leaders or unit.stand_ins)}
    found: dict[UnitId, Reason] = {unit: Reason.CHOSEN for unit in chosen if unit in usable}
    child = case.type is CoordinatorType.CHILD_COORDINATOR
    wanted = {name.casefold() for name in (category, case.type.value if child else None) if name}
    matching = {unit.id: len(wanted & {name.casefold() for name in unit.categories}) for unit in usable.values()}
    routed = sorted((unit for unit, matches in matching.items() if matches and unit not in found), key=lambda unit: -matching[unit])
    found |= dict.fromkeys(routed, Reason.ROUTING)
    if case.suggested is not None:
        found |= {unit.id: Reason.SUGGESTED_PERSON for unit in usable.values() if case.suggested in unit.employees and unit.id not in found}
    asked = {request.unit for request in case.requests}
    rest = sorted(
        (unit for unit in usable if unit not in found and unit not in asked),
        key=lambda unit: (load.get(unit, UnitLoad()).open_requests, load.get(unit, UnitLoad()).active_cases, usable[unit].name),
    )
    found |= dict.fromkeys(rest, Reason.LEAST_LOAD)
    return list(found.items())[:MOST]
