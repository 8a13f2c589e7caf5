"""A municipality lives through a year: the clock goes from due time to due time, and twice a working day people follow their habits."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import text

from bot.auditing import count_faults
from bot.casework.deadlines import OSLO
from bot.local.chats import Activity
from bot.local.people import Person
from bot.local.press import MissingInputs
from bot.local.timeline import Timeline
from bot.local.town import Town
from tests.stories.people import walk
from tests.year.calendar import is_working
from tests.year.people import FROM_COORDINATORS, FROM_KE, FROM_LEADERS, Habits, cards_in

MOMENTS = (time(9, 5), time(13, 40))
"""When people look at Teams."""
KE_LOOKS_EVERY = 3
"""Working days between two looks of KE's at what has come to a stop."""


@dataclass(frozen=True)
class Sent:
    """Something the bot sent: to whom, when, what it says, and whether the person's own press or sentence called for it."""

    person: str
    at: datetime
    body: dict[str, Any]
    asked_for: bool


@dataclass
class Year:
    """One year in one town."""

    town: Town
    habits: Habits
    cases: int
    sent: list[Sent] = field(default_factory=list)
    acting: set[str] = field(default_factory=set)
    """Who has pressed or written something in this moment."""
    waiting: dict[date, list[tuple[Person, str]]] = field(default_factory=lambda: defaultdict(list))
    """Whose card is to be looked at on which day."""
    place: int = 0
    opened: int = 0
    forgotten: list[str] = field(default_factory=list)
    """What the auditor found, at the end of each moment: a year by the book has nothing."""

    async def live(self, first: date, last: date) -> None:
        """Every day from the first to the last; what is sent leaves when a moment is over, so that what changes twice is redrawn once."""
        self.town.app._delivering.cancel()
        timeline = Timeline(self.town.local.clock, self.town.app)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        working = [day for day in days if is_working(day)]
        opening = self.habits.chance.choices(working[: len(working) * 3 // 4], k=self.cases)
        for nth, day in enumerate(working):
            for moment in MOMENTS:
                await timeline.move_to(datetime.combine(day, moment, OSLO).astimezone(UTC))
                self.collect()
                await self.act(day, first=moment == MOMENTS[0], open=opening.count(day), nth=nth)
                self.audit(day)

    def audit(self, day: date) -> None:
        """Let the auditor look."""
        with self.town.app.store.reading() as work:
            found = count_faults(work, self.town.app.municipality, self.now())
        self.forgotten += [f"{day}: {name} {count}" for name, count in found.items()]

    async def act(self, day: date, *, first: bool, open: int, nth: int) -> None:
        """What people do at one moment of a working day."""
        ke = self.one_of("KE")
        if first:
            for _ in range(open):
                await self.open_case(ke, day)
            if nth % KE_LOOKS_EVERY == 0:
                await self.look_for_stopped(ke, day)
            await self.write(day)
        for person, activity in self.waiting.pop(day, ()):
            await self.press(person, activity, day)
        await self.town.app.courier.drain()
        self.collect()

    # ---- cards

    def collect(self) -> None:
        """What the bot has sent since; each new card is looked at some day, or never."""
        rows = self.town.local.chats._db.execute(
            "SELECT place, person, id, body, at FROM activity WHERE place > ? AND author = 'bot'", (self.place,)
        ).fetchall()
        rows.sort(key=lambda row: (row[4][:19], row[1], row[3]))  # who is served first is the courier's chance, and must not be the seed's
        today = self.now().astimezone(OSLO).date()
        for place, person, id, body, at in rows:
            self.place = max(self.place, place)
            self.sent.append(Sent(person, datetime.fromisoformat(at), json.loads(body), person in self.acting))
            delay = self.habits.delay()
            if delay is not None:
                self.waiting[self.later(today, delay)].append((self.people()[person], id))
        self.acting.clear()

    def later(self, day: date, working_days: int) -> date:
        """A working day so many after a day, the next one at the earliest when the day's last moment has come."""
        while working_days or not is_working(day) or (day == self.now().astimezone(OSLO).date() and self.waiting_is_over()):
            day += timedelta(days=1)
            working_days -= 1 if working_days and is_working(day) else 0
        return day

    def waiting_is_over(self) -> bool:
        """Whether nobody looks any more today."""
        return self.now().astimezone(OSLO).time() >= MOMENTS[-1]

    async def press(self, person: Person, id: str, day: date) -> None:
        """Press something on a card as it is now, once or twice."""
        activity = self.town.local.chats.find(id)
        action = next((found for card in cards_in(activity.body) if (found := self.habits.pick(card))), None) if activity else None
        if activity is None or action is None:
            return
        for _ in range(2 if self.habits.chance.random() < 0.05 else 1):
            await self.press_on(person, activity, action, day)
        if self.habits.chance.random() < 0.4:
            self.waiting[self.later(day, 1)].append((person, id))

    async def press_on(self, person: Person, activity: Activity, action: dict[str, Any], day: date, **given: str) -> None:
        """One press, with something in every input."""
        card = next(cards_in(activity.body))
        self.acting.add(person.id)
        try:
            await self.town.local.teams.press(person, activity, action, self.habits.fill(card, day) | given)
        except MissingInputs:
            return

    async def say(self, person: Person, words: str, day: date) -> None:
        """Write, and say yes to what is asked back more often than not."""
        self.acting.add(person.id)
        await self.town.local.teams.say(person, words)
        await self.town.app.courier.drain()
        newest = next(iter(self.newest(person, 1)), None)
        for card in cards_in(newest.body) if newest else ():
            found = self.habits.pick(card)
            if newest and found and found["verb"] in {"confirm", "choose"} and self.habits.chance.random() < 0.8:
                await self.press_on(person, newest, found, day)

    # ---- what people begin

    async def open_case(self, ke: Person, day: date) -> None:
        """KE writes a line, presses the form, and asks a unit on the card that follows."""
        number = f"{day.year}-{self.number():04}"
        decided = day - timedelta(days=self.habits.chance.randint(0, 20))
        self.acting.add(ke.id)
        await self.town.local.teams.say(ke, f"ny sak {number} vedtak {decided:%d.%m.%Y}")
        await self.town.app.courier.drain()
        await self.press_newest(ke, "open_case", day, number=number, decided_on=decided.isoformat())
        await self.town.app.courier.drain()
        await self.ask_somebody(ke, day)

    def number(self) -> int:
        """The next løpenummer of the year."""
        self.opened += 1
        return self.opened

    async def ask_somebody(self, ke: Person, day: date) -> None:
        """KE chooses who is to be asked, or who is to be it."""
        verbs = ["send_request", "appoint"]
        self.habits.chance.shuffle(verbs)
        for verb in verbs:
            if await self.press_newest(ke, verb, day):
                return

    async def press_newest(self, person: Person, verb: str, day: date, **given: str) -> bool:
        """Press a button on the newest card that has it, if that is among the last few."""
        for activity in self.newest(person, 4):
            for card in cards_in(activity.body):
                action = next((each for each in walk(card) if each.get("type") == "Action.Execute" and each["verb"] == verb), None)
                if action:
                    await self.press_on(person, activity, action, day, **given)
                    return True
        return False

    async def look_for_stopped(self, ke: Person, day: date) -> None:
        """KE takes up the cases nobody is asked about and nobody coordinates."""
        for _, number in self.query(STOPPED):
            if self.habits.chance.random() < 0.5:
                self.acting.add(ke.id)
                await self.town.local.teams.say(ke, f"velg virksomhet i {number}")
                await self.town.app.courier.drain()
                await self.ask_somebody(ke, day)

    async def write(self, day: date) -> None:
        """A few sentences."""
        numbers = [row[1] for row in self.query("SELECT id, number FROM cases WHERE closed_at IS NULL ORDER BY id")]
        if not numbers:
            return
        for role, sentences, often in (("KO", FROM_COORDINATORS, 0.10), ("VL", FROM_LEADERS, 0.03), ("KE", FROM_KE, 0.06)):
            for person in self.people().values():
                if role in person.roles and self.habits.chance.random() < often * max(1, self.cases / 40):
                    own = self.query(OWN.format(email=person.email)) if role == "KO" else ()
                    number = self.habits.chance.choice([row[1] for row in own] or numbers)
                    await self.say(person, self.habits.sentence(sentences, number, day), day)

    # ---- what is there

    def newest(self, person: Person, many: int) -> list[Activity]:
        """The newest messages from the bot in somebody's chat."""
        chats = self.town.local.chats
        ids = chats._db.execute(
            "SELECT id FROM activity WHERE person = ? AND author = 'bot' ORDER BY place DESC LIMIT ?", (person.id, many)
        ).fetchall()
        return [found for (id,) in ids if (found := chats.find(id))]

    def people(self) -> dict[str, Person]:
        """Everybody by id."""
        return {person.id: person for person in self.town.local.people}

    def one_of(self, role: str) -> Person:
        """Somebody with a role."""
        return self.habits.chance.choice([person for person in self.town.local.people if role in person.roles])

    def now(self) -> datetime:
        """The clock."""
        return self.town.local.clock.now()

    def query(self, statement: str, **values: Any) -> Sequence[Any]:
        """Rows of the bot's database."""
        with self.town.app.store.engine.connect() as connection:
            return connection.execute(text(statement), values).all()


STOPPED = """
SELECT id, number FROM cases WHERE closed_at IS NULL AND pause IS NULL
AND NOT EXISTS (SELECT 1 FROM assignments WHERE case_id = cases.id AND ended_at IS NULL)
AND NOT EXISTS (SELECT 1 FROM requests WHERE case_id = cases.id AND state IN ('waiting', 'promised', 'proposed', 'offered'))
ORDER BY id
"""
OWN = """
SELECT cases.id, number FROM cases JOIN assignments ON case_id = cases.id JOIN people ON people.id = named_person
WHERE closed_at IS NULL AND assignments.ended_at IS NULL AND email = '{email}'
ORDER BY cases.id
"""
