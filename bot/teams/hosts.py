"""Which service URLs we talk to: a token is never sent anywhere else."""

from dataclasses import dataclass

from yarl import URL

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class ServiceHosts:
    """An allow-list of host names; `*.example` covers every host below it, a loopback name also plain http and any port."""

    names: frozenset[str]

    def allow(self, url: str, *, query: bool = False) -> bool:
        """Tell whether this address may be stored, called and given what is meant for it; a service URL has no `query`."""
        try:
            # The parser the HTTP client uses itself, so that the two cannot read the same URL differently.
            parsed = URL(url)
            host, local = parsed.host, parsed.host in LOOPBACK
            standard_port = parsed.is_default_port()
        except ValueError:
            return False
        if host is None or not self._names(host) or parsed.user is not None or parsed.password is not None:
            return False
        if (parsed.query_string and not query) or parsed.fragment:
            return False
        return local if parsed.scheme == "http" else parsed.scheme == "https" and (standard_port or local)

    def _names(self, host: str) -> bool:
        return host in self.names or any(host.endswith(name[1:]) for name in self.names if name.startswith("*."))


MICROSOFT_HOSTS = ServiceHosts(frozenset({"smba.trafficmanager.net", "*.botframework.com", "*.infra.gov.teams.microsoft.us"}))
MICROSOFT_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
