"""The fordelingsliste: which unit a category points to, who is superbruker, and whose leader hears of a coordinator."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.local.town import Town
from bot.storage.engine import open_engine
from bot.storage.tables import metadata
from tests.stories.lists import PEOPLE, UNITS, import_rows, person
from tests.stories.people import Here, Someone, raw, words_of
from tests.stories.steps import ask_unit, coordinator_in_place, open_case, say_yes


@pytest.mark.row("S0-09", "S1-12")
async def test_the_category_ranks_the_units_and_is_kept_nowhere(here: Here, town: Town) -> None:
    ke = await here.person("Kari")
    choosing = await open_case(ke, category=(category := await category_of(ke)))
    assert choosing.index("Barnehage øst. Forslag fra fordelingslisten.") < choosing.index("Hjemmetjenesten")
    await ke.presses("send_request", unit=await ke.choice("unit", "Barnehage øst"))
    await here.moves_to("2026-12-08 09:00")
    engine = open_engine(town.settings.database_url)
    with engine.connect() as connection:
        found = {table.name: str(connection.execute(select(table)).all()) for table in metadata.sorted_tables}
    engine.dispose()
    assert [name for name, rows in found.items() if category.casefold() in rows.casefold()] == ["units"], "N1"
    assert "2026-0417" in found["cases"]


async def category_of(ke: Someone) -> str:
    """The category of the kindergarten, as the form offers it."""
    await ke.says("ny sak 2026-0417 vedtak 20.11.2026")
    return await ke.choice("category", "barn under skolealder")


@pytest.mark.row("S2-24")
async def test_who_is_superbruker_is_answered_for_the_askers_own_unit(here: Here) -> None:
    ada, even, ke = await here.person("Ada"), await here.person("Even"), await here.person("Kari")
    for said in ("hvem er superbruker?", "kven er superbrukar", "hvem er superbukeren hos oss"):
        assert await ada.says(said) == "Superbruker i Hjemmetjenesten sør: Bo.", said
    assert "Ingen superbruker er lagt inn. Spør koordinerende enhet" in await even.says("hvem er superbruker")
    assert "sør: Bo." in await even.says("hvem er superbruker i hjemmetjenesten sør")
    assert await ke.says("superbruker") == "Superbruker i Hjemmetjenesten sør: Bo.", "KE has no unit of its own"


@pytest.mark.row("S2-11", "S2-27")
async def test_where_the_list_names_a_nearest_leader_that_one_hears_of_the_coordinator_and_finds_the_next(
    here: Here, town: Town, tmp_path: Path
) -> None:
    _, leader, ada = await coordinator_in_place(here)
    nearest, before = await here.person("Cille"), await leader.counts()
    told = import_rows(town, tmp_path, PEOPLE, *(
        (*person(name, name.lower()), "Hjemmetjenesten sør", "", *near)
        for name, near in {"Ada": person("Cille", "cille"), "Bo": ("", ""), "Cille": ("", "")}.items()
    ))  # fmt: skip
    assert "nærmeste leder" in told
    await ada.says("jeg har for mange saker, har ikke tid til 417")
    await ada.presses("confirm")
    assert "kapasitet" in words_of(await nearest.newest("417"))
    await ada.says("jeg slutter 1. mars og kan ikke følge opp 417 lenger")
    await ada.presses("confirm")
    assert "Ny koordinator trengs" in words_of(await nearest.newest("1. mars"))
    assert await leader.counts() == before, "the unit's leader is not asked as well"
    assert "417" in await nearest.says("sak 417")
    await nearest.presses("name_successor", person=await nearest.choice("person", "Bo"), permanent="yes", informed="true")
    assert "Bo tar over mandag 1. mars" in await nearest.says("sak 417")


@pytest.mark.row("S0-09", "S0-10")
async def test_a_new_leader_in_the_list_takes_over_what_is_open_and_nothing_is_said_twice(here: Here, town: Town, tmp_path: Path) -> None:
    ke, old, new = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten nord"), await here.person("Even")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten nord")
    card, row = await old.newest("Forespørsel"), ("Hjemmetjenesten nord", *person("Even", "even"), "", "")
    assert "leder" in import_rows(town, tmp_path, UNITS, row)
    await here.passes(minutes=1)
    told = words_of(await new.newest("Forespørsel"))
    assert "Du er virksomhetsleder i Hjemmetjenesten nord nå. Denne ble sendt mandag 23. november." in told
    redrawn = next(words_of(each) for each in await old.from_bot() if each["id"] == card["id"])
    assert "Ikke lenger din oppgave" in redrawn
    assert "2026-0417" not in await old.reads() + await old.says("sak 417")
    assert "Ikke lenger din oppgave" in await old.presses("decline", on=card, reason="no_capacity")
    assert "Ingenting er endret" in import_rows(town, tmp_path, UNITS, row)
    await here.passes(minutes=1)
    assert len([each for each in await new.from_bot() if "Du er virksomhetsleder i" in words_of(each)]) == 1
    await here.moves_to("2026-12-01 09:00")
    assert "Påminnelse" in words_of((await new.from_bot())[-1])
    assert "Påminnelse" not in await old.reads()
    assert "Svart: ja" in await say_yes(new, "Even")
    import_rows(town, tmp_path, UNITS, ("Hjemmetjenesten nord", *person("Leder, Hjemmetjenesten nord", "leder.nord"), "", ""))
    await here.passes(minutes=1)
    assert "Even svarte ja" in next(words_of(each) for each in await old.from_bot() if each["id"] == card["id"]), "theirs again"


async def test_what_never_reached_the_old_leader_is_not_sent_to_them_later(here: Here, town: Town, tmp_path: Path) -> None:
    ke, old = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten nord")
    before = await old.counts()
    await here.post(f"/local/people/{old.id}/block", blocked=True)
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten nord")
    import_rows(town, tmp_path, UNITS, ("Hjemmetjenesten nord", *person("Even", "even"), "", ""))
    await here.passes(minutes=1)
    await here.post(f"/local/people/{old.id}/block", blocked=False)
    await here.passes(minutes=1)
    assert await old.counts() == before, "not even that it is theirs no longer"


@pytest.mark.row("S0-27", "S0-09")
async def test_a_leader_sees_what_waits_and_ke_can_open_the_list_it_was_chosen_from(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten nord")
    for number in ("2026-0417", "2026-0418"):
        await open_case(ke, number)
        assert "kommune.example/koordinator/fordelingsliste" in raw(await ke.newest("Hvem skal få forespørselen?"))
        await ask_unit(ke, "Hjemmetjenesten nord", number)
    await leader.presses("decline", "2026-0418", reason="no_capacity")
    waiting = await leader.says("mine forespørsler")
    assert "2026-0417" in waiting
    assert "2026-0418" not in waiting
