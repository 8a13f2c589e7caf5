"""A backup that is an hour old is restored in the middle of the work: only that hour is lost, little is said twice, and all goes on."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot.local.people import DEFAULT_CAST
from bot.storage.backup import backup, restore
from tests.crash.figures import figure
from tests.crash.ledger import read_ledger
from tests.crash.scripts import NORTH, SOUTH
from tests.crash.test_outage import NewUrl
from tests.crash.world import Ground, World, open_world
from tests.stories.people import Here, Someone, words_of
from tests.stories.steps import ask_unit, open_case, say_yes

NAMED = {SOUTH: "Ada", NORTH: "Even"}
UNITS = tuple(NAMED)
LOST = "2026-0999"


class Work:
    """So many cases, of two units, and who does what in them."""

    def __init__(self, here: Here, size: int) -> None:
        self.here = here
        self.units = {f"2026-{number:04}": UNITS[number % 2] for number in range(1, size + 1)}
        self.numbers = list(self.units)

    async def begin(self) -> None:
        """Every case is opened and asked about, and every third has its yes."""
        ke = await self.here.person("Kari")
        for number, unit in self.units.items():
            await open_case(ke, number)
            await ask_unit(ke, unit, number)
        await self.answer(self.numbers[::3])

    async def leader(self, number: str) -> Someone:
        return await self.here.person(f"Leder, {self.units[number]}")

    async def answer(self, numbers: list[str]) -> None:
        for number in numbers:
            await say_yes(await self.leader(number), NAMED[self.units[number]], number)

    async def answer_anew(self, numbers: list[str]) -> None:
        """As somebody whose card says that it was answered: they ask for the case, and get one that is not."""
        for number in numbers:
            leader = await self.leader(number)
            await leader.says(f"sak {number}")
            await leader.presses("show_request", number)
        await self.answer(numbers)


def count_words(world: World) -> dict[str, Counter[str]]:
    """What the bot has said to each, and how often."""
    return {
        person.name: Counter(
            words_of({**each.body, "attachments": each.attachments}) for each in world.chats.read(person.id) if each.author == "bot"
        )
        for person in DEFAULT_CAST
    }


async def restore_into(world: World, url: str, path: Path) -> None:
    """What an operator does: the bot is stopped, the backup read into an empty database, and the bot started on that."""
    world.bury()
    restore(url, path)
    world.bot.plan = replace(world.bot.plan, database_url=url)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("size", [4, pytest.param(50, marks=[pytest.mark.full, pytest.mark.timeout(900)])])
async def test_only_the_hour_is_lost_and_all_goes_on(size: int, kind: str, tmp_path: Path, new_url: NewUrl) -> None:
    async with open_world(Ground(tmp_path, new_url(kind))) as world:
        here, work = world.here, Work(world.here, size)
        await work.begin()
        await here.moves_to("2026-12-01 07:30")
        backup(world.bot.plan.database_url, tmp_path / "backup.jsonl")
        stored, said = read_ledger(world).stored, count_words(world)

        forgotten = work.numbers[1::3]
        await work.answer(forgotten)
        await here.moves_to("2026-12-01 08:30")
        in_the_hour = {name: words - said[name] for name, words in count_words(world).items()}
        assert any(in_the_hour.values())

        await restore_into(world, new_url(kind), tmp_path / "backup.jsonl")
        assert read_ledger(world).stored == stored, "nothing is lost beyond the hour"
        await world.start()
        before = count_words(world)
        await here.moves_to("2026-12-01 12:00")
        again = {name: (words - before[name]) & in_the_hour[name] for name, words in count_words(world).items()}
        figure("backup.said_in_the_hour", sum(words.total() for words in in_the_hour.values()))
        figure("backup.said_again", sum(words.total() for words in again.values()))

        await work.answer_anew([*forgotten, *work.numbers[2::3]])
        await here.passes(minutes=3)
        assert world.query("SELECT count(*) FROM requests WHERE state = 'accepted'") == [(size,)]
        assert world.query("SELECT count(*) FROM messages WHERE state NOT IN ('sent', 'dropped', 'pending')") == [(0,)]
        for number in work.numbers:
            assert NAMED[work.units[number]] in await (await here.person("Kari")).says(f"sak {number}")


async def test_a_card_about_a_case_that_was_lost_is_about_no_other_case(tmp_path: Path, new_url: NewUrl) -> None:
    """The case opened after the restore would else have the lost one's number on buttons that are still in people's chats."""
    async with open_world(Ground(tmp_path, new_url("sqlite"))) as world:
        ke, leader = await world.here.person("Kari"), await world.here.person(f"Leder, {SOUTH}")
        await open_case(ke, "2026-0001")
        backup(world.bot.plan.database_url, tmp_path / "backup.jsonl")
        await open_case(ke, LOST)
        await ask_unit(ke, SOUTH, LOST)
        old = await leader.newest(LOST, verb="promise")
        await restore_into(world, new_url("sqlite"), tmp_path / "backup.jsonl")
        await world.start()
        await open_case(ke, "2026-0002")
        await ask_unit(ke, SOUTH, "2026-0002")
        await leader.presses("promise", on=old)
        await world.settle()
        assert world.query("SELECT state FROM requests") == [("waiting",)]
