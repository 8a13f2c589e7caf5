"""Bytte of coordinator on any card: the reasons in neutral words, how it stands, and the forms in which it is reported and answered."""

from collections.abc import Iterator, Mapping

from microsoft_teams.cards import CardElement, ShowCardAction

from bot.cards import build
from bot.cards.answering import name_inputs
from bot.cards.roles import name_role
from bot.cards.scene import Scene
from bot.cards.status import name_unit, today
from bot.casework import situation
from bot.casework.deadlines import oslo_date
from bot.casework.model import Assignment, Case, CoordinatorType, Handover, HandoverReason, HandoverState
from bot.texts.change_texts import find_last
from bot.texts.papers import find_successor, name_coordinator
from bot.texts.words import Raw, mark

CHOICES: Mapping[HandoverReason, str] = {
    HandoverReason.ABSENCE: mark("Fravær"),
    HandoverReason.LEAVING: mark("Slutter"),
    HandoverReason.CANNOT_FOLLOW_UP: mark("Kan ikke lenger følge opp"),
    HandoverReason.TRANSITION: mark("Behovet er endret"),
    HandoverReason.OTHER: mark("Annet"),
}
BRIEF: Mapping[HandoverReason, str] = {
    HandoverReason.ABSENCE: mark("fravær"),
    HandoverReason.LEAVING: mark("slutter"),
    HandoverReason.CANNOT_FOLLOW_UP: mark("kan ikke lenger følge opp"),
    HandoverReason.TRANSITION: mark("behovet er endret"),
    HandoverReason.OTHER: mark("annet"),
}
"""The reasons after "Grunn:"; neutral, never sickness (N6)."""


def list_reasons(scene: Scene) -> list[tuple[str, str]]:
    """The reasons to choose from."""
    return [(reason.value, scene.words.plain(title)) for reason, title in CHOICES.items()]


def tell_reason(scene: Scene, reason: HandoverReason) -> Raw:
    """The reason in a line of its own."""
    return scene.words.say("Grunn: {reason}.", reason=scene.words.say(BRIEF[reason]))


def leads(scene: Scene, case: Case) -> bool:
    """Whether the reader answers for the coordinator named last."""
    return situation.leads(scene.reader.id, case.newest_assignment or find_last(case), case, scene.directory)


# ---- how it stands


def tell_handover(scene: Scene, case: Case) -> Iterator[Raw]:
    """A successor on the way, or a handover that waits for one; nothing when there is neither."""
    say, current, handover = scene.words.say, case.assignment, case.handover
    role = name_role(scene.words, case)
    if current and current.ends_on and (new := find_successor(case, current)):
        day = new.starts_on or current.ends_on
        if day > today(scene):
            yield say("{name} tar over {day}.", name=name_coordinator(new, scene.directory), day=day)
        yield from tell_overlap(scene, current, new)
    if handover is None or current is None:
        return
    if handover.wanted_on:
        yield say("{New_role} trengs fra {day}.", day=handover.wanted_on, **role)
    else:
        yield say("{New_role} trengs.", **role)
    if handover.state is HandoverState.KE:
        yield say("{KE} finner en ny.")
    else:
        yield say("{The_leader} i {place} finner en ny.", place=name_unit(scene, current.unit))


def tell_overlap(scene: Scene, old: Assignment, new: Assignment) -> Iterator[Raw]:
    """Until when both are coordinators, where they are."""
    if old.ended_at is None and old.ends_on and old.ends_on > (new.starts_on or oslo_date(new.named_at)):
        names = {"old": name_coordinator(old, scene.directory), "new": name_coordinator(new, scene.directory)}
        yield scene.words.say("{old} og {new} overlapper til {day}.", day=old.ends_on, **names)


def overlap_form(scene: Scene, case: Case) -> ShowCardAction:
    """Another last day for the one who leaves."""
    plain, first = scene.words.plain, today(scene)
    until = case.assignment.ends_on if case.assignment else None
    field = build.date_input("overlap_until", plain("Overlapp til"), error=plain("Velg en dato."), first=first, value=until)
    save = build.execute(plain("Lagre"), "change_overlap", build.case_id(case), main=True)
    return build.show_card(plain("Endre overlapp"), [field], save)


def list_former(scene: Scene, case: Case) -> Iterator[Raw]:
    """Who has been coordinator before, from when to when."""
    for each in case.assignments:
        if each.ended_at:
            blanks = {"name": name_coordinator(each, scene.directory), "place": each.named.service or name_unit(scene, each.unit)}
            yield scene.words.say(
                "{name}, {place}: {first} til {last}", first=oslo_date(each.named_at), last=oslo_date(each.ended_at), **blanks
            )


def find_handed(case: Case, handover: Handover) -> Assignment | None:
    """The coordinator who hands over."""
    return case.find_assignment(handover.assignment)


# ---- the forms


def name_form(scene: Scene, case: Case) -> ShowCardAction:
    """Who takes over, the unit's own people first, and from which day; what is known is filled in."""
    plain, newest, handover = scene.words.plain, case.newest_assignment, case.handover
    assert newest is not None
    wanted = handover.wanted_on if handover and handover.wanted_on and handover.wanted_on > today(scene) else None
    suggested = scene.directory.people.get(scene.data.get("suggested") or (handover.suggested if handover else None) or 0)
    body: list[CardElement] = [
        *name_inputs(scene, case, scene.directory.colleagues(newest.unit), without=newest.named.person, suggested=suggested),
        build.date_input("from_day", plain("Fra hvilken dag? (valgfritt)"), first=today(scene), value=wanted),
    ]
    rules = scene.municipality.handover
    if rules.overlap_days:
        label = scene.words.plain("Overlapp til (valgfritt, ellers {days} dager)", days=rules.overlap_days)
        body.append(build.date_input("overlap_until", label, first=today(scene)))
    if rules.ask_wish:
        body.append(build.toggle("wish_asked", plain("Det er spurt hva {the_user} ønsker")))
    send = build.execute(plain("Lagre navnet"), "name_successor", build.case_id(case), main=True)
    return build.show_card(title_name(scene, case), body, send)


def title_name(scene: Scene, case: Case) -> str:
    """What the form is called; the longer role leaves its name out, so that the button is not cut off."""
    child = case.type is CoordinatorType.CHILD_COORDINATOR
    return scene.words.plain("Navngi en ny") if child else scene.words.plain("Navngi {new_coordinator}")


def report_form(scene: Scene, case: Case) -> ShowCardAction:
    """A leader or KE reports that somebody else must take over, as for one who is ill or gone."""
    plain = scene.words.plain
    body: list[CardElement] = [
        build.choose_one("handover_reason", plain("Grunn"), list_reasons(scene), error=plain("Velg en grunn.")),
        build.date_input("day", plain("Fra hvilken dag? (valgfritt)"), first=today(scene)),
        build.toggle("transfer", plain("Saken skal til {another_unit}")),
    ]
    send = build.execute(plain("Meld fra"), "report_handover", build.case_id(case), main=True)
    return build.show_card(plain("Meld bytte"), body, send)
