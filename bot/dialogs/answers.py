"""A short message as the answer to what the bot asked: a case, a date, a reason, a person, a yes."""

from dataclasses import fields, replace

from bot.dialogs.dates import Toward, read_date
from bot.dialogs.meaning import Intent, Knowledge, Meaning
from bot.dialogs.sentence import Is, Sentence
from bot.dialogs.slots import SPANS, fill, first_of, toward
from bot.dialogs.values import CLOSE_REASONS, DECLINE_REASONS, HANDOVER_REASONS


def read_answer(said: Sentence, text: str, knows: Knowledge) -> Meaning | None:
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
        case "yes_no" if short and said.says("^ nei", "^ ikke $") and not said.says("SAK", "ENHET", "PERSON", "kapasitet"):
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
    both = None not in {span.from_date, span.until} and span.from_date != span.until
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
    for part in said.parts():
        for slot, phrase in names:
            if part.says(phrase):
                found[slot] = not part.says("ikke", "nei", "aldri")
    return replace(about, **found) if found else None  # type: ignore[arg-type]
