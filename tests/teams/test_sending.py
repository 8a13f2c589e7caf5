"""Every way a send can end has its fate, and no token goes to a stranger."""

import asyncio
import socket
from typing import Any

import pytest
from aiohttp import web

from bot.teams.connector import TeamsConnector
from bot.teams.credentials import CredentialFailed
from bot.teams.hosts import MICROSOFT_HOSTS, ServiceHosts
from bot.wire import Address, Fate, SendFailed

HELLO = {"type": "message", "text": "Hei på deg"}


def chat(service: Any) -> Address:
    return Address(service.url, "a:chat/1")


async def fail(sending: Any) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await sending
    return caught.value


async def test_a_message_goes_to_its_conversation_and_returns_its_id(connector: TeamsConnector, service: Any) -> None:
    assert await connector.send(chat(service), HELLO) == "sent-1"
    assert service.seen == [("POST", "/teams/v3/conversations/a%3Achat%2F1/activities", "Bearer token-1", HELLO)]


async def test_the_service_url_may_end_with_or_without_a_slash(connector: TeamsConnector, service: Any) -> None:
    await connector.send(Address(service.url.rstrip("/"), "a:1"), HELLO)
    assert service.seen[0][1] == "/teams/v3/conversations/a%3A1/activities"


async def test_an_update_replaces_the_message(connector: TeamsConnector, service: Any) -> None:
    service.script.append(web.Response(status=200))
    await connector.update(chat(service), "1700:1", HELLO)
    assert service.seen == [("PUT", "/teams/v3/conversations/a%3Achat%2F1/activities/1700%3A1", "Bearer token-1", HELLO)]


async def test_a_message_that_is_taken_without_an_id_is_sent_all_the_same(connector: TeamsConnector, service: Any) -> None:
    service.script.extend([web.Response(status=202), web.Response(status=200, text="<html>"), web.json_response([1], status=201)])
    assert [await connector.send(chat(service), HELLO) for _ in range(3)] == ["", "", ""]


async def test_the_roster_tells_somebody_s_address(connector: TeamsConnector, service: Any) -> None:
    service.script.append(web.json_response({"id": "29:1", "name": "Leder Sør", "email": "l@kommune.example", "aadObjectId": "e-1"}))
    service.script.append(web.json_response({"id": "29:1", "userPrincipalName": "l@kommune.example", "objectId": "e-1"}))
    service.script.append(web.json_response({"id": "29:1", "email": 5}))
    assert await connector.find_email(chat(service), "e-1") == "l@kommune.example"
    assert await connector.find_email(chat(service), "e-1") == "l@kommune.example"
    assert await connector.find_email(chat(service), "e-1") is None


@pytest.mark.parametrize("status", [200, 403, 404])
async def test_teams_is_there_whatever_it_says_of_the_chat(connector: TeamsConnector, service: Any, status: int) -> None:
    service.script.append(web.json_response({"members": []}, status=status))
    await connector.reach(chat(service))
    assert [seen[:2] for seen in service.seen] == [("GET", "/teams/v3/conversations/a%3Achat%2F1/pagedmembers")]


@pytest.mark.parametrize(("status", "fate"), [(502, Fate.TRANSIENT), (503, Fate.TRANSIENT), (429, Fate.THROTTLED)])
async def test_teams_is_away_and_no_doubt_is_left(connector: TeamsConnector, service: Any, status: int, fate: Fate) -> None:
    service.script.append(web.Response(status=status))
    assert (await fail(connector.reach(chat(service)))).fate is fate


@pytest.mark.parametrize(
    ("status", "fate"),
    [
        (301, Fate.REJECTED),
        (307, Fate.REJECTED),
        (400, Fate.REJECTED),
        (403, Fate.UNREACHABLE),
        (404, Fate.UNREACHABLE),
        (405, Fate.REJECTED),
        (412, Fate.TRANSIENT),
        (413, Fate.REJECTED),
        (429, Fate.THROTTLED),
        (500, Fate.IN_DOUBT),
        (501, Fate.IN_DOUBT),
        (502, Fate.IN_DOUBT),
        (503, Fate.IN_DOUBT),
        (504, Fate.IN_DOUBT),
    ],
)
async def test_each_status_has_its_fate_and_is_tried_once(connector: TeamsConnector, service: Any, status: int, fate: Fate) -> None:
    service.script.append(web.Response(status=status, headers={"Location": service.url}))
    failure = await fail(connector.send(chat(service), HELLO))
    assert (failure.fate, failure.status, failure.retry_after, len(service.seen)) == (fate, status, None, 1)


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("7", 7.0), ("1.5", 1.5), ("-3", None), ("nan", None), ("9" * 40, None), ("Mon, 23 Nov 2026 09:00:00 GMT", None)],
)
async def test_the_wait_teams_asks_for_is_told(connector: TeamsConnector, service: Any, asked: str, seconds: float | None) -> None:
    service.script.append(web.Response(status=429, headers={"Retry-After": asked}))
    assert (await fail(connector.send(chat(service), HELLO))).retry_after == seconds


