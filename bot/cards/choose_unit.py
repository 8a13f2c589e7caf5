"""KE chooses who gets the request; the bot suggests, with the reason and what each unit has to do now (cards.md 8.7)."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from microsoft_teams.cards import CardElement, ExecuteAction

from bot.cards import build
from bot.cards.answering import ask_wish, hint, list_staff, name_inputs
from bot.cards.handing_over import tell_handover
from bot.cards.roles import name_role
from bot.cards.scene import Drawn, Scene
from bot.cards.status import name_person, name_unit, tell_answer, tell_appoint_clock, tell_phase, today
from bot.casework.deadlines import WorkCalendar, oslo_date, reply_deadline
from bot.casework.handing_over import needs_coordinator
from bot.casework.model import Case, Request, RequestState, Unit, UnitId, Way
from bot.casework.overview import UnitLoad
from bot.casework.suggest import Reason
from bot.texts.words import Raw, mark

MOST = build.FEW
REASONS = {
    Reason.ROUTING: mark("Forslag fra fordelingslisten."),
    Reason.SUGGESTED_PERSON: mark("Den som er foreslått, arbeider her."),
    Reason.CHOSEN: mark("Den du valgte."),
}


def draw(scene: Scene) -> Drawn:
    """The choice, while it is open; else the request that came of it. `scene.data`: suggested, and asked (how many requests there were)."""
    case = scene.case
    assert case is not None
    if is_open(case, scene.data):
        return draw_choice(scene, case)
    sent = find_sent(case, scene.data)
    return draw_sent(scene, case, sent) if sent else draw_settled(scene, case)


def is_open(case: Case, data: Mapping[str, Any]) -> bool:
    """Whether there is still a choice to make."""
    return find_sent(case, data) is None and case.closed_at is None and needs_coordinator(case)


def find_sent(case: Case, data: Mapping[str, Any]) -> Request | None:
    """The request that came of the choice."""
    return case.find_request(data["asked"] + 1)


def draw_choice(scene: Scene, case: Case) -> Drawn:
    """The units to choose from, how they are asked, and what to think of first."""
    words, ways = scene.words, scene.municipality.flow.appoint
    late = case.assignment is None and case.appoint_by is not None and case.appoint_by < today(scene)
    clock = Raw(" ".join(tell_handover(scene, case) if case.assignment else tell_appoint_clock(scene, case)))
    about = words.say("Sak {number}. {clock}", number=case.number, clock=clock) if clock and not late else None
    choices = list(list_choices(scene, case))
    body: list[CardElement] = [
        build.heading(name_choice(scene, case)),
        *((build.box("attention", build.line(clock, bold=True)),) if late else ()),
        build.line(about or words.say("Sak {number}", number=case.number)),
        *(build.line(each) for each in list_warnings(scene, case)),
        *((build.choose_one("unit", words.plain("Forslag"), choices, value=choices[0][0]),) if choices else ()),
        build.choose_listed("other_unit", words.plain("{Another_unit} (valgfritt)"), list_others(scene, case)),
        *(ask_directly(scene, case) if ways[0] is Way.DIRECT else ask_how(scene, case)),
        build.actions(build.open_url(words.plain("Åpne fordelingslisten"), scene.municipality.links.routing_list), apart=True),
    ]
    return build.finish(scene, body, words.plain("Nytt i en sak"))


WAYS: Mapping[Way, str] = {
    Way.REQUEST: mark("Forespørsel"),
    Way.ORDER: mark("Pålegg"),
    Way.CONSULT: mark("Be om forslag"),
}
SEND: Mapping[Way, str] = {
    Way.REQUEST: mark("Send forespørsel"),
    Way.ORDER: mark("Send pålegg"),
    Way.CONSULT: mark("Be om forslag"),
}


def name_choice(scene: Scene, case: Case) -> Raw:
    """What the choice is about: whom to ask, or whom to appoint where KE does so itself."""
    say, ways = scene.words.say, scene.municipality.flow.appoint
    if ways[0] is Way.DIRECT:
        return say("Hvem blir {role}?", **name_role(scene.words, case))
    return say("Hvem skal foreslå noen?") if ways == (Way.CONSULT,) else say("Hvem skal få forespørselen?")


def ask_how(scene: Scene, case: Case) -> list[CardElement]:
    """The ways to choose between, the tick an order needs, the deadline, and the button; appointing directly beside it."""
    plain, ways = scene.words.plain, scene.municipality.flow.appoint
    asking = [way for way in ways if way is not Way.DIRECT]
    fields: list[CardElement] = []
    if len(asking) > 1 or asking[0] is not Way.REQUEST:
        fields.append(build.choose_one("way", plain("Hvordan?"), [(way.value, plain(WAYS[way])) for way in asking], value=asking[0].value))
    if Way.ORDER in asking:
        fields.append(build.toggle("most_services", plain("Ved pålegg: {The_user} har flest tjenester her")))
    title = plain(SEND[asking[0]]) if len(asking) == 1 else plain("Send")
    send = build.execute(title, "send_request", choice_id(scene, case), main=True)
    directly = build.show_card(plain("Oppnevn selv"), appoint_fields(scene, case), appoint_button(scene, case))
    return [*fields, *ask_deadline(scene), build.actions(send, *([directly] if Way.DIRECT in ways else []))]


def ask_deadline(scene: Scene) -> list[CardElement]:
    """The reply deadline, preset to the municipality's own; nothing where it sets none."""
    plain, rules = scene.words.plain, scene.municipality.deadlines
    if rules.reply is None:
        return []
    proposed = reply_deadline(today(scene), rules.reply, WorkCalendar.of(rules))
    error, first = plain("Velg en dato etter i dag."), today(scene) + timedelta(days=1)
    return [build.date_input("deadline", plain("Svarfrist"), error=error, first=first, value=proposed)]


