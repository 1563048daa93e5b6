"""What can go wrong: by which name it is asked for, and what then happens to a call, a webhook or a file.

The worst ones of sending accept the message first: the customer gets it and the desk does not learn its id.

Source: whatsapp-cloud-api sections 16 and 22.15; faults.md.
"""

from typing import Final

from desvelo.sandbox import graph_errors
from desvelo.sandbox.error_codes import CODES
from desvelo.sandbox.fault_rules import Rule
from desvelo.sandbox.http import Response

_BY_STATUS: Final[dict[str, int]] = {"500": 1, "503": 2}
# 429 comes from Meta's edge, without Meta's error object.
_EDGE: Final[dict[str, Response]] = {
    "429": Response(status=429, headers={"content-type": "text/html", "retry-after": "1"}, body=b"Too Many Requests"),
}
_AFTER_ACCEPTING: Final[dict[str, Response]] = {
    "timeout_after_accept": Response(silent=True),
    "drop_after_accept": Response(broken=True),
    "500_after_accept": graph_errors.trouble(500, 131000, "Something went wrong").response(),
    "garbage_after_accept": Response(headers={"content-type": "text/html"}, body=b"<html>proxy</html>"),
}
NOW: Final = frozenset({*_BY_STATUS, *(str(code) for code, known in CODES.items() if not known.later)})
LATER: Final = frozenset(str(code) for code, known in CODES.items() if known.later)
EDGE: Final = frozenset(_EDGE)
AFTER: Final = frozenset({*_AFTER_ACCEPTING, "answer_delay"})
STATUS: Final = frozenset({"skip_delivered", "status_disorder"})
MEDIA: Final = ("media_404", "media_slow", "media_url_expired", "media_corrupt", "media_wrong_type")
WEBHOOK: Final = frozenset(
    {
        *("webhook_delay", "webhook_duplicate", "webhook_reorder", "webhook_replay"),
        *("webhook_forged", "webhook_unsigned", "webhook_drop_answer"),
    }
)
SENDING: Final = frozenset({*NOW, *LATER, *EDGE, *AFTER})
KINDS: Final = tuple(sorted({*SENDING, *STATUS, *MEDIA, *WEBHOOK}))


def refuse(rule: Rule | None) -> Response | None:
    """Raise the GraphError of a fault that refuses before anything is sent, or return the answer of Meta's edge."""
    if rule is None or rule.kind in LATER or rule.kind in AFTER:
        return None
    if rule.kind in EDGE:
        return _EDGE[rule.kind]
    code = _BY_STATUS.get(rule.kind) or int(rule.kind)
    known = CODES[code]
    raise graph_errors.trouble(known.status, code, known.title, transient=known.is_transient)


def failure(rule: Rule | None) -> int | None:
    """Return the code under which an accepted message fails later."""
    return int(rule.kind) if rule is not None and rule.kind in LATER else None


def answer_instead(rule: Rule | None) -> Response | None:
    """Return the answer of a fault that spoils what was accepted."""
    return _AFTER_ACCEPTING.get(rule.kind) if rule is not None else None


def delay(rule: Rule | None) -> float:
    """Return how long an answer waits, in seconds."""
    return rule.seconds if rule is not None and rule.kind in {"answer_delay", "media_slow"} else 0.0
