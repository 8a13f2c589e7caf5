"""Whether coordinators have taken the course: one's own card, and a list for KE and the own leader (S1-13, S2-02)."""

from collections.abc import Iterator
from datetime import date

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.groups import draw_numbered
from bot.cards.refusals import NOT_HERE
from bot.cards.scene import Drawn, Scene
from bot.cards.status import name_person, today
from bot.casework.model import PersonId
from bot.casework.training import Course, course_rules
from bot.texts.words import Raw

MOST_ROWS = 12


def draw(scene: Scene) -> Drawn:
    """One person's course, or everybody's that the reader may see."""
    words, rules = scene.words, course_rules(scene.municipality)
    if rules is None or not scene.courses:
        heading, told = words.say("Opplæring"), words.say("Ingen {coordinators} å vise.") if rules else words.say(NOT_HERE)
        return build.finish(scene, [build.heading(heading), build.line(told)], words.plain("Opplæring"))
    if scene.data.get("list"):
        return draw_list(scene, words.label(rules.name))
    person, course = next(iter(scene.courses.items()))
    return draw_one(scene, person, course, words.label(rules.name))


def draw_one(scene: Scene, person: PersonId, course: Course | None, name: Raw) -> Drawn:
    """Asked of the coordinator, or how it stands; KE may note it for somebody else."""
    say, own = scene.words.say, person == scene.reader.id
    done = course.done_on if course else None
    body: list[CardElement] = [build.heading(say("Opplæring"))]
    if own and done is None:
        body.append(build.line(say("Har du tatt {course}?", course=name)))
    elif own:
        body.append(build.line(say("Du tok {course} {day}.", course=name, day=done)))
    else:
        body.append(build.line(say("{told}.", told=tell(scene, person, course))))
    if scene.data.get("asked") and done is None:
        body.append(build.line(say("Er du ikke ferdig, kontakt {contact}. Du får ingen flere påminnelser om dette.")))
    if buttons := list(offer(scene, person, course)):
        body.append(build.actions(*buttons))
    return build.finish(scene, body, scene.words.plain("Opplæring"))


def offer(scene: Scene, person: PersonId, course: Course | None) -> Iterator[Action]:
    """Note the day, or take it back; only the person and KE."""
    plain = scene.words.plain
    if not (scene.reader.is_ke or person == scene.reader.id):
        return
    if course and course.done_on:
        yield build.execute(plain("Det er feil"), "forget_course", str(person))
        return
    day = date.fromisoformat(scene.data["day"]) if "day" in scene.data else None
    field = build.date_input("course_on", plain("Dato"), error=plain("Velg en dato som ikke er fram i tid."), last=today(scene), value=day)
    save = build.execute(plain("Lagre"), "note_course", str(person), main=True)
    title = plain("Ja, jeg har tatt kurset") if person == scene.reader.id else plain("Er tatt")
    yield build.show_card(title, [field], save, main=True)


def tell(scene: Scene, person: PersonId, course: Course | None) -> Raw:
    """'Ada: tatt mandag 3. mai', or that it is not noted."""
    name = name_person(scene, person)
    if course and course.done_on:
        return scene.words.say("{name}: tatt {day}", name=name, day=course.done_on)
    return scene.words.say("{name}: ikke meldt", name=name)


def draw_list(scene: Scene, name: Raw) -> Drawn:
    """Counts, and each coordinator by name; those who have not taken it first, for that is what the list is for."""
    say = scene.words.say
    done = [person for person, course in scene.courses.items() if course and course.done_on]
    waiting = [person for person in scene.courses if person not in done]
    told = say("{done} av {n} har tatt {course}.", done=len(done), n=len(scene.courses), course=name)
    body: list[CardElement] = [build.heading(say("Opplæring")), build.line(told, bold=True)]
    shown = [(tell(scene, person, scene.courses[person]), "show_course", str(person)) for person in [*waiting, *done][:MOST_ROWS]]
    body += draw_numbered(scene, shown) if scene.reader.is_ke else build.lines(told for told, _, _ in shown)
    if len(scene.courses) > MOST_ROWS:
        body.append(build.line(say("og {n} til", n=len(scene.courses) - MOST_ROWS), subtle=True))
    return build.finish(scene, body, scene.words.plain("Opplæring"), full=True)
