"""When nobody in KE can be reached in Teams, KE's shared mailbox is told that something waits, and nothing of what it is."""

import pytest

from bot.local.town import Town
from tests.stories.people import Here, Someone, elements_of
from tests.stories.steps import NUMBER, ask_unit, open_case

SHARED = ["ke@kommune.example"]
NORTH = "Hjemmetjenesten nord"


@pytest.mark.profile("heroy")
@pytest.mark.row("S3-32")
async def test_when_nobody_in_ke_can_be_reached_the_shared_mailbox_gets_one_neutral_mail_a_day(here: Here) -> None:
    kari, nils, leader = await everybody(here)
    await open_case(kari)
    await ask_unit(kari, NORTH)
    await blocked(here, kari, nils)
    await leader.presses("decline", reason=await first_reason(leader))
    await here.passes(minutes=5)
    [mail] = await to_shared(here)
    assert "når ingen" in mail["subject"]
    assert "https://teams.microsoft.com/" in mail["text"]
    for word in (NUMBER, "417", NORTH, "Kari", "Nils"):
        assert word not in mail["subject"] + mail["text"]
    await here.moves_to("2026-11-27 12:00")
    days = [each["timestamp"][:10] for each in await to_shared(here)]
    assert len(days) == len(set(days)), "once a day"
    await here.post(f"/local/people/{kari.id}/block", blocked=False)
    assert NUMBER in await kari.reads(), "what waited comes when somebody is back"


@pytest.mark.profile("heroy")
async def test_as_long_as_one_of_ke_is_reached_the_mailbox_hears_nothing(here: Here) -> None:
    kari, nils, leader = await everybody(here)
    await open_case(kari)
    await ask_unit(kari, NORTH)
    await blocked(here, nils)
    await leader.presses("decline", reason=await first_reason(leader))
    await here.passes(minutes=5)
    assert await to_shared(here) == []


async def test_without_a_mailbox_in_the_profile_no_mail_goes_for_ke(here: Here) -> None:
    kari, nils, leader = await everybody(here)
    await open_case(kari)
    await ask_unit(kari, NORTH)
    await blocked(here, kari, nils)
    await leader.presses("decline", reason=await first_reason(leader))
    await here.passes(minutes=5)
    assert await here.mails() == []


@pytest.mark.graph(graph_sender="koordinatorbot@kommune.example")
async def test_the_neutral_mail_goes_through_graph_where_that_is_chosen(here: Here, town: Town) -> None:
    kari, _, leader = await everybody(here)
    await open_case(kari)
    await ask_unit(kari, NORTH)
    await here.moves_to("2026-12-04 12:00")
    [(sender, letter)] = town.local.graph.sent
    assert (sender, letter["To"], letter["Auto-Submitted"]) == ("koordinatorbot@kommune.example", leader.email, "auto-generated")
    text = letter["Subject"] + letter.get_content()
    assert "https://teams.microsoft.com/l/chat/0/0?users=28:" in text
    for word in (NUMBER, "417", NORTH):
        assert word not in text
    assert await here.mails() == [], "not through SMTP too"


@pytest.mark.graph(graph_sender="koordinatorbot@kommune.example")
async def test_who_is_not_in_teams_is_asked_to_ring_and_ke_hears_who_was_not_reached(here: Here, town: Town) -> None:
    kari, _, leader = await everybody(here)
    await here.post(f"/local/people/{leader.id}/block", blocked=True)
    await open_case(kari)
    await ask_unit(kari, NORTH)
    [(_, letter)] = town.local.graph.sent
    assert "Ring koordinerende enhet" in letter.get_content()
    assert f"Jeg når ikke {leader.name} i Teams" in await kari.reads()


@pytest.mark.graph(graph_sender="finnes.ikke@kommune.example")
async def test_ke_hears_when_the_mail_could_not_be_sent_either(here: Here, town: Town) -> None:
    kari, _, leader = await everybody(here)
    await here.post(f"/local/people/{leader.id}/block", blocked=True)
    await open_case(kari)
    await ask_unit(kari, NORTH)
    assert f"E-posten til {leader.name} kom ikke fram" in await kari.reads()
    assert town.local.graph.sent == []


async def everybody(here: Here) -> tuple[Someone, Someone, Someone]:
    """Both in KE, and a leader."""
    return await here.person("Kari"), await here.person("Nils"), await here.person(f"Leder, {NORTH}")


async def blocked(here: Here, *people: Someone) -> None:
    """They block the bot."""
    for someone in people:
        await here.post(f"/local/people/{someone.id}/block", blocked=True)


async def first_reason(leader: Someone) -> str:
    """Any reason to say no."""
    for element in _choices(await leader.newest(verb="decline")):
        return element
    raise AssertionError("no reason to choose")


def _choices(activity: dict[str, object]) -> list[str]:
    return [choice["value"] for element in elements_of(activity) if element.get("id") == "reason" for choice in element["choices"]]


async def to_shared(here: Here) -> list[dict[str, str]]:
    """What the shared mailbox holds."""
    return [mail for mail in await here.mails() if mail["to"] == SHARED]
