"""The world of the language test set: Monday 23 November 2026, three people, and how a row becomes a question to `understand`."""

import re
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from bot.dialogs.meaning import HARMLESS, Intent, Knowledge, Meaning, Understanding

TODAY = date(2026, 11, 23)
UNITS = ("Hjemmetjenesten sør", "Hjemmetjenesten nord", "Barnehage øst", "Skole vest", "Helsestasjonen", "PPT")
PEOPLE = ("Ada", "Bo", "Cille", "Dag", "Even", "Frid")
DEADLINES = {"2026-0431": date(2026, 12, 7), "2026-0423": date(2026, 11, 20)}

_LEADER_CASES = ("2026-0431", "2026-0423", "2026-0377", "2026-0391", "2025-0391", "2026-0417")
_COORDINATOR_CASES = ("2026-0417", "2026-0391", "2025-0391", "2025-0208")
KE = Knowledge(frozenset({"KE"}), TODAY, (*_LEADER_CASES, "2025-0208", "2026-0409"), UNITS, PEOPLE, deadlines=DEADLINES)
VL = Knowledge(frozenset({"VL"}), TODAY, _LEADER_CASES, UNITS, PEOPLE, deadlines=DEADLINES)
KO = Knowledge(frozenset({"KO"}), TODAY, _COORDINATOR_CASES, UNITS, PEOPLE)

GUARDED = {"K08", "O40"}
"""Refused by the privacy guard before anything is understood."""


@dataclass(frozen=True)
class Row:
    """One utterance of the set and what it must mean."""

    id: str
    context: str
    said: str
    intents: tuple[str, ...]
    slots: tuple[dict[str, str], ...]
    forbidden: frozenset[str]


def rows(path: Path) -> list[Row]:
    """A set, in order."""
    found = []
    for line in path.read_text("utf-8").splitlines()[1:]:
        id_, context, said, intents, slots = line.split("\t")
        parts = [dict(pair.split("=", 1) for pair in part.split("; ") if "=" in pair) for part in slots.split(" / ")]
        forbidden = frozenset(name for part in parts for name in part.pop("not", "").split(",") if name)
        found.append(Row(id_, context, said, tuple(intents.split(" + ")), tuple(parts), forbidden))
    return found


def knowledge(row: Row) -> Knowledge:
    """What the bot knows when this row is said: who speaks, and what it last asked or did."""
    base = {"K": KE, "L": VL, "O": KO}[row.id[0]]
    about = asked = last = None
    if found := re.fullmatch(r"asked: (\w+) for (\S+)", row.context):
        asked, about = found[1], Meaning(Intent.ACCEPT, case=found[2])
    elif found := re.fullmatch(r"(last|pending): (\w+) (\S+)(?: (\w+))?", row.context):
        matter = Meaning(Intent(found[2]), case=found[3], duty=(found[4],) if found[4] else ())
        about, last = (matter, None) if found[1] == "pending" else (None, matter)
    return Knowledge(base.role, TODAY, base.cases, UNITS, PEOPLE, deadlines=base.deadlines, asked=asked, about=about, last=last)


_NAMES = {"from": "from_date", "cases": "cases_all"}
_FREE = {"candidates", "more_days", "from_person", "month"}
"""Slots the set does not write down, though they follow from what it says."""


def slots_of(meaning: Meaning) -> dict[str, str]:
    """The filled slots of a meaning, written as the set writes them."""
    found = {}
    for field in fields(meaning):
        value = getattr(meaning, field.name)
        if (
            field.name == "intent"
            or value is None
            or (value in ((), False) and not isinstance(value, bool))
            or (field.name == "cases_all" and not value)
        ):
            continue
        found[field.name] = _written(field.name, value)
    return found


def _written(name: str, value: object) -> str:
    if name == "cases_all":
        return "all"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ",".join(value)
    return value.strftime("%H:%M") if name == "time" else str(value)  # type: ignore[attr-defined]


def wrong_slots(expected: dict[str, str], meaning: Meaning) -> str:
    """What differs between the slots of a row and those understood; empty when nothing does."""
    wanted = {_NAMES.get(name, name): value for name, value in expected.items()}
    got = slots_of(meaning)
    if "duty" in wanted:
        wanted["duty"], got["duty"] = (",".join(sorted(side.get("duty", "").split(","))) for side in (wanted, got))
    differ = {name for name in wanted | got if wanted.get(name) != got.get(name) and (name in wanted or name not in _FREE)}
    return ", ".join(f"{name}: wanted {wanted.get(name, '–')} got {got.get(name, '–')}" for name in sorted(differ))


def acts(understood: Understanding) -> set[str]:
    """The intents understood that would change something."""
    return {meaning.intent.value for meaning in understood.meanings if meaning.intent not in HARMLESS}
