"""What a leader's card says once the request no longer waits: who answered what and when, what remains, and what can still be changed."""

from typing import assert_never

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.answering import answer_form, replace_form, take_back, uphold_name
from bot.cards.roles import name_role
from bot.cards.scene import Drawn, Scene
from bot.casework.appointing import ke_has_acted
from bot.casework.deadlines import oslo_date
from bot.casework.handing_on import find_former
from bot.casework.handing_over import needs_coordinator
from bot.casework.model import Assignment, Case, EndReason, Request, RequestState, Way
from bot.casework.municipality import TALK_IT_OVER
from bot.texts.papers import name_coordinator
from bot.texts.words import Raw


def draw(scene: Scene, case: Case, request: Request) -> Drawn:
    """The receipt of a request that was answered or withdrawn, or whose case has been closed."""
    if case.closed_at:
        say = scene.words.say
        return close_off(scene, case, say("Ikke lenger aktuelt"), [say("Du trenger ikke gjøre noe.")])
    match request.state:
        case RequestState.ACCEPTED:
            return draw_accepted(scene, case, request)
        case RequestState.DECLINED:
            return draw_declined(scene, case, request)
        case RequestState.PROPOSED:
            return draw_proposed(scene, case, request)
        case RequestState.OFFERED:
            return draw_offered(scene, case, request)
        case RequestState.WITHDRAWN:
            return draw_withdrawn(scene, case, request)
        case RequestState.WAITING | RequestState.PROMISED:
            raise ValueError("a live request has no receipt")
        case _:
            assert_never(request.state)


def close_off(scene: Scene, case: Case, heading: Raw, texts: list[Raw], *buttons: Action, final: bool = False) -> Drawn:
    """A card that says how it is, with the few buttons that are left."""
    body: list[CardElement] = [
        build.heading(heading),
        build.line(scene.words.say("Sak {number}", number=case.number)),
        *(build.line(text) for text in texts),
    ]
    if buttons:
        body.append(build.actions(*buttons))
    return build.finish(scene, body, scene.words.plain("Ny oppgave fra {the_ke}"), final=final)


def tell_who_answered(scene: Scene, request: Request) -> list[CardElement]:
    """Who answered and when; 'du' to the one who did."""
    return [build.line(text) for text in write_who_answered(scene, request)]


def write_who_answered(scene: Scene, request: Request) -> list[Raw]:
    """The same as texts; nothing when nobody has answered."""
    say = scene.words.say
    if request.answered_at is None or request.answered_by is None:
        return []
    if request.way is Way.DIRECT:
        return [say("Oppnevnt {at} av {name}.", name=scene.directory.people[request.answered_by].name, at=request.answered_at)]
    if request.answered_by == scene.reader.id:
        return [say("Du svarte {at}.", at=request.answered_at)]
    name = scene.directory.people[request.answered_by].name
    if request.state is RequestState.DECLINED:
        return [say("{name} svarte nei {at}.", name=name, at=request.answered_at)]
    return [say("{name} svarte ja {at}.", name=name, at=request.answered_at)]


# ---- yes


def draw_accepted(scene: Scene, case: Case, request: Request) -> Drawn:
    """Yes, with a name: what remains for the unit, and the way to change it."""
    assignment = next((each for each in reversed(case.assignments) if each.request == request.seq), None)
    say = scene.words.say
    own = request.answered_by == scene.reader.id
    heading = say("Svart: ja") if own else say("Besvart")
    if request.way is Way.DIRECT:
        heading = say("{KE} har oppnevnt {a_role}", **name_role(scene.words, case))
    if assignment is None or assignment.ended_at:
        return close_off(scene, case, heading, write_who_answered(scene, request))
    if assignment.disputed_at:
        return draw_disputed(scene, case, assignment)
    texts = [
        say("{Role} er {name}.", name=name_assigned(scene, assignment), **name_role(scene.words, case)),
        *write_who_answered(scene, request),
        *write_corrected(scene, case, request, assignment),
        *write_remarks(scene, case, request, assignment),
        *write_remaining(scene, case, assignment),
    ]
    return close_off(scene, case, heading, texts, *tick_buttons(scene, case, assignment), *change_buttons(scene, case, request, assignment))


def name_assigned(scene: Scene, assignment: Assignment) -> str:
    """The name, with the service of someone outside the directory."""
    name = name_coordinator(assignment, scene.directory)
    return f"{name}, {assignment.named.service}" if assignment.named.service else name


def write_corrected(scene: Scene, case: Case, request: Request, assignment: Assignment) -> list[Raw]:
    """Who put this name in place of a wrong one, or named a new coordinator later; KE may take an offer long after it was given."""
    earlier = (each for each in case.assignments if each.request == request.seq)
    corrected = any(each.end_reason in (EndReason.REPLACED, EndReason.DISPUTED) for each in earlier) or find_former(case, assignment)
    if not corrected or request.answered_at is None or assignment.named_at <= request.answered_at:
        return []
    name = scene.directory.people[assignment.named_by].name
    say = scene.words.say
    if find_former(case, assignment):
        return [say("{name} navnga {new_role} {at}.", name=name, at=assignment.named_at, **name_role(scene.words, case))]
    return [say("{name} rettet navnet {at}.", name=name, at=assignment.named_at)]


