"""A file KE takes from the chat: Teams' own question where to put it, what became of it, and Teams' own card to open it with."""

from bot.cards import build
from bot.cards.scene import Drawn, Scene
from bot.casework.export_rules import Sort
from bot.texts.words import Raw, mark

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"

ENDED = {
    "saved": mark("Filen ligger i OneDrive hos deg. Flytt den dit dere har bestemt, og slett den i OneDrive."),
    "declined": mark("Du sa nei. Ingenting er lagret."),
    "failed": mark("Be om den på nytt om litt. Skjer det igjen, si fra til dem som drifter boten."),
    "refused": mark("Her kan filer ikke hentes i chatten."),
}


def draw_offer(scene: Scene) -> Drawn:
    """The question, until it is answered; then what became of the file."""
    words, data = scene.words, scene.data
    summary, private = words.plain("En fil til deg"), words.plain("Løpenummer er personopplysning.")
    has_numbers = Sort(data["file"]).holds_cases
    if ended := data.get("ended"):
        saved = ended == "saved"
        heading = words.say("Filen er lagret") if saved else words.say("Filen er ikke lagret")
        told = [words.say(ENDED[ended]), *([Raw(private)] if saved and has_numbers else [])]
        return build.finish(scene, [build.heading(heading), *build.lines(told)], summary, final=True)
    described = words.plain("Lagres i OneDrive hos deg.") + (f" {private}" if has_numbers else "")
    content = {"description": described, "sizeInBytes": data["size"], "acceptContext": {}, "declineContext": {}}
    return Drawn(summary, attached={"contentType": CONSENT, "name": data["name"], "content": content})


def draw_saved(scene: Scene) -> Drawn:
    """Opens the file where Teams put it."""
    data = scene.data
    content = {"uniqueId": data["unique_id"], "fileType": data["type"]}
    attached = {"contentType": INFO, "contentUrl": data["url"], "name": data["name"], "content": content}
    return Drawn(scene.words.plain("En fil til deg"), attached=attached, final=True)
