r"""What a log says to a witness, and what a witness answers: it saw this tree, and it grew from the one it saw before.

::

    old 20852014                                     the size the witness cosigned last
    PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=     the consistency proof, a hash a line
                                                     an empty line, then the checkpoint
    desk.example/log
    …

The answer is one signature line or more; those under names or keys nobody configured are passed over.  A cosignature is
a time and an Ed25519 signature over that time and the checkpoint's text.  An old size of 0 carries no proof and proves
nothing of the past (D7.8): it is how a witness first meets a log.

Source: c2sp.org/tlog-witness, c2sp.org/tlog-cosignature, c2sp.org/signed-note (read 2026-11-26); security-design D7.5.

>>> request(old_size=0, proof=[], note="desk.example/log\n1\nAAAA\n\n— x AAAA\n").splitlines()[0]
b'old 0'
"""

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desvelo.kernel.ledger.errors import NoteInvalid

MOST_PROOF_LINES = 63
_TYPE = b"\x04"
_ID_BYTES, _TIME_BYTES, _SIGNATURE_BYTES, _KEY_BYTES = 4, 8, 64, 32
_LATEST_SECOND = 253_402_300_799
_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_VERIFIER_KEY = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})")
_SIZE = re.compile(rb"(0|[1-9][0-9]{0,18})\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Who may cosign: a name and the 32 bytes of an Ed25519 key."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Return the 4 bytes that, with the name, say which key cosigned."""
        return sha256(self.name.encode() + b"\n" + _TYPE + self.public).digest()[:_ID_BYTES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosignature:
    """One line that holds, and when the witness says it cosigned."""

    line: str
    at: datetime


def witness(verifier_key: str) -> Witness:
    """Read a witness's published key (``name+hash+base64``); raise NoteInvalid for one of another kind."""
    found = _VERIFIER_KEY.fullmatch(verifier_key)
    material = _decoded(found[3]) if found else b""
    if not found or material[:1] != _TYPE or len(material) != 1 + _KEY_BYTES:
        raise NoteInvalid(reason="form")
    read = Witness(name=found[1], public=material[1:])
    if read.key_id.hex() != found[2]:
        raise NoteInvalid(reason="name")
    return read


def verifier_key(one: Witness) -> str:
    """Write a witness's key as it is published."""
    return f"{one.name}+{one.key_id.hex()}+{b64encode(_TYPE + one.public).decode()}"


def request(*, old_size: int, proof: Sequence[bytes], note: str) -> bytes:
    """Write the body of ``add-checkpoint``: the tree of *old_size* leaves grew, by *proof*, into that of *note*."""
    if len(proof) > MOST_PROOF_LINES:
        raise ValueError(len(proof))
    lines = [f"old {old_size}", *(b64encode(each).decode() for each in proof), "", note]
    return "\n".join(lines).encode()


def stale_size(body: bytes) -> int:
    """Return how many leaves the witness cosigned last, as it answers with 409; raise NoteInvalid."""
    found = _SIZE.fullmatch(body)
    if not found:
        raise NoteInvalid(reason="form")
    return int(found[1])


def cosigned(answer: bytes, *, note: str, by: Witness) -> Cosignature:
    """Return the line with which *by* cosigned the checkpoint in *note*; raise NoteInvalid when there is none.

    Lines of others are passed over; one under this name and key that does not hold refuses the whole answer.
    """
    try:
        text = answer.decode()
    except UnicodeDecodeError:
        raise NoteInvalid(reason="form") from None
    held = [_held(line, content, note=note, by=by) for line, content in _lines(text) if content[:4] == by.key_id]
    ours = [each for each in held if each is not None]
    if not ours:
        raise NoteInvalid(reason="signature")
    return ours[0]


def _lines(text: str) -> Iterator[tuple[str, bytes]]:
    if not text.endswith("\n"):
        raise NoteInvalid(reason="form")
    for line in text[:-1].split("\n"):
        found = _LINE.fullmatch(line)
        if not found:
            raise NoteInvalid(reason="form")
        yield line, _decoded(found[2])


def _held(line: str, content: bytes, *, note: str, by: Witness) -> Cosignature | None:
    if line.split(" ")[1] != by.name:
        return None
    signed = content[_ID_BYTES:]
    if len(signed) != _TIME_BYTES + _SIGNATURE_BYTES:
        raise NoteInvalid(reason="form")
    seconds = int.from_bytes(signed[:_TIME_BYTES])
    message = f"cosignature/v1\ntime {seconds}\n".encode() + _body(note)
    try:
        Ed25519PublicKey.from_public_bytes(by.public).verify(signed[_TIME_BYTES:], message)
    except (InvalidSignature, ValueError):
        raise NoteInvalid(reason="signature") from None
    if seconds > _LATEST_SECOND:
        raise NoteInvalid(reason="checkpoint")
    return Cosignature(line=line, at=datetime.fromtimestamp(seconds, UTC))


def _body(note: str) -> bytes:
    """Return the text of a note, its last newline included and its signatures not."""
    return (note.rpartition("\n\n")[0] + "\n").encode()


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteInvalid(reason="form") from None
