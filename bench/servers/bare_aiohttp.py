"""What aiohttp alone costs: the body is read as JSON, and answered. Nothing is checked."""

import sys

from aiohttp import web


async def answer(request: web.Request) -> web.Response:
    """An empty 200."""
    await request.json()
    return web.Response()


if __name__ == "__main__":
    app = web.Application()
    app.router.add_post("/api/messages", answer)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
