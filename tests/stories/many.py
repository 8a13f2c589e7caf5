"""Many cases at once: opened and asked about by the rules in one transaction, where pressing for each would take too long."""

from collections.abc import Mapping
from datetime import datetime

from bot.casework import commands
from bot.casework.municipality import Municipality
from bot.deciding import Deciding
from bot.storage.store import Store


def ask_about(store: Store, municipality: Municipality, now: datetime, units: Mapping[str, str]) -> None:
    """KE opens a case decided today for each løpenummer, and asks the unit beside it."""
    with store.transaction() as work:
        directory = work.directory()
        ke = directory.ke()[0]
        ids = {unit.name: unit.id for unit in directory.units.values()}
        for number, unit in units.items():
            deciding = Deciding(work, municipality, now)
            opened = deciding.open(commands.OpenCase(number, now.date()), ke)
            deciding.carry_out(opened.case.id, commands.SendRequest(ids[unit]), ke)
