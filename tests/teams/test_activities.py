"""What people do in Teams arrives as what they did, from a verified sender; the rest is answered and forgotten."""

from typing import Any

import pytest
from aiohttp import web
from played_microsoft import BOT_ID, TENANT, activity, press

from bot.wire import Address, FileAnswered, Installed, Pressed, Removed, Said, Sender, Upload

LEADER = "e0000000-0000-4000-8000-000000000001"


def sender(door: Any) -> Sender:
    return Sender(LEADER, "29:leder", "Leder Sør", Address(door.service.url, "a:personal-chat"))


async def arrive(door: Any, content: Any) -> Any:
    """The one thing that came of an activity, or None."""
    door.came.clear()
    status, _ = await door.knock(content)
    assert status == 200
    assert len(door.came) <= 1
    return door.came[0] if door.came else None


async def test_a_message_is_something_said(door: Any) -> None:
    said = await arrive(door, activity(door.service.url))
    assert said == Said("a:personal-chat|1700000000001", sender(door), "mine forespørsler")


async def test_the_same_activity_delivered_again_has_the_same_key_and_another_chat_another(door: Any) -> None:
    first = await arrive(door, activity(door.service.url))
    again = await arrive(door, activity(door.service.url))
    elsewhere = await arrive(
        door, activity(door.service.url, conversation={"id": "a:other", "conversationType": "personal", "tenantId": TENANT})
    )
    assert first.key == again.key != elsewhere.key


async def test_a_mention_of_the_bot_is_taken_out_and_others_stay(door: Any) -> None:
    mentions = [
        {"type": "mention", "text": "<at>Koordinatorbot</at>", "mentioned": {"id": BOT_ID, "name": "Koordinatorbot"}},
        {"type": "mention", "text": "<at>Leder Nord</at>", "mentioned": {"id": "29:nord", "name": "Leder Nord"}},
    ]
    text = "<at>Koordinatorbot</at> status hos <at>Leder Nord</at>"
    assert (await arrive(door, activity(door.service.url, text=text, entities=mentions))).text == "status hos <at>Leder Nord</at>"


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("text/html", False),
        ("messageReference", False),
        ("application/vnd.microsoft.card.adaptive", False),
        ("application/vnd.microsoft.teams.file.download.info", True),
        ("image/*", True),
        ("image/png", True),
        ("application/pdf", True),
        (None, True),
    ],
)
async def test_only_real_files_and_pictures_count_as_attached(door: Any, kind: str | None, file: bool) -> None:
    attachments = [{"contentType": "text/html", "content": "<p>x</p>"}, {"contentType": kind, "contentUrl": "https://kommune.example/x"}]
    assert (await arrive(door, activity(door.service.url, attachments=attachments))).attached is file


async def test_a_file_without_a_word_is_something_said(door: Any) -> None:
    said = await arrive(door, activity(door.service.url, text=None, attachments=[{"contentType": "image/png"}]))
    assert (said.text, said.attached) == ("", True)


async def test_each_edit_of_a_message_is_said_anew(door: Any) -> None:
    original = await arrive(door, activity(door.service.url))
    first = await arrive(door, activity(door.service.url, type="messageUpdate", text="status", timestamp="2026-11-23T09:01:00Z"))
    again = await arrive(door, activity(door.service.url, type="messageUpdate", text="status", timestamp="2026-11-23T09:01:00Z"))
    second = await arrive(door, activity(door.service.url, type="messageUpdate", text="frister", timestamp="2026-11-23T09:02:00Z"))
    assert (first.text, first.edited) == ("status", True)
    assert first.key == again.key
    assert len({original.key, first.key, second.key}) == 3


async def test_a_press_carries_verb_data_and_the_card_it_sits_on(door: Any) -> None:
    pressed = await arrive(door, press(door.service.url))
    data = {"verb": "accept", "id": "request-17", "version": 2, "when": "2026-12-04"}
    assert pressed == Pressed("a:personal-chat|f:invoke-1", sender(door), "accept", data, "1700000000000", updates=True)


