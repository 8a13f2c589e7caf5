"""What Teams sends, as signed requests ready to go."""

import json
from typing import Any

from bench.identity import APP_ID, TENANT_ID
from bench.load import post
from bench.microsoft import Microsoft

MESSAGES = "/api/messages"


def from_person(microsoft: Microsoft, who: str, key: str) -> dict[str, Any]:
    """The part that every activity has."""
    return {
        "id": key,
        "channelId": "msteams",
        "serviceUrl": microsoft.service_url,
        "timestamp": "2026-11-23T09:00:00.000Z",
        "from": {"id": f"29:{who}", "name": "Noen", "aadObjectId": who},
        "recipient": {"id": f"28:{APP_ID}", "name": "bot"},
        "conversation": {"id": f"a:{who}", "conversationType": "personal", "tenantId": TENANT_ID},
        "channelData": {"tenant": {"id": TENANT_ID}},
    }


def say(  # noqa: PLR0917 - who, where and what
    microsoft: Microsoft, port: int, token: str, who: str, key: str, text: str
) -> bytes:
    """Somebody writes something."""
    body = from_person(microsoft, who, key) | {"type": "message", "text": text}
    return post(MESSAGES, port, json.dumps(body).encode(), token)


def answer_yes(microsoft: Microsoft, port: int, token: str, case: int, leader: int) -> bytes:
    """A leader names the employee of the unit on the request's card."""
    data = {"verb": "accept", "id": f"{case}.1", "person": f"employee-{leader}"}
    data |= {"permanent": "yes", "informed": "true", "access": "true"}
    action = {"type": "Action.Execute", "verb": "accept", "data": data}
    body = from_person(microsoft, f"leader-{leader}", f"f:{case}") | {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "replyToId": f"request-{case}",
        "value": {"action": action, "trigger": "manual"},
    }
    return post(MESSAGES, port, json.dumps(body).encode(), token)
