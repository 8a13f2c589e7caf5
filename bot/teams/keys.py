"""The keys Microsoft signs with: fetched without blocking, kept, and looked up again when an unknown one turns up."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import jwt
import structlog

log = structlog.get_logger()

FULL_RENEWAL = 24 * 3600.0
RETRY_AFTER_FAILURE = 5.0


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key and the channels that may sign with it."""

    key: jwt.PyJWK
    endorsements: frozenset[str]


class SigningKeys:
    """The published keys behind an OpenID metadata URL, at most a day old while that URL answers."""

    def __init__(self, session: aiohttp.ClientSession, metadata_url: str, *, pause: float = 60.0, timeout: float = 10.0) -> None:
        """Seconds: `pause` is the least time between two fetches that unknown keys can cause, `timeout` holds for each request."""
        self._session = session
        self._metadata_url = metadata_url
        self._pause = pause
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched = -FULL_RENEWAL
        self._next_fetch = -FULL_RENEWAL
        self._fetching = asyncio.Lock()

    async def find(self, kid: str) -> SigningKey | None:
        """The key with this id, or None when it is not published as far as we can tell."""
        # Real time: what is measured here is the life of other people's keys, not the process.
        if kid not in self._keys or time.monotonic() - self._fetched > FULL_RENEWAL:
            await self.refresh()
        return self._keys.get(kid)

    async def refresh(self) -> None:
        """Fetch the keys unless it was just done; on failure the old ones stay. Raises nothing."""
        asked = time.monotonic()
        async with self._fetching:
            if self._fetched > asked or time.monotonic() < self._next_fetch:
                return
            try:
                keys = await self._fetch()
            except (aiohttp.ClientError, TimeoutError, ValueError, LookupError, TypeError, AttributeError) as error:
                log.warning("signing_keys_unavailable", error=type(error).__name__)
                self._next_fetch = time.monotonic() + min(self._pause, RETRY_AFTER_FAILURE)
                return
            self._keys = keys
            self._fetched = time.monotonic()
            self._next_fetch = self._fetched + self._pause

    async def _fetch(self) -> Mapping[str, SigningKey]:
        metadata = await self._get(self._metadata_url)
        published = await self._get(metadata["jwks_uri"])
        keys = {kid: key for jwk in published["keys"] if (kid := jwk.get("kid")) and (key := read_key(jwk))}
        if not keys:
            raise LookupError("no usable key is published")
        return keys

    async def _get(self, url: str) -> Any:
        async with self._session.get(url, timeout=self._timeout, allow_redirects=False, raise_for_status=True) as response:
            return await response.json(content_type=None)


def read_key(jwk: Mapping[str, Any]) -> SigningKey | None:
    """The RSA key in a published entry, or None when the entry is of another kind or broken."""
    try:
        return SigningKey(jwt.PyJWK(dict(jwk), algorithm="RS256"), frozenset(jwk.get("endorsements", ())))
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
