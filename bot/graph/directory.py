"""Who works here, as Microsoft Entra has it: who has left, who is in a group, somebody by address or object id."""

from collections.abc import Iterator, Sequence

from bot.graph.client import Graph, GraphFailed, Permission
from bot.teams.connector import read_string
from bot.wire import Json, User

IN_ONE_FILTER = 15
"""Graph takes no more values in one `in`."""
PERSON = "id,displayName,mail,userPrincipalName,accountEnabled"


class EntraDirectory:
    """wire.Employment and wire.People, through Graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def still_employed(self, entra_ids: frozenset[str]) -> frozenset[str]:
        """Those whose account is there and not closed. Raises GraphFailed.

        Whoever a list lacks is asked about alone: only "there is no such person" counts as having left. Where not one of
        several is found, it is the question that is wrong, and nobody has left.
        """
        enabled = {user.entra_id: user.enabled for group in in_groups(sorted(entra_ids)) for user in await self._read_several(group)}
        for entra_id in entra_ids - enabled.keys():
            if user := await self.find(entra_id):
                enabled[entra_id] = user.enabled
        if len(entra_ids) > 1 and not enabled:
            raise GraphFailed("Microsoft Graph knows none of those who were asked about: is this the right tenant?")
        return frozenset(entra_id for entra_id in entra_ids if enabled.get(entra_id))

    async def _read_several(self, entra_ids: Sequence[str]) -> list[User]:
        listed = ",".join(quote(each) for each in entra_ids)
        query = {"$filter": f"id in ({listed})", "$select": PERSON}
        return [read_user(each) async for each in self._graph.pages(Permission.USERS, "users", query=query)]

    async def find(self, entra_id_or_address: str) -> User | None:
        """Somebody by object id, e-mail address or the name they log in with; None when there is nobody. Raises GraphFailed."""
        if "@" not in entra_id_or_address:
            found = await self._graph.read(Permission.USERS, "users", entra_id_or_address, query={"$select": PERSON})
            return read_user(found) if found else None
        meant = quote(entra_id_or_address)
        query = {"$filter": f"mail eq {meant} or userPrincipalName eq {meant}", "$select": PERSON}
        async for each in self._graph.pages(Permission.USERS, "users", query=query):
            return read_user(each)
        return None

    async def members(self, group: str) -> tuple[User, ...]:
        """Everybody in a group with an open account, those in groups inside it too. Raises GraphFailed."""
        query = {"$select": PERSON, "$top": "999"}
        found = self._graph.pages(Permission.GROUP, "groups", group, "transitiveMembers", query=query)
        users = [read_user(each) async for each in found if each.get("@odata.type") == "#microsoft.graph.user"]
        return tuple(user for user in users if user.enabled)


def read_user(found: Json) -> User:
    """Somebody as Graph describes them. An account is closed only where Graph says so: without consent it says nothing."""
    entra_id = read_string(found, "id")
    if entra_id is None:
        raise GraphFailed("Microsoft Graph gave somebody without an id")
    email = read_string(found, "mail") or read_string(found, "userPrincipalName")
    return User(entra_id, read_string(found, "displayName") or email or entra_id, email, enabled=found.get("accountEnabled") is not False)


def quote(value: str) -> str:
    """A string as OData writes it."""
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def in_groups(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many at a time as one filter takes."""
    return (ids[start : start + IN_ONE_FILTER] for start in range(0, len(ids), IN_ONE_FILTER))
