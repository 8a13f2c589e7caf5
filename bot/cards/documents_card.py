"""The texts of a case, ready to copy into the systems where people register (process.md §8)."""

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.scene import Drawn, Scene
from bot.cards.status import today
from bot.casework.model import Case
from bot.texts.documents import documents_for
from bot.texts.papers import Document, Papers
from bot.texts.words import escape


def draw(scene: Scene) -> Drawn:
    """All texts that have a use now, or the one in `scene.data['document']`."""
    case, words = scene.case, scene.words
    assert case is not None
    found = documents_for(read_papers(scene, case))
    wanted = tuple(each for each in found if each.code == scene.data.get("document")) or found
    body: list[CardElement] = [
        build.heading(words.say("Tekster å kopiere")),
        build.line(words.say("Sak {number}", number=case.number)),
        *(element for document in wanted for element in draw_document(document)),
    ]
    if not found:
        body.append(build.line(words.say("Ingen tekster trengs ennå. De kommer når noen er spurt.")))
    if scene.municipality.exports.by_file_consent:
        body.append(build.actions(build.execute(words.plain("Hent saksmappen som fil"), "get_file", f"case.{case.id}")))
    return build.finish(scene, body, words.plain("Svar på meldingen din"), final=True)


def read_papers(scene: Scene, case: Case) -> Papers:
    """What the texts of a case are written from, as the reader reads them today."""
    return Papers(scene.words, case, scene.directory, scene.municipality, today(scene))


def reveal_journal_text(scene: Scene, text: str) -> Action:
    """A coordinator's own text for the journal, behind a button that tells nobody."""
    return build.reveal_card(scene.words.plain("Tekst til journalen"), [build.copyable(text)])


def draw_document(document: Document) -> tuple[CardElement, ...]:
    """The title, and the text with its copy button."""
    return build.line(escape(document.title), bold=True), build.copyable(document.text)
