"""What must be set before the bot starts, and how it then proves who it is."""

from pathlib import Path

import pytest

from bot.app import make_credential
from bot.settings import IncompleteSettings, read_settings

ALWAYS = {
    "MicrosoftAppId": "5a1e0000-0000-4000-8000-0000000000b0",
    "MicrosoftAppTenantId": "7e000000-0000-4000-8000-0000000000a1",
    "KOORDINATORBOT_DATABASE_URL": "sqlite:///bot.db",
}
OTHERS = ("SMTP_HOST", "SMTP_SENDER", "GRAPH_SENDER", "GRAPH_HOST", "DOMAINS")
PROOFS = ("MicrosoftAppPassword", "MicrosoftAppCertificate", "AZURE_FEDERATED_TOKEN_FILE", "MicrosoftAppType")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in (*PROOFS, *(f"KOORDINATORBOT_{other}" for other in OTHERS)):
        monkeypatch.delenv(name, raising=False)
    for name, value in ALWAYS.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def refusal(environment: pytest.MonkeyPatch, **given: str) -> str:
    for name, value in given.items():
        environment.setenv(name, value)
    with pytest.raises(IncompleteSettings) as refused:
        read_settings()
    return str(refused.value)


def test_a_bot_without_a_proof_does_not_start_and_says_what_to_set(environment: pytest.MonkeyPatch) -> None:
    told = refusal(environment)
    for name in ("MicrosoftAppPassword", "MicrosoftAppCertificate", "AZURE_FEDERATED_TOKEN_FILE"):
        assert name in told


def test_two_proofs_are_one_too_many(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("x")
    told = refusal(environment, MicrosoftAppPassword="hemmelig", AZURE_FEDERATED_TOKEN_FILE=str(tmp_path / "token"))
    assert "set only one of MicrosoftAppPassword and AZURE_FEDERATED_TOKEN_FILE" in told
    assert "hemmelig" not in told


def test_a_managed_identity_has_no_secret(environment: pytest.MonkeyPatch) -> None:
    assert "a managed identity has no MicrosoftAppPassword" in refusal(
        environment, MicrosoftAppType="UserAssignedMSI", MicrosoftAppPassword="hemmelig"
    )


@pytest.mark.parametrize("name", ["MicrosoftAppCertificate", "AZURE_FEDERATED_TOKEN_FILE"])
def test_a_file_that_is_not_there_is_named(environment: pytest.MonkeyPatch, name: str) -> None:
    assert f"{name} names a file that is not there" in refusal(environment, **{name: "/nowhere/at/all"})


@pytest.mark.parametrize("app_type", ["SingleTenant", "UserAssignedMSI"])
def test_the_platform_s_token_is_read_anew_each_time_it_is_needed(environment: pytest.MonkeyPatch, tmp_path: Path, app_type: str) -> None:
    file = tmp_path / "token"
    file.write_text("first\n")
    environment.setenv("AZURE_FEDERATED_TOKEN_FILE", str(file))
    environment.setenv("MicrosoftAppType", app_type)
    _, authority, proof, _ = make_credential(read_settings())._build.args  # type: ignore[attr-defined]
    assert authority.endswith(ALWAYS["MicrosoftAppTenantId"])
    assert proof["client_assertion"]() == "first"
    file.write_text("second\n")
    assert proof["client_assertion"]() == "second"


def test_a_managed_identity_by_itself_needs_nothing_more(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("MicrosoftAppType", "UserAssignedMSI")
    assert read_settings().app_type == "UserAssignedMSI"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"SMTP_HOST": "mail.kommune.example", "SMTP_SENDER": "bot@kommune.example", "GRAPH_SENDER": "bot@kommune.example"},
            "set only one of KOORDINATORBOT_SMTP_HOST and KOORDINATORBOT_GRAPH_SENDER",
        ),
        ({"SMTP_HOST": "mail.kommune.example"}, "set KOORDINATORBOT_SMTP_SENDER"),
        ({"SMTP_SENDER": "bot@kommune.example"}, "set KOORDINATORBOT_SMTP_HOST"),
        ({"GRAPH_SENDER": "bot@kommune.example", "DOMAINS": "[]"}, "set KOORDINATORBOT_DOMAINS"),
        ({"GRAPH_HOST": "http://graph.example"}, "KOORDINATORBOT_GRAPH_HOST must begin with https://"),
    ],
)
def test_ways_out_that_contradict_each_other_or_lead_nowhere_are_named(
    environment: pytest.MonkeyPatch, given: dict[str, str], told: str
) -> None:
    domains = {"DOMAINS": '["kommune.example"]'}
    assert told in refusal(
        environment, MicrosoftAppPassword="x", **{f"KOORDINATORBOT_{name}": value for name, value in (domains | given).items()}
    )


def test_graph_is_asked_for_nothing_until_a_setting_says_so(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("MicrosoftAppPassword", "x")
    assert read_settings().graph_host == "https://graph.microsoft.com"
    assert not read_settings().graph_directory
