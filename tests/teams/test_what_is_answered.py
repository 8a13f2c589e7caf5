"""A press is answered with the new card; a crash is answered so that nothing is lost and nothing leaks."""

from typing import Any

from played_microsoft import activity, press
from structlog.testing import capture_logs

from bot.wire import Reply

CARD = {"type": "AdaptiveCard", "version": "1.5", "lang": "nb", "body": [{"type": "TextBlock", "text": "Takk. Blåbær æøå", "wrap": True}]}


async def test_a_press_is_answered_with_the_card_that_replaces_it(door: Any) -> None:
    door.reply = Reply(CARD)
    status, answer = await door.knock(press(door.service.url))
    assert status == 200
    assert answer == {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": CARD}


async def test_a_press_without_a_new_card_leaves_the_old_one(door: Any) -> None:
    status, answer = await door.knock(press(door.service.url))
    assert (status, answer) == (200, {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": ""})


async def test_a_message_is_answered_with_an_empty_200_also_when_there_is_a_card(door: Any) -> None:
    door.reply = Reply(CARD)
    assert await door.knock(activity(door.service.url)) == (200, None)
    assert await door.knock(activity(door.service.url, deliveryMode="expectReplies")) == (200, None)


async def test_a_crash_during_a_press_tells_the_person_to_try_again(door: Any) -> None:
    door.reply = RuntimeError("hemmelig")
    with capture_logs() as logs:
        status, answer = await door.knock(press(door.service.url))
    assert status == 200
    error = {"code": "InternalError", "message": "Prøv igjen om litt."}
    assert answer == {"statusCode": 500, "type": "application/vnd.microsoft.error", "value": error}
    assert (logs[0]["event"], logs[0]["error"]) == ("turn_failed", "RuntimeError")
    assert logs[0]["place"].startswith("conftest.py:")
    assert "hemmelig" not in str(logs)


async def test_a_crash_during_a_message_makes_teams_deliver_it_again(door: Any) -> None:
    door.reply = RuntimeError("hemmelig")
    assert await door.knock(activity(door.service.url)) == (500, None)
    door.reply = Reply()
    assert await door.knock(activity(door.service.url)) == (200, None)
    assert len({incoming.key for incoming in door.came}) == 1


async def test_a_card_that_cannot_be_written_is_a_crash_like_any_other(door: Any) -> None:
    door.reply = Reply({"body": object()})
    assert (await door.knock(press(door.service.url)))[1]["statusCode"] == 500


async def test_nothing_is_sent_to_teams_by_answering(door: Any) -> None:
    door.reply = Reply(CARD)
    await door.knock(press(door.service.url))
    await door.knock(activity(door.service.url))
    assert door.service.seen == []
