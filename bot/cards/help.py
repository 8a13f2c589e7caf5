"""What the bot can do for its reader, in the reader's own role and with sentences that work (cards.md 8.13)."""

from collections.abc import Iterator
from datetime import timedelta

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.scene import Drawn, Group, Scene
from bot.casework.deadlines import oslo_date
from bot.casework.model import Role
from bot.casework.training import course_rules, need_rules

LAST_DIGITS = 3
"""So many digits of a løpenummer are enough to be understood."""


def draw(scene: Scene) -> Drawn:
    """Examples to write, the one thing never to write, and buttons."""
    say = scene.words.say
    body: list[CardElement] = [
        build.heading(say("Dette kan jeg hjelpe med")),
        build.line(say("Skriv som du vil, for eksempel:")),
        *build.lines(say("«{example}»", example=example) for example in (*list_examples(scene), *list_yearly(scene))),
        build.line(say("Skriv aldri navn eller fødselsnummer på {users}. Bruk løpenummeret."), bold=True),
        build.line(say("Skriv «avbryt» når du vil slutte. Spørsmål? Kontakt {contact}."), subtle=True),
        build.actions(*list_buttons(scene), change_language(scene)),
    ]
    return build.finish(scene, body, scene.words.plain("Dette kan jeg hjelpe med"))


def find_role(scene: Scene) -> Role:
    """The role whose help the reader gets: of several the first, and coordinator when there is none."""
    return next((role for role in Role if role in scene.roles), Role.COORDINATOR)


def list_examples(scene: Scene) -> list[str]:
    """Things to write, with numbers and dates that look right here."""
    plain, today = scene.words.plain, oslo_date(scene.now)
    example = scene.municipality.case_number.example
    short = example[-LAST_DIGITS:]
    day = scene.words.day_of_year
    match find_role(scene):
        case Role.KE:
            return [
                plain("ny sak {number} {intake} {day}", number=example, day=day(today - timedelta(days=3))),
                plain("status"),
                plain("over fristen"),
                plain("sak {number}", number=short),
                plain("brevtekst {number}", number=short),
                plain("saker uten plan"),
            ]
        case Role.LEADER:
            return [
                plain("mine forespørsler"),
                plain("nei til {number}, ingen kapasitet", number=short),
                plain("frister"),
                plain("jeg er borte til {day}", day=day(today + timedelta(days=14))),
                plain("{name} tar over {number}", name=name_colleague(scene), number=short),
            ]
        case Role.COORDINATOR:
            return [
                plain("mine saker"),
                plain("møte holdt {day} i {number}", day=day(today - timedelta(days=3)), number=short),
                plain("bytte {number}", number=short),
                plain("avslutt {number}", number=short),
                plain("pause {number} til {month}", number=short, month=scene.words.month(today + timedelta(days=150)).split()[0]),
                *(
                    [plain("jeg trenger vikar til {day} i {number}", day=day(today + timedelta(days=21)), number=short)]
                    if scene.municipality.handover.substitute.offered
                    else []
                ),
                plain("jeg trenger veiledning"),
            ]


def list_yearly(scene: Scene) -> Iterator[str]:
    """What the municipality does by the year and across cases, at most one thing for each role."""
    plain, municipality = scene.words.plain, scene.municipality
    needs, course = need_rules(municipality), course_rules(municipality)
    match find_role(scene):
        case Role.LEADER if needs:
            yield plain("opplæringsbehov: 3 personer, {kind}", kind=needs.kinds[0].pick(scene.words.locale).lower())
        case Role.KE if municipality.gathering:
            yield plain("inviter til {kind}", kind=municipality.gathering.kinds[0].pick(scene.words.locale).lower())
        case Role.KE | Role.COORDINATOR if municipality.annual:
            yield plain("årsrapport")
        case Role.COORDINATOR if course:
            yield plain("jeg har tatt kurset")
        case _:
            return


def name_colleague(scene: Scene) -> str:
    """The first name of somebody who works for the reader, so that the example is one that works."""
    own = (unit for unit in scene.directory.units_led_by(scene.reader.id))
    people = (person for unit in own for person in scene.directory.colleagues(unit.id) if person.id != scene.reader.id)
    return next((person.name.split()[0] for person in people), "Ada")


def list_buttons(scene: Scene) -> list[Action]:
    """The two or three things the reader most often wants."""
    plain = scene.words.plain
    match find_role(scene):
        case Role.KE:
            return [
                build.execute(plain("Ny sak"), "show_form"),
                build.execute(plain("Oversikt"), "choose", "list_cases"),
                build.execute(plain("Frister"), "choose", "show_deadline"),
            ]
        case Role.LEADER:
            return [
                build.execute(plain("Mine forespørsler"), "show_list", Group.WAITING.value),
                build.execute(plain("Frister"), "choose", "show_deadline"),
            ]
        case Role.COORDINATOR:
            return [
                build.execute(plain("Mine saker"), "show_list", Group.MINE.value),
                build.execute(plain("Sjekkliste"), "choose", "checklist"),
            ]


def change_language(scene: Scene) -> Action:
    """The other language, named in the reader's own."""
    if scene.words.locale == "nb":
        return build.execute("Bytt til nynorsk", "set_language", "nn")
    return build.execute("Byt til bokmål", "set_language", "nb")


def draw_small_talk(scene: Scene) -> Drawn:
    """A short answer to a greeting, to thanks and to anger, and what the reader may want next."""
    say, plain = scene.words.say, scene.words.plain
    help_button = build.execute(plain("Hjelp"), "show_help")
    body: list[CardElement]
    match scene.data["talk"]:
        case "thanks":
            body = [build.heading(say("Bare hyggelig."))]
        case "angry" if find_role(scene) is Role.LEADER:
            body = [build.heading(say("Jeg skjønner")), build.line(say("Vil du svare på en forespørsel, eller be om mer tid?"))]
        case "angry":
            body = [build.heading(say("Jeg skjønner")), build.line(say("Er noe galt, kontakt {contact}."))]
        case _:
            body = [build.heading(say("Hei")), build.line(say("Hva kan jeg hjelpe med?"))]
    return build.finish(scene, [*body, build.actions(*list_buttons(scene), help_button)], plain("Svar på meldingen din"))
