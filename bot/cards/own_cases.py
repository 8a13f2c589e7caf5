"""A coordinator's own cases in rows: what comes, and what is not reported yet (cards.md 8.12)."""

from collections.abc import Iterator
from datetime import date, timedelta

from microsoft_teams.cards import Action

from bot.cards import build
from bot.cards.reported import list_due
from bot.cards.roles import name_role
from bot.cards.scene import Scene
from bot.cards.status import name_person, today
from bot.casework.deadlines import oslo_date
from bot.casework.following_up import silent_since
from bot.casework.model import Assignment, Case
from bot.texts.papers import find_successor, name_coordinator
from bot.texts.words import Raw


def tell_own(scene: Scene, case: Case) -> Raw:
    """What comes and what is missing; since when, if there is neither."""
    own = case.acting(scene.reader.id, today(scene))
    if own is None:
        return Raw(". ".join(text for _, text in list_standing_in(scene, case)))
    told = [text for _, text in list_coming(scene, case, own)] + list(list_missing(scene, case, own))
    since = scene.words.say("{Role} siden {since}", since=oslo_date(own.named_at), **name_role(scene.words, case))
    return Raw(". ".join(told)) if told else since


def tell_soon(scene: Scene, case: Case) -> Raw:
    """What comes within the profile's days; nothing when nothing does."""
    own = case.acting(scene.reader.id, today(scene))
    last = today(scene) + timedelta(days=scene.municipality.deadlines.digest_horizon_days)
    return Raw(". ".join(text for day, text in list_coming(scene, case, own) if day <= last)) if own else Raw()


def list_coming(scene: Scene, case: Case, own: Assignment) -> Iterator[tuple[date, Raw]]:
    """The days ahead: a vikar who begins or ends, a take-over, the next meeting, the month of a pause."""
    say, now = scene.words.say, today(scene)
    yield from list_standing_in(scene, case)
    if own.starts_on and own.starts_on > now:
        yield own.starts_on, say("Du tar over {day}", day=own.starts_on)
    if own.ends_on:
        new = find_successor(case, own)
        name = name_coordinator(new, scene.directory) if new else ""
        yield own.ends_on, say("{name} tar over {day}", name=name, day=own.ends_on)
    yield from list_due(scene, case)
    if case.pause:
        yield case.pause.until, say("På pause til {month}", month=scene.words.month(case.pause.until))


def list_standing_in(scene: Scene, case: Case) -> Iterator[tuple[date, Raw]]:
    """Until when the reader acts for the coordinator, or somebody acts for the reader."""
    say, substitute = scene.words.say, case.substitute
    if substitute is None or substitute.person is None:
        return
    blanks = {"first": substitute.first_day, "last": substitute.last_day}
    if substitute.person == scene.reader.id:
        yield substitute.last_day, say("Du er vikar fra {first} til {last}", **blanks)
    else:
        yield substitute.last_day, say("{name} er vikar fra {first} til {last}", name=name_person(scene, substitute.person), **blanks)


def list_missing(scene: Scene, case: Case, own: Assignment) -> Iterator[Raw]:
    """What has not been reported, once the coordinator is in place and the case is not paused."""
    waits = case.pause is not None or (own.starts_on is not None and own.starts_on > today(scene))
    if own.first_talk_on is None and own.started_at is None and not waits and case.id not in scene.data.get("asked", ()):
        yield scene.words.say("Oppstartssamtale er ikke meldt")
    if silent := silent_since(case, scene.municipality.follow_up, today(scene)):
        yield scene.words.say("Ingenting er meldt siden {day}. Er alt i rute, trenger du ikke gjøre noe", day=silent)


def tell_start(scene: Scene, own: Assignment) -> Raw:
    """Whether the first conversation was held, or what was answered since it was asked."""
    say = scene.words.say
    if own.first_talk_on:
        return say("Oppstartssamtale holdt {day}", day=own.first_talk_on)
    wanted = say("{KE} har fått beskjed om at du ønsker veiledning") if own.guidance_wanted_at else None
    asked = say("Er oppstartssamtalen holdt?")
    return say("{told}. {asked}", told=wanted, asked=asked) if wanted else asked


def offer_start(scene: Scene, case: Case, own: Assignment) -> Iterator[Action]:
    """The day, not yet, or help: to be pressed where it is asked (S0-30, S0-17)."""
    plain, id = scene.words.plain, build.case_id(case)
    asked = build.date_input("first_talk_on", plain("Dato"), error=plain("Velg en dato som ikke er fram i tid."), last=today(scene))
    save = build.execute(plain("Lagre"), "started", id, main=True)
    yield build.show_card(plain("Oppstartssamtale holdt"), [asked], save)
    yield build.execute(plain("Ikke ennå"), "choose", f"first_talk:{id}:no")
    if own.guidance_wanted_at is None:
        yield build.execute(plain("Jeg ønsker veiledning"), "guidance", id)
