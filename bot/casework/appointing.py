"""From the name on: KE's duties, the welcome, a wrong name replaced, and what the coordinator says (S0-13 to S0-24)."""

from dataclasses import replace
from datetime import datetime

from bot.casework import commands, duties, telling
from bot.casework.model import Acceptance, Assignment, Case, Duty, DutyKind, EndReason, PersonId, Request
from bot.casework.outcome import Decision, Event, Kind, News, Refusal, Why
from bot.casework.situation import Situation


def keep_appoint_deadline(case: Case, situation: Situation) -> Case:
    """A name on the last day is in time: what KE was told to do that morning falls away."""
    if case.three_months_on is None or case.appoint_by is None or situation.today > case.appoint_by:
        return case
    return replace(case, three_months_on=None, duties=duties.fall_away(case, duties.APPOINT_DEADLINE, 0))


def name_coordinator(case: Case, request: Request, acceptance: Acceptance, by: PersonId, situation: Situation) -> tuple[Case, Assignment]:
    """The case with one more coordinator, and the assignment that began."""
    case = keep_appoint_deadline(case, situation)
    assignment = Assignment(
        seq=len(case.assignments) + 1,
        unit=request.unit,
        request=request.seq,
        named=acceptance.named,
        named_at=situation.now,
        named_by=by,
        permanent=acceptance.permanent,
        wish=acceptance.wish,
        informed_at=situation.now if acceptance.informed else None,
        access_at=situation.now if acceptance.access else None,
    )
    lists = situation.municipality.duties
    kinds = lists.handed_over if case.assignment else lists.appointed
    owed = duties.after_appointment(kinds, assignment, situation.directory, situation.now)
    return replace(case, assignments=(*case.assignments, assignment), duties=case.duties + owed), assignment


def end_assignment(case: Case, reason: EndReason, now: datetime) -> Case:
    """The case without a coordinator in place; what KE has not done for the one who left falls away."""
    current = case.newest_assignment
    if current is None:
        return case
    return replace(
        end_substitutes(case, current, now),
        assignments=tuple(replace(each, ended_at=now, end_reason=reason) if each is current else each for each in case.assignments),
        duties=duties.fall_away(case, duties.APPOINTMENT, current.seq),
    )


def end_substitutes(case: Case, assignment: Assignment, now: datetime) -> Case:
    """The case without whoever acted for a coordinator who is none any more."""
    ended = (replace(each, ended_at=now) if each.open and each.assignment == assignment.seq else each for each in case.substitutes)
    return replace(case, substitutes=tuple(ended))


def ke_has_acted(case: Case, request: Request) -> bool:
    """Whether the unit's answer is built on: KE asked elsewhere, put another name, ticked off or welcomed, or somebody took over."""
    if any(later.seq > request.seq for later in case.requests):
        return True
    if any(each.request == request.seq and (each.end_reason is EndReason.HANDED_OVER or each.ends_on) for each in case.assignments):
        return True
    return any(
        assignment.request == request.seq
        and (
            assignment.welcomed_at is not None
            or assignment.named_by not in (request.answered_by, *request.recipients)
            or any(duty.done_on for duty in case.duties_about(duties.APPOINTMENT, assignment.seq))
        )
        for assignment in case.assignments
        if assignment.ended_at is None
    )


def change_assignment(case: Case, assignment: Assignment) -> Case:
    """The case with one assignment replaced by its new value."""
    return replace(case, assignments=tuple(assignment if each.seq == assignment.seq else each for each in case.assignments))


def change_duties(case: Case, changed: tuple[Duty, ...]) -> Case:
    """The case with some duties replaced by their new values."""
    new = {(duty.kind, duty.about): duty for duty in changed}
    return replace(case, duties=tuple(new.get((duty.kind, duty.about), duty) for duty in case.duties))


