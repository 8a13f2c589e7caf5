"""What has been reported of a case in days and yes and no: consent, plan, meetings, evaluation (N5)."""

from collections.abc import Iterator
from datetime import date

from bot.cards.scene import Scene
from bot.cards.status import today
from bot.casework.deadlines import WorkCalendar, oslo_date
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
        day = plan.day or oslo_date(plan.reported_at)
        yield say("Individuell plan (IP): {answer}, meldt {day}.", answer=write_answer(scene, plan.answer), day=day)
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
    by = {code: day for day, code in meeting_days(case, rules)}
    for kind in rules.meetings:
        group = next((each for each in reversed(case.facts) if each.kind is FactKind.GROUP and rules.meeting(each.what) is kind), None)
        if group:
            yield tell_group(scene, kind.code, group.day, group.answer)
        held = [fact.day for fact in case.facts if fact.kind is FactKind.MEETING and fact.day and rules.meeting(fact.what) is kind]
        if held:
            yield say("Siste {meeting}: {day}.", meeting=name_meeting(scene, kind.code), day=max(held))
        if kind.code in by:
            yield say("Neste {meeting} innen {day}.", meeting=name_meeting(scene, kind.code), day=by[kind.code])
    ahead = case.newest_fact(FactKind.NEXT_MEETING)
    if ahead and ahead.day and ahead.day >= today(scene):
        yield say("Neste {meeting}: {day}.", meeting=name_meeting(scene, ahead.what), day=ahead.day)


def tell_group(scene: Scene, code: str | None, day: date | None, answer: bool | None) -> Raw:
    """Whether there is a group that meets, and since when."""
    say, meeting = scene.words.say, name_meeting(scene, code)
    if answer is False:
        return say("Ingen fast gruppe for {meeting}.", meeting=meeting)
    if day is None:
        return say("Gruppe for {meeting} er etablert.", meeting=meeting)
    return say("Gruppe for {meeting} er etablert {day}.", meeting=meeting, day=day)


def list_due(scene: Scene, case: Case) -> Iterator[tuple[date, Raw]]:
    """Days of the case that a coordinator should think of: a meeting that is planned or due this month, and an evaluation."""
    say, now = scene.words.say, today(scene)
    meeting, evaluation = case.newest_fact(FactKind.NEXT_MEETING), case.newest_fact(FactKind.EVALUATION)
    if meeting and meeting.day and meeting.day >= now:
        yield meeting.day, say("Neste {meeting}: {day}", meeting=name_meeting(scene, meeting.what), day=meeting.day)
    working = WorkCalendar.of(scene.municipality.deadlines)
    if evaluation and evaluation.day and working.on_or_after(evaluation.day) >= now:
        yield evaluation.day, say("Evaluering: {day}", day=evaluation.day)
    for day, code in meeting_days(case, scene.municipality.follow_up):
        if (day.year, day.month) == (now.year, now.month) and day >= now:
            yield day, say("Neste {meeting} innen {day}", meeting=name_meeting(scene, code), day=day)
