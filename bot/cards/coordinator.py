"""The coordinator's card: the welcome, what was reported since, and nothing at all once the name turned out to be wrong (cards.md 8.8)."""

from microsoft_teams.cards import Action, CardElement

from bot.cards import build, handing_on
from bot.cards.handing_over import tell_overlap
from bot.cards.request import draw_nothing
from bot.cards.roles import name_role
from bot.cards.scene import Drawn, Scene
from bot.casework.deadlines import oslo_date
from bot.casework.handing_on import find_former
from bot.casework.model import Assignment, Case, EndReason
from bot.texts.papers import name_coordinator
from bot.texts.words import Raw


def draw(scene: Scene) -> Drawn:
    """The card of the assignment `data["about"]`, as its coordinator sees it now."""
    case = scene.case
    assignment = next((each for each in case.assignments if each.seq == scene.data.get("about")), None) if case else None
    if case is None or assignment is None or assignment.named.person != scene.reader.id:
        return draw_nothing(scene)
    say = scene.words.say
    if assignment.end_reason is EndReason.HANDED_OVER:
        told = say("En ny har tatt over. Du trenger ikke gjøre mer her.")
        return finish(scene, case, say("Du er ikke lenger {role}", **name_role(scene.words, case)), [build.line(told)])
    if assignment.ended_at and assignment.end_reason is not EndReason.CASE_CLOSED:
        return draw_emptied(scene)
    if case.closed_at:
        return finish(scene, case, say("Saken er avsluttet"), [build.line(say("Du trenger ikke gjøre mer."))])
    if assignment.disputed_at:
        told = say("Lederen din og {the_ke} ({KE}) har fått beskjed. Du trenger ikke gjøre mer.")
        return finish(scene, case, say("Du har meldt at dette ikke stemmer"), [build.line(told)])
    return draw_welcome(scene, case, assignment)


def draw_emptied(scene: Scene) -> Drawn:
    """The name was wrong: not even the løpenummer stays."""
    say = scene.words.say
    body = [
        build.heading(say("Denne gjelder ikke deg lenger")),
        build.line(say("Du trenger ikke gjøre noe. Spørsmål? Kontakt {contact}.")),
    ]
    return build.finish(scene, body, summarise(scene), final=True)


def draw_welcome(scene: Scene, case: Case, assignment: Assignment) -> Drawn:
    """What to do first, whom to ask, and what has been reported so far."""
    say, role = scene.words.say, name_role(scene.words, case)
    checklist = handing_on.draw_checklist(scene, case, assignment)
    if assignment.started_at:
        return finish(
            scene,
            case,
            say("Du er {role}", **role),
            [*tell_progress(scene, assignment), *list_buttons(scene, case, assignment), *checklist],
        )
    steps = [
        say("Les håndboken og informasjonsskrivet."),
        say("{The_ke} ({KE}) ringer {the_user} først. Avtal så en oppstartssamtale."),
        *tell_consent_step(scene),
        say("Før journal for det du gjør som {role}.", **role),
    ]
    body = [
        build.line(tell_who_knows(scene, assignment)),
        *tell_former(scene, case, assignment),
        build.line(say("Gjør dette først:"), bold=True),
        *build.lines(steps),
        *tell_progress(scene, assignment),
        build.line(say("Spørsmål? Kontakt {contact}."), subtle=True),
        *list_buttons(scene, case, assignment),
        *checklist,
    ]
    return finish(scene, case, say("Du er oppnevnt som {role}", **role), body)


def tell_consent_step(scene: Scene) -> list[Raw]:
    """What the municipality asks of a consent, and who sets up the plan where it is the coordinator (S0-32, S3-08, S4-24)."""
    say, rules = scene.words.say, scene.municipality.follow_up
    spoken = say("Få samtykke, muntlig eller skriftlig, før du henter eller deler opplysninger.")
    signed = say("Få signert samtykke før du henter eller deler opplysninger.")
    plan = [say("Registrer ny plan i {plan_system}.")] if rules.plan.created_by == "coordinator" else []
    return [spoken if rules.consent.oral_ok else signed, say("Send samtykket til {consent_recipient}."), *plan]


