"""Draws a message for its reader: gathers from storage what the card may show, and hands it to the cards.

Used twice: by the courier for what is sent or redrawn, and by the service for the card that answers a press at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from bot.cards import choose_unit, round_view
from bot.cards.draw import draw
from bot.cards.pointing import point_to, stamp
from bot.cards.scene import TEAMS, Drawn, Scene
from bot.casework.deadlines import oslo_date
from bot.casework.inviting import Attendance, find_receivers
from bot.casework.model import Case, Directory, Person, PersonId, Role
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Refusal
from bot.casework.overview import GROUPS, Group
from bot.casework.relevance import still_matters
from bot.casework.seeing import Seen, role_of
from bot.casework.situation import answers, leads
from bot.casework.training import Course, Need, may_see_course
from bot.casework.yearly_round import Book
from bot.registers.statistics_book import count_year
from bot.storage.messages import Posted
from bot.storage.store import Work
from bot.texts.words import Words

FIRST = 5
FIRST_IN_LIST = 20
DEADLINES = (Group.OVERDUE, Group.THREE_MONTHS, Group.WAITING)


class Drawing:
    """Draws messages for one municipality."""

    def __init__(self, municipality: Municipality, chat_link: str = TEAMS) -> None:
        """`chat_link` opens one's own chat with the bot."""
        self.municipality = municipality
        self.chat_link = chat_link
        self._words = lru_cache(maxsize=8)(self._make_words)

    def _make_words(self, locale: str, today: date) -> Words:
        return Words("nn" if locale == "nn" else "nb", self.municipality, today)

    def words_for(self, reader: Person, now: datetime) -> Words:
        """The texts in the reader's own language, or the municipality's."""
        return self._words(reader.locale or self.municipality.locale, oslo_date(now))

    def draw_to_send(self, work: Work, posted: Posted, now: datetime) -> Drawn | None:
        """The message as the courier sends or redraws it; None when it never went out and no longer has anything to say."""
        scene = self.set_scene(work, posted, now)
        if posted.activity_id is None and not has_something_to_say(posted, scene):
            return None
        return draw_message(posted, scene)

    def draw_pressed(self, work: Work, posted: Posted, now: datetime, notice: Refusal | None = None) -> Drawn:
        """The message that somebody pressed, as it is now, perhaps with why nothing was changed."""
        scene = replace(self.set_scene(work, posted, now), notice=notice)
        return draw_message(posted, scene)

    def set_scene(self, work: Work, posted: Posted, now: datetime) -> Scene:
        """Everything the card may show, gathered."""
        directory = work.directory()
        reader = directory.people[posted.to]
        case = work.case(posted.case) if posted.case is not None else None
        request = case.find_request(posted.request) if case and posted.request is not None else None
        scene = Scene(
            kind=posted.kind,
            reader=reader,
            now=now,
            municipality=self.municipality,
            directory=directory,
            words=self.words_for(reader, now),
            case=case,
            request=request,
            data=posted.data,
            chat_link=self.chat_link,
        )
        if posted.data.get("view") == "confirm":
            meant = posted.data.get("cases") or posted.data.get("choices") or ()
            return replace(scene, cases=tuple(case for number in meant if (case := work.case(number))))
        if posted.kind is Kind.CHOOSE_UNIT:
            return replace(scene, load=work.unit_load()) if case and choose_unit.is_open(case, posted.data) else scene
        if posted.kind is Kind.REMINDING and posted.reminding_on:
            return replace(scene, due=tuple(work.due_reminders(posted.to, posted.reminding_on)))
        if posted.kind is Kind.ROUND:
            return replace(scene, roles=work.roles(posted.to), book=find_book(work, posted, reader))
        if posted.kind is Kind.TRAINING:
            return replace(scene, roles=work.roles(posted.to), needs=find_needs(work, posted, reader))
        if posted.kind is Kind.INVITATION:
            return invite(work, scene, posted)
        if posted.kind is Kind.YEARLY_TASK:
            return replace(scene, load=work.unit_load(), tick=work.yearly_tick(posted.data["task"], posted.data["year"]))
        if posted.kind is Kind.COURSE:
            return replace(scene, roles=work.roles(posted.to), courses=find_courses(work, posted, directory))
        if posted.kind not in (Kind.DIGEST, Kind.ANSWER):
            return scene
        scene = self.count(work, replace(scene, roles=work.roles(posted.to)))
        if reader.is_ke and (posted.kind is Kind.DIGEST or posted.data.get("view") in {"overview", "deadlines"}):
            scene = replace(scene, needs=find_needs(work, posted, reader))
        if groups := groups_shown(posted.kind, posted.data, scene.roles):
            first = FIRST_IN_LIST if posted.data.get("view") == "list" else FIRST
            appoint = self.municipality.deadlines.appoint
            soon = timedelta(days=max(appoint.warnings, default=0) if appoint else 0)
            seen = work.overview(reader.id, groups, oslo_date(now), since(posted.data), first, soon, posted.data.get("unit"))
            return replace(scene, overview=seen)
        return scene

    def count(self, work: Work, scene: Scene) -> Scene:
        """The scene with the figures, for KE who asked for them."""
        if not scene.reader.is_ke or scene.data.get("view") != "figures":
            return scene
        year = scene.data.get("year") or oslo_date(scene.now).year
        return replace(scene, figures=work.figures(), statistics=count_year(work, self.municipality, year))


