"""What KE and a unit's leader can do from the view of a case."""

from collections.abc import Iterator

from microsoft_teams.cards import Action, CardElement, ShowCardAction

from bot.cards import build
from bot.cards.answering import replace_form, uphold_name
from bot.cards.duties import draw_ticks
from bot.cards.handing_over import name_form, overlap_form, report_form
from bot.cards.new_case import ask_whether_right, list_types
from bot.cards.overdue import extend_form
from bot.cards.pausing import look_form, pause_form, resume_button
from bot.cards.registers import name_retract
from bot.cards.reporting_forms import offer_reports
from bot.cards.scene import Scene
from bot.cards.standing_in import substitute_button
from bot.cards.status import today
from bot.casework.duties import APPOINT_DEADLINE, APPOINTMENT, CLOSE, REGISTERS, REPLY_DEADLINE
from bot.casework.ending import reasons_for
from bot.casework.handing_over import needs_coordinator
from bot.casework.model import Case, Duty
from bot.casework.outcome import Why


def offer_next(scene: Scene, case: Case) -> Iterator[Action]:
    """What KE can do with the request, the appointment and the duties."""
    plain, id = scene.words.plain, build.case_id(case)
    if case.closed_at:
        yield build.execute(plain("Åpne igjen"), "reopen", id, main=True)
        yield build.execute(plain("Vis tekster"), "show_texts", id)
        return
    if tick := tick_form(scene, case):
        yield tick
    if case.request and needs_coordinator(case):
        yield build.execute(plain("Send påminnelse"), "remind", build.request_id(case, case.request))
        yield build.execute(plain("Spør {another_unit}"), "show_units", id)
        yield extend_form(scene, case, case.request)
        yield build.execute(plain("Trekk tilbake"), "withdraw", build.request_id(case, case.request))
    else:
        if needs_coordinator(case):
            yield build.execute(plain("Velg {unit}"), "show_units", id, main=True)
        yield build.execute(plain("Vis tekster"), "show_texts", id)
    if case.newest_assignment and case.newest_assignment.disputed_at:
        yield uphold_name(scene, case)
    if case.handler != scene.reader.id:
        yield build.execute(plain("Ta saken"), "take_case", id)


def offer_people(scene: Scene, case: Case) -> Iterator[Action]:
    """Below them, what changes who does the work: the coordinator, an overlap, a vikar."""
    if case.closed_at:
        return
    if case.assignment:
        yield from change_coordinator(scene, case)
    yield from substitute_button(scene, case)


def offer_changes(scene: Scene, case: Case) -> Iterator[Action]:
    """And last, what changes the case itself: a pause, its end, a plan, an evaluation, a month to look again, a correction."""
    if case.closed_at:
        return
    yield from pause_or_close(scene, case)
    yield from offer_reports(scene, case)
    yield look_form(scene, case)
    yield correct_form(scene, case)


def change_coordinator(scene: Scene, case: Case) -> Iterator[Action]:
    """A wrong name is put right; somebody who has been in place hands over; what was reported can be taken back."""
    plain, newest = scene.words.plain, case.newest_assignment
    assert newest is not None
    in_place = newest.welcomed_at is not None or newest.started_at is not None
    if case.assignment is not newest or newest.disputed_at or not (case.handover or in_place):
        yield replace_form(scene, case, newest.unit)
    elif scene.reader.is_ke or scene.municipality.handover.decider == "leader":
        yield name_form(scene, case)
    if case.overlap and scene.reader.is_ke:
        yield overlap_form(scene, case)
    if case.handover:
        yield build.execute(plain("Trekk byttet tilbake"), "retract_handover", build.case_id(case))
    elif case.assignment is newest:
        yield report_form(scene, case)


def pause_or_close(scene: Scene, case: Case) -> Iterator[Action]:
    """The way into a pause and out of it, and the end, which can be taken back until KE has begun."""
    plain = scene.words.plain
    if case.pause:
        yield resume_button(scene, case)
    elif case.assignment:
        yield pause_form(scene, case, plain("Sett på pause"))
    if case.closing is None:
        yield close_form(scene, case)
    elif not any(duty.done_on for duty in case.duties_about(CLOSE, case.closing.seq)):
        yield build.execute(name_retract(scene, case), "retract_closure", build.case_id(case))


def tick_form(scene: Scene, case: Case) -> ShowCardAction | None:
    """The duties of one card that are open, to tick off from here: registers first, then appointments, then deadlines."""
    for about, owed in list_owed(case):
        plain, duties = scene.words.plain, build.duties_id(case, about)
        save = build.execute(plain("Lagre"), "tick", duties, main=True)
        return build.show_card(plain("Kryss av"), draw_ticks(scene, owed), save)
    return None


def list_owed(case: Case) -> Iterator[tuple[int, list[Duty]]]:
    """Open duties by what they are about; each group is ticked off by itself."""
    groups = [
        (kinds, about) for kinds in REGISTERS.values() for about in sorted({duty.about for duty in case.duties if duty.kind in kinds})
    ]
    groups += [(APPOINTMENT, each.seq) for each in reversed(case.assignments)]
    groups += [(APPOINT_DEADLINE, 0), *((REPLY_DEADLINE, request.seq) for request in case.requests)]
    for kinds, about in groups:
        if owed := [duty for duty in case.duties_about(kinds, about) if duty.done_on is None]:
            yield about, owed


def correct_form(scene: Scene, case: Case) -> ShowCardAction:
    """A mistyped løpenummer or decision date, or the other kind of coordinator."""
    plain, number = scene.words.plain, scene.municipality.case_number
    fields: list[CardElement] = [
        build.text_input(
            "number",
            plain("Løpenummer"),
            max_length=number.max_length,
            error=plain("Skriv løpenummeret slik: {example}.", example=number.example),
            value=case.number,
        ),
        build.date_input(
            "decided_on",
            plain("{Intake_date}"),
            error=plain("Velg en dato som ikke er fram i tid."),
            last=today(scene),
            value=case.decided_on,
        ),
        build.choose_one("type", plain("Type"), list_types(scene), error=plain("Velg type."), value=case.type),
    ]
    if scene.notice and scene.notice.why is Why.OLD_DECISION:
        fields.append(ask_whether_right(scene, str(scene.notice.words["year"])))
    return build.show_card(plain("Rett opp"), fields, build.execute(plain("Lagre rettelsen"), "correct", build.case_id(case)))


def close_form(scene: Scene, case: Case) -> ShowCardAction:
    """A reason from the municipality's own list; it is shown nowhere else."""
    plain = scene.words.plain
    possible = reasons_for(case, scene.municipality.closure_reasons)
    reasons = [(reason.code, str(scene.words.label(reason))) for reason in possible]
    field = build.choose_one("reason", plain("Hvorfor avsluttes saken?"), reasons, error=plain("Velg en grunn."))
    return build.show_card(plain("Avslutt"), [field], build.execute(plain("Avslutt saken"), "report_closure", build.case_id(case)))
