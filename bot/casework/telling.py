"""The messages a decision gives, each under a key that makes it unique for ever."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.casework.deadlines import oslo_date
from bot.casework.model import Assignment, Case, PersonId, Request
from bot.casework.outcome import Kind, Message, News
from bot.casework.situation import Situation


def ask(
    case: Case, request: Request, people: Iterable[PersonId], situation: Situation, occasion: str = "sent", **data: Any
) -> tuple[Message, ...]:
    """The request's card to some people; `occasion` keeps a second showing apart from the first."""
    return tell(people, Kind.REQUEST, case, f"request-{request.seq}/{occasion}", situation, request=request.seq, data=data)


def remind(request: Request, at: datetime, situation: Situation, but: frozenset[PersonId] = frozenset()) -> tuple[Message, ...]:
    """The day's reminding message to whoever gets what is sent to the unit on that day; not to those who got the request just now."""
    day, people = oslo_date(at), (person for person in reachable(request, situation) if person not in but)
    return tuple(Message(f"reminding/{day}/p{person}", Kind.REMINDING, person, at, reminding_on=day) for person in people)


def mail_unread(case: Case, request: Request, at: datetime, situation: Situation) -> tuple[Message, ...]:
    """One neutral e-mail to those who have not reacted (S0-10); one that went after the request was sent is about this one too."""
    day, since = oslo_date(at), {"since": request.sent_at.isoformat()}
    return tuple(
        Message(f"case-{case.id}/request-{request.seq}/mail/p{person}", Kind.UNREAD_MAIL, person, at, case.id, request.seq, day, since)
        for person in reachable(request, situation)
    )


def reachable(request: Request, situation: Situation) -> tuple[PersonId, ...]:
    """Who hears of a request today: whoever it was passed on to and is at work, and whoever gets what is sent to the unit today."""
    people = situation.directory.people
    passed_to = tuple(person for person in request.passed_to if people[person].active and not people[person].away(situation.today))
    return tuple(dict.fromkeys(passed_to + situation.directory.recipients(request.unit, situation.today)))


def tell_ke(
    kind: Kind, case: Case, occasion: str, situation: Situation, *, at: datetime | None = None, request: int | None = None, **data: Any
) -> tuple[Message, ...]:
    """The same message to every member of KE."""
    return tell(situation.directory.ke(), kind, case, occasion, situation, at=at, request=request, data=data)


def news(
    what: News, case: Case, situation: Situation, request: int | None = None, at: datetime | None = None, **data: Any
) -> tuple[Message, ...]:
    """Something happened that KE is told, at once unless another instant is given."""
    return tell_ke(Kind.NEWS, case, f"v{case.version}/{what}", situation, at=at, request=request, news=what.value, **data)


def tell(
    people: Iterable[PersonId],
    kind: Kind,
    case: Case,
    occasion: str,
    situation: Situation,
    *,
    at: datetime | None = None,
    request: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> tuple[Message, ...]:
    """One message of a kind about the case to each of some people, now unless another instant is given."""
    return tuple(
        Message(f"case-{case.id}/{occasion}/p{person}", kind, person, at or situation.now, case.id, request, data=data or {})
        for person in dict.fromkeys(people)
    )


def list_duties(case: Case, assignment: Assignment, situation: Situation) -> tuple[Message, ...]:
    """KE's card to tick off after an appointment; it also tells that there is one."""
    return tell_ke(Kind.DUTIES, case, f"assignment-{assignment.seq}/duties", situation, request=assignment.request, about=assignment.seq)


def list_registers(case: Case, occasion: str, why: str, about: int, situation: Situation) -> tuple[Message, ...]:
    """KE's card to tick off what an event gives it, by the name in `duties.REGISTERS`."""
    return tell_ke(Kind.REGISTERS, case, occasion, situation, why=why, about=about)


def mail_lost(case: Case, request: Request, person: PersonId, situation: Situation) -> tuple[Message, ...]:
    """KE is told that the neutral e-mail did not arrive either."""
    occasion = f"request-{request.seq}/mail-lost-{person}"
    return tell_ke(Kind.NEWS, case, occasion, situation, request=request.seq, news=News.MAIL_LOST.value, person=person)


def unreached(case: Case, request: Request | None, person: PersonId, situation: Situation) -> tuple[Message, ...]:
    """KE is told that somebody could not be reached in Teams; whoever was asked gets the neutral e-mail at once instead."""
    about = f"request-{request.seq}" if request else f"assignment-{len(case.assignments)}"
    told = tell_ke(
        Kind.NEWS,
        case,
        f"{about}/unreachable-{person}",
        situation,
        request=request.seq if request else None,
        news=News.UNREACHABLE.value,
        person=person,
    )
    if request is None:
        return told
    mail = tell((person,), Kind.UNREAD_MAIL, case, f"request-{request.seq}/mail", situation, request=request.seq, data={"unreached": True})
    return (*told, *mail)


def mail_ke(situation: Situation) -> Message:
    """A neutral e-mail to KE's shared mailbox in the hours, once a day (S3-32)."""
    at = situation.working_instant()
    return Message(f"shared-mail/{oslo_date(at)}", Kind.SHARED_MAIL, situation.directory.ke()[0], at)
