"""Microsoft's echo bot on botbuilder as it comes: its own adapter, authentication and connector."""

import sys

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botframework.connector.auth import AppCredentials, ServiceClientCredentialsFactory

from bench.identity import APP_ID, ISSUER


class GivenToken(AppCredentials):
    """A token handed over at the start, as all the measured servers have it."""

    def get_access_token(self, force_refresh: bool = False) -> str:
        return "given"


class Credentials(ServiceClientCredentialsFactory):
    """One app with one token."""

    async def is_valid_app_id(self, app_id: str) -> bool:
        return app_id == APP_ID

    async def is_authentication_disabled(self) -> bool:
        return False

    async def create_credentials(self, app_id: str, *_: object, **__: object) -> AppCredentials:
        return GivenToken(app_id=app_id)


class Configuration:
    """The addresses that Microsoft's documentation names for another cloud, set to the local one."""

    TO_CHANNEL_FROM_BOT_LOGIN_URL = "http://127.0.0.1/login"
    TO_CHANNEL_FROM_BOT_OAUTH_SCOPE = "https://api.botframework.com"
    TO_BOT_FROM_CHANNEL_TOKEN_ISSUER = ISSUER
    OAUTH_URL = "http://127.0.0.1/oauth"
    TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL = "http://127.0.0.1/emulator"

    def __init__(self, openid_url: str) -> None:
        self.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL = openid_url


class Echo(ActivityHandler):
    """Says what was said."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


def build(openid_url: str) -> web.Application:
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Configuration(openid_url), credentials_factory=Credentials()))
    bot = Echo()

    async def receive(request: web.Request) -> web.Response:
        return await adapter.process(request, bot)

    app = web.Application()
    app.router.add_post("/api/messages", receive)
    return app


if __name__ == "__main__":
    web.run_app(build(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
