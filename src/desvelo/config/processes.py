"""The commands of each role, and the environment they run in: paths, never secrets."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desvelo.base.config import anchoring
from desvelo.base.config.parse import Config

_GRANIAN = (sys.executable, "-P", "-m", "granian", "--no-ws", "--log-level", "warning")
# Which role is told of which secret; a process cannot lose what it never read.
_DATABASE = frozenset({"DATABASE_URL", "DATABASE_URL_FILE"})
_EDGE_DATABASE = frozenset({"DESVELO_EDGE_DATABASE_URL_FILE"})
_OWNER_DATABASE = frozenset({"DESVELO_OWNER_DATABASE_URL_FILE"})
_METRICS = frozenset({"DESVELO_METRICS_TOKEN_FILE"})
_ROOT = frozenset({"DESVELO_ROOT_KEY"})  # a place, and still nothing for the process that faces the Internet
_KEEPER = frozenset({"DESVELO_KEY_PROCESS", "DESVELO_KEY_SOCKET"})  # who may ask the key process knows where
_PEERS = frozenset({"DESVELO_KEY_PEERS"})
_STORE = frozenset(
    {f"DESVELO_S3_{name}" for name in ("ACCESS_KEY_FILE", "BUCKET", "ENDPOINT", "REGION", "SECRET_KEY_FILE")}
)
_MAIL = anchoring.SECRET_NAMES
_SECRETS = _DATABASE | _EDGE_DATABASE | _OWNER_DATABASE | _METRICS | _ROOT | _KEEPER | _PEERS | _STORE | _MAIL
_SECRETS_OF = {
    "edge": _EDGE_DATABASE,
    "keys": _ROOT | _KEEPER | _PEERS,
    "web": _DATABASE | _METRICS | _ROOT | _KEEPER | _STORE,
    "worker": _DATABASE | _ROOT | _KEEPER | _STORE | _MAIL,
}
ROLES = tuple(_SECRETS_OF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Urls:
    """The database as each role reaches it; the superuser is for backups and for whoever looks at a demonstration."""

    superuser: str
    owner: str
    app: str
    edge: str


def edge(config: Config) -> list[str]:
    """Return the command of the process that owns the port."""
    return [
        *(sys.executable, "-P", "-m", "desvelo.config.edge_start", config.host, str(config.port)),
        *_GRANIAN,
        *("--interface", "asgi", "--host", config.host, "--port", str(config.port)),
        *("--workers", "1", "--backlog", "2048", "desvelo.config.asgi:app"),
    ]


def web(socket: Path) -> list[str]:
    """Return the command of the process that draws pages."""
    return [
        *(sys.executable, "-P", "-m", "desvelo.config.web_start", str(socket)),
        *_GRANIAN,
        *("--interface", "wsgi", "--uds", str(socket), "--uds-permissions", "0o600"),
        *("--workers", "1", "--blocking-threads", "4", "desvelo.config.wsgi:application"),
    ]


def worker() -> list[str]:
    """Return the command of the process that takes in, sends and keeps house."""
    return _ours("worker")


def key_keeper() -> list[str]:
    """Return the command of the process that keeps the keys for the others."""
    return [sys.executable, "-P", "-m", "desvelo.config.key_process"]


def prepare(*, restored: bool = False) -> list[str]:
    """Return the command that brings the database up to date; of one just *restored*, the log is judged later."""
    return [*_ours("prepare"), *(["restored"] if restored else [])]


def prepared() -> list[str]:
    """Return the command that ends well only if the database is up to date."""
    return _ours("prepared")


def seed() -> list[str]:
    """Return the command that fills a new demonstration."""
    return _ours("seed")


def verify() -> list[str]:
    """Return the command that verifies the log."""
    return _ours("verify")


def export_ledger(out: Path) -> list[str]:
    """Return the command that writes the whole log into the file *out*."""
    return [*_ours("export_ledger"), str(out)]


def acknowledge(*, by: str, also_by: str, known: int) -> list[str]:
    """Return the command that puts on record that entries which others know are lost."""
    return [*_ours("acknowledge"), by, also_by, str(known)]


def first_run() -> list[str]:
    """Return the command that tells how the first account is made."""
    return _ours("first_run")


def numbers(wanted: str, *, as_json: bool) -> list[str]:
    """Return the command that checks the connection of every number, or of the one with the id *wanted*."""
    return [*_ours("numbers"), wanted, "json" if as_json else "text"]


def intake(act: str, reason: str, *, as_json: bool) -> list[str]:
    """Return the command that lists what was set aside, puts it back or sets aside what no key opens."""
    return [*_ours("intake"), act, reason, "json" if as_json else "text"]


def keys(act: str, *, as_json: bool) -> list[str]:
    """Return the command that replaces the current epoch of keys, or says how the keys are."""
    return [*_ours("keys"), act, "json" if as_json else "text"]


def canary(act: str, which: str, *, as_json: bool) -> list[str]:
    """Return the command that plants canaries, lists them or removes the one named *which*."""
    return [*_ours("canary"), act, which, "json" if as_json else "text"]


def people(act: str, asked: str, *, as_json: bool) -> list[str]:
    """Return the command that lists the accounts, or vouches for the one that *asked* (JSON) describes."""
    return [*_ours("people"), act, asked, "json" if as_json else "text"]


def backup(folder: Path) -> list[str]:
    """Return the command that writes a set of a backup into *folder*."""
    return [*_ours("backup"), str(folder)]


def reopen(order: str) -> list[str]:
    """Return the command that verifies a restored base, as *order* says (JSON)."""
    return [*_ours("reopen"), order]


def sandbox(port: int) -> list[str]:
    """Return the command of the stand-in for Meta."""
    return [
        *_GRANIAN,
        *("--interface", "asgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "1", "desvelo.config.sandbox_app:app"),
    ]


def _ours(program: str) -> list[str]:
    return [sys.executable, "-P", "-m", "desvelo.config.run", program]


def environment(config: Config, *, urls: dict[str, Path], socket: Path) -> dict[str, str]:
    """Return the environment of our processes: what they inherit, with this installation's own on top."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DESVELO_", "DATABASE_URL"))}
    return {
        **inherited,
        "DESVELO_DATA": str(config.data),
        "DESVELO_MODE": config.mode.value,
        "DESVELO_HOST": config.host,
        "DESVELO_PORT": str(config.port),
        "DESVELO_PUBLIC_URL": config.public_url,
        "DESVELO_WEB_SOCKET": str(socket),
        "DESVELO_GRAPH_VERSION": config.graph_version,
        "DESVELO_TIME_ZONE": config.time_zone,
        "DESVELO_LANGUAGE": config.language,
        "DESVELO_LOCK_MINUTES": str(config.lock_minutes),
        "DESVELO_ASIDE_DAYS": str(config.aside_days),
        "DESVELO_NUMBER_CHECK_HOURS": str(config.number_check_hours),
        "DESVELO_DIRECT_SEND": "on" if config.direct_send else "off",
        "DESVELO_READ_RECEIPTS": "on" if config.read_receipts else "off",
        "DESVELO_TELL_TRANSFERS": "on" if config.tell_transfers else "off",
        "DESVELO_ORDER_NUMBERS": ",".join(config.order_numbers),
        "DESVELO_LOG_LEVEL": config.log_level,
        "DATABASE_URL_FILE": str(urls["app"]),
        "DESVELO_OWNER_DATABASE_URL_FILE": str(urls["owner"]),
        "DESVELO_EDGE_DATABASE_URL_FILE": str(urls["edge"]),
        **({"DESVELO_ROOT_KEY": config.root_key} if config.root_key else {}),
        **_keeping(config),
        **({"DESVELO_SANDBOX_ORIGIN": config.sandbox_origin} if config.sandbox_origin else {}),
        **({"DESVELO_IDENTITY_ORIGIN": config.identity_origin} if config.identity_origin else {}),
        **_siem(config),
        **_told_to_the_supervisor(),
    }


