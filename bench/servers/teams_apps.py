"""Microsoft's echo app on the Teams SDK as it comes; only where the signing keys are is changed."""

import asyncio
import sys
from dataclasses import replace

import jwt
import uvicorn
from fastapi import FastAPI
from microsoft_teams.api import MessageActivity
from microsoft_teams.api.auth.cloud_environment import PUBLIC
from microsoft_teams.apps import ActivityContext, App, FastAPIAdapter

from bench.identity import APP_ID, TENANT_ID


def give_token(*_: object) -> str:
    """A token handed over at the start, as all the measured servers have it."""

    return jwt.encode({"aud": "measuring", "exp": 4102444800}, "x" * 32, algorithm="HS256")


def build(port: int, openid_url: str) -> App:
    def on_loopback(app: FastAPI) -> uvicorn.Server:
        return uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))

    app = App(
        client_id=APP_ID,
        tenant_id=TENANT_ID,
        token=give_token,
        cloud=replace(PUBLIC, openid_metadata_url=openid_url),
        http_server_adapter=FastAPIAdapter(server_factory=on_loopback),
    )

    @app.on_message
    async def echo(context: ActivityContext[MessageActivity]) -> None:
        await context.send(f"Echo: {context.activity.text}")

    return app


if __name__ == "__main__":
    asyncio.run(build(int(sys.argv[1]), sys.argv[2]).start(int(sys.argv[1])))