async def test_an_older_submit_is_a_press_that_gets_no_card(door: Any) -> None:
    value = {"verb": "accept", "id": "request-17", "version": 2}
    pressed = await arrive(door, activity(door.service.url, text=None, value=value, replyToId="1700000000000"))
    assert pressed == Pressed("a:personal-chat|1700000000001", sender(door), "accept", value, "1700000000000", updates=False)


async def test_a_press_that_names_no_card_sits_on_none(door: Any) -> None:
    assert (await arrive(door, press(door.service.url, replyToId=""))).activity_id is None


@pytest.mark.parametrize("value", [{}, {"verb": 3}, {"verb": None, "id": "x"}, [], "accept", 7, True])
async def test_a_submit_without_a_verb_concerns_nobody(door: Any, value: Any) -> None:
    assert await arrive(door, activity(door.service.url, text=None, value=value)) is None


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        [],
        "x",
        3,
        {"action": None},
        {"action": []},
        {"action": "accept"},
        {"action": {}},
        {"action": {"verb": None}},
        {"action": {"verb": ["accept"]}},
        {"action": {"verb": {"a": 1}, "data": {}}},
        {"action": {"verb": "accept", "data": "x"}},
        {"action": {"verb": "accept", "data": [1]}},
    ],
)
async def test_a_malformed_press_is_answered_with_an_error_the_card_can_show(door: Any, value: Any) -> None:
    status, answer = await door.knock(press(door.service.url, value=value))
    assert (status, answer["statusCode"], answer["type"]) == (200, 400, "application/vnd.microsoft.error")
    assert door.came == []


@pytest.mark.parametrize("name", ["task/fetch", "application/search", "signin/verifyState", None])
async def test_other_invokes_are_declined(door: Any, name: str | None) -> None:
    status, answer = await door.knock(press(door.service.url, name=name))
    assert (status, answer["statusCode"]) == (200, 400)
    assert door.came == []


UPLOAD = {
    "contentUrl": "https://kommune-my.sharepoint.com/personal/kari/Documents/liste.xlsx",
    "name": "liste.xlsx",
    "uploadUrl": "https://kommune-my.sharepoint.com/personal/kari/_api/v2.0/drive/items/1/uploadSession?guid=1&tempauth=2",
    "uniqueId": "1150D938-8870-4044-9F2C-5BBDEBA70C9D",
    "fileType": "xlsx",
}


def consent(door: Any, **value: Any) -> Any:
    return press(door.service.url, name="fileConsent/invoke", value={"type": "fileUpload", "context": {"x": 1}, **value})


async def test_a_yes_to_a_file_says_where_it_may_lie_and_is_answered_with_nothing(door: Any) -> None:
    assert await door.knock(consent(door, action="accept", uploadInfo=UPLOAD)) == (200, None)
    [came] = door.came
    assert isinstance(came, FileAnswered)
    assert came.upload == Upload(UPLOAD["uploadUrl"], UPLOAD["contentUrl"], "liste.xlsx", UPLOAD["uniqueId"], "xlsx")


async def test_a_no_to_a_file_has_nowhere_to_lie_whatever_else_it_says(door: Any) -> None:
    await door.knock(consent(door, action="decline", uploadInfo=UPLOAD))
    assert [came.upload for came in door.came] == [None]


