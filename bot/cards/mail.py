"""The e-mail to someone who has not reacted in Teams: neutral, as mail is read by many and kept for long."""

from bot.cards.scene import Drawn, Scene


def draw_unread(scene: Scene) -> Drawn:
    """Subject and body: no løpenummer, no unit, no name, no deadline."""
    plain = scene.words.plain
    paragraphs = [
        plain("Hei."),
        plain("Du har en oppgave fra {the_ke} i Teams."),
        plain("Åpne Teams og finn chatten med koordinatorboten. Skriv «mine forespørsler» der, så får du oppgaven fram."),
        plain("Finner du ikke chatten, kontakt {contact}."),
        plain("Ikke svar på denne e-posten, og skriv aldri om {users} i e-post."),
        plain("Hilsen {the_ke} i {municipality}"),
    ]
    return Drawn(plain("Du har en oppgave i Teams"), text="\n\n".join(paragraphs) + "\n", final=True)
