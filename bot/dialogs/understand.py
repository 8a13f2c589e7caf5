"""Norwegian text to meaning, by rules alone: nothing leaves the municipality, and what is not clear is asked about, never done."""

from collections.abc import Iterator
from dataclasses import replace

from bot.dialogs.acting import KE_ACTS, KO_ACTS, VL_ACTS
from bot.dialogs.answers import read_answer
from bot.dialogs.asking import QUESTIONS, TALK
from bot.dialogs.dates import warm as warm_dates
from bot.dialogs.meaning import HARMLESS, Intent, Knowledge, Meaning, Understanding
from bot.dialogs.pasted import read_pasted_mail
from bot.dialogs.phrases import MARKS, compile_phrase, words_for
from bot.dialogs.rules import Rule
from bot.dialogs.sentence import Is, Sentence, plain, read_sentence
from bot.dialogs.slots import fill

RULES = TALK + QUESTIONS + KE_ACTS + VL_ACTS + KO_ACTS

LONGEST = 600
"""Characters of ordinary talk; what is longer and not a pasted e-mail is not understood at all (what="too_long")."""

MOST_ADDED = 3
CLEAR = 5.0
NEARLY = 1.0
NEGATED = 0.5
"""What an act weighs that was said not to be: too little to be taken for meant, or offered."""


def warm() -> None:
    """Compile every phrase and load dateparser (about a third of a second), so that nobody waits for it."""
    for phrase in (phrase for rule in RULES for phrase in (*rule.phrases, *rule.unless)):
        compile_phrase(phrase)
        words_for(phrase)
    warm_dates()


def understand(text: str, knows: Knowledge) -> Understanding:
    """What a message means to this person now. UNCLEAR, with the two likeliest intents, whenever it could mean two different acts."""
    if (mail := read_pasted_mail(text, knows)) is not None:
        return Understanding((mail,))
    if len(text) > LONGEST:
        return Understanding((Meaning(Intent.UNCLEAR, what="too_long"),))
    said = read_sentence(plain(text), knows)
    if not said.tokens:
        return Understanding((Meaning(Intent.UNCLEAR),))
    if (answer := read_answer(said, text, knows)) is not None:
        return Understanding((answer,))
    if several := _several(said, knows):
        return Understanding(several)
    return _for_each_case(_one(said, knows), said)


_SHOWN_FIRST = frozenset({Intent.ACCEPT, Intent.DECLINE, Intent.SHOW_CASE, Intent.REMIND_NOW, Intent.HANDOVER, Intent.CLOSE})
"""Acts that are done on a card, and the card itself: of several cases that were named none is left out."""


def _for_each_case(understood: Understanding, said: Sentence) -> Understanding:
    """What could not be cut by case but says one thing, without a "not" or a "but", is said of every case it names."""
    meaning, cases = understood.meaning, said.cases()
    if len(cases) < 2 or meaning.intent not in _SHOWN_FIRST or said.says("ikke|men|aldri|nei|kanskje|hvis"):
        return understood
    named = replace(meaning, person=meaning.person if len(said.of(Is.PERSON)) == 1 else None)
    return Understanding(tuple(replace(named, case=case.case, candidates=case.candidates) for case in cases))


def _one(said: Sentence, knows: Knowledge) -> Understanding:
    weighed = _weigh(said, knows)
    ranked = sorted(weighed.items(), key=lambda pair: -pair[1])
    likeliest = tuple(intent for intent, weight in ranked[:2] if weight > NEGATED and intent not in _NOT_OFFERED)
    if not likeliest and said.cases() and _is_question(said.line, said.line):
        return Understanding((fill(Intent.SHOW_CASE, said, knows),))
    if not ranked and said.cases() and _only_case(said):
        return Understanding((fill(Intent.SHOW_CASE, said, knows),))
    if not ranked:
        return Understanding((replace(fill(Intent.UNCLEAR, said, knows), what="number" if _is_number(said) else None),))
    (best, weight), rest = ranked[0], ranked[1:]
    rival = rest[0] if rest else None
    if rival is not None and {best, rival[0]} == _MEETINGS and fill(best, said, knows).date is not None:
        best, rival = Intent.MEETING_HELD, None
    needed = CLEAR if best not in HARMLESS else 2.0
    tied = rival is not None and weight - rival[1] < NEARLY and not {best, rival[0]} <= HARMLESS
    if weight < needed or tied:
        return Understanding((fill(Intent.UNCLEAR, said, knows),), likeliest)
    return Understanding((_in_context(_about_its_case(fill(best, said, knows), said, knows), said, knows),))


