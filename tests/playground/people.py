"""A person at Microsoft's Agents Playground: writes, presses and reads what its page would be given, without a browser."""

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.local.playground import Playground
from bot.local.press import fill
from tests.stories.people import actions_of, cards_of, elements_of, words_of, words_of_card

Json = dict[str, Any]
PATIENCE = 60


@dataclass
class Someone:
    """One person's chat, kept up to date from the stream that the page listens to."""

    playground: Playground
    session: aiohttp.ClientSession
    messages: dict[str, Json] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    listening: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def conversation(self) -> str:
        return self.playground.person.conversation_id

    async def listen(self) -> None:
        """Until cancelled."""
        async with self.session.ws_connect(f"{self.playground.url}/_ws_conversation/v1/conversations/stream") as stream:
            self.listening.set()
            while True:
                told = await stream.receive_json()
                if told["action"] in {"createMessage", "updateMessage"} and told["actionConversationId"] == self.conversation:
                    self.messages[told["message"]["messageId"]] = told["message"]
                    self.changed.set()

    async def opens_the_page(self) -> None:
        """The page's first request adds the app."""
        await self.listening.wait()
        url = f"{self.playground.url}/_debug/conversation/{self.conversation}/installation"
        await self.session.post(url, json={}, raise_for_status=True)

    async def post(self, path: str, body: Json) -> Json:
        async with self.session.post(self.playground.url + path, json=body) as response:
            assert response.status == 200, await response.text()
            answer: Json = await response.json()
            return answer

    async def says(self, text: str) -> None:
        body = {"from": {"id": self.playground.person.id}, "text": text, "textFormat": "plain"}
        await self.post(f"/_conversation/v1/conversations/{self.conversation}/messages", body)

    async def gets(self, holding: str, verb: str | None = None) -> Json:
        """The newest message from the bot with these words, and with a button of this verb; waits for it."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    self.changed.clear()
                    for message in reversed(self.messages.values()):
                        if holding in words_of(message) and (not verb or any(action["verb"] == verb for action in actions_of(message))):
                            return message
                    await self.changed.wait()
        except TimeoutError:
            read = "\n----\n".join(words_of(message) for message in self.messages.values())
            raise AssertionError(f"{self.playground.person.name} never got {holding!r} with {verb}:\n{read}") from None

    async def presses(self, verb: str, holding: str, **inputs: str) -> str:
        """Press the button on the newest card that has it, as Teams would send it; returns the answering card as words."""
        message = await self.gets(holding, verb)
        [card] = cards_of(message)
        action = next(action for action in actions_of(message) if action["verb"] == verb)
        value = {"action": {"type": "Action.Execute", "verb": verb, "data": fill(card, action, inputs)}, "trigger": "manual"}
        answer = await self.post(
            "/_conversation/v1/invoke",
            {
                "name": "adaptiveCard/action",
                "id": str(uuid.uuid4()),
                "from": {"id": self.playground.person.id},
                "conversation": {"id": self.conversation},
                "replyToId": message["messageId"],
                "value": value,
            },
        )
        drawn: Json = answer["value"]
        message["attachments"][0]["content"] = drawn  # the page does the same
        return words_of_card(drawn)

    async def choice(self, input_id: str, title: str, holding: str) -> str:
        """The value behind a choice's title."""
        message = await self.gets(holding)
        for element in elements_of(message):
            if element.get("id") == input_id:
                return next(str(choice["value"]) for choice in element["choices"] if choice["title"].startswith(title))
        raise AssertionError(f"no input {input_id}")
