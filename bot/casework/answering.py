"""What the unit answers: yes with a name, yes with the name to follow, no, call me, more time, someone else, and taking it back."""

from dataclasses import replace

from bot.casework import commands, handing_over, telling
from bot.casework.appointing import ke_has_acted
from bot.casework.deadlines import oslo_date
from bot.casework.model import Acceptance, Case, Request, RequestState, Way
from bot.casework.outcome import Decision, Event, News, Refusal, Why
from bot.casework.situation import Situation
from bot.casework.stages import change_request

TAKEN_BACK = frozenset({RequestState.ACCEPTED, RequestState.DECLINED, RequestState.PROMISED, RequestState.PROPOSED})
"""The answers a unit can take back."""


def not_live(request: Request, situation: Situation) -> Refusal:
    """Someone was first: who, and when; or KE no longer waits."""
    if request.answered_by is None or request.answered_at is None:
        return Refusal(Why.NOT_LIVE)
    if request.answered_by == situation.actor:
        return Refusal(Why.YOU_ANSWERED, {"at": request.answered_at})
    return Refusal(Why.ALREADY_ANSWERED, {"name": situation.directory.people[request.answered_by].name, "at": request.answered_at})


def react(request: Request, situation: Situation) -> Request:
    """The leader has been heard from: no e-mail is needed."""
    return replace(request, reacted_at=request.reacted_at or situation.now)


def accept(case: Case, request: Request, command: commands.Accept, situation: Situation) -> Decision | Refusal:
    """Yes, with a name: the coordinator is in place. After a withdrawal it is an offer that KE takes or not."""
    person = command.acceptance.named.person
    if not situation.knows(person):
        return Refusal(Why.UNKNOWN_PERSON)
    if request.state is RequestState.WITHDRAWN:
        return offer(case, request, command.acceptance, situation)
    if request.way is Way.CONSULT and (request.live or request.state is RequestState.PROPOSED):
        return propose(case, request, command.acceptance, situation)
    if not request.live:
        return already(case, request, command.acceptance, situation)
    done = replace(
        react(request, situation), state=RequestState.ACCEPTED, answered_at=situation.now, answered_by=situation.by, wants_until=None
    )
    case, messages = handing_over.take_over(change_request(case, done), done, command.acceptance, situation.by, situation)
    return Decision(case, (Event("accepted", {"request": request.seq, "person": person}),), messages)


def already(case: Case, request: Request, acceptance: Acceptance, situation: Situation) -> Refusal:
    """The same yes again changes nothing and says nothing but the receipt; another answer is told who was first."""
    same = case.assignment is not None and case.assignment.request == request.seq and case.assignment.named == acceptance.named
    return Refusal(Why.NOTHING_TO_DO) if same and request.answered_by == situation.actor else not_live(request, situation)


def offer(case: Case, request: Request, acceptance: Acceptance, situation: Situation) -> Decision | Refusal:
    """A yes after KE withdrew: KE is told, unless somebody is in place already."""
    if not handing_over.needs_coordinator(case):
        return Refusal(Why.HAS_COORDINATOR)
    offered = replace(
        react(request, situation), state=RequestState.OFFERED, offer=acceptance, answered_at=situation.now, answered_by=situation.by
    )
    case = change_request(case, offered)
    return Decision(case, (Event("offered", {"request": request.seq}),), telling.news(News.LATE_OFFER, case, situation, request.seq))


def propose(case: Case, request: Request, acceptance: Acceptance, situation: Situation) -> Decision | Refusal:
    """The unit proposes somebody and KE decides (S4-11); until then another may be proposed instead."""
    if request.state is RequestState.PROPOSED and request.offer == acceptance:
        return Refusal(Why.NOTHING_TO_DO)
    proposed = replace(
        react(request, situation),
        state=RequestState.PROPOSED,
        offer=acceptance,
        answered_at=situation.now,
        answered_by=situation.by,
        wants_until=None,
    )
    case = change_request(case, proposed)
    event = Event("proposed", {"request": request.seq, "person": acceptance.named.person})
    return Decision(case, (event,), telling.news(News.PROPOSED, case, situation, request.seq))


def promise(case: Case, request: Request, situation: Situation) -> Decision | Refusal:
    """Yes, the name will follow; the deadline stands, for the name too. An order asks for the name itself."""
    if request.way is Way.ORDER:
        return Refusal(Why.ORDERED)
    if request.state is RequestState.PROMISED and request.answered_by == situation.actor:
        return Refusal(Why.NOTHING_TO_DO)
    if request.state is not RequestState.WAITING:
        return not_live(request, situation)
    promised = replace(
        react(request, situation), state=RequestState.PROMISED, answered_at=situation.now, answered_by=situation.by, wants_until=None
    )
    case = change_request(case, promised)
    return Decision(case, (Event("promised", {"request": request.seq}),), telling.news(News.PROMISED, case, situation, request.seq))


