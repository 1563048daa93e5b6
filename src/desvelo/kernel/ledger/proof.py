r"""That one entry is in the log, as a file that stands on its own: the leaf, its place, the hashes up, the signed root.

::

    {"checkpoint":"desk.example/log\n…","format":"desvelo-proof/1","hashes":["<base64>",…],"index":5,"leaf":"<base64>"}

and the same in the text form other tools read (C2SP tlog-proof), with the leaf as its extra data::

    c2sp.org/tlog-proof@v1
    extra <base64 of the leaf>
    index 5
    <base64 of a hash>
    …

    desk.example/log
    …

An entry that no signed root covers yet is written without a proof, ``{"format":"desvelo-entry/1","index":…,"leaf":…}``,
and growth between two signed trees as ``desvelo-growth/1`` (``verify_proofs``).

The key is in none: whoever checks brings the one published elsewhere.  ``verify_proofs`` reads them all.

Source: c2sp.org/tlog-proof (read 2026-11-26); RFC 8785; security-design D7.7.
"""

from base64 import b64encode
from collections.abc import Sequence

from desvelo.kernel.ledger.leaf import canonical

FORMAT = "desvelo-proof/1"
ENTRY_FORMAT = "desvelo-entry/1"
GROWTH_FORMAT = "desvelo-growth/1"
_TEXT_FORMAT = "c2sp.org/tlog-proof@v1"


def as_json(*, leaf: bytes, index: int, hashes: Sequence[bytes], checkpoint: str) -> str:
    """Write the proof as one line of canonical JSON."""
    return (
        canonical(
            {
                "format": FORMAT,
                "index": index,
                "leaf": _base64(leaf),
                "hashes": [_base64(each) for each in hashes],
                "checkpoint": checkpoint,
            }
        ).decode()
        + "\n"
    )


def without_proof(*, leaf: bytes, index: int) -> str:
    """Write an entry that has no proof yet as one line of canonical JSON."""
    return canonical({"format": ENTRY_FORMAT, "index": index, "leaf": _base64(leaf)}).decode() + "\n"


def growth(*, old: str, new: str, hashes: Sequence[bytes]) -> str:
    """Write that the tree of the checkpoint *new* only added to that of *old*, as one line of canonical JSON."""
    shown = [_base64(each) for each in hashes]
    return canonical({"format": GROWTH_FORMAT, "old": old, "new": new, "hashes": shown}).decode() + "\n"


def as_text(*, leaf: bytes, index: int, hashes: Sequence[bytes], checkpoint: str) -> str:
    """Write the proof as C2SP tlog-proof text."""
    lines = [_TEXT_FORMAT, f"extra {_base64(leaf)}", f"index {index}", *map(_base64, hashes)]
    return "\n".join(lines) + "\n\n" + checkpoint


def _base64(value: bytes) -> str:
    return b64encode(value).decode()
