"""What to say about a submission that could not be read: what is wrong, and what to do."""

from bot.cards.submission import Bad, BadInput
from bot.texts.words import Raw, Words, mark

SENTENCES = {
    Bad.OLD_CARD: mark("Dette kortet er for gammelt. Her er det nye."),
    Bad.CHOOSE_PERSON: mark("Velg en person, eller skriv e-postadressen."),
    Bad.UNKNOWN_PERSON: mark("Jeg finner ikke denne personen. Skriv e-postadressen, eller navn og tjeneste."),
    Bad.UNKNOWN_COLLEAGUE: mark("Jeg finner ikke denne personen. Velg fra listen, eller skriv en e-postadresse i kommunen."),
    Bad.BOTH_NAME_AND_SERVICE: mark("Skriv både navn og tjeneste."),
    Bad.ANSWER_YES_OR_NO: mark("Svar ja eller nei."),
    Bad.CHOOSE_REASON: mark("Velg en grunn."),
    Bad.CHOOSE_KIND: mark("Velg hva det gjelder."),
    Bad.CHOOSE_DATE: mark("Velg en dato."),
    Bad.CHOOSE_MONTH: mark("Velg en måned."),
    Bad.CHOOSE_CASE: mark("Velg hvilken sak det gjelder."),
    Bad.TICK_BOTH: mark("Kryss av når det er gjort. Så kan du melde fra."),
    Bad.CHOOSE_TYPE: mark("Velg {coordinator} eller {child_coordinator}."),
    Bad.CHOOSE_UNIT: mark("Velg {which_unit} som skal få forespørselen."),
    Bad.CHOOSE_DUTY: mark("Kryss av det du har gjort."),
    Bad.WRITE_NUMBER: mark("Skriv løpenummeret slik: {example}."),
    Bad.WRITE_PLACE: mark("Skriv sted eller lenke."),
    Bad.WRITE_TIME: mark("Skriv klokkeslettet slik: 10.00."),
    Bad.WRITE_COUNT: mark("Fyll ut alle feltene. Bruk tall fra 0 til 99."),
    Bad.WRITE_CHANGE: mark("Skriv løpenummeret eller velg datoen som skal rettes."),
    Bad.TOO_LONG: mark("Det ble for langt. Skriv kortere."),
}


def mistake_text(words: Words, bad: BadInput) -> Raw:
    """The sentence for a submission that was refused; nothing was changed."""
    return words.say(SENTENCES[bad.why], example=words.municipality.case_number.example)
