"""What must hold of a whole year, looked at from outside: what people got and when, and what the tables say, not the bot's own rules."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.casework.deadlines import OSLO
from bot.casework.municipality import Municipality
from tests.stories.people import words_of
from tests.year.calendar import is_working
from tests.year.living import STOPPED, Year

Faults = Iterator[str]


def list_faults(year: Year, municipality: Municipality) -> list[str]:
    """Every fault of the year, one line each."""
    return [f"{check.__name__}: {fault}" for check in CHECKS for fault in check(year, municipality)]


def unbidden_only_in_working_hours(year: Year, municipality: Municipality) -> Faults:
    """What nobody's press or sentence called for comes on working days, between the hours of the profile."""
    hours = municipality.deadlines.hours
    for sent in year.sent:
        at = sent.at.astimezone(OSLO)
        if not sent.asked_for and not (is_working(at.date()) and hours.opens <= at.time() < hours.closes):
            yield f"{at:%a %Y-%m-%d %H:%M} to {name(year, sent.person)}: {words_of(sent.body)[:90]!r}"


def one_reminding_message_a_day(year: Year, _municipality: Municipality) -> Faults:
    """Nobody gets two messages a day that remind, whatever they remind of."""
    rows = year.query("SELECT person_id, sent_at, kind FROM messages WHERE reminding_on IS NOT NULL AND sent_at IS NOT NULL")
    days = Counter((person, oslo(at)) for person, at, _ in rows)
    yield from (f"person {person} got {count} on {day}" for (person, day), count in days.items() if count > 1)


def each_stage_once(year: Year, _municipality: Municipality) -> Faults:
    """A deadline that passes is told once, a warning is given once, a request is reminded of at most once a day.

    A name on the last day is in time, and if it is taken back the deadline passes anew.
    """
    told: Counter[tuple[Any, ...]] = Counter()
    passed: dict[int, date] = {}
    for case, at, kind, data in events(year):
        if kind in {"overdue", "reminded"}:
            told[case, kind, data.get("request"), oslo(at)] += 1
        elif kind == "warned":
            told[case, kind, json.dumps(data, sort_keys=True), None] += 1
        elif kind == "three_months":
            passed[case] = date.fromisoformat(data["appoint_by"])
            told[case, kind, passed[case], None] += 1
        elif kind in NAMED and case in passed and oslo(at) <= passed[case]:
            told[case, "three_months", passed.pop(case), None] -= 1
    yield from (f"{what} happened {count} times" for what, count in told.items() if count > 1)


NAMED = frozenset({"accepted", "appointed", "offer_taken"})


def deadlines_that_passed_were_told(year: Year, municipality: Municipality) -> Faults:
    """A request still open after its day is told of on the next working day, never before, and once for each day that was promised."""
    if municipality.deadlines.reply is None:
        return
    open: dict[tuple[int, int], Waiting] = {}
    for case, at, kind, data in events(year):
        of, day = (case, data.get("request")), oslo(at)
        if kind == "sent" and data["deadline"]:
            open[of] = Waiting(date.fromisoformat(data["deadline"]))
        elif kind == "taken_back" and of in open:
            open[of] = replace(open[of], ended=False, again=True)
        elif kind == "extended":
            open[of] = Waiting(date.fromisoformat(data["to"]))
        elif kind == "overdue":
            yield from open[of].list_faults_told(of, day)
            open[of] = replace(open[of], told=True)
        elif kind in ENDS and of in open:
            yield from open[of].list_faults_untold(of, day)
            open[of] = replace(open[of], ended=True)
        elif kind in ENDS_ALL:
            open |= {each: replace(waiting, ended=True) for each, waiting in open.items() if each[0] == case}
    for of, waiting in open.items():
        yield from waiting.list_faults_untold(of, oslo(year.now()))


ENDS = frozenset({"accepted", "declined", "proposed", "offered", "withdrawn"})
ENDS_ALL = frozenset({"closed", "paused"})


@dataclass(frozen=True)
class Waiting:
    """A request and the day that was promised for its answer."""

    due: date
    told: bool = False
    ended: bool = False
    again: bool = False
    """Its answer was taken back, perhaps when the day had passed."""

    def list_faults_told(self, of: tuple[int, int], day: date) -> Faults:
        """What is wrong with its being told of on a day."""
        due = next_working(self.due)
        if self.told or self.ended or day < due or (day > due and not self.again):
            yield f"case {of[0]}.{of[1]}: the deadline {self.due} was told of on {day}"

    def list_faults_untold(self, of: tuple[int, int], day: date) -> Faults:
        """Whether it should have been told of before a day."""
        if not (self.told or self.ended or self.again) and next_working(self.due) < day:
            yield f"case {of[0]}.{of[1]}: deadline {self.due} passed and nobody was told"


def no_case_is_stuck(year: Year, _municipality: Municipality) -> Faults:
    """Every open case lies with somebody: a coordinator, whoever is asked, KE who was told it is theirs, or it rests until a month."""
    told, known = defaultdict(set), numbers(year)
    for sent in year.sent:
        body = json.dumps(sent.body, ensure_ascii=False)
        told[sent.person].update(number for number in known if number in body)
    ke = [person.id for person in year.town.local.people if "KE" in person.roles]
    for _, number in year.query(STOPPED):
        if not any(number in told[person] for person in ke):
            yield f"{number} waits for KE, who never heard of it"
    ahead = "SELECT number FROM cases WHERE closed_at IS NULL AND next_look_at < :now"
    yield from (f"{number} was to be looked at and was not" for (number,) in year.query(ahead, now=naive(year)))
    yield from (f"{number} waits for an answer and nothing watches it" for (number,) in year.query(UNWATCHED))


