"""A pause on any card: the months to choose from, the form, and the card that asks whether to take the case up again (cards.md 8.10)."""

from datetime import date

from microsoft_teams.cards import Action, CardElement, ShowCardAction

from bot.cards import build
from bot.cards.request import draw_nothing
from bot.cards.scene import Drawn, Scene
from bot.cards.status import today
from bot.casework.deadlines import oslo_date
from bot.casework.model import Case
from bot.texts.words import Raw

MONTHS = 12


def list_months(scene: Scene) -> list[tuple[str, str]]:
    """The next twelve months, as 2027-08 and in words."""
    day, found = today(scene).replace(day=1), list[tuple[str, str]]()
    for ahead in range(1, MONTHS + 1):
        year, month = divmod(day.month - 1 + ahead, 12)
        first = date(day.year + year, month + 1, 1)
        found.append((f"{first:%Y-%m}", scene.words.month(first)))
    return found


def pause_form(scene: Scene, case: Case, title: str) -> ShowCardAction:
    """Until which month."""
    plain = scene.words.plain
    error = plain("Velg en måned.")
    field = build.choose_listed("month", plain("Når skal dere se på saken igjen?"), list_months(scene), error=error)
    send = build.execute(plain("Lagre"), "pause", build.case_id(case), main=True)
    return build.show_card(title, [field], send)


def resume_button(scene: Scene, case: Case) -> Action:
    """Takes the case up again."""
    return build.execute(scene.words.plain("Ta opp igjen"), "resume", build.case_id(case), main=True)


def tell_pause(scene: Scene, case: Case) -> list[Raw]:
    """Until which month the case is paused, if it is."""
    return [scene.words.say("På pause til {month}.", month=scene.words.month(case.pause.until))] if case.pause else []


def look_form(scene: Scene, case: Case) -> ShowCardAction:
    """KE chooses a month in which the case is looked at again, or none."""
    say, plain, id = scene.words.say, scene.words.plain, build.case_id(case)
    value = f"{case.look_on:%Y-%m}" if case.look_on else None
    error = plain("Velg en måned.")
    field = build.choose_listed("look_month", plain("Når skal jeg minne dere om saken?"), list_months(scene), error=error, value=value)
    hint = build.line(say("Velg aldri måneden noen fyller 18 år. Grunnen blir ikke lagret."), subtle=True)
    save = build.execute(plain("Lagre"), "look_again", id, main=True)
    forget = (build.execute(plain("Fjern måneden"), "forget_look", id),) if case.look_on else ()
    return build.show_card(plain("Se på saken igjen"), [field, hint], save, *forget)


def tell_look(scene: Scene, case: Case) -> list[Raw]:
    """In which month the case is looked at again, if that is set."""
    return [scene.words.say("Se på saken igjen: {month}.", month=scene.words.month(case.look_on))] if case.look_on else []


def draw_look_again(scene: Scene) -> Drawn:
    """The month of a pause has come: take the case up again, pause it longer, or end it."""
    case, say, plain = scene.case, scene.words.say, scene.words.plain
    if case is None or not (scene.reader.is_ke or case.acting(scene.reader.id, today(scene))):
        return draw_nothing(scene)
    if case.closed_at:
        return finish(scene, case, say("Saken er avsluttet"), [build.line(say("Du trenger ikke gjøre noe."))])
    if case.pause is None:
        told = say("Saken er ikke lenger på pause. {KE} har fått beskjed.")
        return finish(scene, case, say("Tatt opp igjen"), [build.line(told)])
    if case.pause.until > today(scene):
        moved = [*build.lines(tell_pause(scene, case)), build.actions(resume_button(scene, case))]
        return finish(scene, case, say("Pausen er forlenget"), moved)
    since = say("Saken har vært på pause siden {day}.", day=oslo_date(case.pause.since))
    asked = say("Skal saken tas opp igjen?")
    close = build.execute(plain("Avslutt saken"), "choose", f"close:{case.id}")
    buttons = build.actions(resume_button(scene, case), pause_form(scene, case, plain("Forleng pausen")), close)
    return finish(scene, case, say("Se på saken igjen"), [build.line(since), build.line(asked, bold=True), buttons])


def finish(scene: Scene, case: Case, heading: Raw, body: list[CardElement]) -> Drawn:
    """The heading, the case, and the rest."""
    number = build.line(scene.words.say("Sak {number}", number=case.number))
    return build.finish(scene, [build.heading(heading), number, *body], scene.words.plain("Du har fått en ny oppgave"))
