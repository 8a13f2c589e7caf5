"""The Bot Connector as the bot calls it: send, update, delete, open a chat, ask the roster; with Teams' own refusals."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aiohttp import web

from bot.clock import Clock
from bot.local.chats import Chats, Json
from bot.local.keys import ISSUER, Keys
from bot.local.people import TENANT_ID, Person

LARGEST = 100 * 1024
"""The largest message Teams takes, in bytes as UTF-16."""


class Mishap(StrEnum):
    """How a call goes wrong: answered with a status, dropped before it was taken, taken and then cut off, or taken and answered late."""

    ANSWER = "answer"
    DROP = "drop"
    CUT = "cut"
    HOLD = "hold"


@dataclass
class Fault:
    """A planned mishap for tests: it strikes the next `times` calls of `method`, in one person's chat or in all."""

    mishap: Mishap = Mishap.ANSWER
    status: int = 502
    retry_after: int | None = None
    person: str | None = None
    method: str = "POST"
    times: int = 1
    release: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a held answer may go."""


class ConnectorApi:
    """The routes under /teams/. `faults` is the script of mishaps: each is used up, the first that fits first."""

    def __init__(self, people: Sequence[Person], chats: Chats, keys: Keys, clock: Clock, base_url: str) -> None:
        self._people = people
        self._by_conversation = {person.conversation_id: person for person in people}
        self._chats = chats
        self._keys = keys
        self._clock = clock
        self._base_url = base_url
        self.faults: list[Fault] = []

    def routes(self) -> list[web.RouteDef]:
        """The routes to add to the server."""
        chat = "/teams/v3/conversations/{conversation}"
        return [
            web.get("/teams/.well-known/openidconfiguration", self._show_openid),
            web.get("/teams/.well-known/keys", self._show_keys),
            web.post("/teams/v3/conversations", self._open_chat),
            web.post(f"{chat}/activities", self._send),
            web.post(f"{chat}/activities/{{activity}}", self._send),
            web.put(f"{chat}/activities/{{activity}}", self._update),
            web.delete(f"{chat}/activities/{{activity}}", self._delete),
            web.get(f"{chat}/members", self._show_members),
            web.get(f"{chat}/pagedmembers", self._show_paged_members),
            web.get(f"{chat}/members/{{member}}", self._show_member),
        ]

    async def _show_openid(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                "issuer": ISSUER,
                "jwks_uri": f"{self._base_url}/teams/.well-known/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            }
        )

    async def _show_keys(self, _: web.Request) -> web.Response:
        return web.json_response(self._keys.public_keys())

    async def _open_chat(self, request: web.Request) -> web.Response:
        self._check_token(request)
        members = (await _json(request)).get("members") or []
        wanted = {str(member.get("id")) for member in members if isinstance(member, dict)}
        person = next((p for p in self._people if wanted & {p.teams_id, p.id}), None)
        if person is None:
            raise _error(web.HTTPBadRequest, "BadSyntax", "Unknown member")
        self._check_open(person)
        return web.json_response({"id": person.conversation_id, "serviceUrl": f"{self._base_url}/teams/"}, status=201)

    async def _send(self, request: web.Request) -> web.Response:
        person = self._admit(request)
        activity = await _json(request)
        _check_size(activity)
        if activity.get("type") == "typing":
            return web.json_response({"id": self._chats.new_id(self._clock.now())}, status=201)
        if activity.get("text") and activity.get("attachments"):
            self._chats.add(person.id, "bot", {**activity, "attachments": []}, self._clock.now())
            self._chats.add(person.id, "bot", {**activity, "text": ""}, self._clock.now())
            answer: Json = {}
        else:
            answer = {"id": self._chats.add(person.id, "bot", activity, self._clock.now())}
        await self._answer_late_or_never(request, person)
        return web.json_response(answer, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        person = self._admit(request)
        activity = await _json(request)
        _check_size(activity)
        activity_id = self._find_own(request, person)
        self._chats.change(activity_id, activity)
        await self._answer_late_or_never(request, person)
        return web.json_response({"id": activity_id})

    async def _delete(self, request: web.Request) -> web.Response:
        person = self._admit(request)
        self._chats.change(self._find_own(request, person), {"type": "message", "text": "", "attachments": []})
        return web.Response(status=200)

    async def _show_members(self, request: web.Request) -> web.Response:
        return web.json_response([_member(self._reach(request))])

    async def _show_paged_members(self, request: web.Request) -> web.Response:
        return web.json_response({"members": [_member(self._reach(request))]})

    async def _show_member(self, request: web.Request) -> web.Response:
        person = self._reach(request)
        if request.match_info["member"] not in {person.teams_id, person.id}:
            raise _error(web.HTTPNotFound, "MemberNotFoundInConversation", "The member is not in this conversation")
        return web.json_response(_member(person))

    def _admit(self, request: web.Request) -> Person:
        """The chat's person, when the chat takes what the bot sends."""
        person = self._reach(request)
        self._check_open(person)
        return person

    def _reach(self, request: web.Request) -> Person:
        """The chat's person, when the call is the bot's and no mishap is planned."""
        self._check_token(request)
        person = self._find_chat(request)
        fault = self._next_fault(request, person, Mishap.ANSWER, Mishap.DROP)
        if fault is not None:
            if fault.mishap is Mishap.DROP:
                _hang_up(request)
            raise _planned(fault)
        return person

    async def _answer_late_or_never(self, request: web.Request, person: Person) -> None:
        fault = self._next_fault(request, person, Mishap.CUT, Mishap.HOLD)
        if fault and fault.mishap is Mishap.CUT:
            _hang_up(request)
        elif fault:
            await fault.release.wait()

    def _next_fault(self, request: web.Request, person: Person, *mishaps: Mishap) -> Fault | None:
        for fault in self.faults:
            if fault.mishap in mishaps and fault.method == request.method and fault.person in (None, person.id):
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    def _check_token(self, request: web.Request) -> None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not self._keys.is_bots_token(token):
            raise _error(web.HTTPUnauthorized, "Unauthorized", "Authorization has been denied for this request.")

    def _check_open(self, person: Person) -> None:
        if self._chats.is_blocked(person.id):
            raise _error(web.HTTPForbidden, "MessageWritesBlocked", "The user has blocked the bot")
        if not self._chats.is_installed(person.id):
            raise _error(web.HTTPForbidden, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")

    def _find_chat(self, request: web.Request) -> Person:
        person = self._by_conversation.get(request.match_info["conversation"])
        if person is None:
            raise _error(web.HTTPNotFound, "ConversationNotFound", "Conversation not found.")
        return person

    def _find_own(self, request: web.Request, person: Person) -> str:
        """The id of a message that the bot itself wrote in this chat."""
        activity = self._chats.find(request.match_info["activity"])
        if activity is None or activity.person != person.id:
            raise _error(web.HTTPNotFound, "ActivityNotFoundInConversation", "Activity not found in the conversation.")
        if activity.author != "bot":
            raise _error(web.HTTPForbidden, "Forbidden", "A bot can change only its own messages.")
        return activity.id


def _member(person: Person) -> Json:
    return {
        "id": person.teams_id,
        "name": person.name,
        "aadObjectId": person.id,
        "objectId": person.id,
        "email": person.email,
        "userPrincipalName": person.email,
        "tenantId": TENANT_ID,
        "userRole": "user",
    }


async def _json(request: web.Request) -> Json:
    try:
        body = json.loads(await request.read())
    except ValueError:
        raise _error(web.HTTPBadRequest, "BadSyntax", "Bad JSON") from None
    if not isinstance(body, dict):
        raise _error(web.HTTPBadRequest, "BadSyntax", "Not an object")
    return body


def _check_size(activity: Json) -> None:
    if len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le")) > LARGEST:
        raise _error(web.HTTPRequestEntityTooLarge, "MessageSizeTooBig", "Message size too large.", max_size=LARGEST, actual_size=LARGEST)


def _error(kind: type[web.HTTPException], code: str, message: str, **more: Any) -> web.HTTPException:
    """Teams' form of an error."""
    return kind(text=json.dumps({"error": {"code": code, "message": message}}), content_type="application/json", **more)


def _planned(fault: Fault) -> web.HTTPException:
    """The answer of a planned fault, with any status."""
    kind = type("PlannedFault", (web.HTTPException,), {"status_code": fault.status})
    answer = _error(kind, "Throttled" if fault.status == 429 else "ServiceError", "Planned by a test")
    if fault.retry_after is not None:
        answer.headers["Retry-After"] = str(fault.retry_after)
    return answer


def _hang_up(request: web.Request) -> None:
    """Cut the connection before an answer is written."""
    if request.transport is not None:
        request.transport.abort()
