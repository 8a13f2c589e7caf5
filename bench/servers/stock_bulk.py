"""Microsoft's botbuilder as it comes, telling many people something of its own accord, so many at a time: prints the seconds it took.

Arguments: the service URL, how many cards, how many at a time.
"""

import asyncio
import sys
import time

from botbuilder.core import CardFactory, MessageFactory, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botbuilder.schema import ChannelAccount, ConversationAccount, ConversationReference

from bench.identity import APP_ID
from bench.servers.stock_botbuilder import Configuration, Credentials

CARD = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [{"type": "TextBlock", "text": "Kan dere ta oppdraget som koordinator?", "wrap": True}],
    "actions": [{"type": "Action.Execute", "title": "Ja", "verb": "accept", "data": {"id": "1.1"}}],
}


async def send_all(service_url: str, count: int, at_once: int) -> float:
    """Seconds until the last card was taken."""
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Configuration(service_url), credentials_factory=Credentials()))
    room = asyncio.Semaphore(at_once)

    async def tell(n: int) -> None:
        person = ConversationReference(
            channel_id="msteams",
            service_url=service_url,
            bot=ChannelAccount(id=f"28:{APP_ID}"),
            user=ChannelAccount(id=f"29:leader-{n}"),
            conversation=ConversationAccount(id=f"a:leader-{n}"),
        )

        async def say(context: TurnContext) -> None:
            await context.send_activity(MessageFactory.attachment(CardFactory.adaptive_card(CARD)))

        async with room:
            await adapter.continue_conversation(person, say, APP_ID)

    started = time.perf_counter()
    await asyncio.gather(*(tell(n) for n in range(count)))
    return time.perf_counter() - started


if __name__ == "__main__":
    print(asyncio.run(send_all(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))  # noqa: T201
