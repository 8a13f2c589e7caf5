"""Bytte of coordinator: reported, retracted, named, or passed to KE. Nobody is let go before someone else is in place (S2-28)."""

from dataclasses import replace
from datetime import date, timedelta

from bot.casework import commands, telling
from bot.casework.appointing import change_assignment, end_assignment, end_substitutes, name_coordinator
from bot.casework.deadlines import oslo_date
from bot.casework.handover_rules import HandoverRules
from bot.casework.model import Acceptance, Assignment, Case, EndReason, Handover, HandoverState, PersonId, Request, RequestState
from bot.casework.outcome import Decision, Event, Kind, Message, News, Refusal, Why
from bot.casework.situation import Situation


def report(case: Case, command: commands.ReportHandover, situation: Situation) -> Decision | Refusal:
    """The unit's leader is asked for a successor; what KE reports itself as a transfer is KE's at once."""
    old = case.assignment
    if old is None:
        return Refusal(Why.NO_COORDINATOR)
    if case.handover or any(each.ends_on for each in case.assignments if each.ended_at is None):
        return Refusal(Why.HANDOVER_OPEN)
    if not situation.knows(command.suggested):
        return Refusal(Why.UNKNOWN_PERSON)
    handover = Handover(
        seq=len(case.handovers) + 1,
        assignment=old.seq,
        reason=command.reason,
        reported_at=situation.now,
        reported_by=situation.by,
        wanted_on=command.wanted_on,
        suggested=command.suggested,
        transfer=command.transfer,
        state=HandoverState.KE if ke_decides(situation) or (situation.is_ke and command.transfer) else HandoverState.LEADER,
    )
    case = replace(case, handovers=(*case.handovers, handover))
    event = Event("handover_reported", {"assignment": old.seq, "reason": command.reason.value, "transfer": command.transfer})
    if handover.state is HandoverState.KE:
        return Decision(case, (event,), telling.news(News.HANDOVER_TO_KE, case, situation))
    leaders = situation.directory.leaders_of(old.named.person, old.unit, situation.today)
    if not leaders:
        return to_ke(case, handover, situation, event)
    case = change_handover(case, replace(handover, asked=leaders))
    occasion = f"handover-{handover.seq}"
    return Decision(case, (event,), telling.tell(leaders, Kind.HANDOVER, case, occasion, situation, data={"about": handover.seq}))


def ke_decides(situation: Situation) -> bool:
    """Whether KE finds successors here without asking the leader first (S3-28)."""
    return situation.municipality.handover.decider == "ke"


def finders(old: Assignment, situation: Situation) -> tuple[PersonId, ...]:
    """Who finds somebody else for an assignment: the nearest leader, the unit's leader or whoever stands in, or KE."""
    leaders = () if ke_decides(situation) else situation.directory.leaders_of(old.named.person, old.unit, situation.today)
    return leaders or situation.directory.ke()


def first_day_to_ask(handover: Handover, rules: HandoverRules) -> date | None:
    """By which day the new unit should be asked before a transfer, so that it has good time (S0-41)."""
    return handover.wanted_on - timedelta(days=rules.transfer_lead_days) if handover.transfer and handover.wanted_on else None


def change_handover(case: Case, handover: Handover) -> Case:
    """The case with one handover replaced by its new value."""
    return replace(case, handovers=tuple(handover if each.seq == handover.seq else each for each in case.handovers))


def retract(case: Case, situation: Situation) -> Decision | Refusal:
    """The coordinator goes on after all; KE hears of it where it was told, and a unit that was asked need not answer."""
    handover = case.handover
    if handover is None:
        return Refusal(Why.NO_HANDOVER)
    settled = replace(handover, state=HandoverState.RETRACTED, settled_at=situation.now, settled_by=situation.by)
    case, withdrawn = stop_waiting(change_handover(case, settled), situation)
    told = telling.news(News.HANDOVER_RETRACTED, case, situation) if handover.state is HandoverState.KE or handover.ke_told_on else ()
    return Decision(case, (Event("handover_retracted", {"handover": handover.seq}), *withdrawn), told)


