"""Vikar: somebody acts for the coordinator for a while, who stays coordinator (S2-10). Nobody is let go unanswered (S2-28)."""

from dataclasses import replace
from datetime import date, datetime

from bot.casework import commands, telling
from bot.casework.handing_over import finders, name_successor
from bot.casework.model import Assignment, Case, Named, PersonId, Substitute
from bot.casework.outcome import Decision, Event, Kind, Message, News, Refusal, Why
from bot.casework.situation import Situation


def ask(case: Case, command: commands.AskSubstitute, situation: Situation) -> Decision | Refusal:
    """Whoever finds successors here is asked for a vikar, with whom the coordinator suggests."""
    own = case.assignment_of(situation.by)
    if own is None:
        return Refusal(Why.NO_COORDINATOR)
    if case.substitute:
        return Refusal(Why.SUBSTITUTE_OPEN)
    if refusal := refuse_period(command.first_day, command.last_day, situation):
        return refusal
    if not situation.knows(command.suggested):
        return Refusal(Why.UNKNOWN_PERSON)
    wanted = begin(case, own, command.first_day, command.last_day, situation)
    case = replace(case, substitutes=(*case.substitutes, replace(wanted, suggested=command.suggested)))
    event = Event("substitute_wanted", days_of(wanted))
    return Decision(case, (event,), tell(finders(own, situation), case, wanted, "wanted", situation))


def name(case: Case, command: commands.NameSubstitute, situation: Situation) -> Decision | Refusal:
    """The vikar and the coordinator get their cards, and KE is told."""
    wanted, current = case.substitute, case.assignment
    if current is None:
        return Refusal(Why.NO_COORDINATOR)
    if wanted and wanted.person is not None:
        return Refusal(Why.SUBSTITUTE_OPEN)
    if refusal := refuse_period(command.first_day, command.last_day, situation):
        return refusal
    if not situation.knows(command.person):
        return Refusal(Why.UNKNOWN_PERSON)
    if wanted is None:
        wanted = begin(case, current, command.first_day, command.last_day, situation)
        case = replace(case, substitutes=(*case.substitutes, wanted))
    asked = case.find_assignment(wanted.assignment) or current
    if asked.named.person == command.person:
        return Refusal(Why.SAME_PERSON)
    named = replace(
        wanted,
        person=command.person,
        first_day=command.first_day,
        last_day=command.last_day,
        named_at=situation.now,
        named_by=situation.by,
        ke_told_on=None,
    )
    case = change(case, named)
    event = Event("substitute_named", days_of(named) | {"person": command.person})
    told = tell(concerned(named, asked), case, named, "named", situation)
    return Decision(case, (event,), told + tell_ke(case, named, situation))


def extend(case: Case, command: commands.ExtendSubstitute, situation: Situation) -> Decision | Refusal:
    """A later last day; the vikar, the coordinator and KE are told, and the leader is asked anew before it."""
    acting = case.substitute
    if acting is None or acting.person is None:
        return Refusal(Why.NO_SUBSTITUTE)
    if command.last_day == acting.last_day:
        return Refusal(Why.NOTHING_TO_DO)
    if command.last_day < max(situation.today, acting.first_day):
        return Refusal(Why.BAD_PERIOD)
    longer = replace(acting, last_day=command.last_day, reminded_on=None, returns_at=None, ke_told_on=None)
    case = change(case, longer)
    told = tell(concerned(longer, case.find_assignment(longer.assignment)), case, longer, f"until-{command.last_day}", situation)
    return Decision(case, (Event("substitute_extended", days_of(longer)),), told + tell_ke(case, longer, situation))


def confirm_return(case: Case, situation: Situation) -> Decision | Refusal:
    """Back as planned: the vikar goes on to the last day, or ends now when that has passed."""
    acting = case.substitute
    if acting is None or acting.person is None:
        return Refusal(Why.NO_SUBSTITUTE)
    if acting.returns_at:
        return Refusal(Why.NOTHING_TO_DO)
    if acting.last_day < situation.today:
        return end(case, situation)
    return Decision(change(case, replace(acting, returns_at=situation.now)), (Event("return_confirmed", {"substitute": acting.seq}),))


