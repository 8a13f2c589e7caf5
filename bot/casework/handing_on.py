"""What the old coordinator hands on to the new one: the municipality's checklist, ticked by either, reminded of once (S0-37, S2-09)."""

from dataclasses import replace
from datetime import date

from bot.casework import commands, telling
from bot.casework.appointing import change_assignment
from bot.casework.deadlines import oslo_date
from bot.casework.model import Assignment, Case, EndReason
from bot.casework.outcome import Decision, Event, Kind, Message, News, Refusal, Why
from bot.casework.situation import Situation


def find_former(case: Case, assignment: Assignment) -> Assignment | None:
    """Whom this coordinator takes over from, if from anybody."""
    earlier = (each for each in reversed(case.assignments) if each.seq < assignment.seq)
    return next((each for each in earlier if each.end_reason is EndReason.HANDED_OVER or (each.ends_on and not each.ended_at)), None)


def find_handed(case: Case) -> tuple[Assignment, Assignment] | None:
    """The newest handover: who handed on and who took over, as long as that one is in place."""
    new = case.newest_assignment
    old = find_former(case, new) if new else None
    return (old, new) if old and new else None


def list_open(case: Case, situation: Situation) -> tuple[str, ...]:
    """The codes of the checklist's lines that are not ticked; none when nobody has taken over."""
    handed = find_handed(case)
    codes = (line.code for line in situation.municipality.handover.checklist)
    return tuple(code for code in codes if code not in handed[1].handed_on) if handed else ()


def hands_on(case: Case, situation: Situation) -> bool:
    """Whether the actor may tick the checklist of a handover: both coordinators, also the old one who no longer has the case, and KE."""
    handed = find_handed(case)
    return handed is not None and (situation.is_ke or situation.by in {each.named.person for each in handed})


def tick(case: Case, command: commands.TickHandedOn, situation: Situation) -> Decision | Refusal:
    """These lines are done; what was ticked before stays."""
    handed = find_handed(case)
    done = command.lines & set(list_open(case, situation))
    if handed is None or not done:
        return Refusal(Why.NOTHING_TO_DO)
    new = handed[1]
    ticked = replace(new, handed_on=(*new.handed_on, *sorted(done)))
    return Decision(change_assignment(case, ticked), (Event("handed_on", {"assignment": new.seq, "lines": sorted(done)}),))


def reminder_day(case: Case, situation: Situation) -> date | None:
    """Some working days after the new one took over, when lines are open and nobody has been reminded."""
    handed = find_handed(case)
    if handed is None or handed[1].checklist_reminded_on or not list_open(case, situation):
        return None
    began = handed[1].starts_on or oslo_date(handed[1].named_at)
    return situation.calendar.after(began, situation.municipality.handover.checklist_reminder_after)


def remind(case: Case, situation: Situation) -> tuple[Case, tuple[Message, ...]]:
    """Both coordinators are reminded, once, as far as they are in Teams and at work here."""
    handed = find_handed(case)
    if handed is None:
        return case, ()
    at, new = situation.working_instant(), handed[1]
    case = change_assignment(case, replace(new, checklist_reminded_on=oslo_date(at)))
    people = (each.named.person for each in handed if each.named.person is not None)
    active = tuple(person for person in people if situation.directory.people[person].active)
    data = {"news": News.CHECKLIST_LEFT.value, "about": new.seq}
    return case, telling.tell(active, Kind.NEWS, case, f"assignment-{new.seq}/checklist", situation, at=at, data=data)
