"""KE is told that something happened: what it was, how it is now, and what can be done about it.

Drawn again when the case has moved on: then it says so, and offers only what still can be done.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.answering import replace_form, uphold_name
from bot.cards.overdue import extend_form
from bot.cards.roles import name_role
from bot.cards.scene import Drawn, Scene
from bot.cards.status import (
    brief_reason,
    describe_appointed,
    name_person,
    name_unit,
    tell_appoint_clock,
    tell_phase,
    tell_reply_clock,
)
from bot.casework.model import Assignment, Case, Request, RequestState
from bot.casework.municipality import TALK_IT_OVER
from bot.casework.outcome import News
from bot.texts.documents import name_coordinator
from bot.texts.words import Raw


class Told(NamedTuple):
    """One piece of news: its heading, its lines, and the buttons; without buttons there is nothing left to do."""

    heading: Raw
    lines: tuple[Raw, ...]
    buttons: tuple[Action, ...] = ()


def draw(scene: Scene) -> Drawn:
    """The news in `scene.data['news']`, as it is now; final when nothing more can be done from here."""
    case = scene.case
    assert case is not None
    told = TELL[News(scene.data["news"])](scene, case)
    body: list[CardElement] = [
        build.heading(told.heading),
        *(build.line(each) for each in told.lines),
        *((build.actions(*told.buttons),) if told.buttons else ()),
    ]
    return build.finish(scene, body, scene.words.plain("Nytt i en sak"), final=not told.buttons)


def tell_now(scene: Scene, case: Case) -> Raw:
    """How the case stands, when the news is no longer new."""
    return scene.words.say("{told}.", told=tell_phase(scene, case))


def find_request(scene: Scene) -> Request:
    """The request the news is about."""
    assert scene.request is not None
    return scene.request


def ask_next(scene: Scene, case: Case) -> Action:
    """The button that opens the choice of a unit."""
    return build.execute(scene.words.plain("Velg {unit}"), "show_units", build.case_id(case), case.version, main=True)


def open_case(scene: Scene, case: Case) -> Action:
    """The button that shows the case."""
    return build.execute(scene.words.plain("Åpne {number}", number=case.number), "show_case", build.case_id(case), case.version)


# ---- what the unit answered


def tell_declined(scene: Scene, case: Case) -> Told:
    """A no: nothing is wrong, the same case goes to the next unit while the appointment clock runs on."""
    say, request = scene.words.say, find_request(scene)
    place, reason = name_unit(scene, request.unit), brief_reason(scene, request)
    if request.state is not RequestState.DECLINED:
        return tell_changed(scene, case, request)
    why = [say("Grunn: {reason}.", reason=reason)] if reason else []
    if request.decline_reason == TALK_IT_OVER and not case.closed_at:
        why.append(say("Lederen venter på at {KE} tar kontakt."))
    lines = (say("Sak {number}. {place} kan ikke finne {coordinator}.", number=case.number, place=place), *why)
    if case.closed_at or case.request or case.assignment:
        return Told(say("Svart: nei"), (*lines, tell_now(scene, case)))
    return Told(say("Svart: nei"), (*lines, tell_appoint_clock(scene, case)), (ask_next(scene, case),))


def tell_promised(scene: Scene, case: Case) -> Told:
    """Yes, and the name will follow: nothing to do yet."""
    say, request = scene.words.say, find_request(scene)
    place = name_unit(scene, request.unit)
    if request.state is RequestState.ACCEPTED:
        line = say("Sak {number}. {place} har sendt navnet.", number=case.number, place=place)
        return Told(say("Ja, navn kommer"), (line, tell_now(scene, case)))
    if request.state is not RequestState.PROMISED:
        return tell_changed(scene, case, request)
    lines = (
        say("Sak {number}. {place} finner {coordinator} og sender navnet.", number=case.number, place=place),
        tell_reply_clock(scene, request),
    )
    return Told(say("Ja, navn kommer"), lines, () if case.closed_at else (open_case(scene, case),))


def tell_late_offer(scene: Scene, case: Case) -> Told:
    """A yes to a request that was withdrawn: KE takes it or says no thank you."""
    say, plain, request = scene.words.say, scene.words.plain, find_request(scene)
    place = name_unit(scene, request.unit)
    lines = (
        say("Sak {number}. {place} svarte ja etter at forespørselen var trukket tilbake.", number=case.number, place=place),
        *((tell_offered(scene, request),) if request.offer else ()),
    )
    heading = say("Et sent ja")
    if request.state is RequestState.WITHDRAWN and not case.closed_at:
        lines += (say("{KE} takket nei."),)
    if request.state is not RequestState.OFFERED or case.closed_at or case.assignment:
        return Told(heading, (*lines, tell_now(scene, case)))
    if case.request:
        lines += (say("{other} har forespørselen nå. Tar du imot, blir den trukket tilbake.", other=name_unit(scene, case.request.unit)),)
    id = build.request_id(case, request)
    buttons = (
        build.execute(plain("Ta imot"), "take_offer", id, case.version, main=True),
        build.execute(plain("Takk nei"), "turn_down_offer", id, case.version),
    )
    return Told(heading, lines, buttons)


def tell_offered(scene: Scene, request: Request) -> Raw:
    """Whom the unit offers."""
    assert request.offer is not None
    named = request.offer.named
    person = scene.directory.people.get(named.person) if named.person is not None else None
    return scene.words.say("De foreslår {name}.", name=person.name if person else named.name or "")


def tell_changed(scene: Scene, case: Case, request: Request) -> Told:
    """The answer was taken back or followed by another."""
    say = scene.words.say
    line = say("Sak {number}. {place} har endret svaret sitt.", number=case.number, place=name_unit(scene, request.unit))
    return Told(say("Svaret er endret"), (line, tell_now(scene, case)))


def tell_taken_back(scene: Scene, case: Case) -> Told:
    """The unit took its answer back; the request waits again."""
    say, request = scene.words.say, find_request(scene)
    line = say("Sak {number}. {place} har trukket svaret sitt tilbake.", number=case.number, place=name_unit(scene, request.unit))
    if not request.live or case.closed_at:
        return Told(say("Svaret er trukket tilbake"), (line, tell_now(scene, case)))
    lines = (line, say("Forespørselen venter på nytt svar."), tell_reply_clock(scene, request))
    return Told(say("Svaret er trukket tilbake"), lines, (open_case(scene, case),))


# ---- what the leader asks for


def tell_call(scene: Scene, case: Case) -> Told:
    """The leader wants to be rung; the deadline stands."""
    say, request = scene.words.say, find_request(scene)
    name, place = name_person(scene, scene.data["by"]), name_unit(scene, request.unit)
    asked = say("Sak {number}. Ring {name} i {place}.", number=case.number, name=name, place=place)
    if not request.live or case.closed_at:
        return Told(say("Ba om å bli ringt"), (asked, tell_now(scene, case)))
    return Told(say("Vil bli ringt"), (asked, tell_reply_clock(scene, request)), (open_case(scene, case),))


def tell_more_time(scene: Scene, case: Case) -> Told:
    """The leader asks for more time; KE gives it, with the date wanted filled in, or lets the deadline stand."""
    say, plain, request = scene.words.say, scene.words.plain, find_request(scene)
    place, heading = name_unit(scene, request.unit), say("Ber om mer tid")
    if request.wants_until is None or not request.live or case.closed_at:
        line = say("Sak {number}. {place} ba om mer tid.", number=case.number, place=place)
        return Told(heading, (line, tell_reply_clock(scene, request) if request.live else tell_now(scene, case)))
    lines = (
        say("Sak {number}. {place} trenger tid til {until}.", number=case.number, place=place, until=request.wants_until),
        tell_reply_clock(scene, request),
        tell_appoint_clock(scene, case),
    )
    stand = build.execute(plain("La fristen stå"), "refuse_time", build.request_id(case, request), case.version)
    return Told(heading, lines, (extend_form(scene, case, request), stand))


def tell_passed_on(scene: Scene, case: Case) -> Told:
    """Someone else in the unit has the request too; the deadline stands."""
    say, request = scene.words.say, find_request(scene)
    by, to = name_person(scene, scene.data["by"]), name_person(scene, scene.data["to"])
    line = say("Sak {number}. {by} sendte forespørselen videre til {to}.", number=case.number, by=by, to=to)
    live = request.live and not case.closed_at
    now = tell_reply_clock(scene, request) if live else tell_now(scene, case)
    return Told(say("Sendt videre"), (line, now), (open_case(scene, case),) if live else ())


def tell_unreachable(scene: Scene, case: Case) -> Told:
    """Somebody has no chat with the bot: whoever was asked gets a neutral e-mail, a coordinator gets nothing."""
    say = scene.words.say
    name = name_person(scene, scene.data["person"])
    mailed = say("Jeg sender en e-post uten opplysninger om saken. Ring {name} for å være sikker.", name=name)
    told = mailed if scene.request else say("Velkomsten kom ikke fram. Ta kontakt med {name} på en annen måte.", name=name)
    lines = (say("Sak {number}. Jeg når ikke {name} i Teams.", number=case.number, name=name), told)
    return Told(say("Ikke nådd i Teams"), lines, () if case.closed_at else (open_case(scene, case),))


def tell_mail_lost(scene: Scene, case: Case) -> Told:
    """The neutral e-mail did not arrive either."""
    say, request = scene.words.say, find_request(scene)
    name = name_person(scene, scene.data["person"])
    line = say("Sak {number}. E-posten til {name} kom ikke fram.", number=case.number, name=name)
    if not request.live or case.closed_at:
        return Told(say("E-post kom ikke fram"), (line, tell_now(scene, case)))
    lines = (line, say("Ring {name} om forespørselen.", name=name), tell_reply_clock(scene, request))
    return Told(say("E-post kom ikke fram"), lines, (open_case(scene, case),))


# ---- what the coordinator says


def find_assignment(scene: Scene, case: Case) -> Assignment | None:
    """The assignment the news was about: the one in place, else the newest that was made from the request."""
    of_request = [each for each in case.assignments if scene.request is None or each.request == scene.request.seq]
    return case.assignment or (of_request[-1] if of_request else None)


def tell_disputed(scene: Scene, case: Case) -> Told:
    """The person named says it is wrong: the leader or KE puts another name there."""
    say = scene.words.say
    disputed = [each for each in case.assignments if each.disputed_at]
    if not disputed:
        return Told(say("Navnet står"), (say("Sak {number}. {told}.", number=case.number, told=tell_phase(scene, case)),))
    name = name_coordinator(disputed[-1], scene.directory)
    line = say("Sak {number}. {name} sier at oppnevningen ikke stemmer.", number=case.number, name=name)
    if disputed[-1].ended_at or case.closed_at or not may_replace(scene, case):
        return Told(say("Stemmer ikke"), (line, tell_now(scene, case)))
    lines = (line, say("Snakk med {name}. Rett navnet, eller la det stå hvis det stemmer likevel.", name=name))
    return Told(say("Stemmer ikke"), lines, (replace_form(scene, case, disputed[-1].unit), uphold_name(scene, case)))


def tell_upheld(scene: Scene, case: Case) -> Told:
    """To the coordinator who said that it was wrong: it was looked into, and the name stands."""
    say, assignment = scene.words.say, case.assignment
    if assignment is None or assignment.named.person != scene.reader.id:
        return Told(say("Denne gjelder ikke deg lenger"), (say("Du trenger ikke gjøre noe. Spørsmål? Kontakt {contact}."),))
    line = say("Sak {number}. Oppnevningen din som {role} gjelder fortsatt.", number=case.number, **name_role(scene.words, case))
    if case.closed_at or assignment.disputed_at:
        return Told(say("Navnet står"), (line,))
    return Told(say("Navnet står"), (line, say("Er noe uklart, snakk med lederen din eller {contact}.")), (open_case(scene, case),))


def may_replace(scene: Scene, case: Case) -> bool:
    """Whether the reader is KE or answers for the unit that named the coordinator."""
    request = case.find_request(case.assignment.request) if case.assignment else None
    if scene.reader.is_ke or request is None:
        return scene.reader.is_ke
    return scene.reader.id in request.recipients or scene.reader.id in scene.directory.answerers(request.unit)


def tell_guidance(scene: Scene, case: Case) -> Told:
    """The coordinator wants guidance (S0-17)."""
    say, assignment = scene.words.say, find_assignment(scene, case)
    if assignment is None:
        return Told(say("Ønsker veiledning"), (say("Sak {number}. {told}.", number=case.number, told=tell_phase(scene, case)),))
    name = name_coordinator(assignment, scene.directory)
    lines = (describe_appointed(scene, case, assignment), say("{name} ønsker veiledning. Ta kontakt.", name=name))
    return Told(say("Ønsker veiledning"), lines, () if case.closed_at else (open_case(scene, case),))


TELL: Mapping[News, Callable[[Scene, Case], Told]] = {
    News.LATE_OFFER: tell_late_offer,
    News.PROMISED: tell_promised,
    News.DECLINED: tell_declined,
    News.CALL: tell_call,
    News.MORE_TIME: tell_more_time,
    News.PASSED_ON: tell_passed_on,
    News.TAKEN_BACK: tell_taken_back,
    News.DISPUTED: tell_disputed,
    News.UPHELD: tell_upheld,
    News.GUIDANCE: tell_guidance,
    News.UNREACHABLE: tell_unreachable,
    News.MAIL_LOST: tell_mail_lost,
}