def write_remarks(scene: Scene, case: Case, request: Request, assignment: Assignment) -> list[Raw]:
    """What happens next, and what the leader should know about the answer itself."""
    say, role = scene.words.say, name_role(scene.words, case)
    texts = [say("{The_ke} ({KE}) informerer {the_user} og sender håndbok til {the_role}.", **role)]
    if request.answered_at and request.deadline and oslo_date(request.answered_at) > request.deadline:
        texts.append(say("Svaret kom etter fristen, men det teller."))
    if assignment.permanent is False and scene.municipality.require_permanent == "warn":
        texts.append(say("{The_role} bør være fast ansatt. {KE} ser at du svarte nei på det.", **role))
    return texts


def write_remaining(scene: Scene, case: Case, assignment: Assignment) -> list[Raw]:
    """What the unit has left to do."""
    say = scene.words.say
    informed = [] if assignment.informed_at else [say("informere {the_role}", **name_role(scene.words, case))]
    access = [] if assignment.access_at else [say("bestille tilganger")]
    return [say("Gjenstår for deg: {what}", what=scene.words.join(informed + access))] if informed + access else []


def tick_buttons(scene: Scene, case: Case, assignment: Assignment) -> list[Action]:
    """One button for each tick that is left."""
    plain, id = scene.words.plain, build.case_id(case)
    informed = [build.execute(plain("Personen er informert"), "tick_informed", id)]
    access = [build.execute(plain("Tilganger er bestilt"), "tick_access", id)]
    return [*([] if assignment.informed_at else informed), *([] if assignment.access_at else access)]


def change_buttons(scene: Scene, case: Case, request: Request, assignment: Assignment) -> list[Action]:
    """The answer can be changed until KE builds on it; after that only the name can be put right."""
    if request.way is Way.DIRECT or ke_has_acted(case, request):
        return [replace_form(scene, case, assignment.unit)]
    return take_back(scene, case, request)


def draw_disputed(scene: Scene, case: Case, assignment: Assignment) -> Drawn:
    """The person named says it is not right: name another, or talk it over."""
    say = scene.words.say
    name = name_assigned(scene, assignment)
    texts = [
        say("{name} sier at oppnevningen som {role} ikke stemmer.", name=name, **name_role(scene.words, case)),
        say("Snakk med {name}. Rett navnet, eller la det stå hvis det stemmer likevel.", name=name),
        say("{The_ke} ({KE}) har også fått beskjed."),
    ]
    buttons = replace_form(scene, case, assignment.unit), uphold_name(scene, case)
    return close_off(scene, case, say("Navnet må avklares"), texts, *buttons)


# ---- no, withdrawn, offered


def draw_declined(scene: Scene, case: Case, request: Request) -> Drawn:
    """No, with the reason; nothing more is asked of the unit."""
    say = scene.words.say
    reason = scene.municipality.find_choice(scene.municipality.decline_reasons, request.decline_reason or "")
    texts = [
        *write_who_answered(scene, request),
        *([say("Grunn: {reason}.", reason=scene.words.label(reason.brief))] if reason else []),
        say("{The_ke} ({KE}) tar kontakt med deg.")
        if request.decline_reason == TALK_IT_OVER
        else say("{The_ke} ({KE}) tar saken videre. Du trenger ikke gjøre mer."),
    ]
    heading = say("Svart: nei") if request.answered_by == scene.reader.id else say("Besvart")
    return close_off(scene, case, heading, texts, *take_back(scene, case, request))


def draw_proposed(scene: Scene, case: Case, request: Request) -> Drawn:
    """The unit has proposed somebody: KE appoints (S4-11)."""
    say, named = scene.words.say, request.offer.named if request.offer else None
    person = scene.directory.people.get(named.person) if named and named.person is not None else None
    name = person.name if person else (named.name if named and named.name else "")
    texts = [
        say("Forslag: {name}.", name=name),
        *write_who_answered(scene, request),
        say("{The_ke} ({KE}) oppnevner. Du ser svaret her."),
    ]
    return close_off(scene, case, say("Forslaget er sendt"), texts, *take_back(scene, case, request))


def draw_offered(scene: Scene, case: Case, request: Request) -> Drawn:
    """A yes that came after the request was withdrawn: KE decides."""
    say = scene.words.say
    texts = [
        *write_who_answered(scene, request),
        say("Forespørselen var trukket tilbake. {The_ke} ({KE}) avgjør om de trenger det. Du ser svaret her."),
    ]
    return close_off(scene, case, say("Tilbudet er sendt"), texts)


def draw_withdrawn(scene: Scene, case: Case, request: Request) -> Drawn:
    """Nothing need be done; the unit may still offer someone while nobody is in place."""
    say = scene.words.say
    if request.offer:
        texts = [say("{The_ke} ({KE}) trengte ikke tilbudet denne gangen. Du trenger ikke gjøre noe.")]
        return close_off(scene, case, say("Trukket tilbake"), texts)
    when = oslo_date(request.closed_at) if request.closed_at else oslo_date(scene.now)
    texts = [say("Du trenger ikke gjøre noe. {The_ke} ({KE}) trakk forespørselen {day}.", day=when)]
    can_offer = needs_coordinator(case)
    return close_off(
        scene,
        case,
        say("Trukket tilbake"),
        texts,
        *([answer_form(scene, case, request, scene.words.plain("Vi kan likevel"))] if can_offer else []),
    )