def has_none(case: Case, situation: Situation) -> Decision | Refusal:
    """The leader has nobody, or the case belongs elsewhere: KE finds one, and the coordinator stays until then."""
    handover = case.handover
    if handover is None:
        return Refusal(Why.NO_HANDOVER)
    if handover.state is HandoverState.KE:
        return Refusal(Why.NOTHING_TO_DO)
    return to_ke(case, handover, situation, Event("handover_to_ke", {"handover": handover.seq}))


def to_ke(case: Case, handover: Handover, situation: Situation, event: Event) -> Decision:
    """KE has the handover from now on."""
    passed = replace(handover, state=HandoverState.KE, settled_at=situation.now, settled_by=situation.actor)
    case = change_handover(case, passed)
    return Decision(case, (event,), telling.news(News.HANDOVER_TO_KE, case, situation))


def name_successor(case: Case, command: commands.NameSuccessor, situation: Situation) -> Decision | Refusal:
    """Somebody of the unit takes over, now or from a day; KE, the old and the new one hear of each other."""
    old = case.assignment
    if old is None:
        return Refusal(Why.NO_COORDINATOR)
    if old.ends_on:
        return Refusal(Why.HANDOVER_OPEN)
    if not situation.knows(command.named.person):
        return Refusal(Why.UNKNOWN_PERSON)
    if old.named == command.named:
        return Refusal(Why.SAME_PERSON)
    if command.overlap_until and command.overlap_until < max(situation.today, command.from_day or situation.today):
        return Refusal(Why.BAD_PERIOD)
    request = case.find_request(old.request)
    if request is None:
        return Refusal(Why.NOT_FOUND)
    acceptance = Acceptance(command.named, command.permanent, command.informed, command.access)
    case, withdrawn = stop_waiting(case, situation)
    case, new = name_coordinator(case, request, acceptance, situation.by, situation)
    new = replace(new, wish_asked=command.wish_asked)
    case, told = relieve(change_assignment(case, new), old, new, command.from_day, situation, command.overlap_until)
    event = Event("successor_named", {"from": old.seq, "to": new.seq, "on": command.from_day.isoformat() if command.from_day else None})
    return Decision(case, (event, *withdrawn), telling.list_duties(case, new, situation) + told)


def stop_waiting(case: Case, situation: Situation) -> tuple[Case, tuple[Event, ...]]:
    """The case without a request that waits or a name that is proposed: they are withdrawn, and the cards say that nothing need be done."""
    waiting = [each.seq for each in case.requests if each.live or each.state is RequestState.PROPOSED]
    requests = tuple(
        replace(each, state=RequestState.WITHDRAWN, closed_at=situation.now, wants_until=None) if each.seq in waiting else each
        for each in case.requests
    )
    return replace(case, requests=requests), tuple(Event("withdrawn", {"request": seq}) for seq in waiting)


def relieve(  # noqa: PLR0917
    case: Case, old: Assignment, new: Assignment, from_day: date | None, situation: Situation, until: date | None = None
) -> tuple[Case, tuple[Message, ...]]:
    """The old coordinator is relieved by the new one: at once, when the day comes, or after they have overlapped (S3-30)."""
    begins = max(from_day or situation.today, situation.today)
    ends = until or begins + timedelta(days=situation.municipality.handover.overlap_days)
    if begins > situation.today:
        case = change_assignment(case, replace(new, starts_on=begins))
    case = change_assignment(case, replace(old, ends_on=ends)) if ends > situation.today else let_go(case, old, situation)
    if handover := case.handover:
        done = replace(handover, state=HandoverState.SUCCEEDED, settled_at=situation.now, settled_by=situation.actor)
        case = change_handover(case, done)
    return case, tell_relieved(case, old, new, situation)


def let_go(case: Case, old: Assignment, situation: Situation) -> Case:
    """The case without the old coordinator, and without whoever acted for that one."""
    ended = replace(old, ended_at=situation.now, end_reason=EndReason.HANDED_OVER)
    return change_assignment(end_substitutes(case, old, situation.now), ended)


