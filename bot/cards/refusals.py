"""Why something was not done, in words: one sentence for every reason, saying what is so and what to do now."""

from typing import assert_never

from bot.cards.mistakes import mistake_text
from bot.cards.submission import Bad, BadInput
from bot.casework.outcome import Refusal, Why
from bot.texts.words import Words, mark

NOT_HERE = mark("Det gjør vi ikke her. Spørsmål? Kontakt {contact}.")
OF_ROUTINES = {
    Why.NO_ROUND: mark("Det er ingen årlig rapport å svare på nå."),
    Why.ROUND_CLOSED: mark("{KE} har lukket den årlige rapporten. Skal noe rettes, ta kontakt med {contact}."),
    Why.NOT_OFFERED_HERE: NOT_HERE,
    Why.CHOOSE_UNIT: mark("Velg {which_unit} det gjelder."),
    Why.NOBODY_TO_INVITE: mark("Ingen {coordinators} kan nås i Teams nå."),
    Why.INVITATION_NOT_FOUND: mark("Jeg finner ingen slik invitasjon til deg."),
    Why.INVITATION_OVER: mark("Invitasjonen gjelder ikke lenger."),
    Why.DESCRIBES_USER: mark(
        "Skriv ikke om {the_user} her. Jeg har ikke lagret det du skrev. Slik informasjon hører hjemme i journalen eller i {plan_system}."
    ),
    Why.NEED_NOT_FOUND: mark("Jeg finner ikke dette opplæringsbehovet blant deres. Spør {contact}."),
    Why.BEFORE_REPORTED: mark("Velg dagen behovet ble meldt, eller en senere dag."),
}
"""What is said about what belongs to no single case."""


def refusal_text(words: Words, refusal: Refusal) -> str:  # noqa: C901, PLR0912
    """The sentence for a refusal; empty when there is nothing to say but how it is."""
    say = words.say
    given = refusal.words
    match refusal.why:
        case Why.NOT_FOUND:
            return say("Jeg finner ikke denne saken blant dine. Sjekk løpenummeret, eller spør {contact}.")
        case Why.ONLY_KE:
            return say("Dette kan bare {the_ke} gjøre. Ta kontakt med {contact}.")
        case Why.CASE_CLOSED:
            return say("Saken er avsluttet. Ingenting er endret.")
        case Why.CASE_NOT_CLOSED:
            return say("Saken er ikke avsluttet, så den trenger ikke åpnes igjen.")
        case Why.ALREADY_ANSWERED:
            return say("{name} svarte {at}. Svaret ditt ble ikke registrert.", name=given["name"], at=given["at"])
        case Why.YOU_ANSWERED:
            return say("Du svarte {at}. Det er det svaret som gjelder.", at=given["at"])
        case Why.NOT_LIVE:
            return say("Forespørselen venter ikke lenger på svar. Ingenting er endret.")
        case Why.BAD_NUMBER:
            return say("Skriv løpenummeret slik: {example}.", example=words.municipality.case_number.example)
        case Why.NUMBER_TAKEN:
            return say("Sak {number} finnes fra før.", number=given["number"])
        case Why.DATE_IN_FUTURE:
            return say("Velg en dato som ikke er fram i tid.")
        case Why.DATE_PAST:
            return say("Velg en dato som ikke er passert.")
        case Why.OLD_DECISION:
            return say("{The_intake} er fra {year}. Stemmer det?", year=str(given["year"]))
        case Why.DEADLINE_TOO_EARLY:
            return say("Velg en frist som er senere enn i dag og senere enn den som gjelder nå.")
        case Why.DATE_TOO_EARLY:
            return say("Velg en dato etter {deadline}, som er fristen nå.", deadline=given["deadline"])
        case Why.NO_LEADER:
            return say("Jeg finner ikke {the_leader} der. Velg {another_unit}.")
        case Why.WAY_NOT_OFFERED:
            return say("Slik oppnevner vi ikke her. Velg en annen måte.")
        case Why.CONFIRM_ORDER:
            return say("Et pålegg gis der {the_user} har flest tjenester. Kryss av for det, eller send en forespørsel.")
        case Why.ORDERED:
            return say("Dette er et pålegg. Navngi {a_coordinator}, eller kontakt {KE}.")
        case Why.ALREADY_ASKED:
            return say("Forespørselen ligger allerede der. Velg {another_unit}.")
        case Why.ASKED_MEANWHILE:
            return say("{name} sendte forespørselen til {place} {at}. Din ble ikke sendt.", **given)
        case Why.HAS_COORDINATOR:
            return say("Saken har allerede {a_coordinator}.")
        case Why.NO_COORDINATOR:
            return say("Saken har ikke {coordinator} nå.")
        case Why.REMINDED_TODAY:
            return say("De har fått en påminnelse i dag. Jeg sender bare én om dagen.")
        case Why.NOT_INFORMED:
            return say(
                "{The_leader} har ikke krysset av for at {the_coordinator} er informert. Jeg sender ikke velkomsten før det er gjort."
            )
        case Why.NO_CHAT:
            return say("Jeg når ikke {name} i Teams. Ta kontakt på en annen måte.", name=given["name"])
        case Why.KE_HAS_ACTED:
            return say("{KE} har begynt på oppgavene. Ta kontakt for å endre: {contact}.")
        case Why.NOTHING_TO_DO:
            return ""
        case Why.HANDOVER_OPEN:
            return say("Bytte av {coordinator} er meldt fra før. Jeg sier fra når noen tar over.")
        case Why.NO_HANDOVER:
            return say("Ingen bytte av {coordinator} venter i denne saken.")
        case Why.SUBSTITUTE_OPEN:
            return say("Saken har eller venter på en vikar fra før. Endre siste dag, eller avslutt vikariatet først.")
        case Why.NO_SUBSTITUTE:
            return say("Saken har ingen vikar nå.")
        case Why.BAD_PERIOD:
            return say("Velg en siste dag som ikke er passert, og som ikke er før den første.")
        case Why.CLOSURE_REPORTED:
            return say("Avslutning er meldt fra før. {KE} gjør resten.")
        case Why.NOT_PAUSED:
            return say("Saken er ikke på pause.")
        case Why.MONTH_TOO_EARLY:
            return say("Velg en måned etter denne.")
        case Why.BAD_REASON:
            return say("Velg en grunn.")
        case Why.BAD_INPUT:
            return mistake_text(words, BadInput(Bad(given["field"])))
        case Why.ID_NUMBER:
            return say("Det du skrev, kan være et fødselsnummer. Ingenting er lagret. Bruk løpenummeret.")
        case Why.BAD_COUNT:
            return mistake_text(words, BadInput(Bad.WRITE_COUNT))
        case (
            Why.NO_ROUND
            | Why.ROUND_CLOSED
            | Why.NOT_OFFERED_HERE
            | Why.CHOOSE_UNIT
            | Why.NEED_NOT_FOUND
            | Why.BEFORE_REPORTED
            | Why.NOBODY_TO_INVITE
            | Why.INVITATION_NOT_FOUND
            | Why.INVITATION_OVER
            | Why.DESCRIBES_USER
        ):
            return say(OF_ROUTINES[refusal.why])
        case Why.SAME_PERSON:
            return say("Denne personen er lagt inn fra før. Velg en annen.")
        case Why.UNKNOWN_PERSON:
            return mistake_text(words, BadInput(Bad.UNKNOWN_PERSON))
        case _:
            assert_never(refusal.why)
