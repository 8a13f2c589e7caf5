"""What a coordinator should think of: the municipality's own lists, opened on the card, so that nobody learns which one was read."""

from microsoft_teams.cards import CardElement

from bot.cards import build
from bot.cards.scene import Drawn, Scene
from bot.casework.follow_up_rules import Checklist
from bot.texts.words import Raw


def draw(scene: Scene) -> Drawn:
    """One list as it is; of several each behind a button of its own."""
    say, lists = scene.words.say, scene.municipality.follow_up.checklists
    body: list[CardElement] = [build.heading(say("Sjekkliste"))]
    if not lists:
        body.append(build.line(say("Det er ikke lagt inn noen sjekkliste. Spør {contact}.")))
    elif len(lists) == 1:
        body += build.lines(list_lines(scene, lists[0]))
    else:
        body.append(build.line(say("Hvilken du åpner, blir ikke lagret.")))
        body.append(
            build.actions(*(build.reveal_card(scene.words.label(each.title), build.lines(list_lines(scene, each))) for each in lists))
        )
    if more := scene.municipality.links.more:
        body.append(build.line(say("Les mer:"), bold=True))
        body.append(build.actions(*(build.open_url(str(scene.words.label(page)), page.link) for page in more)))
    return build.finish(scene, body, scene.words.plain("Svar på meldingen din"), final=True)


def list_lines(scene: Scene, checklist: Checklist) -> list[Raw]:
    """The lines in the reader's language, each a thing to do."""
    return [scene.words.say("- {what}", what=scene.words.label(line)) for line in checklist.lines]
