"""The JSON interface of the local Teams, for its page and for scripts. Every POST returns when all that is due has been delivered."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.local.answers import Refusal, read_body, reply
from bot.local.bot import Bot
from bot.local.chats import Activity, Changes, Chats, stamp
from bot.local.clock import MovableClock
from bot.local.files import LocalFiles
from bot.local.people import Person
from bot.local.press import MissingInputs
from bot.local.teams import CONSENT, Teams
from bot.local.timeline import Backwards, Timeline, add_duration

STOP = "stop"
"""Told to the chats' watchers when the server stops, so that no page holds it up."""


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Message(_Body):
    text: str = ""
    attachments: list[dict[str, Any]] = []
    edits: str | None = None


class _Press(_Body):
    activityId: str
    action: dict[str, Any]
    inputs: dict[str, Any] = {}


class _FileAnswer(_Body):
    activityId: str
    accept: bool


class _Move(_Body):
    now: AwareDatetime | None = None
    advance: str | None = None
    to: str | None = None


class _Block(_Body):
    blocked: bool


class Api:
    """The routes under /local/."""

    def __init__(  # noqa: PLR0917 - the parts of the local Teams
        self, people: Sequence[Person], chats: Chats, clock: MovableClock, teams: Teams, files: LocalFiles, bot: Bot
    ) -> None:
        self._people = {person.id: person for person in people}
        self._chats = chats
        self._clock = clock
        self._teams = teams
        self._files = files
        self._bot = bot
        self._timeline = Timeline(clock, bot)

    def routes(self) -> list[web.RouteDef]:
        """The routes to add to the server."""
        person = "/local/people/{person}"
        return [
            web.get("/local/people", self._show_people),
            web.get(f"{person}/chat", self._show_chat),
            web.post(f"{person}/messages", self._say),
            web.post(f"{person}/actions", self._press),
            web.post(f"{person}/files", self._answer_file),
            web.get(f"{person}/block", self._show_block),
            web.post(f"{person}/block", self._block),
            web.get("/local/clock", self._show_clock),
            web.post("/local/clock", self._move_clock),
            web.get("/local/mail", self._show_mail),
            web.get("/local/events", self._stream_events),
        ]

    async def _show_people(self, _: web.Request) -> web.Response:
        return reply([asdict(person) for person in self._people.values()])

    async def _show_chat(self, request: web.Request) -> web.Response:
        return reply([_seen(activity) for activity in self._chats.read(self._person(request).id)])

    async def _say(self, request: web.Request) -> web.Response:
        person = self._person(request)
        message = await read_body(request, _Message)
        self._check_not_blocked(person)
        with self._chats.noting(person.id) as changes:
            if message.edits is None:
                await self._teams.say(person, message.text, message.attachments)
            else:
                await self._teams.edit(person, self._own_message(person, message.edits), message.text)
            return await self._settled(changes)

    async def _press(self, request: web.Request) -> web.Response:
        person = self._person(request)
        press = await read_body(request, _Press)
        self._check_not_blocked(person)
        activity = self._chats.find(press.activityId)
        if activity is None:
            raise Refusal(404, "Denne meldingen finnes ikke.")
        if press.action.get("type") not in {"Action.Execute", "Action.Submit"}:
            raise Refusal(400, "Bare Action.Execute og Action.Submit kan sendes til boten.")
        with self._chats.noting(person.id) as changes:
            try:
                answer = await self._teams.press(person, activity, press.action, press.inputs)
            except MissingInputs as missing:
                raise Refusal(400, f"Fyll ut dette først: {', '.join(missing.names)}") from None
            return await self._settled(changes, answer)

    async def _answer_file(self, request: web.Request) -> web.Response:
        """A yes is answered with the bytes of the file the bot put in the person's OneDrive, a no as a press is."""
        person = self._person(request)
        given = await read_body(request, _FileAnswer)
        self._check_not_blocked(person)
        activity = self._chats.find(given.activityId)
        if activity is None or activity.person != person.id or not any(each.get("contentType") == CONSENT for each in activity.attachments):
            raise Refusal(404, "Her er det ingen fil å svare på.")
        place = self._files.make_place() if given.accept else None
        with self._chats.noting(person.id) as changes:
            await self._teams.answer_file(person, activity, place)
            settled = await self._settled(changes)
        if place is None:
            return settled
        content = self._files.find(place[0])
        if content is None:
            raise Refusal(409, "Boten la ingen fil der den fikk lov til.")
        name = activity.attachments[0]["name"]
        headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
        return web.Response(body=content, content_type="application/octet-stream", headers=headers)

    async def _show_block(self, request: web.Request) -> web.Response:
        return reply({"blocked": self._chats.is_blocked(self._person(request).id)})

    async def _block(self, request: web.Request) -> web.Response:
        person = self._person(request)
        blocked = (await read_body(request, _Block)).blocked
        was_blocked = self._chats.is_blocked(person.id)
        with self._chats.noting(person.id) as changes:
            self._chats.set_blocked(person.id, blocked)
            if was_blocked and not blocked:
                await self._teams.install(person)
            return await self._settled(changes)

    async def _show_clock(self, _: web.Request) -> web.Response:
        return reply(
            {
                "now": stamp(self._clock.now()),
                "nextDue": _when(await self._bot.next_due()),
                "nextDeadline": _when(await self._bot.next_deadline()),
            }
        )

    async def _move_clock(self, request: web.Request) -> web.Response:
        move = await read_body(request, _Move)
        if len(move.model_fields_set) != 1:
            raise Refusal(400, "Skriv enten now, advance eller to.")
        try:
            await self._timeline.move_to(await self._target(move))
        except Backwards:
            raise Refusal(400, "Klokka kan ikke stilles tilbake.") from None
        finally:
            self._chats.tell("clock")
        return await self._show_clock(request)

    async def _target(self, move: _Move) -> datetime:
        if move.now is not None:
            return move.now.astimezone(UTC)
        if move.advance is not None:
            try:
                return add_duration(self._clock.now(), move.advance)
            except ValueError:
                raise Refusal(400, "advance må være en varighet som P1D, P1W eller PT1H.") from None
        if move.to not in {"nextDeadline", "nextDue"}:
            raise Refusal(400, "to må være nextDeadline eller nextDue.")
        target = await (self._bot.next_deadline() if move.to == "nextDeadline" else self._bot.next_due())
        if target is None:
            raise Refusal(400, "Det er ingen frist å gå til.")
        return target

    async def _show_mail(self, _: web.Request) -> web.Response:
        return reply(
            [
                {
                    "id": mail.id,
                    "from": mail.sender,
                    "to": mail.recipients,
                    "subject": mail.subject,
                    "text": mail.text,
                    "timestamp": mail.at,
                }
                for mail in self._chats.read_mail()
            ]
        )

    async def _stream_events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: one line of data per change, a person's id, "mail" or "clock"."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        changes: asyncio.Queue[str] = asyncio.Queue()
        self._chats.watchers.add(changes.put_nowait)
        try:
            with contextlib.suppress(ConnectionResetError):
                await response.write(b"retry: 1000\n\n")
                while (change := await _next_change(changes)) != STOP:
                    await response.write(f"data: {change}\n\n".encode() if change else b": still here\n\n")
        finally:
            self._chats.watchers.discard(changes.put_nowait)
        return response

    async def _settled(self, changes: Changes, answer: Any = None) -> web.Response:
        """The answer to a POST, once the bot has delivered all that is due."""
        await self._bot.settle()
        return reply({"response": answer, "created": changes.created, "updated": changes.updated})

    def _person(self, request: web.Request) -> Person:
        person = self._people.get(request.match_info["person"])
        if person is None:
            raise Refusal(404, "Denne personen finnes ikke her.")
        return person

    def _check_not_blocked(self, person: Person) -> None:
        if self._chats.is_blocked(person.id):
            raise Refusal(409, f"{person.name} har blokkert boten. Fjern blokkeringen først.")

    def _own_message(self, person: Person, activity_id: str) -> Activity:
        activity = self._chats.find(activity_id)
        if activity is None or activity.person != person.id or activity.author != "person":
            raise Refusal(404, "Du kan bare endre en melding du selv har skrevet.")
        return activity


async def _next_change(changes: asyncio.Queue[str]) -> str | None:
    """The next change, or None after 15 quiet seconds so that a lost page is noticed."""
    try:
        return await asyncio.wait_for(changes.get(), 15)
    except TimeoutError:
        return None


def _seen(activity: Activity) -> dict[str, Any]:
    return {
        "id": activity.id,
        "version": activity.version,
        "from": activity.author,
        "text": activity.body.get("text") or "",
        "attachments": activity.attachments,
        "timestamp": activity.at,
    }


def _when(instant: datetime | None) -> str | None:
    return stamp(instant) if instant else None
