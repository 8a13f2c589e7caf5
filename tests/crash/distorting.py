"""Real activities, distorted by chance in the ways JSON, Unicode, numbers and dates go wrong; in the same way with the same seed."""

import copy
import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]
Place = tuple[Any, Any]
"""An object or a list, and a key or an index in it."""

LARGE = 40_000
"""Signs: a body of nearly the largest size that is read; doubled, it is too large."""
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**31, 2**53 + 1, 2**63, 2**64, -(10**400), 1e308, 1e-320, float("nan"), float("inf")),
    *(
        "",
        " ",
        "\x00",
        "a\x00b",
        "\\u0000",
        "\ud800",
        "a\udfff",
        "\ud83d",
        "\u202e",
        "\ufeff",
        "\u2028",
        "\x1b[31m",
        "\r\n",
        "\x7f",
        "İı",
        "٠١٢",
    ),
    *("0000-00-00", "9999-12-31", "10000-01-01", "-0001-01-01", "2026-02-30", "2026-W01-1", "20261123", "0001-01-01", "31.12.9999"),
    *("1.", ".1", "1.1", "-1", "0.0", "999999999999999999999.1", "1.999999999999999999999", "²", "1e9", "١.١", "02013299997"),
    *(
        "A" * 513,
        "Å" * LARGE,
        "1" * 5000,
        "2026-0417 " * 500,
        "💥" * 2000,
        "' OR 1=1 --",
        "{{7*7}}",
        "${jndi:x}",
        "../../etc/passwd",
        "<at>x</at>",
    ),
    *([], {}, [[]], [None] * 2000, {"": ""}, {"verb": "accept", "id": "1.1"}, ["1.1", "1.1"], [{"id": "28:x"}], {"$ref": "#"}),
)
TOKENS = {"unsigned": None, "garbled": "a.b.c", "empty": "", "cut": "eyJhbGciOiJSUzI1NiJ9.e30."}


def distort(activity: Json, corpus: list[Json], lots: random.Random) -> bytes:
    """The activity with one to five faults, as bytes; in every tenth the bytes are damaged as well."""
    changed = copy.deepcopy(activity)
    if lots.random() < 0.7:  # else it came before, and only the answer is at stake
        changed["id"] = f"f:{lots.getrandbits(64)}"
    for _ in range(lots.choice((1, 1, 1, 2, 3, 5))):
        lots.choice(FAULTS)(*pick(changed, lots), corpus, lots)
    odd_signs_as_they_are = lots.random() < 0.3
    body = json.dumps(changed, ensure_ascii=not odd_signs_as_they_are).encode(errors="surrogatepass")
    return damage(body, lots) if lots.random() < 0.1 else body


def pick(activity: Json, lots: random.Random) -> Place:
    """Anywhere in the activity; half the time in what a person wrote or pressed."""
    inside = [key for key in ("value", "text", "membersAdded", "action", "replyToId") if key in activity]
    if inside and lots.random() < 0.5:
        key = lots.choice(inside)
        return lots.choice([(activity, key), *places_in(activity[key])])
    return lots.choice(list(places_in(activity)))


def places_in(part: Any) -> Iterator[Place]:
    """Every place below, at any depth."""
    keys = list(part) if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ()
    for key in keys:
        yield part, key
        yield from places_in(part[key])


# ---- faults


def odd(lots: random.Random) -> Any:
    """A value of its own, which later faults may change."""
    return copy.deepcopy(lots.choice(ODD))


def replace(whole: Any, key: Any, _corpus: list[Json], lots: random.Random) -> None:
    """Another type, or a value out of every range."""
    whole[key] = odd(lots)


def remove(whole: Any, key: Any, _corpus: list[Json], _lots: random.Random) -> None:
    del whole[key]


def add(whole: Any, key: Any, _corpus: list[Json], lots: random.Random) -> None:
    """A key nobody knows, or another one of Teams' own, in an object; one more in a list."""
    if isinstance(whole, dict):
        whole[
            lots.choice(
                ("x", "", "__proto__", "id", "text", "value", "verb", "data", "type", "is_ke", "version", "\ud800", "\x00", "K" * 600)
            )
        ] = lots.choice(ODD)
    else:
        whole.append(odd(lots))


def rename(whole: Any, key: Any, _corpus: list[Json], lots: random.Random) -> None:
    if isinstance(whole, dict):
        whole[lots.choice((key.upper(), key + " ", key[:-1], key * 2))] = whole.pop(key)


def nest(whole: Any, key: Any, _corpus: list[Json], lots: random.Random) -> None:
    """The value lies in boxes: a few, or so many that a reader loses its footing."""
    for _ in range(lots.choice((1, 2, 10, 150, 300))):
        whole[key] = [whole[key]] if lots.random() < 0.5 else {"value": whole[key]}


def misspell(whole: Any, key: Any, _corpus: list[Json], lots: random.Random) -> None:
    """Odd signs in a text, a text backwards, doubled, cut, or with other digits."""
    if not isinstance(whole[key], str):
        whole[key] = str(whole[key])
        return
    text = whole[key]
    at, odd = lots.randint(0, len(text)), lots.choice([each for each in ODD if isinstance(each, str)])
    other_digits = re.sub(r"\d", lambda _: str(lots.randint(0, 9)), text)
    whole[key] = lots.choice((text[:at] + odd + text[at:], text[::-1], text * 3, text[:at], other_digits, text.upper(), text.swapcase()))


def swap(whole: Any, key: Any, corpus: list[Json], lots: random.Random) -> None:
    """What another activity has in another place."""
    other, place = lots.choice(list(places_in(lots.choice(corpus))))
    whole[key] = copy.deepcopy(other[place])


Fault = Callable[[Any, Any, list[Json], random.Random], None]
FAULTS: tuple[Fault, ...] = (replace, replace, remove, add, rename, nest, misspell, misspell, swap, swap)


def damage(body: bytes, lots: random.Random) -> bytes:
    """Bytes that are cut, doubled, flipped, in another encoding, or deep enough to fell a reader."""
    at = lots.randint(0, len(body) - 1)
    return lots.choice(
        (
            body[:at],
            body + body,
            body[:at] + bytes([body[at] ^ (1 << lots.randint(0, 7))]) + body[at + 1 :],
            body[:at] + b"\xff\xfe" + body[at:],
            b"\xef\xbb\xbf" + body,
            body.decode(errors="surrogatepass").encode("utf-16", errors="surrogatepass"),
            re.sub(rb"\d+", b"9" * 5000, body, count=1),
            b"[" * 100_000,
            b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
            b"",
        )
    )