def draw_message(posted: Posted, scene: Scene) -> Drawn:
    """What is shown of a message, with what its reader sees of cases; each button tells which message it belongs to."""
    drawn = draw(scene)
    return replace(drawn, card=stamp(drawn.card, point_to(posted.id, posted.key)), seen=find_seen(posted, scene))


def find_seen(posted: Posted, scene: Scene) -> Seen | None:
    """Which cases the reader sees on the card, as what; None where it is about none."""
    shown = {case.id: case for case in cases_shown(scene)}
    if not shown:
        return None
    one = scene.case.id if scene.case else None
    listed = tuple(case for case in shown if case != one)
    role = role_of(shown.values(), posted.to, scene.directory, oslo_date(scene.now))
    return Seen(posted.data.get("view") or posted.kind.value, role, one, listed)


def cases_shown(scene: Scene) -> Iterator[Case]:
    """The case the card is about, and those in its lists."""
    if scene.case:
        yield scene.case
    yield from scene.cases
    yield from (case for group in scene.overview.cases.values() for case in group)
    yield from (case for case, _ in scene.due)
    yield from scene.book.cases if scene.book else ()


def has_something_to_say(posted: Posted, scene: Scene) -> bool:
    """Whether a message that was never sent should be sent at all."""
    if scene.case is not None:
        return still_matters(posted.kind, scene.case, posted.request, posted.data) and still_asked(posted.kind, scene, scene.case)
    if posted.kind is Kind.REMINDING:
        return any(request.live and not case.closed_at for case, request in scene.due)
    if posted.kind is Kind.ROUND:
        return round_view.has_something_to_ask(scene)
    if posted.kind is Kind.INVITATION:
        return not posted.data.get("stage") or scene.answers.get(posted.to, Attendance.NO) is None
    if posted.kind is Kind.COURSE:
        return not posted.data.get("asked") or any(course is None or course.done_on is None for course in scene.courses.values())
    if posted.kind is Kind.DIGEST:
        return bool(scene.needs) or any(scene.overview.counts.values())
    if posted.kind is Kind.SHARED_MAIL:
        return not scene.directory.reaches_ke()
    return True


def still_asked(kind: Kind, scene: Scene, case: Case) -> bool:
    """Whether what only a unit's leader can answer still goes to one who may."""
    match kind:
        case Kind.REQUEST | Kind.UNREAD_MAIL:
            return scene.request is not None and answers(scene.reader.id, scene.request, scene.directory)
        case Kind.HANDOVER:
            return scene.reader.is_ke or leads(scene.reader.id, case.newest_assignment, case, scene.directory)
        case _:
            return True


def find_book(work: Work, posted: Posted, reader: Person) -> Book | None:
    """The round a message is about, with the cases of a unit, of everybody, or the reader's own."""
    round = work.round(posted.data.get("year"))
    if round is None:
        return None
    if unit := posted.data.get("unit"):
        return work.round_book(round, units=(unit,))
    return work.round_book(round) if shows_all(posted, reader) else work.round_book(round, person=reader.id)


def shows_all(posted: Posted, reader: Person) -> bool:
    """Whether it is KE's own view."""
    return bool(posted.data.get("ke")) and reader.is_ke


def invite(work: Work, scene: Scene, posted: Posted) -> Scene:
    """The scene with the invitation a message is about, or the newest; a draft with those who would get it."""
    whose = None if scene.reader.is_ke else scene.reader.id
    id = posted.data.get("invitation") or (None if posted.data.get("form") else work.newest_invitation(whose))
    invitation = work.invitation(id) if id else None
    if invitation is None:
        return scene
    if invitation.sent_at is None and invitation.cancelled_at is None:
        coordinators = (person for person, _ in work.coordinators_since())
        return replace(scene, invitation=invitation, receivers=find_receivers(coordinators, scene.directory))
    return replace(scene, invitation=invitation, answers=work.invitation_answers(invitation.id))


def find_needs(work: Work, posted: Posted, reader: Person) -> tuple[Need, ...]:
    """The need a message is about; else for KE every need that is to be offered."""
    if id := posted.data.get("need"):
        need = work.need(id)
        return (need,) if need else ()
    return work.needs(only_open=True) if reader.is_ke else ()


def find_courses(work: Work, posted: Posted, directory: Directory) -> dict[PersonId, Course | None]:
    """What is noted of one person, of every coordinator whose course the reader may see, or of the reader."""
    listed = [person for person, _ in work.coordinators_since()] if posted.data.get("list") else [posted.data.get("person", posted.to)]
    people = sorted((each for each in listed if may_see_course(each, posted.to, directory)), key=lambda each: directory.people[each].name)
    noted = work.courses(people)
    return {person: noted.get(person) for person in people}


def groups_shown(kind: Kind, data: Mapping[str, Any], roles: frozenset[Role]) -> tuple[Group, ...]:
    """Which groups a digest, a list, the status or the deadlines need; none for other messages."""
    mine = next((GROUPS[role] for role in Role if role in roles), ())
    if kind is Kind.DIGEST:
        return tuple(dict.fromkeys((*mine, Group.MINE))) if data.get("asked") else mine
    match data.get("view") if kind is Kind.ANSWER else None:
        case "overview":
            return mine
        case "deadlines":
            return tuple(group for group in DEADLINES if group in mine) or mine
        case "list":
            return (Group(data["group"]),)
        case _:
            return ()


def since(data: Mapping[str, Any]) -> datetime | None:
    """The instant from which news counts, as it was when the message was decided."""
    return datetime.fromisoformat(data["since"]) if data.get("since") else None
