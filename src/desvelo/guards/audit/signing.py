"""The key of the log: sign a tree, read what was signed, tell strangers the public half.

Source: security-design D7.3; c2sp.org/tlog-checkpoint.
"""

from django.conf import settings

from desvelo.base.keyring import keyring
from desvelo.kernel.ledger import note
from desvelo.kernel.ledger.note import Checkpoint


def sign(*, size: int, root: bytes) -> str:
    """Return a signed checkpoint of the tree of *size* leaves."""
    name = settings.LEDGER_ORIGIN
    return note.sign(note.checkpoint_body(name, size, root), name, _private())


def signed(text: str) -> Checkpoint:
    """Return the checkpoint that this log's key signed; raise NoteInvalid for everything else."""
    return note.verify(text, settings.LEDGER_ORIGIN, public_key())


def sign_text(body: str) -> str:
    """Return *body*, which is no checkpoint, signed by this log."""
    return note.sign(body, settings.LEDGER_ORIGIN, _private())


def signed_text(text: str) -> str:
    """Return the body that this log's key signed, whatever it says; raise NoteInvalid for everything else."""
    return note.open_signed(text, settings.LEDGER_ORIGIN, public_key())


def public_key() -> bytes:
    """Return the key with which anybody checks."""
    return note.public_key(_private())


def _private() -> bytes:
    return keyring(settings.DESVELO.keys).service("audit-signing")
