"""Microsoft Graph over one HTTP session: read a thing, read a list page by page, post; a refusal says what is to be done about it."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from enum import StrEnum

import aiohttp
from yarl import URL

from bot.teams.connector import read_object, read_retry_after, read_string
from bot.teams.credentials import Credential, CredentialFailed
from bot.wire import DirectoryUnknown, Json

VERSION = "v1.0"
TRIES = 4
LONGEST_WAIT = 60.0
"""Seconds: asked to wait longer than this, the caller is told at once, for there is another night."""
PASSING = frozenset({408, 429, 500, 502, 503, 504})
CONSENT = (
    "Microsoft Graph refuses ({code}): the bot's app lacks the application permission {permission}. "
    "A Privileged Role Administrator grants it in the Entra admin centre, under the app's API permissions, with admin consent."
)

Wait = Callable[[float], Awaitable[None]]


class Permission(StrEnum):
    """The application permissions the bot can use, each the least that Microsoft documents for what it is used for."""

    USERS = "User.Read.All"
    GROUP = "GroupMember.Read.All"
    INSTALL = "TeamsAppInstallation.ReadWriteSelfForUser.All"
    MAIL = "Mail.Send"


class GraphFailed(DirectoryUnknown):
    """Graph did not do what was asked. `passing`: another try may well succeed. `in_doubt`: it may have been done all the same."""

    def __init__(self, why: str, status: int | None = None, code: str = "", *, passing: bool = False, in_doubt: bool = False) -> None:
        super().__init__(why)
        self.status = status
        self.code = code
        self.passing = passing
        self.in_doubt = in_doubt


class ConsentMissing(GraphFailed):
    """The permission was not granted; the text names it, and who grants it."""

    def __init__(self, permission: Permission, code: str) -> None:
        super().__init__(CONSENT.format(code=code or "403", permission=permission), 403, code)
        self.permission = permission


class Graph:
    """Every method raises GraphFailed and nothing else; its text holds a status and Graph's own code, nothing of what was asked for."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        credential: Credential,
        host: str,
        *,
        timeout: float = 15.0,
        wait: Wait = asyncio.sleep,
    ) -> None:
        """`timeout` is in seconds, for one request. The token goes to `host` only."""
        self._session = session
        self._credential = credential
        self._host = URL(host)
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._wait = wait

    def url(self, *path: str, query: Mapping[str, str] | None = None) -> URL:
        """An address below the version; each part of the path is escaped."""
        url = self._host / VERSION
        for part in path:
            url = url / part
        return url.with_query(query) if query else url

    async def read(self, permission: Permission, *path: str, query: Mapping[str, str] | None = None) -> Json | None:
        """One thing; None when there is no such thing."""
        try:
            return await self._ask("GET", self.url(*path, query=query), permission)
        except GraphFailed as failed:
            if failed.status == 404:
                return None
            raise

    async def pages(self, permission: Permission, *path: str, query: Mapping[str, str] | None = None) -> AsyncIterator[Json]:
        """Every object of a list, however many pages it has. A list that is not there fails with status 404."""
        url: URL | None = self.url(*path, query=query)
        while url is not None:
            page = await self._ask("GET", url, permission)
            for each in page.get("value") or ():
                if isinstance(each, dict):
                    yield each
            url = self._next(page)

    async def post(self, permission: Permission, *path: str, content: Json) -> None:
        """Have something made that is the same however often it is asked for."""
        await self._ask("POST", self.url(*path), permission, json=content)

    async def hand_over(self, permission: Permission, *path: str, body: bytes, content_type: str) -> None:
        """Post once and no more: whether to repeat it is for the caller to say."""
        await self._attempt("POST", self.url(*path), permission, data=body, headers={"Content-Type": content_type})

    def _next(self, page: Json) -> URL | None:
        link = read_string(page, "@odata.nextLink")
        if link is None:
            return None
        url = URL(link)
        if url.origin() != self._host.origin():
            raise GraphFailed("Microsoft Graph pointed to another host for the next page")
        return url

    async def _ask(self, method: str, url: URL, permission: Permission, *, json: Json | None = None) -> Json:
        """Ask until answered, at most TRIES times."""
        for attempt in range(1, TRIES + 1):
            try:
                return await self._attempt(method, url, permission, json=json)
            except Throttled as failed:
                wait = failed.asked if failed.asked is not None else random.uniform(0, 2.0**attempt)  # noqa: S311
                if attempt == TRIES or wait > LONGEST_WAIT:
                    raise
                await self._wait(wait)
        raise AssertionError("the last try returns or raises")

    async def _attempt(
        self,
        method: str,
        url: URL,
        permission: Permission,
        *,
        json: Json | None = None,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Json:
        for renewed in (False, True):
            sent = {"Authorization": f"Bearer {await self._token()}", **(headers or {})}
            try:
                async with self._session.request(
                    method, url, json=json, data=data, headers=sent, timeout=self._timeout, allow_redirects=False
                ) as response:
                    body = read_object(await response.read())
                    if response.status == 401 and not renewed:
                        self._credential.forget()
                        continue
                    if 200 <= response.status < 300:
                        return body
                    raise refusal(response, body, permission)
            except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
                raise Throttled("Microsoft Graph cannot be reached") from None
            except (aiohttp.ClientError, TimeoutError):
                raise Throttled("Microsoft Graph did not answer", in_doubt=True) from None
        raise AssertionError("the second try returns or raises")

    async def _token(self) -> str:
        try:
            return await self._credential.token()
        except CredentialFailed as failed:
            raise GraphFailed(f"no token for Microsoft Graph ({failed})", passing=failed.passing) from None


class Throttled(GraphFailed):
    """Not now: `asked` is the seconds Graph asks us to wait, where it says so."""

    def __init__(self, why: str, status: int | None = None, code: str = "", *, asked: float | None = None, in_doubt: bool = False) -> None:
        super().__init__(why, status, code, passing=True, in_doubt=in_doubt)
        self.asked = asked


def refusal(response: aiohttp.ClientResponse, body: Json, permission: Permission) -> GraphFailed:
    """What a status that is none of the 2xx means."""
    error = body.get("error")
    code = (read_string(error, "code") or "")[:64] if isinstance(error, dict) else ""
    status = response.status
    if status == 403:
        return ConsentMissing(permission, code)
    why = f"Microsoft Graph answered {status} {code}".strip()
    if status in PASSING:
        return Throttled(why, status, code, asked=read_retry_after(response), in_doubt=status >= 500 and status != 503)
    return GraphFailed(why, status, code)
