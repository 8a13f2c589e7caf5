"""Short answers in the chat: one sentence or two for each code, and the questions the bot asks with buttons."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.cards import build, help
from bot.cards.refusals import refusal_text
from bot.cards.scene import Drawn, Scene
from bot.casework.outcome import Refusal, Why
from bot.texts.words import Raw, mark

TEXTS: Mapping[str, str] = {
    "unknown_person": mark("Jeg kan bare hjelpe ansatte som er lagt inn som {leader} eller {coordinator}. Spør {contact}."),
    "id_number_certain": mark(
        "Meldingen inneholder et fødselsnummer. Jeg har ikke lagret den. Slett meldingen din, og bruk løpenummeret i stedet. "
        "Meld avvik etter rutinen hos dere."
    ),
    "id_number_possible": mark(
        "Meldingen kan inneholde et fødselsnummer. Jeg har ikke lagret den. Slett den hvis det stemmer, og bruk løpenummeret."
    ),
    "describes_user": mark(
        "Skriv ikke om {the_user} her. Jeg har ikke lagret det du skrev. Slik informasjon hører hjemme i journalen eller i {plan_system}."
    ),
    "file": mark("Jeg tar ikke imot filer. Filen er ikke lagret hos meg. Slett den her hvis den handler om {a_user}."),
    "empty": mark("Meldingen var tom. Skriv «hjelp», så viser jeg hva jeg kan."),
    "too_long": mark("Det ble for langt for meg. Skriv det viktigste på én linje."),
    "edited": mark("Jeg leser ikke endringer i meldinger. Skriv en ny melding i stedet."),
    "not_found": mark("Jeg finner ikke denne saken blant dine. Sjekk løpenummeret, eller spør {contact}."),
    "only_ke": mark("Dette kan bare {the_ke} gjøre. Ta kontakt med {contact}."),
    "not_here_yet": mark("Det kan jeg ikke hjelpe med ennå. Ta kontakt med {contact}."),
    "cancelled": mark("Avbrutt. Ingenting er endret."),
    "nothing_to_cancel": mark("Det er ingenting å avbryte."),
    "nothing_to_do": mark("Du har ingen oppgaver nå."),
    "nothing_to_retract": mark("Det er ingenting å trekke tilbake."),
    "nothing_paused": mark("Ingen saker er på pause."),
    "none_waits": mark("Ingen forespørsler venter på svar."),
    "no_cases": mark("Du har ingen saker nå."),
    "coordinates_none": mark("{name} er ikke {coordinator} i noen av sakene du ser."),
    "which_number": mark("Hvilken sak gjelder det? Skriv løpenummeret, for eksempel {example}."),
    "language_changed": mark("Jeg skriver bokmål til deg fra nå av."),
    "until_when": mark("Til og med hvilken dag? Skriv for eksempel 12. desember."),
    "which_date": mark("Hvilken dato? Skriv for eksempel 1. mars."),
    "error": mark("Beklager, her gjorde jeg en feil. Ingenting er endret. Prøv igjen om litt, eller kontakt {contact}."),
    "register_from_file": mark(
        "Her er de åpne sakene. Som regneark skrives {register_list} med kommandoen «koordinatorbot export register». "
        "Spør dem som drifter boten."
    ),
    "register_not_copied": mark(
        "Kopien av {register_list} ble ikke skrevet i natt, så filen er eldre enn sakene her. Jeg prøver igjen hver time. "
        "Varer det, si fra til dem som drifter boten."
    ),
    "no_annual_report": mark("Her er det ingen årlig rapport. Spørsmål? Kontakt {contact}."),
    "absence_noted": mark("Da går det som kommer, til {your_stand_in} til og med {until}."),
    "absence_noted_other": mark("Da går det som kommer til {name}, til {the_stand_in} til og med {until}."),
    "absence_uncovered": mark("Da får {KE} vite at du er borte til og med {until}."),
    "absence_uncovered_other": mark("Notert. Ingen svarer for {name} til og med {until}. Avtal hvem som gjør det."),
    "not_away": mark("Du er ikke meldt borte."),
    "not_away_other": mark("{name} er ikke meldt borte."),
    "returned": mark("Velkommen tilbake. Du får det som kommer, fra nå av."),
    "returned_other": mark("Da får {name} det som kommer, fra nå av."),
    "not_a_leader": mark("{name} er ikke lagt inn som {leader}. Trenger en sak vikar, skriv «vikar» og løpenummeret."),
    "which_leader": mark("Hvem av dem er det? Skriv navnet: {names}."),
    "which_leader_unknown": mark("Jeg finner ikke {the_leader} der. Skriv navnet."),
    "write_number": mark("Skriv løpenummeret slik: {example}."),
    "talk_before_decision": mark("Den datoen er før {intake_date} i saken. Hvilken dato ble oppstartssamtalen holdt?"),
    "first_talk_not_yet": mark("Det er greit. Meld fra når oppstartssamtalen er holdt. Trenger du hjelp, skriv «jeg trenger veiledning»."),
    "leader_answer": mark("{Leader} i {unit}: {names}."),
    "leader_unknown": mark("{Leader} mangler for {unit}. Spør {contact}."),
    "stand_in_answer": mark("{Stand_in} i {unit}: {names}."),
    "stand_in_unknown": mark("Ingen {stand_ins} er lagt inn for {unit}. Spør {contact}."),
    "super_users": mark("Superbruker i {place}: {names}."),
    "super_user_unknown": mark("Ingen superbruker er lagt inn. Spør {contact}."),
    "press_the_cards": mark("Jeg spurte om flere ting. Trykk på kortene, ett om gangen."),
    "unsure_about_case": mark("Jeg er ikke sikker på hva du mener. Her er saken."),
    "not_sure_again": mark("Jeg forstår det fortsatt ikke. Skriv «hjelp» for å se hva jeg kan, eller kontakt {contact}."),
}
"""What is said for each code; words of the answer fill the blanks beside the municipality's own."""

