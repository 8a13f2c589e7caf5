"""Which columns of a list are read, under which headers, and nothing besides."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import yaml


class Column(StrEnum):
    """A column that is read; the value is the header it has unless the municipality's mapping renames it."""

    UNIT = "Virksomhet"
    LEADER = "Leder"
    LEADER_EMAIL = "Leder e-post"
    STAND_IN = "Stedfortreder"
    STAND_IN_EMAIL = "Stedfortreder e-post"
    DEPARTMENT_LEADER = "Avdelingsleder"
    DEPARTMENT_LEADER_EMAIL = "Avdelingsleder e-post"
    CATEGORIES = "Kategorier"
    RECORD_SYSTEM = "Bruker PROFIL"
    SUPER_USER = "Superbruker"
    SUPER_USER_EMAIL = "Superbruker e-post"
    EMPLOYEE = "Ansatt"
    EMPLOYEE_EMAIL = "Ansatt e-post"
    ROLE = "Rolle"
    COMPLETE = "Alle er med"
    NEAREST_LEADER = "Nærmeste leder"
    NEAREST_LEADER_EMAIL = "Nærmeste leder e-post"
    NUMBER = "Løpenummer"
    TYPE = "Type"
    DECIDED_ON = "Vedtaksdato"
    COORDINATOR = "Navn"
    COORDINATOR_EMAIL = "E-post"
    APPOINTED_ON = "Oppnevnt"


class Kind(StrEnum):
    """The two lists of who is who, a row for each unit and a row for each person; and the register, a row for each case."""

    UNITS = "fordelingsliste"
    PEOPLE = "ansatte"
    REGISTER = "register"


REQUIRED = {
    Kind.UNITS: (Column.UNIT, Column.LEADER, Column.LEADER_EMAIL),
    Kind.PEOPLE: (Column.EMPLOYEE, Column.EMPLOYEE_EMAIL),
    Kind.REGISTER: (Column.NUMBER,),
}
"""A table is the list whose required headers it has."""

READ = {
    Kind.UNITS: (
        *REQUIRED[Kind.UNITS],
        Column.STAND_IN,
        Column.STAND_IN_EMAIL,
        Column.DEPARTMENT_LEADER,
        Column.DEPARTMENT_LEADER_EMAIL,
        Column.CATEGORIES,
        Column.RECORD_SYSTEM,
        Column.SUPER_USER,
        Column.SUPER_USER_EMAIL,
    ),
    Kind.PEOPLE: (
        *REQUIRED[Kind.PEOPLE],
        Column.UNIT,
        Column.ROLE,
        Column.NEAREST_LEADER,
        Column.NEAREST_LEADER_EMAIL,
        Column.COMPLETE,
    ),
    Kind.REGISTER: (
        *REQUIRED[Kind.REGISTER],
        Column.TYPE,
        Column.DECIDED_ON,
        Column.UNIT,
        Column.COORDINATOR,
        Column.COORDINATOR_EMAIL,
        Column.APPOINTED_ON,
    ),
}

Headers = Mapping[Kind, Mapping[Column, str]]
"""What the columns of each list are called, in the order in which they are written."""

ROSTER = (Kind.UNITS, Kind.PEOPLE)
"""The lists that are brought in together."""

DEFAULT_HEADERS: Headers = {kind: {column: str(column) for column in columns} for kind, columns in READ.items()}


class UnreadableMapping(ValueError):
    """The mapping file does not say what it should; the message tells what to do."""


def read_mapping(path: Path) -> Headers:
    """The headers a municipality uses, from YAML: for each list, our header and theirs, in their order. Raises UnreadableMapping."""
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UnreadableMapping(f"Klarte ikke å lese {path.name} som YAML.") from error
    if not isinstance(found, dict) or not all(isinstance(names, dict) for names in found.values()):
        raise UnreadableMapping(f"{path.name} skal ha {' eller '.join(Kind)} øverst, og under den én linje for hver kolonne.")
    if unknown := sorted(set(map(str, found)) - set(Kind)):
        raise UnreadableMapping(f"Ukjent liste i {path.name}: {', '.join(unknown)}. Bruk {' eller '.join(Kind)}.")
    return {kind: _rename(kind, found.get(kind.value, {})) for kind in Kind}


def _rename(kind: Kind, names: Mapping[object, object]) -> Mapping[Column, str]:
    known = {simplify(column): column for column in READ[kind]}
    wanted = {simplify(str(ours)): str(theirs) for ours, theirs in names.items()}
    if wanted.keys() - known.keys():
        unknown = sorted(str(ours) for ours in names if simplify(str(ours)) not in known)
        raise UnreadableMapping(f"Ukjent kolonne i {kind}: {', '.join(unknown)}. Kjente kolonner: {', '.join(READ[kind])}.")
    named = {known[ours]: theirs for ours, theirs in wanted.items()}
    return named | {column: header for column, header in DEFAULT_HEADERS[kind].items() if column not in named}


def simplify(header: str) -> str:
    """A header as it is compared: 'Leder  E-post:' and 'leder epost' are the same."""
    return re.sub(r"[^\w]|_", "", header).casefold()