def decline(case: Case, request: Request, command: commands.Decline, situation: Situation) -> Decision | Refusal:
    """No, with a reason: KE is told at once; no deviation, and the appointment clock runs on."""
    if request.way is Way.ORDER:
        return Refusal(Why.ORDERED)
    if situation.municipality.find_choice(situation.municipality.decline_reasons, command.reason) is None:
        return Refusal(Why.BAD_REASON)
    if request.state is RequestState.DECLINED and request.answered_by == situation.actor and request.decline_reason == command.reason:
        return Refusal(Why.NOTHING_TO_DO)
    if not request.live:
        return not_live(request, situation)
    declined = replace(
        react(request, situation),
        state=RequestState.DECLINED,
        answered_at=situation.now,
        answered_by=situation.by,
        decline_reason=command.reason,
        wants_until=None,
    )
    case = change_request(case, declined)
    event = Event("declined", {"request": request.seq, "reason": command.reason})
    return Decision(case, (event,), telling.news(News.DECLINED, case, situation, request.seq))


def ask_to_be_called(case: Case, request: Request, situation: Situation) -> Decision | Refusal:
    """KE is asked to ring; a second press on the same day says nothing new."""
    if not request.live:
        return not_live(request, situation)
    if request.call_wanted_at and situation.today == oslo_date(request.call_wanted_at):
        return Refusal(Why.NOTHING_TO_DO)
    case = change_request(case, replace(react(request, situation), call_wanted_at=situation.now))
    told = telling.news(News.CALL, case, situation, request.seq, by=situation.by)
    return Decision(case, (Event("call_wanted", {"request": request.seq}),), told)


def ask_more_time(case: Case, request: Request, command: commands.AskMoreTime, situation: Situation) -> Decision | Refusal:
    """KE decides on the date asked for; the deadline holds until then."""
    if request.way is Way.ORDER:
        return Refusal(Why.ORDERED)
    if not request.live or request.deadline is None:
        return not_live(request, situation)
    if command.until <= max(request.deadline, situation.today):
        return Refusal(Why.DATE_TOO_EARLY, {"deadline": request.deadline})
    if request.wants_until == command.until:
        return Refusal(Why.NOTHING_TO_DO)
    case = change_request(case, replace(react(request, situation), wants_until=command.until))
    event = Event("more_time_wanted", {"request": request.seq, "until": command.until.isoformat()})
    return Decision(case, (event,), telling.news(News.MORE_TIME, case, situation, request.seq))


def pass_on(case: Case, request: Request, command: commands.PassOn, situation: Situation) -> Decision | Refusal:
    """Someone else in the unit gets the card too; whoever answers first answers, and the deadline stands."""
    if not request.live:
        return not_live(request, situation)
    if not situation.knows(command.to):
        return Refusal(Why.UNKNOWN_PERSON)
    if command.to in request.recipients:
        return Refusal(Why.SAME_PERSON)
    reached = replace(request, recipients=(*request.recipients, command.to), passed_to=(*request.passed_to, command.to))
    passed = replace(react(reached, situation), passed_on_by=situation.by)
    case = change_request(case, passed)
    told = telling.news(News.PASSED_ON, case, situation, request.seq, by=situation.by, to=command.to)
    messages = telling.ask(case, passed, (command.to,), situation) + told
    return Decision(case, (Event("passed_on", {"request": request.seq, "to": command.to}),), messages)


def take_back(case: Case, request: Request, situation: Situation) -> Decision | Refusal:
    """The request waits again, as long as KE has not acted on the answer and nobody hands over what followed from it."""
    if request.state is RequestState.WAITING:
        return Refusal(Why.NOTHING_TO_DO)
    if request.way is Way.DIRECT or request.state not in TAKEN_BACK:
        return Refusal(Why.NOT_LIVE)
    if ke_has_acted(case, request):
        return Refusal(Why.KE_HAS_ACTED)
    if request.state is RequestState.ACCEPTED and case.handover:
        return Refusal(Why.HANDOVER_OPEN)
    if request.state is RequestState.DECLINED and not handing_over.needs_coordinator(case):
        return Refusal(Why.KE_HAS_ACTED)
    if request.state is RequestState.ACCEPTED:
        case = handing_over.give_back(case, situation)
    waiting = replace(request, state=RequestState.WAITING, answered_at=None, answered_by=None, decline_reason=None, offer=None)
    case = change_request(case, waiting)
    event = Event("taken_back", {"request": request.seq, "answer": request.state.value})
    return Decision(case, (event,), telling.news(News.TAKEN_BACK, case, situation, request.seq))
