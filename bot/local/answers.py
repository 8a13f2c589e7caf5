"""How the local Teams answers its page and scripts: JSON both ways, and every refusal one plain Norwegian sentence."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from bot.local.teams import BotDidNotAnswer

_AnyBody = TypeVar("_AnyBody", bound=BaseModel)


class Refusal(Exception):
    """A request that is answered with a status and one plain Norwegian sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


@web.middleware
async def answer_plainly(request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
    """Every refusal under /local/ is JSON with one plain sentence."""
    if not request.path.startswith("/local/"):
        return await handler(request)  # type: ignore[no-any-return]
    try:
        return await handler(request)  # type: ignore[no-any-return]
    except Refusal as refusal:
        return reply({"error": refusal.sentence}, refusal.status)
    except BotDidNotAnswer as failure:
        what = f"svarte med feilkode {failure.status}" if failure.status else "svarte ikke"
        return reply({"error": f"Boten {what}. Se i terminalen."}, 502)
    except web.HTTPException as error:
        return reply({"error": "Denne adressen finnes ikke." if error.status == 404 else error.reason}, error.status)


async def read_body(request: web.Request, kind: type[_AnyBody]) -> _AnyBody:
    """The request's body as the kind asked for. Raises Refusal."""
    try:
        return kind.model_validate_json(await request.read())
    except ValidationError as error:
        fields = sorted({str(problem["loc"][0]) for problem in error.errors() if problem["loc"]})
    if not fields:
        raise Refusal(400, "Forespørselen må være et JSON-objekt.")
    raise Refusal(400, f"Sjekk dette i forespørselen: {', '.join(fields)}.")


def reply(content: Any, status: int = 200) -> web.Response:
    """A JSON answer that no browser keeps."""
    return web.json_response(
        content, status=status, headers={"Cache-Control": "no-store"}, dumps=lambda c: json.dumps(c, ensure_ascii=False)
    )
