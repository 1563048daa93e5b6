"""How a leaf lies in its column: the same bytes in a third of the room, one to one.

A leaf says ids, an instant and hashes as text, between the same names each time.  Packed, an id is its 16 bytes, an
instant its milliseconds, a hash its 32 bytes, and what recurs one byte each.  Canonical JSON holds no byte below 20
hex, so those are free to announce what follows; and it begins with a brace, so the first byte tells what is packed from
what was stored before packing.  What does not come back exactly is stored as it is.

The leaf itself, its hash and every export are as they were; the numbers below are never used for anything else.

>>> leaf = b'{"actor":null,"at":"2026-11-23T12:00:00.000+00:00","id":"01a21d68-f617-7087-a831-840708e2428b","tag":"a"}'
>>> len(leaf), len(pack(leaf)), unpack(pack(leaf)) == leaf
(105, 31, True)
>>> unpack(leaf) == leaf
True
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from uuid import UUID

_PACKED = b"\x01"
_EPOCH, _MILLISECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(milliseconds=1)
_INSTANT_BYTES = 6
_IS_FIXED, _IS_ID, _IS_ID_BEFORE_FIXED, _IS_INSTANT, _IS_BODY = 1, 2, 3, 4, 5
_FIXED: dict[bytes, bytes] = {
    b"\x04": b'{"actor":',
    b"\x05": b'{"actor":null',
    b"\x06": b',"commitment":null,"contact":',
    b"\x07": b',"contact":',
    b"\x08": b',"id":',
    b"\x09": b',"objects":{',
    b"\x0a": b',"objects":{"discarded":"0","found":"","message":',
    b"\x0b": b',"objects":{"discarded":"0","found":"',
    b"\x0c": b'","message":',
    b"\x0d": b',"message":',
    b"\x0e": b'"message":',
    b"\x0f": b',"sealed":',
    b"\x10": b'},"result":"done","session":',
    b"\x11": b'},"result":"done","session":"","tag":"',
    b"\x12": b'","tag":"',
    b"\x13": b'","v":1}',
    b"\x14": b'message:receive","v":1}',
    b"\x15": b'message:write","v":1}',
    b"\x16": b'conversation:open","v":1}',
    b"\x17": b"null",
    b"\x18": b'"conversation":',
    b"\x19": b'"datum":',
    b"\x1a": b',"commitment":null,"contact":null,"id":',
    b"\x1b": b'"label":"',
    b"\x1e": b'"},"result":"done","session":"","tag":"',
    b"\x1f": b',"tag":"',
}
_LONGEST_FIRST = sorted(_FIXED.items(), key=lambda each: -len(each[1]))
_PART = re.compile(
    rb'"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:"|(?=[\x0c\x12\x13\x1e]))'  # an id
    rb'|,"at":"(20[0-9-]{8}T[0-9:]{8}\.[0-9]{3}\+00:00)"'
    rb'|"b([\w-]{43})(?=[" \x1e])'  # the hash of a body, as ``digests`` writes it
    rb'| d([\w-]{22})([\w-]{43})(?=[" \x1e])'  # the row and hash of a datum
)
_PACKED_PART = re.compile(
    rb"([\x04-\x1b\x1e\x1f])|\x01(.{16})([\x0c\x12\x13\x1e])?|\x02(.{6})|\x03(.{32})|\x1d(.{16})(.{32})", re.DOTALL
)


def pack(leaf: bytes) -> bytes:
    """Return how *leaf* is stored; ``unpack`` gives back every byte of it."""
    short = leaf
    for byte, text in _LONGEST_FIRST:
        short = short.replace(text, byte)
    try:
        packed = _PACKED + _PART.sub(_shorter, short)
    except ValueError:  # an instant that is none
        return leaf
    return packed if unpack(packed) == leaf else leaf


def unpack(stored: bytes) -> bytes:
    """Return the leaf; what somebody broke comes back as something else, and its hash says so."""
    if not stored.startswith(_PACKED):
        return stored
    try:
        return _PACKED_PART.sub(_longer, stored[1:])
    except (OverflowError, KeyError):
        return stored


def packed_id(what: UUID) -> bytes:
    """Return how an id stands in a packed leaf where it is the whole of a value."""
    return b"\x01" + what.bytes


def _shorter(part: re.Match[bytes]) -> bytes:
    named, instant, body, row, datum = part.groups()
    if named is not None:
        return b"\x01" + bytes.fromhex(named.replace(b"-", b"").decode())
    if instant is not None:
        since = datetime.fromisoformat(instant.decode()) - _EPOCH
        return b"\x02" + (since // _MILLISECOND).to_bytes(_INSTANT_BYTES, "big")
    if body is not None:
        return b"\x03" + urlsafe_b64decode(body + b"=")
    return b"\x1d" + urlsafe_b64decode(row + b"==") + urlsafe_b64decode(datum + b"=")


def _longer(part: re.Match[bytes]) -> bytes:
    kind = part.lastindex
    if kind == _IS_FIXED:
        return _FIXED[part[_IS_FIXED]]
    if kind in {_IS_ID, _IS_ID_BEFORE_FIXED}:
        digits = part[_IS_ID].hex()
        text = f'"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}'.encode()
        return text + (b'"' if kind == _IS_ID else _FIXED[part[_IS_ID_BEFORE_FIXED]])
    if kind == _IS_INSTANT:
        at = _EPOCH + int.from_bytes(part[_IS_INSTANT], "big") * _MILLISECOND
        return b',"at":"%b"' % at.isoformat(timespec="milliseconds").encode()
    if kind == _IS_BODY:
        return b'"b' + _letters(part[_IS_BODY])
    return b" d" + _letters(part[_IS_BODY + 1]) + _letters(part[_IS_BODY + 2])


def _letters(content: bytes) -> bytes:
    return urlsafe_b64encode(content).rstrip(b"=")
