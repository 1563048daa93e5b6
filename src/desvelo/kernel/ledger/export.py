r"""The log as a file for strangers: JSON lines, checkpoints first, then every leaf in order.

::

    {"format":"desvelo-ledger/1","origin":"desk.example/log"}
    {"checkpoint":"desk.example/log\n2\n…\n\n— desk.example/log …\n"}
    {"hash":"<64 hex>","index":0,"leaf":"<base64>"}
    {"hash":"<64 hex>","index":1,"leaf":"<base64>"}

Each leaf's hash stands beside it only so that a changed leaf can be named exactly; what proves anything are the
checkpoints.  The key is not in the file: whoever checks brings the one published elsewhere.  ``verify`` reads it.

Source: security-design D7.7.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator

from desvelo.kernel.ledger.leaf import Json, canonical
from desvelo.kernel.ledger.merkle import leaf_hash

FORMAT = "desvelo-ledger/1"


def lines(*, origin: str, checkpoints: Iterable[str], leaves: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of the file, each with its newline, without holding more than one leaf."""
    yield _line({"format": FORMAT, "origin": origin})
    for checkpoint in checkpoints:
        yield _line({"checkpoint": checkpoint})
    for index, leaf in enumerate(leaves):
        yield _line({"hash": leaf_hash(leaf).hex(), "index": index, "leaf": b64encode(leaf).decode()})


def _line(value: Json) -> str:
    return canonical(value).decode() + "\n"
