"""Microsoft's side on loopback: published keys, signed activities, and a Connector service that answers as it is told."""

import asyncio
import json
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

APP = "5a1e0000-0000-4000-8000-0000000000b0"
TENANT = "7e000000-0000-4000-8000-0000000000a1"
OTHER_TENANT = "7e000000-0000-4000-8000-0000000000a2"
ISSUER = "https://api.botframework.com"
BOT_ID = f"28:{APP}"

Json = dict[str, Any]


def make_key() -> RSAPrivateKey:
    """A new RSA key of the size Microsoft uses."""
    return generate_private_key(65537, 2048)


@dataclass
class PublishedKeys:
    """The OpenID metadata document and the key set behind it."""

    server: TestServer = field(init=False)
    keys: dict[str, tuple[RSAPrivateKey, list[str]]] = field(default_factory=dict)
    fetches: int = 0
    delay: float = 0.0
    broken: bool = False

    def __post_init__(self) -> None:
        app = web.Application()
        app.router.add_get("/openid", self._metadata)
        app.router.add_get("/keys", self._keys)
        self.server = TestServer(app)

    @property
    def url(self) -> str:
        return str(self.server.make_url("/openid"))

    def publish(self, kid: str, key: RSAPrivateKey, endorsements: tuple[str, ...] = ("msteams",)) -> None:
        self.keys[kid] = (key, list(endorsements))

    async def _metadata(self, _: web.Request) -> web.Response:
        self.fetches += 1
        await asyncio.sleep(self.delay)
        if self.broken:
            return web.Response(status=503)
        return web.json_response({"issuer": ISSUER, "jwks_uri": str(self.server.make_url("/keys"))})

    async def _keys(self, _: web.Request) -> web.Response:
        published = [{"kty": "EC", "kid": "of-another-kind"}, {"kty": "RSA", "kid": "broken", "n": "!", "e": 7}]
        for kid, (key, endorsements) in self.keys.items():
            jwk = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
            published.append({**jwk, "kid": kid, "use": "sig", "endorsements": endorsements})
        return web.json_response({"keys": published})


@dataclass
class ConnectorService:
    """A Connector service below a path, as the local Teams has it; `script` holds the next answers, otherwise all goes well."""

    server: TestServer = field(init=False)
    script: deque[Any] = field(default_factory=deque)
    seen: list[tuple[str, str, str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", self._answer)
        self.server = TestServer(app)

    @property
    def url(self) -> str:
        return str(self.server.make_url("/teams/"))

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        self.seen.append((request.method, request.raw_path, request.headers["Authorization"], json.loads(body) if body else None))
        answer = self.script.popleft() if self.script else web.json_response({"id": "sent-1"}, status=201)
        if answer == "cut":
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if answer == "hang":
            await asyncio.sleep(3)
            return web.Response()
        return answer


def claims(service_url: str, **changes: Any) -> Json:
    """The claims Microsoft sends; a change to None leaves the claim out."""
    now = int(time.time())
    sound = {"iss": ISSUER, "aud": APP, "nbf": now - 10, "exp": now + 3600, "serviceurl": service_url}
    return {name: value for name, value in {**sound, **changes}.items() if value is not None}


def activity(service_url: str, **changes: Any) -> Json:
    """A message as Teams delivers it in a personal chat; a change to None leaves the field out."""
    sound = {
        "type": "message",
        "id": "1700000000001",
        "timestamp": "2026-11-23T09:00:00.001Z",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": "29:leder", "name": "Leder Sør", "aadObjectId": "e0000000-0000-4000-8000-000000000001"},
        "recipient": {"id": BOT_ID, "name": "Koordinatorbot"},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": "a:personal-chat"},
        "channelData": {"tenant": {"id": TENANT}},
        "text": "mine forespørsler",
        "textFormat": "plain",
        "attachments": [{"contentType": "text/html", "content": "<p>mine forespørsler</p>"}],
        "entities": [{"type": "clientInfo", "locale": "nb-NO", "country": "NO", "platform": "Web"}],
        "locale": "nb-NO",
    }
    return {name: value for name, value in {**sound, **changes}.items() if value is not None}


def press(service_url: str, **changes: Any) -> Json:
    """A press on a card button, as an invoke."""
    data = {"verb": "accept", "id": "request-17", "version": 2, "when": "2026-12-04"}
    action = {"type": "Action.Execute", "verb": "accept", "data": data}
    invoke: Json = {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "id": "f:invoke-1",
        "replyToId": "1700000000000",
        "value": {"action": action, "trigger": "manual"},
        "text": None,
        "attachments": None,
    }
    return activity(service_url, **{**invoke, **changes})
