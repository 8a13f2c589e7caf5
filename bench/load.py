"""The load: requests made ready beforehand, sent over kept connections as fast as they are answered, or at a steady rate."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Answered:
    """How a load was answered: the seconds it took in all, and the seconds of each request."""

    seconds: float
    times: list[float] = field(default_factory=list)
    refused: int = 0
    bodies: list[bytes] = field(default_factory=list)
    """The first few answers, so that somebody can look whether they are what was meant."""

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """Seconds within which that share of the requests was answered."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def post(path: str, port: int, body: bytes, token: str | None) -> bytes:
    """A whole HTTP request."""
    authorization = f"Authorization: Bearer {token}\r\n" if token else ""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json; charset=utf-8\r\n{authorization}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


class Connection(asyncio.Protocol):
    """One kept connection: a request at a time, and its answer read by its Content-Length or its chunks."""

    def __init__(self) -> None:
        self._read = bytearray()
        self._waiting: asyncio.Future[tuple[int, bytes]] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, found, rest = self._read.partition(b"\r\n\r\n")
        if not found or self._waiting is None:
            return
        lower = bytes(head).lower()
        if b"chunked" in lower:
            if not rest.endswith(b"0\r\n\r\n"):
                return
            body = bytes(rest)
        else:
            _, length, after = lower.partition(b"content-length:")
            size = int(after.split(b"\r\n", 1)[0]) if length else 0
            if len(rest) < size:
                return
            body = bytes(rest)
        self._read.clear()
        self._waiting.set_result((int(head[9:12]), body))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(exc or ConnectionResetError("the server hung up"))

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body."""
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._waiting

    def close(self) -> None:
        self._transport.close()


async def open_connections(port: int, count: int) -> list[Connection]:
    """Connections to a server that answers already."""
    loop = asyncio.get_running_loop()
    return [(await loop.create_connection(Connection, "127.0.0.1", port))[1] for _ in range(count)]


async def saturate(port: int, requests: Sequence[bytes], connections: int = 16) -> Answered:
    """Send every request once, each connection one after the other without a pause."""
    waiting = iter(requests)
    opened = await open_connections(port, connections)
    answered = Answered(0.0)
    started = time.perf_counter()
    await asyncio.gather(*(ask_on(each, waiting, answered) for each in opened))
    answered.seconds = time.perf_counter() - started
    for each in opened:
        each.close()
    return answered


async def ask_on(connection: Connection, waiting: Iterator[bytes], answered: Answered) -> None:
    for request in waiting:
        await ask_once(connection, request, answered, time.perf_counter())


async def ask_once(connection: Connection, request: bytes, answered: Answered, since: float) -> None:
    status, body = await connection.ask(request)
    answered.times.append(time.perf_counter() - since)
    if status >= 300:
        answered.refused += 1
    if len(answered.bodies) < 3:
        answered.bodies.append(body)


async def keep_pace(port: int, requests: Sequence[bytes], rate: float, connections: int = 64) -> Answered:
    """Send each request when its turn comes at a steady rate; its time counts from its turn, so that waiting for a connection counts."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    opened = await open_connections(port, connections)
    for each in opened:
        free.put_nowait(each)
    answered = Answered(0.0)
    started = time.perf_counter()

    async def send(request: bytes, turn: float) -> None:
        connection = await free.get()
        await ask_once(connection, request, answered, turn)
        free.put_nowait(connection)

    sending: set[asyncio.Task[None]] = set()
    for number, request in enumerate(requests):
        turn = started + number / rate
        if (pause := turn - time.perf_counter()) > 0:
            await asyncio.sleep(pause)
        task = asyncio.create_task(send(request, turn))
        sending.add(task)
        task.add_done_callback(sending.discard)
    await asyncio.gather(*sending)
    answered.seconds = time.perf_counter() - started
    for each in opened:
        each.close()
    return answered
