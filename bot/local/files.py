"""The people's OneDrive of the local Teams: a place for each file a person says yes to, where the bot puts it and a page can open it."""

import re
import uuid

from aiohttp import web

RANGE = re.compile(r"bytes 0-(\d+)/(\d+)")


class LocalFiles:
    """The routes under /files/. `faults` is a script for tests: each status is answered once, in the place of taking a file."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._files: dict[str, bytes | None] = {}
        self.faults: list[int] = []

    def routes(self) -> list[web.RouteDef]:
        """The routes to add to the server."""
        return [web.put("/files/{place}", self._take), web.get("/files/{place}", self._give)]

    def make_place(self) -> tuple[str, str]:
        """A place for one file, and the address at which it may be put."""
        place = str(uuid.uuid4())
        self._files[place] = None
        return place, f"{self._base_url}/files/{place}?tempauth=local"

    def find(self, place: str) -> bytes | None:
        """What was put there, if anything."""
        return self._files.get(place)

    async def _take(self, request: web.Request) -> web.Response:
        place = request.match_info["place"]
        if place not in self._files or "tempauth" not in request.query:
            raise web.HTTPNotFound
        content = await request.read()
        whole = RANGE.fullmatch(request.headers.get("Content-Range", ""))
        if whole is None or not content or int(whole[1]) + 1 != int(whole[2]) or int(whole[2]) != len(content):
            raise web.HTTPRequestRangeNotSatisfiable
        if self.faults:
            return web.Response(status=self.faults.pop(0), headers={"Location": f"{self._base_url}/elsewhere"})
        self._files[place] = content
        return web.json_response({"id": place, "size": len(content)}, status=201)

    async def _give(self, request: web.Request) -> web.Response:
        content = self.find(request.match_info["place"])
        if content is None:
            raise web.HTTPNotFound
        return web.Response(body=content, content_type="application/octet-stream", headers={"Cache-Control": "no-store"})
