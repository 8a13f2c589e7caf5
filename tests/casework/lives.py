"""A few lives of a case, command by command, and all that the rules make of each: what changed, what the trail says, who is told what.

`python -m tests.casework.lives` writes them down anew, to be read in the diff before it is committed.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.casework import commands as do
from bot.casework.deadlines import OSLO
from bot.casework.decide import bring_case, decide, open_case
from bot.casework.model import Case, Directory
from bot.casework.outcome import Decision, Refusal
from bot.casework.situation import Situation
from bot.profiles import read_profile
from tests.casework.deciding import DIRECTORY, KE, MONDAY
from tests.casework.lived import LIVED, Step
from tests.casework.lived_elsewhere import IN_OTHER_TOWNS
from tests.casework.lived_late import LATE
from tests.casework.lived_otherwise import OTHERWISE

RECORD = Path(__file__).with_name("lives.txt")
LIVES = LIVED | OTHERWISE | IN_OTHER_TOWNS | LATE


def live(profile: str, opening: do.OpenCase | do.BringCase, steps: list[Step]) -> Iterator[str]:
    """What is done, and below each line what comes of it."""
    municipality, town, now, case = read_profile(profile), DIRECTORY, MONDAY, None
    begins = Situation(now, KE, municipality, town)
    opened = open_case(opening, 1, begins) if isinstance(opening, do.OpenCase) else bring_case(opening, 1, begins)
    assert isinstance(opened, Decision)
    yield f"{type(opening).__name__}({plain(opening)})"
    yield from show(case, opened)
    case = opened.case
    for step in steps:
        if isinstance(step, timedelta):
            end = now + step
            while case.next_look_at and case.next_look_at <= end:
                now = max(now, case.next_look_at)
                yield f"{now.astimezone(OSLO):%a %d.%m.%Y %H:%M} the clock"
                passed = decide(case, do.TimePassed(), Situation(now, None, municipality, town))
                yield from show(case, passed)
                case = passed.case if isinstance(passed, Decision) else case
            now = end
            continue
        if isinstance(step, datetime):
            now = step
            yield f"{now.astimezone(OSLO):%a %d.%m.%Y %H:%M} the bot was away until now"
            continue
        if isinstance(step, Directory):
            yield f"{now.astimezone(OSLO):%a %d.%m.%Y %H:%M} in the town"
            yield from (f"    {line}" for line in news_of(town, step))
            town, case = step, replace(case, next_look_at=now)  # as when a list is read, or somebody says that they are away
            continue
        by, command = step
        who = "the clock" if by is None else town.people[by].name
        yield f"{now.astimezone(OSLO):%a %d.%m.%Y %H:%M} {who}: {type(command).__name__}({plain(command)})"
        done = decide(case, command, Situation(now, by, municipality, town))
        yield from show(case, done)
        case = done.case if isinstance(done, Decision) else case


def news_of(before: Directory, after: Directory) -> Iterator[str]:
    """The people and the units that are new, or not as they were."""
    yield from (plain(person) for id, person in after.people.items() if person != before.people.get(id))
    yield from (plain(unit) for id, unit in after.units.items() if unit != before.units.get(id))


def show(before: Case | None, done: Decision | Refusal) -> Iterator[str]:
    if isinstance(done, Refusal):
        yield f"    refused: {done.why} {plain(done.words)}"
        return
    yield from (f"    {line}" for line in changes("case", before, done.case))
    yield from (f"    trail: {event.kind} {plain(event.data)}" for event in done.events)
    yield from (f"    told: {plain(message)}" for message in done.messages)


def changes(path: str, before: Any, after: Any) -> Iterator[str]:
    """Every field that is not as it was, as deep as it is."""
    if before == after:
        return
    if is_dataclass(after) and (before is None or type(before) is type(after)):
        for field in fields(after):
            default = getattr(before, field.name) if before is not None else None
            yield from changes(f"{path}.{field.name}", default, getattr(after, field.name))
    elif isinstance(after, tuple) and any(map(is_dataclass, after)):
        for place, part in enumerate(after):
            yield from changes(f"{path}[{place}]", before[place] if before and place < len(before) else None, part)
    else:
        yield f"{path}: {plain(after)}"


def plain(value: Any) -> str:
    """A value in one way whatever the order of a set."""
    if isinstance(value, frozenset | set):
        return "{" + ", ".join(sorted(map(plain, value))) + "}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}={plain(part)}" for key, part in value.items()) + "}"
    if is_dataclass(value):
        return ", ".join(f"{field.name}={plain(part)}" for field in fields(value) if (part := getattr(value, field.name)) is not None)
    return str(value)


def tell(name: str) -> str:
    """One life as it is written down."""
    return "\n".join((f"== {name}", *live(*LIVES[name]), ""))


if __name__ == "__main__":
    RECORD.write_text("\n".join(map(tell, LIVES)), encoding="utf-8")
