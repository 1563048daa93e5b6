"""JSON read within limits, before and while Python's parser runs.

What would raise deep inside is stopped at the door: nesting, huge numbers, NaN, double keys.  Trouble of the whole
body raises ``Unparsable``; trouble inside it leaves a ``Flaw`` in its place, so that only the element that holds it is
lost.  Lone surrogates and NUL, which PostgreSQL and UTF-8 refuse, become U+FFFD and are reported as an alteration.

Source: design rule D2.5; RFC 8259 sections 4, 6 and 9.

>>> load(b'{"a": [1, NaN]}')
{'a': [1, Flaw(reason='not_finite')]}
>>> mend({"a": "x" + chr(0)})
({'a': 'x\ufffd'}, True)
"""

import json
import math
import re
from dataclasses import dataclass
from typing import Final

from desvelo.kernel.whatsapp.errors import Unparsable, Unreadable

MAX_BYTES: Final = 4 * 1024 * 1024
MAX_NESTING: Final = 64
_INT_BITS: Final = 64
_INT_CHARACTERS: Final = 20

_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_NOT_BRACKETS = re.compile(rb"[^][{}]++")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Stands where a value stood that must not be used."""

    reason: str


def load(body: bytes) -> object:
    """Parse *body*; raises Unparsable(too_large, too_deep, not_utf8, not_json)."""
    if len(body) > MAX_BYTES:
        raise Unparsable(reason="too_large")
    if _nesting_exceeds(body, MAX_NESTING):
        raise Unparsable(reason="too_deep")
    try:
        return _decode(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise Unparsable(reason="not_utf8") from None
    except json.JSONDecodeError:
        raise Unparsable(reason="not_json") from None


def mend(value: object) -> tuple[object, bool]:
    """Return *value* with every string storable, and whether any had to be altered; raises Unreadable on a Flaw."""
    if isinstance(value, str):
        mended = _UNSTORABLE.sub("\ufffd", value)
        return mended, mended != value
    if isinstance(value, Flaw):
        raise Unreadable(reason=value.reason)
    if isinstance(value, list):
        return _mend_list(value)
    if isinstance(value, dict):
        return _mend_object(value)
    return value, False


def _mend_list(values: list[object]) -> tuple[list[object], bool]:
    mended = [mend(value) for value in values]
    return [value for value, _ in mended], any(altered for _, altered in mended)


def _mend_object(pairs: dict[str, object]) -> tuple[dict[str, object], bool]:
    keys, keys_altered = _mend_list(list(pairs))
    values, values_altered = _mend_list(list(pairs.values()))
    return {str(key): value for key, value in zip(keys, values, strict=True)}, keys_altered or values_altered


def _decode(text: str) -> object:
    return json.loads(
        text,
        parse_int=_integer,
        parse_float=_number,
        parse_constant=lambda _: Flaw("not_finite"),
        object_pairs_hook=_object,
    )


def _integer(digits: str) -> object:
    if len(digits) > _INT_CHARACTERS:
        return Flaw("number_too_big")
    number = int(digits)
    return Flaw("number_too_big") if number.bit_length() > _INT_BITS else number


def _number(digits: str) -> object:
    number = float(digits)
    return number if math.isfinite(number) else Flaw("not_finite")


def _object(pairs: list[tuple[str, object]]) -> object:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Flaw("duplicate_key")


def _nesting_exceeds(body: bytes, limit: int) -> bool:
    depth = 0
    for bracket in _NOT_BRACKETS.sub(b"", _STRINGS.sub(b"", body)):
        depth += 1 if bracket in b"[{" else -1
        if depth > limit:
            return True
    return False