@pytest.mark.parametrize(
    "value",
    [
        {"action": "accept"},
        {"action": "perhaps", "uploadInfo": UPLOAD},
        {"action": "accept", "uploadInfo": None},
        {"action": "accept", "uploadInfo": []},
        {"action": "accept", "uploadInfo": UPLOAD | {"uploadUrl": 5}},
        {"action": "accept", "uploadInfo": UPLOAD | {"uploadUrl": ""}},
        {"action": "accept", "uploadInfo": UPLOAD | {"name": "x" * 600}},
        {"action": "accept", "uploadInfo": UPLOAD, "type": "other"},
        {"action": ["accept"], "uploadInfo": UPLOAD},
    ],
)
async def test_a_malformed_answer_to_a_file_is_declined(door: Any, value: Any) -> None:
    status, answer = await door.knock(consent(door, **value))
    assert (status, answer["statusCode"]) == (200, 400)
    assert door.came == []


async def test_an_installation_is_told_with_the_address_from_the_roster(door: Any) -> None:
    door.service.script.append(web.json_response({"id": "29:leder", "email": "leder@kommune.example", "aadObjectId": LEADER}))
    installed = await arrive(door, activity(door.service.url, type="installationUpdate", action="add", id="f:install", text=None))
    assert installed == Installed("a:personal-chat|f:install", sender(door), "leder@kommune.example")
    assert door.service.seen == [("GET", "/teams/v3/conversations/a%3Apersonal-chat/members/29%3Aleder", "Bearer token-1", None)]


async def test_an_installation_is_told_without_an_address_when_the_roster_is_silent(door: Any) -> None:
    door.service.script.append("hang")
    installed = await arrive(door, activity(door.service.url, type="installationUpdate", action="add"))
    assert installed.email is None


async def test_the_bot_among_the_new_members_is_an_installation_too(door: Any) -> None:
    members = [{"id": "29:leder"}, {"id": BOT_ID}]
    installed = await arrive(door, activity(door.service.url, type="conversationUpdate", id="f:update", membersAdded=members))
    assert isinstance(installed, Installed)
    assert installed.key == "a:personal-chat|f:update"


async def test_a_removal_is_told(door: Any) -> None:
    removed = await arrive(door, activity(door.service.url, type="installationUpdate", action="remove", text=None))
    assert removed == Removed("a:personal-chat|1700000000001", sender(door))


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "typing"},
        {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
        {"type": "messageDelete"},
        {"type": "event", "name": "x"},
        {"type": "endOfConversation"},
        {"type": "something new"},
        {"type": "conversationUpdate", "membersAdded": [{"id": "29:leder"}]},
        {"type": "conversationUpdate", "membersRemoved": [{"id": BOT_ID}]},
        {"type": "installationUpdate", "action": "remove-upgrade"},
        {"type": "installationUpdate"},
        {"conversation": {"id": "a:personal-chat", "tenantId": TENANT}},
        {"from": {"id": "29:guest", "name": "Uten id"}},
        {"from": {"id": "29:guest", "aadObjectId": ""}},
        {"from": {"id": BOT_ID, "aadObjectId": LEADER}},
        {"id": None},
        {"id": ""},
    ],
)
async def test_what_does_not_concern_us_is_answered_and_forgotten(door: Any, changes: dict[str, Any]) -> None:
    assert await arrive(door, activity(door.service.url, **changes)) is None
    assert door.service.seen == []


@pytest.mark.parametrize("kind", ["groupChat", "channel"])
async def test_whoever_writes_among_many_is_pointed_to_their_own_chat(door: Any, kind: str) -> None:
    among_many = {"id": "19:x@thread.tacv2", "conversationType": kind, "isGroup": True, "tenantId": TENANT}
    assert await arrive(door, activity(door.service.url, text="sak 417", conversation=among_many)) is None
    [(_, path, _, said)] = door.service.seen
    assert "19%3Ax%40thread.tacv2" in path
    assert "egen chat" in said["text"]
    assert "417" not in said["text"]


async def test_a_press_from_a_group_chat_is_declined(door: Any) -> None:
    group = {"id": "19:x@thread.v2", "conversationType": "groupChat", "tenantId": TENANT}
    assert (await door.knock(press(door.service.url, conversation=group)))[1]["statusCode"] == 400
    assert door.came == []