def ask_directly(scene: Scene, case: Case) -> list[CardElement]:
    """Who is appointed, where KE does so itself (S3-02); where a unit may be asked too, each way has a form of its own."""
    plain = scene.words.plain
    if Way.REQUEST not in scene.municipality.flow.appoint:
        return [*appoint_fields(scene, case), build.actions(appoint_button(scene, case))]
    send = build.execute(plain("Send forespørsel"), "send_request", choice_id(scene, case), main=True)
    appoint = build.show_card(plain("Oppnevn"), appoint_fields(scene, case), appoint_button(scene, case), main=True)
    return [build.actions(appoint, build.show_card(plain("Spør {a_unit}"), ask_deadline(scene), send))]


def appoint_fields(scene: Scene, case: Case) -> list[CardElement]:
    """The name and the ticks, with everybody who works in a unit to choose from."""
    people = scene.directory.people
    suggested = people.get(case.suggested) if case.suggested is not None else None
    return [*hint(scene), *name_inputs(scene, case, list_staff(scene), suggested=suggested), *ask_wish(scene)]


def appoint_button(scene: Scene, case: Case) -> ExecuteAction:
    """Appoints whoever is named above it."""
    return build.execute(scene.words.plain("Oppnevn"), "appoint", choice_id(scene, case), main=True)


def choice_id(scene: Scene, case: Case) -> str:
    """The id of the button that sends: the case, and which request it would be the next after."""
    return f"{case.id}.{scene.data['asked']}"


def list_warnings(scene: Scene, case: Case) -> Iterator[str]:
    """What KE should know before sending: a request that is out, the summer, and units that cannot be asked."""
    words, rules = scene.words, scene.municipality.deadlines
    if case.request:
        yield words.say("Forespørselen til {place} blir trukket tilbake når du sender en ny.", place=name_unit(scene, case.request.unit))
    if rules.reply and rules.summer.touches(today(scene), reply_deadline(today(scene), rules.reply, WorkCalendar.of(rules))):
        yield words.say("Svarfristen kommer midt i sommerferien. Velg gjerne en senere dato.")
    leaderless = sorted(unit.name for unit in scene.directory.units.values() if unit.active and not can_be_asked(unit))
    if leaderless:
        yield words.say("{Leader} mangler for {places}.", places=words.join(leaderless[:MOST]))


def can_be_asked(unit: Unit) -> bool:
    """Whether somebody can answer for the unit."""
    return unit.active and bool(unit.leaders or unit.stand_ins)


def list_choices(scene: Scene, case: Case) -> Iterator[tuple[str, str]]:
    """The suggested units with their reasons, then those asked before, seven at most; never the one that has the request now."""
    units = scene.directory.units
    listed: dict[UnitId, str] = {}
    for unit, reason in scene.data.get("suggested", ()):
        listed[unit] = scene.words.plain(REASONS[Reason(reason)]) if Reason(reason) in REASONS else ""
    for request in case.requests:
        if not request.live:
            listed[request.unit] = tell_asked_before(scene, case, request.unit)
    waiting = case.request.unit if case.request else None
    possible = [unit for unit in listed if unit in units and can_be_asked(units[unit]) and unit != waiting]
    for unit in possible[:MOST]:
        said = (listed[unit], tell_load(scene, unit), tell_away(scene, units[unit]))
        yield f"u{unit}", f"{units[unit].name}. {' '.join(part for part in said if part)}"


