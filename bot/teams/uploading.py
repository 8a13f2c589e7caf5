"""The way to a file's place in OneDrive: to the hosts on a list of their own, never where an answer points on to, and with no token."""

import aiohttp
from yarl import URL

from bot.teams.connector import find_fate
from bot.teams.hosts import ServiceHosts
from bot.wire import Fate, SendFailed, Upload


class FileUploader:
    """wire.Uploader over one HTTP session."""

    def __init__(self, session: aiohttp.ClientSession, hosts: ServiceHosts, timeout: float = 10.0) -> None:
        """`timeout` is in seconds: Teams waits fifteen for the answer to the yes."""
        self._session = session
        self._hosts = hosts
        self._timeout = aiohttp.ClientTimeout(total=timeout)

    async def put(self, upload: Upload, content: bytes) -> None:
        """Put the whole file there, in one piece as Microsoft's documents show it."""
        if not all(self._hosts.allow(url, query=True) for url in (upload.url, upload.content_url)):
            raise SendFailed(Fate.REJECTED)
        headers = {"Content-Type": "application/octet-stream", "Content-Range": f"bytes 0-{len(content) - 1}/{len(content)}"}
        try:
            async with self._session.put(
                URL(upload.url, encoded=True), data=content, headers=headers, timeout=self._timeout, allow_redirects=False
            ) as response:
                if response.status not in (200, 201):
                    raise SendFailed(find_fate(response.status), response.status)
        except (aiohttp.ClientError, TimeoutError):
            raise SendFailed(Fate.TRANSIENT) from None
