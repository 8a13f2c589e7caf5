"""KE ticks off what has been done after an appointment; the texts are ready to copy (cards.md 8.5)."""

from collections.abc import Iterable, Mapping, Sequence

from microsoft_teams.cards import Action, CardElement, ProgressBar, ShowCardAction

from bot.cards import build
from bot.cards.answering import replace_form, uphold_name
from bot.cards.roles import name_role
from bot.cards.scene import Drawn, Scene
from bot.cards.status import describe_appointed, name_person, today
from bot.casework.appointing import find_last_ticks
from bot.casework.duties import APPOINTMENT
from bot.casework.handing_on import find_former
from bot.casework.model import Assignment, Case, Duty, DutyKind, EndReason
from bot.texts.papers import name_coordinator
from bot.texts.words import Raw, mark

DO: Mapping[DutyKind, str] = {
    DutyKind.IDENTITY: mark("Fortalt {the_coordinator} utenfor Teams hvem det gjelder"),
    DutyKind.WELCOME: mark("Sendt håndbok til {the_coordinator}"),
    DutyKind.PHONE: mark("Ringt {the_user} eller {relatives}"),
    DutyKind.LETTER: mark("Sendt brev med informasjonsskriv"),
    DutyKind.MAIL_JOURNAL: mark("Ført brevet i {mail_journal}"),
    DutyKind.RECORD: mark("Ført {coordinator} i {record_system}"),
    DutyKind.STATISTICS_CHECK: mark("Kontrollert feltet om individuell plan (IP) i {statistics_system}"),
    DutyKind.PLAN_ROLE: mark("Gitt {the_coordinator} rolle i {plan_system}"),
    DutyKind.GUIDANCE: mark("Gitt veiledning"),
    DutyKind.TRAINING: mark("Tilbudt {the_coordinator} opplæring"),
    DutyKind.HANDOVER_FORM: mark("Ført byttet på {change_form}"),
    DutyKind.JOURNAL_NOTE: mark("Skrevet journalnotat"),
    DutyKind.REGISTER_FORM: mark("Ført på {register_form}"),
    DutyKind.REGISTER_LIST: mark("Ført på {register_list}"),
    DutyKind.INTAKE_JOURNAL: mark("Ført {the_intake} i {mail_journal}"),
    DutyKind.PLAN_CREATED: mark("Opprettet i {plan_system} og lagt inn {the_coordinator}"),
    DutyKind.NO_PLAN_FORM: mark("Ført nei til plan på {change_form}"),
    DutyKind.CONSENT_JOURNAL: mark("Ført samtykket i journalen"),
    DutyKind.DEVIATION_REPLY: mark("Sendt avvik om svarfristen i {quality_system}"),
    DutyKind.MORE_TIME_LETTER: mark("Sendt brev om mer tid"),
    DutyKind.MORE_TIME_JOURNAL: mark("Ført brevet om mer tid i {mail_journal}"),
    DutyKind.DEVIATION_APPOINT: mark("Sendt avvik om {months}-månedersfristen i {quality_system}"),
    DutyKind.CLOSE_RECORD: mark("Avsluttet {coordinator} i {record_system}"),
    DutyKind.CLOSE_STATISTICS: mark("Rettet {statistics_system}"),
    DutyKind.CLOSE_FORM: mark("Ført avslutningen på {change_form}"),
    DutyKind.PAUSE_RECORD: mark("Ført pausen i {record_system}"),
    DutyKind.PAUSE_STATISTICS: mark("Rettet {statistics_system} for pausen"),
    DutyKind.RESUME_RECORD: mark("Ført {coordinator} på nytt i {record_system}"),
    DutyKind.RESUME_STATISTICS: mark("Rettet {statistics_system} etter pausen"),
}
DEVIATIONS = frozenset({DutyKind.DEVIATION_REPLY, DutyKind.DEVIATION_APPOINT})


def draw(scene: Scene) -> Drawn:
    """The duties of the assignment `scene.data['about']` as they are now; final when all are done, or the name was replaced."""
    case, words = scene.case, scene.words
    assert case is not None
    assignment = next((each for each in case.assignments if each.seq == scene.data["about"]), None)
    assert assignment is not None
    duties = case.duties_about(APPOINTMENT, assignment.seq)
    owed = [duty for duty in duties if duty.done_on is None]
    body: list[CardElement]
    fell_away = assignment.ended_at is not None and assignment.end_reason not in (EndReason.HANDED_OVER, EndReason.CASE_CLOSED)
    if fell_away:
        body = draw_ended(scene, case)
    elif not owed:
        body = draw_all_done(scene, case, assignment, duties)
    else:
        body = draw_open(scene, case, assignment, duties)
    return build.finish(scene, body, words.plain("Nytt i en sak"), final=fell_away, full=True)


