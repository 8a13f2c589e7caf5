"""The clocks: which stages lie ahead of a case, which are due, and what each does. Only the newest due stage of a kind is carried out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.casework import duties, following_up, handing_on, leaving, routing, standing_in, telling
from bot.casework.deadlines import DAY, oslo_date, oslo_instant, overdue_instant, reminder_days, warning_days
from bot.casework.handing_over import change_handover, end_relieved, finders
from bot.casework.model import Case, HandoverState, Pause, PersonId, Request, RequestState, Substitute
from bot.casework.outcome import Decision, Event, Kind, Message, News
from bot.casework.situation import Situation


class What(StrEnum):
    """The kinds of stages, in the order they are carried out when several are due at once."""

    FOLLOW = "follow"
    REMIND = "remind"
    OVERDUE = "overdue"
    MAIL = "mail"
    WARN = "warn"
    THREE_MONTHS = "three_months"
    RELIEVE = "relieve"
    HANDOVER_UNANSWERED = "handover_unanswered"
    LOOK_AGAIN = "look_again"
    LEFT = "left"
    CHECKLIST = "checklist"
    NOT_STARTED = "not_started"
    LOOK = "look"
    SUBSTITUTE_LEFT = "substitute_left"
    SUBSTITUTE_ENDS = "substitute_ends"
    SUBSTITUTE_UNANSWERED = "substitute_unanswered"
    SUBSTITUTE_OVER = "substitute_over"


@dataclass(frozen=True, slots=True)
class Stage:
    """Something the clock will do to the case at an instant, unless the case has changed by then."""

    at: datetime
    what: What
    name: str = ""


def next_look(case: Case, situation: Situation) -> datetime | None:
    """When the case must be looked at again; None when time alone changes nothing."""
    return min((stage.at for stage in ahead(case, situation)), default=None)


def ahead(case: Case, situation: Situation) -> Iterator[Stage]:
    """Every stage that has not been carried out."""
    if case.closed_at:
        return
    if (follow := routing.follow_at(case, situation)) is not None:
        yield Stage(follow, What.FOLLOW)
    if case.request:
        yield from ahead_of_request(case.request, situation)
    if case.assignment is None and case.three_months_on is None:
        yield from ahead_of_appointment(case, situation)
    yield from ahead_of_coordinator(case, situation)


def ahead_of_request(request: Request, situation: Situation) -> Iterator[Stage]:
    """Reminders, the deadline, and the e-mail to a leader who has not reacted (S0-11, S0-12)."""
    rules = situation.municipality.deadlines
    deadline = request.deadline
    if rules.reply and deadline and (request.overdue_on is None or request.overdue_on <= deadline):
        for day in reminder_days(deadline, rules.reply, situation.calendar, oslo_date(request.sent_at)):
            if not any(given >= day for given in request.reminded_on):
                yield Stage(oslo_instant(day, rules.reply.at), What.REMIND)
        yield Stage(overdue_instant(deadline, rules, situation.calendar), What.OVERDUE)
    if request.reacted_at is None and request.mailed_on is None:
        yield Stage(oslo_instant(first_mail_day(request, situation), rules.overdue_at), What.MAIL)


def first_mail_day(request: Request, situation: Situation) -> date:
    """Some working days after sending; a later one while the leader has a reminding message that day already."""
    day = situation.calendar.after(oslo_date(request.sent_at), situation.municipality.deadlines.unanswered_mail_after)
    taken = situation.today in request.reminded_on or any(person in situation.reminded for person in telling.reachable(request, situation))
    return situation.calendar.after(situation.today) if day <= situation.today and taken else day


def ahead_of_appointment(case: Case, situation: Situation) -> Iterator[Stage]:
    """Warnings before the appointment deadline and the day itself (S0-04, S0-25); the day is not rolled, only the telling is."""
    rules = situation.municipality.deadlines
    if case.appoint_by is None or rules.appoint is None:
        return
    for name, day in warning_days(case.appoint_by, rules.appoint, situation.calendar):
        if name not in case.warned:
            yield Stage(oslo_instant(day, rules.digest_at), What.WARN, name=name)
    yield Stage(oslo_instant(situation.calendar.on_or_after(case.appoint_by), rules.overdue_at), What.THREE_MONTHS)


def ahead_of_coordinator(case: Case, situation: Situation) -> Iterator[Stage]:
    """The day a successor takes over, a handover the leader leaves unanswered, and the month of a pause."""
    rules = situation.municipality.deadlines
    for assignment in case.assignments:
        if assignment.ended_at is None and assignment.ends_on:
            yield Stage(oslo_instant(assignment.ends_on, rules.overdue_at), What.RELIEVE)
    handover = case.handover
    if handover and handover.state is HandoverState.LEADER and handover.ke_told_on is None:
        day = situation.calendar.after(oslo_date(handover.reported_at), rules.handover_answer_after)
        yield Stage(oslo_instant(day, rules.overdue_at), What.HANDOVER_UNANSWERED)
    if (left := leaving.tell_at(case, situation)) is not None:
        yield Stage(left, What.LEFT)
    if case.pause and case.pause.asked_on is None:
        yield Stage(oslo_instant(situation.calendar.on_or_after(case.pause.until), rules.overdue_at), What.LOOK_AGAIN)

    if case.look_on:
        yield Stage(oslo_instant(situation.calendar.on_or_after(case.look_on), rules.overdue_at), What.LOOK)
    if (reminder := handing_on.reminder_day(case, situation)) is not None:
        yield Stage(oslo_instant(reminder, rules.overdue_at), What.CHECKLIST)
    if (unheard := following_up.tell_day(case, situation)) is not None:
        yield Stage(oslo_instant(unheard, rules.overdue_at), What.NOT_STARTED)
    if case.substitute:
        yield from ahead_of_substitute(case.substitute, situation)


def ahead_of_substitute(substitute: Substitute, situation: Situation) -> Iterator[Stage]:
    """The leader is asked before the last day, KE is told of what stays unanswered; only a return that was confirmed ends it (S2-28)."""
    rules, calendar = situation.municipality.deadlines, situation.calendar
    after = calendar.after(substitute.last_day)
    if standing_in.has_left(substitute, situation):
        yield Stage(situation.working_instant(), What.SUBSTITUTE_LEFT)
        return
    if substitute.person is None:
        unanswered = calendar.after(oslo_date(substitute.asked_at), rules.handover_answer_after)
    elif substitute.returns_at:
        yield Stage(oslo_instant(substitute.last_day + DAY, rules.overdue_at), What.SUBSTITUTE_OVER)
        return
    else:
        unanswered = after
        if substitute.reminded_on is None:
            day = max(calendar.before(after, situation.municipality.handover.substitute.ask_before), substitute.first_day)
            yield Stage(oslo_instant(day, rules.overdue_at), What.SUBSTITUTE_ENDS)
    if substitute.ke_told_on is None:
        yield Stage(oslo_instant(unanswered, rules.overdue_at), What.SUBSTITUTE_UNANSWERED)


def pass_time(case: Case, situation: Situation, unsaid: int | None = None) -> Decision:
    """Carry out what is due, a reminder that never left included; the case itself when nothing is."""
    due = sorted((stage for stage in ahead(case, situation) if stage.at <= situation.now), key=lambda stage: list(What).index(stage.what))
    kinds = {stage.what for stage in due}
    followed = routing.follow(case, situation) if What.FOLLOW in kinds else routing.Followed(case)
    case, happened, said = pass_request(followed.case, kinds, unsaid, followed.asked, situation)
    events: list[Event] = [*followed.events, *happened]
    messages: list[Message] = [*followed.messages, *said]
    if What.THREE_MONTHS in kinds:
        case, said = tell_three_months(case, situation, situation.working_instant())
        events.append(Event("three_months", {"appoint_by": str(case.appoint_by)}))
        messages += said
    elif What.WARN in kinds:
        names = tuple(stage.name for stage in due if stage.what is What.WARN)
        case = replace(case, warned=case.warned + names)
        events.append(Event("warned", {"stage": names[-1], "appoint_by": str(case.appoint_by)}))
    case, happened, said = pass_coordinator(case, kinds, situation)
    return Decision(case, (*events, *happened), (*messages, *said))


def pass_request(
    case: Case, kinds: set[What], unsaid: int | None, asked: frozenset[PersonId], situation: Situation
) -> tuple[Case, tuple[Event, ...], tuple[Message, ...]]:
    """What the clock does about a request that waits: the newest of what is due. Whoever was asked just now is not reminded as well."""
    request, at = case.request, situation.working_instant()
    day = oslo_date(at)
    if request and What.OVERDUE in kinds:
        case, messages = tell_overdue(case, request, situation)
        return case, (Event("overdue", {"request": request.seq, "deadline": str(request.deadline)}),), messages
    if request and (What.REMIND in kinds or is_unsaid(request, unsaid, situation)):
        case = change_request(case, replace(request, reminded_on=(*request.reminded_on, day)))
        reminded = Event("reminded", {"request": request.seq, "day": day.isoformat()})
        return case, (reminded,), telling.remind(request, at, situation, asked)
    if request and What.MAIL in kinds:
        case = change_request(case, replace(request, mailed_on=day))
        return case, (Event("mailed", {"request": request.seq}),), telling.mail_unread(case, request, at, situation)
    return case, (), ()


def pass_coordinator(case: Case, kinds: set[What], situation: Situation) -> tuple[Case, tuple[Event, ...], tuple[Message, ...]]:
    """What the clock does about whoever is coordinator, and about the months in which the case is looked at again."""
    events: list[Event] = []
    messages: list[Message] = []
    if What.RELIEVE in kinds:
        case, said = end_relieved(case, situation)
        messages += said
        events.append(Event("relieved"))
    if case.handover and What.HANDOVER_UNANSWERED in kinds:
        at = situation.working_instant()
        case = change_handover(case, replace(case.handover, ke_told_on=oslo_date(at)))
        events.append(Event("handover_unanswered"))
        occasion = f"handover-{case.handovers[-1].seq}/unanswered"
        messages += telling.tell_ke(Kind.NEWS, case, occasion, situation, at=at, news=News.HANDOVER_UNANSWERED.value)
    if case.assignment and What.LEFT in kinds:
        events.append(Event("coordinator_left", {"assignment": case.assignment.seq}))
        case, said = leaving.tell_left(case, case.assignment, situation)
        messages += said
    if case.pause and What.LOOK_AGAIN in kinds:
        case, said = look_again(case, case.pause, situation)
        events.append(Event("look_again", {"until": case.pause.until.isoformat() if case.pause else None}))
        messages += said
    if case.look_on and What.LOOK in kinds:
        case, said = look(case, case.look_on, situation)
        events.append(Event("looked_again"))
        messages += said
    if What.CHECKLIST in kinds:
        case, said = handing_on.remind(case, situation)
        events.append(Event("checklist_reminded"))
        messages += said
    if What.NOT_STARTED in kinds and case.assignment:
        case, said = following_up.tell_not_started(case, case.assignment, situation.working_instant(), situation)
        events.append(Event("not_started", {"assignment": case.assignment.seq if case.assignment else None}))
        messages += said
    if case.substitute and (due_now := AROUND_SUBSTITUTES & kinds):
        case, event, said = pass_substitute(case, case.substitute, due_now, situation)
        events.append(event)
        messages += said
    return case, tuple(events), tuple(messages)


AROUND_SUBSTITUTES = frozenset({What.SUBSTITUTE_LEFT, What.SUBSTITUTE_ENDS, What.SUBSTITUTE_UNANSWERED, What.SUBSTITUTE_OVER})


def pass_substitute(case: Case, current: Substitute, due: frozenset[What], situation: Situation) -> tuple[Case, Event, tuple[Message, ...]]:
    """What the clock does about a vikar: the newest of what is due."""
    at = situation.working_instant()
    data: dict[str, int] = {"substitute": current.seq}
    if What.SUBSTITUTE_LEFT in due:
        return standing_in.want_another(case, current, situation)
    if What.SUBSTITUTE_OVER in due:
        case, (event,), messages = standing_in.finish(case, current, situation)
        return case, event, messages
    if What.SUBSTITUTE_UNANSWERED in due:
        case = standing_in.change(case, replace(current, ke_told_on=oslo_date(at), reminded_on=current.reminded_on or oslo_date(at)))
        occasion = f"substitute-{current.seq}/unanswered-{current.last_day}"
        told = telling.tell_ke(Kind.NEWS, case, occasion, situation, at=at, news=News.SUBSTITUTE_UNANSWERED.value, about=current.seq)
        return case, Event("substitute_unanswered", data), told
    case = standing_in.change(case, replace(current, reminded_on=oslo_date(at)))
    assignment = case.find_assignment(current.assignment)
    people = finders(assignment, situation) if assignment else situation.directory.ke()
    occasion = f"substitute-{current.seq}/ends-{current.last_day}"
    told = telling.tell(people, Kind.SUBSTITUTE, case, occasion, situation, at=at, data={"about": current.seq})
    return case, Event("substitute_asked_about", data), told


def look_again(case: Case, pause: Pause, situation: Situation) -> tuple[Case, tuple[Message, ...]]:
    """The month of a pause has come: the coordinator is asked, or KE where there is none in Teams."""
    at = situation.working_instant()
    responsible = (person for person in case.responsible(situation.today) if situation.directory.people[person].active)
    people = tuple(responsible) or situation.directory.ke()
    occasion = f"pause-{pause.seq}/look-again-{pause.until}"
    case = replace(case, pause=replace(pause, asked_on=oslo_date(at)))
    return case, telling.tell(people, Kind.LOOK_AGAIN, case, occasion, situation, at=at)


def look(case: Case, month: date, situation: Situation) -> tuple[Case, tuple[Message, ...]]:
    """The month KE chose has come: KE and whoever does the coordinator's work get one neutral reminder, and the month is spent."""
    people = (*situation.directory.ke(), *case.responsible(situation.today))
    at, data = situation.working_instant(), {"news": News.LOOK.value}
    case = replace(case, look_on=None)
    return case, telling.tell(people, Kind.NEWS, case, f"look-{month}/v{case.version}", situation, at=at, data=data)


