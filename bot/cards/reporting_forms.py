"""What a coordinator or KE can report from the view of a case: whether there is a plan, and when to look at how it goes."""

from collections.abc import Iterator

from microsoft_teams.cards import ShowCardAction

from bot.cards import build
from bot.cards.scene import Scene
from bot.cards.status import today
from bot.casework.model import Case, FactKind


def offer_reports(scene: Scene, case: Case) -> Iterator[ShowCardAction]:
    """Both forms, once there is a coordinator."""
    if case.assignment:
        yield plan_form(scene, case)
        yield evaluation_form(scene, case)


def plan_form(scene: Scene, case: Case) -> ShowCardAction:
    """Yes, no or not settled, and what was reported last (S0-33, S4-14)."""
    plain, last = scene.words.plain, case.newest_fact(FactKind.PLAN)
    choices = [("yes", plain("Ja")), ("no", plain("Nei")), ("unsettled", plain("Uavklart"))]
    value = next((code for code, answer in PLAN_ANSWERS.items() if answer is last.answer), None) if last else None
    asked = build.choose_one("plan", plain("Individuell plan (IP)?"), choices, error=plain("Velg ett av svarene."), value=value)
    save = build.execute(plain("Lagre"), "report_plan", build.case_id(case), main=True)
    return build.show_card(plain("Individuell plan (IP)"), [asked], save)


PLAN_ANSWERS = {"yes": True, "no": False, "unsettled": None}
"""What each choice of the form means."""


def evaluation_form(scene: Scene, case: Case) -> ShowCardAction:
    """The day that was agreed, which is today or later (S3-27)."""
    plain, last = scene.words.plain, case.newest_fact(FactKind.EVALUATION)
    error, value = plain("Velg en dato fra i dag."), last.day if last and last.day and last.day >= today(scene) else None
    asked = build.date_input("evaluation_on", plain("Når skal dere evaluere?"), error=error, first=today(scene), value=value)
    save = build.execute(plain("Lagre"), "report_evaluation", build.case_id(case), main=True)
    return build.show_card(plain("Evaluering"), [asked], save)
