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

FORMAT = "desvelo/1"
_LENGTH_BYTES = 4


def encode(*parts: str | bytes | int) -> bytes:
    """Write *parts* as one unambiguous string of bytes."""
    return b"".join(_part(part) for part in parts)


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
    return encode(FORMAT, install, table, column, row, row_version, contact, key_version, data_class)


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
