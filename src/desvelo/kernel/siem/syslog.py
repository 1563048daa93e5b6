"""An event as a line of syslog, and how lines are kept apart on their way.

The message is the OCSF event, in JSON of ASCII alone; facility 13 (log audit).  Over UDP one datagram is one message;
over TCP and TLS its length stands before it; in a file, a line end behind it.

Source: RFC 5424 section 6; RFC 5425 section 4.3; RFC 5426 section 3.1; RFC 6587 section 3.4.1.

>>> line({"metadata": {"event_code": "session:start"}, "severity_id": 1, "time": 0}, host="desk.example").decode()[:62]
'<110>1 1970-01-01T00:00:00.000Z desk.example desvelo - session'
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from desvelo.kernel.siem.ocsf import HIGH, LOW

_LOG_AUDIT = 13
_ALERT, _NOTICE, _INFORMATIONAL = 1, 5, 6
_LONGEST_ID, _LONGEST_HOST = 32, 255


def as_json(event: Mapping[str, Any]) -> bytes:
    """Write an event as one line of JSON, without a line end."""
    return json.dumps(event, separators=(",", ":"), sort_keys=True).encode("ascii")


def line(event: Mapping[str, Any], *, host: str) -> bytes:
    """Write an event as one message of syslog, not framed yet."""
    severity = {HIGH: _ALERT, LOW: _NOTICE}.get(event["severity_id"], _INFORMATIONAL)
    at = datetime.fromtimestamp(event["time"] / 1000, tz=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    kind = _printable(event["metadata"]["event_code"], _LONGEST_ID)
    head = f"<{_LOG_AUDIT * 8 + severity}>1 {at} {_printable(host, _LONGEST_HOST)} desvelo - {kind} - "
    return head.encode("ascii") + as_json(event)


def counted(message: bytes) -> bytes:
    """Return a message with its length before it."""
    return b"%d " % len(message) + message


def _printable(text: str, longest: int) -> str:
    """Return what may stand in the header: printable ASCII without spaces, or the sign for nothing."""
    return "".join(char for char in text if "!" <= char <= "~")[:longest] or "-"