def keep(case: Case, situation: Situation) -> Decision | Refusal:
    """The vikar becomes coordinator like any other successor."""
    acting = case.substitute
    if acting is None or acting.person is None:
        return Refusal(Why.NO_SUBSTITUTE)
    named = name_successor(case, commands.NameSuccessor(Named(acting.person), informed=True, overlap_until=situation.today), situation)
    if isinstance(named, Refusal):
        return named
    return replace(named, events=(*named.events, Event("substitute_kept", {"substitute": acting.seq})))


def end(case: Case, situation: Situation) -> Decision | Refusal:
    """No vikar from now on; whoever was one, the coordinator and KE are told."""
    ending = case.substitute
    if ending is None:
        return Refusal(Why.NO_SUBSTITUTE)
    return Decision(*finish(case, ending, situation))


def finish(case: Case, ending: Substitute, situation: Situation) -> tuple[Case, tuple[Event, ...], tuple[Message, ...]]:
    """The case without its substitute, and what is said of it, by the clock in working hours; a wish nobody answered is only taken back."""
    ended = replace(ending, ended_at=situation.now)
    case = change(case, ended)
    event = Event("substitute_ended", {"substitute": ending.seq})
    if ending.person is None:
        return case, (event,), ()
    at = situation.telling_instant()
    told = tell(concerned(ended, case.find_assignment(ended.assignment)), case, ended, "ended", situation, at)
    return case, (event,), told + tell_ke(case, ended, situation, at)


def has_left(substitute: Substitute, situation: Situation) -> bool:
    """Whether the vikar is somebody who no longer works here."""
    return substitute.person is not None and not situation.directory.people[substitute.person].active


def want_another(case: Case, gone: Substitute, situation: Situation) -> tuple[Case, Event, tuple[Message, ...]]:
    """The vikar has left: whoever finds one is asked for another for the same days, and KE is told."""
    wanted = replace(
        gone, person=None, asked_at=situation.now, named_at=None, named_by=None, reminded_on=None, returns_at=None, ke_told_on=None
    )
    case, own = change(case, wanted), case.find_assignment(gone.assignment)
    finders_of = finders(own, situation) if own else situation.directory.ke()
    data = {"about": gone.seq, "left": gone.person}
    people = dict.fromkeys((*finders_of, *situation.directory.ke()))
    told = telling.tell(tuple(people), Kind.SUBSTITUTE, case, f"substitute-{gone.seq}/left-{gone.person}", situation, data=data)
    return case, Event("substitute_left", {"substitute": gone.seq, "person": gone.person}), told


def refuse_period(first_day: date, last_day: date, situation: Situation) -> Refusal | None:
    """Where the municipality has vikar at all, a period that is not over before it begins."""
    if not situation.municipality.handover.substitute.offered:
        return Refusal(Why.NO_SUBSTITUTE)
    return Refusal(Why.BAD_PERIOD) if last_day < max(first_day, situation.today) else None


def begin(case: Case, assignment: Assignment, first_day: date, last_day: date, situation: Situation) -> Substitute:
    """A vikar that is wanted for an assignment."""
    return Substitute(len(case.substitutes) + 1, assignment.seq, first_day, last_day, situation.now, situation.by)


def change(case: Case, substitute: Substitute) -> Case:
    """The case with one substitute replaced by its new value."""
    return replace(case, substitutes=tuple(substitute if each.seq == substitute.seq else each for each in case.substitutes))


def concerned(substitute: Substitute, assignment: Assignment | None) -> tuple[PersonId, ...]:
    """The vikar and the coordinator, as far as they are in Teams."""
    people = (substitute.person, assignment.named.person if assignment else None)
    return tuple(person for person in people if person is not None)


def tell(  # noqa: PLR0917
    people: tuple[PersonId, ...], case: Case, substitute: Substitute, occasion: str, situation: Situation, at: datetime | None = None
) -> tuple[Message, ...]:
    """The card about the vikar, to each as it concerns them, now unless another instant is given."""
    about = f"substitute-{substitute.seq}/{occasion}"
    return telling.tell(people, Kind.SUBSTITUTE, case, about, situation, at=at, data={"about": substitute.seq})


def tell_ke(case: Case, substitute: Substitute, situation: Situation, at: datetime | None = None) -> tuple[Message, ...]:
    """KE is told how it stands with the vikar."""
    return telling.news(News.SUBSTITUTE, case, situation, at=at, about=substitute.seq)


def days_of(substitute: Substitute) -> dict[str, str | int]:
    """The period, for the audit trail."""
    return {"substitute": substitute.seq, "from": substitute.first_day.isoformat(), "until": substitute.last_day.isoformat()}
