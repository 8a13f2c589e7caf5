"""What has been reported of a case in days and yes and no: consent, plan, meetings, evaluation (N5)."""

from collections.abc import Iterator
from datetime import date

from bot.cards.scene import Scene
from bot.cards.status import today
from bot.casework.following_up import meeting_days
from bot.casework.model import Case, FactKind
from bot.texts.words import Raw


def name_meeting(scene: Scene, code: str | None) -> str:
    """The municipality's word for a sort of meeting."""
    return scene.municipality.follow_up.meeting(code).term.noun(scene.words.locale).singular


def tell_reported(scene: Scene, case: Case) -> Iterator[Raw]:
    """Consent and plan, the newest meeting of each sort, and what is planned."""
    say = scene.words.say
    yield from tell_consent(scene, case)
    plan = case.newest_fact(FactKind.PLAN)
    if plan:
        yield say("Individuell plan (IP): {answer}.", answer=write_answer(scene, plan.answer))
    yield from tell_meetings(scene, case)
    evaluation = case.newest_fact(FactKind.EVALUATION)
    if evaluation and evaluation.day:
        yield say("Evaluering: {day}.", day=evaluation.day)


def write_answer(scene: Scene, answer: bool | None) -> Raw:
    """Yes, no, or not settled."""
    say = scene.words.say
    return say("uavklart") if answer is None else say("ja") if answer else say("nei")


def tell_consent(scene: Scene, case: Case) -> Iterator[Raw]:
    """Whether consent was given, and whether it was sent where it belongs."""
    say, given, sent = scene.words.say, case.newest_fact(FactKind.CONSENT), case.newest_fact(FactKind.CONSENT_SENT)
    if given and given.answer is False:
        yield say("Samtykke mangler.")
    elif given and given.day:
        yield say("Samtykke på plass {day}.", day=given.day)
    if sent and sent.day:
        yield say("Samtykket er sendt til {consent_recipient} {day}.", day=sent.day)


def tell_meetings(scene: Scene, case: Case) -> Iterator[Raw]:
    """The newest of each sort, by when the next must be held, and the one that is planned."""
    say, rules = scene.words.say, scene.municipality.follow_up
    by = {code: day for day, _, code in meeting_days(case, rules)}
    for kind in rules.meetings:
        held = [fact.day for fact in case.facts if fact.kind is FactKind.MEETING and fact.day and rules.meeting(fact.what) is kind]
        if held:
            told = say("Siste {meeting}: {day}.", meeting=name_meeting(scene, kind.code), day=max(held))
            yield say("{told} Neste innen {by}.", told=told, by=by[kind.code]) if kind.code in by else told
    ahead = case.newest_fact(FactKind.NEXT_MEETING)
    if ahead and ahead.day and ahead.day >= today(scene):
        yield say("Neste {meeting}: {day}.", meeting=name_meeting(scene, ahead.what), day=ahead.day)


def list_due(scene: Scene, case: Case) -> Iterator[tuple[date, Raw]]:
    """Days of the case that a coordinator should think of: meetings planned or due, and an evaluation."""
    say, now = scene.words.say, today(scene)
    meeting, evaluation = case.newest_fact(FactKind.NEXT_MEETING), case.newest_fact(FactKind.EVALUATION)
    if meeting and meeting.day and meeting.day >= now:
        yield meeting.day, say("Neste {meeting}: {day}", meeting=name_meeting(scene, meeting.what), day=meeting.day)
    if evaluation and evaluation.day and evaluation.day >= now:
        yield evaluation.day, say("Evaluering: {day}", day=evaluation.day)
    for day, _, code in meeting_days(case, scene.municipality.follow_up):
        yield day, say("Tid for nytt {meeting} innen {day}", meeting=name_meeting(scene, code), day=day)
