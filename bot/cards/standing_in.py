"""Vikar on any card: to the leader or KE who finds one, to the vikar, and to the coordinator who comes back (S2-10)."""

from collections.abc import Iterator

from microsoft_teams.cards import Action, CardElement, ShowCardAction

from bot.cards import build
from bot.cards.handing_over import leads
from bot.cards.request import draw_nothing
from bot.cards.roles import name_role
from bot.cards.scene import Drawn, Scene, read_day
from bot.cards.status import name_person, today
from bot.cards.submission import EMAIL_LENGTH
from bot.casework.model import Assignment, Case, Substitute
from bot.texts.papers import name_coordinator
from bot.texts.words import Raw


def draw(scene: Scene) -> Drawn:
    """The substitute `data["about"]` as the reader may see it now; without one, the form in which one is named."""
    case = scene.case
    if case is None:
        return draw_nothing(scene)
    substitute = next((each for each in case.substitutes if each.seq == scene.data.get("about")), None)
    assignment = case.find_assignment(substitute.assignment) if substitute else case.assignment
    finds = leads(scene, case) or scene.reader.is_ke
    if substitute and scene.reader.id == substitute.person:
        return draw_for_substitute(scene, case, substitute, assignment)
    if assignment is None or not (finds or assignment.named.person == scene.reader.id):
        return draw_nothing(scene)
    if case.closed_at:
        return finish(scene, case, scene.words.say("Saken er avsluttet"), [scene.words.say("Du trenger ikke gjøre noe.")])
    if not finds:
        return draw_for_coordinator(scene, case, substitute)
    if substitute is None or (substitute.open and substitute.person is None):
        return draw_wanted(scene, case, assignment, substitute)
    return draw_named(scene, case, substitute, assignment)


# ---- to each reader


def draw_for_substitute(scene: Scene, case: Case, substitute: Substitute, assignment: Assignment | None) -> Drawn:
    """For whom, from which day to which, whom to talk to, and what happens after the last day."""
    say, role = scene.words.say, name_role(scene.words, case)
    name = name_coordinator(assignment, scene.directory) if assignment else ""
    if case.closed_at or not substitute.open:
        told = say("Du er {role} nå.", **role) if case.assignment_of(scene.reader.id) else say("Du trenger ikke gjøre mer i denne saken.")
        return finish(scene, case, say("Du er ikke lenger vikar"), [told])
    person = scene.directory.people.get(assignment.named.person or 0) if assignment else None
    contact = [say("Kontakt: {email}", email=person.email)] if person and person.email else []
    after = (
        say("{name} er tilbake etter det.", name=name)
        if substitute.returns_at
        else say("Du er vikar til vi vet hva som skjer etter siste dag.")
    )
    lines = [
        say("Du er vikar for {name}, som er {role}.", name=name, **role),
        tell_period(scene, substitute),
        *contact,
        say("Snakk med {name} om hva som skal gjøres.", name=name),
        after,
    ]
    return finish(scene, case, say("Du er vikar"), lines, open_button(scene, case))


def draw_for_coordinator(scene: Scene, case: Case, substitute: Substitute | None) -> Drawn:
    """Who acts, until when, and the way back before the time."""
    say, role = scene.words.say, name_role(scene.words, case)
    if substitute is None or not substitute.open:
        told = say("Du er {role} som før.", **role) if case.assignment_of(scene.reader.id) else say("Du trenger ikke gjøre noe.")
        return finish(scene, case, say("Ingen vikar nå"), [told])
    back = build.execute(scene.words.plain("Jeg er tilbake"), "end_substitute", build.case_id(case))
    lines = [*tell_substitute(scene, case), say("Du er fortsatt {role}.", **role)]
    return finish(scene, case, say("Vikar i saken din"), lines, back)


def draw_wanted(scene: Scene, case: Case, assignment: Assignment, wanted: Substitute | None) -> Drawn:
    """To whoever finds one: from when to when, whom the coordinator suggests, and the form."""
    say, plain = scene.words.say, scene.words.plain
    name = name_coordinator(assignment, scene.directory)
    if wanted is None:
        lines = [say("{name} er fortsatt {role}.", name=name, **name_role(scene.words, case))]
        return finish(scene, case, say("Sett inn vikar"), lines, name_form(scene, case, assignment, None))
    lines = [say("{name} trenger vikar.", name=name), tell_period(scene, wanted)]
    if left := scene.data.get("left"):
        lines.insert(0, say("{name} var vikar, men står ikke lenger som ansatt.", name=name_person(scene, left)))
    if wanted.suggested is not None:
        lines.append(say("{name} er foreslått.", name=name_person(scene, wanted.suggested)))
    none = build.execute(plain("Trengs ikke"), "end_substitute", build.case_id(case))
    return finish(scene, case, say("Vikar trengs"), lines, name_form(scene, case, assignment, wanted), none)


