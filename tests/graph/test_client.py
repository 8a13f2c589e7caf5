"""What the bot asks of Microsoft Graph, and what it makes of each answer."""

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.graph.client import TRIES, ConsentMissing, Graph, GraphFailed, Permission
from bot.graph.directory import EntraDirectory
from bot.graph.installing import AppInstaller
from bot.local.graph_api import LocalGraph, Refusal
from bot.local.people import DEFAULT_CAST
from bot.wire import DirectoryUnknown
from tests.graph.conftest import NumberedToken, Waits

EVERYBODY = frozenset(person.id for person in DEFAULT_CAST)
KARI, NILS, LEADER = (person.id for person in DEFAULT_CAST[:3])
NOBODY = "00000000-0000-4000-8000-000000000000"


async def test_a_deleted_and_a_closed_account_have_left_and_everybody_else_has_not(graph: Graph, tenant: LocalGraph) -> None:
    tenant.closed, tenant.gone = {KARI}, {LEADER}
    assert await EntraDirectory(graph).still_employed(EVERYBODY) == EVERYBODY - {KARI, LEADER}
    assert len([call for call in tenant.calls if "$skiptoken" in call or "%24skiptoken" in call]) == 4, "every page was read"


async def test_thirty_people_are_asked_about_fifteen_at_a_time(graph: Graph, tenant: LocalGraph) -> None:
    strangers = frozenset(f"00000000-0000-4000-8000-{number:012}" for number in range(19))
    assert await EntraDirectory(graph).still_employed(EVERYBODY | strangers) == EVERYBODY
    assert len([call for call in tenant.calls if "filter" in call and "skiptoken" not in call]) == 2


async def test_where_nobody_at_all_is_found_nobody_has_left(graph: Graph, tenant: LocalGraph) -> None:
    tenant.gone = set(EVERYBODY)
    with pytest.raises(DirectoryUnknown, match="right tenant"):
        await EntraDirectory(graph).still_employed(EVERYBODY)


@pytest.mark.parametrize("status", [429, 500, 503, 504])
async def test_a_passing_trouble_is_waited_out_for_as_long_as_graph_asks(
    graph: Graph, tenant: LocalGraph, waits: Waits, status: int
) -> None:
    tenant.refusals.append(Refusal(status, retry_after="7", times=TRIES - 1))
    assert await EntraDirectory(graph).find(KARI)
    assert waits.seconds == [7.0] * (TRIES - 1)


async def test_the_tries_are_counted_and_a_long_wait_is_not_waited(graph: Graph, tenant: LocalGraph, waits: Waits) -> None:
    tenant.refusals.append(Refusal(503, times=99))
    with pytest.raises(GraphFailed, match="503 serviceNotAvailable"):
        await EntraDirectory(graph).find(KARI)
    assert len(tenant.calls) == TRIES
    assert len(waits.seconds) == TRIES - 1
    tenant.refusals[:] = [Refusal(429, "TooManyRequests", retry_after="3600")]
    with pytest.raises(DirectoryUnknown, match="429 TooManyRequests"):
        await EntraDirectory(graph).still_employed(EVERYBODY)
    assert len(waits.seconds) == TRIES - 1


async def test_somebody_is_found_by_id_and_by_address_in_any_case_and_nobody_is_none(graph: Graph) -> None:
    people = EntraDirectory(graph)
    for name in (KARI, "kari@kommune.example", "Kari@Kommune.example"):
        found = await people.find(name)
        assert found
        assert (found.entra_id, found.email) == (KARI, "kari@kommune.example")
    for name in (NOBODY, "o'hara@kommune.example", "kari' or mail ne '"):
        assert await people.find(name) is None


async def test_a_group_holds_those_in_the_groups_inside_it_but_no_closed_account(graph: Graph, tenant: LocalGraph) -> None:
    tenant.groups = {"ke": [KARI, "more"], "more": [NILS, LEADER]}
    tenant.closed = {LEADER}
    assert {user.entra_id for user in await EntraDirectory(graph).members("ke")} == {KARI, NILS}
    with pytest.raises(GraphFailed, match="404 Request_ResourceNotFound"):
        await EntraDirectory(graph).members("another")


