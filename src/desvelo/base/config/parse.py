"""Turn the environment into a ``Config``, or say in one sentence why not.

The environment holds paths, not secrets.  A variable that starts with ``DESVELO_`` and is not known here stops the
start: a misspelt protection would otherwise be silently off.

Source: architecture section 9 (secrets, addresses, time zone, idle lock, sandbox and the guarded HTTP client).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from pathlib import Path
from typing import ClassVar, TypeVar
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desvelo.base.config import anchoring, identity, keeping
from desvelo.base.config.anchoring import Anchoring
from desvelo.base.config.keeping import Keeping
from desvelo.base.config.siem import Siem, read_siem
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.search import order_numbers

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
GRAPH_ORIGIN = "https://graph.facebook.com"
GRAPH_VERSION = "v26.0"
LOCK_MINUTES = range(1, 16)
ASIDE_DAYS = range(1, 366)
NUMBER_CHECK_HOURS = range(1, 169)
PORTS = range(1, 65_536)
SHORTEST_TOKEN = 32
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.ASCII)
_REGION = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)
_VERSION = re.compile(r"v[0-9]{1,3}\.[0-9]{1,2}", re.ASCII)
_ROOT_PLACE = re.compile(r"/[!-~]+|[a-z][a-z-]+:[!-~]+", re.ASCII)
_SWITCH = {"off": False, "on": True}
_Choice = TypeVar("_Choice")


class Unconfigurable(DesveloError):
    """A setting is unknown, unreadable or unsafe; nothing was started."""

    code = "config.refused"
    status: ClassVar[int] = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self, *, setting: str, sentence: str) -> None:
        super().__init__(setting=setting, sentence=sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class Mode(StrEnum):
    """``main`` serves real customers; ``demo`` has the sandbox beside it and never leaves this computer."""

    DEMO = "demo"
    MAIN = "main"


@dataclass(frozen=True, slots=True, kw_only=True)
class S3:
    """A bucket for sealed files, in place of a folder."""

    endpoint: str
    bucket: str
    region: str
    access_key: str
    secret_key: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything a process of this installation needs to know about where it is."""

    data: Path
    mode: Mode = Mode.MAIN
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = "http://localhost:8000"
    database_url: str | None = None
    owner_database_url: str | None = None
    edge_database_url: str | None = None
    metrics_token: str | None = field(default=None, repr=False)
    root_key: str = ""
    postgres_bin: Path | None = None
    web_socket: Path | None = None
    sandbox_origin: str | None = None
    identity_origin: str | None = None
    graph_version: str = GRAPH_VERSION
    time_zone: str = "America/Sao_Paulo"
    language: str = "pt-br"
    lock_minutes: int = 5
    aside_days: int = 30
    number_check_hours: int = 6
    direct_send: bool = False
    read_receipts: bool = False
    tell_transfers: bool = False
    order_numbers: tuple[str, ...] = ()
    log_level: str = "info"
    s3: S3 | None = None
    siem: Siem | None = None
    anchoring: Anchoring = field(default_factory=Anchoring)
    keeping: Keeping = field(default_factory=Keeping)

    @property
    def keys(self) -> Path:
        """Return the folder of keys, readable by this user alone."""
        return self.data / "keys"

    @property
    def objects(self) -> Path:
        """Return the folder of sealed files; with a bucket, where one waits while it is sent there."""
        return self.data / "objects"

    @property
    def demo(self) -> bool:
        """Tell whether this is the demonstration."""
        return self.mode is Mode.DEMO

    @property
    def secure(self) -> bool:
        """Tell whether people reach this installation over TLS."""
        return self.public_url.startswith("https://")

    @property
    def host_name(self) -> str:
        """Return the name people type, without scheme and port: what a passkey is bound to."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def graph_origin(self) -> str:
        """Return where messages are sent: Meta, or in the demo the sandbox."""
        return self.sandbox_origin or GRAPH_ORIGIN


def parse(environment: Mapping[str, str], *, default_data: Path) -> Config:
    """Read every setting of *environment*; raise Unconfigurable at the first that is unknown or unsafe."""
    _refuse_unknown(environment)
    port = _number(environment, "DESVELO_PORT", 8000, PORTS)
    mode = _choice(environment, "DESVELO_MODE", Mode.MAIN, {member.value: member for member in Mode})
    data = Path(environment.get("DESVELO_DATA") or default_data / mode.value).expanduser().absolute()
    config = Config(
        data=data,
        mode=mode,
        host=environment.get("DESVELO_HOST", "127.0.0.1"),
        port=port,
        public_url=environment.get("DESVELO_PUBLIC_URL", f"http://localhost:{port}").rstrip("/"),
        database_url=_secret(environment, "DATABASE_URL"),
        owner_database_url=_secret(environment, "DESVELO_OWNER_DATABASE_URL"),
        edge_database_url=_secret(environment, "DESVELO_EDGE_DATABASE_URL"),
        metrics_token=_secret(environment, "DESVELO_METRICS_TOKEN"),
        root_key=_root_key(environment),
        postgres_bin=_path(environment, "DESVELO_POSTGRES_BIN"),
        web_socket=_path(environment, "DESVELO_WEB_SOCKET"),
        sandbox_origin=environment.get("DESVELO_SANDBOX_ORIGIN") or None,
        identity_origin=_identity(environment, mode),
        graph_version=environment.get("DESVELO_GRAPH_VERSION", GRAPH_VERSION),
        time_zone=environment.get("DESVELO_TIME_ZONE", "America/Sao_Paulo"),
        language=_choice(environment, "DESVELO_LANGUAGE", "pt-br", {"pt-br": "pt-br", "en": "en"}),
        lock_minutes=_number(environment, "DESVELO_LOCK_MINUTES", 5, LOCK_MINUTES),
        aside_days=_number(environment, "DESVELO_ASIDE_DAYS", 30, ASIDE_DAYS),
        number_check_hours=_number(environment, "DESVELO_NUMBER_CHECK_HOURS", 6, NUMBER_CHECK_HOURS),
        direct_send=_choice(environment, "DESVELO_DIRECT_SEND", False, _SWITCH),
        read_receipts=_choice(environment, "DESVELO_READ_RECEIPTS", False, _SWITCH),
        tell_transfers=_choice(environment, "DESVELO_TELL_TRANSFERS", False, _SWITCH),
        order_numbers=_order_numbers(environment),
        log_level=_choice(
            environment, "DESVELO_LOG_LEVEL", "info", {name: name for name in ("debug", "info", "warning", "error")}
        ),
        s3=_s3(environment),
        siem=_siem(environment),
        anchoring=_anchoring(environment),
        keeping=_keeping(environment, data),
    )
    _refuse_unsafe(config)
    return config


KNOWN = (
    anchoring.NAMES
    | anchoring.SECRET_NAMES
    | identity.NAMES
    | keeping.NAMES
    | {
        "DESVELO_ASIDE_DAYS",
        "DESVELO_CHROMIUM",
        "DESVELO_DATA",
        "DESVELO_DIRECT_SEND",
        "DESVELO_EDGE_DATABASE_URL_FILE",
        "DESVELO_GRAPH_VERSION",
        "DESVELO_HOST",
        "DESVELO_LANGUAGE",
        "DESVELO_LOCK_MINUTES",
        "DESVELO_LOG_LEVEL",
        "DESVELO_METRICS_TOKEN_FILE",
        "DESVELO_MODE",
        "DESVELO_NUMBER_CHECK_HOURS",
        "DESVELO_ORDER_NUMBERS",
        "DESVELO_OWNER_DATABASE_URL_FILE",
        "DESVELO_PORT",
        "DESVELO_POSTGRES_BIN",
        "DESVELO_PUBLIC_URL",
        "DESVELO_READ_RECEIPTS",
        "DESVELO_ROOT_KEY",
        "DESVELO_S3_ACCESS_KEY_FILE",
        "DESVELO_S3_BUCKET",
        "DESVELO_S3_ENDPOINT",
        "DESVELO_S3_REGION",
        "DESVELO_S3_SECRET_KEY_FILE",
        "DESVELO_SANDBOX_CONFIG",
        "DESVELO_SANDBOX_ORIGIN",
        "DESVELO_SHARED",
        "DESVELO_SIEM_CA_FILE",
        "DESVELO_SIEM_FORMAT",
        "DESVELO_SIEM_TO",
        "DESVELO_TELL_TRANSFERS",
        "DESVELO_TIME_ZONE",
        "DESVELO_WEB_SOCKET",
    }
)


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    for name in sorted(environment):
        if name.startswith("DESVELO_") and name not in KNOWN:
            raise Unconfigurable(
                setting=name, sentence=f"{name} is not a setting of Desvelo. Check its spelling in docs/settings.md."
            )


def _refuse_unsafe(config: Config) -> None:
    public = _origin(config.public_url)
    if public is None or public.scheme not in {"http", "https"}:
        raise Unconfigurable(
            setting="DESVELO_PUBLIC_URL", sentence="DESVELO_PUBLIC_URL must look like https://desk.example, no path."
        )
    if public.scheme == "http" and public.hostname not in LOOPBACK_HOSTS:
        raise Unconfigurable(
            setting="DESVELO_PUBLIC_URL",
            sentence="DESVELO_PUBLIC_URL is plain http on a name others can reach. Use https, or localhost to try it.",
        )
    try:
        ZoneInfo(config.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Unconfigurable(
            setting="DESVELO_TIME_ZONE", sentence="DESVELO_TIME_ZONE must be a name such as America/Sao_Paulo."
        ) from None
    if config.metrics_token is not None and len(config.metrics_token) < SHORTEST_TOKEN:
        raise Unconfigurable(
            setting="DESVELO_METRICS_TOKEN_FILE",
            sentence=f"The token in DESVELO_METRICS_TOKEN_FILE can be guessed. Put at least {SHORTEST_TOKEN} random "
            "characters there, such as the output of `openssl rand -hex 32`.",
        )
    if not _VERSION.fullmatch(config.graph_version):
        raise Unconfigurable(setting="DESVELO_GRAPH_VERSION", sentence="DESVELO_GRAPH_VERSION must look like v26.0.")
    _refuse_unsafe_demo(config)


def _refuse_unsafe_demo(config: Config) -> None:
    if config.demo and config.host not in LOOPBACK_HOSTS:
        raise Unconfigurable(
            setting="DESVELO_HOST",
            sentence="The demo signs in whoever opens it, so it serves this computer alone. Unset DESVELO_HOST.",
        )
    if config.sandbox_origin is None:
        return
    if not config.demo:
        raise Unconfigurable(
            setting="DESVELO_SANDBOX_ORIGIN",
            sentence="DESVELO_SANDBOX_ORIGIN only exists in the demo. Unset it, or start with `desvelo demo`.",
        )
    origin = _origin(config.sandbox_origin)
    if origin is None or origin.scheme != "http" or origin.hostname not in LOOPBACK_HOSTS:
        raise Unconfigurable(
            setting="DESVELO_SANDBOX_ORIGIN",
            sentence="DESVELO_SANDBOX_ORIGIN must be a loopback origin such as http://127.0.0.1:8001.",
        )


def _origin(text: str) -> SplitResult | None:
    """Read a scheme, a host and perhaps a port; None when *text* is anything less or more."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    exact = text.rstrip("/") == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
    return parts if exact and parts.hostname and port != 0 else None


