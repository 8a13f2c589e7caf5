"""What a coordinator says, and what becomes of a handover, as KE or the leader is told."""

from bot.cards import build
from bot.cards.answering import replace_form, uphold_name
from bot.cards.handing_over import name_form, tell_handover, tell_overlap, tell_reason
from bot.cards.roles import name_role
from bot.cards.scene import Scene
from bot.cards.status import describe_appointed, name_unit, tell_phase
from bot.cards.told import Told, ask_next, open_case, tell_now
from bot.casework.deadlines import oslo_date
from bot.casework.leaving import has_left
from bot.casework.model import Assignment, Case, Handover, HandoverState
from bot.casework.situation import leads
from bot.texts.papers import name_coordinator
from bot.texts.words import Raw


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
    say, assignment = scene.words.say, case.assignment_of(scene.reader.id)
    if assignment is None:
        return Told(say("Denne gjelder ikke deg lenger"), (say("Du trenger ikke gjøre noe. Spørsmål? Kontakt {contact}."),))
    line = say("Sak {number}. Oppnevningen din som {role} gjelder fortsatt.", number=case.number, **name_role(scene.words, case))
    if case.closed_at or assignment.disputed_at:
        return Told(say("Navnet står"), (line,))
    return Told(say("Navnet står"), (line, say("Er noe uklart, snakk med lederen din eller {contact}.")), (open_case(scene, case),))


def may_replace(scene: Scene, case: Case) -> bool:
    """Whether the reader is KE or answers for the coordinator."""
    return scene.reader.is_ke or leads(scene.reader.id, case.assignment, case, scene.directory)


def tell_guidance(scene: Scene, case: Case) -> Told:
    """The coordinator wants guidance (S0-17)."""
    say, assignment = scene.words.say, find_assignment(scene, case)
    if assignment is None:
        return Told(say("Ønsker veiledning"), (say("Sak {number}. {told}.", number=case.number, told=tell_phase(scene, case)),))
    name = name_coordinator(assignment, scene.directory)
    if not scene.reader.is_ke:
        line = say("{name} ønsker veiledning i sak {number}. {KE} har fått beskjed, og tar kontakt.", name=name, number=case.number)
        return Told(say("Ønsker veiledning"), (line,), () if case.closed_at else (open_case(scene, case),))
    lines = (describe_appointed(scene, case, assignment), say("{name} ønsker veiledning. Ta kontakt.", name=name))
    return Told(say("Ønsker veiledning"), lines, () if case.closed_at else (open_case(scene, case),))


def tell_left_news(scene: Scene, case: Case) -> Told:
    """The coordinator no longer works here: a handover is offered, and started by nobody but the reader."""
    say, own = scene.words.say, case.find_assignment(scene.data["about"])
    heading = say("{The_coordinator} har sluttet")
    if own is None or own.ended_at or case.closed_at or not has_left(own, scene.directory):
        return Told(heading, (say("Sak {number}. {told}.", number=case.number, told=tell_phase(scene, case)),))
    if not may_replace(scene, case):
        return Told(heading, (say("Oppgaven hører til {the_leader} i {place}.", place=name_unit(scene, own.unit)),))
    name = name_coordinator(own, scene.directory)
    lines = (describe_appointed(scene, case, own), say("{name} står ikke lenger som ansatt.", name=name))
    if case.handover or own.ends_on:
        return Told(heading, (*lines, *tell_handover(scene, case)), (open_case(scene, case),))
    start = build.execute(scene.words.plain("Start bytte"), "report_left", build.case_id(case), main=True)
    if scene.reader.is_ke and scene.municipality.handover.decider == "leader":
        what_next = say("Ingen er satt inn ennå. Start et bytte, så blir {the_leader} spurt om en ny.")
    else:
        what_next = say("Ingen er satt inn ennå. Start et bytte, og finn en ny.")
    return Told(heading, (*lines, what_next), (start, open_case(scene, case)))


def tell_not_started(scene: Scene, case: Case) -> Told:
    """No first conversation was reported, though it was asked about (S0-30)."""
    say, own = scene.words.say, case.find_assignment(scene.data["about"])
    if own is None or own.first_talk_on or own.ended_at or case.closed_at:
        return Told(say("Oppstartssamtale"), (say("Sak {number}. {told}.", number=case.number, told=tell_phase(scene, case)),))
    name = name_coordinator(own, scene.directory)
    lines = (
        describe_appointed(scene, case, own),
        say("{name} har ikke meldt noen oppstartssamtale. Ta gjerne kontakt og spør om hjelp trengs.", name=name),
    )
    return Told(say("Oppstartssamtale er ikke meldt"), lines, (open_case(scene, case),))


def tell_discussion(scene: Scene, case: Case) -> Told:
    """The coordinator wants to talk the case over with KE; what about is not said here (S4-21)."""
    say, assignment = scene.words.say, find_assignment(scene, case)
    if assignment is None:
        return Told(say("Vil drøfte en sak"), (say("Sak {number}. {told}.", number=case.number, told=tell_phase(scene, case)),))
    name = name_coordinator(assignment, scene.directory)
    lines = (describe_appointed(scene, case, assignment), say("{name} vil drøfte saken med {KE}. Ta kontakt.", name=name))
    return Told(say("Vil drøfte en sak"), lines, () if case.closed_at else (open_case(scene, case),))


