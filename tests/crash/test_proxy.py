"""What deploy/Caddyfile lets through to the bot, and what it does not."""

from collections.abc import Callable
from pathlib import Path

from tests.crash.proxy import open_proxy
from tests.crash.world import Ground, open_world

INSIDE = ("/", "/healthz", "/readyz", "/openz", "/metrics", "/api/messages/more", "/API/../metrics")
AS_JSON = {"Content-Type": "application/json"}
TOO_LARGE = b'"' + b"x" * 600_000 + b'"'


async def test_teams_reaches_the_bot_through_the_proxy_and_nobody_reaches_what_is_inside(
    new_url: Callable[[str], str], tmp_path: Path
) -> None:
    async with open_world(Ground(tmp_path / "world", new_url("sqlite"))) as world:
        port = world.bot.plan.port
        async with open_proxy((port, port), tmp_path / "caddy") as address:
            world.teams.doors = (f"{address}/api/messages",)
            ke = await world.here.person("Kari")
            await ke.says("hjelp")
            assert "Dette kan jeg hjelpe med" in await ke.reads()
            for path in INSIDE:
                async with world.session.get(f"{address}{path}") as response:
                    assert (response.status, await response.text()) == (404, ""), path
            async with world.session.get(f"http://127.0.0.1:{port}/healthz") as response:
                assert response.status == 200, "it is there, inside"
            known = world.teams.all_deliveries[-1].body
            for body, status in ((known, 401), (TOO_LARGE, 413)):  # without a signature the bot refuses what is let through
                async with world.session.post(f"{address}/api/messages", data=body, headers=AS_JSON) as response:
                    assert response.status == status
            await ke.says("status")
            assert "Slik står det nå" in await ke.reads(), "nothing of that closed the way for Teams"
