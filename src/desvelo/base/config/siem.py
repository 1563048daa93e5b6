"""Where the log is streamed to, for those who watch many systems: off unless somebody says where.

``DESVELO_SIEM_TO`` is ``stdout:``, ``file:/absolute/path``, or ``udp``, ``tcp`` or ``tls`` with ``://host:port``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

FORMATS = ("ocsf", "syslog")
SOCKETS = frozenset({"udp", "tcp", "tls"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Siem:
    """A stream: *way* is ``stdout``, ``file``, ``udp``, ``tcp`` or ``tls``; *form* is ``ocsf`` or ``syslog``."""

    to: str
    way: str
    form: str
    path: Path | None = None
    host: str = ""
    port: int = 0
    ca_file: Path | None = None


def read_siem(environment: Mapping[str, str]) -> Siem | None:
    """Read the three settings; raise ValueError, whose text is the setting and the sentence, for what is unsafe."""
    to, form = environment.get("DESVELO_SIEM_TO", ""), environment.get("DESVELO_SIEM_FORMAT", "ocsf")
    ca_file = environment.get("DESVELO_SIEM_CA_FILE", "")
    if form not in FORMATS:
        raise ValueError("DESVELO_SIEM_FORMAT", "DESVELO_SIEM_FORMAT must be one of: ocsf, syslog.")
    siem = _to(to, form=form, ca_file=Path(ca_file) if ca_file else None) if to else None
    if ca_file and (siem is None or siem.way != "tls"):
        raise ValueError("DESVELO_SIEM_CA_FILE", "DESVELO_SIEM_CA_FILE needs DESVELO_SIEM_TO=tls://host:port.")
    return siem


def _to(to: str, *, form: str, ca_file: Path | None) -> Siem:
    if to == "stdout:":
        return Siem(to=to, way="stdout", form=form)
    if to.startswith("file:/"):
        return Siem(to=to, way="file", form=form, path=Path(to.removeprefix("file:")))
    try:
        parts = urlsplit(to)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    else:
        exact = host and port and parts.scheme in SOCKETS and to == f"{parts.scheme}://{parts.netloc}"
        if exact and "@" not in parts.netloc:
            return Siem(to=to, way=parts.scheme, form=form, host=str(host), port=int(port or 0), ca_file=ca_file)
    raise ValueError(
        "DESVELO_SIEM_TO",
        "DESVELO_SIEM_TO must be stdout:, file:/absolute/path, or udp://, tcp:// or tls:// with host:port.",
    )
