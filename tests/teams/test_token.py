"""The bot's own token, fetched by the real MSAL from an authority and an identity endpoint on loopback."""

import asyncio
import datetime
import ssl
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID
from structlog.testing import capture_logs

from bot.teams import credentials
from bot.teams.credentials import CredentialFailed, MsalCredential


@dataclass
class Authority:
    """Entra's token endpoint, and the endpoint a managed identity asks."""

    server: TestServer = field(init=False)
    asked: list[dict[str, str]] = field(default_factory=list)
    life: int = 3600
    delay: float = 0.0
    error: tuple[int, str] | None = None

    def __post_init__(self) -> None:
        app = web.Application()
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._metadata)
        app.router.add_post("/{tenant}/token", self._token)
        app.router.add_get("/identity", self._identity)
        self.server = TestServer(app)

    async def _metadata(self, request: web.Request) -> web.Response:
        base = f"{self.server.make_url('/')}{request.match_info['tenant']}"
        return web.json_response({"issuer": base, "authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token"})

    async def _token(self, request: web.Request) -> web.Response:
        self.asked.append({"tenant": request.match_info["tenant"], **{k: str(v) for k, v in (await request.post()).items()}})
        await asyncio.sleep(self.delay)
        if self.error:
            return web.json_response({"error": self.error[1], "error_description": "hemmelig"}, status=self.error[0])
        return web.json_response({"token_type": "Bearer", "expires_in": self.life, "access_token": f"token-{len(self.asked)}"})

    async def _identity(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        return web.json_response({"access_token": f"token-{len(self.asked)}", "expires_on": str(int(time.time()) + self.life)})


@pytest.fixture(scope="session")
def pem(tmp_path_factory: Any, keys: Any) -> Path:
    """A key and a certificate for 127.0.0.1 in one file."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(keys[0].public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(keys[0], hashes.SHA256())
    )
    private = keys[0].private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path: Path = tmp_path_factory.mktemp("authority") / "both.pem"
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
async def authority(pem: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Authority]:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    played = Authority()
    await played.server.start_server(ssl=context)
    yield played
    await played.server.close()


def login(authority: Authority) -> str:
    return str(authority.server.make_url("/")).rstrip("/")


async def test_a_secret_is_exchanged_for_a_token_once(authority: Authority) -> None:
    credential = MsalCredential("app-1", "tenant-1", secret="s", login=login(authority))
    assert await asyncio.gather(*(credential.token() for _ in range(10))) == ["token-1"] * 10
    assert len(authority.asked) == 1
    asked = authority.asked[0]
    assert (asked["tenant"], asked["client_id"], asked["client_secret"]) == ("tenant-1", "app-1", "s")
    assert asked["scope"] == "https://api.botframework.com/.default"


async def test_a_certificate_signs_an_assertion(authority: Authority, pem: Path) -> None:
    both = await asyncio.to_thread(pem.read_text)
    await MsalCredential("app-1", "tenant-1", certificate=both, login=login(authority)).token()
    assert authority.asked[0]["client_assertion"].count(".") == 2


async def test_an_assertion_is_made_anew_for_each_fetch(authority: Authority) -> None:
    made = iter(["first", "second"])
    credential = MsalCredential("app-1", "tenant-1", assertion=lambda: next(made), login=login(authority))
    await credential.token()
    credential.forget()
    await credential.token()
    assert [asked["client_assertion"] for asked in authority.asked] == ["first", "second"]


async def test_a_managed_identity_asks_its_own_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    played = Authority()
    async with played.server:
        monkeypatch.setenv("IDENTITY_ENDPOINT", str(played.server.make_url("/identity")))
        monkeypatch.setenv("IDENTITY_HEADER", "x")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        credential = MsalCredential("app-1", "tenant-1", app_type="UserAssignedMSI")
        assert await credential.token() == "token-1"
        credential.forget()
        assert await credential.token() == "token-2"
    assert played.asked[0]["resource"] == "https://api.botframework.com"
    assert played.asked[0]["client_id"] == "app-1"


async def test_a_forgotten_token_is_fetched_again(authority: Authority) -> None:
    credential = MsalCredential("app-1", "tenant-1", secret="s", login=login(authority))
    await credential.token()
    credential.forget()
    assert await credential.token() == "token-2"


async def test_a_token_is_renewed_ahead_of_time_while_the_old_one_is_in_use(authority: Authority) -> None:
    authority.life = 200
    credential = MsalCredential("app-1", "tenant-1", secret="s", login=login(authority))
    assert await credential.token() == "token-1"
    authority.delay = 0.3
    before = time.monotonic()
    assert await credential.token() == "token-1"
    assert time.monotonic() - before < 0.1
    await credential.close()
    assert await credential.token() == "token-2"
    await credential.close()


async def test_a_renewal_that_fails_leaves_the_old_token_in_use(authority: Authority) -> None:
    authority.life = 200
    credential = MsalCredential("app-1", "tenant-1", secret="s", login=login(authority))
    await credential.token()
    authority.error = (503, "temporarily_unavailable")
    with capture_logs() as logs:
        await credential.token()
        await credential.close()
    assert await credential.token() == "token-1"
    assert [entry["event"] for entry in logs] == ["token_renewal_failed"]


async def test_the_event_loop_runs_on_while_the_authority_is_slow(authority: Authority) -> None:
    authority.delay = 0.5
    credential = MsalCredential("app-1", "tenant-1", secret="s", login=login(authority))
    waiting = asyncio.create_task(credential.token())
    longest = 0.0
    while not waiting.done():
        before = time.monotonic()
        await asyncio.sleep(0.01)
        longest = max(longest, time.monotonic() - before)
    assert await waiting == "token-1"
    assert longest < 0.25


@pytest.mark.parametrize(
    ("status", "error", "passing"),
    [(401, "invalid_client", False), (400, "unauthorized_client", False), (400, "temporarily_unavailable", True), (503, "x", True)],
)
async def test_a_refusal_is_told_apart_from_a_bad_moment(authority: Authority, status: int, error: str, passing: bool) -> None:
    authority.error = (status, error)
    with pytest.raises(CredentialFailed) as caught:
        await MsalCredential("app-1", "tenant-1", secret="s", login=login(authority)).token()
    assert caught.value.passing is passing
    assert "hemmelig" not in str(caught.value)


async def test_an_authority_that_cannot_be_reached_is_a_bad_moment(authority: Authority) -> None:
    address = login(authority)
    await authority.server.close()
    with pytest.raises(CredentialFailed) as caught:
        await MsalCredential("app-1", "tenant-1", secret="s", login=address).token()
    assert caught.value.passing


@pytest.mark.parametrize(
    "proofs",
    [
        {},
        {"secret": ""},
        {"secret": "s", "certificate": "c"},
        {"secret": "s", "app_type": "UserAssignedMSI"},
        {"app_id": "", "secret": "s"},
        {"tenant_id": "", "secret": "s"},
    ],
)
def test_a_credential_takes_exactly_one_proof(proofs: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"required|tenant"):
        MsalCredential(**{"app_id": "app-1", "tenant_id": "tenant-1", **proofs})


def test_renewal_starts_after_msal_stops_handing_out_its_copy() -> None:
    assert credentials.UNUSABLE_WITH_LEFT < credentials.RENEW_WITH_LEFT < 300
