"""Whatever an installation is told reaches each process that ``desvelo up`` starts."""

import dataclasses
from pathlib import Path

import pytest

from desvelo.base.config import parse
from desvelo.config import processes

# Where things stand is decided by ``up`` itself; what is secret goes to one role alone, by the path of a file.
DECIDED = {
    "database_url",
    "owner_database_url",
    "edge_database_url",
    "metrics_token",
    "postgres_bin",
    "web_socket",
    "s3",
    "anchoring",
}
OF_THE_DEMONSTRATION = {"mode", "sandbox_origin"}
TOLD = {
    "DESVELO_ASIDE_DAYS": "7",
    "DESVELO_DIRECT_SEND": "on",
    "DESVELO_GRAPH_VERSION": "v25.0",
    "DESVELO_HOST": "0.0.0.0",  # noqa: S104  an address to pass on, not one to listen at
    "DESVELO_IDENTITY_ORIGIN": "https://login.desk.example",
    "DESVELO_KEY_PEERS": "desvelo,1001",
    "DESVELO_KEY_PROCESS": "on",
    "DESVELO_KEY_QUOTA": "500",
    "DESVELO_KEY_SOCKET": "/run/desvelo-keys/keys.sock",
    "DESVELO_LANGUAGE": "en",
    "DESVELO_LOCK_MINUTES": "3",
    "DESVELO_LOG_LEVEL": "debug",
    "DESVELO_NUMBER_CHECK_HOURS": "12",
    "DESVELO_ORDER_NUMBERS": "PED-999999,#99999",
    "DESVELO_PORT": "8123",
    "DESVELO_PUBLIC_URL": "https://desk.example",
    "DESVELO_READ_RECEIPTS": "on",
    "DESVELO_TELL_TRANSFERS": "on",
    "DESVELO_SIEM_CA_FILE": "/etc/ssl/siem.pem",
    "DESVELO_SIEM_FORMAT": "syslog",
    "DESVELO_SIEM_TO": "tls://siem.example:6514",
    "DESVELO_ROOT_KEY": "aws-kms:arn:aws:kms:sa-east-1:111122223333:alias/desvelo",
    "DESVELO_TIME_ZONE": "America/Manaus",
}


def test_every_setting_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in TOLD:
        monkeypatch.delenv(name, raising=False)
    told = parse.parse({"DESVELO_DATA": str(tmp_path), **TOLD}, default_data=tmp_path)
    files = {name: tmp_path / name for name in ("app", "owner", "edge")}
    for path in files.values():
        path.write_text("postgresql:///x")
        path.chmod(0o600)

    passed = processes.environment(told, urls=files, socket=tmp_path / "web.sock")
    ours = {name: value for name, value in passed.items() if name.startswith(("DESVELO_", "DATABASE_"))}
    heard = parse.parse(ours, default_data=tmp_path)

    names = {each.name for each in dataclasses.fields(told)} - DECIDED
    plain = parse.parse({}, default_data=tmp_path)
    assert {name for name in names if getattr(told, name) == getattr(plain, name)} == OF_THE_DEMONSTRATION
    assert {name for name in names if getattr(heard, name) != getattr(told, name)} == set()


def test_the_places_outside_reach_the_worker_and_the_mail_server_nobody_else(tmp_path, monkeypatch):
    told = {
        "DESVELO_WITNESS_URL": "https://witness.example",
        "DESVELO_WITNESS_KEY": "w+00000000+AAAA",
        "DESVELO_SMTP_URL_FILE": str(tmp_path / "smtp"),
    }
    (tmp_path / "smtp").write_text("smtp://mail.example")
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    config = parse.parse({"DESVELO_DATA": str(tmp_path), **told}, default_data=tmp_path)
    files = dict.fromkeys(("app", "owner", "edge"), tmp_path / "url")

    passed = processes.environment(config, urls=files, socket=tmp_path / "web.sock")

    assert {name: passed.get(name) for name in told} == told
    reached = {role for role in processes.ROLES if "DESVELO_SMTP_URL_FILE" in processes.for_role(role, passed)}
    assert reached == {"worker"}
    assert "DESVELO_SMTP_URL_FILE" not in processes.for_owner(passed)
