"""The leader's card when a new coordinator is needed, and its receipt once somebody is named or KE has it (cards.md 8.9)."""

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.handing_over import find_handed, leads, name_form, tell_reason
from bot.cards.receipt import tick_buttons, write_remaining
from bot.cards.request import draw_no_longer, draw_nothing
from bot.cards.roles import name_role
from bot.cards.scene import Drawn, Scene
from bot.cards.status import name_person
from bot.casework.leaving import has_left
from bot.casework.model import Assignment, Case, Handover, HandoverState
from bot.texts.papers import find_successor, name_coordinator
from bot.texts.words import Raw


def draw(scene: Scene) -> Drawn:
    """The handover `data["about"]` as it is now; whoever does not answer for the unit finds nothing."""
    case = scene.case
    handover = next((each for each in case.handovers if each.seq == scene.data.get("about")), None) if case else None
    old = find_handed(case, handover) if case and handover else None
    if case is None or handover is None or old is None:
        return draw_nothing(scene)
    if not (leads(scene, case) or scene.reader.is_ke):
        return draw_no_longer(scene, old)
    say = scene.words.say
    if case.closed_at:
        return finish(scene, case, say("Ikke lenger aktuelt"), [say("Saken er avsluttet. Du trenger ikke gjøre noe.")])
    match handover.state:
        case HandoverState.SUCCEEDED:
            return draw_succeeded(scene, case, handover, old)
        case HandoverState.RETRACTED:
            name = name_coordinator(old, scene.directory)
            told = say("{name} fortsetter som {role}. Du trenger ikke gjøre noe.", name=name, **name_role(scene.words, case))
            return finish(scene, case, say("Ikke lenger aktuelt"), [told])
        case HandoverState.KE:
            return draw_passed(scene, case, handover, old)
        case HandoverState.LEADER:
            return draw_live(scene, case, handover, old)


def draw_live(scene: Scene, case: Case, handover: Handover, old: Assignment) -> Drawn:
    """Who needs relief, from when, why in neutral words, and the answers; to another unit it goes by way of KE."""
    say, plain, role = scene.words.say, scene.words.plain, name_role(scene.words, case)
    if handover.transfer:
        heading = say("Saken skal til {another_unit}")
        lines = [*tell_wanted(scene, handover), say("{KE} spør {another_unit}.")]
        pass_on = build.execute(plain("Meld til {KE}"), "has_none", build.case_id(case), main=True)
        buttons: tuple[Action, ...] = (pass_on, name_form(scene, case))
    else:
        heading = say("{New_role} trengs", **role)
        why = [] if has_left(old, scene.directory) else [tell_reason(scene, handover.reason)]
        lines = [*tell_who(scene, handover, old), *why, *tell_suggested(scene, handover)]
        none = build.execute(plain("Vi har ingen"), "has_none", build.case_id(case))
        buttons = (name_form(scene, case), none)
    lines += tell_meanwhile(scene, case, old)
    if handover.ke_told_on:
        lines.append(say("{KE} har fått beskjed. Du kan fortsatt svare."))
    return finish(scene, case, heading, lines, *buttons)


def tell_who(scene: Scene, handover: Handover, old: Assignment) -> list[Raw]:
    """Who cannot go on, and from when; or that they have left."""
    say, name = scene.words.say, name_coordinator(old, scene.directory)
    if has_left(old, scene.directory):
        return [say("{name} står ikke lenger som ansatt.", name=name)]
    if handover.wanted_on:
        told = say("{name} kan ikke følge opp saken fra {day}.", name=name, day=handover.wanted_on)
    else:
        told = say("{name} kan ikke følge opp saken lenger.", name=name)
    return [told]


def tell_meanwhile(scene: Scene, case: Case, old: Assignment) -> list[Raw]:
    """Who is responsible until somebody else is in place; nothing of one who is not here to be."""
    if has_left(old, scene.directory):
        return []
    name = name_coordinator(old, scene.directory)
    return [scene.words.say("{name} er {role} til noen andre er på plass.", name=name, **name_role(scene.words, case))]


def tell_wanted(scene: Scene, handover: Handover) -> list[Raw]:
    """When the case should be handed on."""
    return [scene.words.say("Ønsket fra {day}.", day=handover.wanted_on)] if handover.wanted_on else []


def tell_suggested(scene: Scene, handover: Handover) -> list[Raw]:
    """Whom the coordinator has suggested."""
    if handover.suggested is None:
        return []
    return [scene.words.say("Forslag: {name}.", name=name_person(scene, handover.suggested))]


def draw_passed(scene: Scene, case: Case, handover: Handover, old: Assignment) -> Drawn:
    """KE has it; the unit may still name somebody."""
    say = scene.words.say
    lines = [
        *tell_settled(scene, handover),
        say("{KE} finner en ny."),
        *tell_meanwhile(scene, case, old),
    ]
    return finish(scene, case, say("Meldt til {KE}"), lines, name_form(scene, case))


def tell_settled(scene: Scene, handover: Handover) -> list[Raw]:
    """Who answered and when; 'du' to the one who did."""
    say = scene.words.say
    if handover.settled_at is None or handover.settled_by is None:
        return []
    if handover.settled_by == scene.reader.id:
        return [say("Du svarte {at}.", at=handover.settled_at)]
    return [say("{name} svarte {at}.", name=name_person(scene, handover.settled_by), at=handover.settled_at)]


def draw_succeeded(scene: Scene, case: Case, handover: Handover, old: Assignment) -> Drawn:
    """Who takes over, from when, named by whom, and what remains for the unit."""
    say, role = scene.words.say, name_role(scene.words, case)
    new = find_successor(case, old)
    heading = say("{New_role} er navngitt", **role)
    if new is None:
        return finish(scene, case, heading, tell_settled(scene, handover))
    blanks = {"name": name_coordinator(new, scene.directory), **role}
    taking = say("{name} tar over {day}.", day=new.starts_on, **blanks) if new.starts_on else say("{name} er {role} nå.", **blanks)
    by = new.named_by
    named = (
        say("Du navnga {at}.", at=new.named_at)
        if by == scene.reader.id
        else say("{by} navnga {at}.", by=name_person(scene, by), at=new.named_at)
    )
    own = new is case.newest_assignment and new.unit == old.unit
    remaining = write_remaining(scene, case, new) if own else []
    lines = [taking, named, say("{The_ke} ({KE}) informerer {the_user}."), *remaining]
    return finish(scene, case, heading, lines, *(tick_buttons(scene, case, new) if own else ()))


def finish(scene: Scene, case: Case, heading: Raw, lines: list[Raw], *buttons: Action) -> Drawn:
    """The heading, the case, and the rest."""
    body: list[CardElement] = [
        build.heading(heading),
        build.line(scene.words.say("Sak {number}", number=case.number)),
        *(build.line(each) for each in lines),
        *((build.actions(*buttons),) if buttons else ()),
    ]
    return build.finish(scene, body, scene.words.plain("Du har fått en ny oppgave"))