def draw_ended(scene: Scene, case: Case) -> list[CardElement]:
    """The name was taken back or replaced: these duties fell away."""
    say = scene.words.say
    return [
        build.heading(say("Ikke lenger aktuelt")),
        build.line(say("Sak {number}. Svaret er endret. Du trenger ikke gjøre noe her.", number=case.number)),
    ]


def draw_all_done(scene: Scene, case: Case, assignment: Assignment, duties: Sequence[Duty]) -> list[CardElement]:
    """Everything is ticked off: when the last was done, and by whom."""
    say = scene.words.say
    last = max(duties, key=lambda duty: (duty.done_on or duty.created_at.date(), duty.ticked_at or duty.created_at), default=None)
    body: list[CardElement] = [build.heading(say("Alt er gjort"))]
    if last is None or last.done_on is None or last.done_by is None:
        return [*body, build.line(say("Sak {number}.", number=case.number))]
    name = name_person(scene, last.done_by)
    told = say("Sak {number}. Siste oppgave gjort {day} av {name}.", number=case.number, day=last.done_on, name=name)
    return [*body, build.line(told), *tell_welcome(scene, assignment), build.actions(*offer_looking(scene, case, assignment))]


def draw_open(scene: Scene, case: Case, assignment: Assignment, duties: Sequence[Duty]) -> list[CardElement]:
    """Who is coordinator, what is done, what remains to tick off."""
    words = scene.words
    owed = [duty for duty in duties if duty.done_on is None]
    done, total = len(duties) - len(owed), len(duties)
    return [
        build.heading(words.say("Oppgaver etter bytte") if find_former(case, assignment) else words.say("Oppgaver etter oppnevning")),
        *build.lines(tell_coordinator(scene, case, assignment)),
        build.line(words.say("{done} av {total} er gjort.", done=done, total=total), bold=True),
        ProgressBar(value=done, max=total, fallback="drop"),
        *list_done(scene, duties),
        *list_cautions(scene, assignment),
        *draw_ticks(scene, owed),
        build.actions(*offer_actions(scene, case, assignment)),
    ]


def tell_coordinator(scene: Scene, case: Case, assignment: Assignment) -> list[Raw]:
    """Who is coordinator, from when, after whom; or who was, once another has taken over."""
    say, role = scene.words.say, name_role(scene.words, case)
    if assignment.end_reason is EndReason.HANDED_OVER:
        name = name_coordinator(assignment, scene.directory)
        return [say("Sak {number}. {name} var {role}. En ny har tatt over.", number=case.number, name=name, **role)]
    told, former = [describe_appointed(scene, case, assignment)], find_former(case, assignment)
    if assignment.starts_on and assignment.starts_on > today(scene):
        told.append(say("Tar over {day}.", day=assignment.starts_on))
    if former:
        told.append(say("Tidligere {role}: {name}.", name=name_coordinator(former, scene.directory), **role))
    return told


def list_cautions(scene: Scene, assignment: Assignment) -> tuple[CardElement, ...]:
    """What KE should see before going on: the person says it is wrong, is not permanently employed, or has not been told."""
    say, said = scene.words.say, list[Raw]()
    if assignment.disputed_at:
        said.append(say("{The_coordinator} sier at dette ikke stemmer."))
    if assignment.permanent is False and scene.municipality.require_permanent == "warn":
        said.append(say("{The_coordinator} er ikke fast ansatt, men bør være det."))
    return (*((build.box("warning", *(build.line(each) for each in said)),) if said else ()), *tell_welcome(scene, assignment))


def tell_welcome(scene: Scene, assignment: Assignment) -> tuple[CardElement, ...]:
    """Why the welcome has not been sent, or when it was; it waits until the leader has told the coordinator (process.md §7.11)."""
    say = scene.words.say
    if assignment.ended_at:
        return ()
    if assignment.welcomed_at:
        return (build.line(say("Velkomsten ble sendt {at}.", at=assignment.welcomed_at)),)
    if assignment.named.person is None:
        return (build.line(say("{The_coordinator} er ikke i Teams her. Send håndboken på e-post.")),)
    if not assignment.informed_at:
        return (
            build.line(say("Velkomsten kan ikke sendes ennå. {The_leader} har ikke krysset av for at {the_coordinator} er informert.")),
        )
    return (build.line(say("Velkomsten er ikke sendt.")),)


