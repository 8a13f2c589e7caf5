"""Microsoft Graph as the bot calls it, for the people of the local Teams: users, groups, the app for a person, mail; with its refusals."""

import json
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from aiohttp import web

from bot.local.people import Person

Json = dict[str, Any]
Install = Callable[[Person], Awaitable[None]]

KE_GROUP = "c0ffee00-0000-4000-8000-0000000000cc"
"""The group of those who are KE."""
CATALOGUE = "c0ffee00-0000-4000-8000-0000000000aa"
"""The id of the bot's app in the tenant's catalogue."""
SENDER = "koordinatorbot@kommune.example"
"""The bot's own mailbox."""
PAGE = 2
"""How many a page holds, however many are asked for, so that every list has several."""
VALUE = re.compile(r"'((?:[^']|'')*)'")


@dataclass
class Refusal:
    """The next calls that go wrong: `times` of those whose path holds `path`."""

    status: int
    code: str = "serviceNotAvailable"
    retry_after: str | None = None
    path: str = ""
    times: int = 1


@dataclass
class LocalGraph:
    """The routes under /graph. What is set here is what the tenant is like; `calls` is what was asked of it."""

    people: Iterable[Person]
    closed: set[str] = field(default_factory=set)
    """Entra ids of accounts that are there and may not log in."""
    gone: set[str] = field(default_factory=set)
    """Entra ids of people who are deleted."""
    groups: dict[str, list[str]] = field(default_factory=dict)
    """Members of a group by id: people, or other groups."""
    granted: set[str] = field(
        default_factory=lambda: {"User.Read.All", "GroupMember.Read.All", "TeamsAppInstallation.ReadWriteSelfForUser.All", "Mail.Send"}
    )
    catalogue: str = CATALOGUE
    installed: set[str] = field(default_factory=set)
    install: Install | None = None
    """Called when the app is installed for a person, as Teams then tells the bot."""
    senders: set[str] = field(default_factory=set)
    sent: list[tuple[str, EmailMessage]] = field(default_factory=list)
    """The mailbox and the letter."""
    refusals: list[Refusal] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    refused_tokens: set[str] = field(default_factory=set)

    def routes(self) -> list[web.RouteDef]:
        """The routes to add to a server."""
        apps = "/graph/v1.0/users/{user}/teamwork/installedApps"
        return [
            web.get("/graph/v1.0/users", self._guard("User.Read.All", self._list_users)),
            web.get("/graph/v1.0/users/{user}", self._guard("User.Read.All", self._show_user)),
            web.get("/graph/v1.0/groups/{group}/transitiveMembers", self._guard("GroupMember.Read.All", self._list_members)),
            web.post(apps, self._guard("TeamsAppInstallation.ReadWriteSelfForUser.All", self._install)),
            web.get(apps, self._guard("TeamsAppInstallation.ReadWriteSelfForUser.All", self._list_apps)),
            web.get(apps + "/{installation}/chat", self._guard("TeamsAppInstallation.ReadWriteSelfForUser.All", self._show_chat)),
            web.post("/graph/v1.0/users/{user}/sendMail", self._guard("Mail.Send", self._send_mail)),
        ]

    def _guard(self, permission: str, answer: Callable[[web.Request], Awaitable[web.Response]]) -> Any:
        async def guarded(request: web.Request) -> web.Response:
            self.calls.append(f"{request.method} {request.path_qs}")
            token = request.headers.get("Authorization", "").removeprefix("Bearer ")
            self.tokens.append(token)
            if not token or token in self.refused_tokens:
                return refuse(401, "InvalidAuthenticationToken")
            for refusal in self.refusals:
                if refusal.times and refusal.path in request.path:
                    refusal.times -= 1
                    return refuse(refusal.status, refusal.code, refusal.retry_after)
            if permission not in self.granted:
                return refuse(403, "ErrorAccessDenied" if permission == "Mail.Send" else "Authorization_RequestDenied")
            return await answer(request)

        return guarded

    def _present(self) -> list[Person]:
        return [person for person in self.people if person.id not in self.gone]

    def _find(self, name: str) -> Person | None:
        """By object id or the name they log in with."""
        return next((each for each in self._present() if name.casefold() in {each.id, each.email.casefold()}), None)

    def _describe(self, person: Person, query: Mapping[str, str]) -> Json:
        whole = {
            "id": person.id,
            "displayName": person.name,
            "mail": person.email,
            "userPrincipalName": person.email,
            "accountEnabled": person.id not in self.closed,
            "jobTitle": None,
        }
        wanted = query["$select"].split(",") if "$select" in query else ["id", "displayName", "mail", "userPrincipalName", "jobTitle"]
        return {name: whole[name] for name in wanted}

    async def _list_users(self, request: web.Request) -> web.Response:
        asked = request.query.get("$filter", "")
        values = [value.replace("''", "'").casefold() for value in VALUE.findall(asked)]
        if asked.startswith("id in (") and len(values) <= 15:
            found = [each for each in self._present() if each.id in values]
        elif re.fullmatch(r"mail eq '.*' or userPrincipalName eq '.*'", asked):
            found = [each for each in self._present() if each.email.casefold() in values]
        else:
            return refuse(400, "Request_UnsupportedQuery")
        return self._page(request, [self._describe(each, request.query) for each in found])

    async def _show_user(self, request: web.Request) -> web.Response:
        person = self._find(request.match_info["user"])
        return web.json_response(self._describe(person, request.query)) if person else refuse(404, "Request_ResourceNotFound")

    async def _list_members(self, request: web.Request) -> web.Response:
        group = request.match_info["group"]
        if group not in self.groups:
            return refuse(404, "Request_ResourceNotFound")
        ids = self._unfold(group)
        people = [
            {"@odata.type": "#microsoft.graph.user", **self._describe(each, request.query)} for each in self._present() if each.id in ids
        ]
        inside = [{"@odata.type": "#microsoft.graph.group", "id": each, "displayName": each} for each in ids if each in self.groups]
        return self._page(request, inside + people)

    def _unfold(self, group: str) -> list[str]:
        direct = self.groups.get(group, [])
        return [*direct, *(each for inner in direct for each in self._unfold(inner))]

    async def _install(self, request: web.Request) -> web.Response:
        person = self._find(request.match_info["user"])
        if person is None:
            return refuse(404, "NotFound")
        bound = str((await request.json()).get("teamsApp@odata.bind"))
        if not bound.endswith(f"/v1.0/appCatalogs/teamsApps/{self.catalogue}"):
            return refuse(404, "NotFound")
        if person.id in self.installed:
            return refuse(409, "Conflict")
        self.installed.add(person.id)
        if self.install:
            await self.install(person)
        return web.Response(status=201)

    async def _list_apps(self, request: web.Request) -> web.Response:
        person = self._find(request.match_info["user"])
        if person is None:
            return refuse(404, "NotFound")
        wanted = f"'{self.catalogue}'" in request.query.get("$filter", "") and person.id in self.installed
        app = {"id": installation(person), "teamsApp": {"id": self.catalogue, "distributionMethod": "organization"}}
        return self._page(request, [app] if wanted else [])

    async def _show_chat(self, request: web.Request) -> web.Response:
        person = self._find(request.match_info["user"])
        if person is None or person.id not in self.installed or request.match_info["installation"] != installation(person):
            return refuse(404, "NotFound")
        return web.json_response({"id": person.conversation_id, "chatType": "oneOnOne"})

    async def _send_mail(self, request: web.Request) -> web.Response:
        sender = request.match_info["user"]
        if sender not in self.senders:
            return refuse(404, "ErrorInvalidUser")
        try:
            message = message_from_bytes(b64decode(await request.read(), validate=True), policy=policy.default)
        except NotBase64:
            return refuse(400, "ErrorMimeContentInvalidBase64String")
        assert isinstance(message, EmailMessage)
        self.sent.append((sender, message))
        return web.Response(status=202)

    def _page(self, request: web.Request, found: list[Json]) -> web.Response:
        start = int(request.query.get("$skiptoken", "0"))
        page: Json = {"value": found[start : start + PAGE]}
        if start + PAGE < len(found):
            url = request.url.update_query({"$skiptoken": str(start + PAGE)})
            page["@odata.nextLink"] = str(url)
        return web.json_response(page)


def installation(person: Person) -> str:
    """The id of an installation, which is not the app's own."""
    return str(uuid5(NAMESPACE_URL, person.id))


def refuse(status: int, code: str, retry_after: str | None = None) -> web.Response:
    """An error as Graph writes it."""
    body = json.dumps({"error": {"code": code, "message": "Some words for a developer.", "innerError": {"request-id": "0"}}})
    headers = {"Retry-After": retry_after} if retry_after else {}
    return web.Response(status=status, body=body.encode(), content_type="application/json", headers=headers)
