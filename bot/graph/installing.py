"""The bot's app, installed for a person who never opened it, and the chat that they then have with the bot."""

from bot.graph.client import Graph, GraphFailed, Permission
from bot.graph.directory import quote
from bot.teams.connector import read_string


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
