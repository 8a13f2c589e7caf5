"""The JSON interface: who is there, what they say and press, and what comes back."""

from email.message import EmailMessage
from typing import Any

import aiosmtplib
import pytest

from bot.local.people import DEFAULT_CAST, TENANT_ID

ADA = DEFAULT_CAST[6].id
BO = DEFAULT_CAST[7].id
CARD = "application/vnd.microsoft.card.adaptive"


def form(*inputs: dict[str, Any], verb: str = "send", **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    action = {"type": "Action.Execute", "title": "Send", "verb": verb, "data": {"verb": verb, "id": "17"}}
    return {"type": "AdaptiveCard", "version": "1.5", "body": [*inputs, {"type": "ActionSet", "actions": [action]}], **more}, action


async def test_people_are_shown_with_their_roles_and_one_has_none(scene):
    people = await scene.get("people")
    assert people[0].keys() == {"id", "name", "email", "roles", "unit"}
    assert sorted(role for person in people for role in person["roles"]) == ["KE"] * 2 + ["KO"] * 4 + ["VL"] * 4
    assert [person["name"] for person in people if not person["roles"]] == ["Gjest"]


async def test_everyone_gets_the_bot_at_the_first_start_and_only_then(stage):
    async with stage() as scene:
        kinds = [activity["type"] for activity in scene.bot.heard]
        assert kinds.count("conversationUpdate") == kinds.count("installationUpdate") == len(DEFAULT_CAST)
        assert len({activity["id"] for activity in scene.bot.heard}) == len(kinds)
    async with stage() as scene:
        assert scene.bot.heard == []


async def test_a_message_reaches_the_bot_as_teams_writes_it_and_the_answer_is_there_when_the_post_returns(scene):
    status, answer = await scene.post(f"people/{ADA}/messages", {"text": "hei & hå"})
    assert status == 200
    said, reply = await scene.chat(ADA)
    assert answer == {"response": None, "created": [said["id"], reply["id"]], "updated": []}
    assert said == {
        "id": said["id"],
        "version": 1,
        "from": "person",
        "text": "hei & hå",
        "attachments": [],
        "timestamp": "2026-11-23T08:04:00.000Z",
    }
    assert (reply["from"], reply["text"]) == ("bot", "Du skrev: hei & hå")
    heard = scene.bot.heard[-1]
    assert heard["attachments"] == [{"contentType": "text/html", "content": "<p>hei &amp; hå</p>"}]
    assert heard["from"] == {"id": DEFAULT_CAST[6].teams_id, "name": "Ada", "aadObjectId": ADA}
    assert heard["conversation"]["tenantId"] == heard["channelData"]["tenant"]["id"] == TENANT_ID
    assert heard["recipient"]["id"] == "28:b0a1c2d3-local"
    assert (heard["id"], heard["locale"], heard["localTimestamp"]) == (said["id"], "nb-NO", "2026-11-23T09:04:00.000+01:00")


async def test_an_edited_message_keeps_its_place_and_tells_the_bot(scene):
    await scene.post(f"people/{ADA}/messages", {"text": "helo"})
    first = (await scene.chat(ADA))[0]
    _, answer = await scene.post(f"people/{ADA}/messages", {"text": "hallo", "edits": first["id"]})
    assert first["id"] in answer["updated"]
    assert ((await scene.chat(ADA))[0]["text"], (await scene.chat(ADA))[0]["version"]) == ("hallo", 2)
    assert [a["channelData"]["eventType"] for a in scene.bot.heard if a["type"] == "messageUpdate"] == ["editMessage"]


async def test_an_attachment_goes_along(scene):
    file = {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": "brev.pdf"}
    await scene.post(f"people/{ADA}/messages", {"attachments": [file]})
    assert scene.bot.heard[-1]["attachments"] == [file]
    assert (await scene.chat(ADA))[0]["attachments"] == [file]


async def test_untouched_inputs_send_their_default_and_empty_ones_nothing(scene):
    card, action = form(
        {"type": "Input.Text", "id": "note", "label": "Merknad"},
        {"type": "Input.Date", "id": "date", "label": "Dato", "value": "2026-12-07"},
        {"type": "Input.Toggle", "id": "told", "title": "Informert", "valueOn": "ja", "valueOff": "nei"},
        {"type": "Input.ChoiceSet", "id": "cases", "isMultiSelect": True, "choices": []},
    )
    sent = await scene.show(card)
    await scene.post(f"people/{ADA}/actions", {"activityId": sent, "action": action, "inputs": {"cases": ["a", "b"]}})
    invoke = scene.bot.heard[-1]
    assert invoke["value"]["action"]["data"] == {"verb": "send", "id": "17", "date": "2026-12-07", "told": "nei", "cases": "a,b"}
    assert (invoke["name"], invoke["replyToId"], invoke["value"]["trigger"]) == ("adaptiveCard/action", sent, "manual")


async def test_only_the_inputs_on_the_action_s_own_card_and_around_it_are_sent_and_asked_for(scene):
    yes, send_yes = form({"type": "Input.Text", "id": "who", "label": "Hvem?", "isRequired": True, "errorMessage": "Velg"}, verb="yes")
    no, _ = form({"type": "Input.Text", "id": "why", "label": "Hvorfor?", "isRequired": True, "errorMessage": "Velg"}, verb="no")
    shows = [{"type": "Action.ShowCard", "title": title, "card": shown} for title, shown in (("Ja", yes), ("Nei", no))]
    unknown = {"type": "Badge", "text": "ny", "fallback": {"type": "Input.Text", "id": "around", "label": "Rundt", "value": "x"}}
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [unknown, {"type": "ActionSet", "actions": shows}]}
    sent = await scene.show(card)
    status, answer = await scene.post(f"people/{ADA}/actions", {"activityId": sent, "action": send_yes, "inputs": {"who": " "}})
    assert (status, answer) == (400, {"error": "Fyll ut dette først: Hvem?"})
    assert scene.bot.heard[-1]["type"] != "invoke"
    await scene.post(f"people/{ADA}/actions", {"activityId": sent, "action": send_yes, "inputs": {"who": "Bo"}})
    assert scene.bot.heard[-1]["value"]["action"]["data"] == {"verb": "yes", "id": "17", "who": "Bo", "around": "x"}


async def test_a_required_tick_must_be_ticked(scene):
    card, action = form({"type": "Input.Toggle", "id": "ok", "title": "Jeg har avklart dette", "isRequired": True})
    sent = await scene.show(card)
    status, answer = await scene.post(f"people/{ADA}/actions", {"activityId": sent, "action": action, "inputs": {}})
    assert (status, "Jeg har avklart dette" in answer["error"]) == (400, True)
    status, _ = await scene.post(f"people/{ADA}/actions", {"activityId": sent, "action": action, "inputs": {"ok": True}})
    assert (status, scene.bot.heard[-1]["value"]["action"]["data"]["ok"]) == (200, "true")


async def test_a_card_in_the_answer_replaces_the_presser_s_card(scene):
    card, action = form()
    receipt = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Svart: ja"}]}

    async def redraw(_):
        return {"statusCode": 200, "type": CARD, "value": receipt}

    scene.bot.redraw = redraw
    mine, other = await scene.show(card), await scene.show(card, person=7)
    _, answer = await scene.post(f"people/{ADA}/actions", {"activityId": mine, "action": action})
    assert answer == {"response": {"statusCode": 200, "type": CARD, "value": receipt}, "created": [], "updated": [mine]}
    [shown] = await scene.chat(ADA)
    assert (shown["version"], shown["attachments"]) == (2, [{"contentType": CARD, "content": receipt}])
    assert [(a["id"], a["version"]) for a in await scene.chat(BO)] == [(other, 1)]


async def test_an_answer_without_a_card_leaves_the_card_alone(scene):
    card, action = form()
    sent = await scene.show(card)
    _, answer = await scene.post(f"people/{ADA}/actions", {"activityId": sent, "action": action})
    assert (answer["response"]["value"], answer["updated"]) == ("Takk", [])


async def test_a_button_that_is_no_longer_on_the_card_can_still_be_pressed_as_on_an_old_copy(scene):
    card, _ = form()
    old = {"type": "Action.Execute", "verb": "gone", "data": {"version": 1}}
    await scene.post(f"people/{ADA}/actions", {"activityId": await scene.show(card), "action": old, "inputs": {"x": "1"}})
    assert scene.bot.heard[-1]["value"]["action"] == {"type": "Action.Execute", "verb": "gone", "data": {"version": 1, "x": "1"}}


async def test_a_press_by_another_person_reaches_the_bot_as_that_person_and_redraws_nothing(scene):
    card, action = form()

    async def redraw(_):
        return {"statusCode": 200, "type": CARD, "value": card}

    scene.bot.redraw = redraw
    mine = await scene.show(card)
    _, answer = await scene.post(f"people/{BO}/actions", {"activityId": mine, "action": action})
    assert (scene.bot.heard[-1]["from"]["aadObjectId"], answer["updated"]) == (BO, [])
    assert (await scene.chat(ADA))[0]["version"] == 1


async def test_the_older_submit_is_a_message_with_a_value(scene):
    card, action = form()
    submit = action | {"type": "Action.Submit"}
    action["fallback"] = submit
    sent = await scene.show(card)
    _, answer = await scene.post(f"people/{ADA}/actions", {"activityId": sent, "action": submit})
    heard = scene.bot.heard[-1]
    assert (heard["type"], heard["value"], heard["replyToId"], answer["response"]) == ("message", {"verb": "send", "id": "17"}, sent, None)


async def test_the_same_signed_request_can_be_delivered_again(scene):
    await scene.post(f"people/{ADA}/messages", {"text": "hei"})
    await scene.local.teams.deliver(scene.local.teams.deliveries[-1])
    assert scene.bot.heard[-1] == scene.bot.heard[-2]


async def test_a_blocked_bot_is_told_so_and_comes_back_with_an_install(scene):
    await scene.post(f"people/{ADA}/block", {"blocked": True})
    status, body = await scene.bot.send({"type": "message", "text": "hei"}, DEFAULT_CAST[6].conversation_id)
    assert (status, body["error"]["code"]) == (403, "MessageWritesBlocked")
    assert await scene.get(f"people/{ADA}/block") == {"blocked": True}
    assert (await scene.post(f"people/{ADA}/messages", {"text": "hei"}))[0] == 409
    await scene.post(f"people/{ADA}/block", {"blocked": False})
    assert [activity["type"] for activity in scene.bot.heard[-2:]] == ["conversationUpdate", "installationUpdate"]
    assert (await scene.bot.send({"type": "message", "text": "hei"}, DEFAULT_CAST[6].conversation_id))[0] == 201


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("people/nobody/messages", {"text": "hei"}, 404),
        (f"people/{ADA}/messages", {"tekst": "hei"}, 400),
        (f"people/{ADA}/messages", [], 400),
        (f"people/{ADA}/messages", {"text": "x", "edits": "1"}, 404),
        (f"people/{ADA}/actions", {"activityId": "1", "action": {"type": "Action.Execute"}}, 404),
        (f"people/{ADA}/nothing", {}, 404),
        (f"people/{ADA}/block", {"blocked": "kanskje"}, 400),
    ],
)
async def test_a_wrong_request_is_answered_in_plain_words(scene, path, body, status):
    got, answer = await scene.post(path, body)
    assert got == status
    assert answer.keys() == {"error"}
    assert answer["error"].endswith(".")


