"""Only our own tenant gets in, whatever the two fields say that name one: a thousand ways to name it wrongly, drawn from a seed."""

import random
from collections.abc import Callable
from typing import Any

from played_microsoft import OTHER_TENANT, TENANT, Json, activity

from tests.crash.figures import figure

ABSENT = "no such key"
WHOLE = "the object itself is gone"
SPACES = (" ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "\u200b", "\u2060", "\ufeff", "\u202e", "\x7f")
NEARLY: tuple[Callable[[random.Random], Any], ...] = (
    lambda _: OTHER_TENANT,
    lambda lots: f"{lots.getrandbits(32):08x}{TENANT[8:]}",
    lambda lots: TENANT[: lots.randrange(1, len(TENANT))],
    lambda lots: TENANT + TENANT[-lots.randrange(1, 9) :],
    lambda lots: swap_case(TENANT, lots),
    lambda _: TENANT.upper(),
    lambda lots: lots.choice(SPACES) + TENANT,
    lambda lots: TENANT + lots.choice(SPACES) * lots.randrange(1, 9),
    lambda lots: insert(TENANT, lots.choice(SPACES), lots),
    lambda lots: insert(TENANT, lots.choice("0aeA%.*-_\\"), lots),
    lambda lots: TENANT.replace("-", lots.choice(("", "_", "\u2010", "\u2212", "--"))),
    lambda lots: TENANT.replace("0", lots.choice(("O", "\uff10", "\u0660", "%30", "&#48;"))),
    lambda lots: TENANT.replace("a", lots.choice(("\u0430", "\uff41", "a\u0301"))),
    lambda lots: lots.choice(("{%s}", "(%s)", '"%s"', "urn:uuid:%s", "tenants/%s", "%s/", "*%s*", "['%s']", "%s,{}")) % TENANT,
    lambda lots: lots.choice((" ", ",", ";", "|", "\n")).join(lots.sample((TENANT, OTHER_TENANT), 2)),
    lambda lots: lots.choice(("*", ".*", "%", "common", "organizations", "null", "None", "true", "0", "' OR 1=1 --")),
    lambda lots: lots.choice(("", " ", None, ABSENT, WHOLE)),
    lambda lots: lots.choice(([TENANT], {"id": TENANT}, {TENANT: TENANT}, 0, 7, True, [], {}, [[TENANT]])),
)
"""Ways to name a tenant that is not ours, or ours not as it is written."""


def swap_case(word: str, lots: random.Random) -> str:
    """At least one letter is large, the others as they fall."""
    letters = [place for place, sign in enumerate(word) if sign.isalpha()]
    large = set(lots.sample(letters, lots.randrange(1, len(letters) + 1)))
    return "".join(sign.upper() if place in large else sign for place, sign in enumerate(word))


def insert(word: str, sign: str, lots: random.Random) -> str:
    """One sign more, somewhere inside."""
    place = lots.randrange(1, len(word))
    return word[:place] + sign + word[place:]


def with_tenants(service_url: str, in_conversation: Any, in_channel_data: Any) -> Json:
    """A message in which the two fields say so."""
    message = activity(service_url)
    for holder, held, key, value in (
        (message, "conversation", "tenantId", in_conversation),
        (message["channelData"], "tenant", "id", in_channel_data),
    ):
        if value == WHOLE:
            del holder[held]
        elif value == ABSENT:
            del holder[held][key]
        else:
            holder[held][key] = value
    return message


def draw(size: int) -> list[tuple[Any, Any]]:
    """So many different pairs for the conversation and the channel data: one wrong beside the right one, both the same, or each its own."""
    lots = random.Random(16)
    drawn: dict[str, tuple[Any, Any]] = {}
    while len(drawn) < size:
        first, second = NEARLY[len(drawn) % len(NEARLY)](lots), lots.choice(NEARLY)(lots)
        pair = lots.choice(((first, TENANT), (TENANT, first), (first, first), (first, second), (second, first)))
        drawn[repr(pair)] = pair
    return list(drawn.values())


async def test_a_tenant_that_is_not_ours_to_the_letter_in_both_fields_is_refused(door: Any) -> None:
    drawn, token = draw(1000), door.sign()
    answered = {(await door.knock(with_tenants(door.service.url, *pair), token))[0] for pair in drawn}
    figure("tenants.tried", len(drawn))
    figure("tenants.through", len(door.came))
    assert (door.came, answered) == ([], {400, 403})
    assert (await door.knock(with_tenants(door.service.url, TENANT, TENANT), token), len(door.came)) == ((200, None), 1)