def tick(case: Case, command: commands.TickDuties, situation: Situation) -> Decision | Refusal:
    """A person of KE has done these; what was ticked before keeps its date and name."""
    if command.done_on and command.done_on > situation.today:
        return Refusal(Why.DATE_IN_FUTURE)
    named = case.duties_about(command.kinds, command.about)
    done = tuple(
        replace(
            duty,
            done_on=command.done_on or situation.today,
            done_by=situation.by,
            ticked_at=situation.now,
            reference=command.reference or duty.reference,
        )
        for duty in named
        if duty.done_on is None
    )
    numbered = tuple(
        replace(duty, reference=command.reference)
        for duty in named
        if duty.done_on is not None and command.reference and command.reference != duty.reference
    )
    if not done + numbered:
        return Refusal(Why.NOTHING_TO_DO if named else Why.NOT_FOUND)
    event = Event("ticked", {"about": command.about, "duties": [duty.kind.value for duty in done + numbered], "number": command.reference})
    return Decision(change_duties(case, done + numbered), (event,))


def untick(case: Case, command: commands.UntickDuties) -> Decision | Refusal:
    """Ticks are taken back; the trace of both stays."""
    done = tuple(duty for duty in case.duties_about(command.kinds, command.about) if duty.done_on)
    if not done:
        return Refusal(Why.NOTHING_TO_DO)
    undone = tuple(replace(duty, done_on=None, done_by=None, ticked_at=None) for duty in done)
    return Decision(
        change_duties(case, undone), (Event("unticked", {"about": command.about, "duties": [duty.kind.value for duty in undone]}),)
    )


def undo_last_tick(case: Case, command: commands.UndoLastTick) -> Decision | Refusal:
    """Whatever was ticked in the newest press on this card is taken back; what the bot itself sent cannot be."""
    return untick(case, commands.UntickDuties(find_last_ticks(case, command.kinds, command.about), command.about))


def find_last_ticks(case: Case, kinds: frozenset[DutyKind], about: int) -> frozenset[DutyKind]:
    """What was ticked in the newest press on a card that lists `kinds`; a welcome that the bot sent is no tick."""
    listed = case.duties_about(kinds, about)
    sent = {(DutyKind.WELCOME, each.welcomed_at) for each in case.assignments if each.seq == about}
    ticks = {duty.kind: duty.ticked_at for duty in listed if duty.ticked_at and (duty.kind, duty.ticked_at) not in sent}
    return frozenset(kind for kind, at in ticks.items() if at == max(ticks.values()))


def welcome(case: Case, situation: Situation) -> Decision | Refusal:
    """The coordinator gets the welcome card, when the leader has told them first (process.md §7.11)."""
    assignment = case.newest_assignment
    if assignment is None:
        return Refusal(Why.NO_COORDINATOR)
    if assignment.informed_at is None:
        return Refusal(Why.NOT_INFORMED)
    if assignment.named.person is None:
        return Refusal(Why.NO_CHAT, {"name": assignment.named.name or ""})
    if assignment.welcomed_at:
        return Refusal(Why.NOTHING_TO_DO)
    case = change_assignment(case, replace(assignment, welcomed_at=situation.now))
    sent = tuple(
        replace(duty, done_on=situation.today, done_by=situation.by, ticked_at=situation.now)
        for duty in case.duties_about(frozenset({DutyKind.WELCOME}), assignment.seq)
        if duty.done_on is None
    )
    occasion = f"assignment-{assignment.seq}/welcome"
    messages = telling.tell((assignment.named.person,), Kind.WELCOME, case, occasion, situation, data={"about": assignment.seq})
    return Decision(change_duties(case, sent), (Event("welcomed", {"assignment": assignment.seq}),), messages)


def tick_later(case: Case, command: commands.TickLater, situation: Situation) -> Decision | Refusal:
    """'Informed' and 'access ordered', ticked by the unit after the answer."""
    assignment = case.newest_assignment
    if assignment is None:
        return Refusal(Why.NO_COORDINATOR)
    ticked = replace(
        assignment,
        informed_at=assignment.informed_at or (situation.now if command.informed else None),
        access_at=assignment.access_at or (situation.now if command.access else None),
    )
    if ticked == assignment:
        return Refusal(Why.NOTHING_TO_DO)
    return Decision(change_assignment(case, ticked), (Event("leader_ticked", {"informed": command.informed, "access": command.access}),))


