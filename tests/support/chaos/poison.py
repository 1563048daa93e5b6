"""Bodies that break readers: those whose other elements must survive, and those that cannot be taken apart at all.

Source: security-design D2.5; faults.md F13, F14.
"""

from typing import Any

DEPTH = 100_000
BAD_ELEMENTS: dict[str, Any] = {
    "lone surrogate": {"type": "text", "text": {"body": "\ud800 so"}},
    "nul": {"type": "text", "text": {"body": "a\x00b"}},
    "text is a list": {"type": "text", "text": ["a"]},
    "huge integer": {"type": "text", "timestamp": 10**400, "text": {"body": "a"}},
    "no type": {"text": {"body": "a"}},
    "time of another world": {"type": "text", "timestamp": "99999999999999", "text": {"body": "a"}},
    "future kind": {"type": "hologram", "hologram": {"a": [1, None, True]}},
}


def unreadable(mark: int) -> dict[str, bytes]:
    """Return bodies that nobody can take apart; *mark* makes each unlike those of another time."""
    end = f'"mark": {mark}}}'.encode()
    return {
        "depth": b'{"object": "whatsapp_business_account", "entry": ' + b"[" * DEPTH + b"]" * DEPTH + b", " + end,
        "duplicate keys": b'{"entry": [], "entry": [{}], ' + end,
        "integer of 5000 digits": b'{"entry": [' + b"9" * 5_000 + b"], " + end,
        "not a number": b'{"entry": [NaN], ' + end,
        "cut short": b'{"entry": [{"changes": [' + str(mark).encode(),
        "not UTF-8": b'{"entry": "\xff\xfe", ' + end,
        "a list": b"[" + str(mark).encode() + b"]",
    }
