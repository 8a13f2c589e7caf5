"""Norwegian text to meaning, by rules alone: nothing leaves the municipality, and what is not clear is asked about, never done."""

from collections.abc import Iterator
from dataclasses import fields, replace

from bot.dialogs.acting import KE_ACTS, KO_ACTS, VL_ACTS
from bot.dialogs.asking import QUESTIONS, TALK
from bot.dialogs.dates import Toward, read_date
from bot.dialogs.meaning import HARMLESS, Intent, Knowledge, Meaning, Understanding
from bot.dialogs.pasted import read_pasted_mail
from bot.dialogs.phrases import MARKS, compile_phrase
from bot.dialogs.rules import Rule
from bot.dialogs.sentence import Is, Sentence, Token, plain, read_sentence
from bot.dialogs.slots import CLOSE_REASONS, DECLINE_REASONS, HANDOVER_REASONS, SPANS, fill, first_of, toward

RULES = TALK + QUESTIONS + KE_ACTS + VL_ACTS + KO_ACTS

LONGEST = 600
"""Characters of ordinary talk; what is longer and not a pasted e-mail is not understood at all (what="too_long")."""

CLEAR = 5.0
NEARLY = 1.0


def understand(text: str, knows: Knowledge) -> Understanding:
    """What a message means to this person now. UNCLEAR, with the two likeliest intents, whenever it could mean two different acts."""
    if (mail := read_pasted_mail(text, knows)) is not None:
        return Understanding((mail,))
    if len(text) > LONGEST:
        return Understanding((Meaning(Intent.UNCLEAR, what="too_long"),))
    said = read_sentence(plain(text), knows)
    if not said.tokens:
        return Understanding((Meaning(Intent.UNCLEAR),))
    if (answer := _answer(said, text, knows)) is not None:
        return Understanding((answer,))
    if several := _several(said, knows):
        return Understanding(several)
    return _one(said, knows)


def _one(said: Sentence, knows: Knowledge) -> Understanding:
    weighed = _weigh(said, knows)
    ranked = sorted(weighed.items(), key=lambda pair: -pair[1])
    if not ranked:
        return Understanding((fill(Intent.UNCLEAR, said, knows),))
    (best, weight), rest = ranked[0], ranked[1:]
    likeliest = tuple(intent for intent, _ in ranked[:2] if intent not in {Intent.GREET, Intent.THANKS, Intent.SWEARING})
    rival = rest[0] if rest else None
    needed = CLEAR if best not in HARMLESS else 2.0
    tied = rival is not None and weight - rival[1] < NEARLY and not {best, rival[0]} <= HARMLESS
    if weight < needed or tied:
        return Understanding((fill(Intent.UNCLEAR, said, knows),), likeliest)
    return Understanding((_in_context(fill(best, said, knows), knows),))


def _weigh(said: Sentence, knows: Knowledge) -> dict[Intent, float]:
    line = said.line
    weighed: dict[Intent, float] = {}
    for rule in RULES:
        if not knows.role.isdisjoint(rule.roles) and (weight := _weight(rule, line)) > 0:
            intent = _by_role(rule.intent, knows)
            weighed[intent] = max(weighed.get(intent, 0), weight)
    return weighed


def _weight(rule: Rule, line: str) -> float:
    if any(compile_phrase(phrase).search(line) for phrase in rule.unless):
        return 0
    best = 0.0
    for phrase in rule.phrases:
        found = compile_phrase(phrase).search(line)
        if found is None:
            continue
        clause = _clause(line, found.start(), found.end())
        if not rule.asking and _is_question(clause, line):
            best = max(best, rule.weight / 4)
        elif not rule.asking and _DOUBT.search(clause):
            best = max(best, rule.weight / 2)
        elif not rule.negated and _negations(clause) > _negations(phrase.replace("|", " ").replace("_", " ")):
            best = max(best, rule.weight / 3)
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
_DOUBT = compile_phrase("kanskje|hvis|vurderer")
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


def _in_context(meaning: Meaning, knows: Knowledge) -> Meaning:
    """A withdrawal without a case means the matter under way."""
    under_way = knows.about or knows.last
    if meaning.intent is Intent.RETRACT and meaning.case is None and not meaning.candidates and under_way is not None:
        return replace(meaning, case=under_way.case, candidates=under_way.candidates)
    return meaning


def _several(said: Sentence, knows: Knowledge) -> tuple[Meaning, ...]:
    """The meanings of a message about several cases, or of two reports about one; empty unless every part is clear by itself."""
    parts = tuple(_parts_by_case(said) if len(said.cases()) > 1 else _parts_by_mark(said))
    if len(parts) < 2:
        return ()
    meanings: list[Meaning] = []
    for part in parts:
        understood = _one(part, knows)
        meaning = understood.meaning
        if meaning.intent in {Intent.SHOW_CASE, Intent.UNCLEAR} and meanings and _only_case(part):
            meaning = replace(meanings[-1], case=meaning.case, candidates=meaning.candidates)
        meanings.append(meaning)
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


def _parts_by_mark(said: Sentence) -> Iterator[Sentence]:
    part: list[Token] = []
    for token in said.tokens:
        if token.text in {".", ",", ";", "og"} and token.kind in {Is.MARK, Is.WORD}:
            if part:
                yield Sentence(tuple(part))
            part = []
        else:
            part.append(token)
    if part:
        yield Sentence(tuple(part))


