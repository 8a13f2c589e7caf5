"""The Bot Connector that the bot calls: what it takes, what it refuses, and the mishaps a test can plan."""

import aiohttp
import pytest

from bot.local.connector_api import Fault, Mishap
from bot.local.people import DEFAULT_CAST, TENANT_ID

ADA = DEFAULT_CAST[6]
CHAT = f"v3/conversations/{ADA.conversation_id}"
HELLO = {"type": "message", "text": "hei"}


async def texts(scene) -> list[str]:
    return [activity["text"] for activity in await scene.chat(ADA.id)]


async def test_a_sent_message_can_be_changed_and_taken_back(scene):
    _, sent = await scene.bot.call("POST", f"{CHAT}/activities", HELLO)
    await scene.bot.call("PUT", f"{CHAT}/activities/{sent['id']}", HELLO | {"text": "hallo"})
    [shown] = await scene.chat(ADA.id)
    assert (shown["text"], shown["version"]) == ("hallo", 2)
    await scene.bot.call("DELETE", f"{CHAT}/activities/{sent['id']}")
    [shown] = await scene.chat(ADA.id)
    assert (shown["text"], shown["attachments"], shown["version"]) == ("", [], 3)


async def test_a_reply_is_a_message_too_and_typing_is_not_kept(scene):
    await scene.bot.call("POST", f"{CHAT}/activities/123", HELLO)
    status, answer = await scene.bot.call("POST", f"{CHAT}/activities", {"type": "typing"})
    assert (status, "id" in answer) == (201, True)
    assert await texts(scene) == ["hei"]


async def test_the_bot_cannot_change_what_a_person_wrote(scene):
    await scene.post(f"people/{ADA.id}/messages", {"text": "mitt"})
    said = (await scene.chat(ADA.id))[0]["id"]
    assert (await scene.bot.call("PUT", f"{CHAT}/activities/{said}", HELLO))[0] == 403
    assert (await scene.bot.call("DELETE", f"{CHAT}/activities/{said}"))[0] == 403
    other = f"v3/conversations/{DEFAULT_CAST[7].conversation_id}"
    assert (await scene.bot.call("PUT", f"{other}/activities/{said}", HELLO))[0] == 404


async def test_opening_a_chat_gives_the_person_s_own(scene):
    for member in (ADA.teams_id, ADA.id):
        status, answer = await scene.bot.call("POST", "v3/conversations", {"members": [{"id": member}]})
        assert (status, answer["id"]) == (201, ADA.conversation_id)
    assert (await scene.bot.call("POST", "v3/conversations", {"members": [{"id": "29:nobody"}]}))[0] == 400


async def test_the_roster_knows_the_person_s_address(scene):
    _, member = await scene.bot.call("GET", f"{CHAT}/members/{ADA.teams_id}")
    assert (member["email"], member["userPrincipalName"], member["aadObjectId"]) == (ADA.email, ADA.email, ADA.id)
    assert member["tenantId"] == TENANT_ID
    _, page = await scene.bot.call("GET", f"{CHAT}/pagedmembers")
    assert [m["name"] for m in page["members"]] == ["Ada"]
    assert (await scene.bot.call("GET", f"{CHAT}/members/{DEFAULT_CAST[7].teams_id}"))[0] == 404


async def test_only_the_bot_s_own_token_opens_the_connector(scene):
    for wrong in ("garbage", scene.local.keys.sign(scene.local.service_url)):
        assert (await scene.bot.call("POST", f"{CHAT}/activities", HELLO, token=wrong))[0] == 401
    assert (await scene.bot.call("GET", f"{CHAT}/members", token="garbage"))[0] == 401
    assert await texts(scene) == []


async def test_a_forgotten_token_is_replaced_by_another(scene):
    first = await scene.local.credential.token()
    assert await scene.local.credential.token() == first
    scene.local.credential.forget()
    assert await scene.local.credential.token() != first


async def test_too_large_a_message_is_refused_as_teams_does(scene):
    status, answer = await scene.bot.call("POST", f"{CHAT}/activities", {"type": "message", "text": "x" * 52_000})
    assert (status, answer["error"]["code"]) == (413, "MessageSizeTooBig")
    assert (await scene.bot.call("POST", f"{CHAT}/activities", {"type": "message", "text": "x" * 50_000}))[0] == 201


async def test_text_and_card_in_one_activity_become_two_messages_without_an_id(scene):
    both = HELLO | {"attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": {"type": "AdaptiveCard"}}]}
    status, answer = await scene.bot.call("POST", f"{CHAT}/activities", both)
    assert (status, "id" in answer) == (201, False)
    assert [(a["text"], len(a["attachments"])) for a in await scene.chat(ADA.id)] == [("hei", 0), ("", 1)]


async def test_a_removed_bot_is_off_the_roster(scene):
    await scene.local.teams.uninstall(ADA)
    assert scene.bot.heard[-1]["action"] == "remove"
    status, answer = await scene.bot.call("POST", f"{CHAT}/activities", HELLO)
    assert (status, answer["error"]["code"]) == (403, "BotNotInConversationRoster")


async def test_planned_answers_strike_as_often_as_planned_and_only_where_planned(scene):
    scene.local.connector.faults = [Fault(status=429, retry_after=3, person=ADA.id, times=2), Fault(status=502, method="PUT")]
    assert (await scene.bot.send(HELLO, DEFAULT_CAST[7].conversation_id))[0] == 201
    got = [await scene.bot.call("POST", f"{CHAT}/activities", HELLO) for _ in range(3)]
    assert [status for status, _ in got] == [429, 429, 201]
    assert got[0][1]["headers"]["Retry-After"] == "3"
    assert [(await scene.bot.call("PUT", f"{CHAT}/activities/{got[2][1]['id']}", HELLO))[0] for _ in range(2)] == [502, 200]


@pytest.mark.parametrize(("mishap", "kept"), [(Mishap.DROP, []), (Mishap.CUT, ["hei"])])
async def test_a_lost_connection_may_or_may_not_have_delivered(scene, mishap, kept):
    scene.local.connector.faults = [Fault(mishap)]
    with pytest.raises(aiohttp.ClientError):
        await scene.bot.call("POST", f"{CHAT}/activities", HELLO)
    assert await texts(scene) == kept