def tell_capacity(scene: Scene, case: Case) -> Told:
    """To the leader: a coordinator has no capacity (S2-27)."""
    say, assignment = scene.words.say, case.find_assignment(scene.data["about"])
    name = name_coordinator(assignment, scene.directory) if assignment else ""
    line = say("{name} har ikke kapasitet til sak {number}.", name=name, number=case.number)
    if assignment is None or assignment.ended_at or case.closed_at:
        return Told(say("Ikke kapasitet"), (line, say("Du trenger ikke gjøre noe.")))
    return Told(say("Ikke kapasitet"), (line, say("Snakk med {name}.", name=name)), (open_case(scene, case),))


# ---- what becomes of a handover


def tell_to_ke(scene: Scene, case: Case) -> Told:
    """KE finds the next coordinator: the unit has nobody, or the case goes elsewhere."""
    say, handover = scene.words.say, case.handover
    role = name_role(scene.words, case)
    heading = say("{New_role} trengs", **role)
    if case.closed_at or handover is None or case.assignment is None or handover.state is not HandoverState.KE:
        return Told(heading, (say("Sak {number}", number=case.number), tell_now(scene, case)))
    why = tell_why(scene, case.assignment, handover)
    wanted = (say("Ønsket fra {day}.", day=handover.wanted_on),) if handover.wanted_on else ()
    reason = () if handover.transfer else (tell_reason(scene, handover.reason),)
    waiting = () if case.request is None else (say("{told}.", told=tell_request_out(scene, case)),)
    lines = (describe_appointed(scene, case, case.assignment), *why, *wanted, *reason, *waiting, tell_stays(scene, case))
    return Told(heading, lines, (ask_next(scene, case), name_form(scene, case)))


def tell_why(scene: Scene, old: Assignment, handover: Handover) -> tuple[Raw, ...]:
    """Why KE finds the next one: the case goes elsewhere, or the unit said that it has nobody; nothing where KE always does."""
    if handover.transfer:
        return (scene.words.say("Saken skal til {another_unit}."),)
    if handover.settled_at is None:
        return ()
    return (scene.words.say("{place} har ingen som kan ta over.", place=name_unit(scene, old.unit)),)


def tell_request_out(scene: Scene, case: Case) -> Raw:
    """Who has been asked meanwhile."""
    assert case.request is not None
    return scene.words.say("Venter på svar fra {place}", place=name_unit(scene, case.request.unit))


def tell_stays(scene: Scene, case: Case) -> Raw:
    """Nobody is let go before somebody else is in place."""
    assert case.assignment is not None
    name = name_coordinator(case.assignment, scene.directory)
    return scene.words.say("{name} er {role} til noen andre er på plass.", name=name, **name_role(scene.words, case))


def tell_unanswered(scene: Scene, case: Case) -> Told:
    """The leader has not answered a handover for some days; the leader can still do so."""
    say, handover = scene.words.say, case.handover
    heading = say("Bytte er ikke besvart")
    if case.closed_at or handover is None or case.assignment is None:
        return Told(heading, (say("Sak {number}", number=case.number), tell_now(scene, case)))
    if handover.state is HandoverState.KE:
        return tell_to_ke(scene, case)
    since = say("{name} meldte fra {day}.", name=name_reporter(scene, handover), day=oslo_date(handover.reported_at))
    place = name_unit(scene, case.assignment.unit)
    lines = (
        describe_appointed(scene, case, case.assignment),
        since,
        say("{The_leader} i {place} har ikke svart.", place=place),
        tell_stays(scene, case),
    )
    take = build.execute(scene.words.plain("{KE} finner en ny"), "has_none", build.case_id(case))
    return Told(heading, lines, (name_form(scene, case), take, open_case(scene, case)))


def name_reporter(scene: Scene, handover: Handover) -> str:
    """Who said that somebody else must take over."""
    return scene.directory.people[handover.reported_by].name


def tell_handover_retracted(scene: Scene, case: Case) -> Told:
    """The coordinator goes on after all."""
    say, role = scene.words.say, name_role(scene.words, case)
    heading = say("Bytte er trukket tilbake")
    if case.assignment is None or case.closed_at or case.handover:
        return Told(heading, (say("Sak {number}", number=case.number), tell_now(scene, case)))
    name = name_coordinator(case.assignment, scene.directory)
    return Told(heading, (say("Sak {number}. {name} fortsetter som {role}.", number=case.number, name=name, **role),))


def tell_look_news(scene: Scene, case: Case) -> Told:
    """The month has come in which KE wanted the case looked at again; why is not known here."""
    say = scene.words.say
    lines = (say("Sak {number}", number=case.number), tell_now(scene, case))
    return Told(say("Tid for å se på saken igjen"), lines, () if case.closed_at else (open_case(scene, case),))


def tell_overlap_news(scene: Scene, case: Case) -> Told:
    """How long two coordinators overlap, or that one is left."""
    say, old, role = scene.words.say, case.find_assignment(scene.data["about"]), name_role(scene.words, case)
    new = case.newest_assignment
    number = say("Sak {number}", number=case.number)
    if old is None or new is None or case.closed_at:
        return Told(say("Overlapp"), (number, tell_now(scene, case)))
    if old.ended_at:
        name = name_coordinator(new, scene.directory)
        return Told(say("Overlappen er slutt"), (number, say("{name} er {role} alene fra nå.", name=name, **role)))
    return Told(say("Overlappen er endret"), (number, *tell_overlap(scene, old, new)))
