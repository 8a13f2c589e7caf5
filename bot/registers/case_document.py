"""A case as a document to read, print and archive: one HTML file that needs nothing beside it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from html import escape

from bot.cards.duties import name_duty
from bot.cards.handing_over import BRIEF
from bot.cards.reported import name_meeting, write_answer
from bot.cards.scene import Scene
from bot.cards.status import name_person, name_unit, tell_answer, tell_phase
from bot.casework.deadlines import OSLO, oslo_date
from bot.casework.model import Assignment, Case, Fact, FactKind
from bot.registers.register_list import name_type, tell_private, tell_reason
from bot.storage.cases import StoredEvent
from bot.texts.happened import HAPPENED
from bot.texts.papers import name_coordinator
from bot.texts.words import Words, mark, unescape

FACTS = {
    FactKind.MEETING: mark("Møte holdt"),
    FactKind.NEXT_MEETING: mark("Neste møte"),
    FactKind.GROUP: mark("Fast gruppe"),
    FactKind.CONSENT: mark("Samtykke"),
    FactKind.CONSENT_SENT: mark("Samtykket er sendt"),
    FactKind.PLAN: mark("Individuell plan (IP)"),
    FactKind.EVALUATION: mark("Evaluering"),
}
STYLE = (
    "body{font:16px/1.5 'Segoe UI',system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "h1{font-size:1.6rem}h2{font-size:1.15rem;margin:2rem 0 .4rem}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.35rem .8rem .35rem 0;border-bottom:1px solid #c8c8c8}"
    "thead th{border-bottom:2px solid #1b1b1b}tbody th{font-weight:600;width:16rem}.note{border-left:4px solid #9a3b00;padding-left:.8rem}"
    "@media print{body{margin:0;max-width:none;font-size:11pt}tr{break-inside:avoid}}"
)


def make_document(scene: Scene, trail: Sequence[StoredEvent]) -> str:
    """The whole document about `scene.case`, in the language of `scene.words`."""
    case, words = scene.case, scene.words
    assert case is not None
    title = words.plain("Sak {number}", number=case.number)
    parts = [
        f"<h1>{escape(title)}</h1><p class=note>{escape(tell_private(words))}</p>",
        draw_facts(list_case(scene, case)),
        *draw_requests(scene, case),
        *draw_coordinators(scene, case),
        *draw_handovers(scene, case),
        *draw_duties(scene, case),
        *draw_reported(scene, case),
        *draw_trail(scene, trail),
    ]
    head = f"<meta charset=utf-8><title>{escape(title)}</title><style>{STYLE}</style>"
    return f'<!doctype html><html lang="{words.locale}"><head>{head}</head><body>{"".join(parts)}</body></html>\n'


# ---- what stands in it


def list_case(scene: Scene, case: Case) -> Iterator[tuple[str, str]]:
    """The case in short."""
    plain, words = scene.words.plain, scene.words
    yield plain("Gjelder"), name_type(case, scene.directory, words)
    yield plain("Status"), unescape(tell_phase(scene, case))
    if case.decided_on:
        yield plain("{Intake_date}"), write_day(case.decided_on)
    yield plain("Åpnet"), f"{write_instant(case.opened_at)}, {name_person(scene, case.opened_by)}"
    if case.appoint_by:
        yield plain("{months}-månedersfrist", months=scene.municipality.deadlines.months), write_day(case.appoint_by)
    if case.handler is not None:
        yield plain("Følges opp av"), name_person(scene, case.handler)
    if case.closed_at:
        yield plain("Avsluttet"), write_instant(case.closed_at)
    if reason := tell_reason(case, scene.directory, words):
        yield plain("Grunn"), reason


def draw_requests(scene: Scene, case: Case) -> Iterator[str]:
    """Who was asked, by when, and what they answered."""
    plain = scene.words.plain
    headings = [plain("Sendt"), plain("Svarfrist"), plain("Svar"), plain("Svart")]
    rows = [
        (
            write_instant(request.sent_at),
            write_day(request.deadline),
            unescape(tell_answer(scene, request)),
            write_by(scene, request.answered_at, request.answered_by),
        )
        for request in case.requests
    ]
    yield from draw_table(plain("Forespørsler"), headings, rows)


def draw_coordinators(scene: Scene, case: Case) -> Iterator[str]:
    """Everybody who has been coordinator, and who stood in."""
    plain = scene.words.plain
    headings = [plain("Navn"), plain("{Unit}"), plain("Navngitt"), plain("I gang"), plain("Til")]
    rows = [tell_assignment(scene, assignment) for assignment in case.assignments]
    yield from draw_table(plain("{Coordinators}"), headings, rows)
    substitutes = [
        (name_person(scene, each.person), write_day(each.first_day), write_day(each.last_day))
        for each in case.substitutes
        if each.person is not None
    ]
    yield from draw_table(plain("Vikarer"), [plain("Navn"), plain("Fra"), plain("Til")], substitutes)


def tell_assignment(scene: Scene, assignment: Assignment) -> tuple[str, ...]:
    """One coordinator's time."""
    named = write_by(scene, assignment.named_at, assignment.named_by)
    began = assignment.first_talk_on or (oslo_date(assignment.started_at) if assignment.started_at else None)
    place = assignment.named.service or name_unit(scene, assignment.unit)
    ended = write_instant(assignment.ended_at) if assignment.ended_at else write_day(assignment.ends_on)
    return name_coordinator(assignment, scene.directory), place, named, write_day(began), ended