def _answer(said: Sentence, text: str, knows: Knowledge) -> Meaning | None:
    """The answer to what the bot asked, when the text is one; a text that says something else is understood as if nothing was asked."""
    if knows.asked is None:
        return None
    about = knows.about or Meaning(Intent.ANSWER)
    spoken = [token for token in said.tokens if token.kind is not Is.MARK]
    short = len(spoken) <= 6
    match knows.asked:
        case "yes_no" if (
            short and said.says("^ ja", "^ ok", "^ den stemmer $", "^ stemmer $", "^ gjøre den $") and not said.says("ikke", "men")
        ):
            return Meaning(Intent.YES)
        case "yes_no" if short and said.says("^ nei", "^ ikke $"):
            return Meaning(Intent.NO)
        case "checks":
            return _checks(about, said)
        case "case" if short and len(said.cases()) == 1 and _is_only(said, Is.CASE, "sak", "den", "løpenummer", "ja", "i", "er"):
            return replace(about, case=said.cases()[0].case, candidates=said.cases()[0].candidates)
        case "person" if (
            short
            and len(said.of(Is.PERSON)) == 1
            and (_is_only(said, Is.PERSON, "ja", "den", "er", "blir", "jeg", "tror", "ta", "koordinator"))
        ):
            return replace(about, person=str(said.of(Is.PERSON)[0].value))
        case "unit" if short and len(said.of(Is.UNIT)) == 1 and _is_only(said, Is.UNIT, "til", "ja", "spør", "den", "er"):
            return replace(about, unit=str(said.of(Is.UNIT)[0].value))
        case "reason" if short:
            return _reason(about, said, knows)
        case "date" | "decision_date" | "from_date" | "until" | "month" if short:
            return _dated(about, said, text, knows)
    return None


def _is_only(said: Sentence, kind: Is, *fillers: str) -> bool:
    return all(token.kind in {kind, Is.MARK} or token.text in fillers for token in said.tokens)


def _reason(about: Meaning, said: Sentence, knows: Knowledge) -> Meaning | None:
    tables = {Intent.DECLINE: DECLINE_REASONS, Intent.CLOSE: CLOSE_REASONS, Intent.HANDOVER: HANDOVER_REASONS}
    options = [tables[about.intent]] if about.intent in tables else list(tables.values())
    found = next((value for table in options if (value := first_of(table, said))), None)
    if found is None and said.says("^ annen $"):
        found = "other"
    if found is None:
        return None
    here = fill(about.intent, said, knows)
    return replace(about, reason=found, date=about.date or here.date, unit=about.unit or here.unit)


def _dated(about: Meaning, said: Sentence, text: str, knows: Knowledge) -> Meaning | None:
    slot = knows.asked or "date"
    way = Toward.PAST if slot == "decision_date" else toward(about.intent)
    if not _is_only(said, Is.DATE, "den", "er", "vedtak", "jeg", "tror", "blir", "var", "ut", "siste", "dag"):
        return None if said.of(Is.DATE) else _alone(about, slot, text, knows, way)
    if about.intent in SPANS and slot in {"date", "until"}:
        return _spanned(about, said, knows)
    probe = fill({"decision_date": Intent.OPEN_CASE}.get(slot, Intent.MEETING_HELD if way is Toward.PAST else Intent.HANDOVER), said, knows)
    day = probe.decision_date or probe.date
    if slot == "month" or (day is None and probe.month):
        month = probe.month or (f"{day:%Y-%m}" if day else None)
        return replace(about, month=month) if month else None
    return replace(about, **{slot: day}) if day else None  # type: ignore[arg-type]


def _spanned(about: Meaning, said: Sentence, knows: Knowledge) -> Meaning | None:
    """An absence was asked about: a single day is its last, two are both ends."""
    span = fill(Intent.SET_STANDIN, said, knows)
    both = span.from_date is not None and span.until is not None
    last = span.until or span.from_date
    return replace(about, from_date=span.from_date if both else about.from_date, until=last) if last else None


def _alone(about: Meaning, slot: str, text: str, knows: Knowledge, way: Toward) -> Meaning | None:
    day = read_date(text, knows.today, way)
    return replace(about, **{slot: day}) if day and slot in {field.name for field in fields(Meaning)} else None  # type: ignore[arg-type]


def _checks(about: Meaning, said: Sentence) -> Meaning | None:
    """Answers to the three questions after a yes: permanently employed, informed, access ordered."""
    found: dict[str, bool] = {}
    names = (("permanent", "fast|ansatt"), ("informed", "informert"), ("access", "tilgang|bestilt"))
    plain_yes, plain_no = said.says("^ ja $", "^ ja alle $", "^ alle gjort|ok|ja $", "ja til alle"), said.says("^ nei $")
    if plain_yes or plain_no:
        return replace(about, permanent=plain_yes, informed=plain_yes, access=plain_yes)
    for part in _parts_by_mark(said):
        for slot, phrase in names:
            if part.says(phrase):
                found[slot] = not part.says("ikke", "nei", "aldri")
    return replace(about, **found) if found else None  # type: ignore[arg-type]
