r"""The log as a file for strangers: JSON lines, checkpoints and time-stamp tokens first, then every leaf in order.

::

    {"format":"desvelo-ledger/1","origin":"desk.example/log"}
    {"checkpoint":"desk.example/log\n2\n…\n\n— desk.example/log …\n"}
    {"size":2,"token":"<base64 of the RFC 3161 token over the checkpoint of that size>"}
    {"hash":"<64 hex>","index":0,"leaf":"<base64>"}
    {"hash":"<64 hex>","index":1,"leaf":"<base64>"}

Each leaf's hash stands beside it only so that a changed leaf can be named exactly; what proves anything are the
checkpoints.  Cosignatures are lines of the checkpoint they are about.  The key is not in the file: whoever checks
brings the one published elsewhere.  What is sealed beside a leaf is never in it; whoever holds the words and their salt
may add them to the leaf's line (``"payload":"<base64>","salt":"<base64>"``) to have the leaf's commitment checked.

``verify`` reads it.

Source: security-design D7.7.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator

from desvelo.kernel.ledger.leaf import Json, canonical
from desvelo.kernel.ledger.merkle import leaf_hash

FORMAT = "desvelo-ledger/1"


def lines(
    *, origin: str, checkpoints: Iterable[str], leaves: Iterable[bytes], tokens: Iterable[tuple[int, bytes]] = ()
) -> Iterator[str]:
    """Yield the lines of the file, each with its newline, without holding more than one leaf."""
    yield _line({"format": FORMAT, "origin": origin})
    for checkpoint in checkpoints:
        yield _line({"checkpoint": checkpoint})
    for size, token in tokens:
        yield _line({"size": size, "token": b64encode(token).decode()})
    for index, leaf in enumerate(leaves):
        yield _line({"hash": leaf_hash(leaf).hex(), "index": index, "leaf": b64encode(leaf).decode()})


def _line(value: Json) -> str:
    return canonical(value).decode() + "\n"
