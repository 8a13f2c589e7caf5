"""The bot's own token, for the Connector service or for Graph: fetched by MSAL in a thread, renewed before it runs out."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, Protocol

import msal
import requests
import structlog
from msal.exceptions import MsalServiceError

log = structlog.get_logger()

AppType = Literal["SingleTenant", "UserAssignedMSI"]

RESOURCE = "https://api.botframework.com"
MICROSOFT_LOGIN = "https://login.microsoftonline.com"
# MSAL hands out its cached token until five minutes are left, so asking earlier gains nothing.
RENEW_WITH_LEFT = 290.0
UNUSABLE_WITH_LEFT = 30.0
RETRY_RENEWAL = 30.0
REQUEST_TIMEOUT = 10.0
PASSING_ERRORS = frozenset({"temporarily_unavailable", "server_error", "service_unavailable", "request_timeout"})


class Credential(Protocol):
    """Gives the bearer token that proves to Microsoft who the bot is."""

    async def token(self) -> str:
        """A token that is valid now; raises CredentialFailed."""

    def forget(self) -> None:
        """Drop the token at hand, because it was refused."""

    async def close(self) -> None:
        """Return when nothing is being fetched any more."""


class CredentialFailed(Exception):
    """No token could be had; `passing` when another try may well succeed, otherwise the set-up is wrong."""

    def __init__(self, code: str, *, passing: bool) -> None:
        super().__init__(code)
        self.passing = passing


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its life in seconds of the machine's monotonic clock."""

    value: str
    renew_at: float
    unusable_at: float


class MsalCredential:
    """The token of an Azure Bot registration, from one MSAL client; never blocks the event loop."""

    def __init__(
        self,
        app_id: str,
        tenant_id: str,
        *,
        app_type: AppType = "SingleTenant",
        secret: str | None = None,
        certificate: str | None = None,
        assertion: Callable[[], str] | None = None,
        login: str = MICROSOFT_LOGIN,
        resource: str = RESOURCE,
    ) -> None:
        """Takes one proof: a secret, a PEM with key and certificate, or a callable assertion; a managed identity takes none.

        `resource` is the service whose token it is, without a slash at the end.
        """
        proofs = [proof for proof in (secret, certificate, assertion) if proof]
        if not app_id or len(proofs) != (0 if app_type == "UserAssignedMSI" else 1):
            raise ValueError("an app id and exactly one of secret, certificate and assertion are required (none for a managed identity)")
        if app_type == "SingleTenant" and not tenant_id:
            raise ValueError("a single-tenant bot needs its tenant")
        self._session = open_session()
        self._resource = resource
        if app_type == "UserAssignedMSI":
            self._build: Callable[[], Any] = partial(build_managed_identity, app_id, self._session)
        else:
            authority = f"{login}/{tenant_id}"
            self._build = partial(build_confidential, app_id, authority, as_msal_credential(secret, certificate, assertion), self._session)
        self._client: Any = None
        self._held: Token | None = None
        self._renewing = asyncio.Lock()
        self._ahead: asyncio.Task[None] | None = None

    async def token(self) -> str:
        """A token valid for at least half a minute; raises CredentialFailed."""
        held, now = self._held, time.monotonic()
        if held is None or now >= held.unusable_at:
            return (await self._renew()).value
        if now >= held.renew_at and (self._ahead is None or self._ahead.done()):
            self._ahead = asyncio.create_task(self._renew_ahead(held))
        return held.value

    def forget(self) -> None:
        """Drop the token, and with it MSAL's own copy."""
        self._held = None
        self._client = None

    async def close(self) -> None:
        """Wait for a renewal that is under way, at most as long as a request may take, so that no connection is left behind."""
        if self._ahead is not None:
            await self._ahead

    async def _renew_ahead(self, held: Token) -> None:
        try:
            await self._renew()
        except CredentialFailed as error:
            log.warning("token_renewal_failed", error=str(error))
            if self._held is held:
                self._held = Token(held.value, time.monotonic() + RETRY_RENEWAL, held.unusable_at)

    async def _renew(self) -> Token:
        seen = self._held
        async with self._renewing:
            if self._held is None or self._held is seen:
                self._held = await asyncio.to_thread(self._fetch)
            return self._held

    def _fetch(self) -> Token:
        client = self._client
        try:
            if client is None:
                client = self._client = self._build()
            result = ask_for_token(client, self._resource)
        except (requests.RequestException, MsalServiceError, OSError) as error:
            raise CredentialFailed(type(error).__name__, passing=True) from None
        except Exception as error:  # MSAL promises no types; its messages may quote the proof
            raise CredentialFailed(type(error).__name__, passing=False) from None
        finally:
            self._session.close()  # the next request is an hour away
        if "access_token" not in result:
            code = str(result.get("error", "no_token"))[:64]
            raise CredentialFailed(code, passing=code in PASSING_ERRORS)
        now, life = time.monotonic(), float(result.get("expires_in", 0))
        return Token(result["access_token"], now + life - RENEW_WITH_LEFT, now + life - UNUSABLE_WITH_LEFT)


def as_msal_credential(secret: str | None, certificate: str | None, assertion: Callable[[], str] | None) -> Any:
    """The proof in the form MSAL takes."""
    if certificate:
        return {"private_key": certificate, "public_certificate": certificate}
    return {"client_assertion": assertion} if assertion else secret


def build_confidential(app_id: str, authority: str, proof: Any, session: requests.Session) -> Any:
    """An MSAL client for an app registration; asks the authority for its endpoints, so it belongs in a thread."""
    # The authority comes from the settings, so asking Microsoft whether such a host exists adds nothing.
    return msal.ConfidentialClientApplication(
        app_id, client_credential=proof, authority=authority, instance_discovery=False, http_client=session
    )


def build_managed_identity(app_id: str, session: requests.Session) -> Any:
    """An MSAL client for a user-assigned managed identity."""
    return msal.ManagedIdentityClient(msal.UserAssignedManagedIdentity(client_id=app_id), http_client=session)


def open_session() -> requests.Session:
    """An HTTP session with a time limit for each request."""
    session = requests.Session()
    # MSAL limits the sessions it makes itself in this way.
    session.request = partial(session.request, timeout=REQUEST_TIMEOUT)  # type: ignore[method-assign]
    return session


def ask_for_token(client: Any, resource: str) -> dict[str, Any]:
    """MSAL's answer for a service, from its cache or from the authority."""
    if isinstance(client, msal.ManagedIdentityClient):
        answer = client.acquire_token_for_client(resource=resource)
    else:
        answer = client.acquire_token_for_client(scopes=[f"{resource}/.default"])
    return dict(answer or {})
