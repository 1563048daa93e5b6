"""Signed statements about the tree that anybody can read: C2SP signed notes and checkpoints, Ed25519 only.

::

    desk.example/log                                 origin
    1234                                             how many leaves
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=     root

    — desk.example/log Az3grlgtzPICa5OS8npVmf1M…     name, then base64(key id 4 | signature 64)

Reading is strict: one canonical way to write each number and each base64, no extension lines, the origin is the name of
the key.  Signatures of others (witnesses) are ignored; one under our name and key id must hold.

Source: c2sp.org/signed-note v1.0.0, c2sp.org/tlog-checkpoint; security-design D7.3.

>>> seed = bytes(32)
>>> text = sign(checkpoint_body("desk.example/log", 0, bytes(32)), "desk.example/log", seed)
>>> verify(text, "desk.example/log", public_key(seed)).size
0
"""

import binascii
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desvelo.kernel.ledger.errors import NoteInvalid

LONGEST_NOTE = 256 * 1024
_ED25519 = b"\x01"
_KEY_ID_BYTES = 4
_ROOT_BYTES = 32
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]+")
_SIGNATURE_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What a log says of itself: at *size* leaves its root is *root*."""

    origin: str
    size: int
    root: bytes


def checkpoint_body(origin: str, size: int, root: bytes) -> str:
    """Write the three lines that are signed; raise NoteInvalid for what could not be read back."""
    body = f"{origin}\n{size}\n{b64encode(root).decode()}\n"
    _read_checkpoint(body)
    return body


def sign(body: str, name: str, private: bytes) -> str:
    """Return *body* as a note signed under *name*; raise NoteInvalid."""
    if not _NAME.fullmatch(name):
        raise NoteInvalid(reason="name")
    if not body.endswith("\n") or _CONTROL.search(body):
        raise NoteInvalid(reason="form")
    signer = Ed25519PrivateKey.from_private_bytes(private)
    signature = key_id(name, signer.public_key().public_bytes_raw()) + signer.sign(_encoded(body))
    return f"{body}\n— {name} {b64encode(signature).decode()}\n"


def verify(note: str, name: str, public: bytes) -> Checkpoint:
    """Return the checkpoint that *name* signed; raise NoteInvalid for everything else."""
    checkpoint = _read_checkpoint(open_signed(note, name, public))
    if checkpoint.origin != name:
        raise NoteInvalid(reason="checkpoint")
    return checkpoint


def open_signed(note: str, name: str, public: bytes) -> str:
    """Return the text that *name* signed, whatever it says; raise NoteInvalid."""
    body, lines = _parts(note)
    wanted = (name, key_id(name, public))
    ours = [signature for signer, key, signature in map(_signature, lines) if (signer, key) == wanted]
    if not ours:
        raise NoteInvalid(reason="signature")
    for signature in ours:
        _require_signature(public, signature, _encoded(body))
    return body


def key_id(name: str, public: bytes) -> bytes:
    """Return the 4 bytes that, with *name*, say which key signed."""
    return sha256(_encoded(name) + b"\n" + _ED25519 + public).digest()[:_KEY_ID_BYTES]


def verifier_key(name: str, public: bytes) -> str:
    """Write the public key as other C2SP tools read it: name, key id, type and key."""
    return f"{name}+{key_id(name, public).hex()}+{b64encode(_ED25519 + public).decode()}"


def public_key(private: bytes) -> bytes:
    """Return the public half of a signing key."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _parts(note: str) -> tuple[str, list[str]]:
    """Split at the last empty line into the text and its signature lines."""
    body, gap, signatures = note.rpartition("\n\n")
    if len(note) > LONGEST_NOTE or not gap or not signatures.endswith("\n") or _CONTROL.search(note):
        raise NoteInvalid(reason="form")
    return body + "\n", signatures[:-1].split("\n")


def _signature(line: str) -> tuple[str, bytes, bytes]:
    found = _SIGNATURE_LINE.fullmatch(line)
    content = _decoded(found[2]) if found else b""
    if not found or len(content) <= _KEY_ID_BYTES:
        raise NoteInvalid(reason="form")
    return found[1], content[:_KEY_ID_BYTES], content[_KEY_ID_BYTES:]


def _require_signature(public: bytes, signature: bytes, body: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, body)
    except (InvalidSignature, ValueError):
        raise NoteInvalid(reason="signature") from None


def _read_checkpoint(body: str) -> Checkpoint:
    lines = body.split("\n")
    match lines:
        case [origin, size, root, ""] if _NAME.fullmatch(origin) and _SIZE.fullmatch(size):
            checkpoint = Checkpoint(origin=origin, size=int(size), root=_decoded(root))
        case _:
            raise NoteInvalid(reason="checkpoint")
    if len(checkpoint.root) != _ROOT_BYTES:
        raise NoteInvalid(reason="checkpoint")
    return checkpoint


def _decoded(text: str) -> bytes:
    """Decode base64 that is written in its one canonical way."""
    try:
        content = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteInvalid(reason="form") from None
    if b64encode(content).decode() != text:
        raise NoteInvalid(reason="form")
    return content


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise NoteInvalid(reason="form") from None
