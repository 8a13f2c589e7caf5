"""POST /api/messages: the gate, then one turn, then its answer."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog
from aiohttp import web

from bot.logs import find_place
from bot.teams.activities import is_said_to_many, read_activity
from bot.teams.adapter import TeamsAdapter, Turn, answer_error
from bot.teams.connector import TeamsConnector
from bot.teams.identity import Identity, Refused
from bot.teams.shape import Activity
from bot.wire import Address, Incoming, Installed, SendFailed

log = structlog.get_logger()

WRITE_TO_ME = "Skriv til meg i en egen chat, så hjelper jeg deg der. Her kan andre lese med."

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# Teams delivers again after about fifteen seconds, so the roster may not take all of them.
SECONDS_FOR_ROSTER = 5.0


def build_routes(
    identity: Identity, turn: Turn, connector: TeamsConnector, count_refusal: Callable[[str], None] = lambda _reason: None
) -> Handler:
    """The handler for POST /api/messages; 200 is answered only after `turn` has returned."""
    adapter = TeamsAdapter(identity.app_id, connector)

    async def receive(request: web.Request) -> web.StreamResponse:
        try:
            activity = await identity.admit(request)
        except Refused as refusal:
            log.warning("activity_refused", status=refusal.status, reason=refusal.reason, **refusal.fields)
            count_refusal(refusal.reason)
            return web.Response(status=refusal.status)
        incoming = read_activity(activity)
        invoked = activity.type == "invoke"
        if is_said_to_many(activity):
            await point_to_own_chat(activity, connector)
            return web.Response()
        if incoming is None:
            return answer(answer_error(400, "BadRequest")) if invoked else web.Response()
        try:
            body = await adapter.run_turn(activity, await add_email(incoming, connector), turn)
        except Exception as error:
            log.error("turn_failed", error=type(error).__name__, place=find_place(error))
            return answer(answer_error(500, "InternalError")) if invoked else web.Response(status=500)
        return web.Response() if body is None else answer(body)

    return receive


async def point_to_own_chat(activity: Activity, connector: TeamsConnector) -> None:
    """Answer in a channel or group chat with where to write instead: nothing of a case is ever said to many."""
    try:
        await connector.send(Address(activity.service_url, activity.conversation.id), {"type": "message", "text": WRITE_TO_ME})
    except SendFailed as failure:
        log.info("channel_not_answered", fate=failure.fate.value)


def answer(body: bytes) -> web.Response:
    """A 200 with ready JSON."""
    return web.Response(body=body, content_type="application/json")


async def add_email(incoming: Incoming, connector: TeamsConnector) -> Incoming:
    """The same, with the e-mail address from the roster for a new installation, when the roster answers in time."""
    if not isinstance(incoming, Installed):
        return incoming
    try:
        async with asyncio.timeout(SECONDS_FOR_ROSTER):
            email = await connector.find_email(incoming.sender.address, incoming.sender.teams_id)
    except (SendFailed, TimeoutError) as error:
        log.info("roster_silent", error=type(error).__name__)
        return incoming
    return replace(incoming, email=email)
