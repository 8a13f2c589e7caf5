"""A file goes to OneDrive's own hosts, whole, without the bot's token, and never on to where an answer points."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.settings import ONEDRIVE_HOSTS
from bot.teams.hosts import ServiceHosts
from bot.teams.uploading import FileUploader
from bot.wire import Fate, SendFailed, Upload

CONTENT = b"et regneark"


@dataclass
class OneDrive:
    """A real server in OneDrive's place."""

    status: int = 201
    silent: bool = False
    seen: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        self.seen.append((request.method, request.path_qs, dict(request.headers), await request.read()))
        if self.silent and request.transport:
            request.transport.abort()
        return web.Response(status=self.status, headers={"Location": f"{self.url}/elsewhere"})


@pytest.fixture
async def onedrive() -> AsyncIterator[OneDrive]:
    played, app = OneDrive(), web.Application()
    app.router.add_route("*", "/{rest:.*}", played.take)
    async with TestServer(app) as server:
        played.url = str(server.make_url("")).rstrip("/")
        yield played


def upload_to(url: str, content_url: str = "") -> Upload:
    return Upload(url, content_url or url.partition("?")[0], "liste.xlsx", "1150D938", "xlsx")


async def fail(session: aiohttp.ClientSession, hosts: frozenset[str], upload: Upload) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await FileUploader(session, ServiceHosts(hosts)).put(upload, CONTENT)
    return caught.value


LOOPBACK = frozenset({"127.0.0.1"})


async def test_the_whole_file_is_put_where_teams_says_byte_for_byte_and_without_a_token(session: Any, onedrive: OneDrive) -> None:
    await FileUploader(session, ServiceHosts(LOOPBACK)).put(upload_to(f"{onedrive.url}/a%20b/items/1?guid=x%2By&tempauth=t"), CONTENT)
    [(method, path, headers, content)] = onedrive.seen
    assert (method, path, content) == ("PUT", "/a%20b/items/1?guid=x%2By&tempauth=t", CONTENT)
    assert headers["Content-Range"] == "bytes 0-10/11"
    assert "Authorization" not in headers


@pytest.mark.parametrize(
    ("status", "fate"),
    [(302, Fate.REJECTED), (403, Fate.UNREACHABLE), (404, Fate.UNREACHABLE), (429, Fate.THROTTLED), (500, Fate.IN_DOUBT)],
)
async def test_any_other_answer_is_a_failure_and_a_redirect_is_not_followed(
    session: Any, onedrive: OneDrive, status: int, fate: Fate
) -> None:
    onedrive.status = status
    failed = await fail(session, LOOPBACK, upload_to(f"{onedrive.url}/items/1"))
    assert (failed.fate, failed.status) == (fate, status)
    assert len(onedrive.seen) == 1


async def test_a_line_that_breaks_is_a_failure(session: Any, onedrive: OneDrive) -> None:
    onedrive.silent = True
    assert (await fail(session, LOOPBACK, upload_to(f"{onedrive.url}/items/1"))).fate is Fate.TRANSIENT


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/x",
        "https://sharepoint.com.evil.example/x",
        "https://kommune.sharepoint.com@evil.example/x",
        "https://sharepoint.com/x",
        "http://kommune.sharepoint.com/x",
        "https://kommune.sharepoint.com:8443/x",
        "https://kommune.sharepoint.com./x",
        "https://kommune.sharepoint.com/x#y",
        "https://evilsharepoint.com/x",
        "https://169.254.169.254/x",
        "https://[::1]/x",
        "file:///etc/passwd",
        "not an address",
        "",
    ],
)
async def test_no_other_host_is_ever_called_or_pointed_to(session: Any, url: str) -> None:
    good = "https://kommune-my.sharepoint.com/personal/kari/x?tempauth=t"
    assert ServiceHosts(ONEDRIVE_HOSTS).allow(good, query=True)
    assert (await fail(session, ONEDRIVE_HOSTS, upload_to(url))).fate is Fate.REJECTED
    assert (await fail(session, ONEDRIVE_HOSTS, upload_to(good, url or "x"))).fate is Fate.REJECTED