def replace_coordinator(case: Case, command: commands.ReplaceCoordinator, situation: Situation) -> Decision | Refusal:
    """A wrong name gives way to the right one; the wrong person's card is emptied, and KE's duties start anew."""
    old = case.newest_assignment
    if old is None:
        return Refusal(Why.NO_COORDINATOR)
    if case.handover:
        return Refusal(Why.HANDOVER_OPEN)
    if not situation.knows(command.named.person):
        return Refusal(Why.UNKNOWN_PERSON)
    if old.named == command.named:
        return Refusal(Why.SAME_PERSON)
    request = case.find_request(old.request)
    if request is None:
        return Refusal(Why.NOT_FOUND)
    case = end_assignment(case, EndReason.DISPUTED if old.disputed_at else EndReason.REPLACED, situation.now)
    acceptance = Acceptance(command.named, command.permanent, command.informed, command.access)
    case, new = name_coordinator(case, request, acceptance, situation.by, situation)
    case = change_assignment(case, replace(new, starts_on=old.starts_on))
    messages = telling.list_duties(case, new, situation)
    return Decision(case, (Event("replaced", {"from": old.named.person, "to": command.named.person}),), messages)


def dispute(case: Case, situation: Situation) -> Decision | Refusal:
    """The person named says it is not right: leader and KE are told, and one of them names another."""
    assignment = case.assignment_of(situation.by)
    if assignment is None or assignment.disputed_at:
        return Refusal(Why.NOTHING_TO_DO)
    case = change_assignment(case, replace(assignment, disputed_at=situation.now))
    request = case.find_request(assignment.request)
    answered = (request.answered_by,) if request and request.answered_by is not None else ()
    people = (*situation.directory.ke(), assignment.named_by, *answered)
    messages = telling.tell(
        people,
        Kind.NEWS,
        case,
        f"v{case.version}/{News.DISPUTED}",
        situation,
        request=assignment.request,
        data={"news": News.DISPUTED.value},
    )
    return Decision(case, (Event("disputed", {"assignment": assignment.seq}),), messages)


def uphold_name(case: Case, situation: Situation) -> Decision | Refusal:
    """The name stands: the dispute is over, and the coordinator is told."""
    assignment = case.newest_assignment
    if assignment is None:
        return Refusal(Why.NO_COORDINATOR)
    if assignment.disputed_at is None or assignment.named.person is None:
        return Refusal(Why.NOTHING_TO_DO)
    case = change_assignment(case, replace(assignment, disputed_at=None))
    messages = telling.tell(
        (assignment.named.person,),
        Kind.NEWS,
        case,
        f"v{case.version}/{News.UPHELD}",
        situation,
        request=assignment.request,
        data={"news": News.UPHELD.value},
    )
    return Decision(case, (Event("upheld", {"assignment": assignment.seq}),), messages)


def start(case: Case, command: commands.StartAssignment, situation: Situation) -> Decision | Refusal:
    """The coordinator is under way, perhaps with the day of the first conversation."""
    assignment = case.acting(situation.by, situation.today)
    if assignment is None:
        return Refusal(Why.NO_COORDINATOR)
    if command.first_talk_on and command.first_talk_on > situation.today:
        return Refusal(Why.DATE_IN_FUTURE)
    started = replace(
        assignment, started_at=assignment.started_at or situation.now, first_talk_on=command.first_talk_on or assignment.first_talk_on
    )
    if started == assignment:
        return Refusal(Why.NOTHING_TO_DO)
    held = command.first_talk_on.isoformat() if command.first_talk_on else None
    return Decision(change_assignment(case, started), (Event("started", {"first_talk_on": held}),))
