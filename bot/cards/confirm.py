"""What the bot understood, shown before anything is changed, with fields for what is missing (cards.md 8.9, 8.10)."""

from collections.abc import Callable, Mapping

from microsoft_teams.cards import Action, CardElement

from bot.cards import build, confirmed
from bot.cards.documents_card import read_papers, reveal_journal_text
from bot.cards.handing_over import BRIEF, list_reasons
from bot.cards.pausing import list_months
from bot.cards.roles import name_role
from bot.cards.scene import Drawn, Scene, read_day
from bot.cards.status import name_person, tell_appoint_clock, today
from bot.casework.ending import DIED, NOT_CLARIFIED, reasons_for
from bot.casework.model import Case, HandoverReason
from bot.texts.journal_texts import write_end
from bot.texts.papers import name_coordinator
from bot.texts.words import Raw, mark

SEVERAL = frozenset({"handover", "transfer", "substitute"})
"""What may be meant for several cases at once."""

ASK: Mapping[str, str] = {
    "handover": mark("Du vil bytte {role}."),
    "transfer": mark("Saken skal til {another_unit}."),
    "substitute": mark("Du trenger vikar."),
    "closure": mark("Du vil avslutte en sak."),
    "pause": mark("Du vil sette en sak på pause."),
    "resume": mark("Du vil ta opp igjen en sak."),
    "retract_handover": mark("Du fortsetter som {role}."),
    "retract_closure": mark("Saken skal ikke avsluttes likevel."),
    "end_substitute": mark("Saken trenger ikke vikar lenger."),
    "guidance": mark("Du ønsker veiledning."),
    "discussion": mark("Du vil drøfte en sak med {KE}."),
    "capacity": mark("Du har ikke kapasitet."),
}
"""What was understood while the case is still to be chosen."""
UNDERSTOOD: Mapping[str, str] = {
    "handover": mark("Du vil bytte {role} i sak {number}."),
    "transfer": mark("Sak {number} skal til {another_unit}."),
    "substitute": mark("Du trenger vikar i sak {number}."),
    "closure": mark("Du vil avslutte sak {number}."),
    "pause": mark("Du vil sette sak {number} på pause."),
    "resume": mark("Du vil ta opp igjen sak {number}."),
    "retract_handover": mark("Du fortsetter som {role} i sak {number}."),
    "retract_closure": mark("Sak {number} skal ikke avsluttes likevel."),
    "end_substitute": mark("Sak {number} trenger ikke vikar lenger."),
    "guidance": mark("Du ønsker veiledning i sak {number}."),
    "discussion": mark("Du vil drøfte sak {number} med {KE}."),
    "capacity": mark("Du har ikke kapasitet til sak {number}."),
}
FOR_OTHERS: Mapping[str, str] = {
    "handover": mark("{name} trenger avløsning i sak {number}."),
    "retract_handover": mark("{name} fortsetter som {role} i sak {number}."),
}
"""What was understood from somebody who is not the coordinator."""
TO_SOMEONE: Mapping[str, str] = {
    "handover": mark("Ja, send til lederen din"),
    "transfer": mark("Ja, send til lederen din"),
    "substitute": mark("Ja, send"),
    "closure": mark("Meld fra til {KE}"),
    "pause": mark("Sett på pause"),
    "resume": mark("Ta opp igjen"),
    "guidance": mark("Meld fra til {KE}"),
    "discussion": mark("Meld fra til {KE}"),
    "capacity": mark("Ja, send til lederen din"),
}
"""What the coordinator's yes is called; anybody else's, and what is only taken back, is just that."""


def draw(scene: Scene) -> Drawn:
    """The card of `scene.data["what"]`: asked, answered, or given way to a newer one."""
    if scene.data.get("done"):
        return confirmed.draw(scene)
    if scene.data.get("superseded"):
        return confirmed.draw_superseded(scene)
    body = [
        build.heading(name_card(scene)),
        *build.lines(tell_understood(scene)),
        *ask_missing(scene),
        *build.lines(tell_next(scene)),
        build.actions(*list_buttons(scene)),
    ]
    return build.finish(scene, body, scene.words.plain("Svar på meldingen din"))


