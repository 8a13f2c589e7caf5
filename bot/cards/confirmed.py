"""What became of something that got a yes: drawn from the cases as they are now, with the way back while there is one."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from microsoft_teams.cards import Action, CardElement

from bot.cards import build, standing_in
from bot.cards.pausing import resume_button
from bot.cards.roles import name_role
from bot.cards.scene import Drawn, Scene
from bot.casework.duties import CLOSE
from bot.casework.ending import DIED
from bot.casework.model import Case, HandoverState
from bot.texts.papers import find_successor, name_coordinator
from bot.texts.words import Raw

MOST_BUTTONS = 5


class Became(NamedTuple):
    """How one case stands after the yes: the card's heading if it is the only one, its lines, and its way back."""

    heading: Raw
    lines: tuple[Raw, ...]
    back: tuple[Action, ...] = ()


def draw(scene: Scene) -> Drawn:
    """The receipt; final when nothing on it can be taken back."""
    tell = TELL[scene.data["what"]]
    became = [tell(scene, case) for case in scene.cases]
    buttons = [button for each in became for button in each.back][:MOST_BUTTONS]
    body: list[CardElement] = [build.heading(became[0].heading if became else scene.words.say("Ingenting er endret"))]
    body += [build.line(line) for line in gather(became)]
    if scene.data.get("refused"):
        body.append(build.box("warning", build.line(scene.words.say("Noen av sakene kom ikke med. Skriv «mine saker» for å se dem."))))
    if buttons:
        body.append(build.actions(*buttons))
    return build.finish(scene, body, scene.words.plain("Svar på meldingen din"), final=not buttons)


def gather(became: Sequence[Became]) -> list[Raw]:
    """The lines of all cases; what is the same for several is said once, after them."""
    common = {each.lines[1:] for each in became}
    if len(became) == 1 or len(common) > 1:
        return [line for each in became for line in each.lines]
    return [*(each.lines[0] for each in became), *(line for lines in common for line in lines)]


def draw_superseded(scene: Scene) -> Drawn:
    """A card that gave way to a newer one."""
    say = scene.words.say
    body = [build.heading(say("Erstattet")), build.line(say("Det kom et nyere kort lenger ned. Bruk det."))]
    return build.finish(scene, body, scene.words.plain("Svar på meldingen din"), final=True)


def tell_handover(scene: Scene, case: Case) -> Became:
    """Sent, taken back, or who takes over."""
    say, role = scene.words.say, name_role(scene.words, case)
    handover = case.handovers[-1] if case.handovers else None
    if case.closed_at or handover is None:
        return tell_closed(scene, case)
    own = case.find_assignment(handover.assignment)
    is_own = own is not None and own.named.person == scene.reader.id
    number = say("Sak {number}, {at}.", number=case.number, at=handover.reported_at)
    if handover.state is HandoverState.RETRACTED:
        return Became(say("Trukket tilbake"), (say("Sak {number} er som før.", number=case.number),))
    if handover.state is HandoverState.SUCCEEDED:
        new = find_successor(case, own) if own else None
        told = say("{New_role} er på plass.", **role)
        if new and new.starts_on:
            told = say("{name} tar over {day}.", name=name_coordinator(new, scene.directory), day=new.starts_on)
        elif new:
            told = say("{name} har tatt over.", name=name_coordinator(new, scene.directory))
        return Became(say("{New_role} er navngitt", **role), (number, told))
    heading = say("Meldt til {KE}") if handover.state is HandoverState.KE else say("Sendt til lederen din")
    name = name_coordinator(own, scene.directory) if own else ""
    stays = (
        (say("Du får vite hvem som tar over."), say("Du er {role} til da.", **role))
        if is_own
        else (say("{name} er {role} til noen andre er på plass.", name=name, **role),)
    )
    return Became(heading, (number, *stays), (go_on(scene, case, is_own),))


def go_on(scene: Scene, case: Case, own: bool) -> Action:
    """Takes the handover back; with the løpenummer when the card is about several cases."""
    plain = scene.words.plain
    if len(scene.cases) > 1:
        title = plain("Behold {number}", number=case.number)
    else:
        title = plain("Jeg fortsetter likevel") if own else plain("Trekk tilbake")
    return build.execute(title, "retract_handover", build.case_id(case))


