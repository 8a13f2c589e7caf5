"""E-mail when Teams does not do: neutral, as mail is read by many and kept for long. No løpenummer, no unit, no name, no deadline."""

from bot.cards.scene import Drawn, Scene


def draw_unread(scene: Scene) -> Drawn:
    """To someone who has not reacted in Teams, or has no chat there: who cannot be reached in Teams is asked to ring."""
    plain = scene.words.plain
    reached = (
        plain("Åpne chatten med koordinatorboten: {link}", link=scene.chat_link),
        plain("Skriv «mine forespørsler» der, så får du oppgaven fram."),
        plain("Finner du ikke chatten, kontakt {contact}."),
    )
    unreached = (
        plain("Jeg når deg ikke i Teams. Ring {contact}, så får du vite hva det gjelder."),
        plain("Bruker du Teams, finner du koordinatorboten her: {link}", link=scene.chat_link),
    )
    return Drawn(
        plain("Du har en oppgave fra {the_ke}"),
        text=write(
            plain("Hei."),
            plain("Du har en oppgave som venter på svar fra deg."),
            *(reached if scene.reader.has_chat else unreached),
            plain("Ikke svar på denne e-posten, og skriv aldri om {users} i e-post."),
            plain("Hilsen {the_ke} i {municipality}"),
        ),
        final=True,
    )


def draw_shared(scene: Scene) -> Drawn:
    """To KE's shared mailbox, when nobody in KE can be reached in Teams."""
    plain = scene.words.plain
    return Drawn(
        plain("Koordinatorboten når ingen i {the_ke}"),
        text=write(
            plain("Hei."),
            plain("Det er noe {the_ke} må vite, men jeg når ingen av dere i Teams."),
            plain("Åpne chatten med koordinatorboten: {link}", link=scene.chat_link),
            plain("Legg boten til igjen hvis den er fjernet. Da kommer alt som venter."),
            plain("Ikke svar på denne e-posten, og skriv aldri om {users} i e-post."),
            plain("Hilsen koordinatorboten i {municipality}"),
        ),
        final=True,
        to=scene.municipality.links.shared_mailbox,
    )


def write(*paragraphs: str) -> str:
    """The letter's text."""
    return "\n\n".join(paragraphs) + "\n"
