"""Story 1 in Microsoft's own client: three people, each at a Playground of their own, beside one bot."""

import asyncio
from pathlib import Path

import pytest

from bot.local import playground
from bot.local.demo import open_port
from bot.local.playground import OTHERS, CannotStart, Playground, describe, find_node, free_ports
from bot.local.playground_town import APP_ID, KE, LEADER, PlaygroundTown
from tests.playground.conftest import Here
from tests.stories.people import words_of


async def test_from_one_line_to_the_duties_card(here: Here) -> None:
    ke, leader = here.ke, here.leader
    await ke.gets("Dette kan jeg hjelpe med")
    await ke.says("ny sak 2026-0417 vedtak 20.11.2026")
    assert "Hvem skal få forespørselen?" in await ke.presses("open_case", "Ny sak")

    choosing = "Hvem skal få forespørselen?"
    unit = await ke.choice("other_unit", "Hjemmetjenesten sør", choosing)
    assert "mandag 7. desember" in await ke.presses("send_request", choosing, other_unit=unit)

    request = await leader.gets("Forespørsel om koordinator")
    person = await leader.choice("person", "Ada", "Forespørsel om koordinator")
    answered = await leader.presses("accept", "Forespørsel", person=person, permanent="yes", informed="true", access="false")
    assert "Svart: ja" in answered
    assert "Svart: ja" in words_of(leader.messages[request["messageId"]]), "the message itself was replaced, for the other devices"

    assert "Ada" in words_of(await ke.gets("Oppgaver etter oppnevning"))
    await ke.presses("welcome", "Oppgaver etter oppnevning")
    await here.coordinator.gets("Du er oppnevnt som koordinator")


async def test_a_coordinator_hands_over_in_a_sentence_and_the_leader_is_asked(here: Here) -> None:
    ke, leader, ada = here.ke, here.leader, here.coordinator
    await ke.gets("Dette kan jeg hjelpe med")
    await ke.says("ny sak 2026-0417 vedtak 20.11.2026")
    await ke.presses("open_case", "Ny sak")
    choosing = "Hvem skal få forespørselen?"
    await ke.presses("send_request", choosing, other_unit=await ke.choice("other_unit", "Hjemmetjenesten sør", choosing))
    await leader.gets("Forespørsel om koordinator")
    person = await leader.choice("person", "Ada", "Forespørsel om koordinator")
    await leader.presses("accept", "Forespørsel", person=person, permanent="yes", informed="true", access="true")
    await ada.gets("Dette kan jeg hjelpe med")
    await ada.says("jeg slutter 1. mars og kan ikkje følgje opp 417 lenger")
    assert "mandag 1. mars" in words_of(await ada.gets("Har jeg forstått deg riktig?"))
    await ada.says("ja")
    assert "Ada" in words_of(await leader.gets("Ny koordinator trengs"))


async def test_everybody_gets_their_own_help_through_their_own_playground(here: Here) -> None:
    assert "ny sak 2026-0417" in words_of(await here.ke.gets("Dette kan jeg hjelpe med"))
    assert "mine forespørsler" in words_of(await here.leader.gets("Dette kan jeg hjelpe med"))
    assert "mine saker" in words_of(await here.coordinator.gets("Dette kan jeg hjelpe med"))


async def test_a_playground_listens_on_this_machine_only(town: PlaygroundTown) -> None:
    listing = await asyncio.to_thread(listening_addresses)
    for opened in town.playgrounds:
        port = int(opened.url.rpartition(":")[2])
        assert listing[port] == {"0100007F"}, "127.0.0.1, and nothing on IPv6"


def listening_addresses() -> dict[int, set[str]]:
    """Every listening port, and the addresses it listens on as the kernel writes them."""
    found: dict[int, set[str]] = {}
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with open(table) as lines:
            for line in list(lines)[1:]:
                local, state = line.split()[1], line.split()[3]
                if state == "0A":
                    address, _, port = local.partition(":")
                    found.setdefault(int(port, 16), set()).add(address)
    return found


def test_a_playground_s_people_have_the_ids_the_bot_knows() -> None:
    described = describe(LEADER, APP_ID)
    assert described["currentUser"]["id"] == described["currentUser"]["aadObjectId"] == LEADER.id
    assert len(described["users"]) == OTHERS
    assert KE.id in {user["id"] for user in described["users"]}
    assert LEADER.id not in {user["id"] for user in described["users"]}


async def test_a_playground_that_cannot_have_its_port_is_stopped_and_named(town: PlaygroundTown, tmp_path: Path) -> None:
    [port] = free_ports(1)
    with open_port(port), pytest.raises(CannotStart, match=f"startet ikke på port {port}"):
        async with Playground(LEADER, port, "http://127.0.0.1:1/", APP_ID, tmp_path / "taken"):
            pass
    assert str(port) not in "".join(describe_children())


def describe_children() -> list[str]:
    """The command lines of the processes we have started and that still run."""
    found = []
    for children in Path("/proc/self/task").glob("*/children"):
        for child in children.read_text().split():
            found.append(Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def test_a_missing_package_is_said_in_plain_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(playground, "CLI", tmp_path / "cli.js")
    with pytest.raises(CannotStart, match="npm ci --prefix playground"):
        find_node()
