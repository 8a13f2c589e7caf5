"""For whoever runs the bot: whether it is up, whether it can answer now, and figures for Prometheus. Nothing here tells of anybody.

A proxy should let only /api/messages in from outside.
"""

import asyncio
from collections import Counter as Counted
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.auditing import CHECKS, count_faults
from bot.casework.municipality import Municipality
from bot.clock import Clock
from bot.storage.migrations import Schema, compare
from bot.storage.store import Store, Work

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
QUICK = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15)
"""Seconds; Teams gives up after fifteen."""

log = structlog.get_logger(__name__)

UNUSABLE = frozenset({Schema.OLDER, Schema.FOREIGN})


AUDIT_EVERY = timedelta(minutes=4)
"""With the ten minutes after which something is late, the auditor tells of it within fifteen."""


class Watching:
    """The figures of one process, and what is asked of its database when somebody looks."""

    def __init__(self, store: Store, clock: Clock, municipality: Municipality) -> None:
        self._store = store
        self._clock = clock
        self._municipality = municipality
        self._audited: tuple[datetime, Counted[str]] | None = None
        self.stopping = False
        self._told_of_newer = False
        self._registry = CollectorRegistry()
        self._refused = Counter("koordinatorbot_refused", "Requests that did not get in.", ["reason"], registry=self._registry)
        self._turns = Histogram(
            "koordinatorbot_turn_seconds", "From a request to its answer.", ["status"], buckets=QUICK, registry=self._registry
        )
        self._messages = Gauge("koordinatorbot_messages", "Messages that wait or could not be sent.", ["state"], registry=self._registry)
        self._oldest = Gauge("koordinatorbot_oldest_message_seconds", "The wait of the oldest.", ["state"], registry=self._registry)
        self._passed = Gauge(
            "koordinatorbot_deadlines_passed", "Deadlines that have passed and wait.", ["deadline"], registry=self._registry
        )
        self._late = Gauge("koordinatorbot_late_cases", "Cases the clock has forgotten for ten minutes.", registry=self._registry)
        self._forgotten = Gauge("koordinatorbot_forgotten", "What the auditor finds.", ["check"], registry=self._registry)
        self._unsealed = Gauge("koordinatorbot_unsealed_events", "Lines of the trail without a seal yet.", registry=self._registry)

    def routes(self) -> list[web.RouteDef]:
        """What is asked from inside the municipality."""
        return [
            web.get("/healthz", self.answer_healthy),
            web.get("/readyz", self.answer_ready),
            web.get("/openz", self.answer_open),
            web.get("/metrics", self.answer_figures),
        ]

    def count_refusal(self, reason: str) -> None:
        """Somebody did not get in; the reason is one of the gate's own."""
        self._refused.labels(reason).inc()

    def time_turns(self, handler: Handler) -> Handler:
        """The same handler, with how long it took and how it was answered."""

        async def timed(request: web.Request) -> web.StreamResponse:
            began = perf_counter()
            response = await handler(request)
            self._turns.labels(f"{response.status // 100}xx").observe(perf_counter() - began)
            return response

        return timed

    async def answer_healthy(self, _request: web.Request) -> web.Response:
        """The process is up."""
        return web.json_response({"status": "ok"})

    async def answer_ready(self, _request: web.Request) -> web.Response:
        """200 while it works; 503 when it stops, its database is gone, older, foreign or cannot be written to, or something is forgotten.

        A newer one is fine, for migrations only add: a release is followed by the next while both serve. What the auditor finds forgotten
        is told by check and count, and by nothing that leads to a case.
        """
        return await self._answer(audits=True)

    async def answer_open(self, _request: web.Request) -> web.Response:
        """200 while a proxy should send people here: as readiness, but what is forgotten is not asked about, and turns nobody away.

        A proxy asks each second and waits little, and the auditor reads every open case.
        """
        return await self._answer(audits=False)

    async def _answer(self, *, audits: bool) -> web.Response:
        told = {"status": "stopping"} if self.stopping else await asyncio.to_thread(self._how_it_is, audits=audits)
        return web.json_response(told, status=200 if told["status"] == "ready" else 503)

    def _how_it_is(self, *, audits: bool) -> dict[str, Any]:
        try:
            with self._store.reading() as work:
                schema = compare(work.connection)
                found = self._audit(work) if audits and schema not in UNUSABLE else Counted[str]()
            if schema not in UNUSABLE:
                with self._store.transaction() as work:
                    work.try_writing()
        except Exception as error:  # whatever is wrong with it, it cannot be used now
            return {"status": f"database: {type(error).__name__}"}
        if schema is Schema.NEWER and not self._told_of_newer:
            self._told_of_newer = True
            log.warning("database_is_newer")
        if schema in UNUSABLE:
            return {"status": f"database: {schema}"}
        return {"status": "forgotten", "found": dict(found)} if found else {"status": "ready"}

    def _audit(self, work: Work) -> Counted[str]:
        """What the auditor found, some minutes ago at most: it reads every open case."""
        now = self._clock.now()
        if self._audited is None or abs(now - self._audited[0]) >= AUDIT_EVERY:
            self._audited = now, count_faults(work, self._municipality, now)
        return self._audited[1]

    async def answer_figures(self, _request: web.Request) -> web.Response:
        """The figures as Prometheus reads them; 503 when the database does not answer."""
        try:
            await asyncio.to_thread(self._look)
        except Exception as error:
            return web.Response(status=503, text=f"# database: {type(error).__name__}\n")
        return web.Response(body=generate_latest(self._registry), content_type="text/plain", charset="utf-8")

    def _look(self) -> None:
        with self._store.reading() as work:
            found, forgotten = work.how_it_stands(self._clock.now()), self._audit(work)
        for check in CHECKS:
            self._forgotten.labels(check).set(forgotten[check])
        for state, count in found.messages.items():
            self._messages.labels(state).set(count)
        for state, seconds in found.ages.items():
            self._oldest.labels(state).set(seconds)
        self._passed.labels("reply").set(found.late_replies)
        self._passed.labels("appointment").set(found.late_appointments)
        self._late.set(found.late_cases)
        self._unsealed.set(found.unsealed)