def _s3(environment: Mapping[str, str]) -> S3 | None:
    """Read where sealed files go instead of a folder: all of it, or nothing of it."""
    endpoint = environment.get("DESVELO_S3_ENDPOINT", "").rstrip("/")
    if not endpoint:
        return None
    parts = _origin(endpoint)
    if parts is None or parts.scheme != "https":
        raise Unconfigurable(
            setting="DESVELO_S3_ENDPOINT", sentence="DESVELO_S3_ENDPOINT must look like https://s3.example, no path."
        )
    bucket, region = environment.get("DESVELO_S3_BUCKET", ""), environment.get("DESVELO_S3_REGION", "us-east-1")
    for name, value, form in (("DESVELO_S3_BUCKET", bucket, _BUCKET), ("DESVELO_S3_REGION", region, _REGION)):
        if not form.fullmatch(value):
            raise Unconfigurable(setting=name, sentence=f"{name} must be the plain name your store gives it.")
    key, secret = _secret(environment, "DESVELO_S3_ACCESS_KEY"), _secret(environment, "DESVELO_S3_SECRET_KEY")
    if not key or not secret:
        raise Unconfigurable(
            setting="DESVELO_S3_SECRET_KEY_FILE",
            sentence="A bucket needs DESVELO_S3_ACCESS_KEY_FILE and DESVELO_S3_SECRET_KEY_FILE: paths of two files.",
        )
    return S3(endpoint=endpoint, bucket=bucket, region=region, access_key=key, secret_key=secret)


