"""A drawn message as Teams takes it: a card with its summary or a text, never both."""

import pytest

from bot.cards.scene import Drawn
from bot.delivery.activity import as_activity, fingerprint

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}


@pytest.mark.row("S3-09")
def test_a_card_travels_with_a_neutral_summary_and_no_text() -> None:
    assert as_activity(Drawn("Nytt i en sak", card=CARD)) == {
        "type": "message",
        "summary": "Nytt i en sak",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}],
    }


def test_a_text_travels_alone() -> None:
    assert as_activity(Drawn("Svar på meldingen din", text="Takk.")) == {"type": "message", "text": "Takk.", "textFormat": "markdown"}


def test_only_an_alert_reaches_the_activity_feed() -> None:
    assert as_activity(Drawn("En frist er ute", card=CARD, alert=True))["channelData"] == {"notification": {"alert": True}}
    assert "channelData" not in as_activity(Drawn("Nytt i en sak", card=CARD))


def test_the_fingerprint_tells_what_the_reader_would_see() -> None:
    same, other = as_activity(Drawn("Nytt", card=dict(reversed(CARD.items())))), as_activity(Drawn("Nytt", card={**CARD, "body": ["ny"]}))
    shown = fingerprint(as_activity(Drawn("Nytt", card=CARD)))
    assert fingerprint(same) == shown != fingerprint(other)
    assert len(shown) == 64
