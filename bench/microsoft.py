"""Microsoft's side of the measuring: published keys, signed tokens, and a Connector service that answers after a given time."""

import asyncio
import json
import time
from types import TracebackType
from typing import Any, Self

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from bench.identity import APP_ID, ISSUER, KEY_ID


class Microsoft:
    """One server on loopback. `delay` is in seconds, `sent` counts the messages that were answered, `updated` those redrawn.

    `arrivals` is when each message came, `most_at_once` how many were in hand at the same time.
    """

    def __init__(self, port: int, delay: float = 0.0) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.service_url = f"{self.address}/teams/"
        self.delay = delay
        self.sent = 0
        self.updated = 0
        self.arrivals: list[float] = []
        self.most_at_once = 0
        self._at_once = 0
        self._port = port
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def openid_url(self) -> str:
        """Where the keys are announced."""
        return f"{self.address}/openidconfiguration"

    def sign(self) -> str:
        """A token for activities from this service, good for an hour."""
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": APP_ID, "serviceurl": self.service_url, "nbf": now - 60, "exp": now + 3600}
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": KEY_ID})

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/openidconfiguration", self._show_openid)
        app.router.add_get("/keys", self._show_keys)
        app.router.add_post("/teams/v3/conversations/{conversation}/activities", self._take)
        app.router.add_post("/teams/v3/conversations/{conversation}/activities/{activity}", self._take)
        app.router.add_put("/teams/v3/conversations/{conversation}/activities/{activity}", self._redraw)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port, backlog=512).start()
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self._runner.cleanup()

    async def _show_openid(self, _: web.Request) -> web.Response:
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.address}/keys"})

    async def _show_keys(self, _: web.Request) -> web.Response:
        key: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
        return web.json_response({"keys": [key | {"kid": KEY_ID, "endorsements": ["msteams"]}]})

    async def _take(self, request: web.Request) -> web.Response:
        await request.read()
        self.arrivals.append(time.monotonic())
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        if self.delay:
            await asyncio.sleep(self.delay)
        self._at_once -= 1
        self.sent += 1
        return web.json_response({"id": f"activity-{self.sent}"}, status=201)

    async def _redraw(self, request: web.Request) -> web.Response:
        await request.read()
        if self.delay:
            await asyncio.sleep(self.delay)
        self.updated += 1
        return web.json_response({"id": request.match_info["activity"]})