_MEETINGS = {Intent.MEETING_HELD, Intent.NEXT_MEETING}
"""Told apart by the day, where one is named."""
_NOT_OFFERED = frozenset({Intent.GREET, Intent.THANKS, Intent.SWEARING})


def _about_its_case(meaning: Meaning, said: Sentence, knows: Knowledge) -> Meaning:
    """A list, help, or a question of how things are, that names a case: that case."""
    wide = meaning.intent in {Intent.LIST_CASES, Intent.HELP} or (
        meaning.intent is Intent.HOW_TO and meaning.topic is None and not said.says("hvorfor")
    )
    return fill(Intent.SHOW_CASE, said, knows) if wide and said.cases() else meaning


def _is_number(said: Sentence) -> bool:
    """Whether nothing but a number was written, that is no case's number."""
    return all(token.kind in {Is.NUMBER, Is.CASE} or token.text in {"sak", "løpenummer"} for token in said.tokens)


def _weigh(said: Sentence, knows: Knowledge) -> dict[Intent, float]:
    line = said.line
    words = frozenset(line.split())
    weighed: dict[Intent, float] = {}
    for rule in RULES:
        if not knows.role.isdisjoint(rule.roles) and (weight := _weight(rule, line, words)) > 0:
            intent = _by_role(rule.intent, knows)
            weighed[intent] = max(weighed.get(intent, 0), weight)
    return weighed


def _weight(rule: Rule, line: str, words: frozenset[str]) -> float:
    likely = [phrase for phrase in rule.phrases if not words.isdisjoint(words_for(phrase))]
    if not likely or any(compile_phrase(phrase).search(line) for phrase in rule.unless):
        return 0
    best = 0.0
    for phrase in likely:
        found = compile_phrase(phrase).search(line)
        if found is None:
            continue
        clause = _clause(line, found.start(), found.end())
        if not rule.asking and _is_question(clause, line):
            best = max(best, rule.weight / 4)
        elif not rule.asking and _DOUBT.search(clause):
            best = max(best, rule.weight / 2)
        elif not rule.negated and _negations(clause) > _negations(phrase.replace("|", " ").replace("_", " ")):
            best = max(best, NEGATED)
        else:
            return rule.weight
    return best


def _clause(line: str, start: int, end: int) -> str:
    left = max((line.rfind(f" {mark} ", 0, start) for mark in (*MARKS, "men")), default=-1)
    ends = [at for mark in (*MARKS, "men") if (at := line.find(f" {mark} ", max(start, end - 1))) >= 0]
    stop = min(ends) + 3 if ends else len(line)
    return line[left + 3 if left >= 0 else 0 : stop]


def _negations(words: str) -> int:
    return sum(word in {"ikke", "aldri"} for word in words.split())


_REQUEST = compile_phrase("^ kan|vil|må +du|de|noen|vi_få|jeg_få|ke|PERSON")
_ASKS_FIRST = compile_phrase("^ hvordan|hvorfor|hva|hvem|når|hvor|hvilken")
_DOUBT = compile_phrase("kanskje|hvis|vurderer|nesten|snart")
_SUBJECT_SECOND = compile_phrase(
    "^ er|har|blir|kan|må|skal|vil|får "
    "+brev|møte|avvik|sak|SAK|den|alle|PERSON|bruker|vi|jeg|du|ke|noen|leder|koordinator|tilgang|samtykke|han|hun"
)


def _is_question(clause: str, line: str) -> bool:
    if _ASKS_FIRST.match(clause) or _ASKS_FIRST.search(clause):
        return True
    if _REQUEST.search(clause):
        return False
    if clause.rstrip().endswith("?"):
        return True
    return _SUBJECT_SECOND.match(clause) is not None and clause in line


