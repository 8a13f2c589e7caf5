"""The page: its own files and the two packages it draws with."""

from pathlib import Path

from aiohttp import web

WEB = Path(__file__).parent / "web"
PACKAGES = {
    "adaptivecards.js": WEB / "node_modules/adaptivecards/dist/adaptivecards.min.js",
    "markdown-it.js": WEB / "node_modules/markdown-it/dist/markdown-it.min.js",
}
NOT_INSTALLED = """Pakkene som siden trenger, er ikke installert. Kjør dette, og last siden på nytt:

    npm ci --prefix bot/local/web
"""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def page_routes() -> list[web.RouteDef]:
    """The routes to add to the server: the page at / and its files under /page/."""
    return [web.get("/", _show_page), web.get("/page/{name}", _show_file)]


def missing_packages() -> list[str]:
    """The packages' files that are not installed."""
    return [name for name, path in PACKAGES.items() if not path.is_file()]


async def _show_page(_: web.Request) -> web.StreamResponse:
    if missing_packages():
        return web.Response(status=503, text=NOT_INSTALLED, headers=_HEADERS)
    return web.FileResponse(WEB / "index.html", headers=_HEADERS)


async def _show_file(request: web.Request) -> web.StreamResponse:
    name = request.match_info["name"]
    path = PACKAGES.get(name) or WEB / name
    if path.suffix not in {".js", ".css"} or not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers=_HEADERS)
