"""What several stories and pictures begin with, done on the page."""

from tests.browser.window import Card, Person

KE = "Kari, koordinerende enhet"
OTHER_KE = "Nils, koordinerende enhet"
LEADER = "Leder, Hjemmetjenesten sør"
COORDINATOR = "Ada"
NUMBER = "2026-0417"


async def ask_south(ke: Person, number: str = NUMBER, deadline: str = "mandag 7. desember") -> Card:
    """KE opens a case by one line and sends it to the unit; gives the receipt."""
    await ke.says(f"ny sak {number} vedtak 20.11.2026")
    form = ke.card("Ny sak")
    await form.presses("Velg virksomhet")
    choice = ke.card("Hvem skal få forespørselen?")
    await choice.reads(f"Sak {number}")
    await choice.finds("En annen virksomhet", "Hjemmetjenesten sør")
    await choice.presses("Send forespørsel")
    receipt = ke.card(f"Sak {number}. Forespørselen gikk til Hjemmetjenesten sør")
    await receipt.reads(f"Svarfrist {deadline}.")
    return receipt


async def fill_in_yes(request: Card, name: str = COORDINATOR) -> None:
    """The leader opens the form and names somebody, but has not sent it."""
    await request.presses("Ja, vi finner koordinator")
    await request.finds("Hvem blir koordinator?", name)
    await request.chooses("Ja")
    await request.ticks("Jeg har informert koordinatoren")


async def say_yes(leader: Person) -> Card:
    """The leader names Ada and sends; gives the receipt."""
    request = leader.card("Forespørsel om koordinator")
    await fill_in_yes(request)
    await request.presses("Send svaret")
    receipt = leader.card("Svart: ja")
    await receipt.reads("Koordinator er Ada.")
    return receipt
