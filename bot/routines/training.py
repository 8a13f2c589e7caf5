"""Training within one transaction: needs are reported, offered and withdrawn, the course is noted, and the clock reminds of it once."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.casework import training as rules
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Refusal, Why
from bot.casework.situation import Situation
from bot.casework.training import Command, Need, NoteCourse, ReportNeed
from bot.storage.store import Work


def carry_out(work: Work, command: Command, situation: Situation) -> Refusal | Mapping[str, Any]:
    """Decide, and keep what was decided; gives what the pressed card shows from now on."""
    match command:
        case ReportNeed():
            return report(work, command, situation)
        case NoteCourse():
            return note_course(work, command, situation)
        case _:
            need = work.need(command.need)
            changed = rules.change(need, command, situation) if need else Refusal(Why.NEED_NOT_FOUND)
            if isinstance(changed, Refusal):
                return changed
            work.save_need(changed)
            redraw(work, changed, situation)
            return {}


def report(work: Work, command: ReportNeed, situation: Situation) -> Refusal | Mapping[str, Any]:
    """A new need: KE and the leader get a card of it, and the form that was pressed becomes one."""
    need = rules.report(command, work.next_need_id(), situation)
    if isinstance(need, Refusal):
        return need
    work.add_need(need)
    for message in rules.tell_reported(need, situation):
        work.post(message, situation.now)
    return {"need": need.id}


def redraw(work: Work, need: Need, situation: Situation) -> None:
    """Everybody who has a card of the need, KE's lists included, sees it as it is now."""
    unit = situation.directory.units[need.unit]
    work.redraw_kind(Kind.TRAINING, {*situation.directory.ke(), *unit.leaders, *unit.stand_ins, need.reported_by, situation.by})


def note_course(work: Work, command: NoteCourse, situation: Situation) -> Refusal | Mapping[str, Any]:
    """Keep whether somebody has taken the course."""
    noted = rules.note_course(work.courses((command.person,)).get(command.person), command, situation)
    if isinstance(noted, Refusal):
        return noted
    work.save_course(noted)
    work.redraw_kind(Kind.COURSE, {command.person, situation.by})
    return {}


# ---- the clock


def run(work: Work, situation: Situation) -> None:
    """Each coordinator who has not taken the course is reminded once."""
    if rules.course_rules(situation.municipality) is None:
        return
    coordinators = work.coordinators_since()
    taken = {person for person, course in work.courses(person for person, _ in coordinators).items() if course.done_on}
    waiting = [(person, since) for person, since in coordinators if person not in taken]
    for message in rules.remind_of_course(waiting, situation):
        work.post(message, situation.now)


def next_days(work: Work, municipality: Municipality, first: date) -> Iterator[date]:
    """Each day on which somebody may come to be reminded of the course."""
    course = rules.course_rules(municipality)
    if course and course.remind_after:
        yield from (first for _ in work.coordinators_since()[:1])