async def test_a_bot_that_fails_is_named(scene):
    async def redraw(_):
        raise RuntimeError("planned")

    scene.bot.redraw = redraw
    card, action = form()
    status, answer = await scene.post(f"people/{ADA}/actions", {"activityId": await scene.show(card), "action": action})
    assert (status, answer) == (502, {"error": "Boten svarte med feilkode 500. Se i terminalen."})


@pytest.mark.parametrize("headers", [{"Host": "teams.example"}, {"Origin": "https://page.example"}, {"Origin": "null"}])
async def test_other_names_and_other_pages_are_kept_out(scene, headers):
    status, _ = await scene.post(f"people/{ADA}/messages", {"text": "hei"}, headers=headers)
    assert status == 403
    assert await scene.chat(ADA) == []


async def test_what_the_bot_mails_is_caught(scene):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "bot@kommune.example", "leder@kommune.example", "Påminnelse på svar"
    mail.set_content("Åpne Teams.")
    await aiosmtplib.send(mail, hostname=scene.local.mail.host, port=scene.local.mail.port)
    [caught] = await scene.get("mail")
    assert (caught["from"], caught["to"], caught["subject"]) == ("bot@kommune.example", ["leder@kommune.example"], "Påminnelse på svar")
    assert caught["text"].strip() == "Åpne Teams."


async def test_a_page_hears_of_each_change(scene):
    async with scene.session.get(f"{scene.url}/local/events") as events:
        await events.content.readuntil(b"\n\n")
        await scene.post(f"people/{ADA}/messages", {"text": "hei"})
        assert (await events.content.readuntil(b"\n\n")).decode() == f"data: {ADA}\n\n"
        await scene.post("clock", {"advance": "PT1H"})
        for _ in range(2):
            last = await events.content.readuntil(b"\n\n")
        assert last == b"data: clock\n\n"
