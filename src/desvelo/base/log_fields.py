"""What a log line may say: names that are on a list, values that have the listed shape.

A field is admitted by the end of its name (``_id``, ``_count``, ``_ms`` …) or by a name of its own.  The shapes are
tight on purpose: a telephone number is too large for a serial number, a card number is not a hash, a wamid (which
carries a telephone number in base64) is no identifier at all, and a sentence is never a code.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from uuid import UUID

_CODE = re.compile(r"[a-z][a-z0-9_]*(?:[.:/-][a-z0-9_]+)*")
_LONGEST_CODE = 80
_HEX = re.compile(r"(?=[0-9]*[a-f])[0-9a-f]{16,64}")
_PUBLIC_ID = re.compile(r"(?=.*[A-Za-z])[1-9A-HJ-NP-Za-km-z]{22}")
_LARGEST_SERIAL = 2**31  # an account's number fits; a telephone with its country code does not
_LARGEST_SIZE = 2**40


def _is_id(value: object) -> bool:
    if isinstance(value, UUID):
        return True
    if isinstance(value, int):
        return 0 <= value < _LARGEST_SERIAL
    return isinstance(value, str) and (_is_uuid(value) or bool(_HEX.fullmatch(value) or _PUBLIC_ID.fullmatch(value)))


def _is_uuid(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and bool(_HEX.fullmatch(value))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) < _LARGEST_SERIAL


def _is_size(value: object) -> bool:
    return isinstance(value, int) and 0 <= value < _LARGEST_SIZE


def is_code(value: object) -> bool:
    """Say whether *value* reads like a code of ours: lower case, no spaces, not long."""
    return isinstance(value, str) and len(value) <= _LONGEST_CODE and bool(_CODE.fullmatch(value))


def _is_instant(value: object) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


# What may be written: the end of a field's name, and the shape its value must have.
UNITS: Mapping[str, Callable[[object], bool]] = {
    "_id": _is_id,
    "_hash": _is_hash,
    "_count": _is_number,
    "_ms": _is_number,
    "_seconds": _is_number,
    "_bytes": _is_size,
    "_code": lambda value: is_code(value) or _is_id(value),
    "_at": _is_instant,
}
# Names of their own, each a code of ours or a small number.
NAMES: Mapping[str, Callable[[object], bool]] = {
    "attempt": _is_id,
    "code": is_code,
    "job": is_code,
    "kind": is_code,
    "label": is_code,
    "outcome": is_code,
    "phase": is_code,
    "port": _is_id,
    "role": is_code,
    "route": is_code,
    "signal": _is_id,
    "tag": is_code,
}


def is_listed(name: str, value: object) -> bool:
    """Say whether the field *name* may be written with this *value*."""
    if value is None or isinstance(value, bool):
        return name in NAMES or any(name.endswith(unit) for unit in UNITS)
    has_shape = NAMES.get(name) or next((shape for unit, shape in UNITS.items() if name.endswith(unit)), None)
    return has_shape is not None and has_shape(value)


def written(value: object) -> object:
    """Return *value* as JSON writes it."""
    if isinstance(value, datetime):
        return utc(value)
    return str(value) if isinstance(value, UUID) else value


def utc(instant: datetime) -> str:
    """Return *instant* in UTC, to the millisecond."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
