"""The bot as a server to be measured: everything real but Microsoft.

Arguments: port, OpenID address, database, and how many messages it may send a second (as many as it can, when not given).
"""

import sys

from pydantic import SecretStr

from bench.identity import APP_ID, TENANT_ID
from bot.app import App
from bot.delivery.pace import CONVERSATION, Pace
from bot.logs import log_json
from bot.loop import run
from bot.settings import Settings

UNPACED = 1_000_000


class GivenToken:
    """A token handed over at the start: what is measured is the bot, not Microsoft's token service."""

    async def token(self) -> str:
        return "given"

    def forget(self) -> None:
        """There is no other."""

    async def close(self) -> None:
        """Nothing is ever being fetched."""


async def serve(port: int, openid: str, database_url: str, per_second: int) -> None:
    settings = Settings(
        app_id=APP_ID,
        tenant_id=TENANT_ID,
        app_password=SecretStr("not asked for"),
        database_url=database_url,
        domains=frozenset({"kommune.example"}),
        service_hosts=frozenset({"127.0.0.1"}),
        openid_metadata=openid,
        port=port,
        stop_after=0,
    )
    paced = per_second < UNPACED
    pace = Pace(per_second, CONVERSATION if paced else (), shared=paced)
    async with App(settings, credential=GivenToken(), pace=pace) as app:
        await app.serve()


if __name__ == "__main__":
    log_json()
    run(serve(int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else UNPACED))
