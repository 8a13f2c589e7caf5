"""What must be set before the bot starts, and how it then proves who it is."""

import re
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.app import make_credential
from bot.settings import IncompleteSettings, Settings, read_settings, variable_of
from tests.crash.figures import figure

ALWAYS = {
    "MicrosoftAppId": "5a1e0000-0000-4000-8000-0000000000b0",
    "MicrosoftAppTenantId": "7e000000-0000-4000-8000-0000000000a1",
    "KOORDINATORBOT_DATABASE_URL": "sqlite:///bot.db",
}
PROOFS = ("MicrosoftAppPassword", "MicrosoftAppCertificate", "AZURE_FEDERATED_TOKEN_FILE")
ENOUGH = {("SingleTenant", (proof,)) for proof in PROOFS} | {("UserAssignedMSI", ()), ("UserAssignedMSI", PROOFS[2:])}
"""The app types, each with the proofs it starts with."""
EVERY = {variable_of((name,)): field for name, field in Settings.model_fields.items()}
REQUIRED = [variable for variable, field in EVERY.items() if field.is_required()]
UNSET = (None, "", "  ", "\t")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in EVERY:
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


def put(environment: pytest.MonkeyPatch, name: str, value: str | None) -> None:
    if value is None:
        environment.delenv(name, raising=False)
    else:
        environment.setenv(name, value)


def proof_that_is_there(name: str, folder: Path) -> str:
    (folder / "proof").write_text("x")
    return "hemmelig" if name == "MicrosoftAppPassword" else str(folder / "proof")


def test_the_table_of_the_readme_has_every_setting_and_calls_required_what_is() -> None:
    page = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    table = page.split("| variable |")[1].split("\n\n")[0]
    rows = {row.split("|")[1]: row.split("|")[3] for row in table.splitlines()[2:]}
    names = {re.sub("^_", "KOORDINATORBOT_", name) for cell in rows for name in re.findall(r"`(\w+)`", cell)}
    assert names == set(EVERY)
    assert [
        variable for cell, default in rows.items() if default.strip() == "required" for variable in re.findall(r"`(\w+)`", cell)
    ] == REQUIRED


def test_whatever_is_required_and_not_set_stops_the_start_and_is_named(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tried = 0
    for app_type, proofs in ENOUGH:
        environment.setenv("MicrosoftAppType", app_type)
        for proof in PROOFS:
            put(environment, proof, proof_that_is_there(proof, tmp_path) if proof in proofs else None)
        assert read_settings().app_type == app_type
        for name in (*REQUIRED, *(proofs if app_type == "SingleTenant" else ())):
            for unset in UNSET:
                with environment.context() as changed:
                    put(changed, name, unset)
                    (told,) = refusal(changed).splitlines()
                assert name in told
                assert told.startswith((f"{name}: ", "settings: "))
                tried += 1
    figure("settings.required_left_out", tried)
    assert tried == len(UNSET) * (len(ENOUGH) * len(REQUIRED) + len(PROOFS))


def test_a_kind_of_app_with_other_proofs_than_it_should_have_does_not_start(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tried = 0
    for app_type in get_args(Settings.model_fields["app_type"].annotation):
        for proofs in (given for size in range(len(PROOFS) + 1) for given in combinations(PROOFS, size)):
            environment.setenv("MicrosoftAppType", app_type)
            for proof in PROOFS:
                put(environment, proof, proof_that_is_there(proof, tmp_path) if proof in proofs else "")
            if (app_type, proofs) in ENOUGH:
                assert read_settings().app_type == app_type
                continue
            told = refusal(environment)
            assert all(name in told for name in proofs or PROOFS)
            assert "hemmelig" not in told
            tried += 1
    figure("settings.wrong_proofs", tried)
    assert tried == 2 * 2 ** len(PROOFS) - len(ENOUGH)


@pytest.mark.parametrize("blank", UNSET[1:])
def test_a_setting_left_blank_is_as_one_left_out(environment: pytest.MonkeyPatch, blank: str) -> None:
    environment.setenv("MicrosoftAppPassword", "x")
    usual = read_settings()
    for name in EVERY:
        if name not in (*REQUIRED, "MicrosoftAppPassword"):
            environment.setenv(name, blank)
    assert read_settings() == usual


@pytest.mark.parametrize("name", ["DOMAINS", "SERVICE_HOSTS", "UPLOAD_HOSTS"])
@pytest.mark.parametrize("value", ["kommune.example", "{", "null", '"kommune.example"', "[1]"])
def test_what_should_be_a_list_and_is_not_is_named(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    told = refusal(environment, MicrosoftAppPassword="x", **{f"KOORDINATORBOT_{name}": value})
    assert told.startswith(f"KOORDINATORBOT_{name}: ")


@pytest.mark.parametrize(
    ("name", "value"), [("DATABASE_URL", "mysql://bot"), ("DATABASE_URL", "bot.db"), ("SERVICE_HOSTS", "[]"), ("STOP_AFTER", "-1")]
)
def test_what_cannot_be_used_is_named(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    told = refusal(environment, MicrosoftAppPassword="x", **{f"KOORDINATORBOT_{name}": value})
    assert told.startswith(f"KOORDINATORBOT_{name}: ")


@pytest.mark.parametrize(("name", "told"), [("MicrosoftAppTenantId", "MicrosoftAppTenantId"), ("KOORDINATORBOT_PROFILE", "ingensteds")])
def test_serve_says_what_is_wrong_and_makes_no_database(environment: pytest.MonkeyPatch, tmp_path: Path, name: str, told: str) -> None:
    environment.setenv("MicrosoftAppPassword", "x")
    environment.setenv("KOORDINATORBOT_DATABASE_URL", f"sqlite:///{tmp_path / 'bot.db'}")
    environment.setenv(name, "" if name == "MicrosoftAppTenantId" else "ingensteds")
    environment.setattr("bot.logs.log_json", lambda: None)  # which is for the whole process
    ended = CliRunner().invoke(app, ["serve"])
    assert (ended.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert told in ended.output


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
