"""The way out to Teams over one HTTP session; each failure is told as a fate the courier has a rule for."""

import asyncio
import json
import re
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.teams.credentials import Credential, CredentialFailed
from bot.teams.hosts import MICROSOFT_HOSTS, ServiceHosts
from bot.wire import Address, Fate, Json, SendFailed

GLANCE = 5.0
"""Seconds in which Teams must say that it is there: less than a bot that stops gives to what it has under way."""
SECONDS = re.compile(r"\d{1,6}(\.\d{1,3})?")


class TeamsConnector:
    """wire.Connector against the Bot Connector service. Every method raises SendFailed and nothing else."""

    def __init__(
        self, session: aiohttp.ClientSession, credential: Credential, hosts: ServiceHosts = MICROSOFT_HOSTS, timeout: float = 15.0
    ) -> None:
        """`timeout` is in seconds, for one request; two thirds of it may pass before a connection is there."""
        self._session = session
        self._credential = credential
        self._hosts = hosts
        self._timeout = aiohttp.ClientTimeout(total=timeout, connect=timeout * 2 / 3)

    async def send(self, to: Address, activity: Json) -> str:
        """Send a new message; returns its activity id, empty when Teams took the message without giving one."""
        answer = await self._call("POST", to.service_url, (to.conversation_id, "activities"), activity)
        return read_string(answer, "id") or ""

    async def update(self, to: Address, activity_id: str, activity: Json) -> None:
        """Replace a message that was sent before."""
        await self._call("PUT", to.service_url, (to.conversation_id, "activities", activity_id), activity)

    async def reach(self, to: Address) -> None:
        """Ask for the chat's roster: whatever Teams says of it, Teams is there. Raises SendFailed when it is not, or asks for rest."""
        try:
            async with asyncio.timeout(GLANCE):
                await self._call("GET", to.service_url, (to.conversation_id, "pagedmembers"))
        except TimeoutError:
            raise SendFailed(Fate.TRANSIENT) from None
        except SendFailed as failed:
            if failed.fate is Fate.IN_DOUBT:  # nothing was to be changed
                raise SendFailed(Fate.TRANSIENT, failed.status) from None
            if failed.fate not in {Fate.UNREACHABLE, Fate.REJECTED}:
                raise

    async def find_email(self, address: Address, person_id: str) -> str | None:
        """A person's address in the roster of their chat, by Teams id or Entra id; None when the roster does not say."""
        answer = await self._call("GET", address.service_url, (address.conversation_id, "members", person_id))
        return read_string(answer, "email") or read_string(answer, "userPrincipalName")

    async def _call(self, method: str, service_url: str, path: tuple[str, ...], content: Json | None = None) -> Json:
        if not self._hosts.allow(service_url):
            raise SendFailed(Fate.REJECTED)
        url = URL(service_url).joinpath("v3", "conversations", *(quote(part, safe="") for part in path), encoded=True)
        try:
            body = None if content is None else json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
        except (TypeError, ValueError):
            raise SendFailed(Fate.REJECTED) from None
        try:
            return await self._attempt(method, url, body)
        except SendFailed as failure:
            if failure.fate is not Fate.UNAUTHORIZED or failure.status is None:
                raise
        self._credential.forget()
        return await self._attempt(method, url, body)

    async def _attempt(self, method: str, url: URL, body: bytes | None) -> Json:
        headers = {"Authorization": f"Bearer {await self._token()}", "Content-Type": "application/json; charset=utf-8"}
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=self._timeout, allow_redirects=False
            ) as response:
                if not response.ok or response.status >= 300:
                    raise SendFailed(find_fate(response.status), response.status, read_retry_after(response))
                return read_object(await response.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise SendFailed(Fate.TRANSIENT) from None
        except (aiohttp.ClientError, TimeoutError):
            raise SendFailed(Fate.IN_DOUBT) from None

    async def _token(self) -> str:
        try:
            return await self._credential.token()
        except CredentialFailed as failure:
            raise SendFailed(Fate.TRANSIENT if failure.passing else Fate.UNAUTHORIZED) from None


def find_fate(status: int) -> Fate:
    """The fate of a send that was answered with this status, none of the 2xx."""
    match status:
        case 401:
            return Fate.UNAUTHORIZED
        case 403 | 404:
            return Fate.UNREACHABLE
        case 412:
            return Fate.TRANSIENT
        case 429:
            return Fate.THROTTLED
        case _:
            return Fate.IN_DOUBT if status >= 500 else Fate.REJECTED


def read_retry_after(response: aiohttp.ClientResponse) -> float | None:
    """The seconds Teams asks us to wait, if it says so in seconds."""
    asked = response.headers.get("Retry-After", "")
    return float(asked) if SECONDS.fullmatch(asked) else None


def read_object(body: bytes) -> Json:
    """The JSON object in an answer, or an empty one: the request was accepted, whatever the body looks like."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def read_string(answer: Json, field: str) -> str | None:
    """A non-empty text field, or None."""
    value = answer.get(field)
    return value if isinstance(value, str) and value else None