UNNAMED = {"leader_answer": "leader_unknown", "stand_in_answer": "stand_in_unknown"}
"""What is said instead where there is nobody to name."""

HOW_TO: Mapping[str, str] = {
    "process": mark(
        "{The_ke} ({KE}) spør {a_unit} om {coordinator}. {The_leader} svarer på et kort, og {KE} følger opp. Skriv «hjelp» for mer."
    ),
    "coordinator_role": mark(
        "{The_coordinator} følger opp {the_user} og sørger for at tjenestene henger sammen. Mer står i håndboken: {handbook}"
    ),
    "identity": mark("Jeg kjenner bare løpenummeret, ikke hvem {the_user} er. Spør {contact}."),
    "bot": mark("Jeg er et dataprogram. Skriv «hjelp», så viser jeg hva jeg kan. Vil du snakke med et menneske, kontakt {contact}."),
    "privacy": mark(
        "Jeg lagrer ikke teksten du skriver, bare det den fører til i saken. {The_ke} og de som har med saken å gjøre, kan se det. "
        "Skriv aldri navn eller fødselsnummer på {users}."
    ),
    "why_us": mark("{The_ke} mener at {the_unit} deres passer. Er det feil, svar nei med den grunnen. Da spør {KE} videre."),
    "deadlines": mark(
        "Er svarfristen ute uten svar, får {the_ke} beskjed. {KE} kan sende en påminnelse, forlenge fristen eller spørre andre. "
        "{The_leader} kan fortsatt svare."
    ),
    "number": mark("Løpenummeret er nummeret saken har hos {the_ke}, for eksempel {example}."),
    "say_yes": mark("Ja betyr at du navngir {a_coordinator}, informerer personen og ordner tilganger."),
    "must_accept": mark("Dere kan svare nei med en grunn. Da tar {the_ke} saken videre. Et nei er ikke et avvik."),
    "digest": mark("Oversikten kommer én gang om dagen, og bare når noe venter på deg."),
    "reminders": mark("Jeg minner om fristen {days} arbeidsdager før, og på dagen. Det stopper når du svarer."),
    "reminders_before": mark("Jeg minner om fristen {days} arbeidsdager før. Det stopper når du svarer."),
    "deviations": mark(
        "Det første avviket gjelder {a_unit} som ikke svarte innen svarfristen. Det andre gjelder {a_user} som ikke fikk "
        "{coordinator} innen {months} måneder. {The_ke} sender begge i {quality_system}."
    ),
    "close": mark("Skriv «avslutt» og løpenummeret. Jeg spør om grunnen, og {KE} avslutter i registrene."),
    "pause": mark("Skriv «pause», løpenummeret og måneden dere skal se på saken igjen."),
    "handover": mark("Skriv «bytte» og løpenummeret. Lederen din får beskjed. Du er {coordinator} til den nye er på plass."),
    "standin": mark("Skriv «jeg er borte til» og datoen. Da går det som kommer, til {your_stand_in}."),
    "open_case": mark("{The_ke} skriver «ny sak» og får et skjema. Løpenummer og {intake_date} er nok."),
    "first_talk": mark("Hold oppstartssamtalen når {the_ke} har ringt {the_user}. Meld den på velkomstkortet ditt."),
    "meetings": mark("Skriv «møte holdt», datoen og løpenummeret. Hvordan dere holder {meetings}, står i håndboken: {handbook}"),
    "plan": mark("Individuell plan (IP) skriver dere i {plan_system}. Hvordan står i håndboken: {handbook}"),
    "access": mark("{The_leader} bestiller tilganger og krysser av på kortet sitt."),
    "letters": mark("{The_ke} sender brev og informasjonsskriv. Informasjonsskrivet ligger her: {information_letter}"),
    "training": mark("{The_ke} vet når det er opplæring. Ta kontakt med {contact}."),
    "guidance": mark("Trykk «Jeg ønsker veiledning» på velkomstkortet ditt, eller kontakt {contact}."),
    "reply": mark("Trykk på knappene på kortet du fikk. Skriv «mine forespørsler», så kommer det fram igjen. Du kan svare hele dagen."),
    "consent_form": mark("Samtykkeskjemaet ligger her: {consent_form}"),
    "handbook": mark("Håndboken ligger her: {handbook}"),
    "contact": mark("Ta kontakt med {contact}."),
    "delete": mark("Jeg kan ikke slette saker. Kommunen tar vare på dem etter arkivreglene. Er noe feil, kontakt {contact}."),
}
"""How things are done, by topic; whatever has no text of its own gets the process."""

