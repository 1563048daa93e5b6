"""Where else the audit log's checkpoints are kept, as the environment says: a timestamp authority, a witness, mail.

Each is off until it is named whole.  The mail server's URL may hold a password, so it comes in a file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

NAMES = frozenset(
    {
        "DESVELO_ANCHOR_MAIL_FROM",
        "DESVELO_ANCHOR_MAIL_TO",
        "DESVELO_TSA_ROOT_FILE",
        "DESVELO_TSA_URL",
        "DESVELO_WITNESS_KEY",
        "DESVELO_WITNESS_URL",
    }
)
SECRET_NAMES = frozenset({"DESVELO_SMTP_URL_FILE"})
_LEAST_READERS, _MOST_READERS = 2, 5
_SCHEMES = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """A mail server; *user* and *password* are empty where it asks for none."""

    host: str
    port: int
    scheme: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchoring:
    """What was configured; empty means off.  *tsa_root* is a PEM file with the root that signs for the authority."""

    tsa_url: str = ""
    tsa_root: Path | None = None
    witness_url: str = ""
    witness_key: str = ""
    smtp: Smtp | None = None
    mail_from: str = ""
    mail_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal(Exception):
    """*setting* cannot be used; *sentence* says why and what to do."""

    setting: str
    sentence: str


def read(environment: Mapping[str, str], secret: Callable[[str], str | None]) -> Anchoring:
    """Read the settings; *secret* reads the file that ``NAME_FILE`` points to.  Raises Refusal."""
    tsa, witness = environment.get("DESVELO_TSA_URL", ""), environment.get("DESVELO_WITNESS_URL", "")
    for name, url in (("DESVELO_TSA_URL", tsa), ("DESVELO_WITNESS_URL", witness)):
        _require_https(name, url)
    root, key = environment.get("DESVELO_TSA_ROOT_FILE", ""), environment.get("DESVELO_WITNESS_KEY", "")
    _require_together("DESVELO_TSA_URL", tsa, "DESVELO_TSA_ROOT_FILE", root)
    _require_together("DESVELO_WITNESS_URL", witness, "DESVELO_WITNESS_KEY", key)
    smtp, readers = _smtp(secret("DESVELO_SMTP_URL")), _readers(environment.get("DESVELO_ANCHOR_MAIL_TO", ""))
    sender = environment.get("DESVELO_ANCHOR_MAIL_FROM", "")
    _require_together("DESVELO_ANCHOR_MAIL_TO", ",".join(readers), "DESVELO_ANCHOR_MAIL_FROM", sender)
    return Anchoring(
        tsa_url=tsa,
        tsa_root=Path(root).expanduser().absolute() if root else None,
        witness_url=witness.rstrip("/"),
        witness_key=key,
        smtp=smtp,
        mail_from=sender,
        mail_to=readers,
    )


def _require_https(name: str, url: str) -> None:
    parts = _split(url)
    if url and (parts is None or parts.scheme != "https" or not parts.hostname or parts.username or parts.query):
        raise Refusal(name, f"{name} must look like https://host.example/path.")


def _require_together(name: str, value: str, other: str, other_value: str) -> None:
    if bool(value) != bool(other_value):
        missing, given = (other, name) if value else (name, other)
        raise Refusal(missing, f"{given} needs {missing} beside it. Set both, or neither.")


def _readers(text: str) -> tuple[str, ...]:
    """Read the data protection officer's address and that of somebody outside the company, at least."""
    found = tuple(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))
    plain = all(each.count("@") == 1 and each.isascii() and each.isprintable() and " " not in each for each in found)
    if found and not (plain and _LEAST_READERS <= len(found) <= _MOST_READERS):
        sentence = (
            "DESVELO_ANCHOR_MAIL_TO must be two to five addresses with commas between: the data protection officer's, "
            "and that of somebody outside the company."
        )
        raise Refusal("DESVELO_ANCHOR_MAIL_TO", sentence)
    return found


def _smtp(url: str | None) -> Smtp | None:
    if not url:
        return None
    parts = _split(url)
    if parts is None or parts.scheme not in _SCHEMES or not parts.hostname or parts.path not in {"", "/"}:
        raise Refusal(
            "DESVELO_SMTP_URL_FILE",
            "DESVELO_SMTP_URL_FILE must hold smtps://user:password@host:465, smtp+starttls://… or smtp://….",
        )
    return Smtp(
        host=parts.hostname,
        port=parts.port or _SCHEMES[parts.scheme],
        scheme=parts.scheme,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts
