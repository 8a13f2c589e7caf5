"""Cases at every point at which there is something to paste."""

from dataclasses import replace

from bot.casework.duties import NO_PLAN, OPENING, PLAN
from bot.casework.model import Duty, DutyKind
from tests.cards import change_drawings as change
from tests.cards import ke_scenes as at
from tests.cards import telling_drawings as telling

STATES = {
    "appointed": at.APPOINTED,
    "outsider": at.OUTSIDER,
    "overdue": at.PASSED,
    "answered late": at.PASSED_ANSWERED,
    "three months": at.THREE_MONTHS,
    "handover": change.AWAITED,
    "handed over": change.RELIEVED,
    "closing": change.CLOSING,
    "paused": change.RESTING,
    "taken up again": change.AWAKE,
    "handed over on a form": replace(change.RELIEVED, duties=(Duty(DutyKind.HANDOVER_FORM, 2, at.WEDNESDAY),)),
    "closing, declined": replace(change.CLOSING, closing=replace(change.CLOSING.closing, reason="declined_coordinator")),
    "reported": replace(change.REPORTED, facts=(*change.REPORTED.facts, *telling.REPORTED), handler=at.LIV),
    "closed": replace(change.SHUT, handler=at.LIV),
    "other municipalities' own": replace(
        change.RELIEVED, duties=tuple(Duty(kind, 1, at.WEDNESDAY) for kind in (*OPENING, *PLAN, *NO_PLAN, DutyKind.STATISTICS_CHECK))
    ),
}