@pytest.mark.parametrize("permission", list(Permission))
async def test_missing_consent_names_the_permission_and_who_grants_it(graph: Graph, tenant: LocalGraph, permission: Permission) -> None:
    tenant.granted.discard(permission)
    tenant.groups = {"ke": [KARI]}
    asking = {
        Permission.USERS: EntraDirectory(graph).find(KARI),
        Permission.GROUP: EntraDirectory(graph).members("ke"),
        Permission.INSTALL: AppInstaller(graph, tenant.catalogue).open_chat(KARI),
        Permission.MAIL: graph.hand_over(permission, "users", "x", "sendMail", body=b"", content_type="text/plain"),
    }
    with pytest.raises(ConsentMissing) as refused:
        await asking.pop(permission)
    for other in asking.values():
        other.close()
    assert permission in str(refused.value)
    assert "Privileged Role Administrator" in str(refused.value)
    assert KARI not in str(refused.value)
    assert len(tenant.calls) == 1, "asking again would not help"


async def test_the_app_is_installed_for_a_person_and_their_chat_is_read_however_often(graph: Graph, tenant: LocalGraph) -> None:
    installer = AppInstaller(graph, tenant.catalogue)
    assert await installer.open_chat(LEADER) == DEFAULT_CAST[2].conversation_id
    assert tenant.installed == {LEADER}
    assert await installer.open_chat(LEADER) == DEFAULT_CAST[2].conversation_id, "409 is as good"
    with pytest.raises(GraphFailed, match="404"):
        await installer.open_chat(NOBODY)


async def test_a_refused_token_is_renewed_once(graph: Graph, tenant: LocalGraph) -> None:
    tenant.refused_tokens = {"token-1"}
    assert await EntraDirectory(graph).find(KARI)
    assert tenant.tokens == ["token-1", "token-2"]
    tenant.refused_tokens = {"token-2", "token-3"}
    with pytest.raises(GraphFailed, match="401"):
        await EntraDirectory(graph).find(KARI)
    assert len(tenant.tokens) == 4


@pytest.mark.parametrize("answer", ["redirect", "next page", "no object"])
async def test_the_token_goes_to_no_other_host(tenant: LocalGraph, waits: Waits, answer: str) -> None:
    seen: list[str] = []

    async def elsewhere(request: web.Request) -> web.Response:
        seen.append(request.path)
        return web.json_response({"id": KARI, "value": []})

    async def here(_: web.Request) -> web.Response:
        if answer == "redirect":
            raise web.HTTPFound(f"{other.make_url('/stolen')}")
        if answer == "no object":
            return web.json_response(["nonsense"])
        return web.json_response({"value": [], "@odata.nextLink": str(other.make_url("/stolen"))})

    app, strange = web.Application(), web.Application()
    app.router.add_route("*", "/{tail:.*}", here)
    strange.router.add_route("*", "/{tail:.*}", elsewhere)
    async with TestServer(app) as server, TestServer(strange) as other, aiohttp.ClientSession() as session:
        people = EntraDirectory(Graph(session, NumberedToken(), str(server.make_url("/")), wait=waits))
        if answer == "no object":
            assert await people.find("kari@kommune.example") is None
        else:
            with pytest.raises(GraphFailed):
                await people.find("kari@kommune.example")
    assert seen == []


async def test_a_server_that_is_not_there_is_a_passing_trouble(address: str, waits: Waits) -> None:
    async with aiohttp.ClientSession() as session:
        people = EntraDirectory(Graph(session, NumberedToken(), "http://127.0.0.1:1", wait=waits))
        with pytest.raises(GraphFailed) as failed:
            await people.find(KARI)
    assert failed.value.passing
    assert not failed.value.in_doubt
