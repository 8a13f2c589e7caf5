"""botbuilder around a turn: its adapter, given our identity check and our connector, and the answers to card actions as bytes."""

# ruff: noqa: ARG002  (the SDK sets the signatures)

import json
from collections.abc import Awaitable, Callable

from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity as SdkActivity
from botbuilder.schema import ActivityTypes, ConversationAccount
from botframework.connector.auth import BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
from botframework.connector.auth.connector_factory import ConnectorFactory

from bot.teams.activities import CARD_ACTION
from bot.teams.connector import TeamsConnector
from bot.teams.shape import Activity
from bot.wire import CARD, Incoming, Reply

Turn = Callable[[Incoming], Awaitable[Reply]]

MESSAGE = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"


class SharedConnector(ConnectorFactory):  # type: ignore[misc]
    """Hands every turn the one connector we have, where the SDK would build a client of its own."""

    def __init__(self, connector: TeamsConnector) -> None:
        self._connector = connector

    async def create(self, service_url: str, audience: str) -> TeamsConnector:
        """The connector; it is given the service URL with each call."""
        return self._connector


class GateAuthentication(BotFrameworkAuthentication):  # type: ignore[misc]
    """Tells the SDK that the gate has already decided: by itself it lets nobody in."""

    def __init__(self, connector: TeamsConnector) -> None:
        self._factory = SharedConnector(connector)

    async def authenticate_request(self, activity: SdkActivity, auth_header: str) -> AuthenticateRequestResult:
        """Refuses: requests come in through the gate."""
        raise PermissionError("requests come in through the gate")

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> AuthenticateRequestResult:
        """Refuses: there is no streaming."""
        raise PermissionError("there is no streaming")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        """The same factory for everybody."""
        return self._factory

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """None: the bot signs nobody in."""


class TeamsAdapter(CloudAdapterBase):  # type: ignore[misc]
    """Runs turns for activities that passed the gate."""

    def __init__(self, app_id: str, connector: TeamsConnector) -> None:
        authentication = GateAuthentication(connector)
        super().__init__(authentication)
        self._admitted = AuthenticateRequestResult()
        self._admitted.audience = app_id
        self._admitted.claims_identity = self.create_claims_identity(app_id)
        self._admitted.connector_factory = authentication.create_connector_factory(self._admitted.claims_identity)

    async def run_turn(self, activity: Activity, incoming: Incoming, turn: Turn) -> bytes | None:
        """Run one turn; returns the JSON that answers a card action, None for everything else. Raises what the turn raises."""

        async def on_turn(context: TurnContext) -> None:
            reply = await turn(incoming)
            if activity.type == ActivityTypes.invoke:
                body = answer_with(reply) if activity.name == CARD_ACTION else None
                response = InvokeResponse(status=200, body=body)
                await context.send_activity(SdkActivity(type=ActivityTypes.invoke_response, value=response))

        # Only what the SDK needs for the turn: its model drops fields it does not know, and ours has been read already.
        known = SdkActivity(
            type=activity.type,
            id=activity.id,
            channel_id=activity.channel_id,
            service_url=activity.service_url,
            conversation=ConversationAccount(id=activity.conversation.id),
        )
        response = await self.process_activity(self._admitted, known, on_turn)
        return response.body if response else None


def answer_with(reply: Reply) -> bytes:
    """The answer to a card action: the card that replaces the pressed one, or an empty message, which leaves it as it is."""
    if reply.card is None:
        return encode_answer(200, MESSAGE, "")
    return encode_answer(200, CARD, reply.card)


def answer_error(status: int, code: str) -> bytes:
    """The answer to a card action that went wrong; Teams shows its own line under the card and lets the person try again."""
    return encode_answer(status, ERROR, {"code": code, "message": "Prøv igjen om litt."})


def encode_answer(status: int, kind: str, value: object) -> bytes:
    """An invoke answer as Teams reads it."""
    return json.dumps({"statusCode": status, "type": kind, "value": value}, ensure_ascii=False).encode()
