"""What the bot noted from a sentence, with the way to take it back: a day, or yes and no, and nothing else (N5)."""

from datetime import date

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.reported import name_meeting, tell_group
from bot.cards.scene import Drawn, Scene
from bot.cards.status import today
from bot.casework.model import Case, FactKind
from bot.texts.words import Raw

FIRST_TALK = "first_talk"


def draw(scene: Scene) -> Drawn:
    """The fact `scene.data["fact"]` about `scene.case`, or that it was taken back."""
    case, words = scene.case, scene.words
    assert case is not None
    kind = scene.data["fact"]
    day = date.fromisoformat(scene.data["day"]) if scene.data.get("day") else None
    answer = scene.data.get("answer")
    what = scene.data.get("what")
    said = [(each.kind, each.day, each.answer, each.what) for each in case.facts]
    if kind != FIRST_TALK and (FactKind(kind), day, answer, what) not in said:
        body = [build.heading(words.say("Angret")), build.line(words.say("Sak {number} er som før.", number=case.number))]
        return build.finish(scene, body, words.plain("Svar på meldingen din"), final=True)
    body_noted: list[CardElement] = [
        build.heading(words.say("Notert")),
        build.line(tell_fact(scene, kind, day, answer, what)),
        build.line(words.say("Sak {number}", number=case.number)),
    ]
    if kind == FactKind.MEETING and not is_next_agreed(case, scene):
        asked = words.say("Er neste møte avtalt? Skriv for eksempel «neste møte 5. januar i {number}».", number=case.number)
        body_noted.append(build.line(asked, subtle=True))
    if kind != FIRST_TALK:
        body_noted.append(build.actions(undo(scene, case, kind)))
    return build.finish(scene, body_noted, words.plain("Svar på meldingen din"), final=kind == FIRST_TALK)


def is_next_agreed(case: Case, scene: Scene) -> bool:
    """Whether a meeting ahead has been reported (S2-16)."""
    planned = case.newest_fact(FactKind.NEXT_MEETING)
    return bool(planned and planned.day and planned.day >= today(scene))


def undo(scene: Scene, case: Case, kind: str) -> Action:
    """Takes the newest report of the kind back."""
    return build.execute(scene.words.plain("Angre"), "undo_fact", f"{case.id}.{kind}")


def tell_fact(scene: Scene, kind: str, day: date | None, answer: bool | None, what: str | None) -> Raw:  # noqa: C901, PLR0912
    """What was noted, in the municipality's own word for the meeting."""
    say = scene.words.say
    match kind, day, answer:
        case "first_talk", date(), _:
            return say("Oppstartssamtale {day}.", day=day)
        case "meeting", date(), _:
            meeting = name_meeting(scene, what)
            return say("{Name} {day}.", Name=meeting[0].upper() + meeting[1:], day=day)
        case "next_meeting", date(), _:
            return say("Neste {meeting}: {day}.", meeting=name_meeting(scene, what), day=day)
        case "group", _, _:
            return tell_group(scene, what, day, answer)
        case "evaluation", date(), _:
            return say("Evaluering: {day}.", day=day)
        case "consent_sent", date(), _:
            return say("Samtykket er sendt til {consent_recipient} {day}.", day=day)
        case "consent", _, False:
            return say("Samtykke mangler.")
        case "consent", date(), _:
            return say("Samtykke på plass {day}.", day=day)
        case "consent", _, _:
            return say("Samtykke på plass.")
        case "plan", _, None:
            return say("Individuell plan (IP): uavklart.")
        case "plan", _, False:
            return say("Ikke individuell plan (IP). Saken er åpen som før.")
        case "plan", _, _:
            return say("Individuell plan (IP): ja.")
        case _:
            return say("Oppstartssamtale er holdt.")
