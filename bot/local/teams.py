"""What people do in Teams, turned into signed activities and posted over HTTP to the bot."""

import html
import json
import time
import uuid
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp

from bot.clock import Clock
from bot.local.chats import Activity, Chats, Json, stamp
from bot.local.keys import LIFETIME, Keys
from bot.local.people import TENANT_ID, Person
from bot.local.press import fill
from bot.wire import CARD

OSLO = ZoneInfo("Europe/Oslo")
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
PATIENCE = aiohttp.ClientTimeout(total=15)
"""How long Teams waits for the bot's answer."""


class BotDidNotAnswer(Exception):
    """The bot refused an activity, failed, or took longer than Teams waits; `status` where it answered."""

    def __init__(self, status: int | None) -> None:
        super().__init__(f"status {status}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Delivery:
    """A signed request as it was posted to the bot, so that it can be posted once more."""

    body: bytes
    authorization: str


class Teams:
    """The people's side of the local Teams. `deliveries` keeps the latest requests, for redelivery in tests."""

    def __init__(
        self, *, chats: Chats, keys: Keys, clock: Clock, session: aiohttp.ClientSession, base_url: str, messages_url: str, bot_name: str
    ) -> None:
        self._chats = chats
        self._keys = keys
        self._clock = clock
        self._session = session
        self._messages_url = messages_url
        self._bot = {"id": f"28:{keys.app_id}", "name": bot_name}
        self.service_url = f"{base_url}/teams/"
        self._token, self._until = "", 0.0
        self.deliveries: deque[Delivery] = deque(maxlen=100)

    async def say(self, person: Person, text: str, attachments: Sequence[Json] = ()) -> None:
        """Write a message to the bot."""
        body = _written(text, attachments)
        new = self._chats.add(person.id, "person", body, self._clock.now())
        await self._post(self._activity(person, "message", id=new, **body))

    async def edit(self, person: Person, activity: Activity, text: str) -> None:
        """Change a message that the person wrote before."""
        body = _written(text, activity.attachments)
        self._chats.change(activity.id, body)
        event = {"eventType": "editMessage"}
        await self._post(self._activity(person, "messageUpdate", id=activity.id, channelData=event, **body))

    async def press(self, person: Person, activity: Activity, action: Json, inputs: Mapping[str, Any]) -> Json | None:
        """Press a button on a card; returns the body of the invoke's answer, None for the older Action.Submit.

        Raises MissingInputs when the client itself would stop the press. A card in the answer replaces the presser's card.
        """
        card = next((a["content"] for a in activity.attachments if a.get("contentType") == CARD), None)
        data = fill(card, action, inputs)
        if action["type"] == "Action.Submit":
            await self._post(self._activity(person, "message", id=self._chats.new_id(self._clock.now()), value=data, replyToId=activity.id))
            return None
        sent = {key: action[key] for key in ("type", "title", "id", "verb") if key in action} | {"data": data}
        invoke = self._activity(
            person,
            "invoke",
            name="adaptiveCard/action",
            id=f"f:{uuid.uuid4()}",
            replyToId=activity.id,
            value={"action": sent, "trigger": "manual"},
            channelData={"source": {"name": "message"}, "legacy": {"replyToId": activity.id}},
        )
        answer = await self._post(invoke)
        if answer and answer.get("type") == CARD and activity.person == person.id:
            current = self._chats.find(activity.id) or activity
            self._chats.change(activity.id, current.body | {"attachments": [{"contentType": CARD, "content": answer["value"]}]})
        return answer

    async def answer_file(self, person: Person, activity: Activity, place: tuple[str, str] | None) -> None:
        """Answer the bot's question about a file: yes, it may lie in `place` (its id, and where it is put); None for no."""
        offered = next(a for a in activity.attachments if a.get("contentType") == CONSENT)
        context = "acceptContext" if place else "declineContext"
        value: Json = {"type": "fileUpload", "action": "accept" if place else "decline", "context": offered["content"].get(context)}
        if place:
            id, upload_url = place
            name = offered["name"]
            to = {"contentUrl": upload_url.partition("?")[0], "name": name, "uploadUrl": upload_url, "uniqueId": id}
            value["uploadInfo"] = to | {"fileType": name.rpartition(".")[2]}
        await self._post(
            self._activity(person, "invoke", name="fileConsent/invoke", id=f"f:{uuid.uuid4()}", replyToId=activity.id, value=value)
        )

    async def install(self, person: Person) -> None:
        """Add the bot to the person's chat."""
        self._chats.set_installed(person.id, True)
        members = [{"id": person.teams_id, "aadObjectId": person.id}, {"id": self._bot["id"]}]
        now = self._clock.now()
        await self._post(self._activity(person, "conversationUpdate", id=self._chats.new_id(now), membersAdded=members))
        await self._post(self._activity(person, "installationUpdate", id=self._chats.new_id(now), action="add"))

    async def uninstall(self, person: Person) -> None:
        """Take the bot away from the person's chat."""
        self._chats.set_installed(person.id, False)
        await self._post(self._activity(person, "installationUpdate", id=self._chats.new_id(self._clock.now()), action="remove"))

    async def deliver(self, delivery: Delivery) -> Json | None:
        """Post a request to the bot, also one that was posted before; returns the answer's JSON. Raises BotDidNotAnswer."""
        headers = {"Authorization": delivery.authorization, "Content-Type": "application/json; charset=utf-8"}
        try:
            async with self._session.post(self._messages_url, data=delivery.body, headers=headers, timeout=PATIENCE) as response:
                content = await response.read()
                if response.status >= 300:
                    raise BotDidNotAnswer(response.status)
        except (aiohttp.ClientError, TimeoutError):
            raise BotDidNotAnswer(None) from None
        answer = json.loads(content) if content else None
        return answer if isinstance(answer, dict) else None

    async def _post(self, activity: Json) -> Json | None:
        delivery = Delivery(json.dumps(activity, ensure_ascii=False).encode(), f"Bearer {self._sign()}")
        self.deliveries.append(delivery)
        return await self.deliver(delivery)

    def _sign(self) -> str:
        """The token that says an activity is from Teams; the same one for half its life."""
        if time.time() > self._until:
            self._token, self._until = self._keys.sign(self.service_url), time.time() + LIFETIME / 2
        return self._token

    def _activity(self, person: Person, kind: str, channelData: Json | None = None, **more: Any) -> Json:
        """An activity as Teams writes it, from this person."""
        now = self._clock.now()
        return {
            "type": kind,
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "timestamp": stamp(now),
            "localTimestamp": now.astimezone(OSLO).isoformat(timespec="milliseconds"),
            "localTimezone": OSLO.key,
            "locale": "nb-NO",
            "from": {"id": person.teams_id, "name": person.name, "aadObjectId": person.id},
            "conversation": {"id": person.conversation_id, "conversationType": "personal", "tenantId": TENANT_ID},
            "recipient": self._bot,
            "entities": [{"type": "clientInfo", "locale": "nb-NO", "country": "NO", "platform": "Web", "timezone": OSLO.key}],
            "channelData": {"tenant": {"id": TENANT_ID}} | (channelData or {}),
            **more,
        }


def _written(text: str, attachments: Sequence[Json]) -> Json:
    """What a person wrote, with the HTML copy of the text that Teams adds."""
    copy = [{"contentType": "text/html", "content": f"<p>{html.escape(text)}</p>"}] if text else []
    return {"text": text, "textFormat": "plain", "attachments": [*attachments, *copy]}
