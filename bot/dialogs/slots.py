"""What belongs to an intent: its reason, date, person and so on, read from the sentence it stands in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

from bot.dialogs.dates import Mention, Toward, When, resolve
from bot.dialogs.meaning import Intent, Knowledge, Meaning
from bot.dialogs.sentence import Is, Sentence, Token
from bot.dialogs.values import (
    ASKED_OF_A_CASE,
    CLOSE_REASONS,
    DECLINE_REASONS,
    DOCS,
    DUTIES,
    FILTERS,
    HANDOVER_REASONS,
    ROLE_TOPIC,
    TOPICS,
    Table,
)

PAST = frozenset(
    {
        Intent.OPEN_CASE,
        Intent.MEETING_HELD,
        Intent.GROUP,
        Intent.FIRST_TALK,
        Intent.CONSENT,
        Intent.RECORD_DEVIATION,
        Intent.TICK_DUTY,
        Intent.CORRECT_CASE,
        Intent.PLAN_STATUS,
        Intent.COURSE,
    }
)
SPANS = frozenset({Intent.SUBSTITUTE, Intent.SET_STANDIN, Intent.RECORD_ABSENCE})
_DATED = frozenset(
    {
        Intent.HANDOVER, Intent.MORE_TIME, Intent.EXTEND_DEADLINE, Intent.NAME_SUCCESSOR, Intent.CLOSE, Intent.PAUSE,
        Intent.RESUME, Intent.TRANSFER,
        Intent.NEXT_MEETING, Intent.MEETING_HELD, Intent.GROUP, Intent.FIRST_TALK, Intent.CONSENT, Intent.RECORD_DEVIATION,
        Intent.TICK_DUTY, Intent.PLAN_STATUS, Intent.EVALUATION, Intent.COURSE, Intent.INVITE,
    }
)  # fmt: skip
_PEOPLE = frozenset(
    {
        Intent.ACCEPT, Intent.NAME_SUCCESSOR, Intent.SUBSTITUTE, Intent.SET_STANDIN, Intent.TICK_DUTY, Intent.PASS_ON,
        Intent.REPLACE_NAME, Intent.OPEN_CASE,
        Intent.LIST_CASES, Intent.CHOOSE_UNIT, Intent.RECORD_ABSENCE, Intent.END_ABSENCE,
    }
)  # fmt: skip
_UNITED = frozenset(
    {
        Intent.OPEN_CASE, Intent.CHOOSE_UNIT, Intent.ORDER_UNIT, Intent.DECLINE, Intent.LIST_CASES, Intent.TRANSFER,
        Intent.GET_STATS, Intent.SUGGEST_UNIT,
        Intent.PASS_ON, Intent.SHOW_CASE, Intent.SUPER_USER, Intent.TRAINING_NEED, Intent.RECORD_ABSENCE, Intent.END_ABSENCE,
    }
)  # fmt: skip


LANGUAGES = {"nynorsk": "nn", "bokmål": "nb"}


def first_of(table: Table, said: Sentence) -> str | None:
    """The first value of a table with a phrase in the sentence."""
    return next((value for value, phrases in table if said.says(*phrases.split("; "))), None)


def fill(intent: Intent, said: Sentence, knows: Knowledge) -> Meaning:
    """The meaning with every slot the sentence gives this intent."""
    meaning = _with_case(Meaning(intent), said)
    if intent in _PEOPLE:
        meaning = _with_people(meaning, said)
    if intent in _UNITED and (units := said.of(Is.UNIT)):
        meaning = replace(meaning, unit=str(units[-1].value))
    meaning = _with_dates(meaning, said, knows)
    return _with_particulars(meaning, said, knows)


def _with_case(meaning: Meaning, said: Sentence) -> Meaning:
    cases = said.cases()
    if cases and meaning.intent is not Intent.LIST_CASES:
        meaning = replace(meaning, case=cases[0].case, candidates=cases[0].candidates)
        if meaning.intent is Intent.CORRECT_CASE and len(cases) > 1:
            meaning = replace(meaning, new_case=cases[-1].case)
    all_of_them = not cases and said.says("min|den|vår sak", "sak min|vår", "alle sak", "gjelde|gjelder alle", "alle min")
    if all_of_them and meaning.intent in {Intent.HANDOVER, Intent.SUBSTITUTE, Intent.TRANSFER, Intent.PAUSE, Intent.CLOSE}:
        several = said.says("alle", "sak", "min")
        meaning = replace(meaning, cases_all=several)
    return meaning


def _with_people(meaning: Meaning, said: Sentence) -> Meaning:
    people = [str(token.value) for token in said.of(Is.PERSON)]
    if not people:
        return meaning
    tokens = said.tokens
    leaving = [
        str(token.value)
        for before, token in pairwise(tokens)
        if token.kind is Is.PERSON and before.text in {"for", "fra", "etter", "ikke", "snakke"}
    ]
    if meaning.intent is Intent.REPLACE_NAME and said.says("PERSON ikke PERSON"):
        return replace(meaning, person=people[0], from_person=people[1])
    if meaning.intent is Intent.NAME_SUCCESSOR and said.says("bytt til PERSON"):
        return replace(meaning, person=people[-1], from_person=people[0] if len(people) > 1 else None)
    coming = [name for name in people if name not in leaving]
    if meaning.intent is Intent.SUBSTITUTE and not coming:
        return replace(meaning, from_person=leaving[0])
    if meaning.intent is Intent.PASS_ON or not coming:
        return replace(meaning, person=people[-1])
    return replace(meaning, person=coming[-1 if meaning.intent is Intent.REPLACE_NAME else 0], from_person=leaving[0] if leaving else None)


def toward(intent: Intent) -> Toward:
    """Which way dates of this intent lie."""
    return Toward.PAST if intent in PAST else Toward.FUTURE


def _with_dates(meaning: Meaning, said: Sentence, knows: Knowledge) -> Meaning:
    intent = meaning.intent
    whens = [resolve(mention, knows.today, toward(intent)) for mention in _mentions(said)]
    months = [when.month for when in whens if when.month]
    if intent in {Intent.OPEN_CASE, Intent.CORRECT_CASE}:
        return replace(meaning, decision_date=next((when.day for when in whens if when.day), None))
    if intent in SPANS:
        return _spanned(meaning, whens)
    if intent not in _DATED:
        return meaning
    meaning = replace(meaning, date=_chosen_day(intent, whens), month=months[0] if months else None)
    if intent is Intent.PAUSE:
        meaning = _paused(meaning, whens)
    if intent in (Intent.NEXT_MEETING, Intent.INVITE) and (times := said.of(Is.TIME)) and isinstance(times[0].value, time):
        meaning = replace(meaning, time=times[0].value)
    if intent in {Intent.MORE_TIME, Intent.EXTEND_DEADLINE} and meaning.date is None:
        meaning = _extended(meaning, said, knows.deadlines)
    return meaning


def _mentions(said: Sentence) -> list[Mention]:
    return [token.value for token in said.of(Is.DATE) if isinstance(token.value, Mention)]


def _chosen_day(intent: Intent, whens: list[When]) -> date | None:
    days = [when for when in whens if when.day]
    if intent in {Intent.MORE_TIME, Intent.EXTEND_DEADLINE}:
        days = [when for when in days if when.until] or days
    if not days:
        return None
    return days[0].day


def _spanned(meaning: Meaning, whens: list[When]) -> Meaning:
    from_date = until = None
    for when in whens:
        if when.last and not when.day:
            from_date, until = when.last - timedelta(days=4), when.last
        elif when.day and when.last:
            from_date, until = when.day, when.last
        elif when.until:
            until = when.day
        elif from_date is None:
            from_date = when.day
        else:
            until = when.day
    month = next((when.month for when in whens if when.month), None)
    if meaning.intent in SPANS and len(whens) == 1 and until is None and not whens[0].open_end:
        until = from_date
    return replace(meaning, from_date=from_date, until=until, month=month)


def _paused(meaning: Meaning, whens: list[When]) -> Meaning:
    """`date` is when to look again; a pause that starts later has a `from_date`."""
    span = _spanned(meaning, whens)
    both = span.from_date is not None and span.until is not None
    return replace(meaning, date=span.until if both else meaning.date, from_date=span.from_date if both else None)


def _extended(meaning: Meaning, said: Sentence, deadlines: Mapping[str, date]) -> Meaning:
    days = _duration(said.tokens)
    if days is None:
        return meaning
    deadline = deadlines.get(meaning.case or "")
    return replace(meaning, more_days=days, date=deadline + timedelta(days=days) if deadline else None)


def _duration(tokens: tuple[Token, ...]) -> int | None:
    for before, token in pairwise(tokens):
        if token.text in {"uke", "dag"} and isinstance(before.value, int):
            return before.value * (7 if token.text == "uke" else 1)
    return None


def _with_particulars(meaning: Meaning, said: Sentence, knows: Knowledge) -> Meaning:
    match meaning.intent:
        case Intent.HANDOVER:
            leaver = next((str(token.value) for token in said.of(Is.PERSON)), None)
            return replace(meaning, reason=first_of(HANDOVER_REASONS, said), from_person=leaver)
        case Intent.TRANSFER:
            of_age = said.says("fyller TALL", "fyller")  # a month of birth is neither asked for nor kept (N1)
            return replace(meaning, reason="transition", date=None if of_age else meaning.date, month=None if of_age else meaning.month)
        case Intent.DECLINE:
            return replace(meaning, reason=first_of(DECLINE_REASONS, said))
        case Intent.CLOSE:
            return replace(meaning, reason=first_of(CLOSE_REASONS, said))
        case Intent.TICK_DUTY | Intent.UNTICK:
            return replace(meaning, duty=_duties(said))
        case Intent.UNDO:
            return _undone(meaning, said, knows)
        case Intent.GET_TEXT:
            return replace(meaning, doc=first_of(DOCS, said))
        case Intent.GET_REGISTER:
            return replace(meaning, doc="register")
        case Intent.LIST_CASES:
            return _listed(meaning, said)
        case Intent.HOW_TO:
            return replace(meaning, topic="coordinator_role" if said.says(*ROLE_TOPIC) else first_of(TOPICS, said))
        case _:
            return _with_the_rest(meaning, said, knows)


def _with_the_rest(meaning: Meaning, said: Sentence, knows: Knowledge) -> Meaning:
    match meaning.intent:
        case Intent.SHOW_DEADLINE:
            return replace(meaning, what="appoint" if said.says("tremånedersfrist", "tre måneder", "TALL måneder") else "reply")
        case Intent.SHOW_CASE:
            what = first_of(ASKED_OF_A_CASE, said)
            return replace(meaning, what=what, unit=meaning.unit if what in {"leader", "standin"} else None)
        case Intent.GET_STATS:
            year = (
                knows.today.year
                if said.says("i år", "år")
                else next((int(n.text) for n in said.of(Is.NUMBER) if n.text.startswith("20")), None)
            )
            year = knows.today.year - 1 if said.says("i fjor") else year
            return replace(
                meaning,
                year=year,
                what="time_to_coordinator" if said.says("hvor lang", "snitt", "gjennomsnitt", "vedtak til koordinator") else None,
            )
        case Intent.RECORD_DEVIATION:
            return replace(meaning, number=next((token.text for token in said.of(Is.NUMBER)), None))
        case Intent.SET_LANGUAGE:
            return replace(meaning, lang=_language(said))
        case Intent.TRAINING_NEED:
            counted = [
                token.value for token in said.tokens if isinstance(token.value, int) and (token.kind is Is.NUMBER or token.value > 1)
            ]
            again = "refresher" if said.says("oppfriskning") else None
            return replace(meaning, count=counted[0] if counted else None, topic=again)
        case Intent.OPEN_CASE:
            return replace(meaning, type="barnekoordinator" if said.says("barnekoordinator") else None)
        case Intent.ACCEPT:
            return replace(meaning, what="name_later" if said.says("navn kommer", "navn ... senere", "kommer tilbake") else None)
        case Intent.PLAN_STATUS if said.says("uavklart"):
            return replace(meaning, answer=None)
        case Intent.FIRST_TALK | Intent.CONSENT | Intent.PLAN_STATUS | Intent.GROUP:
            no = said.says("ikke", "nei", "aldri", "mangler", "venter", "uten", "ingen", "nedlagt", "trekk") and not said.says(
                "ja til plan"
            )
            sent = meaning.intent is Intent.CONSENT and said.says("sendt")
            return replace(meaning, what="sent" if sent else None, answer="no" if no else "yes")
        case Intent.GUIDANCE | Intent.CALL_ME:
            return replace(meaning, topic="discussion" if said.says("drøfting", "bistand") else None)
        case _:
            return meaning


def _language(said: Sentence) -> str | None:
    """The language that was asked for last, or the other one when it was only refused ("ikke nynorsk")."""
    chosen, refused, since = None, None, False
    for token in said.tokens:
        since = since or token.text == "ikke"
        if token.text in LANGUAGES:
            chosen, refused, since = (chosen, token.text, False) if since else (token.text, refused, False)
    if chosen is None and refused is not None:
        chosen = next(language for language in LANGUAGES if language != refused)
    return LANGUAGES[chosen] if chosen else None


def _duties(said: Sentence) -> tuple[str, ...]:
    return tuple(value for value, phrases in DUTIES if said.says(*phrases.split("; ")))


def _listed(meaning: Meaning, said: Sentence) -> Meaning:
    if meaning.person is not None:
        return meaning
    return replace(meaning, filter=first_of(FILTERS, said) or "overview")


def _undone(meaning: Meaning, said: Sentence, knows: Knowledge) -> Meaning:
    answer = None
    if said.says("skal er nei", "mente nei", "mene nei", "svar ja ... feil", "trykke ja", "trykke ... ja men"):
        answer = "decline"
    elif said.says("skal er ja", "mente ja", "mene ja", "svar nei ... feil", "trykke nei", "trykke ... nei"):
        answer = "accept"
    duty = _duties(said)
    last = knows.last
    if last is None:
        return replace(meaning, answer=answer, duty=duty)
    same = meaning.case in {None, last.case} and not meaning.candidates
    return replace(meaning, answer=answer, case=meaning.case or (last.case if same else None), duty=duty or (last.duty if same else ()))
