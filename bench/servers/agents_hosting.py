"""Microsoft's echo agent on the Agents SDK as it comes; only where the signing keys are is changed."""

import sys

from aiohttp import web
from microsoft_agents.hosting.aiohttp import CloudAdapter, jwt_authorization_middleware
from microsoft_agents.hosting.core import AgentApplication, MemoryStorage, TurnContext, TurnState
from microsoft_agents.hosting.core.authorization import AgentAuthConfiguration, Connections
from microsoft_agents.hosting.core.authorization.jwt import jwt_token_validator

from bench.identity import APP_ID, TENANT_ID


class GivenToken:
    """A token handed over at the start, as all the measured servers have it."""

    def __init__(self, configuration: AgentAuthConfiguration) -> None:
        self.configuration = configuration

    async def get_access_token(self, resource_url: str, scopes: list[str], force_refresh: bool = False) -> str:
        return "given"


class OneConnection(Connections):
    """One app with one token."""

    def __init__(self, configuration: AgentAuthConfiguration) -> None:
        self._provider = GivenToken(configuration)

    def get_connection(self, connection_name: str) -> GivenToken:
        return self._provider

    def get_default_connection(self) -> GivenToken:
        return self._provider

    def get_token_provider(self, claims_identity: object, service_url: str) -> GivenToken:
        return self._provider

    def get_token_provider_from_activity(self, claims_identity: object, activity: object) -> GivenToken:
        return self._provider

    def get_default_connection_configuration(self) -> AgentAuthConfiguration:
        return self._provider.configuration


def build(openid_url: str) -> web.Application:
    keys = openid_url.replace("/openidconfiguration", "/keys")
    jwt_token_validator._build_jwks_uri = lambda *_, **__: keys
    configuration = AgentAuthConfiguration(client_id=APP_ID, tenant_id=TENANT_ID, client_secret="given")
    connections = OneConnection(configuration)
    adapter = CloudAdapter(connection_manager=connections)
    agent = AgentApplication[TurnState](storage=MemoryStorage(), adapter=adapter, connection_manager=connections)

    @agent.activity("message")
    async def echo(context: TurnContext, _state: TurnState) -> None:
        await context.send_activity(f"Echo: {context.activity.text}")

    async def receive(request: web.Request) -> web.Response:
        return await adapter.process(request, agent)

    app = web.Application(middlewares=[jwt_authorization_middleware])
    app["agent_configuration"] = configuration
    app.router.add_post("/api/messages", receive)
    return app


if __name__ == "__main__":
    web.run_app(build(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
