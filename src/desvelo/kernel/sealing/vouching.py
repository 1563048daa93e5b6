"""Vouch for a row that says what somebody may: whoever writes the row without the key cannot write this.

A MAC, not a seal: the row stays readable, and says nothing that its reader may not know.

Source: security-design D9.6; RFC 2104.
"""

import hmac

from desvelo.kernel.sealing import context


def mac(key: bytes, kind: str, *parts: str | bytes | int) -> bytes:
    """Return the 32 bytes that vouch for *parts* as a row of this *kind* (HMAC-SHA-256)."""
    return hmac.digest(key, context.encode(context.FORMAT, "vouch", kind, *parts), "sha256")


def holds(key: bytes, given: bytes, kind: str, *parts: str | bytes | int) -> bool:
    """Tell, in the same time for every answer, whether *given* vouches for *parts*."""
    return hmac.compare_digest(given, mac(key, kind, *parts))
