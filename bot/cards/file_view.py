"""A file KE takes from the chat: Teams' own question where to put it, what became of it, and Teams' own card to open it with."""

from bot.cards import build
from bot.cards.scene import Drawn, Scene
from bot.texts.words import mark

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"

ENDED = {
    "saved": mark(
        "Filen ligger i OneDrive hos deg. Løpenummer er personopplysning: Flytt filen dit dere har bestemt, og slett den i OneDrive."
    ),
    "declined": mark("Filen er ikke lagret noe sted."),
    "failed": mark("Filen ble ikke lagret. Be om den på nytt om litt. Skjer det igjen, si fra til dem som drifter boten."),
    "refused": mark("Filen er ikke lagret. Her kan filer ikke hentes i chatten."),
}


def draw_offer(scene: Scene) -> Drawn:
    """The question, until it is answered; then what became of the file."""
    plain, ended = scene.words.plain, scene.data.get("ended")
    summary = plain("En fil til deg")
    if ended:
        heading = scene.words.say("Filen er lagret") if ended == "saved" else scene.words.say("Filen er ikke lagret")
        return build.finish(scene, [build.heading(heading), build.line(scene.words.say(ENDED[ended]))], summary, final=True)
    described = plain("Lagres i OneDrive hos deg. Løpenummer er personopplysning.")
    content = {"description": described, "sizeInBytes": scene.data["size"], "acceptContext": {}, "declineContext": {}}
    return Drawn(summary, attached={"contentType": CONSENT, "name": scene.data["name"], "content": content})


def draw_saved(scene: Scene) -> Drawn:
    """Opens the file where Teams put it."""
    data = scene.data
    content = {"uniqueId": data["unique_id"], "fileType": data["type"]}
    attached = {"contentType": INFO, "contentUrl": data["url"], "name": data["name"], "content": content}
    return Drawn(scene.words.plain("En fil til deg"), attached=attached, final=True)