def name_duty(scene: Scene, kind: DutyKind) -> str:
    """What a person has done when the duty is ticked off, as plain text."""
    return scene.words.plain(DO[kind], months=scene.municipality.deadlines.months)


def list_done(scene: Scene, duties: Iterable[Duty]) -> tuple[CardElement, ...]:
    """One line for each duty that is done: what, when, by whom, and the number of a deviation."""
    told: list[Raw] = []
    for duty in duties:
        if duty.done_on is None or duty.done_by is None:
            continue
        blanks = {"what": name_duty(scene, duty.kind), "day": duty.done_on, "name": name_person(scene, duty.done_by)}
        if duty.reference and duty.kind in DEVIATIONS:
            told.append(scene.words.say("{what}, nr. {reference}: {day}, {name}", reference=duty.reference, **blanks))
        else:
            told.append(scene.words.say("{what}: {day}, {name}", **blanks))
    return (build.line(scene.words.say("Gjort:"), bold=True), *build.lines(told)) if told else ()


def draw_ticks(scene: Scene, owed: Sequence[Duty]) -> tuple[CardElement, ...]:
    """Boxes to tick for what is not done, and a field for the deviation's number when one of them is a deviation."""
    plain = scene.words.plain
    boxes = build.choose_many(
        "duties", plain("Kryss av det du har gjort"), [(duty.kind.value, name_duty(scene, duty.kind)) for duty in owed]
    )
    if not DEVIATIONS.intersection(duty.kind for duty in owed):
        return (boxes,)
    return boxes, build.text_input("reference", plain("Avviksnummer (valgfritt)"), max_length=20)


def number_form(scene: Scene, verb: str, id: str, known: str | None) -> ShowCardAction:
    """The deviation's number, entered or put right once it has been sent."""
    plain = scene.words.plain
    field = build.text_input("reference", plain("Avviksnummer"), max_length=20, error=plain("Skriv nummeret."), value=known or "")
    return build.show_card(plain("Avviksnummer"), [field], build.execute(plain("Lagre nummeret"), verb, id, main=True))


def offer_welcome(scene: Scene, case: Case, assignment: Assignment) -> tuple[Action, ...]:
    """The button that sends the welcome, when it may be sent and has not been; not while the name is in doubt."""
    if case.closed_at or assignment.ended_at or assignment.welcomed_at or assignment.disputed_at:
        return ()
    if not assignment.informed_at or assignment.named.person is None:
        return ()
    return (build.execute(scene.words.plain("Send velkomst"), "welcome", build.case_id(case), main=True),)


def offer_actions(scene: Scene, case: Case, assignment: Assignment) -> tuple[Action, ...]:
    """Six at most: welcome, save, all done, texts, the right name, and undo."""
    plain = scene.words.plain
    duties, welcome = build.duties_id(case, assignment.seq), offer_welcome(scene, case, assignment)
    return (
        *welcome,
        build.execute(plain("Lagre"), "tick", duties, main=not welcome),
        build.execute(plain("Alt gjort i dag"), "tick_all", duties),
        build.execute(plain("Vis tekster"), "show_texts", build.case_id(case)),
        *(() if case.closed_at or assignment.ended_at else offer_names(scene, case, assignment)),
        *offer_undo(scene, case, assignment),
    )


def offer_names(scene: Scene, case: Case, assignment: Assignment) -> tuple[Action, ...]:
    """Another name, and while the coordinator says that the name is wrong, the choice to let it stand."""
    return (replace_form(scene, case, assignment.unit), *((uphold_name(scene, case),) if assignment.disputed_at else ()))


def offer_looking(scene: Scene, case: Case, assignment: Assignment) -> tuple[Action, ...]:
    """When all is done: the welcome if it was not sent, the texts once more, and undo."""
    return (
        *offer_welcome(scene, case, assignment),
        build.execute(scene.words.plain("Vis tekster"), "show_texts", build.case_id(case)),
        *offer_undo(scene, case, assignment),
    )


def offer_undo(scene: Scene, case: Case, assignment: Assignment) -> tuple[Action, ...]:
    """The button that takes back the newest ticks, when there are any."""
    if not find_last_ticks(case, APPOINTMENT, assignment.seq):
        return ()
    return (build.execute(scene.words.plain("Angre siste"), "undo_tick", build.duties_id(case, assignment.seq)),)