def is_unsaid(request: Request, unsaid: int | None, situation: Situation) -> bool:
    """Whether the request is the one whose reminder never left, and nobody has been reminded of it since."""
    return request.seq == unsaid and oslo_date(situation.working_instant()) not in request.reminded_on


def tell_overdue(case: Case, request: Request, situation: Situation) -> tuple[Case, tuple[Message, ...]]:
    """Leader and KE are told; without any yes it is a deviation, which stays whatever comes later."""
    at = situation.working_instant()
    day = oslo_date(at)
    case = change_request(case, replace(request, overdue_on=day, reminded_on=(*request.reminded_on, day)))
    if request.state is RequestState.WAITING:
        owed = duties.not_yet(case, situation.municipality.duties.reply_deadline, request.seq, situation.now)
        case = replace(case, duties=case.duties + owed)
    occasion = f"request-{request.seq}/overdue/{request.deadline}"
    return case, telling.remind(request, at, situation) + telling.tell_ke(
        Kind.OVERDUE, case, occasion, situation, at=at, request=request.seq
    )


def tell_three_months(case: Case, situation: Situation, at: datetime) -> tuple[Case, tuple[Message, ...]]:
    """KE is told that the appointment deadline has come, and gets the letter, the journal and the deviation as duties."""
    owed = duties.not_yet(case, situation.municipality.duties.appoint_deadline, 0, situation.now)
    case = replace(case, three_months_on=oslo_date(at), duties=case.duties + owed)
    return case, telling.tell_ke(Kind.THREE_MONTHS, case, f"three-months/{case.appoint_by}", situation, at=at)


def change_request(case: Case, request: Request) -> Case:
    """The case with one request replaced by its new value."""
    return replace(case, requests=tuple(request if each.seq == request.seq else each for each in case.requests))
