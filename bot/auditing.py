"""The auditor: what the clock and the courier have forgotten, counted by check for whoever watches, and named for KE's own eyes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import datetime

import structlog
from rich.console import Console

from bot.casework.auditing import NOBODY, REMINDER, STAGES, Said, find_faults
from bot.casework.model import Case, CaseId
from bot.casework.municipality import Municipality
from bot.casework.seeing import Seen, TrailRole
from bot.casework.situation import Situation
from bot.logs import find_place
from bot.registers.telling import name_account
from bot.storage.auditing import CASES
from bot.storage.store import Store, Work

log = structlog.get_logger()

TICK, STUCK, UNSENT, BROKEN = "late_tick", "stuck_messages", "unsent_messages", "broken_cases"
CHECKS = (TICK, STUCK, UNSENT, BROKEN, *CASES, NOBODY, REMINDER, *STAGES.values())
"""Every check by name."""
MEANS: Mapping[str, str] = {
    TICK: "Klokka står: ingen runde er fullført på over ti minutter",
    STUCK: "Meldinger som ingen sender",
    UNSENT: "Meldinger som er forsøkt sendt i over ti minutter uten å komme fram",
    BROKEN: "Saken kan ikke leses eller vurderes, og klokka går forbi den",
    "late_cases": "Klokka skulle sett på saken for over ti minutter siden",
    "unsaid_request": "Forespørselen er sendt, men meldingen finnes ikke",
    "unsaid_overdue": "Svarfristen er brutt, men KE har ingen melding om det",
    "unsaid_three_months": "Fristen for oppnevning er nådd, men KE har ingen melding om det",
    "unsaid_handover": "Et bytte venter på lederen, men meldingen finnes ikke",
    "unsaid_welcome": "Koordinatoren er ønsket velkommen, men meldingen finnes ikke",
    NOBODY: "Ingen har ansvaret for neste steg",
    REMINDER: "Det er minnet om svaret, men meldingen finnes ikke",
}
"""What a check has found, in words; a stage has its own."""


def count_faults(work: Work, municipality: Municipality, now: datetime) -> Counter[str]:
    """How much each check finds. No løpenummer, and nobody."""
    return count(work, find_cases(work, municipality, now), now)


def count(work: Work, named: Iterable[tuple[str, CaseId]], now: datetime) -> Counter[str]:
    """The checks that find cases, counted, and those that find none beside them."""
    found = Counter(name for name, _ in named)
    found[TICK] = int(work.is_tick_late(now))
    found[STUCK] = work.stuck_messages(now)
    found[UNSENT] = work.unsent_messages(now)
    return +found


def find_cases(work: Work, municipality: Municipality, now: datetime) -> Iterator[tuple[str, CaseId]]:
    """Each case that a check finds, with the check's name."""
    yield from work.faulty_cases(now)
    directory, said = work.directory(), work.read_said(now)
    reminded = work.reminded_today(now)
    situation = Situation(now, None, municipality, directory, reminded)
    for case in work.open_cases():
        if isinstance(case, Case):
            yield from ((name, case.id) for name in judge(case, situation, said))
        else:
            yield BROKEN, case


def judge(case: Case, situation: Situation, said: Said) -> tuple[str, ...]:
    """What is wrong with an open case; one that holds what the rules cannot reckon with is broken."""
    try:
        return tuple(find_faults(case, situation, said))
    except Exception as error:  # the rules are pure: nothing is left half done
        log.error("case_cannot_be_judged", case=case.id, error=type(error).__name__, place=find_place(error))
        return (BROKEN,)


def tell_faults(url: str, municipality: Municipality, now: datetime, *, console: Console) -> int:
    """Print what is found, with the løpenummer of each case, which the trail keeps; returns the exit code."""
    with closing(Store(url)) as store:
        with store.reading() as work:
            named = list(find_cases(work, municipality, now))
            counted = count(work, named, now)
            numbers = work.numbers_of({case for _, case in named})
        if numbers:
            with store.transaction() as work:
                work.note_seen(Seen("audit", TrailRole.COMMAND_LINE, listed=tuple(numbers), account=name_account()), None, now)
    if not counted:
        console.print("Ingenting er glemt.")
        return 0
    for name in CHECKS:
        if counted[name]:
            listed = ", ".join(sorted({numbers[case] for check, case in named if check == name}))
            means = MEANS.get(name) or f"Klokka har gått forbi dette uten å gjøre det: {name.removeprefix('stage_')}"
            console.print(f"{means} ({name}): {listed or counted[name]}", style="red", markup=False, soft_wrap=True)
    return 1
