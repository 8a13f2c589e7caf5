"""Whether a message that was decided still has something to say when its turn comes to be sent."""

from collections.abc import Mapping
from typing import Any

from bot.casework.model import Case, Way
from bot.casework.outcome import Kind


def still_matters(kind: Kind, case: Case, request_seq: int | None, data: Mapping[str, Any]) -> bool:
    """Asked just before a first sending: an answered request gets no reminder, a replaced coordinator no welcome.

    Who has reacted needs no e-mail, unless it is for somebody else who could not be reached.
    """
    request = case.find_request(request_seq) if request_seq is not None else None
    current = case.assignment
    match kind:
        case Kind.REQUEST:
            return request is not None and (request.live or request.way is Way.DIRECT)
        case Kind.OVERDUE:
            return request is not None and request.live
        case Kind.UNREAD_MAIL:
            return request is not None and request.live and (request.reacted_at is None or "unreached" in data)
        case Kind.WELCOME | Kind.DUTIES:
            return any(each.seq == data.get("about") and each.ended_at is None for each in case.assignments)
        case Kind.HANDOVER:
            return case.handover is not None and case.handover.seq == data.get("about")
        case Kind.SUBSTITUTE:
            return case.closed_at is None
        case Kind.LOOK_AGAIN:
            return case.pause is not None
        case Kind.THREE_MONTHS:
            return current is None and case.closed_at is None
        case Kind.NEWS:
            return case.closed_at is None
        case Kind.SHARED_MAIL | Kind.ROUND | Kind.TRAINING | Kind.COURSE | Kind.INVITATION | Kind.YEARLY_TASK:
            return True
        case Kind.SUCCEEDED | Kind.REGISTERS | Kind.STAFFING | Kind.REMINDING | Kind.CHOOSE_UNIT | Kind.DIGEST | Kind.ANSWER:
            return True