def change_overlap(case: Case, command: commands.ChangeOverlap, situation: Situation) -> Decision | Refusal:
    """Both hear of another last day for the old coordinator; today ends it at once."""
    if case.overlap is None:
        return Refusal(Why.NO_HANDOVER)
    old, new = case.overlap
    if command.until == old.ends_on:
        return Refusal(Why.NOTHING_TO_DO)
    if command.until < max(situation.today, new.starts_on or situation.today):
        return Refusal(Why.BAD_PERIOD)
    event = Event("overlap_changed", {"assignment": old.seq, "until": command.until.isoformat()})
    moved = change_assignment(case, replace(old, ends_on=command.until))
    if command.until == situation.today:
        moved = let_go(moved, replace(old, ends_on=command.until), situation)
    occasion = f"assignment-{old.seq}/overlap-until-{command.until}/v{case.version}"
    return Decision(moved, (event,), tell_overlap(moved, old, new, (), occasion, situation))


def tell_overlap(  # noqa: PLR0917
    case: Case, old: Assignment, new: Assignment, others: tuple[PersonId, ...], occasion: str, situation: Situation
) -> tuple[Message, ...]:
    """Both coordinators, and some others, hear how long they overlap, or that it is over."""
    people = (*(each.named.person for each in (old, new) if each.named.person is not None), *others)
    data = {"news": News.OVERLAP.value, "about": old.seq}
    return telling.tell(people, Kind.NEWS, case, occasion, situation, at=situation.telling_instant(), data=data)


def needs_coordinator(case: Case) -> bool:
    """Whether KE may look for a coordinator: there is none, or the one in place is to be relieved by somebody KE finds."""
    return case.assignment is None or (case.handover is not None and case.handover.state is HandoverState.KE)


def take_over(case: Case, request: Request, acceptance: Acceptance, by: PersonId, situation: Situation) -> tuple[Case, tuple[Message, ...]]:
    """A unit's yes: the named person is coordinator, and whoever is in place is relieved on the day asked for."""
    old, handover = case.assignment, case.handover
    case, new = name_coordinator(case, request, acceptance, by, situation)
    told: tuple[Message, ...] = ()
    if old is not None:
        case, told = relieve(case, old, new, handover.wanted_on if handover else None, situation)
    return case, telling.list_duties(case, new, situation) + told


def give_back(case: Case, situation: Situation) -> Case:
    """The case as before a yes that is taken back: the new coordinator goes, and whoever was relieved by it is in place again."""
    new = case.newest_assignment
    if new is None:
        return case
    named_at = {each.named_at for each in case.assignments if each.request == new.request}  # whoever was corrected on the way included
    case = end_assignment(case, EndReason.TAKEN_BACK, situation.now)
    restored = tuple(
        replace(each, ended_at=None, end_reason=None, ends_on=None)
        if (each.end_reason is EndReason.HANDED_OVER and each.ended_at in named_at) or (each.ended_at is None and each.ends_on)
        else each
        for each in case.assignments
    )
    handovers = tuple(
        replace(each, state=HandoverState.KE) if each.state is HandoverState.SUCCEEDED and each.settled_at in named_at else each
        for each in case.handovers
    )
    return replace(case, assignments=restored, handovers=handovers)


def tell_relieved(case: Case, old: Assignment, new: Assignment, situation: Situation) -> tuple[Message, ...]:
    """The one who is relieved hears who takes over and what to hand on (S0-37, S0-42)."""
    people: tuple[PersonId, ...] = () if old.named.person is None else (old.named.person,)
    occasion = f"assignment-{old.seq}/succeeded-by-{new.seq}"
    return telling.tell(people, Kind.SUCCEEDED, case, occasion, situation, data={"about": old.seq})


def end_relieved(case: Case, situation: Situation) -> tuple[Case, tuple[Message, ...]]:
    """The case once the old coordinator's last day has come; after an overlap both and KE are told, as it ends by itself."""
    overlap = case.overlap
    for each in case.assignments:
        if each.ended_at is None and each.ends_on and each.ends_on <= situation.today:
            case = let_go(case, each, situation)
    if overlap is None:
        return case, ()
    old, new = overlap
    if (new.starts_on or oslo_date(new.named_at)) == old.ends_on:
        return case, ()
    return case, tell_overlap(case, old, new, situation.directory.ke(), f"assignment-{old.seq}/overlap-over", situation)