INTENTS: Mapping[str, str] = {
    "accept": mark("Svare ja"),
    "decline": mark("Svare nei"),
    "more_time": mark("Be om mer tid"),
    "call_me": mark("Be {KE} ringe"),
    "pass_on": mark("Sende til en annen"),
    "undo": mark("Endre et svar"),
    "untick": mark("Angre et kryss"),
    "open_case": mark("Ny sak"),
    "annual_report": mark("Årlig rapport"),
    "checklist": mark("Sjekkliste"),
    "evaluation": mark("Sette dato for evaluering"),
    "choose_unit": mark("Velge {unit}"),
    "suggest_unit": mark("Foreslå {unit}"),
    "order_unit": mark("Pålegge {a_unit}"),
    "remind_now": mark("Sende påminnelse"),
    "extend_deadline": mark("Forlenge fristen"),
    "withdraw_request": mark("Trekke forespørselen"),
    "record_deviation": mark("Melde fra om avvik"),
    "tick_duty": mark("Krysse av en oppgave"),
    "get_text": mark("Få en tekst å kopiere"),
    "get_register": mark("Få en liste"),
    "get_stats": mark("Se tall"),
    "list_cases": mark("Se saker"),
    "show_case": mark("Se en sak"),
    "show_deadline": mark("Se frister"),
    "correct_case": mark("Rette en sak"),
    "reopen": mark("Åpne en sak igjen"),
    "take_case": mark("Ta saken"),
    "answer": mark("Svare på en forespørsel"),
    "replace_name": mark("Rette et navn"),
    "name_successor": mark("Navngi en ny"),
    "not_me": mark("Si at det ikke stemmer"),
    "guidance": mark("Be om veiledning"),
    "first_talk": mark("Melde oppstartssamtale"),
    "handover": mark("Bytte {coordinator}"),
    "transfer": mark("Overføre en sak"),
    "substitute": mark("Få en vikar"),
    "close": mark("Avslutte en sak"),
    "pause": mark("Sette på pause"),
    "resume": mark("Ta opp igjen en sak"),
    "retract": mark("Trekke noe tilbake"),
    "set_standin": mark("Melde at du er borte"),
    "record_absence": mark("Melde at noen er borte"),
    "end_absence": mark("Melde at noen er tilbake"),
    "super_user": mark("Finne superbrukeren"),
    "set_language": mark("Bytte språk"),
    "help": mark("Hjelp"),
    "how_to": mark("Få noe forklart"),
    "capacity": mark("Si at det er for mye"),
    "training_need": mark("Melde opplæringsbehov"),
    "invite": mark("Invitere {coordinators}"),
    "attendance": mark("Se invitasjonen"),
    "training_list": mark("Se opplæringsbehov"),
    "course": mark("Kurset for {coordinators}"),
    "consent": mark("Melde samtykke"),
    "meeting_held": mark("Melde et møte"),
    "next_meeting": mark("Melde neste møte"),
    "group": mark("Melde en møtegruppe"),
    "plan_status": mark("Melde status på plan"),
}
"""What the bot can have understood, as the title of a button."""