def nobody_hears_of_a_case_that_is_not_theirs(year: Year, _municipality: Municipality) -> Faults:
    """A løpenummer stands only in what goes to KE, to those who were asked or lead who was, and to coordinators and those named."""
    theirs = defaultdict(set)
    for number, email in year.query(CONCERNED):
        theirs[email].add(number)
    known = numbers(year)
    for sent in year.sent:
        person = year.people()[sent.person]
        if "KE" in person.roles or sent.asked_for:
            continue
        said = words_of(sent.body)
        yield from (f"{person.name} read {number}" for number in known if number in said and number not in theirs[person.email])


def nothing_failed(year: Year, _municipality: Municipality) -> Faults:
    """Every message was drawn and either sent, or did not matter any more; nothing waits that could have left."""
    yield from (f"message {row}" for row in year.query("SELECT id, kind, ended_why FROM messages WHERE state IN ('failed', 'unreachable')"))
    waiting = "SELECT id, kind, try_at FROM messages WHERE state IN ('pending', 'redraw') AND try_at < :now"
    yield from (f"message {row} is still here" for row in year.query(waiting, now=naive(year)))


def mails_say_nothing(year: Year, _municipality: Municipality) -> Faults:
    """No e-mail has a løpenummer in it."""
    known = numbers(year)
    for mail in year.town.local.chats.read_mail():
        yield from (f"{number} in an e-mail" for number in known if number in mail.subject + mail.text)


def the_year_was_a_full_one(year: Year, _municipality: Municipality) -> Faults:
    """Enough happened for the other checks to mean something."""
    happened = {kind for _, _, kind, _ in events(year)}
    if len(numbers(year)) < year.cases or len(happened) < 10:
        yield f"only {len(numbers(year))} cases, and of events only {', '.join(sorted(happened))}"


CHECKS: Sequence[Callable[[Year, Municipality], Faults]] = (
    unbidden_only_in_working_hours,
    one_reminding_message_a_day,
    each_stage_once,
    deadlines_that_passed_were_told,
    no_case_is_stuck,
    nobody_hears_of_a_case_that_is_not_theirs,
    nothing_failed,
    mails_say_nothing,
    the_year_was_a_full_one,
)

# ---- what is there


def events(year: Year) -> list[tuple[int, Any, str, dict[str, Any]]]:
    """The trail."""
    rows = year.query("SELECT case_id, at, kind, data FROM events ORDER BY id")
    return [(case, at, kind, json.loads(data) if isinstance(data, str) else data) for case, at, kind, data in rows]


def numbers(year: Year) -> list[str]:
    """Every løpenummer."""
    return [number for (number,) in year.query("SELECT number FROM cases")]


def name(year: Year, person: str) -> str:
    """Who it is."""
    return year.people()[person].name


def oslo(at: Any) -> date:
    """The date in Oslo of an instant as either database gives it."""
    read = datetime.fromisoformat(at) if isinstance(at, str) else at
    return (read.replace(tzinfo=UTC) if read.tzinfo is None else read).astimezone(OSLO).date()


def naive(year: Year) -> datetime:
    """Now as the database keeps it."""
    now = year.now()
    return now if year.town.app.store.engine.dialect.name == "postgresql" else now.replace(tzinfo=None)


def next_working(day: date) -> date:
    """The next working day."""
    day += timedelta(days=1)
    while not is_working(day):
        day += timedelta(days=1)
    return day


def tell(year: Year, number: str) -> str:
    """A case's way as a table, for whoever looks for a fault."""
    rows = year.query("SELECT at, actor, kind, data FROM events JOIN cases ON cases.id = case_id WHERE number = :number", number=number)
    return "\n".join(f"{str(at)[:16]} | {actor or 'the clock':>9} | {kind:<20} | {data}" for at, actor, kind, data in rows)


UNWATCHED = """
SELECT number FROM cases JOIN requests ON case_id = cases.id WHERE cases.closed_at IS NULL AND state IN ('waiting', 'promised')
AND next_look_at IS NULL AND pause IS NULL AND overdue_on IS NULL AND deadline IS NOT NULL
"""
CONCERNED = """
SELECT number, email FROM cases JOIN asked ON asked.case_id = cases.id JOIN people ON people.id = person_id
UNION SELECT number, email FROM cases JOIN assignments ON assignments.case_id = cases.id JOIN people ON people.id = named_person
UNION SELECT number, email FROM cases JOIN substitutes ON substitutes.case_id = cases.id JOIN people ON people.id = substitutes.person
UNION SELECT number, email FROM cases JOIN requests ON requests.case_id = cases.id
    JOIN unit_people ON unit_id = unit AND part IN ('leader', 'stand_in') JOIN people ON people.id = person_id
UNION SELECT number, email FROM cases JOIN assignments ON assignments.case_id = cases.id
    JOIN unit_people ON unit_id = unit AND part IN ('leader', 'stand_in') JOIN people ON people.id = person_id
"""
