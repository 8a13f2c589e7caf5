"""Steps that many stories share."""

from datetime import datetime

from bot.casework.deadlines import OSLO
from tests.stories.people import Here, Someone, actions_of, elements_of, words_of

NUMBER = "2026-0417"


async def open_case(ke: Someone, number: str = NUMBER, decided: str = "2026-11-20", **more: str) -> str:
    """KE writes one line and presses the filled-in form."""
    await ke.says(f"ny sak {number} vedtak {decided[8:]}.{decided[5:7]}.{decided[:4]}")
    return await ke.presses("open_case", **more)


async def ask_unit(ke: Someone, unit: str, number: str = NUMBER, **more: str) -> str:
    """KE chooses a unit on the card that followed."""
    return await ke.presses("send_request", number, other_unit=await ke.choice("other_unit", unit, number), **more)


async def say_yes(leader: Someone, person: str, number: str = NUMBER, **more: str) -> str:
    card = await leader.newest(number, verb="accept")
    asked = {"wish": "yes"} if any(element.get("id") == "wish" for element in elements_of(card)) else {}
    values = {"permanent": "yes", "informed": "true", "access": "false"} | asked | more
    return await leader.presses("accept", number, person=await leader.choice("person", person, number), **values)


async def coordinator_in_place(here: Here, number: str = NUMBER, name: str = "Ada") -> tuple[Someone, Someone, Someone]:
    """KE, the leader, and a coordinator who was named, informed and welcomed."""
    ke, leader, coordinator = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person(name)
    await open_case(ke, number)
    if any(action["verb"] == "appoint" for action in actions_of(await ke.newest(number))):
        unit, person = await ke.choice("other_unit", "Hjemmetjenesten sør", number), await ke.choice("person", name, number)
        await ke.presses("appoint", number, other_unit=unit, person=person, permanent="yes", informed="true")
        return ke, leader, coordinator
    await ask_unit(ke, "Hjemmetjenesten sør", number)
    await name_coordinator(ke, leader, name, number)
    await ke.presses("welcome", number)
    return ke, leader, coordinator


async def name_coordinator(ke: Someone, leader: Someone, name: str, number: str = NUMBER) -> None:
    """The leader's yes; where it is a proposal, KE's yes to that."""
    if "Forslaget er sendt" in await say_yes(leader, name, number):
        await ke.presses("take_offer", number)


async def reminders_of(leader: Someone) -> list[datetime]:
    """When the leader was reminded, in Oslo."""
    return [
        datetime.fromisoformat(activity["timestamp"]).astimezone(OSLO)
        for activity in await leader.from_bot()
        if "Påminnelse" in words_of(activity) or "Fristen er" in words_of(activity).split("\n")[0]
    ]