def draw_handovers(scene: Scene, case: Case) -> Iterator[str]:
    """Who could no longer follow up, from when and why, and when the leader had answered."""
    plain = scene.words.plain
    headings = [plain("Navn"), plain("Fra"), plain("Grunn"), plain("Meldt"), plain("Svart")]
    leaving = {assignment.seq: name_coordinator(assignment, scene.directory) for assignment in case.assignments}
    rows = [
        (
            leaving[handover.assignment],
            write_day(handover.wanted_on),
            "" if handover.transfer else plain(BRIEF[handover.reason]),
            write_by(scene, handover.reported_at, handover.reported_by),
            write_by(scene, handover.settled_at, handover.settled_by),
        )
        for handover in case.handovers
    ]
    yield from draw_table(plain("Bytter"), headings, rows)


def draw_duties(scene: Scene, case: Case) -> Iterator[str]:
    """What was done in other systems, when and by whom."""
    plain = scene.words.plain
    headings = [plain("Oppgave"), plain("Gjort"), plain("Av"), plain("Nummer")]
    rows = [
        (
            name_duty(scene, duty.kind),
            write_day(duty.done_on) or plain("ikke krysset av"),
            name_person(scene, duty.done_by) if duty.done_by is not None else "",
            duty.reference or "",
        )
        for duty in case.duties
    ]
    yield from draw_table(plain("Oppgaver"), headings, rows)


def draw_reported(scene: Scene, case: Case) -> Iterator[str]:
    """What coordinators have told: days, and yes or no."""
    plain = scene.words.plain
    headings = [plain("Hva"), plain("Dag"), plain("Svar"), plain("Meldt")]
    rows = [
        (
            name_fact(scene, fact),
            write_day(fact.day),
            unescape(write_answer(scene, fact.answer)) if fact.kind in (FactKind.CONSENT, FactKind.PLAN) else "",
            write_by(scene, fact.reported_at, fact.reported_by),
        )
        for fact in case.facts
    ]
    yield from draw_table(plain("Meldt i saken"), headings, rows)


def name_fact(scene: Scene, fact: Fact) -> str:
    """'Møte holdt (ansvarsgruppemøte)'."""
    name = scene.words.plain(FACTS[fact.kind])
    return f"{name} ({name_meeting(scene, fact.what)})" if fact.what else name


def draw_trail(scene: Scene, trail: Sequence[StoredEvent]) -> Iterator[str]:
    """Who did what, and when; the bot's clock does what nobody did."""
    plain = scene.words.plain
    clock = plain("boten")
    rows = [
        (write_instant(line.at), name_happened(scene.words, line.kind), clock if line.actor is None else name_person(scene, line.actor))
        for line in trail
    ]
    yield from draw_table(plain("Alt som har skjedd"), [plain("Når"), plain("Hva"), plain("Av")], rows)


def name_happened(words: Words, kind: str) -> str:
    """What a line of the trail says, in words."""
    return words.plain(HAPPENED[kind])


# ---- how it is written


def draw_facts(rows: Iterable[tuple[str, str]]) -> str:
    """A table of names and values."""
    lines = "".join(f"<tr><th scope=row>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    return f"<table><tbody>{lines}</tbody></table>"


def draw_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table under its title, or nothing where there are no rows."""
    if rows:
        head = "".join(f"<th scope=col>{escape(heading)}</th>" for heading in headings)
        lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
        yield f"<h2>{escape(title)}</h2><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def write_day(day: date | None) -> str:
    """'07.12.2026': a document is read years later, so the year always stands."""
    return f"{day:%d.%m.%Y}" if day else ""


def write_instant(instant: datetime) -> str:
    """'07.12.2026 kl. 10.02', as clocks in Oslo showed it."""
    return f"{instant.astimezone(OSLO):%d.%m.%Y kl. %H.%M}".replace(" ", "\N{NO-BREAK SPACE}")


def write_by(scene: Scene, at: datetime | None, by: int | None) -> str:
    """When and by whom."""
    return ", ".join([*([write_instant(at)] if at else []), *([name_person(scene, by)] if by is not None else [])])
