"""The gate: an activity gets in only when Microsoft signed it, for this bot, from a tenant on the list. Every refusal is a 4xx."""

import asyncio
import re
from collections.abc import Collection

import aiohttp
import jwt
from aiohttp import web

from bot.teams.hosts import LOOPBACK, MICROSOFT_HOSTS, MICROSOFT_METADATA, ServiceHosts
from bot.teams.keys import SigningKeys
from bot.teams.shape import Activity, parse_activity

MICROSOFT_ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
LARGEST_BODY = 256 * 1024
SECONDS_TO_READ = 10.0
LEEWAY = 300.0

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Refused(Exception):
    """An activity that does not get in: the status to answer, and a reason that is safe to log."""

    def __init__(self, status: int, reason: str, **fields: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.fields = {name: clip(value) for name, value in fields.items()}


def clip(foreign: str) -> str:
    """At most 64 characters of a text from outside, without control characters: fit for a log."""
    return CONTROL.sub("", foreign[:256])[:64]


class Identity:
    """Admits or refuses requests; built once, with the keys it fetches kept between requests."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        app_id: str,
        tenants: Collection[str],
        *,
        issuer: str = MICROSOFT_ISSUER,
        metadata_url: str = MICROSOFT_METADATA,
        hosts: ServiceHosts = MICROSOFT_HOSTS,
        key_pause: float = 60.0,
        bound_to: str = "",
        dangerously_unauthenticated_playground: bool = False,
    ) -> None:
        """Raises ValueError without an app id or tenants, and for the unsafe mode unless `bound_to`, the listening host, is loopback."""
        if isinstance(tenants, str) or not app_id.strip() or not tenants or not all(tenant.strip() for tenant in tenants):
            raise ValueError("an app id and at least one tenant are required")
        if dangerously_unauthenticated_playground and bound_to not in LOOPBACK:
            raise ValueError("without authentication the service may listen on loopback only")
        self.app_id = app_id
        self.keys = SigningKeys(session, metadata_url, pause=key_pause)
        self._tenants = frozenset(tenants)
        self._issuer = issuer
        self._hosts = hosts
        self._unauthenticated = dangerously_unauthenticated_playground

    async def admit(self, request: web.Request) -> Activity:
        """The activity in a request that may come in; raises Refused and nothing else."""
        body = await read_body(request)
        try:
            activity = parse_activity(body)
        except ValueError as error:
            raise Refused(400, type(error).__name__) from None
        if not self._unauthenticated:
            await self._check_token(request.headers.get("Authorization", ""), activity.service_url)
            self._check_tenant(activity)
        if activity.channel_id != CHANNEL:
            raise Refused(403, "channel", channel=activity.channel_id)
        if not self._hosts.allow(activity.service_url):
            raise Refused(403, "service_url", service_url=activity.service_url)
        return activity

    async def _check_token(self, authorization: str, service_url: str) -> None:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refused(401, "no_bearer_token")
        try:
            kid = jwt.get_unverified_header(token).get("kid")
        except (jwt.PyJWTError, ValueError, RecursionError) as error:
            raise Refused(401, type(error).__name__) from None
        signer = await self.keys.find(kid) if kid else None
        if signer is None:
            raise Refused(401, "unknown_key")
        try:
            claims = jwt.decode(
                token,
                signer.key,
                algorithms=["RS256"],
                audience=self.app_id,
                issuer=self._issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud", "serviceurl"], "strict_aud": True},
            )
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise Refused(401, type(error).__name__) from None
        if CHANNEL not in signer.endorsements:
            raise Refused(403, "unendorsed_channel")
        if claims["serviceurl"] != service_url:
            raise Refused(403, "service_url_claim")

    def _check_tenant(self, activity: Activity) -> None:
        data = activity.channel_data
        tenant = data.tenant.id if data and data.tenant else ""
        if tenant not in self._tenants or activity.conversation.tenant_id != tenant:
            raise Refused(403, "tenant", tenant=tenant)


async def read_body(request: web.Request) -> bytes:
    """The body of a JSON request of at most 256 KiB that arrives within ten seconds; raises Refused for any other."""
    # aiohttp would unpack a compressed body without asking how large it becomes; Teams never sends one.
    if request.content_type != "application/json" or request.headers.get("Content-Encoding", "identity") != "identity":
        raise Refused(415, "media_type")
    body = bytearray()
    try:
        async with asyncio.timeout(SECONDS_TO_READ):
            async for piece in request.content.iter_any():
                body += piece
                if len(body) > LARGEST_BODY:
                    raise Refused(413, "too_large")
    except TimeoutError:
        raise Refused(408, "too_slow") from None
    except (aiohttp.ClientError, web.RequestPayloadError) as error:
        raise Refused(400, type(error).__name__) from None
    return bytes(body)