def is_death(scene: Scene) -> bool:
    """Whether a death is reported: fewer steps, and a tone of its own."""
    return bool(scene.data["what"] == "closure" and scene.data.get("reason") == DIED)


def name_card(scene: Scene) -> Raw:
    """What the card is about."""
    return scene.words.say("Melding om dødsfall") if is_death(scene) else scene.words.say("Har jeg forstått deg riktig?")


# ---- what was understood


def chosen(scene: Scene) -> tuple[Case, ...]:
    """The cases that are meant; none while they are still to be chosen."""
    return scene.cases if scene.data.get("cases") else ()


def tell_understood(scene: Scene) -> list[Raw]:
    """The act and the cases in one sentence, and each thing that is known."""
    return [tell_act(scene), *([] if is_death(scene) else tell_known(scene))]


def tell_act(scene: Scene) -> Raw:
    """Who wants what, in which case."""
    say, what, cases = scene.words.say, scene.data["what"], chosen(scene)
    if not cases:
        asked = mark("Du melder at {the_user} er død.") if is_death(scene) else ASK[what]
        return say(asked, role=Raw(scene.words.terms["coordinator"]))
    role = name_role(scene.words, cases[0])
    number = scene.words.join(case.number for case in cases)
    if is_death(scene):
        return say("Du melder at {the_user} i sak {number} er død.", number=number)
    current = cases[0].assignment
    if what in FOR_OTHERS and current and not is_own(scene, cases):
        return say(FOR_OTHERS[what], name=name_coordinator(current, scene.directory), number=number, **role)
    return say(UNDERSTOOD[what], number=number, **role)


def is_own(scene: Scene, cases: tuple[Case, ...]) -> bool:
    """Whether the reader is coordinator in these cases."""
    return all(case.assignment_of(scene.reader.id) for case in cases)


def tell_known(scene: Scene) -> list[Raw]:
    """From when, why, until when and whom: what is known, and nothing about what is not."""
    say, data, told = scene.words.say, scene.data, list[Raw]()
    if day := read_day(data.get("day")):
        told.append(say("Fra: {day}", day=day))
    if until := read_day(data.get("until")):
        told.append(say("Til: {day}", day=until))
    if month := read_day(data.get("month")):
        name = scene.words.month(month)
        told.append(say("Se på saken igjen: {month}", month=name) if data["what"] == "pause" else say("Når: {month}", month=name))
    if reason := name_reason(scene):
        told.append(say("Grunn: {reason}", reason=reason))
    if isinstance(data.get("suggested"), int) and data["what"] == "substitute":
        told.append(say("Forslag til vikar: {name}", name=name_person(scene, data["suggested"])))
    if isinstance(data.get("suggested"), int) and data["what"] == "handover":
        told.append(say("Forslag til {new_coordinator}: {name}", name=name_person(scene, data["suggested"])))
    return told


def name_reason(scene: Scene) -> str:
    """The reason in brief words; empty when none is known, or none is asked for."""
    code = scene.data.get("reason")
    if scene.data["what"] == "handover" and code in set(HandoverReason):
        return scene.words.say(BRIEF[HandoverReason(code)])
    choice = scene.municipality.find_choice(scene.municipality.closure_reasons, code or "")
    return scene.words.label(choice.brief) if choice and scene.data["what"] == "closure" else ""


# ---- what is missing


def ask_missing(scene: Scene) -> list[CardElement]:
    """A field for each thing the act still needs. None is required on the card itself, so that Avbryt is never in the way."""
    what, data, fields = scene.data["what"], scene.data, list[CardElement]()
    if not chosen(scene):
        fields.append(ask_cases(scene))
    for slot, ask in FIELDS.get(what, {}).items():
        if not data.get(slot):
            fields.append(ask(scene))
    if what == "closure":
        fields += ask_ticks(scene)
    return fields


