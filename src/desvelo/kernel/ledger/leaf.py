"""What goes into the tree: canonical JSON, so that one fact has one hash, and commitments to what may be forgotten.

A leaf holds ids, codes and instants.  Free text stays beside it, sealed; the leaf carries its *commitment*, the hash
of a random salt and the text.  When the person is erased, text and salt go; the tree still verifies, and nobody can
guess the text from the hash.

Numbers are whole and at most 2^53 - 1, the largest every JSON reader keeps exactly; fractions are refused.

Source: RFC 8785; RFC 7493 section 2.2; security-design D7.1.

>>> canonical({"b": [1, True, None], "a": "é"}).decode()
'{"a":"é","b":[1,true,null]}'
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from desvelo.kernel.ledger.errors import NotCanonical

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]

SALT_BYTES = 32
LARGEST_NUMBER = 2**53 - 1
_JSON = json.JSONEncoder(ensure_ascii=False)


def canonical(value: Json) -> bytes:
    """Return the one way in which *value* is written; raise NotCanonical for what RFC 8785 or we do not allow."""
    try:
        return _written(value).encode()
    except UnicodeEncodeError:
        raise NotCanonical(reason="text") from None


def commitment(salt: bytes, payload: bytes) -> bytes:
    """Return the hash that binds a leaf to *payload* without telling it; the salt is 32 random bytes, used once."""
    if len(salt) != SALT_BYTES:
        raise ValueError(len(salt))
    return sha256(salt + payload).digest()


def _written(value: Json) -> str:
    match value:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case int():
            return _number(value)
        case str():
            return _text(value)
        case list() | tuple():
            return "[" + ",".join([_written(item) for item in value]) + "]"
        case Mapping():
            return "{" + ",".join([f"{_text(key)}:{_written(value[key])}" for key in _sorted(value)]) + "}"
        case _:
            raise NotCanonical(reason="type")


def _number(value: int) -> str:
    if abs(value) > LARGEST_NUMBER:
        raise NotCanonical(reason="number")
    return str(value)


def _text(value: str) -> str:
    """Escape as section 3.2.2.2 asks: quote, backslash, and controls in their shortest form; nothing else."""
    return _JSON.encode(value)


def _sorted(value: Mapping[str, Json]) -> list[str]:
    """Order keys by their UTF-16 code units, as section 3.2.3 asks; Python would order by code point."""
    if any(not isinstance(key, str) for key in value):
        raise NotCanonical(reason="key")
    return sorted(value, key=lambda key: key.encode("utf-16-be"))
