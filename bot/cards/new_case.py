"""KE's form for a new case: løpenummer, decision date, what is needed, and who may fit (cards.md 8.6)."""

from datetime import date

from microsoft_teams.cards import CardElement, ExecuteAction, ToggleInput

from bot.cards import build
from bot.cards.answering import list_staff
from bot.cards.scene import Drawn, Scene, read_day
from bot.cards.status import today
from bot.casework.model import CoordinatorType
from bot.casework.outcome import Why


def draw_form(scene: Scene) -> Drawn:
    """The form, filled in as far as `scene.data` knows: number, decided_on (ISO), type, suggested (person id), ask_old."""
    plain, data = scene.words.plain, scene.data
    known = read_day(data.get("decided_on"))
    number = scene.municipality.case_number
    body: list[CardElement] = [
        build.heading(scene.words.say("Ny sak")),
        build.text_input(
            "number",
            plain("Løpenummer"),
            max_length=number.max_length,
            error=plain("Skriv løpenummeret slik: {example}.", example=number.example),
            value=str(data.get("number") or ""),
        ),
        build.date_input(
            "decided_on", plain("{Intake_date}"), error=plain("Velg en dato som ikke er fram i tid."), last=today(scene), value=known
        ),
        *ask_about_old(scene, known),
        build.choose_one("type", plain("Type"), list_types(scene), error=plain("Velg type."), value=read_type(data.get("type"))),
        *choose_category(scene),
        choose_suggested(scene),
        build.line(scene.words.say("Skriv aldri navn, fødselsdato eller fødselsnummer her."), subtle=True),
        build.actions(build.execute(plain("Velg {unit}"), "open_case", main=True), *open_taken(scene)),
    ]
    return build.finish(scene, body, plain("Svar på meldingen din"))


def read_type(written: object) -> CoordinatorType:
    """The type as data carries it; koordinator when nothing is said."""
    return CoordinatorType.CHILD_COORDINATOR if written == CoordinatorType.CHILD_COORDINATOR else CoordinatorType.COORDINATOR


def list_types(scene: Scene) -> list[tuple[str, str]]:
    """The two kinds of coordinator, in the municipality's words."""
    plain = scene.words.plain
    return [
        (CoordinatorType.COORDINATOR.value, plain("{Coordinator}")),
        (CoordinatorType.CHILD_COORDINATOR.value, plain("{Child_coordinator}")),
    ]


def ask_about_old(scene: Scene, decided_on: date | None) -> tuple[CardElement, ...]:
    """Asked only when the decision is old enough to be a slip of the pen."""
    if not scene.data.get("ask_old") or decided_on is None:
        return ()
    return (ask_whether_right(scene, str(decided_on.year)),)


def ask_whether_right(scene: Scene, year: str) -> ToggleInput:
    """Whether a decision is as old as it looks; may stay open, as another date can be chosen instead."""
    return ToggleInput(
        id="old_is_right",
        label=scene.words.plain("{The_intake} er fra {year}. Stemmer det?", year=year),
        title=scene.words.plain("Ja, datoen er riktig"),
        value="false",
        value_on="true",
        value_off="false",
        wrap=True,
    )


def choose_category(scene: Scene) -> tuple[CardElement, ...]:
    """The categories of the routing list, for ranking units; not stored. Nothing when no unit has one."""
    listed = {category for unit in scene.directory.units.values() if unit.active for category in unit.categories}
    found = sorted(category for category in listed if category.casefold() not in set(CoordinatorType))
    label = scene.words.plain("Kategori (valgfritt)")
    return (build.choose_listed("category", label, [(category, category) for category in found]),) if found else ()


def choose_suggested(scene: Scene) -> CardElement:
    """The coordinator the case officer has suggested, if any."""
    value = scene.directory.people.get(scene.data.get("suggested") or 0)
    return build.choose_person("suggested", scene.words.plain("Forslag til {coordinator} (valgfritt)"), list_staff(scene), value)


def open_taken(scene: Scene) -> tuple[ExecuteAction, ...]:
    """When the løpenummer has an open case: a button to that case."""
    refusal = scene.notice
    if refusal is None or refusal.why is not Why.NUMBER_TAKEN or "case" not in refusal.words:
        return ()
    title = scene.words.plain("Åpne {number}", number=refusal.words["number"])
    return (build.execute(title, "show_case", str(refusal.words["case"])),)