def _by_role(intent: Intent, knows: Knowledge) -> Intent:
    """The same words ask for different things: a leader asks for time, KE gives it; a coordinator's leave needs a substitute."""
    match intent:
        case Intent.EXTEND_DEADLINE if "KE" not in knows.role and "VL" in knows.role:
            return Intent.MORE_TIME
        case Intent.MORE_TIME if "KE" in knows.role and "VL" not in knows.role:
            return Intent.EXTEND_DEADLINE
        case Intent.SET_STANDIN if "VL" not in knows.role:
            return Intent.SUBSTITUTE
        case Intent.WITHDRAW_REQUEST if "KE" not in knows.role and "VL" in knows.role:
            return Intent.UNDO
    return intent


def _in_context(meaning: Meaning, said: Sentence, knows: Knowledge) -> Meaning:
    """A withdrawal without a case means the matter under way; a meeting on a day to come has not been held, nor one that is not said to,
    where the day to come is nearer.
    """
    if meaning.intent is Intent.MEETING_HELD and meaning.date is not None:
        coming = fill(Intent.NEXT_MEETING, said, knows)
        nearer = coming.date is not None and knows.today <= coming.date < knows.today + (knows.today - meaning.date)
        if meaning.date > knows.today or (nearer and not said.says("holdt|hatt|har|gjort|er")):
            return coming
    under_way = knows.about or knows.last
    if meaning.intent is Intent.RETRACT and meaning.case is None and not meaning.candidates and under_way is not None:
        return replace(meaning, case=under_way.case, candidates=under_way.candidates)
    return meaning


def _several(said: Sentence, knows: Knowledge) -> tuple[Meaning, ...]:
    """The meanings of a message about several cases, or of two reports about one; empty unless every part is clear by itself."""
    parts = tuple(_parts_by_case(said) if len(said.cases()) > 1 else said.parts())
    if len(parts) < 2:
        return ()
    meanings: list[Meaning] = []
    for part in parts:
        understood = _one(part, knows)
        meaning = understood.meaning
        if meanings and (_only_case(part) or (not understood.unsure and meaning.intent is Intent.UNCLEAR and _adds_case(part))):
            meaning = replace(meanings[-1], case=meaning.case, candidates=meaning.candidates)
        meanings.append(meaning)
    bare = next((at for at, part in enumerate(parts) if not _only_case(part)), 0)
    meanings[:bare] = [replace(meanings[bare], case=each.case, candidates=each.candidates) for each in meanings[:bare]]
    return _agreed(meanings, by_case=len(said.cases()) > 1)


_REPORTS = frozenset({Intent.MEETING_HELD, Intent.NEXT_MEETING, Intent.FIRST_TALK, Intent.CONSENT, Intent.PLAN_STATUS, Intent.GUIDANCE})


def _agreed(meanings: list[Meaning], *, by_case: bool) -> tuple[Meaning, ...]:
    intents = {meaning.intent for meaning in meanings}
    if by_case:
        named = all(meaning.case or meaning.candidates for meaning in meanings)
        return tuple(meanings) if named and Intent.UNCLEAR not in intents and Intent.CORRECT_CASE not in intents else ()
    if not intents <= _REPORTS or len(intents) < len(meanings):
        return ()
    shared = next((meaning for meaning in meanings if meaning.case or meaning.candidates), meanings[0])
    return tuple(replace(meaning, case=shared.case, candidates=shared.candidates) for meaning in meanings)


def _only_case(part: Sentence) -> bool:
    return all(token.kind is Is.CASE or token.text in {"og", "sak", ","} for token in part.tokens)


def _adds_case(part: Sentence) -> bool:
    """The part adds a case to what was said before it, with a word or two ("og 208 lenger")."""
    return len(part.tokens) <= MOST_ADDED and not part.says("ikke|aldri|men|kanskje|hvis|nei")


def _parts_by_case(said: Sentence) -> Iterator[Sentence]:
    """Cut before the joint ("og", a comma) that stands between two cases."""
    part: list[int] = []
    has_case, cut = False, 0
    tokens = said.tokens
    for at, token in enumerate(tokens):
        if token.kind is Is.CASE:
            if has_case:
                joints = [place for place in part if tokens[place].text in {"og", "men", "så", *MARKS}]
                if not joints:
                    return
                yield Sentence(tokens[cut : joints[-1]])
                cut, part = joints[-1] + 1, []
            has_case, part = True, []
        part.append(at)
    yield Sentence(tokens[cut:])
