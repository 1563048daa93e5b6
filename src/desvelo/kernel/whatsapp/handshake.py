"""The GET by which Meta asks whether a callback address is really ours.

The answer is the bare challenge, as an opaque string, or nothing.  An empty token matches nobody, so a forgotten
setting does not let strangers register our address.

Source: Meta, "Webhooks: verification requests", read November 2026.

>>> answer({"hub.mode": "subscribe", "hub.verify_token": "t", "hub.challenge": "1158201444"}, "t")
'1158201444'
>>> answer({"hub.mode": "subscribe", "hub.verify_token": "", "hub.challenge": "1"}, "") is None
True
"""

import hmac
from collections.abc import Mapping


def answer(query: Mapping[str, str], expected_token: str) -> str | None:
    """Return the challenge to echo as ``text/plain``, or None when the request must be refused with 403."""
    challenge = query.get("hub.challenge", "")
    asked = query.get("hub.mode") == "subscribe" and bool(challenge)
    known = bool(expected_token) and hmac.compare_digest(
        query.get("hub.verify_token", "").encode("utf-8", "surrogatepass"), expected_token.encode()
    )
    return challenge if asked and known else None