def _keeping(config: Config) -> dict[str, str]:
    """Return where the key process is asked, if there is one, whom it answers, and how much one person may ask."""
    told = {
        "DESVELO_KEY_PROCESS": "on" if config.keeping.is_own else "off",
        "DESVELO_KEY_QUOTA": str(config.keeping.quota),
    }
    if config.keeping.peers:
        told["DESVELO_KEY_PEERS"] = ",".join(config.keeping.peers)
    return told | ({"DESVELO_KEY_SOCKET": str(config.keeping.socket)} if config.keeping.socket else {})


def _siem(config: Config) -> dict[str, str]:
    """Return where the log is streamed to, if anywhere."""
    if config.siem is None:
        return {}
    told = {"DESVELO_SIEM_TO": config.siem.to, "DESVELO_SIEM_FORMAT": config.siem.form}
    return told | ({"DESVELO_SIEM_CA_FILE": str(config.siem.ca_file)} if config.siem.ca_file else {})


def _told_to_the_supervisor() -> dict[str, str]:
    """Return where ``/metrics``, the store of files and the log's anchors stand, as the supervisor itself was told."""
    told = _METRICS | _STORE | _MAIL | anchoring.NAMES
    return {name: os.environ[name] for name in told if name in os.environ}


def for_role(role: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return *environment* with the secrets of *role* alone; where all share one database, the edge has its URL too."""
    kept = _SECRETS_OF[role]
    if role == "edge" and not _EDGE_DATABASE & environment.keys():
        kept = _DATABASE
    if role != "keys" and _is_split(environment):
        kept -= _ROOT
    return {name: value for name, value in environment.items() if name not in _SECRETS - kept}


def for_owner(environment: Mapping[str, str]) -> dict[str, str]:
    """Return *environment* for whoever prepares the database: reached by its owner, if one is named."""
    owner = environment.get("DESVELO_OWNER_DATABASE_URL_FILE")
    kept = {
        name: value for name, value in environment.items() if name not in _METRICS | _EDGE_DATABASE | _STORE | _MAIL
    }
    if _is_split(environment):
        kept = {name: value for name, value in kept.items() if name not in _ROOT}
    return kept | ({"DATABASE_URL_FILE": owner} if owner else {})


def _is_split(environment: Mapping[str, str]) -> bool:
    return bool(environment.get("DESVELO_KEY_SOCKET")) or environment.get("DESVELO_KEY_PROCESS") == "on"