def draw_named(scene: Scene, case: Case, substitute: Substitute, assignment: Assignment) -> Drawn:
    """To whoever found one: who acts until when, and what shall happen after that."""
    say, role = scene.words.say, name_role(scene.words, case)
    if not substitute.open:
        who = case.assignment
        told = say("{name} er {role}.", name=name_coordinator(who, scene.directory), **role) if who else say("Du trenger ikke gjøre noe.")
        return finish(scene, case, say("Ingen vikar nå"), [told])
    name = name_coordinator(assignment, scene.directory)
    lines = list(tell_substitute(scene, case))
    if substitute.returns_at:
        lines.append(say("{name} er tilbake etter det.", name=name))
    else:
        lines += [say("Hva skjer etter siste dag?"), say("Vikaren blir til du har svart.")]
    return finish(scene, case, say("Vikar"), lines, *list_answers(scene, case, substitute))


def list_answers(scene: Scene, case: Case, substitute: Substitute) -> Iterator[Action]:
    """Back as planned, longer, for good, or no longer."""
    plain, id = scene.words.plain, build.case_id(case)
    if substitute.returns_at is None:
        yield build.execute(plain("Tilbake som planlagt"), "confirm_return", id, main=True)
    last = build.date_input("last_day", plain("Ny siste dag"), error=plain("Velg en dato."), first=today(scene), value=None)
    yield build.show_card(plain("Endre siste dag"), [last], build.execute(plain("Lagre"), "extend_substitute", id, main=True))
    if case.handover is None and (scene.reader.is_ke or scene.municipality.handover.decider == "leader"):
        yield build.execute(plain("Gjør til {coordinator}"), "keep_substitute", id)
    yield build.execute(plain("Avslutt vikariatet i dag"), "end_substitute", id)


# ---- pieces


def tell_period(scene: Scene, substitute: Substitute) -> Raw:
    """From which day to which."""
    return scene.words.say("Fra {first} til {last}.", first=substitute.first_day, last=substitute.last_day)


def tell_substitute(scene: Scene, case: Case) -> Iterator[Raw]:
    """Who acts for the coordinator, or that somebody is wanted; nothing when there is neither."""
    say, substitute = scene.words.say, case.substitute
    if substitute is None:
        return
    blanks = {"first": substitute.first_day, "last": substitute.last_day}
    if substitute.person is None:
        yield say("Vikar trengs fra {first} til {last}.", **blanks)
        return
    name = name_person(scene, substitute.person)
    if substitute.last_day < today(scene):
        yield say("{name} er vikar. Perioden gikk ut {last}, og ingen har svart på hva som skjer nå.", name=name, **blanks)
    elif substitute.first_day > today(scene):
        yield say("{name} blir vikar fra {first} til {last}.", name=name, **blanks)
    else:
        yield say("{name} er vikar til {last}.", name=name, **blanks)


def name_form(scene: Scene, case: Case, assignment: Assignment, wanted: Substitute | None) -> ShowCardAction:
    """Who is vikar and from which day to which, with what is known filled in."""
    plain, data = scene.words.plain, scene.data
    known = scene.directory.people.get(data.get("suggested") or (wanted.suggested if wanted else None) or 0)
    first = read_day(data.get("first")) or (wanted.first_day if wanted else None)
    last = read_day(data.get("last")) or (wanted.last_day if wanted else None)
    people = [person for person in scene.directory.colleagues(assignment.unit) if person.id != assignment.named.person]
    body: list[CardElement] = [
        build.choose_person("substitute", plain("Hvem blir vikar?"), people, known),
        build.text_input("substitute_email", plain("Eller skriv e-postadressen (valgfritt)"), max_length=EMAIL_LENGTH),
        build.date_input("first_day", plain("Fra og med"), error=plain("Velg en dato."), value=first),
        build.date_input("last_day", plain("Til og med"), error=plain("Velg en dato."), first=today(scene), value=last),
        build.line(scene.words.say("Snakk med vikaren først. Vikaren får beskjed når du lagrer."), subtle=True),
    ]
    send = build.execute(plain("Lagre vikaren"), "name_substitute", build.case_id(case), main=True)
    return build.show_card(plain("Navngi vikar"), body, send, main=True)


def open_button(scene: Scene, case: Case) -> Action:
    """Shows the case."""
    return build.execute(scene.words.plain("Åpne {number}", number=case.number), "show_case", build.case_id(case))


def substitute_button(scene: Scene, case: Case) -> Iterator[Action]:
    """The way to the card about a vikar, where the municipality has them and somebody is coordinator."""
    if case.assignment and not case.closed_at and (case.substitute or scene.municipality.handover.substitute.offered):
        yield build.execute(scene.words.plain("Vikar"), "show_substitute", build.case_id(case))


def finish(scene: Scene, case: Case, heading: Raw, lines: list[Raw], *buttons: Action) -> Drawn:
    """The heading, the case, and the rest."""
    body: list[CardElement] = [
        build.heading(heading),
        build.line(scene.words.say("Sak {number}", number=case.number)),
        *(build.line(each) for each in lines),
        *((build.actions(*buttons),) if buttons else ()),
    ]
    return build.finish(scene, body, scene.words.plain("Nytt i en sak"))
