"""What a text refers to: case numbers, units and people, found against what the writer may see."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.dialogs.meaning import Knowledge
from bot.dialogs.words import ORDINARY, known

NAMES_THAT_ARE_WORDS = frozenset(
    {"dag", "bo", "even", "liv", "stein", "bjørn", "jo", "per", "mai", "gro", "sol", "siv", "tor", "ask", "live", "odd", "my", "mor", "far"}
)
"""First names that are also words: taken for a person only where a person can stand."""

_CHUNK = re.compile(r"[^\s,;?!()\[\]\"«»]+")


@dataclass(frozen=True, slots=True)
class CaseRef:
    """A case as referred to: the number, full or as written, and the own cases when several end so."""

    case: str | None
    candidates: tuple[str, ...] = ()


def find_full_cases(text: str, knows: Knowledge) -> Iterator[tuple[int, int, str]]:
    """Full case numbers in a text as (start, end, number), also written with a space ("2026 0417")."""
    chunks = [(found.start(), found[0].rstrip(".:")) for found in _CHUNK.finditer(text)]
    taken = 0
    for index, (start, chunk) in enumerate(chunks):
        if start < taken or not any(sign.isdigit() for sign in chunk):
            continue
        lead = re.match(r"(?:[^\W\d]+[.:#-]?|#)(?=\d)", chunk)
        options = [(start, chunk)] + ([(start + lead.end(), chunk[lead.end() :])] if lead else [])
        if index + 1 < len(chunks) and text[start + len(chunk) : chunks[index + 1][0]] == " ":
            options.append((start, f"{chunk} {chunks[index + 1][1]}"))
        for begin, option in options:
            number = knows.read_case(option) or _run_together(option, knows) or _shortened(option, knows)
            if number is not None:
                taken = begin + len(option)
                yield begin, taken, number
                break


def _shortened(option: str, knows: Knowledge) -> str | None:
    """A full number without the noughts of its last part ("2026-417")."""
    parts = re.fullmatch(r"(\d{4}[-/])(\d{3})", option)
    return knows.read_case(f"{parts[1]}{parts[2]:0>4}") if parts else None


def _run_together(digits: str, knows: Knowledge) -> str | None:
    if len(digits) < 6 or not digits.isdigit():
        return None
    return next((case for case in knows.cases if "".join(filter(str.isdigit, case)) == digits), None)


def resolve_ending(digits: str, knows: Knowledge) -> CaseRef:
    """The own case that ends so ("417" is 2026-0417 before 2026-1417); several candidates; or the digits themselves when none does."""
    ending = digits.lstrip("0") or "0"
    hits = tuple(case for case in knows.cases if case.endswith(ending))
    hits = tuple(case for case in hits if _last_number(case) == int(digits)) or tuple(case for case in hits if case.endswith(digits))
    if len(hits) == 1:
        return CaseRef(hits[0])
    return CaseRef(None, hits) if hits else CaseRef(digits)


def _last_number(case: str) -> int:
    found = re.findall(r"\d+", case)
    return int(found[-1]) if found else -1


def _fold(word: str) -> str:
    plain = word.lower().replace("heime", "hjemme").replace("tenest", "tjenest").replace("skule", "skole")
    return plain[:-1] if plain.endswith(("a", "e")) and len(plain) > 4 else plain[:-2] if plain.endswith("en") and len(plain) > 5 else plain


_COMPASS = frozenset({"nord", "sør", "øst", "vest", "sentrum"})


@dataclass(frozen=True, slots=True)
class UnitNames:
    """The municipality's units by the words of their names."""

    names: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    @lru_cache(maxsize=16)
    def of(cls, units: tuple[str, ...]) -> "UnitNames":
        """Fold each unit's name once."""
        return cls(tuple((unit, tuple(_fold(word) for word in unit.replace("-", " ").split())) for unit in units))

    def match(self, words: list[str], at: int) -> tuple[int, str] | None:
        """The unit whose name starts at words[at], and how many words it took; one telling word is enough when only one unit has it."""
        folded = [_fold(word) for word in words[at : at + 6]]
        whole = [(len(parts), unit) for unit, parts in self.names if len(parts) <= len(folded) and _alike(folded, parts)]
        if whole:
            return max(whole)
        hits = [unit for unit, parts in self.names if folded[0] in parts and (parts[0] != folded[0] or self._addressed(words, at))]
        return (1, hits[0]) if len(hits) == 1 and (len(folded[0]) > 2) else None

    @staticmethod
    def _addressed(words: list[str], at: int) -> bool:
        before = words[at - 1] if at else ""
        return before in {"til", "te", "spør", "spørre", "pålegg", "velg", "minn", "purr"}


def _alike(words: list[str], parts: tuple[str, ...]) -> bool:
    return all(
        word == part or (len(part) > 5 and part not in _COMPASS and OSA.distance(word, part, score_cutoff=1) <= 1)
        for word, part in zip(words, parts, strict=False)
    )


@dataclass(frozen=True, slots=True)
class PeopleNames:
    """The people the writer can name, by full name and by first name."""

    full: Mapping[str, str]
    first: Mapping[str, tuple[str, ...]]

    @classmethod
    @lru_cache(maxsize=16)
    def of(cls, people: tuple[str, ...]) -> "PeopleNames":
        """Sort a directory's names once. A first "name" that is an ordinary word ("Leder sør") counts only in full."""
        first: dict[str, tuple[str, ...]] = {}
        for name in people:
            key = name.split()[0].strip(",").lower() if name.strip() else ""
            if key in NAMES_THAT_ARE_WORDS or (known(key) is None and key not in ORDINARY):
                first[key] = (*first.get(key, ()), name)
        return cls({name.lower(): name for name in people}, first)

    def match(self, words: list[str], at: int) -> tuple[int, str] | None:
        """The person whose name starts at words[at], and how many words it took; a first name several share stays a first name."""
        for size in range(min(4, len(words) - at), 1, -1):
            if (whole := self.full.get(" ".join(words[at : at + size]).lower())) is not None:
                return size, whole
        word = words[at].lower()
        hits = self.first.get(word) or (self.first.get(word[:-1], ()) if word.endswith("s") and len(word) > 2 else ())
        if not hits:
            return None
        return 1, hits[0] if len(hits) == 1 else hits[0].split()[0]
