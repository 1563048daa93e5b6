"""What the sandbox must know before it starts, from one JSON file that only its owner may read.

It holds the same secrets as a real connection (they only ever meet this computer), so the file must be closed to group
and others.  Anything missing, unknown or unsafe stops the start with a sentence.
"""

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

import msgspec

VARIABLE: Final = "DESVELO_SANDBOX_CONFIG"
_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.ASCII)

Written = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Digits = Annotated[str, msgspec.Meta(pattern="^[0-9]{5,20}$")]


class CannotStart(Exception):
    """The sandbox was told too little, or something unsafe; the message is for a person."""


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One business number and the one program behind it; without *webhook_url* that program registers itself."""

    webhook_url: Annotated[str, msgspec.Meta(max_length=500)]
    app_secret: Written
    verify_token: Written
    access_token: Written
    phone_number_id: Digits
    waba_id: Digits
    display_phone_number: Written
    business_name: Written
    desk_origin: Written
    app_id: Digits = "900000000000001"
    business_id: Digits = "900000000000003"
    webhook_hosts: tuple[str, ...] = ()
    require_appsecret_proof: bool = True
    enforce_limits: bool = False
    official_business_account: bool = False
    graph_version: Annotated[str, msgspec.Meta(pattern="^v[0-9]{2}\\.0$")] = "v26.0"
    seed: int = 0
    auto_read: bool = False
    retry_first_seconds: Annotated[float, msgspec.Meta(gt=0)] = 1.0


def load(environ: Mapping[str, str]) -> Config:
    """Read the file that *environ* names; raises CannotStart."""
    named = environ.get(VARIABLE, "")
    if not named:
        raise CannotStart(f"{VARIABLE} is not set; it names the sandbox's JSON configuration file.")
    return checked(_decoded(_private_bytes(Path(named))))


def _private_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            content = file.read()
    except OSError as error:
        raise CannotStart(f"The configuration {path} cannot be read: {error.strerror}.") from None
    if mode & 0o077:
        raise CannotStart(f"The configuration {path} is open to others (mode {mode:04o}); make it 0600.")
    return content


def _decoded(content: bytes) -> Config:
    try:
        return msgspec.json.decode(content, type=Config)
    except msgspec.MsgspecError as error:
        raise CannotStart(f"The sandbox configuration is not valid: {error}.") from None


def checked(config: Config) -> Config:
    """Return a configuration that is safe to start with; raises CannotStart."""
    webhook = urlsplit(config.webhook_url)
    if config.webhook_url and (webhook.scheme not in {"http", "https"} or not webhook.hostname):
        raise CannotStart("webhook_url must be an http or https address.")
    if not _ORIGIN.fullmatch(config.desk_origin):
        raise CannotStart("desk_origin must be an origin such as http://localhost:8000, without a path.")
    return config