def tell_asked_before(scene: Scene, case: Case, unit: UnitId) -> str:
    """What the unit answered the last time it was asked about this case."""
    plain = scene.words.plain
    request = [each for each in case.requests if each.unit == unit][-1]
    if request.state is RequestState.DECLINED and request.answered_at:
        return plain("Spurt før, svarte nei {day}.", day=oslo_date(request.answered_at))
    return plain("Spurt før, {day}.", day=oslo_date(request.sent_at))


def tell_load(scene: Scene, unit: UnitId) -> str:
    """'1 åpen forespørsel, 9 aktive saker.'"""
    load, words = scene.load.get(unit, UnitLoad()), scene.words
    if load == UnitLoad():
        return words.plain("Ingen åpne forespørsler eller saker.")
    requests = words.plural("{n} åpen forespørsel", "{n} åpne forespørsler", load.open_requests)
    cases = words.plural("{n} aktiv sak", "{n} aktive saker", load.active_cases)
    return words.plain("{requests}, {cases}.", requests=str(requests), cases=str(cases))


def tell_away(scene: Scene, unit: Unit) -> str:
    """Who gets the request instead, and until when, when every leader of the unit is away."""
    people = scene.directory.people
    absences = [people[leader].away(today(scene)) for leader in unit.leaders if people[leader].active]
    away = [absence for absence in absences if absence]
    if not away or len(away) < len(absences):
        return ""
    stand_ins = [people[person].name for person in scene.directory.recipients(unit.id, today(scene)) if person in unit.stand_ins]
    until = min(absence.last_day for absence in away)
    if not stand_ins:
        return scene.words.plain("{The_leader} er borte til og med {until}, og ingen {stand_ins} er lagt inn.", until=until)
    return scene.words.plain("{The_leader} er borte til og med {until}. {names} får den.", until=until, names=scene.words.join(stand_ins))


def list_others(scene: Scene, case: Case) -> list[tuple[str, str]]:
    """Every other unit that can be asked, by name."""
    waiting = case.request.unit if case.request else None
    others = (unit for unit in scene.directory.units.values() if can_be_asked(unit) and unit.id != waiting)
    return [(f"u{unit.id}", unit.name) for unit in sorted(others, key=lambda unit: unit.name)]


def draw_sent(scene: Scene, case: Case, request: Request) -> Drawn:
    """The receipt: to whom, when and by whom, and by when they answer or what they answered."""
    if request.way is Way.DIRECT:
        return draw_appointed(scene, case, request)
    words = scene.words
    name = name_person(scene, request.sent_by)
    blanks = {"number": case.number, "place": name_unit(scene, request.unit), "sent": request.sent_at}
    if request.sent_by == scene.reader.id:
        told = words.say("Sak {number}. Forespørselen gikk til {place} {sent}.", **blanks)
    else:
        told = words.say("Sak {number}. {name} sendte forespørselen til {place} {sent}.", name=name, **blanks)
    live = request.live and not case.closed_at
    now = words.say("Svarfrist {deadline}.", deadline=request.deadline) if live and request.deadline else tell_answered(scene, request)
    withdraw = build.execute(words.plain("Trekk tilbake"), "withdraw", build.request_id(case, request))
    body = [build.heading(words.say("Sendt")), build.line(told), build.line(now, bold=live), *([build.actions(withdraw)] if live else [])]
    return build.finish(scene, body, words.plain("Nytt i en sak"))


def tell_answered(scene: Scene, request: Request) -> Raw:
    """What the unit has answered, as a sentence."""
    return scene.words.say("{told}.", told=tell_answer(scene, request))


def draw_appointed(scene: Scene, case: Case, request: Request) -> Drawn:
    """The receipt where KE appointed somebody itself."""
    say, name = scene.words.say, name_person(scene, request.sent_by)
    told = say("Sak {number}. Oppnevnt av {name} {at}.", number=case.number, name=name, at=request.sent_at)
    return build.finish(scene, [build.heading(say("Oppnevnt")), build.line(told)], scene.words.plain("Nytt i en sak"))


def draw_settled(scene: Scene, case: Case) -> Drawn:
    """Nobody needs to be asked now."""
    words = scene.words
    body = [
        build.heading(words.say("Ingen trenger å bli spurt nå")),
        build.line(words.say("Sak {number}. {told}.", number=case.number, told=tell_phase(scene, case))),
        build.actions(build.execute(words.plain("Åpne {number}", number=case.number), "show_case", build.case_id(case))),
    ]
    return build.finish(scene, body, words.plain("Nytt i en sak"))