def _siem(environment: Mapping[str, str]) -> Siem | None:
    try:
        return read_siem(environment)
    except ValueError as error:
        setting, sentence = error.args
        raise Unconfigurable(setting=setting, sentence=sentence) from None


def _identity(environment: Mapping[str, str], mode: Mode) -> str | None:
    try:
        return identity.read(environment, demo=mode is Mode.DEMO)
    except ValueError as error:
        setting, sentence = error.args
        raise Unconfigurable(setting=setting, sentence=sentence) from None


def _keeping(environment: Mapping[str, str], data: Path) -> Keeping:
    try:
        return keeping.read(environment, data=data)
    except ValueError as error:
        setting, sentence = error.args
        raise Unconfigurable(setting=setting, sentence=sentence) from None


def _root_key(environment: Mapping[str, str]) -> str:
    """Read where the root key is kept: a path or a URI.  What looks like neither may be a key, and is not repeated."""
    place = environment.get("DESVELO_ROOT_KEY", "")
    if place and not _ROOT_PLACE.fullmatch(place):
        raise Unconfigurable(
            setting="DESVELO_ROOT_KEY",
            sentence="DESVELO_ROOT_KEY must say where the root key is kept: an absolute path, or a URI as docs/keys.md "
            "shows. It never holds the key itself.",
        )
    return place


