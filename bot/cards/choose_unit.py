"""KE chooses who gets the request; the bot suggests, with the reason and what each unit has to do now (cards.md 8.7)."""

from collections.abc import Iterator
from datetime import timedelta

from microsoft_teams.cards import CardElement

from bot.cards import build
from bot.cards.handing_over import tell_handover
from bot.cards.scene import Drawn, Scene
from bot.cards.status import name_person, name_unit, tell_answer, tell_appoint_clock, tell_phase, today
from bot.casework.deadlines import WorkCalendar, oslo_date, reply_deadline
from bot.casework.handing_over import needs_coordinator
from bot.casework.model import Case, Request, RequestState, Unit, UnitId
from bot.casework.overview import UnitLoad
from bot.casework.suggest import Reason
from bot.texts.words import Raw, mark

MOST = build.FEW
REASONS = {
    Reason.ROUTING: mark("Forslag fra fordelingslisten."),
    Reason.SUGGESTED_PERSON: mark("Den foreslåtte {the_coordinator} arbeider her."),
    Reason.CHOSEN: mark("Den du valgte."),
}


def draw(scene: Scene) -> Drawn:
    """The choice, while it is open; else the request that came of it. `scene.data`: suggested, and asked (how many requests there were)."""
    case = scene.case
    assert case is not None
    if sent := case.find_request(scene.data["asked"] + 1):
        return draw_sent(scene, case, sent)
    if case.closed_at or not needs_coordinator(case):
        return draw_settled(scene, case)
    return draw_choice(scene, case)


def draw_choice(scene: Scene, case: Case) -> Drawn:
    """The units to choose from, the deadline, and what to think of first."""
    words = scene.words
    rules = scene.municipality.deadlines
    proposed = reply_deadline(today(scene), rules.reply, WorkCalendar.of(rules))
    late = case.assignment is None and case.appoint_by < today(scene)
    clock = Raw(" ".join(tell_handover(scene, case))) if case.assignment else tell_appoint_clock(scene, case)
    choices = list(list_choices(scene, case))
    body: list[CardElement] = [
        build.heading(words.say("Hvem skal få forespørselen?")),
        *((build.box("attention", build.line(clock, bold=True)),) if late else ()),
        build.line(
            words.say("Sak {number}", number=case.number) if late else words.say("Sak {number}. {clock}", number=case.number, clock=clock)
        ),
        *(build.line(each) for each in list_warnings(scene, case)),
        *((build.choose_one("unit", words.plain("Forslag"), choices, value=choices[0][0]),) if choices else ()),
        build.choose_listed("other_unit", words.plain("{Another_unit} (valgfritt)"), list_others(scene, case)),
        build.date_input(
            "deadline",
            words.plain("Svarfrist"),
            error=words.plain("Velg en dato etter i dag."),
            first=today(scene) + timedelta(days=1),
            value=proposed,
        ),
        build.actions(build.execute(words.plain("Send forespørsel"), "send_request", choice_id(scene, case), case.version, main=True)),
    ]
    return build.finish(scene, body, words.plain("Nytt i en sak"))


def choice_id(scene: Scene, case: Case) -> str:
    """The id of the button that sends: the case, and which request it would be the next after."""
    return f"{case.id}.{scene.data['asked']}"


def list_warnings(scene: Scene, case: Case) -> Iterator[str]:
    """What KE should know before sending: a request that is out, the summer, and units that cannot be asked."""
    words, rules = scene.words, scene.municipality.deadlines
    if case.request:
        yield words.say("Forespørselen til {place} blir trukket tilbake når du sender en ny.", place=name_unit(scene, case.request.unit))
    if rules.summer.touches(today(scene), reply_deadline(today(scene), rules.reply, WorkCalendar.of(rules))):
        yield words.say("Svarfristen kommer midt i sommerferien. Velg gjerne en senere dato.")
    leaderless = sorted(unit.name for unit in scene.directory.units.values() if unit.active and not can_be_asked(unit))
    if leaderless:
        yield words.say("Ingen leder er lagt inn for {places}.", places=words.join(leaderless[:MOST]))


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
        return scene.words.plain("Lederen er borte til og med {until}, og ingen {stand_in} er lagt inn.", until=until)
    return scene.words.plain("Lederen er borte til og med {until}. {names} får den.", until=until, names=scene.words.join(stand_ins))


def list_others(scene: Scene, case: Case) -> list[tuple[str, str]]:
    """Every other unit that can be asked, by name."""
    waiting = case.request.unit if case.request else None
    others = (unit for unit in scene.directory.units.values() if can_be_asked(unit) and unit.id != waiting)
    return [(f"u{unit.id}", unit.name) for unit in sorted(others, key=lambda unit: unit.name)]


def draw_sent(scene: Scene, case: Case, request: Request) -> Drawn:
    """The receipt: to whom, when and by whom, and by when they answer or what they answered."""
    words = scene.words
    name = name_person(scene, request.sent_by)
    blanks = {"number": case.number, "place": name_unit(scene, request.unit), "sent": request.sent_at}
    if request.sent_by == scene.reader.id:
        told = words.say("Sak {number}. Forespørselen gikk til {place} {sent}.", **blanks)
    else:
        told = words.say("Sak {number}. {name} sendte forespørselen til {place} {sent}.", name=name, **blanks)
    live = request.live and not case.closed_at
    now = words.say("Svarfrist {deadline}.", deadline=request.deadline) if live else words.say("{told}.", told=tell_answer(scene, request))
    withdraw = build.execute(words.plain("Trekk tilbake"), "withdraw", build.request_id(case, request), case.version)
    body = [build.heading(words.say("Sendt")), build.line(told), build.line(now, bold=live), *([build.actions(withdraw)] if live else [])]
    return build.finish(scene, body, words.plain("Nytt i en sak"))


def draw_settled(scene: Scene, case: Case) -> Drawn:
    """Nobody needs to be asked now."""
    words = scene.words
    body = [
        build.heading(words.say("Ingen trenger å bli spurt nå")),
        build.line(words.say("Sak {number}. {told}.", number=case.number, told=tell_phase(scene, case))),
        build.actions(build.execute(words.plain("Åpne {number}", number=case.number), "show_case", build.case_id(case), case.version)),
    ]
    return build.finish(scene, body, words.plain("Nytt i en sak"))
