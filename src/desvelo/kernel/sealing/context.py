"""What a sealed record is tied to, written so that two different lists never give the same bytes.

Each part is its type, its length and its bytes; nothing can slide from one part into the next, and ``1``, ``"1"`` and
``b"1"`` differ.  A record sealed in one context opens in no other, so a ciphertext moved to another row, column,
contact, version or installation is dead.

Source: security-design D3.2.

>>> encode("ab", "c") == encode("a", "bc")
False
>>> encode("dek", 7).hex()
'730000000364656b690000000137'
"""

from desvelo.kernel.sealing.errors import NotReadable

FORMAT = "desvelo/1"
_LENGTH_BYTES = 4


def encode(*parts: str | bytes | int) -> bytes:
    """Write *parts* as one unambiguous string of bytes."""
    return b"".join(_part(part) for part in parts)


def decode(written: bytes) -> tuple[str | bytes | int, ...]:
    """Read what ``encode`` wrote; raise NotReadable for anything else.

    >>> decode(encode("ab", b"c", 7))
    ('ab', b'c', 7)
    """
    parts: list[str | bytes | int] = []
    at = 0
    while at < len(written):
        start = at + 1 + _LENGTH_BYTES
        end = start + int.from_bytes(written[at + 1 : start], "big")
        if start > len(written) or end > len(written):
            raise NotReadable
        parts.append(_read(written[at : at + 1], written[start:end]))
        at = end
    return tuple(parts)


def record(  # noqa: PLR0913  one argument for each thing a record is tied to
    *,
    install: str,
    table: str,
    column: str,
    row: str,
    row_version: int,
    contact: str,
    key_version: int,
    data_class: str,
) -> bytes:
    """Write the context of one stored value; every word of it must be the same to open it again."""
    before, after = around(
        install=install,
        table=table,
        column=column,
        row_version=row_version,
        contact=contact,
        key_version=key_version,
        data_class=data_class,
    )
    return before + encode(row) + after


def around(  # noqa: PLR0913  as above
    *, install: str, table: str, column: str, row_version: int, contact: str, key_version: int, data_class: str
) -> tuple[bytes, bytes]:
    """Return what stands before and after the row in a context, for whoever opens many values of one column.

    >>> words = {"install": "i", "table": "t", "column": "c", "contact": "p", "key_version": 1, "data_class": ""}
    >>> before, after = around(row_version=1, **words)
    >>> before + encode("r") + after == record(row="r", row_version=1, **words)
    True
    """
    return encode(FORMAT, install, table, column), encode(row_version, contact, key_version, data_class)


def text(part: str) -> bytes:
    """Write one text as ``encode`` does."""
    content = part.encode()
    return b"s" + len(content).to_bytes(_LENGTH_BYTES, "big") + content


def _part(part: str | bytes | int) -> bytes:
    kind, content = _typed(part)
    return kind + len(content).to_bytes(_LENGTH_BYTES, "big") + content


def _typed(part: str | bytes | int) -> tuple[bytes, bytes]:
    match part:
        case bool():
            raise TypeError(bool)
        case str():
            return b"s", part.encode()
        case bytes():
            return b"b", part
        case int():
            return b"i", b"%d" % part
        case _:
            raise TypeError(type(part))


def _read(kind: bytes, content: bytes) -> str | bytes | int:
    try:
        if kind == b"b":
            return content
        return int(content) if kind == b"i" else {b"s": content.decode()}[kind]
    except (ValueError, KeyError):
        raise NotReadable from None
