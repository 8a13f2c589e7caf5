"""The stories as people live them, without a word about what must come of it: that is compared with a run in which nobody died."""

from collections.abc import Awaitable, Callable

from tests.stories.people import Here
from tests.stories.steps import NUMBER, ask_unit, open_case, say_yes

SOUTH, NORTH = "Hjemmetjenesten sør", "Hjemmetjenesten nord"


async def tell_request_and_yes(here: Here) -> None:
    """Story 1: from one line to a coordinator who has begun."""
    ke, leader, ada = await here.person("Kari"), await here.person(f"Leder, {SOUTH}"), await here.person("Ada")
    await open_case(ke)
    await ask_unit(ke, SOUTH)
    await say_yes(leader, "Ada", informed="false")
    await leader.presses("tick_informed")
    await ke.presses("tick", "Oppgaver etter oppnevning", duties="phone,letter")
    await ke.presses("welcome")
    await ada.presses("started", first_talk_on="")
    await ke.presses("tick_all")


async def tell_request_and_no(here: Here) -> None:
    """Story 2: a no, and the next unit; the first takes it back in vain."""
    ke, south, north = await here.person("Kari"), await here.person(f"Leder, {SOUTH}"), await here.person(f"Leder, {NORTH}")
    await open_case(ke)
    await ask_unit(ke, SOUTH)
    await south.presses("decline", reason="no_suitable")
    await south.presses("take_back")
    await south.presses("decline", reason="no_capacity")
    await ke.presses("show_units", "Svart: nei")
    await ask_unit(ke, NORTH)
    await say_yes(north, "Even")


async def tell_silence(here: Here) -> None:
    """Story 3: reminders, the e-mail, the day after the deadline, and KE extends."""
    ke = await here.person("Kari")
    for number, unit in (("2026-0417", SOUTH), ("2026-0500", SOUTH), ("2026-0600", NORTH)):
        await open_case(ke, number)
        await ask_unit(ke, unit, number)
    await here.moves_to("2026-12-08 08:30")
    await ke.presses("deviation_sent", "Svarfristen er ute", reference="8812")
    await ke.presses("extend", "Svarfristen er ute", deadline="2026-12-14")
    await here.moves_to("2026-12-15 12:00")


async def tell_three_months(here: Here) -> None:
    """Story 4: the warnings, and the day."""
    ke = await here.person("Kari")
    await open_case(ke, decided="2026-10-15")
    await open_case(ke, "2026-0500", decided="2026-08-24")
    await here.moves_to("2027-01-15 12:00")
    await ke.presses("tick", NUMBER, duties="more_time_letter,more_time_journal")
    await ke.says("brev 417")


async def tell_digests(here: Here) -> None:
    """Story 5: something happens, and the morning after there is a digest."""
    ke, south, north = await here.person("Kari"), await here.person(f"Leder, {SOUTH}"), await here.person(f"Leder, {NORTH}")
    await open_case(ke)
    await ask_unit(ke, SOUTH)
    await open_case(ke, "2026-0500")
    await ask_unit(ke, NORTH, "2026-0500")
    await south.presses("decline", reason="no_capacity")
    await here.moves_to("2026-11-24 12:00")
    await say_yes(north, "Even", "2026-0500")
    await here.moves_to("2026-11-25 12:00")
    await here.moves_to("2026-11-30 12:00")


async def tell_questions(here: Here) -> None:
    """Story 6: questions, a dialog of several turns, corrections, another language."""
    ke, leader = await here.person("Kari"), await here.person(f"Leder, {SOUTH}")
    await open_case(ke)
    await open_case(ke, "2025-0417")
    await ke.says("417")
    await ke.presses("choose", "Hvilken sak gjelder det?")
    await ke.says("hjelp")
    await ke.says("status")
    await leader.says("jeg er borte til 11. desember")
    await leader.says("ja")
    await leader.says("nynorsk")
    await ke.says(f"ta saken {NUMBER}")
    await ke.presses("correct", number="2026-0471", decided_on="2026-11-18")
    await ke.says("sak 471")
    await ke.presses("report_closure", reason="opened_by_mistake")
    await ke.says("åpne 471 igjen")
    await ke.presses("reopen")


async def tell_detours(here: Here) -> None:
    """Story 7 and the ways round: passed on, promised, named wrongly, an offer that came late."""
    ke, south, cille = await here.person("Kari"), await here.person(f"Leder, {SOUTH}"), await here.person("Cille")
    north, ada = await here.person(f"Leder, {NORTH}"), await here.person("Ada")
    await open_case(ke)
    await ask_unit(ke, SOUTH)
    await south.presses("pass_on", to_email=cille.email)
    await cille.presses("promise")
    await say_yes(cille, "Ada")
    await ke.presses("welcome")
    await ada.presses("dispute")
    await here.passes(minutes=5)
    await cille.presses("replace", person=await cille.choice("person", "Bo"), permanent="yes", informed="true")
    await open_case(ke, "2026-0500")
    await ask_unit(ke, SOUTH, "2026-0500")
    await here.moves_to("2026-12-08 08:30")
    await ke.presses("show_units", "Svarfristen er ute")
    await ask_unit(ke, NORTH, "2026-0500")
    await say_yes(south, "Ada", "2026-0500")
    await here.passes(minutes=5)
    await ke.presses("take_offer")
    await north.says("mine forespørsler")


Script = Callable[[Here], Awaitable[None]]
SCRIPTS: dict[str, Script] = {
    "yes": tell_request_and_yes,
    "no": tell_request_and_no,
    "silence": tell_silence,
    "three_months": tell_three_months,
    "digests": tell_digests,
    "questions": tell_questions,
    "detours": tell_detours,
}