def tell_former(scene: Scene, case: Case, assignment: Assignment) -> list[CardElement]:
    """Who was coordinator before, how to reach them, and from when the reader takes over (cards.md 8.8b)."""
    say, role, former = scene.words.say, name_role(scene.words, case), find_former(case, assignment)
    if former is None:
        return []
    name = name_coordinator(former, scene.directory)
    person = scene.directory.people.get(former.named.person) if former.named.person is not None else None
    told = (
        [say("Tidligere {role}: {name}, {email}.", name=name, email=person.email, **role)]
        if person and person.email
        else [say("Tidligere {role}: {name}.", name=name, **role)]
    )
    if assignment.starts_on and assignment.starts_on > oslo_date(scene.now):
        told.append(say("Du tar over {day}. Til da er {name} {role}.", day=assignment.starts_on, name=name, **role))
    return list(build.lines([*told, *tell_overlap(scene, former, assignment)]))


def tell_who_knows(scene: Scene, assignment: Assignment) -> Raw:
    """Who can say whom the case is about: the leader, but KE where the løpenummer cannot be looked up (process.md §7.17)."""
    if scene.directory.units[assignment.unit].uses_record_system:
        return scene.words.say("Lederen din vet hvem det gjelder. Navn står aldri her.")
    return scene.words.say("{The_ke} ({KE}) forteller deg utenfor Teams hvem det gjelder. Navn står aldri her.")


def tell_progress(scene: Scene, assignment: Assignment) -> list[CardElement]:
    """What the coordinator has told."""
    say, told = scene.words.say, []
    if assignment.started_at:
        told.append(say("Du meldte {day} at du er i gang.", day=oslo_date(assignment.started_at)))
    if assignment.first_talk_on:
        told.append(say("Oppstartssamtalen var {day}.", day=assignment.first_talk_on))
    if assignment.guidance_wanted_at:
        told.append(say("{The_ke} har fått beskjed om at du ønsker veiledning."))
    return list(build.lines(told))


def list_buttons(scene: Scene, case: Case, assignment: Assignment) -> list[CardElement]:
    """What the coordinator can report, and below it what there is to read."""
    plain, id, links = scene.words.plain, build.case_id(case), scene.municipality.links
    report: list[Action] = []
    if assignment.first_talk_on is None:
        report.append(started_form(scene, case, assignment))
    if assignment.guidance_wanted_at is None:
        report.append(build.execute(plain("Jeg ønsker veiledning"), "guidance", id))
    report.append(build.execute(plain("Dette stemmer ikke"), "dispute", id))
    read = build.actions(
        build.open_url(plain("Åpne håndboken"), links.handbook),
        build.open_url(plain("Åpne informasjonsskrivet"), links.letter_about(case.type)),
        build.open_url(plain("Åpne samtykkeskjemaet"), links.consent_form),
        *((build.open_url(plain("Åpne {plan_system}"), links.plan_tool),) if links.plan_tool else ()),
        apart=True,
    )
    return [build.actions(*report), read]


def started_form(scene: Scene, case: Case, assignment: Assignment) -> Action:
    """Under way, with the day of the first conversation if it was held; later only the day is missing."""
    plain = scene.words.plain
    send = build.execute(plain("Meld fra"), "started", build.case_id(case), main=True)
    today = oslo_date(scene.now)
    if assignment.started_at:
        error = plain("Velg en dato som ikke er fram i tid.")
        asked = build.date_input("first_talk_on", plain("Når var oppstartssamtalen?"), error=error, last=today)
        return build.show_card(plain("Oppstartssamtale holdt"), [asked], send)
    asked = build.date_input("first_talk_on", plain("Oppstartssamtale holdt, dato (valgfritt)"), last=today)
    return build.show_card(plain("Jeg er i gang"), [asked], send)


def finish(scene: Scene, case: Case, heading: Raw, body: list[CardElement]) -> Drawn:
    """The heading, the case, and the rest."""
    number = build.line(scene.words.say("Sak {number}", number=case.number))
    return build.finish(scene, [build.heading(heading), number, *body], summarise(scene))


def summarise(scene: Scene) -> str:
    """What a locked phone shows."""
    return scene.words.plain("Du har fått en ny oppgave")
