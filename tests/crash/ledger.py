"""All that came of a story, so that two runs can be compared: what everybody reads, what was mailed, and what is stored."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any

from bot.local.people import DEFAULT_CAST
from tests.crash.world import World
from tests.stories.people import words_of

HOUR = re.compile(r"kl\. \d\d\.\d\d")
ANSWER = re.compile(r"answer/.*")
CASE = re.compile(r"case-\d+")


@dataclass(frozen=True)
class Ledger:
    """What came of a story. Hours are left out: a bot that died says the same two minutes later."""

    said: dict[str, list[str]]
    stored: dict[str, list[tuple[Any, ...]]]
    said_unasked: list[tuple[Any, ...]]
    """The messages that answer nobody."""
    mails: list[tuple[str, str]]
    repeated: tuple[str, ...]
    """Messages in a chat that the bot does not know it sent, and second copies of e-mails."""

    def tells_the_same_as(self, other: "Ledger") -> None:
        """Raises AssertionError where the two differ, in words."""
        for name, texts in self.said.items():
            compare(name, texts, other.said[name])
        for table, rows in self.stored.items():
            compare(table, rows, other.stored[table])
        compare("mails", self.mails, other.mails)

    def does_the_same_as(self, other: "Ledger") -> None:
        """Raises AssertionError where more came of one than of the other; answers and the cases' own ids do not count."""
        compare("messages", self.said_unasked, other.said_unasked)
        for table in ("requests", "assignments", "duties", "events"):
            compare(table, [row[1:] for row in self.stored[table]], [row[1:] for row in other.stored[table]])
        compare("mails", self.mails, other.mails)


def compare(what: str, one: Sequence[Any], other: Sequence[Any]) -> None:
    """Raises AssertionError with the lines that only one has."""
    assert one == other, "\n".join([what, *unified_diff([str(line) for line in one], [str(line) for line in other], n=0, lineterm="")])


STORED = {  # whoever is shown a message again, because the bot died, has seen it twice
    "cases": "SELECT id, number, phase, version, appoint_by, warned, three_months_on, closed_at IS NULL FROM cases ORDER BY id",
    "requests": "SELECT case_id, seq, unit, deadline, state, reminded_on, overdue_on, mailed_on, recipients FROM requests ORDER BY 1, 2",
    "assignments": "SELECT case_id, seq, named_person, welcomed_at IS NULL, end_reason FROM assignments ORDER BY case_id, seq",
    "duties": "SELECT case_id, kind, about, done_on FROM duties ORDER BY case_id, kind, about",
    "events": "SELECT case_id, kind, actor FROM events WHERE kind <> 'seen' ORDER BY id",
    "messages": "SELECT key, kind, person_id, state, reminding_on FROM messages ORDER BY kind, person_id, id",
    "dialogs": "SELECT person_id FROM dialogs ORDER BY person_id",
}


def read_ledger(world: World) -> Ledger:
    """Everything as it is now."""
    known = {row[0] for row in world.query("SELECT activity_id FROM messages WHERE activity_id IS NOT NULL")}
    said, repeated = {}, []
    for person in DEFAULT_CAST:
        from_bot = [activity for activity in world.chats.read(person.id) if activity.author == "bot"]
        words = {activity.id: HOUR.sub("kl.", words_of({"attachments": activity.attachments, **activity.body})) for activity in from_bot}
        said[person.name] = [words[activity.id] for activity in from_bot if activity.id in known]
        repeated += [words[activity.id] for activity in from_bot if activity.id not in known]
    letters = [(", ".join(mail.recipients), mail.subject) for mail in world.chats.read_mail()]
    sent = len(world.query("SELECT id FROM messages WHERE channel = 'mail' AND state = 'sent'"))
    stored = {table: [tuple(mask(value) for value in row) for row in world.query(statement)] for table, statement in STORED.items()}
    unasked = (row for row in stored["messages"] if row[1] not in {"answer", "choose_unit"})
    said_unasked = sorted(((CASE.sub("case", key), *rest) for key, *rest in unasked), key=str)
    return Ledger(said, stored, said_unasked, sorted(set(letters)), (*repeated, *("mail",) * (len(letters) - sent)))


def mask(value: Any) -> Any:
    """An answer's key carries the activity it answers, which differs between two runs."""
    return ANSWER.sub("answer", value) if isinstance(value, str) else value