def tell_substitute(scene: Scene, case: Case) -> Became:
    """Asked for, named, or no longer needed."""
    say, substitute = scene.words.say, case.substitute
    number = say("Sak {number}", number=case.number)
    if substitute is None:
        return Became(say("Ingen vikar nå"), (number, say("Du er {role} som før.", **name_role(scene.words, case))))
    back = build.execute(scene.words.plain("Trekk tilbake"), "end_substitute", build.case_id(case))
    told = tuple(standing_in.tell_substitute(scene, case))
    return Became(say("Vikar er meldt"), (number, *told, say("Du får vite hvem det blir.")), (back,) if substitute.person is None else ())


def tell_closure(scene: Scene, case: Case) -> Became:
    """Reported, taken back, or done; a death is told in few words."""
    say, plain = scene.words.say, scene.words.plain
    if case.closed_at:
        return tell_closed(scene, case)
    if case.closing is None:
        return Became(say("Trukket tilbake"), (say("Meldingen er trukket tilbake. Saken er som før."),))
    number = say("Sak {number}, {at}.", number=case.number, at=case.closing.reported_at)
    died = case.closing.reason == DIED
    told = (
        say("{KE} avslutter saken. Du trenger ikke kontakte noen.")
        if died
        else say("{KE} avslutter i registrene. Saken er åpen til det er gjort.")
    )
    begun = any(duty.done_on for duty in case.duties_about(CLOSE, case.closing.seq))
    title = plain("Det er feil") if died else plain("Angre")
    undo = () if begun else (build.execute(title, "retract_closure", build.case_id(case)),)
    return Became(say("Meldt til {KE}"), (number, told), undo)


def tell_closed(scene: Scene, case: Case) -> Became:
    """The case has been closed since."""
    say = scene.words.say
    return Became(say("Saken er avsluttet"), (say("Sak {number} er avsluttet. Du trenger ikke gjøre noe.", number=case.number),))


def tell_paused(scene: Scene, case: Case) -> Became:
    """Until which month, and what KE does; or taken up again since."""
    say = scene.words.say
    if case.closed_at:
        return tell_closed(scene, case)
    if case.pause is None:
        return tell_resumed(scene, case)
    told = say("Sak {number} er på pause til {month}.", number=case.number, month=scene.words.month(case.pause.until))
    return Became(say("På pause"), (told, say("{KE} fører det i registrene.")), (resume_button(scene, case),))


def tell_resumed(scene: Scene, case: Case) -> Became:
    """No longer paused."""
    say = scene.words.say
    if case.closed_at:
        return tell_closed(scene, case)
    if case.pause:
        return tell_paused(scene, case)
    told = say("Sak {number} er ikke lenger på pause. {KE} har fått beskjed.", number=case.number)
    return Became(say("Tatt opp igjen"), (told,))


def tell_retracted_handover(scene: Scene, case: Case) -> Became:
    """The coordinator goes on."""
    say, current = scene.words.say, case.assignment
    role = name_role(scene.words, case)
    if current and current.named.person != scene.reader.id:
        told = say(
            "{name} fortsetter som {role} i sak {number}.", name=name_coordinator(current, scene.directory), number=case.number, **role
        )
        return Became(say("Trukket tilbake"), (told,))
    told = say("Da fortsetter du som {role} i sak {number}. Lederen din får beskjed.", number=case.number, **role)
    return Became(say("Trukket tilbake"), (told,))


def tell_retracted_closure(scene: Scene, case: Case) -> Became:
    """The case is as before."""
    say = scene.words.say
    return Became(say("Trukket tilbake"), (say("Angret. Sak {number} er som før.", number=case.number),))


def tell_told(scene: Scene, case: Case) -> Became:
    """Somebody was told, and nothing else is changed."""
    say = scene.words.say
    number = say("Sak {number}", number=case.number)
    if scene.data["what"] == "capacity":
        return Became(say("Lederen din har fått beskjed"), (number, say("Du er {role} som før.", **name_role(scene.words, case))))
    return Became(say("{KE} har fått beskjed"), (number, say("{KE} tar kontakt med deg.")))


TELL: Mapping[str, Callable[[Scene, Case], Became]] = {
    "handover": tell_handover,
    "transfer": tell_handover,
    "substitute": tell_substitute,
    "end_substitute": tell_substitute,
    "closure": tell_closure,
    "pause": tell_paused,
    "resume": tell_resumed,
    "retract_handover": tell_retracted_handover,
    "retract_closure": tell_retracted_closure,
    "guidance": tell_told,
    "discussion": tell_told,
    "capacity": tell_told,
}
