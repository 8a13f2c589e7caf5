"""KE ticks off the registers after an event of their own, such as a closure or a pause; the last tick closes a case (cards.md 8.10)."""

from collections.abc import Mapping, Sequence

from microsoft_teams.cards import Action, CardElement, ProgressBar

from bot.cards import build
from bot.cards.duties import draw_ticks, list_done
from bot.cards.scene import Drawn, Scene
from bot.cards.status import name_person, tell_appoint_clock
from bot.casework.deadlines import oslo_date
from bot.casework.duties import REGISTERS
from bot.casework.ending import DIED
from bot.casework.model import Case, Duty
from bot.texts.change_texts import find_last
from bot.texts.papers import name_coordinator
from bot.texts.words import Raw, mark

HEADINGS: Mapping[str, str] = {
    "open": mark("En ny sak er åpnet"),
    "plan": mark("Individuell plan (IP): ja"),
    "no_plan": mark("Individuell plan (IP): nei"),
    "consent": mark("Samtykke er på plass"),
    "guidance": mark("Ønsker veiledning"),
    "close": mark("En sak skal avsluttes"),
    "pause": mark("En sak er satt på pause"),
    "resume": mark("En sak er tatt opp igjen"),
}


def draw(scene: Scene) -> Drawn:
    """The registers of `data["why"]` number `data["about"]`, as they are now."""
    case, why = scene.case, scene.data["why"]
    assert case is not None
    duties = case.duties_about(REGISTERS[why], scene.data["about"])
    say = scene.words.say
    if not duties:
        told = say("Meldingen er trukket tilbake. Saken er som før.")
        return finish(scene, case, say("Ikke lenger aktuelt"), [build.line(told)])
    if all(duty.done_on for duty in duties):
        return draw_done(scene, case, why, duties)
    return draw_open(scene, case, why, duties)


def draw_open(scene: Scene, case: Case, why: str, duties: Sequence[Duty]) -> Drawn:
    """What happened, what is done, and what remains to tick off."""
    say, plain = scene.words.say, scene.words.plain
    owed = [duty for duty in duties if duty.done_on is None]
    done, id = len(duties) - len(owed), build.duties_id(case, scene.data["about"])
    buttons: list[Action] = [
        build.execute(plain("Lagre"), "tick_registers", id, main=True),
        build.execute(plain("Vis tekster"), "show_texts", build.case_id(case)),
    ]
    if done:
        buttons.append(build.execute(plain("Angre siste"), f"undo_{why}", id))
    elif why == "close" and case.closing:
        buttons.append(build.execute(name_retract(scene, case), "retract_closure", build.case_id(case)))
    body: list[CardElement] = [
        *(build.line(each) for each in tell_why(scene, case, why)),
        *tell_coordinator(scene, case),
        build.line(say("{done} av {total} er gjort.", done=done, total=len(duties)), bold=True),
        ProgressBar(value=done, max=len(duties), fallback="drop"),
        *list_done(scene, duties),
        *draw_ticks(scene, owed),
        build.actions(*buttons),
    ]
    return finish(scene, case, say(HEADINGS[why]), body, number=False)


def name_retract(scene: Scene, case: Case) -> str:
    """What taking the report back is called; at a death in as few words as there are."""
    died = case.closing is not None and case.closing.reason == DIED
    return scene.words.plain("Det er feil") if died else scene.words.plain("Saken skal fortsette")


def tell_why(scene: Scene, case: Case, why: str) -> list[Raw]:
    """What was reported, by whom, and what it means for the case."""
    say, number = scene.words.say, case.number
    match why:
        case "close":
            return tell_closing(scene, case)
        case "resume":
            return [say("Sak {number} er ikke lenger på pause.", number=number)]
        case "guidance":
            return [say("Sak {number}. {The_coordinator} ønsker veiledning. Ta kontakt.", number=number)]
        case "no_plan":
            return [say("Sak {number}. Saken er åpen som før.", number=number)]
        case "pause":
            return tell_pause(scene, case)
        case _:
            return [say("Sak {number}", number=number)]


def tell_pause(scene: Scene, case: Case) -> list[Raw]:
    """Until when the case rests and who said so, or that it was taken up again."""
    say, number = scene.words.say, case.number
    if case.pause is None or case.pause.seq != scene.data["about"]:
        return [say("Sak {number} var på pause. Den er tatt opp igjen.", number=number)]
    told = say("Sak {number} er på pause til {month}.", number=number, month=scene.words.month(case.pause.until))
    by = say("Meldt av {name} {day}.", name=name_person(scene, case.pause.by), day=oslo_date(case.pause.since))
    clock = [] if case.assignments else tell_appoint_clock(scene, case)
    return [told, by, *clock]


def tell_closing(scene: Scene, case: Case) -> list[Raw]:
    """Why, in the municipality's brief words, and who reported it when; nothing about calling or writing to anybody."""
    say, closing = scene.words.say, case.closing
    code = closing.reason if closing else case.close_reason
    reason = scene.municipality.find_choice(scene.municipality.closure_reasons, code or "")
    if reason is None:
        told = say("Sak {number} skal avsluttes.", number=case.number)
    else:
        told = say("Sak {number} skal avsluttes. Grunn: {reason}.", number=case.number, reason=scene.words.label(reason.brief))
    if closing is None:
        return [told]
    by = say("Meldt av {name} {day}.", name=name_person(scene, closing.reported_by), day=oslo_date(closing.reported_at))
    return [told, by, say("Saken er åpen til alt er krysset av.")]


def tell_coordinator(scene: Scene, case: Case) -> tuple[CardElement, ...]:
    """Who stands in the registers, if somebody was named."""
    last = find_last(case)
    if last is None:
        return ()
    return (build.line(scene.words.say("{Coordinator}: {name}.", name=name_coordinator(last, scene.directory))),)


def draw_done(scene: Scene, case: Case, why: str, duties: Sequence[Duty]) -> Drawn:
    """All is ticked off: when and by whom; a closed case can be opened again."""
    say, plain, id = scene.words.say, scene.words.plain, build.duties_id(case, scene.data["about"])
    last = max(duties, key=lambda duty: duty.ticked_at or duty.created_at)
    told = [*list_done(scene, duties)]
    if why == "close":
        if case.closed_at is None:
            return finish(scene, case, say("Saken er åpnet igjen"), told)
        name = name_person(scene, case.closed_by if case.closed_by is not None else last.done_by or 0)
        closed = build.line(say("Avsluttet {day} av {name}.", day=oslo_date(case.closed_at), name=name))
        again = build.execute(plain("Åpne igjen"), "reopen", build.case_id(case))
        return finish(scene, case, say("Saken er avsluttet"), [closed, *told, build.actions(again)])
    now = [build.line(each) for each in tell_why(scene, case, why)[:1]]
    undo = build.execute(plain("Angre siste"), f"undo_{why}", id)
    return finish(scene, case, say("Alt er gjort"), [*now, *told, build.actions(undo)], number=False)


def finish(scene: Scene, case: Case, heading: Raw, body: Sequence[CardElement], *, number: bool = True) -> Drawn:
    """The heading, the case unless the first line has it, and the rest."""
    numbered = (build.line(scene.words.say("Sak {number}", number=case.number)),) if number else ()
    return build.finish(scene, [build.heading(heading), *numbered, *body], scene.words.plain("Nytt i en sak"), full=True)
