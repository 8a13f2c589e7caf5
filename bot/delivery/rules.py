"""What follows from a failed try: one rule for each fate, and the verdict on one message."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.storage.messages import Posted
from bot.wire import Fate, SendFailed

FIRST_WAIT = 1.0
LONGEST_WAIT = 300.0
"""Seconds: a wait is drawn between nothing and a ceiling that doubles from the first to the longest (full jitter)."""

REPEAT_WAIT = (60.0, 300.0)
"""Seconds before the one repeat of a message in doubt: long enough to outlast the usual trouble, for there is no second one."""

STOP = 60.0
"""Seconds the courier stands still when Teams does not know the bot."""

BUDGET = timedelta(days=4)
"""How long a message is tried, from its first try, nights and weekends included: longer than the three days Teams may be away."""

End = Literal["unreachable", "failed"]
"""The states in which a message was given up."""

Uniform = Callable[[float, float], float]
"""A random number between two; `random.uniform`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one fate means for the message and for the courier."""

    ends: End | None = None
    waits: Literal["jitter", "repeat", "asked", "stop"] = "jitter"
    rests: bool = False
    """The whole courier waits, not only the message."""
    spends: bool = True
    """The try counts against the budget."""
    once: bool = False
    """Nobody knows whether the message arrived, so it is repeated once at most."""
    tells: bool = False
    """Somebody in KE learns that the message did not arrive."""
    alarms: bool = False


RULES: Mapping[Fate, Rule] = {
    Fate.THROTTLED: Rule(waits="asked", rests=True, spends=False),
    Fate.TRANSIENT: Rule(tells=True),
    Fate.IN_DOUBT: Rule(waits="repeat", once=True, tells=True),
    Fate.UNAUTHORIZED: Rule(waits="stop", rests=True, spends=False, alarms=True),
    Fate.UNREACHABLE: Rule(ends="unreachable", tells=True),
    Fate.REJECTED: Rule(ends="failed", alarms=True),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done about one failed try: an end with its reason, or the instant of the next try."""

    why: str
    ends: End | None = None
    again_at: datetime | None = None
    in_doubt: bool = False
    rest_until: datetime | None = None
    tells: bool = False
    alarms: bool = False


def judge(posted: Posted, failed: SendFailed, now: datetime, uniform: Uniform) -> Verdict:
    """The verdict on a message whose try failed just now."""
    rule = find_rule(posted, failed)
    why = f"{failed.fate} {failed.status or ''}".strip()
    tells = rule.tells and posted.activity_id is None
    if rule.ends:
        return Verdict(why, ends=rule.ends, tells=tells, alarms=rule.alarms)
    if rule.once and posted.in_doubt:
        return Verdict(f"{why}, twice in doubt", ends="failed", tells=tells, alarms=True)
    if rule.spends and posted.first_tried_at and now - posted.first_tried_at >= BUDGET:
        return Verdict(f"{why}, tried for {BUDGET.days} days", ends="failed", tells=tells, alarms=True)
    again = now + timedelta(seconds=find_wait(rule, posted.attempts, failed.retry_after, uniform))
    return Verdict(why, again_at=again, in_doubt=rule.once, rest_until=again if rule.rests else None, alarms=rule.alarms)


def find_rule(posted: Posted, failed: SendFailed) -> Rule:
    """The rule for a failure. A redraw may be repeated freely, and fails for good when its message is gone from the chat."""
    if posted.activity_id is not None and failed.fate is Fate.IN_DOUBT:
        return RULES[Fate.TRANSIENT]
    if posted.activity_id is not None and failed.status == 404:
        return Rule(ends="failed")
    return RULES[failed.fate]


def find_wait(rule: Rule, attempts: int, asked: float | None, uniform: Uniform) -> float:
    """How many seconds to wait after a failed try, when `attempts` failed before it."""
    jitter = uniform(0, min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts, 10)))
    match rule.waits:
        case "asked":
            return jitter if asked is None else asked
        case "repeat":
            return uniform(*REPEAT_WAIT)
        case "stop":
            return STOP
        case "jitter":
            return jitter
