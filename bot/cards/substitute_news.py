"""How it stands with a vikar, as KE is told."""

from bot.cards import build
from bot.cards.scene import Scene
from bot.cards.standing_in import tell_substitute
from bot.cards.status import describe_appointed, name_person
from bot.cards.told import Told, open_case, tell_now
from bot.casework.model import Case


def tell_substitute_news(scene: Scene, case: Case) -> Told:
    """Who acts for the coordinator until when, or that nobody does any more."""
    say, current = scene.words.say, case.assignment
    if current is None or case.closed_at:
        return Told(say("Vikar"), (say("Sak {number}", number=case.number), tell_now(scene, case)))
    told = tuple(tell_substitute(scene, case)) or (say("Ingen er vikar nå."),)
    return Told(say("Vikar"), (describe_appointed(scene, case, current), *told), (open_case(scene, case),))


def tell_substitute_unanswered(scene: Scene, case: Case) -> Told:
    """Nobody named one, or nobody said what happens after the last day: the vikar stays until somebody does."""
    say, current, substitute = scene.words.say, case.assignment, case.substitute
    if current is None or case.closed_at or substitute is None or substitute.seq != scene.data.get("about") or substitute.returns_at:
        return tell_substitute_news(scene, case)
    see = build.execute(scene.words.plain("Svar om vikar"), "show_substitute", build.case_id(case), main=True)
    if substitute.person is None:
        why = say("{The_leader} har ikke navngitt noen.")
    else:
        why = say("{name} er vikar til noen har svart.", name=name_person(scene, substitute.person))
    heading = say("Vikar er ikke avklart")
    return Told(heading, (describe_appointed(scene, case, current), *tell_substitute(scene, case), why), (see, open_case(scene, case)))
