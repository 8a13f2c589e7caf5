"""A person at the local Teams, as a story tells it: says, presses, reads. Everything goes over HTTP."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from bot.casework.deadlines import OSLO


class NotThere(AssertionError):
    """The person has no card with what they were to press or choose."""


@dataclass(frozen=True)
class Here:
    """The running town, as seen from outside."""

    session: aiohttp.ClientSession
    address: str

    async def get(self, path: str) -> Any:
        async with self.session.get(self.address + path) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def post(self, path: str, **body: Any) -> Any:
        async with self.session.post(self.address + path, json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def moves_to(self, when: str) -> None:
        """Oslo wall time, such as '2026-12-01 08:00'."""
        instant = datetime.fromisoformat(when).replace(tzinfo=OSLO)
        await self.post("/local/clock", now=instant.isoformat())

    async def now(self) -> datetime:
        return datetime.fromisoformat((await self.get("/local/clock"))["now"])

    async def passes(self, **span: float) -> None:
        await self.post("/local/clock", now=(await self.now() + timedelta(**span)).isoformat())

    async def mails(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.get("/local/mail")
        return found

    async def person(self, name: str) -> "Someone":
        everybody = await self.get("/local/people")
        found = next(each for each in everybody if each["name"].startswith(name))
        return Someone(self, found["id"], found["name"], found["email"])


@dataclass(frozen=True)
class Someone:
    """One person's chat."""

    here: Here
    id: str
    name: str
    email: str

    async def chat(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.here.get(f"/local/people/{self.id}/chat")
        return found

    async def from_bot(self) -> list[dict[str, Any]]:
        return [activity for activity in await self.chat() if activity["from"] == "bot"]

    async def says(self, text: str, **more: Any) -> str:
        """Write to the bot; returns everything it answered with, as words."""
        done = await self.here.post(f"/local/people/{self.id}/messages", text=text, **more)
        new = [activity for activity in await self.chat() if activity["id"] in done["created"] and activity["from"] == "bot"]
        return "\n".join(words_of(activity) for activity in new)

    async def newest(self, holding: str = "", *, verb: str | None = None) -> dict[str, Any]:
        """The newest message from the bot with these words, or with a button of this verb."""
        for activity in reversed(await self.from_bot()):
            if holding in words_of(activity) and (verb is None or any(action["verb"] == verb for action in actions_of(activity))):
                return activity
        raise NotThere(f"{self.name} has no message with {holding!r} and button {verb}:\n" + await self.reads())

    async def presses(self, verb: str, holding: str = "", on: dict[str, Any] | None = None, **inputs: Any) -> str:
        """Press the button with this verb on the newest card that has it; returns the answering card as words."""
        activity = on or await self.newest(holding, verb=verb)
        action = next(action for action in actions_of(activity) if action["verb"] == verb)
        done = await self.here.post(f"/local/people/{self.id}/actions", activityId=activity["id"], action=action, inputs=inputs)
        return words_of_card(((done["response"] or {}).get("value")) or {})

    async def choice(self, input_id: str, title: str, holding: str = "") -> str:
        """The value behind a choice's title, on the newest card that has that input."""
        for activity in reversed(await self.from_bot()):
            if holding not in words_of(activity):
                continue
            for element in elements_of(activity):
                if element.get("id") == input_id:
                    for choice in element.get("choices", ()):
                        if choice["title"].startswith(title):
                            return str(choice["value"])
        raise NotThere(f"no choice {title!r} in {input_id}")

    async def reads(self) -> str:
        """The whole chat from the bot, as words."""
        return "\n----\n".join([words_of(activity) for activity in await self.from_bot()])

    async def counts(self) -> int:
        return len(await self.from_bot())


def cards_of(activity: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for attachment in activity.get("attachments") or ():
        if attachment["contentType"] == "application/vnd.microsoft.card.adaptive":
            yield attachment["content"]


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a card, but not the fallbacks: they say the same again."""
    if isinstance(value, dict):
        yield value
        for key, part in value.items():
            if key != "fallback":
                yield from walk(part)
    elif isinstance(value, list):
        for part in value:
            yield from walk(part)


def elements_of(activity: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for card in cards_of(activity):
        yield from walk(card)


def actions_of(activity: dict[str, Any]) -> list[dict[str, Any]]:
    """The Action.Execute objects with their verb."""
    return [element for element in elements_of(activity) if element.get("type") == "Action.Execute"]


def words_of(activity: dict[str, Any]) -> str:
    """All that a person can read in a message."""
    return "\n".join([activity.get("text") or "", *(words_of_card(card) for card in cards_of(activity))]).strip()


def words_of_card(card: dict[str, Any]) -> str:
    words = [
        str(element[key])
        for element in walk(card)
        for key in ("text", "title", "label", "value", "codeSnippet")
        if isinstance(element.get(key), str) and element.get("type") not in {"Input.Date"}
    ]
    return "\n".join(words)


def raw(activity: dict[str, Any]) -> str:
    return json.dumps(activity, ensure_ascii=False)
