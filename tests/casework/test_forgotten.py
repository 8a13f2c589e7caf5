"""What the auditor calls forgotten, by the rules alone: a stage that lies behind, a reminder that was never said, a case with nobody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.casework import commands as do
from bot.casework.auditing import LATE, NOBODY, REMEMBERED, REMINDER, Said, find_faults
from bot.casework.model import Case, Directory
from bot.casework.situation import Situation
from tests.casework.deciding import ADA, DIRECTORY, KE, LEADER, MONDAY, SOUTH, settle_in

NOTHING = Said(frozenset(), {})
WITHOUT_KE = replace(DIRECTORY, people={id: replace(person, is_ke=False) for id, person in DIRECTORY.people.items()})
ADA_LEFT = replace(WITHOUT_KE, people={**WITHOUT_KE.people, ADA: replace(WITHOUT_KE.people[ADA], active=False)})
SILENT = replace(WITHOUT_KE, people={**WITHOUT_KE.people, LEADER: replace(WITHOUT_KE.people[LEADER], active=False, has_chat=False)})
UNASKED, ASKED = settle_in("standard"), settle_in("standard").does(do.SendRequest(SOUTH), KE)
IN_PLACE = settle_in("standard").appoints()
REMINDED = settle_in("standard").does(do.SendRequest(SOUTH), KE).does(do.RemindNow(1), KE)
DAY = REMINDED.case.requests[0].reminded_on[0]


def faults(case: Case, directory: Directory = DIRECTORY, said: Said = NOTHING, now: datetime = MONDAY) -> list[str]:
    return list(find_faults(case, Situation(now, None, UNASKED.municipality, directory), said))


@pytest.mark.parametrize(
    ("case", "directory", "found"),
    [
        (UNASKED.case, DIRECTORY, []),
        (UNASKED.case, WITHOUT_KE, [NOBODY]),
        (ASKED.case, WITHOUT_KE, []),
        (ASKED.case, SILENT, [NOBODY]),
        (IN_PLACE.case, WITHOUT_KE, []),
        (IN_PLACE.case, ADA_LEFT, [NOBODY]),
    ],
)
def test_somebody_at_work_has_the_next_step(case: Case, directory: Directory, found: list[str]) -> None:
    assert faults(case, directory) == found


@pytest.mark.parametrize(
    ("said", "days_later", "found"),
    [
        (NOTHING, 0, [REMINDER]),
        (Said(frozenset({(LEADER, DAY)}), {}), 0, []),
        (Said(frozenset({(ADA, DAY), (LEADER, DAY - timedelta(days=1))}), {}), 0, [REMINDER]),
        (Said(frozenset(), {1: MONDAY}), 0, []),
        (Said(frozenset(), {1: MONDAY - timedelta(days=1)}), 0, [REMINDER]),
        (Said(frozenset(), {2: MONDAY}), 0, [REMINDER]),
        (NOTHING, REMEMBERED.days, [REMINDER]),
        (NOTHING, REMEMBERED.days + 1, []),
    ],
)
def test_whoever_was_reminded_has_the_message_or_the_request_since(said: Said, days_later: int, found: list[str]) -> None:
    later = REMINDED.case if not days_later else replace(REMINDED.case, next_look_at=MONDAY)
    assert faults(later, said=said, now=MONDAY + timedelta(days=days_later)) == found


def test_a_request_nobody_was_reminded_of_lacks_no_reminder() -> None:
    assert faults(ASKED.case) == []


def test_a_stage_that_lies_behind_is_named_unless_the_clock_is_to_look_now() -> None:
    first = UNASKED.case.next_look_at
    assert first
    late, forgotten = first + LATE + timedelta(seconds=1), replace(UNASKED.case, next_look_at=None)
    assert faults(forgotten, now=first + LATE) == []
    (named,) = faults(forgotten, now=late)
    assert named.startswith("stage_")
    assert faults(replace(UNASKED.case, next_look_at=late + timedelta(seconds=1)), now=late) == [named]
    assert faults(replace(UNASKED.case, next_look_at=late), now=late) == []


def test_a_request_is_late_from_the_day_after_its_deadline_and_never_where_none_was_set() -> None:
    request = ASKED.case.requests[0]
    assert request.deadline
    assert [request.is_late(request.deadline + timedelta(days=days)) for days in (-1, 0, 1)] == [False, False, True]
    assert not replace(request, deadline=None).is_late(MONDAY.date() + timedelta(days=999))


@pytest.mark.parametrize(("minutes", "found"), [(0, []), (-1, [REMINDER])])
def test_a_request_that_was_sent_again_from_midnight_on_needs_no_reminder_that_day(minutes: int, found: list[str]) -> None:
    asked = datetime(2026, 11, 22, 23, 0, tzinfo=UTC) + timedelta(minutes=minutes)
    assert faults(REMINDED.case, said=Said(frozenset(), {1: asked})) == found


@pytest.mark.parametrize(("looked_at", "found"), [("2026-11-27", []), ("2026-11-30", ["stage_mail"])])
def test_an_e_mail_may_give_way_until_the_next_working_day(looked_at: str, found: list[str]) -> None:
    later = replace(ASKED.case, next_look_at=datetime.fromisoformat(f"{looked_at}T07:00+00:00"))
    assert faults(later, now=datetime(2026, 11, 26, 11, tzinfo=UTC)) == found
