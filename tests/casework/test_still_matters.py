"""What was decided some time ago is said only where it still has something to say, and when it may be said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.casework import commands as do
from bot.casework.duties import CLOSE
from bot.casework.lateness import leaves_at
from bot.casework.model import Case, HandoverReason, Named, Pause, Way
from bot.casework.outcome import Kind
from bot.casework.relevance import still_matters
from tests.casework.deciding import ADA, BO, KE, LEADER, MONDAY, SOUTH, settle_in

UNASKED = settle_in("standard").case
ASKED = settle_in("standard").does(do.SendRequest(SOUTH), KE).case
REACTED = settle_in("standard").does(do.SendRequest(SOUTH), KE).does(do.AskToBeCalled(1), LEADER).case
DECLINED = settle_in("standard").does(do.SendRequest(SOUTH), KE).does(do.Decline(1, "no_capacity"), LEADER).case
IN_PLACE = settle_in("standard").appoints().case
DIRECT = replace(IN_PLACE, requests=(replace(IN_PLACE.requests[0], way=Way.DIRECT),))
REPLACED = settle_in("standard").appoints().does(do.ReplaceCoordinator(Named(BO), True, True), LEADER).case
LEAVING = settle_in("standard").appoints().does(do.ReportHandover(HandoverReason.LEAVING), ADA).case
CLOSED = settle_in("standard").appoints().does(do.ReportClosure("goals_met"), ADA).does(do.TickDuties(CLOSE, 1), KE).case
PAUSED = replace(IN_PLACE, pause=Pause(1, MONDAY.date(), MONDAY, ADA))
FIRST, SECOND = {"about": 1}, {"about": 2}
WHATEVER_HAPPENED = set(Kind) - {
    Kind.REQUEST, Kind.OVERDUE, Kind.UNREAD_MAIL, Kind.WELCOME, Kind.DUTIES, Kind.HANDOVER, Kind.SUBSTITUTE, Kind.LOOK_AGAIN,
    Kind.THREE_MONTHS, Kind.NEWS,
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "case", "request_seq", "data", "matters"),
    [
        (Kind.REQUEST, ASKED, 1, {}, True),
        (Kind.REQUEST, ASKED, 2, {}, False),
        (Kind.REQUEST, ASKED, None, {}, False),
        (Kind.REQUEST, DECLINED, 1, {}, False),
        (Kind.REQUEST, DIRECT, 1, {}, True),
        (Kind.OVERDUE, ASKED, 1, {}, True),
        (Kind.OVERDUE, ASKED, None, {}, False),
        (Kind.OVERDUE, DECLINED, 1, {}, False),
        (Kind.UNREAD_MAIL, ASKED, 1, {}, True),
        (Kind.UNREAD_MAIL, ASKED, None, {}, False),
        (Kind.UNREAD_MAIL, REACTED, 1, {}, False),
        (Kind.UNREAD_MAIL, REACTED, 1, {"unreached": 2}, True),
        (Kind.UNREAD_MAIL, DECLINED, 1, {"unreached": 2}, False),
        *((kind, case, None, about, matters) for kind in (Kind.WELCOME, Kind.DUTIES) for case, about, matters in [
            (IN_PLACE, FIRST, True), (IN_PLACE, SECOND, False), (UNASKED, FIRST, False), (REPLACED, FIRST, False), (REPLACED, SECOND, True),
        ]),
        (Kind.HANDOVER, LEAVING, None, FIRST, True),
        (Kind.HANDOVER, LEAVING, None, SECOND, False),
        (Kind.HANDOVER, IN_PLACE, None, FIRST, False),
        (Kind.HANDOVER, IN_PLACE, None, {}, False),
        (Kind.SUBSTITUTE, IN_PLACE, None, {}, True),
        (Kind.SUBSTITUTE, CLOSED, None, {}, False),
        (Kind.LOOK_AGAIN, PAUSED, None, {}, True),
        (Kind.LOOK_AGAIN, IN_PLACE, None, {}, False),
        (Kind.THREE_MONTHS, ASKED, None, {}, True),
        (Kind.THREE_MONTHS, IN_PLACE, None, {}, False),
        (Kind.THREE_MONTHS, CLOSED, None, {}, False),
        (Kind.NEWS, IN_PLACE, None, {}, True),
        (Kind.NEWS, CLOSED, None, {}, False),
        *((kind, case, None, {}, True) for kind in sorted(WHATEVER_HAPPENED) for case in (UNASKED, CLOSED)),
    ],
)  # fmt: skip
def test_what_was_decided_is_said_only_while_it_matters(
    kind: Kind, case: Case, request_seq: int | None, data: dict[str, int], matters: bool
) -> None:
    assert still_matters(kind, case, request_seq, data) is matters


SATURDAY = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
"""Seven o'clock in Oslo, when the hours begin."""


@pytest.mark.parametrize(
    ("kind", "due_at", "now", "leaves"),
    [
        (Kind.REMINDING, MONDAY, MONDAY, MONDAY),
        (Kind.REMINDING, MONDAY, SATURDAY, NEXT_MORNING),
        (Kind.REMINDING, SATURDAY - timedelta(hours=1), SATURDAY, SATURDAY),
        (Kind.NEWS, MONDAY, SATURDAY, SATURDAY),
        (Kind.DIGEST, MONDAY, MONDAY + timedelta(hours=4), MONDAY + timedelta(hours=4)),
        (Kind.DIGEST, MONDAY, MONDAY + timedelta(hours=4, seconds=1), None),
        (Kind.OVERDUE, MONDAY, MONDAY + timedelta(hours=5), MONDAY + timedelta(hours=5)),
    ],
)
def test_what_comes_late_keeps_to_the_hours_it_was_meant_for(kind: Kind, due_at: datetime, now: datetime, leaves: datetime | None) -> None:
    assert leaves_at(kind, due_at, now, settle_in("standard").municipality.deadlines) == leaves
