r"""Bytes as Meta writes them.

Outside ASCII everything is ``\uXXXX`` in lower case and every slash is ``\/``, in webhooks and answers alike; a desk
that parses and re-writes a body before it checks the signature finds out here.

Source: recorded traffic and Meta's "Validating payloads", read November 2026.

>>> dump({"a": "é/😊"})
b'{"a":"\\u00e9\\/\\ud83d\\ude0a"}'
"""

import hmac
import json
from base64 import b64encode
from hashlib import sha256
from secrets import token_hex, token_urlsafe

_INBOUND = b"\x15\x02\x00\x12\x18\x14"
_OUTBOUND = b"\x15\x02\x00\x11\x18\x12"


def dump(content: object) -> bytes:
    """Return *content* as compact JSON with Meta's escaping."""
    return json.dumps(content, ensure_ascii=True, separators=(",", ":")).replace("/", "\\/").encode("ascii")


def signature(secret: str, body: bytes) -> str:
    """Return the value of ``X-Hub-Signature-256``."""
    return "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()


def proof(secret: str, token: str) -> str:
    """Return the ``appsecret_proof`` that belongs to *token*."""
    return hmac.new(secret.encode(), token.encode(), sha256).hexdigest()


def same(given: str, expected: str) -> bool:
    """Compare in constant time; nothing is never the same as something."""
    return bool(given) and hmac.compare_digest(given.encode(), expected.encode())


def inbound_id(wa_id: str) -> str:
    """Return a new id for a message of a customer."""
    return _wamid(wa_id, _INBOUND, token_hex(10))


def outbound_id(wa_id: str) -> str:
    """Return a new id for a message to a customer."""
    return _wamid(wa_id, _OUTBOUND, token_hex(9))


def trace_id() -> str:
    """Return what Meta calls ``fbtrace_id``."""
    return "A" + token_urlsafe(17).replace("-", "_")[:22]


def _wamid(wa_id: str, kind: bytes, unique: str) -> str:
    phone = wa_id.encode()
    packed = b"\x1c\x18" + bytes([len(phone)]) + phone + kind + unique.upper().encode() + b"\x00"
    return "wamid." + b64encode(packed).decode()