def _anchoring(environment: Mapping[str, str]) -> Anchoring:
    try:
        return anchoring.read(environment, lambda name: _secret(environment, name))
    except anchoring.Refusal as refused:
        raise Unconfigurable(setting=refused.setting, sentence=refused.sentence) from None


def _order_numbers(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Read the forms of the company's order numbers, with commas between."""
    forms = tuple(form for each in environment.get("DESVELO_ORDER_NUMBERS", "").split(",") if (form := each.strip()))
    try:
        for form in forms:
            order_numbers.read(form)
    except order_numbers.NotAForm:
        forms = ("",) * (order_numbers.MOST_FORMS + 1)
    if len(forms) > order_numbers.MOST_FORMS:
        raise Unconfigurable(
            setting="DESVELO_ORDER_NUMBERS",
            sentence="DESVELO_ORDER_NUMBERS must be up to four forms with commas between, each some capital letters or "
            "signs and 4 to 12 nines, such as PED-999999.",
        )
    return forms


def _number(environment: Mapping[str, str], name: str, default: int, allowed: range) -> int:
    text = environment.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,5}", text, re.ASCII) or int(text) not in allowed:
        raise Unconfigurable(
            setting=name, sentence=f"{name} must be a number from {allowed.start} to {allowed.stop - 1}."
        )
    return int(text)


def _choice(environment: Mapping[str, str], name: str, default: _Choice, choices: Mapping[str, _Choice]) -> _Choice:
    text = environment.get(name)
    if text is None:
        return default
    if text not in choices:
        raise Unconfigurable(setting=name, sentence=f"{name} must be one of: {', '.join(sorted(choices))}.")
    return choices[text]


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    return Path(environment[name]).expanduser().absolute() if environment.get(name) else None


def _secret(environment: Mapping[str, str], name: str) -> str | None:
    """Read a secret from the file that ``NAME_FILE`` points to; ``DATABASE_URL`` may also come directly."""
    file = environment.get(f"{name}_FILE")
    if file is None:
        return environment.get(name) or None
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        reason = error.strerror
    except ValueError:
        reason = "it is not text"
    raise Unconfigurable(
        setting=f"{name}_FILE", sentence=f"{name}_FILE points to {file}, which cannot be read: {reason}."
    )
