"""The forms in which a unit answers a request; the request and its reminders carry the same ones, so nobody scrolls back."""

from collections.abc import Iterable
from datetime import timedelta

from microsoft_teams.cards import Action, CardElement, ShowCardAction

from bot.cards import build
from bot.cards.roles import name_role
from bot.cards.scene import Scene
from bot.cards.submission import EMAIL_LENGTH, NAME_LENGTH
from bot.casework.appointing import ke_has_acted
from bot.casework.deadlines import oslo_date
from bot.casework.model import Case, Person, PersonId, Request, UnitId, Wish

PEOPLE_LISTED = 40
"""So many people as ready choices; the rest are found by searching."""


def list_staff(scene: Scene) -> list[Person]:
    """The first, by name, of everybody who works in a unit."""
    people = scene.directory.people
    staff = {person for unit in scene.directory.units.values() if unit.active for person in unit.employees + unit.department_leaders}
    return sorted((people[person] for person in staff if people[person].active), key=lambda person: person.name)[:PEOPLE_LISTED]


def answer_form(scene: Scene, case: Case, request: Request, title: str) -> ShowCardAction:
    """Yes, with a name; `title` is what the button is called where it stands."""
    send = build.execute(scene.words.plain("Send svaret"), "accept", build.request_id(case, request), main=True)
    fields = [*hint(scene), *name_inputs(scene, case, scene.directory.colleagues(request.unit)), *ask_wish(scene)]
    return build.show_card(title, fields, send, main=True)


def hint(scene: Scene) -> list[CardElement]:
    """Whom to choose, where the municipality says something of it."""
    found = scene.municipality.flow.naming_hint
    return [build.line(scene.words.label(found), subtle=True)] if found else []


def ask_wish(scene: Scene) -> list[CardElement]:
    """Whether the user's wish was weighed; never what it was (S2-03)."""
    plain = scene.words.plain
    if not scene.municipality.flow.ask_wish:
        return []
    choices = [(Wish.WEIGHED.value, plain("Ja")), (Wish.NOT_WEIGHED.value, plain("Nei")), (Wish.UNKNOWN.value, plain("Ikke kjent"))]
    return [build.choose_one("wish", plain("Er ønsket til {the_user} vurdert?"), choices, error=plain("Velg ja, nei eller ikke kjent."))]


def replace_form(scene: Scene, case: Case, unit: UnitId) -> ShowCardAction:
    """Another name in place of one that was wrong."""
    send = build.execute(scene.words.plain("Lagre navnet"), "replace", build.case_id(case), main=True)
    return build.show_card(scene.words.plain("Rett navnet"), name_inputs(scene, case, scene.directory.colleagues(unit)), send)


def uphold_name(scene: Scene, case: Case) -> Action:
    """The name that was said to be wrong stands all the same."""
    return build.execute(scene.words.plain("La navnet stå"), "uphold", build.case_id(case))


def name_inputs(
    scene: Scene, case: Case, people: Iterable[Person], *, without: PersonId | None = None, suggested: Person | None = None
) -> list[CardElement]:
    """Who it is, and the three ticks. Some people are listed; others are found by search, by address, or by name and service."""
    plain, role = scene.words.plain, name_role(scene.words, case)
    people = [person for person in people if person.id != without]
    return [
        build.choose_person("person", plain("Hvem blir {role}?", **role), people, suggested),
        build.text_input("email", plain("Eller skriv e-postadressen (valgfritt)"), max_length=EMAIL_LENGTH),
        build.text_input("external_name", plain("Uten Teams: navn (valgfritt)"), max_length=NAME_LENGTH),
        build.text_input("external_service", plain("Uten Teams: tjeneste (valgfritt)"), max_length=NAME_LENGTH),
        build.choose_one(
            "permanent",
            plain("Er personen fast ansatt i kommunen?"),
            [("yes", plain("Ja")), ("no", plain("Nei"))],
            error=plain("Svar ja eller nei."),
        ),
        build.toggle("informed", plain("Jeg har informert {the_role}", **role)),
        build.toggle("access", plain("Jeg har bestilt tilganger")),
    ]


def decline_form(scene: Scene, case: Case, request: Request) -> ShowCardAction:
    """No, with a reason from the municipality's own list."""
    plain = scene.words.plain
    reasons = [(reason.code, scene.words.label(reason)) for reason in scene.municipality.decline_reasons]
    body = [build.choose_one("reason", plain("Hvorfor kan dere ikke?"), reasons, error=plain("Velg en grunn."))]
    send = build.execute(plain("Send svaret"), "decline", build.request_id(case, request), main=True)
    return build.show_card(plain("Nei, vi kan ikke"), body, send)


def more_time_form(scene: Scene, case: Case, request: Request) -> ShowCardAction:
    """More time until a date; the deadline stands until KE has answered."""
    say, plain = scene.words.say, scene.words.plain
    today = oslo_date(scene.now)
    first = max(request.deadline or today, today) + timedelta(days=1)
    body = [
        build.date_input("until", plain("Når kan dere svare?"), error=plain("Velg en dato etter fristen."), first=first),
        build.line(say("{KE} avgjør. Fristen gjelder til du får svar."), subtle=True),
    ]
    send = build.execute(plain("Send til {KE}"), "more_time", build.request_id(case, request), main=True)
    return build.show_card(plain("Be om mer tid"), body, send)


def pass_on_form(scene: Scene, case: Case, request: Request) -> ShowCardAction:
    """Someone else in the unit gets the request too."""
    say, plain = scene.words.say, scene.words.plain
    body = [
        build.choose_person("to", plain("Hvem skal svare?"), list_others(scene, request)),
        build.text_input("to_email", plain("Eller skriv e-postadressen (valgfritt)"), max_length=EMAIL_LENGTH),
        build.line(say("Fristen er den samme. Du kan fortsatt svare selv."), subtle=True),
    ]
    send = build.execute(plain("Send videre"), "pass_on", build.request_id(case, request), main=True)
    return build.show_card(plain("Feil mottaker"), body, send)


def list_others(scene: Scene, request: Request) -> list[Person]:
    """Those in the unit who could answer and have not got the request: leaders and stand-ins first, then department leaders."""
    unit = scene.directory.units[request.unit]
    ids = dict.fromkeys(unit.leaders + unit.stand_ins + unit.department_leaders)
    people = (scene.directory.people[person] for person in ids if person not in (*request.recipients, scene.reader.id))
    return [person for person in people if person.active]


def ring_me(scene: Scene, case: Case, request: Request) -> list[Action]:
    """Asks KE to call; not offered twice a day."""
    if request.call_wanted_at and oslo_date(request.call_wanted_at) == oslo_date(scene.now):
        return []
    return [build.execute(scene.words.plain("Ring meg"), "call_me", build.request_id(case, request))]


def take_back(scene: Scene, case: Case, request: Request) -> list[Action]:
    """Opens the answer again, as long as KE has not built on it."""
    if ke_has_acted(case, request):
        return []
    return [build.execute(scene.words.plain("Endre svaret"), "take_back", build.request_id(case, request))]
