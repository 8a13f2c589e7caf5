"""The card to a coordinator who is relieved: who takes over, when, and what to hand on (S0-37, S0-42)."""

from microsoft_teams.cards import CardElement

from bot.cards import build, handing_on
from bot.cards.documents_card import read_papers, reveal_journal_text
from bot.cards.handing_over import tell_overlap
from bot.cards.request import draw_nothing
from bot.cards.roles import name_role
from bot.cards.scene import Drawn, Scene
from bot.casework.model import Assignment, Case
from bot.texts.journal_texts import write_handed_on
from bot.texts.papers import find_successor, name_coordinator
from bot.texts.words import Raw, escape


def draw(scene: Scene) -> Drawn:
    """The relief of the assignment `data["about"]`, as it is now."""
    case = scene.case
    old = case.find_assignment(scene.data["about"]) if case else None
    if case is None or old is None or old.named.person != scene.reader.id:
        return draw_nothing(scene)
    say, role = scene.words.say, name_role(scene.words, case)
    new = find_successor(case, old)
    if case.closed_at:
        return finish(scene, case, say("Saken er avsluttet"), [build.line(say("Du trenger ikke gjøre noe."))], final=False)
    if new is None:
        told = say("Du er fortsatt {role}. Den nye kom ikke på plass.", **role)
        return finish(scene, case, say("Ikke lenger aktuelt"), [build.line(told)], final=False)
    return finish(scene, case, say("{New_role} tar over", **role), list(tell(scene, case, old, new)), final=False)


def tell(scene: Scene, case: Case, old: Assignment, new: Assignment) -> tuple[CardElement, ...]:
    """Who and when, what to hand on, and until when the old one is responsible."""
    say, role = scene.words.say, name_role(scene.words, case)
    name = name_coordinator(new, scene.directory)
    until = (
        say("Du er {role} til {day}.", day=old.ends_on, **role)
        if old.ended_at is None and old.ends_on
        else say("Du er ikke lenger {role} i denne saken.", **role)
    )
    taking = say("{name} tar over {day}.", name=name, day=new.starts_on) if new.starts_on else say("{name} har tatt over.", name=name)
    return (
        build.line(taking),
        *tell_contact(scene, new),
        *build.lines(tell_overlap(scene, old, new)),
        build.line(until, bold=True),
        *handing_on.draw_checklist(scene, case, new),
        build.actions(reveal_journal_text(scene, write_handed_on(read_papers(scene, case), old))),
        build.line(say("Spørsmål? Kontakt {contact}."), subtle=True),
    )


def tell_contact(scene: Scene, other: Assignment) -> tuple[CardElement, ...]:
    """How to reach the other coordinator, where the directory knows."""
    person = scene.directory.people.get(other.named.person) if other.named.person is not None else None
    if person is None or not person.email:
        return (build.line(escape(other.named.service)),) if other.named.service else ()
    return (build.line(scene.words.say("Kontakt: {email}", email=person.email)),)


def finish(scene: Scene, case: Case, heading: Raw, body: list[CardElement], *, final: bool) -> Drawn:
    """The heading, the case, and the rest."""
    number = build.line(scene.words.say("Sak {number}", number=case.number))
    return build.finish(scene, [build.heading(heading), number, *body], scene.words.plain("Nytt i en sak"), final=final)
