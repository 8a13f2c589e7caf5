"""A text read into tokens: words in their canonical form, and the cases, dates, units and people between them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from bot.dialogs.dates import NUMBERS, Mention, find_dates, find_times
from bot.dialogs.meaning import Knowledge
from bot.dialogs.phrases import MARKS, compile_phrase
from bot.dialogs.references import NAMES_THAT_ARE_WORDS, CaseRef, PeopleNames, UnitNames, find_full_cases, resolve_ending
from bot.dialogs.words import ORDINARY, VOCABULARY, canonical


class Is(StrEnum):
    """What a token is; the value is how phrases write it."""

    WORD = "word"
    MARK = "mark"
    CASE = "SAK"
    DATE = "DATO"
    TIME = "TID"
    UNIT = "ENHET"
    PERSON = "PERSON"
    NUMBER = "TALL"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `text` is the canonical word or the mark, `value` what a reference refers to."""

    kind: Is
    text: str
    value: CaseRef | Mention | time | str | int | None = None

    def __str__(self) -> str:
        return self.text if self.kind in {Is.WORD, Is.MARK} else self.kind.value


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was said, as tokens and as the canonical line that phrases are matched against."""

    tokens: tuple[Token, ...]

    @property
    def line(self) -> str:
        """Every token followed by one space."""
        return "".join(f"{token} " for token in self.tokens)

    def says(self, *phrases: str) -> bool:
        """Whether any of the phrases is in it."""
        line = self.line
        return any(compile_phrase(phrase).search(line) for phrase in phrases)

    def cases(self) -> tuple[CaseRef, ...]:
        """The cases referred to, each once, in order."""
        return tuple(dict.fromkeys(token.value for token in self.tokens if isinstance(token.value, CaseRef)))

    def parts(self) -> Iterator["Sentence"]:
        """Cut at commas, full stops and "og"."""
        part: list[Token] = []
        for token in (*self.tokens, Token(Is.MARK, ".")):
            if token.text in {".", ",", ";", "og"}:
                if part:
                    yield Sentence(tuple(part))
                part = []
            else:
                part.append(token)

    def of(self, kind: Is) -> tuple[Token, ...]:
        """The tokens of one kind, in order."""
        return tuple(token for token in self.tokens if token.kind is kind)


_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("’`´", "'"))
_WORDS = re.compile(rf"[^\W_]+(?:[-'][^\W\d_]+)*|[{MARKS}]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ABBREVIATIONS = frozenset({"nr", "kl", "ca", "f", "mnd", "evt", "ang", "vedr", "t", "m", "o", "e"})
_OPENERS = frozenset({"ja", "nei", "ok", "hei", "takk"})
_COUNTED = re.compile(
    r"dag|uk[ea]|vek[ea]|måned|månad|time|minutt|år|stk|stykk|ny|koordinator|person|ansatt|tilsett|prosent|kr|møte|sak|gang|deltak|plass"
)


def plain(text: str) -> str:
    """The text with compatibility forms, invisible characters, dashes and whitespace made ordinary; line ends become full stops."""
    flat = unicodedata.normalize("NFKC", text).translate(_DASHES)
    flat = "".join(sign for sign in flat if unicodedata.category(sign) != "Cf")
    flat = re.sub(r"\s*\n\s*", ". ", flat.strip())
    flat = re.sub(r"(?i)\b(saka?|saken|nr|løpenummer)(?=\d)", r"\1 ", flat)
    return re.sub(r"\s+", " ", flat).strip()


def read_sentence(text: str, knows: Knowledge) -> Sentence:
    """Tokens of a text made `plain`. Numbers that belong to dates, times and counts are never cases."""
    lower = text.lower()
    if len(lower) != len(text):
        text = lower
    spans: list[tuple[int, int, Token]] = [(m.start(), m.end(), Token(Is.PERSON, "", m[0])) for m in _MAIL.finditer(text)]
    lower = _masked(lower, spans)
    spans += [(start, end, Token(Is.CASE, "", CaseRef(number))) for start, end, number in find_full_cases(lower, knows)]
    lower = _masked(lower, spans)
    spans += [(start, end, Token(Is.TIME, "", time(hour, minute))) for start, end, hour, minute in find_times(lower)]
    lower = _masked(lower, spans)
    spans += [(mention.start, mention.end, Token(Is.DATE, "", mention)) for mention in find_dates(lower)]
    lower = _masked(lower, spans)
    pieces: list[tuple[int, Token | str]] = [(start, token) for start, _, token in spans]
    pieces += [(found.start(), text[found.start() : found.end()]) for found in _WORDS.finditer(lower)]
    pieces.sort(key=lambda piece: piece[0])
    return Sentence(tuple(_tokens([piece for _, piece in pieces], knows)))


def _masked(text: str, spans: list[tuple[int, int, Token]]) -> str:
    for start, end, _ in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _tokens(pieces: list[Token | str], knows: Knowledge) -> Iterator[Token]:
    words = [piece if isinstance(piece, str) else "" for piece in pieces]
    units, people = UnitNames.of(knows.units), PeopleNames.of(knows.people)
    shouting = "".join(words).isupper()
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        taken = 1
        if isinstance(piece, Token):
            yield piece
        elif piece in MARKS:
            if at and not _runs_on(piece, words, at):
                yield Token(Is.MARK, piece)
        elif piece.isdecimal():
            yield _number(piece, words, at, knows)
        elif unit := units.match([word.lower() for word in words], at):
            taken = unit[0]
            yield Token(Is.UNIT, "", unit[1])
        elif (person := people.match(words, at)) and (person[0] > 1 or _is_person(words, at, knows, shouting)):
            taken = person[0]
            yield Token(Is.PERSON, "", person[1])
        elif not shouting and _looks_like_name(words, at):
            taken = 2 if at + 1 < len(words) and _looks_like_name(words, at + 1) else 1
            yield Token(Is.PERSON, "", " ".join(words[at : at + taken]))
        else:
            yield Token(Is.WORD, _word(piece.lower(), words, at), NUMBERS.get(piece.lower()))
        at += taken


_DONE_BY_ME = frozenset(
    {
        "må", "har", "hatt", "kan", "vil", "skal", "få", "ta", "slutt", "trenger", "ønsker", "gå", "gjøre", "finne", "følge", "spør", "si",
        "snakke", "kommer", "blir", "overta", "lurer", "veit", "vet", "skjønner", "forstår", "trur", "tror", "orker", "orkar"
    }
)  # fmt: skip
_BEFORE_IT = frozenset({"e", "er", "går", "blir", "blei", "står", "ligg", "ligger"})


def _word(word: str, words: list[str], at: int) -> str:
    """A word in its canonical form. In dialect "e" is "jeg" beside what one does oneself, else "er"; "de" after "er" or "går" is "det"."""
    before = words[at - 1].lower() if at else ""
    if word == "e":
        after = words[at + 1].lower() if at + 1 < len(words) else ""
        return "jeg" if after == "e" or not _DONE_BY_ME.isdisjoint({canonical(before), canonical(after)}) else "er"
    return "den" if word == "de" and before in _BEFORE_IT else canonical(word)


def _runs_on(mark: str, words: list[str], at: int) -> bool:
    """A full stop after an abbreviation and a comma after the first "ja" end nothing."""
    return (mark == "." and words[at - 1].lower() in _ABBREVIATIONS) or (
        mark == "," and at == 1 and canonical(words[0].lower()) in _OPENERS
    )


def _number(digits: str, words: list[str], at: int, knows: Knowledge) -> Token:
    before = words[at - 1].lower() if at else ""
    if before in {".", ":"} and at > 1:
        before = words[at - 2].lower()
    after = words[at + 1].lower() if at + 1 < len(words) else ""
    number = Token(Is.NUMBER, digits, int(digits))
    named = canonical(before) in {"sak", "løpenummer", "nysak"} or (
        before in {"nr", "nummer"} and at > 1 and canonical(words[at - 2].lower()) == "sak"
    )
    if len(digits) > 6 or int(digits) == 0:
        return number
    if named:
        return Token(Is.CASE, "", resolve_ending(digits, knows))
    if _COUNTED.match(after) and not (len(digits) > 2 and after.startswith(("ny", "koordinator"))):
        return number
    if before in {"kl", "fyller", "fyl", "uke", "veke", "§", "ca"}:
        return number
    if before == "i" and 1990 <= int(digits) <= 2099:
        return number
    found = resolve_ending(digits, knows)
    own = found.case != digits
    if len(digits) < 3:
        return Token(Is.CASE, "", found) if own and len(words) == 1 else number
    if own:
        return Token(Is.CASE, "", found)
    about_deviation = any(canonical(word.lower()) == "avvik" for word in words)
    if about_deviation or before in {"nr", "nummer"} or 1990 <= int(digits) <= 2099 or len(digits) > 4:
        return number
    return Token(Is.CASE, "", found)


_BEFORE_NO_NAME = frozenset(
    {
        "i", "en", "ein", "ei", "et", "eit", "to", "tre", "fire", "hver", "kvar", "per", "pr", "den", "hele", "heile", "samme", "same",
        "neste", "siste", "første", "å", "skal", "skulle", "vil", "må", "kan", "god", "noen"
    }
)  # fmt: skip
_RARELY_FIRST = frozenset({"per", "mai", "mor", "far", "jo", "my", "live"})
_BEFORE_NAME = frozenset(
    {
        "ta", "blir", "er", "for", "med", "fra", "til", "informert", "koordinator", "ja", "navn", "spør", "kontakt", "velg", "forslag",
        "av", "hos", "og", "snakke", "PERSON"
    }
)  # fmt: skip
_AFTER_NAME = frozenset(
    {
        "ta", "blir", "kan", "vil", "slutt", "er", "har", "skal", "svarte", "går", "gå", "vikariere", "over", "og", "fortsett"
    }
)  # fmt: skip


def _is_person(words: list[str], at: int, knows: Knowledge, shouting: bool) -> bool:
    word = words[at]
    if word.lower().rstrip("s") not in NAMES_THAT_ARE_WORDS and word.lower() not in NAMES_THAT_ARE_WORDS:
        return True
    before = words[at - 1].lower() if at else ""
    after = words[at + 1].lower() if at + 1 < len(words) else ""
    if before in _BEFORE_NO_NAME or before.isdecimal():
        return False
    if word[0].isupper() and not shouting and (at or word.lower().rstrip("s") not in _RARELY_FIRST):
        return True
    if len(words) == 1:
        return knows.asked == "person" or word[0].isupper()
    return canonical(before) in _BEFORE_NAME or canonical(after) in _AFTER_NAME or (not before and knows.asked == "person")


def _looks_like_name(words: list[str], at: int) -> bool:
    word = words[at]
    if len(word) < 2 or not word[0].isupper() or word.isupper() or not word.isalpha():
        return False
    lower = word.lower()
    if lower in ORDINARY or lower in VOCABULARY or canonical(lower) != lower:
        return False
    if at and words[at - 1] not in {".", "?", "!", ""}:
        return True
    after = canonical(words[at + 1].lower()) if at + 1 < len(words) else ""
    return after in {"ta", "blir", "slutt", "vikariere"} or (
        after == "kan" and at + 2 < len(words) and canonical(words[at + 2].lower()) == "ta"
    )
