"""Opening a case, correcting it and taking it: KE's alone (S0-08, N8)."""

from dataclasses import replace
from datetime import date, time

from dateutil.relativedelta import relativedelta

from bot.casework import commands, stages, telling
from bot.casework.deadlines import appoint_deadline, oslo_instant, warning_days
from bot.casework.duties import APPOINT_DEADLINE, fall_away, listed
from bot.casework.model import Assignment, Case, CaseId, CoordinatorType, Request, RequestState, Way
from bot.casework.outcome import Decision, Event, Refusal, Why
from bot.casework.situation import Situation


def open_case(command: commands.OpenCase, case_id: CaseId, situation: Situation) -> Decision | Refusal:
    """A new case; one that is opened after its appointment deadline says so at once."""
    if not situation.is_ke:
        return Refusal(Why.ONLY_KE)
    number = situation.municipality.case_number.normalise(command.number)
    if number is None:
        return Refusal(Why.BAD_NUMBER)
    if not situation.knows(command.suggested):
        return Refusal(Why.UNKNOWN_PERSON)
    if refusal := refuse_decision_date(command.decided_on, command.old_is_right, situation.today):
        return refusal
    case = Case(
        id=case_id,
        number=number,
        type=command.type,
        decided_on=command.decided_on,
        appoint_by=find_appoint_by(command.decided_on, situation),
        opened_at=situation.now,
        opened_by=situation.by,
        suggested=command.suggested,
        duties=listed(situation.municipality.duties.opened, 0, situation.now),
    )
    opened = start_clock(case, Event("opened", {"number": number, "decided_on": command.decided_on.isoformat()}), situation)
    owed = telling.list_registers(opened.case, "opened", "open", 0, situation) if case.duties else ()
    return replace(opened, messages=opened.messages + owed)


def bring_case(command: commands.BringCase, case_id: CaseId, situation: Situation) -> Decision:
    """A case that was under way before the bot came: nobody is told of it, and what lies behind it is taken as done."""
    decided_on = command.decided_on
    case = Case(
        id=case_id,
        number=command.number,
        type=command.type,
        decided_on=decided_on,
        appoint_by=find_appoint_by(decided_on, situation) if decided_on else None,
        opened_at=situation.now,
        opened_by=situation.by,
    )
    event = Event("brought", {"number": case.number, "decided_on": decided_on.isoformat() if decided_on else None, "unit": command.unit})
    started = replace(start_clock(case, event, situation).case, duties=())
    if command.named is None or command.unit is None:
        return Decision(started, (event,))
    at = oslo_instant(command.appointed_on, time(12)) if command.appointed_on else situation.now
    request = Request(
        seq=1,
        unit=command.unit,
        sent_at=at,
        sent_by=situation.by,
        deadline=None,
        recipients=situation.directory.recipients(command.unit, situation.today),
        state=RequestState.ACCEPTED,
        way=Way.DIRECT,
        reacted_at=at,
        answered_at=at,
        answered_by=situation.by,
    )
    own = Assignment(1, command.unit, 1, command.named, at, situation.by, informed_at=at, access_at=at, started_at=at)
    return Decision(replace(started, requests=(request,), assignments=(own,)), (event,))


def find_appoint_by(decided_on: date, situation: Situation) -> date | None:
    """The appointment deadline that follows from a date; None where the municipality promises none (S0-04)."""
    rules = situation.municipality.deadlines.appoint
    return appoint_deadline(decided_on, rules, situation.calendar) if rules else None


def refuse_decision_date(decided_on: date, old_is_right: bool, today: date) -> Refusal | None:
    """A decision is not in the future; one older than a year is asked about."""
    if decided_on > today:
        return Refusal(Why.DATE_IN_FUTURE)
    if decided_on < today - relativedelta(years=1) and not old_is_right:
        return Refusal(Why.OLD_DECISION, {"year": str(decided_on.year)})
    return None


def start_clock(case: Case, event: Event, situation: Situation) -> Decision:
    """Set the appointment clock from the decision date: past stages count as given, a deadline that has come is told now."""
    rules = situation.municipality.deadlines
    if case.appoint_by is None or rules.appoint is None:
        return Decision(case, (event,))
    past = tuple(
        name
        for name, day in warning_days(case.appoint_by, rules.appoint, situation.calendar)
        if oslo_instant(day, rules.digest_at) <= situation.now
    )
    appoint_by, case = case.appoint_by, replace(case, warned=past, three_months_on=None)
    if appoint_by <= situation.today and case.assignment is None:
        case, messages = stages.tell_three_months(case, situation, situation.now)
        return Decision(case, (event, Event("three_months", {"appoint_by": appoint_by.isoformat()})), messages)
    return Decision(case, (event,))


def correct(case: Case, command: commands.CorrectCase, situation: Situation) -> Decision | Refusal:
    """A mistyped løpenummer or decision date, or the other kind of coordinator; a new date starts the appointment clock anew."""
    number = case.number
    if command.number is not None:
        normal = situation.municipality.case_number.normalise(command.number)
        if normal is None:
            return Refusal(Why.BAD_NUMBER)
        number = normal
    decided_on, kind = command.decided_on or case.decided_on, command.type or case.type
    if (number, decided_on, kind) == (case.number, case.decided_on, case.type):
        return Refusal(Why.NOTHING_TO_DO)
    event = Event("corrected", {"from": list_basics(case.number, case.decided_on, case.type), "to": list_basics(number, decided_on, kind)})
    case, before_date = replace(case, number=number, type=kind), case.decided_on
    if decided_on is None or decided_on == before_date:
        return Decision(case, (event,))
    if refusal := refuse_decision_date(decided_on, command.old_is_right, situation.today):
        return refusal
    untouched = fall_away(case, APPOINT_DEADLINE, 0)
    case = replace(case, decided_on=decided_on, appoint_by=find_appoint_by(decided_on, situation), duties=untouched)
    return start_clock(case, event, situation)


def list_basics(number: str, decided_on: date | None, kind: CoordinatorType) -> list[str | None]:
    """What can be corrected, as the trail holds it."""
    return [number, decided_on.isoformat() if decided_on else None, kind.value]


def take(case: Case, situation: Situation) -> Decision | Refusal:
    """The KE member who presses looks after the case from now on; the others still see everything."""
    if case.handler == situation.by:
        return Refusal(Why.NOTHING_TO_DO)
    return Decision(replace(case, handler=situation.by), (Event("taken", {"from": case.handler}),))


def set_look_again(case: Case, command: commands.SetLookAgain, situation: Situation) -> Decision | Refusal:
    """A month ahead, another one, or none any more; only the month is kept, never why (N1)."""
    month = command.month and command.month.replace(day=1)
    if month == case.look_on:
        return Refusal(Why.NOTHING_TO_DO)
    if month and month <= situation.today:
        return Refusal(Why.MONTH_TOO_EARLY)
    return Decision(replace(case, look_on=month), (Event("look_again_set", {"month": month.isoformat() if month else None}),))
