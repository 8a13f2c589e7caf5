"""The checklist of a handover: what is done, what is open, and the ticks, for both coordinators and for KE (S0-37, S2-09)."""

from collections.abc import Iterator

from microsoft_teams.cards import CardElement

from bot.cards import build
from bot.cards.scene import Drawn, Scene
from bot.casework.handing_on import find_handed
from bot.casework.handover_rules import HandedOn
from bot.casework.model import Assignment, Case
from bot.texts.words import Raw


def list_left(scene: Scene, new: Assignment) -> list[HandedOn]:
    """The lines that are not ticked."""
    return [line for line in scene.municipality.handover.checklist if line.code not in new.handed_on]


def draw_checklist(scene: Scene, case: Case, new: Assignment) -> tuple[CardElement, ...]:
    """Done lines as text, open ones to tick; nothing when the municipality has no checklist."""
    say, plain, lines = scene.words.say, scene.words.plain, scene.municipality.handover.checklist
    handed, left = find_handed(case), list_left(scene, new)
    if not lines or case.closed_at or handed is None or handed[1].seq != new.seq:
        return ()
    done = [say("{line}: gjort", line=scene.words.label(line)) for line in lines if line not in left]
    heading = build.line(say("Overføringen"), bold=True)
    if not left:
        return (heading, build.line(say("Alt på sjekklisten er gjort.")))
    ticks = build.choose_many("handed_on", plain("Kryss av det som er gjort"), [(line.code, str(scene.words.label(line))) for line in left])
    save = build.execute(plain("Lagre avkryssing"), "tick_handed_on", build.case_id(case))
    return (heading, *build.lines(done), ticks, build.actions(save))


def tell_left(scene: Scene, case: Case) -> Iterator[Raw]:
    """Whether the user's wish was asked for, and what is not ticked after a handover: for KE."""
    handed, newest = find_handed(case), case.newest_assignment
    if newest and newest.wish_asked:
        yield scene.words.say("Det er spurt hva {the_user} ønsker.")
    if handed is None or not (left := list_left(scene, handed[1])):
        return
    yield scene.words.say("Ikke krysset av ved overføring: {lines}.", lines=scene.words.join(scene.words.label(line) for line in left))


def draw_reminder(scene: Scene, case: Case) -> Drawn:
    """One reminder of what is open, with the ticks."""
    say, new = scene.words.say, case.find_assignment(scene.data["about"])
    checklist = draw_checklist(scene, case, new) if new else ()
    number = build.line(say("Sak {number}", number=case.number))
    if not checklist:
        checklist = (build.line(say("Du trenger ikke gjøre noe.")),)
    body = [build.heading(say("Er overføringen gjort?")), number, *checklist]
    return build.finish(scene, body, scene.words.plain("Nytt i en sak"))