def ask_cases(scene: Scene) -> CardElement:
    """Which of the reader's cases."""
    plain = scene.words.plain
    choices = [(str(case.id), plain("Sak {number}", number=case.number)) for case in scene.cases]
    if scene.data["what"] in SEVERAL:
        return build.choose_many("cases", plain("Hvilke saker gjelder det?"), choices)
    return build.choose_one("cases", plain("Hvilken sak gjelder det?"), choices)


def ask_reason(scene: Scene) -> CardElement:
    """Why, from the list of the act."""
    plain, value = scene.words.plain, scene.data.get("reason")
    if scene.data["what"] == "handover":
        return build.choose_one("reason", plain("Grunn"), list_reasons(scene), value=value)
    possible = reasons_for(chosen(scene)[0] if chosen(scene) else None, scene.municipality.closure_reasons)
    reasons = [(reason.code, str(scene.words.label(reason))) for reason in possible]
    return build.choose_one("reason", plain("Hvorfor avsluttes saken?"), reasons, value=value)


def ask_day(scene: Scene) -> CardElement:
    """From when."""
    if scene.data["what"] == "substitute":
        return build.date_input("day", scene.words.plain("Fra og med"), value=read_day(scene.data.get("day")))
    label = scene.words.plain("Når slutter du å følge opp?") if is_own(scene, scene.cases) else scene.words.plain("Fra hvilken dag?")
    return build.date_input("day", label, first=today(scene), value=read_day(scene.data.get("day")))


def ask_month(scene: Scene) -> CardElement:
    """In which month."""
    plain = scene.words.plain
    label = plain("Når skal dere se på saken igjen?") if scene.data["what"] == "pause" else plain("Når? (valgfritt)")
    month = read_day(scene.data.get("month"))
    return build.choose_listed("month", label, list_months(scene), value=f"{month:%Y-%m}" if month else None)


def ask_until(scene: Scene) -> CardElement:
    """To which day."""
    return build.date_input("until", scene.words.plain("Til og med"), first=today(scene), value=read_day(scene.data.get("until")))


def ask_suggested(scene: Scene) -> CardElement:
    """Whom the coordinator suggests: colleagues first."""
    assignment = scene.cases[0].assignment if scene.cases else None
    people = scene.directory.colleagues(assignment.unit) if assignment else ()
    known = scene.directory.people.get(scene.data.get("suggested") or 0)
    label = scene.words.plain("Forslag til vikar (valgfritt)")
    return build.choose_person("suggested", label, (person for person in people if person.id != scene.reader.id), known)


FIELDS: Mapping[str, Mapping[str, Callable[[Scene], CardElement]]] = {
    "handover": {"reason": ask_reason, "day": ask_day},
    "transfer": {"month": ask_month},
    "substitute": {"day": ask_day, "until": ask_until, "suggested": ask_suggested},
    "closure": {"reason": ask_reason},
    "pause": {"month": ask_month},
}
"""What each act asks for besides the case, by the name it has in the data and on the card."""


def ask_ticks(scene: Scene) -> list[CardElement]:
    """What the coordinator must have done before a closure; nothing at a death."""
    plain, reason = scene.words.plain, scene.data.get("reason")
    if reason == DIED:
        return []
    clarified = build.toggle("clarified", plain("Jeg har avklart dette med {the_user} eller {relatives}"))
    journaled = build.toggle("journaled", plain("Jeg har ført i journalen at det ikke lenger er behov"))
    if reason:
        return [journaled] if reason in NOT_CLARIFIED else [clarified, journaled]
    return [clarified, journaled, build.line(scene.words.say("Er {the_user} død, trenger du ikke krysse av."), subtle=True)]


# ---- what happens next


