"""Deployment settings from the environment, under Microsoft's usual names where there are such. Incomplete settings refuse to start."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from yarl import URL

from bot.teams.hosts import LOOPBACK, MICROSOFT_HOSTS, MICROSOFT_METADATA

ONEDRIVE_HOSTS = frozenset({"*.sharepoint.com"})
MICROSOFT_GRAPH = "https://graph.microsoft.com"


def read_list(given: Any) -> Any:
    """A list out of a variable, which is text."""
    try:
        return json.loads(given) if isinstance(given, str) else given
    except ValueError:
        raise ValueError('must be a JSON list, such as ["kommune.example"]') from None


Names = Annotated[frozenset[str], NoDecode, BeforeValidator(read_list)]


class Settings(BaseSettings):
    """One deployment: one tenant, one municipality. A variable that is empty, or nothing but spaces, is one that is not set."""

    model_config = SettingsConfigDict(env_prefix="KOORDINATORBOT_", populate_by_name=True, extra="ignore", frozen=True)

    app_id: str = Field(validation_alias="MicrosoftAppId")
    app_type: Literal["SingleTenant", "UserAssignedMSI"] = Field(default="SingleTenant", validation_alias="MicrosoftAppType")
    tenant_id: str = Field(validation_alias="MicrosoftAppTenantId")
    app_password: SecretStr | None = Field(default=None, validation_alias="MicrosoftAppPassword")
    certificate: Path | None = Field(default=None, validation_alias="MicrosoftAppCertificate")
    """A PEM file with the certificate and its private key, instead of a password."""
    federated_token_file: Path | None = Field(default=None, validation_alias="AZURE_FEDERATED_TOKEN_FILE")
    """Workload identity federation: the file in which the platform keeps a fresh token, instead of both."""

    database_url: str = Field(pattern=r"^(sqlite|postgresql)(\+\w+)?://")
    """sqlite:///path or postgresql+psycopg2://…"""
    profile: str = "standard"
    """The name of a profile in bot/profiles, or the path of the municipality's own."""
    domains: Names = frozenset()
    """E-mail domains of the municipality: a coordinator may be named by such an address, and e-mail goes to these only."""

    register_folder: Path | None = None
    """Where the register is copied to each night; None: nowhere."""

    stop_after: float = Field(default=5, ge=0, le=60)
    """Seconds in which a bot that was asked to stop still takes in what comes, so that a load balancer sees that it is not ready."""

    host: str = "127.0.0.1"
    port: int = Field(default=3978, ge=0, le=65535)
    service_hosts: Names = Field(default=MICROSOFT_HOSTS.names, min_length=1)
    """Hosts the bot may call as a service URL; loopback only in the demo."""
    upload_hosts: Names = ONEDRIVE_HOSTS
    """Hosts a file may be put at, when KE takes one from the chat; loopback only in the demo."""
    openid_metadata: str = MICROSOFT_METADATA

    graph_host: str = MICROSOFT_GRAPH
    """Where Microsoft Graph answers; another in Microsoft's national clouds."""
    graph_directory: bool = False
    """Asks Graph who still works here and whom an unknown address belongs to: User.Read.All."""
    ke_group: str | None = None
    """Object id of the Entra group whose members are KE, read at start and each night: GroupMember.Read.All."""
    teams_app: str | None = None
    """The app's id in the tenant's catalogue; it is installed for whoever never had it: TeamsAppInstallation.ReadWriteSelfForUser.All."""
    graph_sender: str | None = None
    """The mailbox e-mail is sent from through Graph, instead of SMTP: Mail.Send."""

    smtp_host: str | None = None
    smtp_port: int = 25
    smtp_sender: str | None = None
    smtp_starttls: bool = True
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None

    playground: bool = False
    """Answers Microsoft's Agents Playground without any authentication; loopback only."""

    @model_validator(mode="before")
    @classmethod
    def leave_out_blanks(cls, given: dict[str, Any]) -> dict[str, Any]:
        """What an environment file has a line for and no value."""
        return {name: value for name, value in given.items() if not isinstance(value, str) or value.strip()}

    @model_validator(mode="after")
    def check_whole(self) -> Self:
        """A server that cannot check who calls, or cannot answer, does not start."""
        if self.playground:
            if self.host not in LOOPBACK:
                raise ValueError("KOORDINATORBOT_PLAYGROUND switches authentication off and is allowed on 127.0.0.1 only")
        else:
            self.check_proof()
        self.check_mail()
        host = URL(self.graph_host)
        if host.scheme != "https" and host.host not in LOOPBACK:
            raise ValueError("KOORDINATORBOT_GRAPH_HOST must begin with https://")
        return self

    def check_mail(self) -> None:
        """At most one way out for e-mail, whole, and to somebody."""
        if self.smtp_host and self.graph_sender:
            raise ValueError("set only one of KOORDINATORBOT_SMTP_HOST and KOORDINATORBOT_GRAPH_SENDER")
        if self.smtp_host and not self.smtp_sender:
            raise ValueError("set KOORDINATORBOT_SMTP_SENDER: the address e-mail comes from")
        if self.smtp_sender and not self.smtp_host:
            raise ValueError("set KOORDINATORBOT_SMTP_HOST, or take KOORDINATORBOT_SMTP_SENDER away")
        if (self.smtp_host or self.graph_sender) and not self.domains:
            raise ValueError("set KOORDINATORBOT_DOMAINS: e-mail goes to addresses in these only")

    def check_proof(self) -> None:
        """Exactly one way to prove to Teams who the bot is; a managed identity by itself needs none."""
        proofs = {
            "MicrosoftAppPassword": self.app_password,
            "MicrosoftAppCertificate": self.certificate,
            "AZURE_FEDERATED_TOKEN_FILE": self.federated_token_file,
        }
        given = [name for name, proof in proofs.items() if proof]
        if len(given) > 1:
            raise ValueError(f"set only one of {' and '.join(given)}")
        if self.app_type == "SingleTenant" and not given:
            raise ValueError("set MicrosoftAppPassword, or MicrosoftAppCertificate to a PEM file, or AZURE_FEDERATED_TOKEN_FILE")
        if self.app_type == "UserAssignedMSI" and given and given != ["AZURE_FEDERATED_TOKEN_FILE"]:
            raise ValueError(f"a managed identity has no {given[0]}: take it away, or set MicrosoftAppType to SingleTenant")
        for name in ("MicrosoftAppCertificate", "AZURE_FEDERATED_TOKEN_FILE"):
            if (file := proofs[name]) and not Path(str(file)).is_file():
                raise ValueError(f"{name} names a file that is not there")


class IncompleteSettings(Exception):
    """What is missing or wrong, a line each, with the variable's name."""


def read_settings() -> Settings:
    """The settings of this environment; raises IncompleteSettings with every fault named."""
    try:
        return Settings()  # type: ignore[call-arg]  # pydantic-settings fills the required ones from the environment
    except ValidationError as error:
        lines = (f"{variable_of(fault['loc'])}: {fault['msg']}" for fault in error.errors())
        raise IncompleteSettings("\n".join(lines)) from None


def variable_of(location: tuple[int | str, ...]) -> str:
    """The environment variable behind a field."""
    if not location:
        return "settings"
    name = str(location[0])
    field = Settings.model_fields.get(name)
    if field is None:
        return name
    return str(field.validation_alias or f"KOORDINATORBOT_{name.upper()}")