async def test_a_refused_token_is_renewed_once(connector: TeamsConnector, service: Any) -> None:
    service.script.append(web.Response(status=401))
    assert await connector.send(chat(service), HELLO) == "sent-1"
    assert [seen[2] for seen in service.seen] == ["Bearer token-1", "Bearer token-2"]


async def test_a_second_refusal_is_told(connector: TeamsConnector, service: Any) -> None:
    service.script.extend([web.Response(status=401), web.Response(status=401)])
    failure = await fail(connector.send(chat(service), HELLO))
    assert (failure.fate, failure.status, len(service.seen)) == (Fate.UNAUTHORIZED, 401, 2)


@pytest.mark.parametrize("accident", ["cut", "hang"])
async def test_an_answer_that_never_comes_leaves_the_message_in_doubt(connector: TeamsConnector, service: Any, accident: str) -> None:
    service.script.append(accident)
    assert (await fail(connector.send(chat(service), HELLO))).fate is Fate.IN_DOUBT
    assert len(service.seen) == 1


async def test_an_answer_cut_in_the_middle_leaves_the_message_in_doubt(connector: TeamsConnector) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        assert (await fail(connector.send(Address(f"http://127.0.0.1:{port}/", "a:1"), HELLO))).fate is Fate.IN_DOUBT


async def test_a_service_that_is_not_there_was_certainly_not_reached(connector: TeamsConnector) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert (await fail(connector.send(Address(f"http://127.0.0.1:{port}/", "a:1"), HELLO))).fate is Fate.TRANSIENT


async def test_no_token_goes_to_a_host_that_is_not_on_the_list(session: Any, service: Any) -> None:
    class Alarm:
        async def token(self) -> str:
            raise AssertionError("a token was asked for")

        def forget(self) -> None:
            raise AssertionError("a token was dropped")

        async def close(self) -> None:
            """Nothing is ever being fetched."""

    connector = TeamsConnector(session, Alarm())
    assert (await fail(connector.send(chat(service), HELLO))).fate is Fate.REJECTED
    assert (await fail(connector.update(chat(service), "1", HELLO))).fate is Fate.REJECTED
    assert (await fail(connector.find_email(chat(service), "1"))).fate is Fate.REJECTED
    assert service.seen == []


async def test_a_redirect_does_not_carry_the_token_away(connector: TeamsConnector, service: Any) -> None:
    service.script.append(web.Response(status=302, headers={"Location": service.url + "elsewhere"}))
    assert (await fail(connector.send(chat(service), HELLO))).fate is Fate.REJECTED
    assert len(service.seen) == 1


@pytest.mark.parametrize(("passing", "fate"), [(True, Fate.TRANSIENT), (False, Fate.UNAUTHORIZED)])
async def test_without_a_token_nothing_is_sent(session: Any, service: Any, passing: bool, fate: Fate) -> None:
    class Broken:
        async def token(self) -> str:
            raise CredentialFailed("x", passing=passing)

        def forget(self) -> None:
            raise AssertionError("there was nothing to drop")

        async def close(self) -> None:
            """Nothing is ever being fetched."""

    connector = TeamsConnector(session, Broken(), ServiceHosts(frozenset({"127.0.0.1"})))
    failure = await fail(connector.send(chat(service), HELLO))
    assert (failure.fate, failure.status, service.seen) == (fate, None, [])


@pytest.mark.parametrize("content", [{"a": object()}, {"a": float("nan")}, {"a": "\ud800"}])
async def test_a_message_that_cannot_be_written_is_our_own_fault(connector: TeamsConnector, service: Any, content: Any) -> None:
    assert (await fail(connector.send(chat(service), content))).fate is Fate.REJECTED
    assert service.seen == []


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://SMBA.trafficmanager.net/no/7e000000/", True),
        ("https://smba.trafficmanager.net:443/emea/", True),
        ("https://europe.webchat.botframework.com/", True),
        ("https://smba.trafficmanager.net:8443/emea/", False),
        ("http://smba.trafficmanager.net/emea/", False),
        ("https://botframework.com/", False),
        ("https://evilbotframework.com/", False),
        ("https://smba.trafficmanager.net.evil.example/", False),
        ("https://smba.trafficmanager.net@evil.example/", False),
        ("https://user:pass@smba.trafficmanager.net/", False),
        ("https://evil.example/smba.trafficmanager.net/", False),
        ("https://evil.example\\@smba.trafficmanager.net/", False),
        ("https://evil.example#@smba.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net/?x=1", False),
        ("https://smba.trafficmanager.net/#x", False),
        ("https://127.0.0.1/", False),
        ("http://localhost/", False),
        ("https://[::1]/", False),
        ("wss://smba.trafficmanager.net/", False),
        ("smba.trafficmanager.net", False),
        ("", False),
    ],
)
def test_only_microsofts_hosts_are_on_the_usual_list(url: str, allowed: bool) -> None:
    assert MICROSOFT_HOSTS.allow(url) is allowed


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:16150/_connector", "http://localhost:8080/teams/", "http://[::1]:1/", "https://localhost:1/"]
)
def test_loopback_is_allowed_when_it_is_named(url: str) -> None:
    assert ServiceHosts(frozenset({"127.0.0.1", "localhost", "::1"})).allow(url)
    assert not ServiceHosts(frozenset({"kommune.example"})).allow(url)