def tell_next(scene: Scene) -> list[Raw]:
    """What the yes leads to."""
    say, what, cases = scene.words.say, scene.data["what"], chosen(scene)
    own = is_own(scene, scene.cases)
    role = name_role(scene.words, cases[0]) if cases else {"role": Raw(scene.words.terms["coordinator"])}
    match what:
        case "handover" | "transfer" | "substitute":
            return [*tell_who_finds(scene, role, own=own), *(tell_lead(scene) if what == "transfer" else ())]
        case "closure" if is_death(scene):
            return [say("{KE} avslutter saken. Du trenger ikke kontakte noen.")]
        case "closure":
            return [say("{KE} avslutter i registrene. Saken er åpen til det er gjort.")]
        case "pause" if cases and not cases[0].assignments:
            clock = tell_appoint_clock(scene, cases[0])
            return [*clock, say("Fristen løper fortsatt.")] if clock else []
        case "retract_handover" | "capacity" if own:
            return [say("Lederen din får beskjed.")]
        case "discussion":
            return [say("Skriv ikke hva det gjelder her. {KE} tar kontakt.")]
        case "guidance":
            return [say("{KE} tar kontakt.")]
        case _:
            return []


def tell_who_finds(scene: Scene, role: Mapping[str, Raw], *, own: bool) -> list[Raw]:
    """Who finds the successor, the other unit or the vikar, by the profile; and that nobody is let go before."""
    say, what, by_ke = scene.words.say, scene.data["what"], scene.municipality.handover.decider == "ke"
    match what:
        case "substitute":
            return [say("{KE} navngir vikaren.") if by_ke else say("Lederen din navngir vikaren."), say("Du er fortsatt {role}.", **role)]
        case "transfer" if not own:
            return [say("{KE} spør {another_unit}.")]
        case _ if not own:
            return [say("{KE} finner en ny.") if by_ke else say("{The_leader} får et kort og navngir en ny.")]
        case _ if by_ke:
            return [say("{KE} får beskjed og finner en ny. Du er {role} til den nye er på plass.", **role)]
        case "transfer":
            return [say("Lederen din melder det til {KE}. Du er {role} til den nye er på plass.", **role)]
        case _:
            return [say("Lederen din får beskjed og finner en ny. Du er {role} til den nye er på plass.", **role)]


def tell_lead(scene: Scene) -> tuple[Raw, ...]:
    """How early a transition should be reported, with the municipality's own examples (S0-41)."""
    rules = scene.municipality.handover
    if not rules.transitions:
        return ()
    blanks = {"days": rules.transfer_lead_days, "examples": scene.words.join(map(scene.words.label, rules.transitions))}
    return (scene.words.say("Meld overganger helst {days} dager før, for eksempel {examples}.", **blanks),)


def name_yes(scene: Scene) -> str:
    """What the yes is called: to whom it goes, where it goes to somebody else."""
    what = scene.data["what"]
    if what in ("handover", "transfer") and scene.municipality.handover.decider == "ke":
        return scene.words.plain("Meld fra til {KE}")
    goes_out = what in ("pause", "resume") or is_own(scene, scene.cases)
    return scene.words.plain(TO_SOMEONE[what]) if what in TO_SOMEONE and goes_out else scene.words.plain("Ja, det stemmer")


def list_buttons(scene: Scene) -> list[Action]:
    """Yes, put right what is known, and leave it."""
    plain, what = scene.words.plain, scene.data["what"]
    yes = build.execute(name_yes(scene), "confirm", what, main=True)
    if is_death(scene):
        return [yes, build.execute(plain("Det er feil"), "cancel")]
    known = [ask(scene) for slot, ask in FIELDS.get(what, {}).items() if scene.data.get(slot)]
    mend = [build.show_card(plain("Rett opp"), known, build.execute(plain("Send rettet"), "confirm", what))] if known else []
    return [yes, *mend, *offer_journal_text(scene), build.execute(plain("Avbryt"), "cancel")]


def offer_journal_text(scene: Scene) -> tuple[Action, ...]:
    """What the coordinator writes in the journal at the end of the need, ready to copy (S0-45)."""
    cases = chosen(scene)
    if scene.data["what"] != "closure" or len(cases) != 1 or not is_own(scene, cases):
        return ()
    clarified = scene.data.get("reason") not in NOT_CLARIFIED
    return (reveal_journal_text(scene, write_end(read_papers(scene, cases[0]), clarified=clarified)),)
