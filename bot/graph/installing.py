"""The bot's app, installed for a person who never opened it, and the chat that they then have with the bot."""

import structlog

from bot.graph.client import Graph, GraphFailed, Permission
from bot.graph.directory import EntraDirectory, quote
from bot.teams.connector import read_string
from bot.wire import Fate, Opened, SendFailed, User

log = structlog.get_logger(__name__)


class AppInstaller:
    """Installs one app of the tenant's catalogue: `app` is its id there, as the Teams admin centre shows it."""

    def __init__(self, graph: Graph, app: str) -> None:
        self._graph = graph
        self._app = app

    async def open_chat(self, entra_id: str) -> str:
        """The id of the person's own chat with the bot; the app is installed first, if it was not. Raises GraphFailed.

        Nobody with that id fails with status 404. A chat that is not there yet fails and may be asked for again.
        """
        app = str(self._graph.url("appCatalogs", "teamsApps", self._app))
        installed = ("users", entra_id, "teamwork", "installedApps")
        try:
            await self._graph.post(Permission.INSTALL, *installed, content={"teamsApp@odata.bind": app})
        except GraphFailed as failed:
            if failed.status != 409:  # installed already
                raise
        query = {"$expand": "teamsApp", "$filter": f"teamsApp/id eq {quote(self._app)}"}
        async for each in self._graph.pages(Permission.INSTALL, *installed, query=query):
            if id := read_string(each, "id"):
                chat = await self._graph.read(Permission.INSTALL, *installed, id, "chat")
                if found := read_string(chat or {}, "id"):
                    return found
        raise GraphFailed("Microsoft Graph has no chat for the installed app yet", passing=True)


class ChatOpener:
    """wire.Opener: finds the person where only the address is known, and installs the app for them."""

    def __init__(self, installer: AppInstaller, people: EntraDirectory | None) -> None:
        """Without `people`, whoever is known by address only cannot be reached."""
        self._installer = installer
        self._people = people

    async def open_chat(self, entra_id: str | None, email: str | None) -> Opened:
        """The person's chat. Raises SendFailed: what passes may be tried again, for it is the same however often it is done."""
        try:
            user = User(entra_id, email or entra_id, email) if entra_id else await self._find(email)
            return Opened(user, await self._installer.open_chat(user.entra_id))
        except GraphFailed as failed:
            tell = log.warning if failed.passing or failed.status == 404 else log.error
            tell("app_not_installed", why=str(failed))
            raise SendFailed(Fate.TRANSIENT if failed.passing else Fate.UNREACHABLE, failed.status) from failed

    async def _find(self, email: str | None) -> User:
        user = await self._people.find(email) if self._people and email else None
        if user is None or not user.enabled:
            raise SendFailed(Fate.UNREACHABLE)
        return user