def draw_text(scene: Scene) -> Drawn:
    """The answer with the code `data["text"]`; some have buttons and are cards."""
    given = (scene.data.get("words") or {}).items()
    words = {name: scene.words.join(value) if isinstance(value, list) else revive(value) for name, value in given if value != []}
    code = str(scene.data["text"])
    match UNNAMED.get(code, code) if not words.get("names") else code:
        case "refusal":
            return say(scene, refusal_text(scene.words, Refusal(Why(scene.data["why"]), words)) or scene.words.say("Det er slik allerede."))
        case "how_to":
            return say(scene, explain(scene, str(words.get("topic"))))
        case "absence_question":
            return ask_about_absence(scene, words)
        case "return_question":
            return ask_about_return(scene, words)
        case code:
            return say(scene, scene.words.say(TEXTS[code], **words))


def say(scene: Scene, text: str) -> Drawn:
    """A plain answer."""
    return Drawn(scene.words.plain("Svar på meldingen din"), text=text, final=True)


def explain(scene: Scene, topic: str) -> Raw:
    """How something is done, with this municipality's links and deadlines."""
    rules, links = scene.municipality.deadlines, scene.municipality.links
    reminders = rules.reply.reminders if rules.reply else ()
    days = [str(left) for left in reminders if left]
    if topic == "reminders" and 0 not in reminders:
        topic = "reminders_before" if reminders else "process"
    return scene.words.say(
        HOW_TO.get(topic, HOW_TO["process"]),
        days=scene.words.join(days) if days else "0",
        months=rules.months,
        example=scene.municipality.case_number.example,
        handbook=Raw(links.handbook),
        information_letter=Raw(links.information_letter),
        consent_form=Raw(links.consent_form),
    )


def ask_about_absence(scene: Scene, words: dict[str, object]) -> Drawn:
    """What was understood about an absence, before it is kept."""
    say, covered, span = scene.words.say, words.pop("covered", True), write_span(scene, words)
    match covered, "name" in words:
        case True, False:
            told = say("Du er borte {span}. {The_stand_in} får det som kommer.", span=span)
        case _, False:
            told = say("Du er borte {span}. Ingen {stand_ins} er lagt inn for deg.", span=span)
        case True, _:
            told = say("{name} er borte {span}. {The_stand_in} får det som kommer.", span=span, **words)
        case _:
            told = say("{name} er borte {span}. Ingen {stand_ins} er på jobb da.", span=span, **words)
    return ask_yes(scene, told)


def ask_about_return(scene: Scene, words: dict[str, object]) -> Drawn:
    """Which absence would end."""
    say, span = scene.words.say, write_span(scene, words)
    if "name" in words:
        return ask_yes(scene, say("{name} er meldt borte {span}, men er på jobb likevel.", span=span, **words))
    return ask_yes(scene, say("Du er meldt borte {span}, men er på jobb likevel.", span=span))


def write_span(scene: Scene, words: dict[str, object]) -> Raw:
    """From `first` to `until`, taken out of the words; a single day is only named."""
    first, until = words.pop("first"), words.pop("until")
    if first == until:
        return Raw(scene.words.write(first))
    return scene.words.say("fra {first} til og med {until}", first=first, until=until)


def ask_yes(scene: Scene, told: Raw) -> Drawn:
    """What was understood, and the yes or no to it."""
    plain = scene.words.plain
    buttons = build.actions(build.execute(plain("Ja, det stemmer"), "choose", "yes", main=True), build.execute(plain("Avbryt"), "cancel"))
    body = [build.heading(scene.words.say("Har jeg forstått deg riktig?")), build.line(told), buttons]
    return build.finish(scene, body, plain("Svar på meldingen din"))


def draw_choose_meeting(scene: Scene) -> Drawn:
    """Which sort of meeting it was, with a button for each."""
    plain, locale = scene.words.plain, scene.words.locale
    kinds = [(kind.code, kind.term.noun(locale).singular) for kind in scene.municipality.follow_up.meetings]
    buttons = [build.execute(name[0].upper() + name[1:], "choose", code) for code, name in kinds]
    body = [build.heading(scene.words.say("Hva slags møte?")), build.actions(*buttons)]
    return build.finish(scene, body, plain("Svar på meldingen din"))


def draw_choose_case(scene: Scene) -> Drawn:
    """Which of some cases it is about."""
    plain = scene.words.plain
    buttons = [build.execute(plain("Sak {number}", number=number), "choose", number) for number in scene.data["cases"]]
    person = scene.data.get("person")
    asked = (
        scene.words.say("{name} er {coordinator} i disse sakene", name=person) if person else scene.words.say("Hvilken sak gjelder det?")
    )
    body = [
        build.heading(asked),
        *(build.actions(*buttons[at : at + 6]) for at in range(0, len(buttons), 6)),
    ]
    return build.finish(scene, body, plain("Svar på meldingen din"))


def draw_unsure(scene: Scene) -> Drawn:
    """The likeliest meanings as buttons, and help."""
    plain = scene.words.plain
    meant = [(intent.partition(":")[0], intent) for intent in scene.data.get("intents", ())]
    buttons = [build.execute(plain(INTENTS[word]), "choose", intent) for word, intent in meant if word in INTENTS and word != "help"]
    asked = scene.words.say("Gjelder det en av disse?") if buttons else scene.words.say("Hva kan jeg hjelpe med?")
    more = [] if buttons else help.list_buttons(scene)
    body = [
        build.heading(scene.words.say("Jeg er ikke sikker på hva du mener")),
        build.line(asked),
        build.actions(*buttons, *more, build.execute(plain("Hjelp"), "show_help")),
    ]
    return build.finish(scene, body, plain("Svar på meldingen din"))


def revive(written: Any) -> Any:
    """A word of an answer as it was, when it went by way of JSON: a date or an instant in ISO form; all else unchanged."""
    if not isinstance(written, str) or not re.match(r"\d{4}-\d{2}-\d{2}(T|$)", written):
        return written
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
